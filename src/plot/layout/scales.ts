/**
 * @file How numbers stand along an axis: evenly, by their logarithm, by the logarithm on both sides of zero (symlog), by their
 * log-odds (logit). Places, margins and ticks are matplotlib's (`scale.py`, `ticker.py`).
 */
import { niceTicks } from './ticks.ts';

/** matplotlib's names of the scales there are. */
export const scaleNames = ['linear', 'log', 'symlog', 'logit'] as const;
export type ScaleName = (typeof scaleNames)[number];

/** Ticks with their words, which hold formulas between dollars as matplotlib's do. */
export interface WordedTicks {
  readonly values: readonly number[];
  readonly words: readonly string[];
}

/** How the numbers of an axis become places along it. */
export interface Scale {
  readonly name: ScaleName;
  /** Plotly's own axis for it; undefined: the places are what Plotly is given, as on a linear axis. */
  readonly native: 'linear' | 'log' | undefined;
  /** Whether Plotly is told where the ticks are (its own stand evenly, or at powers of ten). */
  readonly ownTicks: boolean;
  /** Where a number stands; not finite: nowhere. */
  readonly place: (value: number) => number;
  /** The number at a place. */
  readonly value: (place: number) => number;
  /** What of a range of numbers can be shown, where `least` is the smallest number above zero. */
  reach(
    range: readonly [number, number],
    least: number | undefined,
  ): readonly [low: number | undefined, high: number | undefined];
  /** The limits where there is nothing to show. */
  readonly empty: readonly [number, number];
  /** The limits around a single number, before margins. */
  around(value: number): [number, number];
  /** The ticks between limits, at most about `most`; undefined where they are those of an even axis. */
  ticks?(limits: readonly [number, number], most: number): WordedTicks;
}

function spread(value: number): [number, number] {
  const half = value === 0 ? 0.05 : Math.abs(value) * 0.05;
  return [value - half, value + half];
}

/** Equal steps are equally long. */
export const linear: Scale = {
  name: 'linear',
  native: 'linear',
  ownTicks: false,
  place: (value) => value,
  value: (place) => place,
  reach: (range) => range,
  empty: [0, 1],
  around: spread,
};

/** Equal ratios are equally long; ticks stand at powers of `base`. */
export function log(base = 10): Scale {
  return {
    name: 'log',
    native: 'log',
    ownTicks: base !== 10,
    place: Math.log10,
    value: (place) => 10 ** place,
    reach: ([low, high], least) => [low > 0 ? low : least, high > 0 ? high : undefined],
    empty: [1, 10],
    around: (value) => [value, value],
    ticks: ([from, to], most) => {
      const [low, high] = ordered(from, to).map((limit) => Math.log(Math.max(limit, 1e-300)) / Math.log(base));
      const [first, last] = [Math.ceil(low! - 1e-9), Math.floor(high! + 1e-9)];
      const step = Math.max(1, Math.ceil((last - first) / Math.max(2, most)));
      const powers = every(first, last, step);
      return { values: powers.map((n) => base ** n), words: powers.map((n) => `$${power(base, n)}$`) };
    },
  };
}

/** What `symlog` takes: matplotlib's names. */
export interface SymlogShape {
  /** Base of the logarithm. */
  base: number;
  /** Numbers from -linthresh to linthresh stand evenly. */
  linthresh: number;
  /** How long half of the even part is, in steps from one power of the base to the next. */
  linscale: number;
}

/** As `log` on both sides of zero, with an even part around it (matplotlib's SymmetricalLogTransform). */
export function symlog({ base, linthresh, linscale }: SymlogShape): Scale {
  const even = linscale / (1 - 1 / base);
  return {
    name: 'symlog',
    native: undefined,
    ownTicks: true,
    place(value) {
      const size = Math.abs(value);
      if (size <= linthresh) return value * even;
      return Math.sign(value) * linthresh * (even + Math.log(size / linthresh) / Math.log(base));
    },
    value(place) {
      const size = Math.abs(place);
      if (size <= linthresh * even) return place / even;
      return Math.sign(place) * linthresh * base ** (size / linthresh - even);
    },
    reach: (range) => range,
    empty: [0, 1],
    around: spread,
    ticks: (limits) => symlogTicks(ordered(...limits), base, linthresh),
  };
}

