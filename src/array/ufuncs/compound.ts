/** @file Element-wise functions built from others: where, clip, round, nanToNum, divmod, isclose and friends. */
import { kernels } from '../../engine/index.ts';
import { checkCall, optionsOf, integer, number, flag, anything } from '../../arguments/index.ts';
import { DTypeError, ValueError } from '../../errors/index.ts';
import { applyBinary, applyUnary, resultType, type Operand, type UnaryUfunc } from './ufunc.ts';
import { astype } from '../core/cast.ts';
import { array, asarray } from '../core/create.ts';
import { allocateResult, dtypes, isFloat, type DType } from '../layout/dtype.ts';
import { type Walked } from '../kernels/chunks.ts';
import { fastClip, fastDecimals, fastWhere } from '../kernels/elementwise.ts';
import { contiguousStrides, isContiguous, sameShape, sizeOf } from '../layout/strides.ts';
import { isNDArray, makeArray, rawStore, stringsOf } from '../core/make.ts';
import { elementsOf } from '../core/typed.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';
import { nonzero } from '../sorting/search.ts';
import { commonShape, broadcastStrides, mergeAxes, placesOf } from '../layout/walk.ts';
import { floorDivideOp, maximumOp, minimumOp, remainderOp } from './arithmetic.ts';
import { nearestEven as rint } from './math.ts';
import { arithmetic, floatFor } from './types.ts';

/**
 * x where the condition holds, y elsewhere; all three broadcast. With the condition alone: `nonzero(condition)`.
 * @ko 조건이 참인 자리에서는 앞의 값을, 아니면 뒤의 값을 고릅니다. 조건만 주면 참인 자리를 찾습니다.
 */
export function where(condition: Operand): NDArray[];
export function where(condition: Operand, x: Operand, y: Operand): NDArray;
export function where(condition: Operand, x: TextSource, y: TextSource): StringArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function where(condition: Operand, x: Operand, y: Operand): NDArray;
export function where(
  condition: Operand,
  x?: Operand | TextSource,
  y?: Operand | TextSource,
): NDArray | NDArray[] | StringArray {
  if (arguments.length > 3) checkCall('np.where', arguments, 3);
  if (x === undefined && y === undefined) return nonzero(condition);
  if (x === undefined || y === undefined) {
    throw new ValueError({
      who: 'np.where',
      rule: { en: 'give both x and y, or neither', ko: 'x와 y를 둘 다 주거나 둘 다 빼세요' },
      received: { en: 'one of them', ko: '둘 중 하나' },
    });
  }
  const [xs, ys] = [stringsOf(x), stringsOf(y)];
  if (xs !== undefined && ys !== undefined) return xs.combined([ys], ([a, b]) => chosen(asarray(condition), a!, b!));
  return chosen(asarray(condition), x as Operand, y as Operand);
}

function chosen(test: NDArray, x: Operand, y: Operand): NDArray {
  const dtype = resultType(x, y);
  const [a, b] = [asOperand(x, dtype), asOperand(y, dtype)];
  if (sameShape(test, a) && sameShape(test, b) && isContiguous(test) && isContiguous(a) && isContiguous(b)) {
    const out = allocateResult(dtype, a.size);
    if (fastWhere(inOrder(test), inOrder(a), inOrder(b), out, 1, a.size)) return makeArray(out, dtype, a.shape);
  }
  const shape = commonShape([test.shape, a.shape, b.shape], 'np.where');
  const out = allocateResult(dtype, sizeOf(shape));
  if (out.length === 0) return makeArray(out, dtype, shape);
  const operands = [test, a, b];
  const walk = mergeAxes(shape, [...operands.map((z) => broadcastStrides(z, shape)), contiguousStrides(shape)]);
  const d = walk.shape.length - 2;
  const [m, n] = [walk.shape[d]!, walk.shape[d + 1]!];
  if (d === 0) {
    const walked = operands.map((z, k) => ({
      data: rawStore(z),
      offset: z.offset,
      sm: walk.strides[k]![0]!,
      sn: walk.strides[k]![1]!,
    })) as [Walked, Walked, Walked];
    if (fastWhere(...walked, out, m, n)) return makeArray(out, dtype, shape);
  }
  const [t, p, q] = operands.map((z) => flatPlaces(z, shape)) as [Places, Places, Places];
  const [tests, xs, ys] = [rawStore(test), rawStore(a), rawStore(b)];
  for (let k = 0; k < out.length; k++) {
    out[k] = tests[t.at(k)] !== 0 ? xs[p.at(k)]! : ys[q.at(k)]!;
  }
  return makeArray(out, dtype, shape);
}

/** All elements of a contiguous array in one run. */
function inOrder(a: NDArray): Walked {
  return { data: rawStore(a), offset: a.offset, sm: 0, sn: 1 };
}

interface Places {
  at(k: number): number;
}

/** Where element k (C order) of the broadcast array lies in the store. */
function flatPlaces(a: NDArray, shape: readonly number[]): Places {
  const strides = broadcastStrides(a, shape);
  if (a.size === 1) return { at: () => a.offset };
  const places = placesOf(shape, strides, a.offset);
  return { at: (k) => places[k]! };
}

