/** @file Dropout from scratch: in training some values are left out by chance. */
import { checkCall } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { array, gradientOf, kept } from './checks.ts';

/** In training each value is 0 with probability `ratio`; afterwards all are there, times 1 - ratio. */
export class Dropout {
  /** Part of the values that is left out. */
  readonly ratio: number;
  #stays: NDArray | undefined;

  constructor(ratio = 0.5) {
    if (arguments.length > 1) checkCall('cnn.Dropout', arguments, 1);
    if (!(ratio >= 0 && ratio < 1)) {
      throw new ValueError({
        who: 'cnn.Dropout',
        rule: { en: 'ratio is from 0 up to 1 (not 1 itself)', ko: 'ratio는 0 이상 1 미만입니다' },
        received: String(ratio),
      });
    }
    this.ratio = ratio;
  }

  /** `training`: whether values are left out. */
  forward(x: NDArray, training = true): NDArray {
    array('cnn.Dropout', 'x', x);
    if (!training) return x.mul(1 - this.ratio);
    this.#stays = np.random.rand(...x.shape).gt(this.ratio);
    return x.mul(this.#stays);
  }

  /** The gradient, where a value stayed. */
  backward(dout: NDArray): NDArray {
    const stays = kept('cnn.Dropout', this.#stays);
    gradientOf('cnn.Dropout', dout, stays.shape);
    return dout.mul(stays);
  }
}
