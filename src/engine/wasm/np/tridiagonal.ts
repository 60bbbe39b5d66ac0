/**
 * @file Symmetric matrices to three diagonals, A = Q T Qᵀ, a panel of columns at a time: within a panel only what its next
 * column needs is brought up to date, the rest once per panel by a matrix product (LAPACK's dsytrd does it so). The plain twin is
 * src/array/linalg/tridiagonal.ts.
 */
import { lessProduct } from './less-product';
import { addLine, addLines, dot, dotLines, symmetricTimes, turnLines } from './lines';
import { applyBytes, applyToLines, factor, JOINED, reflection, triangleOf } from './reflections';

/** Columns in a panel. */
const PANEL: i32 = 24;
/** Lines of the rest that are brought up to date at a time, from their diagonal on. */
const BAND: i32 = 48;

/** Bytes of scratch that `tridiagonal` takes for an (n, n) matrix. */
export function tridiagonal_bytes(n: i32): usize {
  return 8 * <usize>(4 * PANEL * n + n + 2 * PANEL + BAND * 2 * PANEL) + 20480;
}

/**
 * Reduces the (n, n) matrix at p, of which the elements on and behind the diagonal count; they are lost. The diagonal goes to d, the one beside
 * it to e (n; the last is 0), and to line k of v (n, n) and place k of `factors` the reflection that cleared column k, 0 up to its place k.
 */
export function tridiagonal(p: usize, n: i32, d: usize, e: usize, v: usize, factors: usize, work: usize): void {
  const line = (<usize>n) << 3;
  // Lines w, then lines v of the panel, so that both are one operand; and both turned.
  const w = work;
  const own = w + <usize>PANEL * line;
  const turned = own + <usize>PANEL * line;
  const y = turned + 2 * <usize>PANEL * line;
  const shares = y + line;
  const rest = shares + ((<usize>PANEL) << 3);
  memory.fill(v, 0, <usize>n * line);
  memory.fill(e, 0, line);
  memory.fill(factors, 0, line);
  for (let from = 0; from < n; from += PANEL) {
    const width = min<i32>(PANEL, n - from);
    for (let j = 0; j < width; j++) {
      const k = from + j;
      const at = (<usize>k) << 3;
      const row = p + <usize>k * line + at;
      // Row k from its diagonal on, less what the panel's reflections take off.
      addLines(row, own + at, line, j, n - k, w + at, line, -1);
      addLines(row, w + at, line, j, n - k, own + at, line, -1);
      store<f64>(d + at, load<f64>(row));
      const vector = own + <usize>j * line;
      const change = w + <usize>j * line;
      memory.fill(vector, 0, line);
      memory.fill(change, 0, line);
      const m = n - k - 1;
      if (m == 0) continue;
      store<f64>(e + at, reflection(row + 8, m));
      const tau = factor;
      if (tau == 0) continue;
      store<f64>(factors + at, tau);
      const next = at + 8;
      memory.copy(vector + next, row + 8, line - next);
      memory.copy(v + <usize>k * line + next, row + 8, line - next);
      symmetricTimes(row + line + 8, line, m, vector + next, y);
      dotLines(w + next, line, j, m, vector + next, shares);
      addLines(y, own + next, line, j, m, shares, 8, -1);
      dotLines(own + next, line, j, m, vector + next, shares);
      addLines(y, w + next, line, j, m, shares, 8, -1);
      addLine(change + next, y, tau, m);
      addLine(change + next, vector + next, -0.5 * tau * tau * dot(y, vector + next, m), m);
    }
    const behind = from + width;
    const m = n - behind;
    if (m <= 0) return;
    // (Only the last panel is narrower, and nothing is behind it.)
    const at = (<usize>behind) << 3;
    const wide = (<usize>(2 * PANEL)) << 3;
    turnLines(own + at, line, PANEL, m, turned, wide);
    turnLines(w + at, line, PANEL, m, turned + ((<usize>PANEL) << 3), wide);
    for (let i = 0; i < m; i += BAND) {
      const right = at + ((<usize>i) << 3);
      const corner = p + <usize>(behind + i) * line + right;
      const rows = min<i32>(BAND, m - i);
      lessProduct(corner, line, turned + <usize>i * wide, wide, w + right, line, rows, 2 * PANEL, m - i, rest);
    }
  }
}

/** Bytes of scratch that `turn_back` takes for `rows` lines of n elements. */
export function turn_back_bytes(rows: i32, n: i32): usize {
  return 8 * <usize>(JOINED * JOINED) + applyBytes(rows, JOINED, n);
}

/**
 * Lines z, `rows` of n elements, become z (H₀ H₁ …)ᵀ: line k of the `count` lines v (of n elements) and place k of `factors` are the
 * reflection Hₖ, whose vector is 0 before its place k + shift.
 */
export function turn_back(
  v: usize,
  factors: usize,
  count: i32,
  n: i32,
  shift: i32,
  z: usize,
  rows: i32,
  work: usize,
): void {
  const line = (<usize>n) << 3;
  const rest = work + ((<usize>(JOINED * JOINED)) << 3);
  for (let from = ((count - 1) / JOINED) * JOINED; from >= 0; from -= JOINED) {
    const some = min<i32>(JOINED, count - from);
    const at = (<usize>(from + shift)) << 3;
    const vectors = v + <usize>from * line + at;
    const size = n - from - shift;
    triangleOf(vectors, line, some, size, factors + ((<usize>from) << 3), work, rest);
    applyToLines(z + at, line, rows, vectors, line, some, size, work, true, rest);
  }
}
