/**
 * @file What the ResNets share: the stem that quarters the picture, four stages of blocks, the end. The blocks are in
 * resnet.ts (original), resnet-v2.ts (normalization first), resnext.ts (groups) and senet.ts (channels weighed).
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { averageAndClassify, type Plan, usualFile } from './application.ts';

/** Keras's epsilon of all batch normalizations here. */
export const EPSILON = 1.001e-5;

/** Batch normalization and ReLU. */
export function normalizeRelu(x: KerasTensor, bn: string, relu: string): KerasTensor {
  return layers.Activation('relu', { name: relu })(layers.BatchNormalization({ epsilon: EPSILON, name: bn })(x));
}

/** The stage of `blocks` blocks that are `filters` wide inside; `number` 2 … 5 as in the paper's table. */
export type Stage = (x: KerasTensor, number: number, filters: number, blocks: number) => KerasTensor;

/** A block that adds what it computes to its input; `project`: a 1 × 1 brings the input to the size of the sum. */
export type Block = (
  x: KerasTensor,
  filters: number,
  name: string,
  options?: { strides?: number; project?: boolean },
) => KerasTensor;

/** A stage of equal blocks: the first changes the size (of stage 2 only the channels), the others keep it. */
export function stageOf(block: Block): Stage {
  return (x, number, filters, blocks) => {
    x = block(x, filters, `conv${number}_block1`, { strides: number === 2 ? 1 : 2, project: true });
    for (let i = 2; i <= blocks; i++) x = block(x, filters, `conv${number}_block${i}`);
    return x;
  };
}

interface BodyPlan {
  /** Blocks in each stage. */
  blocks: readonly number[];
  stage: Stage;
  /** As in ResNetPlan. Default false. */
  first?: boolean;
  /** Of the stem's convolution. Default true. */
  useBias?: boolean;
  /** Of the first stage's blocks inside; it doubles with each stage. Default 64. */
  width?: number;
}

/** The stem and the four stages. */
export function resnetBody({ blocks, stage, first = false, useBias = true, width = 64 }: BodyPlan) {
  return (x: KerasTensor): KerasTensor => {
    x = layers.ZeroPadding2D(3, { name: 'conv1_pad' })(x);
    x = layers.Conv2D(64, 7, { strides: 2, useBias, name: 'conv1_conv' })(x);
    if (!first) x = normalizeRelu(x, 'conv1_bn', 'conv1_relu');
    x = layers.ZeroPadding2D(1, { name: 'pool1_pad' })(x);
    x = layers.MaxPooling2D(3, { strides: 2, name: 'pool1_pool' })(x);
    for (const [i, n] of blocks.entries()) x = stage(x, i + 2, width * 2 ** i, n);
    return first ? normalizeRelu(x, 'post_bn', 'post_relu') : x;
  };
}

/** The names that Keras gives the pooling at the end. */
export const poolNames = { avg: 'avg_pool', max: 'max_pool' };

export interface ResNetPlan {
  who: string;
  /** Blocks in each stage. */
  blocks: readonly number[];
  stage: Stage;
  /** Normalization comes first in each block (version 2), hence once more at the end and not in the stem. */
  first: boolean;
  /** Of the official files: with top, without. */
  hashes: readonly [string, string];
}

/** A ResNet from its blocks. */
export function resnet({ who, blocks, stage, first, hashes }: ResNetPlan): Plan & Required<Pick<Plan, 'official'>> {
  const name = who.toLowerCase();
  return {
    who,
    name,
    size: 224,
    least: 32,
    body: resnetBody({ blocks, stage, first }),
    classify: averageAndClassify,
    poolNames,
    official: (settings) => usualFile('resnet', name, settings, hashes),
  };
}
