/**
 * @file Products with a vector and systems of equations through the engine's kernels, which work in their own memory.
 * Functions give false (or undefined) when the kernels do not take a case; the plain loops then run, and are the oracle of this file.
 */
import { npProgram } from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';

type Floats = Float32Array | Float64Array;

/** Rows of elements that lie one after the other. */
export interface Rows {
  readonly data: TypedArray;
  readonly offset: number;
  /** From one row to the next. */
  readonly step: number;
}

function isFloats(x: TypedArray): x is Floats {
  return x instanceof Float64Array || x instanceof Float32Array;
}

function view<T extends Floats>(like: T, buffer: ArrayBuffer, at: number, length: number): T {
  return new (like.constructor as unknown as new (b: ArrayBuffer, o: number, n: number) => T)(buffer, at, length);
}

/** out[i] = row i (of m rows of k) times the vector v (k elements). */
export function fastRowDots(a: Rows, m: number, k: number, v: TypedArray, out: TypedArray): boolean {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(v) || a.data.constructor !== v.constructor) return false;
  const { run, at, chunk, buffer } = kernels;
  const cap = chunk / v.BYTES_PER_ELEMENT;
  const call = v instanceof Float32Array ? run.dots_f32 : run.dots_f64;
  const sums = new Float64Array(m);
  for (let j = 0; j < k; j += cap) {
    const width = Math.min(cap, k - j);
    view(v, buffer, at.b, width).set(v.subarray(j, j + width));
    // The results are doubles, also of floats.
    const group = Math.min(Math.floor(cap / width), chunk / 8);
    const rows = view(v, buffer, at.a, group * width);
    for (let i = 0; i < m; i += group) {
      const count = Math.min(group, m - i);
      const from = a.offset + i * a.step + j;
      if (a.step === width) rows.set(a.data.subarray(from, from + count * width));
      else {
        for (let r = 0; r < count; r++)
          rows.set(a.data.subarray(from + r * a.step, from + r * a.step + width), r * width);
      }
      call(at.a, count, width, at.b, at.out);
      const found = new Float64Array(buffer, at.out, count);
      for (let r = 0; r < count; r++) sums[i + r]! += found[r]!;
    }
  }
  out.set(sums);
  return true;
}

