/**
 * @file The frame of axes: what is set about them – titles, labels, limits, ticks, scales, grid, sides, aspect – and what is drawn in
 * them. `Axes` (axes.ts) adds the calls that draw.
 */
import { number, oneOf, optionsOf } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { isListed, quiet, type Artist, type Mappable } from '../artists/artist.ts';
import type { GridOptions } from '../calls/grid.ts';
import type { Figure } from '../figure/figure.ts';
import { isOptions } from '../input/options.ts';
import { read } from '../input/rules.ts';
import { isLabels, listed, numbersOf, type Names, type Numbers, type Points } from '../input/values.ts';
import type { Cell } from '../layout/gridspec.ts';
import { linear, type Scale, type ScaleName } from '../layout/scales.ts';
import { cssColor, type Color } from '../style/color.ts';
import { rcParams } from '../style/rc-params.ts';
import { fontSizes } from '../style/theme.ts';
import type { Axes } from './axes.ts';
import { AxisOf, TickLabel } from './axis.ts';
import { setAxis } from './axis-setting.ts';
import type { Colorbar } from './colorbar.ts';
import { Legend } from './legend-object.ts';
import type { LegendState } from './legend.ts';
import { tickPlaces, tickWords } from './limits.ts';
import { placedLimits, sayUnplaced } from './no-place.ts';
import { scaleOf, type ScaleOptions } from './scale.ts';
import { settingsOf, type AxesSettings } from './settings.ts';
import { Spine } from './spine.ts';
import { plainTicks, styleTicks, tickOptions, type TickOptions, type TickSettings } from './ticks.ts';
import { Title, type TitleOptions } from './titles.ts';

/** Where axes stand: in a grid, at left, bottom, width, height in parts of the figure, or of the frame of other axes. */
export type Position =
  Cell | readonly [number, number, number, number] | { inside: Axes; rect: readonly [number, number, number, number] };

export interface MarginOptions {
  /** Space left and right of the data, in parts of its width. */
  x?: number;
  /** Space above and below the data, in parts of its height. */
  y?: number;
}

const marginOptions = optionsOf<MarginOptions>()({ x: number(), y: number() });

export interface XLimits {
  left?: number;
  right?: number;
}

export const xLimits = optionsOf<XLimits>()({ left: number(), right: number() });

export interface YLimits {
  bottom?: number;
  top?: number;
}

export const yLimits = optionsOf<YLimits>()({ bottom: number(), top: number() });

export class AxesFrame implements Displayable {
  readonly figure: Figure;
  /** What is drawn. */
  readonly artists: Artist[] = [];
  colorbars: Colorbar[] = [];
  /** What colorbar explains when nothing else is said: the last picture, contour set or coloured scatter. */
  mappable: Mappable | undefined;
  readonly position: Position;
  readonly titles: Title[] = [];
  readonly labels: { x?: Title; y?: Title } = {};
  readonly limits: {
    x?: readonly [number | undefined, number | undefined];
    y?: readonly [number | undefined, number | undefined];
  } = {};
  readonly ticks: { x: TickSettings; y: TickSettings };
  /** How numbers stand along each axis. */
  readonly scales: { x: Scale; y: Scale } = { x: linear, y: linear };
  readonly inverted = { x: false, y: false };
  readonly categories: { x?: string[]; y?: string[] } = {};
  /** The x and the y axis, for `ax.xaxis.set_visible(false)` and its like. */
  readonly xaxis: AxisOf = new AxisOf(this, 'x');
  readonly yaxis: AxisOf = new AxisOf(this, 'y');
  /** False: nothing of these axes is shown. */
  visible = true;
  frame = true;
  aspect: 'auto' | 'equal' | 'image' | number = 'auto';
  grids: { x?: GridOptions; y?: GridOptions } = {};
  legends: LegendState | undefined;
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

  private colorsUsed = { line: 0, fill: 0 };

  constructor(figure: Figure, position: Position, twin?: { of: Axes; own: 'x' | 'y' }) {
    this.figure = figure;
    this.position = position;
    this.twinOf = twin?.of;
    this.twin = twin?.own;
    this.ticks = { x: plainTicks('x'), y: plainTicks('y') };
    this.resetGrid();
  }

  /** The title above the frame; `{ loc: 'left' }` sets another one at the left. */
  set_title(text: unknown, options?: TitleOptions): Title {
    const title = new Title(text, options, fontSizes.title, 'plt.title');
    const known = this.titles.find(({ loc }) => loc === title.loc);
    if (known) return known.renew(text, options, 'plt.title', fontSizes.title);
    this.titles.push(title);
    return title;
  }

  set_xlabel(text: unknown, options?: TitleOptions): Title {
    return this.setLabel('x', text, options);
  }

  set_ylabel(text: unknown, options?: TitleOptions): Title {
    return this.setLabel('y', text, options);
  }

