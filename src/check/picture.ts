/**
 * @file Two arrays side by side with what differs: as pictures where they look like one (both sides at least 9), else as
 * tables of numbers around the first difference. HTML that needs nothing beside it.
 */
import { say, type Translated } from '../errors/index.ts';
import { encodePng, toBase64 } from '../platform/index.ts';
import { indexOf, type ArrayForm } from './difference.ts';
import { numberText } from './words.ts';

/** Rows and columns of a table. */
const TABLE = 8;
/** From this many rows and columns on, numbers are looked at as a picture. */
const PICTURE = 9;
/** Pixels of a side; of larger pictures a part around the first difference is shown. */
const LARGEST = 256;

/** The plane of an array in which the first difference lies: rows, columns, and perhaps channels of colour. */
interface Plane {
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Flat place of its first element, and how far apart rows and columns are. */
  readonly from: number;
  readonly perRow: number;
  readonly perColumn: number;
  /** `[0, 2, :, :]`; empty when the array has no other plane. */
  readonly name: string;
  /** Row and column of the first difference. */
  readonly row: number;
  readonly column: number;
}

/** HTML that shows where two arrays of one shape differ; undefined for a single number. */
export function sideBySide(
  mine: ArrayForm,
  expected: ArrayForm,
  first: number,
  isSame: (flat: number) => boolean,
): string | undefined {
  const plane = planeOf(expected[2], first);
  if (plane === undefined) return undefined;
  const panels =
    plane.rows >= PICTURE && plane.columns >= PICTURE
      ? pictures(mine, expected, plane, isSame)
      : tables(mine, expected, plane, isSame);
  const note = plane.name === '' ? '' : `<div style="margin-top:4px"><code>${plane.name}</code></div>`;
  return `${note}<div style="display:flex;flex-wrap:wrap;gap:12px;margin-top:6px">${panels}</div>`;
}

function planeOf(shape: readonly number[], first: number): Plane | undefined {
  if (shape.length === 0 || shape.includes(0)) return undefined;
  const index = indexOf(first, shape);
  const colour =
    (shape.length === 3 || shape.length === 4) && [1, 3, 4].includes(shape.at(-1)!) && shape.at(-2)! >= PICTURE
      ? shape.at(-1)!
      : 1;
  const last = shape.length - (colour > 1 || (shape.at(-1) === 1 && shape.length > 2) ? 2 : 1);
  const [columns, rows] = [shape[last]!, shape[last - 1] ?? 1];
  const perColumn = shape.slice(last + 1).reduce((a, b) => a * b, 1);
  const [row, column] = [index[last - 1] ?? 0, index[last]!];
  const before = index.slice(0, Math.max(0, last - 1));
  const within = first % perColumn;
  return {
    rows,
    columns,
    channels: perColumn,
    perColumn,
    perRow: perColumn * columns,
    from: first - within - row * perColumn * columns - column * perColumn,
    name: before.length === 0 ? '' : `[${[...before, ...shape.slice(before.length).map(() => ':')].join(', ')}]`,
    row,
    column,
  };
}

/** The part of an axis that is shown, around a place. */
function part(length: number, most: number, around: number): readonly [number, number] {
  const from = Math.max(0, Math.min(length - most, around - Math.floor(most / 2)));
  return [from, Math.min(length, from + most)];
}

const titles = {
  mine: { en: 'yours', ko: '내 값' },
  expected: { en: 'expected', ko: '기대한 값' },
  apart: { en: 'where they differ', ko: '다른 곳' },
} satisfies Record<string, Translated>;

function tables(mine: ArrayForm, expected: ArrayForm, plane: Plane, isSame: (flat: number) => boolean): string {
  const [top, bottom] = part(plane.rows, TABLE, plane.row);
  const [left, right] = part(plane.columns, TABLE, plane.column);
  const more = (what: string): string => `<td style="${cell}">${what}</td>`;
  const table = (title: string, [, , , values]: ArrayForm, marked: boolean): string => {
    const rows: string[] = [];
    for (let i = top; i < bottom; i++) {
      const cells: string[] = left > 0 ? [more('…')] : [];
      for (let j = left; j < right; j++) {
        const flat = plane.from + i * plane.perRow + j * plane.perColumn;
        const differs = Array.from({ length: plane.channels }, (_, c) => isSame(flat + c)).includes(false);
        const colour = differs ? `;background:${marked ? '#b9352e' : '#22763f'};color:#fff` : '';
        cells.push(`<td style="${cell}${colour}">${numberText(values[flat]!, 4)}</td>`);
      }
      if (right < plane.columns) cells.push(more('…'));
      rows.push(`<tr style="background:none">${cells.join('')}</tr>`);
    }
    if (bottom < plane.rows) rows.push(`<tr style="background:none">${more('⋮')}</tr>`);
    if (top > 0) rows.unshift(`<tr style="background:none">${more('⋮')}</tr>`);
    const caption = `<caption style="caption-side:top;text-align:left;padding:0 0 2px">${title}</caption>`;
    return `<table style="border-collapse:collapse;margin:0;font-size:12px">${caption}${rows.join('')}</table>`;
  };
  return table(say(titles.mine), mine, true) + table(say(titles.expected), expected, false);
}

