/** @file Widgets that hold a number or a range: sliders, boxes to type in, progress, play. */
import { flag, integer, list, number, optionsOf, text, word, describe } from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';
import { type Control } from './control.ts';
import { controlRules, seen, type ControlOptions } from './seen.ts';

/** Options of a box with a number. */
export interface NumberOptions extends ControlOptions {
  /**
   * The number. Default 0, or the end of the range next to it.
   * @ko 값입니다. 기본값은 0이고, 범위 밖이면 가까운 끝입니다.
   */
  value?: number;
  /**
   * Step of the arrow keys; default 1, with fractions 0.1.
   * @ko 한 번에 바뀌는 크기입니다. 기본값 1(소수는 0.1).
   */
  step?: number;
  /**
   * Whether each key changes the value, not only Enter. Default: sliders yes, boxes no.
   * @ko 움직이는 동안에도 값을 바꿉니다. 기본값: 슬라이더는 true, 입력란은 false.
   */
  continuousUpdate?: boolean;
}

/** Options of a number between two ends. */
export interface BoundedOptions extends NumberOptions {
  /**
   * The least value. Default 0.
   * @ko 가장 작은 값입니다. 기본값 0.
   */
  min?: number;
  /**
   * The largest value. Default 100, with fractions 10.
   * @ko 가장 큰 값입니다. 기본값 100(소수는 10).
   */
  max?: number;
}

/** Options of a slider. */
export interface SliderOptions extends BoundedOptions {
  /**
   * 'horizontal' (default) or 'vertical'.
   * @ko 방향: 'horizontal'(기본값) 또는 'vertical'.
   */
  orientation?: 'horizontal' | 'vertical';
  /**
   * Whether the number stands beside it. Default true.
   * @ko 옆에 값을 적을지 정합니다. 기본값 true.
   */
  readout?: boolean;
  /**
   * How the number is written, as d3 and Python write formats: 'd', '.2f', '.1e'.
   * @ko 값을 적는 형식: 'd', '.2f', '.1e'.
   */
  readoutFormat?: string;
}

/** Options of a slider for powers. */
export interface LogSliderOptions extends SliderOptions {
  /**
   * The base of the powers; min and max are exponents. Default 10.
   * @ko 거듭제곱의 밑입니다. min과 max는 지수입니다. 기본값 10.
   */
  base?: number;
}

/** Options of a slider with two handles. */
export interface RangeSliderOptions extends Omit<SliderOptions, 'value'> {
  /**
   * Both ends of the range: [from, to]. Default: the middle half.
   * @ko 범위의 두 끝 [시작, 끝]입니다. 기본값: 가운데 절반.
   */
  value?: readonly [number, number];
}

/** Options of a bar that fills. */
export interface ProgressOptions extends Omit<BoundedOptions, 'step' | 'continuousUpdate' | 'disabled'> {
  /**
   * '' (default), 'success', 'info', 'warning' or 'danger'.
   * @ko 막대의 색: ''(기본값), 'success', 'info', 'warning', 'danger'.
   */
  barStyle?: '' | 'success' | 'info' | 'warning' | 'danger';
  /**
   * 'horizontal' (default) or 'vertical'.
   * @ko 방향: 'horizontal'(기본값) 또는 'vertical'.
   */
  orientation?: 'horizontal' | 'vertical';
}

/** Options of an animation's keys. */
export interface PlayOptions extends Omit<BoundedOptions, 'continuousUpdate'> {
  /**
   * Milliseconds between two steps. Default 100.
   * @ko 두 스텝 사이의 시간입니다(밀리초). 기본값 100.
   */
  interval?: number;
  /**
   * Whether it runs. Default false.
   * @ko 재생 중인지 나타냅니다. 기본값 false.
   */
  playing?: boolean;
  /**
   * Whether it begins again at the end. Default false.
   * @ko 끝나면 처음부터 다시 합니다. 기본값 false.
   */
  repeat?: boolean;
}

interface Ends {
  value?: number | undefined;
  min?: number | undefined;
  max?: number | undefined;
}

/** The value belongs between the ends: a value that is set must lie there, one that was there before follows them. */
function between<O extends object>(values: O, changed: ReadonlySet<string>, who: string): O {
  const { value = 0, min = 0, max = 0 } = values as Ends;
  refuseEnds(who, min, max);
  if (changed.has('value') && (value < min || value > max)) throw outside(who, value, min, max);
  return { ...values, value: Math.min(Math.max(value, min), max) };
}

function refuseEnds(who: string, min: number, max: number): void {
  if (min <= max) return;
  throw new ValueError({
    who,
    rule: { en: 'min is at most max', ko: 'min은 max보다 클 수 없습니다' },
    received: `min: ${min}, max: ${max}`,
  });
}

function outside(who: string, value: unknown, min: number, max: number): ValueError {
  return new ValueError({
    who,
    rule: {
      en: `value lies between min and max, ${min} and ${max}`,
      ko: `value는 min과 max 사이(${min}~${max})의 값입니다`,
    },
    received: `value: ${describe(value)}`,
  });
}