  /** The title above the frame, as matplotlib has it: `ax.title.set_text('a')`. */
  get title(): Title {
    return this.titles.find(({ loc }) => loc === 'center') ?? this.set_title('');
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

  /** The legend, or null. */
  get_legend(): Legend | null {
    return this.legends ? new Legend(this, this.legends) : null;
  }

  /** What a legend would list, and its words. */
  get_legend_handles_labels(): [Artist[], string[]] {
    const listed = this.artists.filter(isListed);
    return quiet([listed, listed.map((artist) => artist.label!)]);
  }

  /** How much is left free around what is drawn, in parts of it: `margins(0.1)`, `margins(0, 0.2)` or `margins({ y: 0.2 })`. */
  margins(margin?: number | MarginOptions, up?: number): [number, number] {
    const given =
      isOptions(margin) || margin === undefined ? margin : { x: margin as number, y: up ?? (margin as number) };
    const { x, y } = read('plt.margins', given as MarginOptions | undefined, marginOptions);
    this.margin.x = x ?? this.margin.x;
    this.margin.y = y ?? this.margin.y;
    return quiet([this.margin.x, this.margin.y]);
  }

  /** Small ticks between the others. */
  minorticks_on(): void {
    this.ticks.x.minor = this.ticks.y.minor = true;
  }

  minorticks_off(): void {
    this.ticks.x.minor = this.ticks.y.minor = false;
  }

  /** Where x starts and ends: `set_xlim(0, 10)`, `set_xlim([0, 10])`, `set_xlim({ left: 0 })`. */
  set_xlim(
    left?: number | null | readonly (number | null | undefined)[] | XLimits,
    right?: number | null,
  ): [number, number] {
    const limits = isOptions(left) ? read('plt.xlim', left as XLimits, xLimits) : undefined;
    if (limits) this.setLimits('x', limits.left, limits.right);
    else this.setLimits('x', left as number, right);
    return quiet(this.get_xlim());
  }

  /** Where y starts and ends: `set_ylim(0, 1)`, `set_ylim([0, 1])`, `set_ylim({ bottom: 0 })`. */
  set_ylim(
    bottom?: number | null | readonly (number | null | undefined)[] | YLimits,
    top?: number | null,
  ): [number, number] {
    const limits = isOptions(bottom) ? read('plt.ylim', bottom as YLimits, yLimits) : undefined;
    if (limits) this.setLimits('y', limits.bottom, limits.top);
    else this.setLimits('y', bottom as number, top);
    return quiet(this.get_ylim());
  }

  /** The limits in force. */
  get_xlim(): [number, number] {
    return this.figure.limitsOf(this).x;
  }

  get_ylim(): [number, number] {
    return this.figure.limitsOf(this).y;
  }

  /** Ticks at these places, with these words. An empty list removes them. */
  set_xticks(values: Numbers, labels?: Names | TickOptions, options?: TickOptions): void {
    this.setTicks('x', values, labels, options);
  }

  set_yticks(values: Numbers, labels?: Names | TickOptions, options?: TickOptions): void {
    this.setTicks('y', values, labels, options);
  }

  set_xticklabels(labels: Names, options?: TickOptions): void {
    this.setTickLabels('x', listed(labels), options);
  }

  set_yticklabels(labels: Names, options?: TickOptions): void {
    this.setTickLabels('y', listed(labels), options);
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

  /** The look of the words at the ticks, wherever they stand. */
  styleTicks(axis: 'x' | 'y', options: TickOptions): void {
    styleTicks(this.ticks[axis], read(`plt.${axis}ticks`, options, tickOptions));
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

  /** `'linear'`, `'log'`, `'symlog'` or `'logit'`: `set_xscale('symlog', { linthresh: 0.01 })`. */
  set_xscale(scale: ScaleName, options?: ScaleOptions): void {
    this.setScale('x', scaleOf(scale, options, 'plt.xscale'));
  }

  set_yscale(scale: ScaleName, options?: ScaleOptions): void {
    this.setScale('y', scaleOf(scale, options, 'plt.yscale'));
  }

  /** Numbers along an axis stand so from now on. */
  setScale(axis: 'x' | 'y', scale: Scale): void {
    this.scales[axis] = scale;
    const limits = this.limits[axis];
    if (limits) this.limits[axis] = placedLimits(limits, undefined, axis, scale);
    sayUnplaced(this.artists, axis, scale);
  }

  get_xscale(): ScaleName {
    return this.scales.x.name;
  }

  get_yscale(): ScaleName {
    return this.scales.y.name;
  }

  invert_xaxis(): void {
    this.inverted.x = !this.inverted.x;
  }

  invert_yaxis(): void {
    this.inverted.y = !this.inverted.y;
  }

  /** 'equal': one unit is as long in x as in y; 'auto': the frame is filled; a number: y units over x units. */
  set_aspect(aspect: 'auto' | 'equal' | number): void {
    const checked =
      typeof aspect === 'number' && aspect > 0
        ? aspect
        : oneOf('ax.set_aspect', 'aspect', aspect, ['auto', 'equal'] as const);
    this.aspect = checked === 'equal' ? 'image' : checked;
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
    if (setting !== undefined) setAxis(this, setting);
    return quiet([...this.get_xlim(), ...this.get_ylim()]);
  }

  /** Several settings at once: `ax.set({ title: 'a', xlabel: 'epoch', ylim: [0, 1] })`. */
  set(given: AxesSettings): void {
    const settings = settingsOf('ax.set', given);
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

  /** Adds what is drawn. */
  add<A extends Artist>(artist: A): A {
    this.artists.push(artist);
    artist.drawnIn = this.artists;
    for (const axis of ['x', 'y'] as const) sayUnplaced([artist], axis, this.scales[axis]);
    return artist;
  }

  /** The next colour of the cycle: lines and areas each have their turn. */
  nextColor(kind: 'line' | 'fill'): string {
    const colors = this.figure.cycle;
    return colors[this.colorsUsed[kind]++ % colors.length]!;
  }

  /** Positions for a row that may be words: they stand at 0, 1, 2, … and become the ticks. */
  positions(values: Points, axis: 'x' | 'y', who: string): Float64Array {
    if (typeof values === 'number') return Float64Array.of(values);
    const given = listed(values);
    if (!isLabels(given)) return numbersOf(given, who, axis);
    const known = (this.categories[axis] ??= []);
    return Float64Array.from(given, (word) => {
      if (!known.includes(word)) known.push(word);
      return known.indexOf(word);
    });
  }

  /** Everything as in new axes but for aspect, sides, colour and visibility, which matplotlib keeps too. */
  protected reset(): void {
    this.artists.length = 0;
    this.colorbars = [];
    this.mappable = undefined;
    this.colorsUsed = { line: 0, fill: 0 };
    Object.assign(this.margin, { x: 0.05, y: 0.05 });
    this.titles.length = 0;
    this.legends = undefined;
    this.frame = true;
    this.ticksOnTop = this.labelOnTop = false;
    this.resetGrid();
    for (const axis of ['x', 'y'] as const) {
      delete this.labels[axis];
      delete this.limits[axis];
      delete this.categories[axis];
      this.ticks[axis] = plainTicks(axis);
      this.inverted[axis] = false;
      // (A twin goes along its host's other axis.)
      if (!this.twinOf || this.twin === axis) this.scales[axis] = linear;
    }
  }

  private resetGrid(): void {
    this.grids = rcParams['axes.grid'] ? { x: {}, y: {} } : {};
  }

  protected setLimits(
    axis: 'x' | 'y',
    low?: number | null | readonly (number | null | undefined)[],
    high?: number | null,
  ): void {
    // (null is Python's None: that end stays as it is.)
    const [from, to] = (typeof low === 'object' && low !== null ? low : [low, high]).map((limit) => limit ?? undefined);
    for (const limit of [from, to]) {
      if (limit !== undefined && !Number.isFinite(limit)) {
        throw new ValueError({
          who: `plt.${axis}lim`,
          rule: { en: 'limits must be finite numbers', ko: '한계는 유한한 수여야 합니다' },
          received: String(limit),
        });
      }
    }
    this.limits[axis] = placedLimits([from, to], this.limits[axis], axis, this.scales[axis]);
  }

  /** A label that is set anew is the one that was there, and keeps what is not said of its look, as in matplotlib. */
  private setLabel(axis: 'x' | 'y', text: unknown, options: TitleOptions | undefined): Title {
    const who = `plt.${axis}label`;
    const label = this.labels[axis]?.renew(text, options, who) ?? new Title(text, options, fontSizes.label, who);
    return (this.labels[axis] = label);
  }

  private setTickLabels(axis: 'x' | 'y', labels: readonly unknown[], options: TickOptions | undefined): void {
    const who = `ax.set_${axis}ticklabels`;
    if (labels.length > 0) {
      this.setTicks(axis, this.ticks[axis].values ?? labels.map((_, i) => i), labels, options, who);
    } else {
      read(who, options, tickOptions);
      this.ticks[axis].hidden = true;
    }
  }

  private setTicks(
    axis: 'x' | 'y',
    values: Numbers,
    second: Names | TickOptions | undefined,
    third: TickOptions | undefined,
    speaker?: string,
  ): void {
    const who = speaker ?? `plt.${axis}ticks`;
    const words = listed(second);
    const direct = Array.isArray(words) ? undefined : (words as TickOptions | undefined);
    const options = read(who, direct ?? third, tickOptions);
    const labels = direct === undefined ? (words as readonly unknown[] | undefined) : listed(direct.labels);
    const places = Array.from(numbersOf(values, who, 'ticks'));
    if (options.minor) {
      this.ticks[axis].minor = places;
      return;
    }
    if (labels && labels.length !== places.length) {
      throw new ValueError({
        who,
        rule: { en: 'there must be one label for each tick', ko: '눈금마다 이름이 하나씩 있어야 합니다' },
        received: {
          en: `${places.length} ticks, ${labels.length} labels`,
          ko: `눈금 ${places.length}개, 이름 ${labels.length}개`,
        },
      });
    }
    const ticks = this.ticks[axis];
    ticks.values = places;
    ticks.labels = labels?.map(String);
    styleTicks(ticks, options);
  }
}
