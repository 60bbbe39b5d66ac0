/** @file The options of the plotting calls, with matplotlib's names; those of titles, ticks and legends are in frame-options.ts. */
import type { NDArray } from '../../array/index.ts';
import type { Color } from '../style/color.ts';
import type { ColormapLike } from '../style/colormap.ts';
import type { LineStyleName } from '../style/format-string.ts';
import type { FontWeight } from '../axes/frame-options.ts';
import type { Numbers } from '../input/values.ts';

export type * from '../axes/frame-options.ts';

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
  /** Steps between the points. */
  drawstyle?: 'default' | 'steps' | 'steps-pre' | 'steps-mid' | 'steps-post';
  ds?: 'default' | 'steps' | 'steps-pre' | 'steps-mid' | 'steps-post';
  /** A marker at every so many points only; [first, every] starts later. */
  markevery?: number | readonly [number, number];
  fillstyle?: 'full' | 'none';
  /** False: what reaches beyond the frame is drawn as well. */
  clip_on?: boolean;
}

/** `step`: lines with `where`. */
export interface StepOptions extends LineOptions {
  where?: 'pre' | 'post' | 'mid';
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
  zorder?: number;
}

export interface ScatterOptions {
  /** Areas in square points, one or one a point; default 36. */
  s?: number | Numbers;
  /** A colour, one a point, or numbers for the colormap. */
  c?: Color | readonly string[] | Numbers;
  color?: Color | readonly string[];
  marker?: string;
  cmap?: ColormapLike;
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
  zorder?: number;
}

export interface BarOptions {
  /** Thickness in data units; default 0.8. */
  width?: number | Numbers;
  height?: number | Numbers;
  bottom?: number | Numbers;
  left?: number | Numbers;
  align?: 'center' | 'edge';
  color?: Color | readonly Color[];
  facecolor?: Color;
  fc?: Color;
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
  /** The bars stand on a logarithmic axis. */
  log?: boolean;
  zorder?: number;
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
  /** `width` below 1 leaves a hole; a border around the pieces. */
  wedgeprops?: { width?: number; edgecolor?: Color; linewidth?: number; alpha?: number };
  radius?: number;
  /** Taken for matplotlib's sake: nothing throws a shadow. */
  shadow?: boolean;
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
  facecolor?: Color;
  fc?: Color;
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
  align?: 'left' | 'mid' | 'right';
  zorder?: number;
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
  /** Where there is something to fill; default everywhere. */
  where?: readonly boolean[] | NDArray;
  color?: Color;
  facecolor?: Color;
  fc?: Color;
  /** A line around the area; default none. */
  edgecolor?: Color;
  ec?: Color;
  /** Of that line, in points. */
  linewidth?: number;
  lw?: number;
  alpha?: number;
  label?: string;
  zorder?: number;
  /** Taken for matplotlib's sake: where the curves cross the area ends at the last number. */
  interpolate?: boolean;
}

export interface StackOptions {
  /** A word for each row. */
  labels?: readonly string[];
  colors?: readonly Color[];
  alpha?: number;
  baseline?: 'zero';
}

/** Shapes: `fill`, `Rectangle`, `Circle`, `Polygon`, the boxes of `boxplot`. */
export interface PatchOptions {
  /** Of face and edge. */
  color?: Color;
  facecolor?: Color;
  fc?: Color;
  edgecolor?: Color;
  ec?: Color;
  /** False: only the edge is drawn. */
  fill?: boolean;
  /** Of the edge, in points; default 1. */
  linewidth?: number;
  lw?: number;
  linestyle?: LineStyleName;
  ls?: LineStyleName;
  alpha?: number;
  label?: string;
  zorder?: number;
}

export interface StemOptions {
  /** Formats of the lines (default 'C0-'), the markers ('C0o') and the line at the foot ('C3-'). */
  linefmt?: string;
  markerfmt?: string;
  basefmt?: string;
  /** Where the stems start; default 0. */
  bottom?: number;
  label?: string;
  orientation?: 'vertical' | 'horizontal';
}

/** Where boxes and violins stand. */
interface PlacedOptions {
  /** Default 1, 2, 3, … */
  positions?: Numbers;
  /** In data units, one or one a box. */
  widths?: number | Numbers;
  /** False: lying. */
  vert?: boolean;
  orientation?: 'vertical' | 'horizontal';
}

