/** @file Several arrays into one (concatenate, stack, …) and one into several (split, …); append, insert, delete. */
import { axisAndDType, axisOption } from '../core/option-specs.ts';
import { checkCall, describe } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { oneAxis } from '../layout/axis.ts';
import { castInto } from '../core/cast.ts';
import { asarray, type DTypeArg, dtypeArg } from '../core/create.ts';
import { fastByTurns } from '../kernels/joining.ts';
import { allocate, allocateResult, promoteTypes } from '../layout/dtype.ts';
import { numberList, wholeNumbers } from '../layout/number-list.ts';
import { isContiguous, sizeOf } from '../layout/strides.ts';
import { atleast1d, atleast2d, atleast3d, expandDims } from './axes.ts';
import { isNDArray, makeArray, makeView, rawStore, stringsOf } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';
import { reshape } from '../core/reshape.ts';
import { slice } from '../layout/slice.ts';
import type { Operand } from '../ufuncs/ufunc.ts';

/** An axis by itself or in options. */
export type AxisArg =
  | number
  | {
      /**
       * The axis along which. Default: -1 of concatenate, else 0.
       * @ko 이을 축입니다.
       */
      axis?: number;
    };

function axisOf(arg: AxisArg | undefined, otherwise: number): number {
  return typeof arg === 'number' ? arg : (arg?.axis ?? otherwise);
}

/** Parts stored as the result is, in C order: one run behind the other, or one element of each by turns. False for others. */
function inRuns(parts: readonly NDArray[], out: NDArray, at: number): boolean {
  if (!parts.every((part) => part.dtype === out.dtype && isContiguous(part))) return false;
  const store = rawStore(out);
  const lead = sizeOf(out.shape.slice(0, at));
  const runs = parts.map((part) => ({ data: rawStore(part), offset: part.offset }));
  if (lead > 1) return parts.every((part) => part.size === lead) && fastByTurns(runs, store, lead);
  let to = 0;
  for (const [k, { data, offset }] of runs.entries()) {
    const { size } = parts[k]!;
    store.set(data.length === size ? data : data.subarray(offset, offset + size), to);
    to += size;
  }
  return true;
}

/** Options of `np.concatenate`. */
interface ConcatenateOptions {
  /**
   * The axis along which; null flattens first. Default 0.
   * @ko 이을 축입니다. null이면 먼저 한 줄로 펼칩니다. 기본값 0.
   */
  axis?: number | null;
  /**
   * Type of the result.
   * @ko 결과의 자료형입니다.
   */
  dtype?: DTypeArg;
}

/**
 * Arrays joined along an axis they have (default 0); `axis: null` flattens them first.
 * @ko 배열들을 있던 축을 따라 잇습니다.
 */
export function concatenate(arrays: readonly Operand[] | NDArray, axis?: number | null | ConcatenateOptions): NDArray;
export function concatenate(arrays: readonly TextSource[], axis?: number | null | ConcatenateOptions): StringArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function concatenate(arrays: readonly Operand[] | NDArray, axis?: number | null | ConcatenateOptions): NDArray;
export function concatenate(
  arrays: readonly Operand[] | NDArray | readonly TextSource[],
  axis?: number | null | ConcatenateOptions,
): NDArray | StringArray {
  if (arguments.length > 1) checkCall('np.concatenate', arguments, 2, axisAndDType);
  if (isNDArray(arrays) || (Array.isArray(arrays) && isNDArray(arrays[0])))
    return joined(arrays as readonly Operand[], axis);
  const [first, ...others] = Array.isArray(arrays) ? arrays.map((x) => stringsOf(x)) : [];
  if (first !== undefined && others.every((x) => x !== undefined))
    return first.combined(others, (numbers) => joined(numbers, axis));
  return joined(arrays as readonly Operand[], axis);
}

