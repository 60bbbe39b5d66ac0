/** @file `plt.Normalize`: numbers brought to 0..1 between two ends, before they go through a colormap. */
import { describe, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { gridOf, rangeOf } from '../input/values.ts';

export interface NormalizeOptions {
  /** The number that becomes 0; default the smallest of the first numbers that come. */
  vmin?: number | null;
  /** The number that becomes 1; default the largest. */
  vmax?: number | null;
  /** Numbers beyond the ends become 0 and 1; default false: they lie outside of 0..1. */
  clip?: boolean;
}

const normalizeOptions = optionsOf<NormalizeOptions>()({
  vmin: number().orNull(),
  vmax: number().orNull(),
  clip: flag().or(false),
});

/** A straight line from vmin..vmax to 0..1, as a function: `norm(3)`, `norm([1, 2, 3])`. */
export interface Normalize {
  (x: number): number;
  (x: ArraySource): NDArray;
  /** The number that becomes 0. */
  vmin: number | undefined;
  /** The number that becomes 1. */
  vmax: number | undefined;
  /** Whether numbers beyond the ends become 0 and 1. */
  clip: boolean;
  /** The numbers that become x. */
  inverse(x: number): number;
  inverse(x: ArraySource): NDArray;
  /** Takes both ends from these numbers. */
  autoscale(x: ArraySource): void;
  /** Takes the ends that are not set yet from these numbers. */
  autoscale_None(x: ArraySource): void;
}

const made = new WeakSet<object>();

/**
 * Brings numbers to 0..1 for a colormap: `plt.cm.jet(plt.Normalize(0, 9)(3))`; as option `norm` of pictures, cells and points.
 * An end that is not given comes from the first numbers.
 * @throws ValueError where vmin lies above vmax
 */
export function Normalize(
  vmin?: number | null | NormalizeOptions,
  vmax?: number | null,
  options?: Pick<NormalizeOptions, 'clip'>,
): Normalize {
  const who = 'plt.Normalize';
  const given = typeof vmin === 'object' && vmin !== null ? vmin : { ...options, vmin, vmax };
  const read = readOptions(who, given, normalizeOptions);
  const ends = (): readonly [number, number] => {
    const [low, high] = [norm.vmin ?? 0, norm.vmax ?? 1];
    if (low <= high) return [low, high];
    throw new ValueError({
      who,
      rule: { en: 'vmin must not be above vmax', ko: 'vmin은 vmax보다 클 수 없습니다' },
      received: `vmin ${low}, vmax ${high}`,
    });
  };
  const onNumbers = (x: number | ArraySource, work: (value: number) => number): unknown => {
    if (typeof x === 'number') return work(x);
    const array = np.asarray(x);
    const values = Float64Array.from(array.toTyped(), work);
    const floats = array.dtype === 'float32' || /^u?int(8|16)$|^bool$/.test(array.dtype) ? 'float32' : 'float64';
    return np.array(values, floats).reshape([...array.shape]);
  };
  const call = (x: number | ArraySource): unknown => {
    norm.autoscale_None(typeof x === 'number' ? [x] : x);
    const [low, high] = ends();
    return onNumbers(x, (value) => {
      const held = norm.clip ? Math.min(high, Math.max(low, value)) : value;
      return low === high ? 0 : (held - low) / (high - low);
    });
  };
  const norm = Object.assign(call, {
    vmin: read.vmin ?? undefined,
    vmax: read.vmax ?? undefined,
    clip: read.clip,
    inverse(x: number | ArraySource): unknown {
      const [low, high] = ends();
      return onNumbers(x, (value) => low + value * (high - low));
    },
    autoscale(x: ArraySource): void {
      [norm.vmin, norm.vmax] = [undefined, undefined];
      norm.autoscale_None(x);
    },
    autoscale_None(x: ArraySource): void {
      const range = rangeOf(gridOf(x, who, 'x').data);
      norm.vmin ??= range?.[0];
      norm.vmax ??= range?.[1];
    },
  }) as Normalize;
  made.add(norm);
  ends();
  return norm;
}

/** Whether a value was made by `plt.Normalize`. */
export function isNormalize(value: unknown): value is Normalize {
  return typeof value === 'function' && made.has(value);
}

/** What calls that map numbers to colours take for their ends. */
export interface ColorEnds {
  vmin?: number;
  vmax?: number;
  norm?: Normalize;
}

/**
 * vmin and vmax of a call, from its norm where it has one; what the norm does not know comes from the numbers.
 * @throws ValueError where both are given
 */
export function endsOf(
  { vmin, vmax, norm }: ColorEnds,
  data: ArrayLike<number>,
  who: string,
): { vmin: number | undefined; vmax: number | undefined } {
  if (norm === undefined) return { vmin, vmax };
  if (vmin !== undefined || vmax !== undefined) {
    throw new ValueError({
      who,
      rule: { en: 'vmin and vmax belong into norm', ko: 'vmin과 vmax는 norm 안에 써야 합니다' },
      received: `norm, vmin ${describe(vmin)}, vmax ${describe(vmax)}`,
      hint: { en: 'Write plt.Normalize(vmin, vmax)', ko: 'plt.Normalize(vmin, vmax)로 쓰세요' },
    });
  }
  const range = rangeOf(data);
  norm.vmin ??= range?.[0];
  norm.vmax ??= range?.[1];
  return { vmin: norm.vmin, vmax: norm.vmax };
}
