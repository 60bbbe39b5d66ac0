/**
 * @file Symmetric matrices to three diagonals, A = Q T Qᵀ, a panel of columns at a time: within a panel only what its next
 * column needs is brought up to date, the rest once per panel by a matrix product (LAPACK's dsytrd does it so).
 */
import { fastTridiagonal } from '../kernels/reflections.ts';
import { columnStore, type Columns } from './columns.ts';
import { lessPanel, reflectionOf, transformRows } from './reflections.ts';

/** Columns in a panel. */
const PANEL = 32;

export interface Tridiagonal {
  /** The diagonal (n) and the one beside it (n; the last is 0). */
  readonly d: Float64Array;
  readonly e: Float64Array;
  /** Row k is the vector of the reflection that cleared column k, 0 up to its place k. */
  readonly vectors: Float64Array;
  readonly factors: Float64Array;
}

/** Where the parts of a panel lie in the store: the rest of the matrix first, without gaps. */
interface Panel {
  readonly space: Columns;
  /** Side of the rest of the matrix; rows of v and w are as long. */
  readonly m: number;
  readonly v: number;
  readonly w: number;
  readonly row: number;
  readonly y: number;
  readonly shares: number;
}

/** Reduces a full symmetric row-major (n, n) matrix. */
export function tridiagonal(a: Float64Array, n: number): Tridiagonal {
  const done = fastTridiagonal(a, n);
  if (done !== undefined) return done;
  const [d, e] = [new Float64Array(n), new Float64Array(n)];
  const [vectors, factors] = [new Float64Array(n * n), new Float64Array(n)];
  const v = n * n;
  const w = v + PANEL * n;
  const row = w + PANEL * n;
  const space = columnStore(row + 2 * n + PANEL);
  space.data.set(a);
  for (let from = 0; from < n; from += PANEL) {
    const m = n - from;
    const width = Math.min(PANEL, m);
    const panel: Panel = { space, m, v, w, row, y: row + n, shares: row + 2 * n };
    for (let j = 0; j < width; j++) reduceColumn(panel, j, d, e, factors, from);
    for (let j = 0; j < width; j++) {
      vectors.set(space.data.subarray(v + j * m + j, v + j * m + m), (from + j) * n + from + j);
    }
    // The rest of the matrix behind the panel, less Vᵀ W + Wᵀ V.
    if (m > width) lessPanel({ space, m, n: m, v: w, x: v, y: v, u: w }, width);
  }
  return { d, e, vectors, factors };
}

/** Brings row j of the rest up to date, clears it, and makes w with A - v wᵀ - w vᵀ = H A H. */
function reduceColumn(
  panel: Panel,
  j: number,
  d: Float64Array,
  e: Float64Array,
  factors: Float64Array,
  from: number,
): void {
  const { space, m, v, w, row, y, shares } = panel;
  const x = space.data;
  x.copyWithin(row, j * m, j * m + m);
  for (let p = 0; p < j; p++) x[shares + p] = -x[w + p * m + j]!;
  space.combine(row, v, j, m, shares);
  for (let p = 0; p < j; p++) x[shares + p] = -x[v + p * m + j]!;
  space.combine(row, w, j, m, shares);
  d[from + j] = x[row + j]!;
  const own = v + j * m;
  x.fill(0, own, own + m);
  x.fill(0, w + j * m, w + j * m + m);
  if (j + 1 >= m) return;
  const { beta, factor, divisor } = reflectionOf(x, row + j + 1, row + m);
  e[from + j] = beta;
  factors[from + j] = factor;
  if (factor === 0) return;
  x[own + j + 1] = 1;
  for (let i = j + 2; i < m; i++) x[own + i] = x[row + i]! / divisor;
  x.fill(0, y, y + m);
  space.dots((j + 1) * m, m - j - 1, m, own, y + j + 1);
  subtractShares(panel, w, v, j, own);
  subtractShares(panel, v, w, j, own);
  let dot = 0;
  for (let i = j + 1; i < m; i++) dot += x[y + i]! * x[own + i]!;
  const half = (factor * factor * dot) / 2;
  for (let i = j + 1; i < m; i++) x[w + j * m + i] = factor * x[y + i]! - half * x[own + i]!;
}

/** y -= Σ (left row · v) right row, over the rows that are there already. */
function subtractShares({ space, m, y, shares }: Panel, left: number, right: number, j: number, own: number): void {
  space.dots(left, j, m, own, shares);
  for (let p = 0; p < j; p++) space.data[shares + p] = -space.data[shares + p]!;
  space.combine(y, right, j, m, shares);
}

/** Rotations eigenvectors of T, the rows of z, into those of A, in place: row · Qᵀ. */
export function transformBack({ vectors, factors }: Tridiagonal, z: Float64Array, n: number): void {
  transformRows(vectors, factors, n - 1, n, 1, z, n);
}
