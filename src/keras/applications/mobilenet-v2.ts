/**
 * @file MobileNetV2: thin maps between blocks, wide ones inside, shortcuts between the thin ones. Sandler, Howard, Zhu,
 * Zhmoginov and Chen, "MobileNetV2: inverted residuals and linear bottlenecks", 2018, arXiv 1801.04381; table 2.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { kerasFile, pretrained, scores, type ApplicationOptions } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { divisible, oddPadding, officialSide, onlyAlphas, sideText } from './mobile.ts';

export interface MobileNetV2Options extends ApplicationOptions {
  /**
   * Width of all layers, as a part of the original. Default 1; official weights: 0.35, 0.5, 0.75, 1, 1.3, 1.4.
   * @ko 모든 층의 너비를 원래의 몇 배로 할지 정합니다. 기본값 1. 공식 가중치는 0.35, 0.5, 0.75, 1, 1.3, 1.4에 있습니다.
   */
  alpha?: number;
}

const OWN = { alpha: 1 };
const SIDES = [96, 128, 160, 192, 224];
/** Table 2: channels, repetitions, stride of the first. */
const STAGES = [
  [16, 1, 1],
  [24, 2, 2],
  [32, 3, 2],
  [64, 4, 2],
  [96, 3, 1],
  [160, 3, 2],
  [320, 1, 1],
] as const;

function normalize(x: KerasTensor, name: string): KerasTensor {
  return layers.BatchNormalization({ epsilon: 1e-3, momentum: 0.999, name })(x);
}

/** 1 × 1 to six times the channels, depthwise 3 × 3, 1 × 1 back without an activation; a shortcut where sizes agree. */
function invertedResidual(input: KerasTensor, number: number, filters: number, strides: number): KerasTensor {
  const channels = input.shape[3]!;
  const name = number === 0 ? 'expanded_conv_' : `block_${number}_`;
  let x = input;
  if (number > 0) {
    x = layers.Conv2D(6 * channels, 1, { padding: 'same', useBias: false, name: `${name}expand` })(x);
    x = layers.ReLU(6, { name: `${name}expand_relu` })(normalize(x, `${name}expand_BN`));
  }
  if (strides === 2) x = layers.ZeroPadding2D(oddPadding(x, 3), { name: `${name}pad` })(x);
  const padding = strides === 1 ? 'same' : 'valid';
  x = layers.DepthwiseConv2D(3, { strides, useBias: false, padding, name: `${name}depthwise` })(x);
  x = layers.ReLU(6, { name: `${name}depthwise_relu` })(normalize(x, `${name}depthwise_BN`));
  x = layers.Conv2D(filters, 1, { padding: 'same', useBias: false, name: `${name}project` })(x);
  x = normalize(x, `${name}project_BN`);
  return channels === filters && strides === 1 ? layers.Add({ name: `${name}add` })([input, x]) : x;
}

/**
 * MobileNetV2 for 224 × 224 colour pictures. Smallest side without the top: 32.
 * @ko 가벼운 MobileNetV2를 만듭니다. 학습된 가중치를 쓸 수 있습니다.
 */
export const MobileNetV2 = pretrained<typeof OWN, MobileNetV2Options>({
  who: 'MobileNetV2',
  name: ({ alpha, weights }, shape) =>
    `mobilenetv2_${alpha.toFixed(2)}_${sideText(weights === 'imagenet' ? officialSide(shape, SIDES) : shape[0]!)}`,
  size: ({ inputShape, inputTensor }) => officialSide(inputShape ?? inputTensor?.shape.slice(1) ?? [], SIDES),
  least: 32,
  options: OWN,
  check({ weights, alpha }, shape) {
    if (weights !== 'imagenet') return;
    onlyAlphas('MobileNetV2', alpha, [0.35, 0.5, 0.75, 1, 1.3, 1.4]);
    officialSide(shape, SIDES, 'MobileNetV2');
  },
  body(x, { alpha }) {
    x = layers.Conv2D(divisible(32 * alpha), 3, { strides: 2, padding: 'same', useBias: false, name: 'Conv1' })(x);
    x = layers.ReLU(6, { name: 'Conv1_relu' })(normalize(x, 'bn_Conv1'));
    let number = 0;
    for (const [filters, times, strides] of STAGES) {
      const width = divisible(Math.trunc(filters * alpha));
      for (let i = 0; i < times; i++) x = invertedResidual(x, number++, width, i === 0 ? strides : 1);
    }
    x = layers.Conv2D(alpha > 1 ? divisible(1280 * alpha) : 1280, 1, { useBias: false, name: 'Conv_1' })(x);
    return layers.ReLU(6, { name: 'out_relu' })(normalize(x, 'Conv_1_bn'));
  },
  classify: (x, settings) => scores(layers.GlobalAveragePooling2D()(x), settings),
  official({ alpha, includeTop }, shape) {
    const width = Number.isInteger(alpha) ? alpha.toFixed(1) : String(alpha);
    const sizes = `${width}_${officialSide(shape, SIDES)}${includeTop ? '' : '_no_top'}`;
    return kerasFile('mobilenet_v2', `mobilenet_v2_weights_tf_dim_ordering_tf_kernels_${sizes}.h5`, null);
  },
});

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
