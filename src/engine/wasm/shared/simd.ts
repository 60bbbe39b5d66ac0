/**
 * @file The few vector helpers every kernel shares. The module is built twice from this source: with relaxed SIMD, where
 * `madd` is one fused instruction, and without, where it is a multiplication and an addition.
 */

/** a * b + c in the element type T. */
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(v128.mul<T>(a, b), c);
}

/** The sum of the four lanes, in a fixed order. */
@inline
export function sum4(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** Zeroes `bytes` (a multiple of 4) at `to`. */
@inline
export function zero(to: usize, bytes: usize): void {
  memory.fill(to, 0, bytes);
}

/** Copies `bytes` (a multiple of 4); short runs inline, since a call to memory.copy costs more than they do. */
@inline
export function copy4(to: usize, from: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(to + i, v128.load(from + i));
  for (; i < bytes; i += 4) store<i32>(to + i, load<i32>(from + i));
}
