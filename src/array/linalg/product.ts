/**
 * @file Products inside decompositions, of matrices in rows: small ones on np's own kernels, which wake no threads; larger ones on the
 * engine's.
 */
import { matmul } from '../../engine/index.ts';
import { fastProduct, type Matrix } from '../kernels/products.ts';

/** Elements of the largest matrix that goes through the kernels' chunks; their scratch memory may hold a decomposition (columns.ts). */
const SMALL = 16_384;
/** Multiplications below which a loop is quicker. */
const FEW = 256;

/** (m, k) x (k, n) -> (m, n); `out`, when given, receives the result. */
export function product(
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  out: Float64Array = new Float64Array(m * n),
): Float64Array {
  const inRows = (data: Float64Array, cols: number): Matrix => ({ data, offset: 0, row: cols, col: 1 });
  const isSmall = m * k <= SMALL && k * n <= SMALL && m * n <= SMALL && m * k * n >= FEW;
  if (isSmall && fastProduct(inRows(a, k), inRows(b, n), out, 0, m, k, n) !== undefined) return out;
  return matmul(a, b, m, k, n, out);
}
