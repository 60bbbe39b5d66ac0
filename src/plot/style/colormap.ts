/**
 * @file Colormaps by matplotlib's names and values: a lookup table of RGB bytes for each, `_r` for the reverse.
 * Numbers go through a map as in matplotlib: (x - vmin) / (vmax - vmin), times N, cut to an index.
 */
import { describe } from '../../arguments/index.ts';
import { NDArray, np } from '../../array/index.ts';
import { ValueError, nearest } from '../../errors/index.ts';
import { exactly } from '../input/surplus.ts';
import * as data from './colormap-data.ts';

const tables: Readonly<Record<string, string>> = data.tables;
const anchors: Readonly<Record<string, string>> = data.anchors;
const segments: Readonly<Record<string, readonly [red: number[], green: number[], blue: number[]]>> = data.segments;
const lists: Readonly<Record<string, string>> = data.lists;

type Name = keyof typeof data.tables | keyof typeof data.anchors | keyof typeof data.segments | keyof typeof data.lists;

/** What may be given as a map. The names are there for the editor, which offers them; a wrong one is refused with the nearest. */
export type ColormapLike = Name | `${Name}_r` | (string & Record<never, never>) | Colormap;

/** The names of the maps; each also exists with `_r` behind it. */
export const colormapNames: readonly string[] = [
  ...Object.keys(tables),
  ...Object.keys(anchors),
  ...Object.keys(segments),
  ...Object.keys(lists),
];

/** A map is also a function from numbers to colours, as `plt.cm.viridis(0.5)` in matplotlib. */
export interface Colormap {
  /** The colour [r, g, b, a] of a number between 0 and 1, or of an index; the parts lie between 0 and 1. */
  (x: number): [number, number, number, number];
  /** A row of colours (n, 4) for a row of numbers. */
  (x: NDArray | readonly number[] | Float64Array): NDArray;
  readonly name: string;
  /** Number of colours (256, or as many as a list has). */
  readonly size: number;
  /** RGB bytes, 3 an entry. */
  readonly rgb: Uint8Array;
}

const made = new Map<string, Colormap>();

/** The map called `name`; an unknown name raises ValueError with the nearest one that exists. */
export function colormap(name: ColormapLike, who = 'plt.imshow'): Colormap {
  if (typeof name === 'function' && 'rgb' in name) return name;
  if (typeof name !== 'string') {
    throw new ValueError({
      who,
      rule: { en: 'cmap must be the name of a colormap', ko: 'cmap은 컬러맵의 이름이어야 합니다' },
      received: describe(name),
    });
  }
  const known = made.get(name);
  if (known) return known;
  const base = name.replace(/_r$/, '').replace(/^grey$/, 'gray');
  if (!colormapNames.includes(base)) {
    const close = nearest(name, [...colormapNames, ...colormapNames.map((each) => `${each}_r`)]);
    throw new ValueError({
      who,
      rule: { en: 'cmap must be the name of a colormap', ko: 'cmap은 컬러맵의 이름이어야 합니다' },
      received: `'${name}'`,
      hint: close
        ? { en: `Did you mean '${close}'?`, ko: `'${close}'을(를) 뜻했나요?` }
        : { en: `There are ${colormapNames.join(', ')}.`, ko: `쓸 수 있는 이름: ${colormapNames.join(', ')}` },
    });
  }
  const rgb = lookupTable(base, name.endsWith('_r'));
  const map = callable(name, rgb);
  made.set(name, map);
  return map;
}

function callable(name: string, rgb: Uint8Array): Colormap {
  const size = rgb.length / 3;
  const color = (x: number, whole: boolean): [number, number, number, number] => {
    const index = whole ? Math.min(size - 1, Math.max(0, x)) : colorIndex(x, 0, 1, size);
    if (index < 0) return [0, 0, 0, 0];
    const at = 3 * index;
    return [rgb[at]! / 255, rgb[at + 1]! / 255, rgb[at + 2]! / 255, 1];
  };
  const map = (x: number | NDArray | readonly number[] | Float64Array): unknown => {
    // Python tells 1 from 1.0: here whole numbers above 1 are indices, and all of them in a list such as tab10.
    if (typeof x === 'number') return color(x, Number.isInteger(x) && (size < 256 || x > 1));
    const array = np.asarray(x);
    const whole = array.dtype.includes('int') && array.dtype !== 'bool';
    return np.array(Array.from(array.toTyped(), (value) => color(value, whole))).reshape([...array.shape, 4]);
  };
  for (const [key, value] of Object.entries({ name, size, rgb })) Object.defineProperty(map, key, { value });
  return map as Colormap;
}

/** All maps: `colormaps()` lists their names, `colormaps['viridis']` is one of them. */
export const colormaps = byName(exactly('plt.colormaps', () => allNames()));

