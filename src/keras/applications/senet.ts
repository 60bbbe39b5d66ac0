/**
 * @file SE-ResNet: before its sum each block of ResNet weighs its channels, by two small layers that see the mean of every channel.
 * Hu, Shen, Albanie, Sun and Wu, "Squeeze-and-excitation networks", 2017, arXiv 1709.01507; figure 3, table 1 (reduction 16).
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { averageAndClassify, plain } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { EPSILON, normalizeRelu, poolNames, resnetBody, stageOf } from './resnet-frame.ts';

const REDUCTION = 16;

/** Squeeze: the mean of each channel. Excite: a number between 0 and 1 for each channel, by which it is multiplied. */
function squeezeExcite(x: KerasTensor, channels: number, name: string): KerasTensor {
  let y = layers.GlobalAveragePooling2D({ name: `${name}_squeeze` })(x);
  y = layers.Dense(channels / REDUCTION, { activation: 'relu', name: `${name}_reduce` })(y);
  y = layers.Dense(channels, { activation: 'sigmoid', name: `${name}_expand` })(y);
  y = layers.Reshape([1, 1, channels], { name: `${name}_reshape` })(y);
  return layers.Multiply({ name: `${name}_scale` })([x, y]);
}

function block(x: KerasTensor, filters: number, name: string, { strides = 1, project = false } = {}): KerasTensor {
  let shortcut = x;
  if (project) {
    shortcut = layers.Conv2D(4 * filters, 1, { strides, useBias: false, name: `${name}_0_conv` })(x);
    shortcut = layers.BatchNormalization({ epsilon: EPSILON, name: `${name}_0_bn` })(shortcut);
  }
  let y = layers.Conv2D(filters, 1, { strides, useBias: false, name: `${name}_1_conv` })(x);
  y = normalizeRelu(y, `${name}_1_bn`, `${name}_1_relu`);
  y = layers.Conv2D(filters, 3, { padding: 'same', useBias: false, name: `${name}_2_conv` })(y);
  y = normalizeRelu(y, `${name}_2_bn`, `${name}_2_relu`);
  y = layers.Conv2D(4 * filters, 1, { useBias: false, name: `${name}_3_conv` })(y);
  y = layers.BatchNormalization({ epsilon: EPSILON, name: `${name}_3_bn` })(y);
  y = squeezeExcite(y, 4 * filters, `${name}_se`);
  y = layers.Add({ name: `${name}_add` })([shortcut, y]);
  return layers.Activation('relu', { name: `${name}_out` })(y);
}

/**
 * SE-ResNet-50 for 224 × 224 colour pictures, 28.1 million parameters. Smallest side without the top: 32.
 * @ko 채널마다 가중치를 주는 SE 블록이 든 ResNet50의 구조를 만듭니다.
 */
export const SEResNet50 = plain({
  who: 'SEResNet50',
  name: 'seresnet50',
  size: 224,
  least: 32,
  body: resnetBody({ blocks: [3, 4, 6, 3], stage: stageOf(block), useBias: false }),
  classify: averageAndClassify,
  poolNames,
});

export const { preprocessInput, decodePredictions } = imagenetUtils('torch');