function asOperand(x: Operand, dtype: DType): NDArray {
  // Whole numbers that the dtype cannot hold wrap here, as in NumPy's where.
  const a = isNDArray(x) ? x : array(x);
  return astype(a, dtype, false);
}

/**
 * Every element pulled into [low, high]; null (or nothing) leaves a side open. Bounds beyond an integer dtype do not bind.
 * @ko 값을 아래 끝과 위 끝 사이로 자릅니다.
 */
export function clip(x: Operand, low: Operand | null = null, high: Operand | null = null): NDArray {
  if (arguments.length > 1) checkCall('np.clip', arguments, 3);
  let out = asarray(x);
  const asFloats = isFloat(out.dtype) || (out.dtype === 'int64' && Number.isInteger(low) && Number.isInteger(high));
  const asBytes = out.dtype === 'uint8' && isByte(low) && isByte(high);
  if (typeof low === 'number' && typeof high === 'number' && (asFloats || asBytes) && isContiguous(out)) {
    const store = allocateResult(out.dtype, out.size);
    const walked = { data: rawStore(out), offset: out.offset, sm: 0, sn: 1 };
    if (fastClip(walked, low, high, store, out.size)) return makeArray(store, out.dtype, out.shape);
  }
  const bound = (value: Operand, side: 'min' | 'max'): Operand => {
    if (typeof value !== 'number' || isFloat(out.dtype) || out.dtype === 'bool' || !Number.isInteger(value))
      return value;
    const { min, max } = dtypes[out.dtype];
    return side === 'min' && value < min ? min : side === 'max' && value > max ? max : value;
  };
  if (low !== null) out = applyBinary(maximumOp, out, bound(low, 'min'));
  if (high !== null) out = applyBinary(minimumOp, out, bound(high, 'max'));
  return out === x ? out.copy() : out;
}

function isByte(x: Operand | null): boolean {
  return typeof x === 'number' && (x & 255) === x;
}

const decimalsOption = optionsOf<{ decimals?: number }>()({ decimals: integer().or(0) });

/**
 * Rounded to `decimals` places, halves to even; integers keep their dtype.
 * @ko 자리마다 반올림합니다.
 */
export function round(
  x: Operand,
  places:
    | number
    | {
        /** Digits behind the point; below 0 before it. Default 0. */
        decimals?: number;
      } = 0,
): NDArray {
  if (arguments.length > 1) checkCall('np.round', arguments, 2, decimalsOption);
  const a = asarray(x);
  const decimals = typeof places === 'number' ? places : (places.decimals ?? 0);
  if (a.dtype === 'bool' && decimals !== 0) {
    throw new DTypeError({
      who: 'np.round',
      rule: { en: 'booleans cannot be rounded to decimals', ko: '불리언은 소수점 자리로 반올림할 수 없습니다' },
      received: `decimals ${decimals}`,
    });
  }
  const factor = 10 ** Math.abs(decimals);
  if (decimals > 0 && decimals <= 10 && isFloat(a.dtype) && isContiguous(a)) {
    const store = allocateResult(a.dtype, a.size);
    const walked = { data: rawStore(a), offset: a.offset, sm: 0, sn: 1 };
    if (fastDecimals(walked, factor, store, a.size)) return makeArray(store, a.dtype, a.shape);
  }
  const op: UnaryUfunc = {
    name: decimals === 0 ? 'rint' : `round ${decimals}`,
    ...(decimals === 0 && { kernel: kernels.rint }),
    types: arithmetic,
    rule: (t) => ({ run: rounder(t, decimals, factor) }),
  };
  return applyUnary(op, a.dtype === 'bool' ? astype(a, 'float32') : a);
}

/** Scale, round half to even, scale back, each step in the array's own precision as NumPy does. */
function rounder(dtype: DType, decimals: number, factor: number): (x: number) => number {
  if (decimals === 0) return isFloat(dtype) ? rint : (x) => x;
  if (!isFloat(dtype)) return decimals > 0 ? (x) => x : (x) => rint(x / factor) * factor + 0;
  if (dtype === 'float32') {
    const f = Math.fround;
    return decimals > 0 ? (x) => f(rint(f(x * factor)) / factor) : (x) => f(rint(f(x / factor)) * factor);
  }
  return decimals > 0 ? (x) => rint(x * factor) / factor : (x) => rint(x / factor) * factor;
}

interface NanToNumOptions {
  /** In the place of nan, default 0. */
  nan?: number;
  /** In the place of infinity; default the largest finite number. */
  posinf?: number;
  /** In the place of minus infinity; default the lowest finite number. */
  neginf?: number;
}
const anyNumber = anything<number>({ en: 'a number', ko: '수' });
const nanToNumOptions = optionsOf<NanToNumOptions>()({ nan: anyNumber.or(0), posinf: anyNumber, neginf: anyNumber });