/** The map of that name. */
export const get_cmap = exactly('plt.get_cmap', (name?: ColormapLike): Colormap =>
  colormap(name ?? 'viridis', 'plt.get_cmap'),
);

function allNames(): string[] {
  return colormapNames.flatMap((name) => [name, `${name}_r`]);
}

/** Puts all maps by their names on an object; they are made when they are first used. */
export function byName<T extends object>(target: T): T & Readonly<Record<string, Colormap>> {
  for (const name of allNames()) {
    Object.defineProperty(target, name, { get: () => colormap(name, 'plt.cm'), enumerable: true });
  }
  return target as T & Readonly<Record<string, Colormap>>;
}

/** The entry of the table for a number; NaN has none (-1). */
export function colorIndex(value: number, vmin: number, vmax: number, size: number): number {
  if (Number.isNaN(value)) return -1;
  if (vmax === vmin) return 0;
  const at = Math.trunc(((value - vmin) / (vmax - vmin)) * size);
  return at < 0 ? 0 : at >= size ? size - 1 : at;
}

/** The colour of one number between 0 and 1, as `#rrggbb`. */
export function colorOf(map: Colormap, x: number): string {
  const at = 3 * Math.max(0, colorIndex(x, 0, 1, map.size));
  return `#${[0, 1, 2].map((c) => map.rgb[at + c]!.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * The map as a Plotly colorscale: steps for a map that is a list, else as few stops as keep every colour between them
 * within 2 of 255 (grey needs two, viridis about a dozen).
 */
export function plotlyColorscale(map: Colormap): [number, string][] {
  const hex = (i: number): string => colorOf(map, (i + 0.5) / map.size);
  if (map.size < 256) {
    return Array.from({ length: map.size }, (_, i) => [
      [i / map.size, hex(i)] as [number, string],
      [(i + 1) / map.size, hex(i)] as [number, string],
    ]).flat();
  }
  const stops = [0];
  while (stops.at(-1)! < 255) {
    const from = stops.at(-1)!;
    let to = from + 1;
    while (to < 255 && isStraight(map.rgb, from, to + 1)) to++;
    stops.push(to);
  }
  return stops.map((i) => [Number((i / 255).toFixed(4)), hex(i)]);
}

/** Whether the colours between two entries lie on the line between them. */
function isStraight(rgb: Uint8Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) {
    const part = (i - from) / (to - from);
    for (let c = 0; c < 3; c++) {
      const line = rgb[3 * from + c]! * (1 - part) + rgb[3 * to + c]! * part;
      if (Math.abs(line - rgb[3 * i + c]!) > 2) return false;
    }
  }
  return true;
}

function lookupTable(name: string, reverse: boolean): Uint8Array {
  const table = tables[name];
  if (table)
    return inDirection(
      Uint8Array.from(atob(table), (c) => c.charCodeAt(0)),
      reverse,
    );
  const list = lists[name];
  if (list) return inDirection(hexBytes(list), reverse);
  const colors = anchors[name];
  const channels = colors ? evenlySpaced(hexBytes(colors)) : segments[name]!;
  const rgb = new Uint8Array(3 * 256);
  channels.forEach((points, c) => {
    const values = interpolated(reverse ? mirrored(points) : points);
    for (let i = 0; i < 256; i++) rgb[3 * i + c] = Math.trunc(values[i]! * 255);
  });
  return rgb;
}

function evenlySpaced(rgb: Uint8Array): number[][] {
  const n = rgb.length / 3;
  return [0, 1, 2].map((c) => Array.from({ length: n }, (_, i) => [i * (1 / (n - 1)), rgb[3 * i + c]! / 255]).flat());
}

/** Position, value, position, value, … read from the other end. */
function mirrored(points: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) out.push(1 - points[i]!, points[i + 1]!);
  return out;
}

/**
 * 256 values on straight lines between the points. The order of the operations is matplotlib's, since its bytes are cut and
 * not rounded: a last-bit difference here is a different colour there.
 */
function interpolated(points: readonly number[]): Float64Array {
  const out = new Float64Array(256);
  const step = 1 / 255;
  for (let i = 0, at = 2; i < 256; i++) {
    const x = 255 * (i * step);
    while (at < points.length - 2 && points[at]! * 255 < x) at += 2;
    const [x0, y0, x1, y1] = [points[at - 2]! * 255, points[at - 1]!, points[at]! * 255, points[at + 1]!];
    out[i] = i === 0 ? points[1]! : i === 255 ? points.at(-1)! : ((x - x0) / (x1 - x0)) * (y1 - y0) + y0;
  }
  return out;
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16));
}

function inDirection(rgb: Uint8Array, reverse: boolean): Uint8Array {
  if (!reverse) return rgb;
  const out = new Uint8Array(rgb.length);
  for (let i = 0; i < rgb.length; i += 3) out.set(rgb.subarray(i, i + 3), rgb.length - 3 - i);
  return out;
}
