/** @file Householder's QR on plain matrices, with LAPACK's signs, a panel of columns at a time. */
import { fastQr } from '../kernels/reflections.ts';
import { columnStore, type Columns } from './columns.ts';
import { applyToRows, join, reflectionOf, type Joined } from './reflections.ts';
import { transposed } from './row-major.ts';

/** Columns in a panel. */
const PANEL = 32;

/** Reflections that turn A (m x n, kept by columns) into R, and the factors of each. */
interface Reflections {
  /** Columns: R above and on the diagonal, the reflection vectors (first element 1, not stored) below. */
  readonly columns: Float64Array;
  readonly factors: Float64Array;
  readonly m: number;
  readonly n: number;
}

/** `used` columns of Q (row-major, none unless asked for) and lines of R of a row-major (m, n) matrix. */
export function orthogonalTriangular(
  a: Float64Array,
  m: number,
  n: number,
  used: number,
  withQ: boolean,
): { q: Float64Array; r: Float64Array } {
  const done = fastQr(a, m, n, used, withQ);
  if (done !== undefined) return done;
  const parts = reflect(a, m, n);
  return { q: withQ ? orthogonal(parts, used) : new Float64Array(0), r: triangular(parts, used) };
}

/** Reduces A, given row-major, column by column. */
function reflect(a: Float64Array, m: number, n: number): Reflections {
  const space = columnStore(m * n);
  const columns = space.data;
  columns.set(transposed(a, m, n));
  const count = Math.min(m, n);
  const factors = new Float64Array(count);
  for (let from = 0; from < count; from += PANEL) {
    const to = Math.min(count, from + PANEL);
    const behind = n - to;
    for (let k = from; k < to; k++) factors[k] = clearColumn(space, k, m, behind < PANEL ? n : to);
    if (behind < PANEL) continue;
    applyToRows(joined({ columns, factors, m, n }, from, to), columns, to * m + from, m, behind, false);
  }
  return { columns: columns.slice(), factors, m, n };
}

/** Reflects column k, and with it the columns up to `end`. Gives the factor. */
function clearColumn(space: Columns, k: number, m: number, end: number): number {
  const x = space.data;
  const at = k * m + k;
  const { beta, factor, divisor } = reflectionOf(x, at, k * m + m);
  if (factor === 0) return 0;
  for (let i = at + 1; i < k * m + m; i++) x[i]! /= divisor;
  // The vector's first element is 1; beta takes its place afterwards.
  x[at] = 1;
  space.reflect(at, at, at + m, m - k, m, end - k - 1, -factor);
  x[at] = beta;
  return factor;
}

/** The reflections from … to - 1 as one, on the elements from `from` on. */
function joined({ columns, factors, m }: Reflections, from: number, to: number): Joined {
  const size = m - from;
  const v = new Float64Array((to - from) * size);
  for (let k = from; k < to; k++) {
    const row = (k - from) * size + k - from;
    v[row] = 1;
    v.set(columns.subarray(k * m + k + 1, k * m + m), row + 1);
  }
  return join(v, factors.subarray(from, to), to - from, size);
}

/** The first `count` columns of Q, row-major (m x count). */
function orthogonal(parts: Reflections, count: number): Float64Array {
  const { factors, m } = parts;
  const rows = new Float64Array(count * m);
  for (let j = 0; j < count; j++) rows[j * m + j] = 1;
  const used = Math.min(factors.length, count);
  for (let from = Math.floor((used - 1) / PANEL) * PANEL; from >= 0; from -= PANEL) {
    const block = joined(parts, from, Math.min(used, from + PANEL));
    applyToRows(block, rows, from * m + from, m, count - from, true);
  }
  return transposed(rows, count, m);
}

/** The first `rows` rows of R, row-major. */
function triangular({ columns, m, n }: Reflections, rows: number): Float64Array {
  const out = new Float64Array(rows * n);
  for (let j = 0; j < n; j++) for (let i = 0; i <= Math.min(j, rows - 1); i++) out[i * n + j] = columns[j * m + i]!;
  return out;
}
