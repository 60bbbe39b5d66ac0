/**
 * @file The part of `plt` that acts on the axes in use: each call is one line over `Axes`, whose methods say more. Names are
 * matplotlib's, arguments come first by position and then as one options object.
 */
import { np } from '../../array/index.ts';
import type { Axes, Mappable } from '../axes/axes.ts';
import { gca, gcf, matrixFigure } from './current.ts';
import { isOptions } from '../calls/calls.ts';
import { colormap, type ColormapLike } from '../style/colormap.ts';
import type { Colorbar } from '../axes/colorbar.ts';
import { inUse } from '../figure/open-figures.ts';
import type * as o from '../calls/options.ts';
import { quiet } from '../artists/artist.ts';
import { rcParams } from '../style/rc-params.ts';
import type { Numbers, Values } from '../input/values.ts';

/** Lines and markers: `plot(y)`, `plot(x, y)`, `plot(x, y, 'r--')`, `plot(x1, y1, 'b-', x2, y2, 'g:')`, options last. */
export const plot: Axes['plot'] = (...args: unknown[]) => gca().plot(...(args as [Values]));

/** `plot` with a logarithmic x axis. */
export const semilogx: Axes['plot'] = (...args: unknown[]) => gca().semilogx(...(args as [Values]));

/** `plot` with a logarithmic y axis. */
export const semilogy: Axes['plot'] = (...args: unknown[]) => gca().semilogy(...(args as [Values]));

/** `plot` with two logarithmic axes. */
export const loglog: Axes['plot'] = (...args: unknown[]) => gca().loglog(...(args as [Values]));

/** A line in steps; `where` is 'pre', 'post' or 'mid'. */
export const step: Axes['step'] = (...args) => gca().step(...args);

/** A marker on a stem at each x: `stem(y)` or `stem(x, y)`, options last. */
export const stem: Axes['stem'] = (...args: unknown[]) => gca().stem(...(args as [Numbers]));

/** Points, with sizes `s` (square points) and colours `c` (names, or numbers for `cmap`). */
export const scatter: Axes['scatter'] = (...args) => gca().scatter(...args);

/** Upright bars at `x` (numbers or words); a number before the options is their width. */
export const bar: Axes['bar'] = (...args) => gca().bar(...args);

/** Lying bars at `y` (numbers or words); a number before the options is their thickness. */
export const barh: Axes['barh'] = (...args) => gca().barh(...args);

/** Writes its length on each bar. */
export const bar_label: Axes['bar_label'] = (...args) => gca().bar_label(...args);

/** Histogram; returns counts, bin edges and the bars: `hist(x, 20)`, `hist(x, { bins: 20, alpha: 0.5 })`. */
export const hist: Axes['hist'] = (...args: unknown[]) => gca().hist(...(args as [Numbers])) as never;

/** How often pairs fall into cells, as colours; returns counts, both edges and the cells. */
export const hist2d: Axes['hist2d'] = (...args) => gca().hist2d(...args);

/** A box from quartile to quartile for each row of a list, with median, whiskers and what lies outside. */
export const boxplot: Axes['boxplot'] = (...args: unknown[]) => gca().boxplot(...(args as [Numbers])) as never;

/** The density of each row of a list as a shape, from end to end. */
export const violinplot: Axes['violinplot'] = (...args) => gca().violinplot(...args);

/** The parts of a whole as pieces of a disc. */
export const pie: Axes['pie'] = (...args) => gca().pie(...args);

/** A line with bars of `xerr` and `yerr` (a length, one a point, or [below, above]). */
export const errorbar: Axes['errorbar'] = (...args: unknown[]) => gca().errorbar(...(args as [Values, Values]));

/** The area between `y1` and `y2` (default 0) along x. */
export const fill_between: Axes['fill_between'] = (...args: unknown[]) =>
  gca().fill_between(...(args as [Numbers, number]));

/** The area between `x1` and `x2` (default 0) along y. */
export const fill_betweenx: Axes['fill_betweenx'] = (...args: unknown[]) =>
  gca().fill_betweenx(...(args as [Numbers, number]));

/** Polygons: `fill(x, y, 'r', { alpha: 0.3 })`. */
export const fill: Axes['fill'] = (...args: unknown[]) => gca().fill(...(args as [Numbers, Numbers]));

