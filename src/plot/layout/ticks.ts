/** @file Where ticks go: matplotlib's MaxNLocator with its automatic number of bins, and how wide their labels get. */

/** Of matplotlib's AutoLocator. */
const usualSteps = [1, 2, 2.5, 5, 10];
/** Of a MaxNLocator made by hand. */
export const allSteps: readonly number[] = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** Ticks of an axis: the first one at or above the lower limit, their distance, and the decimals their labels need. */
export interface Ticks {
  first: number;
  step: number;
  values: number[];
  decimals: number;
}

/** Evenly spaced ticks at round numbers (`whole`: at integers): at most `bins` intervals between the limits, at least two ticks. */
export function niceTicks(
  from: number,
  to: number,
  bins: number,
  whole = false,
  steps: readonly number[] = usualSteps,
): Ticks {
  const [low, high] = from <= to ? [from, to] : [to, from];
  const wanted = (high - low) / Math.max(1, bins);
  if (!(wanted > 0) || !Number.isFinite(wanted)) return { first: low, step: 1, values: [low], decimals: 0 };
  const scale = 10 ** Math.floor(Math.log10(wanted));
  const sizes = [...steps.map((s) => (s * scale) / 10), ...steps.slice(1).map((s) => s * scale), 20 * scale].filter(
    (size) => !whole || (size >= 1 && Number.isInteger(size)),
  );
  if (sizes.length === 0) sizes.push(1);
  let at = sizes.findIndex((size) => size >= wanted * (1 - 1e-9));
  if (at < 0) at = sizes.length - 1;
  for (; at >= 0; at--) {
    const step = sizes[at]!;
    const ticks = multiples(low, high, step);
    if (ticks.length >= 2 || at === 0)
      return { first: ticks[0] ?? low, step, values: ticks, decimals: decimalsOf(step) };
  }
  return { first: low, step: wanted, values: [low], decimals: 0 };
}

/** Ticks at each multiple of `step` (at most 200). */
export function multiplesOf(step: number, [from, to]: readonly [number, number]): Ticks {
  const values = multiples(Math.min(from, to), Math.max(from, to), step);
  return { first: values[0] ?? 0, step, values, decimals: decimalsOf(step) };
}

/** matplotlib's number of intervals for an axis of that many points (1/72 inch) with labels of that size. */
export function automaticBins(points: number, fontSize: number, direction: 'x' | 'y'): number {
  return Math.min(9, Math.max(1, Math.floor(points / (fontSize * (direction === 'x' ? 3 : 2)))));
}

/** The labels as the axis will write them. */
export function tickLabels(ticks: Ticks): string[] {
  return ticks.values.map((value) => (value < 0 ? '\u2212' : '') + Math.abs(value).toFixed(ticks.decimals));
}

/** Numbers set by hand, all with as many decimals as the longest needs. */
export function numberLabels(values: readonly number[]): string[] {
  const short = values.map((value) => String(Number(value.toPrecision(6))));
  if (short.some((text) => /[e]|NaN|Infinity/.test(text))) return short;
  const decimals = Math.max(0, ...short.map((text) => text.split('.')[1]?.length ?? 0));
  return values.map((value) => (value < 0 ? '\u2212' : '') + Math.abs(value).toFixed(decimals));
}

function multiples(low: number, high: number, step: number): number[] {
  const slack = step * 1e-7;
  const values: number[] = [];
  for (let k = Math.ceil((low - slack) / step); k * step <= high + slack && values.length < 200; k++) {
    values.push(Number((k * step).toPrecision(12)));
  }
  return values;
}

function decimalsOf(step: number): number {
  for (let d = 0; d < 12; d++)
    if (Math.abs(step * 10 ** d - Math.round(step * 10 ** d)) < 1e-6 * step * 10 ** d) return d;
  return 12;
}
