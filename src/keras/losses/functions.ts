/**
 * @file The formulas of all losses, as graph expressions: one value per sample (the last axis is averaged or summed
 * away). y truth, p prediction, e = 1e-7. Each is differentiable in p. Equal to Keras 3 on TensorFlow: crossentropies
 * of a softmax or sigmoid read the logits underneath, so that a sure and wrong prediction still has a gradient.
 */
import { type Node, g as op } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';

/** Keras's global epsilon. */
export const EPSILON = 1e-7;
const LAST = { axis: -1 } as const;

const clip = (x: Node, low: number, high: number): Node => op.minimum(op.maximum(x, low), high);
const meanLast = (x: Node): Node => (x.shape.length === 0 ? x : op.mean(x, LAST));
const sumLast = (x: Node): Node => (x.shape.length === 0 ? x : op.sum(x, LAST));
const float = (x: Node): Node => op.cast(x, 'float32');

/** `mean((y - p)²)`. */
export const meanSquaredError = (y: Node, p: Node): Node => meanLast(op.square(op.sub(float(y), p)));

/** `mean(|y - p|)`. */
export const meanAbsoluteError = (y: Node, p: Node): Node => meanLast(op.abs(op.sub(float(y), p)));

/** `100 mean(|y - p| / max(|y|, e))`. */
export function meanAbsolutePercentageError(y: Node, p: Node): Node {
  const truth = float(y);
  return op.mul(meanLast(op.abs(op.div(op.sub(truth, p), op.maximum(op.abs(truth), EPSILON)))), 100);
}

/** `mean((ln(max(p, e) + 1) - ln(max(y, e) + 1))²)`. */
export function meanSquaredLogarithmicError(y: Node, p: Node): Node {
  const log = (x: Node) => op.log(op.add(op.maximum(x, EPSILON), 1));
  return meanLast(op.square(op.sub(log(p), log(float(y)))));
}

/** `mean(d²/2)` where |d| ≤ delta, `delta |d| - delta²/2` beyond; d = p - y. */
export function huber(y: Node, p: Node, { delta = 1 }: { delta?: number } = {}): Node {
  const error = op.sub(p, float(y));
  const size = op.abs(error);
  const inside = op.mul(op.square(error), 0.5);
  const outside = op.sub(op.mul(size, delta), 0.5 * delta * delta);
  return meanLast(op.select(op.lessEqual(size, delta), inside, outside));
}

/** `mean(ln cosh x) = mean(x + softplus(-2x) - ln 2)`, x = p - y. */
export function logCosh(y: Node, p: Node): Node {
  const x = op.sub(p, float(y));
  return meanLast(op.sub(op.add(x, op.softplus(op.mul(x, -2))), Math.LN2));
}

export interface CrossentropyOptions {
  /** The predictions are logits, not probabilities. Default false. */
  fromLogits?: boolean;
  /** Moves this share of the truth to all classes. Default 0. */
  labelSmoothing?: number;
  /** Only the last axis is supported. Default -1. */
  axis?: number;
}

/** `-y ln p - (1 - y) ln(1 - p)` per cell, p held in [e, 1 - e]. */
function binaryCells(y: Node, p: Node, fromLogits: boolean): Node {
  const logits = fromLogits ? p : p.op === 'sigmoid' ? p.inputs[0]! : null;
  if (logits !== null) {
    // max(z, 0) - z y + ln(1 + exp(-|z|)): no overflow on either side. |z| is 2 max(z, 0) - z, so that the slopes of both
    // fit at z = 0, where a network starts whose last weights are zeros: 1/2 - y.
    const above = op.relu(logits);
    const tail = op.log1p(op.exp(op.sub(logits, op.mul(above, 2))));
    return op.add(op.sub(above, op.mul(logits, y)), tail);
  }
  const sure = clip(p, EPSILON, 1 - EPSILON);
  const hit = op.mul(y, op.log(sure));
  const miss = op.mul(op.sub(1, y), op.log(op.sub(1, sure)));
  return op.neg(op.add(hit, miss));
}

/** Mean over the last axis of `-y ln p - (1 - y) ln(1 - p)`. */
export function binaryCrossentropy(y: Node, p: Node, options: CrossentropyOptions = {}): Node {
  const { fromLogits = false, labelSmoothing = 0, axis = -1 } = options;
  const truth = labelSmoothing ? op.add(op.mul(float(y), 1 - labelSmoothing), 0.5 * labelSmoothing) : float(y);
  return op.mean(binaryCells(truth, p, fromLogits), { axis });
}

