/** @file Batch normalisation from scratch: every feature gets mean 0 and deviation 1 over the batch, then a scale and a shift of its own. */
import { checkCall, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { array, gradientOf, kept, sameLength } from './checks.ts';

export interface BatchNormalizationOptions {
  /** How slowly the running mean and variance follow the batches, from 0 to 1. Default 0.9. */
  momentum?: number;
}

const normalizationOptions = optionsOf<BatchNormalizationOptions>()({ momentum: number({ from: 0, to: 1 }).or(0.9) });
const EPSILON = 1e-7;

/**
 * (N, D), or pictures (N, C, H, W) as (N, C·H·W). In training the batch's own mean and variance are used, afterwards the running ones.
 *
 * @param gamma (D,) scale
 * @param beta (D,) shift
 */
export class BatchNormalization {
  /** Scale (D,). */
  gamma: NDArray;
  /** Shift (D,). */
  beta: NDArray;
  /** Gradient of the loss by gamma, after `backward`. */
  dgamma: NDArray | undefined;
  /** Gradient of the loss by beta, after `backward`. */
  dbeta: NDArray | undefined;
  /** Mean over the batches so far. */
  runningMean: NDArray | undefined;
  /** Variance over the batches so far. */
  runningVar: NDArray | undefined;
  readonly #momentum: number;
  #seen: { normal: NDArray; deviation: NDArray; shape: readonly number[] } | undefined;

  constructor(gamma: NDArray, beta: NDArray, options?: BatchNormalizationOptions) {
    if (arguments.length > 2) checkCall('cnn.BatchNormalization', arguments, 3, normalizationOptions);
    array('cnn.BatchNormalization', 'gamma', gamma);
    array('cnn.BatchNormalization', 'beta', beta);
    [this.gamma, this.beta] = [gamma, beta];
    this.#momentum = readOptions('cnn.BatchNormalization', options, normalizationOptions).momentum;
  }

  /** `training`: whether the batch's own mean and variance are used, and remembered. */
  forward(x: NDArray, training = true): NDArray {
    array('cnn.BatchNormalization', 'x', x);
    const flat = x.reshape(x.shape[0]!, -1);
    const what = { en: 'numbers of a sample and of gamma', ko: '샘플 하나의 수 개수와 gamma의 개수' };
    sameLength('cnn.BatchNormalization', what, flat.shape[1]!, this.gamma.size);
    this.runningMean ??= np.zeros([flat.shape[1]!]);
    this.runningVar ??= np.zeros([flat.shape[1]!]);
    if (!training) {
      const normal = flat.sub(this.runningMean).div(np.sqrt(this.runningVar.add(EPSILON)));
      return normal
        .mul(this.gamma)
        .add(this.beta)
        .reshape(...x.shape);
    }
    const mean = flat.mean(0);
    const centred = flat.sub(mean);
    const variance = centred.square().mean(0);
    const deviation = np.sqrt(variance.add(EPSILON));
    const normal = centred.div(deviation);
    this.#seen = { normal, deviation, shape: x.shape };
    const old = this.#momentum;
    this.runningMean = this.runningMean.mul(old).add(mean.mul(1 - old));
    this.runningVar = this.runningVar.mul(old).add(variance.mul(1 - old));
    return normal
      .mul(this.gamma)
      .add(this.beta)
      .reshape(...x.shape);
  }

  /** The gradient by the input; dgamma and dbeta are kept. The mean and the variance depend on x as well, hence the two means taken away. */
  backward(dout: NDArray): NDArray {
    const { normal, deviation, shape } = kept('cnn.BatchNormalization', this.#seen);
    gradientOf('cnn.BatchNormalization', dout, shape);
    const flat = dout.reshape(dout.shape[0]!, -1);
    this.dbeta = flat.sum(0);
    this.dgamma = flat.mul(normal).sum(0);
    const d = flat.mul(this.gamma);
    const dx = d
      .sub(d.mean(0))
      .sub(normal.mul(d.mul(normal).mean(0)))
      .div(deviation);
    return dx.reshape(...dout.shape);
  }
}
