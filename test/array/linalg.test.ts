/**
 * @file Decompositions of matrices large enough for their blocked ways, and of the kinds that break such algorithms: repeated
 * and clustered values, graded sizes, ranks that are not full, very large and very small numbers.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { NDArray, np } from '../../src/array/index.ts';
import { useElementKernels } from '../../src/engine/elements.ts';

const rng = np.random.defaultRng(11);

/** The largest |element|. */
const most = (a: NDArray): number => (a.size === 0 ? 0 : np.abs(a).max());

/** How far the rows are from orthonormal, in units of the side. */
function skew(rows: NDArray): number {
  return most(rows.matmul(rows.T).sub(np.eye(rows.shape[0]!))) / Math.max(1, rows.shape[0]!);
}

/** A symmetric matrix with these eigenvalues. */
function withValues(values: readonly number[]): NDArray {
  const { q } = np.linalg.qr(rng.standardNormal([values.length, values.length]));
  const a = q.mul(np.array(values, 'float64')).matmul(q.T);
  return a.add(a.T).div(2);
}

const range = (n: number, f: (i: number) => number): number[] => Array.from({ length: n }, (_, i) => f(i));

/** Symmetric matrices of side n. */
const symmetric: Record<string, (n: number) => NDArray> = {
  random: (n) => {
    const a = rng.standardNormal([n, n]);
    return a.add(a.T);
  },
  identity: (n) => np.eye(n),
  zeros: (n) => np.zeros([n, n]),
  ones: (n) => np.ones([n, n]),
  'three values': (n) => withValues(range(n, (i) => i % 3)),
  graded: (n) => withValues(range(n, (i) => 10 ** (-i / 4))),
  'rank 2': (n) => withValues(range(n, (i) => (i < 2 ? 1 : 0))),
  'two clusters': (n) => withValues(range(n, (i) => (i % 2 ? 1 : -1) + i * 1e-13)),
  large: (n) => symmetric['random']!(n).mul(1e300),
  small: (n) => symmetric['random']!(n).mul(1e-300),
  blocks: (n) => np.kron(np.eye(n / 5), np.ones([5, 5])),
  // Wilkinson's: pairs of values that agree in most digits.
  pairs: (n) =>
    np.diag(np.abs(np.arange(n).sub((n - 1) / 2))).add(np.eye(n, n, 1)).add(np.eye(n, n, -1)), // prettier-ignore
};

afterEach(() => useElementKernels(true));

describe.each([true, false])('eigh, kernels %s', (kernels) => {
  it.each(Object.keys(symmetric))('%s', (name) => {
    useElementKernels(kernels);
    for (const n of [35, 100]) {
      const a = symmetric[name]!(n);
      const { eigenvalues, eigenvectors } = np.linalg.eigh(a);
      const unit = Math.max(1e-320, most(eigenvalues));
      expect(
        most(
          a
            .div(unit)
            .matmul(eigenvectors)
            .sub(eigenvectors.mul(eigenvalues.div(unit))),
        ),
      ).toBeLessThan(1e-13);
      expect(skew(eigenvectors.T)).toBeLessThan(1e-15);
      expect(np.diff(eigenvalues).ge(0).all()).toBe(true);
      expect(most(np.linalg.eigvalsh(a).sub(eigenvalues)) / unit).toBeLessThan(1e-13);
    }
  });
});

describe('eigh', () => {
  it('gives 2 - 2 cos(kπ / (n + 1)) for -1, 2, -1', () => {
    const n = 120;
    const a = np
      .eye(n)
      .mul(2)
      .sub(np.eye(n, n, 1))
      .sub(np.eye(n, n, -1));
    const want = range(n, (k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    expect(most(np.linalg.eigh(a).eigenvalues.sub(want))).toBeLessThan(1e-14);
    expect(most(np.linalg.eigvalsh(a).sub(want))).toBeLessThan(1e-14);
  });
});
