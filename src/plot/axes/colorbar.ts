/** @file The bar that explains the colours of a picture: its settings, the space it takes, and how it is drawn. */
import { anything, number, optionsOf, text, word } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import type { Mappable, Place } from '../artists/artist.ts';
import { tickParams, type TickParams } from '../calls/tick-params.ts';
import { fontSize, numberFormat, numbers, read } from '../input/rules.ts';
import { listed, numbersOf, type Names, type Numbers } from '../input/values.ts';
import { unionOf, type Rect } from '../layout/geometry.ts';
import { automaticBins, niceTicks, numberLabels, tickLabels, type Ticks } from '../layout/ticks.ts';
import { plotlyText, type PlotlyPart } from '../output/plotly.ts';
import { cssColor } from '../style/color.ts';
import { plotlyColorscale } from '../style/colormap.ts';
import { pointPixels } from '../style/points.ts';
import { fontPoints, fontSizes } from '../style/theme.ts';
import { formatNumber, type NumberFormat } from '../text/number-format.ts';
import { roughWidth } from '../text/width.ts';
import type { Axes } from './axes.ts';
import { titleOptions, type TitleOptions } from './titles.ts';

export interface ColorbarOptions {
  /**
   * Text beside the bar.
   * @ko 색 막대 옆의 글입니다.
   */
  label?: string;
  /**
   * Part of the height; default 1.
   * @ko 높이에서 차지하는 비율입니다. 기본값 1.
   */
  shrink?: number;
  /**
   * Part of the axes given to the bar; default 0.15.
   * @ko 컬러바가 축에서 차지하는 비율입니다. 기본값 0.15.
   */
  fraction?: number;
  /**
   * Distance from the axes, in parts of their size.
   * @ko 칸과의 거리(칸 크기에 대한 비율)입니다.
   */
  pad?: number;
  /**
   * Values that get a tick.
   * @ko 눈금을 둘 값입니다.
   */
  ticks?: Numbers;
  /**
   * 'vertical' (default) or 'horizontal'.
   * @ko 'vertical'(기본값, 세로) 또는 'horizontal'(가로).
   */
  orientation?: 'vertical' | 'horizontal';
  /**
   * Length over thickness; default 20.
   * @ko 길이와 굵기의 비입니다. 기본값 20.
   */
  aspect?: number;
  /**
   * Axes that become the bar, as made by `fig.add_axes`.
   * @ko 컬러바가 될 축입니다. `fig.add_axes`로 만듭니다.
   */
  cax?: Axes;
  /**
   * The axes whose colours are explained, one or several (a row or table of them).
   * @ko 색을 설명할 축입니다. 하나 또는 여럿(행이나 표)입니다.
   */
  ax?: Axes | readonly Axes[] | readonly (readonly Axes[])[];
  /**
   * How the numbers are written: `'%.2f'`, or a function.
   * @ko 수를 적는 방법입니다: `'%.2f'` 같은 형식이나 함수.
   */
  format?: NumberFormat;
  /**
   * 'left' or 'top' are not built: bars are at the right or below.
   * @ko 'left'와 'top'은 없습니다. 컬러바는 오른쪽이나 아래에 놓입니다.
   */
  location?: 'right' | 'bottom';
  /**
   * Of the label.
   * @ko 글자의 크기입니다.
   */
  fontsize?: number | string;
}

export const colorbarOptions = optionsOf<ColorbarOptions>()({
  label: text(),
  shrink: number({ above: 0 }),
  fraction: number({ above: 0, below: 1 }),
  pad: number(),
  ticks: numbers({ en: 'where the ticks stand', ko: '눈금의 위치' }),
  orientation: word('vertical', 'horizontal'),
  aspect: number({ above: 0 }),
  cax: anything({ en: 'axes that become the bar', ko: '색 막대가 될 축' }),
  ax: anything({ en: 'axes, or a list of them', ko: '축 하나 또는 축의 목록' }),
  format: numberFormat(),
  location: word('right', 'bottom'),
  fontsize: fontSize(),
});

/** Between the bar and its numbers, in pixels. */
const tickGap = 7 * pointPixels;
const lineHeight = 1.25;

