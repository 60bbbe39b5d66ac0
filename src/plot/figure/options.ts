/** @file The options of figures: `figure`, `subplots`, `savefig`, `tight_layout`. */
import { anything, choice, flag, number, optionsOf, Rule, word } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { Axes } from '../axes/axes.ts';
import { axesSettings, type AxesSettings } from '../axes/settings.ts';
import { color, part } from '../input/rules.ts';
import { gridSpecOptions, type GridSpecOptions } from '../layout/gridspec.ts';
import type { Color } from '../style/color.ts';

export interface FigureOptions {
  /**
   * Width and height in inches (100 pixels each); default [6.4, 4.8].
   * @ko [너비, 높이](인치, 1인치는 100픽셀)입니다. 기본값 [6.4, 4.8].
   */
  figsize?: readonly number[];
  /**
   * Dots per inch; default 100. The size on the screen is figsize times this.
   * @ko 인치당 점의 수입니다. 기본값 100. 화면의 크기는 figsize 곱하기 이 수입니다.
   */
  dpi?: number;
  /**
   * Colour of the paper.
   * @ko 종이의 색입니다.
   */
  facecolor?: Color;
  /**
   * 'tight' or 'constrained': margins are as small as the labels allow.
   * @ko 'tight' 또는 'constrained': 여백을 글이 들어갈 만큼만 둡니다.
   */
  layout?: 'tight' | 'constrained' | 'none';
  /**
   * Whether titles and labels get their space by moving the axes.
   * @ko 제목과 축 글이 들어가도록 축을 옮길지 정합니다.
   */
  tight_layout?: boolean;
  /**
   * The same as `tight_layout` here.
   * @ko 여기서는 `tight_layout`과 같습니다.
   */
  constrained_layout?: boolean;
  /**
   * Around the figure: taken for matplotlib's sake, nothing is drawn.
   * @ko 그림 둘레의 색입니다. matplotlib과 맞추려고 받으며 그리지는 않습니다.
   */
  edgecolor?: Color;
}

export const figureOptions = optionsOf<FigureOptions>()({
  figsize: anything({ en: '[width, height] in inches', ko: '[너비, 높이](인치)' }),
  dpi: number({ above: 0 }),
  facecolor: color(),
  layout: word('tight', 'constrained', 'none'),
  tight_layout: flag(),
  constrained_layout: flag(),
  edgecolor: color(),
});

/** Width and height of a figure. */
export function checkedSize(size: unknown, who: string): readonly [number, number] {
  const [width, height] = (Array.isArray(size) ? size : [Number.NaN, Number.NaN]) as [number, number];
  if (width > 0 && height > 0 && width <= 100 && height <= 100) return [width, height];
  throw new ValueError({
    who,
    rule: {
      en: 'figsize is [width, height] in inches, each above 0 and at most 100',
      ko: 'figsize는 [너비, 높이]이고 단위는 인치입니다. 각각 0보다 크고 100 이하입니다',
    },
    received: `figsize ${Array.isArray(size) ? `[${size.join(', ')}]` : JSON.stringify(size)}`,
  });
}

/** What kind of axes: with two coordinates, or three. */
export type Projection = '3d' | 'rectilinear';

/** Says that axes have three coordinates. */
export interface InSpace {
  /** '3d': axes with three coordinates. */
  projection: '3d';
}

/** What `subplot_kw` holds: settings of all axes, and their kind. */
export interface EachAxes extends AxesSettings {
  /**
   * '3d': axes with three coordinates, for points, lines and words. Default 'rectilinear'.
   * @ko '3d'이면 점, 선, 글을 그리는 3차원 축입니다. 기본값 'rectilinear'.
   */
  projection?: Projection;
}

const eachAxes = optionsOf<EachAxes>()({ ...axesSettings.rules, projection: word('3d', 'rectilinear') });

