/** @file Arrays as flat typed arrays or nested lists, and an array around a typed array. */
import { checkCall, describe } from '../../arguments/index.ts';
import { isPlaced } from '../../engine/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { allocate, allocateRaw, asDType, dtypeOf, type DType, type TypedArray } from '../layout/dtype.ts';
import { isContiguous, sizeOf } from '../layout/strides.ts';
import { asarray, asShape, type ArraySource } from './create.ts';
import { copyInto } from './copy.ts';
import { isNDArray, lastingStore, makeArray, rawStore } from './make.ts';
import type { NDArray, Nested } from './ndarray.ts';

/** The elements in C order as a flat typed array; no copy when they are stored in that order. */
export function toTyped(x: ArraySource): TypedArray {
  if (arguments.length > 1) checkCall('np.toTyped', arguments, 1);
  const a = isNDArray(x) ? x : asarray(x);
  if (isContiguous(a)) {
    const data = lastingStore(a);
    return data.length === a.size ? data : data.subarray(a.offset, a.offset + a.size);
  }
  const out = allocateRaw(a.dtype, a.size);
  copyInto(a, out);
  return out;
}

/** The same for a look (`rawStore` says what that means): a store in the kernels' memory stays there. */
export function elementsOf(a: NDArray): TypedArray {
  if (!isContiguous(a)) return toTyped(a);
  const data = rawStore(a);
  return data.length === a.size ? data : data.subarray(a.offset, a.offset + a.size);
}

/** The elements in C order to be read later, too: a copy of just these where the store is in the kernels' memory, which keeps the rest there. */
export function elementsToKeep(a: NDArray): TypedArray {
  const elements = elementsOf(a);
  return isPlaced(rawStore(a)) ? elements.slice() : elements;
}

/** An array around a typed array, without copying. `dtype` only to say bool (bytes) or int64 (doubles). */
export function fromTyped(data: TypedArray, shape: readonly number[], dtype?: DType): NDArray {
  if (arguments.length > 2) checkCall('np.fromTyped', arguments, 3);
  if (!ArrayBuffer.isView(data)) {
    throw new ValueError({
      who: 'fromTyped',
      rule: { en: 'the store must be a typed array', ko: '저장 공간은 TypedArray여야 합니다' },
      received: describe(data),
    });
  }
  const sides = asShape(shape, 'fromTyped');
  const wanted = dtype === undefined ? dtypeOf(data) : asDType(dtype, 'fromTyped');
  if (sizeOf(sides) !== data.length || allocate(wanted, 0).constructor.name !== data.constructor.name) {
    throw new ShapeError({
      who: 'fromTyped',
      rule: {
        en: 'the store must hold exactly the elements of the shape, in the storage of the dtype',
        ko: '저장 공간에는 모양만큼의 원소가 dtype에 맞는 형식으로 들어 있어야 합니다',
      },
      received: {
        en: `${data.constructor.name} of ${data.length} for shape ${shapeText(sides)} and dtype ${wanted}`,
        ko: `모양 ${shapeText(sides)}, dtype ${wanted}에 길이 ${data.length}인 ${data.constructor.name}`,
      },
    });
  }
  return makeArray(data, wanted, sides);
}

/** Nested lists of plain numbers (booleans for bool). */
export function toList(x: ArraySource): Nested<number | boolean> {
  if (arguments.length > 1) checkCall('np.toList', arguments, 1);
  const a = isNDArray(x) ? x : asarray(x);
  const data = rawStore(a);
  const value = (at: number): number | boolean => (a.dtype === 'bool' ? data[at] !== 0 : data[at]!);
  const visit = (d: number, at: number): Nested<number | boolean> =>
    d === a.ndim ? value(at) : Array.from({ length: a.shape[d]! }, (_, i) => visit(d + 1, at + i * a.strides[d]!));
  return visit(0, a.offset);
}
