/** @file What a frame of axes is made of: words, ticks and sides, as they were set. */
import type { Locator } from './axis.ts';
import { cssColor, type Color } from '../style/color.ts';
import { checkOptions, known, oneOf } from '../input/option-names.ts';
import type * as o from '../calls/options.ts';
import { rcParams } from '../style/rc-params.ts';
import { fontPoints } from '../style/theme.ts';
import { isBold } from '../calls/words.ts';

/** A title or label as it was set. */
export interface Words {
  text: string;
  points: number;
  color?: string;
  bold: boolean;
  italic?: boolean;
  loc: 'left' | 'center' | 'right';
  /** Distance from the frame or the numbers in points. */
  pad?: number;
  /** Height in parts of the frame (of the figure for its own title) in place of the usual. */
  y?: number;
}

/** How the ticks of an axis are placed and written, where it differs from matplotlib's defaults. */
export interface TickSettings {
  values?: readonly number[];
  labels?: readonly string[];
  /** The text at a number. */
  format?: (value: number, position: number) => string;
  /** At most so many intervals, at whole numbers, or at every multiple of `base`. */
  locator?: Locator;
  rotation: number;
  points: number;
  color?: string;
  /** Whether the words at the ticks are left out. */
  hidden?: boolean;
  /** False: no little lines. */
  marks?: boolean;
  /** Smaller lines between them: at these places, or (true) as many as usual. */
  minor?: boolean | readonly number[];
  /** False: places for the grid only. */
  minorMarks?: boolean;
  direction?: 'in' | 'out' | 'inout';
  /** Of the little lines, in points. */
  length?: number;
  /** Whether large and small numbers are written as powers of ten; undefined: when matplotlib would. */
  powers?: boolean;
  /** At the other side: x above, y at the right. */
  across?: boolean;
}

/** One side of the frame. */
export class Spine {
  visible: boolean;
  color: string | undefined;
  /** In points. */
  linewidth: number | undefined;

  constructor(visible = true) {
    this.visible = visible;
  }

  set_visible(visible: boolean): void {
    this.visible = visible;
  }

  set_color(color: Color): void {
    if (color === 'none') this.visible = false;
    else this.color = cssColor(color, 'spine.set_color');
  }

  set_linewidth(points: number): void {
    this.linewidth = points;
  }
}

/** The ticks of new axes. */
export function plainTicks(axis: 'x' | 'y'): TickSettings {
  return { rotation: 0, points: fontPoints(rcParams[`${axis}tick.labelsize`], 10) };
}

/** Sets the look of the words at ticks. */
export function styleTicks(ticks: TickSettings, { rotation, fontsize, size, color }: o.TickOptions): void {
  const turned = { vertical: 90, horizontal: 0 } as const;
  ticks.rotation = (typeof rotation === 'string' ? turned[rotation] : rotation) ?? ticks.rotation;
  ticks.points = fontPoints(fontsize ?? size, ticks.points);
  if (color !== undefined) ticks.color = cssColor(color, 'plt.xticks');
}

/** A title or label with its options. */
export function wordsOf(text: unknown, given: o.TitleOptions, points: number, who: string): Words {
  const options = { ...given.fontdict, ...given };
  checkOptions(who, options, known.title);
  oneOf(who, 'loc', options.loc, ['left', 'center', 'right']);
  return {
    text: String(text),
    points: fontPoints(options.fontsize ?? options.size, points),
    color: options.color === undefined ? undefined : cssColor(options.color, who),
    bold: isBold(options.fontweight ?? options.weight),
    italic: (options.fontstyle ?? options.style) === 'italic',
    loc: options.loc ?? 'center',
    pad: options.pad ?? options.labelpad,
    y: options.y,
  };
}
