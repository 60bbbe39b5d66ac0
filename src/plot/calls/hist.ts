/** @file `hist`: how often numbers fall into bins; several rows side by side or stacked, as bars or as an outline. */
import { anything, flag, number, optionsOf, word } from '../../arguments/index.ts';
import { NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { quiet, type Artist } from '../artists/artist.ts';
import { BarContainer } from '../artists/bars.ts';
import { FillBetween } from '../artists/fill-between.ts';
import { Line2D } from '../artists/line.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { binEdges, binOf } from '../input/bins.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, colors, hatch, lineStyle, numbers, points, read, tuple } from '../input/rules.ts';
import { gridOf, isLabels, numbersOf, sameLength, type Numbers, type Words, listed } from '../input/values.ts';
import { log } from '../layout/scales.ts';
import { cssColor, type Color } from '../style/color.ts';
import type { LineStyleName } from '../style/format-string.ts';
import { call } from './call.ts';
import { barLook } from './bar.ts';

const who = 'plt.hist';

export interface HistOptions {
  /**
   * Number of bins (default 10), their edges, or a rule of NumPy's: 'auto', 'sqrt', 'sturges', 'rice', 'scott', 'fd'.
   * @ko 구간의 수(기본값 10), 구간의 경계, 또는 NumPy의 규칙 'auto', 'sqrt', 'sturges', 'rice', 'scott', 'fd'.
   */
  bins?: number | Numbers | string;
  /**
   * Lowest and highest value that count; default those of the data.
   * @ko 셀 값의 최솟값과 최댓값입니다. 기본값은 데이터의 범위입니다.
   */
  range?: readonly [number, number];
  /**
   * Areas that sum to 1 instead of counts. Default false.
   * @ko 개수 대신 넓이의 합이 1이 되게 합니다. 기본값 false.
   */
  density?: boolean;
  /**
   * Each bar counts its bin and all before it. Default false.
   * @ko 막대마다 자기 구간과 그 앞을 모두 셉니다. 기본값 false.
   */
  cumulative?: boolean;
  /**
   * How much each value counts; default 1.
   * @ko 값마다의 무게입니다. 기본값 1.
   */
  weights?: Numbers;
  /**
   * One colour, or one per row.
   * @ko 색 하나, 또는 행마다 하나입니다.
   */
  color?: Color | readonly string[];
  /**
   * Colour of the area.
   * @ko 면의 색입니다.
   */
  facecolor?: Color;
  /**
   * The same as `facecolor`.
   * @ko `facecolor`와 같습니다.
   */
  fc?: Color;
  /**
   * Colour of the outline.
   * @ko 테두리의 색입니다.
   */
  edgecolor?: Color;
  /**
   * The same as `edgecolor`.
   * @ko `edgecolor`와 같습니다.
   */
  ec?: Color;
  /**
   * Width of the line in points.
   * @ko 선의 굵기(포인트)입니다.
   */
  linewidth?: number;
  /**
   * The same as `linewidth`.
   * @ko `linewidth`와 같습니다.
   */
  lw?: number;
  /**
   * '-', '--', '-.', ':' or 'none'.
   * @ko 선의 모양입니다: '-', '--', '-.', ':', 'none'.
   */
  linestyle?: LineStyleName;
  /**
   * Pattern of the bars: '/', '\\\\', 'x', '.', 'o' and the others of matplotlib.
   * @ko 막대의 무늬입니다: '/', '\\\\', 'x', '.', 'o' 등 matplotlib의 무늬.
   */
  hatch?: string;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * One label, or one per row.
   * @ko 이름 하나, 또는 행마다 하나입니다.
   */
  label?: string | Words;
  /**
   * 'bar' (default), 'barstacked', 'step' or 'stepfilled'.
   * @ko 'bar'(기본값), 'barstacked', 'step', 'stepfilled'.
   */
  histtype?: 'bar' | 'barstacked' | 'step' | 'stepfilled';
  /**
   * Several rows on top of each other.
   * @ko 여러 행을 위로 쌓습니다.
   */
  stacked?: boolean;
  /**
   * Counts on a logarithmic axis.
   * @ko 개수를 로그 축에 그립니다.
   */
  log?: boolean;
  /**
   * 'vertical' (default) or 'horizontal'.
   * @ko 'vertical'(기본값, 세로) 또는 'horizontal'(가로).
   */
  orientation?: 'vertical' | 'horizontal';
  /**
   * Width of a bar as a part of its bin. Default 1.
   * @ko 막대의 너비를 구간의 몇 배로 할지 정합니다. 기본값 1.
   */
  rwidth?: number;
  /**
   * Where a bar stands in its bin: 'left', 'mid' (default) or 'right'.
   * @ko 구간의 어디에 막대를 둘지 정합니다: 'left', 'mid'(기본값), 'right'.
   */
  align?: 'left' | 'mid' | 'right';
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
}