/** The axes of a bar (`cbar.ax`): the calls that people make on them. */
class BarAxes implements Displayable {
  private readonly bar: Colorbar;

  constructor(bar: Colorbar) {
    this.bar = bar;
  }

  /** Size and colour of the numbers. */
  tick_params(options?: TickParams): void {
    const { labelsize, colors, labelcolor = colors } = read('cbar.ax.tick_params', options, tickParams);
    this.bar.look.tickPoints = fontPoints(labelsize, this.bar.look.tickPoints);
    if (labelcolor !== undefined) this.bar.look.tickColor = cssColor(labelcolor, 'tick_params');
  }

  set_ylabel(label: unknown, options?: BarLabelLook): void {
    this.bar.set_label(label, options);
  }

  set_xlabel(label: unknown, options?: BarLabelLook): void {
    this.bar.set_label(label, options);
  }

  /** Words above the bar. */
  set_title(title: unknown, options?: TitleOptions): void {
    const { fontsize, size = fontsize } = read('cbar.ax.set_title', options, titleOptions);
    this.bar.look.title = { text: String(title), points: fontPoints(size, fontSizes.title) };
  }

  set_yticks(ticks: Numbers, labels?: Names): void {
    this.bar.set_ticks(ticks, labels);
  }

  set_yticklabels(labels: Names): void {
    this.bar.set_ticklabels(labels);
  }

