/**
 * @file Max-pooling of a 2x2 window in registers, 8 channels or 4 at a time. With 8, two neighbouring vectors go through the same
 * operations to neighbouring stores, which V8 joins where vectors have 256 bits (the higher one first: the other order costs a
 * store more).
 */

/**
 * Stores the largest of v0..v3, lane by lane, but at least `floor`; `a` are channels 0 to 3, `b` 4 to 7. A NaN wins over numbers.
 * Where `indexTo` is not 0, 8 words there say which it was, the first of equals (`indexBytes` makes bytes of them).
 */
@inline
export function pool8(
  a0: v128,
  b0: v128,
  a1: v128,
  b1: v128,
  a2: v128,
  b2: v128,
  a3: v128,
  b3: v128,
  floor: v128,
  to: usize,
  indexTo: usize,
): void {
  const a = max4(a0, a1, a2, a3);
  const b = max4(b0, b1, b2, b3);
  if (indexTo != 0) {
    v128.store(indexTo, firstOf(b0, b1, b2, b3, b), 16);
    v128.store(indexTo, firstOf(a0, a1, a2, a3, a));
  }
  // pmax(x, floor) is one instruction and hands a NaN in x on.
  v128.store(to, f32x4.pmax(b, floor), 16);
  v128.store(to, f32x4.pmax(a, floor));
}

/** The same for 4 channels, with a byte a lane at `argTo`. */
@inline
export function pool4(v0: v128, v1: v128, v2: v128, v3: v128, floor: v128, to: usize, argTo: usize): void {
  const best = max4(v0, v1, v2, v3);
  if (argTo != 0) store<u32>(argTo, lowBytes(firstOf(v0, v1, v2, v3, best)));
  v128.store(to, f32x4.pmax(best, floor));
}

/** Which of the four is `best`, lane by lane, the first of equals: each mask is -1 from the first equal on. */
@inline
export function firstOf(v0: v128, v1: v128, v2: v128, v3: v128, best: v128): v128 {
  const m0 = f32x4.eq(v0, best);
  const m1 = v128.or(m0, f32x4.eq(v1, best));
  const m2 = v128.or(m1, f32x4.eq(v2, best));
  return i32x4.add(i32x4.add(i32x4.splat(3), m0), i32x4.add(m1, m2));
}

/**
 * The largest of four, lane by lane. pmax(x, y) is one instruction where max takes eight, but keeps a NaN only if it is in x; those in
 * the others are laid over the result as all bits, which is a NaN.
 */
@inline
function max4(v0: v128, v1: v128, v2: v128, v3: v128): v128 {
  const nans = v128.or(v128.or(f32x4.ne(v1, v1), f32x4.ne(v2, v2)), f32x4.ne(v3, v3));
  return v128.or(f32x4.pmax(f32x4.pmax(v0, v1), f32x4.pmax(v2, v3)), nans);
}

/** The least value that a store lets through: 0 for relu, else everything. */
@inline
export function floorOf(relu: bool): v128 {
  return f32x4.splat(relu ? 0 : -Infinity);
}

/** 16 indices (words of 0 to 255) as 16 bytes. */
@inline
export function indexBytes(from: usize, to: usize): void {
  const low = i16x8.narrow_i32x4_s(v128.load(from), v128.load(from, 16));
  const high = i16x8.narrow_i32x4_s(v128.load(from, 32), v128.load(from, 48));
  v128.store(to, i8x16.narrow_i16x8_u(low, high));
}

/** Four 32-bit lanes (0 to 255) packed into bytes. */
@inline
export function lowBytes(v: v128): u32 {
  const half = i16x8.narrow_i32x4_s(v, v);
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(half, half), 0);
}
