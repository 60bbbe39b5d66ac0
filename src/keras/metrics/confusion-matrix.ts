/** @file `keras.metrics.confusionMatrix(yTrue, yPred)`: how often each class was taken for which, as an array. */
import { fromTyped, np, toTyped, type ArraySource, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { describe, readArguments } from '../common/arguments.ts';

export interface ConfusionMatrixOptions {
  /** Default: the largest class that occurs + 1, or the number of columns of scores. */
  numClasses?: number | null;
}

/**
 * Counts, int64 (classes, classes): row = true class, column = predicted class, as scikit-learn's confusion_matrix. Each side is class
 * numbers, (n,) or (n, 1), or one row of scores (or one-hot) per sample, (n, classes), of which the largest counts; a single column
 * of fractions is a probability of class 1.
 * Raises ShapeError when the lengths differ, ValueError for what is no class number.
 */
export function confusionMatrix(yTrue: ArraySource, yPred: ArraySource, options: ConfusionMatrixOptions = {}): NDArray {
  const who = 'confusionMatrix';
  const { numClasses } = readArguments(who, [options], { numClasses: null as number | null });
  const [truth, guess] = [classesOf(yTrue, 'yTrue', who), classesOf(yPred, 'yPred', who)];
  if (truth.labels.length !== guess.labels.length) {
    throw new ShapeError({
      who,
      rule: {
        en: 'yTrue and yPred must have one class per sample',
        ko: 'yTrue와 yPred에는 샘플마다 클래스가 하나씩 있어야 합니다',
      },
      received: {
        en: `${truth.labels.length} and ${guess.labels.length}`,
        ko: `${truth.labels.length}, ${guess.labels.length}`,
      },
    });
  }
  const least = Math.max(truth.classes, guess.classes);
  const n = numClasses ?? least;
  if (!(Number.isInteger(n) && n >= least)) {
    throw new ValueError({
      who,
      rule: {
        en: `numClasses must be a whole number of at least ${least}, the classes that occur`,
        ko: `numClasses는 나타나는 클래스의 수 ${least} 이상의 정수여야 합니다`,
      },
      received: `numClasses ${describe(n)}`,
    });
  }
  const counts = new Float64Array(n * n);
  truth.labels.forEach((label, i) => counts[label * n + guess.labels[i]!]!++);
  return fromTyped(counts, [n, n], 'int64');
}

/** Class numbers, and how many classes there are at least. */
export function classesOf(y: ArraySource, name: string, who: string): { labels: number[]; classes: number } {
  const array = np.asarray(y);
  const values = toTyped(array) as ArrayLike<number>;
  if (array.ndim === 2 && array.shape[1]! > 1) {
    const [rows, classes] = array.shape as [number, number];
    const labels = Array.from({ length: rows }, (_, i) => {
      let best = 0;
      for (let c = 1; c < classes; c++) if (values[i * classes + c]! > values[i * classes + best]!) best = c;
      return best;
    });
    return { labels, classes };
  }
  if (array.ndim !== 1 && !(array.ndim === 2 && array.shape[1] === 1)) {
    throw new ShapeError({
      who,
      rule: {
        en: `${name} must be class numbers (n,) or scores (n, classes)`,
        ko: `${name}은(는) 클래스 번호 (n,)이거나 점수 (n, 클래스)여야 합니다`,
      },
      received: { en: `an array of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 배열` },
    });
  }
  const list = Array.from(values, Number);
  const fractions = list.some((v) => !Number.isInteger(v)) && list.every((v) => v >= 0 && v <= 1);
  const labels = fractions ? list.map((v) => (v > 0.5 ? 1 : 0)) : list;
  const wrong = labels.find((v) => !(Number.isInteger(v) && v >= 0));
  if (wrong !== undefined) {
    throw new ValueError({
      who,
      rule: { en: `${name} must be class numbers from 0`, ko: `${name}은(는) 0부터 세는 클래스 번호여야 합니다` },
      received: String(wrong),
    });
  }
  return { labels, classes: fractions ? 2 : labels.reduce((a, b) => Math.max(a, b + 1), 0) };
}
