/** @file Bars, and lines and bands across axes: `bar`, `barh`, `hist`, `axhline`, `axvline`, `axline`, spans. */
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { cssColor, type Color } from '../style/color.ts';
import { leastAbove0, rangeOf } from '../input/values.ts';
import { dashOf, type LineStyleName } from '../style/format-string.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';
import type { Errors } from './line.ts';
import { plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';
import { pointPixels } from '../style/points.ts';

/** One bar of a row, as matplotlib's rectangle: `bars[3].set_color('red')`. */
export class Bar implements Displayable {
  private readonly bars: BarContainer;
  private readonly i: number;

  constructor(bars: BarContainer, i: number) {
    this.bars = bars;
    this.i = i;
  }

  /** The left edge. */
  get_x(): number {
    const { at, width, base, length, horizontal } = this.bars;
    return horizontal ? Math.min(base[this.i]!, base[this.i]! + length[this.i]!) : at[this.i]! - width[this.i]! / 2;
  }

  /** The lower edge. */
  get_y(): number {
    const { at, width, base, length, horizontal } = this.bars;
    return horizontal ? at[this.i]! - width[this.i]! / 2 : Math.min(base[this.i]!, base[this.i]! + length[this.i]!);
  }

  get_width(): number {
    return (this.bars.horizontal ? this.bars.length : this.bars.width)[this.i]!;
  }

  get_height(): number {
    return (this.bars.horizontal ? this.bars.width : this.bars.length)[this.i]!;
  }

  get_facecolor(): string {
    const { colors } = this.bars;
    return typeof colors === 'string' ? colors : colors[this.i % colors.length]!;
  }

  set_color(color: Color): void {
    this.set_facecolor(color);
  }

  set_facecolor(color: Color): void {
    this.bars.colors = this.spread(this.bars.colors, cssColor(color, 'set_color'));
  }

  set_edgecolor(color: Color): void {
    this.bars.edge = this.spread(this.bars.edge ?? 'rgba(0,0,0,0)', cssColor(color, 'set_edgecolor'));
  }

  set_height(height: number): void {
    (this.bars.horizontal ? this.bars.width : this.bars.length)[this.i] = height;
  }

  [displaySymbol](): MimeBundle {
    return {};
  }

  /** One of a row changed. */
  private spread(row: string | readonly string[], own: string): string[] {
    return Array.from(this.bars.at, (_, k) =>
      k === this.i ? own : typeof row === 'string' ? row : row[k % row.length]!,
    );
  }
}

/** Bars from `base` along `length`, centred at `at`, `width` thick. */
export class BarContainer extends Artist {
  /** The bars one by one. */
  readonly [i: number]: Bar;
  readonly patches: readonly Bar[];
  readonly at: Float64Array;
  readonly length: Float64Array;
  readonly base: Float64Array;
  readonly width: Float64Array;
  readonly horizontal: boolean;
  colors: string | readonly string[];
  edge: string | readonly string[] | undefined;
  alpha: number | undefined;
  /** Width of the edge in points. */
  linewidth: number;
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
    this.patches = Array.from(this.at, (_, i) => new Bar(this, i));
    Object.assign(this, this.patches);
  }

  [Symbol.iterator](): Iterator<Bar> {
    return this.patches[Symbol.iterator]();
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
    const least = leastAbove0(ends);
    return this.horizontal
      ? { x: along, y: across, stickyX: foot, leastX: least }
      : { x: across, y: along, stickyY: foot, leastY: least };
  }

  draw(parts: Parts, place: Place): void {
    if (this.hatch && typeof this.colors !== 'string') return this.drawApart(parts, place, this.colors);
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

  /** Hatched bars of several colours, a trace each: Plotly takes a colour a bar for that of the hatch. */
  private drawApart(parts: Parts, place: Place, colors: readonly string[]): void {
    const reach = this.errors?.reach;
    this.at.forEach((_, i) => {
      const one = (row: Float64Array): Float64Array => row.slice(i, i + 1);
      const { horizontal, alpha, linewidth, hatch, edge } = this;
      const bar = new BarContainer(
        { at: one(this.at), length: one(this.length), base: one(this.base), width: one(this.width), horizontal },
        { colors: colors[i % colors.length]!, edge, alpha, linewidth, hatch },
        this.label,
      );
      if (reach) bar.errors = { ...this.errors!, reach: { below: one(reach.below), above: one(reach.above) } };
      bar.draw(parts, { ...place, legendOf: () => (i === 0 ? place.legendOf(this) : undefined) });
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
function patternOf(hatch: string, edge: BarContainer['edge']): PlotlyPart {
  const shape = { o: '.', O: '.', '*': '.' }[hatch[0]!] ?? hatch[0]!;
  return {
    shape,
    fgcolor: typeof edge === 'string' ? edge : '#000000',
    fgopacity: 1,
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
    // Plotly would take a middle of its own for what stands nowhere.
    if (!Number.isFinite(this.from) || !Number.isFinite(this.to)) return;
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

/** A line without end through a point. */
export class Axline extends Artist {
  readonly through: readonly [number, number];
  readonly slope: number;
  readonly look: Omit<Across['look'], 'span'>;

  constructor(through: readonly [number, number], slope: number, look: Axline['look'], label?: string) {
    super(label);
    this.through = through;
    this.slope = slope;
    this.look = look;
  }

  extent(): Extent {
    const [x, y] = this.through;
    return { x: [x, x], y: [y, y] };
  }

  draw(parts: Parts, place: Place): void {
    const { color, linestyle, linewidth, alpha } = this.look;
    const width = linewidth * pointPixels;
    const [x0, y0] = this.through;
    // Far beyond both ends, so that the line goes on when the axes are moved.
    const { x, y } = place.limits;
    const ends = Number.isFinite(this.slope)
      ? [x[0] - 10 * (x[1] - x[0]), x[1] + 10 * (x[1] - x[0])].map((at) => [at, y0 + this.slope * (at - x0)])
      : y.map((at) => [x0, at]);
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x: ends.map(([at]) => at),
      y: ends.map(([, at]) => at),
      line: { color, width, dash: dashOf(linestyle, width, 'plt.axline') },
      ...onAxes(place),
      ...this.legendFields(place),
      ...(alpha === undefined ? {} : { opacity: alpha }),
    });
  }
}
