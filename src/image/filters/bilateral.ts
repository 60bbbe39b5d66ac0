/**
 * @file The bilateral filter of `skimage.restoration.denoise_bilateral`: an average whose weights fall with the distance and with
 * the difference of colour, so that edges stay. As there, both weights come from tables, the second with `bins` entries. (scikit-image 0.26 reads its table of
 * distances with a wrong row length and takes the table's end from whole numbers as they are; here both are right.)
 */
import { Rule, checkCall, integer, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { borderMode, pixelsOf, storeLike, type BorderMode } from '../pixels.ts';
import { blockOf, padded, type FilterMode } from './block.ts';
import { floatBlock } from './gaussian.ts';

export interface DenoiseBilateralOptions {
  /** Side of the window, odd. Default the larger of 5 and 2 ⌈3 sigmaSpatial⌉ + 1. */
  winSize?: number;
  /** How different colours may be and still be averaged. Default the standard deviation of the picture. */
  sigmaColor?: number;
  /** How far the average reaches, in pixels. Default 1. */
  sigmaSpatial?: number;
  /** Entries of the table of colour weights. Default 10000. */
  bins?: number;
  /** What lies beyond the border, by `np.pad`'s names. Default 'constant'. */
  mode?: BorderMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
}

const denoiseBilateralOptions = optionsOf<DenoiseBilateralOptions>()({
  winSize: new Rule<number>(
    { en: 'an odd whole number above 0', ko: '0보다 큰 홀수' },
    (value) => Number.isInteger(value) && (value as number) > 0 && (value as number) % 2 === 1,
  ),
  sigmaColor: number({ above: 0 }),
  sigmaSpatial: number({ above: 0 }).or(1),
  bins: integer({ from: 1 }).or(10000),
  mode: borderMode.or('constant'),
  cval: number().or(0),
});

/** The names of `np.pad` in SciPy's. */
const borders: Readonly<Record<BorderMode, FilterMode>> = {
  constant: 'constant',
  edge: 'nearest',
  symmetric: 'reflect',
  reflect: 'mirror',
  wrap: 'wrap',
};

/**
 * Smooths areas and keeps edges (`skimage.restoration.denoise_bilateral`). Floats in 0..1; the channels of a colour count together.
 * @ko 윤곽선은 남기고 고른 곳만 부드럽게 합니다. 결과는 0~1의 실수입니다.
 */
export function denoiseBilateral(picture: NDArray, options?: DenoiseBilateralOptions): NDArray {
  const who = 'image.denoiseBilateral';
  if (arguments.length > 1) checkCall(who, arguments, 2, denoiseBilateralOptions);
  const given = readOptions(who, options, denoiseBilateralOptions);
  pixelsOf(picture, who);
  const block = floatBlock(blockOf(picture, who), false);
  const { data, dims } = block;
  const [h, w, c] = dims;
  const { sigmaSpatial, bins, mode, cval } = given;
  const side = given.winSize ?? Math.max(5, 2 * Math.ceil(3 * sigmaSpatial) + 1);
  const reach = Math.floor((side - 1) / 2);
  let [low, high, sum, squares] = [Infinity, -Infinity, 0, 0];
  for (const v of data) {
    if (v < low) low = v;
    if (v > high) high = v;
    sum += v;
  }
  if (low === high) return fromTyped(data.slice(), block.shape, block.dtype);
  const mean = sum / data.length;
  for (const v of data) squares += (v - mean) ** 2;
  const sigmaColor = given.sigmaColor ?? Math.sqrt(squares / data.length);
  const shift = Math.min(0, low);
  const values = Float64Array.from(data, (v) => v - shift);
  const table = Float64Array.from({ length: bins }, (_, i) => Math.exp(-0.5 * ((i * high) / bins / sigmaColor) ** 2));
  const near = Float64Array.from({ length: side * side }, (_, i) => {
    const [y, x] = [Math.floor(i / side) - Math.floor(side / 2), (i % side) - Math.floor(side / 2)];
    return Math.exp(-0.5 * (Math.hypot(y, x) / sigmaSpatial) ** 2);
  });
  // A table made for one channel: the distances of more are shortened to it.
  const scale = Math.floor(bins / c) / (high - shift);
  // The constant beyond the border is no sample and is not shifted.
  const { data: wide, rowStride } = padded({ data: values, dims }, [reach, reach, 0], [reach, reach, 0], borders[mode], cval);
  const offsets = Int32Array.from({ length: side * side }, (_, i) => Math.floor(i / side) * rowStride + (i % side) * c);
  const out = storeLike(data, data.length);
  const total = new Float64Array(c);
  for (let y = 0, to = 0; y < h; y++) {
    for (let x = 0; x < w; x++, to += c) {
      const start = y * rowStride + x * c;
      total.fill(0);
      let weights = 0;
      for (let i = 0; i < offsets.length; i++) {
        const from = start + offsets[i]!;
        let square = 0;
        for (let k = 0; k < c; k++) {
          const difference = wide[from + k]! - values[to + k]!;
          square += difference * difference;
        }
        const bin = Math.trunc(Math.sqrt(square) * scale);
        const weight = near[i]! * table[bin < bins ? bin : bins - 1]!;
        weights += weight;
        for (let k = 0; k < c; k++) total[k]! += wide[from + k]! * weight;
      }
      for (let k = 0; k < c; k++) out[to + k] = total[k]! / weights + shift;
    }
  }
  return fromTyped(out, block.shape, block.dtype);
} // prettier-ignore
