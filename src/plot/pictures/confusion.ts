/** @file `plot.confusionMatrix`: of true and predicted classes, or of a matrix that is there already. */
import { NDArray, type ArraySource } from '../../array/index.ts';
import { keras } from '../../keras/index.ts';
import type { Figure } from '../figure/figure.ts';
import { isLabels, listed, type Words } from '../input/values.ts';
import { confusionMatrix as drawn, type ConfusionOptions } from './training.ts';

/**
 * How often each class was taken for which, with numbers in the cells: `confusionMatrix(yTrue, yPred, { names })` of class numbers or
 * scores (as `keras.metrics.confusionMatrix`), or `confusionMatrix(cm, { names })` of a finished matrix.
 * @ko 정답과 예측이 만나는 횟수를 혼동 행렬로 그립니다.
 */
export function confusionMatrix(yTrue: ArraySource, yPred: ArraySource, options?: ConfusionOptions): Figure;
export function confusionMatrix(cm: ArraySource, names: Words, options?: ConfusionOptions): Figure;
export function confusionMatrix(cm: ArraySource, options?: ConfusionOptions): Figure;
export function confusionMatrix(
  first: ArraySource,
  second?: ArraySource | Words | ConfusionOptions,
  third?: ConfusionOptions,
): Figure {
  const isData =
    second instanceof NDArray || ArrayBuffer.isView(second) || (Array.isArray(second) && !isLabels(second));
  if (!isData) return drawn(first, listed(second as Words), third);
  const numClasses = listed(third?.names)?.length ?? null;
  return drawn(keras.metrics.confusionMatrix(first, second, { numClasses }), third);
}
