/** @file VGG19: 16 convolutions and 3 Dense layers, 144 million parameters. See vgg.ts. */
import { imagenetUtils } from './imagenet.ts';
import { vgg } from './vgg.ts';

/**
 * VGG19 for 224 × 224 colour pictures (arXiv 1409.1556, table 1, column E). Smallest side without the top: 32.
 * @ko VGG19(2014)를 만듭니다. 학습된 가중치를 쓸 수 있습니다.
 */
export const VGG19 = vgg(
  'VGG19',
  [2, 2, 4, 4, 4],
  ['cbe5617147190e668d6c5d5026f83318', '253f8cb515780f3b799900260a226db6'],
);

export const { preprocessInput, decodePredictions } = imagenetUtils('caffe');
