/** @file From the arguments of lines, points, bars and error bars to artists: positions first, then one options object; all checks are here. */
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import { Axline, BarContainer } from '../artists/bars.ts';
import type { Artist } from '../artists/artist.ts';
import { ErrorbarContainer, Line2D, PathCollection, type Errors, type LineStyle } from '../artists/line.ts';
import { cssColor, type Color } from '../style/color.ts';
import { colormap } from '../style/colormap.ts';
import { lineFormat, type LineFormat } from '../style/format-string.ts';
import { checkOptions, known, oneOf } from '../input/option-names.ts';
import type * as o from './options.ts';
import { rcParams } from '../style/rc-params.ts';
import {
  gridOf,
  isLabels,
  numbersOf,
  rangeOf,
  sameLength,
  type Numbers,
  type Points,
  type Values,
} from '../input/values.ts';

/** What `plot` takes: x, y and a format in any number of groups, then options. */
export type PlotArgument = Points | string | o.LineOptions;

/** What a call needs to know of its axes: the next colour (lines and areas each have their turn) and where labels go. */
export interface CallSite {
  nextColor(kind: 'line' | 'fill'): string;
  /** Positions for a row that may be labels (0, 1, 2, … with the words as ticks). */
  positions(values: Points, axis: 'x' | 'y', who: string): Float64Array;
}

const missingHint = {
  en: 'Something of that name does not exist: see Object.keys(history.history), or the names of your variables',
  ko: '그 이름의 값이 없습니다. Object.keys(history.history)나 변수 이름을 확인하세요',
};

/** The lines of one `plot` call. A 2-D y gives a line a column. */
export function makeLines(site: CallSite, args: readonly (PlotArgument | undefined)[], who = 'plt.plot'): Line2D[] {
  // Only what follows x and y may be left out: an entry of a history that does not exist must not turn x into y.
  const missing = args.slice(0, 2).indexOf(undefined);
  if (missing >= 0) {
    const name = args.length > 1 && missing === 0 ? 'x' : 'y';
    throw new ValueError({ who, rule: `${name} must be numbers`, received: 'undefined', hint: say(missingHint) });
  }
  const rest = args.filter((arg) => arg !== undefined);
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.LineOptions) : {};
  checkOptions(who, options, who === 'plt.errorbar' ? known.errorbar : known.line);
  if (rest.length === 0) throw new ValueError({ who, rule: 'there must be something to plot', received: 'no data' });
  const lines: Line2D[] = [];
  while (rest.length > 0) {
    const data: Points[] = [];
    while (rest.length > 0 && typeof rest[0] !== 'string' && data.length < 2) data.push(rest.shift() as Points);
    const format = typeof rest[0] === 'string' ? lineFormat(rest.shift() as string, who) : {};
    if (data.length === 0)
      throw new ValueError({ who, rule: 'a format text follows its data', received: 'a text alone' });
    lines.push(...linesOf(site, data, format, options, who));
  }
  return lines;
}

function linesOf(site: CallSite, data: Points[], format: LineFormat, options: o.LineOptions, who: string): Line2D[] {
  const yArgument = data.at(-1)!;
  const columns = isLabels(yArgument) ? [site.positions(yArgument, 'y', who)] : columnsOf(yArgument, who);
  const x =
    data.length === 2
      ? site.positions(data[0]!, 'x', who)
      : Float64Array.from({ length: columns[0]!.length }, (_, i) => i);
  return columns.map((y) => {
    sameLength(who, x, y);
    const color = options.color ?? options.c ?? format.color;
    const drawstyle = options.drawstyle ?? options.ds;
    const style = {
      color: color === undefined ? site.nextColor('line') : cssColor(color, who),
      linestyle: options.linestyle ?? options.ls ?? format.linestyle ?? '-',
      linewidth: options.linewidth ?? options.lw ?? rcParams['lines.linewidth'],
      marker: options.marker ?? format.marker,
      markersize: options.markersize ?? options.ms ?? rcParams['lines.markersize'],
      alpha: options.alpha,
      ...markerLook(options, who),
      ...(drawstyle === undefined ? {} : { steps: stepsOf(drawstyle, who) }),
      ...(options.markevery === undefined ? {} : { markevery: everyOf(options.markevery, who) }),
      ...(options.clip_on === false ? { unclipped: true } : {}),
    };
    const line = new Line2D(x, y, style, options.label);
    line.zorder = options.zorder;
    return line;
  });
}

