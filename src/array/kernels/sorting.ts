/**
 * @file Sorting through the engine's kernels: one long run by bytes, many rows or columns of one length eight (doubles: four)
 * at a time, and indices as pairs of key and place. Functions give false when the kernels do not take a case; the plain
 * loops of sorting/radix.ts then serve, and are the oracle of this file.
 */
import { npProgram, storeAddress, type NpProgram } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';

/** Longer rows and columns are sorted one by one: the network's comparisons grow with the square of the logarithm. */
const LONG = 8192;
/** So few are quicker one by one. */
const FEW = 3;
/** Bytes of rows that are worked on at a time. */
const PANEL = 1 << 20;

type Kind = 'f32' | 'f64' | 'i32' | 'u32';

function kindOf(data: TypedArray): Kind | undefined {
  if (data instanceof Float64Array) return 'f64';
  if (data instanceof Float32Array) return 'f32';
  if (data instanceof Int32Array) return 'i32';
  return data instanceof Uint32Array ? 'u32' : undefined;
}

/** A view of the kernels' memory in the storage type of `like`. */
function viewOf<T extends TypedArray>(kernels: NpProgram, like: T, at: number, length: number): T {
  const make = like.constructor as unknown as new (buffer: ArrayBuffer, offset: number, length: number) => T;
  return new make(kernels.buffer, at, length);
}

/** Places of `count` parts of `bytes` bytes, good until the next store is taken; undefined when the kernels' memory is too small. */
function parts(kernels: NpProgram, bytes: number, count: number): number[] | undefined {
  // An odd number of cache lines apart, lest the same places of two parts fall into one cache set.
  const apart = Math.ceil(bytes / 4096) * 4096 + 192;
  const all = apart * count;
  const start = kernels.scratch(all) ?? kernels.stores?.take(Uint8Array, all)?.byteOffset;
  return start === undefined ? undefined : Array.from({ length: count }, (_, k) => start + k * apart);
}

/** Sorts a run in place, NaN last. */
export function fastSort(run: TypedArray): boolean {
  const kind = kindOf(run);
  const kernels = kind && npProgram();
  if (kind === undefined || kernels === undefined) return false;
  const { at, chunk } = kernels;
  const there = storeAddress(run);
  if (there >= 0) {
    const spare = run.byteLength <= chunk ? at.b : parts(kernels, run.byteLength, 1)?.[0];
    if (spare === undefined) return false;
    const found = kernels.run[`sort_${kind}`](there, run.length, spare, at.condition);
    if (found !== there) run.set(viewOf(kernels, run, found, run.length));
    return true;
  }
  const [from, spare] = run.byteLength <= chunk ? [at.a, at.b] : (parts(kernels, run.byteLength, 2) ?? []);
  if (from === undefined || spare === undefined) return false;
  viewOf(kernels, run, from, run.length).set(run);
  const found = kernels.run[`sort_${kind}`](from, run.length, spare, at.condition);
  run.set(viewOf(kernels, run, found, run.length));
  return true;
}

/** The largest span of numbers that are counted: 16 bytes for each of them. */
const SPAN = 8192;

/** Sorts whole numbers in doubles in place, where they span few numbers: by counting them. */
export function fastSortNarrow(run: TypedArray): boolean {
  const there = run.length < 64 ? -1 : storeAddress(run);
  const kernels = there < 0 ? undefined : npProgram();
  if (kernels === undefined) return false;
  return kernels.run.sort_narrow(there, run.length, Math.min(SPAN, run.length), kernels.at.condition) !== 0;
}

