/** @file The two directions along which data spread most, by subspace iteration: no matrix larger than the data is made. */
import { fromTyped, np, toTyped, type NDArray } from '../../../array/index.ts';

/** Directions that are iterated together: the more, the faster the first two settle. */
const TOGETHER = 12;
const ROUNDS = 300;

export interface Principal {
  /** (n, 2), row by row. */
  readonly points: Float64Array;
  /** The parts of the whole variance that the two hold. */
  readonly explained: readonly [number, number];
}

/**
 * The first two principal components of rows of `d` numbers. As in scikit-learn the largest weight of a direction is positive, so that
 * the picture is not mirrored by chance.
 */
export function principal(rows: Float64Array, n: number, d: number): Principal {
  const centred = withoutMean(rows, n, d);
  const data = fromTyped(centred, [n, d]);
  const total = centred.reduce((sum, v) => sum + v * v, 0);
  if (total === 0) return { points: new Float64Array(2 * n), explained: [0, 0] };
  const k = Math.min(TOGETHER, d, n);
  // The covariance is made once where it is smaller than the data.
  const square = d <= n ? np.dot(data.T, data) : undefined;
  const imageOf = (some: Float64Array): NDArray => {
    const now = fromTyped(some, [d, k]);
    return square ? np.dot(square, now) : np.dot(data.T, np.dot(data, now));
  };
  let basis = orthonormal(toTyped(np.random.defaultRng(0).normal(0, 1, [d, k])) as Float64Array, d, k);
  let before = [0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const image = imageOf(basis);
    // Rayleigh and Ritz: the best directions inside the subspace.
    const small = np.dot(fromTyped(basis, [d, k]).T, image);
    const [values, vectors] = np.linalg.eigh(small.add(small.T).div(2));
    const order = Array.from({ length: k }, (_, i) => k - 1 - i);
    const now = order.slice(0, 2).map((i) => values.item(i));
    basis = orthonormal(Float64Array.from(toTyped(np.dot(image, np.take(vectors, order, 1)))), d, k);
    if (now.every((v, i) => Math.abs(v - before[i]!) <= 1e-13 * total)) break;
    before = now;
  }
  const image = imageOf(basis);
  const variances = [0, 1].map((c) => {
    if (c >= k) return 0;
    let sum = 0;
    const values = toTyped(image) as Float64Array;
    for (let i = 0; i < d; i++) sum += basis[i * k + c]! * values[i * k + c]!;
    return sum;
  });
  const points = new Float64Array(2 * n);
  for (let c = 0; c < Math.min(2, k); c++) {
    const direction = Float64Array.from({ length: d }, (_, i) => basis[i * k + c]!);
    const sign = Math.sign(direction.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0)) || 1;
    const along = toTyped(np.dot(data, fromTyped(direction, [d]))) as Float64Array;
    for (let i = 0; i < n; i++) points[2 * i + c] = sign * along[i]!;
  }
  return { points, explained: [variances[0]! / total, variances[1]! / total] };
}

function withoutMean(rows: Float64Array, n: number, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let i = 0; i < n * d; i++) mean[i % d]! += rows[i]! / n;
  return rows.map((v, i) => v - mean[i % d]!);
}

/** The same subspace with orthonormal columns (modified Gram-Schmidt, twice, which is exact enough). */
function orthonormal(values: Float64Array, d: number, k: number): Float64Array {
  for (let round = 0; round < 2; round++) {
    for (let c = 0; c < k; c++) {
      for (let other = 0; other < c; other++) {
        let dot = 0;
        for (let i = 0; i < d; i++) dot += values[i * k + c]! * values[i * k + other]!;
        for (let i = 0; i < d; i++) values[i * k + c]! -= dot * values[i * k + other]!;
      }
      let norm = 0;
      for (let i = 0; i < d; i++) norm += values[i * k + c]! ** 2;
      norm = Math.sqrt(norm);
      // A direction in which nothing spreads: it stays 0.
      for (let i = 0; i < d; i++) values[i * k + c] = norm > 1e-300 ? values[i * k + c]! / norm : 0;
    }
  }
  return values;
}
