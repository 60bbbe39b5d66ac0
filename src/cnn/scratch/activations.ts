/** @file Activations from scratch, with their way back. */
import { checkCall } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { array, gradientOf, kept } from './checks.ts';

/** max(x, 0): what is negative is dropped, and no gradient flows through it. */
export class Relu {
  #positive: NDArray | undefined;

  constructor() {
    if (arguments.length > 0) checkCall('cnn.Relu', arguments, 0);
  }

  /** Any shape, kept. */
  forward(x: NDArray): NDArray {
    array('cnn.Relu', 'x', x);
    this.#positive = x.gt(0);
    return np.maximum(x, 0);
  }

  /** The gradient, where x was above 0. */
  backward(dout: NDArray): NDArray {
    const positive = kept('cnn.Relu', this.#positive);
    gradientOf('cnn.Relu', dout, positive.shape);
    return dout.mul(positive);
  }
}

/** 1 / (1 + e⁻ˣ). */
export class Sigmoid {
  #out: NDArray | undefined;

  constructor() {
    if (arguments.length > 0) checkCall('cnn.Sigmoid', arguments, 0);
  }

  /** Any shape, kept. */
  forward(x: NDArray): NDArray {
    array('cnn.Sigmoid', 'x', x);
    this.#out = np.exp(x.neg()).add(1).pow(-1);
    return this.#out;
  }

  /** The gradient times y (1 - y). */
  backward(dout: NDArray): NDArray {
    const y = kept('cnn.Sigmoid', this.#out);
    gradientOf('cnn.Sigmoid', dout, y.shape);
    return dout.mul(y).mul(y.neg().add(1));
  }
}
