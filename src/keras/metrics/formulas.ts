/** @file The formulas of metrics that are running means: one value per sample, no gradient needed. */
import { g, type Node } from '../../engine/index.ts';
import { checkOneHot, checkSparse } from '../losses/labels.ts';
import { matchRanks } from '../losses/loss.ts';

const float = (x: Node): Node => g.cast(x, 'float32');
const squeezed = (y: Node, p: Node): Node =>
  y.shape.length === p.shape.length && y.shape.at(-1) === 1 ? g.reshape(y, y.shape.slice(0, -1)) : y;

/** 1 where prediction and truth are equal. */
export function accuracy(y: Node, p: Node): Node {
  const [a, b] = matchRanks(float(y), float(p));
  return float(g.equal(a, b));
}

/** 1 where `p > threshold` (strictly) agrees with the truth; mean over the last axis. */
export function binaryAccuracy(y: Node, p: Node, threshold = 0.5): Node {
  const [a, b] = matchRanks(float(y), float(p));
  const hits = float(g.equal(a, float(g.greater(b, threshold))));
  return hits.shape.length === 0 ? hits : g.mean(hits, { axis: -1 });
}

/** 1 where the largest prediction is the class of the one-hot truth. */
export function categoricalAccuracy(y: Node, p: Node): Node {
  const [a, b] = matchRanks(y, p);
  checkOneHot('categorical_accuracy', a.shape, b.shape);
  return float(g.equal(g.argMax(a), g.argMax(b)));
}

/** 1 where the largest prediction is the class number y of shape (n,) or (n, 1). */
export function sparseCategoricalAccuracy(y: Node, p: Node): Node {
  checkSparse('sparse_categorical_accuracy', y.shape, p.shape);
  return float(g.equal(g.cast(squeezed(y, p), 'int32'), g.argMax(p)));
}

/** 1 where fewer than k classes are predicted above the true one. */
function inTopK(labels: Node, p: Node, k: number): Node {
  const classes = p.shape.at(-1)!;
  const given = g.sum(g.mul(g.oneHot(labels, classes), p), { axis: -1, keepDims: true });
  const above = g.sum(float(g.greater(p, given)), { axis: -1 });
  return float(g.less(above, k));
}

/** 1 where the true class is among the k largest predictions (one-hot truth). */
export function topKCategoricalAccuracy(y: Node, p: Node, k = 5): Node {
  const [a, b] = matchRanks(y, p);
  checkOneHot('top_k_categorical_accuracy', a.shape, b.shape);
  return inTopK(g.argMax(a), b, k);
}

/** 1 where the true class is among the k largest predictions (class numbers). */
export function sparseTopKCategoricalAccuracy(y: Node, p: Node, k = 5): Node {
  checkSparse('sparse_top_k_categorical_accuracy', y.shape, p.shape);
  return inTopK(g.cast(squeezed(y, p), 'int32'), p, k);
}
