/** @file Functions along one axis that are no plain fold: argmax, argmin, cumsum, cumprod, diff. */
import { kernels, type FoldKernel } from '../../engine/index.ts';
import { axisAndDType, axisAndKeepdims } from '../core/option-specs.ts';
import { checkCall, optionsOf, anything, integer } from '../../arguments/index.ts';
import { ValueError, shapeText } from '../../errors/index.ts';
import { oneAxis } from '../layout/axis.ts';
import { astype } from '../core/cast.ts';
import { asarray, type DTypeLike } from '../core/create.ts';
import { allocateResult, asDType, isFloat } from '../layout/dtype.ts';
import { SMALL } from '../kernels/chunks.ts';
import { fastExtreme, fastRunningSum, fastPlaces, fastRunningWhole, hasOdd, placeOf } from '../kernels/reductions.ts';
import { concatenate } from '../manipulation/join.ts';
import { contiguousStrides, isContiguous, sizeOf } from '../layout/strides.ts';
import { broadcastTo } from '../manipulation/axes.ts';
import { makeArray, makeView, rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { wideDType } from './reduce.ts';
import { reactToFold } from './fold-faults.ts';
import { applyBinary, overflow, type Operand } from '../ufuncs/ufunc.ts';
import { subtractOp } from '../ufuncs/arithmetic.ts';
import { notEqualOp } from '../ufuncs/logic.ts';
import { placesOf } from '../layout/walk.ts';

/** The axis of a scan and its other options. */
export interface ScanOptions {
  /**
   * The axis or axes; default all of them (the flattened array).
   * @ko 축 하나 또는 여러 개입니다. 기본값은 모든 축입니다.
   */
  axis?: number | null;
  /**
   * Type of the result.
   * @ko 결과의 자료형입니다.
   */
  dtype?: DTypeLike;
}

/** argmax and argmin: without axis a number (counting in C order), along an axis an array. */
export interface ArgReduction {
  (a: Operand): number;
  (a: Operand, axis: number, options?: { keepdims?: boolean }): NDArray;
  (a: Operand, options: { axis: number; keepdims?: boolean }): NDArray;
  (
    a: Operand,
    axis?: ArgAxis,
    options?: {
      /**
       * Keeps reduced axes with length 1. Default false.
       * @ko 줄어든 축을 길이 1로 남깁니다. 기본값 false.
       */
      keepdims?: boolean;
    },
  ): number | NDArray;
}

/** The axis or axes; default all of them (the flattened array). */
export type ArgAxis =
  | number
  | null
  | {
      /**
       * The axis; default of the flattened array.
       * @ko 축입니다. 없으면 한 줄로 펼친 배열로 봅니다.
       */
      axis?: number | null;
      keepdims?: boolean;
    };

/**
 * The index of the first largest element (the first nan, if any).
 * @ko 가장 큰 값의 자리를 찾습니다.
 */
export const argmax = argReduction('argmax', kernels.largest, largest);
/**
 * The index of the first smallest element (the first nan, if any).
 * @ko 가장 작은 값의 자리를 찾습니다.
 */
export const argmin = argReduction('argmin', kernels.smallest, smallest);

/** Elements of a part that is searched for the place of its extreme. */
const NEAR = 2048;

/** Rows of more elements are searched by vectors one by one. */
const SHORT_ROW = 256;

/** The place of an extreme in one line. */
type Search = (data: NDArray['data'], start: number, step: number, n: number) => number;

function argReduction(name: string, kernel: FoldKernel, search: Search): ArgReduction {
  function call(x: Operand, axis?: ArgAxis, options?: { keepdims?: boolean }): NDArray | number {
    if (arguments.length > 1) checkCall(`np.${name}`, arguments, 3, axisAndKeepdims);
    const request = typeof axis === 'object' && axis !== null ? axis : { axis, ...options };
    return argExtreme(asarray(x), name, kernel, search, request.axis ?? undefined, request.keepdims ?? false);
  }
  return call as ArgReduction;
}

function argExtreme(
  x: NDArray,
  name: string,
  kernel: FoldKernel,
  search: Search,
  axis: number | undefined,
  keepdims: boolean,
): NDArray | number {
  if (axis === undefined && !keepdims && x.size > 0 && isContiguous(x)) {
    return placeInLine(x, x.offset, 1, x.size, kernel, search);
  }
  const a = axis === undefined || x.ndim === 0 ? x.reshape(-1) : x;
  const at = oneAxis(axis ?? 0, a.shape, `np.${name}`);
  const n = a.shape[at]!;
  const rest = a.shape.filter((_, d) => d !== at);
  if (n === 0) {
    throw new ValueError({
      who: `np.${name}`,
      rule: {
        en: `the ${name} of no elements does not exist`,
        ko: `원소가 없는 배열에서는 ${name}을(를) 구할 수 없습니다`,
      },
      received: { en: `shape ${shapeText(x.shape)}`, ko: `모양 ${shapeText(x.shape)}` },
    });
  }
  const found = allocateResult('int64', a.size / n);
  const isRows = at === a.ndim - 1 && n <= SHORT_ROW && found.length > 1 && isContiguous(a);
  if (!isRows || !fastPlaces(kernel, a, found.length, n, found)) {
    const strides = a.strides.filter((_, d) => d !== at);
    const starts = placesOf(rest, strides, a.offset);
    for (let k = 0; k < starts.length; k++) found[k] = placeInLine(a, starts[k]!, a.strides[at]!, n, kernel, search);
  }
  if (axis === undefined && !keepdims) return found[0]!;
  const kept = axis === undefined ? x.shape.map(() => 1) : x.shape.map((side, d) => (d === at ? 1 : side));
  return makeArray(found, 'int64', keepdims ? kept : rest);
}

/** The place of the extreme among n elements. The kernels tell in which part it stands; only that one is searched. */
function placeInLine(a: NDArray, start: number, step: number, n: number, kernel: FoldKernel, search: Search): number {
  const near = step === 1 ? fastExtreme(kernel, a, start, n, NEAR) : undefined;
  if (near === undefined || near.value !== near.value) return search(rawStore(a), start, step, n);
  return placeOf(a, start + near.chunk, n - near.chunk, near.value) - start;
}

function largest(data: NDArray['data'], start: number, step: number, n: number): number {
  let best = data[start]!;
  let where = 0;
  if (best !== best) return 0;
  for (let i = 1, p = start + step; i < n; i++, p += step) {
    const x = data[p]!;
    if (x > best) [best, where] = [x, i];
    else if (x !== x) return i;
  }
  return where;
}

function smallest(data: NDArray['data'], start: number, step: number, n: number): number {
  let best = data[start]!;
  let where = 0;
  if (best !== best) return 0;
  for (let i = 1, p = start + step; i < n; i++, p += step) {
    const x = data[p]!;
    if (x < best) [best, where] = [x, i];
    else if (x !== x) return i;
  }
  return where;
}

/**
 * Running sums along `axis` (over all elements in C order without); dtypes as `np.sum`.
 * @ko 처음부터 차례로 더해 간 합을 구합니다.
 */
export function cumsum(a: Operand, axis?: number | null | ScanOptions): NDArray {
  if (arguments.length > 1) checkCall('np.cumsum', arguments, 2, axisAndDType);
  return scan(asarray(a), axis, 'cumsum', (s, x) => s + x, -0);
}

/** Running products along `axis`. */
export function cumprod(a: Operand, axis?: number | null | ScanOptions): NDArray {
  if (arguments.length > 1) checkCall('np.cumprod', arguments, 2, axisAndDType);
  return scan(asarray(a), axis, 'cumprod', (s, x) => s * x, 1);
}

function scan(
  x: NDArray,
  axis: number | null | ScanOptions | undefined,
  name: string,
  join: (s: number, x: number) => number,
  start: number,
): NDArray {
  const options = typeof axis === 'object' && axis !== null ? axis : { axis };
  const flat = options.axis === undefined || options.axis === null || x.ndim === 0;
  const line = flat ? x.reshape(-1) : x;
  // (The kernels add whole numbers in doubles.)
  const isMuch = name === 'cumsum' && x.size >= SMALL && (x.dtype === 'uint8' || x.dtype === 'bool');
  const a = isMuch && options.dtype === undefined ? astype(line, 'int64') : line;
  const at = oneAxis(options.axis ?? 0, a.shape, `np.${name}`);
  const dtype = options.dtype === undefined ? wideDType(a.dtype) : asDType(options.dtype, `np.${name}`);
  const out = allocateResult(dtype, a.size);
  const data = rawStore(a);
  const strides = contiguousStrides(a.shape);
  const rest = (list: readonly number[]): number[] => list.filter((_, d) => d !== at);
  const from = placesOf(rest(a.shape), rest(a.strides), a.offset);
  const to = placesOf(rest(a.shape), rest(strides));
  const n = a.shape[at]!;
  const single = dtype === 'float32';
  const whole = !isFloat(dtype);
  let far = 0;
  for (let k = 0; k < from.length; k++) {
    let s = start;
    const sums = name === 'cumsum' && !whole && a.strides[at] === 1 && strides[at] === 1;
    if (sums && fastRunningSum(data, from[k]!, out, to[k]!, n)) continue;
    const isLine = name === 'cumsum' && whole && a.strides[at] === 1 && strides[at] === 1;
    const most = isLine ? fastRunningWhole(data, from[k]!, out, to[k]!, n) : undefined;
    if (most !== undefined) {
      far = Math.max(far, most);
      continue;
    }
    if (name === 'cumsum' && !single) {
      far = Math.max(far, runningSum(data, from[k]!, a.strides[at]!, out, to[k]!, strides[at]!, n, whole ? 0 : -0));
      continue;
    }
    for (let i = 0, p = from[k]!, q = to[k]!; i < n; i++, p += a.strides[at]!, q += strides[at]!) {
      s = join(s, data[p]!);
      if (single) s = Math.fround(s);
      out[q] = whole ? s + 0 : s;
      if (s > far || s < -far) far = Math.abs(s);
    }
  }
  if (!isFloat(dtype) && far > Number.MAX_SAFE_INTEGER) throw overflow(name);
  if (isFloat(dtype) && hasOdd(out)) reactToFold(`np.${name}`, a, new Set([at]), join, single);
  return makeArray(out, dtype, a.shape);
}

/** Running sums of one line from `start` (-0: a first -0 stays what it is); gives the largest of their magnitudes. */
function runningSum(
  a: NDArray['data'],
  p: number,
  sp: number,
  out: NDArray['data'],
  q: number,
  sq: number,
  n: number,
  start: number,
): number {
  let s = start;
  let far = 0;
  for (let i = 0; i < n; i++, p += sp, q += sq) {
    s += a[p]!;
    out[q] = s;
    far = Math.max(far, s, -s);
  }
  return far;
}

interface DiffOptions {
  /** How often differences are taken; default 1. */
  n?: number;
  /** Default the last. */
  axis?: number;
  /** What stands before and behind the elements first: a number, or an array that fits but for the axis. */
  prepend?: Operand;
  /** Values put behind before the differences are taken. */
  append?: Operand;
}

const diffOptions = optionsOf<DiffOptions>()({
  n: integer({ from: 0 }).or(1),
  axis: integer().alone().or(-1),
  prepend: anything<Operand>({ en: 'a number or an array', ko: '수 또는 배열' }),
  append: anything<Operand>({ en: 'a number or an array', ko: '수 또는 배열' }),
});

/**
 * Differences of neighbours along `axis` (default the last), `n` times.
 * @ko 이웃한 값의 차이를 구합니다.
 */
export function diff(a: Operand, given: number | DiffOptions = {}, along?: number | DiffOptions): NDArray {
  if (arguments.length > 1) checkCall('np.diff', arguments, 3, diffOptions);
  const more = typeof along === 'number' ? { axis: along } : along;
  const options = typeof given === 'number' ? { n: given, ...more } : (given ?? {});
  const { n = 1, axis = -1, prepend, append } = options;
  if (!Number.isInteger(n) || n < 0) {
    throw new ValueError({
      who: 'np.diff',
      rule: { en: 'n must be a whole number, 0 or more', ko: 'n은 0 이상의 정수여야 합니다' },
      received: `n ${n}`,
    });
  }
  let out = asarray(a);
  const at = oneAxis(axis, out.shape, 'np.diff');
  if (prepend !== undefined || append !== undefined) out = lengthened(out, at, prepend, append);
  for (let k = 0; k < n; k++) {
    const side = out.shape[at]!;
    const cut = (from: number): NDArray => {
      const shape = out.shape.map((m, d) => (d === at ? Math.max(0, side - 1) : m));
      const shift = sizeOf(shape) > 0 ? from * out.strides[at]! : 0;
      return makeView(out, shape, out.strides, out.offset + shift);
    };
    out = applyBinary(out.dtype === 'bool' ? notEqualOp : subtractOp, cut(1), cut(0));
  }
  return out;
}

/** The array with more elements at the ends of an axis. */
function lengthened(a: NDArray, at: number, prepend: Operand | undefined, append: Operand | undefined): NDArray {
  const piece = (x: Operand): NDArray => {
    const part = asarray(x);
    return part.ndim === 0 ? broadcastTo(part, a.shape.with(at, 1)) : part;
  };
  const parts = [prepend === undefined ? [] : [piece(prepend)], [a], append === undefined ? [] : [piece(append)]];
  return concatenate(parts.flat(), at);
}
