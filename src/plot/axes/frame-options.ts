/** @file The options of what is set about axes: ticks, titles, legend, grid, colour bar, and `ax.set`. */
import type { Artist } from '../artists/artist.ts';
import type { Axes } from './axes.ts';
import type { Color } from '../style/color.ts';
import type { LineStyleName } from '../style/format-string.ts';
import type { Numbers } from '../input/values.ts';

/** A word, or a number to 1000; 600 and more are bold. */
export type FontWeight = 'normal' | 'regular' | 'light' | 'medium' | 'semibold' | 'bold' | 'heavy' | number;

/** The words at the ticks. */
export interface TickOptions {
  rotation?: number | 'vertical' | 'horizontal';
  fontsize?: number | string;
  size?: number | string;
  color?: Color;
  /** Taken for matplotlib's sake: turned words end at their tick. */
  ha?: 'left' | 'center' | 'right';
  horizontalalignment?: 'left' | 'center' | 'right';
  va?: 'top' | 'center' | 'bottom' | 'baseline';
  rotation_mode?: 'default' | 'anchor';
  /** True: these are the small ticks between the others, `ax.set_xticks(places, { minor: true })`. */
  minor?: boolean;
  /** The words themselves, as in `ax.set_xticks(values, { labels })`. */
  labels?: readonly unknown[];
}

export interface TickParams {
  axis?: 'both' | 'x' | 'y';
  which?: 'major' | 'minor' | 'both';
  labelsize?: number | string;
  rotation?: number;
  labelrotation?: number;
  labelcolor?: Color;
  colors?: Color;
  /** Whether the words below and at the left are shown. */
  labelbottom?: boolean;
  labelleft?: boolean;
  /** Whether their little lines are shown. */
  bottom?: boolean;
  left?: boolean;
  /** Ticks are at one side only: `labeltop` or `labelright` moves them to the other. */
  top?: boolean;
  right?: boolean;
  labeltop?: boolean;
  labelright?: boolean;
  /** Of the little lines: outwards (default), inwards, their length in points. */
  direction?: 'in' | 'out' | 'inout';
  length?: number;
}

export interface TickFormatOptions {
  axis?: 'both' | 'x' | 'y';
  /** 'plain' never writes powers of ten, 'sci' always. */
  style?: 'plain' | 'sci' | 'scientific';
  /** Taken for matplotlib's sake. */
  scilimits?: readonly [number, number];
  useOffset?: boolean;
}

export interface LocatorOptions {
  axis?: 'both' | 'x' | 'y';
  nbins?: number;
  integer?: boolean;
}

export interface TitleOptions {
  /** The same options in one object, as matplotlib takes them too. */
  fontdict?: Omit<TitleOptions, 'fontdict'>;
  fontsize?: number | string;
  size?: number | string;
  color?: Color;
  fontweight?: FontWeight;
  weight?: FontWeight;
  fontstyle?: 'normal' | 'italic';
  style?: 'normal' | 'italic';
  loc?: 'left' | 'center' | 'right';
  /** Height in parts of the frame (1 is its top), for `suptitle` of the figure. */
  y?: number;
  /** Distance in points: of a title from the frame (default 6), of a label from the numbers (default 4). */
  pad?: number;
  labelpad?: number;
}

type LegendLocation =
  | 'best'
  | 'upper right'
  | 'upper left'
  | 'lower left'
  | 'lower right'
  | 'right'
  | 'center left'
  | 'center right'
  | 'lower center'
  | 'upper center'
  | 'center';

export interface LegendOptions {
  /** One of matplotlib's places or its number. */
  loc?: LegendLocation | number;
  /** The point (or box) in parts of the frame at which the legend takes its `loc`: [1, 1] with 'upper left' is outside, right. */
  bbox_to_anchor?: readonly [number, number] | readonly [number, number, number, number];
  /** What is listed, and its words. */
  handles?: readonly Artist[];
  labels?: readonly string[];
  fontsize?: number | string;
  /** `{ size: 12 }` is the same as `fontsize: 12`. */
  prop?: { size?: number | string };
  title?: string;
  title_fontsize?: number | string;
  ncol?: number;
  ncols?: number;
  frameon?: boolean;
  /** How much of what lies behind is hidden; default 0.8. */
  framealpha?: number;
  facecolor?: Color;
  edgecolor?: Color;
  labelcolor?: Color;
  /** Distance from the anchor in sizes of text; default 0.5. */
  borderaxespad?: number;
  /** Taken for matplotlib's sake: corners are square, nothing throws a shadow, entries are spaced by Plotly. */
  fancybox?: boolean;
  shadow?: boolean;
  numpoints?: number;
  markerscale?: number;
  handlelength?: number;
  labelspacing?: number;
  columnspacing?: number;
}

export interface GridOptions {
  visible?: boolean;
  axis?: 'both' | 'x' | 'y';
  /** Lines at the ticks (default), between them on a logarithmic axis or after `minorticks_on()`, or both. */
  which?: 'major' | 'minor' | 'both';
  color?: Color;
  alpha?: number;
  linestyle?: LineStyleName;
  ls?: LineStyleName;
  linewidth?: number;
  lw?: number;
  zorder?: number;
  /** The look of the lines between the ticks; set by a call with `which: 'minor'`. */
  minor?: GridOptions;
}

export interface ColorbarOptions {
  label?: string;
  /** Part of the height; default 1. */
  shrink?: number;
  /** Part of the axes given to the bar; default 0.15. */
  fraction?: number;
  pad?: number;
  ticks?: Numbers;
  orientation?: 'vertical' | 'horizontal';
  /** Length over thickness; default 20. */
  aspect?: number;
  /** Axes that become the bar, as made by `fig.add_axes`. */
  cax?: Axes;
  /** The axes whose colours are explained, one or several (a row or table of them). */
  ax?: Axes | readonly Axes[] | readonly (readonly Axes[])[];
  /** How the numbers are written: `'%.2f'`, or a function. */
  format?: string | ((value: number) => string);
  /** 'left' or 'top' are not built: bars are at the right or below. */
  location?: 'right' | 'bottom';
  /** Of the label. */
  fontsize?: number | string;
}

/** What `ax.set` takes: each is the `set_…` of that name. */
export interface AxesSettings {
  title?: unknown;
  xlabel?: unknown;
  ylabel?: unknown;
  xlim?: readonly [number | undefined, number | undefined];
  ylim?: readonly [number | undefined, number | undefined];
  xticks?: Numbers;
  yticks?: Numbers;
  xticklabels?: readonly unknown[];
  yticklabels?: readonly unknown[];
  xscale?: 'linear' | 'log';
  yscale?: 'linear' | 'log';
  aspect?: 'auto' | 'equal' | number;
  facecolor?: Color;
  visible?: boolean;
}
