/** @file Rectangles on the sheet, in pixels, and ranges of the data. */

/** A rectangle; y counts from the top. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What axes need around their frame. */
export interface Decoration {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Limits in drawing order: the first is at the left or at the bottom. */
export interface Limits {
  x: [number, number];
  y: [number, number];
}

/** The smallest rectangle around others. */
export function unionOf(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  const right = Math.max(...rects.map((rect) => rect.x + rect.width));
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height));
  return { x, y, width: right - x, height: bottom - y };
}

/** The largest frame of that aspect (height of a unit of y over a unit of x, times the data's) inside `rect`, centred. */
export function shrinkToAspect(rect: Rect, heightOverWidth: number): Rect {
  const width = Math.min(rect.width, rect.height / heightOverWidth);
  const height = width * heightOverWidth;
  return { x: rect.x + (rect.width - width) / 2, y: rect.y + (rect.height - height) / 2, width, height };
}
