/** @file Sorting through the engine's kernels against the plain ways: rows, columns, long runs, indices; NaN, zeros, ties. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type DType, type NDArray } from '../../src/array/index.ts';
import { npProgram, useNpProgram } from '../../src/engine/index.ts';

const dtypes: DType[] = ['float64', 'float32', 'int32', 'uint32', 'int64', 'uint8'];

/** Numbers with ties, both signs and (floats) NaN of both signs, infinities and zeros. */
function make(dtype: DType, shape: readonly number[], seed: number): NDArray {
  const rng = np.random.defaultRng(seed);
  const a = rng.random(shape).sub(0.5).mul(2000);
  const whole = (dtype.startsWith('u') ? a.abs() : a).astype(dtype);
  if (!dtype.startsWith('float')) return whole;
  const b = whole.copy();
  b.set(rng.random(shape).lt(0.1), 0);
  b.set(rng.random(shape).lt(0.05), Number.NaN);
  b.set(rng.random(shape).lt(0.02), -Infinity);
  b.set(rng.random(shape).lt(0.02), Infinity);
  return b;
}

/** The same work with and without kernels. */
function both(work: () => NDArray): [NDArray, NDArray] {
  useNpProgram(true);
  const fast = work();
  useNpProgram(false);
  return [fast, work()];
}

function expectSame([fast, plain]: [NDArray, NDArray]): void {
  expect(fast.shape).toEqual(plain.shape);
  expect(np.arrayEqual(fast, plain, { equalNan: true })).toBe(true);
}

describe('sorting by kernels', () => {
  afterEach(() => useNpProgram(true));

  it('has its kernels (else this file tests nothing)', () => {
    expect(npProgram()).toBeDefined();
  });

  it('sorts lines that are too long for scratch memory', () => {
    const a = np.random.defaultRng(5).random([6_600_000]).sub(0.5);
    expectSame(both(() => np.sort(a)));
    const part = a.at(':2200000');
    expectSame(both(() => np.argsort(part)));
  }, 60_000);

  for (const dtype of dtypes) {
    it(`${dtype}: rows and columns of every kind of length and number`, () => {
      for (const [rows, cols] of [
        [3, 5],
        [8, 16],
        [9, 33],
        [21, 64],
        [65, 127],
        [4, 1000],
        [1000, 7],
        [1, 300],
        [2, 129],
      ] as const) {
        const a = make(dtype, [rows, cols], rows);
        for (const axis of [0, 1]) {
          expectSame(both(() => np.sort(a, axis)));
          expectSame(both(() => np.sort(a.T, axis)));
          expectSame(both(() => np.argsort(a, axis)));
        }
      }
      const cube = make(dtype, [3, 11, 6], 1);
      for (const axis of [0, 1, 2]) expectSame(both(() => np.sort(cube, axis)));
      expectSame(both(() => np.sort(cube.at(':', '::-2'), 1)));
    });

    it(`${dtype}: long runs`, () => {
      for (const n of [101, 5000, 40_000]) {
        const a = make(dtype, [n], n);
        expectSame(both(() => np.sort(a)));
        expectSame(both(() => np.argsort(a)));
      }
    });
  }

  it('doubles that share their upper words are ordered by the lower ones', () => {
    const near = np.random.defaultRng(2).random([3000]).mul(1e-9);
    for (const a of [near.add(1), near.add(-1), near.round(11).add(1), near.at(':200').add(7)]) {
      expectSame(both(() => np.sort(a)));
      expectSame(both(() => np.argsort(a)));
      const sorted = np.sort(a);
      expect(np.all(sorted.at('1:').ge(sorted.at(':-1')))).toBe(true);
    }
  });

  it('keeps the order of equal elements in argsort', () => {
    const a = np.random.defaultRng(3).integers(0, 4, { size: [2000] });
    for (const dtype of ['float64', 'float32', 'int32', 'uint32'] as const) {
      const order = np.argsort(a.astype(dtype).mul(dtype.startsWith('f') ? -0.5 : 1)).toTyped();
      const values = a.astype(dtype).mul(dtype.startsWith('f') ? -0.5 : 1);
      for (let i = 1; i < order.length; i++) {
        const [p, q] = [order[i - 1]!, order[i]!];
        expect(values.item(p) < values.item(q) || (values.item(p) === values.item(q) && p < q)).toBe(true);
      }
    }
  });

  it('numbers no bit pattern of NaN before a number', () => {
    const bits = new Uint32Array([0xffc00000, 0x7fc00000, 0xff800001, 0x3f800000, 0xbf800000, 0xff800000]);
    const a = np.tile(np.fromTyped(new Float32Array(bits.buffer), [6]), 30);
    expect(np.sort(a).at(':90').toTyped().includes(Number.NaN)).toBe(false);
    expectSame(both(() => np.sort(np.tile(a, [4, 1]))));
  });
});
