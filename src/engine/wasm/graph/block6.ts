/**
 * @file The product inside Winograd: C[rows, panels] = A[rows, k] * B, float32, k a multiple of 4, from zero. The general tile of
 * micro.ts does the same; these have fewer arguments, which matters where k is as short as 32. Two panels at a time are 12 sums
 * of 256 bits, enough to hide the latency of an addition; where vectors have 128 bits they would not fit the registers, and one
 * panel at a time is taken. The higher half of a pair is stored first: V8 then joins the two stores, otherwise it writes the lower
 * half twice. Unrolled loops are slower: V8 moves loads up until registers spill.
 */
import { block } from '../generated/register-tiles';
import { Four, Half, Six, Whole } from './micro';
import { tileRows } from './tiles';

/**
 * C[rows, panels] = A[rows, k] * B, in tiles of 6 and 4 rows: up to 3 rows past the last one are written too. `a`: rows `lda`
 * bytes apart; `b`: panels of k rows of 8 floats; `c`: rows `ldc` bytes apart, panels 32 bytes apart. `wide`: vectors have 256 bits.
 */
export function blocks(
  a: usize,
  lda: usize,
  rows: i32,
  k: i32,
  b: usize,
  panels: i32,
  c: usize,
  ldc: usize,
  wide: bool,
): void {
  const panel = (<usize>k) << 5;
  for (let q = 0, height = 6; q < rows; q += height) {
    height = tileRows(rows - q);
    let at = b;
    let to = c;
    let j = panels;
    if (wide) {
      for (; j >= 2; j -= 2) {
        if (height == 4) block<Four, Whole>(a, lda, k, at, panel, to, ldc);
        else block<Six, Whole>(a, lda, k, at, panel, to, ldc);
        at += 2 * panel;
        to += 64;
      }
    }
    for (; j > 0; j--) {
      if (height == 4) block<Four, Half>(a, lda, k, at, panel, to, ldc);
      else block<Six, Half>(a, lda, k, at, panel, to, ldc);
      at += panel;
      to += 32;
    }
    a += <usize>height * lda;
    c += <usize>height * ldc;
  }
}
