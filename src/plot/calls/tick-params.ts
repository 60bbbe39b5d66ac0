/** @file `tick_params`, `ticklabel_format`, `locator_params`: how ticks and their words look, and how many there are. */
import { flag, integer, number, optionsOf, word } from '../../arguments/index.ts';
import { styleTicks } from '../axes/ticks.ts';
import { color, fontSize, points, read, tuple } from '../input/rules.ts';
import type { Color } from '../style/color.ts';
import { call } from './call.ts';

export interface TickParams {
  /** The 'x' axis, the 'y' axis or 'both' (default). */
  axis?: 'both' | 'x' | 'y';
  /** 'major' (default), 'minor' or 'both' kinds of ticks. */
  which?: 'major' | 'minor' | 'both';
  /** Size of the numbers in points. */
  labelsize?: number | string;
  /** Angle in degrees, anticlockwise; 'vertical' is 90. */
  rotation?: number;
  /** The same as `rotation`. */
  labelrotation?: number;
  /** Colour of the numbers. */
  labelcolor?: Color;
  /** Colour of ticks and numbers. */
  colors?: Color;
  /** Whether the words below and at the left are shown. */
  labelbottom?: boolean;
  /** Numbers at the left side. */
  labelleft?: boolean;
  /** Whether the tick marks are shown. */
  bottom?: boolean;
  /** Ticks at the left side. */
  left?: boolean;
  /** Ticks are at one side only: `labeltop` or `labelright` moves them to the other. */
  top?: boolean;
  /** Ticks at the right side. */
  right?: boolean;
  /** Numbers at the upper side. */
  labeltop?: boolean;
  /** Numbers at the right side. */
  labelright?: boolean;
  /** Of the tick marks: outwards (default), inwards; their length in points. */
  direction?: 'in' | 'out' | 'inout';
  /** Length of the ticks in points. */
  length?: number;
}

export const tickParams = optionsOf<TickParams>()({
  axis: word('both', 'x', 'y').or('both'),
  which: word('major', 'minor', 'both'),
  labelsize: fontSize(),
  rotation: number(),
  labelrotation: number(),
  labelcolor: color(),
  colors: color(),
  labelbottom: flag(),
  labelleft: flag(),
  bottom: flag(),
  left: flag(),
  top: flag(),
  right: flag(),
  labeltop: flag(),
  labelright: flag(),
  direction: word('in', 'out', 'inout'),
  length: points(),
});

/** Size, colour and rotation of the words at the ticks, and whether they and their marks are shown. */
export const tick_params = call((axes) => (given?: TickParams): void => {
  const options = read('plt.tick_params', given, tickParams);
  for (const axis of axesOf(options.axis)) {
    const ticks = axes.ticks[axis];
    const [labels, marks] = axis === 'x' ? [options.labelbottom, options.bottom] : [options.labelleft, options.left];
    const { length } = options;
    if (options.which === 'minor') {
      // The marks only: `{ which: 'minor', bottom: false, left: false }`.
      if ((marks ?? length) !== undefined) ticks.minorMarks = marks !== false && length !== 0;
      continue;
    }
    styleTicks(ticks, {
      fontsize: options.labelsize,
      rotation: options.rotation ?? options.labelrotation,
      color: options.labelcolor ?? options.colors,
    });
    const [over, line] = axis === 'x' ? [options.labeltop, options.top] : [options.labelright, options.right];
    if (over && axis === 'x') axes.ticksOnTop = true;
    if (over && axis === 'y') ticks.across = true;
    if (labels !== undefined || over) ticks.hidden = !(labels || over);
    if (marks !== undefined) ticks.marks = marks || line === true;
    if (length !== undefined) ticks.length = length;
    if (options.direction !== undefined) ticks.direction = options.direction;
  }
});

export interface TickFormatOptions {
  /** The 'x' axis, the 'y' axis or 'both' (default). */
  axis?: 'both' | 'x' | 'y';
  /** 'plain' never writes powers of ten, 'sci' always. */
  style?: 'plain' | 'sci' | 'scientific';
  /** Taken for matplotlib's sake. */
  scilimits?: readonly [number, number];
  /** Whether large numbers are written as a distance from a common one. */
  useOffset?: boolean;
}

const tickFormatOptions = optionsOf<TickFormatOptions>()({
  axis: word('both', 'x', 'y').or('both'),
  style: word('plain', 'sci', 'scientific'),
  scilimits: tuple(2),
  useOffset: flag(),
});

/** How numbers at the ticks are written: `{ style: 'plain' }` without powers of ten, `'sci'` always with them. */
export const ticklabel_format = call((axes) => (options?: TickFormatOptions): void => {
  const { axis, style } = read('plt.ticklabel_format', options, tickFormatOptions);
  for (const each of axesOf(axis)) {
    if (style === 'plain') axes.ticks[each].format = (value) => String(value).replace(/^-/, '\u2212');
    else axes.ticks[each].powers = style === 'sci' || style === 'scientific' || undefined;
  }
});

export interface LocatorOptions {
  /** The 'x' axis, the 'y' axis or 'both' (default). */
  axis?: 'both' | 'x' | 'y';
  /** The largest number of intervals between ticks. */
  nbins?: number;
  /** Ticks at whole numbers only. */
  integer?: boolean;
}

const locatorOptions = optionsOf<LocatorOptions>()({
  axis: word('both', 'x', 'y').or('both'),
  nbins: integer({ from: 1 }),
  integer: flag(),
});

/** At most so many intervals between the ticks: `locator_params({ axis: 'x', nbins: 5 })`. */
export const locator_params = call((axes) => (options?: LocatorOptions): void => {
  const { axis, nbins, integer } = read('plt.locator_params', options, locatorOptions);
  for (const each of axesOf(axis)) axes.ticks[each].locator = { bins: nbins, integer, auto: true };
});

function axesOf(axis: 'both' | 'x' | 'y'): readonly ('x' | 'y')[] {
  return axis === 'both' ? ['x', 'y'] : [axis];
}
