/**
 * @file `rotate` as `skimage.transform.rotate` does it: every pixel of the result looks back into the picture and blends
 * what lies around that place. Order 1 and 3 are scikit-image's own (linear, and a cubic through the samples: Keys with
 * a = -1/2); 2, 4 and 5 are the B-splines of scipy.ndimage.map_coordinates.
 */
import { Rule, checkCall, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray, TypedArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { toFloat } from '../color.ts';
import {
  arrayOf,
  borderIndex,
  borderMode,
  clipLike,
  pixelsOf,
  roundHalfEven,
  storeLike,
  wholeRange,
  withRoomFor,
  type BorderMode,
  type Pixels,
} from '../pixels.ts';
import { checkOrder, filterBothAxes, firstKnot, splineOrder, weighSpline, type SplineOrder } from './spline.ts';

export interface RotateOptions {
  /**
   * Enlarges the result so that no corner is cut off. Default false.
   * @ko 모서리가 잘리지 않게 결과를 키웁니다. 기본값 false.
   */
  resize?: boolean;
  /**
   * 0 nearest, 1 linear (default), 3 cubic, 2, 4 and 5 splines.
   * @ko 0 최근접, 1 선형(기본값), 3 삼차, 2와 4와 5는 그 차수의 스플라인입니다.
   */
  order?: SplineOrder;
  /**
   * What lies beyond the border. Default 'constant' with `cval` 0.
   * @ko 테두리 밖에 무엇이 있는지 정합니다. 기본값은 `cval` 0인 'constant'.
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
   * The point that stays, [column, row]. Default the middle.
   * @ko 움직이지 않는 점입니다: [열, 행]. 기본값은 한가운데입니다.
   */
  center?: readonly [number, number];
}

const rotateOptions = optionsOf<RotateOptions>()({
  resize: flag().or(false),
  order: splineOrder,
  mode: borderMode.or('constant'),
  cval: number().or(0),
  clip: flag().or(true),
  preserveRange: flag().or(false),
  center: new Rule<readonly [number, number]>(
    { en: 'a point [column, row]', ko: '[열, 행] 점' },
    (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
  ),
});

/**
 * The picture turned counter-clockwise by `angle` degrees, as `skimage.transform.rotate`; uint8 becomes float in 0..1
 * (order 0 keeps the type).
 * @ko 그림을 돌립니다.
 */
export function rotate(picture: NDArray, angle: number, options?: RotateOptions): NDArray {
  const who = 'image.rotate';
  if (arguments.length > 3) checkCall(who, arguments, 3, rotateOptions);
  const given = readOptions(who, options, rotateOptions);
  const source = pixelsOf(picture, who);
  const { order = source.dtype === 'bool' ? 0 : 1, mode, cval, clip } = given;
  checkOrder(order, source.dtype, 'turned', who);
  const view = viewOf(source, angle, given, who);
  const work = order > 0 ? toFloat(source, given.preserveRange) : source;
  const data = withRoomFor(view.rows, view.cols, who, () => look(work, view, order, mode, cval));
  if (clip) clipLike(work.data, data, mode, cval);
  return arrayOf({ ...work, data, height: view.rows, width: view.cols });
}

/** The size of the result, and where its pixel (row, col) looks: x = a col + b row + c, y = d col + e row + f. */
interface View {
  readonly rows: number;
  readonly cols: number;
  readonly map: readonly [a: number, b: number, c: number, d: number, e: number, f: number];
}

function viewOf({ height, width }: Pixels, angle: number, { center, resize }: RotateOptions, who: string): View {
  const [cx, cy] = center ?? [width / 2 - 0.5, height / 2 - 0.5];
  if (![angle, cx, cy].every((n) => Number.isFinite(n))) {
    throw new ValueError({
      who,
      rule: {
        en: 'the angle is a number of degrees, center is [column, row]',
        ko: '각도는 도 단위의 수이고 center는 [열, 행]입니다',
      },
      received: { en: `angle ${angle}, center [${cx}, ${cy}]`, ko: `각도 ${angle}, center [${cx}, ${cy}]` },
    });
  }
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  // In scikit-image's order of sums: at quarter turns the last digit decides which of two pixels is the nearest.
  const [c, f] = [sin * cy - cos * cx + cx, -sin * cx - cos * cy + cy];
  if (!resize) return { rows: height, cols: width, map: [cos, -sin, c, sin, cos, f] };
  // The frame that holds all four turned corners.
  const corners = [0, height - 1].flatMap((y) => [0, width - 1].map((x) => [x - cx, y - cy] as const));
  const xs = corners.map(([x, y]) => cos * x + sin * y + cx);
  const ys = corners.map(([x, y]) => cos * y - sin * x + cy);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    rows: roundHalfEven(Math.max(...ys) - top + 1),
    cols: roundHalfEven(Math.max(...xs) - left + 1),
    map: [cos, -sin, cos * left - sin * top + c, sin, cos, sin * left + cos * top + f],
  };
}

/** `cval` as a picture of this type can hold it: whole numbers are rounded and kept in their range, as scipy.ndimage does. */
function storable(cval: number, pixels: Pixels): number {
  const range = wholeRange(pixels);
  if (range === undefined) return cval;
  return Math.min(range[1], Math.max(range[0], Math.sign(cval) * Math.floor(Math.abs(cval) + 0.5)));
}

/** The samples of the result. */
function look(work: Pixels, view: View, order: SplineOrder, mode: BorderMode, cval: number): TypedArray {
  const data = storeLike(work.data, view.rows * view.cols * work.channels);
  if (order === 0) lookNearest(work, view, data, mode, storable(cval, work));
  else {
    const exact = work.data instanceof Float64Array ? work.data : new Float64Array(work.data);
    const out = data instanceof Float64Array ? data : new Float64Array(data.length);
    lookBlended({ ...work, data: exact }, view, out, order, mode, cval);
    if (out !== data) data.set(out);
  }
  return data;
}

function lookNearest(
  { data, height, width, channels }: Pixels,
  { rows, cols, map: [a, b, c, d, e, f] }: View,
  out: TypedArray,
  mode: BorderMode,
  cval: number,
): void {
  for (let row = 0, to = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++, to += channels) {
      const i = borderIndex(Math.floor(d * col + e * row + f + 0.5), height, mode);
      const j = borderIndex(Math.floor(a * col + b * row + c + 0.5), width, mode);
      const from = i < 0 || j < 0 ? -1 : (i * width + j) * channels;
      for (let k = 0; k < channels; k++) out[to + k] = from < 0 ? cval : data[from + k]!;
    }
  }
}

