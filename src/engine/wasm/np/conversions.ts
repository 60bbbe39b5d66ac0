/**
 * @file Numbers of one type written as another: bytes and whole numbers to floats, floats cut to whole numbers (which say
 * 0 when one is out of range: the caller then does the chunk by itself), rounding to decimals; bits of bytes joined.
 */
import { kept, keptWord } from './kept';

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

/**
 * Bits without the sign, of doubles in their upper words. As whole numbers they are in the order of the magnitudes; the largest is kept
 * to see whether a number was out of range, or NaN.
 */
const NO_SIGN: i32 = 0x7fffffff;
const NO_SIGN_64: i64 = 0x7fffffff00000000;
/** 2^31 as a float, and the upper word of 2^31 as a double. */
const WORD_32: u32 = 0x4f000000;
const WORD_64: u32 = 0x41e00000;

@inline
function areBelow(largest: v128, limit: u32): bool {
  return i32x4.all_true(i32x4.lt_u(largest, i32x4.splat(limit)));
}

/** Words as their lowest bytes. */
@inline
function lowest(x0: v128, x1: v128, x2: v128, x3: v128, low: v128): v128 {
  const y = i16x8.narrow_i32x4_s(v128.and(x0, low), v128.and(x1, low));
  return i8x16.narrow_i16x8_u(y, i16x8.narrow_i32x4_s(v128.and(x2, low), v128.and(x3, low)));
}

// To bytes in one pass: whether elements are out of range is found on the way, of those in the last group beforehand. (The relaxed
// instructions differ from the others only there.)

export function f32_to_u8(a: usize, o: usize, n: i32): bool {
  const rest = n & 15;
  if (!small_f32(a + ((<usize>(n - rest)) << 2), rest)) return false;
  const low = keptWord(255);
  const plain = keptWord(NO_SIGN);
  let far0 = i32x4.splat(0);
  let far1 = i32x4.splat(0);
  for (; n > 0; n -= 16, a += 64, o += 16) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const x2 = v128.load(a, 32);
    const x3 = v128.load(a, 48);
    if (n >= 16) {
      far0 = i32x4.max_u(far0, i32x4.max_u(v128.and(x0, plain), v128.and(x1, plain)));
      far1 = i32x4.max_u(far1, i32x4.max_u(v128.and(x2, plain), v128.and(x3, plain)));
    }
    const y0 = i32x4.relaxed_trunc_f32x4_s(x0);
    const y1 = i32x4.relaxed_trunc_f32x4_s(x1);
    v128.store(o, lowest(y0, y1, i32x4.relaxed_trunc_f32x4_s(x2), i32x4.relaxed_trunc_f32x4_s(x3), low));
  }
  return areBelow(i32x4.max_u(far0, far1), WORD_32);
}
/** Four doubles of less than 2^31 as words. */
@inline
function wordsOf(x: v128, y: v128): v128 {
  return v128.shuffle<i64>(i32x4.relaxed_trunc_f64x2_s_zero(x), i32x4.relaxed_trunc_f64x2_s_zero(y), 0, 2);
}
/** The larger of `far` and the magnitudes of eight doubles, by their upper words. */
@inline
function farthest(far: v128, x0: v128, x1: v128, x2: v128, x3: v128, plain: v128): v128 {
  const x = i32x4.max_u(v128.and(x0, plain), v128.and(x1, plain));
  return i32x4.max_u(far, i32x4.max_u(x, i32x4.max_u(v128.and(x2, plain), v128.and(x3, plain))));
}
export function f64_to_u8(a: usize, o: usize, n: i32): bool {
  const rest = n & 15;
  if (!small_f64(a + ((<usize>(n - rest)) << 3), rest, 2147483648)) return false;
  const low = keptWord(255);
  const plain = kept(NO_SIGN_64);
  let far0 = i32x4.splat(0);
  let far1 = i32x4.splat(0);
  for (; n > 0; n -= 16, a += 128, o += 16) {
    const x0 = v128.load(a);
    const x1 = v128.load(a, 16);
    const x2 = v128.load(a, 32);
    const x3 = v128.load(a, 48);
    const x4 = v128.load(a, 64);
    const x5 = v128.load(a, 80);
    const x6 = v128.load(a, 96);
    const x7 = v128.load(a, 112);
    if (n >= 16) {
      far0 = farthest(far0, x0, x1, x2, x3, plain);
      far1 = farthest(far1, x4, x5, x6, x7, plain);
    }
    v128.store(o, lowest(wordsOf(x0, x1), wordsOf(x2, x3), wordsOf(x4, x5), wordsOf(x6, x7), low));
  }
  return areBelow(i32x4.max_u(far0, far1), WORD_64);
}
export function f32_to_i32(a: usize, o: usize, n: i32): bool {
  if (!small_f32(a, n)) return false;
  for (let i = 0; i < n; i += 4, a += 16, o += 16) v128.store(o, i32x4.relaxed_trunc_f32x4_s(v128.load(a)));
  return true;
}
export function f64_to_i32(a: usize, o: usize, n: i32): bool {
  if (!small_f64(a, n, 2147483648)) return false;
  for (let i = 0; i < n; i += 4, a += 32, o += 16) v128.store(o, wordsOf(v128.load(a), v128.load(a, 16)));
  return true;
}
/** 1.5 * 2^52 as bits: the sum of it and a whole number below 2^51 in size has the number's bits behind its own. */
const SHIFT: i64 = 0x4338000000000000;

@inline
function lowWords(x: v128, y: v128): v128 {
  return v128.shuffle<i32>(x, y, 0, 2, 4, 6);
}
export function i64_to_u8(a: usize, o: usize, n: i32): bool {
  const rest = n & 15;
  if (!small_f64(a + ((<usize>(n - rest)) << 3), rest, 2251799813685248)) return false;
  const low = keptWord(255);
  const shift = kept(SHIFT);
  // Of numbers in range nothing is left of the shift's first twelve bits, in any of them.
  let far0 = i32x4.splat(0);
  let far1 = i32x4.splat(0);
  for (; n > 0; n -= 16, a += 128, o += 16) {
    const x0 = v128.add<f64>(v128.load(a), shift);
    const x1 = v128.add<f64>(v128.load(a, 16), shift);
    const x2 = v128.add<f64>(v128.load(a, 32), shift);
    const x3 = v128.add<f64>(v128.load(a, 48), shift);
    const x4 = v128.add<f64>(v128.load(a, 64), shift);
    const x5 = v128.add<f64>(v128.load(a, 80), shift);
    const x6 = v128.add<f64>(v128.load(a, 96), shift);
    const x7 = v128.add<f64>(v128.load(a, 112), shift);
    if (n >= 16) {
      far0 = v128.or(far0, v128.or(v128.xor(x0, shift), v128.xor(x1, shift)));
      far1 = v128.or(far1, v128.or(v128.xor(x2, shift), v128.xor(x3, shift)));
      far0 = v128.or(far0, v128.or(v128.xor(x4, shift), v128.xor(x5, shift)));
      far1 = v128.or(far1, v128.or(v128.xor(x6, shift), v128.xor(x7, shift)));
    }
    v128.store(o, lowest(lowWords(x0, x1), lowWords(x2, x3), lowWords(x4, x5), lowWords(x6, x7), low));
  }
  return !v128.any_true(i64x2.shr_u(v128.or(far0, far1), 52));
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
