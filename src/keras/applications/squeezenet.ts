/**
 * @file SqueezeNet: as good as AlexNet with a fiftieth of its parameters. "Fire" modules squeeze the channels by 1 × 1 before they
 * expand them by 1 × 1 and 3 × 3. Iandola, Han, Moskewicz, Ashraf, Dally and Keutzer, "SqueezeNet: AlexNet-level accuracy with 50x
 * fewer parameters and < 0.5 MB model size", 2016, arXiv 1602.07360; table 1, figure 1.
 */
import { ValueError } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import { plain, type ApplicationOptions, type Settings } from './application.ts';
import { overlappingPool } from './caffe.ts';
import { checkWord } from './checks.ts';
import { imagenetUtils } from './imagenet.ts';

export interface SqueezeNetOptions extends ApplicationOptions {
  /**
   * '1.0' (default) is the paper's; '1.1' pools earlier and computes 2.4 times less.
   * @ko '1.0'(기본값)은 논문의 것이고, '1.1'은 더 일찍 풀링하여 계산이 2.4배 적습니다.
   */
  version?: '1.0' | '1.1';
}

const OWN = { version: '1.0' as '1.0' | '1.1' };

/** The first convolution, and behind which modules the maps are halved. */
const VERSIONS = {
  '1.0': { filters: 96, window: 7, pools: [1, 4, 8] },
  '1.1': { filters: 64, window: 3, pools: [1, 3, 5] },
};
/** Channels of the modules fire2 … fire9: squeezed, and of each half of the expansion. */
const FIRE = [
  [16, 64],
  [16, 64],
  [32, 128],
  [32, 128],
  [48, 192],
  [48, 192],
  [64, 256],
  [64, 256],
] as const;

/** 1 × 1 to few channels, then 1 × 1 beside 3 × 3 to many. */
function fire(x: KerasTensor, number: number, squeeze: number, expand: number): KerasTensor {
  const name = `fire${number}`;
  const small = layers.Conv2D(squeeze, 1, { activation: 'relu', name: `${name}_squeeze1x1` })(x);
  const one = layers.Conv2D(expand, 1, { activation: 'relu', name: `${name}_expand1x1` })(small);
  const three = layers.Conv2D(expand, 3, { padding: 'same', activation: 'relu', name: `${name}_expand3x3` })(small);
  return layers.Concatenate({ name: `${name}_concat` })([one, three]);
}

function body(x: KerasTensor, { version }: Settings<typeof OWN>): KerasTensor {
  const { filters, window, pools } = VERSIONS[version];
  x = layers.Conv2D(filters, window, { strides: 2, activation: 'relu', name: 'conv1' })(x);
  x = overlappingPool(x, 'pool1');
  for (const [i, [squeeze, expand]] of FIRE.entries()) {
    x = fire(x, i + 2, squeeze, expand);
    if (pools.includes(i + 2)) x = overlappingPool(x, `pool${i + 2}`);
  }
  return x;
}

/** One map for each class, and its mean: no Dense layer. */
function classify(x: KerasTensor, { classes, classifierActivation }: Settings): KerasTensor {
  x = layers.Dropout(0.5, { name: 'drop9' })(x);
  x = layers.Conv2D(classes, 1, { activation: 'relu', name: 'conv10' })(x);
  x = layers.GlobalAveragePooling2D({ name: 'pool10' })(x);
  return layers.Activation(classifierActivation, { name: 'prob' })(x);
}

/**
 * SqueezeNet for 227 × 227 colour pictures, 1.25 million parameters. Smallest side without the top: 47.
 * There are no official weights in Keras's form; with version 1.1, weights 'imagenet' are taken from a mirror that has them.
 * @ko 매개변수가 적은 SqueezeNet의 구조를 만듭니다.
 */
export const SqueezeNet = plain<typeof OWN, SqueezeNetOptions>({
  who: 'SqueezeNet',
  name: ({ version }) => `squeezenet_v${version}`,
  size: 227,
  least: 47,
  options: OWN,
  check({ version, weights }) {
    checkWord('SqueezeNet', 'version', version, Object.keys(VERSIONS));
    if (weights !== 'imagenet' || version === '1.1') return;
    throw new ValueError({
      who: 'SqueezeNet',
      rule: { en: "weights 'imagenet' are those of version 1.1", ko: "'imagenet' 가중치는 버전 1.1의 것입니다" },
      received: `version '${version}'`,
      hint: {
        en: "Give { version: '1.1' }, or the path of a file.",
        ko: "{ version: '1.1' }로 하거나 파일의 경로를 주세요",
      },
    });
  },
  // Nobody publishes it as a Keras file; a mirror may have it.
  official: () => ({ file: 'squeezenet_v1.1.keras', url: '', hash: null }),
  body,
  classify,
});

export const { preprocessInput, decodePredictions } = imagenetUtils('bgr');
