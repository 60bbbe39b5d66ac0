/**
 * @file A panel of a walkthrough as SVG: cells shaded by their numbers, the numbers, and the marked windows. The page puts panels
 * beside each other as its width allows, `sheet.ts` on paper.
 */
import {
  cellsAt,
  rangesOf,
  shortNumber,
  type Cell,
  type Mark,
  type Panel,
  type Step,
  type Tone,
  type Walkthrough,
} from './walkthrough.ts';

/** A drawn panel. */
export interface Drawing {
  /** What stands between `<svg>` and `</svg>`. */
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

/** Sizes of a panel's parts in pixels, the same at every step. */
export interface Grid {
  /** Width and height of a cell. */
  readonly wide: number;
  readonly high: number;
  /** Letters of the numbers; 0: there are too many to be written. */
  readonly letters: number;
  /** Letters of the notes below them. */
  readonly notes: number;
  /** The whole panel with its edge. */
  readonly width: number;
  readonly height: number;
}

/** More numbers than these are only shaded. */
const MOST_NUMBERS = 400;
/** No letters are smaller, in pixels. */
const SMALLEST = 9;
/** Around the cells: half a mark lies outside. */
export const EDGE = 4;

/** The width of a text in letters of one pixel, after DejaVu Sans, the widest font that is used. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) width += /[+×]/.test(letter) ? 0.84 : /[-.()]/.test(letter) ? 0.4 : 0.64;
  return width;
}

/** How large the cells of each panel are; `grow` multiplies everything (1: letters of 12 pixels). */
function gridsOf(walkthrough: Walkthrough, grow = 1): Grid[] {
  const { panels, steps } = walkthrough;
  const longest = panels.map(({ start }) =>
    Math.max(0, ...start.map((value) => (value === null ? 0 : widthOf(shortNumber(value))))),
  );
  const notes = panels.map(() => 0);
  for (const { writes } of steps) {
    for (const { panel, values, notes: below } of writes) {
      for (const value of values) longest[panel] = Math.max(longest[panel]!, widthOf(shortNumber(value)));
      for (const note of below ?? []) notes[panel] = Math.max(notes[panel]!, widthOf(note));
    }
  }
  return panels.map(({ rows, columns }, p) => {
    const many = rows * columns > MOST_NUMBERS;
    const letters = many ? 0 : 12 * grow;
    const small = many || notes[p] === 0 ? 0 : Math.max(SMALLEST, 9.5 * grow);
    const wide = many
      ? 11 * grow
      : Math.max(26 * grow, 1.1 * longest[p]! * letters + 8 * grow, notes[p]! * small + 7 * grow);
    const high = many ? 11 * grow : small > 0 ? 36 * grow : 26 * grow;
    const [width, height] = [columns * wide + 2 * EDGE, rows * high + 2 * EDGE];
    return { wide, high, letters, notes: small, width: Math.ceil(width), height: Math.ceil(height) };
  });
}

/** Everything about a walkthrough that is the same at every step. */
export class Drawer {
  readonly grids: readonly Grid[];
  private readonly walkthrough: Walkthrough;
  private readonly ranges: ReadonlyMap<number, readonly [number, number]>;

  constructor(walkthrough: Walkthrough, grow = 1) {
    this.walkthrough = walkthrough;
    this.grids = gridsOf(walkthrough, grow);
    this.ranges = rangesOf(walkthrough);
  }

  /** The panels after step `i`. */
  panelsAt(i: number): Drawing[] {
    const { panels, steps } = this.walkthrough;
    const cells = cellsAt(this.walkthrough, i);
    return panels.map((panel, p) => this.panel(panel, p, cells[p]!, steps[i]!));
  }

  private panel(panel: Panel, p: number, cells: readonly (Cell | undefined)[], { marks, writes }: Step): Drawing {
    const grid = this.grids[p]!;
    const range = this.ranges.get(panel.scale) ?? [0, 0];
    const fresh = new Set(writes.filter((write) => write.panel === p).flatMap(({ at }) => at));
    const body = cells.map((cell, i) => this.cell(panel, grid, range, i, cell, fresh.has(i))).join('');
    const frame = `<rect x="${EDGE}" y="${EDGE}" width="${round(grid.width - 2 * EDGE)}" height="${round(grid.height - 2 * EDGE)}" fill="none" stroke="currentColor" stroke-opacity="0.55"/>`;
    const outlines = marks.filter((mark) => mark.panel === p).map((mark) => outline(mark, grid));
    return { body: body + frame + outlines.join(''), width: grid.width, height: grid.height };
  }

