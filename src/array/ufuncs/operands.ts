/** @file The operands of element-wise functions as arrays: what dtype a lone number takes beside an array. */
import { checkedScalar } from '../core/checked-scalar.ts';
import { array, scalarDType } from '../core/create.ts';
import { isNDArray, makeArray, rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { allocate, dtypes, isFloat, isInteger, type DType } from '../layout/dtype.ts';
import type { BinaryUfunc, Operand } from './ufunc.ts';

/** Whether an operand is a lone number or truth value. */
export function isScalar(x: Operand): x is number | boolean {
  return typeof x === 'number' || typeof x === 'boolean';
}

/** Both operands as arrays; a lone number takes the dtype of the array beside it where that can hold it. */
export function pairOf(op: WeakRule, x: Operand, y: Operand): [NDArray, NDArray] {
  const a = isNDArray(x) ? x : isScalar(x) ? undefined : array(x);
  const b = isNDArray(y) ? y : isScalar(y) ? undefined : array(y);
  if (a && b) return [a, b];
  if (a) {
    const own = besideNumber(op, a, y);
    return [own, weak(op, y as number, own.dtype, seconds)];
  }
  if (b) {
    const own = besideNumber(op, b, x);
    return [weak(op, x as number, own.dtype, firsts), own];
  }
  return [weak(op, x as number, undefined, firsts), weak(op, y as number, undefined, seconds)];
}

/** An array as it is computed with beside a lone value: truth values that are compared with a byte are bytes themselves, where they lie. */
function besideNumber({ kernel }: WeakRule, a: NDArray, x: Operand): NDArray {
  const isByte = kernel?.kind === 'comparison' && typeof x === 'number' && (x & 255) === x;
  return a.dtype === 'bool' && isByte ? makeArray(rawStore(a), 'uint8', a.shape, a.strides, a.offset) : a;
}

/**
 * A JavaScript number beside an array: whole numbers act as Python ints (they keep an integer array's dtype, or are
 * refused when out of its range), others as Python floats (float64 beside integers, the array's dtype beside floats).
 * Where the function compares, or computes in floats, any whole number will do.
 */
function weak(op: WeakRule, value: number | boolean, beside: DType | undefined, kept: Map<DType, NDArray>): NDArray {
  const dtype = weakDType(value, beside);
  const fits = Number(value) >= dtypes[dtype].min && Number(value) <= dtypes[dtype].max;
  const free = !fits && isInteger(dtype) && (op.anyRange || isFloat(op.types(dtype, dtype)?.compute ?? dtype));
  if (free) return makeArray(Float64Array.of(Number(value)), dtype, [], [], 0);
  const element = checkedScalar(value, dtype, `np.${op.name}`);
  let one = kept.get(dtype);
  if (one === undefined) kept.set(dtype, (one = makeArray(allocate(dtype, 1), dtype, [], [], 0)));
  rawStore(one)[0] = element;
  return one;
}

/** Lone numbers as arrays, one for each side and dtype: nobody looks at an operand after its result is there. */
const [firsts, seconds] = [new Map<DType, NDArray>(), new Map<DType, NDArray>()];

type WeakRule = Pick<BinaryUfunc, 'name' | 'anyRange' | 'types' | 'kernel'>;

/** The dtype a lone value takes beside an array of dtype `beside`. */
export function weakDType(value: number | boolean, beside: DType | undefined): DType {
  const own = scalarDType(value);
  if (beside === undefined || own === 'bool') return own;
  if (isFloat(beside)) return beside;
  return own === 'float64' || beside === 'bool' ? own : beside;
}
