/** @file `boxplot` and `violinplot`: what they say about rows of numbers, and the lines and shapes that say it. */
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { quiet, type Artist } from '../artists/artist.ts';
import { Line2D, type LineStyle } from '../artists/line.ts';
import { Patch } from '../artists/patch.ts';
import { cssColor } from '../style/color.ts';
import { checkOptions, known } from '../input/option-names.ts';
import type * as o from './options.ts';
import { rcParams } from '../style/rc-params.ts';
import { gridOf, numbersOf, sameLength, type Numbers } from '../input/values.ts';

/** What a box shows of a row of numbers. */
export interface BoxStats {
  mean: number;
  median: number;
  q1: number;
  q3: number;
  /** The outermost numbers within `whis` times the height of the box. */
  low: number;
  high: number;
  fliers: number[];
}

/** What `boxplot` gives back, by matplotlib's names: a line each (`boxes` are shapes with `patch_artist`). */
export interface BoxplotParts<Box = Line2D | Patch> {
  boxes: Box[];
  medians: Line2D[];
  whiskers: Line2D[];
  caps: Line2D[];
  fliers: Line2D[];
  means: Line2D[];
}

/** What `violinplot` gives back. */
export interface ViolinParts {
  bodies: Patch[];
  cbars?: Line2D;
  cmins?: Line2D;
  cmaxes?: Line2D;
  cmeans?: Line2D;
  cmedians?: Line2D;
}

/** The rows of the data: one, each of a list, or each column of a table. */
export function rowsOf(x: Numbers | readonly Numbers[], who: string): Float64Array[] {
  if (Array.isArray(x) && x.length > 0 && x.every((row: unknown) => typeof row === 'object' && row !== null)) {
    return (x as readonly Numbers[]).map((row) => Float64Array.from(gridOf(row, who, 'x').data));
  }
  const { data, shape } = gridOf(x as Numbers, who, 'x');
  if (shape.length < 2) return [Float64Array.from(data)];
  if (shape.length > 2) {
    throw new ShapeError({
      who,
      rule: 'x must be a row, a list of rows or a table',
      received: `x ${shapeText(shape)}`,
    });
  }
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, r) => data[r * columns + c]!),
  );
}

/** matplotlib's `boxplot_stats`: quartiles by straight lines between numbers. */
export function boxStats(row: Float64Array, whis: number | readonly [number, number]): BoxStats {
  const sorted = row.filter((x) => Number.isFinite(x)).toSorted();
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((q) => quantile(sorted, q)) as [number, number, number];
  const [from, to] =
    typeof whis === 'number'
      ? [q1 - whis * (q3 - q1), q3 + whis * (q3 - q1)]
      : [quantile(sorted, whis[0] / 100), quantile(sorted, whis[1] / 100)];
  const low = Math.min(q1, sorted.find((x) => x >= from) ?? q1);
  const high = Math.max(q3, sorted.findLast((x) => x <= to) ?? q3);
  return { mean, median, q1, q3, low, high, fliers: Array.from(sorted).filter((x) => x < low || x > high) };
}

function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at % 1) * ((sorted[Math.ceil(at)] ?? low) - low);
}

/** Where boxes and violins stand and how wide they are. */
function placing(
  n: number,
  options: { positions?: Numbers; widths?: number | Numbers },
  usual: (positions: Float64Array) => number,
  who: string,
): { at: Float64Array; widths: Float64Array } {
  const at = options.positions
    ? numbersOf(options.positions, who, 'positions')
    : Float64Array.from({ length: n }, (_, i) => i + 1);
  sameLength(who, { length: n }, at, ['x', 'positions']);
  const { widths = usual(at) } = options;
  const list = typeof widths === 'number' ? new Float64Array(n).fill(widths) : numbersOf(widths, who, 'widths');
  sameLength(who, { length: n }, list, ['x', 'widths']);
  return { at, widths: list };
}

/** A line in matplotlib's words; `lying` swaps x and y. */
function line(lying: boolean, x: readonly number[], y: readonly number[], look: Partial<LineStyle>): Line2D {
  const [across, along] = [Float64Array.from(x), Float64Array.from(y)];
  return new Line2D(lying ? along : across, lying ? across : along, {
    color: cssColor(rcParams['text.color'], 'plt.rcParams'),
    linestyle: '-',
    linewidth: 1,
    marker: undefined,
    markersize: 6,
    alpha: undefined,
    ...look,
  });
}

function lineLook(options: o.LineOptions | undefined, who: string): Partial<LineStyle> {
  if (!options) return {};
  const {
    color = options.c,
    linestyle = options.ls,
    linewidth = options.lw,
    marker,
    markersize = options.ms,
  } = options;
  const [face, edge] = [options.markerfacecolor ?? options.mfc, options.markeredgecolor ?? options.mec];
  return {
    ...(color === undefined ? {} : { color: cssColor(color, who) }),
    ...(linestyle === undefined ? {} : { linestyle }),
    ...(linewidth === undefined ? {} : { linewidth }),
    ...(marker === undefined ? {} : { marker }),
    ...(markersize === undefined ? {} : { markersize }),
    ...(face === undefined ? {} : { markerface: cssColor(face, who) }),
    ...(edge === undefined ? {} : { markeredge: cssColor(edge, who) }),
    ...(options.alpha === undefined ? {} : { alpha: options.alpha }),
  };
}