const cell = 'border:1px solid #8888;padding:2px 6px;text-align:right;font-variant-numeric:tabular-nums';

function pictures(mine: ArrayForm, expected: ArrayForm, plane: Plane, isSame: (flat: number) => boolean): string {
  const rows = part(plane.rows, LARGEST, plane.row);
  const columns = part(plane.columns, LARGEST, plane.column);
  const [height, width] = [rows[1] - rows[0], columns[1] - columns[0]];
  const colours = plane.channels >= 3 ? 3 : 1;
  const flatOf = (i: number, j: number): number =>
    plane.from + (rows[0] + i) * plane.perRow + (columns[0] + j) * plane.perColumn;
  const [low, high] = rangeOf(
    [mine, expected],
    width * height,
    (at) => flatOf(Math.floor(at / width), at % width),
    colours,
  );
  const grey = (value: number): number => (high > low ? Math.round((255 * (value - low)) / (high - low)) : 128);

  const picture = ([, , , values]: ArrayForm): string => {
    const samples = new Uint8Array(width * height * colours);
    for (let i = 0, at = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        for (let c = 0; c < colours; c++) samples[at++] = clamped(grey(Number(values[flatOf(i, j) + c])));
      }
    }
    return png(width, height, colours, samples);
  };
  // The expected picture, pale, and in red or blue where the other one is too large or too small.
  const apart = (): string => {
    const samples = new Uint8Array(width * height * 3);
    for (let i = 0, at = 0; i < height; i++) {
      for (let j = 0; j < width; j++, at += 3) {
        const flat = flatOf(i, j);
        let [sum, differs] = [0, false];
        for (let c = 0; c < plane.channels; c++) {
          if (isSame(flat + c)) continue;
          differs = true;
          sum += Number(mine[3][flat + c]) - Number(expected[3][flat + c]);
        }
        const pale = 200 + clamped(grey(Number(expected[3][flat]))) / 5;
        samples.set(differs ? (sum < 0 ? blue : red) : [pale, pale, pale], at);
      }
    }
    return png(width, height, 3, samples);
  };
  const side = Math.max(1, Math.floor(180 / Math.max(width, height)));
  const panel = (title: string, alt: string, source: string): string =>
    `<figure style="margin:0"><figcaption>${title}</figcaption><img alt="${alt}" src="data:image/png;base64,${source}" ` +
    `style="width:${width * side}px;max-width:100%;height:auto;image-rendering:pixelated;border:1px solid #8888"></figure>`;
  const legend = say({
    en: `${say(titles.apart)} (${square('#d6453d')} too large, ${square('#2f6fd0')} too small)`,
    ko: `${say(titles.apart)} (${square('#d6453d')} 더 큼, ${square('#2f6fd0')} 더 작음)`,
  });
  return [
    panel(say(titles.mine), say(titles.mine), picture(mine)),
    panel(say(titles.expected), say(titles.expected), picture(expected)),
    panel(legend, say(titles.apart), apart()),
  ].join('');
}

function square(colour: string): string {
  return `<span style="display:inline-block;width:.7em;height:.7em;background:${colour}"></span>`;
}

const red = [214, 69, 61];
const blue = [47, 111, 208];

/** The smallest and the largest finite value of both. */
function rangeOf(
  arrays: readonly ArrayForm[],
  count: number,
  flatOf: (at: number) => number,
  colours: number,
): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const [, , , values] of arrays) {
    for (let at = 0; at < count; at++) {
      for (let c = 0; c < colours; c++) {
        const value = Number(values[flatOf(at) + c]);
        if (!Number.isFinite(value)) continue;
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return [low, high];
}

function clamped(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(0, Math.min(255, value));
}

function png(width: number, height: number, channels: 1 | 3, samples: Uint8Array): string {
  return toBase64(encodePng({ width, height, channels, samples }));
}
