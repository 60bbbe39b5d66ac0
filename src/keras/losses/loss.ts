/**
 * @file What every loss is: values per sample (`call`), then weights and a reduction to one number. Called like a
 * function: `loss(yTrue, yPred, sampleWeight)`, on np arrays or inside a graph. Subclass it with `call` for your own.
 */
import type { NDArray } from '../../array/index.ts';
import { type Node, g as op } from '../../engine/index.ts';
import { optionNames, oneOf } from '../../arguments/index.ts';
import { NotBuiltError } from '../../errors/index.ts';
import { known } from '../common/arguments.ts';
import { Invocable } from '../common/invocable.ts';
import { gaveNode, onTensors, type TensorLike } from '../common/tensor.ts';
import { classToSnake } from '../common/names.ts';

const REDUCTIONS = ['sum_over_batch_size', 'sum', 'none', null, 'mean', 'mean_with_sample_weight'] as const;
/** How values per sample become one number; 'none' and null leave them. */
export type Reduction = (typeof REDUCTIONS)[number];

export interface LossOptions {
  /** Default 'sum_over_batch_size': the plain mean of all values per sample. */
  reduction?: Reduction;
  name?: string | null;
}

const OPTIONS = optionNames<LossOptions>()('reduction name');

// Called like a function: the interface gives the class its call signature.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Loss {
  (yTrue: Node, yPred: TensorLike, sampleWeight?: TensorLike | null): Node;
  (yTrue: TensorLike, yPred: Node, sampleWeight?: TensorLike | null): Node;
  (yTrue: TensorLike, yPred: TensorLike, sampleWeight?: TensorLike | null): NDArray;
}

/** Base of all losses. */
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export class Loss extends Invocable {
  readonly name: string;
  readonly reduction: Reduction;

  constructor(options: LossOptions = {}) {
    super();
    const who = this.constructor.name;
    const { reduction = 'sum_over_batch_size', name = null } = known(who, options, OPTIONS);
    oneOf(who, 'reduction', reduction, REDUCTIONS);
    this.name = name ?? classToSnake(who);
    this.reduction = reduction;
  }

  /** The loss per sample, y and p of equal rank where that can be had. */
  call(_yTrue: Node, _yPred: Node): Node {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: {
        en: 'a loss must have its own call(yTrue, yPred)',
        ko: '손실은 call(yTrue, yPred)를 직접 정의해야 합니다',
      },
    });
  }

  /** The reduced loss as a node: what the training graph differentiates. */
  compute(yTrue: Node, yPred: Node, sampleWeight?: Node): Node {
    const mask = this.mask(yTrue, yPred);
    const weights = mask ? maskedWeights(mask, sampleWeight, this.reduction) : sampleWeight;
    return reduceWeighted(gaveNode(`${this.name}.call`, this.call(yTrue, yPred)), weights, this.reduction);
  }

  /** Raises ValueError for labels that no model with these predictions can learn (class numbers out of range). */
  checkLabels(_labels: ArrayLike<number>, _predictions: readonly (number | null)[]): void {}

  /** Which values count (bool, per sample); undefined: all. Means are then taken over those that count. */
  mask(_yTrue: Node, _yPred: Node): Node | undefined {
    return undefined;
  }

  override invoke(yTrue: TensorLike, yPred: TensorLike, sampleWeight?: TensorLike | null): Node | NDArray {
    return onTensors((y, p, w?: Node) => this.compute(y, p, w), yTrue, yPred, sampleWeight);
  }

  /** The options that make an equal loss. */
  getConfig(): Record<string, unknown> {
    return { name: this.name, reduction: this.reduction };
  }
}

/** Adds or drops a last axis of 1 where two ranks differ by one: (n,) against (n, 1). */
export function matchRanks(a: Node, b: Node): [Node, Node] {
  const [ra, rb] = [a.shape.length, b.shape.length];
  if (ra === rb + 1 && a.shape.at(-1) === 1) {
    return rb === 1 ? [a, op.reshape(b, [...b.shape, 1])] : [op.reshape(a, a.shape.slice(0, -1)), b];
  }
  if (rb === ra + 1 && b.shape.at(-1) === 1) {
    return ra === 1 ? [op.reshape(a, [...a.shape, 1]), b] : [a, op.reshape(b, b.shape.slice(0, -1))];
  }
  return [a, b];
}

/** Gives `weights` the rank of `values`, so that they broadcast sample by sample. */
export function weightsFor(values: Node, weights: Node): [Node, Node] {
  const [v, w] = matchRanks(values, op.cast(weights, 'float32'));
  if (w.shape.length >= v.shape.length) return [v, w];
  return [v, op.reshape(w, [...w.shape, ...v.shape.slice(w.shape.length).map(() => 1)])];
}

/** Weights that leave masked values out: each valid one counts total / valid times, so that the mean is over the valid. */
function maskedWeights(mask: Node, sampleWeight: Node | undefined, reduction: Reduction): Node {
  const counted = op.cast(mask, 'float32');
  const total = mask.shape.reduce((a, b) => a * b, 1);
  const mean = reduction === 'mean' || reduction === 'sum_over_batch_size';
  const weights = mean ? op.mul(counted, op.div(total, op.maximum(op.sum(counted), 1))) : counted;
  if (!sampleWeight) return weights;
  const [a, b] = weightsFor(weights, sampleWeight);
  return op.mul(a, b);
}

/** Weighs and reduces values per sample: sum(w l) / N, N the number of values (not the sum of weights), as Keras does. */
export function reduceWeighted(values: Node, sampleWeight: Node | undefined, reduction: Reduction): Node {
  let weighted = values;
  if (sampleWeight) {
    const [v, w] = weightsFor(values, sampleWeight);
    weighted = op.mul(v, w);
  }
  if (reduction === null || reduction === 'none' || weighted.shape.length === 0) return weighted;
  if (reduction === 'sum') return op.sum(weighted);
  if (reduction === 'mean_with_sample_weight' && sampleWeight) {
    return op.div(op.sum(weighted), op.sum(op.cast(sampleWeight, 'float32')));
  }
  return op.mean(weighted);
}