/** What `subplot` and `add_subplot` set at once. */
export interface SubplotSettings extends EachAxes {
  /**
   * Axes that have the same limits.
   * @ko 같은 범위를 쓰는 축입니다.
   */
  sharex?: Axes;
  /**
   * Axes of one row share their y limits: true, false (default), 'row', 'col', 'all', 'none'.
   * @ko 같은 행의 축이 y의 범위를 함께 쓸지 정합니다: true, false(기본값), 'row', 'col', 'all', 'none'.
   */
  sharey?: Axes;
}

/** (The class itself stands above this file.) */
function someAxes(): Rule<Axes> {
  return new Rule(
    { en: 'axes', ko: '축' },
    (value) => typeof value === 'object' && value !== null && 'artists' in value,
  );
}

export const subplotSettings = optionsOf<SubplotSettings>()({
  ...eachAxes.rules,
  sharex: someAxes(),
  sharey: someAxes(),
});

/** How a figure's axes are set out, as `fig.subplots` takes it. */
export interface AxesGridOptions {
  /** False: the axes always come as a table of rows. */
  squeeze?: boolean;
  /** True: all axes (or those of a row or column) have the same limits in x (or y) and zoom together. */
  sharex?: Sharing;
  /** Axes of one row share their y limits: true, false (default), 'row', 'col', 'all', 'none'. */
  sharey?: Sharing;
  /** How wide and high the columns and rows are against each other, and the gaps between them. */
  gridspec_kw?: GridSpecOptions;
  /** How wide the columns are, relative to each other. */
  width_ratios?: readonly number[];
  /** How high the rows are, relative to each other. */
  height_ratios?: readonly number[];
  /** Settings of all axes: `{ xticks: [], yticks: [] }`. */
  subplot_kw?: EachAxes;
}

export interface SubplotsOptions extends FigureOptions, AxesGridOptions {}

export type Sharing = boolean | 'all' | 'row' | 'col' | 'none';

const sharing = (): Rule<Sharing> => choice(true, false, 'all', 'row', 'col', 'none');

const axesGridOptions = optionsOf<AxesGridOptions>()({
  squeeze: flag().or(true),
  sharex: sharing().or(false),
  sharey: sharing().or(false),
  gridspec_kw: part(() => gridSpecOptions),
  width_ratios: anything({ en: 'a number for each column', ko: '열마다 수 하나' }),
  height_ratios: anything({ en: 'a number for each row', ko: '행마다 수 하나' }),
  subplot_kw: part(() => eachAxes),
});

export const subplotsOptions = optionsOf<SubplotsOptions>()({ ...figureOptions.rules, ...axesGridOptions.rules });

/** Rows and columns by name, as in `subplots({ nrows: 2, ncols: 3 })`. */
export interface GridSize {
  nrows?: number;
  ncols?: number;
}

const gridSizeRules = { nrows: number(), ncols: number() };

export const sizedSubplots = optionsOf<SubplotsOptions & GridSize>()({ ...subplotsOptions.rules, ...gridSizeRules });
export const sizedAxesGrid = optionsOf<AxesGridOptions & GridSize>()({ ...axesGridOptions.rules, ...gridSizeRules });

export interface SavefigOptions {
  /** Dots per inch of a picture; default that of the figure (of the picture in a PDF at least 200). */
  dpi?: number | 'figure';
  /** The format, where the file's ending does not say it. */
  format?: 'png' | 'jpg' | 'jpeg' | 'pdf' | 'svg' | 'html' | 'json';
  /** 'tight': a picture without the empty margins, but for `pad_inches` (default 0.1). */
  bbox_inches?: 'tight' | null;
  /** Space around the picture when `bbox_inches` is 'tight', in inches. Default 0.1. */
  pad_inches?: number;
  /** What is behind everything shows through. */
  transparent?: boolean;
  /** The colour of the sheet. */
  facecolor?: Color;
  /** Taken for matplotlib's sake. */
  edgecolor?: Color;
}