function joined(arrays: readonly Operand[] | NDArray, axis?: number | null | ConcatenateOptions): NDArray {
  if (isNDArray(axis) || Array.isArray(axis)) throw notInOneList('concatenate');
  const given = typeof axis === 'object' && axis !== null ? axis : { axis };
  const all = listOf(arrays, 'np.concatenate').map((x) => asarray(x));
  const flat = given.axis === null;
  const parts = flat ? all.map((a) => reshape(a, [-1])) : all;
  if (parts.length === 0)
    throw new ValueError({
      who: 'np.concatenate',
      rule: { en: 'at least one array is needed', ko: '배열이 하나 이상 필요합니다' },
      received: { en: 'none', ko: '없음' },
    });
  const first = parts[0]!;
  if (first.ndim === 0) {
    throw new ShapeError({
      who: 'np.concatenate',
      rule: { en: 'arrays without axes cannot be joined', ko: '축이 없는 배열은 이어 붙일 수 없습니다' },
      received: shapeText([]),
      hint: { en: 'Use np.stack', ko: 'np.stack을 쓰세요' },
    });
  }
  const at = oneAxis(given.axis ?? 0, first.shape, 'np.concatenate');
  for (const [k, part] of parts.entries()) {
    if (part.ndim === first.ndim && part.shape.every((n, d) => d === at || n === first.shape[d])) continue;
    throw new ShapeError({
      who: 'np.concatenate',
      rule: {
        en: `all arrays must have the same shape except along axis ${at}`,
        ko: `축 ${at}을(를) 빼고 모든 배열의 모양이 같아야 합니다`,
      },
      received: {
        en: `array 0 of shape ${shapeText(first.shape)} and array ${k} of shape ${shapeText(part.shape)}`,
        ko: `배열 0의 모양 ${shapeText(first.shape)}, 배열 ${k}의 모양 ${shapeText(part.shape)}`,
      },
    });
  }
  const dtype = dtypeArg(given.dtype, 'np.concatenate') ?? parts.map((a) => a.dtype).reduce(promoteTypes);
  const total = parts.reduce((n, part) => n + part.shape[at]!, 0);
  const shape = first.shape.map((n, d) => (d === at ? total : n));
  const out = makeArray(allocateResult(dtype, sizeOf(shape)), dtype, shape);
  if (inRuns(parts, out, at)) return out;
  let from = 0;
  for (const part of parts) {
    const view = makeView(out, part.shape, out.strides, from * out.strides[at]!);
    castInto(part, part.strides, view);
    from += part.shape[at]!;
  }
  return out;
}

/** `np.stack(a, b)`: an array in the place of the axis. (The compiler lets it pass, since both have a dtype.) */
function notInOneList(name: string): ValueError {
  return new ValueError({
    who: `np.${name}`,
    rule: { en: 'the arrays stand in one list', ko: '배열들은 리스트 하나에 넣습니다' },
    received: { en: 'a second array or list', ko: '둘째 배열이나 리스트' },
    hint: { en: `Write np.${name}([a, b])`, ko: `np.${name}([a, b])로 쓰세요` },
  });
}

/** `np.vstack(a, b)`. */
function checkOneList(name: string, args: ArrayLike<unknown>): void {
  if (isNDArray(args[1]) || Array.isArray(args[1])) throw notInOneList(name);
  checkCall(`np.${name}`, args, 1);
}

function listOf(arrays: readonly Operand[] | NDArray, who: string): readonly Operand[] {
  if (isNDArray(arrays)) return Array.from({ length: arrays.shape[0] ?? 0 }, (_, i) => arrays.at(i));
  if (Array.isArray(arrays)) return arrays as readonly Operand[];
  throw new ValueError({
    who,
    rule: { en: 'the arrays are given as one list', ko: '배열들을 리스트 하나로 묶어서 줍니다' },
    received: describe(arrays),
  });
}

/**
 * Arrays of one shape laid beside each other along a new axis (default in front).
 * @ko 배열들을 새 축을 따라 쌓습니다.
 */
