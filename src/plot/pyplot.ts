/**
 * @file `plt`: matplotlib's calls on the figure and axes in use. Each is one line over `Figure` or `Axes`; names are
 * matplotlib's, arguments come first by position and then as one options object.
 */
import type { Artist } from './artists/artist.ts';
import type { BarContainer } from './artists/bars.ts';
import { np } from '../array/index.ts';
import { ValueError, nearest } from '../errors/index.ts';
import type { Axes, BarHist, Mappable } from './axes.ts';
import { cycle, darkCycle } from './color.ts';
import type { Colorbar } from './colorbar.ts';
import * as calls from './calls.ts';
import { colormapNames } from './colormap.ts';
import { Figure, type FigureOptions, type SavefigOptions, type SubplotsOptions } from './figure.ts';
import type { Text } from './artists/text.ts';
import type * as o from './options.ts';
import { all, byNumber, forget, inUse, nextNumber, use } from './open-figures.ts';
import { show as showFigures, showAtCellEnd } from './show.ts';
import type { Theme } from './theme.ts';
import type { Numbers, Values } from './values.ts';
import { quiet } from './artists/artist.ts';

/** N of T: a tuple when the number is known, so that `[left, right]` and `axes[0][2]` are checked while typing. */
type Row<T, N extends number, R extends T[] = []> = number extends N
  ? T[]
  : R['length'] extends N
    ? R
    : R['length'] extends 30
      ? T[]
      : Row<T, N, [...R, T]>;
type Table<T, R extends number, C extends number> = R extends 1
  ? C extends 1
    ? T
    : Row<T, C>
  : C extends 1
    ? Row<T, R>
    : Row<Row<T, C>, R>;

/** Everything behind the first two. */
type Tail<T extends unknown[]> = T extends [unknown, unknown, ...infer R] ? R : never;

let theme: Theme = 'auto';
let colors: readonly string[] = cycle;

/** A new figure, or the open one of that number. */
export function figure(number?: number | FigureOptions, options: FigureOptions = {}): Figure {
  showAtCellEnd();
  const [n, look] = typeof number === 'object' ? [undefined, number] : [number, options];
  const known = n === undefined ? undefined : byNumber(n);
  if (known) return use(known);
  const made = new Figure(n ?? nextNumber(), look);
  made.theme = theme;
  made.cycle = colors;
  return use(made);
}

/** The figure in use, made when there is none. */
export function gcf(): Figure {
  return inUse() ?? figure();
}

/** The axes in use, made when there are none. */
export function gca(): Axes {
  return gcf().gca();
}

/** Makes `axes` the ones in use. */
export function sca(axes: Axes): void {
  use(axes.figure).sca(axes);
}

/** Axes number `index` (from 1) of a grid: `subplot(2, 3, 1)` or `subplot(231)`. */
export function subplot(rows = 1, columns?: number, index?: number | readonly [number, number]): Axes {
  return gcf().add_subplot(rows === 1 && columns === undefined ? 111 : rows, columns, index);
}

/**
 * A new figure with a grid of axes: `[fig, ax] = subplots()`, `[fig, [left, right]] = subplots(1, 2)`,
 * `[fig, axes] = subplots(2, 3)` with `axes[row][column]`. `squeeze: false` always gives rows of axes.
 */
export function subplots(
  rows: number | undefined,
  columns: number | undefined,
  options: SubplotsOptions & { squeeze: false },
): [Figure, Axes[][]];
export function subplots(options: SubplotsOptions): [Figure, Axes];
export function subplots<R extends number = 1, C extends number = 1>(
  rows?: R,
  columns?: C,
  options?: SubplotsOptions,
): [Figure, Table<Axes, R, C>];
export function subplots(
  rows: number | SubplotsOptions = 1,
  columns = 1,
  options: SubplotsOptions = {},
): [Figure, Axes | Axes[] | Axes[][]] {
  const [r, look] = typeof rows === 'object' ? [1, rows] : [rows, options];
  if (!(Number.isInteger(r) && Number.isInteger(columns) && r > 0 && columns > 0)) {
    throw new ValueError({
      who: 'plt.subplots',
      rule: 'rows and columns must be whole numbers above 0',
      received: `${r}, ${columns}`,
    });
  }
  const made = figure(look);
  const table = made.subplots(r, columns, look);
  made.sca(table[0]![0]!);
  if (look.squeeze === false || (r > 1 && columns > 1)) return quiet([made, quiet(table)]);
  if (r === 1 && columns === 1) return quiet([made, table[0]![0]!]);
  return quiet([made, quiet(r === 1 ? table[0]! : table.map((row) => row[0]!))]);
}

