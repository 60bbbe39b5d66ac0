/** @file Inverted dropout from scratch. */
import { np, type NDArray } from '../../../src/array/index.ts';
import type { Homework } from '../tools.ts';

function dropout(x: NDArray, keep: number, seed: number): { y: NDArray; mask: NDArray } {
  const mask = np.random.defaultRng(seed).random(x.shape).lt(keep).astype('float64').div(keep);
  return { y: x.mul(mask), mask };
}

export default {
  about: 'CS231n: dropout from scratch',
  run(t) {
    const x = np.random.defaultRng(1).normal(10, 1, [500, 500]);
    for (const keep of [0.25, 0.4, 0.7]) {
      const { y, mask } = dropout(x, keep, 2);
      t.holds('the mean stays', Math.abs(y.mean() - 10) < 0.1, y.mean());
      t.holds('as many are dropped as asked', Math.abs(y.eq(0).mean() - (1 - keep)) < 0.01, y.eq(0).mean());
      const dy = np.ones(x.shape);
      t.close('the gradient goes where the values went', dy.mul(mask).ne(0).astype('float64'), y.ne(0).astype('float64'), 0); // prettier-ignore
    }
    t.close('nothing is dropped where all is kept', dropout(x, 1, 3).y, x, 0);
  },
} satisfies Homework;
