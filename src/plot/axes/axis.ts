/** @file One axis of axes (`ax.xaxis`, `ax.yaxis`): where its ticks stand and how its numbers are written. */
import { flag, optionsOf, unknownOption } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { numberOr, read } from '../input/rules.ts';
import { exactly } from '../input/surplus.ts';
import type { AxesFrame } from './frame.ts';
import type { Color } from '../style/color.ts';
import { callOn } from '../calls/call.ts';
import { grid, type GridOptions } from '../calls/grid.ts';
import type { TickOptions, Locator } from './ticks.ts';
import type { TitleOptions } from './titles.ts';
import { allSteps } from '../layout/ticks.ts';
import type { Names, Numbers } from '../input/values.ts';
import { formatNumber } from '../text/number-format.ts';

interface MaxNOptions {
  /** The largest number of intervals between ticks. */
  nbins?: number | 'auto';
  /** Ticks at whole numbers only. */
  integer?: boolean;
}

const maxNOptions = optionsOf<MaxNOptions>()({ nbins: numberOr('auto'), integer: flag().or(false) });

/** At most `nbins` intervals between round numbers: `MaxNLocator(5)`, `MaxNLocator({ integer: true })`. */
export function MaxNLocator(nbins?: number | 'auto' | MaxNOptions, options?: Omit<MaxNOptions, 'nbins'>): Locator {
  const given = typeof nbins === 'object' ? nbins : { ...options, nbins };
  const { nbins: most, integer } = read('plt.MaxNLocator', given, maxNOptions);
  return { bins: typeof most === 'number' ? most : undefined, auto: most === 'auto', integer, steps: allSteps };
}

/** At each multiple of `base`. */
export const MultipleLocator = exactly('plt.MultipleLocator', (base?: number): Locator => ({ base: base ?? 1 }));

/** No ticks. */
export const NullLocator = exactly('plt.NullLocator', (): Locator => ({ base: 0 }));

type NumberWriter = (value: number, position: number) => string;

/** The text at each number by a function of it (and of its place in the row). */
export const FuncFormatter = exactly('plt.FuncFormatter', (write: NumberWriter): NumberWriter => write);

/** A function from a format text in Python's spelling, `'%.2f'`, `'{:.0%}'` or `'{x:.1f}'`. */
function numberFormatter(format: string): (value: number) => string {
  const spelled = format.replace(/\{x(?=[:}])/g, '{');
  return (value) => formatNumber(spelled, value, 'set_major_formatter').replace(/^-/, '\u2212');
}

export class AxisOf implements Displayable {
  private readonly axes: AxesFrame;
  private readonly which: 'x' | 'y';

  constructor(axes: AxesFrame, which: 'x' | 'y') {
    this.axes = axes;
    this.which = which;
  }

  /** False: neither ticks nor numbers nor the label. */
  set_visible(visible: boolean): void {
    const ticks = this.axes.ticks[this.which];
    ticks.hidden = !visible;
    ticks.marks = visible;
    if (!visible) delete this.axes.labels[this.which];
  }

  set_ticks(values: Numbers, labels?: Names, options?: TickOptions): void {
    this.axes[`set_${this.which}ticks`](values, labels, options);
  }

  set_ticklabels(labels: Names, options?: TickOptions): void {
    this.axes[`set_${this.which}ticklabels`](labels, options);
  }

  set_label_text(text: unknown, options?: TitleOptions): void {
    this.axes[`set_${this.which}label`](text, options);
  }

  /** Where the ticks stand: `MaxNLocator({ integer: true })`, `MultipleLocator(5)`. */
  set_major_locator(locator: Locator): void {
    if (locator.base === 0) this.axes[`set_${this.which}ticks`]([]);
    else this.axes.ticks[this.which].locator = locator;
  }

  /** How numbers are written: a format text such as `'{x:.0f}%'`, or a function. */
  set_major_formatter(format: string | ((value: number, position: number) => string)): void {
    this.axes.ticks[this.which].format = typeof format === 'string' ? numberFormatter(format) : format;
  }

  /** Ticks and numbers at the right (of y). */
  tick_right(): void {
    this.axes.ticks[this.which].across = true;
  }

  tick_left(): void {
    this.axes.ticks[this.which].across = false;
  }

  /** Ticks and numbers above (of x). */
  tick_top(): void {
    if (this.which === 'x') this.axes.ticksOnTop = true;
  }

  tick_bottom(): void {
    if (this.which === 'x') this.axes.ticksOnTop = false;
  }

  set_ticks_position(side: 'top' | 'bottom' | 'left' | 'right' | 'none'): void {
    if (side === 'none') this.axes.ticks[this.which].marks = false;
    else this[`tick_${side}`]();
  }

  /** The label of y goes where the ticks are, that of x may stand above or below. */
  set_label_position(side: 'top' | 'bottom' | 'left' | 'right'): void {
    if (this.which === 'x') this.axes.labelOnTop = side === 'top';
    else this[`tick_${side}`]();
  }

  grid(visible?: boolean | Omit<GridOptions, 'axis'>, options?: Omit<GridOptions, 'axis'>): void {
    const look = { ...(typeof visible === 'object' ? visible : options), axis: this.which };
    callOn(grid, this.axes, typeof visible === 'boolean' ? [visible, look] : [look]);
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** The words at one tick, for `plt.setp(ax.get_xticklabels(), …)`. All words of an axis look alike, so each speaks for all. */
export class TickLabel implements Displayable {
  private readonly axes: AxesFrame;
  private readonly which: 'x' | 'y';
  private readonly words: string;

  constructor(axes: AxesFrame, which: 'x' | 'y', words: string) {
    this.axes = axes;
    this.which = which;
    this.words = words;
  }

  get_text(): string {
    return this.words;
  }

  set_rotation(rotation: number | 'vertical' | 'horizontal'): void {
    this.axes.styleTicks(this.which, { rotation });
  }

  set_fontsize(fontsize: number | string): void {
    this.axes.styleTicks(this.which, { fontsize });
  }

  set_size(fontsize: number | string): void {
    this.set_fontsize(fontsize);
  }

  set_color(color: Color): void {
    this.axes.styleTicks(this.which, { color });
  }

  set_visible(visible: boolean): void {
    this.axes.ticks[this.which].hidden = !visible;
  }

  /** Taken for matplotlib's sake: rotated words end at their tick. */
  set_ha(_ha: string): void {}

  set_horizontalalignment(_ha: string): void {}

  set_rotation_mode(_mode: string): void {}

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** Sets properties of one artist or several: `setp(lines, { linewidth: 3 })` calls `set_linewidth(3)` of each. */
export function setp(artists: object | readonly object[], settings: Readonly<Record<string, unknown>>): void {
  for (const artist of Array.isArray(artists) ? (artists as object[]) : [artists]) {
    for (const [name, value] of Object.entries(settings)) {
      const setter = (artist as Record<string, unknown>)[`set_${name}`];
      if (typeof setter !== 'function') throw unknownOption('plt.setp', name, settersOf(artist), settings);
      setter.call(artist, value);
    }
  }
}

/** What can be set of an object: the names behind `set_` of its methods. */
function settersOf(artist: object): string[] {
  const names: string[] = [];
  for (let owner: object | null = artist; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    names.push(
      ...Object.getOwnPropertyNames(owner).flatMap((name) => (name.startsWith('set_') ? [name.slice(4)] : [])),
    );
  }
  return [...new Set(names)];
}
