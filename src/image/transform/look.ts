/**
 * @file Pictures seen through a map of places: every pixel of the result looks back into the picture and blends what lies around
 * that place. Through a matrix, order 1 and 3 are scikit-image's own (linear, and a cubic through the samples: Keys with
 * a = -1/2); 2, 4 and 5, and all orders through a function, are the B-splines of scipy.ndimage.map_coordinates.
 */
import type { TypedArray } from '../../array/index.ts';
import { borderIndex, storeLike, wholeRange, type BorderMode, type Pixels } from '../pixels.ts';
import { filterBothAxes, firstKnot, weighSpline, type SplineOrder } from './spline.ts';

/** The size of the result, and where its pixels look: columns and rows of one row of pixels at a time. */
export interface View {
  readonly rows: number;
  readonly cols: number;
  readonly place: (row: number, xs: Float64Array, ys: Float64Array) => void;
  /** Whether order 1 and 3 are scikit-image's own. */
  readonly own: boolean;
}

/** Looks at x = a col + b row + c, y = d col + e row + f. */
export function affineView(
  rows: number,
  cols: number,
  [a, b, c, d, e, f]: readonly [a: number, b: number, c: number, d: number, e: number, f: number],
): View {
  const place = (row: number, xs: Float64Array, ys: Float64Array): void => {
    const [xOfRow, yOfRow] = [b * row + c, e * row + f];
    for (let col = 0; col < cols; col++) {
      xs[col] = a * col + xOfRow;
      ys[col] = d * col + yOfRow;
    }
  };
  return { rows, cols, place, own: true };
}

/** `cval` as a picture of this type can hold it: whole numbers are rounded and kept in their range, as scipy.ndimage does. */
function storable(cval: number, pixels: Pixels): number {
  const range = wholeRange(pixels);
  if (range === undefined) return cval;
  return Math.min(range[1], Math.max(range[0], Math.sign(cval) * Math.floor(Math.abs(cval) + 0.5)));
}

/** The samples of the result. */
export function look(work: Pixels, view: View, order: SplineOrder, mode: BorderMode, cval: number): TypedArray {
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
  { rows, cols, place }: View,
  out: TypedArray,
  mode: BorderMode,
  cval: number,
): void {
  const [xs, ys] = [new Float64Array(cols), new Float64Array(cols)];
  for (let row = 0, to = 0; row < rows; row++) {
    place(row, xs, ys);
    for (let col = 0; col < cols; col++, to += channels) {
      const i = nearest(ys[col]!, height, mode);
      const j = nearest(xs[col]!, width, mode);
      const from = i < 0 || j < 0 ? -1 : (i * width + j) * channels;
      for (let k = 0; k < channels; k++) out[to + k] = from < 0 ? cval : data[from + k]!;
    }
  }
}

/** The sample nearest to a place; -1 means the constant value. Mirrored places are mirrored first: halves then round the other way. */
function nearest(x: number, n: number, mode: BorderMode): number {
  const mirrors = x < 0 && n > 1 && (mode === 'reflect' || mode === 'symmetric');
  const folded = !mirrors ? x : mode === 'reflect' ? -x : -x - 1;
  return borderIndex(Math.floor(folded + 0.5), n, mode);
}

/** Samples in double precision. */
type Doubles = Pixels & { readonly data: Float64Array };

/** Spline coefficients need a margin where they have no exact start; scipy's is as wide. */
const splineMargin = 12;

function lookBlended(
  picture: Doubles,
  { rows, cols, place, own }: View,
  out: Float64Array,
  order: SplineOrder,
  mode: BorderMode,
  cval: number,
): void {
  const through = order === 1 || (own && order === 3);
  const margin = !through && (mode === 'constant' || mode === 'edge') ? splineMargin : 0;
  const p = through ? picture : coefficientsOf(picture, margin, order, mode, cval);
  const { height, width, channels } = p;
  const inside = order === 1 ? linearInside : cubicInside;
  // From here to there all pixels that are blended exist.
  const low = through ? (order - 1) / 2 : Infinity;
  const [bottom, right] = [height - 1 - low, width - 1 - low];
  // Farther out nothing of the picture is seen.
  const reach = (order + 1) / 2;
  const [xs, ys] = [new Float64Array(cols), new Float64Array(cols)];
  for (let row = 0, to = 0; row < rows; row++) {
    place(row, xs, ys);
    for (let col = 0; col < cols; col++, to += channels) {
      const x = xs[col]! + margin;
      const y = ys[col]! + margin;
      if (x >= low && y >= low && x < right && y < bottom) inside(p, y, x, out, to);
      else if (mode !== 'constant' || (x > -reach && y > -reach && x < width - 1 + reach && y < height - 1 + reach))
        blend(p, y, x, out, to, order, through, mode, cval);
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
  through: boolean,
  mode: BorderMode,
  cval: number,
): void {
  const spline = !through;
  const [v, u] = spline && mode === 'edge' ? [clamp(y, height), clamp(x, width)] : [y, x];
  const [top, left] = [firstKnot(v, order), firstKnot(u, order)];
  weigh(v, order, through, down);
  weigh(u, order, through, across);
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
function weigh(x: number, order: SplineOrder, through: boolean, into: Float64Array): void {
  const t = x - Math.floor(x);
  if (order === 1) [into[0], into[1]] = [1 - t, t];
  else if (through) [into[0], into[1], into[2], into[3]] = [keys0(t), keys1(t), keys1(1 - t), keys0(1 - t)];
  else weighSpline(x, order, into);
}