/** Samples in double precision. */
type Doubles = Pixels & { readonly data: Float64Array };

/** Spline coefficients need a margin where they have no exact start; scipy's is as wide. */
const splineMargin = 12;

function lookBlended(
  picture: Doubles,
  { rows, cols, map: [a, b, c, d, e, f] }: View,
  out: Float64Array,
  order: SplineOrder,
  mode: BorderMode,
  cval: number,
): void {
  const through = order === 1 || order === 3;
  const margin = !through && (mode === 'constant' || mode === 'edge') ? splineMargin : 0;
  const p = through ? picture : coefficientsOf(picture, margin, order, mode, cval);
  const { height, width, channels } = p;
  const inside = order === 1 ? linearInside : cubicInside;
  // From here to there all pixels that are blended exist.
  const low = through ? (order - 1) / 2 : Infinity;
  const [bottom, right] = [height - 1 - low, width - 1 - low];
  // Farther out nothing of the picture is seen.
  const reach = (order + 1) / 2;
  for (let row = 0, to = 0; row < rows; row++) {
    const [xOfRow, yOfRow] = [b * row + c + margin, e * row + f + margin];
    for (let col = 0; col < cols; col++, to += channels) {
      const x = a * col + xOfRow;
      const y = d * col + yOfRow;
      if (x >= low && y >= low && x < right && y < bottom) inside(p, y, x, out, to);
      else if (mode !== 'constant' || (x > -reach && y > -reach && x < width - 1 + reach && y < height - 1 + reach))
        blend(p, y, x, out, to, order, mode, cval);
      else out.fill(cval, to, to + channels);
    }
  }
}

/** The picture as spline coefficients, with a margin on all sides. */
function coefficientsOf(p: Doubles, margin: number, order: SplineOrder, mode: BorderMode, cval: number): Doubles {
  const { channels } = p;
  const [height, width] = [p.height + 2 * margin, p.width + 2 * margin];
  const data = new Float64Array(height * width * channels);
  for (let y = 0, to = 0; y < height; y++) {
    const i = borderIndex(y - margin, p.height, mode);
    for (let x = 0; x < width; x++) {
      const j = borderIndex(x - margin, p.width, mode);
      for (let k = 0; k < channels; k++, to++)
        data[to] = i < 0 || j < 0 ? cval : p.data[(i * p.width + j) * channels + k]!;
    }
  }
  filterBothAxes(data, height, width, channels, order, mode);
  return { ...p, data, height, width };
}

