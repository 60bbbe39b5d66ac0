/**
 * @file The register tiles under every matrix product and convolution: 6 rows times 2 vectors (12 accumulators, 2 weight
 * vectors, 1 broadcast = 15 registers, all that V8 gives on x64). A convolution is a product whose rows are pixels: the
 * row's values are `count` runs ("segments") of `length` contiguous bytes, found at the offsets listed in `segments`.
 */
import { madd } from './simd';
import { ZEROS } from './threads';

/** How the accumulators start: from zero, from what C holds, or from the bias in every row. */
export const START_ZERO: i32 = 0;
export const START_C: i32 = 1;
export const START_BIAS: i32 = 2;

/**
 * C[6, 2 vectors] = start + A[6 rows] * B, B packed as k rows of 2 vectors.
 * `p0..p5` are the rows' addresses, `length` bytes of each segment are read with `sizeof<T>()` steps.
 */
export function rows6<T>(
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
  // One way in for all starts: V8 joins neighbouring vectors only where they come from the same block of code.
  let from = start == START_C ? c : start == START_BIAS ? bias : ZEROS;
  const step: usize = start == START_C ? ldc : 0;
  let c00 = v128.load(from);
  let c01 = v128.load(from, 16);
  from += step;
  let c10 = v128.load(from);
  let c11 = v128.load(from, 16);
  from += step;
  let c20 = v128.load(from);
  let c21 = v128.load(from, 16);
  from += step;
  let c30 = v128.load(from);
  let c31 = v128.load(from, 16);
  from += step;
  let c40 = v128.load(from);
  let c41 = v128.load(from, 16);
  from += step;
  let c50 = v128.load(from);
  let c51 = v128.load(from, 16);
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + (<usize>s << 2));
    let q0 = p0 + off;
    let q1 = p1 + off;
    let q2 = p2 + off;
    let q3 = p3 + off;
    let q4 = p4 + off;
    let q5 = p5 + off;
    const end = q0 + length;
    const end4 = end - (4 * sizeof<T>() - 1);
    while (q0 < end4) {
      let b0 = v128.load(b, 0);
      let b1 = v128.load(b, 16);
      let a = v128.load_splat<T>(q0, 0);
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      a = v128.load_splat<T>(q1, 0);
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      a = v128.load_splat<T>(q2, 0);
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      a = v128.load_splat<T>(q3, 0);
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      a = v128.load_splat<T>(q4, 0);
      c40 = madd<T>(a, b0, c40);
      c41 = madd<T>(a, b1, c41);
      a = v128.load_splat<T>(q5, 0);
      c50 = madd<T>(a, b0, c50);
      c51 = madd<T>(a, b1, c51);

      b0 = v128.load(b, 32);
      b1 = v128.load(b, 48);
      a = v128.load_splat<T>(q0, sizeof<T>());
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      a = v128.load_splat<T>(q1, sizeof<T>());
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      a = v128.load_splat<T>(q2, sizeof<T>());
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      a = v128.load_splat<T>(q3, sizeof<T>());
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      a = v128.load_splat<T>(q4, sizeof<T>());
      c40 = madd<T>(a, b0, c40);
      c41 = madd<T>(a, b1, c41);
      a = v128.load_splat<T>(q5, sizeof<T>());
      c50 = madd<T>(a, b0, c50);
      c51 = madd<T>(a, b1, c51);

      b0 = v128.load(b, 64);
      b1 = v128.load(b, 80);
      a = v128.load_splat<T>(q0, 2 * sizeof<T>());
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      a = v128.load_splat<T>(q1, 2 * sizeof<T>());
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      a = v128.load_splat<T>(q2, 2 * sizeof<T>());
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      a = v128.load_splat<T>(q3, 2 * sizeof<T>());
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      a = v128.load_splat<T>(q4, 2 * sizeof<T>());
      c40 = madd<T>(a, b0, c40);
      c41 = madd<T>(a, b1, c41);
      a = v128.load_splat<T>(q5, 2 * sizeof<T>());
      c50 = madd<T>(a, b0, c50);
      c51 = madd<T>(a, b1, c51);

      b0 = v128.load(b, 96);
      b1 = v128.load(b, 112);
      a = v128.load_splat<T>(q0, 3 * sizeof<T>());
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      a = v128.load_splat<T>(q1, 3 * sizeof<T>());
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      a = v128.load_splat<T>(q2, 3 * sizeof<T>());
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      a = v128.load_splat<T>(q3, 3 * sizeof<T>());
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      a = v128.load_splat<T>(q4, 3 * sizeof<T>());
      c40 = madd<T>(a, b0, c40);
      c41 = madd<T>(a, b1, c41);
      a = v128.load_splat<T>(q5, 3 * sizeof<T>());
      c50 = madd<T>(a, b0, c50);
      c51 = madd<T>(a, b1, c51);

      b += 128;
      q0 += 4 * sizeof<T>();
      q1 += 4 * sizeof<T>();
      q2 += 4 * sizeof<T>();
      q3 += 4 * sizeof<T>();
      q4 += 4 * sizeof<T>();
      q5 += 4 * sizeof<T>();
    }
    while (q0 < end) {
      const b0 = v128.load(b);
      const b1 = v128.load(b, 16);
      let a = v128.load_splat<T>(q0);
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      a = v128.load_splat<T>(q1);
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      a = v128.load_splat<T>(q2);
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      a = v128.load_splat<T>(q3);
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      a = v128.load_splat<T>(q4);
      c40 = madd<T>(a, b0, c40);
      c41 = madd<T>(a, b1, c41);
      a = v128.load_splat<T>(q5);
      c50 = madd<T>(a, b0, c50);
      c51 = madd<T>(a, b1, c51);
      b += 32;
      q0 += sizeof<T>();
      q1 += sizeof<T>();
      q2 += sizeof<T>();
      q3 += sizeof<T>();
      q4 += sizeof<T>();
      q5 += sizeof<T>();
    }
  }
  if (relu) {
    const zero = i64x2.splat(0);
    c00 = v128.max<T>(c00, zero);
    c01 = v128.max<T>(c01, zero);
    c10 = v128.max<T>(c10, zero);
    c11 = v128.max<T>(c11, zero);
    c20 = v128.max<T>(c20, zero);
    c21 = v128.max<T>(c21, zero);
    c30 = v128.max<T>(c30, zero);
    c31 = v128.max<T>(c31, zero);
    c40 = v128.max<T>(c40, zero);
    c41 = v128.max<T>(c41, zero);
    c50 = v128.max<T>(c50, zero);
    c51 = v128.max<T>(c51, zero);
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  let r = c + ldc;
  v128.store(r, c10);
  v128.store(r, c11, 16);
  r += ldc;
  v128.store(r, c20);
  v128.store(r, c21, 16);
  r += ldc;
  v128.store(r, c30);
  v128.store(r, c31, 16);
  r += ldc;
  v128.store(r, c40);
  v128.store(r, c41, 16);
  r += ldc;
  v128.store(r, c50);
  v128.store(r, c51, 16);
}
