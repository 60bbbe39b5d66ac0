/**
 * @file Shapes on a picture: lines, rectangles, circles, ellipses, polygons. Each call gives a new picture and leaves the old one
 * as it is; what lies outside is cut off. Thin lines and filled shapes cover the pixels of `skimage.draw`.
 */
import { checkCall, describe, flag, number, optionsOf, readOptions, type Filled } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { arrayOf, pixelsOf, type Pixels } from '../pixels.ts';
import { colourRule, inkOf, type Colour } from './colour.ts';
import {
  circlePoints,
  ellipsePoints,
  inEllipse,
  inPolygon,
  linePoints,
  squaredDistance,
  type Point,
} from './shapes.ts';

export interface LineOptions {
  /** A name ('red'), '#ff0000', a grey or [r, g, b] in the unit of the picture. Default white. */
  color?: Colour;
  /** Width in pixels. Default 1. */
  width?: number;
  /** 0 (not seen) to 1 (covers, default). */
  opacity?: number;
}

export interface ShapeOptions extends LineOptions {
  /** The colour of the inside. Default none. With it and no `color` there is no outline. */
  fill?: Colour;
}

export interface PolygonOptions extends ShapeOptions {
  /** Joins the last corner with the first. Default true. */
  closed?: boolean;
}

export interface EllipseOptions extends ShapeOptions {
  /** Turn in radians, against the clock. Default 0. */
  rotation?: number;
}

const lineOptions = optionsOf<LineOptions>()({
  color: colourRule().known('outline', 'edgecolor'),
  width: number({ from: 1 }).known('thickness', 'lineWidth', 'linewidth').or(1),
  opacity: number({ from: 0, to: 1 }).known('alpha').or(1),
});
const shapeOptions = optionsOf<ShapeOptions>()({ ...lineOptions.rules, fill: colourRule().known('facecolor') });
const polygonOptions = optionsOf<PolygonOptions>()({ ...shapeOptions.rules, closed: flag().or(true) });
const ellipseOptions = optionsOf<EllipseOptions>()({ ...shapeOptions.rules, rotation: number().or(0) });

type Given = Filled<ShapeOptions, typeof shapeOptions.rules>;

/** A copy of a picture that is drawn on. */
class Sheet {
  readonly #pixels: Pixels;
  readonly #who: string;
  readonly #opacity: number;

  constructor(picture: NDArray, who: string, opacity: number) {
    const source = pixelsOf(picture, who);
    this.#pixels = { ...source, data: source.data.slice() };
    this.#who = who;
    this.#opacity = opacity;
  }

  /** Colours the places that a test accepts, within a frame. */
  cover(frame: readonly [top: number, left: number, bottom: number, right: number], inside: (at: Point) => boolean, colour: Colour | undefined): void {
    const { height, width } = this.#pixels;
    const ink = inkOf(colour, this.#pixels, this.#who);
    const [top, left] = [Math.max(0, Math.floor(frame[0])), Math.max(0, Math.floor(frame[1]))];
    const [bottom, right] = [Math.min(height - 1, Math.ceil(frame[2])), Math.min(width - 1, Math.ceil(frame[3]))];
    for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) if (inside([r, c])) this.#put(r, c, ink);
  }

