/**
 * @file Reductions of large arrays through the engine's kernels: runs are copied into their memory chunk by chunk. Every
 * function here gives false or undefined when the kernels do not take the case; the loops of fold-loops.ts and
 * statistics/scan.ts then run, and are the oracle of this file.
 */
import { npProgram, storeAddress, type FoldKernel } from '../../engine/index.ts';
import { chunkView, fed, kinds, SHORT, SMALL, storedAs } from './chunks.ts';
import { isFloat, type TypedArray } from '../layout/dtype.ts';
import { rawStore } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';

/** The sum of n floats from `start`, in NumPy's pairwise order; undefined when the kernels are not there. */
function fastSum(a: NDArray, start: number, n: number): number | undefined {
  if (n < SHORT || (a.dtype !== 'float32' && a.dtype !== 'float64')) return undefined;
  return summed(rawStore(a) as Float32Array | Float64Array, start, n, undefined);
}

/** Σ(x - mean)² of n floats, each step in the array's precision; undefined when the kernels are not there. */
export function fastDeviations(a: NDArray, start: number, n: number, mean: number): number | undefined {
  if (n < SHORT || (a.dtype !== 'float32' && a.dtype !== 'float64')) return undefined;
  return summed(rawStore(a) as Float32Array | Float64Array, start, n, mean);
}

/** Of each of m rows its own sum, or its largest or smallest element, combined with o's; false when the kernels do not take the case. */
export function fastEach(
  kernel: FoldKernel,
  a: NDArray,
  start: number,
  rowStep: number,
  m: number,
  n: number,
  o: TypedArray,
  to: number,
  step: number,
): boolean {
  const data = rawStore(a);
  const name = kernel.each[storedAs(kinds[a.dtype])];
  const suits = m >= 2 && n >= 2 && name !== undefined && isStored(kernel, a, o);
  const kernels = suits ? npProgram() : undefined;
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const [chunk, found] = [chunkView(kernels, 'a', data), chunkView(kernels, 'out', o)];
  const group = Math.min(Math.floor(chunk.length / n), found.length);
  if (group === 0) return false;
  const call = run[name!];
  for (let i = 0; i < m; i += group) {
    const rows = Math.min(group, m - i);
    const from = start + i * rowStep;
    let first = at.a;
    if (rowStep === n) first = fed(kernels, 'a', data, from, rows * n);
    else for (let k = 0; k < rows; k++) chunk.set(data.subarray(from + k * rowStep, from + k * rowStep + n), k * n);
    const isExact = call(first, rows, n, at.out) !== 0;
    if (!isExact) for (let k = 0; k < rows; k++) found[k] = exactSum(data, from + k * rowStep, n);
    for (let k = 0, q = to + i * step; k < rows; k++, q += step) o[q] = combined(kernel, o[q]!, found[k]!);
  }
  return true;
}

/** Whether results of elements of `a` go into o: stored alike, sums of whole numbers in doubles. */
function isStored({ kind }: FoldKernel, a: NDArray, o: TypedArray): boolean {
  if (kind === 'whole sum') return o instanceof Float64Array && !isFloat(a.dtype);
  return rawStore(a).constructor === o.constructor;
}

/** The state s of a reduction after another part of the elements gave x. */
export function combined({ kind }: FoldKernel, s: number, x: number): number {
  if (kind === 'largest') return x > s || x !== x ? x : s;
  if (kind === 'smallest') return x < s || x !== x ? x : s;
  return s + x;
}

/** One run summed or searched; undefined when the kernels do not. */
export function fastRun(kernel: FoldKernel, a: NDArray, start: number, n: number): number | undefined {
  if (kernel.kind === 'sum') return fastSum(a, start, n);
  if (kernel.kind === 'whole sum') return fastWholeSum(kernel, a, start, n);
  return fastExtreme(kernel, a, start, n)?.value;
}

/** The sum of n bytes, int32 or int64; undefined when the kernels do not take the case. */
function fastWholeSum({ of }: FoldKernel, a: NDArray, start: number, n: number): number | undefined {
  const kind = kinds[a.dtype];
  const call = kind === 'i64' ? undefined : of[kind];
  const kernels = n < SHORT || !(call || kind === 'i64') ? undefined : npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const data = rawStore(a);
  const cap = storeAddress(data) >= 0 ? n : kernels.chunk / data.BYTES_PER_ELEMENT;
  const most = chunkView(kernels, 'out', new Float64Array(0));
  let [total, far] = [0, 0];
  for (let i = 0; i < n; i += cap) {
    const count = Math.min(cap, n - i);
    const first = fed(kernels, 'a', data, start + i, count);
    if (call) total += run[call](first, count);
    else {
      total += run.sum_i64(first, count, at.out);
      far += most[0]!;
    }
  }
  return far > Number.MAX_SAFE_INTEGER ? exactSum(data, start, n) : total;
}