/** Axes anywhere: [left, bottom, width, height] in parts of the figure. */
export function axes(rect?: readonly [number, number, number, number]): Axes {
  return rect ? gcf().add_axes(rect) : gcf().add_subplot(1, 1, 1);
}

export function plot(...args: calls.PlotArgument[]): ReturnType<Axes['plot']> {
  return gca().plot(...args);
}

export function semilogx(...args: calls.PlotArgument[]): ReturnType<Axes['plot']> {
  return gca().semilogx(...args);
}

export function semilogy(...args: calls.PlotArgument[]): ReturnType<Axes['plot']> {
  return gca().semilogy(...args);
}

export function loglog(...args: calls.PlotArgument[]): ReturnType<Axes['plot']> {
  return gca().loglog(...args);
}

export function scatter(x: Values, y: Values, options?: o.ScatterOptions): ReturnType<Axes['scatter']> {
  return gca().scatter(x, y, options);
}

export function bar(x: Values, height: Numbers | number, options?: o.BarOptions | number): ReturnType<Axes['bar']> {
  return gca().bar(x, height, options);
}

export function barh(y: Values, width: Numbers | number, options?: o.BarOptions | number): ReturnType<Axes['barh']> {
  return gca().barh(y, width, options);
}

export function hist(x: Numbers, options?: BarHist | number): [Float64Array, Float64Array, BarContainer];
export function hist(x: Numbers, options?: o.HistOptions): [Float64Array, Float64Array, Artist];
export function hist(x: readonly Numbers[], options?: o.HistOptions | number): [Float64Array[], Float64Array, Artist[]];
export function hist(x: Numbers | readonly Numbers[], options?: o.HistOptions | number): unknown {
  return gca().hist(x as Numbers, options as BarHist);
}

/** The parts of a whole as pieces of a disc. */
export function pie(x: Numbers, options?: o.PieOptions): ReturnType<Axes['pie']> {
  return gca().pie(x, options);
}

export function bar_label(bars: BarContainer, options?: o.BarLabelOptions): ReturnType<Axes['bar_label']> {
  return gca().bar_label(bars, options);
}

/** A line in steps; `where` is 'pre', 'post' or 'mid'. */
export function step(x: Values, y: Values, ...rest: Tail<Parameters<Axes['step']>>): ReturnType<Axes['step']> {
  return gca().step(x, y, ...rest);
}

/** Upright lines at each x. */
export function vlines(...args: Parameters<Axes['vlines']>): ReturnType<Axes['vlines']> {
  return gca().vlines(...args);
}

/** Lying lines at each y. */
export function hlines(...args: Parameters<Axes['hlines']>): ReturnType<Axes['hlines']> {
  return gca().hlines(...args);
}

/** New axes in the frame of those in use, with an own y axis at the right. */
export function twinx(host: Axes = gca()): Axes {
  return host.twinx();
}

/** New axes in the frame of those in use, with an own x axis at the top. */
export function twiny(host: Axes = gca()): Axes {
  return host.twiny();
}

export function margins(margin: Parameters<Axes['margins']>[0]): void {
  gca().margins(margin);
}

export function errorbar(...args: Parameters<Axes['errorbar']>): ReturnType<Axes['errorbar']> {
  return gca().errorbar(...args);
}

export function fill_between(
  x: Numbers,
  y1: Numbers | number,
  y2?: Numbers | number | o.FillOptions,
  options?: o.FillOptions,
): ReturnType<Axes['fill_between']> {
  return gca().fill_between(x, y1, y2, options);
}

/** A picture: (h, w) through a colormap, (h, w, 3) or (h, w, 4) as it is (uint8 0..255 or float 0..1). */
export function imshow(
  x: Parameters<Axes['imshow']>[0],
  options?: o.ImshowOptions | string,
): ReturnType<Axes['imshow']> {
  return gca().imshow(x, options);
}

