/**
 * @file `resizePillow`: sizes as Pillow's `Image.resize` makes them, to the last bit. uint8 runs in 22-bit fixed point like
 * Pillow's C code; float32 runs in doubles (Pillow's mode 'F'). Pictures with alpha are weighted by it first, so that
 * invisible pixels do not bleed. What lies between the two directions is rounded and cut off too, so their order shows.
 */
import { Rule, checkCall, optionsOf, readOptions, word } from '../../arguments/index.ts';
import type { NDArray, TypedArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { arrayOf, pixelsOf, storeLike, withRoomFor, type Pixels } from '../pixels.ts';

export type ResampleMethod = { is: 'nearest' | 'box' | 'bilinear' | 'hamming' | 'bicubic' | 'lanczos' }['is'];

/** How far a filter reaches (in samples of the coarser grid) and its weight at distance x. */
interface Filter {
  readonly support: number;
  weight(x: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const filters: Readonly<Record<Exclude<ResampleMethod, 'nearest'>, Filter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  // The constants are single-precision literals in Pillow.
  hamming: {
    support: 1,
    weight: (x) =>
      x === 0 ? 1 : Math.abs(x) >= 1 ? 0 : sinc(x) * (Math.fround(0.54) + Math.fround(0.46) * Math.cos(Math.PI * x)),
  },
  bicubic: { support: 2, weight: (x) => cubic(Math.abs(x)) },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Keys' cubic with a = -1/2. */
function cubic(x: number): number {
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

export interface ResizePillowOptions {
  /**
   * How neighbours are weighed. Default 'bicubic', as in Pillow.
   * @ko 이웃 픽셀을 섞는 방법입니다. 기본값은 Pillow처럼 'bicubic'.
   */
  method?: ResampleMethod;
  /**
   * The part that is scaled, [top, left, height, width]; filters still see what lies around it. Default all of it.
   * @ko 크기를 바꿀 부분입니다: [위, 왼쪽, 높이, 너비]. 필터는 그 둘레도 봅니다. 기본값은 전체입니다.
   */
  box?: readonly [number, number, number, number];
}

const resizePillowOptions = optionsOf<ResizePillowOptions>()({
  method: word('nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos').or('bicubic'),
  box: new Rule<readonly [number, number, number, number]>(
    { en: 'a list [top, left, height, width]', ko: '[위, 왼쪽, 높이, 너비] 목록' },
    (value) => Array.isArray(value) && value.length === 4 && value.every(Number.isFinite),
  ),
});

/**
 * The picture in a new size, as `PIL.Image.resize`. The type stays; whole numbers of more than 8 bits are rounded after
 * each direction, as in Pillow's modes 'I;16' and 'I'; bool is never blended, whatever the method (Pillow's mode '1').
 *
 * @ko 그림의 크기를 Pillow와 같은 방법으로 바꿉니다.
 * @param size [rows, columns] (NumPy's order; Pillow itself takes (columns, rows))
 * @koParam size [행, 열]. NumPy의 순서이며 Pillow는 (열, 행)입니다
 */
export function resizePillow(
  picture: NDArray,
  size: readonly [number, number],
  options?: ResizePillowOptions,
): NDArray {
  const who = 'image.resizePillow';
  if (arguments.length > 3) checkCall(who, arguments, 3, resizePillowOptions);
  const { method, box } = readOptions(who, options, resizePillowOptions);
  const source = pixelsOf(picture, who);
  const [rows, cols] = size;
  if (size.length !== 2 || !size.every((n) => Number.isInteger(n) && n > 0)) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the new size is [rows, columns], whole numbers above 0',
        ko: '새 크기는 [행, 열]이고 0보다 큰 정수입니다',
      },
      received: shapeText(size),
    });
  }
  const [top, left, height, width] = box ?? [0, 0, source.height, source.width];
  if (!(
    top >= 0 &&
    left >= 0 &&
    height > 0 &&
    width > 0 &&
    top + height <= source.height &&
    left + width <= source.width
  )) {
    throw new ShapeError({
      who,
      rule: {
        en: 'box is [top, left, height, width] inside the picture',
        ko: 'box는 그림 안의 [top, left, height, width]입니다',
      },
      received: {
        en: `box ${shapeText([top, left, height, width])}, picture ${shapeText(picture.shape)}`,
        ko: `상자 ${shapeText([top, left, height, width])}, 그림 ${shapeText(picture.shape)}`,
      },
    });
  }
  const down = spanOf(source.height, top, top + height);
  const across = spanOf(source.width, left, left + width);
  if (method === 'nearest' || source.dtype === 'bool')
    return arrayOf(withRoomFor(rows, cols, who, () => pickNearest(source, rows, cols, down, across)));
  if (!['uint8', 'uint16', 'int32', 'float32', 'float64'].includes(source.dtype)) {
    throw new ValueError({
      who,
      rule: {
        en: 'only uint8, uint16, int32 and float pictures are interpolated',
        ko: 'uint8, uint16, int32, 실수 그림만 보간할 수 있습니다',
      },
      received: `dtype ${source.dtype}`,
      hint: { en: 'Use image.resize, or convert first', ko: 'image.resize를 쓰거나 먼저 형식을 바꾸세요' },
    });
  }
  if (!box && rows === source.height && cols === source.width) return arrayOf({ ...source, data: source.data.slice() });
  const whole = source.dtype === 'uint8';
  const alpha = whole && (source.channels === 2 || source.channels === 4);
  const wide = withRoomFor(rows, cols, who, () =>
    resampleAxes(alpha ? premultiply(source) : source, rows, cols, filters[method], whole, down, across),
  );
  return arrayOf(alpha ? unpremultiply(wide) : wide);
}

