/**
 * @file `resize` as `skimage.transform.resize` does it: a Gaussian against aliasing where the picture shrinks, then a
 * spline of order 0 to 5 sampled at the pixel centres of the new grid. One axis after the other, so each pass is a loop
 * over lines. The formulas are those of scikit-image 0.26 and scipy.ndimage (grid mode).
 */
import { Rule, checkCall, describe, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import type { DType, NDArray, TypedArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import {
  arrayOf,
  borderIndex,
  borderMode,
  clipLike,
  nameOf,
  pixelsOf,
  roundHalfEven,
  storeLike,
  withRoomFor,
  type BorderMode,
  type Pixels,
} from '../pixels.ts';
import { blurred, gaussian, tiny } from './blur.ts';
import { toFloat } from '../color/range.ts';
import { checkOrder, firstKnot, splineFilter, splineOrder, splineWeights, type SplineOrder } from './spline.ts';

export interface ResizeOptions {
  /**
   * 0 nearest, 1 linear (default), 2 to 5 higher splines.
   * @ko 0 최근접, 1 선형(기본값), 2~5 고차 스플라인입니다.
   */
  order?: SplineOrder;
  /**
   * What lies beyond the border. Default 'reflect'.
   * @ko 그림 밖을 무엇으로 볼지 정합니다. 기본값 'reflect'.
   */
  mode?: BorderMode;
  /**
   * The value beyond the border when mode is 'constant'. Default 0.
   * @ko mode가 'constant'일 때 테두리 밖의 값입니다. 기본값 0.
   */
  cval?: number;
  /**
   * Keeps the result inside the range of the picture. Default true.
   * @ko 결과를 그림의 값 범위 안에 둡니다. 기본값 true.
   */
  clip?: boolean;
  /**
   * Leaves the values as they are instead of mapping uint8 to 0..1. Default false.
   * @ko uint8을 0~1로 바꾸지 않고 값을 그대로 둡니다. 기본값 false.
   */
  preserveRange?: boolean;
  /**
   * Blurs before shrinking. Default: true when a side shrinks, except for whole numbers with order 0 and for bool.
   * @ko 줄이기 전에 흐리게 합니다. 기본값: 한 변이라도 줄면 true. 다만 order가 0인 정수 그림과 bool 그림에서는 false.
   */
  antiAliasing?: boolean;
  /**
   * Width of that blur, one number or [rows, columns]. Default (factor - 1) / 2. Channels are never blurred into one another
   * (scikit-image does that when given one number).
   * @ko 흐리는 폭입니다. 수 하나 또는 [행, 열]. 기본값 (배율 - 1) / 2. 채널끼리는 섞지 않습니다.
   */
  antiAliasingSigma?: number | readonly [number, number];
}

const resizeOptions = optionsOf<ResizeOptions>()({
  order: splineOrder,
  mode: borderMode.or('reflect'),
  cval: number().or(0),
  clip: flag().or(true),
  preserveRange: flag().or(false),
  antiAliasing: flag(),
  antiAliasingSigma: new Rule<number | readonly [number, number]>(
    { en: 'a number of at least 0, or [rows, columns]', ko: '0 이상의 수 또는 [행, 열]' },
    (value) => isWidth(value) || (Array.isArray(value) && value.length === 2 && value.every(isWidth)),
  ),
});

function isWidth(value: unknown): boolean {
  return typeof value === 'number' && value >= 0;
}

/** A line of samples inside a picture: every position along one axis. */
interface Axis {
  readonly n: number;
  /** Step between neighbours on the line, in samples. */
  readonly step: number;
}

/**
 * The picture in a new size. uint8 becomes float64 in 0..1 (order 0 keeps the type; float32 stays float32).
 *
 * @ko 그림의 크기를 바꿉니다.
 * @param picture (h, w) or (h, w, c)
 * @koParam picture (h, w) 또는 (h, w, c) 그림
 * @param size [rows, columns]; a third number must equal the channels
 * @koParam size [행, 열]. 셋째 수를 쓰면 채널 수와 같아야 합니다
 * @example image.resize(photo, [75, 75]) // (75, 75, 3), as skimage.transform.resize
 */
export function resize(picture: NDArray, size: readonly number[], options?: ResizeOptions): NDArray {
  const who = 'image.resize';
  if (arguments.length > 3) checkCall(who, arguments, 3, resizeOptions);
  const given = readOptions(who, options, resizeOptions);
  const { mode, cval, clip, preserveRange } = given;
  const source = pixelsOf(picture, who);
  const order = given.order ?? (source.dtype === 'bool' ? 0 : 1);
  const [rows, cols] = checkSize(size, source, who);
  checkOrder(order, source.dtype, 'resized', who);
  const work = order > 0 ? toFloat(source, preserveRange) : source;
  if (given.antiAliasing && source.dtype === 'bool') {
    throw new ValueError({
      who,
      rule: { en: 'a bool picture cannot be blurred', ko: 'bool 그림은 흐리게 할 수 없습니다' },
      received: 'antiAliasing true',
    });
  }
  const shrinks = rows < source.height || cols < source.width;
  const blur = given.antiAliasing ?? (shrinks && source.dtype !== 'bool' && !(isWhole(source.dtype) && order === 0));
  const sigmas = blurWidths(source, rows, cols, given.antiAliasingSigma);
  if (rows === source.height && cols === source.width) {
    const calm = blur ? gaussian(work, sigmas, mode, cval) : work;
    return arrayOf({ ...calm, data: calm.data.slice() });
  }
  const out = withRoomFor(rows, cols, who, () =>
    order <= 1
      ? zoomNear(work, rows, cols, order as 0 | 1, blur ? sigmas : [0, 0], mode, cval)
      : zoom(blur ? gaussian(work, sigmas, mode, cval) : work, rows, cols, order, mode, cval),
  );
  if (clip) clipLike(work.data, out.data, mode, cval);
  return arrayOf(out);
}

/** How many times larger, one number or [rows, columns]. */
type Scale = number | readonly [number, number];

/**
 * The picture `scale` times as large (`skimage.transform.rescale`), with the options of `resize`; sides are rounded half to even. uint8
 * becomes float64 in 0..1 (order 0 keeps the type; float32 stays float32).
 * @ko 그림의 크기를 배율로 바꿉니다.
 * @param scale one number, or [rows, columns]
 */
export function rescale(picture: NDArray, scale: Scale, options?: ResizeOptions): NDArray {
  const who = 'image.rescale';
  if (arguments.length > 2) checkCall(who, arguments, 3, resizeOptions);
  const { height, width } = pixelsOf(picture, who);
  const both = typeof scale === 'number' ? [scale, scale] : scale;
  if (!Array.isArray(both) || both.length !== 2 || !both.every((s) => Number.isFinite(s) && s > 0)) {
    throw new ValueError({
      who,
      rule: { en: 'scale is a number above 0, or [rows, columns]', ko: 'scale은 0보다 큰 수이거나 [행, 열]입니다' },
      received: describe(scale),
    });
  }
  const [down, across] = both as [number, number];
  const side = (n: number, s: number): number => Math.max(1, roundHalfEven(n * s));
  return resize(picture, [side(height, down), side(width, across)], options);
}

function checkSize(size: readonly number[], { channels, flat }: Pixels, who: string): [number, number] {
  if (!Array.isArray(size)) {
    throw new ShapeError({
      who,
      rule: { en: 'the new size is a list, [rows, columns]', ko: '새 크기는 리스트 [행, 열]입니다' },
      received: nameOf(size),
    });
  }
  const [rows, cols, third] = size as readonly number[];
  const whole = size.every((n) => Number.isInteger(n) && n > 0);
  if (!whole || rows === undefined || cols === undefined || size.length > 3) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the new size is [rows, columns], whole numbers above 0',
        ko: '새 크기는 [행, 열]이고 0보다 큰 정수입니다',
      },
      received: shapeText(size),
    });
  }
  if (third !== undefined && (flat || third !== channels)) {
    throw new ShapeError({
      who,
      rule: { en: 'resizing keeps the channels', ko: '크기를 바꾸어도 채널은 그대로입니다' },
      received: {
        en: `size ${shapeText(size)}, ${flat ? 'no channel axis' : `${channels} channels`}`,
        ko: `크기 ${shapeText(size)}, ${flat ? '채널 축 없음' : `채널 ${channels}개`}`,
      },
    });
  }
  return [rows, cols];
}