const histOptions = optionsOf<HistOptions>()({
  bins: anything({ en: "a number, edges, or a rule of NumPy's", ko: '구간의 수, 경계, 또는 NumPy의 규칙 이름' }),
  range: tuple(2),
  density: flag(),
  cumulative: flag(),
  weights: numbers({ en: 'a weight for each number', ko: '수마다 가중치 하나' }),
  color: colors(),
  facecolor: color(),
  fc: color(),
  edgecolor: color(),
  ec: color(),
  linewidth: points(),
  lw: points(),
  linestyle: lineStyle(),
  hatch: hatch(),
  alpha: alpha(),
  label: anything({ en: 'a label, or one per row', ko: '레이블 하나 또는 행마다 하나' }),
  histtype: word('bar', 'barstacked', 'step', 'stepfilled').or('bar'),
  stacked: flag(),
  log: flag(),
  orientation: word('vertical', 'horizontal'),
  rwidth: number({ above: 0 }),
  align: word('left', 'mid', 'right'),
  zorder: number(),
});

/** What `hist` gives of bars and not of an outline. */
type BarHist = HistOptions & { histtype?: 'bar' | 'barstacked' };

/** Of an array: a row of counts, or where it has two axes a row for each of its columns, which its type does not say. */
type ArrayCounts = Float64Array & Float64Array[];
type ArrayBars = BarContainer & Artist[];

/**
 * Histogram; returns counts, bin edges and the bars. A list of rows gives a list of counts and of bars.
 * A number before the options is the number of bins, two numbers behind it their range: `hist(x, 256, [0, 256])`.
 * @ko 값이 구간마다 몇 번 나오는지 막대로 그립니다.
 */
export const hist = call((axes) => {
  function hist(
    x: NDArray,
    bins: number,
    range: readonly [number, number],
    options?: HistOptions,
  ): [ArrayCounts, Float64Array, ArrayBars];
  function hist(x: NDArray, bins: number, options?: HistOptions): [ArrayCounts, Float64Array, ArrayBars];
  function hist(x: NDArray, options?: HistOptions): [ArrayCounts, Float64Array, ArrayBars];
  function hist(
    x: Numbers,
    bins: number,
    range: readonly [number, number],
    options?: BarHist,
  ): [Float64Array, Float64Array, BarContainer];
  function hist(x: readonly Numbers[], bins: number, options?: HistOptions): [Float64Array[], Float64Array, Artist[]];
  function hist(x: readonly Numbers[], options?: HistOptions): [Float64Array[], Float64Array, Artist[]];
  function hist(x: Numbers, bins: number, options?: BarHist): [Float64Array, Float64Array, BarContainer];
  function hist(x: Numbers, options?: BarHist): [Float64Array, Float64Array, BarContainer];
  function hist(x: Numbers, options?: HistOptions): [Float64Array, Float64Array, Artist];
  function hist(
    x: Numbers | readonly Numbers[],
    first?: HistOptions | number,
    second?: HistOptions | readonly [number, number],
    third?: HistOptions,
  ): [Float64Array | Float64Array[], Float64Array, Artist | Artist[]] {
    const [data, given] = splitOptions<HistOptions>([first, second, third]);
    const [bins, range] = data as [number?, (readonly [number, number])?];
    const options = read(
      who,
      { ...given, ...(bins === undefined ? {} : { bins }), ...(range === undefined ? {} : { range }) },
      histOptions,
    );
    const { counts, edges, artists } = makeHist(axes, x, options);
    for (const artist of artists) axes.add(artist);
    if (options.log) axes.setScale(options.orientation === 'horizontal' ? 'x' : 'y', log());
    return quiet(isTable(x) ? [counts, edges, quiet(artists)] : [counts[0]!, edges, artists[0]!]);
  }
  return hist;
});

