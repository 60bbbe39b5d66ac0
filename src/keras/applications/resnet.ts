/**
 * @file ResNet: blocks that learn a correction to their input, so that 152 layers can be trained. He, Zhang, Ren and Sun,
 * "Deep residual learning for image recognition", 2015, arXiv 1512.03385; table 1, the bottleneck block of figure 5.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { pretrained } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { EPSILON, normalizeRelu, resnet, stageOf } from './resnet-frame.ts';

/** 1 × 1 to fewer channels, 3 × 3, 1 × 1 back to four times as many; added to the input, which a 1 × 1 brings to that size. */
function bottleneck(x: KerasTensor, filters: number, name: string, { strides = 1, project = false } = {}): KerasTensor {
  let shortcut = x;
  if (project) {
    shortcut = layers.Conv2D(4 * filters, 1, { strides, name: `${name}_0_conv` })(x);
    shortcut = layers.BatchNormalization({ epsilon: EPSILON, name: `${name}_0_bn` })(shortcut);
  }
  let y = layers.Conv2D(filters, 1, { strides, name: `${name}_1_conv` })(x);
  y = normalizeRelu(y, `${name}_1_bn`, `${name}_1_relu`);
  y = layers.Conv2D(filters, 3, { padding: 'same', name: `${name}_2_conv` })(y);
  y = normalizeRelu(y, `${name}_2_bn`, `${name}_2_relu`);
  y = layers.Conv2D(4 * filters, 1, { name: `${name}_3_conv` })(y);
  y = layers.BatchNormalization({ epsilon: EPSILON, name: `${name}_3_bn` })(y);
  y = layers.Add({ name: `${name}_add` })([shortcut, y]);
  return layers.Activation('relu', { name: `${name}_out` })(y);
}

function network(who: string, blocks: readonly number[], hashes: readonly [string, string]) {
  return pretrained(resnet({ who, blocks, stage: stageOf(bottleneck), first: false, hashes }));
}

/**
 * ResNet with 50 layers for 224 × 224 colour pictures. Smallest side without the top: 32.
 * @ko ResNet50(2015)을 만듭니다. 학습된 가중치를 쓸 수 있습니다.
 */
export const ResNet50 = network(
  'ResNet50',
  [3, 4, 6, 3],
  ['2cb95161c43110f7111970584f804107', '4d473c1dd8becc155b73f8504c6f6626'],
);
/** ResNet with 101 layers. */
export const ResNet101 = network(
  'ResNet101',
  [3, 4, 23, 3],
  ['f1aeb4b969a6efcfb50fad2f0c20cfc5', '88cf7a10940856eca736dc7b7e228a21'],
);
/** ResNet with 152 layers, the network that won in 2015. */
export const ResNet152 = network(
  'ResNet152',
  [3, 8, 36, 3],
  ['100835be76be38e30d865e96f2aaae62', 'ee4c566cf9a93f14d82f913c2dc6dd0c'],
);

export const { preprocessInput, decodePredictions } = imagenetUtils('caffe');
