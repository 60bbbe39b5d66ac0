/**
 * @file `plt`: matplotlib's pyplot. The calls of calls/ on the axes in use, what is set about those (axes.ts), figures
 * (figures.ts), shapes, colormaps, styles and defaults.
 */
export * from '../calls/index.ts';
export * from './axes.ts';
// Of the two that name it, the one that makes a figure of its own.
export { matshow } from './axes.ts';
export * from './figures.ts';
export { figure, gca, gcf, sca } from './current.ts';
export { Circle, Ellipse, legendPatch as Patch, Polygon, Rectangle } from '../calls/shapes.ts';
export { FuncFormatter, MaxNLocator, MultipleLocator, NullLocator, setp } from '../axes/axis.ts';
export { cm } from '../artists/scalar-mappable.ts';
export { colormaps, get_cmap } from '../style/colormap.ts';
export { Normalize } from '../style/normalize.ts';
export { rc, rcdefaults, rcParams } from '../style/rc-settings.ts';
export { style } from '../style/styles.ts';