/** Whether there are several histograms: of a list of rows, or of a 2-D array with more than one column. */
function isTable(x: Numbers | readonly Numbers[]): x is readonly Numbers[] {
  if (x instanceof NDArray) return x.ndim === 2 && x.shape[1] !== 1;
  return Array.isArray(x) && x.length > 0 && x.every((row: unknown) => typeof row === 'object' && row !== null);
}

/** The rows of the data: one, each of a list, or each column of a table. */
function rowsOf(x: Numbers | readonly Numbers[]): Float64Array[] {
  if (isTable(x) && !(x instanceof NDArray)) return x.map((row) => Float64Array.from(gridOf(row, who, 'x').data));
  const { data, shape } = gridOf(x, who, 'x');
  if (shape.length < 2) return [Float64Array.from(data)];
  if (shape.length > 2) {
    throw new ShapeError({
      who,
      rule: {
        en: 'x is 1-D, or 2-D with a histogram per column',
        ko: 'x는 1차원이거나, 열마다 히스토그램을 그릴 2차원이어야 합니다',
      },
      received: { en: `array ${shapeText(shape)}`, ko: `배열 ${shapeText(shape)}` },
      hint: { en: 'For one histogram of all numbers: x.ravel()', ko: '모든 수를 하나로 그리려면: x.ravel()' },
    });
  }
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, r) => data[r * columns + c]!),
  );
}

