/**
 * @file Element-wise kernels for `np` on plain arrays: a chunk of each operand is copied into this module's own small
 * memory, worked on, and copied out (src/engine/np/kernels.ts). No threads: these loops are bound by memory.
 * Every loop runs over whole 64-byte groups, so chunks are padded by what lies behind them.
 */
export { exp_f32, exp_f64, log_f32, log_f64 } from './exp-log';
export * from './sort';
export * from './sort-lanes';
export * from './conversions';
export * from './products';
export * from './reductions';
export { transpose_8, transpose_16, transpose_32, transpose_64 } from './transpose';
import { cos4, sin4, tanh2d, tanh4f } from './functions';

const ADD = 0;
const SUB = 1;
const MUL = 2;
const DIV = 3;
const MAX = 4;
const MIN = 5;
const EQ = 0;
const NE = 1;
const LT = 2;
const LE = 3;
const GT = 4;
const GE = 5;

/** Products of bytes, their low halves: those at even places in the low half of each word, those at odd places in the high. */
@inline function mul8(x: v128, y: v128): v128 {
  const even = v128.and(i16x8.mul(x, y), i16x8.splat(0xff));
  const odd = i16x8.shl(i16x8.mul(i16x8.shr_u(x, 8), i16x8.shr_u(y, 8)), 8);
  return v128.or(even, odd);
}

@inline function step2<T>(op: i32, x: v128, y: v128): v128 {
  if (op == ADD) return v128.add<T>(x, y);
  if (op == SUB) return v128.sub<T>(x, y);
  if (op == MUL) {
    if (sizeof<T>() == 1) return mul8(x, y);
    return v128.mul<T>(x, y);
  }
  if (op == DIV) {
    if (isFloat<T>()) return v128.div<T>(x, y);
    return x;
  }
  if (op == MAX) return v128.max<T>(x, y);
  return v128.min<T>(x, y);
}

/** The operand y moves by `step` bytes a turn: 64, or 0 where 64 bytes of one number stand for all. */
@inline function loop2<T>(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): void {
  const end = a + <usize>n * sizeof<T>();
  while (a < end) {
    const r0 = step2<T>(op, v128.load(a), v128.load(b));
    const r1 = step2<T>(op, v128.load(a, 16), v128.load(b, 16));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    const r2 = step2<T>(op, v128.load(a, 32), v128.load(b, 32));
    const r3 = step2<T>(op, v128.load(a, 48), v128.load(b, 48));
    v128.store(o, r2, 32);
    v128.store(o, r3, 48);
    a += 64;
    b += step;
    o += 64;
  }
}

