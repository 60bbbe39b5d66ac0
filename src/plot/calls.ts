/** @file From the arguments of a plotting call to artists: positions first, then one options object; all checks are here. */
import { ShapeError, ValueError, shapeText } from '../errors/index.ts';
import type { ArraySource, NDArray } from '../array/index.ts';
import { BarContainer } from './artists/bars.ts';
import { QuadContourSet } from './artists/contour.ts';
import { AxesImage } from './artists/image.ts';
import { ErrorbarContainer, FillBetween, Line2D, PathCollection, type Errors } from './artists/line.ts';
import { cssColor, type Color } from './color.ts';
import { colormap } from './colormap.ts';
import { lineFormat, type LineFormat } from './format-string.ts';
import type * as o from './options.ts';
import { rcParams } from './rc-params.ts';
import { niceTicks } from './ticks.ts';
import { gridOf, isLabels, numbersOf, rangeOf, sameLength, type Numbers, type Values } from './values.ts';

/** What `plot` takes: x, y and a format in any number of groups, then options. */
export type PlotArgument = Values | string | o.LineOptions;

/** What a call needs to know of its axes: the next colour (lines and areas each have their turn) and where labels go. */
export interface CallSite {
  nextColor(kind: 'line' | 'fill'): string;
  /** Positions for a row that may be labels (0, 1, 2, … with the words as ticks). */
  positions(values: Values, axis: 'x' | 'y', who: string): Float64Array;
}

/** The lines of one `plot` call. A 2-D y gives a line a column. */
export function makeLines(site: CallSite, args: readonly PlotArgument[], who = 'plt.plot'): Line2D[] {
  const rest = [...args];
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.LineOptions) : {};
  if (rest.length === 0) throw new ValueError({ who, rule: 'there must be something to plot', received: 'no data' });
  const lines: Line2D[] = [];
  while (rest.length > 0) {
    const data: Values[] = [];
    while (rest.length > 0 && typeof rest[0] !== 'string' && data.length < 2) data.push(rest.shift() as Values);
    const format = typeof rest[0] === 'string' ? lineFormat(rest.shift() as string, who) : {};
    if (data.length === 0)
      throw new ValueError({ who, rule: 'a format text follows its data', received: 'a text alone' });
    lines.push(...linesOf(site, data, format, options, who));
  }
  return lines;
}

function linesOf(site: CallSite, data: Values[], format: LineFormat, options: o.LineOptions, who: string): Line2D[] {
  const yArgument = data.at(-1)!;
  const columns = isLabels(yArgument) ? [site.positions(yArgument, 'y', who)] : columnsOf(yArgument, who);
  const x =
    data.length === 2
      ? site.positions(data[0]!, 'x', who)
      : Float64Array.from({ length: columns[0]!.length }, (_, i) => i);
  return columns.map((y) => {
    sameLength(who, x, y);
    const color = options.color ?? options.c ?? format.color;
    const style = {
      color: color === undefined ? site.nextColor('line') : cssColor(color, who),
      linestyle: options.linestyle ?? options.ls ?? format.linestyle ?? '-',
      linewidth: options.linewidth ?? options.lw ?? rcParams['lines.linewidth'],
      marker: options.marker ?? format.marker,
      markersize: options.markersize ?? options.ms ?? rcParams['lines.markersize'],
      alpha: options.alpha,
      ...markerLook(options, who),
    };
    const line = new Line2D(x, y, style, options.label);
    line.zorder = options.zorder;
    return line;
  });
}

function markerLook(
  options: o.LineOptions,
  who: string,
): Pick<Line2D['style'], 'markerface' | 'markeredge' | 'markeredgewidth'> {
  const [face, edge] = [options.markerfacecolor ?? options.mfc, options.markeredgecolor ?? options.mec];
  return {
    markerface: face === undefined ? undefined : cssColor(face, who),
    markeredge: edge === undefined ? undefined : cssColor(edge, who),
    markeredgewidth: options.markeredgewidth ?? options.mew,
  };
}

