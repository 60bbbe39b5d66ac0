/**
 * @file Arrays carried chunk by chunk into the kernels' memory and back: contiguous runs, repeated rows, repeated numbers,
 * and transposed planes, which are put in order there as a whole.
 */
import { npProgram, type NpProgram, type Stored } from '../../engine/index.ts';
import type { DType, TypedArray } from '../layout/dtype.ts';

/** Below this many elements a plain loop is done before the first chunk is copied. */
export const SMALL = 640;

/** As SMALL, for runs that are copied without a plan. */
export const DIRECT = 128;

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

function feeder(x: Walked, chunk: TypedArray, m: number, n: number, manyRows: boolean): Feed | undefined {
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
  if (sn !== 1) return undefined;
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

/** Where the operands of a chunk are, and how far the second moves on in 64 bytes of work (0: one number). */
export interface Placed {
  readonly a: number;
  readonly b: number;
  readonly step: number;
}

/**
 * Runs `work` on every chunk of (m, n), all operands fed and the results copied out in order. An operand that is the
 * first once more is not fed again; a transposed one is put in order as a whole beforehand.
 */
export function overChunks(
  kernels: NpProgram,
  operands: readonly Walked[],
  places: readonly (keyof NpProgram['at'])[],
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
  const transposed = places[1] === 'b' ? operands.findIndex((x) => isTransposed(x, m, n)) : -1;
  const whole = transposed < 0 ? undefined : transposedInKernels(kernels, operands[transposed]!, m, n);
  for (const [k, x] of operands.entries()) {
    if ((k === 1 && twice) || (k === transposed && whole !== undefined)) continue;
    const chunk = chunkView(kernels, places[k]!, x.data);
    if (k === 1 && number) {
      // A comparison of doubles reads 128 bytes at a time.
      chunk.fill(x.data[x.offset]!, 0, 128 / x.data.BYTES_PER_ELEMENT);
      continue;
    }
    const feed = feeder(x, chunk, m, n, manyRows);
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
    if (whole !== undefined) placed[transposed === 0 ? 'a' : 'b'] = whole + to * first.data.BYTES_PER_ELEMENT;
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

/** Sides below this are not worth transposing as a whole. */
const SIDE = 16;
/** Bytes of a matrix up to which it is transposed in one piece. */
const PIECE = 16 << 20;

/** Whether a plane's columns lie one after the other. */
function isTransposed({ sm, sn }: Walked, m: number, n: number): boolean {
  return sm === 1 && sn >= m && m >= SIDE && n >= SIDE;
}

/** Copies such a plane into the kernels' memory and transposes it there; gives its address. */
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
  const start = bytes > PIECE ? undefined : kernels.scratch(2 * bytes + 8192);
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

/** out (m rows of n, `wide` apart) = a plane whose columns lie one after the other; false when the kernels do not take the case. */
export function fastTranspose(x: Walked, out: TypedArray, at: number, wide: number, m: number, n: number): boolean {
  if (m * n < SMALL || !isTransposed(x, m, n) || x.data.constructor !== out.constructor) return false;
  const kernels = npProgram();
  const size = out.BYTES_PER_ELEMENT;
  const piece = Math.min(n, Math.floor(PIECE / (m * size)));
  if (kernels === undefined || piece < SIDE) return false;
  for (let row = 0; row < n; row += piece) {
    const rows = Math.min(piece, n - row);
    const place = transposedInKernels(kernels, x, m, n, row, rows);
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
