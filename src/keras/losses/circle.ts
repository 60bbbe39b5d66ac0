/**
 * @file Circle loss: embeddings of one class come together, those of different classes apart (Sun et al. 2020, arXiv 2002.10857), as
 * Keras computes it over all pairs of a batch.
 */
import { callable } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { g, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { onTensors, type TensorLike } from '../common/tensor.ts';
import { Loss, type LossOptions } from './loss.ts';

export interface CircleSettings {
  /** How steeply pairs count that are still wrong. Default 80. */
  gamma?: number;
  /** How far from right a pair may stay. Default 0.4. */
  margin?: number;
  /** Leave out the pair of a sample with itself. Default true. */
  removeDiagonal?: boolean;
}

const SETTINGS = { gamma: 80, margin: 0.4, removeDiagonal: true };

/** log Σ exp of the pairs that count; -∞ where none does, as one large number that has no slope. */
function logSumOver(pairs: Node, counted: Node): Node {
  return g.logSumExp(g.select(counted, pairs, -1e30), { axis: 1 });
}

function circleOf(y: Node, p: Node, refLabels: Node, refs: Node, settings: typeof SETTINGS, who: string): Node {
  const [n, m] = [y.shape[0] ?? 1, refLabels.shape[0] ?? 1];
  const isRow = (x: Node): boolean => x.shape.length === 1 || (x.shape.length === 2 && x.shape[1] === 1);
  if (
    !isRow(y) ||
    !isRow(refLabels) ||
    p.shape.length !== 2 ||
    refs.shape.length !== 2 ||
    p.shape[0] !== n ||
    refs.shape[0] !== m ||
    p.shape[1] !== refs.shape[1]
  ) {
    throw new ShapeError({
      who,
      rule: {
        en: 'needs one class number and one embedding (a row) for each sample',
        ko: '샘플마다 클래스 번호 하나와 임베딩 한 행이 필요합니다',
      },
      received: { en: `labels ${shapeText(y.shape)}, embeddings ${shapeText(p.shape)}`, ko: `레이블 ${shapeText(y.shape)}, 임베딩 ${shapeText(p.shape)}` }, // prettier-ignore
    });
  }
  const { gamma, margin, removeDiagonal } = settings;
  const same = g.equal(g.reshape(g.cast(y, 'int32'), [n, 1]), g.reshape(g.cast(refLabels, 'int32'), [1, m]));
  const places = (count: number): Node => g.constant(Int32Array.from({ length: count }, (_, i) => i), [count]); // prettier-ignore
  const itself = g.equal(g.reshape(places(n), [n, 1]), g.reshape(places(m), [1, m]));
  const positive = removeDiagonal ? g.logicalAnd(same, g.logicalNot(itself)) : same;
  const negative = g.logicalNot(same);
  const distance = g.maximum(g.sub(1, g.matmul(p, g.transpose(refs))), 0);
  const pulls = g.mul(g.mul(g.maximum(g.add(distance, margin), 0), g.sub(distance, margin)), gamma);
  const pushes = g.mul(g.mul(g.maximum(g.sub(1 + margin, distance), 0), g.sub(1 - margin, distance)), gamma);
  return g.softplus(g.add(logSumOver(pulls, positive), logSumOver(pushes, negative)));
}

const CLASS = {
  ...SETTINGS,
  reduction: 'sum_over_batch_size' as LossOptions['reduction'],
  name: 'circle' as string | null,
  dtype: null,
};

/**
 * Circle loss over all pairs of a batch: labels are class numbers, predictions embeddings of length 1
 * (`layers.UnitNormalization()`). Samples whose loss is 0 do not count in the mean, as in Keras.
 * @ko 같은 클래스의 임베딩은 모으고 다른 클래스는 떼어 놓는 손실입니다.
 */
export const Circle = callable(
  class Circle extends Loss {
    readonly settings: typeof SETTINGS;

    /** @param args gamma, margin, removeDiagonal, reduction, name */
    constructor(...args: (CircleSettings & LossOptions)[] | (number | boolean | string | null)[]) {
      const { reduction, name, dtype: _, ...settings } = readArguments('Circle', args, CLASS);
      super({ reduction: reduction ?? 'sum_over_batch_size', name: name ?? 'circle' });
      this.settings = settings;
    }

    override call(yTrue: Node, yPred: Node): Node {
      return circleOf(yTrue, yPred, yTrue, yPred, this.settings, this.name);
    }

    override mask(yTrue: Node, yPred: Node): Node {
      return g.greater(this.call(yTrue, yPred), 0);
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.settings };
    }
  },
);

export interface CircleOptions extends CircleSettings {
  /** Class numbers of other embeddings to compare with. Default yTrue. */
  refLabels?: TensorLike | null;
  /** Those embeddings. Default yPred. */
  refEmbeddings?: TensorLike | null;
}

const OPTIONS = { refLabels: null as TensorLike | null, refEmbeddings: null as TensorLike | null, ...SETTINGS };

/** Circle loss per sample, over all pairs with the batch itself or with `refEmbeddings`. */
export function circle(yTrue: Node, yPred: TensorLike, options?: CircleOptions): Node;
export function circle(yTrue: TensorLike, yPred: Node, options?: CircleOptions): Node;
export function circle(yTrue: TensorLike, yPred: TensorLike, options?: CircleOptions): NDArray;
export function circle(yTrue: TensorLike, yPred: TensorLike, options?: CircleOptions): Node | NDArray {
  const { refLabels, refEmbeddings, ...settings } = readArguments(
    'circle',
    options === undefined ? [] : [options],
    OPTIONS,
  );
  return onTensors(
    (y, p, labels?: Node, refs?: Node) => circleOf(y, p, labels ?? y, refs ?? p, settings, 'circle'),
    yTrue,
    yPred,
    refLabels,
    refEmbeddings,
  );
}
