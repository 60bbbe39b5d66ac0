/**
 * @file Products with a vector and systems of equations through the engine's kernels, which work in their own memory.
 * Functions give false (or undefined) when the kernels do not take a case; the plain loops then run, and are the oracle of this file.
 */
import { npProgram, storeAddress, type NpProgram } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';
import { viewOf } from './chunks.ts';

type Floats = Float32Array | Float64Array;

/** Rows of elements that lie one after the other. */
export interface Rows {
  readonly data: TypedArray;
  readonly offset: number;
  /** From one row to the next. */
  readonly step: number;
}

export function isFloats(x: TypedArray): x is Floats {
  return x instanceof Float64Array || x instanceof Float32Array;
}

/** The address of n elements of a vector from `from` on, which are copied to `place` unless they lie in the kernels' memory. */
function vectorAt(kernels: NpProgram, v: Floats, from: number, n: number, place: number): number {
  const there = storeAddress(v);
  if (there >= 0) return there + from * v.BYTES_PER_ELEMENT;
  viewOf(kernels, v, place, n).set(v.subarray(from, from + n));
  return place;
}

/** `rows` rows of `cols` elements from `from` on, one after the other: their address where they lie so in the kernels' memory, or of a copy. */
function rowsAt(kernels: NpProgram, { data, step }: Rows, from: number, rows: number, cols: number): number {
  const there = storeAddress(data);
  const { a: place } = kernels.at;
  if (there >= 0 && (step === cols || rows === 1)) return there + from * data.BYTES_PER_ELEMENT;
  const copy = viewOf(kernels, data, place, rows * cols);
  if (step === cols) copy.set(data.subarray(from, from + rows * cols));
  else for (let r = 0; r < rows; r++) copy.set(data.subarray(from + r * step, from + r * step + cols), r * cols);
  return place;
}

/** How many rows of `cols` elements go by at a time: all of those that lie in the kernels' memory, else what a chunk holds. */
function rowsAtOnce(kernels: NpProgram, { data, step }: Rows, cols: number): number {
  const lies = storeAddress(data) >= 0;
  if (lies && step === cols) return Infinity;
  if (lies && cols >= 64) return 1;
  return Math.floor(kernels.chunk / data.BYTES_PER_ELEMENT / cols);
}

/** out[i] = row i (of m rows of k) times the vector v (k elements). */
export function fastRowDots(a: Rows, m: number, k: number, v: TypedArray, out: TypedArray): boolean {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(v) || a.data.constructor !== v.constructor) return false;
  const { run, at, chunk, buffer } = kernels;
  const cap = chunk / v.BYTES_PER_ELEMENT;
  const call = v instanceof Float32Array ? run.dots_f32 : run.dots_f64;
  const found = new Float64Array(buffer, at.out, chunk / 8);
  // Of rows that fit into a chunk there are no parts to be added up.
  const sums = k > cap ? new Float64Array(m) : undefined;
  for (let j = 0; j < k; j += cap) {
    const width = Math.min(cap, k - j);
    const vector = vectorAt(kernels, v, j, width, at.b);
    // The results are doubles, also of floats.
    const group = Math.min(rowsAtOnce(kernels, a, width), found.length);
    for (let i = 0; i < m; i += group) {
      const count = Math.min(group, m - i);
      call(rowsAt(kernels, a, a.offset + i * a.step + j, count, width), count, width, vector, at.out);
      if (sums === undefined) out.set(found.subarray(0, count), i);
      else for (let r = 0; r < count; r++) sums[i + r]! += found[r]!;
    }
  }
  if (sums !== undefined) out.set(sums);
  return true;
}

/** out (n elements) = Σ v[i] times row i of k rows of n. */
export function fastCombine(v: TypedArray, b: Rows, k: number, n: number, out: TypedArray): boolean {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(v) || b.data.constructor !== v.constructor) return false;
  const { run, at, chunk } = kernels;
  const cap = chunk / v.BYTES_PER_ELEMENT;
  const call = v instanceof Float32Array ? run.combine_f32 : run.combine_f64;
  for (let j = 0; j < n; j += cap) {
    const width = Math.min(cap, n - j);
    const total = viewOf(kernels, v, at.out, width).fill(0);
    const group = Math.min(rowsAtOnce(kernels, b, width), cap);
    for (let i = 0; i < k; i += group) {
      const count = Math.min(group, k - i);
      const rows = rowsAt(kernels, b, b.offset + i * b.step + j, count, width);
      call(at.out, rows, count, width, vectorAt(kernels, v, i, count, at.b));
    }
    out.set(total, j);
  }
  return true;
}

