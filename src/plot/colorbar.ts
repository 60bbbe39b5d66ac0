/** @file The bar that explains the colours of a picture: its settings, the room it takes, and how it is drawn. */
import { displaySymbol, type Displayable, type MimeBundle } from '../display/index.ts';
import { pointPixels, type Place, type PlotlyPart } from './artists/artist.ts';
import { QuadContourSet } from './artists/contour.ts';
import type { Axes, Mappable } from './axes.ts';
import { roughWidth, type Rect } from './axes-layout.ts';
import { plotlyColorscale } from './colormap.ts';
import type { ColorbarOptions } from './options.ts';
import { fontPoints, fontSizes } from './theme.ts';
import { automaticBins, niceTicks, numberLabels, tickLabels } from './ticks.ts';
import { numbersOf, plotlyText, type Numbers } from './values.ts';

const tickRoom = 7 * pointPixels;
const labelPad = 4 * pointPixels;
const lineHeight = 1.25;

/** What `colorbar` gives back: its label and ticks can be set afterwards. */
export class Colorbar implements Displayable {
  readonly ax: Axes;
  readonly mappable: Mappable;
  readonly options: ColorbarOptions;

  constructor(ax: Axes, mappable: Mappable, options: ColorbarOptions) {
    this.ax = ax;
    this.mappable = mappable;
    this.options = { ...options };
  }

  set_label(label: string): void {
    this.options.label = label;
  }

  set_ticks(ticks: Numbers, labels?: readonly unknown[]): void {
    this.options.ticks = ticks;
    if (labels) this.labels = labels.map(String);
  }

  set_ticklabels(labels: readonly unknown[]): void {
    this.labels = labels.map(String);
  }

  /** Words in place of the numbers. */
  labels: readonly string[] | undefined;

  get lying(): boolean {
    return this.options.orientation === 'horizontal';
  }

  /** The parts of the axes that the bar and the gap before it take. */
  get share(): number {
    const { fraction = 0.15, pad = this.lying ? 0.15 : 0.05 } = this.options;
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
    const values = options.ticks ? Array.from(numbersOf(options.ticks, 'plt.colorbar', 'ticks')) : [];
    return { values, words: labels ? [...labels] : numberLabels(values) };
  }
  if (mappable instanceof QuadContourSet) {
    // At the levels, as many as there is room for (at most about ten).
    const step = Math.max(1, Math.ceil(mappable.levels.length / 10));
    const values = mappable.levels.filter((_, i) => i % step === 0);
    return { values, words: numberLabels(values) };
  }
  const bins = automaticBins(length / pointPixels, fontSizes.tick, bar.lying ? 'x' : 'y');
  const ticks = niceTicks(mappable.vmin, mappable.vmax, bins);
  const even = { tick0: ticks.first, dtick: ticks.step, tickformat: `.${ticks.decimals}f` };
  return { values: ticks.values, words: tickLabels(ticks), even };
}

function widest(words: readonly string[]): number {
  return Math.max(0, ...words.map((word) => roughWidth(word, fontSizes.tick)));
}

/** What the ticks and the label of a bar need beside it: right of an upright one, below a lying one. */
export function barNeed(bar: Colorbar, frame: { width: number; height: number }): number {
  const label = bar.options.label ? labelPad + lineHeight * labelPoints(bar) * pointPixels : 0;
  if (bar.lying) return tickRoom + lineHeight * fontSizes.tick * pointPixels + label;
  return tickRoom + widest(barTicks(bar, frame.height).words) + label;
}

function labelPoints(bar: Colorbar): number {
  return fontPoints(bar.options.fontsize, fontSizes.label);
}

interface BarSheet {
  width: number;
  height: number;
  parts: { traces: PlotlyPart[]; annotations: PlotlyPart[] };
}

/** Where the next bar begins: right of the upright ones, below the lying ones. */
export interface BarEdges {
  right: number;
  bottom: number;
  /** Below the words under the axes. */
  free: number;
}

/** Draws a bar as long as `frame` behind the edges, and moves them past its labels. */
export function drawColorbar(
  bar: Colorbar,
  place: Place,
  frame: Rect,
  rect: Rect,
  edges: BarEdges,
  sheet: BarSheet,
): void {
  const { mappable, options, lying } = bar;
  const { fraction = 0.15, pad = lying ? 0.15 : 0.05, shrink = 1, aspect = 20 } = options;
  const { vmin, vmax } = mappable;
  const side = lying ? rect.height : rect.width;
  const length = (lying ? frame.width : frame.height) * shrink;
  const thickness = Math.min(length / aspect, fraction * side);
  const start = lying ? Math.max(edges.bottom + pad * side, edges.free) : edges.right + pad * side;
  const middle = lying ? frame.x + frame.width / 2 : frame.y + frame.height / 2;
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
      colorscale: scaleOf(mappable),
      showscale: true,
      colorbar: {
        ...(lying
          ? { orientation: 'h', x: x(middle), xanchor: 'center', y: y(start), yanchor: 'top' }
          : { x: x(start), xanchor: 'left', y: y(middle), yanchor: 'middle' }),
        xpad: 0,
        ypad: 0,
        len: Number((length / (lying ? sheet.width : sheet.height)).toFixed(6)),
        thickness,
        outlinewidth: 0.8 * pointPixels,
        ticks: 'outside',
        ticklen: 3.5 * pointPixels,
        tickwidth: 0.8 * pointPixels,
        tickfont: { size: fontSizes.tick * pointPixels },
        ...(ticks.even ?? { tickvals: ticks.values, ticktext: ticks.words.map(plotlyText) }),
      },
    },
  });
  const line = lineHeight * fontSizes.tick * pointPixels;
  const end = start + thickness + tickRoom + (lying ? line : widest(ticks.words));
  const points = labelPoints(bar);
  if (options.label) {
    const at = end + labelPad / (lying ? 2 : 1);
    sheet.parts.annotations.push({
      text: plotlyText(options.label),
      showarrow: false,
      borderpad: 0,
      xref: 'paper',
      yref: 'paper',
      ...(lying
        ? { x: x(middle), xanchor: 'center', y: y(at), yanchor: 'top' }
        : { textangle: -90, x: x(at), xanchor: 'left', y: y(middle), yanchor: 'middle' }),
      font: { size: points * pointPixels },
    });
  }
  const past = options.label ? end + labelPad + lineHeight * points * pointPixels : end;
  if (lying) edges.bottom = edges.free = past;
  else edges.right = past;
}

/** The colours along a bar: those of the areas for `contourf`, else of the colormap. */
function scaleOf(mappable: Mappable): [number, string][] {
  if (!(mappable instanceof QuadContourSet && mappable.look.filled)) return plotlyColorscale(mappable.cmap);
  const { levels, vmin, vmax } = mappable;
  const at = (level: number): number => (level - vmin) / (vmax - vmin || 1);
  return mappable
    .areaColors()
    .flatMap((color, i) => [
      [at(levels[i]!), color] as [number, string],
      [at(levels[i + 1]!), color] as [number, string],
    ]);
}
