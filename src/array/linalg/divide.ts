/**
 * @file Eigenvalues and vectors of three symmetric diagonals by halves (Cuppen 1981; the vectors as Gu and Eisenstat 1994
 * make them orthogonal): T is two halves and one product, ρ v vᵀ, and joining them is a matrix product.
 */
import { matmul } from '../../engine/matmul.ts';
import { qlIteration } from './eigen.ts';
import { secularRoots } from './secular.ts';

/** Sides up to which the QL method is quicker. */
const SMALL = 32;

/** n values and vectors of n elements, the rows of `vectors`. */
export interface Pairs {
  values: Float64Array;
  vectors: Float64Array;
}

/** The pairs of the diagonal d and the one beside it e, values rising; undefined when an iteration does not settle. */
export function byHalves(d: Float64Array, e: Float64Array): Pairs | undefined {
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
  const first = byHalves(top, e.subarray(0, half));
  const second = byHalves(bottom, e.subarray(half));
  return first && second && joinHalves(first, second, rho, Math.sign(e[half - 1]!));
}

/** Values rising, with their vectors. */
export function inOrder(values: Float64Array, vectors: Float64Array): Pairs {
  const n = values.length;
  const order = Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const sorted = new Float64Array(n * n);
  order.forEach((from, to) => sorted.set(vectors.subarray(from * n, from * n + n), to * n));
  return { values: Float64Array.from(order, (i) => values[i]!), vectors: sorted };
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
 * turn that takes its share. Gives the others' numbers.
 */
function deflate(rows: Rows, d: Float64Array, z: Float64Array, rho: number): number[] {
  const { n, data, where } = rows;
  let most = 0;
  for (let i = 0; i < n; i++) most = Math.max(most, Math.abs(d[i]!), Math.abs(z[i]!));
  const tiny = 8 * Number.EPSILON * most;
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

/** Rows x and y become c x + s y and c y - s x. */
function rotate(data: Float64Array, x: number, y: number, n: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [a, b] = [data[x + k]!, data[y + k]!];
    data[x + k] = c * a + s * b;
    data[y + k] = c * b - s * a;
  }
}

/** The pairs after the product is added: those kept change, the others stay. */
function added(rows: Rows, d: Float64Array, z: Float64Array, rho: number, kept: readonly number[]): Pairs {
  const { n, data } = rows;
  const k = kept.length;
  const poles = Float64Array.from(kept, (i) => d[i]!);
  const shares = Float64Array.from(kept, (i) => z[i]!);
  const gaps = new Float64Array(k * k);
  const roots = secularRoots(poles, shares, rho, gaps);
  vectorsFrom(gaps, poles, shares);
  const turnedRows = combined(rows, gaps, kept);
  const values = d.slice();
  kept.forEach((i, to) => {
    values[i] = roots[to]!;
    data.set(turnedRows.subarray(to * n, to * n + n), i * n);
  });
  return inOrder(values, data);
}

/**
 * Row i of `gaps`, dⱼ - λᵢ, becomes the unit vector of λᵢ: ẑⱼ / (dⱼ - λᵢ), with the ẑ for which the roots found are exact.
 */
function vectorsFrom(gaps: Float64Array, d: Float64Array, z: Float64Array): void {
  const k = d.length;
  const products = new Float64Array(k);
  for (let j = 0; j < k; j++) products[j] = gaps[j * k + j]!;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      if (i !== j) products[j]! *= gaps[i * k + j]! / (d[j]! - d[i]!);
    }
  }
  for (let j = 0; j < k; j++) products[j] = Math.sign(z[j]!) * Math.sqrt(Math.max(0, -products[j]!));
  for (let i = 0; i < k; i++) {
    let size = 0;
    for (let p = i * k, j = 0; j < k; j++, p++) {
      const x = products[j]! / gaps[p]!;
      gaps[p] = x;
      size += x * x;
    }
    const scale = 1 / Math.sqrt(size);
    for (let p = i * k; p < i * k + k; p++) gaps[p]! *= scale;
  }
}

/** weights (k, k) times the kept rows (k, n), each half with only the rows that have elements there. */
function combined({ n, half, data, where }: Rows, weights: Float64Array, kept: readonly number[]): Float64Array {
  const k = kept.length;
  const out = new Float64Array(k * n);
  for (const [bit, from, to] of [
    [1, 0, half],
    [2, half, n],
  ] as const) {
    const places = kept.flatMap((i, j) => ((where[i]! & bit) !== 0 ? [j] : []));
    const [count, width] = [places.length, to - from];
    const left = new Float64Array(k * count);
    for (let i = 0; i < k; i++) for (let j = 0; j < count; j++) left[i * count + j] = weights[i * k + places[j]!]!;
    const right = new Float64Array(count * width);
    places.forEach((j, at) => right.set(data.subarray(kept[j]! * n + from, kept[j]! * n + to), at * width));
    const product = matmul(left, right, k, count, width);
    for (let i = 0; i < k; i++) out.set(product.subarray(i * width, i * width + width), i * n + from);
  }
  return out;
}
