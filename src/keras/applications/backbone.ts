/**
 * @file A network to build upon, by name, for labs that must run anywhere: where its weights cannot be had, another one whose
 * weights are there, and a notice that says so.
 */
import { integer, oneOf, optionsOf, readOptions } from '../../arguments/index.ts';
import type { ArraySource, NDArray } from '../../array/index.ts';
import { showNotice } from '../../display/index.ts';
import { NetworkError, say } from '../../errors/index.ts';
import type { Model } from '../model/index.ts';
import * as inception from './inception-v3.ts';
import * as mobilenet from './mobilenet-v2.ts';
import * as small from './small-net.ts';
import * as squeezenet from './squeezenet.ts';
import * as vgg16 from './vgg16.ts';

interface Choice {
  /** Side of its pictures, as the lecture has it or as the network was trained. */
  readonly side: number;
  /** The layer to build behind. */
  readonly cut: string;
  readonly preprocessInput: (x: ArraySource) => NDArray;
  readonly make: (inputShape: readonly number[]) => Promise<Model>;
}

const notop = { weights: 'imagenet', includeTop: false } as const;

/** By name; those behind the first two are taken in this order where a wish cannot be met. */
const CHOICES = {
  InceptionV3: {
    side: 75,
    cut: 'mixed7',
    preprocessInput: (x) => inception.preprocessInput(x),
    make: (inputShape) => inception.InceptionV3({ ...notop, inputShape }),
  },
  VGG16: {
    side: 75,
    cut: 'block5_pool',
    preprocessInput: (x) => vgg16.preprocessInput(x),
    make: (inputShape) => vgg16.VGG16({ ...notop, inputShape }),
  },
  MobileNetV2: {
    side: 150,
    cut: 'out_relu',
    preprocessInput: (x) => mobilenet.preprocessInput(x),
    make: (inputShape) => mobilenet.MobileNetV2({ ...notop, inputShape }),
  },
  SqueezeNet: {
    side: 227,
    cut: 'fire9_concat',
    preprocessInput: (x) => squeezenet.preprocessInput(x),
    make: (inputShape) => squeezenet.SqueezeNet({ ...notop, version: '1.1', inputShape } as { weights: 'imagenet' }),
  },
  SmallNet: {
    side: 75,
    cut: 'pool',
    preprocessInput: (x) => small.preprocessInput(x),
    make: (inputShape) => small.SmallNet({ inputShape }),
  },
} as const satisfies Record<string, Choice>;

export type BackboneName = keyof typeof CHOICES;

export interface Backbone extends Omit<Choice, 'make'> {
  /** The network that is there, which may be another than was asked for. */
  readonly name: BackboneName;
  /** Without the top, for pictures (side, side, 3). */
  readonly model: Model;
}

export interface BackboneOptions {
  /**
   * Of the pictures, in pixels. Default: the network's own `side` here.
   * @ko 그림의 한 변입니다(픽셀). 기본값은 네트워크마다 정한 `side`입니다.
   */
  side?: number;
}

const options = optionsOf<BackboneOptions>()({ side: integer({ from: 1 }) });

/** What is asked for, then what takes its place: small files, the last one in this project. */
const INSTEAD: readonly BackboneName[] = ['MobileNetV2', 'SqueezeNet', 'SmallNet'];

/**
 * The network of this name with its weights and without its top; where they cannot be had, the first of MobileNetV2, SqueezeNet and
 * SmallNet that is there, with a notice. @throws ValueError for another name
 * @ko 구할 수 있는 학습된 네트워크를 골라 특성 추출기로 줍니다.
 */
export async function backbone(name: BackboneName = 'InceptionV3', given?: BackboneOptions): Promise<Backbone> {
  const { side } = readOptions('backbone', given, options);
  const wish = oneOf('backbone', 'name', name, Object.keys(CHOICES) as BackboneName[]);
  for (const each of [wish, ...INSTEAD.filter((other) => other !== wish)]) {
    const { make, ...rest }: Choice = CHOICES[each];
    const facts = { ...rest, side: side ?? rest.side };
    try {
      const model = await make([facts.side, facts.side, 3]);
      if (each !== wish) showNotice(instead(wish, each));
      return { name: each, model, ...facts };
    } catch (error) {
      // SmallNet lies in this project: if even that fails, the reason is told.
      if (!(error instanceof NetworkError) || each === 'SmallNet') throw error;
    }
  }
  throw new Error('unreachable: SmallNet either is there or has thrown');
}

function instead(wish: string, taken: string): string {
  return say({
    en: `The weights of ${wish} cannot be had here (no network, no mirror). This notebook goes on with ${taken}.`,
    ko: `여기서는 ${wish}의 가중치를 구할 수 없습니다(네트워크와 미러 없음). 대신 ${taken}(으)로 계속합니다.`,
  });
}
