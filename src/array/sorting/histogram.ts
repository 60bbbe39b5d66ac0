/** @file Counting: bincount, histogram and the rules by which NumPy chooses bins. */
import { checkCall, optionsOf, anything, flag, integer, isPlainObject, oneOf } from '../../arguments/index.ts';
import { DTypeError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import { allocate, isFloat, type DType } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { namedList } from '../core/named-list.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { sortRun } from './radix.ts';
import { lineOf, placesIn } from './search.ts';

interface BincountOptions {
  /** The weight of each number. */
  weights?: ArraySource;
  /** At least so many counts, default 0. */
  minlength?: number;
}
const bincountOptions = optionsOf<BincountOptions>()({
  weights: anything<ArraySource>({ en: 'an array', ko: '배열' }),
  minlength: integer({ from: 0 }).or(0),
});

/**
 * How often each of 0, 1, 2 … occurs (int64), or with `weights` the sum of theirs (float64).
 * @ko 0 이상의 정수가 각각 몇 번 나오는지 셉니다.
 */
export function bincount(x: ArraySource, options?: BincountOptions): NDArray {
  if (arguments.length > 1) checkCall('np.bincount', arguments, 2, bincountOptions);
  const { weights, minlength = 0 } = options ?? {};
  const who = 'np.bincount';
  const source = arrayOf(x);
  const data = lineOf(source, who);
  if (isFloat(source.dtype) && source.size > 0) {
    throw new DTypeError({
      who,
      rule: { en: 'only whole numbers can be counted', ko: '정수만 셀 수 있습니다' },
      received: { en: `an array of ${source.dtype}`, ko: `${source.dtype} 배열` },
      hint: { en: "Convert first: x.astype('int64')", ko: "먼저 바꾸세요: x.astype('int64')" },
    });
  }
  let n = minlength;
  for (const v of data) {
    if (v < 0)
      throw new ValueError({
        who,
        rule: { en: 'the numbers must be 0 or more', ko: '수는 0 이상이어야 합니다' },
        received: String(v),
      });
    if (v >= n) n = v + 1;
  }
  const out = new Float64Array(n);
  if (weights === undefined) {
    for (const v of data) out[v]!++;
    return makeArray(out, 'int64', [n]);
  }
  const w = lineOf(arrayOf(weights), who);
  if (w.length !== data.length) {
    throw new ShapeError({
      who,
      rule: { en: 'one weight for each number is needed', ko: '수마다 가중치가 하나씩 필요합니다' },
      received: {
        en: `${data.length} numbers and ${w.length} weights`,
        ko: `수 ${data.length}개, 가중치 ${w.length}개`,
      },
    });
  }
  data.forEach((v, i) => (out[v]! += w[i]!));
  return makeArray(out, 'float64', [n]);
}

export type BinRule = 'auto' | 'fd' | 'doane' | 'scott' | 'rice' | 'sturges' | 'sqrt';

export interface HistogramOptions {
  /** A number of equal bins (default 10), the edges, or a rule. */
  bins?: number | ArraySource | BinRule;
  /** Lowest and highest edge for equal bins; default the smallest and the largest element. */
  range?: readonly [number, number];
  /** A probability density (integral 1) instead of counts. */
  density?: boolean;
  /** One weight for each element. */
  weights?: ArraySource;
}

const histogramOptions = optionsOf<HistogramOptions>()({
  bins: anything<number | ArraySource | BinRule>({
    en: 'a number of bins, their edges, or a rule',
    ko: '구간의 수, 구간의 경계, 또는 규칙 이름',
  }).or(10),
  range: anything<readonly [number, number]>({ en: '[lowest, highest]', ko: '[최솟값, 최댓값]' }),
  density: flag().or(false),
  weights: anything<ArraySource>({ en: 'an array', ko: '배열' }),
});

/** `hist` and `binEdges`; also readable as a pair, `const [hist, edges] = np.histogram(x)`. */
export type Histogram = [hist: NDArray, binEdges: NDArray] & { hist: NDArray; binEdges: NDArray };

/**
 * How many elements fall into each bin [edge, next), the last one [edge, next].
 * @ko 값이 구간마다 몇 번 나오는지 셉니다.
 */
export function histogram(
  a: ArraySource,
  bins?: number | ArraySource | BinRule | HistogramOptions,
  options: HistogramOptions = {},
): Histogram {
  if (arguments.length > 1) checkCall('np.histogram', arguments, 3, histogramOptions);
  const given = isOptions(bins) ? bins : { ...options, bins: bins ?? options.bins };
  const source = arrayOf(a);
  const data = toTyped(source);
  const { edges, uniform } = edgesOf(data, source.dtype, given);
  const weights = given.weights === undefined ? undefined : arrayOf(given.weights);
  if (weights && shapeText(weights.shape) !== shapeText(source.shape)) {
    throw new ShapeError({
      who: 'np.histogram',
      rule: { en: 'weights must have the shape of the data', ko: '가중치의 모양은 데이터와 같아야 합니다' },
      received: {
        en: `weights ${shapeText(weights.shape)}, data ${shapeText(source.shape)}`,
        ko: `가중치 ${shapeText(weights.shape)}, 데이터 ${shapeText(source.shape)}`,
      },
    });
  }
  const counts = uniform
    ? countUniform(data, edges, weights && toTyped(weights))
    : countBetween(data, edges, weights && toTyped(weights));
  let dtype: DType = weights && isFloat(weights.dtype) ? 'float64' : 'int64';
  if (given.density) {
    const total = counts.reduce((sum, c) => sum + c, 0);
    for (let i = 0; i < counts.length; i++) counts[i] = counts[i]! / (edges[i + 1]! - edges[i]!) / total;
    dtype = 'float64';
  }
  const hist = makeArray(counts, dtype, [counts.length]);
  const binEdges = edgeArray(edges, source.dtype, given.bins);
  return namedList({ hist, binEdges }) as Histogram;
}

/** Only the edges that `histogram` would use. */
export function histogramBinEdges(
  a: ArraySource,
  bins?: number | ArraySource | BinRule | HistogramOptions,
  options: HistogramOptions = {},
): NDArray {
  if (arguments.length > 1) checkCall('np.histogramBinEdges', arguments, 3, histogramOptions);
  const given = isOptions(bins) ? bins : { ...options, bins: bins ?? options.bins };
  const source = arrayOf(a);
  return edgeArray(edgesOf(toTyped(source), source.dtype, given).edges, source.dtype, given.bins);
}

function isOptions(bins: unknown): bins is HistogramOptions {
  return isPlainObject(bins);
}

function edgeArray(edges: Float64Array, dtype: DType, bins: HistogramOptions['bins']): NDArray {
  const own = typeof bins === 'object' ? arrayOf(bins).dtype : dtype === 'float32' ? 'float32' : 'float64';
  const data = allocate(own, edges.length);
  data.set(edges);
  return makeArray(data, own, [edges.length]);
}

function edgesOf(
  data: ArrayLike<number>,
  dtype: DType,
  options: HistogramOptions,
): { edges: Float64Array; uniform: boolean } {
  const who = 'np.histogram';
  const bins = options.bins ?? 10;
  if (typeof bins === 'object') {
    const edges = Float64Array.from(lineOf(arrayOf(bins), who));
    for (let i = 1; i < edges.length; i++) {
      if (!(edges[i]! < edges[i - 1]!)) continue;
      throw new ValueError({
        who,
        rule: { en: 'edges must not fall', ko: '경계는 줄어들지 않아야 합니다' },
        received: { en: `${edges[i - 1]} followed by ${edges[i]}`, ko: `${edges[i - 1]} 다음에 ${edges[i]}` },
      });
    }
    return { edges, uniform: false };
  }
  const [first, last] = outerEdges(data, options.range);
  const count = typeof bins === 'string' ? countByRule(data, dtype, bins, first, last, options) : Number(bins);
  if (!Number.isInteger(count) || count < 1) {
    throw new ValueError({
      who,
      rule: {
        en: 'bins must be 1 or more, edges, or a rule',
        ko: 'bins는 1 이상의 수, 경계, 또는 정하는 방법의 이름이어야 합니다',
      },
      received: String(count),
    });
  }
  const step = (last - first) / count;
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? last : i * step + first));
  return { edges: dtype === 'float32' ? edges.map(Math.fround) : edges, uniform: true };
}

