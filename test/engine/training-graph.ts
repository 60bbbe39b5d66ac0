/** @file A small training graph with everything in it: convolutions, pooling, dropout, dense layers, crossentropy, Adam. */
import { Variable, g, gradients, type Assign, type Node } from '../../src/engine/graph/index.ts';
import { Dice } from './random-graphs.ts';

export interface TrainingGraph {
  readonly loss: Node;
  readonly assigns: readonly Assign[];
  readonly weights: readonly Variable[];
  readonly feeds: { x: Float32Array; y: Int32Array };
}

/** One training step for batches of `n` pictures 14 x 14, from fixed weights. */
export function trainingGraph(n = 6): TrainingGraph {
  const dice = new Dice(11);
  const weights: Variable[] = [];
  const weight = (shape: number[], scale: number): Node => {
    const made = new Variable(shape, { data: dice.floats(shape, -scale, scale) });
    weights.push(made);
    return g.variable(made);
  };
  const state = new Variable([2], { dtype: 'int32', data: Int32Array.of(5, 0) });
  const x = g.input('x', [n, 14, 14, 1]);
  const y = g.input('y', [n], 'int32');
  const pool = { strides: [2, 2] } as const;
  let h = g.add(g.conv2d(x, weight([3, 3, 1, 16], 0.5), { padding: 'same' }), weight([16], 0.1));
  h = g.maxPool(g.relu(h), [2, 2], pool);
  h = g.relu(g.add(g.conv2d(h, weight([3, 3, 16, 48], 0.15), { padding: 'same' }), weight([48], 0.1)));
  h = g.maxPool(h, [2, 2], pool);
  const keep = g.greaterEqual(g.random('uniform', g.variable(state), h.shape), 0.25);
  h = g.reshape(g.select(keep, g.mul(h, 1 / 0.75), 0), [n, 3 * 3 * 48]);
  h = g.relu(g.add(g.matmul(h, weight([432, 80], 0.1)), weight([80], 0.1)));
  const p = g.softmax(g.add(g.matmul(h, weight([80, 10], 0.3)), weight([10], 0.1)));
  const truth = g.oneHot(y, 10);
  const loss = g.reduce('mean', g.neg(g.reduce('sum', g.mul(truth, g.log(g.maximum(p, 1e-7))), { axis: -1 })));
  const reads = weights.map((v) => g.variable(v));
  const assigns: Assign[] = [
    { variable: state, value: g.add(g.variable(state), g.constant(Int32Array.of(0, 1), [2])) },
  ];
  gradients(loss, reads).forEach((grad, i) => {
    const [m, v] = [new Variable(grad.shape), new Variable(grad.shape)];
    const next = g.add(g.variable(m), g.mul(g.sub(grad, g.variable(m)), 0.1));
    const square = g.add(g.variable(v), g.mul(g.sub(g.square(grad), g.variable(v)), 0.001));
    const move = g.div(g.mul(next, 0.01), g.add(g.sqrt(square), 1e-3));
    assigns.push({ variable: m, value: next }, { variable: v, value: square });
    assigns.push({ variable: weights[i]!, value: g.sub(reads[i]!, move) });
  });
  const labels = Int32Array.from({ length: n }, () => dice.int(0, 9));
  return { loss, assigns, weights, feeds: { x: dice.floats(x.shape, 0, 1), y: labels } };
}
