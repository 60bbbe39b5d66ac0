/**
 * @file Arrays seen as lanes along one axis, for what works on a run of elements at a time (sort, median, cumsum of
 * draws …): where each lane starts, how far its elements lie apart, and how results go back under the right shape.
 */
import { copyInto } from './copy.ts';
import { allocate, allocateRaw, type DType, type TypedArray } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { isNDArray, makeArray, makeView, rawStore } from './make.ts';
import type { NDArray } from './ndarray.ts';
import { array, type ArraySource } from './create.ts';
import { broadcastStrides, placesOf } from '../layout/walk.ts';

export interface Lanes {
  /** Place in `data` of the first element of each lane, lanes in C order of the other axes. */
  readonly starts: ArrayLike<number>;
  /** Elements in a lane and the step between them. */
  readonly n: number;
  readonly step: number;
}

/** `source` as an array, without copying one that is. */
export function arrayOf(source: ArraySource): NDArray {
  return isNDArray(source) ? source : array(source);
}

export function lanesOf(a: NDArray, axis: number): Lanes {
  const drop = <T>(list: readonly T[]): T[] => list.filter((_, d) => d !== axis);
  return {
    starts: placesOf(drop(a.shape), drop(a.strides), a.offset),
    n: a.shape[axis]!,
    step: a.strides[axis]!,
  };
}

/** The elements of every lane one after the other in a fresh typed array, and the number in a lane. */
export function gatherLanes(a: NDArray, axis: number): { data: TypedArray; n: number; count: number } {
  const n = a.shape[axis]!;
  const data = allocateRaw(a.dtype, a.size);
  copyInto(moved(a, axis), data);
  return { data, n, count: sizeOf(a.shape.toSpliced(axis, 1)) };
}

/** The array with `axis` last. */
function moved(a: NDArray, axis: number): NDArray {
  const last = <T>(list: readonly T[]): T[] => [...list.slice(0, axis), ...list.slice(axis + 1), list[axis]!];
  return makeView(a, last(a.shape), last(a.strides));
}

/** The opposite of gathering: lanes of `n` (perhaps another n than before) back along `axis`, in C order. */
export function scatterLanes(
  data: TypedArray,
  dtype: DType,
  n: number,
  shape: readonly number[],
  axis: number,
): NDArray {
  const outShape = shape.with(axis, n);
  if (axis === shape.length - 1) return makeArray(data, dtype, outShape);
  let inner = 1;
  for (let d = axis + 1; d < shape.length; d++) inner *= shape[d]!;
  const out = allocateRaw(dtype, data.length);
  if (data.length > 0) {
    const outer = data.length / (inner * n);
    copyInto(makeArray(data, dtype, [outer, n, inner], [inner * n, 1, n]), out);
  }
  return makeArray(out, dtype, outShape);
}

/** The elements of `source`, stretched to `shape`, as doubles in C order. */
export function stretched(source: NDArray, shape: readonly number[]): Float64Array {
  const places = placesOf(shape, broadcastStrides(source, shape), source.offset);
  const out = new Float64Array(places.length);
  const data = rawStore(source);
  for (let i = 0; i < out.length; i++) out[i] = data[places[i]!]!;
  return out;
}

/** The rows of `a` along `axis` in the given order (a copy); what indexing with a list does. */
export function takeAlong(a: NDArray, indices: ArrayLike<number>, axis: number): NDArray {
  const { data, n, count } = gatherLanes(a, axis);
  const m = indices.length;
  const out = allocate(a.dtype, count * m);
  for (let l = 0, to = 0; l < count; l++) for (let i = 0; i < m; i++) out[to++] = data[l * n + indices[i]!]!;
  return scatterLanes(out, a.dtype, m, a.shape, axis);
}
