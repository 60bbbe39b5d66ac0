/**
 * @file MobileNetV3: the blocks of version 2, some with squeeze-and-excitation and hard swish, found by search for small
 * processors. Howard et al., "Searching for MobileNetV3", 2019, arXiv 1905.02244; tables 1 (large) and 2 (small).
 */
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import * as ops from '../ops/index.ts';
import { kerasFile, pretrained, type ApplicationOptions, type Settings } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { divisible, oddPadding, officialSide } from './mobile.ts';

export interface MobileNetV3Options extends ApplicationOptions {
  /** Width of all layers, as a part of the original. Default 1; official weights: 0.75, 1. */
  alpha?: number;
  /** Without squeeze-and-excitation, hard swish and 5 × 5 windows. Default false. */
  minimalistic?: boolean;
  /** Before the classifier. Default 0.2. */
  dropoutRate?: number;
  /** Bytes 0 … 255 go in, the model scales them. Default true. */
  includePreprocessing?: boolean;
}

const OWN = { alpha: 1, minimalistic: false, dropoutRate: 0.2, includePreprocessing: true };

/** A line of the paper's table: times wider inside, window, channels, squeeze-and-excitation, hard swish, stride. */
type Line = readonly [
  expand: number,
  window: number,
  filters: number,
  squeeze: boolean,
  swish: boolean,
  stride: number,
];
const LARGE: readonly Line[] = [
  [1, 3, 16, false, false, 1],
  [4, 3, 24, false, false, 2],
  [3, 3, 24, false, false, 1],
  [3, 5, 40, true, false, 2],
  [3, 5, 40, true, false, 1],
  [3, 5, 40, true, false, 1],
  [6, 3, 80, false, true, 2],
  [2.5, 3, 80, false, true, 1],
  [2.3, 3, 80, false, true, 1],
  [2.3, 3, 80, false, true, 1],
  [6, 3, 112, true, true, 1],
  [6, 3, 112, true, true, 1],
  [6, 5, 160, true, true, 2],
  [6, 5, 160, true, true, 1],
  [6, 5, 160, true, true, 1],
];
const SMALL: readonly Line[] = [
  [1, 3, 16, true, false, 2],
  [72 / 16, 3, 24, false, false, 2],
  [88 / 24, 3, 24, false, false, 1],
  [4, 5, 40, true, true, 2],
  [6, 5, 40, true, true, 1],
  [6, 5, 40, true, true, 1],
  [3, 5, 48, true, true, 1],
  [3, 5, 48, true, true, 1],
  [6, 5, 96, true, true, 2],
  [6, 5, 96, true, true, 1],
  [6, 5, 96, true, true, 1],
];

function normalize(x: KerasTensor, name: string): KerasTensor {
  return layers.BatchNormalization({ epsilon: 1e-3, momentum: 0.999, name })(x);
}

function activate(x: KerasTensor, swish: boolean): KerasTensor {
  return swish ? layers.Activation('hard_swish')(x) : layers.ReLU()(x);
}

/** Each channel weighed by a number between 0 and 1 that two small layers find from the means of all channels. */
function squeezeExcite(x: KerasTensor, channels: number, name: string): KerasTensor {
  let y = layers.GlobalAveragePooling2D({ keepdims: true, name: `${name}avg_pool` })(x);
  y = layers.Conv2D(divisible(channels / 4), 1, { padding: 'same', name: `${name}conv` })(y);
  y = layers.ReLU({ name: `${name}relu` })(y);
  y = layers.Conv2D(channels, 1, { padding: 'same', name: `${name}conv_1` })(y);
  const weighed = ops.multiply(layers.ReLU(6)(ops.add(y, 3)), 1 / 6); // hard sigmoid
  return layers.Multiply({ name: `${name}mul` })([x, weighed]);
}

/** 1 × 1 wider, depthwise, squeeze-and-excitation, 1 × 1 back; a shortcut where sizes agree. */
function block(input: KerasTensor, number: number, line: Line, alpha: number, minimalistic: boolean): KerasTensor {
  const [expand, usualWindow, usualFilters, squeeze, usualSwish, strides] = line;
  const [window, swish] = minimalistic ? [3, false] : [usualWindow, usualSwish];
  const filters = divisible(usualFilters * alpha);
  const channels = input.shape[3]!;
  const name = number === 0 ? 'expanded_conv_' : `expanded_conv_${number}_`;
  const wide = divisible(channels * expand);
  let x = input;
  if (number > 0) {
    x = layers.Conv2D(wide, 1, { padding: 'same', useBias: false, name: `${name}expand` })(x);
    x = activate(normalize(x, `${name}expand_bn`), swish);
  }
  if (strides === 2) x = layers.ZeroPadding2D(oddPadding(x, window), { name: `${name}depthwise_pad` })(x);
  const padding = strides === 1 ? 'same' : 'valid';
  x = layers.DepthwiseConv2D(window, { strides, padding, useBias: false, name: `${name}depthwise` })(x);
  x = activate(normalize(x, `${name}depthwise_bn`), swish);
  if (squeeze && !minimalistic) x = squeezeExcite(x, wide, `${name}squeeze_excite_`);
  x = layers.Conv2D(filters, 1, { padding: 'same', useBias: false, name: `${name}project` })(x);
  x = normalize(x, `${name}project_bn`);
  return strides === 1 && channels === filters ? layers.Add({ name: `${name}add` })([input, x]) : x;
}

