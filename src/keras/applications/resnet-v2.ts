/**
 * @file ResNet version 2: normalization and ReLU stand before each convolution, so that the sum goes through untouched from
 * end to end. He, Zhang, Ren and Sun, "Identity mappings in deep residual networks", 2016, arXiv 1603.05027; figure 4 (e).
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { pretrained } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { normalizeRelu, resnet } from './resnet-frame.ts';

/** As in resnet.ts with normalization first; strides are in the 3 × 3, the shortcut follows by picking pixels. */
function bottleneck(x: KerasTensor, filters: number, name: string, { strides = 1, project = false } = {}): KerasTensor {
  const ready = normalizeRelu(x, `${name}_preact_bn`, `${name}_preact_relu`);
  let shortcut = x;
  if (project) shortcut = layers.Conv2D(4 * filters, 1, { strides, name: `${name}_0_conv` })(ready);
  else if (strides > 1) shortcut = layers.MaxPooling2D(1, { strides })(x);
  let y = layers.Conv2D(filters, 1, { useBias: false, name: `${name}_1_conv` })(ready);
  y = normalizeRelu(y, `${name}_1_bn`, `${name}_1_relu`);
  y = layers.ZeroPadding2D(1, { name: `${name}_2_pad` })(y);
  y = layers.Conv2D(filters, 3, { strides, useBias: false, name: `${name}_2_conv` })(y);
  y = normalizeRelu(y, `${name}_2_bn`, `${name}_2_relu`);
  y = layers.Conv2D(4 * filters, 1, { name: `${name}_3_conv` })(y);
  return layers.Add({ name: `${name}_out` })([shortcut, y]);
}

/** The first block changes the channels, the last one halves height and width (but for the last stage). */
function stage(x: KerasTensor, number: number, filters: number, blocks: number): KerasTensor {
  x = bottleneck(x, filters, `conv${number}_block1`, { project: true });
  for (let i = 2; i < blocks; i++) x = bottleneck(x, filters, `conv${number}_block${i}`);
  return bottleneck(x, filters, `conv${number}_block${blocks}`, { strides: number === 5 ? 1 : 2 });
}

function network(who: string, blocks: readonly number[], hashes: readonly [string, string]) {
  return pretrained(resnet({ who, blocks, stage, first: true, hashes }));
}

/** ResNet version 2 with 50 layers for 224 × 224 colour pictures. Smallest side without the top: 32. */
export const ResNet50V2 = network(
  'ResNet50V2',
  [3, 4, 6, 3],
  ['3ef43a0b657b3be2300d5770ece849e0', 'fac2f116257151a9d068a22e544a4917'],
);
/** ResNet version 2 with 101 layers. */
export const ResNet101V2 = network(
  'ResNet101V2',
  [3, 4, 23, 3],
  ['6343647c601c52e1368623803854d971', 'c0ed64b8031c3730f411d2eb4eea35b5'],
);
/** ResNet version 2 with 152 layers. */
export const ResNet152V2 = network(
  'ResNet152V2',
  [3, 8, 36, 3],
  ['a49b44d1979771252814e80f8ec446f9', 'ed17cf2e0169df9d443503ef94b23b33'],
);

export const { preprocessInput, decodePredictions } = imagenetUtils('tf');
