/**
 * @file AlexNet, with which deep learning won in 2012: five convolutions, ReLU, overlapping pooling, dropout. It was trained on two
 * processors, each with half of the maps; where they do not talk, a convolution has two groups. Krizhevsky, Sutskever and Hinton,
 * "ImageNet classification with deep convolutional neural networks", 2012; figure 2, sections 3.3 to 3.5.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { plain, type ApplicationOptions } from './application.ts';
import { brightness, overlappingPool, wideClassifier } from './caffe.ts';
import { checkWord } from './checks.ts';
import { imagenetUtils } from './imagenet.ts';

export interface AlexNetOptions extends ApplicationOptions {
  /**
   * Of conv2, conv4 and conv5. Default 2, the two processors; 1: as if there had been one.
   * @ko conv2, conv4, conv5의 그룹 수입니다. 기본값 2(GPU 두 장), 1이면 한 장이었을 때입니다.
   */
  groups?: 1 | 2;
}

const OWN = { groups: 2 as 1 | 2 };

function conv(x: KerasTensor, filters: number, window: number, groups: number, name: string): KerasTensor {
  return layers.Conv2D(filters, window, { padding: 'same', activation: 'relu', groups, name })(x);
}

/**
 * AlexNet, 61.0 million parameters. The paper says 224 × 224; its sizes come out at 227 × 227, the side here. Smallest side without
 * the top: 67. There are no official weights.
 * @ko AlexNet(2012)의 구조를 만듭니다.
 */
export const AlexNet = plain<typeof OWN, AlexNetOptions>({
  who: 'AlexNet',
  name: 'alexnet',
  size: 227,
  least: 67,
  options: OWN,
  check: ({ groups }) => checkWord('AlexNet', 'groups', groups, [1, 2]),
  body(x, { groups }) {
    x = layers.Conv2D(96, 11, { strides: 4, activation: 'relu', name: 'conv1' })(x); // (55, 55, 96)
    x = overlappingPool(brightness(x, 'norm1'), 'pool1'); // (27, 27, 96)
    x = conv(x, 256, 5, groups, 'conv2');
    x = overlappingPool(brightness(x, 'norm2'), 'pool2'); // (13, 13, 256)
    x = conv(x, 384, 3, 1, 'conv3');
    x = conv(x, 384, 3, groups, 'conv4');
    x = conv(x, 256, 3, groups, 'conv5');
    return overlappingPool(x, 'pool5'); // (6, 6, 256)
  },
  classify: wideClassifier,
});

export const { preprocessInput, decodePredictions } = imagenetUtils('bgr');
