/**
 * @file Eigenvalues and vectors of three symmetric diagonals by halves (Cuppen 1981; the vectors as Gu and Eisenstat 1994
 * make them orthogonal): T is two halves and one product, ρ v vᵀ, and joining them is a matrix product.
 */
import { fastEigenHalves } from '../kernels/reflections.ts';
import { product } from './product.ts';
import { qlIteration } from './ql.ts';
import { reorder, rotate, workspace } from './row-major.ts';
import { exactShares, secularRoots } from './secular.ts';

/** Sides up to which the QL method is quicker. */
const SMALL = 32;

/** n values and vectors of n elements, the rows of `vectors`. */
export interface Pairs {
  values: Float64Array;
  vectors: Float64Array;
}

/** The pairs of the diagonal d and the one beside it e, values rising; undefined when an iteration does not settle. */
export function byHalves(d: Float64Array, e: Float64Array): Pairs | undefined {
  const done = fastEigenHalves(d, e);
  if (done !== undefined) return done.settled ? done : undefined;
  return plainByHalves(d, e);
}

function plainByHalves(d: Float64Array, e: Float64Array): Pairs | undefined {
  const n = d.length;
  if (n <= SMALL) {
    const vectors = new Float64Array(n * n);
    for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
    const values = d.slice();
    if (!qlIteration(values, e.slice(), vectors)) return undefined;
    return inOrder(values, vectors);
  }
  const half = n >> 1;
  const rho = Math.abs(e[half - 1]!);
  const [top, bottom] = [d.slice(0, half), d.slice(half)];
  top[half - 1]! -= rho;
  bottom[0]! -= rho;
  const first = plainByHalves(top, e.subarray(0, half));
  const second = plainByHalves(bottom, e.subarray(half));
  return first && second && joinHalves(first, second, rho, Math.sign(e[half - 1]!));
}

/** Puts values in rising order, and their vectors with them. */
function inOrder(values: Float64Array, vectors: Float64Array): Pairs {
  const order = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  reorder(vectors, values.length, order);
  return { values: Float64Array.from(order, (i) => values[i]!), vectors };
}

/** Vectors of the joined matrix before the product is added: row i has elements only in one half, unless `mixed`. */
interface Rows {
  readonly n: number;
  readonly half: number;
  readonly data: Float64Array;
  /** 1: first half only, 2: second half only, 3: both. */
  readonly where: Uint8Array;
}

function joinHalves(first: Pairs, second: Pairs, rho: number, sign: number): Pairs {
  const [half, rest] = [first.values.length, second.values.length];
  const n = half + rest;
  const rows: Rows = { n, half, data: new Float64Array(n * n), where: new Uint8Array(n) };
  const values = new Float64Array(n);
  const z = new Float64Array(n);
  // Both halves' values in one rising line.
  for (let i = 0, p = 0, q = 0; i < n; i++) {
    const fromFirst = q === rest || (p < half && first.values[p]! <= second.values[q]!);
    rows.where[i] = fromFirst ? 1 : 2;
    if (fromFirst) {
      values[i] = first.values[p]!;
      rows.data.set(first.vectors.subarray(p * half, p * half + half), i * n);
      z[i] = first.vectors[p * half + half - 1]! * Math.SQRT1_2;
      p++;
    } else {
      values[i] = second.values[q]!;
      rows.data.set(second.vectors.subarray(q * rest, q * rest + rest), i * n + half);
      z[i] = sign * second.vectors[q * rest]! * Math.SQRT1_2;
      q++;
    }
  }
  const kept = deflate(rows, values, z, 2 * rho);
  return kept.length === 0 ? inOrder(values, rows.data) : added(rows, values, z, 2 * rho, kept);
}

/**
 * Finds the pairs that the product leaves (nearly) as they are: those without a share in z, and of two equal values one, after a
 * rotation that takes its share. Gives the others' numbers.
 */
function deflate(rows: Rows, d: Float64Array, z: Float64Array, rho: number): number[] {
  const { n, data, where } = rows;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(d[i]!), Math.abs(z[i]!));
  const tiny = Math.max(8 * Number.EPSILON * most, 2 ** -400);
  const kept: number[] = [];
  if (rho * Math.max(...z.map(Math.abs)) <= tiny) return kept;
  for (let i = 0; i < n; i++) {
    if (rho * Math.abs(z[i]!) <= tiny) continue;
    const before = kept.at(-1);
    if (before !== undefined) {
      const size = Math.hypot(z[i]!, z[before]!);
      const [c, s] = [z[i]! / size, -z[before]! / size];
      const apart = d[i]! - d[before]!;
      if (Math.abs(apart * c * s) <= tiny) {
        z[i] = size;
        z[before] = 0;
        rotate(data, before * n, i * n, n, c, s);
        where[before] = where[i] = where[before]! | where[i]!;
        const [p, q] = [d[before]!, d[i]!];
        d[before] = p * c * c + q * s * s;
        d[i] = p * s * s + q * c * c;
        kept[kept.length - 1] = i;
        continue;
      }
    }
    kept.push(i);
  }
  return kept;
}

/** The pairs after the product is added: those kept change, the others stay. */
function added(rows: Rows, d: Float64Array, z: Float64Array, rho: number, kept: readonly number[]): Pairs {
  const { n, data } = rows;
  const k = kept.length;
  const poles = Float64Array.from(kept, (i) => d[i]!);
  const shares = Float64Array.from(kept, (i) => z[i]!);
  const gaps = workspace('first', k * k);
  const roots = secularRoots(poles, shares, rho, gaps, false);
  const exact = exactShares(gaps, poles, shares, false);
  for (let p = 0, i = 0; i < k; i++) for (let j = 0; j < k; j++, p++) gaps[p] = exact[j]! / gaps[p]!;
  toUnits(gaps, k);
  const halves = [
    [1, 0, rows.half],
    [2, rows.half, n],
  ] as const;
  combine(rows, gaps, kept, halves);
  const values = d.slice();
  kept.forEach((i, to) => (values[i] = roots[to]!));
  return inOrder(values, data);
}

/** Each of the rows of a (k, k) matrix to length 1. */
export function toUnits(rows: Float64Array, k: number): void {
  for (let at = 0; at < k * k; at += k) {
    let size = 0;
    for (let p = at; p < at + k; p++) size += rows[p]! * rows[p]!;
    const scale = 1 / Math.sqrt(size);
    for (let p = at; p < at + k; p++) rows[p]! *= scale;
  }
}

/**
 * The kept rows (k, n) become weights (k, k) times these rows: each piece of the columns from only the rows that have elements
 * there, whose `where` has the piece's bit.
 */
export function combine(
  { n, data, where }: Pick<Rows, 'n' | 'data' | 'where'>,
  weights: Float64Array,
  kept: readonly number[],
  pieces: readonly (readonly [bit: number, from: number, to: number])[],
): void {
  const k = kept.length;
  for (const [bit, from, to] of pieces) {
    const places = kept.flatMap((i, j) => ((where[i]! & bit) !== 0 ? [j] : []));
    const [count, width] = [places.length, to - from];
    const left = workspace('left', k * count);
    for (let i = 0; i < k; i++) for (let j = 0; j < count; j++) left[i * count + j] = weights[i * k + places[j]!]!;
    const right = workspace('right', count * width);
    places.forEach((j, at) => right.set(data.subarray(kept[j]! * n + from, kept[j]! * n + to), at * width));
    const joined = product(left, right, k, count, width, workspace('product', k * width));
    kept.forEach((i, row) => data.set(joined.subarray(row * width, row * width + width), i * n + from));
  }
}
