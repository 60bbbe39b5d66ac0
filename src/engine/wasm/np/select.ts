/** @file Clipping, and the choice between two operands by a condition. */

/** o = a pulled into [low, high]; NaN stays. */
@inline
function clipEach<T>(a: usize, low: v128, high: v128, o: usize, n: i32): void {
  const end = a + <usize>n * sizeof<T>();
  while (a < end) {
    const r0 = clip4<T>(v128.load(a), low, high);
    const r1 = clip4<T>(v128.load(a, 16), low, high);
    v128.store(o, r0);
    v128.store(o, r1, 16);
    const r2 = clip4<T>(v128.load(a, 32), low, high);
    const r3 = clip4<T>(v128.load(a, 48), low, high);
    v128.store(o, r2, 32);
    v128.store(o, r3, 48);
    a += 64;
    o += 64;
  }
}
@inline
function clip4<T>(x: v128, low: v128, high: v128): v128 {
  if (sizeof<T>() == 4) return f32x4.pmin(f32x4.pmax(x, low), high);
  return f64x2.pmin(f64x2.pmax(x, low), high);
}
export function clip_f32(a: usize, low: f32, high: f32, o: usize, n: i32): void {
  clipEach<f32>(a, f32x4.splat(low), f32x4.splat(high), o, n);
}
export function clip_f64(a: usize, low: f64, high: f64, o: usize, n: i32): void {
  clipEach<f64>(a, f64x2.splat(low), f64x2.splat(high), o, n);
}

/** o = c ? a : b, with one byte of condition an element. */
export function where_32(c: usize, a: usize, b: usize, o: usize, n: i32): void {
  const zero = i32x4.splat(0);
  for (let i = 0; i < n; i += 4) {
    const mask = i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(c))), zero);
    v128.store(o, v128.bitselect(v128.load(a), v128.load(b), mask));
    c += 4;
    a += 16;
    b += 16;
    o += 16;
  }
}
export function where_64(c: usize, a: usize, b: usize, o: usize, n: i32): void {
  const zero = i64x2.splat(0);
  for (let i = 0; i < n; i += 2) {
    const x = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i16x8.splat(load<i16>(c))));
    const mask = i64x2.ne(i64x2.extend_low_i32x4_u(x), zero);
    v128.store(o, v128.bitselect(v128.load(a), v128.load(b), mask));
    c += 2;
    a += 16;
    b += 16;
    o += 16;
  }
}
export function where_8(c: usize, a: usize, b: usize, o: usize, n: i32): void {
  const zero = i8x16.splat(0);
  for (let i = 0; i < n; i += 16) {
    v128.store(o, v128.bitselect(v128.load(a), v128.load(b), i8x16.ne(v128.load(c), zero)));
    c += 16;
    a += 16;
    b += 16;
    o += 16;
  }
}
