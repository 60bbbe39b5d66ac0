/**
 * @file InceptionV3: modules that look at a map through several windows at once, large ones taken apart: 5 × 5 into two
 * 3 × 3, n × n into 1 × n and n × 1. Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception architecture for
 * computer vision", 2015, arXiv 1512.00567; table 1, the modules of figures 5 to 7 and 10.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { averageAndClassify, pretrained, usualFile } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

type Step = { strides?: number; padding?: 'same' | 'valid' };

/** Convolution without bias, batch normalization without scale, ReLU: the step that everything here is made of. */
function conv(x: KerasTensor, filters: number, h: number, w: number, { strides = 1, padding = 'same' }: Step = {}) {
  x = layers.Conv2D(filters, [h, w], { strides, padding, useBias: false })(x);
  x = layers.BatchNormalization({ scale: false })(x);
  return layers.Activation('relu')(x);
}

/** The mean of the 3 × 3 around each place, then 1 × 1. */
function pooled(x: KerasTensor, filters: number): KerasTensor {
  return conv(layers.AveragePooling2D(3, { strides: 1, padding: 'same' })(x), filters, 1, 1);
}

function join(parts: KerasTensor[], name?: string): KerasTensor {
  return layers.Concatenate({ axis: 3, name })(parts);
}

/** Figure 5: 1 × 1, 5 × 5, 3 × 3 twice, pooling (35 × 35 maps). */
function moduleA(x: KerasTensor, pool: number, name: string): KerasTensor {
  const one = conv(x, 64, 1, 1);
  const five = conv(conv(x, 48, 1, 1), 64, 5, 5);
  const double = conv(conv(conv(x, 64, 1, 1), 96, 3, 3), 96, 3, 3);
  return join([one, five, double, pooled(x, pool)], name);
}

/** Figure 6 with n = 7: 7 × 7 as 1 × 7 and 7 × 1, once and twice (17 × 17 maps). */
function moduleB(x: KerasTensor, inner: number, name: string): KerasTensor {
  const one = conv(x, 192, 1, 1);
  const seven = conv(conv(conv(x, inner, 1, 1), inner, 1, 7), 192, 7, 1);
  let double = conv(conv(x, inner, 1, 1), inner, 7, 1);
  double = conv(conv(conv(double, inner, 1, 7), inner, 7, 1), 192, 1, 7);
  return join([one, seven, double, pooled(x, 192)], name);
}

/** Figure 7: wide rather than deep, 3 × 3 as 1 × 3 beside 3 × 1 (8 × 8 maps). */
function moduleC(x: KerasTensor, number: number): KerasTensor {
  const one = conv(x, 320, 1, 1);
  const three = conv(x, 384, 1, 1);
  const wide = join([conv(three, 384, 1, 3), conv(three, 384, 3, 1)], `mixed9_${number}`);
  const deep = conv(conv(x, 448, 1, 1), 384, 3, 3);
  const deepWide = join([conv(deep, 384, 1, 3), conv(deep, 384, 3, 1)]);
  return join([one, wide, deepWide, pooled(x, 192)], `mixed${9 + number}`);
}

/** Figure 10: half the height and width by strides in two branches and pooling in a third. */
function reduceA(x: KerasTensor): KerasTensor {
  const three = conv(x, 384, 3, 3, { strides: 2, padding: 'valid' });
  const double = conv(conv(conv(x, 64, 1, 1), 96, 3, 3), 96, 3, 3, { strides: 2, padding: 'valid' });
  return join([three, double, layers.MaxPooling2D(3, { strides: 2 })(x)], 'mixed3');
}

function reduceB(x: KerasTensor): KerasTensor {
  const three = conv(conv(x, 192, 1, 1), 320, 3, 3, { strides: 2, padding: 'valid' });
  const seven = conv(conv(conv(x, 192, 1, 1), 192, 1, 7), 192, 7, 1);
  const reduced = conv(seven, 192, 3, 3, { strides: 2, padding: 'valid' });
  return join([three, reduced, layers.MaxPooling2D(3, { strides: 2 })(x)], 'mixed8');
}

function stem(x: KerasTensor): KerasTensor {
  x = conv(x, 32, 3, 3, { strides: 2, padding: 'valid' });
  x = conv(conv(x, 32, 3, 3, { padding: 'valid' }), 64, 3, 3);
  x = layers.MaxPooling2D(3, { strides: 2 })(x);
  x = conv(conv(x, 80, 1, 1, { padding: 'valid' }), 192, 3, 3, { padding: 'valid' });
  return layers.MaxPooling2D(3, { strides: 2 })(x);
}

/**
 * InceptionV3 for 299 × 299 colour pictures. Smallest side without the top: 75. The modules end in layers `mixed0` … `mixed10`;
 * the lecture cuts at `mixed7`.
 * @ko InceptionV3(2015)를 만듭니다. 학습된 가중치를 쓸 수 있습니다.
 */
export const InceptionV3 = pretrained({
  who: 'InceptionV3',
  name: 'inception_v3',
  size: 299,
  least: 75,
  body(x) {
    x = stem(x);
    for (const [i, pool] of [32, 64, 64].entries()) x = moduleA(x, pool, `mixed${i}`);
    x = reduceA(x);
    for (const [i, inner] of [128, 160, 160, 192].entries()) x = moduleB(x, inner, `mixed${4 + i}`);
    x = reduceB(x);
    for (const i of [0, 1]) x = moduleC(x, i);
    return x;
  },
  classify: averageAndClassify,
  official: (settings) =>
    usualFile('inception_v3', 'inception_v3', settings, [
      '9a0d58056eeedaa3f26cb7ebd46da564',
      'bcbd6486424b2319ff4ef7d526e38f63',
    ]),
});

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
