/**
 * @file Weighted sums over windows as `scipy.ndimage` makes them: `correlate` lays the weights on as they are, `convolve` turns
 * them by 180° first; the `1d` ones go along one axis. Sums run in SciPy's order, because whole numbers cut off the
 * fraction of a sum, and there the last digit shows.
 */
import { checkCall, integer, number, optionsOf, readOptions, type Filled } from '../../arguments/index.ts';
import { np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { AxisError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { blockOf, dimsOf, filterMode, keepChannels, padded, stored, type Block, type FilterMode } from './block.ts';

export interface CorrelateOptions {
  /**
   * What lies beyond the border. Default 'reflect', the picture mirrored with its edge.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'는 가장자리를 기준으로 뒤집어 이은 그림입니다.
   */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
  /** Moves the window: how far its middle lies from the pixel, to the left and up when positive. Default 0. */
  origin?: number;
}

const correlateOptions = optionsOf<CorrelateOptions>()({
  mode: filterMode.or('reflect'),
  cval: number().or(0),
  origin: integer().or(0),
});

/**
 * Each element becomes the sum of its neighbours times `weights`, laid on as they are (`scipy.ndimage.correlate`): what a CNN
 * calls a convolution. The type stays: whole numbers cut off fractions, and sums that do not fit are refused.
 *
 * @ko 가중치 윈도를 그대로 얹어 이웃의 가중합을 구합니다. CNN에서 말하는 합성곱입니다.
 * @param x (n), (h, w) or (h, w, c)
 * @param weights as many axes as x; of a picture (h, w, c) also (kh, kw), which goes over each channel alone
 * @throws ShapeError for weights of another rank, ValueError for sums that do not fit into the type
 */
export function correlate(x: NDArray, weights: ArraySource, options?: CorrelateOptions): NDArray {
  const who = 'image.correlate';
  if (arguments.length > 3) checkCall(who, arguments, 3, correlateOptions);
  return windowSums(x, weights, readOptions(who, options, correlateOptions), false, who);
}

/**
 * The same with the weights turned by 180° (`scipy.ndimage.convolve`): the convolution of mathematics. The type stays: whole
 * numbers cut off fractions, and sums that do not fit are refused.
 *
 * @ko 가중치 윈도를 180° 돌려서 가중합을 구합니다. 수학에서 말하는 합성곱입니다.
 * @throws ShapeError for weights of another rank, ValueError for sums that do not fit into the type
 */
export function convolve(x: NDArray, weights: ArraySource, options?: CorrelateOptions): NDArray {
  const who = 'image.convolve';
  if (arguments.length > 3) checkCall(who, arguments, 3, correlateOptions);
  return windowSums(x, weights, readOptions(who, options, correlateOptions), true, who);
}

export interface Correlate1dOptions extends CorrelateOptions {
  /** The axis along which the weights lie; negative ones count from the end. Default: columns of a picture, the only axis of a line. */
  axis?: number;
}

const correlate1dOptions = optionsOf<Correlate1dOptions>()({ ...correlateOptions.rules, axis: integer() });

/**
 * Weighted sums along one axis (`scipy.ndimage.correlate1d`). The type stays.
 * @ko 한 축을 따라 가중합을 구합니다.
 */
export function correlate1d(x: NDArray, weights: ArraySource, options?: Correlate1dOptions): NDArray {
  const who = 'image.correlate1d';
  if (arguments.length > 3) checkCall(who, arguments, 3, correlate1dOptions);
  return lineSums(x, weights, readOptions(who, options, correlate1dOptions), false, who);
}

/**
 * Weighted sums along one axis with the weights turned round (`scipy.ndimage.convolve1d`). The type stays.
 * @ko 한 축을 따라 가중치를 뒤집어 가중합을 구합니다.
 */
export function convolve1d(x: NDArray, weights: ArraySource, options?: Correlate1dOptions): NDArray {
  const who = 'image.convolve1d';
  if (arguments.length > 3) checkCall(who, arguments, 3, correlate1dOptions);
  return lineSums(x, weights, readOptions(who, options, correlate1dOptions), true, who);
}

type Given = Filled<CorrelateOptions, typeof correlateOptions.rules>;

function windowSums(x: NDArray, weights: ArraySource, given: Given, turned: boolean, who: string): NDArray {
  const block = blockOf(x, who);
  const { taps, shape } = weightsOf(weights, who);
  const rank = block.shape.length;
  if (shape.length !== rank && !(rank === 3 && shape.length === 2)) {
    throw new ShapeError({
      who,
      rule: {
        en: `the weights of ${rank === 1 ? 'a line are (k)' : rank === 2 ? 'a picture (h, w) are (kh, kw)' : 'a picture (h, w, c) are (kh, kw) or (kh, kw, kc)'}`,
        ko: `${rank === 1 ? '한 줄에 쓰는 가중치는 (k)' : rank === 2 ? '(h, w) 그림에 쓰는 가중치는 (kh, kw)' : '(h, w, c) 그림에 쓰는 가중치는 (kh, kw)나 (kh, kw, kc)'}입니다`,
      },
      received: shapeText(shape),
    });
  }
  const dims = dimsOf(shape);
  const centre = centreOf(rank, dims, given.origin, turned, shape.length === rank ? 3 : 2, who);
  const sums = correlateBlock(block, turned ? taps.slice().reverse() : taps, dims, centre, given.mode, given.cval);
  return stored(sums, block.shape, block.dtype, who);
}

/** The weights as doubles. */
function weightsOf(weights: ArraySource, who: string): { taps: Float64Array; shape: readonly number[] } {
  const array = np.asarray(weights);
  if (array.size === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'there is at least one weight', ko: '가중치는 하나 이상 있어야 합니다' },
      received: shapeText(array.shape),
    });
  }
  return { taps: Float64Array.from(toTyped(array)), shape: array.shape };
}

