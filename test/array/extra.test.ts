/** @file Decompositions put back together, and what sorting, statistics, linalg, einsum and np.random refuse. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';

function message(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  return 'nothing was thrown';
}

const rng = np.random.defaultRng(8);

describe('decompositions give the matrix back', () => {
  const shapes: [number, number][] = [
    [1, 1],
    [3, 3],
    [7, 4],
    [4, 7],
    [30, 30],
    [60, 25],
    [5, 1],
    [1, 6],
  ];
  it.each(shapes)('svd and qr of %i x %i', (m, n) => {
    const a = rng.standardNormal([m, n]);
    for (const fullMatrices of [false, true]) {
      const { u, s, vh } = np.linalg.svd(a, { fullMatrices });
      const k = Math.min(m, n);
      const back = u
        .at(':', `:${k}`)
        .mul(s)
        .matmul(vh.at(`:${k}`));
      expect(np.allclose(back, a, { rtol: 0, atol: 1e-12 })).toBe(true);
      expect(orthonormal(u.T)).toBe(true);
      expect(orthonormal(vh)).toBe(true);
    }
    for (const mode of ['reduced', 'complete'] as const) {
      const { q, r } = np.linalg.qr(a, { mode });
      expect(np.allclose(q.matmul(r), a, { rtol: 0, atol: 1e-12 })).toBe(true);
      expect(orthonormal(q.T)).toBe(true);
    }
  });

  it('svd of matrices without full rank, and of zeros', () => {
    for (const a of [np.zeros([4, 3]), np.ones([3, 5]), np.arange(24).reshape(6, 4).astype('float64')]) {
      const { u, s, vh } = np.linalg.svd(a);
      const k = Math.min(...a.shape);
      expect(
        np.allclose(
          u
            .at(':', `:${k}`)
            .mul(s)
            .matmul(vh.at(`:${k}`)),
          a,
          { atol: 1e-12 },
        ),
      ).toBe(true);
      expect(orthonormal(u)).toBe(true);
      expect(orthonormal(vh)).toBe(true);
    }
  });

  it.each([1, 2, 5, 40])('eigh of %i x %i', (n) => {
    const b = rng.standardNormal([n, n]);
    const a = b.add(b.T);
    const { eigenvalues, eigenvectors } = np.linalg.eigh(a);
    expect(np.allclose(a.matmul(eigenvectors), eigenvectors.mul(eigenvalues), { rtol: 0, atol: 1e-11 })).toBe(true);
    expect(orthonormal(eigenvectors)).toBe(true);
    expect(np.allclose(np.sort(eigenvalues), eigenvalues)).toBe(true);
  });

  it('names and places of the parts agree', () => {
    const [q, r] = np.linalg.qr(np.eye(2));
    expect(q.matmul(r).toList()).toEqual([
      [1, 0],
      [0, 1],
    ]);
    const [hist, edges] = np.histogram([1, 2, 2, 5], 2);
    expect([hist.toList(), edges.toList()]).toEqual([
      [3, 1],
      [1, 3, 5],
    ]);
  });
});

/** Whether the rows have length 1 and stand at right angles. */
function orthonormal(rows: ReturnType<typeof np.zeros>): boolean {
  return np.allclose(rows.matmul(rows.T), np.eye(rows.shape[0]!), { rtol: 0, atol: 1e-12 });
}