/** A matrix as squares, ticks above: in the axes in use if they are empty, else in a figure of its own. */
export function matshow(x: Parameters<Axes['matshow']>[0], options?: o.ImshowOptions): ReturnType<Axes['matshow']> {
  const open = inUse();
  if (!open || (open.axes.length === 1 && open.axes[0]!.artists.length > 0)) {
    const shape = np.asarray(x as Parameters<typeof np.asarray>[0]).shape;
    figure({ figsize: matrixSize(shape[0] ?? 1, shape[1] ?? 1) });
  }
  return gca().matshow(x, options);
}

/** matplotlib's `figaspect`: 4.8 inches high, as wide as the matrix asks, within 4 to 16 by 2 to 16 inches. */
function matrixSize(rows: number, columns: number): [number, number] {
  const [width, height] = [(4.8 * columns) / Math.max(1, rows), 4.8];
  const grow = 1 / Math.min(1, width / 4, height / 2);
  const shrink = 1 / Math.max(1, (width * grow) / 16, (height * grow) / 16);
  const within = (x: number, low: number): number => Math.min(16, Math.max(low, x * grow * shrink)) || low;
  return [within(width, 4), within(height, 2)];
}

export function contour(...args: calls.ContourArgument[]): ReturnType<Axes['contour']> {
  return gca().contour(...args);
}

export function contourf(...args: calls.ContourArgument[]): ReturnType<Axes['contourf']> {
  return gca().contourf(...args);
}

export function clabel(set: Parameters<Axes['clabel']>[0]): void {
  gca().clabel(set);
}

/** A bar that explains the colours of the last picture (or of `mappable`). */
export function colorbar(
  mappable?: Mappable | (o.ColorbarOptions & { ax?: Axes }),
  options?: o.ColorbarOptions & { ax?: Axes },
): Colorbar {
  return mappable && 'cmap' in mappable
    ? gcf().colorbar(mappable, options)
    : gcf().colorbar(undefined, mappable ?? options);
}

export function axhline(y?: number, options?: o.AcrossOptions): ReturnType<Axes['axhline']> {
  return gca().axhline(y, options);
}

export function axvline(x?: number, options?: o.AcrossOptions): ReturnType<Axes['axvline']> {
  return gca().axvline(x, options);
}

export function axhspan(ymin: number, ymax: number, options?: o.AcrossOptions): ReturnType<Axes['axhspan']> {
  return gca().axhspan(ymin, ymax, options);
}

export function axvspan(xmin: number, xmax: number, options?: o.AcrossOptions): ReturnType<Axes['axvspan']> {
  return gca().axvspan(xmin, xmax, options);
}

export function text(x: number, y: number, words: unknown, options?: o.TextOptions): Text {
  return gca().text(x, y, words, options);
}

export function annotate(words: unknown, options: o.AnnotateOptions): Text;
export function annotate(words: unknown, xy: readonly [number, number], options?: Omit<o.AnnotateOptions, 'xy'>): Text;
export function annotate(words: unknown, first: unknown, options?: object): Text {
  return gca().annotate(words, first as readonly [number, number], options);
}

export function title(words: unknown, options?: o.TitleOptions): void {
  gca().set_title(words, options);
}

export function suptitle(words: unknown, options?: o.TitleOptions): void {
  gcf().suptitle(words, options);
}

export function xlabel(words: unknown, options?: o.TitleOptions): void {
  gca().set_xlabel(words, options);
}

export function ylabel(words: unknown, options?: o.TitleOptions): void {
  gca().set_ylabel(words, options);
}

/** The legend of everything that has a label: `legend()`, `legend(labels)`, `legend(artists, labels)`, options last. */
export function legend(...args: Parameters<Axes['legend']>): void {
  gca().legend(...args);
}

export function grid(visible?: boolean | o.GridOptions, options?: o.GridOptions): void {
  gca().grid(visible, options);
}

/** Sets the limits; without arguments gives them. */
export function xlim(left?: number | readonly (number | undefined)[], right?: number): [number, number] {
  if (left !== undefined || right !== undefined) gca().set_xlim(left, right);
  return quiet(gca().get_xlim());
}

