/**
 * @file The product inside Winograd: C[rows, panels] = A[rows, k] * B, float32, k a multiple of 4, from zero. The general tile of
 * micro.ts does the same; these have fewer arguments, which matters where k is as short as 32. Two panels at a time are 12 sums
 * of 256 bits, enough to hide the latency of an addition; where vectors have 128 bits they would not fit the registers, and one
 * panel at a time is taken. The higher half of a pair is stored first: V8 then joins the two stores, otherwise it writes the lower
 * half twice. Unrolled loops are slower: V8 moves loads up until registers spill.
 */
import { Four, Half, Six, Whole } from './micro';
import { madd } from '../shared/simd';
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

/** One tile: 6 or 4 rows of two panels `panel` bytes apart (`Whole`), or of one (`Half`). */
function block<Rows, Vectors>(a: usize, lda: usize, k: i32, b: usize, panel: usize, c: usize, ldc: usize): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let q0 = a;
  let q1 = q0 + lda;
  let q2 = q1 + lda;
  let q3 = q2 + lda;
  let q4 = isSix ? q3 + lda : 0;
  let q5 = isSix ? q4 + lda : 0;
  let d = isWhole ? b + panel : 0;
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c02 = f32x4.splat(0);
  let c03 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c12 = f32x4.splat(0);
  let c13 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c22 = f32x4.splat(0);
  let c23 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  let c32 = f32x4.splat(0);
  let c33 = f32x4.splat(0);
  let c40 = f32x4.splat(0);
  let c41 = f32x4.splat(0);
  let c42 = f32x4.splat(0);
  let c43 = f32x4.splat(0);
  let c50 = f32x4.splat(0);
  let c51 = f32x4.splat(0);
  let c52 = f32x4.splat(0);
  let c53 = f32x4.splat(0);
  const end = q0 + ((<usize>k) << 2);
  while (q0 < end) {
    const b0 = v128.load(b, 0);
    const b1 = v128.load(b, 16);
    const b2 = isWhole ? v128.load(d, 0) : f32x4.splat(0);
    const b3 = isWhole ? v128.load(d, 16) : f32x4.splat(0);
    let s = v128.load32_splat(q0, 0);
    c00 = madd<f32>(s, b0, c00);
    c01 = madd<f32>(s, b1, c01);
    if (isWhole) {
      c02 = madd<f32>(s, b2, c02);
      c03 = madd<f32>(s, b3, c03);
    }
    s = v128.load32_splat(q1, 0);
    c10 = madd<f32>(s, b0, c10);
    c11 = madd<f32>(s, b1, c11);
    if (isWhole) {
      c12 = madd<f32>(s, b2, c12);
      c13 = madd<f32>(s, b3, c13);
    }
    s = v128.load32_splat(q2, 0);
    c20 = madd<f32>(s, b0, c20);
    c21 = madd<f32>(s, b1, c21);
    if (isWhole) {
      c22 = madd<f32>(s, b2, c22);
      c23 = madd<f32>(s, b3, c23);
    }
    s = v128.load32_splat(q3, 0);
    c30 = madd<f32>(s, b0, c30);
    c31 = madd<f32>(s, b1, c31);
    if (isWhole) {
      c32 = madd<f32>(s, b2, c32);
      c33 = madd<f32>(s, b3, c33);
    }
    if (isSix) {
      s = v128.load32_splat(q4, 0);
      c40 = madd<f32>(s, b0, c40);
      c41 = madd<f32>(s, b1, c41);
      if (isWhole) {
        c42 = madd<f32>(s, b2, c42);
        c43 = madd<f32>(s, b3, c43);
      }
      s = v128.load32_splat(q5, 0);
      c50 = madd<f32>(s, b0, c50);
      c51 = madd<f32>(s, b1, c51);
      if (isWhole) {
        c52 = madd<f32>(s, b2, c52);
        c53 = madd<f32>(s, b3, c53);
      }
    }
    q0 += 4;
    q1 += 4;
    q2 += 4;
    q3 += 4;
    if (isSix) {
      q4 += 4;
      q5 += 4;
    }
    b += 32;
    if (isWhole) d += 32;
  }
  v128.store(c, c01, 16);
  v128.store(c, c00, 0);
  if (isWhole) {
    v128.store(c, c03, 48);
    v128.store(c, c02, 32);
  }
  c += ldc;
  v128.store(c, c11, 16);
  v128.store(c, c10, 0);
  if (isWhole) {
    v128.store(c, c13, 48);
    v128.store(c, c12, 32);
  }
  c += ldc;
  v128.store(c, c21, 16);
  v128.store(c, c20, 0);
  if (isWhole) {
    v128.store(c, c23, 48);
    v128.store(c, c22, 32);
  }
  c += ldc;
  v128.store(c, c31, 16);
  v128.store(c, c30, 0);
  if (isWhole) {
    v128.store(c, c33, 48);
    v128.store(c, c32, 32);
  }
  if (isSix) {
    c += ldc;
    v128.store(c, c41, 16);
    v128.store(c, c40, 0);
    if (isWhole) {
      v128.store(c, c43, 48);
      v128.store(c, c42, 32);
    }
    c += ldc;
    v128.store(c, c51, 16);
    v128.store(c, c50, 0);
    if (isWhole) {
      v128.store(c, c53, 48);
      v128.store(c, c52, 32);
    }
  }
}