/** Rows stacked on each other as areas. */
export const stackplot: Axes['stackplot'] = (...args: unknown[]) => gca().stackplot(...(args as [Numbers, Numbers]));

/** Upright lines at each x. */
export const vlines: Axes['vlines'] = (...args) => gca().vlines(...args);

/** Lying lines at each y. */
export const hlines: Axes['hlines'] = (...args) => gca().hlines(...args);

/** A line across the axes at `y`. */
export const axhline: Axes['axhline'] = (...args: unknown[]) => gca().axhline(...(args as [number]));

/** A line up the axes at `x`. */
export const axvline: Axes['axvline'] = (...args: unknown[]) => gca().axvline(...(args as [number]));

/** A band across the axes. */
export const axhspan: Axes['axhspan'] = (...args) => gca().axhspan(...args);

/** A band up the axes. */
export const axvspan: Axes['axvspan'] = (...args) => gca().axvspan(...args);

/** A line without end, by a point and a slope or by two points. */
export const axline: Axes['axline'] = (...args) => gca().axline(...args);

/** A picture: (h, w) through a colormap, (h, w, 3) or (h, w, 4) as it is (uint8 0..255 or float 0..1). */
export const imshow: Axes['imshow'] = (...args: unknown[]) => gca().imshow(...(args as [Numbers]));

/** A matrix as squares, ticks above: in the axes in use if they are empty, else in a figure of its own. */
export function matshow(x: Parameters<Axes['matshow']>[0], options?: o.ImshowOptions): ReturnType<Axes['matshow']> {
  matrixFigure(np.asarray(x as Parameters<typeof np.asarray>[0]).shape);
  return gca().matshow(x, options);
}

/** Numbers as coloured cells: `pcolormesh(c)` or `pcolormesh(x, y, c)`; row 0 is at the bottom. */
export const pcolormesh: Axes['pcolormesh'] = (...args: unknown[]) => gca().pcolormesh(...(args as [Numbers]));

/** As `pcolormesh`. */
export const pcolor: Axes['pcolormesh'] = pcolormesh;

/** Lines of equal value: `contour(z)`, `contour(x, y, z, levels)`. */
export const contour: Axes['contour'] = (...args: unknown[]) => gca().contour(...(args as [Numbers]));

/** Areas between levels. */
export const contourf: Axes['contourf'] = (...args: unknown[]) => gca().contourf(...(args as [Numbers]));

/** Writes the values on the lines of `contour`. */
export const clabel: Axes['clabel'] = (...args) => gca().clabel(...args);

/** Arrows: `quiver(u, v)` or `quiver(x, y, u, v)`. */
export const quiver: Axes['quiver'] = (...args: unknown[]) => gca().quiver(...(args as [Numbers, Numbers]));

/** Words at a point. */
export const text: Axes['text'] = (...args) => gca().text(...args);

/** Words about the point `xy`, at `xytext`, with an arrow when `arrowprops` is given. */
export const annotate: Axes['annotate'] = (...args: unknown[]) =>
  gca().annotate(...(args as [unknown, readonly [number, number]]));

/** A bar that explains the colours of the last picture (or of `mappable`). */
export function colorbar(mappable?: Mappable | o.ColorbarOptions, options?: o.ColorbarOptions): Colorbar {
  return mappable && 'cmap' in mappable
    ? gcf().colorbar(mappable, options)
    : gcf().colorbar(undefined, mappable ?? options);
}

/** The numbers at the ends of the colormap of the last picture. */
export function clim(vmin: number, vmax: number): void {
  const shown = gca().mappable;
  if (shown && 'set_clim' in shown) shown.set_clim(vmin, vmax);
}

/** The colormap of the last picture and of all that follow. */
export function set_cmap(cmap: ColormapLike): void {
  rcParams['image.cmap'] = colormap(cmap, 'plt.set_cmap').name;
  // Without a figure there is none to change.
  const shown = inUse()?.axes.at(-1) && gca().mappable;
  if (shown && 'set_cmap' in shown) shown.set_cmap(cmap);
}

/** `set_cmap('gray')`. */
export const gray = (): void => set_cmap('gray');

/** `set_cmap('viridis')`. */
export const viridis = (): void => set_cmap('viridis');

/** `set_cmap('jet')`. */
export const jet = (): void => set_cmap('jet');

/** `set_cmap('hot')`. */
export const hot = (): void => set_cmap('hot');

