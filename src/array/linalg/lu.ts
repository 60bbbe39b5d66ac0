/** @file Elimination on plain row-major matrices: LU with row exchanges, substitution. */

import { fastEliminate, fastSubstitute } from '../kernels/products.ts';

/** Sides from which on the engine's kernels are quicker. */
const WIDE = 32;

/** P A = L U in one store: U above and on the diagonal, L (unit diagonal) below. */
export interface LU {
  readonly lu: Float64Array;
  /** Row of the input that stands in each row. */
  readonly rows: Int32Array;
  /** 1 or -1: the parity of the exchanges. */
  readonly sign: number;
  readonly singular: boolean;
}

/** Gaussian elimination; the pivot is the largest element of its column. */
export function factor(a: Float64Array, n: number): LU {
  const done = n < WIDE ? undefined : fastEliminate(a, n);
  if (done) return { lu: done.lu, rows: done.rows, sign: done.parity || 1, singular: done.parity === 0 };
  const lu = a.slice();
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let singular = false;
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(lu[i * n + k]!) > Math.abs(lu[p * n + k]!)) p = i;
    const pivot = lu[p * n + k]!;
    if (pivot === 0) {
      singular = true;
      continue;
    }
    if (p !== k) {
      sign = -sign;
      [rows[k], rows[p]] = [rows[p]!, rows[k]!];
      for (let j = 0; j < n; j++) [lu[k * n + j], lu[p * n + j]] = [lu[p * n + j]!, lu[k * n + j]!];
    }
    for (let i = k + 1; i < n; i++) {
      const m = lu[i * n + k]! / pivot;
      lu[i * n + k] = m;
      if (m === 0) continue;
      for (let j = k + 1; j < n; j++) lu[i * n + j]! -= m * lu[k * n + j]!;
    }
  }
  return { lu, rows, sign, singular };
}

/** Solves A X = B for a row-major B of `m` columns. */
export function substitute({ lu, rows }: LU, n: number, b: Float64Array, m: number): Float64Array {
  const x = new Float64Array(n * m);
  for (let i = 0; i < n; i++) x.set(b.subarray(rows[i]! * m, rows[i]! * m + m), i * m);
  if (n >= WIDE && m >= 4 && fastSubstitute(lu, n, x, m)) return x;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) subtractRow(x, i, k, lu[i * n + k]!, m);
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) subtractRow(x, i, k, lu[i * n + k]!, m);
    const d = lu[i * n + i]!;
    for (let j = 0; j < m; j++) x[i * m + j] = x[i * m + j]! / d;
  }
  return x;
}

function subtractRow(x: Float64Array, i: number, k: number, factor: number, m: number): void {
  if (factor === 0) return;
  for (let j = 0; j < m; j++) x[i * m + j]! -= factor * x[k * m + j]!;
}
