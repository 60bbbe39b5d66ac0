/**
 * @file Products over what both operands have in rows: C (+)= A' * B, the shape of every filter gradient (A: channels in, B: channels
 * out, a row for each place). Rows are read where they lie: the tile takes 6 or 4 numbers of A's row as splats and 16 or 8 of B's as
 * vectors. Ragged rows and columns go through a small temporary tile.
 */
import { acrossTile } from '../generated/register-tiles';
import { copy4 } from '../shared/simd';
import { Four, Half, PANEL, Six, Whole } from './micro';
import { tileRows } from './tiles';

/**
 * C[rows, columns] = (fresh ? 0 : C) + A' * B over `runs` runs of `k` steps: A's steps are `lda` bytes apart, `jump` more from run to
 * run; B's `ldb`. Up to 5 numbers past `rows` and 15 past `columns` of A and B are read. `temp`: 6 panels' rows.
 */
export function across(
  a: usize,
  lda: usize,
  rows: i32,
  runs: i32,
  k: i32,
  jump: usize,
  b: usize,
  ldb: usize,
  columns: i32,
  c: usize,
  ldc: usize,
  fresh: bool,
  temp: usize,
): void {
  for (let q = 0, height = 6; q < rows; q += height) {
    height = tileRows(rows - q);
    const left = min<i32>(height, rows - q);
    for (let j = 0; j < columns; j += 16) {
      const bytes = (<usize>min<i32>(16, columns - j)) << 2;
      const isHalf = bytes <= PANEL / 2;
      const isRagged = left < height || (bytes & (PANEL / 2 - 1)) != 0;
      const at = c + ((<usize>j) << 2);
      const from = b + ((<usize>j) << 2);
      const to = isRagged ? temp : at;
      const step = isRagged ? PANEL : ldc;
      if (isRagged && !fresh) {
        for (let r = 0; r < left; r++) copy4(temp + <usize>r * PANEL, at + <usize>r * ldc, bytes);
      }
      if (height == 4) {
        if (isHalf) acrossTile<Four, Half>(a, lda, runs, k, jump, from, ldb, to, step, fresh);
        else acrossTile<Four, Whole>(a, lda, runs, k, jump, from, ldb, to, step, fresh);
      } else if (isHalf) acrossTile<Six, Half>(a, lda, runs, k, jump, from, ldb, to, step, fresh);
      else acrossTile<Six, Whole>(a, lda, runs, k, jump, from, ldb, to, step, fresh);
      if (isRagged) {
        for (let r = 0; r < left; r++) copy4(at + <usize>r * ldc, temp + <usize>r * PANEL, bytes);
      }
    }
    a += (<usize>height) << 2;
    c += <usize>height * ldc;
  }
}
