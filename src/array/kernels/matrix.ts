/**
 * @file One matrix product of strided operands. Floats of some size go to the engine's kernels; the rest, and every
 * machine without them, takes the plain blocked loop here, which is also the kernels' oracle.
 */
import { matmulOf, type Laid } from '../../engine/index.ts';
import { dtypes, type DType, type TypedArray } from '../layout/dtype.ts';
import { blockProduct } from './block-products.ts';
import { fastCombine, fastProduct, fastRowDots, type Matrix } from './products.ts';
import { hasOdd } from './reductions.ts';

/** out (m, n) = a (m, k) · b (k, n), written in C order from `start`. True where floats may be infinite or NaN. */
export function multiplyMatrices(
  dtype: DType,
  a: Matrix,
  b: Matrix,
  out: TypedArray,
  start: number,
  m: number,
  k: number,
  n: number,
): boolean {
  if (m === 0 || n === 0) return false;
  if (k === 0) {
    out.fill(0, start, start + m * n);
    return false;
  }
  const isVector = m === 1 || n === 1;
  if (!isVector && m * k * n >= TILES) {
    const found = blockProduct(a, b, out, start, m, k, n) ?? fastProduct(a, b, out, start, m, k, n);
    if (found !== undefined) return found;
  }
  const target = start === 0 && out.length === m * n ? out : out.subarray(start, start + m * n);
  if (isVector && m * k * n >= SMALL && withVector(dtype, a, b, target, m, k, n)) return hasOdd(target);
  if (m * k * n >= ENGINE && target instanceof Float32Array) {
    matmulOf(laid(a, m, k, Float32Array), laid(b, k, n, Float32Array), m, k, n, target);
  } else if (m * k * n >= ENGINE && dtype === 'float64') {
    matmulOf(laid(a, m, k, Float64Array), laid(b, k, n, Float64Array), m, k, n, target as Float64Array);
  } else if (dtype === 'bool') multiplyBool(a, b, out, start, m, k, n);
  else if (dtype === 'int32' || dtype === 'uint32') multiplyInt32(a, b, out, start, m, k, n);
  else multiplyPlain(dtype, a, b, out, start, m, k, n);
  return dtypes[dtype].kind === 'f' && hasOdd(target);
}

/**
 * Four rows of a at a time against packed rows of b, accumulated in doubles: a[i, p] b[p, j] added over p in order.
 * Doubles hold products of small integers exactly and give float32 results at least as exact as float32 sums.
 */
export function multiplyPlain(
  dtype: DType,
  a: Matrix,
  b: Matrix,
  out: TypedArray,
  start: number,
  m: number,
  k: number,
  n: number,
): void {
  const right = pack(b, k, n);
  const left = pack(a, m, k);
  const wide = dtype === 'float64' || dtype === 'int64' ? (out as Float64Array) : new Float64Array(m * n);
  const base = wide === out ? start : 0;
  wide.fill(0, base, base + m * n);
  const step = Math.max(1, Math.floor(16384 / n));
  for (let p0 = 0; p0 < k; p0 += step) {
    const p1 = Math.min(k, p0 + step);
    let i = 0;
    for (; i + 4 <= m; i += 4) fourRows(left, right, wide, base + i * n, i, p0, p1, k, n);
    for (; i < m; i++) oneRow(left, right, wide, base + i * n, i, p0, p1, k, n);
  }
  if (wide !== out)
    for (let i = 0; i < m * n; i++) out[start + i] = dtypes[dtype].kind === 'f' ? wide[i]! : wide[i]! % 2 ** 32;
}

/** Multiplications from which on a kernel is quicker than a loop. */
const SMALL = 1024;

