/** @file The part of `plt` that is about figures: made, arranged, shown, saved, closed. */
import { number, optionsOf, readOptions, refuseSurplus } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { NDArray } from '../../array/index.ts';
import { writeFile } from '../../platform/index.ts';
import { quiet } from '../artists/artist.ts';
import type { Text } from '../artists/text.ts';
import type { Axes } from '../axes/axes.ts';
import type { Axes3D } from '../space/axes3d.ts';
import type { Title, TitleOptions } from '../axes/titles.ts';
import { imshowOptions, makeImage, type ImshowOptions } from '../calls/imshow.ts';
import type { TextOptions } from '../calls/text.ts';
import { gridSize, type AxesTable } from '../figure/axes-grid.ts';
import type { Figure } from '../figure/figure.ts';
import { all, byNumber, figures, forget, inUse } from '../figure/open-figures.ts';
import {
  mosaicFigureOptions,
  sizedSubplots,
  type AdjustOptions,
  type FigureOptions,
  type InSpace,
  type GridSize,
  type MosaicName,
  type MosaicOptions,
  type SavefigOptions,
  type SubplotSettings,
  type SubplotsOptions,
  type TightLayoutOptions,
} from '../figure/options.ts';
import { addText, makeMosaic, setMargins, setTitle, tighten } from '../figure/parts.ts';
import { saveFigure } from '../figure/save.ts';
import { isOptions, splitOptions } from '../input/options.ts';
import { exactly } from '../input/surplus.ts';
import { read } from '../input/rules.ts';
import type { Table } from '../input/values.ts';
import { GridSpec as Grid, type GridSpecOptions } from '../layout/gridspec.ts';
import { show as showFigures } from '../output/show.ts';
import { gcf, openFigure } from './current.ts';

/**
 * Axes number `index` (from 1) of a grid: `subplot(2, 3, 1)`, `subplot(231)`, or at a place of a grid: `subplot(gs.at(0, ':'))`.
 * @ko 그림판을 행과 열로 나누고 그중 한 칸을 고릅니다.
 */
export function subplot(cell: ReturnType<Grid['at']>, settings: SubplotSettings & InSpace): Axes3D;
export function subplot(code: number, settings: SubplotSettings & InSpace): Axes3D;
export function subplot(
  rows: number,
  columns: number,
  index: number | readonly [number, number],
  settings: SubplotSettings & InSpace,
): Axes3D;
export function subplot(settings: SubplotSettings & InSpace): Axes3D;
export function subplot(cell: ReturnType<Grid['at']>, settings?: SubplotSettings): Axes;
export function subplot(code: number, settings: SubplotSettings): Axes;
export function subplot(
  rows?: number,
  columns?: number,
  index?: number | readonly [number, number],
  settings?: SubplotSettings,
): Axes;
export function subplot(
  rows?: number | ReturnType<Grid['at']> | SubplotSettings,
  columns?: number | SubplotSettings,
  index?: number | readonly [number, number],
  settings?: SubplotSettings,
): Axes {
  if (isOptions(rows)) return gcf().placeSubplot([111, rows], 'plt.subplot');
  const whole = (rows ?? 1) === 1 && typeof columns !== 'number';
  return gcf().placeSubplot([whole ? 111 : rows, columns, index, settings], 'plt.subplot');
}

/**
 * A new figure with a grid of axes: `[fig, ax] = subplots()`, `[fig, [left, right]] = subplots(1, 2)`,
 * `[fig, axes] = subplots(2, 3)` with `axes[row][column]`. `squeeze: false` always gives rows of axes.
 * @ko 그림판과 칸들을 한 번에 만듭니다.
 */