/** Counts, edges and what is drawn, one of each per row. */
function makeHist(
  axes: AxesFrame,
  x: Numbers | readonly Numbers[],
  options: HistOptions,
): { counts: Float64Array[]; edges: Float64Array; artists: Artist[] } {
  const rows = rowsOf(x);
  const all = Float64Array.from(rows.flatMap((row) => Array.from(row)));
  if (all.length > 0 && !all.some((value) => Number.isFinite(value))) {
    throw new ValueError({
      who,
      rule: { en: 'there must be a finite number to count', ko: '셀 수 있는 유한한 수가 있어야 합니다' },
      received: { en: `${all.length} NaN or infinite values`, ko: `NaN이나 무한대 ${all.length}개` },
    });
  }
  const { histtype = 'bar' } = options;
  const weights = options.weights === undefined ? undefined : numbersOf(options.weights, who, 'weights');
  if (weights) rows.forEach((row) => sameLength(who, row, weights, ['x', 'weights']));
  const edges = binEdges(all, options, who);
  const stacked = options.stacked === true || histtype === 'barstacked';
  const counts = rows.map((row) => countsOf(row, edges, weights));
  scale(counts, edges, options, stacked);
  // What is given back of stacked rows is where each ends.
  const tops = stacked
    ? counts.map((_, k) => edges.slice(1).map((_, i) => sum(counts.slice(0, k + 1).map((row) => row[i]!))))
    : counts;
  const artists = rows.map((_, k) => {
    const look = { ...options, color: pick(options.color, k, rows.length), label: labelOf(options.label, k) };
    const base = stacked && k > 0 ? tops[k - 1]! : new Float64Array(edges.length - 1);
    const made =
      histtype === 'step' || histtype === 'stepfilled'
        ? outline(axes, edges, tops[k]!, base, look, histtype)
        : bars(axes, edges, counts[k]!, base, look, stacked ? { k: 0, n: 1 } : { k, n: rows.length });
    made.zorder = options.zorder;
    return made;
  });
  return { counts: tops, edges, artists };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function pick(color: HistOptions['color'], k: number, n: number): HistOptions['color'] {
  return n > 1 && isLabels(color) ? color[k % color.length] : color;
}

function labelOf(label: HistOptions['label'], k: number): string | undefined {
  return typeof label === 'string' ? (k === 0 ? label : undefined) : listed(label)?.[k];
}

function countsOf(row: Float64Array, edges: Float64Array, weights: Float64Array | undefined): Float64Array {
  const counts = new Float64Array(edges.length - 1);
  row.forEach((x, i) => {
    const bin = binOf(edges, x);
    if (bin >= 0) counts[bin]! += weights?.[i] ?? 1;
  });
  return counts;
}

/** Density and running totals, in place. Stacked densities share one area. */
function scale(
  counts: Float64Array[],
  edges: Float64Array,
  { density, cumulative }: HistOptions,
  stacked: boolean,
): void {
  const width = (i: number): number => edges[i + 1]! - edges[i]!;
  const totals = counts.map((row) => sum(Array.from(row)));
  counts.forEach((row, k) => {
    const total = stacked ? sum(totals) : totals[k]!;
    if (density) row.forEach((n, i) => (row[i] = n / total / width(i)));
    if (cumulative) row.forEach((n, i) => (row[i] = (density ? n * width(i) : n) + (row[i - 1] ?? 0)));
  });
}

function bars(
  axes: AxesFrame,
  edges: Float64Array,
  counts: Float64Array,
  base: Float64Array,
  options: Omit<HistOptions, 'label'> & { label?: string },
  { k, n }: { k: number; n: number },
): BarContainer {
  // Rows side by side share four fifths of a bin.
  const part = options.rwidth ?? (n > 1 ? 0.8 : 1);
  const width = counts.map((_, i) => edges[i + 1]! - edges[i]!);
  const { align = 'mid' } = options;
  const shift = { left: -0.5, mid: 0, right: 0.5 }[align];
  return new BarContainer(
    {
      at: counts.map((_, i) => (edges[i]! + edges[i + 1]!) / 2 + width[i]! * (shift + part * ((k + 0.5) / n - 0.5))),
      length: counts,
      base,
      width: width.map((w) => (w * part) / n),
      horizontal: options.orientation === 'horizontal',
    },
    barLook(axes, options, who),
    options.label,
  );
}

/** The border of the bars as a line, or the area under it. */
function outline(
  axes: AxesFrame,
  edges: Float64Array,
  tops: Float64Array,
  base: Float64Array,
  options: Omit<HistOptions, 'label'> & { label?: string },
  histtype: 'step' | 'stepfilled',
): Artist {
  const twice = (values: Float64Array): number[] => Array.from(values).flatMap((value) => [value, value]);
  const inner = twice(edges).slice(1, -1);
  const named =
    options.edgecolor && histtype === 'step' ? options.edgecolor : (options.color ?? options.facecolor ?? options.fc);
  const color = named === undefined ? axes.nextColor('fill') : cssColor(isLabels(named) ? named[0]! : named, who);
  if (histtype === 'stepfilled' && options.orientation !== 'horizontal') {
    const curves = {
      x: Float64Array.from(inner),
      y1: Float64Array.from(twice(tops)),
      y2: Float64Array.from(twice(base)),
    };
    const area = new FillBetween(curves, { color, alpha: options.alpha, label: options.label });
    area.onZero = true;
    return area;
  }
  const along = Float64Array.from([edges[0]!, ...inner, edges.at(-1)!]);
  const up = Float64Array.from([base[0]!, ...twice(tops), base.at(-1)!]);
  const [x, y] = options.orientation === 'horizontal' ? [up, along] : [along, up];
  const style = {
    color,
    linestyle: options.linestyle ?? '-',
    linewidth: options.linewidth ?? options.lw ?? 1,
    marker: undefined,
    markersize: 0,
    alpha: options.alpha,
  };
  const line = new Line2D(x, y, style, options.label);
  line.base = options.orientation === 'horizontal' ? 'x' : 'y';
  return line;
}
