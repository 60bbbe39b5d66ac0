/** @file Householder's QR on plain matrices, with LAPACK's signs (the reflected element takes the opposite sign). */
import { columnStore } from './columns.ts';

/** Reflections that turn A (m x n, kept by columns) into R, and the factors of each. */
export interface Reflections {
  /** Columns: R above and on the diagonal, the reflection vectors (first element 1, not stored) below. */
  readonly columns: Float64Array;
  readonly factors: Float64Array;
  readonly m: number;
  readonly n: number;
}

/** Reduces A, given row-major, column by column. */
export function reflect(a: Float64Array, m: number, n: number): Reflections {
  const space = columnStore(m * n);
  const columns = space.data;
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) columns[j * m + i] = a[i * n + j]!;
  const count = Math.min(m, n);
  const factors = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const base = k * m;
    const alpha = columns[base + k]!;
    const rest = length(columns, base + k + 1, base + m);
    if (rest === 0) continue;
    const beta = -Math.sign(alpha || 1) * Math.hypot(alpha, rest);
    factors[k] = (beta - alpha) / beta;
    const scale = 1 / (alpha - beta);
    for (let i = k + 1; i < m; i++) columns[base + i]! *= scale;
    // The vector's first element is 1; beta takes its place afterwards.
    columns[base + k] = 1;
    space.reflect(base + k, base + k, base + m + k, m - k, m, n - k - 1, -factors[k]!);
    columns[base + k] = beta;
  }
  return { columns: columns.slice(), factors, m, n };
}

/** The first `count` columns of Q, row-major (m x count). */
export function orthogonal({ columns, factors, m }: Reflections, count: number): Float64Array {
  const space = columnStore(columns.length + m * count);
  const start = columns.length;
  space.data.set(columns);
  const q = space.data.subarray(start);
  for (let j = 0; j < count; j++) q[j * m + j] = 1;
  for (let k = Math.min(factors.length, count) - 1; k >= 0; k--) {
    if (factors[k] === 0) continue;
    const at = k * m + k;
    space.data[at] = 1;
    space.reflect(at, at, start + at, m - k, m, count - k, -factors[k]!);
  }
  const out = new Float64Array(m * count);
  for (let j = 0; j < count; j++) for (let i = 0; i < m; i++) out[i * count + j] = q[j * m + i]!;
  return out;
}

/** The first `rows` rows of R, row-major. */
export function triangular({ columns, m, n }: Reflections, rows: number): Float64Array {
  const out = new Float64Array(rows * n);
  for (let j = 0; j < n; j++) for (let i = 0; i <= Math.min(j, rows - 1); i++) out[i * n + j] = columns[j * m + i]!;
  return out;
}

/** The Euclidean length of a run, without overflow. */
function length(x: Float64Array, from: number, to: number): number {
  let scale = 0;
  for (let i = from; i < to; i++) scale = Math.max(scale, Math.abs(x[i]!));
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  let s = 0;
  for (let i = from; i < to; i++) s += (x[i]! / scale) ** 2;
  return scale * Math.sqrt(s);
}
