/**
 * @file Element-wise work on large arrays through the engine's kernels: operands are copied chunk by chunk into the
 * kernels' memory (contiguous runs, repeated rows, repeated numbers), worked on eight to sixty-four bytes at a time and
 * copied out. Every function here says false when a case is not for it; the plain loops of loops.ts then run, and are
 * the oracle of this file.
 */
import { elementKernels, elementOps, type ElementKernels } from '../engine/elements.ts';
import type { DType, TypedArray } from './dtype.ts';
import type { NDArray } from './ndarray.ts';

/** Below this many elements a plain loop is done before the first chunk is copied. */
const SMALL = 2048;

/** As SMALL, for one run of a reduction. */
const SHORT = 256;

/** Operand and its steps over (m, n). */
export interface Walked {
  readonly data: TypedArray;
  readonly offset: number;
  readonly sm: number;
  readonly sn: number;
}

type Kind = 'f32' | 'f64' | 'i64' | 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32';

const kinds: Readonly<Record<DType, Kind>> = {
  bool: 'u8',
  uint8: 'u8',
  int8: 'i8',
  uint16: 'u16',
  int16: 'i16',
  uint32: 'u32',
  int32: 'i32',
  int64: 'i64',
  float32: 'f32',
  float64: 'f64',
};

type View = new (buffer: ArrayBuffer, offset: number, length: number) => TypedArray;
const views = new Map<unknown, Partial<Record<keyof ElementKernels['at'], TypedArray>>>();

/** A view of a chunk place in the storage type of `like`. */
function chunkView(kernels: ElementKernels, place: keyof ElementKernels['at'], like: TypedArray): TypedArray {
  const make = like.constructor as unknown as View;
  let own = views.get(make);
  if (own === undefined) views.set(make, (own = {}));
  const known = own[place];
  if (known !== undefined && known.buffer === kernels.buffer) return known;
  return (own[place] = new make(kernels.buffer, kernels.at[place], kernels.chunk / like.BYTES_PER_ELEMENT));
}

/** Fills a chunk with `rows` rows of `cols` elements from row i, column j. Undefined when the layout does not suit. */
type Feed = (at: { i: number; j: number; rows: number; cols: number }) => void;

function feeder(x: Walked, chunk: TypedArray, n: number, manyRows: boolean): Feed | undefined {
  const { data, offset, sm, sn } = x;
  if (sn === 0 && sm === 0) {
    chunk.fill(data[offset]!);
    return () => undefined;
  }
  if (sn === 0) {
    if (n < 16) return undefined;
    return ({ i, rows, cols }) => {
      for (let k = 0; k < rows; k++) chunk.fill(data[offset + (i + k) * sm]!, k * cols, (k + 1) * cols);
    };
  }
  if (sn !== 1) return undefined;
  if (!manyRows) {
    return ({ i, j, cols }) => chunk.set(data.subarray(offset + i * sm + j, offset + i * sm + j + cols));
  }
  if (sm === n) {
    return ({ i, rows, cols }) => chunk.set(data.subarray(offset + i * sm, offset + i * sm + rows * cols));
  }
  if (sm === 0) {
    const row = data.subarray(offset, offset + n);
    for (let at = 0; at + n <= chunk.length; at += n) chunk.set(row, at);
    return () => undefined;
  }
  if (n < 32) return undefined;
  return ({ i, rows, cols }) => {
    for (let k = 0; k < rows; k++) {
      const from = offset + (i + k) * sm;
      chunk.set(data.subarray(from, from + cols), k * cols);
    }
  };
}

/** Where the operands of a chunk are, and how far the second moves on in 64 bytes of work (0: one number). */
interface Placed {
  readonly a: number;
  readonly b: number;
  readonly step: number;
}

/**
 * Runs `work` on every chunk of (m, n), all operands fed and the results copied out in order. An operand that is the
 * first once more is not fed again; one that lies transposed is turned as a whole beforehand.
 */
