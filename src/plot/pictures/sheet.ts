/** @file A sheet of small pictures: how many stand in a row, how large, and the numbers in their squares. */
import { integer, type Rule } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import type { AxesImage } from '../artists/image.ts';
import type { Figure } from '../figure/figure.ts';
import { figure } from '../pyplot/current.ts';
import { colorIndex } from '../style/colormap.ts';
import { shortNumber } from './stepper/walkthrough.ts';

/** How many pictures stand in a row, in one word for all calls. */
export function columnsRule(): Rule<number> {
  return integer({ from: 1 }).known(
    'cols',
    'ncols',
    'nCols',
    'ncol',
    'imagesPerRow',
    'images_per_row',
    'mapsPerRow',
    'perRow',
    'per_row',
  );
}

/** Inches between the margins of a notebook's page. */
const PAGE = 9.6;

/** Inches that a picture needs for its numbers to stand beside each other. */
export function sizeForNumbers(tables: readonly NDArray[], least: number): number {
  let longest = 1;
  for (const table of tables)
    for (const value of table.toTyped()) longest = Math.max(longest, shortNumber(value).length);
  const cell = 0.075 * longest + 0.08; // letters of 8 points at 100 dots per inch
  return Math.max(least, cell * tables[0]!.shape[1]! + 0.1);
}

/** As many as usual, or as a page is wide: a wider figure is shown smaller, and nobody reads its numbers. */
export function columnsOf(usual: number, size: number, numbers: boolean | undefined): number {
  return numbers ? Math.max(1, Math.min(usual, Math.floor(PAGE / size))) : usual;
}

/** A tight figure for `n` pictures of that shape, and the axes of each. */
export function sheet(
  n: number,
  columns: number,
  size: number,
  shape: readonly number[],
  title: string | undefined,
): { fig: Figure; place: (i: number) => ReturnType<Figure['gca']> } {
  const rows = Math.ceil(n / columns);
  const tall = Math.min(3, Math.max(0.3, shape[0]! / shape[1]!));
  const fig = figure({
    figsize: [Math.min(40, columns * size + 0.2), Math.min(90, rows * (size * tall + 0.3) + (title ? 0.6 : 0.2))],
    layout: 'tight',
  });
  if (title) fig.suptitle(title);
  return { fig, place: (i) => fig.add_subplot(rows, columns, i + 1) };
}

/** Numbers in the middle of the squares of a picture. */
export function writeNumbers(
  axes: ReturnType<Figure['gca']>,
  values: ArrayLike<number>,
  columns: number,
  color: (value: number, index: number) => string,
  format: (value: number) => string = shortNumber,
): void {
  for (let i = 0; i < values.length; i++) {
    axes.text(i % columns, Math.floor(i / columns), format(values[i]!), {
      ha: 'center',
      va: 'center',
      fontsize: 8,
      color: color(values[i]!, i),
    });
  }
}

/** The values of a drawn table in its squares, dark on light and light on dark. */
export function writeValues(axes: ReturnType<Figure['gca']>, table: NDArray, drawn: AxesImage): void {
  const { rgb, size } = drawn.cmap;
  const isLight = (value: number): boolean => {
    const at = 3 * Math.max(0, colorIndex(value, drawn.vmin, drawn.vmax, size));
    return 0.299 * rgb[at]! + 0.587 * rgb[at + 1]! + 0.114 * rgb[at + 2]! > 120;
  };
  writeNumbers(axes, table.toTyped(), table.shape[1]!, (value) => (isLight(value) ? 'black' : 'white'));
}
