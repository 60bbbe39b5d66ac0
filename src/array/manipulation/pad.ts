/** @file `np.pad` in all of NumPy's modes but a function: borders of constants, edges, reflections, ramps, statistics. */
import { checkCall, anything, oneOf, optionsOf, word } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { castInto } from '../core/cast.ts';
import { asarray } from '../core/create.ts';
import { allocate, allocateResult, isFloat } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { gather } from '../kernels/gather.ts';
import { makeArray, makeView, rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { max, mean, min } from '../statistics/reduce.ts';
import type { Index } from '../core/indexing.ts';
import { slice } from '../layout/slice.ts';
import type { Operand } from '../ufuncs/ufunc.ts';
import { round } from '../ufuncs/compound.ts';
import { placesOf } from '../layout/walk.ts';

const modes = [
  'constant',
  'edge',
  'linear_ramp',
  'maximum',
  'mean',
  'median',
  'minimum',
  'reflect',
  'symmetric',
  'wrap',
  'empty',
] as const;

/** NumPy's names of the modes, as they are. */
export type PadMode = (typeof modes)[number];

/** One number for all sides, one pair for all axes, or a pair for each axis. */
export type Pairs = number | readonly number[] | readonly (readonly number[])[];

export interface PadOptions {
  /**
   * What is put around: 'constant' (default, zeros), 'edge', 'reflect', 'symmetric', 'wrap', 'mean', 'maximum', 'minimum' …
   * @ko 둘레에 붙일 값입니다: 'constant'(기본값, 0), 'edge', 'reflect', 'symmetric', 'wrap' 등.
   */
  mode?: PadMode;
  /**
   * Value(s) of mode 'constant', default 0.
   * @ko 'constant' 방식에서 채우는 값입니다. 기본값 0.
   */
  constantValues?: Pairs;
  /**
   * Outermost value(s) of mode 'linear_ramp', default 0.
   * @ko 'linear_ramp' 방식에서 가장 바깥의 값입니다. 기본값 0.
   */
  endValues?: Pairs;
  /**
   * How many edge elements 'maximum', 'mean', 'median', 'minimum' look at, default all.
   * @ko 'maximum', 'mean', 'median', 'minimum'이 가장자리에서 살피는 원소의 수입니다. 기본값은 모두입니다.
   */
  statLength?: Pairs;
  /**
   * 'odd' mirrors at the edge value: 2 · edge - x. Default 'even'.
   * @ko 'odd'이면 가장자리 값에서 뒤집습니다: 2 · 가장자리 - x. 기본값 'even'.
   */
  reflectType?: 'even' | 'odd';
}

const pairs = anything<Pairs>({
  en: 'a number, a pair, or a pair for each axis',
  ko: '수, 쌍 하나, 또는 축마다 쌍 하나',
});
const padOptions = optionsOf<PadOptions>()({
  mode: word(...modes).or('constant'),
  constantValues: pairs.or(0),
  endValues: pairs.or(0),
  statLength: pairs,
  reflectType: word('even', 'odd').or('even'),
});

/**
 * The array with `width` more elements before and after each axis.
 * @ko 둘레에 값을 덧붙입니다(패딩).
 */
export function pad(
  x: Operand,
  width: Pairs,
  mode: PadMode | PadOptions = 'constant',
  options: PadOptions = {},
): NDArray {
  if (arguments.length > 2) checkCall('np.pad', arguments, 4, padOptions);
  const a = asarray(x);
  const given = typeof mode === 'string' ? { ...options, mode } : mode;
  const kind = oneOf('np.pad', 'mode', given.mode ?? 'constant', modes);
  const widths = asPairs(width, a, 'width');
  if (widths.some(([p, q]) => p < 0 || q < 0 || !Number.isInteger(p) || !Number.isInteger(q))) {
    throw new ValueError({
      who: 'np.pad',
      rule: { en: 'widths must be whole numbers, 0 or more', ko: '너비는 0 이상의 정수여야 합니다' },
      received: JSON.stringify(width),
    });
  }
  const hollow = a.shape.findIndex((n, d) => n === 0 && widths[d]![0] + widths[d]![1] > 0);
  if (hollow >= 0 && kind !== 'constant' && kind !== 'empty') {
    throw new ValueError({
      who: 'np.pad',
      rule: {
        en: `an empty axis can be padded only by 'constant' or 'empty'`,
        ko: "빈 축은 'constant'나 'empty'로만 채울 수 있습니다",
      },
      received: {
        en: `axis ${hollow} of shape ${shapeText(a.shape)}, mode '${kind}'`,
        ko: `모양 ${shapeText(a.shape)}의 축 ${hollow}, mode '${kind}'`,
      },
    });
  }
  switch (kind) {
    case 'edge':
      return byIndex(a, widths, (i, n) => Math.min(n - 1, Math.max(0, i)));
    case 'wrap':
      return byIndex(a, widths, (i, n) => ((i % n) + n) % n);
    case 'reflect':
      return given.reflectType === 'odd' ? oddly(a, widths, 0) : byIndex(a, widths, mirror(0));
    case 'symmetric':
      return given.reflectType === 'odd' ? oddly(a, widths, 1) : byIndex(a, widths, mirror(1));
    case 'constant':
    case 'empty':
    case 'linear_ramp':
    case 'maximum':
    case 'minimum':
    case 'mean':
    case 'median':
      return axisByAxis(a, widths, kind, given);
  }
}

function asPairs(x: Pairs, a: NDArray, what: string): [number, number][] {
  const list = typeof x === 'number' ? [x] : x;
  const one = (p: number | readonly number[]): [number, number] =>
    typeof p === 'number' ? [p, p] : [p[0]!, p[1] ?? p[0]!];
  if (!Array.isArray(list) || list.some((p) => typeof p !== 'number' && !Array.isArray(p))) throw notPairs(x, a, what);
  const flat = list.every((p) => typeof p === 'number');
  if (flat && list.length <= 2) return a.shape.map(() => [list[0] as number, (list[1] ?? list[0]) as number]);
  const pairs = list.map(one);
  if (!flat && pairs.length === 1) return a.shape.map(() => pairs[0]!);
  if (!flat && pairs.length === a.ndim) return pairs;
  throw notPairs(x, a, what);
}

function notPairs(x: unknown, a: NDArray, what: string): ShapeError {
  return new ShapeError({
    who: 'np.pad',
    rule: {
      en: `${what} must be a number, a pair, or a pair for each of the ${a.ndim} axes`,
      ko: `${what}은(는) 수 하나, 수 두 개, 또는 축 ${a.ndim}개마다 수 두 개여야 합니다`,
    },
    received: JSON.stringify(x),
  });
}

/** Every element of the result is one of the source, found axis by axis. */
function byIndex(a: NDArray, widths: readonly [number, number][], from: (i: number, n: number) => number): NDArray {
  const steps = a.shape.map((n, d) => {
    const [before, after] = widths[d]!;
    return Array.from({ length: before + n + after }, (_, i) => from(i - before, n) * a.strides[d]!);
  });
  const shape = steps.map((list) => list.length);
  const out = allocateResult(a.dtype, sizeOf(shape));
  gather(a, steps, out);
  return makeArray(out, a.dtype, shape);
}

/** Reflection with period 2(n - 1), or 2n when the edge is repeated. */
function mirror(repeatEdge: 0 | 1): (i: number, n: number) => number {
  return (i, n) => {
    if (n === 1) return 0;
    const period = 2 * (n - 1 + repeatEdge);
    const at = ((i % period) + period) % period;
    return at < n ? at : period - repeatEdge - at;
  };
}

/** Mirrored at the edge value: f(-i) = 2 f(0) - f(i), so each period adds twice the rise from end to end. */
function oddly(a: NDArray, widths: readonly [number, number][], repeatEdge: 0 | 1): NDArray {
  const out = placed(a, widths);
  const wraps = rawStore(out);
  for (let d = 0; d < a.ndim; d++) {
    const [before, after] = widths[d]!;
    const n = a.shape[d]!;
    const stride = out.strides[d]!;
    const period = 2 * (n - 1 + repeatEdge);
    for (const start of lanes(out, d)) {
      const origin = start + before * stride;
      const f = (i: number): number => wraps[origin + i * stride]!;
      const rise = 2 * (f(n - 1) - f(0));
      const value = (i: number): number => {
        if (n === 1) return f(0);
        const turns = Math.floor(i / period);
        const at = i - turns * period;
        return (at < n ? f(at) : 2 * f(n - 1) - f(period - repeatEdge - at)) + turns * rise;
      };
      const left = Array.from({ length: before }, (_, i) => value(i - before));
      const right = Array.from({ length: after }, (_, i) => value(n + i));
      left.forEach((v, i) => (wraps[start + i * stride] = v));
      right.forEach((v, i) => (wraps[origin + (n + i) * stride] = v));
    }
  }
  return out;
}

/** From so many elements on borders alone are zeroed. */
const SMALL = 4096;

/** Zeros before and behind the middle along each axis: a large array is not written twice. */
function zeroBorders(out: NDArray, widths: readonly [number, number][]): void {
  for (const [d, [before, after]] of widths.entries()) {
    for (const [from, n] of [
      [0, before],
      [out.shape[d]! - after, after],
    ] as const) {
      // prettier-ignore
      if (n > 0) makeView(out, out.shape.with(d, n), out.strides, from * out.strides[d]!).fill(0);
    }
  }
}

/** A result of zeros with the source in its middle. */
function placed(a: NDArray, widths: readonly [number, number][]): NDArray {
  const shape = a.shape.map((n, d) => widths[d]![0] + n + widths[d]![1]);
  const out = makeArray(allocateResult(a.dtype, sizeOf(shape)), a.dtype, shape);
  if (out.size < SMALL) rawStore(out).fill(0);
  else zeroBorders(out, widths);
  const offset = widths.reduce((sum, [before], d) => sum + before * out.strides[d]!, 0);
  castInto(a, a.strides, makeView(out, a.shape, out.strides, offset));
  return out;
}

/** Where each line along an axis begins. */
function lanes(a: NDArray, axis: number): Iterable<number> {
  const rest = (list: readonly number[]): number[] => list.filter((_, d) => d !== axis);
  return placesOf(rest(a.shape), rest(a.strides), a.offset);
}

type AxisMode = Exclude<PadMode, 'edge' | 'wrap' | 'reflect' | 'symmetric'>;

/** Borders of one axis after the other; later axes see the borders that earlier ones made. */
function axisByAxis(a: NDArray, widths: readonly [number, number][], mode: AxisMode, options: PadOptions): NDArray {
  const out = placed(a, widths);
  if (mode === 'empty') return out;
  const constants = asPairs(options.constantValues ?? 0, a, 'constantValues');
  if (mode === 'constant' && constants.every((pair) => pair.every((x) => Object.is(x, 0)))) return out;
  const ends = asPairs(options.endValues ?? 0, a, 'endValues');
  const lengths = options.statLength === undefined ? undefined : asPairs(options.statLength, a, 'statLength');
  for (let d = 0; d < a.ndim; d++) {
    const [before, after] = widths[d]!;
    const n = a.shape[d]!;
    // Later axes are still bare: look only at the rows that hold the source there.
    const cut = (part: ReturnType<typeof slice>): Index[] => [
      ...Array.from<':'>({ length: d }).fill(':'),
      part,
      ...a.shape.slice(d + 1).map((m, k) => slice(widths[d + 1 + k]![0], widths[d + 1 + k]![0] + m)),
    ];
    const left = cut(slice(0, before));
    const right = cut(slice(before + n, before + n + after));
    if (mode === 'constant') {
      out.set(...left, constants[d]![0]);
      out.set(...right, constants[d]![1]);
    } else if (mode === 'linear_ramp') {
      ramp(out, d, before, out.at(...cut(slice(before, before + 1))), ends[d]![0], false);
      ramp(out, d, after, out.at(...cut(slice(before + n - 1, before + n))), ends[d]![1], true);
    } else {
      const [p, q] = lengths?.[d] ?? [n, n];
      const near = (part: ReturnType<typeof slice>): NDArray => statistic(out.at(...cut(part)), d, mode);
      const [head, tail] = [
        near(slice(before, before + Math.min(p, n))),
        near(slice(before + n - Math.min(q, n), before + n)),
      ];
      out.set(...left, head);
      out.set(...right, tail);
    }
  }
  return out;
}

/** Evenly from `end` at the outside to the edge (not included). */
function ramp(out: NDArray, axis: number, width: number, edge: NDArray, end: number, right: boolean): void {
  const stride = out.strides[axis]!;
  const data = rawStore(out);
  for (const start of lanes(edge, axis)) {
    const stop = data[start]!;
    const step = (stop - end) / width;
    for (let i = 0; i < width; i++) {
      const value = step === 0 ? end : i * step + end;
      const at = right ? start + (width - i) * stride : start - (width - i) * stride;
      data[at] = isFloat(out.dtype) ? value : Math.floor(value);
    }
  }
}

function statistic(part: NDArray, axis: number, mode: 'maximum' | 'minimum' | 'mean' | 'median'): NDArray {
  const options = { keepdims: true };
  if (mode === 'maximum') return max(part, axis, options);
  if (mode === 'minimum') return min(part, axis, options);
  const middle = mode === 'mean' ? mean(part, axis, options) : medianOf(part, axis);
  return isFloat(part.dtype) ? middle : round(middle);
}

function medianOf(part: NDArray, axis: number): NDArray {
  const n = part.shape[axis]!;
  const shape = part.shape.map((m, d) => (d === axis ? 1 : m));
  const data = rawStore(part);
  const values = Array.from(lanes(part, axis), (start) => {
    const line = Array.from({ length: n }, (_, i) => data[start + i * part.strides[axis]!]!).sort((p, q) => p - q);
    return n % 2 === 1 ? line[(n - 1) / 2]! : (line[n / 2 - 1]! + line[n / 2]!) / 2;
  });
  const dtype = isFloat(part.dtype) ? part.dtype : 'float64';
  const out = allocate(dtype, values.length);
  out.set(values);
  return makeArray(out, dtype, shape);
}