interface Variant {
  who: string;
  kind: 'large' | 'small';
  lines: readonly Line[];
  /** Channels of the layer before the classifier. */
  last: number;
  /** Of the official files by kind, width and minimalistic: with top, without. */
  hashes: Readonly<Record<string, readonly [string, string]>>;
}

function network({ who, kind, lines, last, hashes }: Variant) {
  const variant = ({ alpha, minimalistic }: Settings<typeof OWN>): string =>
    `${kind}${minimalistic ? '_minimalistic' : ''}_224_${Number.isInteger(alpha) ? alpha.toFixed(1) : alpha}_float`;
  return pretrained<typeof OWN, MobileNetV3Options>({
    who,
    name: who,
    size: 224,
    least: 32,
    anySize: true,
    options: OWN,
    check(settings, shape) {
      if (settings.weights !== 'imagenet') return;
      if (!Object.hasOwn(hashes, variant(settings))) {
        throw new ValueError({
          who,
          rule: {
            en: "with weights 'imagenet', alpha must be 1 or 0.75 (1 when minimalistic)",
            ko: "weights가 'imagenet'이면 alpha는 1이나 0.75여야 합니다(minimalistic이면 1)",
          },
          received: `alpha ${settings.alpha}, minimalistic ${settings.minimalistic}`,
        });
      }
      officialSide(shape, [224], who);
    },
    body(x, { alpha, minimalistic, includePreprocessing }) {
      if (includePreprocessing) x = layers.Rescaling(1 / 127.5, { offset: -1 })(x);
      x = layers.Conv2D(16, 3, { strides: 2, padding: 'same', useBias: false, name: 'conv' })(x);
      x = activate(normalize(x, 'conv_bn'), !minimalistic);
      for (const [i, line] of lines.entries()) x = block(x, i, line, alpha, minimalistic);
      x = layers.Conv2D(divisible(x.shape[3]! * 6), 1, { padding: 'same', useBias: false, name: 'conv_1' })(x);
      return activate(normalize(x, 'conv_1_bn'), !minimalistic);
    },
    classify(x, { alpha, minimalistic, dropoutRate, classes, classifierActivation }) {
      x = layers.GlobalAveragePooling2D({ keepdims: true })(x);
      x = layers.Conv2D(alpha > 1 ? divisible(last * alpha) : last, 1, { padding: 'same', name: 'conv_2' })(x);
      x = activate(x, !minimalistic);
      if (dropoutRate > 0) x = layers.Dropout(dropoutRate)(x);
      x = layers.Conv2D(classes, 1, { padding: 'same', name: 'logits' })(x);
      return layers.Activation(classifierActivation, { name: 'predictions' })(layers.Flatten()(x));
    },
    poolNames: { avg: 'avg_pool', max: 'max_pool' },
    official(settings) {
      const file = `weights_mobilenet_v3_${variant(settings)}${settings.includeTop ? '' : '_no_top_v2'}.h5`;
      return kerasFile('mobilenet_v3', file, hashes[variant(settings)]![settings.includeTop ? 0 : 1]);
    },
  });
}

/** The small variant, for 224 × 224 colour pictures of bytes. Smallest side: 32. */
export const MobileNetV3Small = network({
  who: 'MobileNetV3Small',
  kind: 'small',
  lines: SMALL,
  last: 1024,
  hashes: {
    'small_224_0.75_float': ['cb65d4e5be93758266aa0a7f2c6708b7', 'ebdb5cc8e0b497cd13a7c275d475c819'],
    'small_224_1.0_float': ['8768d4c2e7dee89b9d02b2d03d65d862', 'd3e8ec802a04aa4fc771ee12a9a9b836'],
    'small_minimalistic_224_1.0_float': ['99cd97fb2fcdad2bf028eb838de69e37', 'cde8136e733e811080d9fcd8a252f7e4'],
  },
});

/** The large variant, for 224 × 224 colour pictures of bytes. Smallest side: 32. */
export const MobileNetV3Large = network({
  who: 'MobileNetV3Large',
  kind: 'large',
  lines: LARGE,
  last: 1280,
  hashes: {
    'large_224_0.75_float': ['765b44a33ad4005b3ac83185abf1d0eb', '40af19a13ebea4e2ee0c676887f69a2e'],
    'large_224_1.0_float': ['59e551e166be033d707958cf9e29a6a7', '07fb09a5933dd0c8eaafa16978110389'],
    'large_minimalistic_224_1.0_float': ['675e7b876c45c57e9e63e6d90a36599c', 'ec5221f64a2f6d1ef965a614bdae7973'],
  },
});

export const { preprocessInput, decodePredictions } = imagenetUtils(null);