  /** Colours places, each once. */
  dot(points: readonly Point[], colour: Colour | undefined): void {
    const { height, width } = this.#pixels;
    const ink = inkOf(colour, this.#pixels, this.#who);
    const places = new Set(points.filter(([r, c]) => r >= 0 && c >= 0 && r < height && c < width).map(([r, c]) => r * width + c));
    for (const at of places) this.#put(Math.floor(at / width), at % width, ink);
  }

  #put(row: number, col: number, ink: readonly number[]): void {
    const { data, width, channels, dtype } = this.#pixels;
    const from = (row * width + col) * channels;
    for (let k = 0; k < channels; k++) {
      const mixed = data[from + k]! * (1 - this.#opacity) + ink[k]! * this.#opacity;
      data[from + k] = dtype.startsWith('float') ? mixed : Math.round(mixed);
    }
  }

  done(): NDArray {
    return arrayOf(this.#pixels);
  }
} // prettier-ignore

/**
 * A line between two places, both in it. A new picture of the same type.
 *
 * @ko 그림에 선을 그립니다. 새 그림을 돌려줍니다.
 * @param from, to [row, column]
 * @example image.drawLine(photo, [0, 0], [50, 80], { color: 'red', width: 3 })
 */
export function drawLine(picture: NDArray, from: Point, to: Point, options?: LineOptions): NDArray {
  const who = 'image.drawLine';
  if (arguments.length > 3) checkCall(who, arguments, 4, lineOptions);
  const { color, width, opacity } = readOptions(who, options, lineOptions);
  const [start, end] = [placeOf(from, 'from', who), placeOf(to, 'to', who)];
  const sheet = new Sheet(picture, who, opacity);
  stroke(sheet, [[start, end]], width, color);
  return sheet.done();
}

/** Lines of a width, each pixel coloured once. */
function stroke(sheet: Sheet, lines: readonly (readonly [Point, Point])[], width: number, colour: Colour | undefined): void {
  if (width === 1) {
    sheet.dot(lines.flatMap(([[r0, c0], [r1, c1]]) => linePoints(Math.round(r0), Math.round(c0), Math.round(r1), Math.round(c1))), colour);
    return;
  }
  const [rows, cols] = [lines.flat().map(([r]) => r), lines.flat().map(([, c]) => c)];
  const half = width / 2;
  const frame = [Math.min(...rows) - half, Math.min(...cols) - half, Math.max(...rows) + half, Math.max(...cols) + half] as const;
  sheet.cover(frame, (at) => lines.some(([a, b]) => squaredDistance(at, a, b) <= half * half), colour);
} // prettier-ignore

/**
 * An upright rectangle between two corners, both in it; its outline grows inwards. A new picture of the same type.
 *
 * @ko 그림에 직사각형을 그립니다. 새 그림을 돌려줍니다.
 * @param from, to opposite corners, [row, column]
 * @example image.drawRectangle(photo, [10, 20], [60, 90], { color: 'yellow', width: 2 })
 */
export function drawRectangle(picture: NDArray, from: Point, to: Point, options?: ShapeOptions): NDArray {
  const who = 'image.drawRectangle';
  if (arguments.length > 3) checkCall(who, arguments, 4, shapeOptions);
  const given = readOptions(who, options, shapeOptions);
  const [a, b] = [placeOf(from, 'from', who), placeOf(to, 'to', who)].map((p) => p.map(Math.round)) as [number[], number[]];
  const [top, left, bottom, right] = [Math.min(a[0]!, b[0]!), Math.min(a[1]!, b[1]!), Math.max(a[0]!, b[0]!), Math.max(a[1]!, b[1]!)];
  const sheet = new Sheet(picture, who, given.opacity);
  const { width } = given;
  const outlined = hasOutline(given);
  const inner = (at: Point): boolean => at[0] >= top + width && at[0] <= bottom - width && at[1] >= left + width && at[1] <= right - width;
  const frame = [top, left, bottom, right] as const;
  if (given.fill !== undefined) sheet.cover(frame, (at) => !outlined || inner(at), given.fill);
  if (outlined) sheet.cover(frame, (at) => !inner(at), given.color);
  return sheet.done();
} // prettier-ignore

/** Whether a shape has an outline: unless only its inside is asked for. */
function hasOutline({ color, fill }: Given): boolean {
  return color !== undefined || fill === undefined;
}

/**
 * A circle. A new picture of the same type.
 *
 * @ko 그림에 원을 그립니다. 새 그림을 돌려줍니다.
 * @param center [row, column]
 * @example image.drawCircle(photo, [40, 40], 15, { fill: '#ff8800', opacity: 0.5 })
 */
export function drawCircle(picture: NDArray, center: Point, radius: number, options?: ShapeOptions): NDArray {
  const who = 'image.drawCircle';
  if (arguments.length > 3) checkCall(who, arguments, 4, shapeOptions);
  const given = readOptions(who, options, shapeOptions);
  const middle = placeOf(center, 'center', who);
  const length = lengthOf(radius, who);
  return round(picture, middle, [length, length], 0, given, who);
}

/**
 * An ellipse. A new picture of the same type.
 *
 * @ko 그림에 타원을 그립니다. 새 그림을 돌려줍니다.
 * @param center [row, column]
 * @param radii [along rows, along columns]
 */
export function drawEllipse(picture: NDArray, center: Point, radii: Point, options?: EllipseOptions): NDArray {
  const who = 'image.drawEllipse';
  if (arguments.length > 3) checkCall(who, arguments, 4, ellipseOptions);
  const { rotation, ...given } = readOptions(who, options, ellipseOptions);
  const middle = placeOf(center, 'center', who);
  const [rows, cols] = placeOf(radii, 'radii', who);
  return round(picture, middle, [lengthOf(rows, who), lengthOf(cols, who)], rotation, given, who);
}

function round(picture: NDArray, middle: Point, radii: Point, rotation: number, given: Given, who: string): NDArray {
  const sheet = new Sheet(picture, who, given.opacity);
  const [rows, cols] = radii;
  const outlined = hasOutline(given);
  const thin = given.width === 1 && rotation === 0 && [...middle, ...radii].every(Number.isInteger);
  const half = given.width / 2;
  const reach = Math.max(rows, cols) + half;
  const frame = [middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach] as const;
  const within = (at: Point, more: number): boolean =>
    rows + more > 0 && cols + more > 0 && inEllipse(at, middle, [rows + more, cols + more], rotation);
  if (given.fill !== undefined) sheet.cover(frame, (at) => within(at, outlined && !thin ? -half : 0), given.fill);
  if (outlined && thin) sheet.dot(rows === cols ? circlePoints(middle[0], middle[1], rows) : ellipsePoints(middle[0], middle[1], rows, cols), given.color);
  else if (outlined) sheet.cover(frame, (at) => within(at, half) && !within(at, -half), given.color);
  return sheet.done();
} // prettier-ignore

/**
 * A polygon by its corners. A new picture of the same type.
 *
 * @ko 그림에 다각형을 그립니다. 새 그림을 돌려줍니다.
 * @param points corners, each [row, column]
 * @example image.drawPolygon(photo, [[10, 40], [50, 10], [50, 70]], { fill: 'lime' })
 */
export function drawPolygon(picture: NDArray, points: readonly Point[], options?: PolygonOptions): NDArray {
  const who = 'image.drawPolygon';
  if (arguments.length > 2) checkCall(who, arguments, 3, polygonOptions);
  const given = readOptions(who, options, polygonOptions);
  if (!Array.isArray(points) || points.length < 2) {
    throw new ValueError({
      who,
      rule: { en: 'a polygon is a list of at least two corners [row, column]', ko: '다각형은 꼭짓점 [행, 열]이 두 개 이상인 리스트입니다' },
      received: describe(points),
    });
  }
  const corners = points.map((point) => placeOf(point, 'corner', who));
  const sheet = new Sheet(picture, who, given.opacity);
  const [rows, cols] = [corners.map(([r]) => r), corners.map(([, c]) => c)];
  const frame = [Math.min(...rows), Math.min(...cols), Math.max(...rows), Math.max(...cols)] as const;
  if (given.fill !== undefined) sheet.cover(frame, (at) => inPolygon(at, corners), given.fill);
  if (hasOutline(given)) {
    const lines = corners.map((corner, i) => [corner, corners[(i + 1) % corners.length]!] as const);
    stroke(sheet, given.closed ? lines : lines.slice(0, -1), given.width, given.color);
  }
  return sheet.done();
} // prettier-ignore

function placeOf(place: Point, name: string, who: string): Point {
  if (Array.isArray(place) && place.length === 2 && place.every((n) => Number.isFinite(n))) return place;
  throw new ValueError({
    who,
    rule: { en: `${name} is a list of two numbers, [row, column]`, ko: `${name}의 값은 수 두 개의 리스트 [행, 열]입니다` },
    received: describe(place),
  });
} // prettier-ignore

function lengthOf(radius: number, who: string): number {
  if (typeof radius === 'number' && Number.isFinite(radius) && radius >= 0) return radius;
  throw new ValueError({
    who,
    rule: { en: 'a radius is a number of at least 0', ko: '반지름은 0 이상의 수입니다' },
    received: describe(radius),
  });
}
