/** @file Lines and areas of equal value: `contour` and `contourf`. */
import { colorOf, plotlyColorscale, type Colormap } from '../style/colormap.ts';
import { dashOf } from '../style/format-string.ts';
import { rangeOf } from '../input/values.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from './artist.ts';
import { plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';
import { pointPixels } from '../style/points.ts';

export interface ContourLook {
  cmap: Colormap;
  filled: boolean;
  /** One colour for all lines in place of the colormap. */
  color?: string;
  linewidth: number;
  alpha?: number;
}

/** A set of levels over a grid: `z` has a row for each y and a column for each x. */
export class QuadContourSet extends Artist {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: readonly Float64Array[];
  readonly levels: readonly number[];
  readonly look: ContourLook;
  readonly cmap: Colormap;
  readonly vmin: number;
  readonly vmax: number;
  /** How the lines carry their values, if they do (`clabel`). */
  labelled: { fmt?: string; fontsize?: number } | undefined;

  constructor(
    x: Float64Array,
    y: Float64Array,
    z: readonly Float64Array[],
    levels: readonly number[],
    look: ContourLook,
  ) {
    super();
    this.x = x;
    this.y = y;
    this.z = z;
    this.levels = levels;
    this.look = look;
    this.cmap = look.cmap;
    this.vmin = levels[0]!;
    this.vmax = levels.at(-1)!;
  }

  extent(): Extent {
    const [x, y] = [rangeOf(this.x), rangeOf(this.y)];
    return { x, y, stickyX: x, stickyY: y };
  }

  draw(parts: Parts, place: Place): void {
    const width = this.look.linewidth * pointPixels;
    if (this.look.filled) this.drawAreas(parts, place);
    else if (this.look.color === undefined && evenStep(this.levels) !== undefined) {
      const { levels } = this;
      parts.traces.push({
        ...this.common(place),
        z: drawable(this.z),
        colorscale: plotlyColorscale(this.cmap),
        contours: { ...this.lines(levels[0]!, levels.at(-1)!, evenStep(levels)!) },
        line: { width },
      });
    } else {
      for (const level of this.levels) {
        const color = this.look.color ?? colorOf(this.cmap, (level - this.vmin) / (this.vmax - this.vmin || 1));
        parts.traces.push({
          ...this.common(place),
          z: drawable(this.z),
          colorscale: [
            [0, color],
            [1, color],
          ],
          contours: this.lines(level, level, 1),
          // In one colour the levels below zero are told apart by dashes, as in matplotlib.
          line: { width, color, ...(this.look.color && level < 0 ? { dash: dashOf('--', width, 'plt.contour') } : {}) },
          hoverinfo: 'skip',
        });
      }
    }
  }

  /** The areas between the levels; what lies outside them stays open. Plotly knows even levels only: others are stretched. */
  private drawAreas(parts: Parts, place: Place): void {
    const { levels } = this;
    const even = evenStep(levels);
    const place1 = (value: number): number => (even === undefined ? placeAmong(levels, value) : value);
    const size = even ?? 1;
    const [first, last] = [place1(levels[0]!), place1(levels.at(-1)!)];
    parts.traces.push({
      ...this.common(place),
      z: clipped(this.z, this.vmin, this.vmax).map((row) =>
        row.map((value) => (value === null ? null : place1(value))),
      ),
      // Plotly gives the outermost areas the ends of the scale; matplotlib takes the middle of each area.
      colorscale: this.areaColors().map((color, i, all) => [all.length === 1 ? i : i / (all.length - 1), color]),
      contours: {
        start: first + size,
        end: last - size,
        size,
        coloring: 'fill',
        showlabels: this.labelled !== undefined,
        showlines: false,
      },
      line: { width: 0 },
      ...(even === undefined ? { hoverinfo: 'skip' } : {}),
    });
  }

  /** The colour of each area, from the lowest. */
  areaColors(): string[] {
    const { levels, vmin, vmax } = this;
    return levels.slice(1).map((top, i) => colorOf(this.cmap, ((top + levels[i]!) / 2 - vmin) / (vmax - vmin || 1)));
  }

  private common(place: Place): PlotlyPart {
    return {
      type: 'contour',
      x: plotlyNumbers(this.x),
      y: plotlyNumbers(this.y),
      showscale: false,
      autocontour: false,
      ...onAxes(place),
      ...(this.look.alpha === undefined ? {} : { opacity: this.look.alpha }),
    };
  }

  private lines(start: number, end: number, size: number): PlotlyPart {
    const { labelled } = this;
    const asked = /\.(\d+)/.exec(labelled?.fmt ?? '')?.[1];
    const decimals = asked === undefined ? decimalsOf(this.levels) : Number(asked);
    return {
      start,
      end,
      size,
      coloring: 'lines',
      showlabels: labelled !== undefined,
      ...(labelled ? { labelformat: `.${decimals}f` } : {}),
      ...(labelled?.fontsize ? { labelfont: { size: labelled.fontsize * pointPixels } } : {}),
    };
  }
}

/** Where a value lies among uneven levels: 0 on the first, 1 on the second, … */
function placeAmong(levels: readonly number[], value: number): number {
  const above = levels.findIndex((level) => level >= value);
  if (above <= 0) return above < 0 ? levels.length - 1 : 0;
  const [low, high] = [levels[above - 1]!, levels[above]!];
  return above - 1 + (value - low) / (high - low);
}

/** As many decimals as tell the levels apart to a thousandth of what they span (matplotlib's ScalarFormatter). */
function decimalsOf(levels: readonly number[]): number {
  if (levels.every((level) => Number.isInteger(level))) return 0;
  const span = levels.at(-1)! - levels[0]! || Math.abs(levels[0]!);
  const order = Math.floor(Math.log10(span));
  const near = (digits: number): boolean =>
    levels.every((level) => Math.abs(level - Number(level.toFixed(digits))) < 10 ** (order - 3));
  let digits = Math.max(0, 3 - order);
  while (digits > 1 && near(digits - 1)) digits--;
  return Math.max(1, digits);
}

function drawable(z: readonly Float64Array[]): (number | null)[][] {
  return z.map((row) => Array.from(row, (value) => (Number.isFinite(value) ? value : null)));
}

/** The step between evenly spaced levels, or undefined. */
function evenStep(levels: readonly number[]): number | undefined {
  if (levels.length < 2) return undefined;
  const step = (levels.at(-1)! - levels[0]!) / (levels.length - 1);
  return levels.every((level, i) => Math.abs(level - (levels[0]! + i * step)) < 1e-6 * Math.abs(step))
    ? step
    : undefined;
}

/** Values outside the levels become holes. */
function clipped(z: readonly Float64Array[], low: number, high: number): (number | null)[][] {
  return z.map((row) => Array.from(row, (value) => (value >= low && value <= high ? value : null)));
}
