/** @file average, ptp, and how variables vary together: cov, corrcoef. */
import { anyAxisOrNull } from '../core/option-specs.ts';
import { checkCall, optionsOf, anything, flag, number } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import type { Axis } from '../layout/axis.ts';
import { type ArraySource } from '../core/create.ts';
import { isFloat } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { matmul } from '../linalg/products.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { broadcastTo } from '../manipulation/axes.ts';
import { max, min, reduceOptions, sum, type ReduceAxis, type ReduceOptions, type Reduction } from './reduce.ts';
import { divide, multiply, subtract } from '../ufuncs/arithmetic.ts';
import { Fault, react, type Remedies } from '../ufuncs/floating-state.ts';

export interface AverageOptions {
  /** The axis or axes; default all of them (the flattened array). */
  axis?: Axis | null;
  /** Keeps reduced axes with length 1. Default false. */
  keepdims?: boolean;
  /** One weight for each element, or for each place along a single axis. */
  weights?: ArraySource;
}

const averageOptions = optionsOf<AverageOptions>()({
  axis: anyAxisOrNull,
  keepdims: flag().or(false),
  weights: anything<ArraySource>({ en: 'an array', ko: '배열' }),
});

/** The weighted mean, sum(a w) / sum(w); without weights the mean. Without axis a number. */
export function average(a: ArraySource, options?: AverageOptions & { axis?: null; keepdims?: false }): number;
export function average(
  a: ArraySource,
  axis?: Axis | null | AverageOptions,
  options?: AverageOptions,
): number | NDArray;
export function average(a: ArraySource, axis?: Axis | null | AverageOptions, more?: AverageOptions): number | NDArray {
  if (arguments.length > 1) checkCall('np.average', arguments, 3, averageOptions);
  const options: AverageOptions =
    typeof axis === 'object' && axis !== null && !Array.isArray(axis)
      ? { ...(axis as AverageOptions), ...more }
      : { axis: axis as Axis | null, ...more };
  const source = arrayOf(a);
  const request: ReduceOptions & { axis?: Axis | null } = {
    axis: options.axis ?? null,
    keepdims: options.keepdims ?? false,
  };
  if (options.weights === undefined) {
    const total = sum(isFloat(source.dtype) ? source : source.astype('float64'), request);
    const n = source.size / (typeof total === 'number' ? 1 : total.size);
    return typeof total === 'number' ? total / n : divide(total, n).astype(total.dtype);
  }
  const weights = fitted(arrayOf(options.weights), source, options.axis);
  const scale = sum(multiply(weights, 1), request);
  const zero = typeof scale === 'number' ? scale === 0 : toTyped(scale).includes(0);
  if (zero)
    throw new ValueError({
      who: 'np.average',
      rule: { en: 'weights must not sum to zero', ko: '가중치의 합은 0이 아니어야 합니다' },
      received: { en: 'sum 0', ko: '합 0' },
    });
  const result = divide(sum(multiply(source, weights), request), scale) as NDArray | number;
  return result;
}

/** Weights in the shape of the data: as they are, or along the one axis. */
function fitted(weights: NDArray, source: NDArray, axis: Axis | null | undefined): NDArray {
  if (shapeText(weights.shape) === shapeText(source.shape)) return weights;
  const along = typeof axis === 'number' ? (axis < 0 ? axis + source.ndim : axis) : undefined;
  if (along !== undefined && weights.ndim === 1 && weights.size === source.shape[along]) {
    return broadcastTo(weights.reshape(source.shape.map((n, d) => (d === along ? n : 1))), source.shape);
  }
  throw new ShapeError({
    who: 'np.average',
    rule: {
      en: 'weights must have the shape of the data, or one axis as long as the axis averaged over',
      ko: '가중치의 모양은 데이터와 같거나, 평균을 구하는 축과 길이가 같은 1차원이어야 합니다',
    },
    received: {
      en: `weights ${shapeText(weights.shape)}, data ${shapeText(source.shape)}`,
      ko: `가중치 ${shapeText(weights.shape)}, 데이터 ${shapeText(source.shape)}`,
    },
  });
}

/** Peak to peak: largest minus smallest. */
export const ptp = function ptp(a: ArraySource, axis?: ReduceAxis, options?: ReduceOptions) {
  if (arguments.length > 1) checkCall('np.ptp', arguments, 3, reduceOptions);
  return subtract(max(a, axis, options), min(a, axis, options));
} as Reduction;

interface CovOptions {
  /**
   * More variables, beside those of the first argument.
   * @ko 첫째 인수 밖의 변수입니다.
   */
  y?: ArraySource;
  /**
   * Whether each row is a variable (default) or each column.
   * @ko 행이 변수인지(기본값) 열이 변수인지 정합니다.
   */
  rowvar?: boolean;
  /**
   * Divide by n instead of n - 1.
   * @ko n - 1 대신 n으로 나눕니다.
   */
  bias?: boolean;
  /**
   * Divide by n - ddof.
   * @ko n - ddof로 나눕니다.
   */
  ddof?: number;
  /**
   * How often each observation counts (whole numbers).
   * @ko 관측값마다 몇 번 셀지 정합니다(정수).
   */
  fweights?: ArraySource;
  /**
   * How much each observation counts.
   * @ko 관측값마다의 비중입니다.
   */
  aweights?: ArraySource;
}

const covOptions = optionsOf<CovOptions>()({
  y: anything<ArraySource>({ en: 'an array', ko: '배열' }),
  rowvar: flag().or(true),
  bias: flag().or(false),
  ddof: number(),
  fweights: anything<ArraySource>({ en: 'an array', ko: '배열' }),
  aweights: anything<ArraySource>({ en: 'an array', ko: '배열' }),
});