describe('what is refused', () => {
  it('linalg', () => {
    expect(
      message(() =>
        np.linalg.inv([
          [1, 2],
          [2, 4],
        ]),
      ),
    ).toMatchInlineSnapshot(
      `"LinAlgError: np.linalg.inv: a singular matrix has no inverse. Received a 2 x 2 matrix with determinant 0. A row or column is a combination of the others. np.linalg.lstsq or np.linalg.pinv give the nearest answer."`,
    );
    expect(message(() => np.linalg.inv(np.zeros([2, 3])))).toMatchInlineSnapshot(
      `"ShapeError: np.linalg.inv: a square matrix is needed. Received shape (2, 3)."`,
    );
    expect(message(() => np.linalg.cond(np.ones([2, 3, 3])))).toMatchInlineSnapshot(
      `"ShapeError: np.linalg.cond: one matrix is needed. Received shape (2, 3, 3)."`,
    );
    expect(message(() => np.linalg.solve(np.eye(2), [1, 2, 3]))).toMatchInlineSnapshot(
      `"ShapeError: np.linalg.solve: b must have as many rows as a. Received a (2, 2), b (3,)."`,
    );
    expect(
      message(() =>
        np.linalg.cholesky([
          [1, 2],
          [2, 1],
        ]),
      ),
    ).toMatchInlineSnapshot(
      `"LinAlgError: np.linalg.cholesky: the matrix must be positive definite. Received a 2 x 2 matrix that is not."`,
    );
    expect(
      message(() =>
        np.linalg.eig([
          [0, 1],
          [-1, 0],
        ]),
      ),
    ).toMatchInlineSnapshot(
      `"LinAlgError: np.linalg.eig: only symmetric matrices are supported, because others can have complex eigenvalues. Received -1 at (1, 0) and 1 at (0, 1)."`,
    );
    expect(
      message(() =>
        np.linalg.svd([
          [NaN, 1],
          [0, 1],
        ]),
      ),
    ).toMatchInlineSnapshot(
      `"LinAlgError: np.linalg.svd: the iteration did not settle. Received a matrix with NaN or infinite elements. Look for NaN first: np.isnan(a).any()."`,
    );
    expect(message(() => np.linalg.norm(np.zeros([2, 2]), 3))).toMatchInlineSnapshot(
      `"ValueError: np.linalg.norm: the order of a norm of matrices is 'fro', 'nuc', 1, -1, 2, -2, Infinity or -Infinity. Received 3."`,
    );
  });

  it('sorting and counting', () => {
    expect(message(() => np.sort([1, 2], 1))).toMatchInlineSnapshot(
      `"AxisError: np.sort: axis 1 is out of bounds for an array with 1 axis. Received axis 1, shape (2,). Axes go from -1 to 0."`,
    );
    expect(message(() => np.sort(5))).toMatchInlineSnapshot(
      `"AxisError: np.sort: axis -1 is out of bounds for an array with 0 axes. Received axis -1, shape ()."`,
    );
    expect(np.argsort(5).toList()).toEqual([0]);
    expect(message(() => np.partition([1, 2], 2))).toMatchInlineSnapshot(
      `"ValueError: np.partition: kth must be between -2 and 1. Received kth 2."`,
    );
    expect(message(() => np.searchsorted([[1]], 1))).toMatchInlineSnapshot(
      `"ShapeError: np.searchsorted: an array with one axis is needed. Received shape (1, 1)."`,
    );
    expect(message(() => np.bincount([1.5]))).toMatchInlineSnapshot(
      `"DTypeError: np.bincount: only whole numbers can be counted. Received an array of float64. Convert first: x.astype('int64')."`,
    );
    expect(message(() => np.bincount([-1]))).toMatchInlineSnapshot(
      `"ValueError: np.bincount: the numbers must be 0 or more. Received -1."`,
    );
    expect(message(() => np.histogram([1, NaN]))).toMatchInlineSnapshot(
      `"ValueError: np.histogram: the data must be finite, or a range given. Received lowest NaN, highest NaN."`,
    );
    expect(message(() => np.histogram([1], 0))).toMatchInlineSnapshot(
      `"ValueError: np.histogram: bins must be 1 or more, edges, or a rule. Received 0."`,
    );
    expect(message(() => np.digitize([1], [1, 3, 2]))).toMatchInlineSnapshot(
      `"ValueError: np.digitize: bins must only rise or only fall. Received 3 followed by 2."`,
    );
    expect(message(() => np.nonzero(3))).toMatchInlineSnapshot(
      `"ValueError: np.nonzero: an array without axes has no indices. Received shape (). Use np.atleast1d(x) or x !== 0."`,
    );
  });

  it('statistics and calculus', () => {
    expect(message(() => np.percentile([1, 2], 101))).toMatchInlineSnapshot(
      `"ValueError: np.percentile: q must be between 0 and 100. Received 101."`,
    );
    expect(message(() => np.percentile([], 50))).toMatchInlineSnapshot(
      `"ValueError: np.percentile: no elements have no quantiles. Received shape (0,)."`,
    );
    expect(message(() => np.quantile([1, 2], 0.5, { method: 'median' as 'linear' }))).toMatchInlineSnapshot(
      `"ValueError: np.quantile: method must be 'linear', 'lower', 'higher', 'midpoint', 'nearest', 'inverted_cdf', 'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf', 'hazen', 'weibull', 'median_unbiased' or 'normal_unbiased'. Received 'median'. Did you mean 'median_unbiased'?"`,
    );
    expect(message(() => np.average([1, 2], { weights: [1, -1] }))).toMatchInlineSnapshot(
      `"ValueError: np.average: weights must not sum to zero. Received sum 0."`,
    );
    expect(message(() => np.nanargmax([NaN]))).toMatchInlineSnapshot(
      `"ValueError: np.nanargmax: a lane holds nothing but NaN. Received shape (1,)."`,
    );
    expect(message(() => np.einsum('ij,jk->ik', np.zeros([2, 3]), np.zeros([2, 3])))).toMatchInlineSnapshot(
      `"ShapeError: np.einsum: axes with the same letter must be equally long, or 1. Received 'j' for lengths 3 and 2."`,
    );
    expect(message(() => np.einsum('ij', np.zeros(3)))).toMatchInlineSnapshot(
      `"ShapeError: np.einsum: there must be one letter for each axis. Received 'ij' for shape (3,)."`,
    );
    expect(message(() => np.einsum('ij->ik', np.zeros([2, 2])))).toMatchInlineSnapshot(
      `"ValueError: np.einsum: the result names 'k', which no array has. Received '->ik'."`,
    );
    expect(message(() => np.tensordot(np.zeros([2, 3]), np.zeros([2, 3]), 1))).toMatchInlineSnapshot(
      `"ShapeError: np.tensordot: the axes that are summed over must be as long as their partners. Received (2, 3) over (1,) and (2, 3) over (0,)."`,
    );
    expect(message(() => np.slidingWindowView(np.zeros([3, 3]), [4, 1]))).toMatchInlineSnapshot(
      `"ShapeError: np.slidingWindowView: the window must not be larger than the array. Received window (4, 1), array (3, 3)."`,
    );
    expect(message(() => np.gradient([1]))).toMatchInlineSnapshot(
      `"ShapeError: np.gradient: at least 2 elements are needed along each axis. Received shape (1,)."`,
    );
    expect(message(() => np.convolve([], [1]))).toMatchInlineSnapshot(
      `"ShapeError: np.convolve: two lines that are not empty are needed. Received shape (0,)."`,
    );
  });

  it('random', () => {
    expect(message(() => np.random.seed(-1))).toMatchInlineSnapshot(
      `"ValueError: np.random.seed: a seed must be a whole number between 0 and 2**32 - 1, or a list of such numbers. Received -1."`,
    );
    expect(message(() => np.random.defaultRng(1.5))).toMatchInlineSnapshot(
      `"ValueError: np.random: a seed must be a whole number, 0 or more. Received 1.5."`,
    );
    expect(message(() => np.random.randint(5, 5))).toMatchInlineSnapshot(
      `"ValueError: np.random.randint: low must be below high. Received low 5, high 5."`,
    );
    expect(message(() => rng.integers(0, 300, { size: 2, dtype: 'uint8' }))).toMatchInlineSnapshot(
      `"ValueError: rng.integers: low and high must be whole numbers within uint8. Received low 0, high 300."`,
    );
    expect(message(() => rng.integers(0, 3, { size: 2, dtype: 'float32' }))).toMatchInlineSnapshot(
      `"ValueError: rng.integers: dtype must be an integer type or bool. Received 'float32'."`,
    );
    expect(message(() => rng.choice(3, 4, { replace: false }))).toMatchInlineSnapshot(
      `"ValueError: rng.choice: without replacement the size cannot exceed the number of elements. Received size 4 of 3 elements. Set replace: true to allow repeats."`,
    );
    expect(message(() => rng.choice(3, 1, { p: [0.5, 0.2, 0.2] }))).toMatchInlineSnapshot(
      `"ValueError: rng.choice: probabilities must sum to 1. Received sum 0.8999999999999999."`,
    );
    expect(message(() => rng.normal(0, -1))).toMatchInlineSnapshot(
      `"ValueError: rng.normal: scale must be 0 or more. Received scale -1."`,
    );
    expect(message(() => rng.binomial(3, 1.5))).toMatchInlineSnapshot(
      `"ValueError: rng.binomial: p must be between 0 and 1. Received p 1.5."`,
    );
    expect(message(() => rng.shuffle(np.broadcastTo(1, [3])))).toMatchInlineSnapshot(
      `"ValueError: rng.shuffle: an array made by broadcasting is read-only. Received shape (3,). Shuffle a copy: x.copy()."`,
    );
    expect(message(() => rng.random([2, -1]))).toMatchInlineSnapshot(
      `"ShapeError: rng.random: sides must be whole numbers, 0 or more. Received (2, -1)."`,
    );
  });
});

it('running sums begin with the first element, also where that is -0', () => {
  for (const n of [3, 300]) {
    const a = np.zeros([n]).mul(-1);
    expect([
      a.cumsum().item(0),
      a
        .astype('float32')
        .cumsum()
        .item(n - 1),
      a.reshape(n, 1).cumsum(0).item(0, 0),
    ]).toEqual([-0, -0, -0]);
    expect(a.astype('int64').cumsum().item(0)).toBe(0);
  }
});
