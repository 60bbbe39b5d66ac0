/** @file Grids whose places may be joined: `fig.add_gridspec(2, 3)`, `plt.GridSpec`, and the letters of `subplot_mosaic`. */
import { anything, describe, number, optionsOf } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { IndexError, ValueError } from '../../errors/index.ts';
import { read } from '../input/rules.ts';

/** Axes in a grid of `rows` x `columns`; the span is inclusive. */
export interface Cell {
  rows: number;
  columns: number;
  row: [number, number];
  column: [number, number];
  /** The grid with a spacing of its own, if it is one. */
  grid?: GridSpec;
}

export interface GridSpecOptions {
  /** How wide and high the columns and rows are against each other. */
  width_ratios?: readonly number[];
  /** How high the rows are, relative to each other. */
  height_ratios?: readonly number[];
  /** Gaps in parts of the mean frame; default 0.2. */
  wspace?: number;
  /** Space between rows, in parts of the average height of axes. */
  hspace?: number;
  /** Edges of the grid in parts of the figure. */
  left?: number;
  /** Right border of the grid, from 0 to 1 of the figure's width. */
  right?: number;
  /** Lower border of the grid, from 0 to 1 of the figure's height. */
  bottom?: number;
  /** Upper border of the grid, from 0 to 1 of the figure's height. */
  top?: number;
}

export const gridSpecOptions = optionsOf<GridSpecOptions>()({
  width_ratios: anything({ en: 'a number for each column', ko: '열마다 수 하나' }),
  height_ratios: anything({ en: 'a number for each row', ko: '행마다 수 하나' }),
  wspace: number(),
  hspace: number(),
  left: number(),
  right: number(),
  bottom: number(),
  top: number(),
});

/** A row or column: a number (negative: from the end), or a slice such as ':', '1:', '0:2'. */
export type GridIndex = number | string;

/** Rows and columns in which axes may take one place or several. */
export class GridSpec implements Displayable {
  readonly nrows: number;
  readonly ncols: number;
  readonly options: GridSpecOptions;

  constructor(nrows: number, ncols: number, given?: GridSpecOptions, who = 'plt.GridSpec') {
    const options = read(who, given, gridSpecOptions);
    if (!(Number.isInteger(nrows) && Number.isInteger(ncols) && nrows > 0 && ncols > 0)) {
      throw new ValueError({
        who,
        rule: { en: 'rows and columns must be whole numbers above 0', ko: '행과 열의 수는 0보다 큰 정수여야 합니다' },
        received: `${nrows}, ${ncols}`,
      });
    }
    checkRatios(who, 'width_ratios', options.width_ratios, ncols);
    checkRatios(who, 'height_ratios', options.height_ratios, nrows);
    this.nrows = nrows;
    this.ncols = ncols;
    this.options = options;
  }