/** The covariance matrix of the variables (rows) of `m`; a 0-d array for a single variable. */
export function cov(m: ArraySource, y?: ArraySource | CovOptions, more?: CovOptions): NDArray {
  if (arguments.length > 1) checkCall('np.cov', arguments, 3, covOptions);
  const options = asOptions(y, more);
  const x = variables(m, options, 'np.cov');
  const [rows, n] = x.shape as [number, number];
  const ddof = options.ddof ?? (options.bias ? 0 : 1);
  const w = weightsOf(options, n);
  const data = Float64Array.from(toTyped(x));
  const totalWeight = w ? w.reduce((s, v) => s + v, 0) : n;
  const spread =
    options.aweights !== undefined && w ? w.reduce((s, v, i) => s + v * aweight(options, i), 0) : totalWeight;
  const divisor = ddof === 0 ? totalWeight : totalWeight - (ddof * spread) / totalWeight;
  const fact = options.aweights === undefined ? totalWeight - ddof : divisor;
  const centred = data.slice();
  for (let r = 0; r < rows; r++) {
    const lane = data.subarray(r * n, (r + 1) * n);
    const mean = w
      ? lane.reduce((s, v, i) => s + v * w[i]!, 0) / totalWeight
      : sum(makeArray(lane, 'float64', [n])) / n;
    for (let i = 0; i < n; i++) centred[r * n + i] = lane[i]! - mean;
  }
  const weighted = w ? centred.map((v, i) => v * w[i % n]!) : centred;
  const left = makeArray(centred, 'float64', [rows, n]);
  const product = matmul(left, makeArray(weighted, 'float64', [rows, n]).T);
  const out = divide(product, Math.max(fact, 0));
  return rows === 1 ? out.reshape([]) : out;
}

/**
 * The matrix of correlation coefficients, cov(i, j) / sqrt(cov(i, i) cov(j, j)); a 0-d 1 for one variable.
 * @ko 두 자료가 함께 움직이는 정도(상관계수)를 구합니다.
 */
export function corrcoef(x: ArraySource, y?: ArraySource | CovOptions, more?: CovOptions): NDArray {
  if (arguments.length > 1) checkCall('np.corrcoef', arguments, 3, covOptions);
  const c = cov(x, y, more);
  if (c.ndim === 0) return divide(c, c.item());
  const n = c.shape[0]!;
  const d = Float64Array.from({ length: n }, (_, i) => Math.sqrt(c.item(i, i)));
  if (d.includes(0)) react(Fault.invalid, 'np.corrcoef', stillVariable);
  const out = Float64Array.from(toTyped(c), (v, k) => {
    const r = v / d[Math.floor(k / n)]! / d[k % n]!;
    return r > 1 ? 1 : r < -1 ? -1 : r;
  });
  return makeArray(out, 'float64', [n, n]);
}

const stillVariable: Remedies = {
  invalid: {
    en: 'A variable that never changes has no correlation: look at x.std(1)',
    ko: '값이 변하지 않는 변수에는 상관계수가 없습니다. 확인: x.std(1)',
  },
};

function asOptions(y: ArraySource | CovOptions | undefined, more: CovOptions | undefined): CovOptions {
  if (typeof y === 'object' && y !== null && Object.getPrototypeOf(y) === Object.prototype) return y as CovOptions;
  return y === undefined || y === null ? (more ?? {}) : { ...more, y: y as ArraySource };
}

function variables(m: ArraySource, { y, rowvar = true }: CovOptions, who: string): NDArray {
  const one = twoD(arrayOf(m), rowvar, who);
  if (y === undefined) return one;
  const two = twoD(arrayOf(y), rowvar, who);
  if (one.shape[1] !== two.shape[1]) {
    throw new ShapeError({
      who,
      rule: { en: 'both must have the same number of observations', ko: '두 쪽의 관측값 수가 같아야 합니다' },
      received: { en: `${one.shape[1]} and ${two.shape[1]}`, ko: `${one.shape[1]}, ${two.shape[1]}` },
    });
  }
  const data = new Float64Array(one.size + two.size);
  data.set(toTyped(one));
  data.set(toTyped(two), one.size);
  return makeArray(data, 'float64', [one.shape[0]! + two.shape[0]!, one.shape[1]!]);
}

function twoD(a: NDArray, rowvar: boolean, who: string): NDArray {
  if (a.ndim > 2) {
    throw new ShapeError({
      who,
      rule: { en: 'at most two axes are allowed', ko: '축은 최대 두 개입니다' },
      received: { en: `shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}` },
    });
  }
  if (a.ndim < 2) return a.reshape(1, -1);
  return rowvar ? a : a.T;
}

function weightsOf({ fweights, aweights }: CovOptions, n: number): Float64Array | undefined {
  if (fweights === undefined && aweights === undefined) return undefined;
  const w = new Float64Array(n).fill(1);
  for (const given of [fweights, aweights]) {
    if (given === undefined) continue;
    const values = toTyped(arrayOf(given));
    if (values.length !== n || values.some((v: number) => v < 0)) {
      throw new ValueError({
        who: 'np.cov',
        rule: {
          en: 'one weight, 0 or more, for each observation is needed',
          ko: '관측값마다 0 이상의 가중치가 하나씩 필요합니다',
        },
        received: {
          en: `${values.length} weights for ${n} observations`,
          ko: `관측값 ${n}개에 가중치 ${values.length}개`,
        },
      });
    }
    for (let i = 0; i < n; i++) w[i]! *= values[i]!;
  }
  return w;
}

function aweight({ aweights }: CovOptions, i: number): number {
  return toTyped(arrayOf(aweights!))[i]!;
}
