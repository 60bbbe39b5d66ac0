/** @file Reductions that leave NaN out: nansum, nanprod, nanmean, nanvar, nanstd, nanmin, nanmax, nanargmin … */
import { ValueError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import { isFloat } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { isNDArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import {
  all,
  countNonzero,
  max,
  min,
  prod,
  requestOf,
  sum,
  type ReduceAxis,
  type ReduceOptions,
  type Reduction,
} from './reduce.ts';
import { argmax, argmin, cumprod, cumsum, type ArgAxis, type ArgReduction, type ScanOptions } from './scan.ts';
import { divide, multiply, subtract } from '../ufuncs/arithmetic.ts';
import { where } from '../ufuncs/compound.ts';
import { logicalNot } from '../ufuncs/logic.ts';
import { isnan, sqrt } from '../ufuncs/math.ts';

/** `a` with NaN replaced; whole numbers have none. */
function filled(a: ArraySource, value: number): NDArray {
  const source = arrayOf(a);
  if (!isFloat(source.dtype)) return source;
  return where(isnan(source), value, source);
}

type Work = (a: NDArray, axis: ReduceOptions & { axis?: ReduceAxis }) => NDArray | number;

/** Gives the function `who` the overloads of a reduction. */
function reduction(who: string, work: Work): Reduction {
  const call = (a: ArraySource, axis?: ReduceAxis, options?: ReduceOptions): NDArray | number =>
    work(arrayOf(a), requestOf(axis, options, who));
  return call as Reduction;
}

/** The overloads ask for literal options; inside, the options are data. */
type Plain<T> = (a: ArraySource, request: unknown) => T;

/** The sum, NaN counting as 0. */
export const nansum = reduction('np.nansum', (a, request) => (sum as Plain<NDArray | number>)(filled(a, 0), request));
/** The product, NaN counting as 1. */
export const nanprod = reduction('np.nanprod', (a, request) =>
  (prod as Plain<NDArray | number>)(filled(a, 1), request),
);

/** How many are not NaN, as an array or a number. */
function counted(a: NDArray, request: ReduceOptions): NDArray | number {
  const { axis, keepdims } = request as { axis?: ReduceAxis; keepdims?: boolean };
  return (countNonzero as Plain<NDArray | number>)(logicalNot(isnan(a)), { axis, keepdims });
}

/** The mean of what is not NaN (NaN when nothing is left). */
export const nanmean = reduction('np.nanmean', (a, request) =>
  quotient((sum as Plain<NDArray | number>)(filled(a, 0), request), counted(a, request)),
);

/** The variance of what is not NaN. `ddof` as in `var`. */
export const nanvar = reduction('np.nanvar', (a, request) => {
  const wide = { ...request, keepdims: true };
  const means = quotient((sum as Plain<NDArray | number>)(filled(a, 0), wide), counted(a, wide));
  const apart = filled(subtract(a, means), 0);
  const squares = (sum as Plain<NDArray | number>)(multiply(apart, apart), request);
  const n = counted(a, request);
  const free = subtract(n, request.ddof ?? 0);
  const result = quotient(squares, free);
  // Nothing to vary about: NumPy gives NaN, not a negative divisor's number.
  if (typeof result === 'number') return (free as unknown as number) <= 0 ? NaN : result;
  return where(arrayOf(free).le(0), NaN, result).astype(result.dtype);
});

/** The standard deviation of what is not NaN. */
export const nanstd = reduction('np.nanstd', (a, request) => sqrt((nanvar as Plain<NDArray>)(a, request)));

function quotient(x: NDArray | number, n: NDArray | number): NDArray | number {
  if (typeof x === 'number') return x / (n as number);
  const out = divide(x, n);
  return out.astype(isFloat(x.dtype) ? x.dtype : 'float64');
}

/** The largest that is not NaN. */
export const nanmax = reduction('np.nanmax', (a, request) => extreme(a, request, -Infinity, max));
/** The smallest that is not NaN. */
export const nanmin = reduction('np.nanmin', (a, request) => extreme(a, request, Infinity, min));

function extreme(
  a: NDArray,
  request: ReduceOptions,
  neutral: number,
  reduce: (a: ArraySource, request: unknown) => NDArray | number,
): NDArray | number {
  if (!isFloat(a.dtype)) return reduce(a, request);
  const result = reduce(filled(a, neutral), request);
  const none = (all as Plain<NDArray | boolean>)(isnan(a), request);
  if (typeof result === 'number') return none ? NaN : result;
  return where(none, NaN, result).astype(a.dtype);
}

/** The index of the largest that is not NaN. */
export const nanargmax = argReduction('np.nanargmax', -Infinity, argmax);
/** The index of the smallest that is not NaN. */
export const nanargmin = argReduction('np.nanargmin', Infinity, argmin);

function argReduction(who: string, neutral: number, find: ArgReduction): ArgReduction {
  const call = (a: ArraySource, axis?: ArgAxis, options?: { keepdims?: boolean }): NDArray | number => {
    const source = arrayOf(a);
    const along = typeof axis === 'object' && axis !== null ? axis.axis : axis;
    const none = (all as Plain<NDArray | boolean>)(isnan(source), { axis: along ?? null });
    if (isNDArray(none) ? none.toTyped().includes(1) : none) {
      throw new ValueError({
        who,
        rule: 'a lane holds nothing but NaN',
        received: `shape ${shapeText(source.shape)}`,
      });
    }
    return find(filled(source, neutral), axis, options);
  };
  return call as ArgReduction;
}

/** Running sums, NaN counting as 0. */
export function nancumsum(a: ArraySource, axis?: number | null | ScanOptions): NDArray {
  return cumsum(filled(a, 0), axis);
}

/** Running products, NaN counting as 1. */
export function nancumprod(a: ArraySource, axis?: number | null | ScanOptions): NDArray {
  return cumprod(filled(a, 1), axis);
}
