/** @file The options of the plotting calls, with matplotlib's names. */
import type { NDArray } from '../array/index.ts';
import type { Color } from './color.ts';
import type { Colormap } from './colormap.ts';
import type { Artist } from './artists/artist.ts';
import type { LineStyleName } from './format-string.ts';
import type { Numbers } from './values.ts';

export interface LineOptions {
  color?: Color;
  c?: Color;
  label?: string;
  /** `'-'`, `'--'`, `'-.'`, `':'` or `'None'`. */
  linestyle?: LineStyleName;
  ls?: LineStyleName;
  /** In points; default 1.5. */
  linewidth?: number;
  lw?: number;
  marker?: string;
  /** In points; default 6. */
  markersize?: number;
  ms?: number;
  markerfacecolor?: Color;
  mfc?: Color;
  markeredgecolor?: Color;
  mec?: Color;
  /** In points; default 1. */
  markeredgewidth?: number;
  mew?: number;
  alpha?: number;
  /** Higher ones lie on top. */
  zorder?: number;
}

/** `vlines` and `hlines`. */
export interface StretchOptions {
  colors?: Color;
  color?: Color;
  linestyles?: LineStyleName;
  linestyle?: LineStyleName;
  ls?: LineStyleName;
  linewidths?: number;
  linewidth?: number;
  lw?: number;
  alpha?: number;
  label?: string;
}

/** The words at the ticks. */
export interface TickOptions {
  rotation?: number | 'vertical' | 'horizontal';
  fontsize?: number | string;
  size?: number | string;
  color?: Color;
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
}

export interface ScatterOptions {
  /** Areas in square points, one or one a point; default 36. */
  s?: number | Numbers;
  /** A colour, one a point, or numbers for the colormap. */
  c?: Color | readonly string[] | Numbers;
  color?: Color;
  marker?: string;
  cmap?: string;
  vmin?: number;
  vmax?: number;
  alpha?: number;
  edgecolors?: Color | readonly string[];
  edgecolor?: Color;
  /** `'none'`: only the edge is drawn. */
  facecolors?: Color;
  facecolor?: Color;
  /** Width of the edge in points; default 1.5. */
  linewidths?: number;
  linewidth?: number;
  lw?: number;
  label?: string;
}

export interface BarOptions {
  /** Thickness in data units; default 0.8. */
  width?: number | Numbers;
  height?: number | Numbers;
  bottom?: number | Numbers;
  left?: number | Numbers;
  align?: 'center' | 'edge';
  color?: Color | readonly string[];
  edgecolor?: Color;
  ec?: Color;
  /** Width of the edge in points; default 1. */
  linewidth?: number;
  lw?: number;
  /** `'/'`, `'\\'`, `'x'`, `'+'`, `'-'`, `'|'`, `'.'`; written twice it is closer. */
  hatch?: string;
  /** Error bars along the bars: one length, one a bar, or [below, above]. */
  yerr?: ErrorbarOptions['yerr'];
  xerr?: ErrorbarOptions['xerr'];
  ecolor?: Color;
  capsize?: number;
  alpha?: number;
  label?: string;
  tick_label?: readonly string[];
}

export interface PieOptions {
  labels?: readonly unknown[];
  colors?: readonly Color[];
  /** How far each piece is moved outwards, in parts of the radius. */
  explode?: Numbers;
  /** The share of each piece in percent: `'%.1f%%'`, or a function. */
  autopct?: string | ((percent: number) => string);
  /** Where the first piece starts, in degrees from the right. */
  startangle?: number;
  counterclock?: boolean;
  labeldistance?: number;
  pctdistance?: number;
  textprops?: TextOptions;
  /** `width` below 1 leaves a hole. */
  wedgeprops?: { width?: number };
}

export interface BarLabelOptions extends Omit<TextOptions, 'transform'> {
  /** The words; default the lengths. */
  labels?: readonly unknown[];
  /** Python's spelling, `'%.2f'` or `'{:.2f}'`, or a function; default `'%g'`. */
  fmt?: string | ((value: number) => string);
  label_type?: 'edge' | 'center';
  /** Distance from the bar in points. */
  padding?: number;
}

export interface HistOptions {
  /** Number of bins (default 10), their edges, or a rule of NumPy's: 'auto', 'sqrt', 'sturges', 'rice', 'scott', 'fd'. */
  bins?: number | Numbers | string;
  range?: readonly [number, number];
  density?: boolean;
  cumulative?: boolean;
  weights?: Numbers;
  /** One colour, or one a row. */
  color?: Color | readonly string[];
  edgecolor?: Color;
  ec?: Color;
  linewidth?: number;
  lw?: number;
  linestyle?: LineStyleName;
  hatch?: string;
  alpha?: number;
  /** One label, or one a row. */
  label?: string | readonly string[];
  histtype?: 'bar' | 'barstacked' | 'step' | 'stepfilled';
  /** Several rows on top of each other. */
  stacked?: boolean;
  /** Counts on a logarithmic axis. */
  log?: boolean;
  orientation?: 'vertical' | 'horizontal';
  rwidth?: number;
}