/** `ln p` over the last axis: of logits, of the logits under a softmax, or of probabilities made to sum up to 1. */
function logProbabilities(p: Node, fromLogits: boolean): Node {
  if (fromLogits) return op.logSoftmax(p);
  if (p.op === 'softmax') return op.logSoftmax(p.inputs[0]!);
  return op.log(clip(op.div(p, op.sum(p, { axis: -1, keepDims: true })), EPSILON, 1 - EPSILON));
}

function lastAxisOnly(who: string, axis: number, p: Node): void {
  if (axis !== -1 && axis !== p.shape.length - 1) {
    throw new ValueError({
      who,
      rule: { en: 'classes must lie on the last axis', ko: '클래스는 마지막 축에 있어야 합니다' },
      received: `axis ${axis}`,
    });
  }
}

function smooth(y: Node, amount: number): Node {
  return amount ? op.add(op.mul(float(y), 1 - amount), amount / y.shape.at(-1)!) : float(y);
}

/** `-sum(y ln p)` with one-hot (or soft) y. */
export function categoricalCrossentropy(y: Node, p: Node, options: CrossentropyOptions = {}): Node {
  const { fromLogits = false, labelSmoothing = 0, axis = -1 } = options;
  lastAxisOnly('categoricalCrossentropy', axis, p);
  return op.neg(sumLast(op.mul(smooth(y, labelSmoothing), logProbabilities(p, fromLogits))));
}

export interface SparseCrossentropyOptions {
  fromLogits?: boolean;
  /** Samples with this label count as 0. Default null. */
  ignoreClass?: number | null;
  axis?: number;
}

/** `-ln p[y]` with class numbers y of shape (n,) or (n, 1). */
export function sparseCategoricalCrossentropy(y: Node, p: Node, options: SparseCrossentropyOptions = {}): Node {
  const { fromLogits = false, ignoreClass = null, axis = -1 } = options;
  lastAxisOnly('sparseCategoricalCrossentropy', axis, p);
  const labels = y.shape.length === p.shape.length && y.shape.at(-1) === 1 ? op.reshape(y, y.shape.slice(0, -1)) : y;
  const truth = op.oneHot(labels, p.shape.at(-1)!);
  const values = op.neg(sumLast(op.mul(truth, logProbabilities(p, fromLogits))));
  return ignoreClass === null ? values : op.select(op.notEqual(float(labels), ignoreClass), values, 0);
}

/** Where the label is not this class (bool, per sample). */
export function notClass(y: Node, p: Node, ignored: number): Node {
  const labels = y.shape.length === p.shape.length && y.shape.at(-1) === 1 ? op.reshape(y, y.shape.slice(0, -1)) : y;
  return op.notEqual(float(labels), ignored);
}

export interface BinaryFocalOptions extends CrossentropyOptions {
  /** Weigh the classes by alpha and 1 - alpha. Default false. */
  applyClassBalancing?: boolean;
  /** Default 0.25. */
  alpha?: number;
  /** How much easy samples are played down. Default 2. */
  gamma?: number;
}

/** `(1 - pt)^gamma` times the binary crossentropy, pt the probability given to the truth. Lin et al. 2018. */
export function binaryFocalCrossentropy(y: Node, p: Node, options: BinaryFocalOptions = {}): Node {
  const { applyClassBalancing = false, alpha = 0.25, gamma = 2 } = options;
  const { fromLogits = false, labelSmoothing = 0, axis = -1 } = options;
  const truth = labelSmoothing ? op.add(op.mul(float(y), 1 - labelSmoothing), 0.5 * labelSmoothing) : float(y);
  const probability = fromLogits ? op.sigmoid(p) : p;
  const opposite = op.sub(1, truth);
  const given = op.add(op.mul(truth, probability), op.mul(opposite, op.sub(1, probability)));
  let cells = op.mul(op.pow(op.sub(1, given), gamma), binaryCells(truth, probability, false));
  if (applyClassBalancing) cells = op.mul(op.add(op.mul(truth, alpha), op.mul(opposite, 1 - alpha)), cells);
  return op.mean(cells, { axis });
}

export interface CategoricalFocalOptions extends CrossentropyOptions {
  alpha?: number;
  gamma?: number;
}