// One function an operation and type: where the operation is a branch, the optimiser joins the loops again and branches inside.
export function add_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f32>(ADD, a, b, s, o, n); }
export function add_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f64>(ADD, a, b, s, o, n); }
export function add_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u8>(ADD, a, b, s, o, n); }
export function add_i8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i8>(ADD, a, b, s, o, n); }
export function add_u16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u16>(ADD, a, b, s, o, n); }
export function add_i16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i16>(ADD, a, b, s, o, n); }
export function add_u32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u32>(ADD, a, b, s, o, n); }
export function add_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i32>(ADD, a, b, s, o, n); }
export function subtract_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f32>(SUB, a, b, s, o, n); }
export function subtract_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f64>(SUB, a, b, s, o, n); }
export function subtract_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u8>(SUB, a, b, s, o, n); }
export function subtract_i8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i8>(SUB, a, b, s, o, n); }
export function subtract_u16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u16>(SUB, a, b, s, o, n); }
export function subtract_i16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i16>(SUB, a, b, s, o, n); }
export function subtract_u32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u32>(SUB, a, b, s, o, n); }
export function subtract_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i32>(SUB, a, b, s, o, n); }
export function multiply_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f32>(MUL, a, b, s, o, n); }
export function multiply_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f64>(MUL, a, b, s, o, n); }
export function multiply_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u8>(MUL, a, b, s, o, n); }
export function multiply_i8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i8>(MUL, a, b, s, o, n); }
export function multiply_u16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u16>(MUL, a, b, s, o, n); }
export function multiply_i16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i16>(MUL, a, b, s, o, n); }
export function multiply_u32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u32>(MUL, a, b, s, o, n); }
export function multiply_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i32>(MUL, a, b, s, o, n); }
export function divide_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f32>(DIV, a, b, s, o, n); }
export function divide_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f64>(DIV, a, b, s, o, n); }
export function maximum_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f32>(MAX, a, b, s, o, n); }
export function maximum_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f64>(MAX, a, b, s, o, n); }
export function maximum_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u8>(MAX, a, b, s, o, n); }
export function maximum_i8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i8>(MAX, a, b, s, o, n); }
export function maximum_u16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u16>(MAX, a, b, s, o, n); }
export function maximum_i16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i16>(MAX, a, b, s, o, n); }
export function maximum_u32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u32>(MAX, a, b, s, o, n); }
export function maximum_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i32>(MAX, a, b, s, o, n); }
export function minimum_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f32>(MIN, a, b, s, o, n); }
export function minimum_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<f64>(MIN, a, b, s, o, n); }
export function minimum_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u8>(MIN, a, b, s, o, n); }
export function minimum_i8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i8>(MIN, a, b, s, o, n); }
export function minimum_u16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u16>(MIN, a, b, s, o, n); }
export function minimum_i16(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i16>(MIN, a, b, s, o, n); }
export function minimum_u32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<u32>(MIN, a, b, s, o, n); }
export function minimum_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loop2<i32>(MIN, a, b, s, o, n); }

/** Sixteen bytes of scratch twice over, for what leaves a loop in two vectors. */
const SCRATCH: usize = 32;

/** Only a product of whole numbers can be -0, and no int64 is. */
@inline function whole1(op: i32, x: v128, y: v128): v128 {
  const r = step2<f64>(op, x, y);
  return op == MUL ? f64x2.add(r, f64x2.splat(0)) : r;
}

/** Whole numbers in doubles: no -0 comes out, and the largest magnitude of exactly n results is given back. */
@inline function whole2(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  let far0 = f64x2.splat(0);
  let far1 = f64x2.splat(0);
  let i = 0;
  for (; i + 8 <= n; i += 8, a += 64, b += step, o += 64) {
    const r0 = whole1(op, v128.load(a), v128.load(b));
    const r1 = whole1(op, v128.load(a, 16), v128.load(b, 16));
    far0 = f64x2.pmax(far0, f64x2.abs(r0));
    far1 = f64x2.pmax(far1, f64x2.abs(r1));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    const r2 = whole1(op, v128.load(a, 32), v128.load(b, 32));
    const r3 = whole1(op, v128.load(a, 48), v128.load(b, 48));
    far0 = f64x2.pmax(far0, f64x2.abs(r2));
    far1 = f64x2.pmax(far1, f64x2.abs(r3));
    v128.store(o, r2, 32);
    v128.store(o, r3, 48);
  }
  v128.store(SCRATCH, far0);
  v128.store(SCRATCH, far1, 16);
  let most = max(max(load<f64>(SCRATCH), load<f64>(SCRATCH, 8)), max(load<f64>(SCRATCH, 16), load<f64>(SCRATCH, 24)));
  for (; i < n; i++, a += 8, b += step >> 3, o += 8) {
    const x = f64x2.extract_lane(whole1(op, f64x2.splat(load<f64>(a)), f64x2.splat(load<f64>(b))), 0);
    store<f64>(o, x);
    most = max(most, abs(x));
  }
  return most;
}

export function add_i64(a: usize, b: usize, s: usize, o: usize, n: i32): f64 { return whole2(ADD, a, b, s, o, n); }
export function subtract_i64(a: usize, b: usize, s: usize, o: usize, n: i32): f64 { return whole2(SUB, a, b, s, o, n); }
export function multiply_i64(a: usize, b: usize, s: usize, o: usize, n: i32): f64 { return whole2(MUL, a, b, s, o, n); }
export function maximum_i64(a: usize, b: usize, s: usize, o: usize, n: i32): f64 { return whole2(MAX, a, b, s, o, n); }
export function minimum_i64(a: usize, b: usize, s: usize, o: usize, n: i32): f64 { return whole2(MIN, a, b, s, o, n); }