/** The stretch of an axis of `n` samples that is scaled. */
interface Span {
  readonly n: number;
  readonly start: number;
  readonly length: number;
}

/** Pillow keeps the corners of a box in single precision. */
function spanOf(n: number, from: number, to: number): Span {
  const start = Math.fround(from);
  return { n, start, length: Math.fround(Math.fround(to) - start) };
}

function pickNearest(source: Pixels, rows: number, cols: number, down: Span, across: Span): Pixels {
  const { data, width, channels: c } = source;
  const summed = !(data instanceof Uint16Array);
  const xs = nearestIndices(across, cols, summed);
  const ys = nearestIndices(down, rows, summed);
  const out = storeLike(data, rows * cols * c);
  let to = 0;
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < cols; x++) {
      const from = (ys[y]! * width + xs[x]!) * c;
      for (let k = 0; k < c; k++) out[to++] = data[from + k]!;
    }
  }
  return { ...source, data: out, height: rows, width: cols };
}

/** floor((k + 1/2) n / m); summed up step by step where Pillow does (not for 'I;16'), rounding errors and all. */
function nearestIndices({ n, start, length }: Span, m: number, summed: boolean): Int32Array {
  const out = new Int32Array(m);
  const scale = length / m;
  let x = start + scale * 0.5;
  for (let k = 0; k < m; k++, x += scale) {
    out[k] = Math.min(n - 1, Math.floor(summed ? x : scale * (k + 0.5) + start));
  }
  return out;
}

/** For every new sample: where its window starts, how long it is, and the weights (`taps` a sample). */
interface Windows {
  readonly taps: number;
  readonly first: Int32Array;
  readonly length: Int32Array;
  readonly weights: Float64Array;
}

function windows({ n, start, length: span }: Span, m: number, filter: Filter): Windows {
  const scale = span / m;
  const spread = Math.max(1, scale);
  const support = filter.support * spread;
  const taps = Math.ceil(support) * 2 + 1;
  const [first, length, weights] = [new Int32Array(m), new Int32Array(m), new Float64Array(m * taps)];
  for (let k = 0; k < m; k++) {
    const centre = start + (k + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - support + 0.5));
    const high = Math.min(n, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let i = 0; i < high - low; i++) {
      const w = filter.weight((i + low - centre + 0.5) * (1 / spread));
      weights[k * taps + i] = w;
      sum += w;
    }
    const total = sum === 0 ? 1 : sum;
    for (let i = 0; i < high - low; i++) weights[k * taps + i]! /= total;
    [first[k], length[k]] = [low, high - low];
  }
  return { taps, first, length, weights };
}

const fixedBits = 22;

/**
 * The width first, then the height; the other way round where the height loses more than twice what the width does (as
 * Pillow since 13.0: whole pictures are compared, whatever the box). An axis that keeps its length is left alone.
 */