export interface BoxplotOptions extends PlacedOptions {
  /** Words under the boxes. */
  tick_labels?: readonly unknown[];
  labels?: readonly unknown[];
  /** How far whiskers reach, in heights of the box (default 1.5), or [low, high] in percent. */
  whis?: number | readonly [number, number];
  notch?: boolean;
  /** Marker of what lies outside the whiskers; '' leaves it out. */
  sym?: string;
  /** True: boxes are filled. */
  patch_artist?: boolean;
  showmeans?: boolean;
  meanline?: boolean;
  showfliers?: boolean;
  showcaps?: boolean;
  showbox?: boolean;
  boxprops?: LineOptions & PatchOptions;
  whiskerprops?: LineOptions;
  capprops?: LineOptions;
  medianprops?: LineOptions;
  meanprops?: LineOptions;
  flierprops?: LineOptions;
  /** For the legend: one for the first box, or one a box. */
  label?: string | readonly string[];
  zorder?: number;
}

export interface ViolinOptions extends PlacedOptions {
  showmeans?: boolean;
  showmedians?: boolean;
  /** Default true. */
  showextrema?: boolean;
  /** Points along each violin; default 100. */
  points?: number;
  /** Width of the Gaussians: 'scott' (default), 'silverman', or a factor of the standard deviation. */
  bw_method?: 'scott' | 'silverman' | number;
}

/** `pcolormesh` and `pcolor`. */
export interface MeshOptions {
  cmap?: ColormapLike;
  vmin?: number;
  vmax?: number;
  /** 'flat': x and y are edges; 'nearest': they are middles; 'auto': by how many there are; 'gouraud' smooths. */
  shading?: 'auto' | 'flat' | 'nearest' | 'gouraud';
  alpha?: number;
  /** Lines around the cells; default none. */
  edgecolors?: Color;
  edgecolor?: Color;
  ec?: Color;
  linewidths?: number;
  linewidth?: number;
  lw?: number;
}

export interface Hist2dOptions {
  /** A number (default 10) or edges, for both or [for x, for y]. */
  bins?: number | Numbers | readonly [number | Numbers, number | Numbers];
  range?: readonly [readonly [number, number], readonly [number, number]];
  density?: boolean;
  weights?: Numbers;
  /** Cells with fewer are left open. */
  cmin?: number;
  cmap?: ColormapLike;
  vmin?: number;
  vmax?: number;
  alpha?: number;
}

export interface QuiverOptions {
  color?: Color | readonly string[];
  /** 'uv' (default): directions on the screen; 'xy': in the data. */
  angles?: 'uv' | 'xy';
  /** How many units make one width of the axes (or, with `scale_units: 'xy'`, one unit of x). */
  scale?: number;
  scale_units?: 'width' | 'xy';
  /** Of the shaft, in widths of the axes. */
  width?: number;
  pivot?: 'tail' | 'mid' | 'middle' | 'tip';
  alpha?: number;
  label?: string;
}

export interface ImshowOptions {
  /** A colormap's name; default 'viridis'. */
  cmap?: ColormapLike;
  /** The numbers at the ends of the colormap; default the smallest and largest of the array. */
  vmin?: number;
  vmax?: number;
  interpolation?: string;
  alpha?: number;
  /** Left, right, bottom, top of the picture in data coordinates. */
  extent?: readonly [number, number, number, number];
  origin?: 'upper' | 'lower';
  aspect?: 'equal' | 'auto' | number;
  zorder?: number;
}

export interface ContourOptions {
  /** Number of levels or the levels themselves. */
  levels?: number | Numbers;
  cmap?: ColormapLike;
  colors?: Color;
  linewidths?: number;
  alpha?: number;
}

export interface ClabelOptions {
  /** Python's spelling of the numbers, `'%.2f'`. */
  fmt?: string;
  /** In points; default 10. */
  fontsize?: number;
  /** Taken for matplotlib's sake: lines always end beside their label. */
  inline?: boolean | number;
}

export interface TextOptions {
  /** The same options in one object, as matplotlib takes them too. */
  fontdict?: Omit<TextOptions, 'fontdict'>;
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
  fontweight?: FontWeight;
  weight?: FontWeight;
  fontfamily?: string;
  family?: string;
  alpha?: number;
  zorder?: number;
  /** Of the field behind the words. */
  backgroundcolor?: Color;
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

export interface AcrossOptions {
  color?: Color;
  c?: Color;
  linestyle?: LineStyleName;
  ls?: LineStyleName;
  linewidth?: number;
  lw?: number;
  facecolor?: Color;
  fc?: Color;
  alpha?: number;
  label?: string;
  zorder?: number;
  /** Where it lies, when it is not the first argument: `axvline({ x: 5 })`. */
  x?: number;
  y?: number;
  /** Where the line starts and ends across the axes, in parts of the frame. */
  xmin?: number;
  xmax?: number;
  ymin?: number;
  ymax?: number;
}

/** `axline`: through a point with a slope, or through two points. */
export interface AxlineOptions extends Pick<
  AcrossOptions,
  'color' | 'c' | 'linestyle' | 'ls' | 'linewidth' | 'lw' | 'alpha' | 'label' | 'zorder'
> {
  slope?: number;
}