// ---- comparisons: one byte, 0 or 1, an element

@inline function compare<T>(op: i32, x: v128, y: v128): v128 {
  if (op == EQ) return v128.eq<T>(x, y);
  if (op == NE) return v128.ne<T>(x, y);
  if (op == LT) return v128.lt<T>(x, y);
  if (op == LE) return v128.le<T>(x, y);
  if (op == GT) return v128.gt<T>(x, y);
  return v128.ge<T>(x, y);
}

@inline function two<T>(op: i32, a: usize, b: usize): v128 {
  return v128.shuffle<i32>(
    compare<T>(op, v128.load(a), v128.load(b)),
    compare<T>(op, v128.load(a, 16), v128.load(b, 16)),
    0, 2, 4, 6,
  );
}

@inline function four<T>(op: i32, a: usize, b: usize): v128 {
  if (sizeof<T>() == 8) return i16x8.narrow_i32x4_s(two<T>(op, a, b), two<T>(op, a + 32, b + 32));
  return i16x8.narrow_i32x4_s(
    compare<T>(op, v128.load(a), v128.load(b)),
    compare<T>(op, v128.load(a, 16), v128.load(b, 16)),
  );
}

@inline function bytes<T>(op: i32, a: usize, b: usize): v128 {
  if (sizeof<T>() == 1) return compare<T>(op, v128.load(a), v128.load(b));
  if (sizeof<T>() == 2) {
    return i8x16.narrow_i16x8_s(compare<T>(op, v128.load(a), v128.load(b)), compare<T>(op, v128.load(a, 16), v128.load(b, 16)));
  }
  return i8x16.narrow_i16x8_s(four<T>(op, a, b), four<T>(op, a + 8 * sizeof<T>(), b + 8 * sizeof<T>()));
}

/** The operand y moves by `step` bytes for every 64 of x. */
@inline function loopC<T>(op: i32, a: usize, b: usize, step: usize, o: usize, n: i32): void {
  const one = i8x16.splat(1);
  const turn = step == 0 ? 0 : 16 * sizeof<T>();
  for (let i = 0; i < n; i += 16) {
    v128.store(o, v128.and(bytes<T>(op, a, b), one));
    a += 16 * sizeof<T>();
    b += turn;
    o += 16;
  }
}

export function equal_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f32>(EQ, a, b, s, o, n); }
export function equal_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f64>(EQ, a, b, s, o, n); }
export function equal_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<u8>(EQ, a, b, s, o, n); }
export function equal_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<i32>(EQ, a, b, s, o, n); }
export function notEqual_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f32>(NE, a, b, s, o, n); }
export function notEqual_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f64>(NE, a, b, s, o, n); }
export function notEqual_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<u8>(NE, a, b, s, o, n); }
export function notEqual_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<i32>(NE, a, b, s, o, n); }
export function less_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f32>(LT, a, b, s, o, n); }
export function less_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f64>(LT, a, b, s, o, n); }
export function less_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<u8>(LT, a, b, s, o, n); }
export function less_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<i32>(LT, a, b, s, o, n); }
export function lessEqual_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f32>(LE, a, b, s, o, n); }
export function lessEqual_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f64>(LE, a, b, s, o, n); }
export function lessEqual_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<u8>(LE, a, b, s, o, n); }
export function lessEqual_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<i32>(LE, a, b, s, o, n); }
export function greater_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f32>(GT, a, b, s, o, n); }
export function greater_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f64>(GT, a, b, s, o, n); }
export function greater_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<u8>(GT, a, b, s, o, n); }
export function greater_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<i32>(GT, a, b, s, o, n); }
export function greaterEqual_f32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f32>(GE, a, b, s, o, n); }
export function greaterEqual_f64(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<f64>(GE, a, b, s, o, n); }
export function greaterEqual_u8(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<u8>(GE, a, b, s, o, n); }
export function greaterEqual_i32(a: usize, b: usize, s: usize, o: usize, n: i32): void { loopC<i32>(GE, a, b, s, o, n); }

