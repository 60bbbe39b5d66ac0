/**
 * @file Bins as NumPy makes and fills them: by number, edges or rule; a number on an edge goes right, that on the last edge left.
 */
import { oneOf } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { numbersOf, quantile, rangeOf, type Numbers } from './values.ts';

/** How the bins of a histogram are asked for. */
export interface BinOptions {
  /** Number of bins (default 10), their edges, or a rule of NumPy's. */
  bins?: number | Numbers | string;
  range?: readonly [number, number];
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

/** The edges of the bins: given, by number, or by a rule of NumPy's. */
export function binEdges(data: Float64Array, { bins = 10, range }: BinOptions, who: string): Float64Array {
  if (typeof bins !== 'number' && typeof bins !== 'string') {
    const edges = numbersOf(bins, who, 'bins');
    if (edges.length < 2 || edges.some((x, i) => i > 0 && !(x >= edges[i - 1]!))) {
      throw new ValueError({
        who,
        rule: { en: 'bin edges must increase', ko: '구간의 경계는 커져야 합니다' },
        received: `bins [${edges.join(', ')}]`,
      });
    }
    return edges;
  }
  let [low, high] = range ?? rangeOf(data) ?? [0, 1];
  if (low === high) [low, high] = [low - 0.5, high + 0.5];
  const n = typeof bins === 'string' ? byRule(bins, data, low, high, who) : bins;
  if (!Number.isInteger(n) || n < 1) {
    throw new ValueError({
      who,
      rule: { en: 'bins must be a whole number above 0', ko: 'bins는 0보다 큰 정수여야 합니다' },
      received: `bins ${n}`,
    });
  }
  return Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? high : low + (i * (high - low)) / n));
}

function byRule(name: string, data: Float64Array, low: number, high: number, who: string): number {
  const rule = rules[oneOf(who, { en: 'bins as a text', ko: '문자열로 쓴 bins' }, name, Object.keys(rules))]!;
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

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
