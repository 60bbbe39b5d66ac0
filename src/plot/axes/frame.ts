/**
 * @file The frame of axes: everything that is set about them and not drawn in them – titles, labels, limits, ticks, scales,
 * grid, sides, legend, aspect. `Axes` (axes.ts) adds what is drawn.
 */
import type { Cell } from '../layout/gridspec.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { isListed, quiet, type Artist } from '../artists/artist.ts';
import { Text } from '../artists/text.ts';
import type { Axes } from './axes.ts';
import { tickPlaces, tickWords } from './limits.ts';
import { AxisOf, TickLabel } from './axis.ts';
import { cssColor, type Color } from '../style/color.ts';
import type { Figure } from '../figure/figure.ts';
import type { AxesSettings } from './frame-options.ts';
import { plainTicks, Spine, styleTicks, wordsOf, type TickSettings, type Words } from './frame-parts.ts';
import { placeOf } from './legend.ts';
import { checkOptions, known, oneOf } from '../input/option-names.ts';
import type * as o from '../calls/options.ts';
import { rcParams } from '../style/rc-params.ts';
import { fontSizes } from '../style/theme.ts';
import { isLabels, numbersOf, type Numbers } from '../input/values.ts';

/** Where axes stand: in a grid, at left, bottom, width, height in parts of the figure, or of the frame of other axes. */
export type Position =
  Cell | readonly [number, number, number, number] | { inside: Axes; rect: readonly [number, number, number, number] };

export abstract class AxesFrame implements Displayable {
  readonly figure: Figure;
  /** What is drawn. */
  abstract readonly artists: Artist[];
  readonly position: Position;
  readonly titles: Words[] = [];
  readonly labels: { x?: Words; y?: Words } = {};
  readonly limits: {
    x?: readonly [number | undefined, number | undefined];
    y?: readonly [number | undefined, number | undefined];
  } = {};
  readonly ticks: { x: TickSettings; y: TickSettings };
  readonly scales: { x: 'linear' | 'log'; y: 'linear' | 'log' } = { x: 'linear', y: 'linear' };
  readonly inverted = { x: false, y: false };
  readonly categories: { x?: string[]; y?: string[] } = {};
  /** The x and the y axis, for `ax.xaxis.set_visible(false)` and its like. */
  readonly xaxis: AxisOf = new AxisOf(this, 'x');
  readonly yaxis: AxisOf = new AxisOf(this, 'y');
  /** False: nothing of these axes is shown. */
  visible = true;
  frame = true;
  aspect: 'auto' | 'equal' | 'image' | number = 'auto';
  grids: { x?: o.GridOptions; y?: o.GridOptions } = {};
  legends: (o.LegendOptions & { handles?: readonly Artist[] }) | undefined;
  /** The parts of what is drawn that are left free around it. */
  readonly margin = { x: 0.05, y: 0.05 };
  readonly spines = {
    left: new Spine(),
    right: new Spine(rcParams['axes.spines.right']),
    top: new Spine(rcParams['axes.spines.top']),
    bottom: new Spine(),
  };
  /** For `text(…, { transform: ax.transAxes })`: positions in parts of the frame. */
  readonly transAxes = 'axes' as const;
  readonly transData = 'data' as const;
  /** The axes whose frame these share, and which axis is their own (`twinx`: y). */
  readonly twinOf: Axes | undefined;
  readonly twin: 'x' | 'y' | undefined;
  /** Whether x ticks stand above the frame (matshow). */
  ticksOnTop = false;
  /** Whether the label of x is above too (`xaxis.set_label_position('top')`). */
  labelOnTop = false;
  facecolor: string | undefined;
  axisbelow: boolean | 'line' = rcParams['axes.axisbelow'];
  /** Axes that have the same limits as these (`sharex`, `sharey`). */
  shared: { x: readonly Axes[]; y: readonly Axes[] } = { x: [], y: [] };

  constructor(figure: Figure, position: Position, twin?: { of: Axes; own: 'x' | 'y' }) {
    this.figure = figure;
    this.position = position;
    this.twinOf = twin?.of;
    this.twin = twin?.own;
    this.ticks = { x: plainTicks('x'), y: plainTicks('y') };
    if (rcParams['axes.grid']) this.grid(true);
  }

