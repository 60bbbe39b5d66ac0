/** @file Lines and points: `plot`, `scatter`, `errorbar`, `fill_between`. */
import { cssColor, type Color } from '../style/color.ts';
import { colorOf, plotlyColorscale, type Colormap } from '../style/colormap.ts';
import { dashOf, isNoMarker, markerSymbol, type LineStyleName } from '../style/format-string.ts';
import { leastAbove0, numbersOf, rangeOf, sameLength, type Numbers } from '../input/values.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';
import { plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';
import { pointPixels } from '../style/points.ts';

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
  /** Edges at which axes add no margin, and how far the line reaches across (the room of a box). */
  sticky: { stickyX?: readonly number[]; stickyY?: readonly number[]; reach?: [number, number] } | undefined;
  /** The axis along which it stands on zero (the outline of a histogram). */
  foot: 'x' | 'y' | undefined;

  constructor(x: Float64Array, y: Float64Array, style: LineStyle, label?: string) {
    super(label);
    this.x = x;
    this.y = y;
    this.style = style;
  }

  extent(): Extent {
    const { reach, ...edges } = this.sticky ?? {};
    const sticky = this.foot === 'x' ? { stickyX: [0] } : this.foot === 'y' ? { stickyY: [0] } : edges;
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
    this.style.linewidth = points;
  }

  set_linestyle(style: LineStyleName): void {
    this.style.linestyle = style;
  }

  set_marker(marker: string): void {
    this.style.marker = marker;
  }

  set_markersize(points: number): void {
    this.style.markersize = points;
  }

  set_markerfacecolor(color: Color): void {
    this.style.markerface = cssColor(color, 'set_markerfacecolor');
  }

  set_alpha(alpha: number): void {
    this.style.alpha = alpha;
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

/** Points with a size and a colour each. */
export class PathCollection extends Artist {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Areas in square points, one or one a point. */
  readonly sizes: Float64Array;
  readonly colors: string | readonly string[] | Float64Array;
  readonly marker: string;
  readonly cmap: Colormap;
  vmin: number;
  vmax: number;
  readonly alpha: number | undefined;
  readonly edge: string | readonly string[] | undefined;
  /** Width of the edge in points. */
  readonly linewidth: number;

  constructor(
    x: Float64Array,
    y: Float64Array,
    look: Pick<
      PathCollection,
      'sizes' | 'colors' | 'marker' | 'cmap' | 'vmin' | 'vmax' | 'alpha' | 'edge' | 'linewidth'
    >,
    label?: string,
  ) {
    super(label);
    this.x = x;
    this.y = y;
    this.sizes = look.sizes;
    this.colors = look.colors;
    this.marker = look.marker;
    this.cmap = look.cmap;
    this.vmin = look.vmin;
    this.vmax = look.vmax;
    this.alpha = look.alpha;
    this.edge = look.edge;
    this.linewidth = look.linewidth;
  }

  extent(): Extent {
    const least = { leastX: leastAbove0(this.x), leastY: leastAbove0(this.y) };
    return { x: rangeOf(this.x), y: rangeOf(this.y), ...least };
  }

  draw(parts: Parts, place: Place): void {
    const { symbol, scale, open } = markerSymbol(this.marker, 'plt.scatter');
    const width = this.linewidth * pointPixels;
    // The edge has the colour of the face unless another is named: then it is part of the size.
    const around = open || this.edge !== undefined ? 0 : width;
    const diameter = (area: number): number => Math.max(1, Math.sqrt(area) * pointPixels * scale + around);
    const mapped = this.colors instanceof Float64Array;
    parts.traces.push({
      type: 'scatter',
      mode: 'markers',
      x: plotlyNumbers(this.x),
      y: plotlyNumbers(this.y),
      ...onAxes(place),
      ...this.legendFields(place),
      marker: {
        symbol,
        size: this.sizes.length === 1 ? diameter(this.sizes[0]!) : Array.from(this.sizes, diameter),
        color: mapped ? plotlyNumbers(this.colors) : this.colors,
        ...(mapped ? { colorscale: plotlyColorscale(this.cmap), cmin: this.vmin, cmax: this.vmax } : {}),
        // Many sizes are "bubbles" to Plotly, pale and with an edge.
        ...(this.sizes.length > 1 ? { opacity: 1, line: { width: 0 } } : {}),
        ...(this.alpha === undefined ? {} : { opacity: this.alpha }),
        ...(open ? { line: { width } } : {}),
        ...(this.edge === undefined || open ? {} : { line: { color: this.edge, width } }),
      },
    });
  }

  set_clim(vmin: number, vmax: number): void {
    this.vmin = vmin;
    this.vmax = vmax;
  }

  /** One marker a colour and its number, for `legend(...points.legend_elements())`. */
  legend_elements(): [Line2D[], string[]] {
    const values = this.colors instanceof Float64Array ? [...new Set(this.colors)].sort((a, b) => a - b) : [];
    const handles = values.map((value) => {
      const color = this.colorAt(value);
      const style = { color, linestyle: 'None', linewidth: 0, marker: this.marker, markersize: 6, alpha: this.alpha };
      return new Line2D(new Float64Array(), new Float64Array(), style, String(value));
    });
    return [handles, values.map(String)];
  }

  /** The colour of a value of `c` (for legends and tests). */
  colorAt(value: number): string {
    return colorOf(this.cmap, (value - this.vmin) / (this.vmax - this.vmin));
  }
}

/** Error lengths: below and above each point. */
export interface Errors {
  below: Float64Array;
  above: Float64Array;
}

/** A line with error bars. */
export class ErrorbarContainer extends Artist {
  readonly line: Line2D;
  readonly xerr: Errors | undefined;
  readonly yerr: Errors | undefined;
  readonly ecolor: string;
  readonly capsize: number;
  readonly elinewidth: number;

  constructor(
    line: Line2D,
    errors: { x?: Errors; y?: Errors },
    look: { ecolor: string; capsize: number; elinewidth: number },
  ) {
    super(line.label);
    this.line = line;
    this.xerr = errors.x;
    this.yerr = errors.y;
    this.ecolor = look.ecolor;
    this.capsize = look.capsize;
    this.elinewidth = look.elinewidth;
  }

  extent(): Extent {
    const reach = (values: Float64Array, errors: Errors | undefined): [number, number] | undefined =>
      rangeOf(
        errors
          ? [...values.map((v, i) => v - errors.below[i]!), ...values.map((v, i) => v + errors.above[i]!)]
          : values,
      );
    const { leastX, leastY } = this.line.extent();
    return { x: reach(this.line.x, this.xerr), y: reach(this.line.y, this.yerr), leastX, leastY };
  }

  draw(parts: Parts, place: Place): void {
    this.line.label = this.label;
    this.line.draw(parts, { ...place, legendOf: () => place.legendOf(this) });
    const bars = (errors: Errors): PlotlyPart => ({
      type: 'data',
      symmetric: false,
      array: Array.from(errors.above),
      arrayminus: Array.from(errors.below),
      color: this.ecolor,
      thickness: this.elinewidth * pointPixels,
      width: this.capsize * pointPixels,
    });
    const trace = parts.traces.at(-1)!;
    if (this.xerr) trace['error_x'] = bars(this.xerr);
    if (this.yerr) trace['error_y'] = bars(this.yerr);
    if (trace['mode'] === 'none') trace['mode'] = 'markers';
    trace['marker'] ??= { size: 0.1, color: this.ecolor };
  }
}

/** The area between two curves. */
export class FillBetween extends Artist {
  readonly x: Float64Array;
  readonly y1: Float64Array;
  readonly y2: Float64Array;
  readonly where: readonly boolean[] | undefined;
  readonly color: string;
  readonly alpha: number | undefined;
  /** Whether it stands on zero (a filled histogram). */
  foot = false;
  /** Whether `x` runs upwards and the curves are numbers of x (`fill_betweenx`). */
  lying = false;
  /** The line around it: a CSS colour, and its width in points. */
  readonly edge: string | undefined;
  readonly linewidth: number;

  constructor(
    curves: { x: Float64Array; y1: Float64Array; y2: Float64Array; where?: readonly boolean[] },
    look: { color: Color; alpha?: number; label?: string; edge?: string; linewidth?: number },
  ) {
    super(look.label);
    this.x = curves.x;
    this.y1 = curves.y1;
    this.y2 = curves.y2;
    this.where = curves.where;
    this.color = cssColor(look.color, 'plt.fill_between');
    this.alpha = look.alpha;
    this.edge = look.edge;
    this.linewidth = look.linewidth ?? 1;
  }

  extent(): Extent {
    const [along, across] = [rangeOf(this.x), rangeOf([...this.y1, ...this.y2])];
    if (this.lying) return { x: across, y: along };
    const least = { leastX: leastAbove0(this.x), leastY: leastAbove0(this.y1, this.y2) };
    return { x: along, y: across, ...(this.foot ? { stickyY: [0] } : {}), ...least };
  }

  draw(parts: Parts, place: Place): void {
    const x: (number | null)[] = [];
    const y: (number | null)[] = [];
    for (const run of this.runs()) {
      if (x.length > 0) [x, y].forEach((list) => list.push(null));
      x.push(...run.map((i) => this.x[i]!), ...run.toReversed().map((i) => this.x[i]!), this.x[run[0]!]!);
      y.push(...run.map((i) => this.y1[i]!), ...run.toReversed().map((i) => this.y2[i]!), this.y1[run[0]!]!);
    }
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      ...(this.lying ? { x: y, y: x } : { x, y }),
      fill: 'toself',
      fillcolor: this.color,
      line: { width: this.edge ? this.linewidth * pointPixels : 0, color: this.edge ?? this.color },
      hoverinfo: 'skip',
      ...onAxes(place),
      ...this.legendFields(place),
      ...(this.alpha === undefined ? {} : { opacity: this.alpha }),
    });
  }

  /** Stretches of indices where there is something to fill. */
  private runs(): number[][] {
    const runs: number[][] = [];
    let open = false;
    for (let i = 0; i < this.x.length; i++) {
      const drawn = Number.isFinite(this.x[i]! + this.y1[i]! + this.y2[i]!) && (this.where?.[i] ?? true);
      if (drawn && !open) runs.push([]);
      if (drawn) runs.at(-1)!.push(i);
      open = drawn;
    }
    return runs.filter((run) => run.length > 1);
  }
}
