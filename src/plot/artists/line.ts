/** @file Lines and points: `plot`, `scatter`, `errorbar`, `fill_between`. */
import { cssColor, type Color } from '../color.ts';
import { colorOf, plotlyColorscale, type Colormap } from '../colormap.ts';
import { dashOf, isNoMarker, markerSymbol, type LineStyleName } from '../format-string.ts';
import { plotlyNumbers, rangeOf } from '../values.ts';
import { Artist, onAxes, pointPixels, type Extent, type Parts, type Place, type PlotlyPart } from './artist.ts';

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
}

/** A line through points, a row of markers, or both. */
export class Line2D extends Artist {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly style: LineStyle;
  /** The axis along which it stands on zero (the outline of a histogram). */
  foot: 'x' | 'y' | undefined;

  constructor(x: Float64Array, y: Float64Array, style: LineStyle, label?: string) {
    super(label);
    this.x = x;
    this.y = y;
    this.style = style;
  }

  extent(): Extent {
    const sticky = this.foot === 'x' ? { stickyX: [0] } : this.foot === 'y' ? { stickyY: [0] } : {};
    return { x: rangeOf(this.x), y: rangeOf(this.y), ...sticky };
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
      x: plotlyNumbers(this.x),
      y: plotlyNumbers(this.y),
      ...onAxes(place),
      ...this.legendFields(place),
      ...(dash === undefined ? {} : { line: { color, width, dash, ...(steps ? { shape: steps } : {}) } }),
      ...(marked ? { marker: markerPart(this.style) } : {}),
      ...(alpha === undefined ? {} : { opacity: alpha }),
    });
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
    return { x: rangeOf(this.x), y: rangeOf(this.y) };
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
    return { x: reach(this.line.x, this.xerr), y: reach(this.line.y, this.yerr) };
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

  constructor(
    curves: { x: Float64Array; y1: Float64Array; y2: Float64Array; where?: readonly boolean[] },
    look: { color: Color; alpha?: number; label?: string },
  ) {
    super(look.label);
    this.x = curves.x;
    this.y1 = curves.y1;
    this.y2 = curves.y2;
    this.where = curves.where;
    this.color = cssColor(look.color, 'plt.fill_between');
    this.alpha = look.alpha;
  }

  extent(): Extent {
    const y = rangeOf([...this.y1, ...this.y2]);
    return { x: rangeOf(this.x), y, ...(this.foot ? { stickyY: [0] } : {}) };
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
      x,
      y,
      fill: 'toself',
      fillcolor: this.color,
      line: { width: 0, color: this.color },
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
