/**
 * @file Axes: one frame of a figure with what is drawn in it. Methods carry matplotlib's names; each plotting method makes an
 * artist (see `calls.ts`) and keeps it, drawing happens when the figure is shown (see `axes-draw.ts`).
 * Longer than other files because it is the list of everything axes can do.
 */
import { displaySymbol, type Displayable, type MimeBundle } from '../display/index.ts';
import { ValueError } from '../errors/index.ts';
import { Across, type BarContainer } from './artists/bars.ts';
import type { Artist } from './artists/artist.ts';
import { isListed, quiet } from './artists/artist.ts';
import type { QuadContourSet } from './artists/contour.ts';
import type { AxesImage } from './artists/image.ts';
import type { ErrorbarContainer, FillBetween, Line2D, PathCollection } from './artists/line.ts';
import { Text } from './artists/text.ts';
import type { Wedge } from './artists/wedge.ts';
import * as calls from './calls.ts';
import { isTable, makeHist } from './hist.ts';
import type { Cell } from './axes-layout.ts';
import { cssColor, cycle, type Color } from './color.ts';
import type { Colorbar } from './colorbar.ts';
import type { Figure } from './figure.ts';
import { placeOf } from './legend.ts';
import { makePie } from './pie.ts';
import { rcParams } from './rc-params.ts';
import type * as o from './options.ts';
import { fontPoints, fontSizes } from './theme.ts';
import { gridOf, isLabels, numbersOf, type Numbers, type Values } from './values.ts';
import * as words from './words.ts';

/** What has a colormap and its limits, so that a colorbar can explain it. */
export type Mappable = AxesImage | PathCollection | QuadContourSet;

/** A title or label as it was set. */
export interface Words {
  text: string;
  points: number;
  color?: string;
  bold: boolean;
  loc: 'left' | 'center' | 'right';
  /** Distance from the frame or the numbers in points. */
  pad?: number;
}

/** Ticks set by hand. */
export interface TickSettings {
  values?: readonly number[];
  labels?: readonly string[];
  rotation: number;
  points: number;
  color?: string;
  /** Whether the words at the ticks are left out. */
  hidden?: boolean;
  /** False: no little lines. */
  marks?: boolean;
}

/** A histogram of bars and not of an outline. */
export type BarHist = o.HistOptions & { histtype?: 'bar' | 'barstacked' };

/** One side of the frame. */
class Spine {
  visible = true;
  color: string | undefined;

  set_visible(visible: boolean): void {
    this.visible = visible;
  }

  set_color(color: Color): void {
    if (color === 'none') this.visible = false;
    else this.color = cssColor(color, 'spine.set_color');
  }
}

export class Axes implements Displayable, calls.CallSite {
  readonly figure: Figure;
  /** Place in a grid, or left, bottom, width, height in parts of the figure. */
  readonly position: Cell | readonly [number, number, number, number];
  readonly artists: Artist[] = [];
  readonly titles: Words[] = [];
  readonly labels: { x?: Words; y?: Words } = {};
  readonly limits: {
    x?: readonly [number | undefined, number | undefined];
    y?: readonly [number | undefined, number | undefined];
  } = {};
  readonly ticks: { x: TickSettings; y: TickSettings };
  readonly scales: { x: 'linear' | 'log'; y: 'linear' | 'log' } = { x: 'linear', y: 'linear' };
  readonly inverted = { x: false, y: false };
  readonly categories: { x?: string[]; y?: string[] } = {};
  colorbars: Colorbar[] = [];
  frame = true;
  aspect: 'auto' | 'equal' | 'image' | number = 'auto';
  grids: { x?: o.GridOptions; y?: o.GridOptions } = {};
  legends: (o.LegendOptions & { handles?: readonly Artist[] }) | undefined;
  /** The parts of what is drawn that are left free around it. */
  readonly margin = { x: 0.05, y: 0.05 };
  readonly spines = { left: new Spine(), right: new Spine(), top: new Spine(), bottom: new Spine() };
  /** For `text(…, { transform: ax.transAxes })`: positions in parts of the frame. */
  readonly transAxes = 'axes' as const;
  readonly transData = 'data' as const;
  /** The axes whose frame these share, and which axis is their own (`twinx`: y). */
  readonly twinOf: Axes | undefined;
  readonly twin: 'x' | 'y' | undefined;
  /** Whether x ticks stand above the frame (matshow). */
  ticksOnTop = false;
  facecolor: string | undefined;
  /** Axes that have the same limits as these (`sharex`, `sharey`). */
  shared: { x: readonly Axes[]; y: readonly Axes[] } = { x: [], y: [] };
  /** What colorbar explains when nothing else is said: the last picture, contour set or coloured scatter. */
  mappable: Mappable | undefined;
  private colorsUsed = { line: 0, fill: 0 };