function overChunks(
  kernels: ElementKernels,
  operands: readonly Walked[],
  places: readonly (keyof ElementKernels['at'])[],
  out: TypedArray,
  m: number,
  n: number,
  work: (count: number, placed: Placed) => void,
): boolean {
  const widest = Math.max(out.BYTES_PER_ELEMENT, ...operands.map((x) => x.data.BYTES_PER_ELEMENT));
  const cap = kernels.chunk / widest;
  const manyRows = m > 1 && n <= cap;
  const feeds: Feed[] = [];
  const [first, second] = operands as [Walked, Walked | undefined];
  const twice = second !== undefined && places[1] === 'b' && sameWalk(first, second);
  const number = second !== undefined && places[1] === 'b' && !twice && second.sn === 0 && second.sm === 0;
  const turned = places[1] === 'b' ? operands.findIndex((x) => isTurned(x, m, n)) : -1;
  const whole = turned < 0 ? undefined : turnedRoom(kernels, operands[turned]!, m, n);
  for (const [k, x] of operands.entries()) {
    if ((k === 1 && twice) || (k === turned && whole !== undefined)) continue;
    const chunk = chunkView(kernels, places[k]!, x.data);
    if (k === 1 && number) {
      // A comparison of doubles reads 128 bytes a turn.
      chunk.fill(x.data[x.offset]!, 0, 128 / x.data.BYTES_PER_ELEMENT);
      continue;
    }
    const feed = feeder(x, chunk, n, manyRows);
    if (feed === undefined) return false;
    feeds.push(feed);
  }
  const placed = { a: kernels.at.a, b: twice ? kernels.at.a : kernels.at.b, step: number ? 0 : 64 };
  const result = chunkView(kernels, 'out', out);
  let to = 0;
  const step = (i: number, j: number, rows: number, cols: number): void => {
    const where = { i, j, rows, cols };
    for (const feed of feeds) feed(where);
    const count = rows * cols;
    if (whole !== undefined) placed[turned === 0 ? 'a' : 'b'] = whole + to * first.data.BYTES_PER_ELEMENT;
    work(count, placed);
    out.set(count === result.length ? result : result.subarray(0, count), to);
    to += count;
  };
  if (manyRows) {
    const group = Math.floor(cap / n);
    for (let i = 0; i < m; i += group) step(i, 0, Math.min(group, m - i), n);
  } else {
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j += cap) step(i, j, 1, Math.min(cap, n - j));
  }
  return true;
}

/** Sides below this are not worth turning as a whole. */
const SIDE = 16;
/** Bytes of a matrix up to which it is turned in one piece. */
const PIECE = 16 << 20;

/** Whether a plane's columns lie one after the other. */
function isTurned({ sm, sn }: Walked, m: number, n: number): boolean {
  return sm === 1 && sn >= m && m >= SIDE && n >= SIDE;
}

/** Copies such a plane into the kernels' memory and turns it there; gives where it is then. */
function turnedRoom(kernels: ElementKernels, x: Walked, m: number, n: number, row = 0, rows = n): number | undefined {
  const size = x.data.BYTES_PER_ELEMENT;
  const bytes = m * rows * size;
  const start = bytes > PIECE ? undefined : kernels.room(2 * bytes + 8192);
  if (start === undefined) return undefined;
  const make = x.data.constructor as unknown as View;
  const view = new make(kernels.buffer, start, m * rows);
  const from = x.offset + row * x.sn;
  if (x.sn === m) view.set(x.data.subarray(from, from + m * rows));
  else for (let i = 0; i < rows; i++) view.set(x.data.subarray(from + i * x.sn, from + i * x.sn + m), i * m);
  // Not a multiple of 4 KiB away, so that loads and stores do not wait for each other.
  const to = start + Math.ceil(bytes / 4096) * 4096 + 192;
  kernels.run[`transpose_${(8 * size) as 8 | 16 | 32 | 64}`](start, rows, m, to);
  return to;
}

/** out (m rows of n, `wide` apart) = a plane whose columns lie one after the other; false when the case is not for the kernels. */
export function fastTranspose(x: Walked, out: TypedArray, at: number, wide: number, m: number, n: number): boolean {
  if (m * n < SMALL || !isTurned(x, m, n) || x.data.constructor !== out.constructor) return false;
  const kernels = elementKernels();
  const size = out.BYTES_PER_ELEMENT;
  const piece = Math.min(n, Math.floor(PIECE / (m * size)));
  if (kernels === undefined || piece < SIDE) return false;
  for (let row = 0; row < n; row += piece) {
    const rows = Math.min(piece, n - row);
    const place = turnedRoom(kernels, x, m, n, row, rows);
    if (place === undefined) return false;
    const view = new (out.constructor as unknown as View)(kernels.buffer, place, m * rows);
    if (rows === wide) out.set(view, at);
    else for (let i = 0; i < m; i++) out.set(view.subarray(i * rows, (i + 1) * rows), at + i * wide + row);
  }
  return true;
}