/** Plotly's shape of steps, from `where` of `step` or a `drawstyle`. */
export function stepsOf(name: string, who: string): LineStyle['steps'] {
  const shapes = { pre: 'vh', post: 'hv', mid: 'hvh', default: undefined } as const;
  const plain = name === 'steps' ? 'pre' : name.replace(/^steps-/, '');
  if (plain in shapes) return shapes[plain as keyof typeof shapes];
  throw new ValueError({ who, rule: "steps are 'pre', 'post' or 'mid'", received: `'${name}'` });
}

/** First and distance of the points that carry a marker. */
function everyOf(every: number | readonly [number, number], who: string): readonly [number, number] {
  const [first, step] = typeof every === 'number' ? [0, every] : every;
  if (Number.isInteger(first) && Number.isInteger(step) && first >= 0 && step > 0) return [first, step];
  throw new ValueError({
    who,
    rule: 'markevery is a whole number above 0, or [first, every]',
    received: String(every),
  });
}

export function isLine(artist: Artist): artist is Line2D {
  return artist instanceof Line2D;
}

/** Of lines without a width of their own, in points. */
export function usualLinewidth(): number {
  return rcParams['lines.linewidth'];
}

/** Markers, stems and foot of `stem`. */
export function makeStems(
  site: CallSite,
  args: readonly (Values | o.StemOptions | undefined)[],
): [Line2D, Line2D, Line2D] {
  const who = 'plt.stem';
  const rest = args.filter((arg) => arg !== undefined);
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.StemOptions) : {};
  checkOptions(who, options, known.stem);
  const { linefmt = 'C0-', basefmt = 'C3-', bottom = 0, label, orientation = 'vertical' } = options;
  // Markers take the colour of the stems, as in matplotlib.
  const markerfmt = options.markerfmt ?? `${lineFormat(linefmt, who).color ?? 'C0'}o`;
  const lying = orientation === 'horizontal';
  const y = numbersOf(rest.at(-1) as Numbers, who, 'y');
  const x = rest.length > 1 ? site.positions(rest[0] as Values, lying ? 'y' : 'x', who) : y.map((_, i) => i);
  sameLength(who, x, y);
  const line = (across: Float64Array, along: Float64Array, format: string): Line2D => {
    const [marked, stroke] = [lineFormat(format, who), format === markerfmt ? { linestyle: 'None' } : {}];
    const [a, b] = lying ? [along, across] : [across, along];
    const [made] = makeLines(
      site,
      [a, b, { color: marked.color ?? 'C0', marker: marked.marker, linestyle: marked.linestyle, ...stroke }],
      who,
    );
    return made!;
  };
  const stems = line(
    Float64Array.from(Array.from(x).flatMap((at) => [at, at, NaN])),
    Float64Array.from(Array.from(y).flatMap((end) => [bottom, end, NaN])),
    linefmt,
  );
  const ends = rangeOf(x) ?? [0, 0];
  const foot = line(Float64Array.of(...ends), Float64Array.of(bottom, bottom), basefmt);
  const markers = line(x, y, markerfmt);
  markers.label = label;
  return [markers, stems, foot];
}

/** The endless line of `axline`. */
export function makeAxline(
  site: CallSite,
  [x, y]: readonly [number, number],
  other: readonly [number, number] | undefined,
  options: o.AxlineOptions,
): Axline {
  const who = 'plt.axline';
  checkOptions(who, options, known.axline);
  if ((other === undefined) === (options.slope === undefined)) {
    throw new ValueError({
      who,
      rule: 'the direction is given by a second point or by { slope }',
      received: other ? 'both' : 'neither',
    });
  }
  const slope = other ? (other[1] - y) / (other[0] - x) : options.slope!;
  const color = options.color ?? options.c;
  const line = new Axline(
    [x, y],
    slope,
    {
      color: color === undefined ? site.nextColor('line') : cssColor(color, who),
      linestyle: options.linestyle ?? options.ls ?? '-',
      linewidth: options.linewidth ?? options.lw ?? usualLinewidth(),
      alpha: options.alpha,
    },
    options.label,
  );
  line.zorder = options.zorder;
  return line;
}

function markerLook(
  options: o.LineOptions,
  who: string,
): Pick<Line2D['style'], 'markerface' | 'markeredge' | 'markeredgewidth'> {
  const hollow = options.fillstyle === 'none' ? 'none' : undefined;
  const [face, edge] = [options.markerfacecolor ?? options.mfc ?? hollow, options.markeredgecolor ?? options.mec];
  return {
    markerface: face === undefined ? undefined : cssColor(face, who),
    markeredge: edge === undefined ? undefined : cssColor(edge, who),
    markeredgewidth: options.markeredgewidth ?? options.mew,
  };
}

