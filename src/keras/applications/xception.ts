/**
 * @file Xception: inception taken to its end. Each channel is filtered by itself, then 1 × 1 mixes the channels (a separable
 * convolution), with shortcuts as in ResNet. Chollet, "Xception: deep learning with depthwise separable convolutions", 2016,
 * arXiv 1610.02357; figure 5.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { averageAndClassify, pretrained, usualFile } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

/** Separable 3 × 3 and batch normalization. */
function separable(x: KerasTensor, filters: number, name: string): KerasTensor {
  x = layers.SeparableConv2D(filters, 3, { padding: 'same', useBias: false, name })(x);
  return layers.BatchNormalization({ name: `${name}_bn` })(x);
}

function relu(x: KerasTensor, name: string): KerasTensor {
  return layers.Activation('relu', { name })(x);
}

/** Two separable steps and pooling, beside a 1 × 1 of stride 2 (entry flow, and the start of the exit flow). */
function halving(x: KerasTensor, number: number, filters: readonly [number, number], reluFirst = true): KerasTensor {
  const name = `block${number}`;
  let shortcut = layers.Conv2D(filters[1], 1, { strides: 2, padding: 'same', useBias: false })(x);
  shortcut = layers.BatchNormalization()(shortcut);
  if (reluFirst) x = relu(x, `${name}_sepconv1_act`);
  x = separable(x, filters[0], `${name}_sepconv1`);
  x = separable(relu(x, `${name}_sepconv2_act`), filters[1], `${name}_sepconv2`);
  x = layers.MaxPooling2D(3, { strides: 2, padding: 'same', name: `${name}_pool` })(x);
  return layers.Add()([x, shortcut]);
}

/** Three separable steps of 728 channels, added to the input (middle flow, eight times). */
function middle(x: KerasTensor, number: number): KerasTensor {
  let y = x;
  for (let i = 1; i <= 3; i++) {
    y = separable(relu(y, `block${number}_sepconv${i}_act`), 728, `block${number}_sepconv${i}`);
  }
  return layers.Add()([y, x]);
}

function stem(x: KerasTensor): KerasTensor {
  for (const [name, filters, strides] of [
    ['block1_conv1', 32, 2],
    ['block1_conv2', 64, 1],
  ] as const) {
    x = layers.Conv2D(filters, 3, { strides, useBias: false, name })(x);
    x = relu(layers.BatchNormalization({ name: `${name}_bn` })(x), `${name}_act`);
  }
  return x;
}

/** Xception for 299 × 299 colour pictures. Smallest side without the top: 71. */
export const Xception = pretrained({
  who: 'Xception',
  name: 'xception',
  size: 299,
  least: 71,
  body(x) {
    x = halving(stem(x), 2, [128, 128], false);
    x = halving(x, 3, [256, 256]);
    x = halving(x, 4, [728, 728]);
    for (let number = 5; number <= 12; number++) x = middle(x, number);
    x = halving(x, 13, [728, 1024]);
    x = relu(separable(x, 1536, 'block14_sepconv1'), 'block14_sepconv1_act');
    return relu(separable(x, 2048, 'block14_sepconv2'), 'block14_sepconv2_act');
  },
  classify: averageAndClassify,
  official: (settings) =>
    usualFile('xception', 'xception', settings, [
      '0a58e3b7378bc2990ea3b43d5981f1f6',
      'b0042744bf5b25fce3cb969f33bebb97',
    ]),
});

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