  /** The place for `fig.add_subplot`: Python's `gs[0, 1:]` is `gs.at(0, '1:')`, `gs[3]` is `gs.at(3)`. */
  at(row: GridIndex, column?: GridIndex): Cell {
    const { nrows: rows, ncols: columns } = this;
    if (column === undefined && typeof row === 'number') {
      const [i] = span(row, rows * columns);
      const [r, c] = [Math.floor(i / columns), i % columns];
      return { rows, columns, row: [r, r], column: [c, c], grid: this };
    }
    return { rows, columns, row: span(row, rows), column: span(column ?? ':', columns), grid: this };
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** @throws ValueError unless there is a number above 0 for each column or row */
export function checkRatios(who: string, name: string, ratios: readonly number[] | undefined, n: number): void {
  if (!ratios || (ratios.length === n && ratios.every((part) => part > 0))) return;
  throw new ValueError({
    who,
    rule: { en: `${name} must be ${n} numbers above 0`, ko: `${name}은(는) 0보다 큰 수 ${n}개여야 합니다` },
    received: describe(ratios),
  });
}

/** First and last of the places that an index or a slice names. */
function span(index: GridIndex, n: number): [number, number] {
  const who = 'GridSpec.at';
  const fromEnd = (i: number): number => (i < 0 ? i + n : i);
  if (typeof index === 'number') {
    const i = fromEnd(index);
    if (Number.isInteger(i) && i >= 0 && i < n) return [i, i];
    throw new IndexError({
      who,
      rule: { en: `the index must lie between ${-n} and ${n - 1}`, ko: `번호는 ${-n}부터 ${n - 1}까지여야 합니다` },
      received: String(index),
    });
  }
  const parts = /^\s*(-?\d+)?\s*:\s*(-?\d+)?\s*$/.exec(index);
  const [first, end] = [fromEnd(Number(parts?.[1] ?? 0)), Math.min(n, fromEnd(Number(parts?.[2] ?? n)))];
  if (parts && first >= 0 && end > first) return [first, end - 1];
  throw new IndexError({
    who,
    rule: {
      en: `the slice must name at least one of ${n} places, such as ':', '1:' or '0:2'`,
      ko: `슬라이스는 ':', '1:', '0:2'처럼 ${n}칸 가운데 하나 이상을 골라야 합니다`,
    },
    received: `'${index}'`,
  });
}

/** The rows of a mosaic from a text: `'AAB;CCD'` or lines. */
export function mosaicRows(mosaic: string | readonly (readonly string[])[]): readonly (readonly string[])[] {
  if (typeof mosaic !== 'string') return mosaic;
  return mosaic
    .split(/[;\n]/)
    .map((line) => Array.from(line.trim()))
    .filter((line) => line.length > 0);
}

/** The places of the names of a mosaic, in the order in which they appear; '.' stays empty. */
export function mosaicCells(rows: readonly (readonly string[])[], grid: GridSpec, who: string): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  if (rows.some((row) => row.length !== rows[0]!.length)) {
    throw new ValueError({
      who,
      rule: { en: 'all rows must have the same number of names', ko: '모든 행은 이름의 수가 같아야 합니다' },
      received: rows.map((row) => row.length).join(', '),
    });
  }
  rows.forEach((row, r) =>
    row.forEach((name, c) => {
      if (name === '.') return;
      const known = cells.get(name);
      if (!known) cells.set(name, { rows: rows.length, columns: row.length, row: [r, r], column: [c, c], grid });
      else {
        known.row = [known.row[0], Math.max(known.row[1], r)];
        known.column = [Math.min(known.column[0], c), Math.max(known.column[1], c)];
      }
    }),
  );
  for (const [name, { row, column }] of cells) {
    const inside = rows.slice(row[0], row[1] + 1).flatMap((line) => line.slice(column[0], column[1] + 1));
    if (inside.every((each) => each === name)) continue;
    throw new ValueError({
      who,
      rule: { en: 'the places of a name must form a rectangle', ko: '한 이름의 자리는 직사각형을 이루어야 합니다' },
      received: `'${name}'`,
    });
  }
  return cells;
}

/** Rows, columns and index from three digits: 231 is (2, 3, 1). */
export function digits(code: number, who: string): [number, number, number] {
  if (code === 1) return [1, 1, 1];
  const text = String(code);
  if (!/^[1-9]{3}$/.test(text)) {
    throw new ValueError({
      who,
      rule: {
        en: 'the place is rows, columns, index, or three digits such as 231',
        ko: '자리는 rows, columns, index, 또는 231과 같은 세 자리 수입니다',
      },
      received: text,
    });
  }
  return Array.from(text, Number) as [number, number, number];
}

/** Whether axes stand at that place of a plain grid. */
export function sameCell(position: object, cell: Cell): boolean {
  if (!isCell(position) || position.grid) return false;
  const { rows, columns, row, column } = position;
  return (
    JSON.stringify([rows, columns, row, column]) === JSON.stringify([cell.rows, cell.columns, cell.row, cell.column])
  );
}

/** Whether something is a place in a grid. */
export function isCell(position: unknown): position is Cell {
  return typeof position === 'object' && position !== null && 'rows' in position && 'columns' in position;
}