  /** The title above the frame; `{ loc: 'left' }` sets another one at the left. */
  set_title(text: unknown, options: o.TitleOptions = {}): void {
    const title = wordsOf(text, options, fontSizes.title, 'plt.title');
    const at = this.titles.findIndex(({ loc }) => loc === title.loc);
    if (at >= 0) this.titles[at] = title;
    else this.titles.push(title);
  }

  set_xlabel(text: unknown, options: o.TitleOptions = {}): void {
    this.labels.x = wordsOf(text, options, fontSizes.label, 'plt.xlabel');
  }

  set_ylabel(text: unknown, options: o.TitleOptions = {}): void {
    this.labels.y = wordsOf(text, options, fontSizes.label, 'plt.ylabel');
  }

  get_title(): string {
    return this.titles.find(({ loc }) => loc === 'center')?.text ?? '';
  }

  get_xlabel(): string {
    return this.labels.x?.text ?? '';
  }

  get_ylabel(): string {
    return this.labels.y?.text ?? '';
  }

  /** The legend of everything that has a label: `legend()`, `legend(labels)`, `legend(artists, labels)`, options last. */
  legend(handles: readonly Artist[], labels: readonly string[], options?: o.LegendOptions): void;
  legend(listed: readonly string[] | readonly Artist[], options?: o.LegendOptions): void;
  legend(options?: o.LegendOptions): void;
  legend(
    first: readonly string[] | readonly Artist[] | o.LegendOptions = {},
    second: readonly string[] | o.LegendOptions = {},
    third: o.LegendOptions = {},
  ): void {
    const options = (Array.isArray(first) ? (Array.isArray(second) ? third : second) : first) as o.LegendOptions;
    checkOptions('plt.legend', options, known.legend);
    const given = isLabels(first) || !Array.isArray(first) ? options.handles : (first as readonly Artist[]);
    const labels = isLabels(first) ? first : isLabels(second) ? second : options.labels;
    if (labels) {
      const named = given ?? this.artists.filter((artist) => !(artist instanceof Text));
      labels.forEach((label, i) => named[i] && (named[i].label = label));
    }
    placeOf(options.loc);
    this.legends = { ...options, ...(given ? { handles: given } : {}) };
  }

  /** What a legend would list, and its words. */
  get_legend_handles_labels(): [Artist[], string[]] {
    const listed = this.artists.filter(isListed);
    return quiet([listed, listed.map((artist) => artist.label!)]);
  }

  /** How much is left free around what is drawn, in parts of it: `margins(0.1)`, `margins(0, 0.2)` or `margins({ y: 0.2 })`. */
  margins(margin: number | { x?: number; y?: number }, up?: number): void {
    const { x, y } = typeof margin === 'number' ? { x: margin, y: up ?? margin } : margin;
    this.margin.x = x ?? this.margin.x;
    this.margin.y = y ?? this.margin.y;
  }

  /** Lines at the ticks: `grid()`, `grid(false)`, `grid({ axis: 'y', linestyle: '--' })`. */
  grid(visible: boolean | o.GridOptions = true, options: o.GridOptions = {}): void {
    const look = typeof visible === 'object' ? visible : options;
    checkOptions('plt.grid', look, known.grid);
    oneOf('plt.grid', 'axis', look.axis, ['both', 'x', 'y']);
    const on = (typeof visible === 'object' ? undefined : visible) ?? look.visible ?? true;
    for (const axis of ['x', 'y'] as const) {
      if (look.axis !== undefined && look.axis !== 'both' && look.axis !== axis) continue;
      if (!on) delete this.grids[axis];
      else if (look.which === 'minor') {
        this.grids[axis] = { ...(this.grids[axis] ?? { visible: false }), minor: look };
      } else
        this.grids[axis] =
          look.which === 'both' ? { ...look, minor: look } : { ...look, minor: this.grids[axis]?.minor };
    }
  }

  /** Little lines between the ticks. */
  minorticks_on(): void {
    this.ticks.x.minor = this.ticks.y.minor = true;
  }

  minorticks_off(): void {
    this.ticks.x.minor = this.ticks.y.minor = false;
  }

  /** Where x starts and ends: `set_xlim(0, 10)`, `set_xlim([0, 10])`, `set_xlim({ left: 0 })`. */
  set_xlim(left?: number | readonly (number | undefined)[] | { left?: number; right?: number }, right?: number): void {
    if (isSides<{ left?: number; right?: number }>(left)) this.setLimits('x', left.left, left.right);
    else this.setLimits('x', left, right);
  }

