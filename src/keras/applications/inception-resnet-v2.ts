/**
 * @file Inception-ResNet v2: inception modules whose result is added to their input, scaled down so that training stays calm.
 * Szegedy, Ioffe, Vanhoucke and Alemi, "Inception-v4, Inception-ResNet and the impact of residual connections on learning",
 * 2016, arXiv 1602.07261; figures 15 to 19, scaling as in section 3.3.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { CustomScaleLayer } from '../layers/application-layers.ts';
import { averageAndClassify, pretrained, usualFile } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

type Window = number | readonly [number, number];
type Step = { strides?: number; padding?: 'same' | 'valid'; name?: string };

/** Convolution without bias, batch normalization without scale, ReLU. */
function conv(
  x: KerasTensor,
  filters: number,
  window: Window,
  { strides = 1, padding = 'same', name }: Step = {},
): KerasTensor {
  x = layers.Conv2D(filters, window, { strides, padding, useBias: false, name })(x);
  x = layers.BatchNormalization({ scale: false, name: name && `${name}_bn` })(x);
  return layers.Activation('relu', { name: name && `${name}_ac` })(x);
}

function join(parts: KerasTensor[], name: string): KerasTensor {
  return layers.Concatenate({ axis: 3, name })(parts);
}

/** The branches of each kind of block: block35 and so on after the size of its maps at 299 × 299. */
const BRANCHES = {
  block35: (x: KerasTensor) => [conv(x, 32, 1), conv(conv(x, 32, 1), 32, 3), conv(conv(conv(x, 32, 1), 48, 3), 64, 3)],
  block17: (x: KerasTensor) => [conv(x, 192, 1), conv(conv(conv(x, 128, 1), 160, [1, 7]), 192, [7, 1])],
  block8: (x: KerasTensor) => [conv(x, 192, 1), conv(conv(conv(x, 192, 1), 224, [1, 3]), 256, [3, 1])],
};

/** x + scale · (branches, brought back to the channels of x by 1 × 1), then ReLU (figures 16, 17, 19). */
function residual(
  x: KerasTensor,
  kind: keyof typeof BRANCHES,
  number: number,
  scale: number,
  { relu = true }: { relu?: boolean } = {},
): KerasTensor {
  const name = `${kind}_${number}`;
  const mixed = join(BRANCHES[kind](x), `${name}_mixed`);
  const back = layers.Conv2D(x.shape[3]!, 1, { padding: 'same', name: `${name}_conv` })(mixed);
  const sum: KerasTensor = new CustomScaleLayer(scale)([x, back]);
  return relu ? layers.Activation('relu', { name: `${name}_ac` })(sum) : sum;
}

function stem(x: KerasTensor): KerasTensor {
  x = conv(x, 32, 3, { strides: 2, padding: 'valid' });
  x = conv(conv(x, 32, 3, { padding: 'valid' }), 64, 3);
  x = layers.MaxPooling2D(3, { strides: 2 })(x);
  x = conv(conv(x, 80, 1, { padding: 'valid' }), 192, 3, { padding: 'valid' });
  x = layers.MaxPooling2D(3, { strides: 2 })(x);
  const one = conv(x, 96, 1);
  const five = conv(conv(x, 48, 1), 64, 5);
  const double = conv(conv(conv(x, 64, 1), 96, 3), 96, 3);
  const pooled = conv(layers.AveragePooling2D(3, { strides: 1, padding: 'same' })(x), 64, 1);
  return join([one, five, double, pooled], 'mixed_5b');
}

const HALVE = { strides: 2, padding: 'valid' } as const;

/** Reduction-A (figure 7): half the height and width. */
function reduceA(x: KerasTensor): KerasTensor {
  const three = conv(x, 384, 3, HALVE);
  const double = conv(conv(conv(x, 256, 1), 256, 3), 384, 3, HALVE);
  return join([three, double, layers.MaxPooling2D(3, HALVE)(x)], 'mixed_6a');
}

/** Reduction-B (figure 18). */
function reduceB(x: KerasTensor): KerasTensor {
  const first = conv(conv(x, 256, 1), 384, 3, HALVE);
  const second = conv(conv(x, 256, 1), 288, 3, HALVE);
  const third = conv(conv(conv(x, 256, 1), 288, 3), 320, 3, HALVE);
  return join([first, second, third, layers.MaxPooling2D(3, HALVE)(x)], 'mixed_7a');
}

/** Inception-ResNet v2 for 299 × 299 colour pictures. Smallest side without the top: 75. */
export const InceptionResNetV2 = pretrained({
  who: 'InceptionResNetV2',
  name: 'inception_resnet_v2',
  size: 299,
  least: 75,
  body(x) {
    x = stem(x);
    for (let i = 1; i <= 10; i++) x = residual(x, 'block35', i, 0.17);
    x = reduceA(x);
    for (let i = 1; i <= 20; i++) x = residual(x, 'block17', i, 0.1);
    x = reduceB(x);
    for (let i = 1; i <= 9; i++) x = residual(x, 'block8', i, 0.2);
    x = residual(x, 'block8', 10, 1, { relu: false });
    return conv(x, 1536, 1, { name: 'conv_7b' });
  },
  classify: averageAndClassify,
  official: (settings) =>
    usualFile('inception_resnet_v2', 'inception_resnet_v2', settings, [
      'e693bd0210a403b3192acc6073ad2e96',
      'd19885ff4a710c122648d3b5c3b684e4',
    ]),
});

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