  constructor(figure: Figure, position: Axes['position'], twin?: { of: Axes; own: 'x' | 'y' }) {
    this.figure = figure;
    this.position = position;
    this.twinOf = twin?.of;
    this.twin = twin?.own;
    const plain = { rotation: 0, points: fontSizes.tick };
    this.ticks = { x: { ...plain }, y: { ...plain } };
    if (rcParams['axes.grid']) this.grid(true);
  }

  /** Lines and markers: `plot(y)`, `plot(x, y)`, `plot(x, y, 'r--')`, `plot(x1, y1, 'b-', x2, y2, 'g:', { label })`. */
  plot(...args: calls.PlotArgument[]): Line2D[] {
    return quiet(calls.makeLines(this, args).map((line) => this.add(line)));
  }

  semilogx(...args: calls.PlotArgument[]): Line2D[] {
    this.set_xscale('log');
    return this.plot(...args);
  }

  semilogy(...args: calls.PlotArgument[]): Line2D[] {
    this.set_yscale('log');
    return this.plot(...args);
  }

  loglog(...args: calls.PlotArgument[]): Line2D[] {
    this.set_xscale('log');
    return this.semilogy(...args);
  }

  /** A line in steps: `where` 'pre' (default) rises before each point, 'post' behind it, 'mid' half way. */
  step(x: Values, y: Values, ...rest: (string | (o.LineOptions & { where?: 'pre' | 'post' | 'mid' }))[]): Line2D[] {
    const where = rest.find((part) => typeof part === 'object')?.where ?? 'pre';
    const lines = this.plot(x, y, ...rest);
    for (const line of lines) line.style.steps = ({ pre: 'vh', post: 'hv', mid: 'hvh' } as const)[where];
    return lines;
  }

  /** Upright lines at each x from `ymin` to `ymax`. */
  vlines(x: Numbers | number, ymin: Numbers | number, ymax: Numbers | number, options: o.StretchOptions = {}): Line2D {
    return this.add(calls.makeStretches(x, ymin, ymax, options, true));
  }

  /** Lying lines at each y from `xmin` to `xmax`. */
  hlines(y: Numbers | number, xmin: Numbers | number, xmax: Numbers | number, options: o.StretchOptions = {}): Line2D {
    return this.add(calls.makeStretches(y, xmin, xmax, options, false));
  }

  /** Points, with sizes `s` (square points) and colours `c` (names, or numbers for `cmap`). */
  scatter(x: Values, y: Values, options: o.ScatterOptions = {}): PathCollection {
    const points = this.add(calls.makeScatter(this, x, y, options));
    if (points.colors instanceof Float64Array) this.mappable = points;
    return points;
  }

  /** Upright bars at `x` (numbers or words); a number in place of the options is their width. */
  bar(x: Values, height: Numbers | number, look: o.BarOptions | number = {}): BarContainer {
    const options = typeof look === 'number' ? { width: look } : look;
    const bars = this.add(calls.makeBars(this, x, height, options, false));
    if (options.tick_label) this.set_xticks(Array.from(bars.at), options.tick_label);
    return bars;
  }

