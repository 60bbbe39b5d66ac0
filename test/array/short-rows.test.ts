/** @file Rows of few elements, and places named by masks and lists of indices: the kernels beside their plain twins, for every dtype. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { dtypeNames } from '../../src/array/layout/dtype.ts';
import { useNpProgram } from '../../src/engine/index.ts';

afterEach(() => useNpProgram(true));

/** What `work` gives with the kernels and without. */
function both(work: () => NDArray): [unknown, unknown] {
  const read = (on: boolean): unknown => {
    useNpProgram(on);
    const result = work();
    return [result.dtype, result.shape, Array.from(result.data)];
  };
  return [read(true), read(false)];
}

const rng = np.random.defaultRng(5);
/** Whole numbers with many equals, so that the first of them is asked for. */
const numbers = (shape: number[]): NDArray => rng.integers(0, 5, shape);

/** Along an axis. */
const folds: readonly ((a: NDArray, axis: number) => NDArray)[] = [
  (a, axis) => np.argmax(a, axis),
  (a, axis) => np.argmin(a, axis),
  (a, axis) => np.max(a, axis),
  (a, axis) => np.min(a, axis),
  (a, axis) => np.sum(a, axis),
];

describe.each(dtypeNames)('%s', (dtype) => {
  it('finds the largest and smallest of short rows, and the first of equals', () => {
    for (const cols of [1, 2, 3, 4, 7, 8, 15, 16, 33, 300]) {
      const source = numbers([700, cols]);
      for (const f of folds) {
        for (const axis of [0, 1]) {
          const [fast, plain] = both(() => f(source.astype(dtype), axis));
          expect(fast, `${cols} columns, axis ${axis}`).toEqual(plain);
        }
        const [fast, plain] = both(() => f(source.astype(dtype).at('::2', '::-1'), 1));
        expect(fast, `${cols} columns, a part`).toEqual(plain);
      }
    }
  });

  it('writes one number where a mask is true', () => {
    for (const shape of [
      [9, 7],
      [40, 31],
      [3, 5, 7, 11],
    ]) {
      const source = numbers(shape);
      const masks = [source.gt(2), source.gt(9), source.ge(0), np.array(source.T.gt(2)).T, source.T.copy().eq(1).T];
      for (const mask of masks) {
        const [fast, plain] = both(() => {
          const a = source.astype(dtype);
          a.set(mask, 1);
          return a;
        });
        expect(fast).toEqual(plain);
      }
    }
  });

  it('reads and writes at pairs of indices, also negative ones', () => {
    const source = numbers([500, 6]);
    for (const n of [5, 130, 1500]) {
      const [i, j] = [rng.integers(-500, 500, n), rng.integers(-6, 6, n)];
      const values = numbers([n]);
      const read = both(() => source.astype(dtype).at(i, j));
      expect(read[0]).toEqual(read[1]);
      for (const value of [values, 1]) {
        const write = both(() => {
          const a = source.astype(dtype);
          a.set(i, j, typeof value === 'number' ? value : value.astype(dtype));
          a.at('1:', '::2').set(np.abs(i).mod(400), 1, values.astype(dtype));
          return a;
        });
        expect(write[0]).toEqual(write[1]);
      }
    }
  });
});

it('the first nan is the largest and the smallest', () => {
  const a = rng.standardNormal([600, 5]);
  for (const [i, j] of [
    [0, 4],
    [7, 0],
    [7, 3],
    [8, 2],
    [599, 4],
  ] as const)
    a.set(i, j, Number.NaN);
  for (const dtype of ['float32', 'float64'] as const) {
    for (const f of folds.slice(0, 4)) {
      const [fast, plain] = both(() => f(a.astype(dtype), 1));
      expect(fast).toEqual(plain);
    }
  }
  expect(np.argmax(a, 1).at([0, 7, 8, 599]).toList()).toEqual([4, 0, 2, 4]);
});

it('an index outside is named, and nothing is written', () => {
  const a = np.zeros([500, 6]);
  const [i, j] = [np.arange(400), np.full([400], 2)];
  j.set(333, 6);
  expect(() => a.set(i, j, np.ones(400))).toThrow('index 6 is out of bounds for axis 1 with size 6');
  j.set(333, 2);
  i.set(77, -501);
  expect(() => a.at(i, j)).toThrow('index -501 is out of bounds for axis 0 with size 500');
  expect(a.sum()).toBe(0);
});