/** For sums whose parts may leave the range in which doubles are exact. */
function exactSum(data: TypedArray, start: number, n: number): number {
  let total = 0n;
  for (let i = start; i < start + n; i++) total += BigInt(data[i]!);
  return Number(total);
}

/** Running sums of n floats; false when the kernels are not there. */
export function fastRunningSum(data: TypedArray, start: number, out: TypedArray, to: number, n: number): boolean {
  const kernels = n < SHORT || data.constructor !== out.constructor ? undefined : npProgram();
  const single = data instanceof Float32Array;
  if (kernels === undefined || !(single || data instanceof Float64Array)) return false;
  const { run, at } = kernels;
  const sums = chunkView(kernels, 'out', out);
  const call = single ? run.running_f32 : run.running_f64;
  const there = storeAddress(out);
  let s = -0; // a first -0 stays what it is
  for (let i = 0; i < n; i += sums.length) {
    const count = Math.min(sums.length, n - i);
    const place = there >= 0 ? there + (to + i) * out.BYTES_PER_ELEMENT : at.out;
    s = call(fed(kernels, 'a', data, start + i, count), place, count, s);
    if (there < 0) out.set(sums.subarray(0, count), to + i);
  }
  return true;
}

/** Running sums of n whole numbers in doubles; gives the largest of their magnitudes, or undefined when the kernels are not there. */
export function fastRunningWhole(
  data: TypedArray,
  start: number,
  out: TypedArray,
  to: number,
  n: number,
): number | undefined {
  const kernels = n < SHORT || !(data instanceof Float64Array) ? undefined : npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const sums = chunkView(kernels, 'out', out);
  const most = chunkView(kernels, 'b', out);
  const there = storeAddress(out);
  const cap = there >= 0 && storeAddress(data) >= 0 ? n : sums.length;
  let s = 0;
  let far = 0;
  for (let i = 0; i < n; i += cap) {
    const count = Math.min(cap, n - i);
    const place = there >= 0 ? there + (to + i) * 8 : at.out;
    s = run.running_i64(fed(kernels, 'a', data, start + i, count), place, count, s, at.b);
    far = Math.max(far, most[0]!);
    if (there < 0) out.set(sums.subarray(0, count), to + i);
  }
  return far;
}

/** Whether something in it is infinite or NaN. */
export function hasOdd(data: TypedArray): boolean {
  // A sum of ordinary numbers is one, unless they are huge: then they are looked at.
  const isFloats = data instanceof Float64Array || data instanceof Float32Array;
  const total = isFloats && data.length >= SHORT ? summed(data, 0, data.length, undefined) : undefined;
  if (total !== undefined && Number.isFinite(total)) return false;
  for (let i = 0; i < data.length; i++) if (data[i]! - data[i]! !== 0) return true;
  return false;
}

/** Splits as the pairwise sum does, until a part fits a chunk; the kernel goes on from there. */
function summed(
  data: Float32Array | Float64Array,
  start: number,
  n: number,
  mean: number | undefined,
): number | undefined {
  const kernels = npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const single = data instanceof Float32Array;
  const cap = kernels.chunk / data.BYTES_PER_ELEMENT;
  // Deviations are written over the elements, which must be a copy then.
  if (mean === undefined && storeAddress(data) >= 0) {
    return single
      ? run.sum_f32(fed(kernels, 'a', data, start, n), n)
      : run.sum_f64(fed(kernels, 'a', data, start, n), n);
  }
  const chunk = chunkView(kernels, 'a', data);
  const part = (from: number, count: number): number => {
    if (count > cap) {
      let half = count >> 1;
      half -= half % 8;
      const total = part(from, half) + part(from + half, count - half);
      return single ? Math.fround(total) : total;
    }
    chunk.set(data.subarray(from, from + count));
    if (mean !== undefined) (single ? run.deviations_f32 : run.deviations_f64)(at.a, count, mean);
    return single ? run.sum_f32(at.a, count) : run.sum_f64(at.a, count);
  };
  return part(start, n);
}

/**
 * In which chunk (of at most so many elements) the largest or smallest of n elements is and what it is; undefined when the kernels do
 * not know the type.
 */