/** The four pixels around (y, x), all of which exist. */
function linearInside({ data, width, channels }: Doubles, y: number, x: number, out: Float64Array, to: number): void {
  const y0 = Math.floor(y);
  const x0 = Math.floor(x);
  const dy = y - y0;
  const dx = x - x0;
  const top = (y0 * width + x0) * channels;
  // A neighbour without weight is not looked at: it may be NaN.
  const bottom = dy > 0 ? top + width * channels : top;
  const right = dx > 0 ? channels : 0;
  for (let k = 0; k < channels; k++) {
    const above = (1 - dx) * data[top + k]! + dx * data[top + right + k]!;
    const below = (1 - dx) * data[bottom + k]! + dx * data[bottom + right + k]!;
    out[to + k] = (1 - dy) * above + dy * below;
  }
}

/** The sixteen pixels around (y, x), all of which exist. */
function cubicInside({ data, width, channels }: Doubles, y: number, x: number, out: Float64Array, to: number): void {
  const y0 = Math.floor(y);
  const x0 = Math.floor(x);
  const v = y - y0;
  const u = x - x0;
  const u0 = keys0(u);
  const u1 = keys1(u);
  const u2 = keys1(1 - u);
  const u3 = keys0(1 - u);
  const v0 = keys0(v);
  const v1 = keys1(v);
  const v2 = keys1(1 - v);
  const v3 = keys0(1 - v);
  const down = width * channels;
  const across = channels;
  const first = ((y0 - 1) * width + x0 - 1) * channels;
  for (let k = 0; k < channels; k++) {
    let at = first + k;
    const a = u0 * data[at]! + u1 * data[at + across]! + u2 * data[at + 2 * across]! + u3 * data[at + 3 * across]!;
    at += down;
    const b = u0 * data[at]! + u1 * data[at + across]! + u2 * data[at + 2 * across]! + u3 * data[at + 3 * across]!;
    at += down;
    const c = u0 * data[at]! + u1 * data[at + across]! + u2 * data[at + 2 * across]! + u3 * data[at + 3 * across]!;
    at += down;
    const d = u0 * data[at]! + u1 * data[at + across]! + u2 * data[at + 2 * across]! + u3 * data[at + 3 * across]!;
    out[to + k] = v0 * a + v1 * b + v2 * c + v3 * d;
  }
}

/** Keys' weights, a = -1/2, at `t` beyond the second of four samples: of the first, and of the second. */
const keys0 = (t: number): number => -0.5 * t * (1 - t) * (1 - t);
const keys1 = (t: number): number => 1 + t * t * (1.5 * t - 2.5);

const [down, across] = [new Float64Array(6), new Float64Array(6)];
const columns = new Int32Array(6);

/** What lies around (y, x) where some of it may be beyond the border: a weighted sum of (order + 1)² samples. */
function blend(
  { data, height, width, channels }: Doubles,
  y: number,
  x: number,
  out: Float64Array,
  to: number,
  order: SplineOrder,
  mode: BorderMode,
  cval: number,
): void {
  const spline = order !== 1 && order !== 3;
  const [v, u] = spline && mode === 'edge' ? [clamp(y, height), clamp(x, width)] : [y, x];
  const [top, left] = [firstKnot(v, order), firstKnot(u, order)];
  weigh(v, order, down);
  weigh(u, order, across);
  for (let j = 0; j <= order; j++) columns[j] = borderIndex(left + j, width, mode);
  for (let i = 0; i <= order; i++) {
    const row = borderIndex(top + i, height, mode);
    for (let j = 0; j <= order; j++) {
      const weight = down[i]! * across[j]!;
      if (weight === 0) continue;
      const from = row < 0 || columns[j]! < 0 ? -1 : (row * width + columns[j]!) * channels;
      for (let k = 0; k < channels; k++) out[to + k]! += weight * (from < 0 ? cval : data[from + k]!);
    }
  }
}

function clamp(x: number, n: number): number {
  return Math.min(Math.max(x, 0), n - 1);
}

/** The weights of the samples firstKnot(x), firstKnot(x) + 1, … */
function weigh(x: number, order: SplineOrder, into: Float64Array): void {
  const t = x - Math.floor(x);
  if (order === 1) [into[0], into[1]] = [1 - t, t];
  else if (order === 3) [into[0], into[1], into[2], into[3]] = [keys0(t), keys1(t), keys1(1 - t), keys0(1 - t)];
  else weighSpline(x, order, into);
}
