/**
 * @file EfficientNet: MobileNet's blocks with squeeze-and-excitation everywhere; the family grows in depth, width and picture
 * size together, B0 is its smallest. Tan and Le, "EfficientNet: rethinking model scaling for convolutional neural networks",
 * 2019, arXiv 1905.11946; table 1.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import { VarianceScaling } from '../initializers/index.ts';
import * as layers from '../layers/index.ts';
import { pretrained, type Settings } from './application.ts';
import { imagenetUtils } from './imagenet.ts';
import { oddPadding } from './mobile.ts';

/** Table 1: window, repetitions, channels, times wider inside, stride of the first. */
const STAGES = [
  [3, 1, 16, 1, 1],
  [3, 2, 24, 6, 2],
  [5, 2, 40, 6, 2],
  [3, 3, 80, 6, 2],
  [5, 3, 112, 6, 1],
  [5, 4, 192, 6, 2],
  [3, 1, 320, 6, 1],
] as const;
const BLOCKS = STAGES.reduce((n, [, times]) => n + times, 0);
/** Blocks are left out in training, the last ones more often than the first. */
const DROP = 0.2;

const forConv = () => VarianceScaling({ scale: 2, mode: 'fan_out' });

function normalizeSwish(x: KerasTensor, bn: string, activation: string): KerasTensor {
  return layers.Activation('swish', { name: activation })(layers.BatchNormalization({ name: bn })(x));
}

/** Each channel weighed by a number between 0 and 1 that two small layers find from the means of all channels. */
function squeezeExcite(x: KerasTensor, wide: number, narrow: number, name: string): KerasTensor {
  let y = layers.GlobalAveragePooling2D({ name: `${name}se_squeeze` })(x);
  y = layers.Reshape([1, 1, wide], { name: `${name}se_reshape` })(y);
  const options = { padding: 'same', kernelInitializer: forConv() } as const;
  y = layers.Conv2D(narrow, 1, { ...options, activation: 'swish', name: `${name}se_reduce` })(y);
  y = layers.Conv2D(wide, 1, { ...options, activation: 'sigmoid', name: `${name}se_expand` })(y);
  return layers.Multiply({ name: `${name}se_excite` })([x, y]);
}

interface Block {
  name: string;
  window: number;
  filters: number;
  expand: number;
  strides: number;
  drop: number;
}

/** 1 × 1 wider, depthwise, squeeze-and-excitation, 1 × 1 back; a shortcut where sizes agree. */
function block(input: KerasTensor, { name, window, filters, expand, strides, drop }: Block): KerasTensor {
  const channels = input.shape[3]!;
  const wide = channels * expand;
  const one = (y: KerasTensor, n: number, label: string): KerasTensor =>
    layers.Conv2D(n, 1, { padding: 'same', useBias: false, kernelInitializer: forConv(), name: `${name}${label}` })(y);
  let x = input;
  if (expand !== 1) x = normalizeSwish(one(x, wide, 'expand_conv'), `${name}expand_bn`, `${name}expand_activation`);
  if (strides === 2) x = layers.ZeroPadding2D(oddPadding(x, window), { name: `${name}dwconv_pad` })(x);
  const padding = strides === 2 ? 'valid' : 'same';
  x = layers.DepthwiseConv2D(window, {
    strides,
    padding,
    useBias: false,
    depthwiseInitializer: forConv(),
    name: `${name}dwconv`,
  })(x);
  x = normalizeSwish(x, `${name}bn`, `${name}activation`);
  x = squeezeExcite(x, wide, Math.max(1, Math.floor(channels / 4)), name);
  x = layers.BatchNormalization({ name: `${name}project_bn` })(one(x, filters, 'project_conv'));
  if (strides !== 1 || channels !== filters) return x;
  if (drop > 0) x = layers.Dropout(drop, { noiseShape: [null, 1, 1, 1], name: `${name}drop` })(x);
  return layers.Add({ name: `${name}add` })([x, input]);
}

function body(x: KerasTensor, { weights }: Settings): KerasTensor {
  x = layers.Normalization({ axis: 3 })(layers.Rescaling(1 / 255)(x));
  // The official weights were trained on pixels divided by the deviation once more than the layer above does.
  if (weights === 'imagenet') x = layers.Rescaling([0.229, 0.224, 0.225].map((d) => 1 / Math.sqrt(d)))(x);
  x = layers.ZeroPadding2D(oddPadding(x, 3), { name: 'stem_conv_pad' })(x);
  x = layers.Conv2D(32, 3, { strides: 2, useBias: false, kernelInitializer: forConv(), name: 'stem_conv' })(x);
  x = normalizeSwish(x, 'stem_bn', 'stem_activation');
  let done = 0;
  for (const [i, [window, times, filters, expand, first]] of STAGES.entries()) {
    for (let k = 0; k < times; k++) {
      const name = `block${i + 1}${'abcd'[k]!}_`;
      x = block(x, { name, window, filters, expand, strides: k === 0 ? first : 1, drop: (DROP * done++) / BLOCKS });
    }
  }
  x = layers.Conv2D(1280, 1, { padding: 'same', useBias: false, kernelInitializer: forConv(), name: 'top_conv' })(x);
  return normalizeSwish(x, 'top_bn', 'top_activation');
}

/** EfficientNet B0 for 224 × 224 colour pictures of bytes. Smallest side without the top: 32. */
export const EfficientNetB0 = pretrained({
  who: 'EfficientNetB0',
  name: 'efficientnetb0',
  size: 224,
  least: 32,
  body,
  classify(x, { classes, classifierActivation }) {
    x = layers.GlobalAveragePooling2D({ name: 'avg_pool' })(x);
    x = layers.Dropout(0.2, { name: 'top_dropout' })(x);
    return layers.Dense(classes, {
      activation: classifierActivation,
      kernelInitializer: VarianceScaling({ scale: 1 / 3, mode: 'fan_out', distribution: 'uniform' }),
      name: 'predictions',
    })(x);
  },
  poolNames: { avg: 'avg_pool', max: 'max_pool' },
  official({ includeTop }) {
    const file = `efficientnetb0${includeTop ? '' : '_notop'}.h5`;
    return {
      file,
      url: `https://storage.googleapis.com/keras-applications/${file}`,
      hash: includeTop ? '902e53a9f72be733fc0bcb005b3ebbac' : '50bc09e76180e00e4465e1a485ddc09d',
    };
  },
});

export const { preprocessInput, decodePredictions } = imagenetUtils(null);
