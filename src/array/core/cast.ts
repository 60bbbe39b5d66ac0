/**
 * @file Conversion between element types, as C (and so NumPy) does it: floats are cut towards zero, integers wrap,
 * anything but zero is true. Where C leaves the result open (NaN or a huge float to an integer) int32 gives its
 * lowest value as x86 does, and int64 refuses because no double is -2**63's safe neighbour.
 */
import { DTypeError } from '../../errors/index.ts';
import { allocateResult, dtypes, isFloat, isInteger, type DType } from '../layout/dtype.ts';
import { fastTranspose } from '../kernels/chunks.ts';
import { fastConvert } from '../kernels/elementwise.ts';
import { fastStrided } from '../kernels/strided.ts';
import { reaches, FLOAT32_END, unaryLoop, type Guard, type UnaryLoop } from '../kernels/loops.ts';
import { reactToCast } from '../ufuncs/floating-faults.ts';
import { asksForUnderflow } from '../ufuncs/floating-state.ts';
import { makeArray, makeView, rawStore } from './make.ts';
import type { NDArray } from './ndarray.ts';
import { isContiguous } from '../layout/strides.ts';
import { bestOrder, inOrder, mergeAxes, stridesInOrder } from '../layout/walk.ts';

/** One number as an element of `dtype`. */
export function convert(x: number, dtype: DType): number {
  switch (dtype) {
    case 'float64':
      return x;
    case 'float32':
      return Math.fround(x);
    case 'bool':
      return x !== 0 ? 1 : 0;
    case 'int64':
      return toInt64(x);
    case 'uint8':
      return x & 255;
    case 'int8':
      return (x << 24) >> 24;
    case 'uint16':
      return x & 65535;
    case 'int16':
      return (x << 16) >> 16;
    case 'int32':
      return x >= -(2 ** 31) - 1 && x < 2 ** 31 ? x | 0 : -(2 ** 31);
    case 'uint32':
      return x >>> 0;
  }
}

function toInt64(x: number): number {
  const whole = Math.trunc(x) + 0;
  if (Number.isSafeInteger(whole)) return whole;
  throw new DTypeError({
    who: 'astype',
    rule: {
      en: 'int64 holds whole numbers up to 2**53 - 1 here (see docs/decisions/0004-int64.md)',
      ko: '여기에서 int64는 2**53 - 1까지의 정수를 담습니다(docs/decisions/0004-int64.md)',
    },
    received: String(x),
  });
}

/** A copy with another element type (memory order kept), or the same array when `copy` is false and nothing changes. */
export function astype(a: NDArray, dtype: DType, copy = true): NDArray {
  if (!copy && a.dtype === dtype) return a;
  if (isContiguous(a)) {
    const out = makeArray(allocateResult(dtype, a.size), dtype, a.shape);
    const underflows = dtype === 'float32' && a.dtype === 'float64' && asksForUnderflow();
    const isOdd = a.size > 0 && planeCopier(a, out)(0, 0, 1, a.offset, 0, 1, 1, a.size);
    if (isOdd || underflows) reactToCast(a, out);
    return out;
  }
  const order = bestOrder(a.ndim, [a.strides]);
  const out = makeArray(allocateResult(dtype, a.size), dtype, a.shape, stridesInOrder(a.shape, order));
  castInto(a, a.strides, out);
  return out;
}

/** Writes `source`, walked by `strides`, into every element of `target`, converting on the way. */
export function castInto(source: NDArray, strides: readonly number[], target: NDArray): void {
  if (target.size === 0) return;
  const order = bestOrder(target.ndim, [target.strides, strides]);
  const walk = mergeAxes(inOrder(target.shape, order), [inOrder(target.strides, order), inOrder(strides, order)]);
  const [to, from] = walk.strides as [number[], number[]];
  const depth = walk.shape.length;
  const [m, n] = [walk.shape[depth - 2]!, walk.shape[depth - 1]!];
  // (One run is copied as a whole, and a transposed matrix in blocks.)
  const isPlain = depth === 2 && (m === 1 || (from[0] === 1 && to[1] === 1 && m >= 16 && n >= 16));
  if (source.dtype === target.dtype && !isPlain) {
    const [one, two] = [rawStore(source), rawStore(target)];
    const [first, second] = [source.offset, target.offset];
    if (fastStrided({ store: one, offset: first, steps: from }, { store: two, offset: second, steps: to }, walk.shape))
      return;
  }
  const copyPlane = planeCopier(source, target);
  let isOdd = target.dtype === 'float32' && source.dtype === 'float64' && asksForUnderflow();
  const visit = (d: number, t: number, s: number): void => {
    if (d === depth - 2) isOdd = copyPlane(t, to[d]!, to[d + 1]!, s, from[d]!, from[d + 1]!, m, n) || isOdd;
    else for (let i = 0; i < walk.shape[d]!; i++) visit(d + 1, t + i * to[d]!, s + i * from[d]!);
  };
  visit(0, target.offset, source.offset);
  if (isOdd) reactToCast(makeView(source, target.shape, strides), target);
}