export function subplots<R extends number, C extends number>(
  rows: R,
  columns: C,
  options: SubplotsOptions & { subplot_kw: InSpace },
): [Figure, AxesTable<Axes3D, R, C>];
export function subplots(options: SubplotsOptions & { subplot_kw: InSpace; nrows?: 1; ncols?: 1 }): [Figure, Axes3D];
export function subplots(
  rows: number | undefined,
  columns: number | undefined,
  options: SubplotsOptions & { squeeze: false },
): [Figure, Axes[][]];
export function subplots<R extends number = 1, C extends number = 1>(
  rows?: R,
  columns?: C,
  options?: SubplotsOptions,
): [Figure, AxesTable<Axes, R, C>];
export function subplots<R extends number>(rows: R, options: SubplotsOptions): [Figure, AxesTable<Axes, R, 1>];
export function subplots<R extends number = 1, C extends number = 1>(
  options: SubplotsOptions & {
    /**
     * Number of rows. Default 1.
     * @ko 행의 수입니다. 기본값 1.
     */
    nrows?: R;
    /**
     * Number of columns. Default 1.
     * @ko 열의 수입니다. 기본값 1.
     */
    ncols?: C;
  },
): [Figure, AxesTable<Axes, R, C>];
export function subplots(
  first?: number | (SubplotsOptions & GridSize),
  second?: number | SubplotsOptions,
  third?: SubplotsOptions,
): [Figure, Axes | Axes[] | Axes[][]] {
  const who = 'plt.subplots';
  const [sizes, given] = splitOptions<SubplotsOptions & GridSize, number>([first, second, third]);
  const look = read(who, given, sizedSubplots);
  const size = gridSize(who, sizes, look);
  const made = openFigure(undefined, look, who);
  return quiet([made, made.makeSubplots(size, look, who)]);
}

/** Axes by name, `[fig, axd] = subplot_mosaic([['left', 'top'], ['left', 'bottom']])` or `'AB;AC'`, then `axd.left`. */
export function subplot_mosaic<const M extends string | readonly (readonly string[])[]>(
  mosaic: M,
  options?: MosaicOptions & FigureOptions,
): [Figure, Record<MosaicName<M>, Axes>] {
  const who = 'plt.subplot_mosaic';
  const look = read(who, options, mosaicFigureOptions);
  const made = openFigure(undefined, look, who);
  return quiet([made, makeMosaic(made, mosaic, look, who)]);
}

export interface SpanOptions {
  /** How many rows and columns the axes take; default 1. */
  rowspan?: number;
  /** Number of columns that the axes take. Default 1. */
  colspan?: number;
}

const spanOptions = optionsOf<SpanOptions>()({ rowspan: number().or(1), colspan: number().or(1) });

/** Axes in a grid of that shape at [row, column], over `rowspan` rows and `colspan` columns. */
export function subplot2grid(
  shape: readonly [number, number],
  loc: readonly [number, number],
  options?: SpanOptions,
): Axes {
  const { rowspan, colspan } = readOptions('plt.subplot2grid', options, spanOptions);
  const [rows, columns] = shape;
  const [r, c] = loc;
  if (!(r >= 0 && c >= 0 && rowspan > 0 && colspan > 0 && r + rowspan <= rows && c + colspan <= columns)) {
    throw new ValueError({
      who: 'plt.subplot2grid',
      rule: {
        en: `the place must lie in a grid of ${rows} x ${columns}`,
        ko: `자리는 ${rows} x ${columns} 칸 안에 있어야 합니다`,
      },
      received: { en: `[${r}, ${c}] over ${rowspan} x ${colspan}`, ko: `${rowspan} x ${colspan} 크기의 [${r}, ${c}]` },
    });
  }
  return gcf().add_subplot({ rows, columns, row: [r, r + rowspan - 1], column: [c, c + colspan - 1] });
}

/** A grid whose places may be joined: `plt.subplot(plt.GridSpec(2, 3).at(0, ':'))`. */
export function GridSpec(nrows?: number, ncols?: number, options?: GridSpecOptions): Grid {
  return new Grid(nrows ?? 1, ncols ?? 1, options);
}

/**
 * Axes anywhere: [left, bottom, width, height] in parts of the figure.
 * @ko 그림판에 칸을 하나 더합니다.
 */
export function axes(rect: readonly [number, number, number, number], settings: SubplotSettings & InSpace): Axes3D;
export function axes(settings: SubplotSettings & InSpace): Axes3D;
export function axes(rect?: readonly [number, number, number, number], settings?: SubplotSettings): Axes;
export function axes(
  rect?: readonly [number, number, number, number] | SubplotSettings,
  settings?: SubplotSettings,
): Axes {
  const who = 'plt.axes';
  if (arguments.length > 2) refuseSurplus(who, arguments, 2);
  if (isOptions(rect) || rect === undefined) return gcf().placeSubplot([111, ...(rect ? [rect] : [])], who);
  return gcf().add_axes(rect as readonly [number, number, number, number], settings);
}