function isWhole(dtype: DType): boolean {
  return !dtype.startsWith('float') && dtype !== 'bool';
}

function blurWidths(
  { height, width }: Pixels,
  rows: number,
  cols: number,
  sigma: ResizeOptions['antiAliasingSigma'],
): [number, number] {
  if (sigma === undefined) return [Math.max(0, (height / rows - 1) / 2), Math.max(0, (width / cols - 1) / 2)];
  return typeof sigma === 'number' ? [sigma, sigma] : [sigma[0], sigma[1]];
}

/** Where each of `m` new samples looks on an axis of `n` (one or two samples; -1: beyond the border) and with what weights. */
interface Looks {
  readonly taps: 1 | 2;
  readonly at: Int32Array;
  readonly weights: Float64Array;
}

function looksOf(n: number, m: number, order: 0 | 1, mode: BorderMode): Looks {
  const taps = order === 0 ? 1 : 2;
  const at = new Int32Array(m * taps);
  const weights = new Float64Array(m * taps);
  for (let k = 0; k < m; k++) {
    const x = (k + 0.5) * (n / m) - 0.5;
    const first = firstKnot(x, order);
    const own = splineWeights(x, order);
    for (let i = 0; i < taps; i++) {
      at[k * taps + i] = borderIndex(first + i, n, mode);
      weights[k * taps + i] = own[i]!;
    }
  }
  return { taps, at, weights };
}

