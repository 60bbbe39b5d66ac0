/**
 * @file ConvNeXt: a ResNet brought up to date step by step with what transformers do: patches, large depthwise windows, layer
 * normalization, GELU, few activations. Liu, Mao, Wu, Feichtenhofer, Darrell and Xie, "A ConvNet for the 2020s", 2022,
 * arXiv 2201.03545; figure 4, ConvNeXt-T of table 9.
 */
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { LayerScale } from '../layers/application-layers.ts';
import { Sequential } from '../model/index.ts';
import * as ops from '../ops/index.ts';
import { kerasFile, pretrained, type ApplicationOptions, type Settings } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

export interface ConvNeXtOptions extends ApplicationOptions {
  /** Bytes 0 … 255 go in, the model scales them. Default true. */
  includePreprocessing?: boolean;
}

const OWN = { includePreprocessing: true };
/** ConvNeXt-T: blocks and channels of each stage. */
const DEPTHS = [3, 3, 9, 3];
const CHANNELS = [96, 192, 384, 768];
/** Each block starts as next to nothing, so that the network starts shallow. */
const SCALE = 1e-6;

/** Depthwise 7 × 7, layer normalization, 1 × 1 to four times the channels, GELU, 1 × 1 back; added to the input. */
function block(input: KerasTensor, channels: number, name: string): KerasTensor {
  let x = layers.Conv2D(channels, 7, { padding: 'same', groups: channels, name: `${name}_depthwise_conv` })(input);
  x = layers.LayerNormalization({ epsilon: 1e-6, name: `${name}_layernorm` })(x);
  x = layers.Dense(4 * channels, { name: `${name}_pointwise_conv_1` })(x);
  x = layers.Activation('gelu', { name: `${name}_gelu` })(x);
  x = layers.Dense(channels, { name: `${name}_pointwise_conv_2` })(x);
  x = new LayerScale(SCALE, channels, { name: `${name}_layer_scale` })(x);
  return ops.add(input, layers.Activation('linear', { name: `${name}_identity` })(x));
}

/** Patches of 4 × 4 pixels as one vector each. */
function stem(name: string) {
  const parts = [
    layers.Conv2D(CHANNELS[0]!, 4, { strides: 4, name: `${name}_stem_conv` }),
    layers.LayerNormalization({ epsilon: 1e-6, name: `${name}_stem_layernorm` }),
  ];
  return Sequential(parts, { name: `${name}_stem` });
}

/** Half the height and width between stages. */
function downsampling(i: number, name: string) {
  const parts = [
    layers.LayerNormalization({ epsilon: 1e-6, name: `${name}_downsampling_layernorm_${i}` }),
    layers.Conv2D(CHANNELS[i + 1]!, 2, { strides: 2, name: `${name}_downsampling_conv_${i}` }),
  ];
  return Sequential(parts, { name: `${name}_downsampling_block_${i}` });
}

const nameOf = (settings: Settings): string => settings.name ?? 'convnext_tiny';

function body(x: KerasTensor, settings: Settings<typeof OWN>): KerasTensor {
  const name = nameOf(settings);
  if (settings.includePreprocessing && x.shape[3] === 3) {
    const mean = [0.485, 0.456, 0.406].map((v) => v * 255);
    const variance = [0.229, 0.224, 0.225].map((v) => (v * 255) ** 2);
    x = layers.Normalization({ mean, variance, name: `${name}_prestem_normalization` })(x);
  }
  const between = [stem(name), ...[0, 1, 2].map((i) => downsampling(i, name))];
  for (const [i, depth] of DEPTHS.entries()) {
    x = between[i]!(x);
    for (let k = 0; k < depth; k++) x = block(x, CHANNELS[i]!, `${name}_stage_${i}_block_${k}`);
  }
  return x;
}

/** ConvNeXt-T for 224 × 224 colour pictures of bytes. Smallest side without the top: 32. */
export const ConvNeXtTiny = pretrained<typeof OWN, ConvNeXtOptions>({
  who: 'ConvNeXtTiny',
  name: 'convnext_tiny',
  size: 224,
  least: 32,
  options: OWN,
  body,
  classify(x, settings) {
    const name = nameOf(settings);
    x = layers.GlobalAveragePooling2D({ name: `${name}_head_gap` })(x);
    x = layers.LayerNormalization({ epsilon: 1e-6, name: `${name}_head_layernorm` })(x);
    return layers.Dense(settings.classes, { activation: settings.classifierActivation, name: `${name}_head_dense` })(x);
  },
  end: (x) => layers.LayerNormalization({ epsilon: 1e-6 })(x),
  official({ includeTop }) {
    const hash = includeTop
      ? '8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff'
      : 'd547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1';
    return kerasFile('convnext', `convnext_tiny${includeTop ? '' : '_notop'}.h5`, hash);
  },
});

export const { preprocessInput, decodePredictions } = imagenetUtils(null);