export function stack(
  arrays: readonly Operand[] | NDArray,
  axis?:
    | number
    | {
        /**
         * Where the new axis stands. Default 0.
         * @ko 새 축의 자리입니다. 기본값 0.
         */
        axis?: number;
        /**
         * Type of the result.
         * @ko 결과의 자료형입니다.
         */
        dtype?: DTypeArg;
      },
): NDArray {
  if (arguments.length > 1) checkCall('np.stack', arguments, 2, axisAndDType);
  if (isNDArray(axis) || Array.isArray(axis)) throw notInOneList('stack');
  const all = listOf(arrays, 'np.stack').map((x) => asarray(x));
  if (all.length === 0)
    throw new ValueError({
      who: 'np.stack',
      rule: { en: 'at least one array is needed', ko: '배열이 하나 이상 필요합니다' },
      received: { en: 'none', ko: '없음' },
    });
  const odd = all.findIndex((a) => a.ndim !== all[0]!.ndim || a.shape.some((n, d) => n !== all[0]!.shape[d]));
  if (odd > 0) {
    throw new ShapeError({
      who: 'np.stack',
      rule: { en: 'all arrays must have the same shape', ko: '모든 배열의 모양이 같아야 합니다' },
      received: {
        en: `array 0 of shape ${shapeText(all[0]!.shape)} and array ${odd} of shape ${shapeText(all[odd]!.shape)}`,
        ko: `배열 0의 모양 ${shapeText(all[0]!.shape)}, 배열 ${odd}의 모양 ${shapeText(all[odd]!.shape)}`,
      },
    });
  }
  const at = oneAxis(axisOf(axis, 0), all[0]!.shape, 'np.stack', all[0]!.ndim + 1);
  return concatenate(
    all.map((a) => expandDims(a, at)),
    { axis: at, dtype: typeof axis === 'object' ? axis?.dtype : undefined },
  );
}

/**
 * Joined on top of each other (axis 0); vectors become rows.
 * @ko 배열들을 위아래로 잇습니다.
 */
export function vstack(arrays: readonly Operand[] | NDArray): NDArray {
  if (arguments.length > 1) checkOneList('vstack', arguments);
  return concatenate(
    listOf(arrays, 'np.vstack').map((x) => atleast2d(x)),
    0,
  );
}

/**
 * Joined side by side (axis 1); vectors end to end.
 * @ko 배열들을 옆으로 잇습니다.
 */
export function hstack(arrays: readonly Operand[] | NDArray): NDArray {
  if (arguments.length > 1) checkOneList('hstack', arguments);
  const all = listOf(arrays, 'np.hstack').map((x) => atleast1d(x));
  return concatenate(all, all[0]?.ndim === 1 ? 0 : 1);
}

/** Joined in depth (axis 2). */
export function dstack(arrays: readonly Operand[] | NDArray): NDArray {
  if (arguments.length > 1) checkOneList('dstack', arguments);
  return concatenate(
    listOf(arrays, 'np.dstack').map((x) => atleast3d(x)),
    2,
  );
}

/** Vectors as the columns of a matrix. */
export function columnStack(arrays: readonly Operand[] | NDArray): NDArray {
  if (arguments.length > 1) checkOneList('columnStack', arguments);
  return concatenate(
    listOf(arrays, 'np.columnStack').map((x) => (asarray(x).ndim < 2 ? reshape(asarray(x), [-1, 1]) : asarray(x))),
    1,
  );
}

/**
 * Equal parts along an axis, or parts cut at the indices given; views.
 * @ko 축을 따라 여러 조각으로 나눕니다.
 */
export function split(x: Operand, parts: number | readonly number[], axis?: AxisArg): NDArray[] {
  if (arguments.length > 2) checkCall('np.split', arguments, 3, axisOption);
  const a = asarray(x);
  const at = oneAxis(axisOf(axis, 0), a.shape, 'np.split');
  if (typeof parts === 'number' && a.shape[at]! % parts !== 0) {
    throw new ValueError({
      who: 'np.split',
      rule: { en: 'the axis must divide into equal parts', ko: '축은 같은 크기로 나누어떨어져야 합니다' },
      received: { en: `${a.shape[at]} elements into ${parts} parts`, ko: `원소 ${a.shape[at]}개를 ${parts}조각으로` },
      hint: {
        en: 'Use np.arraySplit for parts of unequal length',
        ko: '길이가 다른 조각으로 나누려면 np.arraySplit을 쓰세요',
      },
    });
  }
  return arraySplit(a, parts, at);
}

/**
 * As `split`, but the first parts may be one longer.
 * @ko 축을 따라 여러 조각으로 나눕니다. 똑같이 나누어지지 않아도 됩니다.
 */