  private cell(
    panel: Panel,
    { wide, high, letters, notes }: Grid,
    range: readonly [number, number],
    i: number,
    cell: Cell | undefined,
    isFresh: boolean,
  ): string {
    const [row, column] = [Math.floor(i / panel.columns), i % panel.columns];
    const [x, y] = [EDGE + column * wide, EDGE + row * high];
    const place = `x="${round(x)}" y="${round(y)}" width="${round(wide)}" height="${round(high)}"`;
    if (cell === undefined) return `<rect ${place} fill="none" stroke="currentColor" stroke-opacity="0.25"/>`;
    const fill = shade(cell.value, panel.colors, range);
    const ink = luminance(fill) > 0.18 ? '#000' : '#fff';
    const lines = letters === 0 ? '' : ` stroke="#888" stroke-opacity="0.45"`;
    let text = `<rect ${place} fill="rgb(${fill.join(',')})"${lines}/>`;
    if (isPadding(panel, row, column)) text += hatch(x, y, wide, high, ink);
    if (letters === 0) return text;
    const middle = round(x + wide / 2);
    const base = notes > 0 ? y + high * 0.46 : y + high / 2 + letters * 0.36;
    const weight = isFresh ? ' font-weight="bold"' : '';
    text += `<text x="${middle}" y="${round(base)}" font-size="${round(letters)}" fill="${ink}"${weight}>${shortNumber(cell.value)}</text>`;
    if (notes > 0 && cell.note !== undefined)
      text += `<text x="${middle}" y="${round(y + high * 0.86)}" font-size="${round(notes)}" fill="${ink}">${escaped(cell.note)}</text>`;
    return text;
  }
}

function isPadding({ padding, rows, columns }: Panel, row: number, column: number): boolean {
  if (!padding) return false;
  const [above, below, left, right] = padding;
  return row < above || row >= rows - below || column < left || column >= columns - right;
}

/** The dashed inner edge of a cell of the padding. */
function hatch(x: number, y: number, wide: number, high: number, ink: string): string {
  return `<rect x="${round(x + 2)}" y="${round(y + 2)}" width="${round(wide - 4)}" height="${round(high - 4)}" fill="none" stroke="${ink}" stroke-opacity="0.6" stroke-dasharray="2 2"/>`;
}

/** Each tone as colour; around it a white line, so that it is seen on every shade. */
const tones: Readonly<Record<Tone, string>> = { read: '#d1495b', write: '#1f6fd1', pick: '#1b8a3a' };

function outline({ top, left, rows, columns, down = 1, right = 1, tone }: Mark, { wide, high, letters }: Grid): string {
  const thick = letters === 0 ? 2 : 3;
  const box = (r: number, c: number, h: number, w: number): string => {
    const place = `x="${round(EDGE + c * wide)}" y="${round(EDGE + r * high)}" width="${round(w * wide)}" height="${round(h * high)}" fill="none" rx="2"`;
    return `<rect ${place} stroke="#fff" stroke-opacity="0.85" stroke-width="${thick + 2.5}"/><rect ${place} stroke="${tones[tone]}" stroke-width="${thick}"/>`;
  };
  if (down === 1 && right === 1) return box(top, left, rows, columns);
  // With dilation every cell has a frame of its own: between them lie cells that are not read.
  let text = '';
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) text += box(top + r * down, left + c * right, 1, 1);
  return text;
}

type Rgb = readonly [number, number, number];

const RED: Rgb = [214, 86, 66];
const BLUE: Rgb = [62, 128, 196];

/** The colour of a number. */
function shade(value: number, colors: Panel['colors'], [low, high]: readonly [number, number]): Rgb {
  if (colors === 'grey') {
    const part = high > low ? (value - low) / (high - low) : value > 0 ? 1 : 0;
    const grey = Math.round(255 * part);
    return [grey, grey, grey];
  }
  const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
  const part = 0.85 * Math.min(1, Math.abs(value) / most);
  const end = value < 0 ? BLUE : RED;
  return [mixed(end[0], part), mixed(end[1], part), mixed(end[2], part)];
}

function mixed(end: number, part: number): number {
  return Math.round(255 + (end - 255) * part);
}

/** Relative luminance, 0 to 1; from 0.18 on black letters have the stronger contrast. */
function luminance([r, g, b]: Rgb): number {
  const linear = (c: number): number => (c / 255) ** 2.2;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Text inside of an element: a walkthrough may come from a notebook that nobody trusts. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Half a pixel's tenth is enough, and the text of the drawing stays short. */
export function round(x: number): number {
  return Math.round(x * 10) / 10;
}
