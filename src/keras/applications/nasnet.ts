/**
 * @file NASNet: two cells that a search found on small pictures, repeated for large ones. Zoph, Vasudevan, Shlens and Le,
 * "Learning transferable architectures for scalable image recognition", 2017, arXiv 1707.07012; NASNet-A (4 @ 1056), figure 4.
 */
import { ValueError, shapeText } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { kerasFile, pretrained, scores } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { oddPadding } from './mobile.ts';

/** NASNet-A (4 @ 1056): normal cells between reductions, and channels of the first of them. */
const CELLS = 4;
const FILTERS = 1056 / 24;

function normalize(x: KerasTensor, name: string): KerasTensor {
  return layers.BatchNormalization({ momentum: 0.9997, epsilon: 1e-3, name })(x);
}

function relu(x: KerasTensor, name?: string): KerasTensor {
  return layers.Activation('relu', { name })(x);
}

function one(x: KerasTensor, filters: number, name: string): KerasTensor {
  return layers.Conv2D(filters, 1, { padding: 'same', useBias: false, kernelInitializer: 'he_normal', name })(x);
}

function average(x: KerasTensor, name: string): KerasTensor {
  return layers.AveragePooling2D(3, { strides: 1, padding: 'same', name })(x);
}

/** ReLU, separable convolution, batch normalization, all of it twice; the first time with the stride. */
function separable(x: KerasTensor, filters: number, window: number, id: string, strides = 1): KerasTensor {
  x = relu(x);
  if (strides === 2) x = layers.ZeroPadding2D(oddPadding(x, window), { name: `separable_conv_1_pad_${id}` })(x);
  const padding = strides === 2 ? 'valid' : 'same';
  x = layers.SeparableConv2D(filters, window, { strides, padding, useBias: false, name: `separable_conv_1_${id}` })(x);
  x = relu(normalize(x, `separable_conv_1_bn_${id}`));
  x = layers.SeparableConv2D(filters, window, { padding: 'same', useBias: false, name: `separable_conv_2_${id}` })(x);
  return normalize(x, `separable_conv_2_bn_${id}`);
}

/** The maps of the cell before last in the size of those of the last cell: a cell takes both. */
function adjusted(before: KerasTensor | null, x: KerasTensor, filters: number, id: string): KerasTensor {
  if (before === null) return x;
  if (before.shape[2] !== x.shape[2]) {
    // Every second pixel, and those between: nothing is lost at once.
    const p = relu(before, `adjust_relu_1_${id}`);
    let even = layers.AveragePooling2D(1, { strides: 2, name: `adjust_avg_pool_1_${id}` })(p);
    even = one(even, Math.floor(filters / 2), `adjust_conv_1_${id}`);
    let odd = layers.ZeroPadding2D([[0, 1], [0, 1]])(p); // prettier-ignore
    odd = layers.Cropping2D([[1, 0], [1, 0]])(odd); // prettier-ignore
    odd = layers.AveragePooling2D(1, { strides: 2, name: `adjust_avg_pool_2_${id}` })(odd);
    odd = one(odd, Math.floor(filters / 2), `adjust_conv_2_${id}`);
    return normalize(layers.Concatenate({ axis: -1 })([even, odd]), `adjust_bn_${id}`);
  }
  if (before.shape[3] === filters) return before;
  return normalize(one(relu(before), filters, `adjust_conv_projection_${id}`), `adjust_bn_${id}`);
}

/** Keeps the size: five sums of two branches each. `x` is the last cell's result, `before` that of the one before it. */
function normalCell(x: KerasTensor, before: KerasTensor | null, filters: number, id: string): KerasTensor {
  const p = adjusted(before, x, filters, id);
  const h = normalize(one(relu(x), filters, `normal_conv_1_${id}`), `normal_bn_1_${id}`);
  const sum = (a: KerasTensor, b: KerasTensor, number: number): KerasTensor =>
    layers.Add({ name: `normal_add_${number}_${id}` })([a, b]);
  const x1 = sum(separable(h, filters, 5, `normal_left1_${id}`), separable(p, filters, 3, `normal_right1_${id}`), 1);
  const x2 = sum(separable(p, filters, 5, `normal_left2_${id}`), separable(p, filters, 3, `normal_right2_${id}`), 2);
  const x3 = sum(average(h, `normal_left3_${id}`), p, 3);
  const x4 = sum(average(p, `normal_left4_${id}`), average(p, `normal_right4_${id}`), 4);
  const x5 = sum(separable(h, filters, 3, `normal_left5_${id}`), h, 5);
  return layers.Concatenate({ axis: -1, name: `normal_concat_${id}` })([p, x1, x2, x3, x4, x5]);
}