/** The parts of `boxplot` in the order in which they are drawn, and where the boxes stand. */
export function makeBoxplot(
  x: Numbers | readonly Numbers[],
  options: o.BoxplotOptions,
): { parts: BoxplotParts; artists: Artist[]; at: Float64Array; lying: boolean } {
  const who = 'plt.boxplot';
  checkOptions(who, options, known.boxplot);
  const rows = rowsOf(x, who);
  const {
    whis = 1.5,
    showfliers = true,
    showcaps = true,
    showbox = true,
    showmeans = false,
    meanline = false,
  } = options;
  const { at, widths } = placing(
    rows.length,
    options,
    (places) => Math.min(0.5, Math.max(0.15, 0.15 * (Math.max(...places) - Math.min(...places)))),
    who,
  );
  const lying = options.vert === false || options.orientation === 'horizontal';
  const parts: BoxplotParts = { boxes: [], medians: [], whiskers: [], caps: [], fliers: [], means: [] };
  rows.forEach((row, i) => {
    if (!row.some((value) => Number.isFinite(value))) {
      throw new ValueError({ who, rule: 'each row must hold a finite number', received: `row ${i}` });
    }
    const stats = boxStats(row, whis);
    const [left, right] = [at[i]! - widths[i]! / 2, at[i]! + widths[i]! / 2];
    const [capLeft, capRight] = [at[i]! - widths[i]! / 4, at[i]! + widths[i]! / 4];
    const { q1, q3, median, low, high } = stats;
    const notch = options.notch ? 1.57 * ((q3 - q1) / Math.sqrt(row.length)) : 0;
    const inset = options.notch ? widths[i]! / 4 : 0;
    // Up the left side and down the right one, with the waist of a notched box at the median.
    const corners: [number, number][] = options.notch
      ? [
          [left, q1],
          [right, q1],
          [right, median - notch],
          [right - inset, median],
          [right, median + notch],
          [right, q3],
          [left, q3],
          [left, median + notch],
          [left + inset, median],
          [left, median - notch],
        ]
      : [
          [left, q1],
          [right, q1],
          [right, q3],
          [left, q3],
        ];
    if (showbox && options.patch_artist) parts.boxes.push(boxPatch(corners, lying, options.boxprops, who));
    else if (showbox) {
      const closed = [...corners, corners[0]!];
      parts.boxes.push(
        line(
          lying,
          closed.map(([a]) => a),
          closed.map(([, b]) => b),
          lineLook(options.boxprops, who),
        ),
      );
    }
    for (const [from, to] of [
      [q1, low],
      [q3, high],
    ] as const) {
      parts.whiskers.push(line(lying, [at[i]!, at[i]!], [from, to], lineLook(options.whiskerprops, who)));
      if (showcaps) parts.caps.push(line(lying, [capLeft, capRight], [to, to], lineLook(options.capprops, who)));
    }
    const middle = line(lying, [left + inset, right - inset], [median, median], {
      color: cssColor('C1', who),
      ...lineLook(options.medianprops, who),
    });
    middle.sticky = {
      [lying ? 'stickyY' : 'stickyX']: [at[i]! - 0.5, at[i]! + 0.5],
      reach: [at[i]! - 0.5, at[i]! + 0.5],
    };
    parts.medians.push(middle);
    if (showfliers && options.sym !== '') parts.fliers.push(flierLine(stats.fliers, at[i]!, lying, options, who));
    if (showmeans) {
      parts.means.push(
        meanline
          ? line(lying, [left, right], [stats.mean, stats.mean], {
              color: cssColor('C2', who),
              linestyle: '--',
              ...lineLook(options.meanprops, who),
            })
          : line(lying, [at[i]!], [stats.mean], {
              color: cssColor('C2', who),
              linestyle: 'None',
              marker: '^',
              ...lineLook(options.meanprops, who),
            }),
      );
    }
  });
  const artists = [parts.boxes, parts.whiskers, parts.caps, parts.fliers, parts.medians, parts.means].flat();
  const labels = options.label === undefined ? [] : typeof options.label === 'string' ? [options.label] : options.label;
  labels.forEach((label, i) => parts.boxes[i] && (parts.boxes[i].label = label));
  return { parts: quiet(parts), artists, at, lying };
}