function resampleAxes(
  source: Pixels,
  rows: number,
  cols: number,
  filter: Filter,
  whole: boolean,
  down: Span,
  across: Span,
): Pixels {
  const { height, width, channels } = source;
  const heightFirst = rows < height && height - rows > 2 * (width - cols);
  const widen = (data: TypedArray, lines: number): TypedArray =>
    cols === width && across.length === width
      ? data
      : along(data, lines, width, channels, cols, windows(across, cols, filter), whole);
  const lengthen = (data: TypedArray, step: number): TypedArray =>
    rows === height && down.length === height
      ? data
      : along(data, 1, height, step, rows, windows(down, rows, filter), whole);
  const data = heightFirst
    ? widen(lengthen(source.data, width * channels), rows)
    : lengthen(widen(source.data, height), cols * channels);
  return { ...source, data, height: rows, width: cols };
}

/** Resamples the middle axis of (blocks, n, step) to (blocks, m, step). */
function along(
  data: TypedArray,
  blocks: number,
  n: number,
  step: number,
  m: number,
  at: Windows,
  whole: boolean,
): TypedArray {
  if (whole) return alongBytes(data as Uint8Array, blocks, n, step, m, at);
  const out = storeLike(data, blocks * m * step);
  const round = rounding(data);
  for (let b = 0; b < blocks; b++) {
    for (let k = 0; k < m; k++) {
      const [from, length, tap] = [(b * n + at.first[k]!) * step, at.length[k]!, k * at.taps];
      for (let s = 0; s < step; s++) {
        let sum = 0;
        for (let i = 0; i < length; i++) sum += data[from + i * step + s]! * at.weights[tap + i]!;
        out[(b * m + k) * step + s] = round(sum);
      }
    }
  }
  return out;
}

/** What becomes of a weighted sum: floats stay, whole numbers are rounded (halves away from 0) and kept in their range. */
function rounding(data: TypedArray): (sum: number) => number {
  if (data instanceof Float32Array || data instanceof Float64Array) return (sum) => sum;
  const [low, high] = data instanceof Uint16Array ? [0, 65535] : [-(2 ** 31), 2 ** 31 - 1];
  return (sum) => Math.min(high, Math.max(low, sum < 0 ? -Math.floor(0.5 - sum) : Math.floor(sum + 0.5)));
}

/** The same for bytes in Pillow's fixed point. Whole rows are summed at once, which keeps both directions fast. */
function alongBytes(data: Uint8Array, blocks: number, n: number, step: number, m: number, at: Windows): Uint8Array {
  const out = new Uint8Array(blocks * m * step);
  const weights = Int32Array.from(at.weights, (w) => Math.trunc(w * 2 ** fixedBits + (w < 0 ? -0.5 : 0.5)));
  const half = 1 << (fixedBits - 1);
  const sums = new Int32Array(step);
  for (let b = 0; b < blocks; b++) {
    for (let k = 0; k < m; k++) {
      let from = (b * n + at.first[k]!) * step;
      const to = (b * m + k) * step;
      const end = k * at.taps + at.length[k]!;
      if (step === 3) {
        let [red, green, blue] = [half, half, half];
        for (let tap = k * at.taps; tap < end; tap++, from += 3) {
          const w = weights[tap]!;
          red += data[from]! * w;
          green += data[from + 1]! * w;
          blue += data[from + 2]! * w;
        }
        out[to] = byteOf(red >> fixedBits);
        out[to + 1] = byteOf(green >> fixedBits);
        out[to + 2] = byteOf(blue >> fixedBits);
        continue;
      }
      sums.fill(half);
      for (let tap = k * at.taps; tap < end; tap++, from += step) {
        const w = weights[tap]!;
        for (let s = 0; s < step; s++) sums[s]! += data[from + s]! * w;
      }
      for (let s = 0; s < step; s++) out[to + s] = byteOf(sums[s]! >> fixedBits);
    }
  }
  return out;
}

function byteOf(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Colour times alpha / 255, rounded as Pillow's 'RGBa' does. */
function premultiply(source: Pixels): Pixels {
  const { channels: c } = source;
  const data = source.data.slice();
  for (let i = 0; i < data.length; i += c) {
    const alpha = data[i + c - 1]!;
    for (let k = 0; k < c - 1; k++) {
      const product = data[i + k]! * alpha + 128;
      data[i + k] = ((product >> 8) + product) >> 8;
    }
  }
  return { ...source, data };
}

function unpremultiply(source: Pixels): Pixels {
  const { channels: c } = source;
  const data = source.data.slice();
  for (let i = 0; i < data.length; i += c) {
    const alpha = data[i + c - 1]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let k = 0; k < c - 1; k++) data[i + k] = Math.min(255, Math.trunc((255 * data[i + k]!) / alpha));
  }
  return { ...source, data };
}
