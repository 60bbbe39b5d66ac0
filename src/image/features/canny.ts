/** @file Canny's edges as `skimage.feature.canny`: blur, slope, only the crest of each slope, weak crests only beside strong ones. */
import { Rule, checkCall, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { NDArray, fromTyped, type TypedArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { floatsOf } from '../color/range.ts';
import { filterMode, type FilterMode } from '../filters/block.ts';
import { correlateAxis } from '../filters/correlate.ts';
import { extremes, fullFootprint } from '../filters/footprint.ts';
import { blurredFloats } from '../filters/gaussian.ts';
import { areasOf } from '../measure/label.ts';
import { greyOf, storeLike, wholeRange } from '../pixels.ts';

export interface CannyOptions {
  /** Width of the Gaussian that goes before. Default 1. */
  sigma?: number;
  /** Slopes below are no edges, in the unit of the picture (of floats 0..1). Default a tenth of what the type can hold. */
  lowThreshold?: number;
  /** Slopes from here on are edges. Default a fifth of what the type can hold. */
  highThreshold?: number;
  /** Which pixels count, (h, w). Default all. */
  mask?: NDArray;
  /** The thresholds are shares of all slopes, 0..1. Default false. */
  useQuantiles?: boolean;
  /** What lies beyond the border for the blur. Default 'constant', which is taken out of the result again. */
  mode?: FilterMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

const cannyOptions = optionsOf<CannyOptions>()({
  sigma: number({ from: 0 }).or(1),
  lowThreshold: number(),
  highThreshold: number(),
  mask: new Rule<NDArray>({ en: 'an array', ko: '배열' }, (value) => value instanceof NDArray),
  useQuantiles: flag().or(false),
  mode: filterMode.or('constant'),
  cval: number().or(0),
});

/**
 * Canny's edge lines, one pixel wide (`skimage.feature.canny`).
 *
 * @ko 캐니 방법으로 한 픽셀 굵기의 윤곽선을 찾습니다. 결과는 bool입니다.
 * @param picture (h, w)
 * @returns (h, w), bool
 * @example image.canny(image.rgb2gray(photo), { sigma: 2 })
 */
export function canny(picture: NDArray, options?: CannyOptions): NDArray {
  const who = 'image.canny';
  if (arguments.length > 1) checkCall(who, arguments, 2, cannyOptions);
  const given = readOptions(who, options, cannyOptions);
  const source = greyOf(picture, who);
  const { height, width } = source;
  if (source.dtype === 'int64') {
    throw new ValueError({
      who,
      rule: { en: 'int64 pictures do not say which value is white', ko: 'int64 그림은 어느 값이 흰색인지 알 수 없습니다' },
      hint: { en: 'Begin with x.astype("uint8") for values 0..255', ko: '값이 0..255라면 x.astype("uint8")로 시작하세요' },
    });
  }
  const white = given.useQuantiles ? 1 : (wholeRange(source)?.[1] ?? 1);
  const low = given.lowThreshold === undefined ? 0.1 : given.lowThreshold / white;
  const high = given.highThreshold === undefined ? 0.2 : given.highThreshold / white;
  if (high < low || (given.useQuantiles && (low < 0 || high > 1))) {
    throw new ValueError({
      who,
      rule: given.useQuantiles
        ? { en: '0 ≤ lowThreshold ≤ highThreshold ≤ 1 with useQuantiles', ko: 'useQuantiles에서는 0 ≤ lowThreshold ≤ highThreshold ≤ 1입니다' }
        : { en: 'lowThreshold is at most highThreshold', ko: 'lowThreshold는 highThreshold보다 클 수 없습니다' },
      received: { en: `${low * white} and ${high * white}`, ko: `${low * white}, ${high * white}` },
    });
  }
  const dims = [height, width, 1] as const;
  const { data } = floatsOf(source.data, source.dtype, false);
  const flags = given.mask === undefined ? undefined : maskOf(given.mask, height, width, who);
  const calm = smoothed(data, dims, flags, given);
  const down = slopes(calm, dims, 0);
  const right = slopes(calm, dims, 1);
  const steep = storeLike(down, down.length);
  const round = down instanceof Float32Array ? Math.fround : (v: number): number => v;
  for (let i = 0; i < steep.length; i++) steep[i] = Math.sqrt(round(round(down[i]! * down[i]!) + round(right[i]! * right[i]!)));
  const [from, to] = given.useQuantiles ? [quantile(steep, low), quantile(steep, high)] : [low, high];
  const crests = crestsOf(steep, down, right, insideOf(flags, height, width), width, from);
  // Crests that touch one another are one edge; it counts when it is strong somewhere.
  const areas = areasOf({ data: crests.map((v) => Number(v > 0)), height, width, channels: 1, flat: true, dtype: 'uint8' }, 0, true);
  const strong = new Set<number>();
  crests.forEach((v, i) => v > 0 && v >= to && strong.add(areas[i]!));
  return fromTyped(Uint8Array.from(areas, (area) => Number(strong.has(area))), [height, width], 'bool');
} // prettier-ignore

/** SciPy's Sobel filter: the difference along one axis, then three pixels weighed along the other. */
function slopes(calm: TypedArray, dims: readonly [number, number, number], place: 0 | 1): TypedArray {
  const kept = (sums: Float64Array): TypedArray => (calm instanceof Float32Array ? Float32Array.from(sums) : sums);
  const steps = kept(correlateAxis({ data: calm, dims }, Float64Array.of(-1, 0, 1), 1, place, 'reflect', 0));
  return kept(correlateAxis({ data: steps, dims }, Float64Array.of(1, 2, 1), 1, 1 - place, 'reflect', 0));
}

function maskOf(mask: NDArray, height: number, width: number, who: string): Float64Array {
  if (mask.ndim === 2 && mask.shape[0] === height && mask.shape[1] === width)
    return Float64Array.from(mask.toTyped(), (v) => Number(v !== 0));
  throw new ShapeError({
    who,
    rule: { en: 'the mask has the shape of the picture', ko: 'mask의 모양은 그림과 같습니다' },
    received: { en: `a mask ${shapeText(mask.shape)} for a picture ${shapeText([height, width])}`, ko: `그림 ${shapeText([height, width])}에 mask ${shapeText(mask.shape)}` },
  });
} // prettier-ignore

/** The blurred picture; what lies beyond the border or the mask is divided out again. */
function smoothed(
  data: TypedArray,
  dims: readonly [number, number, number],
  flags: Float64Array | undefined,
  { sigma, mode, cval }: { readonly sigma: number; readonly mode: FilterMode; readonly cval: number },
): TypedArray {
  const seen = flags === undefined ? data : data.map((v, i) => (flags[i] === 0 ? 0 : v));
  const calm = blurredFloats(seen, dims, sigma, { mode, cval });
  if (mode !== 'constant' && flags === undefined) return calm;
  const single = data instanceof Float32Array;
  const ones = storeLike(data, data.length);
  for (let i = 0; i < ones.length; i++) ones[i] = flags === undefined ? 1 : flags[i]!;
  const share = blurredFloats(ones, dims, sigma, { mode, cval });
  const eps = single ? 2 ** -23 : Number.EPSILON;
  const out = storeLike(data, data.length);
  for (let i = 0; i < out.length; i++) out[i] = calm[i]! / (single ? Math.fround(share[i]! + eps) : share[i]! + eps);
  return out;
}

/** Pixels that can be edges: not on the border, and with all their neighbours in the mask. */
function insideOf(flags: Float64Array | undefined, height: number, width: number): Float64Array {
  const all = flags ?? new Float64Array(height * width).fill(1);
  return extremes({ data: all, dims: [height, width, 1] }, fullFootprint(3, 3), false, 'constant', 0);
}

/** The share `q` of the values, as `np.percentile`. */
function quantile(values: TypedArray, q: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const place = q * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  const [a, b, t] = [sorted[below]!, sorted[above]!, place - below];
  return t >= 0.5 ? b - (b - a) * (1 - t) : a + (b - a) * t;
}

/** The steepness where it is larger than on both sides, in the direction of the slope; 0 elsewhere. */
function crestsOf(
  steep: TypedArray,
  down: TypedArray,
  right: TypedArray,
  inside: Float64Array,
  width: number,
  low: number,
): Float64Array {
  const out = new Float64Array(steep.length);
  const least = low === 0 ? 1e-14 : Math.fround(low);
  for (let i = 0; i < out.length; i++) {
    const m = steep[i]!;
    if (inside[i] === 0 || !(m >= least)) continue;
    const [dy, dx] = [down[i]!, right[i]!];
    const [ay, ax] = [Math.abs(dy), Math.abs(dx)];
    const along = dy > 0 === dx > 0 ? width + 1 : -width + 1;
    // The nearer of the straight neighbours, and how far the slope leans towards the diagonal one.
    const flat = along > 0 ? !(ay > ax) : ay < ax;
    const straight = flat ? 1 : along > 0 ? width : -width;
    const lean = flat ? ay / ax : ax / ay;
    const one = steep[i + along]! * lean + steep[i + straight]! * (1 - lean);
    const other = steep[i - along]! * lean + steep[i - straight]! * (1 - lean);
    if (one <= m && other <= m) out[i] = m;
  }
  return out;
}
