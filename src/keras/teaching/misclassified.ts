/** @file `keras.utils.misclassified(yTrue, yPred)`: which samples were taken for another class, and how sure the network was. */
import { np, toTyped, type ArraySource } from '../../array/index.ts';
import { ShapeError } from '../../errors/index.ts';
import { classesOf } from '../metrics/confusion-matrix.ts';
import { readArguments } from '../common/arguments.ts';

export interface Misclassified {
  /** The places of the samples, those the network was surest of first. */
  readonly places: readonly number[];
  /** Their classes. */
  readonly truths: readonly number[];
  /** What they were taken for. */
  readonly predictions: readonly number[];
  /** The score of what they were taken for; null where yPred are class numbers. */
  readonly scores: readonly number[] | null;
  /** How many samples there are in all. */
  readonly total: number;
}

/**
 * The samples that were taken for another class, those with the highest score first; of class numbers in the order of the samples.
 * `yTrue` and `yPred` as `keras.metrics.confusionMatrix` takes them: class numbers (n,) or scores (n, classes), of which the
 * largest counts; a single column of fractions is a probability of class 1. Drawn by `plot.misclassified(x, yTrue, yPred)`.
 * Raises ShapeError when the lengths differ, ValueError for what is no class number.
 * @ko 틀린 샘플을 자신 있게 틀린 차례로 줍니다.
 */
export function misclassified(yTrue: ArraySource, yPred: ArraySource): Misclassified {
  const who = 'misclassified';
  readArguments(who, Array.from(arguments).slice(2), {});
  const [truth, guess] = [classesOf(yTrue, 'yTrue', who), classesOf(yPred, 'yPred', who)];
  const total = truth.labels.length;
  if (guess.labels.length !== total) {
    throw new ShapeError({
      who,
      rule: {
        en: 'yTrue and yPred must have one class per sample',
        ko: 'yTrue와 yPred에는 샘플마다 클래스가 하나씩 있어야 합니다',
      },
      received: { en: `${total} and ${guess.labels.length}`, ko: `${total}, ${guess.labels.length}` },
    });
  }
  const sure = surenessOf(yPred, guess.labels);
  const wrong = guess.labels.flatMap((label, i) => (label === truth.labels[i] ? [] : [i]));
  const places = sure === null ? wrong : wrong.sort((a, b) => sure[b]! - sure[a]! || a - b);
  return {
    places,
    truths: places.map((i) => truth.labels[i]!),
    predictions: places.map((i) => guess.labels[i]!),
    scores: sure && places.map((i) => sure[i]!),
    total,
  };
}

/** The score of each sample's class; null where there are class numbers only. */
function surenessOf(yPred: ArraySource, labels: readonly number[]): number[] | null {
  const array = np.asarray(yPred);
  const values = toTyped(array) as ArrayLike<number>;
  const classes = array.ndim === 2 ? array.shape[1]! : 1;
  if (classes > 1) return labels.map((label, i) => values[i * classes + label]!);
  // A column of fractions is the probability of class 1.
  if (labels.every((label, i) => label === values[i])) return null;
  return labels.map((label, i) => (label === 1 ? values[i]! : 1 - values[i]!));
}
