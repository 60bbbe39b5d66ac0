/**
 * @file MobileNet: a filter for each channel, then 1 × 1, thirteen times; `alpha` makes all layers thinner. Howard et al.,
 * "MobileNets: efficient convolutional neural networks for mobile vision applications", 2017, arXiv 1704.04861; table 1.
 */
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { kerasFile, pretrained, type ApplicationOptions, type Settings } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { officialSide, onlyAlphas, sideText } from './mobile.ts';

export interface MobileNetOptions extends ApplicationOptions {
  /** Width of all layers, as a part of the original. Default 1; official weights: 0.25, 0.5, 0.75, 1. */
  alpha?: number;
  /** Maps that the depthwise convolution makes of each channel. Default 1. */
  depthMultiplier?: number;
  /** Before the classifier. Default 0.001. */
  dropout?: number;
}

const OWN = { alpha: 1, depthMultiplier: 1, dropout: 0.001 };
/** Sides for which there are official weights. */
const SIDES = [128, 160, 192, 224];
/** Channels behind each depthwise step, and its stride. */
const STEPS = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
] as const;

function normalizeRelu6(x: KerasTensor, name: string): KerasTensor {
  return layers.ReLU(6, { name: `${name}_relu` })(layers.BatchNormalization({ name: `${name}_bn` })(x));
}

/** 3 × 3 on each channel by itself, then 1 × 1 over all channels. */
function step(
  x: KerasTensor,
  number: number,
  filters: number,
  strides: number,
  { alpha, depthMultiplier }: typeof OWN,
) {
  if (strides > 1) x = layers.ZeroPadding2D([[0, 1], [0, 1]], { name: `conv_pad_${number}` })(x); // prettier-ignore
  x = layers.DepthwiseConv2D(3, {
    padding: strides === 1 ? 'same' : 'valid',
    depthMultiplier,
    strides,
    useBias: false,
    name: `conv_dw_${number}`,
  })(x);
  x = normalizeRelu6(x, `conv_dw_${number}`);
  x = layers.Conv2D(Math.trunc(filters * alpha), 1, { padding: 'same', useBias: false, name: `conv_pw_${number}` })(x);
  return normalizeRelu6(x, `conv_pw_${number}`);
}

/** The classifier is a 1 × 1 convolution over the one place that is left. */
function top(x: KerasTensor, { classes, dropout, classifierActivation }: Settings<typeof OWN>): KerasTensor {
  x = layers.GlobalAveragePooling2D({ keepdims: true })(x);
  x = layers.Dropout(dropout, { name: 'dropout' })(x);
  x = layers.Conv2D(classes, 1, { padding: 'same', name: 'conv_preds' })(x);
  x = layers.Reshape([classes], { name: 'reshape_2' })(x);
  return layers.Activation(classifierActivation, { name: 'predictions' })(x);
}

/** MobileNet for 224 × 224 colour pictures. Smallest side without the top: 32. */
export const MobileNet = pretrained<typeof OWN, MobileNetOptions>({
  who: 'MobileNet',
  name: ({ alpha, weights }, shape) =>
    `mobilenet_${alpha.toFixed(2)}_${sideText(weights === 'imagenet' ? officialSide(shape, SIDES) : shape[0]!)}`,
  size: ({ inputShape }) => officialSide(inputShape ?? [], SIDES),
  least: 32,
  options: OWN,
  check({ weights, alpha, depthMultiplier }, shape) {
    if (weights !== 'imagenet') return;
    onlyAlphas('MobileNet', alpha, [0.25, 0.5, 0.75, 1]);
    if (depthMultiplier !== 1) {
      throw new ValueError({
        who: 'MobileNet',
        rule: {
          en: "with weights 'imagenet', depthMultiplier must be 1",
          ko: "weights가 'imagenet'이면 depthMultiplier는 1이어야 합니다",
        },
        received: `depthMultiplier ${depthMultiplier}`,
      });
    }
    officialSide(shape, SIDES, 'MobileNet');
  },
  body(x, settings) {
    const filters = Math.trunc(32 * settings.alpha);
    x = layers.Conv2D(filters, 3, { padding: 'same', useBias: false, strides: 2, name: 'conv1' })(x);
    x = normalizeRelu6(x, 'conv1');
    for (const [i, [n, strides]] of STEPS.entries()) x = step(x, i + 1, n, strides, settings);
    return x;
  },
  classify: top,
  official({ alpha, includeTop }, shape) {
    const width = { 1: '1_0', 0.75: '7_5', 0.5: '5_0', 0.25: '2_5' }[alpha]!;
    const file = `mobilenet_${width}_${officialSide(shape, SIDES)}_tf${includeTop ? '' : '_no_top'}.h5`;
    return kerasFile('mobilenet', file, null);
  },
});

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