/** By log10(p / (1 - p)), for probabilities between 0 and 1. */
export const logit: Scale = {
  name: 'logit',
  native: undefined,
  ownTicks: true,
  place: (value) => (value > 0 && value < 1 ? Math.log10(value / (1 - value)) : Number.NaN),
  value: (place) => 1 / (1 + 10 ** -place),
  reach([low, high], least = 1e-7) {
    if (high <= 0 || low >= 1) return [undefined, undefined];
    return [low > 0 ? low : least, high < 1 ? high : 1 - least];
  },
  empty: [1e-7, 1 - 1e-7],
  around: (value) => [0.1 * value, 1 - 0.1 * value],
  ticks: (limits, most) => logitTicks(ordered(...limits), most),
};

/** matplotlib's SymmetricalLogLocator: zero where it is in sight, and powers of the base beyond the even part. */
function symlogTicks([low, high]: [number, number], base: number, linthresh: number): WordedTicks {
  if (low >= -linthresh && high <= linthresh) {
    const values = [...new Set([low, 0, high])].sort((a, b) => a - b);
    return { values, words: values.map((value) => (value === 0 ? '0' : shortText(value))) };
  }
  const below = low < -linthresh;
  const above = high > linthresh;
  const exponents = (near: number, far: number): [number, number] => [
    Math.floor(Math.log(near) / Math.log(base)),
    Math.ceil(Math.log(far) / Math.log(base)),
  ];
  const down = below ? exponents(Math.abs(Math.min(-linthresh, high)), Math.abs(low) + 1) : ([0, 0] as const);
  const up = above ? exponents(Math.max(linthresh, low), high + 1) : ([0, 0] as const);
  const hasZero = low <= linthresh && high >= -linthresh;
  const total = down[1] - down[0] + up[1] - up[0] + (hasZero ? 1 : 0);
  const step = Math.max(1, Math.floor(total / 14));
  const negative = every(down[0], down[1] - 1, step).reverse();
  const positive = every(up[0], up[1] - 1, step);
  const ticks = [
    ...negative.map((n) => ({ at: -(base ** n), word: `$-${power(base, n)}$` })),
    ...(hasZero ? [{ at: 0, word: '0' }] : []),
    ...positive.map((n) => ({ at: base ** n, word: `$${power(base, n)}$` })),
  ].filter(({ at }) => at >= low && at <= high);
  return { values: ticks.map(({ at }) => at), words: ticks.map(({ word }) => word) };
}

/** matplotlib's LogitLocator: …, 0.01, 0.1, 1/2, 0.9, 0.99, …; round numbers where less than two of those are in sight. */
function logitTicks([low, high]: [number, number], most: number): WordedTicks {
  const first = low < 0.5 ? Math.floor(Math.log10(low)) : low < 0.9 ? 0 : -Math.ceil(Math.log10(1 - low));
  const last = high <= 0.5 ? Math.ceil(Math.log10(high)) : high <= 0.9 ? 1 : -Math.floor(Math.log10(1 - high));
  const ideal = last - first - 1;
  if (ideal < 2) {
    const { values } = niceTicks(low, high, most, false, [1, 2, 5, 10]);
    return { values, words: values.map(shortText) };
  }
  const step = Math.max(1, Math.ceil(ideal / Math.max(2, most)));
  const ticks = every(first, last, 1)
    .filter((n) => n % step === 0)
    .map((n) => {
      if (n === 0) return { at: 0.5, word: '1/2' };
      return n < 0 ? { at: 10 ** n, word: `$${power(10, n)}$` } : { at: 1 - 10 ** -n, word: `$1-${power(10, -n)}$` };
    })
    .filter(({ at }) => at >= low && at <= high);
  return { values: ticks.map(({ at }) => at), words: ticks.map(({ word }) => word) };
}

function power(base: number, exponent: number): string {
  return `${shortText(base)}^{${exponent}}`;
}

function shortText(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '\u2212');
}

function ordered(from: number, to: number): [number, number] {
  return from <= to ? [from, to] : [to, from];
}

/** first, first + step, … up to last. */
function every(first: number, last: number, step: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor((last - first) / step) + 1) }, (_, i) => first + i * step);
}
