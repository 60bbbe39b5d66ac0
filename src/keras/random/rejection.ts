/**
 * @file Random numbers of other distributions made of uniform ones, as graph expressions: a fixed number of tries in place of a
 * loop, so that they are part of models and training steps.
 */
import { g, type Node } from '../../engine/index.ts';
import { erfinvNode } from '../ops/nodes.ts';

/** Tries of one draw from a gamma distribution; each fails in fewer than 5 of 100 cases. */
const TRIES = 6;
/** Uniform numbers that one draw from a gamma distribution takes: two per try, and one for alpha below 1. */
export const GAMMA_DRAWS = 2 * TRIES + 1;

/** A uniform number that is not 0, so that it has a logarithm. */
const above0 = (u: Node): Node => g.maximum(u, 1e-30);

/** The part of a draw that belongs to `k`: uniform numbers of the wanted shape. */
function part(u: Node, k: number): Node {
  const shape = u.shape.slice(1);
  return g.reshape(g.slice(u, [k, ...shape.map(() => 0)], [1, ...shape]), shape);
}

/**
 * Gamma numbers of shape `alpha` and scale 1 from uniform ones (GAMMA_DRAWS, …). Marsaglia and Tsang 2000: a cubed normal number,
 * taken or refused; alpha below 1 is drawn at alpha + 1 and times u^(1 / alpha).
 */
export function gammaOf(u: Node, alpha: Node): Node {
  const small = g.less(alpha, 1);
  const d = g.sub(g.select(small, g.add(alpha, 1), alpha), 1 / 3);
  const c = g.rsqrt(g.mul(d, 9));
  // Where all tries are refused (1 in 10⁸) it is the distribution's mode.
  let found = g.broadcastTo(d, u.shape.slice(1));
  for (let k = TRIES - 1; k >= 0; k--) {
    const x = g.mul(erfinvNode(g.sub(g.mul(g.maximum(g.minimum(part(u, 2 * k), 1 - 6e-8), 6e-8), 2), 1)), Math.SQRT2);
    const root = g.add(g.mul(c, x), 1);
    const v = g.pow(g.maximum(root, 1e-10), 3);
    const limit = g.add(g.sub(g.add(g.mul(g.square(x), 0.5), d), g.mul(d, v)), g.mul(d, g.log(v)));
    const taken = g.logicalAnd(g.greater(root, 0), g.less(g.log(above0(part(u, 2 * k + 1))), limit));
    found = g.select(taken, g.mul(d, v), found);
  }
  const boost = g.exp(g.div(g.log(above0(part(u, 2 * TRIES))), alpha));
  return g.mul(found, g.select(small, boost, 1));
}
