/**
 * @file Axes: one frame of a figure with what is drawn in it. Methods carry matplotlib's names; each plotting method makes an
 * artist (see calls.ts, fields.ts, areas.ts, statistics.ts) and keeps it, drawing happens when the figure is shown (axes-draw.ts).
 * What is set about the frame is in axes-frame.ts.
 */
import type { NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import * as areas from '../calls/areas.ts';
import { Across, Axline, BarContainer } from '../artists/bars.ts';
import type { Quiver } from '../artists/arrows.ts';
import { type Artist, quiet } from '../artists/artist.ts';
import type { QuadContourSet } from '../artists/contour.ts';
import type { AxesImage } from '../artists/image.ts';
import type { ErrorbarContainer, FillBetween, Line2D, PathCollection } from '../artists/line.ts';
import type { QuadMesh } from '../artists/mesh.ts';
import { Patch } from '../artists/patch.ts';
import { Text } from '../artists/text.ts';
import type { Wedge } from '../artists/wedge.ts';
import { AxesFrame } from './frame.ts';
import * as calls from '../calls/calls.ts';
import { cssColor } from '../style/color.ts';
import type { Colorbar } from './colorbar.ts';
import type { ColormapLike } from '../style/colormap.ts';
import * as fields from '../calls/fields.ts';
import { isTable, makeHist } from '../calls/hist.ts';
import { checkOptions, known, oneOf } from '../input/option-names.ts';
import type * as o from '../calls/options.ts';
import { makePie } from '../calls/pie.ts';
import { makeBoxplot, makeViolins, type BoxplotParts, type ViolinParts } from '../calls/statistics.ts';
import { gridOf, isLabels, numbersOf, type Numbers, type Points, type Values } from '../input/values.ts';
import * as words from '../calls/words.ts';

/** What has a colormap and its limits, so that a colorbar can explain it. */
export type Mappable = AxesImage | PathCollection | QuadContourSet;

/** A histogram of bars and not of an outline. */
export type BarHist = o.HistOptions & { histtype?: 'bar' | 'barstacked' };

/** A table of numbers, or what can be made one. */
type Table = Parameters<typeof gridOf>[0];

/*
 * Where a call has several forms, TypeScript reports what is wrong with the last one that has as many arguments: the form with
 * the options object stands last, so that `{ colour: 'red' }` is answered by "Did you mean to write 'color'?".
 */
export class Axes extends AxesFrame implements calls.CallSite {
  readonly artists: Artist[] = [];
  colorbars: Colorbar[] = [];
  /** What colorbar explains when nothing else is said: the last picture, contour set or coloured scatter. */
  mappable: Mappable | undefined;
  private colorsUsed = { line: 0, fill: 0 };

  /** Lines and markers: `plot(y)`, `plot(x, y)`, `plot(x, y, 'r--')`, `plot(x1, y1, 'b-', x2, y2, 'g:')`, options last. */
  plot(x: Points, y: Points | string, x2: Points | string, y2: Points | string, ...more: (Points | string)[]): Line2D[];
  plot(
    x: Points,
    y: Points | string,
    x2: Points | string,
    y2: Points | string,
    ...more: [...more: (Points | string)[], options: o.LineOptions]
  ): Line2D[];
  plot(x: Points, y?: Points): Line2D[];
  plot(x: Points, y: Points | string, look?: string | o.LineOptions, options?: o.LineOptions): Line2D[];
  plot(y: Points, look: string | o.LineOptions): Line2D[];
  plot(...args: (calls.PlotArgument | undefined)[]): Line2D[] {
    return quiet(calls.makeLines(this, args).map((line) => this.add(line)));
  }

  /** `plot` with a logarithmic x axis. */
  semilogx: Axes['plot'] = (...args: unknown[]) => {
    this.set_xscale('log');
    return this.plot(...(args as [Values]));
  };

  /** `plot` with a logarithmic y axis. */
  semilogy: Axes['plot'] = (...args: unknown[]) => {
    this.set_yscale('log');
    return this.plot(...(args as [Values]));
  };

  /** `plot` with two logarithmic axes. */
  loglog: Axes['plot'] = (...args: unknown[]) => {
    this.set_xscale('log');
    return this.semilogy(...(args as [Values]));
  };

  /** A line in steps: `where` 'pre' (default) rises before each point, 'post' behind it, 'mid' half way. */
  step(x: Values, y: Values, look?: string | o.StepOptions, options?: o.StepOptions): Line2D[] {
    const { where = 'pre', ...rest } = (typeof look === 'object' ? look : options) ?? {};
    const format = typeof look === 'string' ? [look] : [];
    const lines = calls.makeLines(this, [x, y, ...format, rest], 'plt.step').map((line) => this.add(line));
    for (const line of lines) line.style.steps = calls.stepsOf(where, 'plt.step');
    return quiet(lines);
  }

  /** A marker on a stem at each x: `stem(y)`, `stem(x, y)`, options last. Gives the markers, the stems and the foot. */
  stem(y: Numbers, options?: o.StemOptions): [Line2D, Line2D, Line2D];
  stem(x: Values, y: Numbers, options?: o.StemOptions): [Line2D, Line2D, Line2D];
  stem(...args: (Values | o.StemOptions | undefined)[]): [Line2D, Line2D, Line2D] {
    const lines = calls.makeStems(this, args);
    for (const line of [lines[1], lines[0], lines[2]]) this.add(line);
    return quiet(lines);
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
  scatter(x: Points, y: Points, options: o.ScatterOptions = {}): PathCollection {
    const points = this.add(calls.makeScatter(this, x, y, options));
    if (points.colors instanceof Float64Array) this.mappable = points;
    return points;
  }

  /** Upright bars at `x` (numbers or words); a number before the options is their width. */
  bar(x: Values, height: Numbers | number, look?: o.BarOptions | number, more: o.BarOptions = {}): BarContainer {
    const options = typeof look === 'number' ? { ...more, width: look } : (look ?? more);
    const bars = this.add(calls.makeBars(this, x, height, options, false));
    if (options.tick_label) this.set_xticks(calls.placesOf(bars, options), options.tick_label);
    if (options.log) this.set_yscale('log');
    return bars;
  }

  /** Lying bars at `y` (numbers or words); a number before the options is their thickness. */
  barh(y: Values, width: Numbers | number, look?: o.BarOptions | number, more: o.BarOptions = {}): BarContainer {
    const options = typeof look === 'number' ? { ...more, height: look } : (look ?? more);
    const bars = this.add(calls.makeBars(this, y, width, options, true));
    if (options.tick_label) this.set_yticks(calls.placesOf(bars, options), options.tick_label);
    if (options.log) this.set_xscale('log');
    return bars;
  }

  /**
   * Histogram; returns counts, bin edges and the bars. A list of rows gives a list of counts and of bars.
   * A number before the options is the number of bins, two numbers behind it their range: `hist(x, 256, [0, 256])`.
   */
  hist(
    x: Numbers,
    bins: number,
    range: readonly [number, number],
    options?: BarHist,
  ): [Float64Array, Float64Array, BarContainer];
  hist(x: readonly Numbers[], bins: number, options?: o.HistOptions): [Float64Array[], Float64Array, Artist[]];
  hist(x: readonly Numbers[], options?: o.HistOptions): [Float64Array[], Float64Array, Artist[]];
  hist(x: Numbers, bins: number, options?: BarHist): [Float64Array, Float64Array, BarContainer];
  hist(x: Numbers, options?: BarHist): [Float64Array, Float64Array, BarContainer];
  hist(x: Numbers, options?: o.HistOptions): [Float64Array, Float64Array, Artist];
  hist(
    x: Numbers | readonly Numbers[],
    options: o.HistOptions | number = {},
    third: o.HistOptions | readonly [number, number] = {},
    fourth: o.HistOptions = {},
  ): [Float64Array | Float64Array[], Float64Array, Artist | Artist[]] {
    const more = Array.isArray(third) ? { ...fourth, range: third as [number, number] } : (third as o.HistOptions);
    const look = typeof options === 'number' ? { ...more, bins: options } : options;
    const { counts, edges, artists } = makeHist(this, x, look);
    for (const artist of artists) this.add(artist);
    if (look.log) this.scales[look.orientation === 'horizontal' ? 'x' : 'y'] = 'log';
    return quiet(isTable(x) ? [counts, edges, quiet(artists)] : [counts[0]!, edges, artists[0]!]);
  }

  /** How often pairs fall into cells, as colours; returns the counts (bins of x, bins of y), both edges and the cells. */
  hist2d(x: Numbers, y: Numbers, options: o.Hist2dOptions = {}): [NDArray, Float64Array, Float64Array, QuadMesh] {
    const { counts, x: xedges, y: yedges, mesh } = fields.makeHist2d(x, y, options);
    this.mappable = this.add(mesh);
    return quiet([counts, xedges, yedges, mesh]);
  }

  /**
   * A box from quartile to quartile for each row of a list (or column of a table), with the median, whiskers to the last
   * number within 1.5 heights of the box, and what lies outside as circles. Returns the lines by name.
   */
  boxplot(x: Numbers | readonly Numbers[], options: o.BoxplotOptions & { patch_artist: true }): BoxplotParts<Patch>;
  boxplot(x: Numbers | readonly Numbers[], options?: o.BoxplotOptions): BoxplotParts<Line2D>;
  boxplot(x: Numbers | readonly Numbers[], options: o.BoxplotOptions = {}): BoxplotParts {
    const { parts, artists, at, lying } = makeBoxplot(x, options);
    for (const artist of artists) this.add(artist);
    for (const artist of options.zorder === undefined ? [] : artists) artist.zorder = options.zorder;
    const labels = options.tick_labels ?? options.labels ?? Array.from(at, String);
    this[lying ? 'set_yticks' : 'set_xticks'](at, labels);
    return parts;
  }

  /** The density of each row of a list (or column of a table) as a shape as wide as it is likely, from end to end. */
  violinplot(x: Numbers | readonly Numbers[], options: o.ViolinOptions = {}): ViolinParts {
    const { parts, artists } = makeViolins(x, options, this.nextColor('line'));
    for (const artist of artists) this.add(artist);
    return parts;
  }

  /** The parts of a whole; returns the pieces and the words. */
  pie(x: Numbers, options: o.PieOptions = {}): [Wedge[], Text[]] {
    const { wedges, texts } = makePie(x, options, () => this.nextColor('fill'));
    for (const artist of [...wedges, ...texts]) this.add(artist);
    this.frame = false;
    this.aspect = 'image';
    const { radius = 1 } = options;
    this.setLimits('x', -1.25 * radius, 1.25 * radius);
    this.setLimits('y', -1.25 * radius, 1.25 * radius);
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
    yerr: NonNullable<o.ErrorbarOptions['yerr']>,
    options?: Omit<o.ErrorbarOptions, 'yerr'>,
  ): ErrorbarContainer;
  errorbar(x: Values, y: Values, options?: o.ErrorbarOptions): ErrorbarContainer;
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

  /** The area between `y1` and `y2` (default 0) along x. */
  fill_between(x: Numbers, y1: Numbers | number, y2: Numbers | number, options?: o.FillOptions): FillBetween;
  fill_between(x: Numbers, y1: Numbers | number, options?: o.FillOptions): FillBetween;
  fill_between(
    x: Numbers,
    y1: Numbers | number,
    y2: Numbers | number | o.FillOptions = 0,
    options: o.FillOptions = {},
  ): FillBetween {
    const direct = calls.isOptions(y2);
    const look = direct ? (y2 as o.FillOptions) : options;
    return this.add(areas.makeFill(this, x, y1, direct ? 0 : (y2 as Numbers | number), look));
  }

  /** The area between `x1` and `x2` (default 0) along y. */
  fill_betweenx(y: Numbers, x1: Numbers | number, x2: Numbers | number, options?: o.FillOptions): FillBetween;
  fill_betweenx(y: Numbers, x1: Numbers | number, options?: o.FillOptions): FillBetween;
  fill_betweenx(
    y: Numbers,
    x1: Numbers | number,
    x2: Numbers | number | o.FillOptions = 0,
    options: o.FillOptions = {},
  ): FillBetween {
    const direct = calls.isOptions(x2);
    const look = direct ? (x2 as o.FillOptions) : options;
    return this.add(areas.makeFill(this, y, x1, direct ? 0 : (x2 as Numbers | number), look, true));
  }

  /** Polygons: `fill(x, y)`, `fill(x, y, 'r', { alpha: 0.3 })`, any number of them, options last. */
  fill(x: Numbers, y: Numbers, ...more: (Numbers | string)[]): Patch[];
  fill(x: Numbers, y: Numbers, ...more: [...more: (Numbers | string)[], options: o.PatchOptions]): Patch[];
  fill(...args: areas.FillArgument[]): Patch[] {
    return quiet(areas.makePolygons(this, args).map((patch) => this.add(patch)));
  }

  /** Rows stacked on each other as areas: `stackplot(x, y1, y2, { labels: ['a', 'b'] })`. */
  stackplot(x: Numbers, ...rows: (Numbers | readonly Numbers[])[]): FillBetween[];
  stackplot(x: Numbers, ...rows: [...rows: (Numbers | readonly Numbers[])[], options: o.StackOptions]): FillBetween[];
  stackplot(x: Numbers, ...args: areas.StackArgument[]): FillBetween[] {
    return quiet(areas.makeStack(this, x, args).map((area) => this.add(area)));
  }

  /** A shape by itself: `add_patch(plt.Rectangle([x, y], width, height, { edgecolor: 'r', facecolor: 'none' }))`. */
  add_patch(patch: Patch): Patch {
    if (!(patch instanceof Patch)) {
      throw new ValueError({
        who: 'ax.add_patch',
        rule: 'the argument must be a shape such as plt.Rectangle([x, y], width, height)',
        received: String(patch),
      });
    }
    patch.loose = true;
    return this.add(patch);
  }

  /** A picture: (h, w) through a colormap, (h, w, 3) or (h, w, 4) as it is (uint8 0..255 or float 0..1). */
  imshow(x: Table, cmap: ColormapLike): AxesImage;
  imshow(x: Table, options?: o.ImshowOptions): AxesImage;
  imshow(x: Table, look: o.ImshowOptions | ColormapLike = {}): AxesImage {
    const options = calls.isOptions(look) ? (look as o.ImshowOptions) : { cmap: look as string };
    const image = this.add(fields.makeImage(x, options, 'plt.imshow'));
    const { aspect = 'equal' } = options;
    if (typeof aspect !== 'number') oneOf('plt.imshow', 'aspect', aspect, ['equal', 'auto']);
    this.aspect = aspect === 'equal' ? 'image' : aspect;
    if (!image.isColor) this.mappable = image;
    return image;
  }

  /** A matrix as squares, ticks above. */
  matshow(x: Table, options: o.ImshowOptions = {}): AxesImage {
    const image = this.add(fields.makeImage(x, { interpolation: 'nearest', ...options }, 'plt.matshow'));
    this.aspect = 'image';
    this.ticksOnTop = true;
    if (!image.isColor) this.mappable = image;
    return image;
  }

  /**
   * Numbers as coloured cells: `pcolormesh(c)`, `pcolormesh(x, y, c)`, options last. Row 0 is at the bottom; x and y are the
   * edges of the cells, or their middles when there are as many as cells.
   */
  pcolormesh(c: Table, options?: o.MeshOptions): QuadMesh;
  pcolormesh(x: Table, y: Table, c: Table, options?: o.MeshOptions): QuadMesh;
  pcolormesh(...args: (fields.MeshArgument | undefined)[]): QuadMesh {
    const mesh = this.add(fields.makeMesh(args));
    this.mappable = mesh;
    return mesh;
  }

  /** As `pcolormesh`. */
  pcolor: Axes['pcolormesh'] = (...args: unknown[]) => this.pcolormesh(...(args as [Table]));

  /** Lines of equal value: `contour(z)`, `contour(x, y, z, levels)`, options last. */
  contour(z: Table, levels: number | Numbers, options?: o.ContourOptions): QuadContourSet;
  contour(z: Table, options?: o.ContourOptions): QuadContourSet;
  contour(x: Table, y: Table, z: Table, levels: number | Numbers, options?: o.ContourOptions): QuadContourSet;
  contour(x: Table, y: Table, z: Table, options?: o.ContourOptions): QuadContourSet;
  contour(...args: (fields.ContourArgument | undefined)[]): QuadContourSet {
    return (this.mappable = this.add(fields.makeContour(args, false)));
  }

  /** Areas between levels, as `contour`. */
  contourf: Axes['contour'] = (...args: unknown[]) =>
    (this.mappable = this.add(fields.makeContour(args as fields.ContourArgument[], true)));

  /** Writes the values on the lines of `contour`. */
  clabel(set: QuadContourSet, options: o.ClabelOptions = {}): void {
    checkOptions('plt.clabel', options, known.clabel);
    set.labelled = options;
  }

  /** Arrows: `quiver(u, v)`, `quiver(x, y, u, v)`, options last. */
  quiver(u: Numbers, v: Numbers, options?: o.QuiverOptions): Quiver;
  quiver(x: Numbers, y: Numbers, u: Numbers, v: Numbers, options?: o.QuiverOptions): Quiver;
  quiver(...args: (fields.QuiverArgument | undefined)[]): Quiver {
    return this.add(fields.makeQuiver(args));
  }

  /** A line across the axes at `y`. */
  axhline(y: number, options?: o.AcrossOptions): Across;
  axhline(options?: o.AcrossOptions): Across;
  axhline(y: number | o.AcrossOptions = 0, options: o.AcrossOptions = {}): Across {
    const [at, look] = typeof y === 'number' ? [y, options] : [y.y ?? 0, y];
    return this.across('y', at, at, look, 'plt.axhline');
  }

  /** A line up the axes at `x`. */
  axvline(x: number, options?: o.AcrossOptions): Across;
  axvline(options?: o.AcrossOptions): Across;
  axvline(x: number | o.AcrossOptions = 0, options: o.AcrossOptions = {}): Across {
    const [at, look] = typeof x === 'number' ? [x, options] : [x.x ?? 0, x];
    return this.across('x', at, at, look, 'plt.axvline');
  }

  /** A band across the axes. */
  axhspan(ymin: number, ymax: number, options: o.AcrossOptions = {}): Across {
    return this.across('y', ymin, ymax, options, 'plt.axhspan');
  }

  /** A band up the axes. */
  axvspan(xmin: number, xmax: number, options: o.AcrossOptions = {}): Across {
    return this.across('x', xmin, xmax, options, 'plt.axvspan');
  }

  /** A line without end: `axline([0, 0], { slope: 1 })` or `axline([0, 0], [1, 1])`. */
  axline(
    xy1: readonly [number, number],
    second: readonly [number, number] | o.AxlineOptions,
    options: o.AxlineOptions = {},
  ): Axline {
    const other = Array.isArray(second) ? (second as [number, number]) : undefined;
    const line = calls.makeAxline(this, xy1, other, other ? options : (second as o.AxlineOptions));
    return this.add(line);
  }

  /** Words at a point. */
  text(x: number, y: number, text: unknown, options: o.TextOptions = {}): Text {
    checkOptions('plt.text', options, known.text);
    const made = this.add(new Text(x, y, String(text), words.textLook(options, 'plt.text')));
    made.zorder = options.zorder;
    return made;
  }

  /** Words about the point `xy`, at `xytext`, with an arrow when `arrowprops` is given. */
  annotate(text: unknown, xy: readonly [number, number], options?: Omit<o.AnnotateOptions, 'xy'>): Text;
  annotate(text: unknown, options: o.AnnotateOptions): Text;
  annotate(
    text: unknown,
    first: o.AnnotateOptions | readonly [number, number],
    rest: Omit<o.AnnotateOptions, 'xy'> = {},
  ): Text {
    const options = Array.isArray(first) ? { ...rest, xy: first as [number, number] } : (first as o.AnnotateOptions);
    return this.add(words.annotation(text, options));
  }

  /** Axes in the same frame with an own y axis at the right. */
  twinx(): Axes {
    return this.figure.addTwin(this, 'y');
  }

  /** Axes in the same frame with an own x axis at the top. */
  twiny(): Axes {
    return this.figure.addTwin(this, 'x');
  }

  /** Small axes inside these: [left, bottom, width, height] in parts of the frame. */
  inset_axes(rect: readonly [number, number, number, number]): Axes {
    return this.figure.addInset(this, rect);
  }

  /** The lines, in the order of the calls. */
  get lines(): Line2D[] {
    return quiet(this.artists.filter((artist) => calls.isLine(artist)));
  }

  /** The bars, in the order of the calls, as matplotlib's rectangles. */
  get patches(): BarContainer[number][] {
    return quiet(this.artists.flatMap((artist) => (artist instanceof BarContainer ? artist.patches : [])));
  }

  /** Takes these axes out of their figure. */
  remove(): void {
    this.figure.delaxes(this);
  }

  /** Removes everything drawn and set. */
  clear(): void {
    this.artists.length = 0;
    this.colorbars = [];
    this.mappable = undefined;
    this.colorsUsed = { line: 0, fill: 0 };
    this.resetFrame();
  }

  cla(): void {
    this.clear();
  }

  nextColor(kind: 'line' | 'fill'): string {
    const colors = this.figure.cycle;
    return colors[this.colorsUsed[kind]++ % colors.length]!;
  }

  positions(values: Points, axis: 'x' | 'y', who: string): Float64Array {
    if (typeof values === 'number') return Float64Array.of(values);
    if (!isLabels(values)) return numbersOf(values, who, axis);
    const known = (this.categories[axis] ??= []);
    return Float64Array.from(values, (word) => {
      if (!known.includes(word)) known.push(word);
      return known.indexOf(word);
    });
  }

  private add<A extends Artist>(artist: A): A {
    this.artists.push(artist);
    return artist;
  }

  private across(axis: 'x' | 'y', from: number, to: number, options: o.AcrossOptions, who: string): Across {
    checkOptions(who, options, known.across);
    const color = options.color ?? options.c ?? options.facecolor ?? options.fc ?? 'C0';
    const look = {
      color: cssColor(color, who),
      linestyle: options.linestyle ?? options.ls ?? '-',
      linewidth: options.linewidth ?? options.lw ?? calls.usualLinewidth(),
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
}