function outerEdges(data: ArrayLike<number>, range: readonly [number, number] | undefined): [number, number] {
  let [first, last] = range ?? [0, 1];
  if (!range && data.length > 0) {
    [first, last] = [Infinity, -Infinity];
    for (let i = 0; i < data.length; i++) {
      const x = data[i]!;
      if (x !== x) [first, last] = [NaN, NaN];
      if (x < first) first = x;
      if (x > last) last = x;
    }
  }
  if (first > last || !Number.isFinite(first) || !Number.isFinite(last)) {
    throw new ValueError({
      who: 'np.histogram',
      rule: range
        ? { en: 'range must rise and be finite', ko: 'range는 커지는 유한한 두 수여야 합니다' }
        : { en: 'the data must be finite, or a range given', ko: '데이터가 유한하거나 range를 주어야 합니다' },
      received: { en: `lowest ${first}, highest ${last}`, ko: `가장 작은 값 ${first}, 가장 큰 값 ${last}` },
    });
  }
  return first === last ? [first - 0.5, last + 0.5] : [first, last];
}

/** Equal bins: the bin by one division, then corrected by comparing with the edges themselves. */
function countUniform(
  data: ArrayLike<number>,
  edges: Float64Array,
  weights: ArrayLike<number> | undefined,
): Float64Array {
  const n = edges.length - 1;
  const [first, last] = [edges[0]!, edges[n]!];
  const span = last - first;
  const out = new Float64Array(n);
  for (let i = 0; i < data.length; i++) {
    const x = data[i]!;
    if (!(x >= first && x <= last)) continue;
    let k = Math.trunc(((x - first) / span) * n);
    if (k === n) k--;
    if (x < edges[k]!) k--;
    else if (x >= edges[k + 1]! && k !== n - 1) k++;
    out[k]! += weights ? weights[i]! : 1;
  }
  return out;
}