/** Halves height and width. */
function reductionCell(x: KerasTensor, before: KerasTensor | null, filters: number, id: string): KerasTensor {
  const p = adjusted(before, x, filters, id);
  const h = normalize(one(relu(x), filters, `reduction_conv_1_${id}`), `reduction_bn_1_${id}`);
  const h3 = layers.ZeroPadding2D(oddPadding(h, 3), { name: `reduction_pad_1_${id}` })(h);
  const sum = (a: KerasTensor, b: KerasTensor, name?: string): KerasTensor =>
    layers.Add({ name: name && `${name}_${id}` })([a, b]);
  const halved = (y: KerasTensor, window: number, side: string): KerasTensor =>
    separable(y, filters, window, `reduction_${side}_${id}`, 2);
  const x1 = sum(halved(h, 5, 'left1'), halved(p, 7, 'right1'), 'reduction_add_1');
  const left2 = layers.MaxPooling2D(3, { strides: 2, name: `reduction_left2_${id}` })(h3);
  const x2 = sum(left2, halved(p, 7, 'right2'), 'reduction_add_2');
  const left3 = layers.AveragePooling2D(3, { strides: 2, name: `reduction_left3_${id}` })(h3);
  const x3 = sum(left3, halved(p, 5, 'right3'), 'reduction_add3');
  const x4 = sum(x2, average(x1, `reduction_left4_${id}`));
  const left5 = separable(x1, filters, 3, `reduction_left4_${id}`);
  const right5 = layers.MaxPooling2D(3, { strides: 2, name: `reduction_right5_${id}` })(h3);
  const x5 = sum(left5, right5, 'reduction_add4');
  return layers.Concatenate({ axis: -1, name: `reduction_concat_${id}` })([x2, x3, x4, x5]);
}

function body(input: KerasTensor): KerasTensor {
  const stem = layers.Conv2D(32, 3, {
    strides: 2,
    useBias: false,
    name: 'stem_conv1',
    kernelInitializer: 'he_normal',
  })(input);
  // The result of the last cell, and that of the one before it.
  let x = normalize(stem, 'stem_bn1');
  let before: KerasTensor | null = null;
  const next = (y: KerasTensor): void => {
    before = x;
    x = y;
  };
  next(reductionCell(x, before, FILTERS / 4, 'stem_1'));
  next(reductionCell(x, before, FILTERS / 2, 'stem_2'));
  for (let stage = 0; stage < 3; stage++) {
    const filters = FILTERS * 2 ** stage;
    if (stage > 0) next(reductionCell(x, before, filters, `reduce_${stage * CELLS}`));
    for (let i = 0; i < CELLS; i++) next(normalCell(x, before, filters, `${stage * CELLS + i + (stage > 0 ? 1 : 0)}`));
  }
  return relu(x);
}

/** NASNet-A (4 @ 1056) for 224 × 224 colour pictures. Smallest side without the top: 32. */
export const NASNetMobile = pretrained({
  who: 'NASNetMobile',
  name: 'nasnet_mobile',
  size: 224,
  least: 32,
  ownSize: true,
  check({ weights }, shape) {
    if (weights !== 'imagenet' || !shape.includes(null)) return;
    throw new ValueError({
      who: 'NASNetMobile',
      rule: {
        en: "with weights 'imagenet', inputShape must say height and width",
        ko: "weights가 'imagenet'이면 inputShape에 높이와 너비가 있어야 합니다",
      },
      received: `inputShape ${shapeText(shape as number[])}`,
    });
  },
  body,
  classify: (x, settings) => scores(layers.GlobalAveragePooling2D()(x), settings),
  official: ({ includeTop }) =>
    includeTop
      ? { ...kerasFile('nasnet', 'NASNet-mobile.h5', '020fb642bf7360b370c678b08e0adf61'), file: 'nasnet_mobile.h5' }
      : {
          ...kerasFile('nasnet', 'NASNet-mobile-no-top.h5', '1ed92395b5b598bdda52abe5c0dbfd63'),
          file: 'nasnet_mobile_no_top.h5',
        },
});

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