function sameWalk(a: Walked, b: Walked): boolean {
  return a.data === b.data && a.offset === b.offset && a.sm === b.sm && a.sn === b.sn;
}

/** Functions that join bits, by their kernels. (A bool is one bit in a byte.) */
const bitwise = {
  bitwiseAnd: 'and_bits',
  bitwiseOr: 'or_bits',
  bitwiseXor: 'xor_bits',
  logicalAnd: 'and_bits',
  logicalOr: 'or_bits',
  logicalXor: 'xor_bits',
} as const;

function has<Name extends string>(names: readonly Name[], name: string): name is Name {
  return (names as readonly string[]).includes(name);
}

/**
 * Arithmetic and comparison of two operands stored alike. Gives the largest magnitude of int64 results (0 for other
 * types), or undefined when the case is not for the kernels.
 */
export function fastBinary(
  name: string,
  dtypes: { a: DType; b: DType; out: DType },
  a: Walked,
  b: Walked,
  out: TypedArray,
  m: number,
  n: number,
): number | undefined {
  if (m * n < SMALL || a.data.constructor !== b.data.constructor) return undefined;
  const kernels = elementKernels();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const kind = kinds[dtypes.a];
  if (a.data.BYTES_PER_ELEMENT !== bytesOf(kind)) return undefined;
  let far = 0;
  let work: ((count: number, placed: Placed) => void) | undefined;
  if (has(elementOps.compare, name)) {
    const stored = kind === 'i64' ? 'f64' : kind;
    if (stored !== 'f32' && stored !== 'f64' && stored !== 'u8' && stored !== 'i32') return undefined;
    const call = run[`${name}_${stored}`];
    work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
  } else if (Object.hasOwn(bitwise, name)) {
    const bool = dtypes.a === 'bool' && dtypes.b === 'bool';
    const same = dtypes.a === dtypes.out && dtypes.b === dtypes.out && !kind.startsWith('f') && kind !== 'i64';
    if (!(name.startsWith('logical') ? bool : same) || a.data.constructor !== out.constructor) return undefined;
    const call = run[bitwise[name as keyof typeof bitwise]];
    const size = a.data.BYTES_PER_ELEMENT;
    work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count * size);
  } else if (has(elementOps.binary, name)) {
    const suits = a.data.constructor === out.constructor && dtypes.a === dtypes.out && dtypes.b === dtypes.out;
    if (!suits || dtypes.out === 'bool') return undefined;
    if (name === 'divide') {
      if (kind !== 'f32' && kind !== 'f64') return undefined;
      const call = run[`divide_${kind}`];
      work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
    } else if (kind === 'i64') {
      const call = run[`${name}_i64`];
      work = (count, placed) => {
        far = Math.max(far, call(placed.a, placed.b, placed.step, at.out, count));
      };
    } else {
      const call = run[`${name}_${kind}`];
      work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
    }
  }
  if (work === undefined) return undefined;
  return overChunks(kernels, [a, b], ['a', 'b'], out, m, n, work) ? far : undefined;
}

function bytesOf(kind: Kind): number {
  return Number(kind.slice(1)) / 8;
}

/** Functions of one float operand; false when the case is not for the kernels. */
export function fastUnary(
  name: string,
  dtypes: { a: DType; out: DType },
  a: Walked,
  out: TypedArray,
  m: number,
  n: number,
): boolean {
  const single = has(elementOps.unarySingle, name);
  const known = single || has(elementOps.unary, name) || name === 'isnan' || name === 'invert' || name === 'logicalNot';
  if (m * n < SMALL || !known) return false;
  const kernels = elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const kind = kinds[dtypes.a];
  if (name === 'invert' || name === 'logicalNot') {
    if (dtypes.a !== 'bool' || dtypes.out !== 'bool') return false;
    chunkView(kernels, 'b', a.data).fill(1, 0, 128);
    return overChunks(kernels, [a], ['a'], out, m, n, (count) => run.xor_bits(at.a, at.b, 0, at.out, count));
  }
  if (kind !== 'f32' && kind !== 'f64') return false;
  if (name === 'isnan') {
    const call = run[`notEqual_${kind}`];
    return overChunks(kernels, [a], ['a'], out, m, n, (count) => call(at.a, at.a, 64, at.out, count));
  }
  if (dtypes.a !== dtypes.out) return false;
  if (has(elementOps.unary, name)) {
    const call = run[`${name}_${kind}`];
    return overChunks(kernels, [a], ['a'], out, m, n, (count) => call(at.a, at.out, count));
  }
  if (kind === 'f64' || !has(elementOps.unarySingle, name)) return false;
  const call = run[`${name}_f32`];
  // Large angles lose their digits in the kernel's reduction: those chunks are done by Math.
  const exact = name === 'sin' ? Math.sin : Math.cos;
  const [chunk, result] = [chunkView(kernels, 'a', a.data), chunkView(kernels, 'out', out)];
  return overChunks(kernels, [a], ['a'], out, m, n, (count) => {
    const [low, high] = [run.minimum_of_f32(at.a, count), run.maximum_of_f32(at.a, count)];
    if (low > -8192 && high < 8192) call(at.a, at.out, count);
    else for (let i = 0; i < count; i++) result[i] = exact(chunk[i]!);
  });
}