function boxPatch(corners: [number, number][], lying: boolean, props: o.PatchOptions | undefined, who: string): Patch {
  const face = props?.facecolor ?? props?.fc ?? props?.color ?? 'C0';
  const edge = props?.edgecolor ?? props?.ec ?? props?.color ?? 'black';
  return new Patch(lying ? corners.map(([a, b]) => [b, a]) : corners, {
    face: face === 'none' ? undefined : cssColor(face, who),
    edge: edge === 'none' ? undefined : cssColor(edge, who),
    linewidth: props?.linewidth ?? props?.lw ?? 1,
    linestyle: props?.linestyle ?? props?.ls ?? '-',
    alpha: props?.alpha,
  });
}

function flierLine(fliers: number[], at: number, lying: boolean, options: o.BoxplotOptions, who: string): Line2D {
  const ink = cssColor(rcParams['text.color'], who);
  return line(
    lying,
    fliers.map(() => at),
    fliers,
    {
      linestyle: 'None',
      marker: options.sym?.replace(/[a-zA-Z](?=.)/, '') ?? 'o',
      markerface: 'rgba(0,0,0,0)',
      markeredge: ink,
      ...lineLook(options.flierprops, who),
    },
  );
}

/** Density of a row by Gaussians as wide as Scott's rule (n^(-1/5) standard deviations) or a factor. */
export function density(
  row: Float64Array,
  at: Float64Array,
  method: o.ViolinOptions['bw_method'] = 'scott',
): Float64Array {
  const n = row.length;
  const mean = row.reduce((sum, x) => sum + x, 0) / n;
  const deviation = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const factor =
    typeof method === 'number' ? method : method === 'silverman' ? ((n * 3) / 4) ** (-1 / 5) : n ** (-1 / 5);
  const width = factor * deviation;
  const scale = 1 / (n * width * Math.sqrt(2 * Math.PI));
  return at.map((place) => scale * row.reduce((sum, x) => sum + Math.exp(-(((place - x) / width) ** 2) / 2), 0));
}

/** The parts of `violinplot`. */
export function makeViolins(
  x: Numbers | readonly Numbers[],
  options: o.ViolinOptions,
  color: string,
): { parts: ViolinParts; artists: Artist[] } {
  const who = 'plt.violinplot';
  checkOptions(who, options, known.violin);
  const rows = rowsOf(x, who);
  const { at, widths } = placing(rows.length, options, () => 0.5, who);
  const { showextrema = true, showmeans = false, showmedians = false, points = 100 } = options;
  const lying = options.vert === false || options.orientation === 'horizontal';
  rows.forEach((row, i) => {
    if (row.length > 0) return;
    throw new ValueError({ who, rule: 'each row must hold numbers', received: `row ${i}: empty` });
  });
  const stats = rows.map((row) => ({
    ...boxStats(row, 0),
    min: row.reduce((a, b) => Math.min(a, b)),
    max: row.reduce((a, b) => Math.max(a, b)),
  }));
  const bodies = rows.map((row, i) => {
    const { min, max } = stats[i]!;
    if (min === max) {
      throw new ValueError({ who, rule: 'each row must hold different numbers', received: `row ${i}: only ${min}` });
    }
    const places = Float64Array.from({ length: points }, (_, k) => min + (k * (max - min)) / (points - 1));
    const dense = density(row, places, options.bw_method);
    const most = Math.max(...dense);
    const half = dense.map((d) => (0.5 * widths[i]! * d) / most);
    const right = Array.from(places, (p, k): [number, number] => [at[i]! + half[k]!, p]);
    const left = Array.from(places, (p, k): [number, number] => [at[i]! - half[k]!, p]).toReversed();
    const around = [...right, ...left];
    return new Patch(lying ? around.map(([a, b]) => [b, a]) : around, {
      face: color,
      edge: undefined,
      linewidth: 1,
      linestyle: '-',
      alpha: 0.3,
    });
  });
  const look = { color, linewidth: rcParams['lines.linewidth'] };
  // One path with gaps: a stroke a quarter of the violin to both sides at each value.
  const strokes = (value: (i: number) => number): Line2D =>
    line(
      lying,
      rows.flatMap((_, i) => [at[i]! - widths[i]! / 4, at[i]! + widths[i]! / 4, NaN]),
      rows.flatMap((_, i) => [value(i), value(i), NaN]),
      look,
    );
  const parts: ViolinParts = { bodies };
  if (showmeans) parts.cmeans = strokes((i) => stats[i]!.mean);
  if (showextrema) {
    parts.cmaxes = strokes((i) => stats[i]!.max);
    parts.cmins = strokes((i) => stats[i]!.min);
    parts.cbars = line(
      lying,
      rows.flatMap((_, i) => [at[i]!, at[i]!, NaN]),
      rows.flatMap((_, i) => [stats[i]!.min, stats[i]!.max, NaN]),
      look,
    );
  }
  if (showmedians) parts.cmedians = strokes((i) => stats[i]!.median);
  const { cmeans, cmaxes, cmins, cbars, cmedians } = parts;
  const lines = [cmeans, cmaxes, cmins, cbars, cmedians].filter((part) => part !== undefined);
  return { parts: quiet(parts), artists: [...bodies, ...lines] };
}
