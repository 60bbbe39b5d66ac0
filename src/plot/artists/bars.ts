/** @file Bars: `bar`, `barh`, `hist`. */
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { leastAbove0, rangeOf } from '../input/values.ts';
import { plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';
import { cssColor, type Color } from '../style/color.ts';
import { hatchSign } from '../style/format-string.ts';
import { pointPixels } from '../style/points.ts';
import { Artist, onAxes, type Box, type Coverage, type Extent, type Parts, type Place, type View } from './artist.ts';
import { errorPart, type Errors } from './error-bars.ts';

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
  /** matplotlib's hatch, of which Plotly draws the first sign. */
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

  override get listedLast(): boolean {
    return true;
  }

  override covers(view: View): Coverage {
    const boxes = Array.from(this.at, (at, i): Box => {
      const across = [at - this.width[i]! / 2, at + this.width[i]! / 2];
      const along = [this.base[i]!, this.base[i]! + this.length[i]!];
      const [x, y] = this.horizontal ? [along, across] : [across, along];
      return [
        view.part('x', Math.min(...x)),
        view.part('y', Math.min(...y)),
        view.part('x', Math.max(...x)),
        view.part('y', Math.max(...y)),
      ];
    });
    return { boxes };
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
    const bases = [...new Set(this.base)];
    const least = leastAbove0(ends);
    return this.horizontal
      ? { x: along, y: across, stickyX: bases, leastX: least }
      : { x: across, y: along, stickyY: bases, leastY: least };
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

  /** Hatched bars of several colours, one trace for each: Plotly would give one colour per bar to the hatch. */
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
    return errorPart(reach, color, 1.5, capsize);
  }
}

/** Plotly's pattern for a hatch: its first sign, closer together the more often it is written. */
function patternOf(hatch: string, edge: BarContainer['edge']): PlotlyPart {
  const shape = hatchSign(hatch, 'plt.bar');
  return {
    shape,
    fgcolor: typeof edge === 'string' ? edge : '#000000',
    fgopacity: 1,
    fillmode: 'overlay',
    size: Math.max(4, 14 / hatch.length),
    solidity: 0.15,
  };
}
