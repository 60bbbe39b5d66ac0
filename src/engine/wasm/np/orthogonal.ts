/** @file QR by Householder's reflections, a panel of columns at a time. The plain twin is src/array/linalg/qr.ts. */
import { addLine, dot, turnLines } from './lines';
import { applyBytes, applyToLines, factor, JOINED, reflection, triangleOf } from './reflections';
import { transpose_64 } from './transpose';

/** The vectors of columns from … to - 1 (of m elements), from element `from` on, as lines of v with what stands before them as 0. */
function vectorsOf(columns: usize, m: i32, from: i32, to: i32, v: usize): void {
  const line = (<usize>(m - from)) << 3;
  for (let k = from; k < to; k++) {
    const row = v + <usize>(k - from) * line;
    const before = (<usize>(k - from)) << 3;
    memory.fill(row, 0, before);
    store<f64>(row + before, 1);
    memory.copy(row + before + 8, columns + ((<usize>k * <usize>m + <usize>k + 1) << 3), line - before - 8);
  }
}

/** Bytes of scratch that `reflect_qr` takes for an (m, n) matrix of which `used` columns of Q are wanted. */
export function qr_bytes(m: i32, n: i32, used: i32): usize {
  const count = <usize>min<i32>(m, n);
  const own = <usize>m * <usize>(n + used) + count * <usize>(JOINED + 1) + <usize>JOINED * <usize>m;
  return 8 * own + applyBytes(max<i32>(used, n), JOINED, m);
}

/** The (m, n) matrix at p to R and Q: `used` lines of R to r, as many columns of Q to q (none where q is 0). `work`: qr_bytes. */
export function reflect_qr(p: usize, m: i32, n: i32, used: i32, r: usize, q: usize, work: usize): void {
  const count = min<i32>(m, n);
  const line = (<usize>m) << 3;
  const columns = work;
  const rows = columns + <usize>n * line;
  const factors = rows + <usize>used * line;
  const triangles = factors + ((<usize>count) << 3);
  const v = triangles + ((<usize>count * <usize>JOINED) << 3);
  const rest = v + <usize>JOINED * line;
  transpose_64(p, m, n, columns);
  for (let from = 0; from < count; from += JOINED) {
    const to = min<i32>(count, from + JOINED);
    for (let k = from; k < to; k++) {
      const at = columns + <usize>k * line + ((<usize>k) << 3);
      const beta = reflection(at, m - k);
      store<f64>(factors + ((<usize>k) << 3), factor);
      if (factor != 0) {
        for (let j = k + 1; j < to; j++) {
          const x = at + <usize>(j - k) * line;
          addLine(x, at, -factor * dot(at, x, m - k), m - k);
        }
      }
      store<f64>(at, beta);
    }
    const size = m - from;
    const t = triangles + ((<usize>from * <usize>JOINED) << 3);
    const wide = (<usize>size) << 3;
    vectorsOf(columns, m, from, to, v);
    triangleOf(v, wide, to - from, size, factors + ((<usize>from) << 3), t, rest);
    const behind = columns + <usize>to * line + ((<usize>from) << 3);
    applyToLines(behind, line, n - to, v, wide, to - from, size, t, false, rest);
  }
  const length = (<usize>n) << 3;
  memory.fill(r, 0, <usize>used * length);
  turnLines(columns, line, n, used, r, length);
  for (let i = 1; i < used; i++) memory.fill(r + <usize>i * length, 0, (<usize>min<i32>(i, n)) << 3);
  if (q == 0) return;
  memory.fill(rows, 0, <usize>used * line);
  for (let j = 0; j < used; j++) store<f64>(rows + <usize>j * line + ((<usize>j) << 3), 1);
  for (let from = ((count - 1) / JOINED) * JOINED; from >= 0; from -= JOINED) {
    const to = min<i32>(count, from + JOINED);
    const size = m - from;
    const wide = (<usize>size) << 3;
    vectorsOf(columns, m, from, to, v);
    const t = triangles + ((<usize>from * <usize>JOINED) << 3);
    const x = rows + <usize>from * line + ((<usize>from) << 3);
    applyToLines(x, line, used - from, v, wide, to - from, size, t, true, rest);
  }
  transpose_64(rows, used, m, q);
}
