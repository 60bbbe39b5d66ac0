/** @file `contour`, `contourf` and `clabel`: lines and areas of equal value. */
import { anything, number, optionsOf, Rule } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from '../artists/artist.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, cmap, color, numberFormat, points, read } from '../input/rules.ts';
import { gridOf, numbersOf, rangeOf, type Numbers, type Table } from '../input/values.ts';
import { niceTicks } from '../layout/ticks.ts';
import { plotlyNumbers, type PlotlyPart } from '../output/plotly.ts';
import { cssColor, type Color } from '../style/color.ts';
import { colormap, colorOf, plotlyColorscale, type Colormap, type ColormapLike } from '../style/colormap.ts';
import { dashOf } from '../style/format-string.ts';
import { pointPixels } from '../style/points.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

export interface ContourOptions {
  /** Number of levels or the levels themselves. */
  levels?: number | Numbers;
  /**
   * Colormap of the values: a name such as 'gray' or 'viridis' (default).
   * @ko 컬러맵의 이름입니다('gray', 'viridis' …). 기본값 'viridis'.
   */
  cmap?: ColormapLike;
  /** One colour, or one per part. */
  colors?: Color;
  /** Width of the lines in points. */
  linewidths?: number;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
}

const contourOptions = optionsOf<ContourOptions>()({
  levels: anything({ en: 'the number of levels, or the levels', ko: '등고선의 수 또는 등고선 값들' }),
  cmap: cmap(),
  colors: color(),
  linewidths: points(),
  alpha: alpha(),
});

export interface ClabelOptions {
  /** Python's spelling of the numbers, `'%.2f'`. */
  fmt?: string;
  /** In points; default 10. */
  fontsize?: number;
  /** Taken for matplotlib's sake: lines always end beside their label. */
  inline?: boolean | number;
}

const clabelOptions = optionsOf<ClabelOptions>()({
  fmt: numberFormat(),
  fontsize: number({ above: 0 }),
  inline: new Rule<boolean | number>({ en: 'true, false or a number', ko: 'true, false 또는 수' }, (value) =>
    ['boolean', 'number'].includes(typeof value),
  ),
});

/**
 * Lines of equal value: `contour(z)`, `contour(x, y, z, levels)`, options last.
 * @ko 높이가 같은 점을 이은 등고선을 그립니다.
 */
export const contour = call((axes) => levelsOn(axes, false));

/**
 * Areas between levels, as `contour`.
 * @ko 등고선 사이를 칠합니다.
 */
export const contourf = call((axes) => levelsOn(axes, true));

/** Writes the values on the lines of `contour`. */
export const clabel = call((_axes) => (set: QuadContourSet, options?: ClabelOptions): void => {
  set.labelled = read('plt.clabel', options, clabelOptions);
});

const levelsOn = (axes: AxesFrame, filled: boolean) => {
  function contour(z: Table, levels: number | Numbers, options?: ContourOptions): QuadContourSet;
  function contour(z: Table, options?: ContourOptions): QuadContourSet;
  function contour(x: Table, y: Table, z: Table, levels: number | Numbers, options?: ContourOptions): QuadContourSet;
  function contour(x: Table, y: Table, z: Table, options?: ContourOptions): QuadContourSet;
  function contour(...args: unknown[]): QuadContourSet {
    return (axes.mappable = axes.add(makeContour(args, filled)));
  }
  return contour;
};

