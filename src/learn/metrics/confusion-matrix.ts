/** @file `sklearn.confusionMatrix(yTrue, yPred)`: how often each class was taken for which. */
import { anything, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { classesOf, labelsOf, pairOf, type Labels } from '../labels.ts';

export interface ConfusionMatrixOptions {
  /**
   * The classes and their order; what else occurs is left out. Default all that occur, in ascending order.
   * @ko 클래스와 그 순서입니다. 기본값은 나타나는 모든 클래스입니다.
   */
  labels?: Labels | null;
  /**
   * Parts instead of counts: of the true class ('true'), of the predicted class ('pred'), of all ('all').
   * @ko 횟수 대신 비율을 줍니다: 실제 클래스별('true'), 예측별('pred'), 전체('all').
   */
  normalize?: 'true' | 'pred' | 'all' | null;
}

const confusionOptions = optionsOf<ConfusionMatrixOptions>()({
  labels: anything<Labels | null>({ en: 'a list of classes', ko: '클래스의 리스트' }).or(null),
  normalize: word('true', 'pred', 'all').orNull().or(null),
});

/**
 * Counts (classes, classes), int64: row = true class, column = predicted class. Drawn by plot.confusionMatrix.
 * Raises ShapeError for different lengths, ValueError where none of `labels` occurs in yTrue.
 * @ko 어느 클래스를 어느 클래스로 보았는지 셉니다. 행은 실제, 열은 예측입니다.
 */
export function confusionMatrix(yTrue: Labels, yPred: Labels, options?: ConfusionMatrixOptions): NDArray {
  const who = 'confusionMatrix';
  const { labels, normalize } = readOptions(who, options, confusionOptions);
  const [truth, guess] = pairOf(yTrue, yPred, who);
  const classes = labels === null ? classesOf([truth.list, guess.list], who) : labelsOf(labels, 'labels', who).list;
  if (!truth.list.some((label) => classes.includes(label))) {
    throw new ValueError({
      who,
      rule: { en: 'at least one of labels must occur in yTrue', ko: 'labels 가운데 하나 이상이 yTrue에 있어야 합니다' },
      received: `labels ${classes.join(', ')}`,
    });
  }
  const n = classes.length;
  const counts = new Float64Array(n * n);
  const places = new Map(classes.map((label, k) => [label, k]));
  truth.list.forEach((label, i) => {
    const [row, column] = [places.get(label), places.get(guess.list[i]!)];
    if (row !== undefined && column !== undefined) counts[row * n + column]! += 1;
  });
  if (normalize === null) return np.fromTyped(counts, [n, n], 'int64');
  const matrix = np.fromTyped(counts, [n, n]);
  const whole =
    normalize === 'all' ? np.full([1, 1], matrix.sum()) : matrix.sum(normalize === 'true' ? 1 : 0, { keepdims: true });
  // A class that does not occur has no parts.
  return matrix.div(np.where(whole.eq(0), 1, whole));
}
