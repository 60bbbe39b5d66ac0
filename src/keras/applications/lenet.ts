/**
 * @file LeNet-5, the network that read the digits on cheques: convolution, pooling, convolution, pooling, then three layers that
 * classify. LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998; figure 2.
 * Simplified as is usual: every map of C3 sees all maps of S2, pooling has no weights, softmax takes the place of the RBF units.
 */
import { refuseOptions } from '../common/arguments.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { plain, type Settings } from './application.ts';

function body(x: KerasTensor): KerasTensor {
  // MNIST's digits have no margin: 28 × 28 are given one of 2 pixels, which makes the paper's 32 × 32.
  const padding = x.shape[1] !== null && x.shape[1]! < 32 ? 'same' : 'valid';
  x = layers.Conv2D(6, 5, { activation: 'tanh', padding, name: 'C1' })(x); // (28, 28, 6)
  x = layers.AveragePooling2D(2, { name: 'S2' })(x); // (14, 14, 6)
  x = layers.Conv2D(16, 5, { activation: 'tanh', name: 'C3' })(x); // (10, 10, 16)
  return layers.AveragePooling2D(2, { name: 'S4' })(x); // (5, 5, 16)
}

function classify(x: KerasTensor, { classes, classifierActivation }: Settings): KerasTensor {
  x = layers.Conv2D(120, 5, { activation: 'tanh', name: 'C5' })(x); // (1, 1, 120): one number for each of 120 whole pictures
  x = layers.Flatten({ name: 'flatten' })(x);
  x = layers.Dense(84, { activation: 'tanh', name: 'F6' })(x);
  return layers.Dense(classes, { activation: classifierActivation, name: 'predictions' })(x);
}

/**
 * LeNet-5 for grey digits of 32 × 32 (or 28 × 28), 10 classes, 61,706 parameters. There are no official weights.
 * @ko LeNet-5(1998)의 구조를 만듭니다.
 */
export const LeNet5 = plain({
  who: 'LeNet5',
  name: 'lenet5',
  size: 32,
  least: 28,
  channels: 1,
  options: { classes: 10 },
  body,
  classify,
});

/** Bytes as in the paper: background (0) becomes -0.1, ink (255) 1.175, so that the mean is near 0 and the deviation near 1. */
export function preprocessInput(x: ArraySource): NDArray {
  if (arguments.length > 1) refuseOptions('lenet.preprocessInput', arguments, 1);
  return np.asarray(x).astype('float32').div(200).sub(0.1);
}

/** LeNet-5 knows digits, not ImageNet's classes: raises ValueError. */
export function decodePredictions(): never {
  throw new ValueError({
    who: 'lenet.decodePredictions',
    rule: {
      en: 'LeNet-5 tells ten digits apart, not the classes of ImageNet',
      ko: 'LeNet-5는 숫자 열 개를 구별하며, ImageNet의 클래스와는 다릅니다',
    },
    hint: { en: 'The digit of each row is np.argmax(scores, 1).', ko: '행마다 숫자는 np.argmax(scores, 1)입니다' },
  });
}
