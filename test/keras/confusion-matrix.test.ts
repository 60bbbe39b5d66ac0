/** @file keras.metrics.confusionMatrix: counts by hand, scores and labels, what is refused. */
import { expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';

const { confusionMatrix } = keras.metrics;

it('counts true classes by rows, predicted ones by columns', () => {
  const cm = confusionMatrix([0, 0, 1, 2, 2, 2], [0, 1, 1, 2, 0, 2]);
  expect(cm.dtype).toBe('int64');
  expect(String(cm)).toBe('[[1 1 0]\n [0 1 0]\n [1 0 2]]');
});

it('takes scores, one-hot rows, columns, probabilities of class 1', () => {
  const scores = np.array([[0.1, 0.9], [0.8, 0.2], [0.3, 0.7]]); // prettier-ignore
  expect(String(confusionMatrix(np.array([[1], [0], [0]]), scores))).toBe('[[1 1]\n [0 1]]');
  expect(String(confusionMatrix(np.array([[0, 1], [1, 0], [1, 0]]), scores))).toBe('[[1 1]\n [0 1]]'); // prettier-ignore
  expect(String(confusionMatrix([1, 0, 0], np.array([[0.9], [0.2], [0.7]])))).toBe('[[1 1]\n [0 1]]');
});

it('has rows for classes that do not occur, when numClasses says so', () => {
  expect(confusionMatrix([0, 1], [0, 1], { numClasses: 4 }).shape).toEqual([4, 4]);
});

it('refuses what does not fit', () => {
  expect(() => confusionMatrix([0, 1], [0])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: confusionMatrix: yTrue and yPred must have one class per sample. Received 2 and 1.]`,
  );
  expect(() => confusionMatrix([0, 1], [0, -1])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: confusionMatrix: yPred must be class numbers from 0. Received -1.]`,
  );
  expect(() => confusionMatrix([0, 3], [0, 1], { numClasses: 3 })).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: confusionMatrix: numClasses must be a whole number of at least 4, the classes that occur. Received numClasses 3.]`,
  );
  expect(() => confusionMatrix(np.zeros([2, 2, 2]), [0, 1])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: confusionMatrix: yTrue must be class numbers (n,) or scores (n, classes). Received an array of shape (2, 2, 2).]`,
  );
  expect(() => confusionMatrix([0], [0], { classes: 3 } as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: confusionMatrix: there is no option 'classes'. Received { classes: 3 }. The options are numClasses.]`,
  );
});
