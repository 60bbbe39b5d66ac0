/**
 * @file Matrices to two diagonals, A = Q B Pᵀ, a panel of rows and columns at a time: within a panel only what its next column
 * and row need is brought up to date, the rest once per panel by a matrix product (LAPACK's dgebrd does it so).
 */
import { fastBidiagonal } from '../kernels/reflections.ts';
import { columnStore, type Columns } from './columns.ts';
import { lessPanel, reflectionOf } from './reflections.ts';

/** Columns in a panel. */
const PANEL = 32;

export interface Bidiagonal {
  /** The diagonal (n) and the one above it (n - 1). */
  readonly d: Float64Array;
  readonly e: Float64Array;
  /** Row k is the vector (m elements) that cleared column k, 0 before its place k; n rows. */
  readonly left: Float64Array;
  readonly leftFactors: Float64Array;
  /** Row k is the vector (n elements) that cleared row k, 0 up to its place k; n rows. */
  readonly right: Float64Array;
  readonly rightFactors: Float64Array;
}

/**
 * Where the parts of a panel lie in the store. The rest of the matrix, m x n, comes first, by columns and without gaps. It is
 * v yᵀ + x uᵀ behind; the rows v and x have m elements, y and u have n.
 */
interface Panel {
  readonly space: Columns;
  readonly m: number;
  readonly n: number;
  readonly v: number;
  readonly x: number;
  readonly y: number;
  readonly u: number;
  readonly line: number;
  readonly shares: number;
}

/** Reduces an m x n matrix, m >= n, given by its columns. */
export function bidiagonal(a: Float64Array, m: number, n: number): Bidiagonal {
  const done = fastBidiagonal(a, m, n);
  if (done !== undefined) return done;
  const [d, e] = [new Float64Array(n), new Float64Array(Math.max(0, n - 1))];
  const [left, right] = [new Float64Array(n * m), new Float64Array(n * n)];
  const [leftFactors, rightFactors] = [new Float64Array(n), new Float64Array(n)];
  const out: Bidiagonal = { d, e, left, leftFactors, right, rightFactors };
  const v = m * n;
  const x = v + PANEL * m;
  const y = x + PANEL * m;
  const u = y + PANEL * n;
  const line = u + PANEL * n;
  const space = columnStore(line + m + PANEL);
  space.data.set(a);
  for (let from = 0; from < n; from += PANEL) {
    const panel: Panel = { space, m: m - from, n: n - from, v, x, y, u, line, shares: line + m };
    const width = Math.min(PANEL, panel.n);
    for (let i = 0; i < width; i++) {
      clearColumn(panel, i, out, from);
      if (i + 1 < panel.n) clearRow(panel, i, out, from);
    }
    for (let i = 0; i < width; i++) {
      const [p, q] = [v + i * panel.m, u + i * panel.n];
      left.set(space.data.subarray(p + i, p + panel.m), (from + i) * m + from + i);
      right.set(space.data.subarray(q + i, q + panel.n), (from + i) * n + from + i);
    }
    if (panel.n > width) lessPanel(panel, width);
  }
  return out;
}

/** to -= Σ weights[p] row p, over the first `count` rows of `rows`. */
function less(
  panel: Panel,
  to: number,
  rows: number,
  count: number,
  length: number,
  weight: (p: number) => number,
): void {
  const { space, shares } = panel;
  for (let p = 0; p < count; p++) space.data[shares + p] = -weight(p);
  space.combine(to, rows, count, length, shares);
}

/** to -= Σ (left row p · vector) right row p. */
function lessShares(
  panel: Panel,
  to: number,
  lefts: number,
  rights: number,
  count: number,
  vector: number,
  lengths: readonly [number, number],
): void {
  const { space, shares } = panel;
  space.dots(lefts, count, lengths[0], vector, shares);
  for (let p = 0; p < count; p++) space.data[shares + p] = -space.data[shares + p]!;
  space.combine(to, rights, count, lengths[1], shares);
}

/** Makes v of column i, and y = τ (Aᵀ v), what the reflection takes off the columns behind. */
function clearColumn(panel: Panel, i: number, out: Bidiagonal, from: number): void {
  const { space, m, n, v, x, y, u, line } = panel;
  const { data } = space;
  data.copyWithin(line, i * m, i * m + m);
  less(panel, line, v, i, m, (p) => data[y + p * n + i]!);
  less(panel, line, x, i, m, (p) => data[u + p * n + i]!);
  const { beta, factor, divisor } = reflectionOf(data, line + i, line + m);
  out.d[from + i] = beta;
  out.leftFactors[from + i] = factor;
  const [own, result] = [v + i * m, y + i * n];
  data.fill(0, own, own + m);
  data.fill(0, result, result + n);
  data[own + i] = 1;
  if (factor === 0) return;
  for (let k = i + 1; k < m; k++) data[own + k] = data[line + k]! / divisor;
  space.dots((i + 1) * m, n - i - 1, m, own, result + i + 1);
  lessShares(panel, result, v, y, i, own, [m, n]);
  lessShares(panel, result, x, u, i, own, [m, n]);
  for (let k = i + 1; k < n; k++) data[result + k]! *= factor;
}

/** Makes u of row i, and x = τ (A u), what the reflection takes off the rows below. */
function clearRow(panel: Panel, i: number, out: Bidiagonal, from: number): void {
  const { space, m, n, v, x, y, u, line } = panel;
  const { data } = space;
  for (let k = i + 1; k < n; k++) data[line + k] = data[k * m + i]!;
  less(panel, line, y, i + 1, n, (p) => data[v + p * m + i]!);
  less(panel, line, u, i, n, (p) => data[x + p * m + i]!);
  const { beta, factor, divisor } = reflectionOf(data, line + i + 1, line + n);
  out.e[from + i] = beta;
  out.rightFactors[from + i] = factor;
  const [own, result] = [u + i * n, x + i * m];
  data.fill(0, own, own + n);
  data.fill(0, result, result + m);
  data[own + i + 1] = 1;
  if (factor === 0) return;
  for (let k = i + 2; k < n; k++) data[own + k] = data[line + k]! / divisor;
  space.combine(result, (i + 1) * m, n - i - 1, m, own + i + 1);
  lessShares(panel, result, y, v, i + 1, own, [n, m]);
  lessShares(panel, result, u, x, i, own, [n, m]);
  for (let k = i + 1; k < m; k++) data[result + k]! *= factor;
}
