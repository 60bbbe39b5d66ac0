/**
 * @file Eigenvalues and vectors of symmetric matrices: reduced to three diagonals, which are then solved by divide and conquer
 * (vectors) or by the QL method (values alone).
 */
import { byHalves, type Pairs } from './divide-and-conquer.ts';
import { qlIteration } from './ql.ts';
import { scaled, scaleOf } from './row-major.ts';
import { transformBack, tridiagonal } from './tridiagonal.ts';

/** n values rising, and the vectors as the rows of a row-major (n, n) matrix. */
export type Eigen = Pairs;

/** Decomposes a symmetric row-major matrix; undefined when the iteration does not settle (NaN, infinities). */
export function symmetricEigen(a: Float64Array, n: number): Eigen | undefined {
  const unit = scaleOf(a);
  if (unit === undefined) return undefined;
  const parts = tridiagonal(scaled(a, 1 / unit), n);
  const pairs = byHalves(parts.d, parts.e);
  if (!pairs) return undefined;
  transformBack(parts, pairs.vectors, n);
  return { values: scaled(pairs.values, unit), vectors: pairs.vectors };
}

/** The eigenvalues alone, rising. */
export function symmetricValues(a: Float64Array, n: number): Float64Array | undefined {
  const unit = scaleOf(a);
  if (unit === undefined) return undefined;
  const { d, e } = tridiagonal(scaled(a, 1 / unit), n);
  // The iteration finds the first values first, and is quicker when these are the small ones.
  if (n > 1 && Math.abs(d[0]!) > Math.abs(d[n - 1]!)) {
    d.reverse();
    e.subarray(0, n - 1).reverse();
  }
  return qlIteration(d, e) ? scaled(d.sort(), unit) : undefined;
}
