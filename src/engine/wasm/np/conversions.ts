/**
 * @file Numbers of one type written as another: bytes and whole numbers to floats, floats cut to whole numbers (which say
 * 0 when one is out of range: the caller then does the chunk by itself), rounding to decimals; bits of bytes joined.
 */

export function u8_to_f32(a: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 16, a += 16, o += 64) {
    const x = v128.load(a);
    const l = i16x8.extend_low_i8x16_u(x);
    const h = i16x8.extend_high_i8x16_u(x);
    v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(l)));
    v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(l)), 16);
    v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(h)), 32);
    v128.store(o, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(h)), 48);
  }
}
export function u8_to_f64(a: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 4, a += 4, o += 32) {
    const x = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(a)));
    v128.store(o, f64x2.convert_low_i32x4_s(x));
    v128.store(o, f64x2.convert_low_i32x4_s(v128.shuffle<i64>(x, x, 1, 1)), 16);
  }
}
export function f32_to_f64(a: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 4, a += 16, o += 32) {
    const x = v128.load(a);
    v128.store(o, f64x2.promote_low_f32x4(x));
    v128.store(o, f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1)), 16);
  }
}
export function i32_to_f32(a: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 8, a += 32, o += 32) {
    const x0 = f32x4.convert_i32x4_s(v128.load(a));
    const x1 = f32x4.convert_i32x4_s(v128.load(a, 16));
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
}
export function i32_to_f64(a: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 4, a += 16, o += 32) {
    const x = v128.load(a);
    v128.store(o, f64x2.convert_low_i32x4_s(x));
    v128.store(o, f64x2.convert_low_i32x4_s(v128.shuffle<i64>(x, x, 1, 1)), 16);
  }
}
/** Doubles to floats; true when one may be infinite or NaN. */
export function f64_to_f32(a: usize, o: usize, n: i32): bool {
  let sum = f32x4.splat(0);
  for (let i = 0; i < n; i += 4, a += 32, o += 16) {
    const x = f32x4.demote_f64x2_zero(v128.load(a));
    const y = f32x4.demote_f64x2_zero(v128.load(a, 16));
    const r = v128.shuffle<i64>(x, y, 0, 2);
    v128.store(o, r);
    sum = f32x4.add(sum, r);
  }
  const none = f32x4.sub(sum, sum); // 0, or NaN
  return v128.any_true(f32x4.ne(none, none));
}

/** Whether all of n elements are numbers of less than 2^31 (float64 to int64: 2^53) in size. */
@inline
function small_f32(a: usize, n: i32): bool {
  const end = a + ((<usize>n) << 2);
  const limit = f32x4.splat(2147483648);
  let fine = i32x4.splat(-1);
  for (; a + 16 <= end; a += 16) fine = v128.and(fine, f32x4.lt(f32x4.abs(v128.load(a)), limit));
  let all = i32x4.all_true(fine);
  for (; a < end; a += 4) all = all && abs<f32>(load<f32>(a)) < 2147483648;
  return all;
}
@inline
function small_f64(a: usize, n: i32, most: f64): bool {
  const end = a + ((<usize>n) << 3);
  const limit = f64x2.splat(most);
  let fine = i32x4.splat(-1);
  for (; a + 16 <= end; a += 16) fine = v128.and(fine, f64x2.lt(f64x2.abs(v128.load(a)), limit));
  return i32x4.all_true(fine) && (a == end || abs<f64>(load<f64>(a)) < most);
}

/** Sixteen floats as bytes. */
@inline
function bytesOf(x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  const low = i32x4.splat(255);
  const y0 = v128.and(i32x4.trunc_sat_f32x4_s(x0), low);
  const y1 = v128.and(i32x4.trunc_sat_f32x4_s(x1), low);
  const y2 = v128.and(i32x4.trunc_sat_f32x4_s(x2), low);
  const y3 = v128.and(i32x4.trunc_sat_f32x4_s(x3), low);
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(y0, y1), i16x8.narrow_i32x4_s(y2, y3));
}

