/** @file Places of elements as numbers: unravelIndex, ravelMultiIndex, takeAlongAxis, fillDiagonal; shape, ndim, size, copy. */
import { axisOf, axisOption } from '../core/option-specs.ts';
import { checkCall, describe } from '../../arguments/index.ts';
import { IndexError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { oneAxis } from '../layout/axis.ts';
import { asShape, asarray } from '../core/create.ts';
import { allocate } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { isNDArray, makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import type { Operand } from '../ufuncs/ufunc.ts';
import { placesOf } from '../layout/walk.ts';

/** The sides of what becomes an array: `[2, 3]`. */
export function shape(x: Operand): readonly number[] {
  if (arguments.length > 1) checkCall('np.shape', arguments, 1);
  return asarray(x).shape;
}

/** The number of axes. */
export function ndim(x: Operand): number {
  if (arguments.length > 1) checkCall('np.ndim', arguments, 1);
  return asarray(x).ndim;
}

/** The number of elements, of all or along one axis. */
export function size(
  x: Operand,
  along?:
    | number
    | {
        /** The axis; default of the flattened array. */
        axis?: number;
      },
): number {
  if (arguments.length > 1) checkCall('np.size', arguments, 2, axisOption);
  const a = asarray(x);
  const axis = axisOf(along) as number | null | undefined;
  return axis === undefined || axis === null ? a.size : a.shape[oneAxis(axis, a.shape, 'np.size')]!;
}

/** A copy in C order. */
export function copy(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.copy', arguments, 1);
  return asarray(x).copy();
}

/**
 * The indices of the element that is number `place` in C order: `np.unravelIndex(a.argmax(), a.shape)`. A list of numbers,
 * one per axis; for an array of places a list of arrays. @throws IndexError for a place outside
 */
export function unravelIndex(place: number, shape: number | readonly number[]): number[];
export function unravelIndex(places: Exclude<Operand, number>, shape: number | readonly number[]): NDArray[];
export function unravelIndex(places: Operand, shape: number | readonly number[]): number[] | NDArray[];
export function unravelIndex(places: Operand, shape: number | readonly number[]): number[] | NDArray[] {
  if (arguments.length > 2) checkCall('np.unravelIndex', arguments, 2);
  const sides = asShape(shape, 'np.unravelIndex');
  const total = sizeOf(sides);
  const given = asarray(places);
  const flat = given.toTyped();
  const bad = flat.findIndex((p: number) => !Number.isInteger(p) || p < 0 || p >= total);
  if (bad >= 0) {
    throw new IndexError({
      who: 'np.unravelIndex',
      rule: {
        en: `places of shape ${shapeText(sides)} go from 0 to ${total - 1}`,
        ko: `모양 ${shapeText(sides)}의 자리는 0부터 ${total - 1}까지입니다`,
      },
      received: String(flat[bad]),
    });
  }
  const along = (d: number) => {
    const under = sizeOf(sides.slice(d + 1));
    return Float64Array.from(flat, (p) => Math.floor(p / under) % sides[d]!);
  };
  if (typeof places === 'number') return sides.map((_, d) => along(d)[0]!);
  return sides.map((_, d) => makeArray(along(d), 'int64', given.shape));
}

/**
 * The opposite of `unravelIndex`: from one index (or array of indices, all of one shape) an axis to places in C order.
 * @throws ShapeError for another number of indices than axes, IndexError for one outside
 */
export function ravelMultiIndex(indices: readonly number[], shape: readonly number[]): number;
export function ravelMultiIndex(indices: readonly Operand[], shape: readonly number[]): number | NDArray;
export function ravelMultiIndex(indices: readonly Operand[], shape: readonly number[]): number | NDArray {
  if (arguments.length > 2) checkCall('np.ravelMultiIndex', arguments, 2);
  const who = 'np.ravelMultiIndex';
  const sides = asShape(shape, who);
  const parts = (Array.isArray(indices) ? (indices as readonly Operand[]) : []).map((x) => asarray(x));
  const first = parts[0];
  if (!first || parts.length !== sides.length || parts.some((p) => shapeText(p.shape) !== shapeText(first.shape))) {
    throw new ShapeError({
      who,
      rule: {
        en: 'one index for each axis is needed, all of the same shape',
        ko: '축마다 인덱스가 하나씩, 모두 같은 모양으로 있어야 합니다',
      },
      received: {
        en: `indices ${parts.map((p) => shapeText(p.shape)).join(', ')} for shape ${shapeText(sides)}`,
        ko: `모양 ${shapeText(sides)}에 인덱스 ${parts.map((p) => shapeText(p.shape)).join(', ')}`,
      },
    });
  }
  const out = new Float64Array(first.size);
  parts.forEach((part, d) => {
    part.toTyped().forEach((i: number, k: number) => {
      if (!Number.isInteger(i) || i < 0 || i >= sides[d]!) {
        throw new IndexError({
          who,
          rule: {
            en: `indices of axis ${d} go from 0 to ${sides[d]! - 1}`,
            ko: `축 ${d}의 인덱스는 0부터 ${sides[d]! - 1}까지입니다`,
          },
          received: String(i),
        });
      }
      out[k] = out[k]! * sides[d]! + i;
    });
  });
  return first.ndim === 0 ? out[0]! : makeArray(out, 'int64', first.shape);
}

/**
 * From every lane along `axis` the elements named by the same lane of `indices`, as argsort and argmax(…, keepdims) give
 * them. `indices` has the shape of `x` but for the axis; the result has the shape of `indices`. @throws ShapeError, IndexError
 */
export function takeAlongAxis(x: Operand, indices: Operand, axis: number): NDArray {
  if (arguments.length > 3) checkCall('np.takeAlongAxis', arguments, 3);
  const who = 'np.takeAlongAxis';
  const [a, index] = [asarray(x), asarray(indices)];
  const at = oneAxis(axis, a.shape, who);
  if (index.ndim !== a.ndim || index.shape.some((n, d) => d !== at && n !== a.shape[d])) {
    throw new ShapeError({
      who,
      rule: {
        en: `indices must have the shape of the array except along axis ${at}`,
        ko: `인덱스의 모양은 축 ${at}을(를) 빼고 배열과 같아야 합니다`,
      },
      received: {
        en: `array ${shapeText(a.shape)}, indices ${shapeText(index.shape)}`,
        ko: `배열 ${shapeText(a.shape)}, 인덱스 ${shapeText(index.shape)}`,
      },
    });
  }
  // The places of each lane's first element, repeated for all that are taken from the lane.
  const starts = placesOf(index.shape, a.strides.with(at, 0), a.offset);
  const out = allocate(a.dtype, index.size);
  const n = a.shape[at]!;
  index.toTyped().forEach((i: number, k: number) => {
    const from = i < 0 ? i + n : i;
    if (!Number.isInteger(from) || from < 0 || from >= n) {
      throw new IndexError({
        who,
        rule: {
          en: `index ${i} is out of bounds for axis ${at} with size ${n}`,
          ko: `인덱스 ${i}은(는) 길이가 ${n}인 축 ${at}의 범위를 벗어납니다`,
        },
        received: String(i),
      });
    }
    out[k] = a.data[starts[k]! + from * a.strides[at]!]!;
  });
  return makeArray(out, a.dtype, index.shape);
}

/** Writes a number on the main diagonal of a matrix, in place. @throws ShapeError for another number of axes */
export function fillDiagonal(a: NDArray, value: number): void {
  if (arguments.length > 2) checkCall('np.fillDiagonal', arguments, 2);
  if (!isNDArray(a)) {
    throw new ValueError({
      who: 'np.fillDiagonal',
      rule: { en: 'it writes into an array, np.array(…)', ko: 'np.array(…)로 만든 배열에 씁니다' },
      received: describe(a),
    });
  }
  if (a.ndim !== 2) {
    throw new ShapeError({
      who: 'np.fillDiagonal',
      rule: { en: 'a matrix is needed', ko: '행렬이 필요합니다' },
      received: { en: `shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}` },
    });
  }
  for (let i = 0; i < Math.min(...a.shape); i++) a.set(i, i, value);
}
