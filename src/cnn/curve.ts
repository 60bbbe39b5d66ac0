/**
 * @file The curve detector: a 7×7 filter in the shape of a curve answers strongly where the picture has that curve
 * (conv of filter and match: 6600) and not at all where it has another (conv of filter and other: 0).
 */
import { np, type NDArray } from '../array/index.ts';

/**
 * The filter, a part of a picture that matches it, and one that does not; each a fresh array (7, 7).
 * @ko 강의의 곡선 필터와 그 필터에 맞는 그림을 줍니다.
 */
export const curveDetector = {
  get filter(): NDArray {
    return np.array([
      [0, 0, 0, 0, 0, 30, 0],
      [0, 0, 0, 0, 30, 0, 0],
      [0, 0, 0, 30, 0, 0, 0],
      [0, 0, 0, 30, 0, 0, 0],
      [0, 0, 0, 30, 0, 0, 0],
      [0, 0, 0, 30, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0],
    ]);
  },
  get match(): NDArray {
    return np.array([
      [0, 0, 0, 0, 0, 0, 30],
      [0, 0, 0, 0, 50, 50, 50],
      [0, 0, 0, 20, 50, 0, 0],
      [0, 0, 0, 50, 50, 0, 0],
      [0, 0, 0, 50, 50, 0, 0],
      [0, 0, 0, 50, 50, 0, 0],
      [0, 0, 0, 50, 50, 0, 0],
    ]);
  },
  get other(): NDArray {
    return np.array([
      [0, 0, 0, 0, 0, 0, 0],
      [0, 40, 0, 0, 0, 0, 0],
      [40, 0, 40, 0, 0, 0, 0],
      [40, 20, 0, 0, 0, 0, 0],
      [0, 50, 0, 0, 0, 0, 0],
      [0, 0, 50, 0, 0, 0, 0],
      [25, 25, 0, 50, 0, 0, 0],
    ]);
  },
};
