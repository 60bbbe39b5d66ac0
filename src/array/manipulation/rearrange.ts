/** @file Elements of one array shifted, repeated or picked along an axis: roll, repeat, tile, take. */
import { numberList, wholeNumbers } from '../layout/number-list.ts';
import { gather } from '../kernels/gather.ts';
import { axisOf, axisOption, type AxisGiven } from '../core/option-specs.ts';
import { checkCall } from '../../arguments/index.ts';
import { ShapeError, ValueError } from '../../errors/index.ts';
import { axisList, oneAxis } from '../layout/axis.ts';
import { asarray } from '../core/create.ts';
import { at as atIndex } from '../core/indexing.ts';
import { allocateResult } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { isNDArray, makeArray, stringsOf } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { StringArray, TextSource } from '../strings/string-array.ts';
import { reshape } from '../core/reshape.ts';
import type { Operand } from '../ufuncs/ufunc.ts';

/**
 * Elements shifted along an axis (in C order without axis); what falls off one end comes in at the other.
 * @ko 값을 축을 따라 밀고, 밖으로 나간 값은 반대쪽으로 돌려 넣습니다.
 */
export function roll(x: Operand, shift: number | readonly number[], axis?: AxisGiven): NDArray {
  if (arguments.length > 2) checkCall('np.roll', arguments, 3, axisOption);
  const a = asarray(x);
  const named = axisOf(axis);
  const shifts = numberList(shift, 'np.roll', wholeNumbers('shift'));
  if (named === undefined || named === null) {
    const total = shifts.reduce((s, v) => s + v, 0);
    return reshape(roll(reshape(a, [-1]), total, 0), a.shape);
  }
  const axes = axisList(named, 'np.roll');
  if (shifts.length !== axes.length && shifts.length !== 1 && axes.length !== 1) {
    throw new ValueError({
      who: 'np.roll',
      rule: { en: 'shift and axis must have the same length', ko: 'shift와 axis는 길이가 같아야 합니다' },
      received: { en: `${shifts.length} and ${axes.length}`, ko: `${shifts.length}, ${axes.length}` },
    });
  }
  const count = Math.max(axes.length, shifts.length);
  const by = a.shape.map(() => 0);
  for (let k = 0; k < count; k++) {
    const d = oneAxis(axes[axes.length === 1 ? 0 : k]!, a.shape, 'np.roll');
    by[d]! += shifts[shifts.length === 1 ? 0 : k]!;
  }
  const out = allocateResult(a.dtype, a.size);
  const sources = a.shape.map((n, d) =>
    Array.from({ length: n }, (_, i) => ((((i - by[d]!) % n) + n) % n) * a.strides[d]!),
  );
  gather(a, sources, out);
  return makeArray(out, a.dtype, a.shape);
}

/**
 * Elements repeated along an axis (in C order without axis), each `counts` times or its own count.
 * @ko 값마다 여러 번 되풀이합니다.
 */
export function repeat(
  x: Operand,
  counts: number | readonly number[] | NDArray,
  given:
    | number
    | {
        /**
         * The axis; default of the flattened array.
         * @ko 축입니다. 없으면 한 줄로 펼친 배열로 봅니다.
         */
        axis?: number;
      } = {},
): NDArray {
  if (arguments.length > 2) checkCall('np.repeat', arguments, 3, axisOption);
  const source = asarray(x);
  const axis = axisOf(given) as number | null | undefined;
  const a = axis === undefined || axis === null || source.ndim === 0 ? reshape(source, [-1]) : source;
  const at = oneAxis(axis ?? 0, a.shape, 'np.repeat');
  const n = a.shape[at]!;
  const each = numberList(isNDArray(counts) ? counts.toTyped() : counts, 'np.repeat', wholeNumbers('counts'));
  if (each.length !== 1 && each.length !== n) {
    throw new ShapeError({
      who: 'np.repeat',
      rule: {
        en: `counts must be one number or one for each of the ${n} elements`,
        ko: `횟수는 수 하나이거나, 원소 ${n}개마다 하나씩이어야 합니다`,
      },
      received: { en: `${each.length} counts`, ko: `횟수 ${each.length}개` },
    });
  }
  if (each.some((c) => c < 0 || !Number.isInteger(c))) {
    throw new ValueError({
      who: 'np.repeat',
      rule: { en: 'counts must be whole numbers, 0 or more', ko: '횟수는 0 이상의 정수여야 합니다' },
      received: each.join(', '),
    });
  }
  const steps = a.shape.map((side, d) => {
    const own = Array.from({ length: side }, (_, i) => i * a.strides[d]!);
    return d === at
      ? own.flatMap((step, i) => Array.from<number>({ length: each[each.length === 1 ? 0 : i]! }).fill(step))
      : own;
  });
  const shape = steps.map((list) => list.length);
  const out = allocateResult(a.dtype, sizeOf(shape));
  gather(a, steps, out);
  return makeArray(out, a.dtype, shape);
}

/**
 * The whole array repeated `reps` times along each axis.
 * @ko 배열을 여러 번 이어 붙입니다.
 */
export function tile(x: Operand, reps: number | readonly number[]): NDArray {
  if (arguments.length > 2) checkCall('np.tile', arguments, 2);
  const a = asarray(x);
  const times = numberList(reps, 'np.tile', wholeNumbers('reps'));
  const ndim = Math.max(a.ndim, times.length);
  const full = reshape(a, [...Array.from<number>({ length: ndim - a.ndim }).fill(1), ...a.shape]);
  const counts = [...Array.from<number>({ length: ndim - times.length }).fill(1), ...times];
  const steps = full.shape.map((n, d) => Array.from({ length: n * counts[d]! }, (_, i) => (i % n) * full.strides[d]!));
  const shape = steps.map((list) => list.length);
  const out = allocateResult(a.dtype, sizeOf(shape));
  gather(full, steps, out);
  return makeArray(out, a.dtype, shape);
}

/**
 * The elements at `indices` along `axis` (in C order without); indices outside are refused.
 * @ko 축을 따라 번호로 골라냅니다.
 */
export function take(x: Operand, indices: Operand, axis?: number | null | TakeOptions): NDArray;
export function take(x: TextSource, indices: Operand, axis?: number | null | TakeOptions): StringArray;
// (Once more: what the compiler says of a wrong call is about the last form.)
export function take(x: Operand, indices: Operand, axis?: number | null | TakeOptions): NDArray;
export function take(
  x: Operand | TextSource,
  indices: Operand,
  given: number | null | TakeOptions = {},
): NDArray | StringArray {
  if (arguments.length > 2) checkCall('np.take', arguments, 3, axisOption);
  const axis = typeof given === 'object' ? given?.axis : given;
  const texts = stringsOf(x);
  if (texts !== undefined) return texts.combined([], ([numbers]) => taken(numbers!, indices, axis));
  return taken(asarray(x as Operand), indices, axis);
}

interface TakeOptions {
  /**
   * The axis; default of the flattened array.
   * @ko 축입니다. 없으면 한 줄로 펼친 배열로 봅니다.
   */
  axis?: number | null;
}

function taken(source: NDArray, indices: Operand, axis: number | null | undefined): NDArray {
  const a = axis === undefined || axis === null ? reshape(source, [-1]) : source;
  const at = oneAxis(axis ?? 0, a.shape, 'np.take');
  const index = asarray(indices);
  const before = Array.from<':'>({ length: at }).fill(':');
  return index.ndim === 0
    ? atIndex(a, [...before, index.item()], 'np.take').copy()
    : atIndex(a, [...before, index], 'np.take');
}
