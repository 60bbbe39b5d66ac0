/**
 * @file ResNeXt: ResNet's blocks split into 32 narrow paths, computed as one convolution with 32 groups. Xie, Girshick, Dollár, Tu and
 * He, "Aggregated residual transformations for deep neural networks", 2016, arXiv 1611.05431; table 1, figure 3 (c).
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { averageAndClassify, plain } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { EPSILON, normalizeRelu, poolNames, resnetBody, stageOf } from './resnet-frame.ts';

const GROUPS = 32;

/** 1 × 1, 3 × 3 in 32 groups, 1 × 1 to twice the channels; added to the input, which a 1 × 1 brings to that size. */
function block(x: KerasTensor, filters: number, name: string, { strides = 1, project = false } = {}): KerasTensor {
  let shortcut = x;
  if (project) {
    shortcut = layers.Conv2D(2 * filters, 1, { strides, useBias: false, name: `${name}_0_conv` })(x);
    shortcut = layers.BatchNormalization({ epsilon: EPSILON, name: `${name}_0_bn` })(shortcut);
  }
  let y = layers.Conv2D(filters, 1, { useBias: false, name: `${name}_1_conv` })(x);
  y = normalizeRelu(y, `${name}_1_bn`, `${name}_1_relu`);
  y = layers.ZeroPadding2D(1, { name: `${name}_2_pad` })(y);
  y = layers.Conv2D(filters, 3, { strides, groups: GROUPS, useBias: false, name: `${name}_2_conv` })(y);
  y = normalizeRelu(y, `${name}_2_bn`, `${name}_2_relu`);
  y = layers.Conv2D(2 * filters, 1, { useBias: false, name: `${name}_3_conv` })(y);
  y = layers.BatchNormalization({ epsilon: EPSILON, name: `${name}_3_bn` })(y);
  y = layers.Add({ name: `${name}_add` })([shortcut, y]);
  return layers.Activation('relu', { name: `${name}_out` })(y);
}

/** ResNeXt-50 (32 × 4d) for 224 × 224 colour pictures, 25.0 million parameters. Smallest side without the top: 32. */
export const ResNeXt50 = plain({
  who: 'ResNeXt50',
  name: 'resnext50',
  size: 224,
  least: 32,
  body: resnetBody({ blocks: [3, 4, 6, 3], stage: stageOf(block), useBias: false, width: 128 }),
  classify: averageAndClassify,
  poolNames,
});

export const { preprocessInput, decodePredictions } = imagenetUtils('torch');
