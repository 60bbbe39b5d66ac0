/** @file Products by the tiles of np's kernels: small, thin and long operands in every layout give what the plain loops give. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { useNpProgram } from '../../src/engine/index.ts';

const rng = np.random.defaultRng(5);
afterEach(() => useNpProgram(true));

/** Small whole numbers: their products and sums are exact in any order. */
function wholes(rows: number, cols: number, dtype: 'float64' | 'float32'): NDArray {
  return rng.integers(-9, 10, [rows, cols]).astype(dtype);
}

const layouts: Record<string, (rows: number, cols: number, dtype: 'float64' | 'float32') => NDArray> = {
  'C order': wholes,
  transposed: (rows, cols, dtype) => wholes(cols, rows, dtype).T,
  'part of a larger one': (rows, cols, dtype) => wholes(rows + 2, cols + 3, dtype).at(`1:${rows + 1}`, `2:${cols + 2}`),
  'every second': (rows, cols, dtype) => wholes(2 * rows, 2 * cols, dtype).at('::2', '::2'),
};

const shapes = [
  [2, 64, 2], [3, 30, 3], [4, 16, 4], [5, 13, 7], [7, 9, 8], [8, 8, 9], [6, 50, 16], [9, 17, 33], [1, 40, 12], [40, 7, 1],
  [700, 25, 8], [700, 8, 25], [3000, 5, 6], [25, 3000, 8], [8, 9000, 3], [2, 20000, 2], [60, 70, 80], [130, 120, 3],
] as const; // prettier-ignore

describe.each(['float64', 'float32'] as const)('%s', (dtype) => {
  it.each(shapes)('(%d, %d) · (…, %d) in every pair of layouts', (m, k, n) => {
    for (const left of Object.values(layouts)) {
      for (const right of Object.values(layouts)) {
        const [a, b] = [left(m, k, dtype), right(k, n, dtype)];
        const found = a.matmul(b);
        useNpProgram(false);
        const plain = a.matmul(b);
        useNpProgram(true);
        expect(np.arrayEqual(found, plain)).toBe(true);
        expect(found.dtype).toBe(dtype);
      }
    }
  });

  it('infinite and undefined results are found as by the plain loops', () => {
    const faults = (a: NDArray, b: NDArray): string => {
      const seen: string[] = [];
      np.errstate({ all: 'call', call: (kind) => void seen.push(kind) }, () => a.matmul(b));
      return seen.join();
    };
    const huge = np.full([20, 30], dtype === 'float64' ? 1e200 : 1e30, dtype);
    const infinite = np.full([30, 20], Infinity, dtype);
    for (const [a, b] of [
      [huge, huge.T],
      [huge.mul(0), infinite],
      [huge, infinite],
      [wholes(20, 30, dtype), wholes(30, 20, dtype)],
    ] as const) {
      const found = faults(a, b);
      useNpProgram(false);
      expect(found).toBe(faults(a, b));
      useNpProgram(true);
    }
    expect(faults(huge, huge.T)).toBe('overflow');
    expect(faults(huge.mul(0), infinite)).toBe('invalid value');
  });
});

it('no terms give zeros, whatever the memory held', () => {
  np.full([300, 300], 7).matmul(np.full([300, 300], 7));
  expect(
    np
      .zeros([300, 0])
      .matmul(np.zeros([0, 300]))
      .max(),
  ).toBe(0);
});