function columnsOf(value: Numbers | number, who: string): Float64Array[] {
  if (typeof value === 'number') return [Float64Array.of(value)];
  const { data, shape } = gridOf(value, who, 'y');
  if (shape.length < 2 || shape.filter((side) => side !== 1).length <= 1) return [Float64Array.from(data)];
  if (shape.length > 2)
    throw new ShapeError({ who, rule: 'y must be one row or a table', received: `y ${shapeText(shape)}` });
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, r) => data[r * columns + c]!),
  );
}

/** The points of `scatter`. */
export function makeScatter(site: CallSite, xs: Points, ys: Points, options: o.ScatterOptions): PathCollection {
  const who = 'plt.scatter';
  checkOptions(who, options, known.scatter);
  const [x, y] = [site.positions(xs, 'x', who), site.positions(ys, 'y', who)];
  sameLength(who, x, y);
  const s = options.s ?? 36;
  const sizes = typeof s === 'number' ? Float64Array.of(s) : numbersOf(s, who, 's');
  if (sizes.length !== 1) sameLength(who, x, sizes, ['x', 's']);
  const bare = options.facecolors === 'none' || options.facecolor === 'none';
  const c = options.c ?? options.color ?? options.facecolors ?? options.facecolor;
  let colors: PathCollection['colors'];
  let range: [number, number] | undefined;
  if (c === undefined) colors = site.nextColor('fill');
  else if (typeof c === 'string') colors = cssColor(c, who);
  else if (isLabels(c)) colors = c.map((each) => cssColor(each, who));
  else if (Array.isArray(c) && (c.length === 3 || c.length === 4) && c.length !== x.length)
    colors = cssColor(c as Color, who);
  else {
    colors = numbersOf(c as Numbers, who, 'c');
    sameLength(who, x, colors, ['x', 'c']);
    range = rangeOf(colors);
  }
  const edge = options.edgecolors ?? options.edgecolor ?? (bare ? 'C0' : undefined);
  const points = new PathCollection(
    x,
    y,
    {
      sizes,
      colors,
      marker: options.marker ?? 'o',
      cmap: colormap(options.cmap ?? rcParams['image.cmap'], who),
      vmin: options.vmin ?? range?.[0] ?? 0,
      vmax: options.vmax ?? range?.[1] ?? 1,
      alpha: options.alpha,
      edge:
        edge === undefined || edge === 'face' || edge === 'none'
          ? undefined
          : isLabels(edge)
            ? edge.map((each) => cssColor(each, who))
            : cssColor(edge, who),
      linewidth: edge === 'none' ? 0 : (options.linewidths ?? options.linewidth ?? options.lw ?? 1.5),
    },
    options.label,
  );
  points.zorder = options.zorder;
  return points;
}

/** The bars of `bar` and `barh`. */
export function makeBars(
  site: CallSite,
  places: Values,
  lengths: Numbers | number,
  options: o.BarOptions,
  horizontal: boolean,
): BarContainer {
  const who = horizontal ? 'plt.barh' : 'plt.bar';
  checkOptions(who, options, known.bar);
  oneOf(who, 'align', options.align, ['center', 'edge']);
  let at = site.positions(places, horizontal ? 'y' : 'x', who);
  const spread = (value: number | Numbers, name: string): Float64Array => {
    const row = typeof value === 'number' ? new Float64Array(at.length).fill(value) : numbersOf(value, who, name);
    sameLength(who, at, row, [horizontal ? 'y' : 'x', name]);
    return row;
  };
  const length = spread(lengths, horizontal ? 'width' : 'height');
  const width = spread((horizontal ? options.height : options.width) ?? 0.8, horizontal ? 'height' : 'width');
  const base = spread((horizontal ? options.left : options.bottom) ?? 0, horizontal ? 'left' : 'bottom');
  if (options.align === 'edge') at = at.map((x, i) => x + width[i]! / 2);
  const bars = new BarContainer({ at, length, base, width, horizontal }, barLook(site, options, who), options.label);
  const reach = errorsOf(horizontal ? options.xerr : options.yerr, horizontal ? 'xerr' : 'yerr', at.length, who);
  if (reach) {
    const { ecolor = 'black', capsize = 0 } = options;
    bars.errors = { reach, color: cssColor(ecolor, who), capsize };
  }
  bars.zorder = options.zorder;
  return bars;
}

/** Where bars were asked to stand: at their edge with `align: 'edge'`. */
export function placesOf(bars: BarContainer, { align }: o.BarOptions): number[] {
  return Array.from(bars.at, (at, i) => (align === 'edge' ? at - bars.width[i]! / 2 : at));
}

