/** @file Two-dimensional convolution with a choice of how much of it is kept, as `scipy.signal.convolve2d`. */
import { checkCall, number, optionsOf, readOptions, word, type Filled } from '../../arguments/index.ts';
import { np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { DTypeError, ShapeError, shapeText } from '../../errors/index.ts';
import { padded, stored, type FilterMode } from './block.ts';
import { correlateBlock } from './correlate.ts';

export interface Convolve2dOptions {
  /**
   * How much is kept: 'full' every place where the two touch, 'same' as much as the first is large, 'valid' where the second lies
   * wholly inside. Default 'full'.
   * @ko 결과의 크기입니다. 'full'은 닿는 곳 모두, 'same'은 첫 배열만큼, 'valid'는 완전히 들어가는 곳만. 기본값 'full'.
   */
  mode?: 'full' | 'same' | 'valid';
  /** What lies beyond the border: 'fill' the value `fillvalue` (default), 'symm' the mirror image, 'wrap' the other end. */
  boundary?: 'fill' | 'symm' | 'wrap';
  /** The value beyond the border when boundary is 'fill'. Default 0. */
  fillvalue?: number;
}

const convolve2dOptions = optionsOf<Convolve2dOptions>()({
  mode: word('full', 'same', 'valid').or('full'),
  boundary: word('fill', 'symm', 'wrap').or('fill'),
  fillvalue: number().or(0),
});

/**
 * Convolution of two arrays (h, w) and (kh, kw), the second turned by 180° (`scipy.signal.convolve2d`). The type is NumPy's for
 * both together; results that do not fit into it are refused.
 *
 * @ko 두 2차원 배열의 합성곱입니다. 둘째 배열을 180° 돌려서 얹습니다.
 * @throws ShapeError for other ranks, and in mode 'valid' when neither lies inside the other
 * @example image.convolve2d(grey, [[0, 1, 0], [1, -4, 1], [0, 1, 0]], { mode: 'same', boundary: 'symm' })
 */
export function convolve2d(x: ArraySource, weights: ArraySource, options?: Convolve2dOptions): NDArray {
  const who = 'image.convolve2d';
  if (arguments.length > 2) checkCall(who, arguments, 3, convolve2dOptions);
  return both(x, weights, readOptions(who, options, convolve2dOptions), false, who);
}

/**
 * The same with the second laid on as it is (`scipy.signal.correlate2d`): what a CNN calls a convolution.
 * @ko 두 2차원 배열의 상관입니다. 둘째 배열을 그대로 얹습니다. CNN의 합성곱과 같습니다.
 */
export function correlate2d(x: ArraySource, weights: ArraySource, options?: Convolve2dOptions): NDArray {
  const who = 'image.correlate2d';
  if (arguments.length > 2) checkCall(who, arguments, 3, convolve2dOptions);
  return both(x, weights, readOptions(who, options, convolve2dOptions), true, who);
}

type Given = Filled<Convolve2dOptions, typeof convolve2dOptions.rules>;

const borders: Readonly<Record<'fill' | 'symm' | 'wrap', FilterMode>> = {
  fill: 'constant',
  symm: 'reflect',
  wrap: 'wrap',
};

function both(x: ArraySource, weights: ArraySource, given: Given, straight: boolean, who: string): NDArray {
  for (const each of [x, weights] as unknown[]) {
    if (each !== undefined && each !== null) continue;
    throw new DTypeError({
      who,
      rule: { en: 'takes two arrays', ko: '배열 두 개를 받습니다' },
      received: String(each),
    });
  }
  const [a, b] = [np.asarray(x), np.asarray(weights)];
  for (const each of [a, b]) {
    if (each.shape.length === 2 && each.size > 0) continue;
    throw new ShapeError({
      who,
      rule: { en: 'both arrays are (h, w)', ko: '두 배열은 모두 (h, w)입니다' },
      received: { en: `${shapeText(a.shape)} and ${shapeText(b.shape)}`, ko: `${shapeText(a.shape)}, ${shapeText(b.shape)}` },
      hint: { en: 'One channel of a picture is x.at(":", ":", 0); all of them at once: image.convolve(x, weights)', ko: '그림의 한 채널은 x.at(":", ":", 0), 모든 채널은 한꺼번에 image.convolve(x, weights)' },
    });
  }
  const [h, w] = a.shape as [number, number];
  const [kh, kw] = b.shape as [number, number];
  // Where only the second is larger, the two change places, as in SciPy; a correlation is then read backwards.
  if (given.mode === 'valid' && kh >= h && kw >= w && (kh > h || kw > w)) {
    const other = both(b, a, given, straight, who);
    return straight ? other.at('::-1', '::-1').copy() : other;
  }
  if (given.mode === 'valid' && (kh > h || kw > w)) {
    throw new ShapeError({
      who,
      rule: { en: "for mode 'valid' one array lies inside the other", ko: "mode 'valid'에서는 한 배열이 다른 배열 안에 들어가야 합니다" },
      received: { en: `${shapeText(a.shape)} and ${shapeText(b.shape)}`, ko: `${shapeText(a.shape)}, ${shapeText(b.shape)}` },
    });
  }
  const taps = Float64Array.from(toTyped(b));
  if (!straight) taps.reverse();
  const dtype = np.resultType(a, b);
  const [rows, cols] = sizeFor(given.mode, [h, w], [kh, kw]);
  const middle = (k: number): number => (straight ? k - 1 - Math.floor((k - 1) / 2) : Math.floor((k - 1) / 2));
  // The place of the first result, as that of the last weight on the first array.
  const [top, left] = given.mode === 'full' ? [0, 0] : given.mode === 'valid' ? [kh - 1, kw - 1] : [middle(kh), middle(kw)];
  // Results are asked for around an array that has the whole border already.
  const wide = padAround(a, [kh - 1, kw - 1], borders[given.boundary], given.fillvalue);
  const sums = correlateBlock({ data: wide.data, dims: [wide.rows, wide.cols, 1], shape: [wide.rows, wide.cols], dtype }, taps, [kh, kw, 1], [0, 0, 0], 'constant', 0);
  const out = new Float64Array(rows * cols);
  for (let y = 0; y < rows; y++) for (let i = 0; i < cols; i++) out[y * cols + i] = sums[(y + top) * wide.cols + i + left]!;
  return stored(out, [rows, cols], dtype, who);
} // prettier-ignore

function sizeFor(mode: Given['mode'], [h, w]: [number, number], [kh, kw]: [number, number]): [number, number] {
  if (mode === 'full') return [h + kh - 1, w + kw - 1];
  return mode === 'same' ? [h, w] : [h - kh + 1, w - kw + 1];
}

/** The array with a border of [rows, columns] on all sides. */
function padAround(a: NDArray, [rows, cols]: [number, number], mode: FilterMode, value: number): { data: Float64Array; rows: number; cols: number } {
  const [h, w] = a.shape as [number, number];
  const { data, rowStride } = padded({ data: toTyped(a), dims: [h, w, 1] }, [rows, cols, 0], [rows, cols, 0], mode, value);
  return { data, rows: h + 2 * rows, cols: rowStride };
} // prettier-ignore