/** The samples that are looked at, and the same looks counted among them alone. */
function lookedAt(looks: Looks, n: number): [wanted: Int32Array, among: Looks] {
  const place = new Int32Array(n).fill(-1);
  for (const at of looks.at) if (at >= 0) place[at] = 0;
  const wanted: number[] = [];
  for (let i = 0; i < n; i++) if (place[i] === 0) place[i] = wanted.push(i) - 1;
  return [Int32Array.from(wanted), { ...looks, at: looks.at.map((at) => (at < 0 ? at : place[at]!)) }];
}

/**
 * Nearest and linear resizing: the new grid looks at few of the old rows and columns, so only those are blurred first. The
 * sums are those of blurring everything, to the last bit.
 */
function zoomNear(
  pixels: Pixels,
  rows: number,
  cols: number,
  order: 0 | 1,
  sigmas: readonly [number, number],
  mode: BorderMode,
  cval: number,
): Pixels {
  const { channels } = pixels;
  let { data, height, width } = pixels;
  let down = looksOf(height, rows, order, mode);
  let across = looksOf(width, cols, order, mode);
  if (sigmas[0] > tiny || sigmas[1] > tiny) {
    const [wantedRows, amongRows] = lookedAt(down, height);
    const [wantedCols, amongCols] = lookedAt(across, width);
    data = blurred(pixels, sigmas, wantedRows, wantedCols, mode, cval);
    [height, width, down, across] = [wantedRows.length, wantedCols.length, amongRows, amongCols];
  }
  const wide = lookAlong(data, height, width, channels, across, cval);
  const values = lookAlong(wide, 1, height, cols * channels, down, cval);
  const out = storeLike(pixels.data, values.length);
  out.set(values);
  return { ...pixels, data: out, height: rows, width: cols };
}

