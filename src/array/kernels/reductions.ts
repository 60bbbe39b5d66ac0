/**
 * @file Reductions of large arrays through the engine's kernels: runs are copied into their memory chunk by chunk. Every
 * function here says false or undefined when a case is not for it; the loops of fold-loops.ts and statistics/scan.ts then run,
 * and are the oracle of this file.
 */
import { elementKernels } from '../../engine/index.ts';
import { chunkView, kinds, SHORT, SMALL } from './chunks.ts';
import type { TypedArray } from '../layout/dtype.ts';
import type { NDArray } from '../core/ndarray.ts';

/** The sum of n floats from `start`, in NumPy's pairwise order; undefined when the kernels are not there. */
export function fastSum(a: NDArray, start: number, n: number): number | undefined {
  if (n < SHORT || (a.dtype !== 'float32' && a.dtype !== 'float64')) return undefined;
  return summed(a.data as Float32Array | Float64Array, start, n, undefined);
}

/** Σ(x - mean)² of n floats, each step in the array's precision; undefined when the kernels are not there. */
export function fastDeviations(a: NDArray, start: number, n: number, mean: number): number | undefined {
  if (n < SHORT || (a.dtype !== 'float32' && a.dtype !== 'float64')) return undefined;
  return summed(a.data as Float32Array | Float64Array, start, n, mean);
}

/** Each of m rows' own sum added to o; false when the case is not for the kernels. */
export function fastSums(
  data: TypedArray,
  start: number,
  rowStep: number,
  m: number,
  n: number,
  o: TypedArray,
  to: number,
  step: number,
): boolean {
  const kernels = m < 2 || n < 16 ? undefined : elementKernels();
  const single = data instanceof Float32Array;
  if (kernels === undefined || !(single || data instanceof Float64Array)) return false;
  const { run, at } = kernels;
  const [chunk, sums] = [chunkView(kernels, 'a', data), chunkView(kernels, 'out', data)];
  const group = Math.floor(chunk.length / n);
  if (group === 0) return false;
  const call = single ? run.sums_f32 : run.sums_f64;
  for (let i = 0; i < m; i += group) {
    const rows = Math.min(group, m - i);
    const from = start + i * rowStep;
    if (rowStep === n) chunk.set(data.subarray(from, from + rows * n));
    else for (let k = 0; k < rows; k++) chunk.set(data.subarray(from + k * rowStep, from + k * rowStep + n), k * n);
    call(at.a, rows, n, at.out);
    for (let k = 0, q = to + i * step; k < rows; k++, q += step) o[q]! += sums[k]!;
  }
  return true;
}

/** The sum of n bytes, int32 or int64; undefined when the case is not for the kernels. */
export function fastWholeSum(a: NDArray, start: number, n: number): number | undefined {
  const call = a.data instanceof Uint8Array ? 'sum_u8' : a.data instanceof Int32Array ? 'sum_i32' : undefined;
  const kernels = n < SHORT || !(call || a.dtype === 'int64') ? undefined : elementKernels();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const chunk = chunkView(kernels, 'a', a.data);
  const most = chunkView(kernels, 'out', new Float64Array(0));
  let [total, far] = [0, 0];
  for (let i = 0; i < n; i += chunk.length) {
    const count = Math.min(chunk.length, n - i);
    chunk.set(a.data.subarray(start + i, start + i + count));
    if (call) total += run[call](at.a, count);
    else {
      total += run.sum_i64(at.a, count, at.out);
      far += most[0]!;
    }
  }
  return far > Number.MAX_SAFE_INTEGER ? exactSum(a.data, start, n) : total;
}

/** For sums whose parts may leave the range in which doubles are exact. */
function exactSum(data: TypedArray, start: number, n: number): number {
  let total = 0n;
  for (let i = start; i < start + n; i++) total += BigInt(data[i]!);
  return Number(total);
}

/** Running sums of n floats; false when the kernels are not there. */
export function fastRunningSum(data: TypedArray, start: number, out: TypedArray, to: number, n: number): boolean {
  const kernels = n < SHORT || data.constructor !== out.constructor ? undefined : elementKernels();
  const single = data instanceof Float32Array;
  if (kernels === undefined || !(single || data instanceof Float64Array)) return false;
  const { run, at } = kernels;
  const [chunk, sums] = [chunkView(kernels, 'a', data), chunkView(kernels, 'out', out)];
  const call = single ? run.running_f32 : run.running_f64;
  let s = 0;
  for (let i = 0; i < n; i += chunk.length) {
    const count = Math.min(chunk.length, n - i);
    chunk.set(data.subarray(start + i, start + i + count));
    s = call(at.a, at.out, count, s);
    out.set(sums.subarray(0, count), to + i);
  }
  return true;
}

