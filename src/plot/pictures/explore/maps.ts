/** @file Maps as they are looked at: one channel of a result, sampled where it is large, and its numbers as colours. */
import { gridOf, type Tensor } from './uses.ts';

/** One map. Every `step`th row and column of the channel. */
export interface MapPicture {
  readonly rows: number;
  readonly columns: number;
  readonly step: number;
  readonly data: Float32Array;
}

/** The least and largest number of a result, and how many are none (NaN or infinite). */
export interface Range {
  readonly low: number;
  readonly high: number;
  readonly broken: number;
}

/** A vector is folded into rows of this many cells. */
export function foldOf(n: number): [rows: number, columns: number] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(n)));
  return [Math.ceil(n / columns), columns];
}

/** Whether a result is numbers without places: a vector. */
export function isVector(shape: readonly number[]): boolean {
  const [rows, columns] = gridOf(shape);
  return rows * columns === 1;
}

/** A channel as a map, at most `most` cells high and wide; of a vector all channels, folded (NaN where none is left). */
export function mapOf({ shape, data }: Tensor, channel: number, most: number): MapPicture {
  const [h, w, c] = gridOf(shape);
  if (h * w === 1) {
    const [rows, columns] = foldOf(c);
    const step = Math.max(1, Math.ceil(Math.max(rows, columns) / most));
    return sampled(rows, columns, step, (i, j) => (i * columns + j < c ? data[i * columns + j]! : NaN));
  }
  const step = Math.max(1, Math.ceil(Math.max(h, w) / most));
  return sampled(h, w, step, (i, j) => data[(i * w + j) * c + channel]!);
}

function sampled(h: number, w: number, step: number, at: (i: number, j: number) => number): MapPicture {
  const [rows, columns] = [Math.ceil(h / step), Math.ceil(w / step)];
  const data = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) data[i * columns + j] = at(i * step, j * step);
  return { rows, columns, step, data };
}

/** The range of the numbers. */
export function rangeOf(data: Float32Array): Range {
  let [low, high, broken] = [Infinity, -Infinity, 0];
  for (const value of data) {
    if (!Number.isFinite(value)) broken++;
    else {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? { low: 0, high: 0, broken } : { low, high, broken };
}

/** 'grey': the least is black; 'signed': blue below 0, white at 0, red above. */
export type Colours = 'grey' | 'signed';

/** Red, green and blue of a number; what is none is magenta. */
export function colourOf(value: number, { low, high }: Range, colours: Colours): readonly [number, number, number] {
  if (!Number.isFinite(value)) return [214, 0, 214];
  if (colours === 'grey') {
    const grey = Math.round(255 * Math.min(1, Math.max(0, high > low ? (value - low) / (high - low) : 0)));
    return [grey, grey, grey];
  }
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const t = Math.min(1, Math.abs(value) / reach);
  // White to a red and a blue of equal darkness.
  const end = value < 0 ? [33, 102, 172] : [178, 24, 43];
  return end.map((channel) => Math.round(255 + (channel - 255) * t)) as [number, number, number];
}

/** The cells of a map as bytes: red, green, blue and opacity of each. Cells behind the end of a folded vector are clear. */
export function pixelsOf(
  map: MapPicture,
  range: Range,
  colours: Colours,
  count?: number,
): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray(4 * map.data.length);
  map.data.forEach((value, i) => {
    if (count !== undefined && i >= count) return;
    bytes.set(colourOf(value, range, colours), 4 * i);
    bytes[4 * i + 3] = 255;
  });
  return bytes;
}
