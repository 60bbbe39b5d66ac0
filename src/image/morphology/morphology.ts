/**
 * @file Morphology as `skimage.morphology`: the smallest or largest value of a neighbourhood, and what is made of the two. Works on
 * masks (bool) and on pictures; the type stays, channels stay apart.
 */
import { Rule, checkCall, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { blockOf, emptyAs, samplesAs, type Block, type FilterMode } from '../filters/block.ts';
import { extremes, footprintOf, type Footprint } from '../filters/footprint.ts';
import { wholeRange } from '../pixels.ts';

/** What lies beyond the border: SciPy's ways, or the type's largest ('max') or smallest ('min') value, or nothing ('ignore'). */
export type MorphologyMode = FilterMode | { is: 'max' | 'min' | 'ignore' }['is'];

export interface MorphologyOptions {
  /**
   * What lies beyond the border. Default 'reflect'; 'ignore' lets nothing beyond it count.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'. 'ignore'는 밖을 세지 않습니다.
   */
  mode?: MorphologyMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

const modes = ['reflect', 'constant', 'nearest', 'mirror', 'wrap', 'max', 'min', 'ignore'] as const;
const morphologyOptions = optionsOf<MorphologyOptions>()({
  mode: new Rule<MorphologyMode>(
    {
      en: `one of ${modes.map((m) => `'${m}'`).join(', ')}`,
      ko: `${modes.map((m) => `'${m}'`).join(', ')} 가운데 하나`,
    },
    (value) => modes.includes(value as 'max'),
    modes,
  ).or('reflect'),
  cval: number().or(0),
});

/** A plus of five pixels, what scikit-image takes when it is given no footprint. */
const cross: Footprint = {
  rows: 3,
  cols: 3,
  flags: [false, true, false, true, true, true, false, true, false],
  centre: [1, 1],
};

/** The footprint of a call; an even side gets a row or column of zeros before it, so that it has a middle. */
function neighbours(given: ArraySource | undefined, who: string): Footprint {
  if (given === undefined) return cross;
  const { rows, cols, flags } = footprintOf(given, who);
  const [top, left] = [(rows + 1) % 2, (cols + 1) % 2];
  const [height, width] = [rows + top, cols + left];
  const wide = Array.from({ length: height * width }, (_, i) => {
    const [y, x] = [Math.floor(i / width) - top, (i % width) - left];
    return y >= 0 && x >= 0 && flags[y * cols + x]!;
  });
  return { rows: height, cols: width, flags: wide, centre: [(height - 1) / 2, (width - 1) / 2] };
}

/** The same neighbours seen from the other side. */
function mirrored(footprint: Footprint): Footprint {
  return { ...footprint, flags: footprint.flags.toReversed() };
}

/** One call: its picture, footprint and border. */
interface Call {
  readonly block: Block;
  readonly footprint: Footprint;
  readonly mode: MorphologyMode;
  readonly cval: number;
  readonly who: string;
}

function callOf(picture: NDArray, footprint: ArraySource | undefined, options: MorphologyOptions | undefined, args: ArrayLike<unknown>, who: string): Call {
  if (args.length > 2) checkCall(who, args, 3, morphologyOptions);
  const { mode, cval } = readOptions(who, options, morphologyOptions);
  return { block: blockOf(picture, who), footprint: neighbours(footprint, who), mode, cval, who };
} // prettier-ignore

/** The call's block with every sample replaced by the largest or smallest of its neighbours. */
function step(call: Call, largest: boolean, footprint = call.footprint): Block {
  const { block, mode, who } = call;
  const side = mode === 'ignore' ? (largest ? 'min' : 'max') : mode;
  const beyond = side === 'min' || side === 'max' ? endOf(block, side) : call.cval;
  const values = extremes(block, footprint, largest, side === 'min' || side === 'max' ? 'constant' : side, beyond);
  return { ...block, data: samplesAs(values, block.dtype, who) };
}

/** The smallest or largest value of the block's type. */
function endOf({ dtype }: Block, side: 'min' | 'max'): number {
  const range = wholeRange({ ...emptyAs(dtype, 0), dtype, height: 1, width: 1, channels: 1, flat: true });
  const [low, high] = range ?? [-Infinity, Infinity];
  return side === 'min' ? low : high;
}

function arrayFrom({ data, shape, dtype }: Block): NDArray {
  return fromTyped(data, shape, dtype);
}

/**
 * The smallest value of the neighbourhood (`skimage.morphology.erosion`): bright things shrink. The type stays.
 *
 * @ko 침식: 이웃의 최솟값으로 바꿉니다. 밝은 부분이 줄어듭니다.
 * @param footprint zeros and ones (kh, kw), for example `image.disk(2)`; default a plus of five pixels
 * @example image.erosion(grey.gt(128), image.square(3))
 */
export function erosion(picture: NDArray, footprint?: ArraySource, options?: MorphologyOptions): NDArray {
  return arrayFrom(step(callOf(picture, footprint, options, arguments, 'image.erosion'), false));
}

/**
 * The largest value of the neighbourhood (`skimage.morphology.dilation`): bright things grow. The type stays.
 * @ko 팽창: 이웃의 최댓값으로 바꿉니다. 밝은 부분이 늘어납니다.
 * @param footprint zeros and ones (kh, kw); default a plus of five pixels
 */
export function dilation(picture: NDArray, footprint?: ArraySource, options?: MorphologyOptions): NDArray {
  return arrayFrom(step(callOf(picture, footprint, options, arguments, 'image.dilation'), true));
}

/** Erosion then dilation (`largestFirst` false), or the other way round. */
function twice(call: Call, largestFirst: boolean): Block {
  const block = step(call, largestFirst);
  return step({ ...call, block }, !largestFirst, mirrored(call.footprint));
}

/**
 * Erosion, then dilation (`skimage.morphology.opening`): small bright specks go. The type stays.
 * @ko 열림: 침식한 뒤 팽창합니다. 작은 밝은 점이 사라집니다.
 * @param footprint zeros and ones (kh, kw); default a plus of five pixels
 */
export function opening(picture: NDArray, footprint?: ArraySource, options?: MorphologyOptions): NDArray {
  return arrayFrom(twice(callOf(picture, footprint, options, arguments, 'image.opening'), false));
}

/**
 * Dilation, then erosion (`skimage.morphology.closing`): small dark holes go. The type stays.
 * @ko 닫힘: 팽창한 뒤 침식합니다. 작은 어두운 구멍이 메워집니다.
 * @param footprint zeros and ones (kh, kw); default a plus of five pixels
 */
export function closing(picture: NDArray, footprint?: ArraySource, options?: MorphologyOptions): NDArray {
  return arrayFrom(twice(callOf(picture, footprint, options, arguments, 'image.closing'), true));
}

/**
 * The picture minus its opening (`skimage.morphology.white_tophat`): the small bright things alone. The type stays.
 * @ko 그림에서 열림을 뺍니다. 작은 밝은 것만 남습니다.
 * @param footprint zeros and ones (kh, kw); default a plus of five pixels
 */
export function whiteTophat(picture: NDArray, footprint?: ArraySource, options?: MorphologyOptions): NDArray {
  const call = callOf(picture, footprint, options, arguments, 'image.whiteTophat');
  return arrayFrom(difference(call.block, twice(call, false)));
}

/**
 * The closing minus the picture (`skimage.morphology.black_tophat`): the small dark things alone. The type stays.
 * @ko 닫힘에서 그림을 뺍니다. 작은 어두운 것만 남습니다.
 * @param footprint zeros and ones (kh, kw); default a plus of five pixels
 */
export function blackTophat(picture: NDArray, footprint?: ArraySource, options?: MorphologyOptions): NDArray {
  const call = callOf(picture, footprint, options, arguments, 'image.blackTophat');
  return arrayFrom(difference(twice(call, true), call.block));
}

/** a - b; of masks, where they differ. */
function difference(a: Block, b: Block): Block {
  const { data } = emptyAs(a.dtype, a.data.length);
  const mask = a.dtype === 'bool';
  for (let i = 0; i < data.length; i++) data[i] = mask ? a.data[i]! ^ b.data[i]! : a.data[i]! - b.data[i]!;
  return { ...a, data };
}
