/**
 * @file Element-wise kernels, one function per operation and type: where the operation is a branch, the optimiser joins the
 * loops again and branches inside. Written by scripts/generate-engine.ts from np/table.ts; edit that.
 */
import {
  arithmeticLoop,
  arithmeticWatched,
  comparisonLoop,
  functionLoop,
  functionWatched,
  wholeLoop,
} from '../np/elementwise';
import {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MAXIMUM,
  MINIMUM,
  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_EQUAL,
  GREATER,
  GREATER_EQUAL,
  NEGATIVE,
  ABSOLUTE,
  SQRT,
  FLOOR,
  CEIL,
  TRUNC,
  RINT,
  SIN,
  COS,
  TANH,
} from './np-steps';

export function add_f32(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f32>(ADD, a, b, step, o, n);
}
export function add_f64(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f64>(ADD, a, b, step, o, n);
}
export function add_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u8>(ADD, a, b, step, o, n);
}
export function add_i8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i8>(ADD, a, b, step, o, n);
}
export function add_u16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u16>(ADD, a, b, step, o, n);
}
export function add_i16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i16>(ADD, a, b, step, o, n);
}
export function add_u32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u32>(ADD, a, b, step, o, n);
}
export function add_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i32>(ADD, a, b, step, o, n);
}
export function add_i64(a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  return wholeLoop(ADD, a, b, step, o, n);
}
export function subtract_f32(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f32>(SUBTRACT, a, b, step, o, n);
}
export function subtract_f64(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f64>(SUBTRACT, a, b, step, o, n);
}
export function subtract_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u8>(SUBTRACT, a, b, step, o, n);
}
export function subtract_i8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i8>(SUBTRACT, a, b, step, o, n);
}
export function subtract_u16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u16>(SUBTRACT, a, b, step, o, n);
}
export function subtract_i16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i16>(SUBTRACT, a, b, step, o, n);
}
export function subtract_u32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u32>(SUBTRACT, a, b, step, o, n);
}
export function subtract_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i32>(SUBTRACT, a, b, step, o, n);
}
export function subtract_i64(a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  return wholeLoop(SUBTRACT, a, b, step, o, n);
}
export function multiply_f32(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f32>(MULTIPLY, a, b, step, o, n);
}
export function multiply_f64(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f64>(MULTIPLY, a, b, step, o, n);
}
export function multiply_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u8>(MULTIPLY, a, b, step, o, n);
}
export function multiply_i8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i8>(MULTIPLY, a, b, step, o, n);
}
export function multiply_u16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u16>(MULTIPLY, a, b, step, o, n);
}
export function multiply_i16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i16>(MULTIPLY, a, b, step, o, n);
}
export function multiply_u32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u32>(MULTIPLY, a, b, step, o, n);
}
export function multiply_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i32>(MULTIPLY, a, b, step, o, n);
}
export function multiply_i64(a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  return wholeLoop(MULTIPLY, a, b, step, o, n);
}
export function divide_f32(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f32>(DIVIDE, a, b, step, o, n);
}
export function divide_f64(a: usize, b: usize, step: usize, o: usize, n: i32): bool {
  return arithmeticWatched<f64>(DIVIDE, a, b, step, o, n);
}
export function maximum_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<f32>(MAXIMUM, a, b, step, o, n);
}
export function maximum_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<f64>(MAXIMUM, a, b, step, o, n);
}
export function maximum_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u8>(MAXIMUM, a, b, step, o, n);
}
export function maximum_i8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i8>(MAXIMUM, a, b, step, o, n);
}
export function maximum_u16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u16>(MAXIMUM, a, b, step, o, n);
}
export function maximum_i16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i16>(MAXIMUM, a, b, step, o, n);
}
export function maximum_u32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u32>(MAXIMUM, a, b, step, o, n);
}
export function maximum_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i32>(MAXIMUM, a, b, step, o, n);
}
export function maximum_i64(a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  return wholeLoop(MAXIMUM, a, b, step, o, n);
}
export function minimum_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<f32>(MINIMUM, a, b, step, o, n);
}
export function minimum_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<f64>(MINIMUM, a, b, step, o, n);
}
export function minimum_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u8>(MINIMUM, a, b, step, o, n);
}
export function minimum_i8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i8>(MINIMUM, a, b, step, o, n);
}
export function minimum_u16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u16>(MINIMUM, a, b, step, o, n);
}
export function minimum_i16(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i16>(MINIMUM, a, b, step, o, n);
}
export function minimum_u32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<u32>(MINIMUM, a, b, step, o, n);
}
export function minimum_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  arithmeticLoop<i32>(MINIMUM, a, b, step, o, n);
}
export function minimum_i64(a: usize, b: usize, step: usize, o: usize, n: i32): f64 {
  return wholeLoop(MINIMUM, a, b, step, o, n);
}
export function equal_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f32>(EQUAL, a, b, step, o, n);
}
export function equal_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f64>(EQUAL, a, b, step, o, n);
}
export function equal_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<u8>(EQUAL, a, b, step, o, n);
}
export function equal_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<i32>(EQUAL, a, b, step, o, n);
}
export function notEqual_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f32>(NOT_EQUAL, a, b, step, o, n);
}
export function notEqual_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f64>(NOT_EQUAL, a, b, step, o, n);
}
export function notEqual_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<u8>(NOT_EQUAL, a, b, step, o, n);
}
export function notEqual_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<i32>(NOT_EQUAL, a, b, step, o, n);
}
export function less_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f32>(LESS, a, b, step, o, n);
}
export function less_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f64>(LESS, a, b, step, o, n);
}
export function less_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<u8>(LESS, a, b, step, o, n);
}
export function less_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<i32>(LESS, a, b, step, o, n);
}
export function lessEqual_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f32>(LESS_EQUAL, a, b, step, o, n);
}
export function lessEqual_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f64>(LESS_EQUAL, a, b, step, o, n);
}
export function lessEqual_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<u8>(LESS_EQUAL, a, b, step, o, n);
}
export function lessEqual_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<i32>(LESS_EQUAL, a, b, step, o, n);
}
export function greater_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f32>(GREATER, a, b, step, o, n);
}
export function greater_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f64>(GREATER, a, b, step, o, n);
}
export function greater_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<u8>(GREATER, a, b, step, o, n);
}
export function greater_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<i32>(GREATER, a, b, step, o, n);
}
export function greaterEqual_f32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f32>(GREATER_EQUAL, a, b, step, o, n);
}
export function greaterEqual_f64(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<f64>(GREATER_EQUAL, a, b, step, o, n);
}
export function greaterEqual_u8(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<u8>(GREATER_EQUAL, a, b, step, o, n);
}
export function greaterEqual_i32(a: usize, b: usize, step: usize, o: usize, n: i32): void {
  comparisonLoop<i32>(GREATER_EQUAL, a, b, step, o, n);
}
export function negative_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(NEGATIVE, a, o, n);
}
export function negative_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(NEGATIVE, a, o, n);
}
export function absolute_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(ABSOLUTE, a, o, n);
}
export function absolute_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(ABSOLUTE, a, o, n);
}
export function sqrt_f32(a: usize, o: usize, n: i32): bool {
  return functionWatched<f32>(SQRT, a, o, n);
}
export function sqrt_f64(a: usize, o: usize, n: i32): bool {
  return functionWatched<f64>(SQRT, a, o, n);
}
export function floor_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(FLOOR, a, o, n);
}
export function floor_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(FLOOR, a, o, n);
}
export function ceil_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(CEIL, a, o, n);
}
export function ceil_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(CEIL, a, o, n);
}
export function trunc_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(TRUNC, a, o, n);
}
export function trunc_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(TRUNC, a, o, n);
}
export function rint_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(RINT, a, o, n);
}
export function rint_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(RINT, a, o, n);
}
export function sin_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(SIN, a, o, n);
}
export function cos_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(COS, a, o, n);
}
export function tanh_f32(a: usize, o: usize, n: i32): void {
  functionLoop<f32>(TANH, a, o, n);
}
export function tanh_f64(a: usize, o: usize, n: i32): void {
  functionLoop<f64>(TANH, a, o, n);
}
