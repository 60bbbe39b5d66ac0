/** @file Work that the engine's kernels do on whole planes against the plain loops: transposed copies and operands, running sums, whole sums. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type DType, type NDArray } from '../../src/array/index.ts';
import { elementKernels, useElementKernels } from '../../src/engine/elements.ts';

const dtypes: DType[] = ['bool', 'uint8', 'int8', 'uint16', 'int32', 'int64', 'float32', 'float64'];

function make(dtype: DType, shape: readonly number[]): NDArray {
  const a = np.random
    .defaultRng(5)
    .random(shape)
    .mul(dtype === 'bool' ? 1.9 : 120);
  return dtype === 'bool' ? a.gt(1) : a.astype(dtype);
}

function expectSame(work: () => NDArray | number): void {
  useElementKernels(true);
  const fast = np.asarray(work());
  useElementKernels(false);
  const plain = np.asarray(work());
  expect(fast.dtype).toBe(plain.dtype);
  expect(fast.shape).toEqual(plain.shape);
  expect(np.arrayEqual(fast, plain)).toBe(true);
}

describe('kernels on whole planes', () => {
  afterEach(() => useElementKernels(true));

  it('are there (else this file tests nothing)', () => {
    expect(elementKernels()).toBeDefined();
  });

  for (const dtype of dtypes) {
    it(`${dtype}: transposed copies and operands`, () => {
      for (const shape of [
        [64, 64],
        [50, 67],
        [131, 33],
        [300, 17],
      ] as const) {
        const a = make(dtype, shape);
        const b = make(dtype, [shape[1], shape[0]]).add(1).astype(dtype);
        expectSame(() => a.T.copy());
        expectSame(() => a.at('1:', '2:').T.copy());
        expectSame(() => a.at('::2', '::-1').T.copy());
        for (const f of [np.add, np.maximum, np.less]) {
          expectSame(() => f(a, b.T));
          expectSame(() => f(b.T, a));
          expectSame(() => f(a.at('3:', '1:'), b.T.at('3:', '1:')));
        }
      }
      const cube = make(dtype, [5, 40, 60]);
      expectSame(() => np.transpose(cube, [0, 2, 1]).copy());
      expectSame(() => np.transpose(cube, [2, 0, 1]).copy());
    });

    it(`${dtype}: running and whole sums`, () => {
      const a = make(dtype, [70, 301]);
      for (const axis of [undefined, 0, 1]) {
        expectSame(() => a.cumsum(axis));
        expectSame(() => (axis === undefined ? a.sum() : a.sum(axis)));
        expectSame(() => np.countNonzero(a, axis));
        expectSame(() => np.sum(a.at(':', '1:'), axis));
        expectSame(() => np.sum(a.T, axis));
      }
      expectSame(() => a.ravel().cumsum());
      expectSame(() => make(dtype, [40_000]).cumsum());
    });
  }

  it('a matrix too large for one piece is turned in several', () => {
    const a = np
      .arange(1100 * 2100)
      .reshape(1100, 2100)
      .astype('float64');
    const turned = a.T.copy();
    expect(turned.item(2099, 1099)).toBe(a.item(1099, 2099));
    expect(np.arrayEqual(turned.T, a)).toBe(true);
  });

  it('long int64 sums whose parts leave the exact range are exact all the same', () => {
    const big = Number.MAX_SAFE_INTEGER;
    const a = np.tile(np.array([big, -big, 1], 'int64'), 1000);
    expect(a.sum()).toBe(1000);
    expect(() => np.tile(np.array([big], 'int64'), 300).sum()).toThrow(/2\*\*53/);
  });

  it('floats summed as doubles are added as doubles', () => {
    const a = np.full([3000], 0.1, 'float32');
    expect(np.sum(a, { dtype: 'float64' })).toBeCloseTo(3000 * Math.fround(0.1), 9);
  });
});
