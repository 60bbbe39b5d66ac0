/** @file Gradients by trying: each number a little up, a little down. Slow, simple, and what every backward is checked against. */
import { checkCall, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { DTypeError } from '../../errors/index.ts';

export interface NumericalGradientOptions {
  /**
   * How far each number is moved up and down. Default 1e-4.
   * @ko 수마다 위아래로 움직여 보는 폭입니다. 기본값 1e-4.
   */
  h?: number;
}

const gradientOptions = optionsOf<NumericalGradientOptions>()({ h: number({ above: 0 }).or(1e-4) });

/**
 * (f(x + h) - f(x - h)) / 2h for each number of x. x is changed in place while f runs, and is as before at the end.
 *
 * @ko 값을 조금씩 바꾸어 보며 기울기를 수치로 구합니다.
 * @param f gives a number; it may read x from its argument or from where it lies (a layer's weights)
 * @koParam f 수 하나를 주는 함수. x는 인수로 받아도 되고, 놓인 자리(층의 가중치)에서 읽어도 됩니다
 * @returns float64 in the shape of x
 */
export function numericalGradient(f: (x: NDArray) => number, x: NDArray, options?: NumericalGradientOptions): NDArray {
  const who = 'cnn.numericalGradient';
  if (arguments.length > 3) checkCall(who, arguments, 3, gradientOptions);
  const { h } = readOptions(who, options, gradientOptions);
  if (!x.dtype.startsWith('float')) {
    throw new DTypeError({
      who,
      rule: { en: 'x must hold floating-point numbers', ko: 'x는 실수 배열이어야 합니다' },
      received: x.dtype,
      hint: { en: "x.astype('float64')", ko: "x.astype('float64')" },
    });
  }
  const gradient = np.zeros(x.shape);
  const slope = gradient.data;
  for (let i = 0; i < x.size; i++) {
    const place = np.unravelIndex(i, x.shape);
    const value = x.item(...place);
    try {
      x.set(...place, value + h);
      const above = f(x);
      x.set(...place, value - h);
      slope[i] = (above - f(x)) / (2 * h);
    } finally {
      x.set(...place, value);
    }
  }
  return gradient;
}