  /** Lying bars at `y` (numbers or words). */
  barh(y: Values, width: Numbers | number, look: o.BarOptions | number = {}): BarContainer {
    const options = typeof look === 'number' ? { height: look } : look;
    const bars = this.add(calls.makeBars(this, y, width, options, true));
    if (options.tick_label) this.set_yticks(Array.from(bars.at), options.tick_label);
    return bars;
  }

  /** Histogram; returns counts, bin edges and the bars. A list of rows gives a list of counts and of bars. */
  hist(x: Numbers, options?: BarHist | number): [Float64Array, Float64Array, BarContainer];
  hist(x: Numbers, options?: o.HistOptions): [Float64Array, Float64Array, Artist];
  hist(x: readonly Numbers[], options?: o.HistOptions | number): [Float64Array[], Float64Array, Artist[]];
  hist(
    x: Numbers | readonly Numbers[],
    options: o.HistOptions | number = {},
  ): [Float64Array | Float64Array[], Float64Array, Artist | Artist[]] {
    const look = typeof options === 'number' ? { bins: options } : options;
    const { counts, edges, artists } = makeHist(this, x, look);
    for (const artist of artists) this.add(artist);
    if (look.log) this.scales[look.orientation === 'horizontal' ? 'x' : 'y'] = 'log';
    return quiet(isTable(x) ? [counts, edges, quiet(artists)] : [counts[0]!, edges, artists[0]!]);
  }

  /** The parts of a whole; returns the pieces and the words. */
  pie(x: Numbers, options: o.PieOptions = {}): [Wedge[], Text[]] {
    const { wedges, texts } = makePie(x, options, () => this.nextColor('fill'));
    for (const artist of [...wedges, ...texts]) this.add(artist);
    this.frame = false;
    this.aspect = 'image';
    this.setLimits('x', -1.25, 1.25);
    this.setLimits('y', -1.25, 1.25);
    return quiet([wedges, texts]);
  }

  /** Writes its length on each bar. */
  bar_label(bars: BarContainer, options: o.BarLabelOptions = {}): Text[] {
    return quiet(words.barLabels(bars, options).map((text) => this.add(text)));
  }

  /** A line with bars of `xerr` and `yerr` (a length, one a point, or [below, above]). */
  errorbar(
    x: Values,
    y: Values,
    yerr: o.ErrorbarOptions | NonNullable<o.ErrorbarOptions['yerr']> = {},
    rest: o.ErrorbarOptions = {},
  ): ErrorbarContainer {
    const options = calls.isOptions(yerr)
      ? (yerr as o.ErrorbarOptions)
      : { ...rest, yerr: yerr as NonNullable<o.ErrorbarOptions['yerr']> };
    return this.add(calls.makeErrorbar(this, x, y, options));
  }

  /** The area between `y1` and `y2` (default 0). */
  fill_between(
    x: Numbers,
    y1: Numbers | number,
    y2: Numbers | number | o.FillOptions = 0,
    options: o.FillOptions = {},
  ): FillBetween {
    const direct = calls.isOptions(y2);
    const look = direct ? (y2 as o.FillOptions) : options;
    return this.add(calls.makeFill(this, x, y1, direct ? 0 : (y2 as Numbers | number), look));
  }

  /** A picture: (h, w) through a colormap, (h, w, 3) or (h, w, 4) as it is (uint8 0..255 or float 0..1). */
  imshow(x: Parameters<typeof gridOf>[0], look: o.ImshowOptions | string = {}): AxesImage {
    const options = typeof look === 'string' ? { cmap: look } : look;
    const image = this.add(calls.makeImage(x, options, 'plt.imshow'));
    this.aspect = options.aspect === 'auto' ? 'auto' : 'image';
    if (!image.isColor) this.mappable = image;
    return image;
  }

