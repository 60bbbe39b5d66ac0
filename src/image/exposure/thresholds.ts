/** @file Thresholds that divide a grey picture into dark and bright, as `skimage.filters`. */
import { checkCall, describe, integer, number, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { blockOf, filterMode, type FilterMode } from '../filters/block.ts';
import { fullFootprint, ranked } from '../filters/footprint.ts';
import { blurredFloats, floatBlock } from '../filters/gaussian.ts';
import { averages } from '../filters/rank.ts';
import { greyOf, storeLike } from '../pixels.ts';
import { binsOf, countsOf } from './histogram.ts';

export interface ThresholdOptions {
  /** Bins of a float picture; whole numbers have a bin each. Default 256. */
  nbins?: number;
}

const thresholdOptions = optionsOf<ThresholdOptions>()({ nbins: integer({ from: 1 }).or(256) });

/**
 * Otsu's threshold (`skimage.filters.threshold_otsu`): the grey that separates dark and bright pixels best. A number in the unit of
 * the picture; of one single grey, that grey.
 *
 * @ko 오츠의 방법으로 밝고 어두움을 가르는 문턱값을 구합니다.
 * @param picture (h, w)
 * @example const mask = grey.gt(image.thresholdOtsu(grey))
 */
export function thresholdOtsu(picture: NDArray, options?: ThresholdOptions): number {
  const who = 'image.thresholdOtsu';
  if (arguments.length > 1) checkCall(who, arguments, 2, thresholdOptions);
  return otsuOf(picture, options, who);
}

/**
 * The same as `thresholdOtsu`.
 * @ko 오츠의 방법으로 밝고 어두움을 가르는 문턱값을 구합니다.
 */
export function otsu(picture: NDArray, options?: ThresholdOptions): number {
  const who = 'image.otsu';
  if (arguments.length > 1) checkCall(who, arguments, 2, thresholdOptions);
  return otsuOf(picture, options, who);
}

function otsuOf(picture: NDArray, options: ThresholdOptions | undefined, who: string): number {
  const { nbins } = readOptions(who, options, thresholdOptions);
  const source = greyOf(picture, who);
  const { data } = source;
  if (data.every((v) => v === data[0])) return data[0]!;
  const bins = binsOf(source, nbins, undefined, who);
  const counts = countsOf(data, bins);
  const n = counts.length;
  const total = counts.reduce((a, b) => a + b, 0);
  const sum = counts.reduce((a, b, i) => a + b * bins.centers[i]!, 0);
  let [below, sumBelow, best, at] = [0, 0, -1, 0];
  for (let i = 0; i + 1 < n; i++) {
    below += counts[i]!;
    sumBelow += counts[i]! * bins.centers[i]!;
    const above = total - below;
    // What lies between the two means, weighed by how many pixels each has.
    const between = Math.fround(below * above) * (sumBelow / below - (sum - sumBelow) / above) ** 2;
    // Equal but for rounding (a gap between the greys) is equal: the first one counts.
    if (between > best * (1 + 1e-12)) [best, at] = [between, i];
  }
  return bins.centers[at]!;
}

/**
 * The mean grey (`skimage.filters.threshold_mean`).
 * @ko 평균 밝기를 문턱값으로 구합니다.
 */
export function thresholdMean(picture: NDArray): number {
  const who = 'image.thresholdMean';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  const { data } = greyOf(picture, who);
  let sum = 0;
  for (const v of data) sum += v;
  return sum / data.length;
}

export interface ThresholdLocalOptions {
  /** How the neighbourhood is summed up. Default 'gaussian'. */
  method?: 'gaussian' | 'mean' | 'median';
  /** What is taken off the result. Default 0. */
  offset?: number;
  /** Sigma of method 'gaussian'. Default (blockSize - 1) / 6. */
  param?: number;
  /** What lies beyond the border. Default 'reflect'. */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

const thresholdLocalOptions = optionsOf<ThresholdLocalOptions>()({
  method: word('gaussian', 'mean', 'median').or('gaussian'),
  offset: number().or(0),
  param: number({ from: 0 }),
  mode: filterMode.or('reflect'),
  cval: number().or(0),
});

/**
 * A threshold for every pixel, from its neighbourhood (`skimage.filters.threshold_local`, OpenCV's `adaptiveThreshold`): for pictures
 * lit unevenly. Floats in the unit of the picture.
 *
 * @ko 픽셀마다 이웃에서 문턱값을 구합니다. 조명이 고르지 않은 그림에 씁니다.
 * @param blockSize side of the neighbourhood, odd
 * @example const mask = grey.gt(image.thresholdLocal(grey, 35))
 */
export function thresholdLocal(picture: NDArray, blockSize: number, options?: ThresholdLocalOptions): NDArray {
  const who = 'image.thresholdLocal';
  if (arguments.length > 2) checkCall(who, arguments, 3, thresholdLocalOptions);
  const { method, offset, param, mode, cval } = readOptions(who, options, thresholdLocalOptions);
  if (!(Number.isInteger(blockSize) && blockSize > 0 && blockSize % 2 === 1)) {
    throw new ValueError({
      who,
      rule: { en: 'blockSize is an odd whole number above 0', ko: 'blockSize는 0보다 큰 홀수입니다' },
      received: describe(blockSize),
    });
  }
  greyOf(picture, who);
  const block = floatBlock(blockOf(picture, who), true);
  const side = [blockSize, blockSize] as const;
  const calm =
    method === 'gaussian'
      ? blurredFloats(block.data, block.dims, param ?? (blockSize - 1) / 6, { mode, cval })
      : method === 'mean'
        ? averages(block, side, mode, cval, who)
        : ranked(block, fullFootprint(...side), Math.floor(blockSize ** 2 / 2), mode, cval);
  const out = storeLike(block.data, calm.length);
  for (let i = 0; i < out.length; i++) out[i] = calm[i]! - offset;
  return fromTyped(out, block.shape, block.dtype);
}