function pair<O extends object>(values: O, changed: ReadonlySet<string>, who: string): O {
  const { value, min = 0, max = 0 } = values as { value?: readonly [number, number]; min?: number; max?: number };
  refuseEnds(who, min, max);
  const quarter = (max - min) / 4;
  const isWhole = Number.isInteger(min) && Number.isInteger(max) && who.includes('Int');
  const ends = isWhole ? [Math.floor(min + quarter), Math.ceil(max - quarter)] : [min + quarter, max - quarter];
  const [from, to] = value ?? (ends as [number, number]);
  if (changed.has('value') && !(min <= from && from <= to && to <= max)) throw outside(who, value, min, max);
  return { ...values, value: [clamp(from, min, max), clamp(to, min, max)] };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

function powers<O extends object>(values: O, changed: ReadonlySet<string>, who: string): O {
  const { value = 1, min = 0, max = 4, base = 10 } = values as Ends & { base?: number };
  refuseEnds(who, min, max);
  const [low, high] = [base ** min, base ** max];
  // The page computes the same powers; their last digit may differ.
  const slack = 1e-9 * Math.abs(high);
  if (changed.has('value') && (value < low - slack || value > high + slack)) throw outside(who, value, low, high);
  return { ...values, value: clamp(value, low, high) };
}

const orientation = word('horizontal', 'vertical').or('horizontal');
const whole = { value: integer(), step: integer({ from: 1 }).or(1), min: integer().or(0), max: integer().or(100) };
const real = { value: number(), step: number({ above: 0 }).or(0.1), min: number().or(0), max: number().or(10) };
const typed = { continuousUpdate: flag().or(false) };
const slid = { continuousUpdate: flag().or(true), orientation, readout: flag().or(true) };

/** A slider for whole numbers. */
export type IntSlider = Control<SliderOptions>;
/**
 * A slider for whole numbers: `value`, `min` (0), `max` (100), `step` (1).
 * Raises ValueError for a value outside of min and max.
 * @ko 정수를 고르는 슬라이더입니다.
 * @example const size = widgets.IntSlider({ value: 3, min: 1, max: 9, step: 2, description: 'size' });
 */
export const IntSlider: (options?: SliderOptions) => IntSlider = seen({
  name: 'IntSlider',
  style: 'SliderStyle',
  spec: optionsOf<SliderOptions>()({ ...controlRules, ...whole, ...slid, readoutFormat: text().or('d') }),
  settle: between,
});

/** A slider for numbers with fractions. */
export type FloatSlider = Control<SliderOptions>;
/**
 * A slider for numbers with fractions: `value`, `min` (0), `max` (10), `step` (0.1).
 * Raises ValueError for a value outside of min and max.
 * @ko 소수를 고르는 슬라이더입니다.
 * @example const sigma = widgets.FloatSlider({ value: 1, max: 5, description: 'σ' });
 */
export const FloatSlider: (options?: SliderOptions) => FloatSlider = seen({
  name: 'FloatSlider',
  style: 'SliderStyle',
  spec: optionsOf<SliderOptions>()({ ...controlRules, ...real, ...slid, readoutFormat: text().or('.2f') }),
  settle: between,
});

/** A slider for powers. */
export type FloatLogSlider = Control<LogSliderOptions>;
/**
 * A slider for powers of `base` (10), such as a learning rate: `min` (0) and `max` (4) are exponents, `value` (1) is the power.
 * @ko 학습률처럼 거듭제곱을 고르는 슬라이더입니다.
 * @example const rate = widgets.FloatLogSlider({ value: 0.01, min: -5, max: 0, description: 'rate' });
 */
export const FloatLogSlider: (options?: LogSliderOptions) => FloatLogSlider = seen({
  name: 'FloatLogSlider',
  style: 'SliderStyle',
  spec: optionsOf<LogSliderOptions>()({
    ...controlRules,
    ...slid,
    value: number(),
    min: number().or(0),
    max: number().or(4),
    step: number({ above: 0 }).or(0.1),
    base: number({ above: 1 }).or(10),
    readoutFormat: text().or('.3g'),
  }),
  settle: powers,
});

/** A slider with two handles for whole numbers. */
export type IntRangeSlider = Control<RangeSliderOptions>;
/**
 * A slider with two handles for a range of whole numbers: `value` is `[from, to]`.
 * @ko 정수 범위를 고르는 슬라이더입니다.
 */
export const IntRangeSlider: (options?: RangeSliderOptions) => IntRangeSlider = seen({
  name: 'IntRangeSlider',
  style: 'SliderStyle',
  spec: optionsOf<RangeSliderOptions>()({
    ...controlRules,
    ...whole,
    ...slid,
    value: ends(integer()),
    readoutFormat: text().or('d'),
  }),
  settle: pair,
});

/** A slider with two handles. */
export type FloatRangeSlider = Control<RangeSliderOptions>;
/**
 * A slider with two handles for a range: `value` is `[from, to]`.
 * @ko 범위를 고르는 슬라이더입니다.
 */
export const FloatRangeSlider: (options?: RangeSliderOptions) => FloatRangeSlider = seen({
  name: 'FloatRangeSlider',
  style: 'SliderStyle',
  spec: optionsOf<RangeSliderOptions>()({
    ...controlRules,
    ...real,
    ...slid,
    value: ends(number()),
    readoutFormat: text().or('.2f'),
  }),
  settle: pair,
});

/** A box for a whole number. */
export type IntText = Control<NumberOptions>;
/**
 * A box to type a whole number in.
 * @ko 정수를 입력하는 칸입니다.
 */
export const IntText: (options?: NumberOptions) => IntText = seen({
  name: 'IntText',
  style: 'DescriptionStyle',
  spec: optionsOf<NumberOptions>()({
    ...controlRules,
    ...typed,
    value: integer().or(0),
    step: integer({ from: 1 }).or(1),
  }),
});

/** A box for a number. */
export type FloatText = Control<NumberOptions>;
/**
 * A box to type a number in.
 * @ko 수를 입력하는 칸입니다.
 */
export const FloatText: (options?: NumberOptions) => FloatText = seen({
  name: 'FloatText',
  style: 'DescriptionStyle',
  spec: optionsOf<NumberOptions>()({
    ...controlRules,
    ...typed,
    value: number().or(0),
    step: number({ above: 0 }).or(0.1),
  }),
});

/** A box for a whole number between two ends. */
export type BoundedIntText = Control<BoundedOptions>;
/**
 * A box to type a whole number between `min` (0) and `max` (100) in.
 * @ko min과 max 사이의 정수를 입력하는 칸입니다.
 */
export const BoundedIntText: (options?: BoundedOptions) => BoundedIntText = seen({
  name: 'BoundedIntText',
  view: 'IntTextView',
  style: 'DescriptionStyle',
  spec: optionsOf<BoundedOptions>()({ ...controlRules, ...typed, ...whole }),
  settle: between,
});

/** A box for a number between two ends. */
export type BoundedFloatText = Control<BoundedOptions>;
/**
 * A box to type a number between `min` (0) and `max` (10) in.
 * @ko min과 max 사이의 수를 입력하는 칸입니다.
 */
export const BoundedFloatText: (options?: BoundedOptions) => BoundedFloatText = seen({
  name: 'BoundedFloatText',
  view: 'FloatTextView',
  style: 'DescriptionStyle',
  spec: optionsOf<BoundedOptions>()({ ...controlRules, ...typed, ...real }),
  settle: between,
});

const barStyle = word('', 'success', 'info', 'warning', 'danger').or('');
const { disabled: _, ...looked } = controlRules;

/** A bar that fills by whole numbers. */
export type IntProgress = Control<ProgressOptions>;
/**
 * A bar that fills from `min` (0) to `max` (100).
 * @ko 진행 막대입니다.
 */
export const IntProgress: (options?: ProgressOptions) => IntProgress = seen({
  name: 'IntProgress',
  view: 'ProgressView',
  style: 'ProgressStyle',
  spec: optionsOf<ProgressOptions>()({
    ...looked,
    value: integer(),
    min: integer().or(0),
    max: integer().or(100),
    barStyle,
    orientation,
  }),
  settle: between,
});

/** A bar that fills. */
export type FloatProgress = Control<ProgressOptions>;
/**
 * A bar that fills from `min` (0) to `max` (10).
 * @ko 소수로 채우는 진행 막대입니다.
 */
export const FloatProgress: (options?: ProgressOptions) => FloatProgress = seen({
  name: 'FloatProgress',
  view: 'ProgressView',
  style: 'ProgressStyle',
  spec: optionsOf<ProgressOptions>()({
    ...looked,
    value: number(),
    min: number().or(0),
    max: number().or(10),
    barStyle,
    orientation,
  }),
  settle: between,
});

/** The keys of an animation. */
export type Play = Control<PlayOptions>;
/**
 * Play, pause and stop keys that count `value` from `min` (0) to `max` (100); `link` it with a slider to see where it is.
 * @ko 재생 단추입니다. value를 min부터 max까지 셉니다.
 * @example const play = widgets.Play({ max: 20, interval: 200 }); widgets.link([play, 'value'], [slider, 'value']);
 */
export const Play: (options?: PlayOptions) => Play = seen({
  name: 'Play',
  style: 'DescriptionStyle',
  spec: optionsOf<PlayOptions>()({
    ...controlRules,
    ...whole,
    interval: integer({ from: 1 }).or(100),
    playing: flag().or(false),
    repeat: flag().or(false),
  }),
  settle: between,
});

function ends(rule: ReturnType<typeof number>): never {
  return list(rule, 2) as never;
}
