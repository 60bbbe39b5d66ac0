/** @file Bars and shapes: `bar`, `barh`, `hist`, `axhline`, `axvline`, spans. */
import { plotlyNumbers, rangeOf } from '../values.ts';
import { dashOf, type LineStyleName } from '../format-string.ts';
import { Artist, onAxes, pointPixels, type Extent, type Parts, type Place, type PlotlyPart } from './artist.ts';
import type { Errors } from './line.ts';

/** Bars from `base` along `length`, centred at `at`, `width` thick. */
export class BarContainer extends Artist {
  readonly at: Float64Array;
  readonly length: Float64Array;
  readonly base: Float64Array;
  readonly width: Float64Array;
  readonly horizontal: boolean;
  readonly colors: string | readonly string[];
  readonly edge: string | undefined;
  readonly alpha: number | undefined;
  /** Width of the edge in points. */
  readonly linewidth: number;
  /** matplotlib's hatch, of which Plotly has the first sign. */
  readonly hatch: string | undefined;
  /** Error bars along the bars, with what `errorbar` knows of them. */
  errors: { reach: Errors; color: string; capsize: number } | undefined;

  constructor(
    bars: Pick<BarContainer, 'at' | 'length' | 'base' | 'width' | 'horizontal'>,
    look: Pick<BarContainer, 'colors' | 'edge' | 'alpha' | 'linewidth' | 'hatch'>,
    label?: string,
  ) {
    super(label);
    this.at = bars.at;
    this.length = bars.length;
    this.base = bars.base;
    this.width = bars.width;
    this.horizontal = bars.horizontal;
    this.colors = look.colors;
    this.edge = look.edge;
    this.alpha = look.alpha;
    this.linewidth = look.linewidth;
    this.hatch = look.hatch;
  }

  extent(): Extent {
    const across = rangeOf([
      ...this.at.map((x, i) => x - this.width[i]! / 2),
      ...this.at.map((x, i) => x + this.width[i]! / 2),
    ]);
    const ends = this.base.map((b, i) => b + this.length[i]!);
    const reach = this.errors?.reach;
    const along = rangeOf([
      ...this.base,
      ...ends,
      ...(reach ? [...ends.map((x, i) => x - reach.below[i]!), ...ends.map((x, i) => x + reach.above[i]!)] : []),
    ]);
    const foot = [...new Set(this.base)];
    return this.horizontal ? { x: along, y: across, stickyX: foot } : { x: across, y: along, stickyY: foot };
  }

  draw(parts: Parts, place: Place): void {
    const [at, length] = [plotlyNumbers(this.at), plotlyNumbers(this.length)];
    parts.traces.push({
      type: 'bar',
      x: this.horizontal ? length : at,
      y: this.horizontal ? at : length,
      orientation: this.horizontal ? 'h' : 'v',
      base: plotlyNumbers(this.base),
      width: plotlyNumbers(this.width),
      marker: {
        color: this.colors,
        line: { width: this.edge ? this.linewidth * pointPixels : 0, ...(this.edge ? { color: this.edge } : {}) },
        ...(this.hatch ? { pattern: patternOf(this.hatch, this.edge) } : {}),
      },
      ...onAxes(place),
      ...this.legendFields(place),
      ...(this.alpha === undefined ? {} : { opacity: this.alpha }),
      ...(this.errors ? { [this.horizontal ? 'error_x' : 'error_y']: this.errorBars() } : {}),
    });
  }

  private errorBars(): PlotlyPart {
    const { reach, color, capsize } = this.errors!;
    return {
      type: 'data',
      symmetric: false,
      array: Array.from(reach.above),
      arrayminus: Array.from(reach.below),
      color,
      thickness: 1.5 * pointPixels,
      width: capsize * pointPixels,
    };
  }
}

/** Plotly's pattern for a hatch: its first sign, closer together the more often it is written. */
function patternOf(hatch: string, edge: string | undefined): PlotlyPart {
  const shape = { o: '.', O: '.', '*': '.' }[hatch[0]!] ?? hatch[0]!;
  return {
    shape,
    fgcolor: edge ?? '#000000',
    fillmode: 'overlay',
    size: Math.max(4, 14 / hatch.length),
    solidity: 0.15,
  };
}

/** A line or a band across the whole axes. */
export class Across extends Artist {
  readonly axis: 'x' | 'y';
  readonly from: number;
  readonly to: number;
  readonly look: {
    color: string;
    linestyle: LineStyleName;
    linewidth: number;
    alpha?: number;
    /** Where it starts and ends across the axes, in parts of the frame. */
    span: readonly [number, number];
  };

  constructor(axis: 'x' | 'y', from: number, to: number, look: Across['look'], label?: string) {
    super(label);
    this.axis = axis;
    this.from = from;
    this.to = to;
    this.look = look;
  }

  extent(): Extent {
    const range: [number, number] = [Math.min(this.from, this.to), Math.max(this.from, this.to)];
    return this.axis === 'x' ? { x: range } : { y: range };
  }

  draw(parts: Parts, place: Place): void {
    const { color, linestyle, linewidth, alpha, span } = this.look;
    const width = linewidth * pointPixels;
    const band = this.from !== this.to;
    const [x, y] = [place.x, place.y];
    const legend = this.legendFields(place);
    parts.shapes.push({
      type: band ? 'rect' : 'line',
      ...(this.axis === 'x'
        ? { xref: x, x0: this.from, x1: this.to, yref: `${y} domain`, y0: span[0], y1: span[1] }
        : { yref: y, y0: this.from, y1: this.to, xref: `${x} domain`, x0: span[0], x1: span[1] }),
      ...(band
        ? { fillcolor: color, line: { width: 0 }, layer: 'below' }
        : { line: { color, width, dash: dashOf(linestyle, width, 'plt.axhline') } }),
      ...(legend['showlegend'] ? legend : {}),
      ...(alpha === undefined ? {} : { opacity: alpha }),
    });
  }
}
