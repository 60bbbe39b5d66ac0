/** @file Cutting, framing, mirroring and turning pictures. Every function gives a new array and keeps the type. */
import type { NDArray, TypedArray } from '../array/index.ts';
import { IndexError, ValueError, shapeText } from '../errors/index.ts';
import { toFloat } from './color.ts';
import { arrayOf, borderIndex, checkMode, pixelsOf, storeLike, type BorderMode, type Pixels } from './pixels.ts';
import { clipLike } from './resize.ts';

/** A part of a picture, in pixels from the top left corner. */
export interface CropBox {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** The part of a picture inside a box. @throws IndexError when the box leaves the picture */
export function crop(picture: NDArray, { top, left, height, width }: CropBox): NDArray {
  const who = 'image.crop';
  const source = pixelsOf(picture, who);
  const whole = [top, left, height, width].every((n) => Number.isInteger(n));
  const inside = top >= 0 && left >= 0 && top + height <= source.height && left + width <= source.width;
  if (!whole || height < 1 || width < 1 || !inside) {
    throw new IndexError({
      who,
      rule: 'the box must lie inside the picture and hold at least one pixel',
      received: `top ${top}, left ${left}, height ${height}, width ${width} of a picture ${shapeText([source.height, source.width])}`,
    });
  }
  return arrayOf(gather(source, height, width, (y, x) => (y + top) * source.width + x + left));
}

/** The middle of a picture, `height` by `width` pixels (the odd pixel is cut off at the bottom and right). */
export function centerCrop(picture: NDArray, height: number, width: number): NDArray {
  const { shape } = picture;
  const [top, left] = [Math.floor(((shape[0] ?? 0) - height) / 2), Math.floor(((shape[1] ?? 0) - width) / 2)];
  return crop(picture, { top, left, height, width });
}

/** Pixels to add: one number for all sides, or each side by name. */
export type Margins = number | { top?: number; bottom?: number; left?: number; right?: number };

/** A frame around a picture: constant (default, `value` 0), edge, reflect, symmetric or wrap, as `np.pad` has them. */
export function pad(
  picture: NDArray,
  margins: Margins,
  { mode = 'constant', value = 0 }: { mode?: BorderMode; value?: number } = {},
): NDArray {
  const who = 'image.pad';
  const source = pixelsOf(picture, who);
  checkMode(mode, who);
  const sides =
    typeof margins === 'number' ? { top: margins, bottom: margins, left: margins, right: margins } : margins;
  const { top = 0, bottom = 0, left = 0, right = 0 } = sides;
  if (![top, bottom, left, right].every((n) => Number.isInteger(n) && n >= 0)) {
    throw new ValueError({
      who,
      rule: 'margins are whole numbers, 0 or more',
      received: [top, bottom, left, right].join(', '),
    });
  }
  const at = (y: number, x: number): number => {
    const [i, j] = [borderIndex(y - top, source.height, mode), borderIndex(x - left, source.width, mode)];
    return i < 0 || j < 0 ? -1 : i * source.width + j;
  };
  return arrayOf(gather(source, source.height + top + bottom, source.width + left + right, at, value));
}

/** The mirror image: 'horizontal' swaps left and right, 'vertical' swaps top and bottom. */
export function flip(picture: NDArray, direction: 'horizontal' | 'vertical' = 'horizontal'): NDArray {
  const who = 'image.flip';
  const source = pixelsOf(picture, who);
  const { height, width } = source;
  if (direction !== 'horizontal' && direction !== 'vertical') {
    throw new ValueError({
      who,
      rule: "direction must be 'horizontal' or 'vertical'",
      received: `'${String(direction)}'`,
    });
  }
  const at =
    direction === 'horizontal'
      ? (y: number, x: number) => y * width + (width - 1 - x)
      : (y: number, x: number) => (height - 1 - y) * width + x;
  return arrayOf(gather(source, height, width, at));
}

export interface RotateOptions {
  /** Enlarges the result so that no corner is cut off. Default false. */
  resize?: boolean;
  /** 0 nearest, 1 linear (default), 3 cubic. */
  order?: 0 | 1 | 3;
  /** What lies beyond the border. Default 'constant' with `cval` 0. */
  mode?: BorderMode;
  cval?: number;
  /** Keeps the result inside the range of the picture. Default true. */
  clip?: boolean;
  /** Leaves the values as they are instead of mapping uint8 to 0..1. Default false. */
  preserveRange?: boolean;
  /** The point that stays, [column, row]. Default the middle. */
  center?: readonly [number, number];
}

/**
 * The picture turned counter-clockwise by `angle` degrees, as `skimage.transform.rotate`; uint8 becomes float in 0..1
 * (order 0 keeps the type).
 */
export function rotate(picture: NDArray, angle: number, options: RotateOptions = {}): NDArray {
  const who = 'image.rotate';
  const source = pixelsOf(picture, who);
  const { order = source.dtype === 'bool' ? 0 : 1, mode = 'constant', cval = 0, clip = true } = options;
  checkMode(mode, who);
  if (![0, 1, 3].includes(order))
    throw new ValueError({ who, rule: 'order must be 0, 1 or 3', received: String(order) });
  const work = order > 0 ? toFloat(source, options.preserveRange ?? false) : source;
  const { height, width } = source;
  const [cx, cy] = options.center ?? [width / 2 - 0.5, height / 2 - 0.5];
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  let [rows, cols, left, top] = [height, width, 0, 0];
  if (options.resize) ({ rows, cols, left, top } = frameOf(height, width, cx, cy, cos, sin));
  const data = storeLike(work.data, rows * cols * source.channels);
  const sample = { 0: sampleNearest, 1: sampleLinear, 3: sampleCubic }[order];
  const fast = order === 1 && data instanceof Float64Array && work.data instanceof Float64Array;
  for (let row = 0, to = 0; row < rows; row++) {
    const dy = row + top - cy;
    const [sinDy, cosDy] = [sin * dy, cos * dy];
    for (let col = 0; col < cols; col++, to += source.channels) {
      const dx = col + left - cx;
      const x = cos * dx - sinDy + cx;
      const y = sin * dx + cosDy + cy;
      if (fast && x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1) linearInside(work, y, x, data, to);
      else sample(work, y, x, data, to, mode, cval);
    }
  }
  if (clip) clipLike(work.data, data, mode, cval);
  return arrayOf({ ...work, data, height: rows, width: cols });
}

/** The frame that holds all four turned corners. */
function frameOf(
  height: number,
  width: number,
  cx: number,
  cy: number,
  cos: number,
  sin: number,
): { rows: number; cols: number; left: number; top: number } {
  const corners = [0, height - 1].flatMap((y) => [0, width - 1].map((x) => [x - cx, y - cy] as const));
  const xs = corners.map(([x, y]) => cos * x + sin * y + cx);
  const ys = corners.map(([x, y]) => cos * y - sin * x + cy);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { rows: Math.round(Math.max(...ys) - top + 1), cols: Math.round(Math.max(...xs) - left + 1), left, top };
}

/** Where the samples of the pixel (y, x) start, or -1 beyond a constant border. */
function offsetOf({ height, width, channels }: Pixels, y: number, x: number, mode: BorderMode): number {
  const [i, j] = [borderIndex(y, height, mode), borderIndex(x, width, mode)];
  return i < 0 || j < 0 ? -1 : (i * width + j) * channels;
}

// The three samplers write the channels at (y, x) to `out` from `to`. They are called once a pixel and allocate nothing.

function sampleNearest(
  p: Pixels,
  y: number,
  x: number,
  out: TypedArray,
  to: number,
  mode: BorderMode,
  cval: number,
): void {
  const from = offsetOf(p, Math.floor(y + 0.5), Math.floor(x + 0.5), mode);
  for (let k = 0; k < p.channels; k++) out[to + k] = from < 0 ? cval : p.data[from + k]!;
}

function sampleLinear(
  p: Pixels,
  y: number,
  x: number,
  out: TypedArray,
  to: number,
  mode: BorderMode,
  cval: number,
): void {
  const { data, height, width, channels } = p;
  const [y0, x0, y1, x1] = [Math.floor(y), Math.floor(x), Math.ceil(y), Math.ceil(x)];
  const [dy, dx] = [y - y0, x - x0];
  const inside = y0 >= 0 && x0 >= 0 && y1 < height && x1 < width;
  if (!inside && mode === 'constant' && cval === 0 && (y1 < 0 || x1 < 0 || y0 >= height || x0 >= width)) return;
  const a = inside ? (y0 * width + x0) * channels : offsetOf(p, y0, x0, mode);
  const b = inside ? (y0 * width + x1) * channels : offsetOf(p, y0, x1, mode);
  const c = inside ? (y1 * width + x0) * channels : offsetOf(p, y1, x0, mode);
  const d = inside ? (y1 * width + x1) * channels : offsetOf(p, y1, x1, mode);
  for (let k = 0; k < channels; k++) {
    const above = (1 - dx) * (a < 0 ? cval : data[a + k]!) + dx * (b < 0 ? cval : data[b + k]!);
    const below = (1 - dx) * (c < 0 ? cval : data[c + k]!) + dx * (d < 0 ? cval : data[d + k]!);
    out[to + k] = (1 - dy) * above + dy * below;
  }
}

/** The same where all four neighbours exist. */
function linearInside({ data, width, channels }: Pixels, y: number, x: number, out: Float64Array, to: number): void {
  const y0 = Math.floor(y);
  const x0 = Math.floor(x);
  const dy = y - y0;
  const dx = x - x0;
  const a = (y0 * width + x0) * channels;
  const b = dx > 0 ? a + channels : a;
  const down = dy > 0 ? width * channels : 0;
  for (let k = 0; k < channels; k++) {
    const above = (1 - dx) * data[a + k]! + dx * data[b + k]!;
    const below = (1 - dx) * data[a + down + k]! + dx * data[b + down + k]!;
    out[to + k] = (1 - dy) * above + dy * below;
  }
}

/** Where the 16 neighbours start, row by row. */
const around = new Int32Array(16);

function sampleCubic(
  p: Pixels,
  y: number,
  x: number,
  out: TypedArray,
  to: number,
  mode: BorderMode,
  cval: number,
): void {
  const { data, height, width, channels } = p;
  const [y0, x0] = [Math.floor(y), Math.floor(x)];
  const [dy, dx] = [y - y0, x - x0];
  const inside = y0 >= 1 && x0 >= 1 && y0 + 2 < height && x0 + 2 < width;
  if (!inside && mode === 'constant' && cval === 0 && (y0 + 2 < 0 || x0 + 2 < 0 || y0 > height || x0 > width)) return;
  for (let i = 0; i < 16; i++) {
    const [row, col] = [y0 - 1 + (i >> 2), x0 - 1 + (i & 3)];
    around[i] = inside ? (row * width + col) * channels : offsetOf(p, row, col, mode);
  }
  for (let k = 0; k < channels; k++) {
    out[to + k] = catmullRom(
      dy,
      cubicRow(data, 0, k, dx, cval),
      cubicRow(data, 4, k, dx, cval),
      cubicRow(data, 8, k, dx, cval),
      cubicRow(data, 12, k, dx, cval),
    );
  }
}

function cubicRow(data: TypedArray, first: number, k: number, t: number, cval: number): number {
  const [a, b, c, d] = [around[first]!, around[first + 1]!, around[first + 2]!, around[first + 3]!];
  return catmullRom(
    t,
    a < 0 ? cval : data[a + k]!,
    b < 0 ? cval : data[b + k]!,
    c < 0 ? cval : data[c + k]!,
    d < 0 ? cval : data[d + k]!,
  );
}

/** The cubic through b and c whose slopes there follow the neighbours (Keys, a = -1/2). */
function catmullRom(t: number, a: number, b: number, c: number, d: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/** A picture whose pixel (y, x) is number `at(y, x)` of the source; -1 takes `value`. */
function gather(
  source: Pixels,
  height: number,
  width: number,
  at: (y: number, x: number) => number,
  value = 0,
): Pixels {
  const { data, channels: c } = source;
  const out = storeLike(data, height * width * c);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = at(y, x);
      for (let k = 0; k < c; k++) out[to++] = from < 0 ? value : data[from * c + k]!;
    }
  }
  return { ...source, data: out, height, width };
}