  /** Where y starts and ends: `set_ylim(0, 1)`, `set_ylim([0, 1])`, `set_ylim({ bottom: 0 })`. */
  set_ylim(bottom?: number | readonly (number | undefined)[] | { bottom?: number; top?: number }, top?: number): void {
    if (isSides<{ bottom?: number; top?: number }>(bottom)) this.setLimits('y', bottom.bottom, bottom.top);
    else this.setLimits('y', bottom, top);
  }

  /** The limits in force. */
  get_xlim(): [number, number] {
    return this.figure.limitsOf(this).x;
  }

  get_ylim(): [number, number] {
    return this.figure.limitsOf(this).y;
  }

  /** Ticks at these places, with these words. An empty list removes them. */
  set_xticks(values: Numbers, labels?: readonly unknown[] | o.TickOptions, options: o.TickOptions = {}): void {
    this.setTicks('x', values, labels, options);
  }

  set_yticks(values: Numbers, labels?: readonly unknown[] | o.TickOptions, options: o.TickOptions = {}): void {
    this.setTicks('y', values, labels, options);
  }

  set_xticklabels(labels: readonly unknown[], options: o.TickOptions = {}): void {
    if (labels.length === 0) this.ticks.x.hidden = true;
    else this.setTicks('x', this.ticks.x.values ?? labels.map((_, i) => i), labels, options);
  }

  set_yticklabels(labels: readonly unknown[], options: o.TickOptions = {}): void {
    if (labels.length === 0) this.ticks.y.hidden = true;
    else this.setTicks('y', this.ticks.y.values ?? labels.map((_, i) => i), labels, options);
  }

  /** The same as `xaxis`. */
  get_xaxis(): AxisOf {
    return this.xaxis;
  }

  /** The same as `yaxis`. */
  get_yaxis(): AxisOf {
    return this.yaxis;
  }

  /** The words at the ticks of x, for `plt.setp(ax.get_xticklabels(), { rotation: 45 })`. */
  get_xticklabels(): TickLabel[] {
    return quiet(tickWords(this, 'x').map((words) => new TickLabel(this, 'x', words)));
  }

  get_yticklabels(): TickLabel[] {
    return quiet(tickWords(this, 'y').map((words) => new TickLabel(this, 'y', words)));
  }

  /** Where the ticks of x stand. */
  get_xticks(): number[] {
    return quiet(tickPlaces(this, 'x'));
  }

  get_yticks(): number[] {
    return quiet(tickPlaces(this, 'y'));
  }

  /** Size, colour and rotation of the words at the ticks, and whether they and their marks are shown. */
  tick_params(options: o.TickParams = {}): void {
    checkOptions('plt.tick_params', options, known.tickParams);
    oneOf('plt.tick_params', 'axis', options.axis, ['both', 'x', 'y']);
    if (options.which === 'minor') {
      // Their little lines only: `{ which: 'minor', bottom: false, left: false }`.
      if (options.axis !== 'y' && (options.bottom ?? options.length) !== undefined) {
        this.ticks.x.minorMarks = options.bottom !== false && options.length !== 0;
      }
      if (options.axis !== 'x' && (options.left ?? options.length) !== undefined) {
        this.ticks.y.minorMarks = options.left !== false && options.length !== 0;
      }
      return;
    }
    for (const axis of ['x', 'y'] as const) {
      if (options.axis !== undefined && options.axis !== 'both' && options.axis !== axis) continue;
      const [labels, marks] = axis === 'x' ? [options.labelbottom, options.bottom] : [options.labelleft, options.left];
      const ticks = this.ticks[axis];
      styleTicks(ticks, {
        fontsize: options.labelsize,
        rotation: options.rotation ?? options.labelrotation,
        color: options.labelcolor ?? options.colors,
      });
      const [over, line] = axis === 'x' ? [options.labeltop, options.top] : [options.labelright, options.right];
      if (over && axis === 'x') this.ticksOnTop = true;
      if (over && axis === 'y') ticks.across = true;
      if (labels !== undefined || over) ticks.hidden = !(labels || over);
      if (marks !== undefined) ticks.marks = marks || line === true;
      if (options.length !== undefined) ticks.length = options.length;
      if (options.direction !== undefined) ticks.direction = options.direction;
    }
  }

