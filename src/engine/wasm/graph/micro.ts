/**
 * @file The register tiles under every matrix product and convolution: 6 or 4 rows times 4 or 2 vectors. Where V8 joins two vectors
 * into one of 256 bits the largest is 12 sums, two vectors of weights and one broadcast, 15 of the 16 registers; the loop is not
 * unrolled because V8 then moves loads forward and runs out of them. Tiles of 4 rows are for what 6 does not divide: 32 rows are four
 * tiles of 6 and two of 4, where six of 6 would compute 4 rows for nothing; 8 sums are still enough to keep two multiply-adds a
 * cycle going. A convolution is a product whose rows are pixels: the row's values are `count` runs ("segments") of `length`
 * contiguous bytes, found at the offsets listed in `segments`.
 */
import { Control } from '../generated/words';
import { madd } from '../shared/simd';

/** Bytes of one row of a panel: 4 vectors. */
export const PANEL: usize = 64;

/** How the accumulators start: from zero, from what C holds, or from the bias in every row. */
export const START_ZERO: i32 = 0;
export const START_C: i32 = 1;
export const START_BIAS: i32 = 2;

/**
 * The shape of a tile, told by types: for each pair the compiler makes a function of its own, without the sums and the branches that
 * the shape leaves out. (Registers have no arrays, so every sum has a name.) Rows are `Six` or `Four`, vectors the `Whole` panel
 * or its first `Half`.
 */
export type Six = u64;
export type Four = u32;
export type Whole = u64;
export type Half = u32;

/**
 * C[rows, vectors] = start + A[rows] * B, B packed as k rows of PANEL bytes. `p0..p5` are the rows' addresses (a tile of 4 does
 * not look at the last two), `length` bytes of each segment are read with `sizeof<T>()` steps.
 * All starts come in by the same loads: vectors are joined only where they come from the same block of code.
 */
