/** @file `sklearn.StandardScaler`: every feature with mean 0 and standard deviation 1. */
import { checkCall, flag, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { Estimator } from '../estimator.ts';
import { fitted, inDTypeOf, matrixLike, matrixOf } from '../samples.ts';

export interface StandardScalerOptions {
  /**
   * Take the mean away. Default true.
   * @ko 평균을 뺍니다. 기본값 true.
   */
  withMean?: boolean;
  /**
   * Divide by the standard deviation. Default true.
   * @ko 표준 편차로 나눕니다. 기본값 true.
   */
  withStd?: boolean;
}

const scalerOptions = optionsOf<StandardScalerOptions>()({ withMean: flag().or(true), withStd: flag().or(true) });

/** Brings every feature to mean 0 and standard deviation 1. */
export class StandardScaler extends Estimator {
  readonly #options: Required<StandardScalerOptions>;
  #found: { mean: NDArray; variance: NDArray; scale: NDArray; n: number } | undefined;

  constructor(options?: StandardScalerOptions) {
    super(options);
    this.#options = { ...readOptions('StandardScaler', options, scalerOptions) };
  }

  /** Measures the features of x (n, features). Gives the scaler itself. */
  fit(x: ArraySource): this {
    if (arguments.length > 1) checkCall('StandardScaler.fit', arguments, 1);
    const rows = matrixOf(x, 'StandardScaler.fit');
    const n = rows.shape[0]!;
    const mean = rows.mean(0);
    const variance = rows.sub(mean).square().mean(0);
    // A feature that does not vary but for rounding stays as it is.
    const noise = variance.mul(n * 2 ** -52).add(mean.mul(n * 2 ** -52).square());
    const scale = np.where(variance.le(noise), 1, variance.sqrt());
    this.#found = { mean, variance, scale, n };
    return this;
  }

  /** (x - mean) / standard deviation; float32 stays float32. */
  transform(x: ArraySource): NDArray {
    if (arguments.length > 1) checkCall('StandardScaler.transform', arguments, 1);
    const who = 'StandardScaler.transform';
    const { mean, scale } = fitted(this.#found, who);
    let rows = matrixLike(x, mean.size, who);
    if (this.#options.withMean) rows = rows.sub(mean);
    if (this.#options.withStd) rows = rows.div(scale);
    return inDTypeOf(x, rows);
  }

  /** fit and transform of the same x. */
  fitTransform(x: ArraySource): NDArray {
    return this.fit(x).transform(x);
  }

  /** Back from scaled features to those they came from. */
  inverseTransform(x: ArraySource): NDArray {
    const who = 'StandardScaler.inverseTransform';
    const { mean, scale } = fitted(this.#found, who);
    let rows = matrixLike(x, mean.size, who);
    if (this.#options.withStd) rows = rows.mul(scale);
    if (this.#options.withMean) rows = rows.add(mean);
    return inDTypeOf(x, rows);
  }

  /** The mean of each feature. */
  get mean_(): NDArray {
    return fitted(this.#found, 'StandardScaler.mean_').mean;
  }

  /** The variance of each feature. */
  get var_(): NDArray {
    return fitted(this.#found, 'StandardScaler.var_').variance;
  }

  /** What each feature is divided by. */
  get scale_(): NDArray {
    return fitted(this.#found, 'StandardScaler.scale_').scale;
  }

  /** How many samples fit saw. */
  get nSamplesSeen_(): number {
    return fitted(this.#found, 'StandardScaler.nSamplesSeen_').n;
  }
}