  /** The look of the words at the ticks, wherever they stand. */
  styleTicks(axis: 'x' | 'y', options: o.TickOptions): void {
    checkOptions(`plt.${axis}ticks`, options, known.tick);
    styleTicks(this.ticks[axis], options);
  }

  /** How numbers at the ticks are written: `{ style: 'plain' }` without powers of ten, `'sci'` always with them. */
  ticklabel_format(options: o.TickFormatOptions): void {
    checkOptions('plt.ticklabel_format', options, known.tickFormat);
    for (const axis of ['x', 'y'] as const) {
      if (options.axis !== undefined && options.axis !== 'both' && options.axis !== axis) continue;
      if (options.style === 'plain') this.ticks[axis].format = (value) => String(value).replace(/^-/, '\u2212');
      else this.ticks[axis].powers = options.style === 'sci' || options.style === 'scientific' || undefined;
    }
  }

  /** At most so many intervals between the ticks: `locator_params({ axis: 'x', nbins: 5 })`. */
  locator_params({ axis: wanted = 'both', nbins, integer }: o.LocatorOptions): void {
    for (const axis of ['x', 'y'] as const) {
      if (wanted === 'both' || wanted === axis) this.ticks[axis].locator = { bins: nbins, integer, auto: true };
    }
  }

  /** Leaves out labels and numbers that are not at the outer edge of the figure's grid. */
  label_outer(): void {
    if (!('row' in this.position)) return;
    const { rows, row, column } = this.position;
    if (row[1] < rows - 1) {
      delete this.labels.x;
      this.ticks.x.hidden = true;
    }
    if (column[0] > 0) {
      delete this.labels.y;
      this.ticks.y.hidden = true;
    }
  }

  set_xscale(scale: 'linear' | 'log'): void {
    this.scales.x = checkScale(scale, 'plt.xscale');
  }

  set_yscale(scale: 'linear' | 'log'): void {
    this.scales.y = checkScale(scale, 'plt.yscale');
  }

  invert_xaxis(): void {
    this.inverted.x = !this.inverted.x;
  }

  invert_yaxis(): void {
    this.inverted.y = !this.inverted.y;
  }

  /** 'equal': one unit is as long in x as in y; 'auto': the frame is filled; a number: y units over x units. */
  set_aspect(aspect: 'auto' | 'equal' | number): void {
    this.aspect = aspect === 'equal' ? 'image' : aspect;
  }

  set_facecolor(color: Color): void {
    this.facecolor = cssColor(color, 'set_facecolor');
  }

  /** False: nothing of these axes is shown, their place stays free. */
  set_visible(visible: boolean): void {
    this.visible = visible;
  }

  /** False: the sides of the frame are not drawn; ticks and numbers stay. */
  set_frame_on(on: boolean): void {
    for (const spine of Object.values(this.spines)) spine.visible = on;
  }

  /** True: grid lines lie under pictures too (under all else they always do). */
  set_axisbelow(below: boolean | 'line'): void {
    this.axisbelow = below;
  }

  set_axis_off(): void {
    this.frame = false;
  }

  set_axis_on(): void {
    this.frame = true;
  }

  /** `'off'`, `'on'`, `'equal'`, `'image'`, `'scaled'`, `'square'`, `'tight'`, `'auto'`, or [xmin, xmax, ymin, ymax]. Gives the limits. */
  axis(setting?: string | boolean | readonly number[]): [number, number, number, number] {
    if (setting !== undefined) this.setAxis(setting);
    return quiet([...this.get_xlim(), ...this.get_ylim()]);
  }

  private setAxis(setting: string | boolean | readonly number[]): void {
    if (Array.isArray(setting)) {
      const [xmin, xmax, ymin, ymax] = setting as number[];
      this.set_xlim(xmin, xmax);
      this.set_ylim(ymin, ymax);
      return;
    }
    switch (setting) {
      case 'off':
      case false:
        this.frame = false;
        break;
      case 'on':
      case true:
        this.frame = true;
        break;
      case 'equal':
        this.aspect = 'equal';
        break;
      case 'square': {
        // As far in y as in x, from the corner they have.
        const [[left, right], [bottom, top]] = [this.get_xlim(), this.get_ylim()];
        const side = Math.max(right - left, top - bottom);
        this.set_xlim(left, left + side);
        this.set_ylim(bottom, bottom + side);
        this.aspect = 'image';
        break;
      }
      case 'image':
      case 'scaled':
        this.aspect = 'image';
        break;
      case 'tight':
        this.aspect = 'auto';
        this.margins(0);
        break;
      case 'auto':
        this.aspect = 'auto';
        break;
      default:
        throw new ValueError({
          who: 'plt.axis',
          rule: "the setting must be 'off', 'on', 'equal', 'image', 'scaled', 'square', 'auto', 'tight' or [xmin, xmax, ymin, ymax]",
          received: `'${String(setting)}'`,
        });
    }
  }

