/**
 * @file The methods of two-operand functions: `np.add.at`, `.reduce`, `.accumulate`, `.outer`. Every such function has them; what
 * they do is built from reductions and scans, which stand on the functions themselves, and is handed over by
 * statistics/ufunc-methods.ts when it is loaded.
 */
import type { Index } from '../core/indexing.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { BinaryUfunc, Operand } from './ufunc.ts';

/** Options of `np.add.reduce` and kin. */
export interface UfuncReduceOptions {
  /** The axis along which elements are joined, default 0; several, or null for all, where their order does not matter. */
  axis?: number | readonly number[] | null;
  /** Keeps the axis with length 1. Default false. */
  keepdims?: boolean;
}

/** Options of `np.add.accumulate` and kin. */
export interface UfuncAccumulateOptions {
  /** The axis along which elements are joined, default 0. */
  axis?: number;
}

/** What a two-operand function can do besides being called. */
export interface UfuncMethods {
  /**
   * `np.add.at(a, index, value)`: a[index] = a[index] + value in place, as often as an index occurs: `np.add.at(counts, [2, 2], 1)`
   * adds 2. The value comes last, as in `a.set(i, j, value)`; a list of arrays names an index for each axis, as Python's tuple does.
   * @throws DTypeError where the result does not fit into the dtype of `a`, IndexError, ShapeError
   */
  at(a: NDArray, ...indexAndValue: [...index: (Index | readonly NDArray[])[], value: Operand]): void;
  /** All elements along an axis (default 0) joined by the function: `np.multiply.reduce([2, 3, 4])` is 24. */
  reduce(
    a: Operand,
    axis?: number | readonly number[] | null | UfuncReduceOptions,
    options?: UfuncReduceOptions,
  ): NDArray;
  /** As reduce, with all steps on the way: `np.maximum.accumulate([1, 3, 2])` is [1 3 3]. */
  accumulate(a: Operand, axis?: number | UfuncAccumulateOptions): NDArray;
  /** The function of every element of `a` with every element of `b`: shape (…a.shape, …b.shape). */
  outer(a: Operand, b: Operand): NDArray;
}

/** What the methods do, for a given function. */
export type BoundMethods = { [K in keyof UfuncMethods]: (op: BinaryUfunc, args: unknown[]) => unknown };

let bound: BoundMethods;

/** Called by statistics/ufunc-methods.ts. */
export function bindUfuncMethods(given: BoundMethods): void {
  bound = given;
}

export function methodsOf(op: BinaryUfunc): UfuncMethods {
  return {
    at: (...args: unknown[]) => bound.at(op, args) as void,
    reduce: (...args: unknown[]) => bound.reduce(op, args) as NDArray,
    accumulate: (...args: unknown[]) => bound.accumulate(op, args) as NDArray,
    outer: (...args: unknown[]) => bound.outer(op, args) as NDArray,
  };
}
