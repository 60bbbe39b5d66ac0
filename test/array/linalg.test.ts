/**
 * @file Decompositions of matrices large enough for their blocked ways, and of the kinds that break such algorithms: repeated
 * and clustered values, graded sizes, ranks that are not full, very large and very small numbers.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { NDArray, np } from '../../src/array/index.ts';
import { useNpProgram } from '../../src/engine/index.ts';

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
  'agree in all digits': (n) => withValues(range(n, (i) => 1 + i * 1e-15)),
  // Wilkinson's: pairs of values that agree in most digits.
  pairs: (n) =>
    np.diag(np.abs(np.arange(n).sub((n - 1) / 2))).add(np.eye(n, n, 1)).add(np.eye(n, n, -1)), // prettier-ignore
};

afterEach(() => useNpProgram(true));

describe.each([true, false])('eigh, kernels %s', (kernels) => {
  it.each(Object.keys(symmetric))('%s', (name) => {
    useNpProgram(kernels);
    for (const n of [35, 70, 130]) {
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

/** Matrices of n columns and some more rows. */
const rectangular: Record<string, (n: number) => NDArray> = {
  random: (n) => rng.standardNormal([n + 7, n]),
  wide: (n) => rng.standardNormal([n, n + 1]),
  tall: (n) => rng.standardNormal([3 * n, n]),
  identity: (n) => np.eye(n),
  zeros: (n) => np.zeros([n + 1, n]),
  ones: (n) => np.ones([n + 20, n]),
  repeated: (n) => withSingular(range(n, (i) => 1 + (i % 3))),
  graded: (n) => withSingular(range(n, (i) => 10 ** (-i / 4))),
  'half zero': (n) => withSingular(range(n, (i) => i % 2)),
  'half tiny': (n) => withSingular(range(n, (i) => (i % 2 ? 1 : 1e-9 * i))),
  clustered: (n) => withSingular(range(n, (i) => 1 + i * 1e-14)),
  'agree in all digits': (n) => withSingular(range(n, (i) => 1 + i * 1e-15)),
  'zero columns': (n) =>
    rng.standardNormal([n, n]).mul(
      np.array(
        range(n, (i) => (i % 5 ? 1 : 0)),
        'float64',
      ),
    ),
  'ones above the diagonal': (n) => np.eye(n, n, 1),
  large: (n) => rng.standardNormal([n, n]).mul(1e300),
  small: (n) => rng.standardNormal([n, n]).mul(1e-310),
  hilbert: (n) =>
    np.divide(
      1,
      np
        .arange(1, n + 1)
        .reshape(n, 1)
        .add(np.arange(n)),
    ),
};

function withSingular(values: readonly number[]): NDArray {
  const n = values.length;
  const left = np.linalg.qr(rng.standardNormal([n + 7, n])).q;
  return left.mul(np.array(values, 'float64')).matmul(np.linalg.qr(rng.standardNormal([n, n])).q);
}

describe.each([true, false])('svd and qr, kernels %s', (kernels) => {
  it.each(Object.keys(rectangular))('%s', (name) => {
    useNpProgram(kernels);
    for (const n of [25, 49, 70, 130]) {
      const a = rectangular[name]!(n);
      const { u, s, vh } = np.linalg.svd(a, { fullMatrices: false });
      const unit = Math.max(1e-320, s.item(0));
      expect(most(u.mul(s.div(unit)).matmul(vh).sub(a.div(unit)))).toBeLessThan(1e-13);
      expect(skew(u.T)).toBeLessThan(1e-15);
      expect(skew(vh)).toBeLessThan(1e-15);
      expect(np.diff(s).le(0).all() && s.min() >= 0).toBe(true);
      expect(most(np.linalg.svd(a, { computeUv: false }).sub(s)) / unit).toBeLessThan(1e-13);
      const { q, r } = np.linalg.qr(a);
      expect(most(q.matmul(r.div(unit)).sub(a.div(unit)))).toBeLessThan(1e-13);
      expect(skew(q.T)).toBeLessThan(1e-15);
      expect(most(np.tril(r, -1))).toBe(0);
    }
  });
});

describe.each([true, false])('sizes around the blocks, kernels %s', (kernels) => {
  it.each([1, 2, 3, 4, 5, 24, 25, 26, 31, 32, 33, 48, 49, 50, 51, 64, 65])('%i', (n) => {
    useNpProgram(kernels);
    const s = symmetric['random']!(n);
    const { eigenvalues, eigenvectors } = np.linalg.eigh(s);
    expect(most(s.matmul(eigenvectors).sub(eigenvectors.mul(eigenvalues)))).toBeLessThan(1e-14 * n);
    for (const a of [s, rng.standardNormal([n + 3, n]), rng.standardNormal([n, 2 * n]), rng.standardNormal([n, 1])]) {
      const { u, vh } = np.linalg.svd(a);
      const thin = np.linalg.svd(a, { fullMatrices: false });
      expect(most(thin.u.mul(thin.s).matmul(thin.vh).sub(a))).toBeLessThan(1e-14 * n);
      expect(skew(u)).toBeLessThan(1e-15);
      expect(skew(vh)).toBeLessThan(1e-15);
      for (const mode of ['reduced', 'complete'] as const) {
        const { q, r } = np.linalg.qr(a, mode);
        expect(most(q.matmul(r).sub(a))).toBeLessThan(1e-14 * n);
        expect(skew(q.T)).toBeLessThan(1e-15);
      }
      const other = np.linalg.qr(a, 'r');
      expect(most(other.sub(np.linalg.qr(a).r))).toBe(0);
    }
  });
});

describe('square systems', () => {
  it('inv of a nearly singular matrix is as near as its size allows', () => {
    const n = 140;
    const a = np.divide(
      1,
      np
        .arange(1, n + 1)
        .reshape(n, 1)
        .add(np.arange(n)),
    );
    const x = np.linalg.inv(a);
    expect(most(a.matmul(x).sub(np.eye(n))) / (most(a) * most(x) * n)).toBeLessThan(1e-15);
  });

  it.each([40, 130])('inv, cholesky and pinv of %i x %i', (n) => {
    const a = rng.standardNormal([n, n]);
    const x = np.linalg.inv(a);
    expect(most(a.matmul(x).sub(np.eye(n)))).toBeLessThan(1e-13 * np.linalg.cond(a));
    expect(most(np.linalg.pinv(a).sub(x))).toBeLessThan(1e-12 * np.linalg.cond(a));
    const square = a.matmul(a.T);
    const l = np.linalg.cholesky(square);
    expect(most(l.matmul(l.T).sub(square)) / most(square)).toBeLessThan(1e-14);
    expect(most(np.triu(l, 1))).toBe(0);
    expect(() => np.linalg.cholesky(square.sub(np.eye(n).mul(1e-3 + np.linalg.eigvalsh(square).item(0))))).toThrow(
      'positive definite',
    );
  });

  it('pinv leaves out what is no rank', () => {
    const a = rng.standardNormal([60, 5]).matmul(rng.standardNormal([5, 40]));
    const x = np.linalg.pinv(a, { rcond: 1e-12 });
    expect(most(a.matmul(x).matmul(a).sub(a))).toBeLessThan(1e-11);
    expect(np.linalg.matrixRank(a)).toBe(5);
  });
});