export interface ErrorbarOptions extends LineOptions {
  /** One length, one a point, or [below, above]. */
  xerr?: number | Numbers | readonly [Numbers, Numbers];
  yerr?: number | Numbers | readonly [Numbers, Numbers];
  fmt?: string;
  ecolor?: Color;
  elinewidth?: number;
  capsize?: number;
}

export interface FillOptions {
  where?: readonly boolean[] | NDArray;
  color?: Color;
  facecolor?: Color;
  alpha?: number;
  label?: string;
}

export interface ImshowOptions {
  /** A colormap's name; default 'viridis'. */
  cmap?: string | Colormap;
  /** The numbers at the ends of the colormap; default the smallest and largest of the array. */
  vmin?: number;
  vmax?: number;
  interpolation?: string;
  alpha?: number;
  /** Left, right, bottom, top of the picture in data coordinates. */
  extent?: readonly [number, number, number, number];
  origin?: 'upper' | 'lower';
  aspect?: 'equal' | 'auto';
}

export interface ContourOptions {
  /** Number of levels or the levels themselves. */
  levels?: number | Numbers;
  cmap?: string;
  colors?: Color;
  linewidths?: number;
  alpha?: number;
}

export interface TextOptions {
  color?: Color;
  /** In points, or a word: 'small', 'medium', 'large', 'x-large'. Default 10. */
  fontsize?: number | string;
  size?: number | string;
  ha?: 'left' | 'center' | 'right';
  horizontalalignment?: 'left' | 'center' | 'right';
  va?: 'top' | 'center' | 'bottom' | 'baseline' | 'center_baseline';
  verticalalignment?: 'top' | 'center' | 'bottom' | 'baseline' | 'center_baseline';
  rotation?: number | 'vertical' | 'horizontal';
  fontstyle?: 'normal' | 'italic';
  style?: 'normal' | 'italic';
  fontweight?: 'normal' | 'bold';
  weight?: 'normal' | 'bold';
  alpha?: number;
  /** A box behind the words (its corners are always square). */
  bbox?: {
    facecolor?: Color;
    fc?: Color;
    edgecolor?: Color;
    ec?: Color;
    color?: Color;
    alpha?: number;
    boxstyle?: string;
    linewidth?: number;
    lw?: number;
    pad?: number;
  };
  /** `ax.transAxes` in matplotlib: positions from (0, 0) to (1, 1) of the axes. */
  transform?: 'data' | 'axes';
}

export interface AnnotateOptions extends TextOptions {
  xy: readonly [number, number];
  xytext?: readonly [number, number];
  /** What `xy` counts from. */
  xycoords?: 'data' | 'axes fraction';
  /** What `xytext` counts from; default as `xycoords`. */
  textcoords?: 'data' | 'axes fraction' | 'offset points' | 'offset pixels';
  /** The arrow; without an `arrowstyle` a thick one. */
  arrowprops?: {
    arrowstyle?: string;
    color?: Color;
    facecolor?: Color;
    fc?: Color;
    edgecolor?: Color;
    ec?: Color;
    /** Of the line, in points. */
    linewidth?: number;
    lw?: number;
    /** Of a thick arrow and its head, in points; default 4 and 12. */
    width?: number;
    headwidth?: number;
    headlength?: number;
    /** Accepted for matplotlib's sake. */
    shrink?: number;
    connectionstyle?: string;
  };
}

export interface TitleOptions {
  fontsize?: number | string;
  size?: number | string;
  color?: Color;
  fontweight?: 'normal' | 'bold';
  weight?: 'normal' | 'bold';
  loc?: 'left' | 'center' | 'right';
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
  title?: string;
  ncol?: number;
  ncols?: number;
  frameon?: boolean;
}

export interface GridOptions {
  axis?: 'both' | 'x' | 'y';
  color?: Color;
  alpha?: number;
  linestyle?: LineStyleName;
  linewidth?: number;
}

export interface AcrossOptions {
  color?: Color;
  c?: Color;
  linestyle?: LineStyleName;
  ls?: LineStyleName;
  linewidth?: number;
  lw?: number;
  facecolor?: Color;
  alpha?: number;
  label?: string;
  zorder?: number;
  /** Where the line starts and ends across the axes, in parts of the frame. */
  xmin?: number;
  xmax?: number;
  ymin?: number;
  ymax?: number;
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
  /** Of the label. */
  fontsize?: number | string;
}