/** The title above the frame. */
export const title: Axes['set_title'] = (...args) => gca().set_title(...args);

export const xlabel: Axes['set_xlabel'] = (...args) => gca().set_xlabel(...args);

export const ylabel: Axes['set_ylabel'] = (...args) => gca().set_ylabel(...args);

/** The legend of everything that has a label: `legend()`, `legend(labels)`, `legend(artists, labels)`, options last. */
export const legend: Axes['legend'] = (...args: unknown[]) => gca().legend(...(args as [o.LegendOptions]));

/** Lines at the ticks: `grid()`, `grid(false)`, `grid({ axis: 'y', linestyle: '--' })`. */
export const grid: Axes['grid'] = (...args) => gca().grid(...args);

/** Little lines between the ticks. */
export const minorticks_on: Axes['minorticks_on'] = () => gca().minorticks_on();

export const minorticks_off: Axes['minorticks_off'] = () => gca().minorticks_off();

/** How much is left free around what is drawn, in parts of it. */
export const margins: Axes['margins'] = (...args) => gca().margins(...args);

/** Sets the limits, `xlim(0, 10)` or `xlim({ left: 0 })`; without arguments gives them. */
export function xlim(...args: Parameters<Axes['set_xlim']>): [number, number] {
  if (args.some((arg) => arg !== undefined)) gca().set_xlim(...args);
  return quiet(gca().get_xlim());
}

/** Sets the limits, `ylim(0, 1)` or `ylim({ bottom: 0 })`; without arguments gives them. */
export function ylim(...args: Parameters<Axes['set_ylim']>): [number, number] {
  if (args.some((arg) => arg !== undefined)) gca().set_ylim(...args);
  return quiet(gca().get_ylim());
}

/** Ticks at these places with these words; with options alone their look: `xticks({ rotation: 45 })`. */
export function xticks(values?: Numbers, labels?: readonly unknown[] | o.TickOptions, options?: o.TickOptions): void;
export function xticks(look: o.TickOptions): void;
export function xticks(
  values?: Numbers | o.TickOptions,
  ...rest: [(readonly unknown[] | o.TickOptions)?, o.TickOptions?]
): void {
  setTicks('x', values, ...rest);
}

/** Ticks at these places with these words; with options alone their look: `yticks({ fontsize: 8 })`. */
export function yticks(values?: Numbers, labels?: readonly unknown[] | o.TickOptions, options?: o.TickOptions): void;
export function yticks(look: o.TickOptions): void;
export function yticks(
  values?: Numbers | o.TickOptions,
  ...rest: [(readonly unknown[] | o.TickOptions)?, o.TickOptions?]
): void {
  setTicks('y', values, ...rest);
}

function setTicks(
  axis: 'x' | 'y',
  values?: Numbers | o.TickOptions,
  labels?: readonly unknown[] | o.TickOptions,
  options?: o.TickOptions,
): void {
  if (values === undefined) return;
  if (isOptions(values)) return gca().styleTicks(axis, values as o.TickOptions);
  gca()[`set_${axis}ticks`](values as Numbers, labels, options);
}

export const xscale: Axes['set_xscale'] = (...args) => gca().set_xscale(...args);

export const yscale: Axes['set_yscale'] = (...args) => gca().set_yscale(...args);

/** Size, colour and rotation of the words at the ticks, and whether they and their marks are shown. */
export const tick_params: Axes['tick_params'] = (...args) => gca().tick_params(...args);

/** How numbers at the ticks are written: `{ style: 'plain' }` without powers of ten. */
export const ticklabel_format: Axes['ticklabel_format'] = (...args) => gca().ticklabel_format(...args);

/** At most so many intervals between the ticks. */
export const locator_params: Axes['locator_params'] = (...args) => gca().locator_params(...args);

/** `'off'`, `'on'`, `'equal'`, `'image'`, `'square'`, `'tight'`, or [xmin, xmax, ymin, ymax]; gives the limits. */
export const axis: Axes['axis'] = (...args) => gca().axis(...args);

/** New axes in the frame of those in use, with an own y axis at the right. */
export function twinx(host: Axes = gca()): Axes {
  return host.twinx();
}

/** New axes in the frame of those in use, with an own x axis at the top. */
export function twiny(host: Axes = gca()): Axes {
  return host.twiny();
}

/** Clears the axes in use. */
export function cla(): void {
  gca().clear();
}
