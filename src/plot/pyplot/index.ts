/**
 * @file `plt`: matplotlib's pyplot. The calls of calls/ on the axes in use, what is set about those (axes.ts), figures
 * (figures.ts), shapes, colormaps, styles and defaults.
 */
import { callOn, type CallMethods } from '../axes/axes.ts';
import { FuncFormatter, MaxNLocator, MultipleLocator, NullLocator, setp } from '../axes/axis.ts';
import * as calls from '../calls/index.ts';
import { Circle, Ellipse, legendPatch as Patch, Polygon, Rectangle } from '../calls/shapes.ts';
import { forget, inUse } from '../figure/open-figures.ts';
import { refusingSurplus } from '../input/surplus.ts';
import { cm, colormaps, get_cmap } from '../style/colormap.ts';
import { rc, rcdefaults, rcParams } from '../style/rc-settings.ts';
import { style } from '../style/styles.ts';
import * as ofAxes from './axes.ts';
import { figure, gca, gcf, sca } from './current.ts';
import * as figures from './figures.ts';

const own = {
  ...figures,
  ...ofAxes,
  figure,
  gca,
  gcf,
  sca,
  Circle,
  Ellipse,
  Patch,
  Polygon,
  Rectangle,
  FuncFormatter,
  MaxNLocator,
  MultipleLocator,
  NullLocator,
  setp,
  cm,
  colormaps,
  get_cmap,
  style,
  rc,
  rcParams,
  rcdefaults,
};

const onAxesInUse = Object.fromEntries(
  Object.keys(calls).map((name) => [name, (...args: unknown[]): unknown => drawInUse(name, args)]),
) as unknown as CallMethods;

/** A call on the axes in use. A figure that was made for a call that is refused goes again: there is nothing in it. */
function drawInUse(name: string, args: readonly unknown[]): unknown {
  const before = inUse();
  const axes = gca();
  try {
    return callOn(name, axes, args);
  } catch (error) {
    if (axes.figure !== before) forget(axes.figure);
    throw error;
  }
}

/** matplotlib's pyplot: what `plt.plot(…)` and its like draw goes into the axes in use, made when there are none. */
export const plt: Omit<CallMethods, keyof typeof own> & typeof own = { ...onAxesInUse, ...refusingSurplus(own, 'plt') };
