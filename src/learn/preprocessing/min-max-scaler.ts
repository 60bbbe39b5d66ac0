/** @file `sklearn.MinMaxScaler`: every feature in one range. */
import { checkCall, describe, flag, list, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Estimator } from '../estimator.ts';
import { fitted, inDTypeOf, matrixLike, matrixOf } from '../samples.ts';

export interface MinMaxScalerOptions {
  /**
   * From where to where. Default [0, 1].
   * @ko 맞출 범위입니다. 기본값 [0, 1].
   */
  featureRange?: readonly number[];
  /**
   * Pull what lies outside into the range. Default false.
   * @ko 범위를 벗어난 값을 범위의 끝으로 당깁니다. 기본값 false.
   */
  clip?: boolean;
}

const scalerOptions = optionsOf<MinMaxScalerOptions>()({
  featureRange: list(number(), 2).or([0, 1]),
  clip: flag().or(false),
});

/** Brings every feature into one range, [0, 1] by default. */
export class MinMaxScaler extends Estimator {
  readonly #range: readonly [number, number];
  readonly #clip: boolean;
  #found: { low: NDArray; high: NDArray; scale: NDArray; shift: NDArray } | undefined;

  constructor(options?: MinMaxScalerOptions) {
    super(options);
    const { featureRange, clip } = readOptions('MinMaxScaler', options, scalerOptions);
    this.#range = featureRange as [number, number];
    this.#clip = clip;
    if (this.#range[0] < this.#range[1]) return;
    throw new ValueError({
      who: 'MinMaxScaler',
      rule: {
        en: 'featureRange goes from a smaller to a larger number',
        ko: 'featureRange는 작은 수에서 큰 수로 씁니다',
      },
      received: describe(featureRange),
    });
  }

  /** Finds the smallest and the largest value of each feature of x (n, features). Gives the scaler itself. */
  fit(x: ArraySource): this {
    if (arguments.length > 1) checkCall('MinMaxScaler.fit', arguments, 1);
    const rows = matrixOf(x, 'MinMaxScaler.fit');
    const [low, high] = [rows.min(0), rows.max(0)];
    const span = high.sub(low);
    const [from, to] = this.#range;
    const scale = np.divide(to - from, np.where(span.lt(10 * 2 ** -52), 1, span));
    this.#found = { low, high, scale, shift: np.subtract(from, low.mul(scale)) };
    return this;
  }

  /** x in the range; values beyond those of fit come out beyond it. float32 stays float32. */
  transform(x: ArraySource): NDArray {
    if (arguments.length > 1) checkCall('MinMaxScaler.transform', arguments, 1);
    const who = 'MinMaxScaler.transform';
    const { scale, shift } = fitted(this.#found, who);
    const rows = matrixLike(x, scale.size, who).mul(scale).add(shift);
    return inDTypeOf(x, this.#clip ? rows.clip(...this.#range) : rows);
  }

  /** fit and transform of the same x. */
  fitTransform(x: ArraySource): NDArray {
    return this.fit(x).transform(x);
  }

  /** Back from scaled features to those they came from. */
  inverseTransform(x: ArraySource): NDArray {
    const who = 'MinMaxScaler.inverseTransform';
    const { scale, shift } = fitted(this.#found, who);
    return inDTypeOf(x, matrixLike(x, scale.size, who).sub(shift).div(scale));
  }

  /** The smallest value of each feature. */
  get dataMin_(): NDArray {
    return fitted(this.#found, 'MinMaxScaler.dataMin_').low;
  }

  /** The largest value of each feature. */
  get dataMax_(): NDArray {
    return fitted(this.#found, 'MinMaxScaler.dataMax_').high;
  }

  /** The largest minus the smallest. */
  get dataRange_(): NDArray {
    const { low, high } = fitted(this.#found, 'MinMaxScaler.dataRange_');
    return high.sub(low);
  }

  /** What each feature is multiplied by. */
  get scale_(): NDArray {
    return fitted(this.#found, 'MinMaxScaler.scale_').scale;
  }

  /** What is added to each feature then. */
  get min_(): NDArray {
    return fitted(this.#found, 'MinMaxScaler.min_').shift;
  }
}