  /** A matrix as squares, ticks above. */
  matshow(x: Parameters<typeof gridOf>[0], options: o.ImshowOptions = {}): AxesImage {
    const image = this.add(calls.makeImage(x, { interpolation: 'nearest', ...options }, 'plt.matshow'));
    this.aspect = 'image';
    this.ticksOnTop = true;
    if (!image.isColor) this.mappable = image;
    return image;
  }

  /** Lines of equal value: `contour(z)`, `contour(x, y, z, levels)`, options last. */
  contour(...args: calls.ContourArgument[]): QuadContourSet {
    return (this.mappable = this.add(calls.makeContour(args, false)));
  }

  /** Areas between levels, as `contour`. */
  contourf(...args: calls.ContourArgument[]): QuadContourSet {
    return (this.mappable = this.add(calls.makeContour(args, true)));
  }

  /** Writes the values on the lines of `contour`. */
  clabel(set: QuadContourSet): void {
    set.labelled = true;
  }

  axhline(y = 0, options: o.AcrossOptions = {}): Across {
    return this.across('y', y, y, options, 'plt.axhline');
  }

  axvline(x = 0, options: o.AcrossOptions = {}): Across {
    return this.across('x', x, x, options, 'plt.axvline');
  }

  axhspan(ymin: number, ymax: number, options: o.AcrossOptions = {}): Across {
    return this.across('y', ymin, ymax, options, 'plt.axhspan');
  }

  axvspan(xmin: number, xmax: number, options: o.AcrossOptions = {}): Across {
    return this.across('x', xmin, xmax, options, 'plt.axvspan');
  }

  /** Words at a point. */
  text(x: number, y: number, text: unknown, options: o.TextOptions = {}): Text {
    return this.add(new Text(x, y, String(text), words.textLook(options, 'plt.text')));
  }

  /** Words about the point `xy`, at `xytext`, with an arrow when `arrowprops` is given. */
  annotate(text: unknown, options: o.AnnotateOptions): Text;
  annotate(text: unknown, xy: readonly [number, number], options?: Omit<o.AnnotateOptions, 'xy'>): Text;
  annotate(
    text: unknown,
    first: o.AnnotateOptions | readonly [number, number],
    rest: Omit<o.AnnotateOptions, 'xy'> = {},
  ): Text {
    const options = Array.isArray(first) ? { ...rest, xy: first as [number, number] } : (first as o.AnnotateOptions);
    return this.add(words.annotation(text, options));
  }

  set_title(text: unknown, options: o.TitleOptions = {}): void {
    const title = wordsOf(text, options, fontSizes.title);
    const at = this.titles.findIndex(({ loc }) => loc === title.loc);
    if (at >= 0) this.titles[at] = title;
    else this.titles.push(title);
  }

  set_xlabel(text: unknown, options: o.TitleOptions = {}): void {
    this.labels.x = wordsOf(text, options, fontSizes.label);
  }

  set_ylabel(text: unknown, options: o.TitleOptions = {}): void {
    this.labels.y = wordsOf(text, options, fontSizes.label);
  }

  /** The legend of everything that has a label: `legend()`, `legend(labels)`, `legend(artists, labels)`, options last. */
  legend(
    first: readonly string[] | readonly Artist[] | o.LegendOptions = {},
    second: readonly string[] | o.LegendOptions = {},
    third: o.LegendOptions = {},
  ): void {
    const options = (Array.isArray(first) ? (Array.isArray(second) ? third : second) : first) as o.LegendOptions;
    const given = isLabels(first) || !Array.isArray(first) ? options.handles : (first as readonly Artist[]);
    const labels = isLabels(first) ? first : isLabels(second) ? second : options.labels;
    if (labels) {
      const named = given ?? this.artists.filter((artist) => !(artist instanceof Text));
      labels.forEach((label, i) => named[i] && (named[i].label = label));
    }
    placeOf(options.loc);
    this.legends = { ...options, ...(given ? { handles: given } : {}) };
  }