/** A matrix inside a store: element (i, j) is `data[offset + i * row + j * col]`. */
export interface Matrix {
  readonly data: TypedArray;
  readonly offset: number;
  readonly row: number;
  readonly col: number;
}

/** A matrix where the kernels reach it: the address of its first element, and bytes from row to row and from element to element. */
export interface Reached {
  readonly at: number;
  readonly row: number;
  readonly step: number;
}

/** Whether its elements fill a run of the store, by rows or by columns. */
const isRun = ({ row, col }: Matrix, rows: number, cols: number): boolean =>
  (col === 1 && row === cols) || (row === 1 && col === rows);

/** Bytes that a copy of it takes: none where it lies in the kernels' memory already. */
export function bytesOfCopy({ data }: Matrix, elements: number): number {
  return storeAddress(data) >= 0 ? 0 : elements * data.BYTES_PER_ELEMENT;
}

/** The matrix as it lies in the kernels' memory, or copied to `place`. */
export function reached(kernels: NpProgram, x: Matrix, rows: number, cols: number, place: number): Reached {
  const { data, offset, row, col } = x;
  const size = data.BYTES_PER_ELEMENT;
  const there = storeAddress(data);
  if (there >= 0) return { at: there + offset * size, row: row * size, step: col * size };
  const copy = viewOf(kernels, data, place, rows * cols);
  if (isRun(x, rows, cols)) {
    copy.set(data.subarray(offset, offset + rows * cols));
    return { at: place, row: row * size, step: col * size };
  }
  for (let i = 0, to = 0; i < rows; i++)
    for (let j = 0, p = offset + i * row; j < cols; j++, p += col) copy[to++] = data[p]!;
  return { at: place, row: cols * size, step: size };
}

/** The same with the elements of a row side by side. */
function inRows(kernels: NpProgram, x: Matrix, rows: number, cols: number, place: number, spare: number): Reached {
  const size = x.data.BYTES_PER_ELEMENT;
  if (x.col !== 1 && !isRun(x, rows, cols)) {
    const copy = viewOf(kernels, x.data, spare, rows * cols);
    for (let i = 0, to = 0; i < rows; i++)
      for (let j = 0, p = x.offset + i * x.row; j < cols; j++, p += x.col) copy[to++] = x.data[p]!;
    return { at: spare, row: cols * size, step: size };
  }
  const found = reached(kernels, x, rows, cols, place);
  if (found.step === size || cols === 1) return found;
  const { run } = kernels;
  (size === 4 ? run.transpose_32 : run.transpose_64)(found.at, cols, rows, spare);
  return { at: spare, row: cols * size, step: size };
}

/** An odd number of cache lines, so that the same places of two parts do not fall into one cache set. */
export const apart = (bytes: number): number => (bytes === 0 ? 0 : Math.ceil(bytes / 4096) * 4096 + 192);

/** Rows of a long product that are added up at a time. */
export const LONG = 512;

/**
 * out (m, n, from element `start` on) = a (m, k) · b (k, n) of floats, on one thread. Operands in the kernels' memory stay where they
 * are, others are copied there. True when an element may be infinite or NaN; undefined when the kernels do not take the case.
 */
