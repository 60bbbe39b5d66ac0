/**
 * @file The register tile of micro.ts with 4 rows, for what 6 does not divide: 32 rows are four tiles of 6 and two of 4, where six
 * tiles of 6 would compute 4 rows for nothing. Its 8 sums are still enough to keep two multiply-adds a cycle going.
 */
import { PANEL, START_BIAS, START_C } from './micro';
import { madd } from './simd';
import { ZEROS } from './threads';

/** C[4, 4 vectors] = start + A[4 rows] * B, B packed as k rows of PANEL bytes. */
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
  let from = start == START_C ? c : start == START_BIAS ? bias : ZEROS;
  const step: usize = start == START_C ? ldc : 0;
  let c00 = v128.load(from, 0);
  let c01 = v128.load(from, 16);
  let c02 = v128.load(from, 32);
  let c03 = v128.load(from, 48);
  from += step;
  let c10 = v128.load(from, 0);
  let c11 = v128.load(from, 16);
  let c12 = v128.load(from, 32);
  let c13 = v128.load(from, 48);
  from += step;
  let c20 = v128.load(from, 0);
  let c21 = v128.load(from, 16);
  let c22 = v128.load(from, 32);
  let c23 = v128.load(from, 48);
  from += step;
  let c30 = v128.load(from, 0);
  let c31 = v128.load(from, 16);
  let c32 = v128.load(from, 32);
  let c33 = v128.load(from, 48);
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + (<usize>s << 2));
    let q0 = p0 + off;
    let q1 = p1 + off;
    let q2 = p2 + off;
    let q3 = p3 + off;
    const end = q0 + length;
    while (q0 < end) {
      const b0 = v128.load(b, 0);
      const b1 = v128.load(b, 16);
      const b2 = v128.load(b, 32);
      const b3 = v128.load(b, 48);
      let a = v128.load_splat<T>(q0);
      c00 = madd<T>(a, b0, c00);
      c01 = madd<T>(a, b1, c01);
      c02 = madd<T>(a, b2, c02);
      c03 = madd<T>(a, b3, c03);
      a = v128.load_splat<T>(q1);
      c10 = madd<T>(a, b0, c10);
      c11 = madd<T>(a, b1, c11);
      c12 = madd<T>(a, b2, c12);
      c13 = madd<T>(a, b3, c13);
      a = v128.load_splat<T>(q2);
      c20 = madd<T>(a, b0, c20);
      c21 = madd<T>(a, b1, c21);
      c22 = madd<T>(a, b2, c22);
      c23 = madd<T>(a, b3, c23);
      a = v128.load_splat<T>(q3);
      c30 = madd<T>(a, b0, c30);
      c31 = madd<T>(a, b1, c31);
      c32 = madd<T>(a, b2, c32);
      c33 = madd<T>(a, b3, c33);
      b += PANEL;
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
    c02 = v128.max<T>(c02, zero);
    c03 = v128.max<T>(c03, zero);
    c10 = v128.max<T>(c10, zero);
    c11 = v128.max<T>(c11, zero);
    c12 = v128.max<T>(c12, zero);
    c13 = v128.max<T>(c13, zero);
    c20 = v128.max<T>(c20, zero);
    c21 = v128.max<T>(c21, zero);
    c22 = v128.max<T>(c22, zero);
    c23 = v128.max<T>(c23, zero);
    c30 = v128.max<T>(c30, zero);
    c31 = v128.max<T>(c31, zero);
    c32 = v128.max<T>(c32, zero);
    c33 = v128.max<T>(c33, zero);
  }
  v128.store(c, c00, 0);
  v128.store(c, c01, 16);
  v128.store(c, c02, 32);
  v128.store(c, c03, 48);
  let to = c + ldc;
  v128.store(to, c10, 0);
  v128.store(to, c11, 16);
  v128.store(to, c12, 32);
  v128.store(to, c13, 48);
  to += ldc;
  v128.store(to, c20, 0);
  v128.store(to, c21, 16);
  v128.store(to, c22, 32);
  v128.store(to, c23, 48);
  to += ldc;
  v128.store(to, c30, 0);
  v128.store(to, c31, 16);
  v128.store(to, c32, 32);
  v128.store(to, c33, 48);
}

/** The same for the first 2 vectors of the panel. */
export function rows4half<T>(
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
  let from = start == START_C ? c : start == START_BIAS ? bias : ZEROS;
  const step: usize = start == START_C ? ldc : 0;
  let c00 = v128.load(from, 0);
  let c01 = v128.load(from, 16);
  from += step;
  let c10 = v128.load(from, 0);
  let c11 = v128.load(from, 16);
  from += step;
  let c20 = v128.load(from, 0);
  let c21 = v128.load(from, 16);
  from += step;
  let c30 = v128.load(from, 0);
  let c31 = v128.load(from, 16);
  for (let s = 0; s < count; s++) {
    const off = load<u32>(segments + (<usize>s << 2));
    let q0 = p0 + off;
    let q1 = p1 + off;
    let q2 = p2 + off;
    let q3 = p3 + off;
    const end = q0 + length;
    while (q0 < end) {
      const b0 = v128.load(b, 0);
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
      b += PANEL;
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
  v128.store(c, c00, 0);
  v128.store(c, c01, 16);
  let to = c + ldc;
  v128.store(to, c10, 0);
  v128.store(to, c11, 16);
  to += ldc;
  v128.store(to, c20, 0);
  v128.store(to, c21, 16);
  to += ldc;
  v128.store(to, c30, 0);
  v128.store(to, c31, 16);
}