// ---- one operand

const NEG = 0;
const ABS = 1;
const SQRT = 2;
const FLOOR = 3;
const CEIL = 4;
const TRUNC = 5;
const NEAREST = 6;
const SIN = 9;
const COS = 10;
const TANH = 11;

@inline function step1<T>(op: i32, x: v128): v128 {
  if (op == NEG) return v128.neg<T>(x);
  if (op == ABS) return v128.abs<T>(x);
  if (op == SQRT) return v128.sqrt<T>(x);
  if (op == FLOOR) return v128.floor<T>(x);
  if (op == CEIL) return v128.ceil<T>(x);
  if (op == TRUNC) return v128.trunc<T>(x);
  if (op == NEAREST) return v128.nearest<T>(x);
  if (op == SIN) return sin4(x);
  if (op == COS) return cos4(x);
  if (sizeof<T>() == 8) return tanh2d(x);
  return tanh4f(x);
}

@inline function loop1<T>(op: i32, a: usize, o: usize, n: i32): void {
  const end = a + <usize>n * sizeof<T>();
  while (a < end) {
    const r0 = step1<T>(op, v128.load(a));
    const r1 = step1<T>(op, v128.load(a, 16));
    v128.store(o, r0);
    v128.store(o, r1, 16);
    a += 32;
    o += 32;
  }
}

export function negative_f32(a: usize, o: usize, n: i32): void { loop1<f32>(NEG, a, o, n); }
export function negative_f64(a: usize, o: usize, n: i32): void { loop1<f64>(NEG, a, o, n); }
export function absolute_f32(a: usize, o: usize, n: i32): void { loop1<f32>(ABS, a, o, n); }
export function absolute_f64(a: usize, o: usize, n: i32): void { loop1<f64>(ABS, a, o, n); }
export function sqrt_f32(a: usize, o: usize, n: i32): void { loop1<f32>(SQRT, a, o, n); }
export function sqrt_f64(a: usize, o: usize, n: i32): void { loop1<f64>(SQRT, a, o, n); }
export function floor_f32(a: usize, o: usize, n: i32): void { loop1<f32>(FLOOR, a, o, n); }
export function floor_f64(a: usize, o: usize, n: i32): void { loop1<f64>(FLOOR, a, o, n); }
export function ceil_f32(a: usize, o: usize, n: i32): void { loop1<f32>(CEIL, a, o, n); }
export function ceil_f64(a: usize, o: usize, n: i32): void { loop1<f64>(CEIL, a, o, n); }
export function trunc_f32(a: usize, o: usize, n: i32): void { loop1<f32>(TRUNC, a, o, n); }
export function trunc_f64(a: usize, o: usize, n: i32): void { loop1<f64>(TRUNC, a, o, n); }
export function rint_f32(a: usize, o: usize, n: i32): void { loop1<f32>(NEAREST, a, o, n); }
export function rint_f64(a: usize, o: usize, n: i32): void { loop1<f64>(NEAREST, a, o, n); }
export function sin_f32(a: usize, o: usize, n: i32): void { loop1<f32>(SIN, a, o, n); }
export function cos_f32(a: usize, o: usize, n: i32): void { loop1<f32>(COS, a, o, n); }
export function tanh_f64(a: usize, o: usize, n: i32): void { loop1<f64>(TANH, a, o, n); }
export function tanh_f32(a: usize, o: usize, n: i32): void { loop1<f32>(TANH, a, o, n); }

/** o = a pulled into [low, high]; NaN stays. */
@inline function clipEach<T>(a: usize, low: v128, high: v128, o: usize, n: i32): void {
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
@inline function clip4<T>(x: v128, low: v128, high: v128): v128 {
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
