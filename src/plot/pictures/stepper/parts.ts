/** @file What the makers of walkthroughs share: padded channels as panels, marks of windows, numbers and sums in sentences. */
import type { Translated } from '../../../errors/index.ts';
import type { Places, Walk } from '../../../windows/index.ts';
import type { Table } from './tables.ts';
import { shortNumber, type Mark, type Panel, type Step, type Tone } from './walkthrough.ts';

/** A sentence in both languages; the walkthrough takes the one that is spoken. */
export interface Draft {
  readonly title: Translated;
  readonly summary: Translated;
  readonly panels: readonly (Omit<Panel, 'title'> & { readonly title: Translated })[];
  readonly steps: readonly (Omit<Step, 'text'> & { readonly text: Translated })[];
}

/** The numbers of the scales. */
export const scales = { picture: 0, filter: 1, products: 2, output: 3, given: 4, second: 5 } as const;

/** Channel `k` of a table, row by row. */
export function channel({ data, h, w, c }: Table, k: number): number[] {
  return Array.from({ length: h * w }, (_, i) => data[i * c + k]!);
}

/** Channel `k` with the zeros of its padding around it. */
export function paddedChannel(table: Table, { rows, columns }: Places, k: number): number[] {
  const wide = lengthOf(columns);
  const values = Array.from({ length: lengthOf(rows) * wide }, () => 0);
  for (let i = 0; i < table.h; i++) {
    for (let j = 0; j < table.w; j++)
      values[(i + rows.before) * wide + j + columns.before] = table.data[(i * table.w + j) * table.c + k]!;
  }
  return values;
}

/** Cells of a side with its padding. */
export function lengthOf({ before, side, behind }: Walk): number {
  return before + side + behind;
}

/** The padding of a panel, where there is one. */
export function paddingOf({ rows, columns }: Places): Pick<Panel, 'padding'> {
  const padding = [rows.before, rows.behind, columns.before, columns.behind] as const;
  return padding.some((n) => n > 0) ? { padding } : {};
}

/** The window of the output's cell (i, j) in a panel with its padding. */
export function windowMark(panel: number, { rows, columns }: Places, i: number, j: number, tone: Tone = 'read'): Mark {
  return {
    panel,
    tone,
    top: i * rows.stride,
    left: j * columns.stride,
    rows: rows.filter,
    columns: columns.filter,
    ...(rows.dilation === 1 && columns.dilation === 1 ? {} : { down: rows.dilation, right: columns.dilation }),
  };
}

/** A single cell, or a whole panel. */
export function cellMark(panel: number, tone: Tone, top: number, left: number, rows = 1, columns = 1): Mark {
  return { panel, tone, top, left, rows, columns };
}

/** The numbers under the window (i, j) in a channel with its padding. */
export function windowOf(padded: readonly number[], places: Places, i: number, j: number): number[] {
  return cellsOf(places, i, j).map((cell) => padded[cell]!);
}

/** The cells of the window (i, j) in a channel with its padding, row by row. */
export function cellsOf({ rows, columns }: Places, i: number, j: number): number[] {
  const wide = lengthOf(columns);
  const cells: number[] = [];
  for (let a = 0; a < rows.filter; a++) {
    for (let b = 0; b < columns.filter; b++)
      cells.push((i * rows.stride + a * rows.dilation) * wide + j * columns.stride + b * columns.dilation);
  }
  return cells;
}

/** Calls `visit` with every place of a window, row by row. */
export function eachPlace<T>({ rows, columns }: Places, visit: (i: number, j: number) => T): T[] {
  const made: T[] = [];
  for (let i = 0; i < rows.count; i++) for (let j = 0; j < columns.count; j++) made.push(visit(i, j));
  return made;
}

/** 0, 1, … n - 1. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

/** Where a window lies, in the picture's own rows and columns; those of the padding are negative or behind the last one. */
export function whereabouts({ rows, columns }: Places, i: number, j: number): Translated {
  const [r, c] = [stretch(rows, i), stretch(columns, j)];
  return {
    en: `${r.length > 1 ? 'rows' : 'row'} ${spanOf(r)}, ${c.length > 1 ? 'columns' : 'column'} ${spanOf(c)}`,
    ko: `${spanOf(r, '~')}행, ${spanOf(c, '~')}열`,
  };
}

function stretch({ stride, before, filter, dilation }: Walk, i: number): number[] {
  return upTo(filter).map((a) => i * stride - before + a * dilation);
}

function spanOf(cells: readonly number[], to = ' to '): string {
  if (cells.length === 1) return String(cells[0]);
  const [first = 0, second = 0] = cells;
  const isWhole = second - first === 1;
  return isWhole ? `${cells[0]}${to}${cells.at(-1)!}` : cells.join(', ');
}

/** A number inside of a sum or a product: a negative one in brackets. */
export function inside(value: number): string {
  return value < 0 ? `(${shortNumber(value)})` : shortNumber(value);
}

/** 1×2 */
export function product(a: number, b: number): string {
  return `${shortNumber(a)}×${inside(b)}`;
}

/** Notes below the numbers of a filter, where it is small enough for them. */
export function noted(notes: readonly string[]): { notes?: readonly string[] } {
  return notes.length <= 25 ? { notes } : {};
}

/** Terms with plus signs between them, the middle ones left out where there are many. */
export function sum(terms: readonly string[], most = 12): string {
  if (terms.length <= most) return terms.join(' + ');
  return [...terms.slice(0, 4), '…', ...terms.slice(-2)].join(' + ');
}

/** Shapes in titles: 7×7. */
export function sides(rows: number, columns: number): string {
  return `${rows}×${columns}`;
}

/** ", stride 2, padding 1" where they are not the usual ones. */
export function manner({ rows, columns }: Places): Translated {
  const parts: string[] = [];
  if (rows.stride !== 1 || columns.stride !== 1) parts.push(`stride ${pair(rows.stride, columns.stride)}`);
  const zeros = [rows.before, rows.behind, columns.before, columns.behind];
  if (zeros.some((n) => n > 0)) parts.push(`padding ${zeros.every((n) => n === zeros[0]) ? zeros[0]! : `'same'`}`);
  if (rows.dilation !== 1 || columns.dilation !== 1) parts.push(`dilation ${pair(rows.dilation, columns.dilation)}`);
  const text = parts.map((part) => `, ${part}`).join('');
  return { en: text, ko: text };
}

/** A stride or dilation as it is written. */
export function pair(down: number, right: number): string {
  return down === right ? String(down) : `[${right}, ${down}]`;
}

/** A name that counts its channels where there are several. */
export function named(name: Translated, k: number, c: number, size: string): Translated {
  const [en, ko] = [`${name.en} ${size}`.trim(), `${name.ko} ${size}`.trim()];
  if (c === 1) return { en, ko };
  return { en: `${en}, channel ${k}`, ko: `${ko}, 채널 ${k}` };
}
