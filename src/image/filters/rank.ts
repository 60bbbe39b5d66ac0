/**
 * @file Filters that pick a neighbour (median, minimum, maximum, percentile) or average them (uniform), as `scipy.ndimage` and
 * `skimage.filters.median` have them. The type stays, channels stay apart.
 */
import { Rule, checkCall, describe, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError } from '../../errors/index.ts';
import { blockOf, filterMode, samplesAs, type Block, type FilterMode } from './block.ts';
import { correlateAxis } from './correlate.ts';
import { extremes, footprintOf, fullFootprint, ranked, type Footprint } from './footprint.ts';

/** Side of the window, or [rows, columns]. */
type WindowSize = number | readonly [number, number];

export interface WindowOptions {
  /**
   * What lies beyond the border. Default 'reflect'.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'.
   */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

export interface RankOptions extends WindowOptions {
  /** Zeros and ones (kh, kw): which neighbours count. Instead of a size. */
  footprint?: ArraySource;
}

const windowOptions = optionsOf<WindowOptions>()({ mode: filterMode.or('reflect'), cval: number().or(0) });
const anyArray = new Rule<ArraySource>(
  { en: 'an array of zeros and ones', ko: '0과 1의 배열' },
  (value) => typeof value === 'object' && value !== null,
);
const rankOptions = optionsOf<RankOptions>()({ ...windowOptions.rules, footprint: anyArray });

/**
 * The median of a window around each element (`scipy.ndimage.median_filter`): takes away specks and keeps edges. Of an even
 * number of neighbours it is the upper one. The type stays.
 *
 * @ko 윈도 안의 중앙값으로 바꿉니다. 점 잡음을 없앱니다.
 * @param x (n), (h, w) or (h, w, c)
 * @param size side of the window, or [rows, columns]
 * @example image.medianFilter(photo, 3), image.medianFilter(photo, { footprint: image.disk(2) })
 */
export function medianFilter(x: NDArray, size: WindowSize | RankOptions, options?: RankOptions): NDArray {
  const who = 'image.medianFilter';
  return picked(x, size, options, arguments, who, (n) => Math.floor(n / 2));
}

/**
 * The smallest value of a window around each element (`scipy.ndimage.minimum_filter`). The type stays.
 * @ko 윈도 안의 최솟값으로 바꿉니다.
 */
export function minimumFilter(x: NDArray, size: WindowSize | RankOptions, options?: RankOptions): NDArray {
  return picked(x, size, options, arguments, 'image.minimumFilter', () => 0);
}

/**
 * The largest value of a window around each element (`scipy.ndimage.maximum_filter`). The type stays.
 * @ko 윈도 안의 최댓값으로 바꿉니다.
 */
export function maximumFilter(x: NDArray, size: WindowSize | RankOptions, options?: RankOptions): NDArray {
  return picked(x, size, options, arguments, 'image.maximumFilter', (n) => n - 1);
}

/** Reads a call of the filters above and picks the neighbour number `rank` (of n, from the smallest). */
function picked(
  x: NDArray,
  size: WindowSize | RankOptions,
  options: RankOptions | undefined,
  args: ArrayLike<unknown>,
  who: string,
  rank: (n: number) => number,
): NDArray {
  checkCall(who, args, 3, rankOptions);
  const bare = typeof size === 'object' && !Array.isArray(size);
  const { mode, cval, footprint } = readOptions(who, bare ? (size as RankOptions) : options, rankOptions);
  const block = blockOf(x, who);
  if (bare && footprint === undefined) throw noSize(size, who);
  const window = footprint === undefined ? sized(size as WindowSize, block, who) : footprintOf(footprint, who);
  const n = window.flags.filter(Boolean).length;
  return fromTyped(samplesAs(pick(block, window, rank(n), n, mode, cval), block.dtype, who), block.shape, block.dtype);
}

function pick(block: Block, window: Footprint, rank: number, n: number, mode: FilterMode, cval: number): Float64Array {
  if (rank === 0 || rank === n - 1) return extremes(block, window, rank > 0, mode, cval);
  return ranked(block, window, rank, mode, cval);
}

/** A window of a size over the axes of the block. */
function sized(size: WindowSize, block: Block, who: string): Footprint {
  const sides = typeof size === 'number' ? [size, size] : size;
  const whole = Array.isArray(sides) && sides.length === 2 && sides.every((n) => Number.isInteger(n) && n > 0);
  if (!whole) throw noSize(size, who);
  const [rows, cols] = sides as [number, number];
  return fullFootprint(block.shape.length === 1 ? 1 : rows, cols);
}

function noSize(size: unknown, who: string): ShapeError {
  return new ShapeError({
    who,
    rule: {
      en: 'the window is a whole number above 0, or [rows, columns]',
      ko: '윈도는 0보다 큰 정수이거나 [행, 열]입니다',
    },
    received: describe(size),
  });
}

export interface MedianOptions {
  /**
   * What lies beyond the border. Default 'nearest', the edge repeated.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'nearest'는 가장자리를 되풀이합니다.
   */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

const medianOptions = optionsOf<MedianOptions>()({ mode: filterMode.or('nearest'), cval: number().or(0) });

/**
 * The median of a neighbourhood (`skimage.filters.median`). The type stays, channels stay apart.
 * @ko 이웃의 중앙값으로 바꿉니다. 점 잡음을 없앱니다.
 * @param footprint zeros and ones (kh, kw); default 3×3 ones
 * @example image.median(photo, image.disk(2))
 */
export function median(picture: NDArray, footprint?: ArraySource, options?: MedianOptions): NDArray {
  const who = 'image.median';
  if (arguments.length > 2) checkCall(who, arguments, 3, medianOptions);
  const { mode, cval } = readOptions(who, options, medianOptions);
  const block = blockOf(picture, who);
  const window = footprint === undefined ? fullFootprint(block.shape.length === 1 ? 1 : 3, 3) : footprintOf(footprint, who);
  const n = window.flags.filter(Boolean).length;
  const values = pick(block, window, Math.floor(n / 2), n, mode, cval);
  return fromTyped(samplesAs(values, block.dtype, who), block.shape, block.dtype);
} // prettier-ignore

/**
 * The `percentile`-th percent of a window around each element (`scipy.ndimage.percentile_filter`). The type stays.
 * @ko 윈도 안의 백분위 값으로 바꿉니다.
 * @param percentile 0 (smallest) to 100 (largest); negative ones count from 100
 */
export function percentileFilter(x: NDArray, percentile: number, size: WindowSize | RankOptions, options?: RankOptions): NDArray {
  const who = 'image.percentileFilter';
  checkCall(who, arguments, 4, rankOptions);
  if (!(typeof percentile === 'number' && percentile >= -100 && percentile <= 100)) {
    throw new ValueError({
      who,
      rule: { en: 'the percentile is a number from -100 to 100', ko: '백분위는 -100부터 100까지의 수입니다' },
      received: describe(percentile),
    });
  }
  const share = percentile < 0 ? percentile + 100 : percentile;
  return picked(x, size, options, [x, size, options], who, (n) => (share === 100 ? n - 1 : Math.floor((n * share) / 100)));
} // prettier-ignore

/**
 * The average of a window around each element (`scipy.ndimage.uniform_filter`, OpenCV's `blur`). The type stays: whole numbers
 * cut off their fractions after each axis.
 *
 * @ko 윈도 안의 평균으로 바꿉니다.
 * @param size side of the window, or [rows, columns]
 */
export function uniformFilter(x: NDArray, size: WindowSize, options?: WindowOptions): NDArray {
  const who = 'image.uniformFilter';
  if (arguments.length > 2) checkCall(who, arguments, 3, windowOptions);
  const { mode, cval } = readOptions(who, options, windowOptions);
  const block = blockOf(x, who);
  const { rows, cols } = sized(size, block, who);
  return fromTyped(averages(block, [rows, cols], mode, cval, who), block.shape, block.dtype);
}

/** The averages of a window over rows and columns; between the axes the samples have their type. */
export function averages(
  block: Block,
  sides: readonly [number, number],
  mode: FilterMode,
  cval: number,
  who: string,
): Block['data'] {
  let data = block.data;
  sides.forEach((side, place) => {
    if (side <= 1) return;
    const sums = correlateAxis({ data, dims: block.dims }, new Float64Array(side).fill(1), Math.floor(side / 2), place, mode, cval);
    // Whole numbers are summed exactly and then divided, so that no fraction is cut off that rounding made.
    data = samplesAs(sums.map((v) => v / side), block.dtype, who);
  });
  return data === block.data ? data.slice() : data;
} // prettier-ignore