export function tile<T, Rows, Vectors>(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  p4: usize,
  p5: usize,
  segments: usize,
  count: i32,
  length: i32,
  b: usize,
  c: usize,
  ldc: usize,
  start: i32,
  bias: usize,
  relu: bool,
): void {
  const isSix = sizeof<Rows>() == sizeof<Six>();
  const isWhole = sizeof<Vectors>() == sizeof<Whole>();
  let from = start == START_C ? c : start == START_BIAS ? bias : Control.ZEROS;
  const step: usize = start == START_C ? ldc : 0;
  let c00 = v128.load(from, 0);
  let c01 = v128.load(from, 16);
  let c02 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c03 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c10 = v128.load(from, 0);
  let c11 = v128.load(from, 16);
  let c12 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c13 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c20 = v128.load(from, 0);
  let c21 = v128.load(from, 16);
  let c22 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c23 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c30 = v128.load(from, 0);
  let c31 = v128.load(from, 16);
  let c32 = isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c33 = isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c40 = isSix ? v128.load(from, 0) : i64x2.splat(0);
  let c41 = isSix ? v128.load(from, 16) : i64x2.splat(0);
  let c42 = isSix && isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c43 = isSix && isWhole ? v128.load(from, 48) : i64x2.splat(0);
  from += step;
  let c50 = isSix ? v128.load(from, 0) : i64x2.splat(0);
  let c51 = isSix ? v128.load(from, 16) : i64x2.splat(0);
  let c52 = isSix && isWhole ? v128.load(from, 32) : i64x2.splat(0);
  let c53 = isSix && isWhole ? v128.load(from, 48) : i64x2.splat(0);
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + ((<usize>s) << 2));
    let q0 = p0 + off;
    let q1 = p1 + off;
    let q2 = p2 + off;
    let q3 = p3 + off;
    let q4 = isSix ? p4 + off : 0;
    let q5 = isSix ? p5 + off : 0;
    const end = q0 + length;
    while (q0 < end) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const b2 = isWhole ? v128.load(b, 32) : i64x2.splat(0);
      const b3 = isWhole ? v128.load(b, 48) : i64x2.splat(0);
      let a = v128.load_splat<T>(q0);
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      if (isWhole) {
        c02 = madd<T>(a, b2, c02);
        c03 = madd<T>(a, b3, c03);
      }
      a = v128.load_splat<T>(q1);
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      if (isWhole) {
        c12 = madd<T>(a, b2, c12);
        c13 = madd<T>(a, b3, c13);
      }
      a = v128.load_splat<T>(q2);
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      if (isWhole) {
        c22 = madd<T>(a, b2, c22);
        c23 = madd<T>(a, b3, c23);
      }
      a = v128.load_splat<T>(q3);
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      if (isWhole) {
        c32 = madd<T>(a, b2, c32);
        c33 = madd<T>(a, b3, c33);
      }
      if (isSix) {
        a = v128.load_splat<T>(q4);
        c40 = madd<T>(a, b0, c40);
        c41 = madd<T>(a, b1, c41);
        if (isWhole) {
          c42 = madd<T>(a, b2, c42);
          c43 = madd<T>(a, b3, c43);
        }
        a = v128.load_splat<T>(q5);
        c50 = madd<T>(a, b0, c50);
        c51 = madd<T>(a, b1, c51);
        if (isWhole) {
          c52 = madd<T>(a, b2, c52);
          c53 = madd<T>(a, b3, c53);
        }
      }
      b += PANEL;
      q0 += sizeof<T>();
      q1 += sizeof<T>();
      q2 += sizeof<T>();
      q3 += sizeof<T>();
      if (isSix) {
        q4 += sizeof<T>();
        q5 += sizeof<T>();
      }
    }
  }
  if (relu) {
    const zero = i64x2.splat(0);
    c00 = v128.max<T>(c00, zero);
    c01 = v128.max<T>(c01, zero);
    if (isWhole) {
      c02 = v128.max<T>(c02, zero);
      c03 = v128.max<T>(c03, zero);
    }
    c10 = v128.max<T>(c10, zero);
    c11 = v128.max<T>(c11, zero);
    if (isWhole) {
      c12 = v128.max<T>(c12, zero);
      c13 = v128.max<T>(c13, zero);
    }
    c20 = v128.max<T>(c20, zero);
    c21 = v128.max<T>(c21, zero);
    if (isWhole) {
      c22 = v128.max<T>(c22, zero);
      c23 = v128.max<T>(c23, zero);
    }
    c30 = v128.max<T>(c30, zero);
    c31 = v128.max<T>(c31, zero);
    if (isWhole) {
      c32 = v128.max<T>(c32, zero);
      c33 = v128.max<T>(c33, zero);
    }
    if (isSix) {
      c40 = v128.max<T>(c40, zero);
      c41 = v128.max<T>(c41, zero);
      if (isWhole) {
        c42 = v128.max<T>(c42, zero);
        c43 = v128.max<T>(c43, zero);
      }
      c50 = v128.max<T>(c50, zero);
      c51 = v128.max<T>(c51, zero);
      if (isWhole) {
        c52 = v128.max<T>(c52, zero);
        c53 = v128.max<T>(c53, zero);
      }
    }
  }
  v128.store(c, c00, 0);
  v128.store(c, c01, 16);
  if (isWhole) {
    v128.store(c, c02, 32);
    v128.store(c, c03, 48);
  }
  let to = c + ldc;
  v128.store(to, c10, 0);
  v128.store(to, c11, 16);
  if (isWhole) {
    v128.store(to, c12, 32);
    v128.store(to, c13, 48);
  }
  to += ldc;
  v128.store(to, c20, 0);
  v128.store(to, c21, 16);
  if (isWhole) {
    v128.store(to, c22, 32);
    v128.store(to, c23, 48);
  }
  to += ldc;
  v128.store(to, c30, 0);
  v128.store(to, c31, 16);
  if (isWhole) {
    v128.store(to, c32, 32);
    v128.store(to, c33, 48);
  }
  if (isSix) {
    to += ldc;
    v128.store(to, c40, 0);
    v128.store(to, c41, 16);
    if (isWhole) {
      v128.store(to, c42, 32);
      v128.store(to, c43, 48);
    }
    to += ldc;
    v128.store(to, c50, 0);
    v128.store(to, c51, 16);
    if (isWhole) {
      v128.store(to, c52, 32);
      v128.store(to, c53, 48);
    }
  }
}
