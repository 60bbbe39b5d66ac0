/** @file Contrast: stretched (`rescale_intensity`), evened out (`equalize_hist`), bent (`adjust_gamma`), as `skimage.exposure`. */
import { Rule, checkCall, integer, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, np, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { emptyAs } from '../filters/block.ts';
import { pixelsOf, roundHalfEven, storeLike, wholeRange, type Pixels } from '../pixels.ts';
import { binsOf, countsOf } from './histogram.ts';

export interface EqualizeHistOptions {
  /** Bins of a float picture; whole numbers have a bin each. Default 256. */
  nbins?: number;
  /** Which pixels count, an array of the picture's shape; all are changed. Default all. */
  mask?: NDArray;
}

const equalizeHistOptions = optionsOf<EqualizeHistOptions>()({
  nbins: integer({ from: 1 }).or(256),
  mask: new Rule<NDArray>({ en: 'an array', ko: '배열' }, (value) => value instanceof np.ndarray),
});

/**
 * Spreads the values so that each grey is about as frequent as any other (`skimage.exposure.equalize_hist`). Floats in 0..1,
 * float32 stays float32. The channels of a colour share one histogram.
 * @ko 히스토그램을 평탄하게 하여 대비를 높입니다. 결과는 0~1의 실수입니다.
 */
export function equalizeHist(picture: NDArray, options?: EqualizeHistOptions): NDArray {
  const who = 'image.equalizeHist';
  if (arguments.length > 1) checkCall(who, arguments, 2, equalizeHistOptions);
  const { nbins, mask } = readOptions(who, options, equalizeHistOptions);
  const { data, dtype } = pixelsOf(picture, who);
  const counted = mask === undefined ? data : data.filter(insideOf(mask, picture, who));
  const bins = binsOf({ data: counted, dtype }, nbins, undefined, who);
  const counts = countsOf(counted, bins);
  const single = dtype === 'float32';
  let sum = 0;
  const shares = counts.map((n) => (sum += n) / counted.length).map((v) => (single ? Math.fround(v) : v));
  const spread = np.interp(fromTyped(Float64Array.from(data), [data.length]), fromTyped(bins.centers, [bins.centers.length]), fromTyped(shares, [shares.length])); // prettier-ignore
  return (spread as NDArray).reshape(picture.shape).astype(single ? 'float32' : 'float64');
}

/** Whether sample i is in the mask. */
function insideOf(mask: NDArray, picture: NDArray, who: string): (_: number, i: number) => boolean {
  if (mask.shape.join() !== picture.shape.join() || !mask.any()) {
    throw new ValueError({
      who,
      rule: { en: 'the mask has the shape of the picture and holds a pixel', ko: 'mask의 모양은 그림과 같고 픽셀이 하나 이상 들어 있어야 합니다' },
      received: { en: `a mask (${mask.shape.join(', ')}) for a picture (${picture.shape.join(', ')})`, ko: `그림 (${picture.shape.join(', ')})에 mask (${mask.shape.join(', ')})` },
    });
  }
  const flags = mask.toTyped();
  return (_, i) => flags[i] !== 0;
} // prettier-ignore

/** A range of values: that of the picture, that of its type, or [low, high]. */
type IntensityRange = 'image' | 'dtype' | readonly [number, number];

export interface RescaleIntensityOptions {
  /** The values that become the ends of the new range. Default 'image', the smallest and largest. */
  inRange?: IntensityRange;
  /** The new range. Default 'dtype', all the type can hold (0..1 for floats); with [low, high] the result is float. */
  outRange?: IntensityRange;
}

const rangeRule = new Rule<IntensityRange>(
  { en: "'image', 'dtype' or [low, high]", ko: "'image', 'dtype' 또는 [최소, 최대]" },
  (value) =>
    value === 'image' ||
    value === 'dtype' ||
    (Array.isArray(value) && value.length === 2 && value.every((v) => typeof v === 'number' && Number.isFinite(v))),
);
const rescaleIntensityOptions = optionsOf<RescaleIntensityOptions>()({
  inRange: rangeRule.or('image'),
  outRange: rangeRule.or('dtype'),
});

/**
 * Stretches the values from one range to another (`skimage.exposure.rescale_intensity`). The type stays, unless `outRange` is a
 * list: then float64 (float32 stays). Whole numbers cut off fractions.
 * @ko 밝기의 범위를 늘이거나 줄입니다.
 */
export function rescaleIntensity(picture: NDArray, options?: RescaleIntensityOptions): NDArray {
  const who = 'image.rescaleIntensity';
  if (arguments.length > 1) checkCall(who, arguments, 2, rescaleIntensityOptions);
  const { inRange, outRange } = readOptions(who, options, rescaleIntensityOptions);
  const source = pixelsOf(picture, who);
  const [low, high] = rangeOf(source, inRange, false);
  const [to, end] = rangeOf(source, outRange, low >= 0);
  const dtype = typeof outRange === 'string' || source.dtype === 'float32' ? source.dtype : 'float64';
  const { data: out } = emptyAs(dtype, source.data.length);
  const values = stretched(source, [low, high], [to, end], source.dtype === 'float32');
  for (let i = 0; i < out.length; i++) out[i] = values[i]!;
  return fromTyped(out, picture.shape, dtype);
}

/** Values cut off at `from` and stretched to `onto`. */
export function stretched(
  { data }: Pick<Pixels, 'data'>,
  [low, high]: readonly [number, number],
  [to, end]: readonly [number, number],
  single = false,
): Float64Array {
  const round = single ? Math.fround : (v: number): number => v;
  return Float64Array.from(data, (v) => {
    const clipped = Math.min(high, Math.max(low, v));
    if (low === high) return Math.min(end, Math.max(to, clipped));
    return round(round(round(round(clipped - low) / round(high - low)) * round(end - to)) + to);
  });
}

function rangeOf(source: Pixels, range: IntensityRange, positive: boolean): readonly [number, number] {
  if (typeof range !== 'string') return range;
  if (range === 'dtype') {
    const [low, high] = wholeRange(source) ?? [-1, 1];
    return [positive ? 0 : low, high];
  }
  let [low, high] = [Infinity, -Infinity];
  for (const v of source.data) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

export interface AdjustGammaOptions {
  /** What the result is multiplied by. Default 1. */
  gain?: number;
}

const adjustGammaOptions = optionsOf<AdjustGammaOptions>()({ gain: number().or(1) });

/**
 * Values in 0..1 to the power of `gamma` (`skimage.exposure.adjust_gamma`): above 1 darker, below 1 brighter. The type stays.
 * @ko 감마 보정으로 밝기를 바꿉니다. 1보다 크면 어둡게, 작으면 밝게 합니다.
 * @throws ValueError for negative values
 */
export function adjustGamma(picture: NDArray, gamma: number, options?: AdjustGammaOptions): NDArray {
  const who = 'image.adjustGamma';
  if (arguments.length > 2) checkCall(who, arguments, 3, adjustGammaOptions);
  const { gain } = readOptions(who, options, adjustGammaOptions);
  if (!(typeof gamma === 'number' && gamma >= 0)) {
    throw new ValueError({
      who,
      rule: { en: 'gamma is a number of at least 0', ko: 'gamma는 0 이상의 수입니다' },
      received: String(gamma),
    });
  }
  const source = pixelsOf(picture, who);
  const { data, dtype } = source;
  const out = storeLike(data, data.length);
  const negative = data.find((v) => v < 0);
  if (negative !== undefined) {
    throw new ValueError({
      who,
      rule: { en: 'the values are at least 0', ko: '값은 0 이상이어야 합니다' },
      received: String(negative),
      hint: { en: 'Write image.rescaleIntensity(picture, { outRange: [0, 1] }) first', ko: '먼저 image.rescaleIntensity(picture, { outRange: [0, 1] })를 쓰세요' },
    });
  }
  const scale = wholeRange(source)?.[1] ?? 1;
  for (let i = 0; i < out.length; i++) {
    const bent = (data[i]! / scale) ** gamma * scale * gain;
    out[i] = dtype === 'uint8' ? Math.min(255, Math.max(0, roundHalfEven(255 * gain * (data[i]! / 255) ** gamma))) : bent;
  }
  return fromTyped(out, picture.shape, dtype);
} // prettier-ignore
