/**
 * @file The singular value decomposition of plain matrices: to two diagonals by reflections, those by halves, and the reflections
 * back. Matrices much taller than wide are made square by QR first.
 */
import { product } from './product.ts';
import { bidiagonal } from './bidiagonal.ts';
import { bidiagonalByHalves } from './divide-and-conquer-svd.ts';
import { golubReinsch } from './golub-reinsch.ts';
import { orthogonalTriangular } from './qr.ts';
import { transformRows } from './reflections.ts';
import { scaled, scaleOf, transposed } from './row-major.ts';

export interface SVD {
  /** Columns of U one after the other (n runs of m). */
  readonly u: Float64Array;
  /** Descending. */
  readonly s: Float64Array;
  /** Columns of V one after the other (n runs of n). */
  readonly v: Float64Array;
}

/** How many times taller than wide a matrix is made square first. */
const TALL = 1.6;

/** Decomposes an m x n matrix, m >= n, given by its columns; undefined without convergence. */
export function singularVectors(a: Float64Array, m: number, n: number): SVD | undefined {
  if (m > TALL * n && n > 1) {
    const { q, r } = orthogonalTriangular(transposed(a, n, m), m, n, n, true);
    const inner = singularVectors(transposed(r, n, n), n, n);
    return inner && { ...inner, u: product(inner.u, transposed(q, m, n), n, n, m) };
  }
  const unit = scaleOf(a);
  if (unit === undefined) return undefined;
  const parts = bidiagonal(scaled(a, 1 / unit), m, n);
  const found = bidiagonalByHalves(parts.d, parts.e);
  if (!found) return undefined;
  const [u, v] = [new Float64Array(n * m), new Float64Array(n * n)];
  for (let i = 0; i < n; i++) {
    const from = (n - 1 - i) * n;
    u.set(found.u.subarray(from, from + n), i * m);
    v.set(found.v.subarray(from, from + n), i * n);
  }
  transformRows(parts.left, parts.leftFactors, n, m, 0, u, n);
  transformRows(parts.right, parts.rightFactors, n - 1, n, 1, v, n);
  return { u, s: scaled(found.values.reverse(), unit), v };
}

/** The singular values alone, descending. */
export function singularValues(a: Float64Array, m: number, n: number): Float64Array | undefined {
  if (m > TALL * n && n > 1) {
    const { r } = orthogonalTriangular(transposed(a, n, m), m, n, n, false);
    return singularValues(transposed(r, n, n), n, n);
  }
  const unit = scaleOf(a);
  if (unit === undefined) return undefined;
  const { d, e } = bidiagonal(scaled(a, 1 / unit), m, n);
  return golubReinsch(d, e) ? scaled(d.sort().reverse(), unit) : undefined;
}