/** Splits as the pairwise sum does, until a part fits a chunk; the kernel goes on from there. */
function summed(
  data: Float32Array | Float64Array,
  start: number,
  n: number,
  mean: number | undefined,
): number | undefined {
  const kernels = elementKernels();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const single = data instanceof Float32Array;
  const chunk = chunkView(kernels, 'a', data);
  const part = (from: number, count: number): number => {
    if (count > chunk.length) {
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

/** Where the largest (or smallest) of n elements is and what it is; undefined when the kernels do not know the type. */
export function fastExtreme(
  a: NDArray,
  start: number,
  n: number,
  largest: boolean,
): { value: number; chunk: number } | undefined {
  const kernels = n < SHORT ? undefined : elementKernels();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const kind = kinds[a.dtype];
  const stored = kind === 'i64' ? 'f64' : kind;
  if (stored !== 'f32' && stored !== 'f64' && stored !== 'u8' && stored !== 'i32') return undefined;
  const call = run[`${largest ? 'maximum' : 'minimum'}_of_${stored}`];
  const chunk = chunkView(kernels, 'a', a.data);
  let value = Number.NaN;
  let where = 0;
  for (let i = 0; i < n; i += chunk.length) {
    const count = Math.min(chunk.length, n - i);
    chunk.set(a.data.subarray(start + i, start + i + count));
    const best = call(at.a, count);
    if (i === 0 || best !== best || (largest ? best > value : best < value)) [value, where] = [best, i];
    if (best !== best) break;
  }
  return { value, chunk: where };
}

/** Of each of m rows the largest (smallest) element joined with o's; false when the case is not for the kernels. */
export function fastExtremes(
  a: NDArray,
  start: number,
  rowStep: number,
  m: number,
  n: number,
  o: TypedArray,
  to: number,
  step: number,
  name: 'maximum' | 'minimum',
): boolean {
  const kernels = m < 2 || n < 16 || o.constructor !== a.data.constructor ? undefined : elementKernels();
  const kind = kinds[a.dtype];
  const stored = kind === 'i64' ? 'f64' : kind;
  if (kernels === undefined || (stored !== 'f32' && stored !== 'f64' && stored !== 'u8' && stored !== 'i32'))
    return false;
  const { run, at } = kernels;
  const [chunk, found] = [chunkView(kernels, 'a', a.data), chunkView(kernels, 'out', o)];
  const group = Math.floor(chunk.length / n);
  if (group === 0) return false;
  const call = run[`${name}_each_${stored}`];
  const largest = name === 'maximum';
  for (let i = 0; i < m; i += group) {
    const rows = Math.min(group, m - i);
    const from = start + i * rowStep;
    if (rowStep === n) chunk.set(a.data.subarray(from, from + rows * n));
    else for (let k = 0; k < rows; k++) chunk.set(a.data.subarray(from + k * rowStep, from + k * rowStep + n), k * n);
    call(at.a, rows, n, at.out);
    for (let k = 0, q = to + i * step; k < rows; k++, q += step) {
      const [x, s] = [found[k]!, o[q]!];
      if (x !== x || (largest ? x > s : x < s)) o[q] = x;
    }
  }
  return true;
}

/** acc[j] joined with a[i, j] for all rows i in order (sum, max, min along the first axis); false when not for the kernels. */
export function fastRows(
  name: 'add' | 'maximum' | 'minimum',
  data: TypedArray,
  start: number,
  rowStep: number,
  acc: TypedArray,
  to: number,
  rows: number,
  cols: number,
): boolean {
  if (rows * cols < SMALL || cols < 16 || data.constructor !== acc.constructor) return false;
  const kernels = elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const call =
    data instanceof Float32Array
      ? run[`${name}_rows_f32`]
      : data instanceof Float64Array
        ? run[`${name}_rows_f64`]
        : data instanceof Uint8Array && name !== 'add'
          ? run[`${name}_rows_u8`]
          : undefined;
  if (call === undefined) return false;
  const [chunk, sums] = [chunkView(kernels, 'a', data), chunkView(kernels, 'b', acc)];
  for (let j = 0; j < cols; j += chunk.length) {
    const width = Math.min(chunk.length, cols - j);
    const group = Math.max(1, Math.floor(chunk.length / width));
    sums.set(acc.subarray(to + j, to + j + width));
    for (let i = 0; i < rows; i += group) {
      const count = Math.min(group, rows - i);
      const from = start + i * rowStep + j;
      if (rowStep === width) chunk.set(data.subarray(from, from + count * width));
      else
        for (let k = 0; k < count; k++)
          chunk.set(data.subarray(from + k * rowStep, from + k * rowStep + width), k * width);
      call(at.b, at.a, count, width);
    }
    acc.set(sums.subarray(0, width), to + j);
  }
  return true;
}