export function fastProduct(
  a: Matrix,
  b: Matrix,
  out: TypedArray,
  start: number,
  m: number,
  k: number,
  n: number,
): boolean | undefined {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(out)) return undefined;
  if (a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return undefined;
  const { run, at, chunk } = kernels;
  const size = out.BYTES_PER_ELEMENT;
  const call = size === 4 ? run.product_f32 : run.product_f64;
  const sum = size === 4 ? run.sum_f32 : run.sum_f64;
  const there = storeAddress(out);
  const isTurned = b.col !== 1;
  const isLong = k > 4 * LONG && m * n <= chunk / 16;
  const [first, second] = [storeAddress(a.data), storeAddress(b.data)];
  if (there >= 0 && first >= 0 && second >= 0 && !isTurned && !isLong) {
    const [x, y, to] = [first + a.offset * size, second + b.offset * size, there + start * size];
    const strip = 64 * k <= chunk ? at.condition : 0;
    call(x, a.row * size, a.col * size, m, k, y, b.row * size, n, to, n * size, strip);
    return !Number.isFinite(sum(to, m * n));
  }
  // What has to be copied or turned goes to the chunks, or where one is too small all of it to scratch memory.
  const needs = [
    bytesOfCopy(a, m * k),
    bytesOfCopy(b, k * n),
    there < 0 ? m * n * size : 0,
    isTurned ? k * n * size : 0,
  ] as const;
  let places: readonly number[] = [at.a, at.b, at.out, at.condition];
  if (needs.some((bytes) => bytes > chunk)) {
    const all = needs.reduce((bytes, more) => bytes + apart(more), 0);
    const scratch = kernels.scratch(all);
    if (scratch === undefined) return undefined;
    places = needs.map((_, i) => needs.slice(0, i).reduce((place, bytes) => place + apart(bytes), scratch));
  }
  const left = reached(kernels, a, m, k, places[0]!);
  const right = inRows(kernels, b, k, n, places[1]!, places[3]!);
  const result = there < 0 ? places[2]! : there + start * size;
  // (The chunk of conditions is free unless b was turned there.)
  const isFree = !(isTurned && places[3] === at.condition);
  const work = isFree && 64 * (isLong ? LONG : k) <= chunk ? at.condition : 0;
  if (!isLong) {
    call(left.at, left.row, left.step, m, k, right.at, right.row, n, result, n * size, work);
  } else {
    const sums = new Float64Array(m * n);
    const found = viewOf(kernels, out, at.out, m * n);
    for (let p = 0; p < k; p += LONG) {
      const some = Math.min(LONG, k - p);
      const [x, y] = [left.at + p * left.step, right.at + p * right.row];
      call(x, left.row, left.step, m, some, y, right.row, n, at.out, n * size, work);
      for (let i = 0; i < sums.length; i++) sums[i]! += found[i]!;
    }
    viewOf(kernels, out, result, m * n).set(sums);
  }
  const total = sum(result, m * n);
  if (there < 0) out.set(viewOf(kernels, out, result, m * n), start);
  return !Number.isFinite(total);
}

/** Bytes of scratch that elimination takes for its products (wasm/np/less-product.ts): a strip, and its factors of at most so many columns. */
function productBytes(n: number): number {
  return 64 * 256 + 64 + 8 * n * Math.min(n, 256);
}

/** LU of an (n, n) matrix with row exchanges, as linalg/lu.ts has it; undefined when the kernels are not there. */
export function fastEliminate(
  a: Float64Array,
  n: number,
): { lu: Float64Array; rows: Int32Array; parity: number } | undefined {
  const kernels = npProgram();
  const order = 8 * n * n;
  const work = order + 8 * n;
  const start = kernels?.scratch(work + productBytes(n));
  if (kernels === undefined || start === undefined) return undefined;
  const matrix = new Float64Array(kernels.buffer, start, n * n);
  matrix.set(a);
  const parity = kernels.run.eliminate(start, n, start + order, start + work);
  return { lu: matrix.slice(), rows: new Int32Array(kernels.buffer, start + order, n).slice(), parity };
}

/** Solves with an LU for the m columns of b, whose rows stand in the order of the elimination already; in place. */
export function fastSubstitute(lu: Float64Array, n: number, b: Float64Array, m: number): boolean {
  const kernels = npProgram();
  const columns = 8 * n * n;
  const work = columns + 8 * n * m;
  const start = kernels?.scratch(work + productBytes(n));
  if (kernels === undefined || start === undefined) return false;
  new Float64Array(kernels.buffer, start, n * n).set(lu);
  const found = new Float64Array(kernels.buffer, start + columns, n * m);
  found.set(b);
  kernels.run.substitute(start, n, start + columns, m, start + work);
  b.set(found);
  return true;
}