/**
 * The title of the whole figure.
 * @ko 그림판 전체의 제목을 씁니다.
 */
export function suptitle(words: unknown, options?: TitleOptions): Title {
  return setTitle(gcf(), words, options, 'plt.suptitle');
}

/** Words anywhere in the figure: (0, 0) is its lower left corner, (1, 1) the upper right one. */
export function figtext(x: number, y: number, words: unknown, options?: TextOptions): Text {
  return addText(gcf(), [x, y, words], options, 'plt.figtext');
}

/** Takes axes (default those in use) out of their figure. */
export const delaxes = exactly('plt.delaxes', (axes?: Axes): void => {
  (axes ?? gcf().gca()).remove();
});

/**
 * Margins and gaps as small as titles and labels allow.
 * @ko 칸들이 글자와 겹치지 않게 사이를 맞춥니다.
 */
export function tight_layout(options?: TightLayoutOptions): void {
  tighten(gcf(), options, 'plt.tight_layout');
}

/** Margins of the whole grid in parts of the figure, gaps in parts of a frame. */
export function subplots_adjust(adjust?: AdjustOptions): void {
  setMargins(gcf(), adjust, 'plt.subplots_adjust');
}

/**
 * Writes the figure in use to a .png, .jpg, .pdf, .svg or .html file. The folder must be there.
 * @ko 그래프를 파일로 저장합니다.
 */
export function savefig(path: string, options?: SavefigOptions): void {
  saveFigure(gcf(), path, options, 'plt.savefig');
}

/**
 * A picture file as an array, `await plt.imread('cat.png')`: PNG as numbers between 0 and 1, all others as bytes, as in matplotlib.
 * `image.imread` always gives bytes.
 * @ko 그림 파일을 배열로 읽습니다.
 */
export const imread = exactly('plt.imread', async (source: string | URL): Promise<NDArray> => {
  const { image } = await import('../../image/index.ts');
  const picture = await image.imread(source);
  return /\.png$/i.test(String(source))
    ? picture.astype('float32').div(picture.dtype === 'uint16' ? 65535 : 255)
    : picture;
});

const { cmap, vmin, vmax, origin } = imshowOptions.rules;
const imsaveOptions = optionsOf<Pick<ImshowOptions, 'cmap' | 'vmin' | 'vmax' | 'origin'>>()({
  cmap,
  vmin,
  vmax,
  origin,
});

/** Writes an array as a PNG file with one pixel per number, through a colormap if it is a table: `imsave('map.png', a, { cmap: 'gray' })`. The folder must be there. */
export function imsave(
  path: string,
  picture: Table,
  given?: Pick<ImshowOptions, 'cmap' | 'vmin' | 'vmax' | 'origin'>,
): void {
  const who = 'plt.imsave';
  const options = read(who, given, imsaveOptions);
  if (!/\.png$/i.test(path)) {
    throw new ValueError({
      who,
      rule: { en: 'the file must end with .png', ko: '파일 이름은 .png로 끝나야 합니다' },
      received: `'${path}'`,
      hint: {
        en: 'await image.imsave(path, array) writes JPEG and BMP too.',
        ko: 'await image.imsave(path, array)는 JPEG와 BMP도 저장합니다',
      },
    });
  }
  writeFile(path, makeImage(picture, options, who).toPng(), who);
}

/**
 * Shows the open figures. At the end of a cell this happens by itself.
 * @ko 그래프를 셀 아래에 보여 줍니다.
 */
export const show = exactly('plt.show', (): void => {
  showFigures();
});

/**
 * Closes the figure in use, the given one, or `'all'`.
 * @ko 그림판을 닫습니다.
 */
export const close = exactly('plt.close', (which?: Figure | number | 'all'): void => {
  if (which === 'all') return all().forEach(forget);
  const chosen = which === undefined ? inUse() : typeof which === 'number' ? byNumber(which) : which;
  if (chosen) forget(chosen);
});

/** Clears the figure in use. */
export const clf = exactly('plt.clf', (): void => {
  gcf().clf();
});

/** Numbers of the open figures. */
export const get_fignums = exactly('plt.get_fignums', (): number[] => {
  return figures().map(({ number }) => number);
});
