/**
 * @file Network in Network: behind each convolution a small network of 1 × 1 convolutions, and no Dense layer: the mean of each
 * last map is a class's score. Lin, Chen and Yan, "Network in network", 2013, arXiv 1312.4400; figure 2, the network for CIFAR-10
 * of section 4.2.
 */
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { plain, type Settings } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

function conv(x: KerasTensor, filters: number, window: number, name: string): KerasTensor {
  return layers.Conv2D(filters, window, { padding: 'same', activation: 'relu', name })(x);
}

/** A convolution and two 1 × 1: a perceptron with two hidden layers that slides over the picture. */
function mlpconv(x: KerasTensor, number: number, window: number, filters: readonly [number, number, number]) {
  x = conv(x, filters[0], window, `conv${number}`);
  x = conv(x, filters[1], 1, `cccp${2 * number - 1}`);
  return conv(x, filters[2], 1, `cccp${2 * number}`);
}

function body(x: KerasTensor): KerasTensor {
  x = mlpconv(x, 1, 5, [192, 160, 96]);
  x = layers.MaxPooling2D(3, { strides: 2, padding: 'same', name: 'pool1' })(x);
  x = layers.Dropout(0.5, { name: 'drop1' })(x);
  x = mlpconv(x, 2, 5, [192, 192, 192]);
  x = layers.AveragePooling2D(3, { strides: 2, padding: 'same', name: 'pool2' })(x);
  x = layers.Dropout(0.5, { name: 'drop2' })(x);
  return conv(conv(x, 192, 3, 'conv3'), 192, 1, 'cccp5');
}

/** One map for each class, and its mean. */
function classify(x: KerasTensor, { classes, classifierActivation }: Settings): KerasTensor {
  x = conv(x, classes, 1, 'cccp6');
  x = layers.GlobalAveragePooling2D({ name: 'avg_pool' })(x);
  return layers.Activation(classifierActivation, { name: 'predictions' })(x);
}

/** Network in Network for CIFAR-10: 32 × 32 colour pictures, 10 classes, 966,986 parameters. There are no official weights. */
export const NetworkInNetwork = plain({
  who: 'NetworkInNetwork',
  name: 'network_in_network',
  size: 32,
  least: 8,
  options: { classes: 10 },
  body,
  classify,
});

export const { preprocessInput } = imagenetUtils('tf');

/** This network knows the ten classes of CIFAR-10, not ImageNet's: raises ValueError. */
export function decodePredictions(): never {
  throw new ValueError({
    who: 'nin.decodePredictions',
    rule: {
      en: 'this network tells the ten classes of CIFAR-10 apart, not those of ImageNet',
      ko: '이 네트워크는 CIFAR-10의 클래스 열 개를 구별하며, ImageNet의 클래스와는 다릅니다',
    },
    hint: {
      en: 'The class of each row is np.argmax(scores, 1); names are in datasets.cifar10.',
      ko: '행마다 클래스는 np.argmax(scores, 1)이고, 이름은 datasets.cifar10에 있습니다',
    },
  });
}
