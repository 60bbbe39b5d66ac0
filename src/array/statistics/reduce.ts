/** @file Reductions along axes: sum, prod, mean, var, std, min, max, any, all, countNonzero. */
import { SHORT } from '../kernels/chunks.ts';
import { kernels } from '../../engine/index.ts';
import { anyDType, axisAndKeepdims, type AnySpec } from '../core/option-specs.ts';
import { checkCall, number, optionsOf, readOptions, type OptionSpec } from '../../arguments/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { manyAxes, reducedAxes, type Axis } from '../layout/axis.ts';
import { astype } from '../core/cast.ts';
import { array, type DTypeLike } from '../core/create.ts';
import { allocate, asDType, dtypes, isFloat, type DType } from '../layout/dtype.ts';
import { elementsOf } from '../core/typed.ts';
import { isContiguous, sizeOf } from '../layout/strides.ts';
import { isNDArray, makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { fastDeviations } from '../kernels/reductions.ts';
import type { Fold } from '../kernels/fold-loops.ts';
import { foldAxes, foldWhole, folded, isFull, type Request } from './fold.ts';
import { warnOfNoElements, warnOfNoFreedom } from './fold-faults.ts';
import { asksForUnderflow, quietly, speakingAs } from '../ufuncs/floating-state.ts';
import { applyBinary, applyUnary, type Operand } from '../ufuncs/ufunc.ts';
import { divideOp, multiplyOp, subtractOp } from '../ufuncs/arithmetic.ts';
import { notEqualOp } from '../ufuncs/logic.ts';
import { sqrtOp } from '../ufuncs/math.ts';

/** How a reduction is asked for besides its axis. */
export interface ReduceOptions {
  /**
   * Keep the reduced axes with length 1, so that the result broadcasts against the input.
   * @ko 줄어든 축을 길이 1로 남겨 입력과 함께 계산할 수 있게 합니다.
   */
  keepdims?: boolean;
}

/** Options of sum, prod and mean. */
export interface SumOptions extends ReduceOptions {
  /**
   * The dtype to compute in and give.
   * @ko 계산하고 내놓을 자료형입니다.
   */
  dtype?: DTypeLike;
}

/** Options of var and std. */
export interface VarOptions extends SumOptions {
  /**
   * Delta degrees of freedom: the divisor is n - ddof. Default 0.
   * @ko 자유도를 줄이는 수입니다. n - ddof로 나눕니다. 기본값 0.
   */
  ddof?: number;
}

/** The axis among the options. */
type WithAxis<Options> = Options & {
  /**
   * The axis or axes; default all of them.
   * @ko 축 하나 또는 여러 개입니다. 기본값은 모든 축입니다.
   */
  axis?: Axis | null;
};

/** The second argument: an axis, several, or options with both. */
export type ReduceAxis<Options = ReduceOptions> = Axis | null | WithAxis<Options>;

/** A reduction: without axis a number, along an axis (or with keepdims) an array. */
export interface Reduction<Scalar = number, Options = ReduceOptions> {
  (a: Operand): Scalar;
  (a: Operand, axis: Axis, options?: Options): NDArray;
  (a: Operand, options: Options & { axis: Axis }): NDArray;
  (a: Operand, options: Options & { keepdims: true }): NDArray;
  (a: Operand, options: Options & { axis?: null; keepdims?: false }): Scalar;
  (a: Operand, axis?: ReduceAxis<Options>, options?: Options): Scalar | NDArray;
}

export const reduceOptions = axisAndKeepdims;
export const sumOptions = optionsOf<WithAxis<SumOptions>>()({ ...reduceOptions.rules, dtype: anyDType });
export const varOptions = optionsOf<WithAxis<VarOptions>>()({ ...sumOptions.rules, ddof: number().or(0) });

const everything: Request = { axis: undefined };

/** What was asked of the reduction `who`. @throws ValueError for an array where the axis belongs: `np.max(a, b)` */
export function requestOf(
  axis: ReduceAxis<VarOptions> | undefined,
  options: VarOptions | undefined,
  who: string,
  spec: AnySpec,
): Request {
  if (axis === undefined && options === undefined) return everything;
  if (options !== undefined) readOptions(who, options, spec);
  if (axis === null || axis === undefined || typeof axis === 'number' || isList(axis)) {
    return checked({ axis, ...options }, who);
  }
  if (isNDArray(axis)) {
    const pairwise = { 'np.max': 'maximum', 'np.min': 'minimum', 'np.sum': 'add', 'np.prod': 'multiply' }[who];
    throw new ValueError({
      who,
      rule: { en: 'the second argument is an axis or options', ko: '둘째 인수는 axis나 옵션입니다' },
      received: { en: `an array of shape ${shapeText(axis.shape)}`, ko: `모양이 ${shapeText(axis.shape)}인 배열` },
      hint:
        pairwise === undefined
          ? undefined
          : {
              en: `np.${pairwise}(a, b) joins two arrays element by element`,
              ko: `두 배열을 원소끼리 견주려면 np.${pairwise}(a, b)를 쓰세요`,
            },
    });
  }
  readOptions(who, axis, spec);
  return checked({ ...axis, axis: axis.axis, ...options }, who);
}

function checked(given: VarOptions & Pick<Request, 'axis'>, who: string): Request {
  if (given.dtype !== undefined) given.dtype = asDType(given.dtype, who);
  return given as Request;
}

function isList(x: unknown): x is readonly number[] {
  return Array.isArray(x);
}

/** Gives the number for a full reduction, else the array with the reduced axes dropped (or kept with length 1). */
function finish(out: NDArray | number, request: Request): NDArray | number | boolean {
  if (typeof out === 'number' || !isFull(request)) return out;
  const value = out.data[out.offset]!;
  return out.dtype === 'bool' ? value !== 0 : value;
}

const sumFold: Fold = { name: 'sum', kernel: kernels.wholeSum, text: 's + x', run: (s, x) => s + x, start: 0 };
const floatSumFold: Fold = { ...sumFold, name: 'float sum', kernel: kernels.sum, pairwise: true, canOverflow: true };
const prodFold: Fold = { name: 'prod', text: 's * x', run: (s, x) => s * x, start: 1, canOverflow: true };
const anyFold: Fold = { name: 'any', text: 'x !== 0 ? 1 : s', run: (s, x) => (x !== 0 ? 1 : s), start: 0 };
const allFold: Fold = { name: 'all', text: 'x === 0 ? 0 : s', run: (s, x) => (x === 0 ? 0 : s), start: 1 };
/** Of bool arrays, whose ones are added up. */
const countFold: Fold = {
  name: 'count',
  kernel: kernels.wholeSum,
  text: 's + x',
  run: (s, x) => (x !== 0 ? s + 1 : s),
  start: 0,
};

/** Sums and products of integers and bools are int64. (NumPy says uint64 for unsigned ones; the values are the same.) */
export function wideDType(dtype: DType): DType {
  return isFloat(dtype) ? dtype : 'int64';
}

function sumOf(a: NDArray, request: Request, dtype: DType, who: string): NDArray {
  return foldAxes(inPrecision(a, dtype), request, totalFold(a, dtype), dtype, who);
}

/** How a mean adds up: small whole numbers are exact in doubles, in any order. */
function totalFold(a: NDArray, dtype: DType): Fold {
  const isExact = dtype === 'float64' && !isFloat(a.dtype) && dtypes[a.dtype].itemsize <= 2;
  return isExact ? sumFold : sumFoldOf(dtype);
}

/** What is added up: doubles are rounded first where a shorter float is asked for. */
function inPrecision(a: NDArray, dtype: DType): NDArray {
  return isFloat(dtype) && dtype !== a.dtype && a.dtype === 'float64' ? astype(a, dtype) : a;
}

function sumFoldOf(dtype: DType): Fold {
  return isFloat(dtype) ? floatSumFold : sumFold;
}

/** Makes the public function `who` from one that gives an array, or the number itself where one is asked for. */
function reduction<Scalar, Options extends ReduceOptions>(
  who: string,
  spec: OptionSpec<Options & { axis?: Axis | null }, unknown>,
  work: (a: NDArray, request: Request, who: string) => NDArray | number,
): Reduction<Scalar, Options> {
  function call(x: Operand, axis?: ReduceAxis<Options>, options?: Options): NDArray | number | boolean {
    if (arguments.length > 3) checkCall(who, arguments, 3, spec);
    const request = requestOf(axis, options, who, spec);
    return finish(work(isNDArray(x) ? x : array(x), request, who), request);
  }
  return call as Reduction<Scalar, Options>;
}

/**
 * Adds the elements along `axis` (all without). Integers give int64, floats keep their dtype.
 * @ko 모두 더하거나 축을 따라 더합니다.
 */
export const sum = reduction<number, SumOptions>('np.sum', sumOptions, (a, request, who) => {
  const dtype = request.dtype ?? wideDType(a.dtype);
  return folded(inPrecision(a, dtype), request, sumFoldOf(dtype), dtype, who);
});

/**
 * Multiplies the elements along `axis`.
 * @ko 모두 곱하거나 축을 따라 곱합니다.
 */
export const prod = reduction<number, SumOptions>('np.prod', sumOptions, (a, request, who) =>
  folded(a, request, prodFold, request.dtype ?? wideDType(a.dtype), who),
);

/**
 * The mean along `axis`: Σx / n; nan when there is nothing to average.
 * @ko 평균을 구합니다. 축을 주면 그 축을 따라 구합니다.
 */
export const mean = reduction<number, SumOptions>(
  'np.mean',
  sumOptions,
  (a, request, who) => wholeMean(a, request, who) ?? meanOf(a, request, who),
);

/**
 * The mean of all elements as a number, as meanOf computes it, without the arrays in between. Undefined for other requests, and where
 * there may be something to say (no elements, infinity, NaN, asked-for underflow).
 */
function wholeMean(a: NDArray, request: Request, who: string): number | undefined {
  if (!isFull(request) || request.dtype !== undefined || asksForUnderflow()) return undefined;
  const dtype = floatFor(a.dtype);
  const total = foldWhole(a, totalFold(a, dtype), dtype, who, true);
  return total === undefined ? undefined : quotient(total, a.size, dtype);
}

/** total / count in the precision of a dtype; undefined where that is infinite or NaN. */
function quotient(total: number, count: number, dtype: DType): number | undefined {
  if (!Number.isFinite(total)) return undefined;
  return dtype === 'float32' ? Math.fround(total / Math.fround(count)) : total / count;
}

/** In which means are computed. */
function floatFor(dtype: DType): DType {
  return isFloat(dtype) ? dtype : 'float64';
}

/** The variance of a few elements as a number, as spreadOf computes it. Undefined as for `wholeMean`. */
function wholeVariance(a: NDArray, request: Request, who: string): number | undefined {
  const free = a.size - (request.ddof ?? 0);
  const mean = a.size < SHORT && free > 0 ? wholeMean(a, request, who) : undefined;
  if (mean === undefined) return undefined;
  const dtype = floatFor(a.dtype);
  const centre = makeArray(allocate(dtype, 1).fill(mean), dtype, []);
  const off = quietly(() => applyBinary(subtractOp, a, centre));
  const squares = quietly(() => applyBinary(multiplyOp, off, off));
  const total = foldWhole(squares, floatSumFold, squares.dtype, who, true);
  return total === undefined ? undefined : quotient(total, free, squares.dtype);
}

function meanOf(a: NDArray, request: Request, who: string): NDArray {
  const dtype = request.dtype ?? floatFor(a.dtype);
  const total = sumOf(a, request, dtype, who);
  const count = countAlong(a, request, who);
  if (count > 0) return divided(total, count);
  if (total.size > 0) warnOfNoElements(who);
  return quietly(() => divided(total, count));
}

/**
 * The variance along `axis`: Σ(x - mean)² / (n - ddof).
 * @ko 분산을 구합니다.
 */
export const variance = reduction<number, VarOptions>(
  'np.var',
  varOptions,
  (a, request, who) => wholeVariance(a, request, who) ?? varianceOf(a, request, who),
);

/**
 * The standard deviation: the root of the variance.
 * @ko 표준편차를 구합니다.
 */
export const std = reduction<number, VarOptions>('np.std', varOptions, (a, request, who) => {
  const whole = wholeVariance(a, request, who);
  if (whole === undefined) return applyUnary(sqrtOp, varianceOf(a, request, who));
  return a.dtype === 'float32' ? Math.fround(Math.sqrt(whole)) : Math.sqrt(whole);
});

function varianceOf(a: NDArray, request: Request, who: string): NDArray {
  const count = countAlong(a, request, who);
  if (count - (request.ddof ?? 0) > 0) return speakingAs(who, () => spreadOf(a, request, who));
  if (count > 0) warnOfNoFreedom(who);
  return count === 0 ? spreadOf(a, request, who) : quietly(() => spreadOf(a, request, who));
}

function spreadOf(a: NDArray, request: Request, who: string): NDArray {
  const whole =
    (request.axis === undefined || request.axis === null) && isContiguous(a) && isFloat(a.dtype) && !request.dtype;
  if (whole && a.size > 0) {
    const spread = fastDeviations(a, a.offset, a.size, meanOf(a, { axis: null }, who).item());
    if (spread !== undefined && Number.isFinite(spread)) {
      const total = makeArray(allocate(a.dtype, 1).fill(spread), a.dtype, request.keepdims ? a.shape.map(() => 1) : []);
      return divided(total, Math.max(0, a.size - (request.ddof ?? 0)));
    }
  }
  const centre = meanOf(a, { ...request, keepdims: true }, who);
  const off = applyBinary(subtractOp, a, centre);
  const total = sumOf(applyBinary(multiplyOp, off, off), request, off.dtype, who);
  const free = Math.max(0, countAlong(a, request, who) - (request.ddof ?? 0));
  return free > 0 ? divided(total, free) : quietly(() => divided(total, free));
}

function divided(total: NDArray, count: number): NDArray {
  return applyBinary(divideOp, total, count);
}

function countAlong(a: NDArray, request: Request, who: string): number {
  return sizeOf(manyAxes(request.axis, a.shape, who).map((axis) => a.shape[axis]!));
}

/**
 * The largest element along `axis`; nan if there is one.
 * @ko 가장 큰 값을 구합니다. 축을 주면 그 축을 따라 구합니다.
 */
export const max = reduction<number, ReduceOptions>('np.max', reduceOptions, (a, request) =>
  extreme(a, request, 'max'),
);
/**
 * The smallest element along `axis`; nan if there is one.
 * @ko 가장 작은 값을 구합니다. 축을 주면 그 축을 따라 구합니다.
 */
export const min = reduction<number, ReduceOptions>('np.min', reduceOptions, (a, request) =>
  extreme(a, request, 'min'),
);

function extreme(a: NDArray, request: Request, name: 'max' | 'min'): NDArray | number {
  const who = `np.${name}`;
  const empty = a.size === 0 && reducedAxes(request.axis, a.shape, who).some((axis) => a.shape[axis] === 0);
  if (empty) {
    throw new ValueError({
      who,
      rule: {
        en: `the ${name} of no elements does not exist`,
        ko: `원소가 없는 배열에서는 ${name}을(를) 구할 수 없습니다`,
      },
      received: { en: `shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}` },
    });
  }
  return folded(a, request, extremeFold(name, a.dtype), a.dtype, who);
}

const extremeFolds = { max: new Map<DType, Fold>(), min: new Map<DType, Fold>() };

/** The fold of max or min, remembered by dtype: it starts at the dtype's other end, and floats let nan win. */
function extremeFold(name: 'max' | 'min', dtype: DType): Fold {
  const known = extremeFolds[name].get(dtype);
  if (known) return known;
  const symbol = name === 'max' ? '>' : '<';
  const nan = isFloat(dtype);
  const better = name === 'max' ? (s: number, x: number) => x > s : (s: number, x: number) => x < s;
  const fold: Fold = {
    name: `${name}${nan ? ' or nan' : ''}`,
    kernel: name === 'max' ? kernels.largest : kernels.smallest,
    text: nan ? `x ${symbol} s || x !== x ? x : s` : `x ${symbol} s ? x : s`,
    run: (s, x) => (better(s, x) || x !== x ? x : s),
    start: name === 'max' ? dtypes[dtype].min : dtypes[dtype].max,
  };
  extremeFolds[name].set(dtype, fold);
  return fold;
}

/**
 * True if any element along `axis` is not zero.
 * @ko 참인 값이 하나라도 있는지 봅니다.
 */
export const any = reduction<boolean, ReduceOptions>('np.any', reduceOptions, (a, request, who) => {
  const found = searched(a, request, 1);
  return found === undefined ? foldAxes(a, request, anyFold, 'bool', who) : flag(found);
});
/**
 * True if all elements along `axis` are not zero.
 * @ko 모든 값이 참인지 봅니다.
 */
export const all = reduction<boolean, ReduceOptions>('np.all', reduceOptions, (a, request, who) => {
  const found = searched(a, request, 0);
  return found === undefined ? foldAxes(a, request, allFold, 'bool', who) : flag(!found);
});

/** Whether a mask holds `value` somewhere, by the typed array's own search; undefined for other requests. */
function searched(a: NDArray, request: Request, value: 0 | 1): boolean | undefined {
  const whole = (request.axis === undefined || request.axis === null) && !request.keepdims;
  if (!whole || a.dtype !== 'bool' || !isContiguous(a)) return undefined;
  return elementsOf(a).includes(value);
}

function flag(value: boolean): NDArray {
  return makeArray(Uint8Array.of(value ? 1 : 0), 'bool', []);
}
/**
 * How many elements along `axis` are not zero.
 * @ko 0이 아닌 값의 개수를 셉니다.
 */
export const countNonzero = reduction<number, ReduceOptions>('np.countNonzero', reduceOptions, (a, request, who) =>
  folded(a.dtype === 'bool' ? a : applyBinary(notEqualOp, a, 0), request, countFold, 'int64', who),
);
