/**
 * @file Large products where the operands lie, either of them by rows or by columns: packed block by block as in the program of graphs,
 * whose register tiles these are (wasm/graph/gemm.ts). An element takes its terms in the same order there, so the bits are the same
 * whichever program has made it.
 */
import { block } from '../graph/gemm';

/**
 * c (m, n) = a (m, k) · b (k, n). Lines of a and b, which are columns where they are turned, and rows of c are `lda`, `ldb` and `ldc`
 * bytes apart. `work`: GEMM_SCRATCH bytes (src/engine/matmul.ts).
 */
export function blocks_f32(
  a: usize,
  lda: usize,
  turnedA: bool,
  b: usize,
  ldb: usize,
  turnedB: bool,
  c: usize,
  ldc: usize,
  m: i32,
  k: i32,
  n: i32,
  work: usize,
): void {
  block<f32>(a, b, c, 0, m, 0, n, k, lda, ldb, ldc, turnedA, turnedB, 0, false, work);
}
export function blocks_f64(
  a: usize,
  lda: usize,
  turnedA: bool,
  b: usize,
  ldb: usize,
  turnedB: bool,
  c: usize,
  ldc: usize,
  m: i32,
  k: i32,
  n: i32,
  work: usize,
): void {
  block<f64>(a, b, c, 0, m, 0, n, k, lda, ldb, ldc, turnedA, turnedB, 0, false, work);
}
