/** @file The picture and the filter of the book chapter (row L2.2); the first value of their convolution is 15. */
import { np } from '../src/array/index.ts';

export const lecturePicture = np.array([
  [1, 2, 3, 0, 1, 2, 3],
  [0, 1, 2, 3, 0, 1, 2],
  [3, 0, 1, 2, 3, 0, 1],
  [2, 3, 0, 1, 2, 3, 0],
  [1, 2, 3, 0, 1, 2, 3],
  [0, 1, 2, 3, 0, 1, 2],
  [3, 0, 1, 2, 3, 0, 1],
]);
export const lectureFilter = np.array([
  [2, 0, 1],
  [0, 1, 2],
  [1, 0, 2],
]);