/** Samples the middle axis of (blocks, n, step) to (blocks, m, step). */
function lookAlong(
  data: TypedArray,
  blocks: number,
  n: number,
  step: number,
  looks: Looks,
  cval: number,
): Float64Array {
  const { taps, at, weights } = looks;
  const m = at.length / taps;
  const out = new Float64Array(blocks * m * step);
  for (let block = 0, to = 0; block < blocks; block++) {
    const start = block * n * step;
    for (let k = 0; k < m; k++, to += step) {
      if (taps === 1) {
        const from = at[k]!;
        for (let s = 0; s < step; s++) out[to + s] = weights[k]! * (from < 0 ? cval : data[start + from * step + s]!);
        continue;
      }
      const [a, b] = [at[2 * k]!, at[2 * k + 1]!];
      const [wa, wb] = [weights[2 * k]!, weights[2 * k + 1]!];
      if (a >= 0 && b >= 0) {
        const [first, second] = [start + a * step, start + b * step];
        for (let s = 0; s < step; s++) out[to + s] = wa * data[first + s]! + wb * data[second + s]!;
      } else {
        for (let s = 0; s < step; s++) {
          const low = a < 0 ? cval : data[start + a * step + s]!;
          const high = b < 0 ? cval : data[start + b * step + s]!;
          out[to + s] = wa * low + wb * high;
        }
      }
    }
  }
  return out;
}

/** Lines with no exact spline start are padded by this many samples first (as scipy does). */
const splinePad = 12;

/** Samples both axes at the centres of the new grid, x = (k + 1/2) n / m - 1/2, by splines of order 2 and more. */
function zoom(pixels: Pixels, rows: number, cols: number, order: SplineOrder, mode: BorderMode, cval: number): Pixels {
  const { height, width, channels } = pixels;
  const wide = zoomAxis(new Float64Array(pixels.data), { n: width, step: channels }, cols, order, mode, cval);
  const values = zoomAxis(wide, { n: height, step: cols * channels }, rows, order, mode, cval);
  const data = storeLike(pixels.data, values.length);
  data.set(values);
  return { ...pixels, data, height: rows, width: cols };
}

function zoomAxis(
  data: Float64Array,
  axis: Axis,
  m: number,
  order: SplineOrder,
  mode: BorderMode,
  cval: number,
): Float64Array {
  const { n, step } = axis;
  const padded = order > 1 && (mode === 'edge' || mode === 'constant');
  const pad = padded ? splinePad : 0;
  const length = n + 2 * pad;
  // Where each new sample looks, and how much each of its knots counts.
  const knots = Array.from({ length: m }, (_, k) => {
    const x = (k + 0.5) * (n / m) - 0.5 + pad;
    const first = firstKnot(x, order);
    return {
      weights: splineWeights(x, order),
      at: Array.from({ length: order + 1 }, (_, i) => borderIndex(first + i, length, mode)),
    };
  });
  const out = new Float64Array((data.length / n) * m);
  const line = new Float64Array(length);
  const from = Int32Array.from(line, (_, i) => borderIndex(i - pad, n, mode));
  forEachLine(data.length, axis, (start, block, offset) => {
    for (let i = 0; i < length; i++) line[i] = from[i]! < 0 ? cval : data[start + from[i]! * step]!;
    splineFilter(line, order, mode);
    for (let k = 0; k < m; k++) {
      const { weights, at } = knots[k]!;
      let value = 0;
      for (let i = 0; i <= order; i++) value += weights[i]! * (at[i]! < 0 ? cval : line[at[i]!]!);
      out[(block * m + k) * step + offset] = value;
    }
  });
  return out;
}

/** Calls `visit` with the first sample of every line along an axis, and where the line lies: block and offset in it. */
function forEachLine(
  size: number,
  { n, step }: Axis,
  visit: (start: number, block: number, offset: number) => void,
): void {
  for (let block = 0; block * n * step < size; block++) {
    for (let offset = 0; offset < step; offset++) visit(block * n * step + offset, block, offset);
  }
}
