/**
 * @file Householder's reflections H = I - τ v vᵀ: how one is made (LAPACK's signs), and many at once as matrix products:
 * H₀ H₁ … = I - Vᵀ T V with the vectors as the rows of V and a small triangle T (Schreiber and Van Loan 1989).
 */
import { fastTurnBack } from '../kernels/reflections.ts';
import { product } from './product.ts';
import type { Columns } from './columns.ts';
import { transposed, workspace } from './row-major.ts';

/** How many reflections are joined. */
const JOINED = 48;

/** The reflection that leaves of a vector only its first element, `beta`; its vector is (1, rest / divisor). */
export interface Reflection {
  readonly beta: number;
  /** τ; 0 when there is nothing to do. */
  readonly factor: number;
  readonly divisor: number;
}

/** The reflection of x[from … to - 1]. Numbers so small that they have few digits are enlarged first, in place. */
export function reflectionOf(x: Float64Array, from: number, to: number): Reflection {
  const alpha = x[from]!;
  const rest = length(x, from + 1, to);
  if (rest === 0) return { beta: alpha, factor: 0, divisor: 1 };
  const beta = -Math.sign(alpha || 1) * Math.hypot(alpha, rest);
  if (Math.abs(beta) < 2 ** -960) {
    for (let i = from; i < to; i++) x[i]! *= 2 ** 500;
    const large = reflectionOf(x, from, to);
    return { ...large, beta: large.beta * 2 ** -500 };
  }
  return { beta, factor: (beta - alpha) / beta, divisor: alpha - beta };
}

/** The Euclidean length of a run, without overflow. */
function length(x: Float64Array, from: number, to: number): number {
  let s = 0;
  for (let i = from; i < to; i++) s += x[i]! * x[i]!;
  if (s > 1e-280 && s < 1e280) return Math.sqrt(s);
  let most = 0;
  for (let i = from; i < to; i++) most = Math.max(most, Math.abs(x[i]!));
  if (most === 0 || !Number.isFinite(most)) return most;
  s = 0;
  for (let i = from; i < to; i++) s += (x[i]! / most) ** 2;
  return most * Math.sqrt(s);
}

/** √(x² + y²) without over- or underflow; Math.hypot takes ten times as long. */
export function hypotenuse(x: number, y: number): number {
  const squares = x * x + y * y;
  if (squares > 1e-280 && squares < 1e280) return Math.sqrt(squares);
  const most = Math.max(Math.abs(x), Math.abs(y));
  if (most === 0 || !(most < Infinity)) return most;
  return most * Math.sqrt((x / most) ** 2 + (y / most) ** 2);
}

/** Reflections joined: `count` vectors of n elements, the rows of v, and the (count, count) upper triangle. */
export interface Joined {
  readonly v: Float64Array;
  readonly vt: Float64Array;
  readonly triangle: Float64Array;
  readonly count: number;
  readonly n: number;
}

/** Joins reflections in the order of the product H₀ H₁ …. */
export function join(v: Float64Array, factors: Float64Array, count: number, n: number): Joined {
  const vt = transposed(v, count, n);
  const dots = product(v, vt, count, n, count);
  const t = new Float64Array(count * count);
  for (let j = 0; j < count; j++) {
    t[j * count + j] = factors[j]!;
    for (let i = 0; i < j; i++) {
      let s = 0;
      for (let k = i; k < j; k++) s += t[i * count + k]! * dots[k * count + j]!;
      t[i * count + j] = -factors[j]! * s;
    }
  }
  return { v, vt, triangle: t, count, n };
}

/**
 * Multiplies the rows of a matrix from the right: row · (I - Vᵀ T V), or with `back` row · (I - Vᵀ Tᵀ V), in place. Row i
 * stands at `at + i * line`, n elements long.
 */
export function applyToRows(
  { v, vt, triangle, count, n }: Joined,
  x: Float64Array,
  at: number,
  line: number,
  rows: number,
  back: boolean,
): void {
  if (rows === 0) return;
  // What is packed has served when the change is computed, which takes its place.
  const copies = workspace('rows', rows * n);
  for (let i = 0; i < rows; i++) copies.set(x.subarray(at + i * line, at + i * line + n), i * n);
  const shares = product(copies, vt, rows, n, count);
  const weights = product(shares, back ? transposed(triangle, count, count) : triangle, rows, count, count);
  const change = product(weights, v, rows, count, n, copies);
  for (let i = 0, k = 0; i < rows; i++) {
    for (let p = at + i * line, end = p + n; p < end; p++, k++) x[p]! -= change[k]!;
  }
}

/**
 * Multiplies the rows of z (`rows` of `length` elements) from the right by (H₀ H₁ …)ᵀ, in place. Row k of `vectors` belongs to Hₖ
 * and is 0 before its place k + shift.
 */
export function transformRows(
  vectors: Float64Array,
  factors: Float64Array,
  count: number,
  length: number,
  shift: 0 | 1,
  z: Float64Array,
  rows: number,
): void {
  if (fastTurnBack(vectors, factors, count, length, shift, z, rows)) return;
  for (let from = Math.floor((count - 1) / JOINED) * JOINED; from >= 0; from -= JOINED) {
    const some = Math.min(JOINED, count - from);
    const size = length - from - shift;
    const v = new Float64Array(some * size);
    for (let j = 0; j < some; j++) {
      v.set(vectors.subarray((from + j) * length + from + shift, (from + j + 1) * length), j * size);
    }
    applyToRows(join(v, factors.subarray(from, from + some), some, size), z, from + shift, length, rows, true);
  }
}

/** Where a panel's vectors start in the store: v and x of length m, y and u of length n. */
interface Panel {
  readonly space: Columns;
  readonly m: number;
  readonly n: number;
  readonly v: number;
  readonly x: number;
  readonly y: number;
  readonly u: number;
}

/** The rest of an m x n matrix, given by its columns, behind the panel, less v yᵀ + x uᵀ, to the front of the store without gaps. */
export function lessPanel({ space, m, n, v, x, y, u }: Panel, width: number): void {
  const { data } = space;
  const [rows, cols] = [m - width, n - width];
  const left = workspace('left', cols * 2 * width);
  const right = workspace('right', 2 * width * rows);
  for (let p = 0; p < width; p++) {
    right.set(data.subarray(v + p * m + width, v + p * m + m), p * rows);
    right.set(data.subarray(x + p * m + width, x + p * m + m), (width + p) * rows);
    for (let j = 0; j < cols; j++) {
      left[j * 2 * width + p] = data[y + p * n + width + j]!;
      left[j * 2 * width + width + p] = data[u + p * n + width + j]!;
    }
  }
  const change = product(left, right, cols, 2 * width, rows, workspace('product', cols * rows));
  for (let j = 0, to = 0; j < cols; j++) {
    // (Written places lie before the places still to be read.)
    for (let p = (j + width) * m + width, end = p + rows; p < end; p++, to++) data[to] = data[p]! - change[to]!;
  }
}
