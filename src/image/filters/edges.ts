/**
 * @file Edges as `skimage.filters` finds them: a difference along one axis, weighed smoothly along the other, or the length of
 * both. Whole numbers become float64 in 0..1, float32 stays float32, every channel has edges of its own.
 */
import { checkCall, choice, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { pixelsOf } from '../pixels.ts';
import { blockOf, filterMode, samplesAs, type Block, type FilterMode } from './block.ts';
import { correlateBlock } from './correlate.ts';
import { floatBlock } from './gaussian.ts';

export interface EdgeOptions {
  /** 0: differences from row to row (horizontal edges), 1: from column to column. Default: the length of both, √((a² + b²) / 2). */
  axis?: 0 | 1;
  /**
   * What lies beyond the border. Default 'reflect'.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'.
   */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

const edgeOptions = optionsOf<EdgeOptions>()({
  axis: choice(0, 1),
  mode: filterMode.or('reflect'),
  cval: number().or(0),
});

const smooth = {
  sobel: [0.25, 0.5, 0.25],
  prewitt: [1 / 3, 1 / 3, 1 / 3],
  scharr: [3 / 16, 10 / 16, 3 / 16],
} as const;

/**
 * Sobel's edges (`skimage.filters.sobel`): how steep the picture is at each pixel, 0..1. One direction by `axis`.
 * SciPy's `ndimage.sobel(x, axis)` is 4 times `sobel(x, { axis })` of floats.
 *
 * @ko 소벨 필터로 윤곽선을 찾습니다. 결과는 0~1의 실수입니다.
 * @example image.sobel(grey), image.sobel(grey, { axis: 0 })
 */
export function sobel(picture: NDArray, options?: EdgeOptions): NDArray {
  const who = 'image.sobel';
  if (arguments.length > 2) checkCall(who, arguments, 2, edgeOptions);
  return edges(picture, 'sobel', options, who);
}

/**
 * Prewitt's edges (`skimage.filters.prewitt`). SciPy's `ndimage.prewitt(x, axis)` is 3 times `prewitt(x, { axis })` of floats.
 * @ko 프리윗 필터로 윤곽선을 찾습니다. 결과는 0~1의 실수입니다.
 */
export function prewitt(picture: NDArray, options?: EdgeOptions): NDArray {
  const who = 'image.prewitt';
  if (arguments.length > 2) checkCall(who, arguments, 2, edgeOptions);
  return edges(picture, 'prewitt', options, who);
}

/**
 * Scharr's edges (`skimage.filters.scharr`), whose strength depends least on their direction.
 * @ko 샤르 필터로 윤곽선을 찾습니다. 결과는 0~1의 실수입니다.
 */
export function scharr(picture: NDArray, options?: EdgeOptions): NDArray {
  const who = 'image.scharr';
  if (arguments.length > 2) checkCall(who, arguments, 2, edgeOptions);
  return edges(picture, 'scharr', options, who);
}

/**
 * Horizontal edges (`skimage.filters.sobel_h`), the same as `sobel(picture, { axis: 0 })`.
 * @ko 가로 윤곽선을 찾습니다.
 */
export function sobelH(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.sobelH', arguments, 1);
  return edges(picture, 'sobel', { axis: 0 }, 'image.sobelH');
}

/**
 * Vertical edges (`skimage.filters.sobel_v`), the same as `sobel(picture, { axis: 1 })`.
 * @ko 세로 윤곽선을 찾습니다.
 */
export function sobelV(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.sobelV', arguments, 1);
  return edges(picture, 'sobel', { axis: 1 }, 'image.sobelV');
}

/**
 * Horizontal edges (`skimage.filters.prewitt_h`).
 * @ko 가로 윤곽선을 찾습니다.
 */
export function prewittH(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.prewittH', arguments, 1);
  return edges(picture, 'prewitt', { axis: 0 }, 'image.prewittH');
}

/**
 * Vertical edges (`skimage.filters.prewitt_v`).
 * @ko 세로 윤곽선을 찾습니다.
 */
export function prewittV(picture: NDArray): NDArray {
  if (arguments.length > 1) checkCall('image.prewittV', arguments, 1);
  return edges(picture, 'prewitt', { axis: 1 }, 'image.prewittV');
}

function edges(picture: NDArray, kind: keyof typeof smooth, options: EdgeOptions | undefined, who: string): NDArray {
  const { axis, mode, cval } = readOptions(who, options, edgeOptions);
  pixelsOf(picture, who);
  const block = floatBlock(blockOf(picture, who), false);
  const along = (one: 0 | 1): Float64Array => slope(block, kind, one, mode, cval);
  if (axis !== undefined) return fromTyped(samplesAs(along(axis), block.dtype, who), block.shape, block.dtype);
  const [down, across] = [along(0), along(1)];
  // scikit-image has the squares and their sum in the type of the picture.
  const round = block.dtype === 'float32' ? Math.fround : (v: number): number => v;
  const sums = down.map((v, i) => {
    const [a, b] = [round(v), round(across[i]!)];
    return round(Math.sqrt(round(round(a * a) + round(b * b)))) / round(Math.SQRT2);
  });
  return fromTyped(samplesAs(sums, block.dtype, who), block.shape, block.dtype);
}

/** The difference of the two neighbours along an axis, weighed over three pixels along the other. */
function slope(block: Block, kind: keyof typeof smooth, axis: 0 | 1, mode: FilterMode, cval: number): Float64Array {
  const weights = smooth[kind];
  const taps = Float64Array.from({ length: 9 }, (_, i) => {
    const [row, col] = [Math.floor(i / 3), i % 3];
    const [along, beside] = axis === 0 ? [row, col] : [col, row];
    return (along - 1) * weights[beside]!;
  });
  return correlateBlock(block, taps, [3, 3, 1], [1, 1, 0], mode, cval);
}

/**
 * Laplace's edges (`skimage.filters.laplace`): 4 times the pixel minus its four neighbours, of floats in 0..1. SciPy's
 * `ndimage.laplace` is the negative of it.
 * @ko 라플라스 필터로 윤곽선을 찾습니다.
 */
export function laplace(picture: NDArray): NDArray {
  const who = 'image.laplace';
  if (arguments.length > 1) checkCall(who, arguments, 1);
  pixelsOf(picture, who);
  const block = floatBlock(blockOf(picture, who), false);
  const taps = Float64Array.of(0, -1, 0, -1, 4, -1, 0, -1, 0);
  const sums = correlateBlock(block, taps, [3, 3, 1], [1, 1, 0], 'reflect', 0);
  return fromTyped(samplesAs(sums, block.dtype, who), block.shape, block.dtype);
}
