/**
 * @file Matrix product C = A * B (+ bias, relu), every transposition, float32 and float64. B is packed block by block into
 * L2-sized panels; a transposed A is copied row-wise tile by tile, so that one register kernel serves all four forms.
 */
import { Gemm } from '../generated/words';
import { PANEL, START_BIAS, START_C, START_ZERO } from './micro';
import { packPanels, tiles, transpose2, transpose4 } from './tiles';
import { part, scratch } from './threads';

/** Products that an element takes at a time: one panel of them is 16 KiB and stays in the first cache. */
const KC: i32 = 256;
/** Bytes of a row of packed B: its panels stay in the second cache while all rows of A go by. */
const WIDTH: i32 = 2048;
/** Rows of A that meet all panels before the next do. */
const MC: i32 = 240;
/** Rows of transposed A stand so many bytes more apart: the four or two that are written together would share one set of the cache. */
const APART: usize = 64;

/**
 * Threads (or pieces) split the larger of rows and columns, or the batch, when it is large enough; columns of a square, because
 * then no part of B is packed twice.
 */
export function gemm<T>(p: usize, tid: i32, threads: i32): void {
  const a = <usize>load<u32>(p, Gemm.A);
  const b = <usize>load<u32>(p, Gemm.B);
  const c = <usize>load<u32>(p, Gemm.Y);
  const m = load<i32>(p, Gemm.M);
  const n = load<i32>(p, Gemm.N);
  const k = load<i32>(p, Gemm.K);
  const size: usize = sizeof<T>();
  const batch = load<i32>(p, Gemm.BATCH);
  let m0 = 0;
  let m1 = m;
  let n0 = 0;
  let n1 = n;
  let i0 = 0;
  let i1 = batch;
  if (batch >= threads) {
    i0 = part(batch, tid, threads, 1);
    i1 = part(batch, tid + 1, threads, 1);
  } else if (m > n) {
    m0 = part(m, tid, threads, 6);
    m1 = part(m, tid + 1, threads, 6);
  } else {
    n0 = part(n, tid, threads, 16);
    n1 = part(n, tid + 1, threads, 16);
  }
  for (let i = i0; i < i1; i++) {
    block<T>(
      a + <usize>i * load<u32>(p, Gemm.STEP_A) * size,
      b + <usize>i * load<u32>(p, Gemm.STEP_B) * size,
      c + <usize>i * load<u32>(p, Gemm.STEP_Y) * size,
      m0,
      m1,
      n0,
      n1,
      k,
      <usize>load<u32>(p, Gemm.LDA) * size,
      <usize>load<u32>(p, Gemm.LDB) * size,
      <usize>load<u32>(p, Gemm.LDY) * size,
      load<i32>(p, Gemm.TRANSPOSE_A) != 0,
      load<i32>(p, Gemm.TRANSPOSE_B) != 0,
      load<u32>(p, Gemm.BIAS),
      load<i32>(p, Gemm.RELU) != 0,
      scratch(),
    );
  }
}

/** The part rows m0..m1, columns n0..n1 of one product; leading dimensions in bytes. `work`: GEMM_SCRATCH bytes (matmul.ts). */
export function block<T>(
  a: usize,
  b: usize,
  c: usize,
  m0: i32,
  m1: i32,
  n0: i32,
  n1: i32,
  k: i32,
  lda: usize,
  ldb: usize,
  ldc: usize,
  transposeA: bool,
  transposeB: bool,
  bias: usize,
  relu: bool,
  work: usize,
): void {
  if (m0 >= m1 || n0 >= n1) return;
  const size: usize = sizeof<T>();
  const NC = WIDTH / <i32>sizeof<T>();
  const wide = <i32>(PANEL / sizeof<T>());
  const packedB = work;
  const rowsA = packedB + <usize>(KC * WIDTH);
  const table = rowsA + 8 * 512 * 240;
  const segment = table + 4 * 480;
  const temp = segment + 64;
  store<u32>(segment, 0);
  for (let k0 = 0; k0 < k || k0 == 0; k0 += KC) {
    const k1 = min<i32>(k, k0 + KC);
    const start = k0 > 0 ? START_C : bias != 0 ? START_BIAS : START_ZERO;
    const last = k1 == k;
    for (let j0 = n0; j0 < n1; j0 += NC) {
      const j1 = min<i32>(n1, j0 + NC);
      if (transposeB) packPanels<T>(b, size, ldb, k0, k1, j0, j1, packedB);
      else packPanels<T>(b, ldb, size, k0, k1, j0, j1, packedB);
      for (let r0 = m0; r0 < m1; r0 += MC) {
        const rows = min<i32>(m1 - r0, MC);
        let from = a + <usize>r0 * lda + <usize>k0 * size;
        let step = lda;
        if (transposeA) {
          from = rowsA;
          step = <usize>KC * size + APART;
          if (j0 == n0) copyTransposed<T>(a + <usize>k0 * lda + <usize>r0 * size, lda, k1 - k0, rows, rowsA, step);
          else if (m1 - m0 > MC)
            copyTransposed<T>(a + <usize>k0 * lda + <usize>r0 * size, lda, k1 - k0, rows, rowsA, step);
        }
        for (let r = 0; r < rows; r++) store<u32>(table + ((<usize>r) << 2), <u32>(<usize>r * step));
        const panel = <usize>(k1 - k0) * PANEL;
        const corner = c + <usize>r0 * ldc;
        for (let j = j0, at = packedB; j < j1; j += wide, at += panel) {
          tiles<T>(
            from,
            table,
            rows,
            segment,
            1,
            <i32>((k1 - k0) * <i32>size),
            at,
            panel,
            min<i32>(wide, j1 - j),
            corner + <usize>j * size,
            ldc,
            start,
            bias != 0 ? bias + <usize>j * size : 0,
            relu && last,
            temp,
          );
        }
      }
    }
  }
}

/** to[r][k] = from[k][r]. */
export function copyTransposed<T>(from: usize, ld: usize, depth: i32, rows: i32, to: usize, step: usize): void {
  const size: usize = sizeof<T>();
  let k = 0;
  if (sizeof<T>() == 8) {
    for (; k + 2 <= depth; k += 2) {
      let f = from + <usize>k * ld;
      let t = to + ((<usize>k) << 3);
      let r = 0;
      for (; r + 2 <= rows; r += 2) {
        transpose2(f, ld, t, step);
        t += 2 * step;
        f += 16;
      }
      for (; r < rows; r++) {
        for (let q: usize = 0; q < 2; q++) store<f64>(t + (q << 3), load<f64>(f + q * ld));
        t += step;
        f += 8;
      }
    }
  } else {
    for (; k + 4 <= depth; k += 4) {
      let f = from + <usize>k * ld;
      let t = to + ((<usize>k) << 2);
      let r = 0;
      for (; r + 4 <= rows; r += 4) {
        transpose4(f, ld, t, step);
        t += 4 * step;
        f += 16;
      }
      for (; r < rows; r++) {
        for (let q: usize = 0; q < 4; q++) store<f32>(t + (q << 2), load<f32>(f + q * ld));
        t += step;
        f += 4;
      }
    }
  }
  for (; k < depth; k++) {
    let f = from + <usize>k * ld;
    let t = to + <usize>k * size;
    for (let r = 0; r < rows; r++) {
      store<T>(t, load<T>(f));
      t += step;
      f += size;
    }
  }
}
