/** @file `keras.random.gamma`, `beta` and `binomial`, held to SciPy's quantiles and probabilities; what they refuse. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf } from './helpers.ts';

const { random } = keras;
const N = 8000;
const PARTS = [0.05, 0.25, 0.5, 0.75, 0.95];
/** Five standard deviations of a share of N draws. */
const slack = (part: number): number => 5 * Math.sqrt((part * (1 - part)) / N);

describe('quantiles as of scipy.stats', () => {
  it.each([
    ['gamma 0.3', () => random.gamma([N], 0.3, { seed: 1 }), [3.21103e-5, 0.0068998, 0.0731311, 0.342899, 1.37235]],
    ['gamma 1', () => random.gamma([N], 1, { seed: 2 }), [0.0512933, 0.287682, 0.693147, 1.38629, 2.99573]],
    ['gamma 40', () => random.gamma([N], 40, { seed: 3 }), [30.1957, 35.5723, 39.6672, 44.0651, 50.9397]],
    ['beta 0.2', () => random.beta([N], 0.2, 0.2, { seed: 4 }), [7.74389e-6, 0.0238147, 0.5, 0.976185, 0.999992]],
    ['beta 2, 5', () => random.beta([N], 2, 5, { seed: 5 }), [0.0628499, 0.161163, 0.26445, 0.389479, 0.581803]],
  ])('%s', (_, draw, quantiles) => {
    const x = draw();
    PARTS.forEach((part, i) => expect(Math.abs(x.lt(quantiles[i]!).mean() - part)).toBeLessThan(slack(part)));
  });

  it('binomial', () => {
    const x = random.binomial([N], 10, 0.3, { seed: 6 });
    [0.233474, 0.266828, 0.200121].forEach((part, i) =>
      expect(Math.abs(x.eq(2 + i).mean() - part)).toBeLessThan(slack(part)),
    );
  });
});

it('parameters broadcast; seeds repeat; without a seed they go on', () => {
  const x = random.gamma([500, 3], np.array([1, 100, 10000]), { seed: 1 });
  expect(np.mean(x, 0).div(np.array([1, 100, 10000])).sub(1).abs().max()).toBeLessThan(0.2); // prettier-ignore
  expect(random.beta([4], 2, 2, { seed: 7 }).toList()).toEqual(random.beta([4], 2, 2, { seed: 7 }).toList());
  expect(random.gamma([4], 2).toList()).not.toEqual(random.gamma([4], 2).toList());
  expect(random.binomial([3], np.array([0, 1, 4]), 1).toList()).toEqual([0, 1, 4]);
});

it('a layer draws anew at every call', () => {
  class Mixed extends keras.layers.Layer {
    override call(x: never) {
      return keras.ops.multiply(x, random.beta([1, 1], 0.5, 0.5) as never) as never;
    }
  }
  const model = keras.Sequential([keras.Input([3]), new Mixed()]);
  const [a, b] = [model.predictOnBatch(np.ones([2, 3])), model.predictOnBatch(np.ones([2, 3]))];
  expect(a.toList()).not.toEqual(b.toList());
  expect(np.all(a.ge(0).and(a.le(1)))).toBe(true);
});

it.each([
  ['alpha', () => random.gamma([2], -1)],
  ['a shape that does not fit', () => random.gamma([2], [1, 2, 3])],
  ['counts', () => random.binomial([2], 1.5, 0.5)],
  ['probabilities', () => random.binomial([2], 5, 2)],
  ['too many throws', () => random.binomial([1000, 1000], 1000, 0.5)],
  ['beta', () => random.beta([2], 1, 0)],
  ['an option', () => random.gamma([2], 1, { sed: 1 } as never)],
])('refuses %s', async (_, call) => {
  expect(await messageOf(call)).toMatchSnapshot();
});