/** Copies a plane; true when an element may not have its like in the other type. */
type PlaneCopier = (
  t: number,
  tm: number,
  tn: number,
  s: number,
  sm: number,
  sn: number,
  m: number,
  n: number,
) => boolean;

function planeCopier(source: NDArray, target: NDArray): PlaneCopier {
  const [from, to] = [rawStore(source), rawStore(target)];
  const { plain, guard, loop } = castOf(source.dtype, target.dtype);
  return (t, tm, tn, s, sm, sn, m, n) => {
    if (m * n < 32) return loop(from, s, sm, sn, to, t, tm, tn, m, n);
    const suits = source.dtype !== target.dtype && tn === 1 && sn === 1 && n >= 256;
    const found = suits ? convertRows(source, target, t, tm, s, sm, m, n) : undefined;
    if (found !== undefined) return found;
    const runs = plain && !guard && tn === 1 && (n >= 32 || m === 1);
    if (runs && sn === 0) {
      for (let i = 0; i < m; i++) to.fill(from[s + i * sm]!, t + i * tm, t + i * tm + n);
      return false;
    }
    if (runs && sn === 1) {
      for (let i = 0, p = s, q = t; i < m; i++, p += sm, q += tm) {
        to.set(n === from.length ? from : from.subarray(p, p + n), q);
      }
      return false;
    }
    if (plain && tn === 1 && fastTranspose({ data: from, offset: s, sm, sn }, to, t, tm, m, n)) return false;
    let isOdd = false;
    if (Math.abs(sn) > 8 && Math.abs(sm) < Math.abs(sn) && m > TILE && n > TILE) {
      for (let i = 0; i < m; i += TILE) {
        for (let j = 0; j < n; j += TILE) {
          const [p, q] = [s + i * sm + j * sn, t + i * tm + j * tn];
          const [rows, cols] = [Math.min(TILE, m - i), Math.min(TILE, n - j)];
          isOdd = loop(from, p, sm, sn, to, q, tm, tn, rows, cols) || isOdd;
        }
      }
      return isOdd;
    }
    return loop(from, s, sm, sn, to, t, tm, tn, m, n);
  };
}

/** How elements of one dtype become those of another: whether the store does it by itself, what it looks out for, and the loop. */
interface Cast {
  readonly plain: boolean;
  readonly guard: Guard | undefined;
  readonly loop: UnaryLoop;
}

const casts = new Map<DType, Map<DType, Cast>>();

function castOf(from: DType, to: DType): Cast {
  const known = casts.get(from)?.get(to);
  if (known) return known;
  const plain = storeConverts(from, to);
  const rule = plain ? { text: 'x', run: (x: number) => x } : { run: (x: number) => convert(x, to) };
  const guard = castGuard(from, to);
  const made = { plain, guard, loop: unaryLoop(`cast ${from} ${to}`, rule, guard) };
  const own = casts.get(from) ?? new Map<DType, Cast>();
  casts.set(from, own.set(to, made));
  return made;
}

/** Floats beyond a smaller type: of whole numbers those that the machine's own conversion does not take, as in NumPy. */
function castGuard(from: DType, to: DType): Guard | undefined {
  if (from === 'float64' && to === 'float32') return reaches(FLOAT32_END, 'x');
  if (!isFloat(from) || !isInteger(to) || to === 'int64') return undefined;
  return to === 'uint32' ? reaches(2 ** 63, 'x') : noInt32;
}

const noInt32: Guard = {
  text: `!(x > ${-(2 ** 31) - 1} && x < ${2 ** 31})`,
  finds: (x) => !(x > -(2 ** 31) - 1 && x < 2 ** 31),
};

/** True or false as a plane copier says it; undefined when the kernels do not take the case. */
function convertRows(
  source: NDArray,
  target: NDArray,
  t: number,
  tm: number,
  s: number,
  sm: number,
  m: number,
  n: number,
): boolean | undefined {
  const dtypes = { from: source.dtype, to: target.dtype };
  const { guard, plain } = castOf(source.dtype, target.dtype);
  let isOdd = false;
  const one = (x: number): number => {
    if (guard?.finds(x, 0, x)) isOdd = true;
    return plain ? x : convert(x, target.dtype);
  };
  const [from, to] = [rawStore(source), rawStore(target)];
  const isWhole = m === 1 && t === 0 && to.length === n;
  for (let i = 0, p = s, q = t; i < m; i++, p += sm, q += tm) {
    const found = fastConvert(from, p, isWhole ? to : to.subarray(q, q + n), dtypes, one);
    if (found === undefined) return undefined;
    if (found) isOdd = true;
  }
  return isOdd;
}

/** Side of the squares in which far-stepping planes are copied, so that cache lines are used up before they go. */
const TILE = 32;

/** True when the typed array's own store does the conversion that C does. */
function storeConverts(from: DType, to: DType): boolean {
  if (from === to || to === 'float32' || to === 'float64') return true;
  if (to === 'bool') return false;
  return dtypes[from].kind !== 'f';
}