  /** What a legend would list, and its words. */
  get_legend_handles_labels(): [Artist[], string[]] {
    const listed = this.artists.filter(isListed);
    return quiet([listed, listed.map((artist) => artist.label!)]);
  }

  /** Axes in the same frame with an own y axis at the right. */
  twinx(): Axes {
    return this.figure.addTwin(this, 'y');
  }

  /** Axes in the same frame with an own x axis at the top. */
  twiny(): Axes {
    return this.figure.addTwin(this, 'x');
  }

  /** How much is left free around what is drawn, in parts of it: `margins(0.1)` or `margins({ y: 0.2 })`. */
  margins(margin: number | { x?: number; y?: number }): void {
    const { x, y } = typeof margin === 'number' ? { x: margin, y: margin } : margin;
    this.margin.x = x ?? this.margin.x;
    this.margin.y = y ?? this.margin.y;
  }

  grid(visible: boolean | o.GridOptions = true, options: o.GridOptions = {}): void {
    const look = typeof visible === 'object' ? visible : options;
    const on = typeof visible === 'object' ? true : visible;
    for (const axis of ['x', 'y'] as const) {
      if (look.axis !== undefined && look.axis !== 'both' && look.axis !== axis) continue;
      if (on) this.grids[axis] = look;
      else delete this.grids[axis];
    }
  }

  set_xlim(left?: number | readonly (number | undefined)[], right?: number): void {
    this.setLimits('x', left, right);
  }

  set_ylim(bottom?: number | readonly (number | undefined)[], top?: number): void {
    this.setLimits('y', bottom, top);
  }

  /** The limits in force. */
  get_xlim(): [number, number] {
    return this.figure.limitsOf(this).x;
  }

  get_ylim(): [number, number] {
    return this.figure.limitsOf(this).y;
  }

  /** Ticks at these places, with these words. An empty list removes them. */
  set_xticks(values: Numbers, labels?: readonly unknown[], options: o.TickOptions = {}): void {
    this.setTicks('x', values, labels, options);
  }

  set_yticks(values: Numbers, labels?: readonly unknown[], options: o.TickOptions = {}): void {
    this.setTicks('y', values, labels, options);
  }

  set_xticklabels(labels: readonly unknown[], options: o.TickOptions = {}): void {
    if (labels.length === 0) this.ticks.x.hidden = true;
    else this.setTicks('x', this.ticks.x.values ?? labels.map((_, i) => i), labels, options);
  }

  set_yticklabels(labels: readonly unknown[], options: o.TickOptions = {}): void {
    if (labels.length === 0) this.ticks.y.hidden = true;
    else this.setTicks('y', this.ticks.y.values ?? labels.map((_, i) => i), labels, options);
  }

  /** Size, colour and rotation of the words at the ticks, and whether they and their marks are shown. */
  tick_params(options: o.TickParams = {}): void {
    for (const axis of ['x', 'y'] as const) {
      if (options.axis !== undefined && options.axis !== 'both' && options.axis !== axis) continue;
      const [labels, marks] = axis === 'x' ? [options.labelbottom, options.bottom] : [options.labelleft, options.left];
      styleTicks(this.ticks[axis], {
        fontsize: options.labelsize,
        rotation: options.rotation ?? options.labelrotation,
        color: options.labelcolor ?? options.colors,
      });
      if (labels !== undefined) this.ticks[axis].hidden = !labels;
      if (marks !== undefined) this.ticks[axis].marks = marks;
    }
  }

  /** The look of the words at the ticks, wherever they stand. */
  styleTicks(axis: 'x' | 'y', options: o.TickOptions): void {
    styleTicks(this.ticks[axis], options);
  }

