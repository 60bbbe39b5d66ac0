/**
 * @file Singular values and vectors of two diagonals by halves (Gu and Eisenstat 1995, LAPACK's dbdsdc): a bidiagonal matrix is
 * two of half the size and one row between them, and joining them is a matrix product for each side.
 */
import { fastSingularHalves } from '../kernels/reflections.ts';
import { combine, toUnits } from './divide-and-conquer.ts';
import { golubReinsch } from './golub-reinsch.ts';
import { reorder, rotate, workspace } from './row-major.ts';
import { exactShares, secularRoots } from './secular.ts';

/** Sides up to which Golub and Reinsch's iteration is quicker. */
const SMALL = 32;

/** A = Σ valueᵢ uᵢ vᵢᵀ for an n x w matrix: n vectors u as rows of n, w vectors v as rows of w (any beyond n: A v = 0). */
export interface Triples {
  readonly values: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
}

/**
 * The triples, values rising, of a matrix with the diagonal d (n) and the one above it e (n - 1, or n where the matrix has one
 * more column than rows). Undefined when an iteration does not settle.
 */
export function bidiagonalByHalves(d: Float64Array, e: Float64Array): Triples | undefined {
  const done = e.length < d.length ? fastSingularHalves(d, e) : undefined;
  if (done !== undefined) return done.settled ? done : undefined;
  return plainByHalves(d, e);
}

function plainByHalves(d: Float64Array, e: Float64Array): Triples | undefined {
  const n = d.length;
  const w = e.length + 1;
  if (n <= SMALL) return small(d, e);
  const half = n >> 1;
  const first = plainByHalves(d.subarray(0, half), e.subarray(0, half));
  const second = plainByHalves(d.subarray(half + 1), e.subarray(half + 1));
  return first && second && joinHalves(first, second, n, w, d[half]!, e[half]!);
}

/** Both kinds of vectors of one matrix, as rows, and the pieces of columns (bits) in which each row has elements. */
interface Sides {
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly n: number;
  readonly w: number;
  readonly where: Uint8Array;
}

function small(d: Float64Array, e: Float64Array): Triples | undefined {
  const n = d.length;
  const w = e.length + 1;
  const [u, v] = [identity(n), identity(w)];
  const values = d.slice();
  const above = e.slice();
  if (w > n) {
    // The element of the column without a row is rotated into the columns before, from the last to the first.
    let far = above[n - 1]!;
    for (let k = n - 1; k >= 0 && far !== 0; k--) {
      const size = Math.hypot(values[k]!, far);
      const [c, s] = [values[k]! / size, far / size];
      values[k] = size;
      rotate(v, k * w, n * w, w, c, s);
      if (k === 0) break;
      far = -s * above[k - 1]!;
      above[k - 1]! *= c;
    }
  }
  const rotations = {
    left: (i: number, j: number, c: number, s: number) => rotate(u, i * n, j * n, n, c, s),
    right: (i: number, j: number, c: number, s: number) => rotate(v, i * w, j * w, w, c, s),
    flip: (i: number) => {
      for (let k = i * w; k < i * w + w; k++) v[k] = -v[k]!;
    },
  };
  return golubReinsch(values, above, rotations) ? inOrder(values, { u, v, n, w, where: new Uint8Array(n) }) : undefined;
}

function identity(n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) out[i * n + i] = 1;
  return out;
}

/** Puts values in rising order, and their vectors with them; the vectors v beyond n stay behind. */
function inOrder(values: Float64Array, { u, v, n, w }: Sides): Triples {
  const order = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  reorder(u, n, order);
  reorder(v, w, order);
  return { values: Float64Array.from(order, (i) => values[i]!), u, v };
}

/**
 * Two triples and the row between, `alpha` in the last column of the first and `beta` in the first of the second: in the vectors'
 * coordinates a diagonal (whose first element is 0) and one row z above it.
 */
