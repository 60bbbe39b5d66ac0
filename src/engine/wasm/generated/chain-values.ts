/** @file What the steps of a chain compute, and their codes. Written by scripts/generate-engine.ts from graph/ops/elementwise.ts; edit that. */
import { exp4, log1p4, log4, sigmoid4, sign4, tanh4 } from '../graph/functions';

export const LOAD: i32 = 0;
export const LOAD_MASK: i32 = 1;
export const LITERAL: i32 = 2;
export const STORE: i32 = 3;
export const STORE_MASK: i32 = 4;
export const UNIFORM: i32 = 5;
export const ACCUMULATE: i32 = 6;
/** Codes from here on are of values in slots. */
export const VALUES: i32 = 7;
export const ADD: i32 = 7;
export const ADD_INT: i32 = 8;
export const SUB: i32 = 9;
export const SUB_INT: i32 = 10;
export const MUL: i32 = 11;
export const MUL_INT: i32 = 12;
export const DIV: i32 = 13;
export const MAXIMUM: i32 = 14;
export const MINIMUM: i32 = 15;
export const EQUAL: i32 = 16;
export const EQUAL_INT: i32 = 17;
export const NOT_EQUAL: i32 = 18;
export const LESS: i32 = 19;
export const LESS_EQUAL: i32 = 20;
export const GREATER: i32 = 21;
export const GREATER_EQUAL: i32 = 22;
export const NEG: i32 = 23;
export const ABS: i32 = 24;
export const SIGN: i32 = 25;
export const SQUARE: i32 = 26;
export const SQRT: i32 = 27;
export const RSQRT: i32 = 28;
export const RECIPROCAL: i32 = 29;
export const EXP: i32 = 30;
export const LOG: i32 = 31;
export const LOG1P: i32 = 32;
export const TANH: i32 = 33;
export const SIGMOID: i32 = 34;
export const RELU: i32 = 35;
export const FLOOR: i32 = 36;
export const CEIL: i32 = 37;
export const ROUND: i32 = 38;
export const LOGICAL_AND: i32 = 39;
export const LOGICAL_OR: i32 = 40;
export const LOGICAL_NOT: i32 = 41;
export const SELECT: i32 = 42;
export const IS_FINITE: i32 = 43;
export const MASK_TO_FLOAT: i32 = 44;
export const MASK_TO_INT: i32 = 45;
export const FLOAT_TO_MASK: i32 = 46;
export const FLOAT_TO_INT: i32 = 47;
export const INT_TO_FLOAT: i32 = 48;
export const SUB_MUL: i32 = 49;
export const MUL_ADD: i32 = 50;
export const ADD_RELU: i32 = 51;
export const WHERE_POSITIVE: i32 = 52;
export const NORM_RELU: i32 = 53;
export const NORM_POSITIVE: i32 = 54;
export const NORM_GRADIENT: i32 = 55;
/** Codes from here on are of more than three operands. */
export const WIDE: i32 = 53;

/** Steps of 1 operand; `op` is a constant where this is inlined. */
@inline
export function value1(op: i32, a: v128): v128 {
  if (op == NEG) return f32x4.neg(a);
  if (op == ABS) return f32x4.abs(a);
  if (op == SIGN) return sign4(a);
  if (op == SQUARE) return f32x4.mul(a, a);
  if (op == SQRT) return f32x4.sqrt(a);
  if (op == RSQRT) return f32x4.div(f32x4.splat(1), f32x4.sqrt(a));
  if (op == RECIPROCAL) return f32x4.div(f32x4.splat(1), a);
  if (op == EXP) return exp4(a);
  if (op == LOG) return log4(a);
  if (op == LOG1P) return log1p4(a);
  if (op == TANH) return tanh4(a);
  if (op == SIGMOID) return sigmoid4(a);
  if (op == RELU) return f32x4.pmax(a, f32x4.splat(0));
  if (op == FLOOR) return f32x4.floor(a);
  if (op == CEIL) return f32x4.ceil(a);
  if (op == ROUND) return f32x4.nearest(a);
  if (op == LOGICAL_NOT) return v128.not(a);
  if (op == IS_FINITE) return f32x4.lt(f32x4.abs(a), f32x4.splat(Infinity));
  if (op == MASK_TO_FLOAT) return v128.and(a, f32x4.splat(1));
  if (op == MASK_TO_INT) return v128.and(a, i32x4.splat(1));
  if (op == FLOAT_TO_MASK) return f32x4.ne(a, f32x4.splat(0));
  if (op == FLOAT_TO_INT) return i32x4.trunc_sat_f32x4_s(a);
  return f32x4.convert_i32x4_s(a);
}

/** Steps of 2 operands; `op` is a constant where this is inlined. */
@inline
export function value2(op: i32, a: v128, b: v128): v128 {
  if (op == ADD) return f32x4.add(a, b);
  if (op == ADD_INT) return i32x4.add(a, b);
  if (op == SUB) return f32x4.sub(a, b);
  if (op == SUB_INT) return i32x4.sub(a, b);
  if (op == MUL) return f32x4.mul(a, b);
  if (op == MUL_INT) return i32x4.mul(a, b);
  if (op == DIV) return f32x4.div(a, b);
  if (op == MAXIMUM) return f32x4.max(a, b);
  if (op == MINIMUM) return f32x4.min(a, b);
  if (op == EQUAL) return f32x4.eq(a, b);
  if (op == EQUAL_INT) return i32x4.eq(a, b);
  if (op == NOT_EQUAL) return f32x4.ne(a, b);
  if (op == LESS) return f32x4.lt(a, b);
  if (op == LESS_EQUAL) return f32x4.le(a, b);
  if (op == GREATER) return f32x4.gt(a, b);
  if (op == GREATER_EQUAL) return f32x4.ge(a, b);
  if (op == LOGICAL_AND) return v128.and(a, b);
  if (op == LOGICAL_OR) return v128.or(a, b);
  if (op == ADD_RELU) return f32x4.pmax(f32x4.add(a, b), f32x4.splat(0));
  return v128.and(b, f32x4.gt(a, f32x4.splat(0)));
}

/** Steps of 3 operands; `op` is a constant where this is inlined. */
@inline
export function value3(op: i32, a: v128, b: v128, c: v128): v128 {
  if (op == SELECT) return v128.bitselect(b, c, a);
  if (op == SUB_MUL) return f32x4.mul(f32x4.sub(a, b), c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Steps of 4 operands; `op` is a constant where this is inlined. */
@inline
export function value4(op: i32, a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.pmax(f32x4.add(f32x4.mul(f32x4.sub(a, b), c), d), f32x4.splat(0));
}

/** Steps of 5 operands; `op` is a constant where this is inlined. */
@inline
export function value5(op: i32, a: v128, b: v128, c: v128, d: v128, e: v128): v128 {
  return v128.and(e, f32x4.gt(f32x4.add(f32x4.mul(f32x4.sub(a, b), c), d), f32x4.splat(0)));
}

/** Steps of 6 operands; `op` is a constant where this is inlined. */
@inline
export function value6(op: i32, a: v128, b: v128, c: v128, d: v128, e: v128, f: v128): v128 {
  return f32x4.mul(f32x4.sub(f32x4.sub(a, b), f32x4.mul(f32x4.sub(c, d), e)), f);
}