export function arraySplit(x: Operand, parts: number | readonly number[], axis?: AxisArg): NDArray[] {
  if (arguments.length > 2) checkCall('np.arraySplit', arguments, 3, axisOption);
  const a = asarray(x);
  const at = oneAxis(axisOf(axis, 0), a.shape, 'np.arraySplit');
  const n = a.shape[at]!;
  let cuts: number[];
  if (typeof parts === 'number') {
    if (!Number.isInteger(parts) || parts < 1) {
      throw new ValueError({
        who: 'np.arraySplit',
        rule: { en: 'the number of parts must be 1 or more', ko: '조각의 수는 1 이상이어야 합니다' },
        received: String(parts),
      });
    }
    const [each, extra] = [Math.floor(n / parts), n % parts];
    cuts = Array.from({ length: parts + 1 }, (_, k) => k * each + Math.min(k, extra));
  } else cuts = [0, ...numberList(parts, 'np.arraySplit', wholeNumbers('parts')), n];
  const before = Array.from<':'>({ length: at }).fill(':');
  return cuts.slice(1).map((end, k) => a.at(...before, slice(cuts[k]!, end)));
}

/** Parts along axis 0. */
export function vsplit(x: Operand, parts: number | readonly number[]): NDArray[] {
  if (arguments.length > 2) checkCall('np.vsplit', arguments, 2);
  return split(x, parts, 0);
}

/** Parts along axis 1 (axis 0 of a vector). */
export function hsplit(x: Operand, parts: number | readonly number[]): NDArray[] {
  if (arguments.length > 2) checkCall('np.hsplit', arguments, 2);
  return split(x, parts, asarray(x).ndim > 1 ? 1 : 0);
}

/** Parts along axis 2. */
export function dsplit(x: Operand, parts: number | readonly number[]): NDArray[] {
  if (arguments.length > 2) checkCall('np.dsplit', arguments, 2);
  return split(x, parts, 2);
}

/** A new array with values at the end (flattened without axis). */
export function append(x: Operand, values: Operand, axis?: AxisArg): NDArray {
  if (arguments.length > 2) checkCall('np.append', arguments, 3, axisOption);
  if (axis === undefined || axis === null) return concatenate([asarray(x), asarray(values)], { axis: null });
  return concatenate([x, values], axisOf(axis, 0));
}

/**
 * A new array without the places named along an axis (flattened without).
 * @ko 축을 따라 번호의 자리를 뺀 복사본을 줍니다.
 */
export function deletePlaces(x: Operand, places: number | readonly number[], axis?: AxisArg): NDArray {
  if (arguments.length > 2) checkCall('np.delete', arguments, 3, axisOption);
  const source = asarray(x);
  const a = axis === undefined || axis === null ? reshape(source, [-1]) : source;
  const at = oneAxis(axisOf(axis, 0), a.shape, 'np.delete');
  const n = a.shape[at]!;
  const gone = new Set(
    numberList(places, 'np.delete', wholeNumbers('places')).map((i) => oneAxis(i, a.shape, 'np.delete', n)),
  );
  const keep = Array.from({ length: n }, (_, i) => i).filter((i) => !gone.has(i));
  return a.at(...Array.from<':'>({ length: at }).fill(':'), asarray(keep, 'int64'));
}

/** A new array with values put in before a place along an axis (flattened without). */
export function insert(x: Operand, place: number, values: Operand, axis?: AxisArg): NDArray {
  if (arguments.length > 3) checkCall('np.insert', arguments, 4, axisOption);
  const source = asarray(x);
  const a = axis === undefined || axis === null ? reshape(source, [-1]) : source;
  const at = oneAxis(axisOf(axis, 0), a.shape, 'np.insert');
  const n = a.shape[at]!;
  const from = oneAxis(place, a.shape, 'np.insert', n + 1);
  const before = Array.from<':'>({ length: at }).fill(':');
  const given = asarray(values, a.dtype);
  const count = given.ndim === a.ndim ? given.shape[at]! : given.ndim === 1 && a.ndim === 1 ? given.size : 1;
  const middle = makeArray(
    allocate(a.dtype, (a.size / Math.max(1, n)) * count),
    a.dtype,
    a.shape.map((m, d) => (d === at ? count : m)),
  );
  middle.set('...', given);
  return concatenate([a.at(...before, slice(0, from)), middle, a.at(...before, slice(from, n))], at);
}
