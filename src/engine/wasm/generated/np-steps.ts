/** @file The steps of np's element-wise kernels. Written by scripts/generate-engine.ts from np/table.ts; edit that. */
import { cos4, multiplied, sin4, tanhOf } from '../np/vectors';

export const ADD: i32 = 0;
export const SUBTRACT: i32 = 1;
export const MULTIPLY: i32 = 2;
export const DIVIDE: i32 = 3;
export const MAXIMUM: i32 = 4;
export const MINIMUM: i32 = 5;

/** The result of one step; `op` is a constant where this is inlined. */
@inline
export function arithmetic<T>(op: i32, x: v128, y: v128): v128 {
  if (op == ADD) return v128.add<T>(x, y);
  if (op == SUBTRACT) return v128.sub<T>(x, y);
  if (op == MULTIPLY) return multiplied<T>(x, y);
  if (op == DIVIDE) {
    if (isFloat<T>()) return v128.div<T>(x, y);
    return x;
  }
  if (op == MAXIMUM) return v128.max<T>(x, y);
  return v128.min<T>(x, y);
}

export const EQUAL: i32 = 0;
export const NOT_EQUAL: i32 = 1;
export const LESS: i32 = 2;
export const LESS_EQUAL: i32 = 3;
export const GREATER: i32 = 4;
export const GREATER_EQUAL: i32 = 5;

/** The result of one step; `op` is a constant where this is inlined. */
@inline
export function comparison<T>(op: i32, x: v128, y: v128): v128 {
  if (op == EQUAL) return v128.eq<T>(x, y);
  if (op == NOT_EQUAL) return v128.ne<T>(x, y);
  if (op == LESS) return v128.lt<T>(x, y);
  if (op == LESS_EQUAL) return v128.le<T>(x, y);
  if (op == GREATER) return v128.gt<T>(x, y);
  return v128.ge<T>(x, y);
}

export const NEGATIVE: i32 = 0;
export const ABSOLUTE: i32 = 1;
export const SQRT: i32 = 2;
export const FLOOR: i32 = 3;
export const CEIL: i32 = 4;
export const TRUNC: i32 = 5;
export const RINT: i32 = 6;
export const SIN: i32 = 7;
export const COS: i32 = 8;
export const TANH: i32 = 9;

/** The result of one step; `op` is a constant where this is inlined. */
@inline
export function oneOperand<T>(op: i32, x: v128): v128 {
  if (op == NEGATIVE) return v128.neg<T>(x);
  if (op == ABSOLUTE) return v128.abs<T>(x);
  if (op == SQRT) return v128.sqrt<T>(x);
  if (op == FLOOR) return v128.floor<T>(x);
  if (op == CEIL) return v128.ceil<T>(x);
  if (op == TRUNC) return v128.trunc<T>(x);
  if (op == RINT) return v128.nearest<T>(x);
  if (op == SIN) return sin4(x);
  if (op == COS) return cos4(x);
  return tanhOf<T>(x);
}
