/** @file How alike two pictures are, as `skimage.metrics`: mean squared error, PSNR, structural similarity. */
import { checkCall, flag, integer, number, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { NDArray, fromTyped, toTyped } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { correlateAxis } from '../filters/correlate.ts';
import { blurredFloats } from '../filters/gaussian.ts';
import { nameOf, pixelsOf, wholeRange, type Pixels } from '../pixels.ts';

/** Refuses two arrays of different shapes. */
function sameShape(a: NDArray, b: NDArray, who: string): void {
  for (const each of [a, b]) {
    if (each instanceof NDArray) continue;
    throw new ValueError({
      who,
      rule: { en: 'both pictures are arrays', ko: '두 그림은 모두 배열입니다' },
      received: nameOf(each),
    });
  }
  if (a.shape.join() === b.shape.join() && a.size > 0) return;
  throw new ShapeError({
    who,
    rule: { en: 'both pictures have the same shape', ko: '두 그림의 모양은 같아야 합니다' },
    received: { en: `${shapeText(a.shape)} and ${shapeText(b.shape)}`, ko: `${shapeText(a.shape)}, ${shapeText(b.shape)}` },
  });
} // prettier-ignore

/** The mean of the squared differences; of float32 pictures taken in single precision, as scikit-image does. */
function squaredError(a: NDArray, b: NDArray): number {
  const [x, y] = [toTyped(a), toTyped(b)];
  const round = a.dtype === 'float32' && b.dtype === 'float32' ? Math.fround : (v: number): number => v;
  let sum = 0;
  for (let i = 0; i < x.length; i++) {
    const difference = round(x[i]! - y[i]!);
    sum += round(difference * difference);
  }
  return sum / x.length;
}

/**
 * The mean of the squared differences (`skimage.metrics.mean_squared_error`), in the unit of the pictures squared.
 * @ko 두 그림의 평균 제곱 오차입니다.
 * @throws ShapeError for different shapes
 */
export function meanSquaredError(a: NDArray, b: NDArray): number {
  const who = 'image.meanSquaredError';
  if (arguments.length > 2) checkCall(who, arguments, 2);
  sameShape(a, b, who);
  return squaredError(a, b);
}

/**
 * The same as `meanSquaredError`.
 * @ko 두 그림의 평균 제곱 오차입니다.
 */
export function mse(a: NDArray, b: NDArray): number {
  const who = 'image.mse';
  if (arguments.length > 2) checkCall(who, arguments, 2);
  sameShape(a, b, who);
  return squaredError(a, b);
}

export interface NormalizedRootMseOptions {
  /** What the error is divided by: the root mean square of the first picture (default), its range, or its mean. */
  normalization?: 'euclidean' | 'min-max' | 'mean';
}

const normalizedRootMseOptions = optionsOf<NormalizedRootMseOptions>()({
  normalization: word('euclidean', 'min-max', 'mean').or('euclidean'),
});

/**
 * The root of the mean squared error over the size of the true picture (`skimage.metrics.normalized_root_mse`).
 * @ko 정규화한 평균 제곱근 오차입니다.
 */
export function normalizedRootMse(real: NDArray, test: NDArray, options?: NormalizedRootMseOptions): number {
  const who = 'image.normalizedRootMse';
  if (arguments.length > 2) checkCall(who, arguments, 3, normalizedRootMseOptions);
  const { normalization } = readOptions(who, options, normalizedRootMseOptions);
  sameShape(real, test, who);
  const data = Float64Array.from(toTyped(real));
  const size =
    normalization === 'euclidean'
      ? Math.sqrt(data.reduce((a, b) => a + b * b, 0) / data.length)
      : normalization === 'mean'
        ? data.reduce((a, b) => a + b, 0) / data.length
        : data.reduce((a, b) => Math.max(a, b)) - data.reduce((a, b) => Math.min(a, b));
  return Math.sqrt(squaredError(real, test)) / size;
}

export interface PsnrOptions {
  /** From the smallest to the largest value a picture can have. Default by the type: 255 for uint8, 1 for floats. */
  dataRange?: number;
}

const psnrOptions = optionsOf<PsnrOptions>()({ dataRange: number({ above: 0 }) });

/**
 * Peak signal to noise ratio in decibels, 10 log₁₀(range² / MSE) (`skimage.metrics.peak_signal_noise_ratio`); infinite for equal
 * pictures.
 * @ko 최대 신호 대 잡음비(dB)입니다. 같은 그림이면 무한대입니다.
 * @param real the true picture, which also says the range
 */
export function peakSignalNoiseRatio(real: NDArray, test: NDArray, options?: PsnrOptions): number {
  const who = 'image.peakSignalNoiseRatio';
  if (arguments.length > 2) checkCall(who, arguments, 3, psnrOptions);
  return ratio(real, test, options, who);
}

/**
 * The same as `peakSignalNoiseRatio`.
 * @ko 최대 신호 대 잡음비(dB)입니다. 같은 그림이면 무한대입니다.
 */
export function psnr(real: NDArray, test: NDArray, options?: PsnrOptions): number {
  const who = 'image.psnr';
  if (arguments.length > 2) checkCall(who, arguments, 3, psnrOptions);
  return ratio(real, test, options, who);
}

function ratio(real: NDArray, test: NDArray, options: PsnrOptions | undefined, who: string): number {
  const { dataRange } = readOptions(who, options, psnrOptions);
  sameShape(real, test, who);
  const range = dataRange ?? rangeOf(real, who);
  return 10 * Math.log10(range ** 2 / squaredError(real, test));
}

/** What a type can hold, from 0 where the picture has nothing negative. */
function rangeOf(real: NDArray, who: string): number {
  const [low, high] = wholeRange({ data: toTyped(real), dtype: real.dtype, height: 1, width: 1, channels: 1, flat: true }) ?? [-1, 1];
  const [least, most] = [real.min(), real.max()];
  if (least < low || most > high) {
    throw new ValueError({
      who,
      rule: { en: 'float pictures hold values between -1 and 1', ko: '실수 그림의 값은 -1부터 1까지입니다' },
      received: { en: `values from ${least} to ${most}`, ko: `${least}부터 ${most}까지의 값` },
      hint: { en: 'Say the range: { dataRange: 255 }', ko: '범위를 알려 주세요: { dataRange: 255 }' },
    });
  }
  return least >= 0 ? high : high - low;
} // prettier-ignore

export interface SsimOptions {
  /** From the smallest to the largest value a picture can have. Default by the type of whole numbers; floats must say it. */
  dataRange?: number;
  /** Side of the window, odd. Default 7 (11 with `gaussianWeights`). */
  winSize?: number;
  /** Weighs the window by a Gaussian instead of evenly. Default false. */
  gaussianWeights?: boolean;
  /** Sigma of that Gaussian. Default 1.5. */
  sigma?: number;
  /** Divides variances by n - 1 instead of n. Default true. */
  useSampleCovariance?: boolean;
  /** Constant of the means. Default 0.01. */
  K1?: number;
  /** Constant of the variances. Default 0.03. */
  K2?: number;
}

const ssimOptions = optionsOf<SsimOptions>()({
  dataRange: number({ above: 0 }),
  winSize: integer({ from: 3 }),
  gaussianWeights: flag().or(false),
  sigma: number({ above: 0 }).or(1.5),
  useSampleCovariance: flag().or(true),
  K1: number({ from: 0 }).or(0.01),
  K2: number({ from: 0 }).or(0.03),
});

/**
 * The mean structural similarity, 1 for equal pictures (`skimage.metrics.structural_similarity`, Wang and others 2004); of a colour
 * the mean over its channels.
 * @ko 구조적 유사도(SSIM)입니다. 같은 그림이면 1입니다.
 * @throws ShapeError for different shapes or a window larger than the picture, ValueError for floats without `dataRange`
 */
export function structuralSimilarity(a: NDArray, b: NDArray, options?: SsimOptions): number {
  const who = 'image.structuralSimilarity';
  if (arguments.length > 2) checkCall(who, arguments, 3, ssimOptions);
  return similarity(a, b, options, who);
}

/**
 * The same as `structuralSimilarity`.
 * @ko 구조적 유사도(SSIM)입니다. 같은 그림이면 1입니다.
 */
export function ssim(a: NDArray, b: NDArray, options?: SsimOptions): number {
  const who = 'image.ssim';
  if (arguments.length > 2) checkCall(who, arguments, 3, ssimOptions);
  return similarity(a, b, options, who);
}

function similarity(a: NDArray, b: NDArray, options: SsimOptions | undefined, who: string): number {
  const map = similarityMap(a, b, options, who);
  let sum = 0;
  for (const v of map.data) sum += v;
  return sum / map.data.length;
}

/**
 * The similarity of every place (`structural_similarity(…, full=True)[1]`), of the shape of the pictures: dark where they differ.
 * @ko 자리마다의 구조적 유사도를 그림으로 돌려줍니다.
 */
export function ssimMap(a: NDArray, b: NDArray, options?: SsimOptions): NDArray {
  const who = 'image.ssimMap';
  if (arguments.length > 2) checkCall(who, arguments, 3, ssimOptions);
  const { whole, dims } = similarityMap(a, b, options, who);
  const single = a.dtype === 'float32';
  return fromTyped(single ? Float32Array.from(whole) : whole, dims, single ? 'float32' : 'float64');
}

/** The similarity at every place, and without a border of half the window. */
function similarityMap(
  a: NDArray,
  b: NDArray,
  options: SsimOptions | undefined,
  who: string,
): { whole: Float64Array; data: Float64Array; dims: readonly number[] } {
  const given = readOptions(who, options, ssimOptions);
  sameShape(a, b, who);
  const [first, second] = [pixelsOf(a, who), pixelsOf(b, who)];
  const { height, width, channels } = first;
  const { gaussianWeights, sigma, K1, K2 } = given;
  const side = given.winSize ?? (gaussianWeights ? 2 * Math.floor(3.5 * sigma + 0.5) + 1 : 7);
  if (side % 2 === 0 || side > Math.min(height, width)) {
    throw new ShapeError({
      who,
      rule: { en: 'the window is odd and at most as large as the picture', ko: '윈도는 홀수이고 그림보다 클 수 없습니다' },
      received: { en: `winSize ${side}, a picture ${shapeText(a.shape)}`, ko: `winSize ${side}, 그림 ${shapeText(a.shape)}` },
      hint: { en: 'Write { winSize: 3 } for small ones', ko: '작은 그림에는 { winSize: 3 }을 쓰세요' },
    });
  }
  const range = given.dataRange ?? wholeSpan(first, second, who);
  const dims = [height, width, channels] as const;
  const average = (data: Float64Array): Float64Array => {
    if (gaussianWeights) return blurredFloats(data, dims, sigma, { truncate: 3.5 }) as Float64Array;
    const taps = new Float64Array(side).fill(1 / side);
    const down = correlateAxis({ data, dims }, taps, (side - 1) / 2, 0, 'reflect', 0);
    return correlateAxis({ data: down, dims }, taps, (side - 1) / 2, 1, 'reflect', 0);
  };
  const [x, y] = [Float64Array.from(first.data), Float64Array.from(second.data)];
  const [ux, uy] = [average(x), average(y)];
  const [uxx, uyy, uxy] = [average(x.map((v) => v * v)), average(y.map((v) => v * v)), average(x.map((v, i) => v * y[i]!))];
  const n = side ** 2;
  const norm = given.useSampleCovariance ? n / (n - 1) : 1;
  const [c1, c2] = [(K1 * range) ** 2, (K2 * range) ** 2];
  const whole = x.map((_, i) => {
    const [m, k] = [ux[i]!, uy[i]!];
    const [vx, vy, vxy] = [norm * (uxx[i]! - m * m), norm * (uyy[i]! - k * k), norm * (uxy[i]! - m * k)];
    return ((2 * m * k + c1) * (2 * vxy + c2)) / ((m ** 2 + k ** 2 + c1) * (vx + vy + c2));
  });
  const border = (side - 1) / 2;
  const data = whole.filter((_, i) => {
    const [row, col] = [Math.floor(i / (width * channels)), Math.floor(i / channels) % width];
    return row >= border && row < height - border && col >= border && col < width - border;
  });
  return { whole, data, dims: a.shape };
} // prettier-ignore

function wholeSpan(first: Pixels, second: Pixels, who: string): number {
  const range = wholeRange(first);
  if (range !== undefined && wholeRange(second) !== undefined) return range[1] - range[0];
  throw new ValueError({
    who,
    rule: { en: 'float pictures need a dataRange', ko: '실수 그림에는 dataRange가 필요합니다' },
    received: first.dtype,
    hint: { en: 'Write { dataRange: 1 } for values in 0..1', ko: '값이 0~1이면 { dataRange: 1 }을 쓰세요' },
  });
}