function countBetween(
  data: ArrayLike<number>,
  edges: Float64Array,
  weights: ArrayLike<number> | undefined,
): Float64Array {
  const n = edges.length - 1;
  const out = new Float64Array(Math.max(0, n));
  const places = placesIn(edges, data, true);
  for (let i = 0; i < data.length; i++) {
    const k = data[i] === edges[n] ? n - 1 : places[i]! - 1;
    if (k >= 0 && k < n) out[k]! += weights ? weights[i]! : 1;
  }
  return out;
}

/** The number of bins by a rule for their width (Freedman-Diaconis, Sturges, Scott, …). */
function countByRule(
  all: ArrayLike<number>,
  dtype: DType,
  rule: BinRule,
  first: number,
  last: number,
  options: HistogramOptions,
): number {
  if (options.weights !== undefined) {
    throw new ValueError({
      who: 'np.histogram',
      rule: {
        en: 'a rule for bins does not go with weights',
        ko: 'bins를 방법의 이름으로 정하면 weights를 함께 쓸 수 없습니다',
      },
      received: `'${rule}'`,
    });
  }
  const x = Float64Array.from(all).filter((v) => v >= first && v <= last);
  if (x.length === 0) return 1;
  const width = widths[oneOf('np.histogram', 'bins', rule, Object.keys(widths) as BinRule[])];
  sortRun(x, 0, x.length);
  let w = width(x);
  if (!isFloat(dtype) && w > 0 && w < 1) w = 1;
  return w > 0 ? Math.ceil((last - first) / w) : 1;
}

/** Bin widths from sorted data. */
const widths: Record<BinRule, (x: Float64Array) => number> = {
  sqrt: (x) => span(x) / Math.sqrt(x.length),
  sturges: (x) => span(x) / (Math.log2(x.length) + 1),
  rice: (x) => span(x) / (2 * x.length ** (1 / 3)),
  scott: (x) => ((24 * Math.sqrt(Math.PI)) / x.length) ** (1 / 3) * deviation(x),
  fd: (x) => (2 * (at(x, 0.75) - at(x, 0.25))) / x.length ** (1 / 3),
  auto: (x) => Math.min(Math.max(widths.fd(x), widths.sqrt(x) / 2), widths.sturges(x)),
  doane: (x) => {
    const n = x.length;
    const sigma = deviation(x);
    if (n <= 2 || sigma <= 0) return 0;
    const m = mean(x);
    const skew = x.reduce((sum, v) => sum + ((v - m) / sigma) ** 3, 0) / n;
    const error = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
    return span(x) / (1 + Math.log2(n) + Math.log2(1 + Math.abs(skew) / error));
  },
};

function span(x: Float64Array): number {
  return x.at(-1)! - x[0]!;
}

function mean(x: Float64Array): number {
  return x.reduce((sum, v) => sum + v, 0) / x.length;
}

function deviation(x: Float64Array): number {
  const m = mean(x);
  return Math.sqrt(x.reduce((sum, v) => sum + (v - m) ** 2, 0) / x.length);
}

function at(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const k = Math.floor(place);
  const next = sorted[Math.min(k + 1, sorted.length - 1)]!;
  return sorted[k]! + (next - sorted[k]!) * (place - k);
}