  set_xticklabels(labels: Names): void {
    this.bar.set_ticklabels(labels);
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** How the label of a bar looks: rotated by 270 it is read from above, `labelpad` is in points. */
export interface BarLabelLook extends TitleOptions {
  rotation?: number;
  va?: string;
  ha?: string;
}

const barLabelLook = optionsOf<BarLabelLook>()({ ...titleOptions.rules, rotation: number(), va: text(), ha: text() });

/** What `colorbar` gives back: its label and ticks can be set afterwards. */
export class Colorbar implements Displayable {
  /** The bar's own axes. */
  readonly ax: BarAxes = new BarAxes(this);
  /** The axes beside which it stands. */
  readonly host: Axes;
  /** All axes that it explains. */
  readonly axes: readonly Axes[];
  readonly mappable: Mappable;
  readonly options: ColorbarOptions;
  /** Words in place of the numbers. */
  labels: readonly string[] | undefined;
  /** Sizes in points. */
  readonly look: {
    tickPoints: number;
    tickColor?: string;
    labelPad: number;
    labelAngle: number;
    title?: { text: string; points: number };
  } = { tickPoints: fontSizes.tick, labelPad: 4, labelAngle: -90 };
  /** For a bar of several axes: where they stood before they were squeezed beside it. */
  whole: Rect | undefined;

  constructor(host: Axes, mappable: Mappable, options: ColorbarOptions, axes: readonly Axes[]) {
    this.host = host;
    this.axes = axes;
    this.mappable = mappable;
    const { ticks } = options;
    this.options = { ...options, ...(ticks ? { ticks: numbersOf(ticks, 'plt.colorbar', 'ticks') } : {}) };
  }

  set_label(label: unknown, given?: BarLabelLook): void {
    const look = read('cbar.set_label', given, barLabelLook);
    this.options.label = String(label);
    this.options.fontsize = look.fontsize ?? look.size ?? this.options.fontsize;
    this.look.labelPad = look.labelpad ?? this.look.labelPad;
    if (look.rotation !== undefined) this.look.labelAngle = -look.rotation;
  }

  set_ticks(ticks: Numbers, labels?: Names): void {
    this.options.ticks = numbersOf(ticks, 'cbar.set_ticks', 'ticks');
    if (labels) this.labels = listed(labels).map(String);
  }

  set_ticklabels(labels: Names): void {
    this.labels = listed(labels).map(String);
  }

  get horizontal(): boolean {
    return this.options.orientation === 'horizontal' || this.options.location === 'bottom';
  }

  /** The parts of the axes that the bar and the gap before it take. */
  get share(): number {
    const { fraction = 0.15, pad = this.horizontal ? 0.15 : 0.05 } = this.options;
    return fraction + pad;
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** Ticks of a bar of that length in pixels, with their words. */
function barTicks(bar: Colorbar, length: number): { values: number[]; words: string[]; even?: PlotlyPart } {
  const { mappable, options, labels } = bar;
  if (options.ticks || labels) {
    const values = options.ticks
      ? Array.from(numbersOf(options.ticks, 'plt.colorbar', 'ticks'))
      : usualTicks(bar, length).values;
    return { values, words: labels ? [...labels] : (formatted(bar, values) ?? numberLabels(values)) };
  }
  const marked = mappable.barValues?.();
  if (marked) return { values: [...marked], words: formatted(bar, marked) ?? numberLabels(marked) };
  const ticks = usualTicks(bar, length);
  const own = formatted(bar, ticks.values);
  if (own) return { values: ticks.values, words: own };
  const even = { tick0: ticks.first, dtick: ticks.step, tickformat: `.${ticks.decimals}f` };
  return { values: ticks.values, words: tickLabels(ticks), even };
}

function usualTicks({ mappable, horizontal, look }: Colorbar, length: number): Ticks {
  return niceTicks(
    mappable.vmin,
    mappable.vmax,
    automaticBins(length / pointPixels, look.tickPoints, horizontal ? 'x' : 'y'),
  );
}

/** The numbers by the bar's own format, if it has one. */
function formatted({ options: { format } }: Colorbar, values: readonly number[]): string[] | undefined {
  return format === undefined ? undefined : values.map((value) => formatNumber(format, value, 'plt.colorbar'));
}

function widest(words: readonly string[], points: number): number {
  return Math.max(0, ...words.map((word) => roughWidth(word, points)));
}

/** What the ticks and the label of a bar need beside it: right of a vertical one, below a horizontal one. */
export function barNeed(bar: Colorbar, frame: { width: number; height: number }): number {
  const { tickPoints, labelPad } = bar.look;
  const label = bar.options.label ? labelPad * pointPixels + lineHeight * labelPoints(bar) * pointPixels : 0;
  if (bar.horizontal) return tickGap + lineHeight * tickPoints * pointPixels + label;
  return tickGap + widest(barTicks(bar, frame.height).words, tickPoints) + label;
}

function labelPoints(bar: Colorbar): number {
  return fontPoints(bar.options.fontsize, fontSizes.label);
}

interface BarSheet {
  width: number;
  height: number;
  parts: { traces: PlotlyPart[]; annotations: PlotlyPart[] };
}

/** Where the next bar begins: right of the vertical ones, below the horizontal ones. */
export interface BarEdges {
  right: number;
  bottom: number;
  /** Below the words under the axes. */
  free: number;
}

/** Draws a bar as long as `frame` behind the edges, and moves them past its labels. */
export function drawColorbar(
  bar: Colorbar,
  place: Pick<Place, 'x' | 'y'>,
  frame: Rect,
  rect: Rect,
  edges: BarEdges,
  sheet: BarSheet,
): void {
  const { options, horizontal } = bar;
  const { fraction = 0.15, pad = horizontal ? 0.15 : 0.05, shrink = 1, aspect = 20 } = options;
  const side = horizontal ? rect.height : rect.width;
  const length = (horizontal ? frame.width : frame.height) * shrink;
  const thickness = Math.min(length / aspect, fraction * side);
  const start = horizontal ? Math.max(edges.bottom + pad * side, edges.free) : edges.right + pad * side;
  const middle = horizontal ? frame.x + frame.width / 2 : frame.y + frame.height / 2;
  const past = drawBar(bar, place, { length, thickness, start, middle }, sheet);
  if (horizontal) edges.bottom = edges.free = past;
  else edges.right = past;
}

/** Draws a bar that stands beside several axes, or in axes of its own. */
export function drawSharedBar(
  bar: Colorbar,
  rects: readonly Rect[],
  sheet: BarSheet & { frames: Map<Axes, Rect> },
): void {
  const { horizontal, options, whole } = bar;
  const { axes } = bar.host.figure;
  // Axes may have been taken out or hidden since the bar was made.
  const shown = bar.axes.filter((each) => sheet.frames.has(each));
  const host = shown[0] ?? axes.find((each) => sheet.frames.has(each));
  if (!host) return;
  const n = axes.indexOf(host) + 1;
  const place = { x: n === 1 ? 'x' : `x${n}`, y: n === 1 ? 'y' : `y${n}` };
  if (options.cax) {
    const own = rects[axes.indexOf(options.cax)];
    if (!own) return;
    const { x, y, width, height } = own;
    drawBar(
      bar,
      place,
      horizontal
        ? { length: width, thickness: height, start: y, middle: x + width / 2 }
        : { length: height, thickness: width, start: x, middle: y + height / 2 },
      sheet,
    );
    return;
  }
  if (shown.length === 0) return;
  const frame = unionOf(shown.map((each) => sheet.frames.get(each)!));
  const placed = unionOf(shown.map((each) => rects[axes.indexOf(each)]!));
  const edges = { right: placed.x + placed.width, bottom: placed.y + placed.height, free: 0 };
  drawColorbar(bar, place, frame, whole ?? placed, edges, sheet);
}

/** Where a bar stands: its beginning across, its middle along. */
interface BarPlace {
  length: number;
  thickness: number;
  start: number;
  middle: number;
}

/** Draws the bar with its ticks and label; gives the pixel behind them. */
function drawBar(
  bar: Colorbar,
  place: Pick<Place, 'x' | 'y'>,
  { length, thickness, start, middle }: BarPlace,
  sheet: BarSheet,
): number {
  const { mappable, options, horizontal, look } = bar;
  const { vmin, vmax } = mappable;
  const ticks = barTicks(bar, length);
  const x = (pixels: number): number => Number((pixels / sheet.width).toFixed(6));
  const y = (pixels: number): number => Number((1 - pixels / sheet.height).toFixed(6));
  sheet.parts.traces.push({
    type: 'scatter',
    mode: 'markers',
    x: [null],
    y: [null],
    xaxis: place.x,
    yaxis: place.y,
    showlegend: false,
    hoverinfo: 'skip',
    marker: {
      color: [vmin],
      cmin: vmin,
      cmax: vmax === vmin ? vmin + 1 : vmax,
      colorscale: mappable.barColors?.() ?? plotlyColorscale(mappable.cmap),
      showscale: true,
      colorbar: {
        ...(horizontal
          ? { orientation: 'h', x: x(middle), xanchor: 'center', y: y(start), yanchor: 'top' }
          : { x: x(start), xanchor: 'left', y: y(middle), yanchor: 'middle' }),
        xpad: 0,
        ypad: 0,
        len: Number((length / (horizontal ? sheet.width : sheet.height)).toFixed(6)),
        thickness,
        outlinewidth: 0.8 * pointPixels,
        ticks: 'outside',
        ticklen: 3.5 * pointPixels,
        tickwidth: 0.8 * pointPixels,
        tickfont: { size: look.tickPoints * pointPixels, ...(look.tickColor ? { color: look.tickColor } : {}) },
        ...(ticks.even ?? { tickvals: ticks.values, ticktext: ticks.words.map(plotlyText) }),
      },
    },
  });
  const line = lineHeight * look.tickPoints * pointPixels;
  const end = start + thickness + tickGap + (horizontal ? line : widest(ticks.words, look.tickPoints));
  const labelPad = look.labelPad * pointPixels;
  const points = labelPoints(bar);
  if (options.label) {
    const at = end + labelPad / (horizontal ? 2 : 1);
    sheet.parts.annotations.push({
      text: plotlyText(options.label),
      showarrow: false,
      borderpad: 0,
      xref: 'paper',
      yref: 'paper',
      ...(horizontal
        ? { x: x(middle), xanchor: 'center', y: y(at), yanchor: 'top' }
        : { textangle: look.labelAngle, x: x(at), xanchor: 'left', y: y(middle), yanchor: 'middle' }),
      font: { size: points * pointPixels },
    });
  }
  if (look.title) {
    sheet.parts.annotations.push({
      text: plotlyText(look.title.text),
      showarrow: false,
      borderpad: 0,
      xref: 'paper',
      yref: 'paper',
      xanchor: 'center',
      yanchor: 'bottom',
      x: x(horizontal ? middle : start + thickness / 2),
      y: y((horizontal ? start : middle - length / 2) - 4 * pointPixels),
      font: { size: look.title.points * pointPixels },
    });
  }
  return options.label ? end + labelPad + lineHeight * points * pointPixels : end;
}
