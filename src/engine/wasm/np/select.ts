/** @file Clipping, the choice between two operands by a condition; runs made of one number, of a line, of elements that lie apart. */

/** 128 bytes of one number, which stand for all elements of an operand. */
@inline
function splatted(x: v128, o: usize): void {
  for (let i: usize = 0; i < 128; i += 16) v128.store(o + i, x);
}
export function splat_8(x: i32, o: usize): void {
  splatted(i8x16.splat(<i8>x), o);
}
export function splat_16(x: i32, o: usize): void {
  splatted(i16x8.splat(<i16>x), o);
}
export function splat_32(x: i32, o: usize): void {
  splatted(i32x4.splat(x), o);
}
export function splat_f32(x: f32, o: usize): void {
  splatted(f32x4.splat(x), o);
}
export function splat_f64(x: f64, o: usize): void {
  splatted(f64x2.splat(x), o);
}

/** `rows` rows of `cols` elements, which lie `line` and `step` bytes apart, one behind the other. */
@inline
function pick<T>(p: usize, line: usize, step: usize, rows: i32, cols: i32, o: usize): void {
  for (; rows > 0; rows--, p += line) {
    let q = p;
    for (let j = 0; j < cols; j++, q += step, o += sizeof<T>()) store<T>(o, load<T>(q));
  }
}
export function pick_8(p: usize, line: usize, step: usize, rows: i32, cols: i32, o: usize): void {
  pick<u8>(p, line, step, rows, cols, o);
}
export function pick_16(p: usize, line: usize, step: usize, rows: i32, cols: i32, o: usize): void {
  pick<u16>(p, line, step, rows, cols, o);
}
export function pick_32(p: usize, line: usize, step: usize, rows: i32, cols: i32, o: usize): void {
  pick<u32>(p, line, step, rows, cols, o);
}
export function pick_64(p: usize, line: usize, step: usize, rows: i32, cols: i32, o: usize): void {
  pick<u64>(p, line, step, rows, cols, o);
}

/** So many bytes from p, `times` times one behind the other. */
export function repeat(p: usize, bytes: usize, times: i32, o: usize): void {
  for (; times > 0; times--, o += bytes) memory.copy(o, p, bytes);
}

/** Zeros in so many bytes. */
export function clear(o: usize, bytes: usize): void {
  memory.fill(o, 0, bytes);
}

/** start + i * delta for each i below n, rounded twice. */
export function line_f64(start: f64, delta: f64, o: usize, n: i32): void {
  const first = f64x2.splat(start);
  const step = f64x2.splat(delta);
  const four = f64x2.splat(4);
  let i0 = f64x2(0, 1);
  let i1 = f64x2(2, 3);
  for (let i = 0; i < n; i += 4, o += 32) {
    const x0 = f64x2.add(first, f64x2.mul(i0, step));
    const x1 = f64x2.add(first, f64x2.mul(i1, step));
    v128.store(o, x0);
    v128.store(o, x1, 16);
    i0 = f64x2.add(i0, four);
    i1 = f64x2.add(i1, four);
  }
}

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

export function clip_u8(a: usize, low: i32, high: i32, o: usize, n: i32): void {
  const least = i8x16.splat(<i8>low);
  const most = i8x16.splat(<i8>high);
  for (let i = 0; i < n; i += 32, a += 32, o += 32) {
    const x0 = i8x16.min_u(i8x16.max_u(v128.load(a), least), most);
    const x1 = i8x16.min_u(i8x16.max_u(v128.load(a, 16), least), most);
    v128.store(o, x0);
    v128.store(o, x1, 16);
  }
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
