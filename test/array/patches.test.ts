/** @file Patches of pictures: the short ways of small views give what the general ones give, for every dtype. */
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { dtypeNames } from '../../src/array/layout/dtype.ts';

const rng = np.random.defaultRng(3);

/** Views of few elements of a plane (9, 12), or of a picture (9, 12, 3). */
function patchesOf(a: NDArray): NDArray[] {
  return [
    a.at('1:4', '2:5'),
    a.at('1:4', '2:5').T,
    a.at('::-1', '3:6'),
    a.at('1:8:2', '::3'),
    a.at(2),
    a.at(2, '1:2'),
    a.at(':', 3),
    a.at('0:1'),
    a.at(3, -1),
    a,
    ...(a.ndim === 3 ? [a.at('1:4', '2:5', ':2'), a.at('2:3', '2:5'), a.at('1:4', '2:3'), a.at('1:4', '2:5', 1)] : []),
  ];
}

const pictures = [rng.integers(0, 100, [9, 12]), rng.integers(0, 100, [9, 12, 3])];

/** What becomes one number; with `keepdims` it goes by the way of all axes. */
const folds: Readonly<Record<string, (a: NDArray, options: { keepdims?: true }) => number | NDArray>> = {
  sum: (a, options) => np.sum(a, options),
  prod: (a, options) => np.prod(a.div(50), options),
  max: (a, options) => np.max(a, options),
  min: (a, options) => np.min(a, options),
  mean: (a, options) => np.mean(a, options),
  var: (a, options) => np.var(a, options),
  'var, ddof 1': (a, options) => (a.size > 1 ? np.var(a, { ddof: 1, ...options }) : 0),
  std: (a, options) => np.std(a, options),
};

/** (The largest truth value is one.) */
function numberOf(x: number | boolean | NDArray): number {
  return typeof x === 'object' ? x.item() : Number(x);
}

describe.each(dtypeNames)('%s', (dtype) => {
  const views = pictures.flatMap((picture) => patchesOf(picture.astype(dtype)));

  it.each(Object.keys(folds))('%s', (name) => {
    for (const view of views) {
      const fold = folds[name]!;
      expect(numberOf(fold(view, {})), `${view.shape.join()} ${view.strides.join()}`).toBe(
        numberOf(fold(view, { keepdims: true })),
      );
    }
  });

  it('beside one number', () => {
    for (const view of views) {
      for (const work of [
        (a: NDArray) => np.add(a, 2),
        (a: NDArray) => np.subtract(a.astype('float64'), 0.5),
        (a: NDArray) => a.div(4),
        (a: NDArray) => a.gt(50),
        (a: NDArray) => np.maximum(a, np.array([1]).astype(dtype)),
      ]) {
        const [seen, copied] = [work(view), work(view.copy())];
        expect([seen.dtype, seen.shape, seen.toList()]).toEqual([copied.dtype, copied.shape, copied.toList()]);
      }
    }
  });

  it('one element, counted from the end', () => {
    for (const picture of pictures) {
      const a = picture.astype(dtype);
      const at = [2, -3, -1].slice(0, a.ndim);
      a.set(...(at as [number, number, number]), 1);
      expect(a.item(...at.map((i, d) => (i < 0 ? i + a.shape[d]! : i)))).toBe(1);
      expect(a.at(...at).item()).toBe(1);
      expect(() => a.set(...([-10, 0, 0].slice(0, a.ndim) as [number, number, number]), 1)).toThrow(
        'index -10 is out of bounds for axis 0 with size 9',
      );
    }
  });
});

it('infinity and NaN in a patch are what they are in all', () => {
  const plane = rng.standardNormal([9, 12]);
  for (const odd of [Infinity, -Infinity, Number.NaN, 1e308]) {
    for (const dtype of ['float32', 'float64'] as const) {
      np.errstate({ all: 'ignore' }, () => {
        const patch = np.where(np.arange(108).reshape(9, 12).mod(11).eq(3), odd, plane).astype(dtype).at('0:4', '1:5');
        for (const fold of Object.values(folds))
          expect(numberOf(fold(patch, {}))).toBe(numberOf(fold(patch, { keepdims: true })));
      });
    }
  }
});

it('what was asked to be an error is one', () => {
  const patch = np.full([9, 9], 1e-308).at('1:4', '1:4');
  expect(() => np.errstate({ under: 'raise' }, () => np.mean(patch.at('0:1', '0:1').mul(1e-10)))).toThrow('underflow');
  const large = np.full([9, 9], 1e308).at('1:4', '1:4');
  expect(() => np.errstate({ over: 'raise' }, () => np.mean(large))).toThrow('overflow');
  expect(() => np.errstate({ over: 'raise' }, () => np.std(large))).toThrow('overflow');
});

it('texts of slices with large numbers', () => {
  const a = np.arange(10);
  expect(a.at('3:999999999').size).toBe(7);
  expect(a.at('3:99999999999999').size).toBe(7);
  expect(a.at('4294967299:4294967301').size).toBe(0);
  expect(a.at('003:0005').toList()).toEqual([3, 4]);
  expect(() => a.at(':1x' as ':1')).toThrow('a slice text is');
});