/** Products in which one side is a vector; false when the kernels do not take the case. */
function withVector(dtype: DType, a: Matrix, b: Matrix, out: TypedArray, m: number, k: number, n: number): boolean {
  if (dtypes[dtype].kind !== 'f') return false;
  if (n === 1) {
    const v = line(b, b.row, k);
    if (a.col === 1) return fastRowDots({ ...a, step: a.row }, m, k, v, out);
    return a.row === 1 && fastCombine(v, { ...a, step: a.col }, k, m, out);
  }
  const v = line(a, a.col, k);
  if (b.col === 1) return fastCombine(v, { ...b, step: b.row }, k, n, out);
  return b.row === 1 && fastRowDots({ ...b, step: b.col }, n, k, v, out);
}

/** n elements `step` apart, one after the other. */
function line({ data, offset }: Matrix, step: number, n: number): TypedArray {
  if (step === 1) return data.subarray(offset, offset + n);
  const out = data.slice(0, n);
  for (let i = 0, p = offset; i < n; i++, p += step) out[i] = data[p]!;
  return out;
}

/** Multiplications from which on the tiles of `np`'s own kernels are quicker than a loop. */
const TILES = 256;

/** Multiplications from which on copying to the engine pays. */
const ENGINE = 32 * 1024;

/** The matrix as the engine takes it: rows one after the other, or columns; a copy where it lies otherwise. */
function laid<T extends Float32Array | Float64Array>(
  matrix: Matrix,
  rows: number,
  cols: number,
  make: new (size: number) => T,
): Laid<T> {
  const { data, offset, row, col } = matrix;
  const isTurned = row === 1 && col === rows;
  if (data instanceof make && isTurned && !(col === 1 && row === cols)) {
    return { data: data.subarray(offset, offset + rows * cols) as T, isTurned };
  }
  return { data: packed(matrix, rows, cols, make), isTurned: false };
}

function pack(matrix: Matrix, rows: number, cols: number): Float64Array {
  return packed(matrix, rows, cols, Float64Array);
}

/** The matrix in C order; no copy when it is stored so. */
function packed<T extends Float32Array | Float64Array>(
  { data, offset, row, col }: Matrix,
  rows: number,
  cols: number,
  make: new (size: number) => T,
): T {
  if (data instanceof make && col === 1 && row === cols) return data.subarray(offset, offset + rows * cols) as T;
  const out = new make(rows * cols);
  for (let i = 0, to = 0; i < rows; i++) {
    for (let j = 0, p = offset + i * row; j < cols; j++, p += col) out[to++] = data[p]!;
  }
  return out;
}

function fourRows(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  o: number,
  i: number,
  p0: number,
  p1: number,
  k: number,
  n: number,
): void {
  for (let p = p0; p < p1; p++) {
    const [x0, x1, x2, x3] = [a[i * k + p]!, a[(i + 1) * k + p]!, a[(i + 2) * k + p]!, a[(i + 3) * k + p]!];
    const row = p * n;
    for (let j = 0; j < n; j++) {
      const y = b[row + j]!;
      out[o + j]! += x0 * y;
      out[o + n + j]! += x1 * y;
      out[o + 2 * n + j]! += x2 * y;
      out[o + 3 * n + j]! += x3 * y;
    }
  }
}

function oneRow(
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  o: number,
  i: number,
  p0: number,
  p1: number,
  k: number,
  n: number,
): void {
  for (let p = p0; p < p1; p++) {
    const x = a[i * k + p]!;
    const row = p * n;
    for (let j = 0; j < n; j++) out[o + j]! += x * b[row + j]!;
  }
}

function multiplyBool(a: Matrix, b: Matrix, out: TypedArray, start: number, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let any = 0;
      for (let p = 0; p < k && any === 0; p++) {
        any = a.data[a.offset + i * a.row + p * a.col]! & b.data[b.offset + p * b.row + j * b.col]!;
      }
      out[start + i * n + j] = any;
    }
  }
}

/** Wrapping 32-bit products, as C gives them. */
function multiplyInt32(a: Matrix, b: Matrix, out: TypedArray, start: number, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let total = 0;
      for (let p = 0; p < k; p++) {
        total =
          (total + Math.imul(a.data[a.offset + i * a.row + p * a.col]!, b.data[b.offset + p * b.row + j * b.col]!)) | 0;
      }
      out[start + i * n + j] = total;
    }
  }
}
