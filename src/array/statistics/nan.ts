/** @file Reductions that leave NaN out: nansum, nanprod, nanmean, nanvar, nanstd, nanmin, nanmax, nanargmin … */
import { axisAndDType, axisAndKeepdims } from '../core/option-specs.ts';
import { checkCall, type OptionSpec } from '../../arguments/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import type { Axis } from '../layout/axis.ts';
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
  reduceOptions,
  requestOf,
  sum,
  sumOptions,
  varOptions,
  type ReduceAxis,
  type ReduceOptions,
  type Reduction,
  type SumOptions,
  type VarOptions,
} from './reduce.ts';
import type { Request } from './fold.ts';
import { argmax, argmin, cumprod, cumsum, type ArgAxis, type ArgReduction, type ScanOptions } from './scan.ts';
import { warnOfNoElements, warnOfNoFreedom, warnOfOnlyNaN } from './fold-faults.ts';
import { quietly } from '../ufuncs/floating-state.ts';
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

/** Gives the function `who` the overloads of a reduction. */
function reduction<Options extends ReduceOptions>(
  who: string,
  spec: OptionSpec<Options & { axis?: Axis | null }, unknown>,
  work: (a: NDArray, request: Request) => NDArray | number,
): Reduction<number, Options> {
  function call(a: ArraySource, axis?: ReduceAxis<Options>, options?: Options): NDArray | number {
    if (arguments.length > 3) checkCall(who, arguments, 3, spec);
    return work(arrayOf(a), requestOf(axis, options, who, spec));
  }
  return call as Reduction<number, Options>;
}

/** A reduction called with a request instead of the literal options that its overloads ask for. */
function asked<Result>(
  reduce: (a: ArraySource, request?: never) => Result,
  a: ArraySource,
  { axis, keepdims, dtype }: Request,
): Result {
  return (reduce as (a: ArraySource, request: unknown) => Result)(a, { axis, keepdims, ...(dtype && { dtype }) });
}

/** The sum, NaN counting as 0. */
export const nansum = reduction<SumOptions>('np.nansum', sumOptions, (a, request) => asked(sum, filled(a, 0), request));
/** The product, NaN counting as 1. */
export const nanprod = reduction<SumOptions>('np.nanprod', sumOptions, (a, request) =>
  asked(prod, filled(a, 1), request),
);

/** How many are not NaN, as an array or a number. */
function counted(a: NDArray, { axis, keepdims }: Request): NDArray | number {
  return asked(countNonzero, logicalNot(isnan(a)), { axis, keepdims });
}

/** The mean of what is not NaN (NaN when nothing is left). */
export const nanmean = reduction<SumOptions>('np.nanmean', sumOptions, (a, request) => {
  const n = counted(a, request);
  if (holds(n, (count) => count === 0)) warnOfNoElements('np.nanmean');
  return quotient(asked(sum, filled(a, 0), request), n);
});

/** The variance of what is not NaN. `ddof` as in `var`. */
export const nanvar = reduction<VarOptions>('np.nanvar', varOptions, (a, request) => {
  const wide = { ...request, keepdims: true };
  const means = quotient(asked(sum, filled(a, 0), wide), counted(a, wide));
  const apart = filled(subtract(a, means), 0);
  const squares = asked(sum, multiply(apart, apart), request);
  const n = counted(a, request);
  const free = subtract(n, request.ddof ?? 0);
  if (holds(free, (left) => left <= 0)) warnOfNoFreedom('np.nanvar');
  const result = quotient(squares, free);
  // Nothing to vary about: NumPy gives NaN, not a negative divisor's number.
  if (typeof result === 'number') return (free as unknown as number) <= 0 ? NaN : result;
  return where(arrayOf(free).le(0), NaN, result).astype(result.dtype);
});

/** The standard deviation of what is not NaN. */
export const nanstd = reduction<VarOptions>('np.nanstd', varOptions, (a, request) =>
  sqrt((nanvar as (a: NDArray, request: unknown) => NDArray)(a, request)),
);

/** Whether one of some numbers is as asked. */
function holds(x: NDArray | number, test: (value: number) => boolean): boolean {
  return typeof x === 'number' ? test(x) : x.toTyped().some(test);
}

function quotient(x: NDArray | number, n: NDArray | number): NDArray | number {
  if (typeof x === 'number') return x / (n as number);
  const out = quietly(() => divide(x, n));
  return out.astype(isFloat(x.dtype) ? x.dtype : 'float64');
}

/** The largest that is not NaN. */
export const nanmax = reduction<ReduceOptions>('np.nanmax', reduceOptions, (a, request) =>
  extreme(a, request, -Infinity, max),
);
/** The smallest that is not NaN. */
export const nanmin = reduction<ReduceOptions>('np.nanmin', reduceOptions, (a, request) =>
  extreme(a, request, Infinity, min),
);

function extreme(a: NDArray, request: Request, neutral: number, reduce: typeof max): NDArray | number {
  if (!isFloat(a.dtype)) return asked(reduce, a, request);
  const result = asked(reduce, filled(a, neutral), request);
  const none = asked(all, isnan(a), request);
  if (isNDArray(none) ? none.toTyped().includes(1) : none) warnOfOnlyNaN(reduce === max ? 'np.nanmax' : 'np.nanmin');
  if (typeof result === 'number') return none ? NaN : result;
  return where(none, NaN, result).astype(a.dtype);
}

/** The index of the largest that is not NaN. */
export const nanargmax = argReduction('np.nanargmax', -Infinity, argmax);
/** The index of the smallest that is not NaN. */
export const nanargmin = argReduction('np.nanargmin', Infinity, argmin);

function argReduction(who: string, neutral: number, find: ArgReduction): ArgReduction {
  function call(a: ArraySource, axis?: ArgAxis, options?: { keepdims?: boolean }): NDArray | number {
    if (arguments.length > 1) checkCall(who, arguments, 3, axisAndKeepdims);
    const source = arrayOf(a);
    const along = typeof axis === 'object' && axis !== null ? axis.axis : axis;
    const none = asked(all, isnan(source), { axis: along ?? null });
    if (isNDArray(none) ? none.toTyped().includes(1) : none) {
      throw new ValueError({
        who,
        rule: { en: 'a lane holds nothing but NaN', ko: 'NaN뿐인 줄이 있습니다' },
        received: { en: `shape ${shapeText(source.shape)}`, ko: `모양 ${shapeText(source.shape)}` },
      });
    }
    return find(filled(source, neutral), axis, options);
  }
  return call as ArgReduction;
}

/** Running sums, NaN counting as 0. */
export function nancumsum(a: ArraySource, axis?: number | null | ScanOptions): NDArray {
  if (arguments.length > 1) checkCall('np.nancumsum', arguments, 2, axisAndDType);
  return cumsum(filled(a, 0), axis);
}

/** Running products, NaN counting as 1. */
export function nancumprod(a: ArraySource, axis?: number | null | ScanOptions): NDArray {
  if (arguments.length > 1) checkCall('np.nancumprod', arguments, 2, axisAndDType);
  return cumprod(filled(a, 1), axis);
}