/** Writes to `out` the places 0 … n - 1 of a run's elements in ascending order; equal ones keep their order. */
export function fastArgsort(run: TypedArray, out: Float64Array): boolean {
  const n = run.length;
  const kind = n < 64 ? undefined : kindOf(run);
  const kernels = kind && npProgram();
  if (kind === undefined || kernels === undefined) return false;
  const { run: calls, at, chunk } = kernels;
  const places = 8 * n <= chunk ? [at.a, at.b, at.out] : parts(kernels, 8 * n, 3);
  if (places === undefined) return false;
  const [keys, one, two] = places as [number, number, number];
  viewOf(kernels, run, keys, n).set(run);
  calls[`pairs_${kind}`](keys, n, one);
  const found = calls.sort_pairs(one, n, two, at.condition);
  const other = found === one ? two : one;
  if (kind === 'f64') calls.settle_pairs(found, n, keys, other, at.condition);
  calls.places_of(found, n, other);
  out.set(new Float64Array(kernels.buffer, other, n));
  return true;
}

/** Sorts every of `count` rows of n elements in place, NaN last. */
export function fastSortRows(data: TypedArray, n: number, count: number): boolean {
  const kind = n > LONG || count < FEW ? undefined : kindOf(data);
  const kernels = kind && npProgram();
  if (kind === undefined || kernels === undefined) return false;
  const line = n * data.BYTES_PER_ELEMENT;
  const width = 32 / data.BYTES_PER_ELEMENT;
  const group = Math.min(Math.ceil(count / width), Math.max(1, Math.floor(PANEL / (width * line)))) * width;
  const start = kernels.scratch(group * line + 32 * n);
  if (start === undefined) return false;
  const { run } = kernels;
  const size = data.BYTES_PER_ELEMENT === 4 ? 32 : 64;
  const lanes = start;
  const rows = start + 32 * n;
  const [sort, carryIn, carryOut] = [run[`lanes_${kind}`], run[`rows_in_${size}`], run[`rows_out_${size}`]];
  for (let first = 0; first < count; first += group) {
    const here = Math.min(group, count - first);
    const view = viewOf(kernels, data, rows, here * n);
    view.set(data.subarray(first * n, (first + here) * n));
    for (let k = 0; k < here; k += width) {
      const [at, some] = [rows + k * line, here - k];
      if (some >= width) carryIn(at, line, n, lanes);
      else run[`lanes_in_${size}`](at, data.BYTES_PER_ELEMENT, line, n, some, lanes);
      sort(lanes, n);
      if (some >= width) carryOut(at, line, n, lanes);
      else run[`lanes_out_${size}`](at, data.BYTES_PER_ELEMENT, line, n, some, lanes);
    }
    data.set(view, first * n);
  }
  return true;
}

/** Sorts every column of `blocks` blocks of n rows of `cols` elements in place, NaN last. */
export function fastSortColumns(data: TypedArray, blocks: number, n: number, cols: number): boolean {
  const kind = n > LONG || cols < FEW ? undefined : kindOf(data);
  const kernels = kind && npProgram();
  if (kind === undefined || kernels === undefined) return false;
  const bytes = data.BYTES_PER_ELEMENT;
  const line = cols * bytes;
  const start = kernels.scratch(n * line + 32 * n);
  if (start === undefined) return false;
  const { run } = kernels;
  const [width, size] = [32 / bytes, bytes === 4 ? 32 : 64] as const;
  const lanes = start;
  const rows = start + 32 * n;
  const sort = run[`lanes_${kind}`];
  const view = viewOf(kernels, data, rows, n * cols);
  for (let block = 0; block < blocks; block++) {
    view.set(data.subarray(block * n * cols, (block + 1) * n * cols));
    for (let j = 0; j < cols; j += width) {
      const [at, some] = [rows + j * bytes, cols - j];
      if (some >= width) run.columns_in(at, line, n, lanes);
      else run[`lanes_in_${size}`](at, line, bytes, n, some, lanes);
      sort(lanes, n);
      if (some >= width) run.columns_out(at, line, n, lanes);
      else run[`lanes_out_${size}`](at, line, bytes, n, some, lanes);
    }
    data.set(view, block * n * cols);
  }
  return true;
}
