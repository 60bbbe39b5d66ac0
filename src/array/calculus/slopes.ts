/** @file Differences and sums along a line: gradient, trapezoid, interp. */
import { anyAxis } from '../core/option-specs.ts';
import { checkCall, anything, choice, integer, isPlainObject, number, optionsOf } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { manyAxes, oneAxis, type Axis } from '../layout/axis.ts';
import { type ArraySource } from '../core/create.ts';
import { allocate, type DType } from '../layout/dtype.ts';
import { arrayOf, gatherLanes, scatterLanes } from '../core/lanes.ts';
import { isNDArray, makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { argsortRun } from '../sorting/radix.ts';

export interface GradientOptions {
  axis?: Axis;
  /** Accuracy at the borders: 1 (default) or 2. */
  edgeOrder?: 1 | 2;
}
const gradientOptions = optionsOf<GradientOptions>()({ axis: anyAxis, edgeOrder: choice(1, 2).or(1) });

/**
 * Slopes by central differences inside and one-sided ones at the borders. `spacing`: nothing (1), one step for all axes,
 * or for each axis a step or the coordinates. One array for one axis, a list of arrays for several.
 */
export function gradient(f: ArraySource, ...given: (ArraySource | GradientOptions)[]): NDArray | NDArray[] {
  if (arguments.length > 1) checkCall('np.gradient', arguments, Infinity, gradientOptions);
  const who = 'np.gradient';
  const last = given.at(-1);
  const options: GradientOptions = isPlainObject(last) ? last : {};
  const spacing = (options === last ? given.slice(0, -1) : given) as ArraySource[];
  const source = arrayOf(f);
  const axes = manyAxes(options.axis ?? null, source.shape, who);
  if (![0, 1, axes.length].includes(spacing.length)) {
    throw new ValueError({
      who,
      rule: { en: 'give one spacing, or one for each axis', ko: '간격은 하나만 주거나 축마다 하나씩 주세요' },
      received: { en: `${spacing.length} spacings`, ko: `간격 ${spacing.length}개` },
    });
  }
  const results = axes.map((axis, k) => {
    const step = arrayOf(spacing.length > 1 ? spacing[k]! : (spacing[0] ?? 1));
    return slopes(source, axis, step, options.edgeOrder ?? 1);
  });
  return axes.length === 1 ? results[0]! : results;
}

function slopes(source: NDArray, axis: number, step: NDArray, edgeOrder: number): NDArray {
  const { data, n, count } = gatherLanes(source, axis);
  if (n < edgeOrder + 1) {
    throw new ShapeError({
      who: 'np.gradient',
      rule: {
        en: `at least ${edgeOrder + 1} elements are needed along each axis`,
        ko: `축마다 원소가 ${edgeOrder + 1}개 이상 있어야 합니다`,
      },
      received: { en: `shape ${shapeText(source.shape)}`, ko: `모양 ${shapeText(source.shape)}` },
    });
  }
  if (step.ndim > 0 && (step.ndim > 1 || step.size !== n)) {
    throw new ShapeError({
      who: 'np.gradient',
      rule: {
        en: 'coordinates must be as many as the elements along the axis',
        ko: '좌표의 수는 그 축에 있는 원소의 수와 같아야 합니다',
      },
      received: { en: `${step.size} coordinates for ${n} elements`, ko: `원소 ${n}개에 좌표 ${step.size}개` },
    });
  }
  const steps = stepsOf(step, n);
  const dtype: DType = source.dtype === 'float32' ? 'float32' : 'float64';
  const out = allocate(dtype, data.length);
  for (let l = 0; l < count; l++) {
    const run = data.subarray(l * n, (l + 1) * n);
    slopesOfRun(run, steps, out, l * n, edgeOrder);
  }
  return scatterLanes(out, dtype, n, source.shape, axis);
}

/** The distances between neighbours, or one number when they are all the same. */
function stepsOf(step: NDArray, n: number): number | Float64Array {
  if (step.ndim === 0) return step.item();
  const x = toTyped(step);
  const gaps = Float64Array.from({ length: n - 1 }, (_, i) => x[i + 1]! - x[i]!);
  return gaps.every((g) => g === gaps[0]) ? gaps[0]! : gaps;
}

function slopesOfRun(
  f: ArrayLike<number>,
  steps: number | Float64Array,
  out: { [i: number]: number },
  at: number,
  edgeOrder: number,
): void {
  const n = f.length;
  const gap = (i: number): number => (typeof steps === 'number' ? steps : steps[i]!);
  for (let i = 1; i < n - 1; i++) {
    if (typeof steps === 'number') out[at + i] = (f[i + 1]! - f[i - 1]!) / (2 * steps);
    else {
      const [a, b] = [gap(i - 1), gap(i)];
      out[at + i] = (-b / (a * (a + b))) * f[i - 1]! + ((b - a) / (a * b)) * f[i]! + (a / (b * (a + b))) * f[i + 1]!;
    }
  }
  if (edgeOrder === 1) {
    out[at] = (f[1]! - f[0]!) / gap(0);
    out[at + n - 1] = (f[n - 1]! - f[n - 2]!) / gap(n - 2);
    return;
  }
  const [a, b] = [gap(0), gap(1)];
  out[at] = (-(2 * a + b) / (a * (a + b))) * f[0]! + ((a + b) / (a * b)) * f[1]! - (a / (b * (a + b))) * f[2]!;
  const [c, d] = [gap(n - 3), gap(n - 2)];
  out[at + n - 1] =
    (d / (c * (c + d))) * f[n - 3]! - ((d + c) / (c * d)) * f[n - 2]! + ((2 * d + c) / (d * (c + d))) * f[n - 1]!;
}

interface TrapezoidOptions {
  /** Coordinates of the elements. */
  x?: ArraySource;
  /** Their distance where there are no coordinates, default 1. */
  dx?: number;
  /** Default the last. */
  axis?: number;
}
const trapezoidOptions = optionsOf<TrapezoidOptions>()({
  x: anything<ArraySource>({ en: 'an array', ko: '배열' }),
  dx: number().or(1),
  axis: integer().alone().or(-1),
});

/**
 * The area under `y` by the trapezoid rule, along `axis` (default: the last); a number for a line. The coordinates may
 * stand alone, as in NumPy: `np.trapezoid(y, x)`.
 */
export function trapezoid(y: readonly number[], x?: readonly number[]): number;
export function trapezoid(
  y: ArraySource,
  x: readonly ArraySource[] | NDArray,
  options?: Omit<TrapezoidOptions, 'x'>,
): number | NDArray;
export function trapezoid(y: ArraySource, options?: TrapezoidOptions): number | NDArray;
export function trapezoid(y: ArraySource, ...given: unknown[]): number | NDArray {
  const who = 'np.trapezoid';
  const alone = isNDArray(given[0]) || Array.isArray(given[0]);
  if (given.length > 0) checkCall(who, arguments, alone ? 3 : 2, trapezoidOptions);
  const options = (alone ? given[1] : given[0]) as TrapezoidOptions | undefined;
  const { dx = 1, axis = -1 } = options ?? {};
  const x = alone ? (given[0] as ArraySource) : options?.x;
  const source = arrayOf(y);
  const along = oneAxis(axis, source.shape, who);
  const { data, n, count } = gatherLanes(source, along);
  let gaps: Float64Array | undefined;
  if (x !== undefined) {
    const places = arrayOf(x);
    if (places.ndim !== 1 || places.size !== n) {
      throw new ShapeError({
        who,
        rule: {
          en: 'x must have one coordinate for each element along the axis',
          ko: 'x에는 그 축의 원소마다 좌표가 하나씩 있어야 합니다',
        },
        received: `x ${shapeText(places.shape)}, y ${shapeText(source.shape)}`,
      });
    }
    gaps = Float64Array.from({ length: Math.max(0, n - 1) }, (_, i) => places.item(i + 1) - places.item(i));
  }
  const out = new Float64Array(count);
  for (let l = 0; l < count; l++) {
    for (let i = 0; i + 1 < n; i++) {
      out[l]! += ((gaps ? gaps[i]! : dx) * (data[l * n + i + 1]! + data[l * n + i]!)) / 2;
    }
  }
  return source.ndim === 1 ? out[0]! : makeArray(out, 'float64', source.shape.toSpliced(along, 1));
}

interface InterpOptions {
  /** What lies left and right of all points; default the first and the last value. */
  left?: number;
  /** The value right of all points; default the last one. */
  right?: number;
  /** Treat x as an angle with this period. */
  period?: number;
}
const interpOptions = optionsOf<InterpOptions>()({
  left: anything<number>({ en: 'a number', ko: '수' }),
  right: anything<number>({ en: 'a number', ko: '수' }),
  period: number(),
});

/** The straight-line interpolation of the points (xp, fp), xp rising, at each `x`; a number for a number. */
export function interp(x: number, xp: ArraySource, fp: ArraySource, options?: InterpOptions): number;
export function interp(x: readonly ArraySource[], xp: ArraySource, fp: ArraySource, options?: InterpOptions): NDArray;
export function interp(x: ArraySource, xp: ArraySource, fp: ArraySource, options?: InterpOptions): number | NDArray;
export function interp(
  x: ArraySource,
  xp: ArraySource,
  fp: ArraySource,
  options: InterpOptions = {},
): number | NDArray {
  if (arguments.length > 3) checkCall('np.interp', arguments, 4, interpOptions);
  const who = 'np.interp';
  const at = arrayOf(x);
  let xs: Float64Array = Float64Array.from(toTyped(arrayOf(xp)));
  let ys: Float64Array = Float64Array.from(toTyped(arrayOf(fp)));
  let places: Float64Array = Float64Array.from(toTyped(at));
  if (xs.length !== ys.length || xs.length === 0) {
    throw new ShapeError({
      who,
      rule: {
        en: 'xp and fp must be as long as each other, and not empty',
        ko: 'xp와 fp는 길이가 같고 비어 있지 않아야 합니다',
      },
      received: { en: `${xs.length} and ${ys.length}`, ko: `${xs.length}, ${ys.length}` },
    });
  }
  let { left = ys[0]!, right = ys.at(-1)! } = options;
  if (options.period !== undefined) {
    const period = Math.abs(options.period);
    if (period === 0)
      throw new ValueError({
        who,
        rule: { en: 'period must not be 0', ko: 'period는 0이 아니어야 합니다' },
        received: 'period 0',
      });
    const wrapped = (v: number): number => v - Math.floor(v / period) * period;
    places = places.map(wrapped);
    xs = xs.map(wrapped);
    const order = argsortRun(xs, 'float64', 0, xs.length);
    const [sx, sy] = [Float64Array.from(order, (i) => xs[i]!), Float64Array.from(order, (i) => ys[i]!)];
    xs = Float64Array.from([sx.at(-1)! - period, ...sx, sx[0]! + period]);
    ys = Float64Array.from([sy.at(-1), ...sy, sy[0]!]);
    [left, right] = [ys[0]!, ys.at(-1)!];
  }
  const out = places.map((v) => interpolate(v, xs, ys, left, right));
  return at.ndim === 0 ? out[0]! : makeArray(out, 'float64', at.shape);
}

function interpolate(v: number, xs: Float64Array, ys: Float64Array, left: number, right: number): number {
  const n = xs.length;
  if (Number.isNaN(v)) return v;
  if (v > xs[n - 1]!) return right;
  if (v < xs[0]!) return left;
  let [low, high] = [0, n];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (xs[middle]! <= v) low = middle + 1;
    else high = middle;
  }
  const j = low - 1;
  if (j === n - 1 || xs[j] === v) return ys[j]!;
  const slope = (ys[j + 1]! - ys[j]!) / (xs[j + 1]! - xs[j]!);
  let value = slope * (v - xs[j]!) + ys[j]!;
  if (Number.isNaN(value)) {
    value = slope * (v - xs[j + 1]!) + ys[j + 1]!;
    if (Number.isNaN(value) && ys[j] === ys[j + 1]) value = ys[j]!;
  }
  return value;
}
