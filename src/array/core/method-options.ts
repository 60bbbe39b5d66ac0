/** @file The options that several methods of an array have alike. */

/** Of `astype`. */
export interface CopyOptions {
  /**
   * Whether there is a copy also where the dtype stays. Default true.
   * @ko dtype이 그대로여도 복사할지 정합니다. 기본값 true.
   */
  copy?: boolean;
}

/** Of a method that gives one number per row, and takes its axis before. */
export interface KeepdimsOptions {
  /**
   * Keep the axis with length 1. Default false.
   * @ko 그 축을 길이 1로 남깁니다. 기본값 false.
   */
  keepdims?: boolean;
}

/** Of a method that works along an axis. */
export interface AxisOptions<T = number> {
  /**
   * The axis along which.
   * @ko 따라갈 축입니다.
   */
  axis?: T;
}

/** No axis: everything is reduced to one number. */
export interface NoAxis {
  /**
   * The axis or axes; without one everything.
   * @ko 축 하나 또는 여러 개입니다. 없으면 전체입니다.
   */
  axis?: null;
  /**
   * Keep the reduced axes with length 1. Default false.
   * @ko 줄어든 축을 길이 1로 남깁니다. 기본값 false.
   */
  keepdims?: false;
}