  set_xscale(scale: 'linear' | 'log'): void {
    this.scales.x = checkScale(scale, 'plt.xscale');
  }

  set_yscale(scale: 'linear' | 'log'): void {
    this.scales.y = checkScale(scale, 'plt.yscale');
  }

  invert_xaxis(): void {
    this.inverted.x = !this.inverted.x;
  }

  invert_yaxis(): void {
    this.inverted.y = !this.inverted.y;
  }

  /** 'equal': one unit is as long in x as in y; 'auto': the frame is filled; a number: y units over x units. */
  set_aspect(aspect: 'auto' | 'equal' | number): void {
    this.aspect = aspect === 'equal' ? 'image' : aspect;
  }

  set_facecolor(color: Color): void {
    this.facecolor = cssColor(color, 'set_facecolor');
  }

  set_axis_off(): void {
    this.frame = false;
  }

  set_axis_on(): void {
    this.frame = true;
  }

  /** `'off'`, `'on'`, `'equal'`, `'image'`, `'scaled'`, `'square'`, `'tight'`, `'auto'`, or [xmin, xmax, ymin, ymax]. */
  axis(setting: string | boolean | readonly number[]): void {
    if (Array.isArray(setting)) {
      const [xmin, xmax, ymin, ymax] = setting as number[];
      this.set_xlim(xmin, xmax);
      this.set_ylim(ymin, ymax);
      return;
    }
    switch (setting) {
      case 'off':
      case false:
        this.frame = false;
        break;
      case 'on':
      case true:
        this.frame = true;
        break;
      case 'equal':
        this.aspect = 'equal';
        break;
      case 'square': {
        // As far in y as in x, from the corner they have.
        const [[left, right], [bottom, top]] = [this.get_xlim(), this.get_ylim()];
        const side = Math.max(right - left, top - bottom);
        this.set_xlim(left, left + side);
        this.set_ylim(bottom, bottom + side);
        this.aspect = 'image';
        break;
      }
      case 'image':
      case 'scaled':
        this.aspect = 'image';
        break;
      case 'auto':
      case 'tight':
        this.aspect = 'auto';
        break;
      default:
        throw new ValueError({
          who: 'plt.axis',
          rule: "the setting must be 'off', 'on', 'equal', 'image', 'scaled', 'auto', 'tight' or [xmin, xmax, ymin, ymax]",
          received: `'${String(setting)}'`,
        });
    }
  }

  /** Several settings at once: `ax.set({ title: 'a', xlabel: 'epoch', ylim: [0, 1] })`. */
  set(settings: {
    title?: string;
    xlabel?: string;
    ylabel?: string;
    xlim?: readonly [number, number];
    ylim?: readonly [number, number];
    xticks?: Numbers;
    yticks?: Numbers;
    aspect?: 'auto' | 'equal' | number;
  }): void {
    if (settings.title !== undefined) this.set_title(settings.title);
    if (settings.xlabel !== undefined) this.set_xlabel(settings.xlabel);
    if (settings.ylabel !== undefined) this.set_ylabel(settings.ylabel);
    if (settings.xlim) this.set_xlim(settings.xlim);
    if (settings.ylim) this.set_ylim(settings.ylim);
    if (settings.xticks) this.set_xticks(settings.xticks);
    if (settings.yticks) this.set_yticks(settings.yticks);
    if (settings.aspect) this.set_aspect(settings.aspect);
  }

  /** Removes everything drawn and set. */
  clear(): void {
    this.artists.length = 0;
    Object.assign(this.margin, { x: 0.05, y: 0.05 });
    this.titles.length = 0;
    this.colorbars = [];
    this.legends = undefined;
    this.grids = {};
    this.mappable = undefined;
    this.colorsUsed = { line: 0, fill: 0 };
    for (const axis of ['x', 'y'] as const) {
      delete this.labels[axis];
      delete this.limits[axis];
      delete this.categories[axis];
      this.ticks[axis] = { rotation: 0, points: fontSizes.tick };
    }
  }