function columnsOf(value: Numbers, who: string): Float64Array[] {
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
export function makeScatter(site: CallSite, xs: Values, ys: Values, options: o.ScatterOptions): PathCollection {
  const who = 'plt.scatter';
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
  return new PathCollection(
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
  return bars;
}

/** How bars look. */
export function barLook(
  site: CallSite,
  options: Pick<o.BarOptions, 'color' | 'edgecolor' | 'ec' | 'alpha' | 'linewidth' | 'lw' | 'hatch'>,
  who: string,
): Pick<BarContainer, 'colors' | 'edge' | 'alpha' | 'linewidth' | 'hatch'> {
  const { color, edgecolor: edge = options.ec } = options;
  return {
    colors:
      color === undefined
        ? site.nextColor('fill')
        : isLabels(color)
          ? color.map((each) => cssColor(each, who))
          : cssColor(color, who),
    edge: edge === undefined || edge === 'none' ? undefined : cssColor(edge, who),
    alpha: options.alpha,
    linewidth: options.linewidth ?? options.lw ?? 1,
    hatch: options.hatch,
  };
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
  return upright ? new Line2D(across, along, style, options.label) : new Line2D(along, across, style, options.label);
}

/** The line and bars of `errorbar`. */
export function makeErrorbar(site: CallSite, xs: Values, ys: Values, options: o.ErrorbarOptions): ErrorbarContainer {
  const who = 'plt.errorbar';
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

/** The area of `fill_between`. */
export function makeFill(
  site: CallSite,
  xs: Numbers,
  y1: Numbers | number,
  y2: Numbers | number,
  options: o.FillOptions,
): FillBetween {
  const who = 'plt.fill_between';
  const x = numbersOf(xs, who, 'x');
  const curve = (value: Numbers | number, name: string): Float64Array => {
    const row = typeof value === 'number' ? new Float64Array(x.length).fill(value) : numbersOf(value, who, name);
    sameLength(who, x, row, ['x', name]);
    return row;
  };
  const where = options.where === undefined ? undefined : whereOf(options.where, who);
  if (where) sameLength(who, x, where, ['x', 'where']);
  return new FillBetween(
    { x, y1: curve(y1, 'y1'), y2: curve(y2, 'y2'), where },
    { color: options.color ?? options.facecolor ?? site.nextColor('fill'), alpha: options.alpha, label: options.label },
  );
}

function whereOf(where: readonly boolean[] | NDArray, who: string): boolean[] {
  return Array.from(gridOf(where as NDArray, who, 'where').data, (x) => x !== 0);
}

/** The picture of `imshow`. */
export function makeImage(source: Parameters<typeof gridOf>[0], options: o.ImshowOptions, who: string): AxesImage {
  return new AxesImage(
    gridOf(source, who, 'X'),
    {
      cmap: options.cmap ?? rcParams['image.cmap'],
      vmin: options.vmin,
      vmax: options.vmax,
      interpolation: options.interpolation ?? 'antialiased',
      alpha: options.alpha,
      extent: options.extent,
      origin: options.origin ?? 'upper',
    },
    who,
  );
}

/** What `contour` takes: z, or x, y, z; then levels; then options. */
export type ContourArgument = Numbers | ArraySource | o.ContourOptions;

/** The levels of `contour(z)`, `contour(z, levels)`, `contour(x, y, z)` or `contour(x, y, z, levels)`. */
export function makeContour(args: readonly ContourArgument[], filled: boolean): QuadContourSet {
  const who = filled ? 'plt.contourf' : 'plt.contour';
  const rest = [...args];
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.ContourOptions) : {};
  const whole = rest.length >= 3;
  const zGrid = gridOf((whole ? rest[2] : rest[0]) as Numbers, who, 'z');
  if (zGrid.shape.length !== 2 || zGrid.shape.some((side) => side < 2)) {
    throw new ShapeError({ who, rule: 'z must be a table of at least 2 x 2', received: `z ${shapeText(zGrid.shape)}` });
  }
  const [rows, columns] = zGrid.shape as [number, number];
  const x = whole ? edgeOf(rest[0] as Numbers, columns, 'x', who) : Float64Array.from({ length: columns }, (_, i) => i);
  const y = whole ? edgeOf(rest[1] as Numbers, rows, 'y', who) : Float64Array.from({ length: rows }, (_, i) => i);
  const z = Array.from({ length: rows }, (_, r) =>
    Float64Array.from({ length: columns }, (_, c) => zGrid.data[r * columns + c]!),
  );
  const levels = levelsOf(
    (rest[whole ? 3 : 1] as number | Numbers | undefined) ?? options.levels ?? 7,
    zGrid.data,
    who,
  );
  return new QuadContourSet(x, y, z, levels, {
    cmap: colormap(options.cmap ?? rcParams['image.cmap'], who),
    filled,
    color: options.colors === undefined ? undefined : cssColor(options.colors, who),
    linewidth: options.linewidths ?? 1.5,
    alpha: options.alpha,
  });
}

/** One side of the grid: a row, or a table made by meshgrid. */
function edgeOf(value: Numbers, n: number, name: 'x' | 'y', who: string): Float64Array {
  const { data, shape } = gridOf(value, who, name);
  if (shape.length === 2) {
    const [rows, columns] = shape as [number, number];
    const row = Float64Array.from(
      { length: name === 'x' ? columns : rows },
      (_, i) => data[name === 'x' ? i : i * columns]!,
    );
    if (row.length === n) return row;
  } else if (shape.length === 1 && shape[0] === n) return Float64Array.from(data);
  throw new ShapeError({
    who,
    rule: `${name} must have one value for each ${name === 'x' ? 'column' : 'row'} of z`,
    received: `${name} ${shapeText(shape)}, ${n} ${name === 'x' ? 'columns' : 'rows'}`,
  });
}

function levelsOf(levels: number | Numbers, data: ArrayLike<number>, who: string): number[] {
  const [low, high] = rangeOf(data) ?? [0, 0];
  if (low === high) throw new ValueError({ who, rule: 'z must hold different numbers', received: `only ${low}` });
  if (typeof levels !== 'number') {
    const given = Array.from(numbersOf(levels, who, 'levels'));
    if (given.some((level, i) => i > 0 && level <= given[i - 1]!)) {
      throw new ValueError({ who, rule: 'levels must increase', received: `levels [${given.join(', ')}]` });
    }
    return given;
  }
  const { first, step, values } = niceTicks(low, high, levels + 1);
  const all = [first - step, ...values, values.at(-1)! + step];
  const tight = 1e-9 * step;
  // One level below and one above what is there: no line is drawn on them, but the colours reach that far.
  return all.filter((v) => v + step > low + tight && v - step < high - tight);
}

/** Options are plain objects (of any realm: a cell may have its own `Object`); arrays of all kinds are data. */
export function isOptions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || 'length' in value) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