function joinHalves(first: Triples, second: Triples, n: number, w: number, alpha: number, beta: number): Triples {
  const [h, r] = [first.values.length, second.values.length];
  const rest = w - h - 1;
  const sides: Sides = { u: new Float64Array(n * n), v: new Float64Array(w * w), n, w, where: new Uint8Array(n) };
  const { u, v, where } = sides;
  const d = new Float64Array(n);
  const z = new Float64Array(n);
  // Row 0: the row between, and on the other side what the first half sends to 0.
  u[h] = 1;
  where[0] = 1 | 4;
  z[0] = alpha * first.v[h * (h + 1) + h]!;
  v.set(first.v.subarray(h * (h + 1)), 0);
  if (rest > r) {
    // The second half has such a vector, too: one of the two gets all of the row, the other stays.
    const other = beta * second.v[r * rest]!;
    const size = Math.hypot(z[0], other);
    const last = (w - 1) * w;
    v.set(second.v.subarray(r * rest), last + h + 1);
    if (size > 0) rotate(v, 0, last, w, z[0] / size, other / size);
    where[0] |= 2;
    z[0] = size;
  }
  for (let i = 1, p = 0, q = 0; i < n; i++) {
    const fromFirst = q === r || (p < h && first.values[p]! <= second.values[q]!);
    where[i] = fromFirst ? 1 : 2;
    if (fromFirst) {
      d[i] = first.values[p]!;
      z[i] = alpha * first.v[p * (h + 1) + h]!;
      u.set(first.u.subarray(p * h, p * h + h), i * n);
      v.set(first.v.subarray(p * (h + 1), (p + 1) * (h + 1)), i * w);
      p++;
    } else {
      d[i] = second.values[q]!;
      z[i] = beta * second.v[q * rest]!;
      u.set(second.u.subarray(q * r, q * r + r), i * n + h + 1);
      v.set(second.v.subarray(q * rest, (q + 1) * rest), i * w + h + 1);
      q++;
    }
  }
  const most = Math.max(Math.abs(alpha), Math.abs(beta), d[n - 1]!);
  if (most === 0) return inOrder(d, sides);
  const kept = deflate(sides, d, z, Math.max(8 * Number.EPSILON * most, 2 ** -400));
  return added(sides, d, z, kept, h);
}

/**
 * Finds the triples that the row leaves (nearly) as they are: those without a share in z, and of two equal values one, after a
 * rotation that takes its share. Gives the others' numbers, first always 0.
 */
function deflate({ u, v, n, w, where }: Sides, d: Float64Array, z: Float64Array, tiny: number): number[] {
  if (Math.abs(z[0]!) <= tiny) z[0] = tiny;
  const kept = [0];
  for (let i = 1; i < n; i++) {
    if (Math.abs(z[i]!) <= tiny) continue;
    const before = kept.at(-1)!;
    if (before > 0 && d[i]! - d[before]! <= tiny) {
      const size = Math.hypot(z[i]!, z[before]!);
      const [c, s] = [z[i]! / size, -z[before]! / size];
      z[i] = size;
      z[before] = 0;
      rotate(u, before * n, i * n, n, c, s);
      rotate(v, before * w, i * w, w, c, s);
      where[before] = where[i] = where[before]! | where[i]!;
      kept[kept.length - 1] = i;
    } else kept.push(i);
  }
  // (The first pole is 0; the second must not be.)
  if (kept.length > 1) d[kept[1]!] = Math.max(d[kept[1]!]!, tiny / 2);
  return kept;
}

/** The triples after the row is added: those kept change, the others stay. */
function added(sides: Sides, d: Float64Array, z: Float64Array, kept: readonly number[], h: number): Triples {
  const { u, v, n, w, where } = sides;
  const k = kept.length;
  const poles = Float64Array.from(kept, (i) => d[i]!);
  const length = Math.hypot(...kept.map((i) => z[i]!));
  const shares = Float64Array.from(kept, (i) => z[i]! / length);
  const gaps = workspace('first', k * k);
  const roots = secularRoots(poles, shares, length * length, gaps, true);
  const exact = exactShares(gaps, poles, shares, true);
  // v: zⱼ / (dⱼ² - σ²); u: dⱼ times that, and -1 in the first place.
  const left = workspace('second', k * k);
  for (let p = 0, i = 0; i < k; i++) {
    for (let j = 0; j < k; j++, p++) {
      gaps[p] = exact[j]! / gaps[p]!;
      left[p] = poles[j]! * gaps[p]!;
    }
    left[i * k] = -1;
  }
  toUnits(gaps, k);
  toUnits(left, k);
  combine({ n, data: u, where }, left, kept, [[1, 0, h], [4, h, h + 1], [2, h + 1, n]]); // prettier-ignore
  combine({ n: w, data: v, where }, gaps, kept, [[1, 0, h + 1], [2, h + 1, w]]); // prettier-ignore
  const values = d.slice();
  kept.forEach((i, to) => (values[i] = roots[to]!));
  return inOrder(values, sides);
}
