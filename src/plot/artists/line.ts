/** @file A line through points, a row of markers, or both: what `plot` draws, and many other calls. */
import { checkedNumber } from '../input/checked.ts';
import { leastAbove0, numbersOf, rangeOf, sameLength, type Numbers } from '../input/values.ts';
import { plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';
import { cssColor, type Color } from '../style/color.ts';
import { dashOf, isNoMarker, markerSymbol, type LineStyleName } from '../style/format-string.ts';
import { pointPixels } from '../style/points.ts';
import { Artist, onAxes, type Coverage, type Extent, type Parts, type Place, type View } from './artist.ts';

/** How a line looks. Widths and sizes in points. */
export interface LineStyle {
  color: string;
  linestyle: LineStyleName;
  linewidth: number;
  marker: string | undefined;
  markersize: number;
  alpha: number | undefined;
  markerface?: string;
  markeredge?: string;
  /** Default 1. */
  markeredgewidth?: number;
  /** 'hv' and its like: steps between the points (`step`). */
  steps?: 'hv' | 'vh' | 'hvh';
  /** First and distance of the points that carry a marker; undefined: all. */
  markevery?: readonly [number, number];
  /** What reaches beyond the frame is drawn as well. */
  unclipped?: boolean;
}

/** A line through points, a row of markers, or both. */
export class Line2D extends Artist {
  x: Float64Array;
  y: Float64Array;
  readonly style: LineStyle;
  /** Edges at which axes add no margin, and how far the line reaches across (half the distance to the next box). */
  sticky: { stickyX?: readonly number[]; stickyY?: readonly number[]; reach?: [number, number] } | undefined;
  /** Whether it joins the points of the data, and not ends of other things. */
  isCurve = false;
  /** The axis on whose zero it stands (the outline of a histogram). */
  base: 'x' | 'y' | undefined;

  constructor(x: Float64Array, y: Float64Array, style: LineStyle, label?: string) {
    super(label);
    this.x = x;
    this.y = y;
    this.style = style;
  }

  override get layer(): number {
    return 2;
  }

  override dataAlong(axis: 'x' | 'y'): Float64Array | undefined {
    return this.isCurve ? this[axis] : undefined;
  }

  override covers(view: View): Coverage {
    return { paths: [view.points(this.x, this.y)] };
  }

  extent(): Extent {
    const { reach, ...edges } = this.sticky ?? {};
    const sticky = this.base === 'x' ? { stickyX: [0] } : this.base === 'y' ? { stickyY: [0] } : edges;
    const [x, y] = [rangeOf(this.x), rangeOf(this.y)];
    const least = { leastX: leastAbove0(this.x), leastY: leastAbove0(this.y) };
    return { x: edges.stickyX ? reach : x, y: edges.stickyY ? reach : y, ...sticky, ...least };
  }

  set_data(x: Numbers, y: Numbers): void {
    [this.x, this.y] = [numbersOf(x, 'set_data', 'x'), numbersOf(y, 'set_data', 'y')];
    sameLength('set_data', this.x, this.y);
  }

  set_xdata(x: Numbers): void {
    this.x = numbersOf(x, 'set_xdata', 'x');
  }

  set_ydata(y: Numbers): void {
    this.y = numbersOf(y, 'set_ydata', 'y');
  }

  get_xdata(): Float64Array {
    return this.x;
  }

  get_ydata(): Float64Array {
    return this.y;
  }

  set_color(color: Color): void {
    this.style.color = cssColor(color, 'set_color');
  }

  get_color(): string {
    return this.style.color;
  }

  set_linewidth(points: number): void {
    this.style.linewidth = checkedNumber('set_linewidth', 'linewidth', points);
  }

  set_linestyle(style: LineStyleName): void {
    dashOf(style, 1, 'set_linestyle');
    this.style.linestyle = style;
  }

  set_marker(marker: string): void {
    if (!isNoMarker(marker)) markerSymbol(marker, 'set_marker');
    this.style.marker = marker;
  }

  set_markersize(points: number): void {
    this.style.markersize = checkedNumber('set_markersize', 'markersize', points);
  }

  set_markerfacecolor(color: Color): void {
    this.style.markerface = cssColor(color, 'set_markerfacecolor');
  }

  set_alpha(alpha: number): void {
    this.style.alpha = checkedNumber('set_alpha', 'alpha', alpha, 1);
  }

  draw(parts: Parts, place: Place): void {
    const { color, linestyle, linewidth, alpha, steps } = this.style;
    const width = linewidth * pointPixels;
    const dash = dashOf(linestyle, width, 'plt.plot');
    const marked = !isNoMarker(this.style.marker);
    const mode = [dash === undefined ? '' : 'lines', marked ? 'markers' : ''].filter(Boolean).join('+');
    parts.traces.push({
      type: 'scatter',
      mode: mode || 'none',
      // Without points it stands for itself in a legend.
      x: this.x.length === 0 ? [null] : plotlyNumbers(this.x),
      y: this.x.length === 0 ? [null] : plotlyNumbers(this.y),
      ...onAxes(place),
      ...this.legendFields(place),
      ...(dash === undefined ? {} : { line: { color, width, dash, ...(steps ? { shape: steps } : {}) } }),
      ...(marked ? { marker: this.marker() } : {}),
      ...(this.style.unclipped ? { cliponaxis: false } : {}),
      ...(alpha === undefined ? {} : { opacity: alpha }),
    });
  }

  private marker(): PlotlyPart {
    const part = markerPart(this.style);
    if (!this.style.markevery) return part;
    const [first, step] = this.style.markevery;
    const { size } = part as { size: number };
    return {
      ...part,
      size: Array.from(this.x, (_, i) => (i >= first && (i - first) % step === 0 ? size : 0)),
      // Sizes of their own make Plotly draw pale bubbles.
      opacity: 1,
      ...('line' in part ? {} : { line: { width: 0 } }),
    };
  }
}

/** A marker with matplotlib's edge of one point around it: as part of the size while it has no colour of its own. */
function markerPart({ marker, color, markersize, markerface, markeredge, markeredgewidth }: LineStyle): PlotlyPart {
  const { symbol, scale, open } = markerSymbol(marker!, 'plt.plot');
  const edge = (markeredgewidth ?? 1) * pointPixels;
  const size = markersize * pointPixels * scale;
  if (open) return { symbol, size, color: markeredge ?? color, line: { width: edge } };
  if (markerface === undefined && markeredge === undefined) return { symbol, size: Math.max(1, size + edge), color };
  return { symbol, size, color: markerface ?? color, line: { color: markeredge ?? color, width: edge } };
}
