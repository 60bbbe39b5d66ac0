/**
 * @file Arrays where the kernels reach them: stores that live in the kernels' memory are read and written there; others are
 * carried in and out chunk by chunk. Contiguous runs, repeated rows, repeated numbers, and transposed planes, which are put in
 * order there as a whole.
 */
import { npProgram, storeAddress, type NpProgram, type Stored } from '../../engine/index.ts';
import type { DType, TypedArray } from '../layout/dtype.ts';

/** Below this many elements a plain loop is done before the first chunk is copied. */
export const SMALL = 640;

/** As SMALL, for runs without a plan: where a result lies in the kernels' memory, and where all is copied. */
export const DIRECT = 64;
export const APART = 192;

/** As SMALL, for one run of a reduction. */
export const SHORT = 256;

/** Operand and its steps over (m, n). */
export interface Walked {
  readonly data: TypedArray;
  readonly offset: number;
  readonly sm: number;
  readonly sn: number;
}

/** The storage of a dtype as the kernels name it, int64 apart from other doubles. */
export type Kind = Stored | 'i64';

export const kinds: Readonly<Record<DType, Kind>> = {
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

/** How the elements themselves are stored: int64 in doubles. */
export function storedAs(kind: Kind): Stored {
  return kind === 'i64' ? 'f64' : kind;
}

type View = new (buffer: ArrayBuffer, offset: number, length: number) => TypedArray;
const views = new Map<unknown, Partial<Record<keyof NpProgram['at'], TypedArray>>>();

/** A view of a chunk place in the storage type of `like`. */
export function chunkView(kernels: NpProgram, place: keyof NpProgram['at'], like: TypedArray): TypedArray {
  const make = like.constructor as unknown as View;
  let own = views.get(make);
  if (own === undefined) views.set(make, (own = {}));
  const known = own[place];
  if (known !== undefined && known.buffer === kernels.buffer) return known;
  return (own[place] = new make(kernels.buffer, kernels.at[place], kernels.chunk / like.BYTES_PER_ELEMENT));
}

/** Fills a chunk with `rows` rows of `cols` elements from row i, column j. Undefined when the layout does not suit. */
type Feed = (at: { i: number; j: number; rows: number; cols: number }) => void;

function feeder(
  kernels: NpProgram,
  x: Walked,
  chunk: TypedArray,
  m: number,
  n: number,
  manyRows: boolean,
): Feed | undefined {
  const { data, offset, sm, sn } = x;
  const used = Math.min(chunk.length, m * n);
  if (sn === 0 && sm === 0) {
    chunk.fill(data[offset]!, 0, used);
    return () => undefined;
  }
  if (sn === 0) {
    if (n < 16) return undefined;
    return ({ i, rows, cols }) => {
      for (let k = 0; k < rows; k++) chunk.fill(data[offset + (i + k) * sm]!, k * cols, (k + 1) * cols);
    };
  }
  if (sn !== 1) {
    const start = storeAddress(data);
    if (start < 0) return undefined;
    const size = data.BYTES_PER_ELEMENT;
    const call = kernels.run[`pick_${(8 * size) as 8 | 16 | 32 | 64}`];
    return ({ i, j, rows, cols }) =>
      call(start + (offset + i * sm + j * sn) * size, sm * size, sn * size, rows, cols, chunk.byteOffset);
  }
  if (!manyRows) {
    return ({ i, j, cols }) => chunk.set(data.subarray(offset + i * sm + j, offset + i * sm + j + cols));
  }
  if (sm === n) {
    return ({ i, rows, cols }) => chunk.set(data.subarray(offset + i * sm, offset + i * sm + rows * cols));
  }
  if (sm === 0) {
    const row = data.subarray(offset, offset + n);
    for (let at = 0; at + n <= used; at += n) chunk.set(row, at);
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

/** Kernels write whole groups of elements, which have at most so many bytes; a block is a multiple of it. */
export const GROUP = 1024;

/** The address of n elements from `from`: where they lie, or after they were copied to a chunk place. */
export function fed(
  kernels: NpProgram,
  place: keyof NpProgram['at'],
  data: TypedArray,
  from: number,
  n: number,
): number {
  const at = storeAddress(data);
  if (at >= 0) return at + from * data.BYTES_PER_ELEMENT;
  // The whole store needs no view of its own.
  chunkView(kernels, place, data).set(from === 0 && data.length === n ? data : data.subarray(from, from + n));
  return kernels.at[place];
}

/** Where the kernel writes a result that fits a chunk: into it, or into the chunk place from which `taken` copies it. */
export function resultPlace(kernels: NpProgram, out: TypedArray): number {
  const at = storeAddress(out);
  return at >= 0 ? at : kernels.at.out;
}

/** After the kernel wrote all of a result that fits a chunk. */
export function taken(kernels: NpProgram, out: TypedArray, at: number): void {
  if (at !== kernels.at.out) kernels.stores!.endTidily(out);
  else out.set(chunkView(kernels, 'out', out).subarray(0, out.length));
}

/** The addresses of a chunk's operands and result, and how far the second moves on in 64 bytes of work (0: one number). */
export interface Placed {
  a: number;
  b: number;
  condition: number;
  out: number;
  step: number;
}

/** An operand that the kernels read where it lies. */
interface InPlace {
  readonly place: 'a' | 'b' | 'condition';
  readonly start: number;
  readonly size: number;
  readonly sm: number;
}

/**
 * Runs `work` on every chunk of (m, n), or once on everything where nothing needs to be carried. The result is fresh, in C order.
 * An operand that is the first once more is not fed again; a transposed one is put in order as a whole beforehand.
 */
export function overChunks(
  kernels: NpProgram,
  operands: readonly Walked[],
  places: readonly InPlace['place'][],
  out: TypedArray,
  m: number,
  n: number,
  work: (count: number, placed: Placed) => void,
): boolean {
  const { at } = kernels;
  const widest = Math.max(out.BYTES_PER_ELEMENT, ...operands.map((x) => x.data.BYTES_PER_ELEMENT));
  const cap = kernels.chunk / widest;
  const manyRows = m > 1 && n <= cap;
  const feeds: Feed[] = [];
  const lying: InPlace[] = [];
  const [first, second] = operands as [Walked, Walked | undefined];
  const twice = second !== undefined && places[1] === 'b' && sameWalk(first, second);
  const number = second !== undefined && places[1] === 'b' && !twice && second.sn === 0 && second.sm === 0;
  const transposed = places[1] === 'b' ? operands.findIndex((x) => isTransposed(x, m, n)) : -1;
  const whole = transposed < 0 ? undefined : transposedInKernels(kernels, operands[transposed]!, m, n);
  for (const [k, x] of operands.entries()) {
    if (k === 1 && twice) continue;
    const place = places[k]!;
    const size = x.data.BYTES_PER_ELEMENT;
    if (k === transposed && whole !== undefined) {
      lying.push({ place, start: whole, size, sm: n });
      continue;
    }
    const start = x.sn === 1 && (!manyRows || x.sm === n) ? storeAddress(x.data) : -1;
    if (start >= 0) {
      lying.push({ place, start: start + x.offset * size, size, sm: x.sm });
      continue;
    }
    const chunk = chunkView(kernels, place, x.data);
    if (k === 1 && number) {
      // A comparison of doubles reads 128 bytes at a time.
      chunk.fill(x.data[x.offset]!, 0, 128 / size);
      continue;
    }
    const feed = feeder(kernels, x, chunk, m, n, manyRows);
    if (feed === undefined) return false;
    feeds.push(feed);
  }
  const placed: Placed = { a: at.a, b: at.b, condition: at.condition, out: at.out, step: number ? 0 : 64 };
  const own = storeAddress(out);
  const result = chunkView(kernels, 'out', out);
  const size = out.BYTES_PER_ELEMENT;
  let to = 0;
  const step = (i: number, j: number, rows: number, cols: number): void => {
    const where = { i, j, rows, cols };
    for (const feed of feeds) feed(where);
    for (const { place, start, size, sm } of lying) placed[place] = start + (i * sm + j) * size;
    if (twice) placed.b = placed.a;
    const count = rows * cols;
    // The last group must not reach beyond the store's block.
    const from = to * size;
    const isDirect = own >= 0 && (from % GROUP === 0 || from + count * size + GROUP <= out.byteLength);
    placed.out = isDirect ? own + from : at.out;
    work(count, placed);
    if (!isDirect) out.set(count === result.length ? result : result.subarray(0, count), to);
    to += count;
  };
  const isOne = own >= 0 && feeds.length === 0 && (m === 1 || lying.every(({ sm }) => sm === n));
  if (isOne) step(0, 0, m, n);
  else if (manyRows) {
    const group = Math.floor(cap / n);
    for (let i = 0; i < m; i += group) step(i, 0, Math.min(group, m - i), n);
  } else {
    for (let i = 0; i < m; i++) for (let j = 0; j < n; j += cap) step(i, j, 1, Math.min(cap, n - j));
  }
  if (own >= 0) kernels.stores!.endTidily(out);
  return true;
}

/** Sides below this are not worth transposing as a whole. */
const SIDE = 16;
/** Bytes of a matrix up to which it is transposed in one piece. */
const PIECE = 16 << 20;

/**
 * Bytes of a matrix up to which and from which on it is transposed straight into a result in the kernels' memory: a view of scratch memory takes
 * longer than small ones, and with large ones scratch memory stays in no cache.
 */
const [LITTLE, MUCH] = [64 << 10, 1 << 20];

/** Whether a plane's columns lie one after the other. */
function isTransposed({ sm, sn }: Walked, m: number, n: number): boolean {
  return sm === 1 && sn >= m && m >= SIDE && n >= SIDE;
}

/**
 * Such a plane (its columns from `row` on, `rows` of them) transposed in scratch memory, from where it lies if that is the kernels'
 * memory; gives the address of the result.
 */
function transposedInKernels(
  kernels: NpProgram,
  x: Walked,
  m: number,
  n: number,
  row = 0,
  rows = n,
): number | undefined {
  const size = x.data.BYTES_PER_ELEMENT;
  const bytes = m * rows * size;
  const scratch = bytes > PIECE ? undefined : kernels.scratch(2 * bytes + 8192);
  if (scratch === undefined) return undefined;
  const from = x.offset + row * x.sn;
  const lying = x.sn === m ? storeAddress(x.data) : -1;
  if (lying < 0) {
    const view = viewOf(kernels, x.data, scratch, m * rows);
    if (x.sn === m) view.set(x.data.subarray(from, from + m * rows));
    else for (let i = 0; i < rows; i++) view.set(x.data.subarray(from + i * x.sn, from + i * x.sn + m), i * m);
  }
  // Not a multiple of 4 KiB away, so that loads and stores do not wait for each other.
  const to = scratch + Math.ceil(bytes / 4096) * 4096 + 192;
  const start = lying < 0 ? scratch : lying + from * size;
  kernels.run[`transpose_${(8 * size) as 8 | 16 | 32 | 64}`](start, rows, m, to);
  return to;
}

/** A view of the kernels' memory in the storage type of `like`. */
export function viewOf(kernels: NpProgram, like: TypedArray, at: number, length: number): TypedArray {
  return new (like.constructor as unknown as View)(kernels.buffer, at, length);
}

/** out (m rows of n, `wide` apart) = a plane whose columns lie one after the other; false when the kernels do not take the case. */
export function fastTranspose(x: Walked, out: TypedArray, at: number, wide: number, m: number, n: number): boolean {
  if (m * n < SMALL || !isTransposed(x, m, n) || x.data.constructor !== out.constructor) return false;
  const kernels = npProgram();
  if (kernels === undefined) return false;
  const size = out.BYTES_PER_ELEMENT;
  const [there, from] = [storeAddress(out), x.sn === m ? storeAddress(x.data) : -1];
  const isStraight = m * n * size <= LITTLE || m * n * size >= MUCH;
  if (there >= 0 && from >= 0 && wide === n && isStraight) {
    kernels.run[`transpose_${(8 * size) as 8 | 16 | 32 | 64}`](from + x.offset * size, n, m, there + at * size);
    return true;
  }
  const piece = Math.min(n, Math.floor(PIECE / (m * size)));
  if (piece < SIDE) return false;
  for (let row = 0; row < n; row += piece) {
    const rows = Math.min(piece, n - row);
    const place = transposedInKernels(kernels, x, m, n, row, rows);
    if (place === undefined) return false;
    const view = viewOf(kernels, out, place, m * rows);
    if (rows === wide) out.set(view, at);
    else for (let i = 0; i < m; i++) out.set(view.subarray(i * rows, (i + 1) * rows), at + i * wide + row);
  }
  return true;
}

function sameWalk(a: Walked, b: Walked): boolean {
  return a.data === b.data && a.offset === b.offset && a.sm === b.sm && a.sn === b.sn;
}
