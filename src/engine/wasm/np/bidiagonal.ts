/**
 * @file Matrices to two diagonals, A = Q B Pᵀ, a panel of rows and columns at a time: within a panel only what its next column
 * and row need is brought up to date, the rest once per panel by a matrix product (LAPACK's dgebrd does it so). The plain twin is
 * src/array/linalg/bidiagonal.ts.
 */
import { lessProduct } from './less-product';
import { addLines, dotLines, turnLines } from './lines';
import { factor, reflection } from './reflections';

/** Columns in a panel. */
const PANEL: i32 = 24;

/** Bytes of scratch that `bidiagonal` takes for an m x n matrix. */
export function bidiagonal_bytes(m: i32, n: i32): usize {
  return 8 * <usize>(2 * PANEL * (m + 3 * n) + m + n + PANEL) + 20480;
}

/**
 * Reduces an m x n matrix (m >= n) whose columns are the lines at p, which are lost. The diagonal goes to d, the one above it to e (n - 1);
 * to line k of `left` (n lines of m) the vector that cleared column k, 0 before its place k, to line k of `right` (n, n) the one that
 * cleared row k, 0 up to its place k, and to place k of `factors` and of its second half, from n on, their factors.
 */
export function bidiagonal(
  p: usize,
  m: i32,
  n: i32,
  d: usize,
  e: usize,
  left: usize,
  right: usize,
  factors: usize,
  work: usize,
): void {
  const tall = (<usize>m) << 3;
  const line = (<usize>n) << 3;
  // What is taken off the rest is v yᵀ + x uᵀ: lines v, x (of m), y, u (of n), the latter two also turned.
  const v = work;
  const x = v + <usize>PANEL * tall;
  const y = x + <usize>PANEL * tall;
  const u = y + <usize>PANEL * line;
  const turned = u + <usize>PANEL * line;
  const row = turned + 2 * <usize>PANEL * line;
  const shares = row + line;
  const rest = shares + ((<usize>PANEL) << 3);
  memory.fill(left, 0, <usize>n * tall);
  memory.fill(right, 0, <usize>n * line);
  memory.fill(factors, 0, 2 * line);
  for (let from = 0; from < n; from += PANEL) {
    const width = min<i32>(PANEL, n - from);
    for (let i = 0; i < width; i++) {
      const k = from + i;
      const at = (<usize>k) << 3;
      const next = at + 8;
      const cols = n - k - 1;
      const column = p + <usize>k * tall + at;
      // Column k from its diagonal on.
      addLines(column, v + at, tall, i, m - k, y + at, line, -1);
      addLines(column, x + at, tall, i, m - k, u + at, line, -1);
      store<f64>(d + at, reflection(column, m - k));
      const tau = factor;
      store<f64>(factors + at, tau);
      const ownV = v + <usize>i * tall;
      const ownY = y + <usize>i * line;
      memory.fill(ownV, 0, at);
      memory.copy(ownV + at, column, tall - at);
      memory.copy(left + <usize>k * tall + at, column, tall - at);
      memory.fill(ownY, 0, line);
      const ownU = u + <usize>i * line;
      const ownX = x + <usize>i * tall;
      memory.fill(ownU, 0, line);
      memory.fill(ownX, 0, tall);
      if (cols == 0) continue;
      // y = τ Aᵀ v over the columns behind.
      if (tau != 0) {
        dotLines(column + tall, tall, cols, m - k, ownV + at, ownY + next);
        dotLines(v + at, tall, i, m - k, ownV + at, shares);
        addLines(ownY + next, y + next, line, i, cols, shares, 8, -1);
        dotLines(x + at, tall, i, m - k, ownV + at, shares);
        addLines(ownY + next, u + next, line, i, cols, shares, 8, -1);
        for (let j = next; j < line; j += 8) store<f64>(ownY + j, tau * load<f64>(ownY + j));
      }
      // Row k behind its diagonal.
      for (let j: usize = 0, q = column + tall; j < line - next; j += 8, q += tall) store<f64>(row + j, load<f64>(q));
      addLines(row, y + next, line, i + 1, cols, v + at, tall, -1);
      addLines(row, u + next, line, i, cols, x + at, tall, -1);
      store<f64>(e + at, reflection(row, cols));
      const other = factor;
      store<f64>(factors + line + at, other);
      memory.copy(ownU + next, row, line - next);
      memory.copy(right + <usize>k * line + next, row, line - next);
      if (other == 0) continue;
      // x = τ A u over the rows below.
      const below = m - k - 1;
      addLines(ownX + next, column + tall + 8, tall, cols, below, ownU + next, 8, 1);
      dotLines(y + next, line, i + 1, cols, ownU + next, shares);
      addLines(ownX + next, v + next, tall, i + 1, below, shares, 8, -1);
      dotLines(u + next, line, i, cols, ownU + next, shares);
      addLines(ownX + next, x + next, tall, i, below, shares, 8, -1);
      for (let j = next; j < tall; j += 8) store<f64>(ownX + j, other * load<f64>(ownX + j));
    }
    const behind = from + width;
    if (behind >= n) return;
    // (Only the last panel is narrower, and nothing is behind it.)
    const at = (<usize>behind) << 3;
    const wide = (<usize>(2 * PANEL)) << 3;
    turnLines(y + at, line, PANEL, n - behind, turned, wide);
    turnLines(u + at, line, PANEL, n - behind, turned + ((<usize>PANEL) << 3), wide);
    const corner = p + <usize>behind * tall + at;
    lessProduct(corner, tall, turned, wide, v + at, tall, n - behind, 2 * PANEL, m - behind, rest);
  }
}
