/**
 * @file SmallNet: the backbone that is always there. Five convolutions, trained by this project on 4000 pictures of CIFAR-10
 * (`scripts/train-backbone.ts`), for labs without a network or a mirror. It has seen little beside networks that know ImageNet.
 */
import { machine } from '../../platform/index.ts';
import { showNotice } from '../../display/index.ts';
import { ValueError, say } from '../../errors/index.ts';
import type { KerasTensor } from '../core/keras-tensor.ts';
import * as layers from '../layers/index.ts';
import type { Model } from '../model/index.ts';
import { averageAndClassify, plain, type ApplicationOptions } from './application.ts';
import { imagenetUtils } from './imagenet.ts';

/** Channels of each convolution; those that halve the map. */
const STEPS = [
  [32, 1],
  [48, 2],
  [64, 1],
  [96, 2],
  [128, 1],
] as const;

/** Convolution without bias, batch normalization, ReLU. */
function body(x: KerasTensor): KerasTensor {
  for (const [i, [filters, strides]] of STEPS.entries()) {
    const name = `block${i + 1}`;
    x = layers.Conv2D(filters, 3, { strides, padding: 'same', useBias: false, name: `${name}_conv` })(x);
    x = layers.BatchNormalization({ name: `${name}_bn` })(x);
    x = layers.ReLU({ name: `${name}_relu` })(x);
  }
  return layers.MaxPooling2D(3, { name: 'pool' })(x); // so that few numbers are left to learn from
}

/** Where the trained weights lie in this project. */
const TRAINED = 'weights/small-net.weights.h5';

const build = plain({
  who: 'SmallNet',
  name: 'small_net',
  size: 75,
  least: 16,
  options: { includeTop: false, classes: 10 },
  anySize: true,
  body,
  classify: averageAndClassify,
});

export interface SmallNetOptions extends Omit<ApplicationOptions, 'weights'> {
  /** 'trained' (default): what comes with kernelab, without a top. null: fresh weights, at once. Else the path of a file. */
  weights?: 'trained' | (string & Record<never, never>) | null;
}

interface SmallNetCall {
  (options: SmallNetOptions & { weights: null }): Model;
  (options?: SmallNetOptions & { weights?: string }): Promise<Model>;
}

/**
 * SmallNet for colour pictures of any size from 16 × 16, 209,696 parameters; without a top unless `includeTop: true`. Its pixels are
 * scaled as InceptionV3's. A notice says where its weights come from.
 * @throws ValueError for the trained weights with a top: they have none
 */
export const SmallNet = named('SmallNet', (options: SmallNetOptions = {}): unknown => {
  const { weights = 'trained', ...rest } = options;
  if (weights !== 'trained') return build({ ...rest, weights } as ApplicationOptions & { weights: null });
  if (rest.includeTop === true) {
    throw new ValueError({
      who: 'SmallNet',
      rule: {
        en: 'the trained weights are those of a network without a top',
        ko: '학습된 가중치에는 분류층(top)이 없습니다',
      },
      received: 'includeTop true',
      hint: {
        en: 'Leave the top out and put your own Dense behind, or give { weights: null }',
        ko: 'includeTop을 빼고 직접 만든 Dense를 붙이거나 { weights: null }을 주세요',
      },
    });
  }
  const model = build({ ...rest, includeTop: false, weights: machine.assets.ownPath(`data/${TRAINED}`) });
  void model.then(
    () => showNotice(notice()),
    () => {}, // who awaits the model hears of it
  );
  return model;
}) as SmallNetCall;

function notice(): string {
  return say({
    en: 'SmallNet: weights trained by kernelab itself on 4000 small pictures of CIFAR-10, not on ImageNet. Good for trying things out; the networks of the lecture see far more.',
    ko: 'SmallNet: ImageNet이 아니라 CIFAR-10의 작은 그림 4,000장으로 kernelab이 직접 학습한 가중치를 씁니다. 실습 연습용이며, 강의에 나온 네트워크는 훨씬 많은 것을 알아봅니다.',
  });
}

function named<T extends object>(name: string, f: T): T {
  return Object.defineProperty(f, 'name', { value: name });
}

export const { preprocessInput } = imagenetUtils('tf');

/** SmallNet comes without classes: raises ValueError. */
export function decodePredictions(): never {
  throw new ValueError({
    who: 'smallNet.decodePredictions',
    rule: { en: 'SmallNet has no classes of its own', ko: 'SmallNet에는 자체 클래스가 없습니다' },
    hint: { en: 'Put a Dense layer behind it and train that', ko: '뒤에 Dense 층을 붙여 학습하세요' },
  });
}
