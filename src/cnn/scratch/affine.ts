/** @file A fully connected layer from scratch: x · W + b. */
import { checkCall } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { array, axes, gradientOf, kept, sameLength } from './checks.ts';

/**
 * x · W + b. Pictures (N, C, H, W) are flattened to (N, C·H·W) on the way in, and `backward` gives their shape back.
 *
 * @param W (D, M) weights
 * @param b (M,) one bias per output
 */
export class Affine {
  /** Weights (D, M). */
  W: NDArray;
  /** Biases (M,). */
  b: NDArray;
  /** Gradient of the loss by W, after `backward`. */
  dW: NDArray | undefined;
  /** Gradient of the loss by b, after `backward`. */
  db: NDArray | undefined;
  #x: NDArray | undefined;
  #shape: readonly number[] = [];

  constructor(W: NDArray, b: NDArray) {
    if (arguments.length > 2) checkCall('cnn.Affine', arguments, 2);
    axes('cnn.Affine', 'W', W, '(D, M)');
    array('cnn.Affine', 'b', b);
    sameLength('cnn.Affine', { en: 'columns of W and numbers of b', ko: 'W의 열 수와 b의 개수' }, W.shape[1]!, b.size);
    [this.W, this.b] = [W, b];
  }

  /** (N, …) → (N, M). */
  forward(x: NDArray): NDArray {
    array('cnn.Affine', 'x', x);
    this.#shape = x.shape;
    this.#x = x.reshape(x.shape[0]!, -1);
    sameLength(
      'cnn.Affine',
      { en: 'numbers of a sample and rows of W', ko: '샘플 하나의 수 개수와 W의 행 수' },
      this.#x.shape[1]!,
      this.W.shape[0]!,
    );
    return this.#x.dot(this.W).add(this.b);
  }

  /** The gradient by the output (N, M) → the gradient by the input; dW and db are kept. */
  backward(dout: NDArray): NDArray {
    const x = kept('cnn.Affine', this.#x);
    gradientOf('cnn.Affine', dout, [x.shape[0]!, this.b.size]);
    this.dW = x.T.dot(dout);
    this.db = dout.sum(0);
    return dout.dot(this.W.T).reshape(...this.#shape);
  }
}