/** Conversions of which every element has a result, and those whose chunks may hold numbers out of range. */
const widening = ['u8_to_f32', 'u8_to_f64', 'i32_to_f32', 'i32_to_f64', 'f32_to_f64', 'f64_to_f32'] as const;
const cutting = ['f32_to_u8', 'f64_to_u8', 'f32_to_i32', 'f64_to_i32', 'f64_to_i64'] as const;

/** A run written as another type, `slowly` where a number is out of range; false when the case is not for the kernels. */
export function fastConvert(
  from: TypedArray,
  to: TypedArray,
  dtypes: { from: DType; to: DType },
  slowly: (x: number) => number,
): boolean {
  const n = from.length;
  const kernels = n < SHORT || dtypes.to === 'bool' ? undefined : elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const name = `${kinds[dtypes.from]}_to_${kinds[dtypes.to]}`;
  const walked = { data: from, offset: 0, sm: 0, sn: 1 };
  if (has(widening, name)) {
    const call = run[name];
    return overChunks(kernels, [walked], ['a'], to, 1, n, (count) => call(at.a, at.out, count));
  }
  if (!has(cutting, name)) return false;
  const call = run[name];
  const [chunk, result] = [chunkView(kernels, 'a', from), chunkView(kernels, 'out', to)];
  return overChunks(kernels, [walked], ['a'], to, 1, n, (count) => {
    if (call(at.a, at.out, count) === 0) for (let i = 0; i < count; i++) result[i] = slowly(chunk[i]!);
  });
}

/** Every float rounded to decimals (10^decimals is `factor`); false when the case is not for the kernels. */
export function fastDecimals(a: Walked, factor: number, out: TypedArray, n: number): boolean {
  const kernels = n < SMALL ? undefined : elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const call = out instanceof Float64Array ? run.decimals_f64 : run.decimals_f32;
  return overChunks(kernels, [a], ['a'], out, 1, n, (count) => call(at.a, factor, at.out, count));
}

/** Every float pulled into [low, high]; false when the case is not for the kernels. */
export function fastClip(a: Walked, low: number, high: number, out: TypedArray, n: number): boolean {
  if (n < SMALL || a.data.constructor !== out.constructor || low !== low || high !== high) return false;
  const kernels = elementKernels();
  const call = out instanceof Float64Array ? kernels?.run.clip_f64 : kernels?.run.clip_f32;
  if (kernels === undefined || call === undefined) return false;
  const { at } = kernels;
  return overChunks(kernels, [a], ['a'], out, 1, n, (count) => call(at.a, low, high, at.out, count));
}

/** condition ? a : b for operands stored alike; false when the case is not for the kernels. */
export function fastWhere(condition: Walked, a: Walked, b: Walked, out: TypedArray, m: number, n: number): boolean {
  if (m * n < SMALL || a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return false;
  const kernels = elementKernels();
  if (kernels === undefined || condition.data.BYTES_PER_ELEMENT !== 1 || out.BYTES_PER_ELEMENT === 2) return false;
  const { run, at } = kernels;
  const size = out.BYTES_PER_ELEMENT;
  const call = size === 1 ? run.where_8 : size === 4 ? run.where_32 : run.where_64;
  return overChunks(kernels, [condition, a, b], ['condition', 'a', 'b'], out, m, n, (count) =>
    call(at.condition, at.a, at.b, at.out, count),
  );
}

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