/** `sum(alpha (1 - p)^gamma · -y ln p)`. */
export function categoricalFocalCrossentropy(y: Node, p: Node, options: CategoricalFocalOptions = {}): Node {
  const { alpha = 0.25, gamma = 2, fromLogits = false, labelSmoothing = 0, axis = -1 } = options;
  lastAxisOnly('categoricalFocalCrossentropy', axis, p);
  const raw = fromLogits ? op.softmax(p) : p;
  const sure = clip(op.div(raw, op.sum(raw, { axis: -1, keepDims: true })), EPSILON, 1 - EPSILON);
  const entropy = op.mul(op.neg(smooth(y, labelSmoothing)), op.log(sure));
  return sumLast(op.mul(op.mul(op.pow(op.sub(1, sure), gamma), alpha), entropy));
}

/** Labels in {0, 1} become {-1, 1}; others stay. Decided for the whole batch, as in Keras. */
function hingeLabels(y: Node): Node {
  const truth = float(y);
  const known = op.cast(op.logicalOr(op.equal(truth, 0), op.equal(truth, 1)), 'float32');
  return op.select(op.equal(op.min(known), 1), op.sub(op.mul(truth, 2), 1), truth);
}

/** `mean(max(1 - y p, 0))`, y in {-1, 1} or {0, 1}. */
export const hinge = (y: Node, p: Node): Node => meanLast(op.relu(op.sub(1, op.mul(hingeLabels(y), p))));

/** `mean(max(1 - y p, 0)²)`. */
export const squaredHinge = (y: Node, p: Node): Node =>
  meanLast(op.square(op.relu(op.sub(1, op.mul(hingeLabels(y), p)))));

/** `max(max((1 - y) p) - sum(y p) + 1, 0)`. */
export function categoricalHinge(y: Node, p: Node): Node {
  const truth = float(y);
  const wrong = op.max(op.mul(op.sub(1, truth), p), LAST);
  return op.relu(op.add(op.sub(wrong, sumLast(op.mul(truth, p))), 1));
}

/** `sum(y ln(y / p))`, both held in [e, 1]. */
export function klDivergence(y: Node, p: Node): Node {
  const truth = clip(float(y), EPSILON, 1);
  return sumLast(op.mul(truth, op.log(op.div(truth, clip(p, EPSILON, 1)))));
}

/** `mean(p - y ln(p + e))`. */
export const poisson = (y: Node, p: Node): Node => meanLast(op.sub(p, op.mul(float(y), op.log(op.add(p, EPSILON)))));

/** `x / |x|` along an axis; a zero vector stays zero. */
function unitVectors(x: Node, axis: number | readonly number[]): Node {
  const squares = op.sum(op.square(x), { axis, keepDims: true });
  return op.mul(x, op.rsqrt(op.maximum(squares, 1e-12)));
}

/** `-cos(y, p)`: -1 when they point the same way. (As a metric the sign is positive.) */
export function cosineSimilarity(y: Node, p: Node, { axis = -1 }: { axis?: number } = {}): Node {
  return op.neg(op.sum(op.mul(unitVectors(float(y), axis), unitVectors(p, axis)), { axis }));
}

export interface OverlapOptions {
  /** The axes of one mask; default null: all masks of the batch as one. */
  axis?: number | readonly number[] | null;
}

/** `1 - 2 Σ y p / (Σ y + Σ p)`: how little two masks overlap (Milletari et al. 2016). */
export function dice(y: Node, p: Node, { axis = null }: OverlapOptions = {}): Node {
  const total = (x: Node): Node => op.sum(x, { axis: axis ?? undefined });
  const truth = float(y);
  const both = op.mul(total(op.mul(truth, p)), 2);
  return op.sub(1, op.div(both, op.add(op.add(total(truth), total(p)), EPSILON)));
}

export interface TverskyOptions extends OverlapOptions {
  /** What cells count that only the truth has. Default 0.5. */
  alpha?: number;
  /** What cells count that only the prediction has. Default 0.5. */
  beta?: number;
}

/**
 * `1 - Σ y p / (Σ y p + alpha Σ y (1 - p) + beta Σ (1 - y) p)` (Salehi et al. 2017); Dice's loss at 0.5, 0.5. Which of the two is
 * alpha is as Keras computes it, not as its documentation says.
 */
export function tversky(y: Node, p: Node, { alpha = 0.5, beta = 0.5, axis = null }: TverskyOptions = {}): Node {
  const total = (x: Node): Node => op.sum(x, { axis: axis ?? undefined });
  const truth = float(y);
  const both = total(op.mul(truth, p));
  const extra = op.mul(total(op.mul(op.sub(1, truth), p)), beta);
  const missed = op.mul(total(op.mul(truth, op.sub(1, p))), alpha);
  return op.sub(1, op.div(both, op.add(op.add(op.add(both, extra), missed), EPSILON)));
}

/** `-x`. */
export const negative = (x: Node): Node => op.neg(x);