/** Which weight lies on the pixel itself, for each axis. */
function centreOf(
  rank: number,
  dims: readonly [number, number, number],
  origin: number,
  turned: boolean,
  moved: number,
  who: string,
): readonly [number, number, number] {
  const of = (n: number, moves: boolean): number => {
    if (!moves) return Math.floor(n / 2);
    const centre = Math.floor(n / 2) + (turned ? -origin - (n % 2 === 0 ? 1 : 0) : origin);
    if (centre >= 0 && centre < n) return centre;
    throw new ValueError({
      who,
      rule: { en: 'origin keeps the pixel under the window', ko: 'origin은 픽셀이 윈도 안에 남도록 정합니다' },
      received: { en: `origin ${origin}, a window of ${n}`, ko: `origin ${origin}, 윈도 길이 ${n}` },
    });
  };
  return [of(dims[0], rank > 1), of(dims[1], true), of(dims[2], rank === 3 && moved === 3)];
}

/** Sums of `taps` of size `dims` over every element, in the order of the taps; `centre` lies on the element. */
export function correlateBlock(
  block: Block,
  taps: Float64Array,
  dims: readonly [number, number, number],
  centre: readonly [number, number, number],
  mode: FilterMode,
  cval: number,
): Float64Array {
  const [h, w, c] = block.dims;
  const after = dims.map((n, k) => n - 1 - centre[k]!);
  const { data, rowStride, colStride } = padded(block, centre, after, mode, cval);
  const out = new Float64Array(h * w * c);
  const offsets: number[] = [];
  const values: number[] = [];
  for (let i = 0, tap = 0; i < dims[0]; i++) {
    for (let j = 0; j < dims[1]; j++) {
      for (let k = 0; k < dims[2]; k++, tap++) {
        if (Math.abs(taps[tap]!) <= Number.EPSILON) continue;
        offsets.push(i * rowStride + j * colStride + k);
        values.push(taps[tap]!);
      }
    }
  }
  const run = new Float64Array((w - 1) * colStride + c);
  for (let y = 0; y < h; y++) {
    run.fill(0);
    const start = y * rowStride;
    let tap = 0;
    for (; tap + 2 < values.length; tap += 3) {
      addRuns(run, data, [start + offsets[tap]!, start + offsets[tap + 1]!, start + offsets[tap + 2]!], values, tap);
    }
    for (; tap < values.length; tap++) addRun(run, data, start + offsets[tap]!, values[tap]!);
    keepChannels(run, out, y * w * c, block.dims, colStride);
  }
  return out;
}

function addRun(run: Float64Array, data: Float64Array, from: number, weight: number): void {
  for (let x = 0; x < run.length; x++) run[x]! += data[from + x]! * weight;
}

/** Three of them in one pass, added in the same order. */
function addRuns(
  run: Float64Array,
  data: Float64Array,
  [a, b, c]: readonly [number, number, number],
  weights: ArrayLike<number>,
  at: number,
): void {
  const [p, q, r] = [weights[at]!, weights[at + 1]!, weights[at + 2]!];
  for (let x = 0; x < run.length; x++) {
    run[x] = run[x]! + data[a + x]! * p + data[b + x]! * q + data[c + x]! * r;
  }
}