export const savefigOptions = optionsOf<SavefigOptions>()({
  dpi: new Rule<number | 'figure'>(
    { en: "a number above 0, or 'figure'", ko: "0보다 큰 수 또는 'figure'" },
    (value) => value === 'figure' || (typeof value === 'number' && value > 0 && Number.isFinite(value)),
  ),
  format: word('png', 'jpg', 'jpeg', 'pdf', 'svg', 'html', 'json'),
  bbox_inches: word('tight').orNull(),
  pad_inches: number({ from: 0 }),
  transparent: flag(),
  facecolor: color(),
  edgecolor: color(),
});

export interface TightLayoutOptions {
  /**
   * What is left free, in sizes of text.
   * @ko 비워 두는 넓이(글자 크기 단위)입니다.
   */
  pad?: number;
  /**
   * Taken for matplotlib's sake: gaps are what labels need.
   * @ko matplotlib과 맞추려고 받습니다. 간격은 글이 차지하는 만큼입니다.
   */
  h_pad?: number;
  /**
   * Space between columns, in font sizes.
   * @ko 열 사이의 간격입니다(글자 크기의 배수).
   */
  w_pad?: number;
  /**
   * The part of the figure that is used: [left, bottom, right, top], from 0 to 1.
   * @ko 그림에서 쓸 부분입니다: [왼쪽, 아래, 오른쪽, 위], 0부터 1까지.
   */
  rect?: readonly [number, number, number, number];
}

export const tightLayoutOptions = optionsOf<TightLayoutOptions>()({
  pad: number({ from: 0 }).or(1.08),
  h_pad: number(),
  w_pad: number(),
  rect: anything({ en: '[left, bottom, right, top]', ko: '[왼쪽, 아래, 오른쪽, 위]' }),
});

/** Margins of the whole grid in parts of the figure, gaps in parts of a frame. */
export interface AdjustOptions {
  /** Left border of the axes, from 0 to 1 of the figure's width. */
  left?: number;
  /** Right border of the axes, from 0 to 1 of the figure's width. */
  right?: number;
  /** Upper border of the axes, from 0 to 1 of the figure's height. */
  top?: number;
  /** Lower border of the axes, from 0 to 1 of the figure's height. */
  bottom?: number;
  /** Space between columns, in parts of the average width of axes. */
  wspace?: number;
  /** Space between rows, in parts of the average height of axes. */
  hspace?: number;
}

export const adjustOptions = optionsOf<AdjustOptions>()({
  left: number(),
  right: number(),
  top: number(),
  bottom: number(),
  wspace: number(),
  hspace: number(),
});

/** Options of the axes of a mosaic. A name may take several rows, so that only all axes share, or none. */
export interface MosaicOptions extends Pick<
  SubplotsOptions,
  'gridspec_kw' | 'width_ratios' | 'height_ratios' | 'subplot_kw'
> {
  /** True: all axes have the same limits in x (or y) and zoom together. */
  sharex?: boolean;
  /** Axes of one row share their y limits: true, false (default), 'row', 'col', 'all', 'none'. */
  sharey?: boolean;
}

const { gridspec_kw, width_ratios, height_ratios, subplot_kw } = subplotsOptions.rules;
export const mosaicOptions = optionsOf<MosaicOptions>()({
  gridspec_kw,
  width_ratios,
  height_ratios,
  subplot_kw,
  sharex: flag().or(false),
  sharey: flag().or(false),
});

/** Those of `plt.subplot_mosaic`, which makes the figure too. */
export const mosaicFigureOptions = optionsOf<MosaicOptions & FigureOptions>()({
  ...figureOptions.rules,
  ...mosaicOptions.rules,
});

/** The names in a mosaic. */
export type MosaicName<M> = M extends readonly (readonly (infer N extends string)[])[] ? Exclude<N, '.'> : string;
