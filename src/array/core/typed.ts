/** @file Between arrays and flat typed arrays: their elements in C order, and an array around a typed array. */
import { ShapeError, shapeText } from '../../errors/index.ts';
import { allocate, allocateRaw, dtypeOf, type DType, type TypedArray } from '../layout/dtype.ts';
import { isContiguous, sizeOf } from '../layout/strides.ts';
import { copyInto } from './copy.ts';
import { makeArray } from './make.ts';
import type { NDArray } from './ndarray.ts';

/** The elements in C order as a flat typed array; no copy when they already lie so. */
export function toTyped(a: NDArray): TypedArray {
  if (isContiguous(a)) {
    return a.data.length === a.size ? a.data : a.data.subarray(a.offset, a.offset + a.size);
  }
  const out = allocateRaw(a.dtype, a.size);
  copyInto(a, out);
  return out;
}

/** An array around a typed array, without copying. `dtype` only to say bool (bytes) or int64 (doubles). */
export function fromTyped(data: TypedArray, shape: readonly number[], dtype?: DType): NDArray {
  const wanted = dtype ?? dtypeOf(data);
  if (sizeOf(shape) !== data.length || allocate(wanted, 0).constructor.name !== data.constructor.name) {
    throw new ShapeError({
      who: 'fromTyped',
      rule: 'the store must hold exactly the elements of the shape, in the storage of the dtype',
      received: `${data.constructor.name} of ${data.length} for shape ${shapeText(shape)} and dtype ${wanted}`,
    });
  }
  return makeArray(data, wanted, [...shape]);
}