function lineSums(
  x: NDArray,
  weights: ArraySource,
  given: Filled<Correlate1dOptions, typeof correlate1dOptions.rules>,
  turned: boolean,
  who: string,
): NDArray {
  const block = blockOf(x, who);
  const { taps, shape } = weightsOf(weights, who);
  if (shape.length !== 1) {
    throw new ShapeError({
      who,
      rule: { en: 'the weights along one axis are (k)', ko: '한 축을 따르는 가중치는 (k)입니다' },
      received: shapeText(shape),
    });
  }
  const rank = block.shape.length;
  const axis = given.axis ?? Math.min(1, rank - 1);
  if (axis < -rank || axis >= rank) {
    throw new AxisError({
      who,
      rule: {
        en: `the array has ${rank} ${rank === 1 ? 'axis' : 'axes'}, ${-rank} to ${rank - 1}`,
        ko: `배열의 축은 ${rank}개, ${-rank}부터 ${rank - 1}까지입니다`,
      },
      received: `axis ${axis}`,
    });
  }
  const [, centre] = centreOf(1, [1, taps.length, 1], given.origin, turned, 2, who);
  const place = rank === 1 ? 1 : axis < 0 ? axis + rank : axis;
  const sums = correlateAxis(block, turned ? taps.slice().reverse() : taps, centre, place, given.mode, given.cval);
  return stored(sums, block.shape, block.dtype, who);
}

/** Sums along axis `place` (0 rows, 1 columns, 2 channels) of a block. */
export function correlateAxis(
  block: Pick<Block, 'data' | 'dims'>,
  taps: Float64Array,
  centre: number,
  place: number,
  mode: FilterMode,
  cval: number,
): Float64Array {
  const { dims } = block;
  const n = dims[place]!;
  const step = dims.slice(place + 1).reduce((a, b) => a * b, 1);
  const blocks = dims.slice(0, place).reduce((a, b) => a * b, 1);
  const out = new Float64Array(blocks * n * step);
  const before = [0, 0, 0];
  const after = [0, 0, 0];
  before[place] = centre;
  after[place] = taps.length - 1 - centre;
  const { data } = padded(block, before, after, mode, cval);
  const stretch = n + taps.length - 1;
  // Long rows one at a time, so that what is added stays in the processor's cache; short ones all at once.
  const pieces = step >= 64 ? n : 1;
  const length = (n * step) / pieces;
  const symmetry = symmetryOf(taps);
  for (let b = 0; b < blocks; b++) {
    for (let piece = 0; piece < pieces; piece++) {
      const to = b * n * step + piece * length;
      addTaps(out.subarray(to, to + length), data, b * stretch * step + piece * length, taps, step, symmetry);
    }
  }
  return out;
}

/** 1: the same from both ends, -1: opposite, 0: neither. Only weights of odd number have it. */
function symmetryOf(taps: Float64Array): 1 | 0 | -1 {
  const n = taps.length;
  if (n % 2 === 0) return 0;
  const half = (n - 1) / 2;
  const all = (sign: number): boolean =>
    Array.from({ length: half }, (_, i) => i + 1).every(
      (i) => Math.abs(taps[half + i]! - sign * taps[half - i]!) <= Number.EPSILON,
    );
  return all(1) ? 1 : all(-1) ? -1 : 0;
}

/** SciPy's order: of symmetric weights the middle, then pairs from the outside; of others the last, then from the first. */
function addTaps(
  out: Float64Array,
  data: Float64Array,
  from: number,
  taps: Float64Array,
  step: number,
  symmetry: 1 | 0 | -1,
): void {
  const n = taps.length;
  const half = (n - 1) / 2;
  const first = symmetry === 0 ? n - 1 : half;
  const weight = taps[first]!;
  for (let x = 0; x < out.length; x++) out[x] = data[from + first * step + x]! * weight;
  if (symmetry === 0) {
    let k = 0;
    for (; k + 2 < n - 1; k += 3)
      addRuns(out, data, [from + k * step, from + (k + 1) * step, from + (k + 2) * step], taps, k);
    for (; k < n - 1; k++) addRun(out, data, from + k * step, taps[k]!);
    return;
  }
  let k = 0;
  // Two pairs in one pass, added in the same order: half as often through memory.
  const lastPair = symmetry === 1 ? half - 1 : 0;
  for (; k < lastPair; k += 2) {
    const [a, b, c, d] = [from + k * step, from + (n - 1 - k) * step, from + (k + 1) * step, from + (n - 2 - k) * step];
    const [p, q] = [taps[k]!, taps[k + 1]!];
    for (let x = 0; x < out.length; x++) {
      out[x] = out[x]! + (data[a + x]! + data[b + x]!) * p + (data[c + x]! + data[d + x]!) * q;
    }
  }
  for (; k < half; k++) {
    const [near, far] = [from + k * step, from + (n - 1 - k) * step];
    const w = taps[k]!;
    if (symmetry === 1) for (let x = 0; x < out.length; x++) out[x]! += (data[near + x]! + data[far + x]!) * w;
    else for (let x = 0; x < out.length; x++) out[x]! += (data[near + x]! - data[far + x]!) * w;
  }
}