  /** Several settings at once: `ax.set({ title: 'a', xlabel: 'epoch', ylim: [0, 1] })`. */
  set(settings: AxesSettings): void {
    checkOptions('ax.set', settings, known.set);
    if (settings.title !== undefined) this.set_title(settings.title);
    if (settings.xlabel !== undefined) this.set_xlabel(settings.xlabel);
    if (settings.ylabel !== undefined) this.set_ylabel(settings.ylabel);
    if (settings.xlim) this.set_xlim(settings.xlim);
    if (settings.ylim) this.set_ylim(settings.ylim);
    if (settings.xticks) this.set_xticks(settings.xticks);
    if (settings.yticks) this.set_yticks(settings.yticks);
    if (settings.xticklabels) this.set_xticklabels(settings.xticklabels);
    if (settings.yticklabels) this.set_yticklabels(settings.yticklabels);
    if (settings.xscale) this.set_xscale(settings.xscale);
    if (settings.yscale) this.set_yscale(settings.yscale);
    if (settings.aspect) this.set_aspect(settings.aspect);
    if (settings.facecolor) this.set_facecolor(settings.facecolor);
    if (settings.visible !== undefined) this.set_visible(settings.visible);
  }

  [displaySymbol](): MimeBundle {
    return {};
  }

  /** Everything as in new axes but for aspect, sides, colour and visibility, which matplotlib keeps too. */
  protected resetFrame(): void {
    Object.assign(this.margin, { x: 0.05, y: 0.05 });
    this.titles.length = 0;
    this.legends = undefined;
    this.frame = true;
    this.ticksOnTop = this.labelOnTop = false;
    this.grids = {};
    if (rcParams['axes.grid']) this.grid(true);
    for (const axis of ['x', 'y'] as const) {
      delete this.labels[axis];
      delete this.limits[axis];
      delete this.categories[axis];
      this.ticks[axis] = plainTicks(axis);
      this.inverted[axis] = false;
      // (A twin goes along its host's other axis.)
      if (!this.twinOf || this.twin === axis) this.scales[axis] = 'linear';
    }
  }

  protected setLimits(axis: 'x' | 'y', low: number | readonly (number | undefined)[] | undefined, high?: number): void {
    const [from, to] = typeof low === 'object' ? low : [low, high];
    for (const limit of [from, to]) {
      if (limit !== undefined && !Number.isFinite(limit)) {
        throw new ValueError({ who: `plt.${axis}lim`, rule: 'limits must be finite numbers', received: String(limit) });
      }
    }
    this.limits[axis] = [from, to];
  }

  private setTicks(
    axis: 'x' | 'y',
    values: Numbers,
    second: readonly unknown[] | o.TickOptions | undefined,
    third: o.TickOptions,
  ): void {
    const who = `plt.${axis}ticks`;
    const direct = Array.isArray(second) ? undefined : (second as o.TickOptions | undefined);
    const options = direct ?? third;
    const labels = direct === undefined ? (second as readonly unknown[] | undefined) : direct.labels;
    checkOptions(who, options, known.tick);
    const places = Array.from(numbersOf(values, who, 'ticks'));
    if (options.minor) {
      this.ticks[axis].minor = places;
      return;
    }
    if (labels && labels.length !== places.length) {
      throw new ValueError({
        who,
        rule: 'there must be one label for each tick',
        received: `${places.length} ticks, ${labels.length} labels`,
      });
    }
    const ticks = this.ticks[axis];
    ticks.values = places;
    ticks.labels = labels?.map(String);
    styleTicks(ticks, options);
  }
}

function isSides<S extends object>(value: number | readonly (number | undefined)[] | S | undefined): value is S {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function checkScale(scale: 'linear' | 'log', who: string): 'linear' | 'log' {
  if (scale === 'linear' || scale === 'log') return scale;
  throw new ValueError({ who, rule: "the scale must be 'linear' or 'log'", received: `'${String(scale)}'` });
}