// To bytes in one pass: whether elements are out of range is found on the way, of those in the last group beforehand.

export function f32_to_u8(a: usize, o: usize, n: i32): bool {
  const rest = n & 15;
  if (!small_f32(a + ((<usize>(n - rest)) << 2), rest)) return false;
  const limit = f32x4.splat(2147483648);
  let fine = i32x4.splat(-1);
  for (; n >= 16; n -= 16, a += 64, o += 16) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const x2 = v128.load(a, 32);
    const x3 = v128.load(a, 48);
    fine = v128.and(fine, v128.and(f32x4.lt(f32x4.abs(x0), limit), f32x4.lt(f32x4.abs(x1), limit)));
    fine = v128.and(fine, v128.and(f32x4.lt(f32x4.abs(x2), limit), f32x4.lt(f32x4.abs(x3), limit)));
    v128.store(o, bytesOf(x0, x1, x2, x3));
  }
  if (n > 0) v128.store(o, bytesOf(v128.load(a), v128.load(a, 16), v128.load(a, 32), v128.load(a, 48)));
  return i32x4.all_true(fine);
}
@inline
function words(a: usize): v128 {
  const x0 = i32x4.trunc_sat_f64x2_s_zero(v128.load(a));
  return v128.shuffle<i64>(x0, i32x4.trunc_sat_f64x2_s_zero(v128.load(a, 16)), 0, 2);
}
@inline
function doublesAsBytes(a: usize): v128 {
  const low = i32x4.splat(255);
  const x = i16x8.narrow_i32x4_s(v128.and(words(a), low), v128.and(words(a + 32), low));
  const y = i16x8.narrow_i32x4_s(v128.and(words(a + 64), low), v128.and(words(a + 96), low));
  return i8x16.narrow_i16x8_u(x, y);
}
/** Whether eight doubles are below a limit in size. */
@inline
function areSmall(a: usize, limit: v128): v128 {
  const x = v128.and(f64x2.lt(f64x2.abs(v128.load(a)), limit), f64x2.lt(f64x2.abs(v128.load(a, 16)), limit));
  const y = v128.and(f64x2.lt(f64x2.abs(v128.load(a, 32)), limit), f64x2.lt(f64x2.abs(v128.load(a, 48)), limit));
  return v128.and(x, y);
}
export function f64_to_u8(a: usize, o: usize, n: i32): bool {
  const rest = n & 15;
  if (!small_f64(a + ((<usize>(n - rest)) << 3), rest, 2147483648)) return false;
  const limit = f64x2.splat(2147483648);
  let fine = i32x4.splat(-1);
  for (; n >= 16; n -= 16, a += 128, o += 16) {
    fine = v128.and(fine, v128.and(areSmall(a, limit), areSmall(a + 64, limit)));
    v128.store(o, doublesAsBytes(a));
  }
  if (n > 0) v128.store(o, doublesAsBytes(a));
  return i32x4.all_true(fine);
}
export function f32_to_i32(a: usize, o: usize, n: i32): bool {
  if (!small_f32(a, n)) return false;
  for (let i = 0; i < n; i += 4, a += 16, o += 16) v128.store(o, i32x4.trunc_sat_f32x4_s(v128.load(a)));
  return true;
}
export function f64_to_i32(a: usize, o: usize, n: i32): bool {
  if (!small_f64(a, n, 2147483648)) return false;
  for (let i = 0; i < n; i += 4, a += 32, o += 16) v128.store(o, words(a));
  return true;
}
/** The low bytes of sixteen whole numbers, which stand behind the point of their sums with a large number. */
@inline
function lowBytes(a: usize): v128 {
  const magic = f64x2.splat(6755399441055744);
  const x0 = f64x2.add(v128.load(a), magic);
  const x1 = f64x2.add(v128.load(a, 16), magic);
  const x2 = f64x2.add(v128.load(a, 32), magic);
  const x3 = f64x2.add(v128.load(a, 48), magic);
  const x4 = f64x2.add(v128.load(a, 64), magic);
  const x5 = f64x2.add(v128.load(a, 80), magic);
  const x6 = f64x2.add(v128.load(a, 96), magic);
  const x7 = f64x2.add(v128.load(a, 112), magic);
  const low = i32x4.splat(255);
  const w0 = v128.and(v128.shuffle<i32>(x0, x1, 0, 2, 4, 6), low);
  const w1 = v128.and(v128.shuffle<i32>(x2, x3, 0, 2, 4, 6), low);
  const w2 = v128.and(v128.shuffle<i32>(x4, x5, 0, 2, 4, 6), low);
  const w3 = v128.and(v128.shuffle<i32>(x6, x7, 0, 2, 4, 6), low);
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(w0, w1), i16x8.narrow_i32x4_s(w2, w3));
}
export function i64_to_u8(a: usize, o: usize, n: i32): bool {
  const rest = n & 15;
  if (!small_f64(a + ((<usize>(n - rest)) << 3), rest, 2251799813685248)) return false;
  const limit = f64x2.splat(2251799813685248);
  let fine = i32x4.splat(-1);
  for (; n >= 16; n -= 16, a += 128, o += 16) {
    fine = v128.and(fine, v128.and(areSmall(a, limit), areSmall(a + 64, limit)));
    v128.store(o, lowBytes(a));
  }
  if (n > 0) v128.store(o, lowBytes(a));
  return i32x4.all_true(fine);
}
/** int64 is kept in doubles. */
export function f64_to_i64(a: usize, o: usize, n: i32): bool {
  if (!small_f64(a, n, 9007199254740992)) return false;
  const zero = f64x2.splat(0);
  for (let i = 0; i < n; i += 4, a += 32, o += 32) {
    const x0 = f64x2.add(f64x2.trunc(v128.load(a)), zero);
    const x1 = f64x2.add(f64x2.trunc(v128.load(a, 16)), zero);
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
  return true;
}

/** Rounded to decimals, halves to even: 10^decimals is `factor`. */
export function decimals_f32(a: usize, factor: f32, o: usize, n: i32): void {
  const f = f32x4.splat(factor);
  for (let i = 0; i < n; i += 8, a += 32, o += 32) {
    const x0 = f32x4.div(f32x4.nearest(f32x4.mul(v128.load(a), f)), f);
    const x1 = f32x4.div(f32x4.nearest(f32x4.mul(v128.load(a, 16), f)), f);
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
}
export function decimals_f64(a: usize, factor: f64, o: usize, n: i32): void {
  const f = f64x2.splat(factor);
  for (let i = 0; i < n; i += 4, a += 32, o += 32) {
    const x0 = f64x2.div(f64x2.nearest(f64x2.mul(v128.load(a), f)), f);
    const x1 = f64x2.div(f64x2.nearest(f64x2.mul(v128.load(a, 16), f)), f);
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
}

/** Bits of n bytes joined; the second operand moves by `step` bytes for every 64. */
export function and_bits(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 32, a += 32, b += step >> 1, o += 32) {
    const x0 = v128.and(v128.load(a), v128.load(b));
    const x1 = v128.and(v128.load(a, 16), v128.load(b, 16));
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
}
export function or_bits(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 32, a += 32, b += step >> 1, o += 32) {
    const x0 = v128.or(v128.load(a), v128.load(b));
    const x1 = v128.or(v128.load(a, 16), v128.load(b, 16));
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
}
export function xor_bits(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  for (let i = 0; i < n; i += 32, a += 32, b += step >> 1, o += 32) {
    const x0 = v128.xor(v128.load(a), v128.load(b));
    const x1 = v128.xor(v128.load(a, 16), v128.load(b, 16));
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
}