/** Replaces nan by 0 (or `nan`) and infinities by the largest finite numbers. */
export function nanToNum(x: Operand, options?: NanToNumOptions): NDArray {
  if (arguments.length > 1) checkCall('np.nanToNum', arguments, 2, nanToNumOptions);
  const { nan = 0, posinf, neginf } = options ?? {};
  const out = asarray(x).copy();
  const largest = out.dtype === 'float32' ? 3.4028234663852886e38 : Number.MAX_VALUE;
  if (!isFloat(out.dtype)) return out;
  const data = rawStore(out);
  for (let k = 0; k < data.length; k++) {
    const v = data[k]!;
    if (v !== v) data[k] = nan;
    else if (v === Infinity) data[k] = posinf ?? largest;
    else if (v === -Infinity) data[k] = neginf ?? -largest;
  }
  return out;
}

/** Quotient and remainder of floor division. */
export function divmod(x: Operand, y: Operand): [NDArray, NDArray] {
  if (arguments.length > 2) checkCall('np.divmod', arguments, 2);
  return [applyBinary(floorDivideOp, x, y), applyBinary(remainderOp, x, y)];
}

/** Fraction and whole part, both with the sign of x. */
export function modf(x: Operand): [NDArray, NDArray] {
  if (arguments.length > 1) checkCall('np.modf', arguments, 1);
  const a = asarray(x);
  const dtype = floatFor(a.dtype);
  const whole = applyUnary(
    { name: 'whole', types: () => ({ compute: dtype, out: dtype }), rule: () => ({ run: Math.trunc }) },
    a,
  );
  const fraction = applyUnary(
    {
      name: 'fraction',
      types: () => ({ compute: dtype, out: dtype }),
      rule: () => ({ run: (v) => (v === Infinity || v === -Infinity ? (v > 0 ? 0 : -0) : v % 1) }),
    },
    a,
  );
  return [fraction, whole];
}

/** How near two arrays must be: |a - b| <= atol + rtol |b|. */
export interface Tolerance {
  /**
   * Relative part, default 1e-5.
   * @ko 상대 오차의 허용값입니다. 기본값 1e-5.
   */
  rtol?: number;
  /**
   * Absolute part, default 1e-8.
   * @ko 절대 오차의 허용값입니다. 기본값 1e-8.
   */
  atol?: number;
  /**
   * Whether nan equals nan, default false.
   * @ko NaN끼리 같다고 볼지 정합니다. 기본값 false.
   */
  equalNan?: boolean;
}

export const toleranceOptions = optionsOf<Tolerance>()({
  rtol: number({ from: 0 }).or(1e-5),
  atol: number({ from: 0 }).or(1e-8),
  equalNan: flag().or(false),
});
const equalNanOption = optionsOf<{ equalNan?: boolean }>()({ equalNan: flag().or(false) });

/**
 * True where |a - b| <= atol + rtol |b|; equal infinities are close.
 * @ko 자리마다 허용 오차 안에서 같은지 봅니다.
 */
export function isclose(a: Operand, b: Operand, options?: Tolerance): NDArray {
  if (arguments.length > 2) checkCall('np.isclose', arguments, 3, toleranceOptions);
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options ?? {};
  const close = (x: number, y: number): number => {
    if (x === y) return 1;
    if (x !== x || y !== y) return equalNan && x !== x && y !== y ? 1 : 0;
    return Number.isFinite(y) && Math.abs(x - y) <= atol + rtol * Math.abs(y) ? 1 : 0;
  };
  return applyBinary(
    {
      name: `isclose ${rtol} ${atol} ${equalNan}`,
      types: () => ({ compute: 'float64', out: 'bool' }),
      rule: () => ({ run: close }),
      anyRange: true,
    },
    asarray(a),
    asarray(b),
  );
}

/**
 * Whether all elements are close (see `isclose`).
 * @ko 두 배열의 값이 허용 오차 안에서 모두 같은지 봅니다.
 */
export function allclose(a: Operand, b: Operand, tolerance: Tolerance = {}): boolean {
  if (arguments.length > 2) checkCall('np.allclose', arguments, 3, toleranceOptions);
  return rawStore(isclose(a, b, tolerance)).every((x) => x !== 0);
}

/**
 * Whether both have the same shape and equal elements.
 * @ko 두 배열의 모양과 값이 모두 같은지 봅니다.
 */
export function arrayEqual(
  a: Operand,
  b: Operand,
  options?: {
    /**
     * Whether NaN equals NaN. Default false.
     * @ko NaN끼리 같다고 볼지 정합니다. 기본값 false.
     */
    equalNan?: boolean;
  },
): boolean {
  if (arguments.length > 2) checkCall('np.arrayEqual', arguments, 3, equalNanOption);
  const equalNan = options?.equalNan ?? false;
  const [x, y] = [asarray(a), asarray(b)];
  if (x.ndim !== y.ndim || x.shape.some((n, d) => n !== y.shape[d])) return false;
  const [p, q] = [elementsOf(x), elementsOf(y)];
  return p.every((v, k) => v === q[k] || (equalNan && v !== v && q[k] !== q[k]));
}
