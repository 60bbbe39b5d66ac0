/**
 * @file `hist`: counts as NumPy counts them (a number on an edge goes right, the last edge left), bins by number, edges or rule,
 * several rows side by side or stacked, as bars or as an outline.
 */
import { ValueError, nearest } from '../../errors/index.ts';
import type { Artist } from '../artists/artist.ts';
import { BarContainer } from '../artists/bars.ts';
import { FillBetween, Line2D } from '../artists/line.ts';
import { barLook, type CallSite } from './calls.ts';
import { cssColor } from '../style/color.ts';
import { checkOptions, known } from '../input/option-names.ts';
import type { HistOptions } from './options.ts';
import { gridOf, isLabels, numbersOf, rangeOf, sameLength, type Numbers } from '../input/values.ts';

const who = 'plt.hist';

/** Whether the argument is a list of rows and not one row of numbers. */
export function isTable(x: Numbers | readonly Numbers[]): x is readonly Numbers[] {
  return Array.isArray(x) && x.length > 0 && x.every((row: unknown) => typeof row === 'object' && row !== null);
}

/** The rows of the data: one, each of a list, or each column of a table. */
function rowsOf(x: Numbers | readonly Numbers[]): Float64Array[] {
  if (isTable(x)) return x.map((row) => Float64Array.from(gridOf(row, who, 'x').data));
  return [Float64Array.from(gridOf(x, who, 'x').data)];
}

/** Counts, edges and what is drawn, one of each a row. */
export function makeHist(
  site: CallSite,
  x: Numbers | readonly Numbers[],
  options: HistOptions,
): { counts: Float64Array[]; edges: Float64Array; artists: Artist[] } {
  checkOptions(who, options, known.hist);
  const rows = rowsOf(x);
  const all = Float64Array.from(rows.flatMap((row) => Array.from(row)));
  if (all.length > 0 && !all.some((value) => Number.isFinite(value))) {
    throw new ValueError({
      who,
      rule: 'there must be a finite number to count',
      received: `${all.length} NaN or infinite values`,
    });
  }
  const { histtype = 'bar' } = options;
  if (!['bar', 'barstacked', 'step', 'stepfilled'].includes(histtype)) {
    throw new ValueError({
      who,
      rule: "histtype must be 'bar', 'barstacked', 'step' or 'stepfilled'",
      received: `'${histtype}'`,
    });
  }
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
        ? outline(site, edges, tops[k]!, base, look, histtype)
        : bars(site, edges, counts[k]!, base, look, stacked ? { k: 0, n: 1 } : { k, n: rows.length });
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
  return typeof label === 'string' ? (k === 0 ? label : undefined) : label?.[k];
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
  site: CallSite,
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
    barLook(site, options, who),
    options.label,
  );
}

/** The border of the bars as a line, or the area under it. */
function outline(
  site: CallSite,
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
  const color = named === undefined ? site.nextColor('fill') : cssColor(isLabels(named) ? named[0]! : named, who);
  if (histtype === 'stepfilled' && options.orientation !== 'horizontal') {
    const curves = {
      x: Float64Array.from(inner),
      y1: Float64Array.from(twice(tops)),
      y2: Float64Array.from(twice(base)),
    };
    const area = new FillBetween(curves, { color, alpha: options.alpha, label: options.label });
    area.foot = true;
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
  line.foot = options.orientation === 'horizontal' ? 'x' : 'y';
  return line;
}

/** How many bins a rule of NumPy's makes of the data in a range. */
const rules: Readonly<Record<string, (sorted: Float64Array, span: number) => number>> = {
  sqrt: (data) => Math.sqrt(data.length),
  sturges: (data) => Math.log2(data.length) + 1,
  rice: (data) => 2 * Math.cbrt(data.length),
  scott: (data, span) => span / (Math.cbrt((24 * Math.sqrt(Math.PI)) / data.length) * deviation(data)),
  fd: (data, span) => span / ((2 * (quantile(data, 0.75) - quantile(data, 0.25))) / Math.cbrt(data.length)),
  auto: (data, span) => {
    const fd = rules['fd']!(data, span);
    return Number.isFinite(fd) ? Math.max(fd, rules['sturges']!(data, span)) : rules['sturges']!(data, span);
  },
};

function deviation(data: Float64Array): number {
  const mean = sum(Array.from(data)) / data.length;
  return Math.sqrt(sum(Array.from(data, (x) => (x - mean) ** 2)) / data.length);
}

function quantile(sorted: Float64Array, q: number): number {
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at % 1) * ((sorted[Math.ceil(at)] ?? low) - low);
}

/** The edges of the bins: given, by number, or by a rule of NumPy's. */
export function binEdges(
  data: Float64Array,
  { bins = 10, range }: Pick<HistOptions, 'bins' | 'range'>,
  who: string,
): Float64Array {
  if (typeof bins !== 'number' && typeof bins !== 'string') {
    const edges = numbersOf(bins, who, 'bins');
    if (edges.length < 2 || edges.some((x, i) => i > 0 && !(x >= edges[i - 1]!))) {
      throw new ValueError({ who, rule: 'bin edges must increase', received: `bins [${edges.join(', ')}]` });
    }
    return edges;
  }
  let [low, high] = range ?? rangeOf(data) ?? [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const n = typeof bins === 'string' ? byRule(bins, data, low, high) : bins;
  if (!Number.isInteger(n) || n < 1) {
    throw new ValueError({ who, rule: 'bins must be a whole number above 0', received: `bins ${n}` });
  }
  return Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? high : low + (i * (high - low)) / n));
}

function byRule(name: string, data: Float64Array, low: number, high: number): number {
  const rule = rules[name];
  if (!rule) {
    const close = nearest(name, Object.keys(rules));
    throw new ValueError({
      who,
      rule: `bins must be a number, edges, or one of ${Object.keys(rules).join(', ')}`,
      received: `'${name}'`,
      ...(close ? { hint: `Did you mean '${close}'?` } : {}),
    });
  }
  const inside = data.filter((x) => x >= low && x <= high).toSorted();
  const n = inside.length === 0 ? 1 : Math.ceil(rule(inside, high - low));
  return Number.isFinite(n) && n >= 1 ? Math.min(n, 10_000) : 1;
}

/** The bin of a number, or -1 outside of all. */
export function binOf(edges: Float64Array, x: number): number {
  const last = edges.length - 1;
  if (!(x >= edges[0]! && x <= edges[last]!)) return -1;
  if (x === edges[last]) return last - 1;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x >= edges[middle]!) low = middle;
    else high = middle;
  }
  return low;
}