/** out (n elements) = Σ v[i] times row i of k rows of n. */
export function fastCombine(v: TypedArray, b: Rows, k: number, n: number, out: TypedArray): boolean {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(v) || b.data.constructor !== v.constructor) return false;
  const { run, at, chunk, buffer } = kernels;
  const cap = chunk / v.BYTES_PER_ELEMENT;
  const call = v instanceof Float32Array ? run.combine_f32 : run.combine_f64;
  for (let j = 0; j < n; j += cap) {
    const width = Math.min(cap, n - j);
    const total = view(v, buffer, at.out, width).fill(0);
    const group = Math.floor(cap / width);
    const rows = view(v, buffer, at.a, group * width);
    for (let i = 0; i < k; i += group) {
      const count = Math.min(group, k - i);
      const from = b.offset + i * b.step + j;
      if (b.step === width) rows.set(b.data.subarray(from, from + count * width));
      else {
        for (let r = 0; r < count; r++)
          rows.set(b.data.subarray(from + r * b.step, from + r * b.step + width), r * width);
      }
      view(v, buffer, at.b, count).set(v.subarray(i, i + count));
      call(at.out, at.a, count, width, at.b);
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

/** Whether the elements lie in C order, or (turned) in the order of the transposed matrix. */
const isStraight = ({ row, col }: Matrix, cols: number): boolean => col === 1 && row === cols;
const isTurned = ({ row, col }: Matrix, rows: number): boolean => row === 1 && col === rows;

/**
 * out (m, n) = a (m, k) · b (k, n) of floats, where b or the result fits a chunk. Rows of a go through the memory in groups; where
 * k is long, rows of both, whose products are added up. True when an element may be infinite or NaN; undefined when the kernels do
 * not take the case.
 */
export function fastProduct(
  a: Matrix,
  b: Matrix,
  out: TypedArray,
  m: number,
  k: number,
  n: number,
): boolean | undefined {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(out)) return undefined;
  if (a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return undefined;
  const { run, at, chunk, buffer } = kernels;
  const size = out.BYTES_PER_ELEMENT;
  const cap = chunk / size;
  const call = size === 4 ? run.product_f32 : run.product_f64;
  const total = size === 4 ? run.sum_f32 : run.sum_f64;
  const turned = isTurned(a, m);
  if (!turned && !isStraight(a, k)) return undefined;
  const [place, other, found] = [at.a, at.b, at.out].map((where) => view(out, buffer, where, cap)) as [
    Floats,
    Floats,
    Floats,
  ];
  const put = (target: Floats, { data, offset }: Matrix, from: number, count: number): void =>
    target.set(data.subarray(offset + from, offset + from + count));
  if (k * n <= cap && (!turned || m * k <= cap)) {
    if (isStraight(b, n)) put(other, b, 0, k * n);
    else
      for (let p = 0, to = 0; p < k; p++)
        for (let j = 0; j < n; j++) other[to++] = b.data[b.offset + p * b.row + j * b.col]!;
    const group = turned ? m : Math.min(m, Math.floor(cap / Math.max(k, n)));
    if (group === 0 || group * n > cap) return undefined;
    let sum = 0;
    for (let i = 0; i < m; i += group) {
      const rows = Math.min(group, m - i);
      put(place, a, i * k, rows * k);
      call(at.a, turned ? size : k * size, turned ? m * size : size, rows, k, at.b, n, at.out);
      out.set(found.subarray(0, rows * n), i * n);
      sum += total(at.out, rows * n);
    }
    return !Number.isFinite(sum);
  }
  const group = Math.floor(cap / Math.max(m, n));
  if (!turned || !isStraight(b, n) || m * n > cap || group < 64) return undefined;
  const sums = new Float64Array(m * n);
  for (let p = 0; p < k; p += group) {
    const rows = Math.min(group, k - p);
    put(place, a, p * m, rows * m);
    put(other, b, p * n, rows * n);
    call(at.a, size, m * size, m, rows, at.b, n, at.out);
    for (let i = 0; i < sums.length; i++) sums[i]! += found[i]!;
  }
  out.set(sums);
  return sums.some((x) => x - x !== 0);
}

/** LU of an (n, n) matrix with row exchanges, as linalg/lu.ts has it; undefined when the kernels are not there. */
export function fastEliminate(
  a: Float64Array,
  n: number,
): { lu: Float64Array; rows: Int32Array; parity: number } | undefined {
  const kernels = npProgram();
  const start = kernels?.scratch(8 * n * n + 4 * n);
  if (kernels === undefined || start === undefined) return undefined;
  const order = start + 8 * n * n;
  const matrix = new Float64Array(kernels.buffer, start, n * n);
  matrix.set(a);
  const parity = kernels.run.eliminate(start, n, order);
  return { lu: matrix.slice(), rows: new Int32Array(kernels.buffer, order, n).slice(), parity };
}

/** Solves with an LU for the m columns of b, whose rows stand in the order of the elimination already; in place. */
export function fastSubstitute(lu: Float64Array, n: number, b: Float64Array, m: number): boolean {
  const kernels = npProgram();
  const start = kernels?.scratch(8 * n * (n + m));
  if (kernels === undefined || start === undefined) return false;
  const columns = start + 8 * n * n;
  new Float64Array(kernels.buffer, start, n * n).set(lu);
  const found = new Float64Array(kernels.buffer, columns, n * m);
  found.set(b);
  kernels.run.substitute(start, n, columns, m);
  b.set(found);
  return true;
}
