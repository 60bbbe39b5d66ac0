/**
 * @file ZFNet, the winner of 2013: AlexNet after its authors had looked at what the maps show. A smaller first window (7 × 7) and
 * smaller steps (2) keep what AlexNet's first layer lost. Zeiler and Fergus, "Visualizing and understanding convolutional networks",
 * 2013, arXiv 1311.2901; figure 3.
 */
import * as layers from '../layers/index.ts';
import { plain } from './application.ts';
import { brightness, overlappingPool, wideClassifier } from './caffe.ts';
import { imagenetUtils } from './imagenet.ts';

/**
 * ZFNet for 224 × 224 colour pictures, 62.4 million parameters. Smallest side without the top: 53. There are no official weights.
 * @ko ZFNet(2013)의 구조를 만듭니다.
 */
export const ZFNet = plain({
  who: 'ZFNet',
  name: 'zfnet',
  size: 224,
  least: 53,
  body(x) {
    x = layers.ZeroPadding2D(1, { name: 'pad1' })(x);
    x = layers.Conv2D(96, 7, { strides: 2, activation: 'relu', name: 'conv1' })(x); // (110, 110, 96)
    x = brightness(overlappingPool(x, 'pool1'), 'norm1'); // (55, 55, 96)
    x = layers.Conv2D(256, 5, { strides: 2, activation: 'relu', name: 'conv2' })(x); // (26, 26, 256)
    x = brightness(overlappingPool(x, 'pool2'), 'norm2'); // (13, 13, 256)
    for (const [number, filters] of [384, 384, 256].entries()) {
      x = layers.Conv2D(filters, 3, { padding: 'same', activation: 'relu', name: `conv${number + 3}` })(x);
    }
    return overlappingPool(x, 'pool5'); // (6, 6, 256)
  },
  classify: wideClassifier,
});

export const { preprocessInput, decodePredictions } = imagenetUtils('bgr');
