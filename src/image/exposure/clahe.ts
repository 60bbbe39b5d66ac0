/**
 * @file Contrast limited adaptive histogram equalisation (Zuiderveld 1994) as `skimage.exposure.equalize_adapthist` does it: each tile
 * of the picture has its own curve of greys, no grey may win more than `clipLimit`, and a pixel blends the curves of the four
 * tiles around it.
 */
import { Rule, checkCall, integer, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { fromTyped, type NDArray } from '../../array/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { hsv2rgb, rgb2hsv } from '../color/spaces.ts';
import { borderIndex, pixelsOf, roundHalfEven, type Pixels } from '../pixels.ts';
import { floatsOf, imgAsFloat } from '../color/range.ts';
import { stretched } from './equalize.ts';

export interface EqualizeAdapthistOptions {
  /** Size of a tile, one number or [rows, columns]. Default an eighth of the picture. */
  kernelSize?: number | readonly [number, number];
  /** The share of a tile that one grey may have, 0..1; higher gives more contrast. Default 0.01. */
  clipLimit?: number;
  /** How many greys are told apart. Default 256. */
  nbins?: number;
}

const isSide = (value: unknown): boolean => Number.isInteger(value) && (value as number) > 0;
const equalizeAdapthistOptions = optionsOf<EqualizeAdapthistOptions>()({
  kernelSize: new Rule<number | readonly [number, number]>(
    { en: 'a whole number above 0, or [rows, columns]', ko: '0보다 큰 정수, 또는 [행, 열]' },
    (value) => isSide(value) || (Array.isArray(value) && value.length === 2 && value.every(isSide)),
  ),
  clipLimit: number({ from: 0 }).or(0.01),
  nbins: integer({ from: 1, to: 16384 }).or(256),
});

/** Greys that are worked with. */
const GREYS = 2 ** 14;

/**
 * Evens out the contrast of every part of the picture by itself, CLAHE (`skimage.exposure.equalize_adapthist`, OpenCV's
 * `createCLAHE`). Floats in 0..1, float32 stays float32. Of a colour the value of HSV is evened out; an alpha channel is dropped, negative
 * values count as 0.
 * @ko 부분마다 따로 대비를 높입니다(CLAHE). 결과는 0~1의 실수입니다.
 */
export function equalizeAdapthist(picture: NDArray, options?: EqualizeAdapthistOptions): NDArray {
  const who = 'image.equalizeAdapthist';
  if (arguments.length > 1) checkCall(who, arguments, 2, equalizeAdapthistOptions);
  const { kernelSize, clipLimit, nbins } = readOptions(who, options, equalizeAdapthistOptions);
  const source = pixelsOf(picture, who);
  if (!source.flat && source.channels !== 3 && source.channels !== 4) {
    throw new ShapeError({
      who,
      rule: { en: 'the picture is (h, w), RGB or RGBA', ko: '그림은 (h, w), RGB 또는 RGBA입니다' },
      received: shapeText(picture.shape),
    });
  }
  const { height, width } = source;
  const [rows, cols] = typeof kernelSize === 'number' ? [kernelSize, kernelSize] : (kernelSize ?? [Math.max(1, Math.floor(height / 8)), Math.max(1, Math.floor(width / 8))]); // prettier-ignore
  const work = (data: Float64Array): Float64Array => evened(data, [height, width], [rows, cols], clipLimit, nbins);
  if (source.flat) {
    const even = work(greysOf(source));
    return source.dtype === 'float32'
      ? fromTyped(Float32Array.from(even), [height, width], 'float32')
      : fromTyped(even, [height, width], 'float64');
  }
  const rgb = source.channels === 4 ? picture.at('...', ':3') : picture;
  const hsv = rgb2hsv(source.data.some((v) => v < 0) ? imgAsFloat(rgb).clip(0, 1) : rgb);
  const value = { ...source, ...floatsOf(hsv.at('...', 2).toTyped(), hsv.dtype, true) };
  hsv.set('...', 2, fromTyped(work(greysOf(value)), [height, width]));
  return hsv2rgb(hsv);
}

/** The samples as whole numbers 0..65535. */
function greysOf({ data, dtype }: Pixels): Float64Array {
  if (dtype === 'uint16') return Float64Array.from(data);
  const round = dtype === 'float32' ? Math.fround : (v: number): number => v;
  const floats = floatsOf(data, dtype, false).data;
  return Float64Array.from(floats, (v) => Math.min(65535, Math.max(0, roundHalfEven(round(v * 65535)))));
}

function rangeOf(data: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const v of data) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return [low, high];
}