/** How bars look. */
export function barLook(
  site: CallSite,
  options: Pick<
    o.BarOptions,
    'color' | 'facecolor' | 'fc' | 'edgecolor' | 'ec' | 'alpha' | 'linewidth' | 'lw' | 'hatch'
  >,
  who: string,
): Pick<BarContainer, 'colors' | 'edge' | 'alpha' | 'linewidth' | 'hatch'> {
  const { color = options.facecolor ?? options.fc, edgecolor: edge = options.ec } = options;
  return {
    colors:
      color === undefined
        ? site.nextColor('fill')
        : isColorList(color)
          ? color.map((each) => cssColor(each, who))
          : cssColor(color, who),
    edge: edge === undefined || edge === 'none' ? undefined : cssColor(edge, who),
    alpha: options.alpha,
    linewidth: options.linewidth ?? options.lw ?? 1,
    hatch: options.hatch,
  };
}

/** Several colours, and not one written as [r, g, b]. */
function isColorList(color: Color | readonly Color[]): color is readonly Color[] {
  return Array.isArray(color) && color.some((each) => typeof each !== 'number');
}

/** Lines from one number to another at each place: one path with gaps. */
export function makeStretches(
  at: Numbers | number,
  from: Numbers | number,
  to: Numbers | number,
  options: o.StretchOptions,
  upright: boolean,
): Line2D {
  const who = upright ? 'plt.vlines' : 'plt.hlines';
  checkOptions(who, options, known.stretch);
  const names = upright ? ['x', 'ymin', 'ymax'] : ['y', 'xmin', 'xmax'];
  const places = typeof at === 'number' ? Float64Array.of(at) : numbersOf(at, who, names[0]!);
  const ends = [from, to].map((value, i) => {
    const row =
      typeof value === 'number' ? new Float64Array(places.length).fill(value) : numbersOf(value, who, names[i + 1]!);
    sameLength(who, places, row, [names[0]!, names[i + 1]!]);
    return row;
  });
  const across = Float64Array.from(Array.from(places).flatMap((x) => [x, x, NaN]));
  const along = Float64Array.from(Array.from(places).flatMap((_, i) => [ends[0]![i]!, ends[1]![i]!, NaN]));
  const color = options.colors ?? options.color ?? 'C0';
  const style = {
    color: cssColor(color, who),
    linestyle: options.linestyles ?? options.linestyle ?? options.ls ?? '-',
    linewidth: options.linewidths ?? options.linewidth ?? options.lw ?? 1.5,
    marker: undefined,
    markersize: 0,
    alpha: options.alpha,
  };
  const [x, y] = upright ? [across, along] : [along, across];
  const line = new Line2D(x, y, style, options.label);
  line.zorder = options.zorder;
  return line;
}

/** The line and bars of `errorbar`. */
export function makeErrorbar(site: CallSite, xs: Values, ys: Values, options: o.ErrorbarOptions): ErrorbarContainer {
  const who = 'plt.errorbar';
  checkOptions(who, options, known.errorbar);
  const { xerr, yerr, fmt, ecolor, elinewidth, capsize, ...line } = options;
  const format = fmt === undefined || fmt === 'none' ? [] : [fmt];
  const [drawn] = makeLines(site, [xs, ys, ...format, line], who) as [Line2D];
  if (fmt === 'none') drawn.style.linestyle = 'None';
  return new ErrorbarContainer(
    drawn,
    { x: errorsOf(xerr, 'xerr', drawn.x.length, who), y: errorsOf(yerr, 'yerr', drawn.x.length, who) },
    {
      ecolor: ecolor === undefined ? drawn.style.color : cssColor(ecolor, who),
      capsize: capsize ?? 0,
      elinewidth: elinewidth ?? drawn.style.linewidth,
    },
  );
}

/** Error lengths from one number, one a point, or [below, above]. */
function errorsOf(value: o.ErrorbarOptions['yerr'], name: string, n: number, who: string): Errors | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number' && value >= 0) {
    const row = new Float64Array(n).fill(value);
    return { below: row, above: row };
  }
  const { data, shape } = gridOf(value as Numbers, who, name);
  const flat = Float64Array.from(data);
  if (flat.some((x) => x < 0)) {
    throw new ValueError({ who, rule: `${name} must not be negative`, received: `${name} ${Math.min(...flat)}` });
  }
  if (shape.length === 2 && shape[0] === 2 && shape[1] === n) return { below: flat.slice(0, n), above: flat.slice(n) };
  sameLength(who, { length: n }, flat, ['x', name]);
  return { below: flat, above: flat };
}

/** Options are plain objects (of any realm: a cell may have its own `Object`); arrays of all kinds are data. */
export function isOptions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'length' in value) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