/** The levels of `contour(z)`, `contour(z, levels)`, `contour(x, y, z)` or `contour(x, y, z, levels)`. */
function makeContour(args: readonly unknown[], filled: boolean): QuadContourSet {
  const who = filled ? 'plt.contourf' : 'plt.contour';
  const [data, given] = splitOptions<ContourOptions>(args);
  const [rest, options] = [data.filter((arg) => arg !== undefined), read(who, given, contourOptions)];
  const whole = rest.length >= 3;
  const zGrid = gridOf((whole ? rest[2] : rest[0]) as Numbers, who, 'z');
  if (zGrid.shape.length !== 2 || zGrid.shape.some((side) => side < 2)) {
    throw new ShapeError({
      who,
      rule: { en: 'z must be a table of at least 2 x 2', ko: 'z는 2 x 2 이상의 표여야 합니다' },
      received: `z ${shapeText(zGrid.shape)}`,
    });
  }
  const [rows, columns] = zGrid.shape as [number, number];
  const x = whole ? edgeOf(rest[0] as Numbers, columns, 'x', who) : Float64Array.from({ length: columns }, (_, i) => i);
  const y = whole ? edgeOf(rest[1] as Numbers, rows, 'y', who) : Float64Array.from({ length: rows }, (_, i) => i);
  const z = Array.from({ length: rows }, (_, r) =>
    Float64Array.from({ length: columns }, (_, c) => zGrid.data[r * columns + c]!),
  );
  const levels = levelsOf(
    (rest[whole ? 3 : 1] as number | Numbers | undefined) ?? options.levels ?? 7,
    zGrid.data,
    who,
  );
  return new QuadContourSet(x, y, z, levels, {
    cmap: colormap(options.cmap ?? rcParams['image.cmap'], who),
    filled,
    color: options.colors === undefined ? undefined : cssColor(options.colors, who),
    linewidth: options.linewidths ?? 1.5,
    alpha: options.alpha,
  });
}

/** One side of the grid: a row, or a table made by meshgrid. */
function edgeOf(value: Numbers, n: number, name: 'x' | 'y', who: string): Float64Array {
  const { data, shape } = gridOf(value, who, name);
  if (shape.length === 2) {
    const [rows, columns] = shape as [number, number];
    const row = Float64Array.from(
      { length: name === 'x' ? columns : rows },
      (_, i) => data[name === 'x' ? i : i * columns]!,
    );
    if (row.length === n) return row;
  } else if (shape.length === 1 && shape[0] === n) return Float64Array.from(data);
  throw new ShapeError({
    who,
    rule: {
      en: `${name} must have one value for each ${name === 'x' ? 'column' : 'row'} of z`,
      ko: `${name}에는 z의 ${name === 'x' ? '열' : '행'}마다 값이 하나씩 있어야 합니다`,
    },
    received: {
      en: `${name} ${shapeText(shape)}, ${n} ${name === 'x' ? 'columns' : 'rows'}`,
      ko: `${name} ${shapeText(shape)}, ${name === 'x' ? '열' : '행'} ${n}개`,
    },
  });
}

function levelsOf(levels: number | Numbers, data: ArrayLike<number>, who: string): number[] {
  const [low, high] = rangeOf(data) ?? [0, 0];
  if (low === high)
    throw new ValueError({
      who,
      rule: { en: 'z must hold different numbers', ko: 'z에는 서로 다른 수가 있어야 합니다' },
      received: { en: `only ${low}`, ko: `${low}뿐` },
    });
  if (typeof levels !== 'number') {
    const given = Array.from(numbersOf(levels, who, 'levels'));
    if (given.some((level, i) => i > 0 && level <= given[i - 1]!)) {
      throw new ValueError({
        who,
        rule: { en: 'levels must increase', ko: 'levels는 커져야 합니다' },
        received: `levels [${given.join(', ')}]`,
      });
    }
    return given;
  }
  const { first, step, values } = niceTicks(low, high, levels + 1);
  const all = [first - step, ...values, values.at(-1)! + step];
  const tight = 1e-9 * step;
  // One level below and one above what is there: no line is drawn on them, but the colours reach that far.
  return all.filter((v) => v + step > low + tight && v - step < high - tight);
}

interface ContourLook {
  cmap: Colormap;
  filled: boolean;
  /** One colour for all lines in place of the colormap. */
  color?: string;
  linewidth: number;
  alpha?: number;
}

/** A set of levels over a grid: `z` has a row for each y and a column for each x. */
class QuadContourSet extends Artist {
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

  /** At the levels, every second or third of them when there are many (about ten). */
  barValues(): readonly number[] {
    const step = Math.max(1, Math.ceil(this.levels.length / 10));
    return this.levels.filter((_, i) => i % step === 0);
  }

  /** Those of the areas, or of the colormap for lines. */
  barColors(): [number, string][] {
    if (!this.look.filled) return plotlyColorscale(this.cmap);
    const { levels, vmin, vmax } = this;
    const at = (level: number): number => (level - vmin) / (vmax - vmin || 1);
    return this.areaColors().flatMap((color, i) => [
      [at(levels[i]!), color] as [number, string],
      [at(levels[i + 1]!), color] as [number, string],
    ]);
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
          // In one colour the levels below zero are dashed, as in matplotlib.
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