/** The whole of it, for one channel: greys spread over 2¹⁴ levels, tiles, curves, and the result spread over 0..1. */
function evened(
  data: Float64Array,
  [h, w]: readonly [number, number],
  [kh, kw]: readonly [number, number],
  clipLimit: number,
  nbins: number,
): Float64Array {
  const greys = stretched({ data }, rangeOf(data), [0, GREYS - 1]).map(roundHalfEven);
  // A border of half a tile, so that every pixel has four tiles around it.
  const [top, left] = [Math.floor(kh / 2), Math.floor(kw / 2)];
  const rows = top + h + ((kh - (h % kh)) % kh) + Math.ceil(kh / 2);
  const cols = left + w + ((kw - (w % kw)) % kw) + Math.ceil(kw / 2);
  const width = 1 + Math.floor(GREYS / nbins);
  const bins = new Int32Array(rows * cols);
  for (let y = 0; y < rows; y++) {
    const from = borderIndex(y - top, h, 'reflect') * w;
    for (let x = 0; x < cols; x++)
      bins[y * cols + x] = Math.floor(greys[from + borderIndex(x - left, w, 'reflect')]! / width);
  }
  const tiles = [rows / kh - 1, cols / kw - 1] as const;
  const most = clipLimit > 0 ? Math.max(1, Math.trunc(clipLimit * kh * kw)) : kh * kw;
  const curves = Array.from({ length: tiles[0] * tiles[1] }, (_, i) => {
    const [y, x] = [top + Math.floor(i / tiles[1]) * kh, left + (i % tiles[1]) * kw];
    const counts = new Int32Array(nbins);
    for (let r = 0; r < kh; r++) for (let c = 0; c < kw; c++) counts[bins[(y + r) * cols + x + c]!]!++;
    return curveOf(clipped(counts, most), kh * kw);
  });
  const curveAt = (i: number, j: number): Float64Array =>
    curves[borderIndex(i - 1, tiles[0], 'edge') * tiles[1] + borderIndex(j - 1, tiles[1], 'edge')]!;
  const out = new Float64Array(h * w);
  for (let y = 0; y < h; y++) {
    const [i, a] = [Math.floor((y + top) / kh), ((y + top) % kh) / kh];
    for (let x = 0; x < w; x++) {
      const [j, b] = [Math.floor((x + left) / kw), ((x + left) % kw) / kw];
      const bin = bins[(y + top) * cols + x + left]!;
      // scikit-image adds in single precision and cuts off.
      let sum = Math.fround(curveAt(i, j)[bin]! * ((1 - b) * (1 - a)));
      sum = Math.fround(sum + Math.fround(curveAt(i, j + 1)[bin]! * (b * (1 - a))));
      sum = Math.fround(sum + Math.fround(curveAt(i + 1, j)[bin]! * ((1 - b) * a)));
      sum = Math.fround(sum + Math.fround(curveAt(i + 1, j + 1)[bin]! * (b * a)));
      out[y * w + x] = Math.trunc(sum);
    }
  }
  return stretched({ data: out }, rangeOf(out), [0, 1]);
}

/** Greys that have won more than `most` give the surplus to all others. */
function clipped(counts: Int32Array, most: number): Int32Array {
  const n = counts.length;
  let surplus = 0;
  for (let i = 0; i < n; i++) {
    if (counts[i]! <= most) continue;
    surplus += counts[i]! - most;
    counts[i] = most;
  }
  const share = Math.floor(surplus / n);
  const upper = most - share;
  for (let i = 0; i < n; i++) {
    const count = counts[i]!;
    const added = count < upper ? share : count < most ? most - count : 0;
    counts[i] = count + added;
    surplus -= added;
  }
  // What is left goes round, one each, spread over the greys that still have place for it.
  while (surplus > 0) {
    const before = surplus;
    for (let first = 0; first < n && surplus > 0; first++) {
      const open = counts.reduce((sum, count) => sum + Number(count < most), 0);
      const stride = Math.max(1, Math.floor(open / surplus));
      for (let i = first; i < n; i += stride) {
        if (counts[i]! >= most) continue;
        counts[i]!++;
        surplus--;
      }
    }
    if (surplus === before) break;
  }
  return counts;
}

/** Where each grey goes: the share of pixels up to it, of all greys. */
function curveOf(counts: Int32Array, pixels: number): Float64Array {
  let sum = 0;
  return Float64Array.from(counts, (n) => {
    sum += n;
    return Math.trunc(Math.min(GREYS - 1, sum * ((GREYS - 1) / pixels)));
  });
}
