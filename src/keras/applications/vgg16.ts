/** @file VGG16: 13 convolutions and 3 Dense layers, 138 million parameters. See vgg.ts. */
import { imagenetUtils } from './imagenet.ts';
import { vgg } from './vgg.ts';

/**
 * VGG16 for 224 × 224 colour pictures (arXiv 1409.1556, table 1, column D). Smallest side without the top: 32.
 * @ko VGG16(2014)을 만듭니다. 학습된 가중치를 쓸 수 있습니다.
 */
export const VGG16 = vgg(
  'VGG16',
  [2, 2, 3, 3, 3],
  ['64373286793e3c8b2b4e3219cbf3544b', '6d6bbae143d832006294945121d1f1fc'],
);

export const { preprocessInput, decodePredictions } = imagenetUtils('caffe');
