/**
 * @file DenseNet: each step sees the maps of all steps before it and adds 32 of its own. Huang, Liu, van der Maaten and
 * Weinberger, "Densely connected convolutional networks", 2016, arXiv 1608.06993; table 1 (DenseNet-BC, growth rate 32).
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { averageAndClassify, pretrained, usualFile } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

const EPSILON = 1.001e-5;
const GROWTH = 32;

function normalizeRelu(x: KerasTensor, bn: string, relu: string): KerasTensor {
  return layers.Activation('relu', { name: relu })(layers.BatchNormalization({ epsilon: EPSILON, name: bn })(x));
}

/** 1 × 1 to 128 channels, 3 × 3 to 32 new ones, which join those of the input. */
function step(x: KerasTensor, name: string): KerasTensor {
  let y = normalizeRelu(x, `${name}_0_bn`, `${name}_0_relu`);
  y = layers.Conv2D(4 * GROWTH, 1, { useBias: false, name: `${name}_1_conv` })(y);
  y = normalizeRelu(y, `${name}_1_bn`, `${name}_1_relu`);
  y = layers.Conv2D(GROWTH, 3, { padding: 'same', useBias: false, name: `${name}_2_conv` })(y);
  return layers.Concatenate({ axis: 3, name: `${name}_concat` })([x, y]);
}

/** Half the channels by 1 × 1, half the height and width by averaging. */
function transition(x: KerasTensor, name: string): KerasTensor {
  x = normalizeRelu(x, `${name}_bn`, `${name}_relu`);
  x = layers.Conv2D(Math.floor(x.shape[3]! / 2), 1, { useBias: false, name: `${name}_conv` })(x);
  return layers.AveragePooling2D(2, { strides: 2, name: `${name}_pool` })(x);
}

function network(who: string, blocks: readonly number[], hashes: readonly [string, string]) {
  const name = who.toLowerCase();
  return pretrained({
    who,
    name,
    size: 224,
    least: 32,
    body(x) {
      x = layers.ZeroPadding2D(3)(x);
      x = layers.Conv2D(64, 7, { strides: 2, useBias: false, name: 'conv1_conv' })(x);
      x = layers.ZeroPadding2D(1)(normalizeRelu(x, 'conv1_bn', 'conv1_relu'));
      x = layers.MaxPooling2D(3, { strides: 2, name: 'pool1' })(x);
      for (const [i, steps] of blocks.entries()) {
        if (i > 0) x = transition(x, `pool${i + 1}`);
        for (let k = 1; k <= steps; k++) x = step(x, `conv${i + 2}_block${k}`);
      }
      return normalizeRelu(x, 'bn', 'relu');
    },
    classify: averageAndClassify,
    poolNames: { avg: 'avg_pool', max: 'max_pool' },
    official: (settings) => usualFile('densenet', name, settings, hashes),
  });
}

/** DenseNet with 121 layers for 224 × 224 colour pictures. Smallest side without the top: 32. */
export const DenseNet121 = network(
  'DenseNet121',
  [6, 12, 24, 16],
  ['9d60b8095a5708f2dcce2bca79d332c7', '30ee3e1110167f948a6b9946edeeb738'],
);
/** DenseNet with 169 layers. */
export const DenseNet169 = network(
  'DenseNet169',
  [6, 12, 32, 32],
  ['d699b8f76981ab1b30698df4c175e90b', 'b8c4d4c20dd625c148057b9ff1c1176b'],
);
/** DenseNet with 201 layers. */
export const DenseNet201 = network(
  'DenseNet201',
  [6, 12, 48, 32],
  ['1ceb130c1ea1b78c3bf6114dbdfd8807', 'c13680b51ded0fb44dff2d8f86ac8bb1'],
);

export const { preprocessInput, decodePredictions } = imagenetUtils('torch');
