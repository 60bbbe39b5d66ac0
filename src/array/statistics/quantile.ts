/** @file median, percentile and quantile along axes, with all of NumPy's estimation methods, and their nan-forms. */
import { anyAxisOrNull, axisAndKeepdims } from '../core/option-specs.ts';
import { checkCall, flag, optionsOf, word } from '../../arguments/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { manyAxes, type Axis } from '../layout/axis.ts';
import { type ArraySource } from '../core/create.ts';
import { allocate, isFloat, type DType } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { sizeOf } from '../layout/strides.ts';
import { makeArray, makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { sortRun } from '../sorting/radix.ts';

type QuantileMethod =
  | 'linear'
  | 'lower'
  | 'higher'
  | 'midpoint'
  | 'nearest'
  | 'inverted_cdf'
  | 'averaged_inverted_cdf'
  | 'closest_observation'
  | 'interpolated_inverted_cdf'
  | 'hazen'
  | 'weibull'
  | 'median_unbiased'
  | 'normal_unbiased';

interface QuantileOptions {
  /**
   * The axis or axes; default all of them (the flattened array).
   * @ko 축 하나 또는 여러 개입니다. 기본값은 모든 축입니다.
   */
  axis?: Axis | null;
  /** Keep the reduced axes with length 1. */
  keepdims?: boolean;
  /** How values between two elements are estimated; default 'linear'. */
  method?: QuantileMethod;
}

type QuantileAxis = Axis | null | QuantileOptions;
type MedianOptions = Omit<QuantileOptions, 'method'>;
type MedianAxis = Axis | null | MedianOptions;

/** Place of the quantile between the sorted elements: two indices and the weight of the second. */
type Rule = (n: number, q: number) => { index: number; weight?: number };

/** Hyndman and Fan's continuous family: n q + (alpha + q (1 - alpha - beta)) - 1. */
const family =
  (alpha: number, beta: number): Rule =>
  (n, q) => ({ index: n * q + (alpha + q * (1 - alpha - beta)) - 1 });
const discrete = (index: number, keep: (rest: number, floor: number) => boolean) => {
  const floor = Math.floor(index);
  return { index: Math.max(0, keep(index - floor, floor) ? floor : floor + 1), weight: 0 };
};

const methods: Record<QuantileMethod, Rule> = {
  linear: (n, q) => ({ index: (n - 1) * q }),
  lower: (n, q) => ({ index: Math.floor((n - 1) * q), weight: 0 }),
  higher: (n, q) => ({ index: Math.ceil((n - 1) * q), weight: 0 }),
  midpoint: (n, q) => {
    const place = (n - 1) * q;
    return { index: Math.floor(place), weight: Number.isInteger(place) ? 0 : 0.5 };
  },
  nearest: (n, q) => ({ index: halfEven((n - 1) * q), weight: 0 }),
  inverted_cdf: (n, q) => discrete(n * q - 1, (rest) => rest === 0),
  averaged_inverted_cdf: (n, q) => ({ index: n * q - 1, weight: Number.isInteger(n * q - 1) ? 0.5 : 1 }),
  closest_observation: (n, q) => discrete(n * q - 1.5, (rest, floor) => rest === 0 && Math.abs(floor % 2) === 1),
  interpolated_inverted_cdf: family(0, 1),
  hazen: family(0.5, 0.5),
  weibull: family(0, 0),
  median_unbiased: family(1 / 3, 1 / 3),
  normal_unbiased: family(3 / 8, 3 / 8),
};

const quantileOptions = optionsOf<QuantileOptions>()({
  axis: anyAxisOrNull,
  keepdims: flag().or(false),
  method: word(...(Object.keys(methods) as QuantileMethod[])).or('linear'),
});

/** Methods that give an element as it is, so that whole numbers stay whole. */
const choosing = new Set<QuantileMethod>(['lower', 'higher', 'nearest', 'inverted_cdf', 'closest_observation']);

function halfEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/** A quantile: one `q` without an axis gives a number, several give an array with them as the first axis. */
export interface Quantile {
  (a: ArraySource, q: number, options?: QuantileOptions & { axis?: null; keepdims?: false }): number;
  (a: ArraySource, q: ArraySource, axis?: QuantileAxis, options?: QuantileOptions): NDArray;
}

/**
 * The `q`-th quantile, 0 <= q <= 1.
 * @ko 작은 값부터 늘어놓을 때 비율 자리의 값을 구합니다.
 */
export const quantile = makeQuantile('np.quantile', 1, false);
/**
 * The `q`-th percentile, 0 <= q <= 100.
 * @ko 작은 값부터 늘어놓을 때 백분율 자리의 값을 구합니다.
 */
export const percentile = makeQuantile('np.percentile', 100, false);
/** As `quantile`, leaving NaN out. */
export const nanquantile = makeQuantile('np.nanquantile', 1, true);
/** As `percentile`, leaving NaN out. */
export const nanpercentile = makeQuantile('np.nanpercentile', 100, true);

function makeQuantile(who: string, whole: number, skipNaN: boolean): Quantile {
  function call(a: ArraySource, q: ArraySource, axis?: QuantileAxis, more?: QuantileOptions): number | NDArray {
    if (arguments.length > 2) checkCall(who, arguments, 4, quantileOptions);
    const options = requestOf(axis, more);
    const method = options.method ?? 'linear';
    const rule = methods[method];
    const source = arrayOf(a);
    const asked = arrayOf(q);
    const single = source.dtype === 'float32' && asked.ndim === 0;
    const round = single ? Math.fround : (x: number) => x;
    const qs = Float64Array.from(toTyped(asked), (x) => round(whole === 1 ? x : x / whole));
    if (!qs.every((x) => x >= 0 && x <= 1)) {
      throw new ValueError({
        who,
        rule: { en: `q must be between 0 and ${whole}`, ko: `q는 0부터 ${whole}까지여야 합니다` },
        received: String(Array.from(toTyped(asked))),
      });
    }
    const { data, n, count, shape } = runsOf(source, options, who);
    if (n === 0 && !skipNaN) {
      throw new ValueError({
        who,
        rule: { en: 'no elements have no quantiles', ko: '원소가 없으면 분위수도 없습니다' },
        received: { en: `shape ${shapeText(source.shape)}`, ko: `모양 ${shapeText(source.shape)}` },
      });
    }
    const keepType = choosing.has(method) || (source.dtype === 'float32' && single);
    const dtype: DType = keepType ? source.dtype : 'float64';
    const out = allocate(dtype, qs.length * count);
    for (let l = 0; l < count; l++) {
      sortRun(data, l * n, (l + 1) * n);
      const valid = skipNaN ? validIn(data, l * n, n) : n;
      const broken = valid === 0 || (!skipNaN && Number.isNaN(data[(l + 1) * n - 1]!));
      for (let k = 0; k < qs.length; k++) {
        out[k * count + l] = broken ? NaN : between(data, l * n, valid, rule(valid, qs[k]!), round);
      }
    }
    const result = makeArray(out, dtype, [...asked.shape, ...shape]);
    return result.ndim === 0 ? result.item() : result;
  }
  return call as Quantile;
}

/** Elements of the sorted run, mixed by weight in the way that is exact at both ends. */
function between(
  data: ArrayLike<number>,
  start: number,
  n: number,
  { index, weight }: { index: number; weight?: number },
  round: (x: number) => number,
): number {
  const place = round(index);
  const floor = Math.floor(place);
  const low = Math.min(Math.max(floor, 0), n - 1);
  const high = place < 0 ? low : Math.min(low + 1, n - 1);
  const t = weight ?? (place < 0 || place >= n - 1 ? 0 : round(place - floor));
  const [a, b] = [data[start + low]!, data[start + high]!];
  if (t === 0 || a === b) return a;
  const gap = round(b - a);
  return t >= 0.5 ? round(b - round(gap * round(1 - t))) : round(a + round(gap * t));
}

/** A median: without an axis a number. */
interface Median {
  (a: ArraySource): number;
  (a: ArraySource, axis: Axis, options?: { keepdims?: boolean }): NDArray;
  (
    a: ArraySource,
    axis?: MedianAxis,
    options?: {
      /**
       * Keeps reduced axes with length 1. Default false.
       * @ko 줄어든 축을 길이 1로 남깁니다. 기본값 false.
       */
      keepdims?: boolean;
    },
  ): number | NDArray;
}

/**
 * The middle element, or the mean of the two in the middle.
 * @ko 중앙값을 구합니다.
 */
export const median = makeMedian('np.median', false);
/** As `median`, leaving NaN out. */
export const nanmedian = makeMedian('np.nanmedian', true);

function makeMedian(who: string, skipNaN: boolean): Median {
  function call(a: ArraySource, axis?: MedianAxis, more?: { keepdims?: boolean }): number | NDArray {
    if (arguments.length > 1) checkCall(who, arguments, 3, axisAndKeepdims);
    const source = arrayOf(a);
    const { data, n, count, shape } = runsOf(source, requestOf(axis, more), who);
    const dtype: DType = isFloat(source.dtype) ? source.dtype : 'float64';
    const out = allocate(dtype, count);
    for (let l = 0; l < count; l++) {
      const start = l * n;
      sortRun(data, start, start + n);
      const valid = skipNaN ? validIn(data, start, n) : n;
      const middle = start + (valid >> 1);
      if (valid === 0 || (!skipNaN && Number.isNaN(data[start + n - 1]!))) out[l] = NaN;
      else if (valid % 2 === 1) out[l] = data[middle]!;
      else {
        const [x, y] = [data[middle - 1]!, data[middle]!];
        out[l] = dtype === 'float32' ? Math.fround(x + y) / 2 : (x + y) / 2;
      }
    }
    const result = makeArray(out, dtype, shape);
    return result.ndim === 0 ? result.item() : result;
  }
  return call as Median;
}

/** How many of the sorted run are not NaN. */
function validIn(data: ArrayLike<number>, start: number, n: number): number {
  while (n > 0 && Number.isNaN(data[start + n - 1]!)) n--;
  return n;
}

function requestOf(axis: QuantileAxis | undefined, more: QuantileOptions | undefined): QuantileOptions {
  if (typeof axis === 'object' && axis !== null && !Array.isArray(axis))
    return { ...(axis as QuantileOptions), ...more };
  return axis === undefined ? (more ?? {}) : { ...more, axis: axis as Axis | null };
}

/** The elements of the reduced axes beside each other: `count` runs of `n`, and the shape of the result. */
export function runsOf(
  a: NDArray,
  { axis, keepdims }: { axis?: Axis | null; keepdims?: boolean },
  who: string,
): { data: ReturnType<typeof allocate>; n: number; count: number; shape: number[] } {
  const axes = manyAxes(axis, a.shape, who);
  const others = a.shape.map((_, d) => d).filter((d) => !axes.includes(d));
  const order = [...others, ...axes];
  const pick = (list: readonly number[]): number[] => order.map((d) => list[d]!);
  const { data } = makeView(a, pick(a.shape), pick(a.strides)).copy();
  const outer = others.map((d) => a.shape[d]!);
  return {
    data,
    n: sizeOf(axes.map((d) => a.shape[d]!)),
    count: sizeOf(outer),
    shape: keepdims ? a.shape.map((n, d) => (axes.includes(d) ? 1 : n)) : outer,
  };
}