export function fastExtreme(
  kernel: FoldKernel,
  a: NDArray,
  start: number,
  n: number,
  most = Infinity,
): { value: number; chunk: number } | undefined {
  const largest = kernel.kind === 'largest';
  if (a.dtype === 'bool') {
    // Of truth values the first true (or false) one ends the search.
    const first = rawStore(a)
      .subarray(start, start + n)
      .indexOf(largest ? 1 : 0);
    return { value: first < 0 === largest ? 0 : 1, chunk: Math.max(0, first) };
  }
  const name = kernel.of[storedAs(kinds[a.dtype])];
  const kernels = n < SHORT || name === undefined ? undefined : npProgram();
  if (kernels === undefined) return undefined;
  const call = kernels.run[name!];
  const data = rawStore(a);
  const cap = Math.min(most, storeAddress(data) >= 0 ? n : kernels.chunk / data.BYTES_PER_ELEMENT);
  let value = Number.NaN;
  let where = 0;
  for (let i = 0; i < n; i += cap) {
    const count = Math.min(cap, n - i);
    const best = call(fed(kernels, 'a', data, start + i, count), count);
    if (i === 0 || best !== best || (largest ? best > value : best < value)) [value, where] = [best, i];
    if (best !== best) break;
  }
  return { value, chunk: where };
}

/**
 * The place of the largest or smallest of each of `rows` runs of n elements, one behind the other from the array's first on; false when
 * the kernels do not take the case.
 */
export function fastPlaces(kernel: FoldKernel, a: NDArray, rows: number, n: number, found: TypedArray): boolean {
  const name = kernel.places?.[storedAs(kinds[a.dtype])];
  const data = rawStore(a);
  const kernels = name === undefined || rows * n < SMALL ? undefined : npProgram();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const results = chunkView(kernels, 'out', found);
  const [from, there] = [storeAddress(data), storeAddress(found)];
  const group =
    from >= 0 && there >= 0 ? rows : Math.min(results.length, Math.floor(kernels.chunk / data.BYTES_PER_ELEMENT / n));
  if (group === 0) return false;
  for (let i = 0; i < rows; i += group) {
    const count = Math.min(group, rows - i);
    run[name!](fed(kernels, 'a', data, a.offset + i * n, count * n), count, n, there < 0 ? at.out : there + 8 * i);
    if (there < 0) found.set(results.subarray(0, count), i);
  }
  return true;
}

/** The place in its store of the first element from `from` on (of n) that is `value`, which there is. */
export function placeOf(a: NDArray, from: number, n: number, value: number): number {
  const data = rawStore(a);
  const at = storeAddress(data);
  const kind = at < 0 || a.dtype === 'bool' ? undefined : storedAs(kinds[a.dtype]);
  if (kind !== 'f32' && kind !== 'f64' && kind !== 'u8' && kind !== 'i32') return data.indexOf(value, from);
  return from + npProgram()!.run[`place_of_${kind}`](at + from * data.BYTES_PER_ELEMENT, n, value);
}

/** acc[j] combined with a[i, j] for all rows i in order (sum, max, min along the first axis); false when the kernels do not take the case. */
export function fastRows(
  kernel: FoldKernel,
  a: NDArray,
  start: number,
  rowStep: number,
  acc: TypedArray,
  to: number,
  rows: number,
  cols: number,
): boolean {
  const data = rawStore(a);
  const name = kernel.rows[storedAs(kinds[a.dtype])];
  if (name === undefined || rows * cols < SMALL || cols < 4 || !isStored(kernel, a, acc)) return false;
  const kernels = npProgram();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const call = run[name];
  const [chunk, sums] = [chunkView(kernels, 'a', data), chunkView(kernels, 'b', acc)];
  const most = Math.min(chunk.length, sums.length);
  const lies = rowStep === cols && cols <= most && storeAddress(data) >= 0;
  for (let j = 0; j < cols; j += most) {
    const width = Math.min(most, cols - j);
    const group = lies ? rows : Math.max(1, Math.floor(chunk.length / width));
    sums.set(acc.subarray(to + j, to + j + width));
    for (let i = 0; i < rows; i += group) {
      const count = Math.min(group, rows - i);
      const from = start + i * rowStep + j;
      let first = at.a;
      if (rowStep === width) first = fed(kernels, 'a', data, from, count * width);
      else
        for (let k = 0; k < count; k++)
          chunk.set(data.subarray(from + k * rowStep, from + k * rowStep + width), k * width);
      call(at.b, first, count, width);
    }
    acc.set(sums.subarray(0, width), to + j);
  }
  return true;
}
