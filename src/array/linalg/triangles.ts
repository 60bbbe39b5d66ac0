/** @file Cholesky's lower triangle by halves, so that most of the work is matrix products. */
import { product } from './product.ts';
import { transposed } from './row-major.ts';

/** Sides up to which plain loops are quicker. */
const SMALL = 32;

/** A square or rectangle in a row-major store: element (i, j) is data[at + i * line + j]. */
interface Place {
  readonly data: Float64Array;
  readonly at: number;
  readonly line: number;
}

function part({ data, at, line }: Place, i: number, j: number): Place {
  return { data, at: at + i * line + j, line };
}

function packed({ data, at, line }: Place, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) out.set(data.subarray(at + i * line, at + i * line + cols), i * cols);
  return out;
}

/** target -= a b, for a (m, k) and b (k, n). */
function subtract(target: Place, a: Float64Array, b: Float64Array, m: number, k: number, n: number): void {
  const change = product(a, b, m, k, n);
  const { data } = target;
  for (let i = 0, from = 0; i < m; i++) {
    for (let p = target.at + i * target.line, end = p + n; p < end; p++, from++) data[p]! -= change[from]!;
  }
}

/** The lower triangle L of A = L Lᵀ, or undefined when A is not positive definite. Reads the lower half only. */
export function cholesky(a: Float64Array, n: number): Float64Array | undefined {
  const l = a.slice();
  if (!factorPart({ data: l, at: 0, line: n }, n)) return undefined;
  for (let i = 0; i < n; i++) l.fill(0, i * n + i + 1, i * n + n);
  return l;
}

function factorPart(a: Place, n: number): boolean {
  if (n <= SMALL) return factorSmall(a, n);
  const half = n >> 1;
  const rest = n - half;
  if (!factorPart(a, half)) return false;
  const below = part(a, half, 0);
  solvePart(a, below, half, rest);
  const left = packed(below, rest, half);
  const corner = part(a, half, half);
  subtract(corner, left, transposed(left, rest, half), rest, half, rest);
  return factorPart(corner, rest);
}

function factorSmall({ data, at, line }: Place, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let s = data[at + i * line + j]!;
      for (let k = 0; k < j; k++) s -= data[at + i * line + k]! * data[at + j * line + k]!;
      if (i !== j) data[at + i * line + j] = s / data[at + j * line + j]!;
      else if (s > 0) data[at + i * line + i] = Math.sqrt(s);
      else return false;
    }
  }
  return true;
}

/** B, which has `rows` rows, becomes the X with X Lᵀ = B for the lower triangle l (n, n). */
function solvePart(l: Place, b: Place, n: number, rows: number): void {
  if (n <= SMALL) {
    solveSmall(l, b, n, rows);
    return;
  }
  const half = n >> 1;
  solvePart(l, b, half, rows);
  const right = transposed(packed(part(l, half, 0), n - half, half), n - half, half);
  subtract(part(b, 0, half), packed(b, rows, half), right, rows, half, n - half);
  solvePart(part(l, half, half), part(b, 0, half), n - half, rows);
}

function solveSmall(l: Place, b: Place, n: number, rows: number): void {
  for (let i = 0; i < rows; i++) {
    const row = b.at + i * b.line;
    for (let j = 0; j < n; j++) {
      let s = b.data[row + j]!;
      for (let k = 0; k < j; k++) s -= b.data[row + k]! * l.data[l.at + j * l.line + k]!;
      b.data[row + j] = s / l.data[l.at + j * l.line + j]!;
    }
  }
}
