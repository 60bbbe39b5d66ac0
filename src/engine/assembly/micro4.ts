/**
 * @file The register tile of micro.ts with 4 rows, for what 6 does not divide: 32 rows are four tiles of 6 and two of 4, where six
 * tiles of 6 would compute 4 rows for nothing. Its 8 sums are still enough to keep two multiply-adds a cycle going.
 */
import { START_BIAS, START_C } from './micro';
import { madd } from './simd';
import { ZEROS } from './threads';

/**
 * C[4, 2 vectors] = start + A[4 rows] * B, B packed as k rows of 2 vectors.
 */
export function rows4<T>(
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
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
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + (<usize>s << 2));
    let q0 = p0 + off;
    let q1 = p1 + off;
    let q2 = p2 + off;
    let q3 = p3 + off;
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

      b += 128;
      q0 += 4 * sizeof<T>();
      q1 += 4 * sizeof<T>();
      q2 += 4 * sizeof<T>();
      q3 += 4 * sizeof<T>();
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
      b += 32;
      q0 += sizeof<T>();
      q1 += sizeof<T>();
      q2 += sizeof<T>();
      q3 += sizeof<T>();
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
}