export function ylim(bottom?: number | readonly (number | undefined)[], top?: number): [number, number] {
  if (bottom !== undefined || top !== undefined) gca().set_ylim(bottom, top);
  return quiet(gca().get_ylim());
}

/** Ticks at these places with these words; with options alone their look: `xticks({ rotation: 45 })`. */
export function xticks(
  values?: Numbers | o.TickOptions,
  labels?: readonly unknown[] | o.TickOptions,
  options?: o.TickOptions,
): void {
  setTicks('x', values, labels, options);
}

export function yticks(
  values?: Numbers | o.TickOptions,
  labels?: readonly unknown[] | o.TickOptions,
  options?: o.TickOptions,
): void {
  setTicks('y', values, labels, options);
}

function setTicks(
  axis: 'x' | 'y',
  values?: Numbers | o.TickOptions,
  labels?: readonly unknown[] | o.TickOptions,
  options?: o.TickOptions,
): void {
  if (values === undefined) return;
  if (calls.isOptions(values)) return gca().styleTicks(axis, values as o.TickOptions);
  const words = Array.isArray(labels) ? (labels as readonly unknown[]) : undefined;
  const look = words ? options : ((labels as o.TickOptions | undefined) ?? options);
  gca()[`set_${axis}ticks`](values as Numbers, words, look);
}

export function xscale(scale: 'linear' | 'log'): void {
  gca().set_xscale(scale);
}

export function yscale(scale: 'linear' | 'log'): void {
  gca().set_yscale(scale);
}

export function tick_params(options: Parameters<Axes['tick_params']>[0]): void {
  gca().tick_params(options);
}

export function axis(setting: Parameters<Axes['axis']>[0]): void {
  gca().axis(setting);
}

export function tight_layout(options?: { pad?: number }): void {
  gcf().tight_layout(options);
}

export function subplots_adjust(adjust: Parameters<Figure['subplots_adjust']>[0]): void {
  gcf().subplots_adjust(adjust);
}

/** Writes the figure in use to a .png, .svg or .html file. */
export function savefig(path: string, options?: SavefigOptions): void {
  gcf().savefig(path, options);
}

/** Shows the open figures. At the end of a cell this happens by itself. */
export function show(): void {
  showFigures();
}

/** Closes the figure in use, the given one, or `'all'`. */
export function close(which?: Figure | number | 'all'): void {
  if (which === 'all') return all().forEach(forget);
  const chosen = which === undefined ? inUse() : typeof which === 'number' ? byNumber(which) : which;
  if (chosen) forget(chosen);
}

/** Clears the figure in use. */
export function clf(): void {
  gcf().clf();
}

/** Clears the axes in use. */
export function cla(): void {
  gca().clear();
}

export { rc, rcParams, rcdefaults } from './rc-params.ts';

/** Colormaps by name, for programs written `cmap=plt.cm.binary`. */
export const cm: Readonly<Record<string, string>> = Object.fromEntries(
  colormapNames.flatMap((name) => [
    [name, name],
    [`${name}_r`, `${name}_r`],
  ]),
);

/** Changes the colormap of the last picture. */
export function set_cmap(cmap: string): void {
  const shown = gca().mappable;
  if (shown && 'set_cmap' in shown) shown.set_cmap(cmap);
}

/** Numbers of the open figures. */
export function get_fignums(): number[] {
  return all().map(({ number }) => number);
}

/** The names of all colormaps. */
export function colormaps(): string[] {
  return colormapNames.flatMap((name) => [name, `${name}_r`]);
}

/** The look of figures made from now on: 'default' follows the notebook's theme, 'light' and 'dark' are fixed. */
export const style = {
  available: ['default', 'light', 'dark', 'dark_background'],
  use(name: string): void {
    const themes: Readonly<Record<string, Theme>> = {
      default: 'auto',
      auto: 'auto',
      light: 'light',
      dark: 'dark',
      dark_background: 'dark',
    };
    const wanted = themes[name];
    if (!wanted) {
      const close = nearest(name, style.available);
      throw new ValueError({
        who: 'plt.style.use',
        rule: `the style must be one of ${style.available.join(', ')}`,
        received: `'${name}'`,
        ...(close ? { hint: `Did you mean '${close}'?` } : {}),
      });
    }
    theme = wanted;
    colors = name === 'dark_background' ? darkCycle : cycle;
  },
};
