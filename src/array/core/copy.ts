/** @file Copies elements between layouts, with conversion of the element type. */
import { fastTranspose, SMALL } from '../kernels/chunks.ts';
import { castInto } from './cast.ts';
import type { TypedArray } from '../layout/dtype.ts';
import { isContiguous } from '../layout/strides.ts';
import { makeArray, rawStore } from './make.ts';
import type { NDArray } from './ndarray.ts';

/** Writes the elements of `a` in C order into `out` from `start`; both must be stored alike. */
export function copyInto(a: NDArray, out: TypedArray, start = 0): void {
  if (a.size === 0) return;
  if (isContiguous(a)) {
    const store = rawStore(a);
    out.set(store.length === a.size ? store : store.subarray(a.offset, a.offset + a.size), start);
    return;
  }
  if (a.ndim === 2) {
    const [m, n] = a.shape as [number, number];
    const [sm, sn] = a.strides as [number, number];
    if (a.size < SMALL) return copyPlane(a, out, start);
    if (sm === 1 && fastTranspose({ data: rawStore(a), offset: a.offset, sm, sn }, out, start, n, m, n)) return;
  }
  if (start === 0 && out.length === a.size) {
    castInto(a, a.strides, makeArray(out, a.dtype, a.shape));
    return;
  }
  const { shape, strides, ndim } = a;
  const data = rawStore(a);
  const n = shape[ndim - 1]!;
  const step = strides[ndim - 1]!;
  const index = Array.from<number>({ length: ndim }).fill(0);
  let at = a.offset;
  let to = start;
  for (;;) {
    for (let i = 0, p = at; i < n; i++, p += step) out[to++] = data[p]!;
    let d = ndim - 2;
    for (; d >= 0; d--) {
      index[d]!++;
      at += strides[d]!;
      if (index[d]! < shape[d]!) break;
      at -= strides[d]! * shape[d]!;
      index[d] = 0;
    }
    if (d < 0) return;
  }
}

/** Few elements along two axes, without a plan of the walk. */
function copyPlane(a: NDArray, out: TypedArray, start: number): void {
  const [m, n] = a.shape as [number, number];
  const [sm, sn] = a.strides as [number, number];
  const data = rawStore(a);
  for (let i = 0, to = start, row = a.offset; i < m; i++, row += sm) {
    for (let j = 0, p = row; j < n; j++, p += sn) out[to++] = data[p]!;
  }
}
