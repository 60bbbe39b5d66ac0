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
