/** @file Batch normalisation from its formulas, with the gradient written out. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { cnn } from '../../../src/cnn/index.ts';
import type { Homework } from '../tools.ts';

const EPSILON = 1e-5;

function forward(x: NDArray, gamma: NDArray, beta: NDArray): { y: NDArray; unit: NDArray; deviation: NDArray } {
  const deviation = x.var(0).add(EPSILON).sqrt();
  const unit = x.sub(x.mean(0)).div(deviation);
  return { y: unit.mul(gamma).add(beta), unit, deviation };
}

/** dx = γ / σ (dy - mean(dy) - x̂ mean(dy x̂)). */
function backward(
  dy: NDArray,
  gamma: NDArray,
  unit: NDArray,
  deviation: NDArray,
): Record<'dx' | 'dgamma' | 'dbeta', NDArray> {
  const [dgamma, dbeta] = [dy.mul(unit).sum(0), dy.sum(0)];
  const n = dy.shape[0]!;
  const dx = dy
    .sub(dbeta.div(n))
    .sub(unit.mul(dgamma.div(n)))
    .mul(gamma)
    .div(deviation);
  return { dx, dgamma, dbeta };
}

export default {
  about: 'CS231n: batch normalisation from scratch',
  run(t) {
    const rng = np.random.defaultRng(3);
    const [x, gamma, beta] = [rng.normal(2, 3, [6, 4]), rng.standardNormal(4), rng.standardNormal(4)];
    const dout = rng.standardNormal([6, 4]);
    const { y, unit, deviation } = forward(x, gamma, beta);
    t.close('means are 0', unit.mean(0), np.zeros(4), 1e-9);
    t.close('deviations are 1', unit.std(0), np.ones(4), 1e-4);
    const slopes = backward(dout, gamma, unit, deviation);
    const loss = (): number => forward(x, gamma, beta).y.mul(dout).sum();
    t.close('dx', slopes.dx, cnn.numericalGradient(loss, x, { h: 1e-5 }), 1e-6);
    t.close('dgamma', slopes.dgamma, cnn.numericalGradient(loss, gamma, { h: 1e-5 }), 1e-7);
    t.close('dbeta', slopes.dbeta, cnn.numericalGradient(loss, beta, { h: 1e-5 }), 1e-7);
    const theirs = t.peer('batch_norm', ['torch'], { x, gamma, beta, dout });
    if (theirs) for (const [name, ours] of Object.entries({ y, ...slopes })) t.close(name, ours, theirs[name]!, 1e-10);
  },
} satisfies Homework;