  cla(): void {
    this.clear();
  }

  nextColor(kind: 'line' | 'fill'): string {
    const colors = this.figure.cycle;
    return colors[this.colorsUsed[kind]++ % colors.length]!;
  }

  positions(values: Values, axis: 'x' | 'y', who: string): Float64Array {
    if (!isLabels(values)) return numbersOf(values, who, axis);
    const known = (this.categories[axis] ??= []);
    return Float64Array.from(values, (word) => {
      if (!known.includes(word)) known.push(word);
      return known.indexOf(word);
    });
  }

  [displaySymbol](): MimeBundle {
    return {};
  }

  private add<A extends Artist>(artist: A): A {
    this.artists.push(artist);
    return artist;
  }

  private across(axis: 'x' | 'y', from: number, to: number, options: o.AcrossOptions, who: string): Across {
    const color = options.color ?? options.c ?? options.facecolor;
    const look = {
      color: color === undefined ? cycle[0]! : cssColor(color, who),
      linestyle: options.linestyle ?? options.ls ?? '-',
      linewidth: options.linewidth ?? options.lw ?? 1.5,
      alpha: options.alpha,
      span: [
        (axis === 'y' ? options.xmin : options.ymin) ?? 0,
        (axis === 'y' ? options.xmax : options.ymax) ?? 1,
      ] as const,
    };
    const across = this.add(new Across(axis, from, to, look, options.label));
    across.zorder = options.zorder;
    return across;
  }

  private setLimits(
    axis: 'x' | 'y',
    low: number | readonly (number | undefined)[] | undefined,
    high: number | undefined,
  ): void {
    const [from, to] = typeof low === 'object' ? low : [low, high];
    for (const limit of [from, to]) {
      if (limit !== undefined && !Number.isFinite(limit)) {
        throw new ValueError({ who: `plt.${axis}lim`, rule: 'limits must be finite numbers', received: String(limit) });
      }
    }
    this.limits[axis] = [from, to];
  }

  private setTicks(
    axis: 'x' | 'y',
    values: Numbers,
    labels: readonly unknown[] | undefined,
    options: o.TickOptions,
  ): void {
    const who = `plt.${axis}ticks`;
    const places = Array.from(numbersOf(values, who, 'ticks'));
    if (labels && labels.length !== places.length) {
      throw new ValueError({
        who,
        rule: 'there must be one label for each tick',
        received: `${places.length} ticks, ${labels.length} labels`,
      });
    }
    const ticks = this.ticks[axis];
    ticks.values = places;
    ticks.labels = labels?.map(String);
    styleTicks(ticks, options);
  }
}

function styleTicks(ticks: TickSettings, { rotation, fontsize, size, color }: o.TickOptions): void {
  const turned = { vertical: 90, horizontal: 0 } as const;
  ticks.rotation = (typeof rotation === 'string' ? turned[rotation] : rotation) ?? ticks.rotation;
  ticks.points = fontPoints(fontsize ?? size, ticks.points);
  if (color !== undefined) ticks.color = cssColor(color, 'plt.xticks');
}

function checkScale(scale: 'linear' | 'log', who: string): 'linear' | 'log' {
  if (scale === 'linear' || scale === 'log') return scale;
  throw new ValueError({ who, rule: "the scale must be 'linear' or 'log'", received: `'${String(scale)}'` });
}

/** A title or label with its options. */
export function wordsOf(text: unknown, options: o.TitleOptions, points: number): Words {
  return {
    text: String(text),
    points: fontPoints(options.fontsize ?? options.size, points),
    color: options.color === undefined ? undefined : cssColor(options.color, 'plt.title'),
    bold: (options.fontweight ?? options.weight) === 'bold',
    loc: options.loc ?? 'center',
    pad: options.pad ?? options.labelpad,
  };
}
