/** @file `plot.playground`: reads the call and says what is not a setting. */
import {
  describe,
  flag,
  integer,
  isPlainObject,
  number,
  optionsOf,
  refuseSurplus,
  word,
  Rule,
} from '../../../arguments/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { keras } from '../../../keras/index.ts';
import { read } from '../../input/rules.ts';
import { Playground } from './playground.ts';
import {
  activationNames,
  dataNames,
  featureNames,
  MOST_LAYERS,
  MOST_UNITS,
  regularizationNames,
  type ActivationName,
  type DataName,
  type FeatureName,
  type RegularizationName,
} from './setting.ts';

export interface PlaygroundOptions {
  /**
   * The shape of the points: 'circle' (default), 'xor', 'gauss' or 'spiral'.
   * @ko 점의 모양입니다: 'circle'(기본값, 원), 'xor', 'gauss'(두 무리), 'spiral'(나선).
   */
  data?: DataName;
  /**
   * How far points lie from where they belong, 0 to 0.5. Default 0.
   * @ko 점이 제자리에서 벗어나는 정도입니다. 0~0.5, 기본값 0.
   */
  noise?: number;
  /**
   * How many points; half of them train, half test. Default 200.
   * @ko 점의 개수입니다. 반으로 학습하고 반으로 시험합니다. 기본값 200.
   */
  points?: number;
  /**
   * What the network gets of a point: 'x', 'y', 'x*x', 'y*y', 'x*y', 'sin(x)', 'sin(y)'. Default ['x', 'y'].
   * @ko 점마다 모델에 넣는 특성입니다: 'x', 'y', 'x*x', 'y*y', 'x*y', 'sin(x)', 'sin(y)'. 기본값 ['x', 'y'].
   */
  features?: readonly FeatureName[];
  /**
   * Units of each hidden layer, at most 6 layers of 8. Default [4, 2]; [] is none.
   * @ko 은닉층마다의 유닛 수입니다. 8개씩 6층까지이고, 기본값은 [4, 2]입니다. []이면 은닉층이 없습니다.
   */
  layers?: readonly number[];
  /**
   * Of the hidden layers: 'tanh' (default), 'relu', 'sigmoid' or 'linear'.
   * @ko 은닉층의 활성화 함수입니다: 'tanh'(기본값), 'relu', 'sigmoid', 'linear'.
   */
  activation?: ActivationName;
  /**
   * Of plain gradient descent. Default 0.03.
   * @ko 경사 하강법의 학습률입니다. 기본값 0.03.
   */
  learningRate?: number;
  /**
   * A penalty on large weights: 'none' (default), 'l1' or 'l2', as Keras's kernelRegularizer.
   * @ko 큰 가중치에 매기는 벌점입니다: 'none'(기본값), 'l1', 'l2'. 케라스의 kernelRegularizer와 같습니다.
   */
  regularization?: RegularizationName;
  /**
   * How strong it is. Default 0.001.
   * @ko 벌점의 세기입니다. 기본값 0.001.
   */
  regularizationRate?: number;
  /**
   * Points per step. Default 10.
   * @ko 스텝마다 쓰는 점의 수입니다. 기본값 10.
   */
  batchSize?: number;
  /**
   * Of the points and the first weights: the same seed, the same training. Default 1.
   * @ko 점과 처음 가중치의 씨앗입니다. 같으면 학습도 같습니다. 기본값 1.
   */
  seed?: number;
  /**
   * Begins to train as soon as it is seen. Default false.
   * @ko 보이자마자 학습을 시작합니다. 기본값 false.
   */
  play?: boolean;
}

/** Units of each layer. */
const layersRule = new Rule<readonly number[]>(
  {
    en: `a list of at most ${MOST_LAYERS} whole numbers from 1 to ${MOST_UNITS}`,
    ko: `1~${MOST_UNITS}의 정수 ${MOST_LAYERS}개까지의 리스트`,
  },
  (value) =>
    Array.isArray(value) &&
    value.length <= MOST_LAYERS &&
    value.every((units) => Number.isInteger(units) && units >= 1 && units <= MOST_UNITS),
);

/** At least one feature, none of them twice. */
const featuresRule = new Rule<readonly FeatureName[]>(
  {
    en: `a list of some of ${featureNames.map((name) => `'${name}'`).join(', ')}`,
    ko: `${featureNames.map((name) => `'${name}'`).join(', ')} 가운데 몇 개의 리스트`,
  },
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((name) => featureNames.includes(name as FeatureName)),
);

const options = optionsOf<PlaygroundOptions>()({
  data: word(...dataNames).or('circle'),
  noise: number({ from: 0, to: 0.5 }).or(0),
  points: integer({ from: 10, to: 1000 }).or(200),
  features: featuresRule.or(['x', 'y']),
  layers: layersRule.or([4, 2]),
  activation: word(...activationNames).or('tanh'),
  learningRate: number({ above: 0, to: 10 }).or(0.03),
  regularization: word(...regularizationNames).or('none'),
  regularizationRate: number({ from: 0, to: 10 }).or(0.001),
  batchSize: integer({ from: 1, to: 1000 }).or(10),
  seed: integer({ from: 0 }).or(1),
  play: flag().or(false),
});

/**
 * Points in a plane and a small network that learns to tell them apart as one watches, as
 * [TensorFlow Playground](https://playground.tensorflow.org) does: data, noise, features, layers and units, rates, the surface it decides
 * by, the loss. It trains in the page, without a kernel too. Loss: binary cross-entropy of one sigmoid; gradient descent in batches.
 * @ko 평면의 점을 가르는 작은 신경망이 학습하는 모습을 페이지에서 봅니다. 층, 유닛, 특성, 학습률을 바꿀 수 있고, 커널이 없어도 됩니다.
 * @throws ValueError for an unknown option or a value it does not take
 * @example plot.playground({ data: 'spiral', features: ['x', 'y', 'sin(x)', 'sin(y)'], layers: [8, 4] });
 */
export function playground(given?: PlaygroundOptions): Playground {
  const who = 'plot.playground';
  if (arguments.length > 1) refuseSurplus(who, arguments, 1);
  refuseOwnData(given, who);
  const { play, ...setting } = read(who, given, options);
  return new Playground(setting, play);
}

/** Points of one's own and the name of a shape alone: what one may expect it to take, hence more words than for other slips. */
function refuseOwnData(given: unknown, who: string): void {
  const data = isPlainObject(given) ? given['data'] : given;
  const isName = typeof data === 'string';
  if (data === undefined || data === null || (isName && data !== given)) return;
  const shapes = dataNames.map((name) => `'${name}'`).join(', ');
  const shape = dataNames.find((name) => name === data) ?? 'spiral';
  throw new ValueError({
    who,
    rule: isName
      ? { en: 'the shape of the points is an option', ko: '점의 모양은 옵션으로 줍니다' }
      : {
          en: `it draws its points itself: data is one of ${shapes}`,
          ko: `점은 직접 만듭니다. data에는 ${shapes} 가운데 하나를 주세요`,
        },
    received:
      typeof data === 'function' && data instanceof keras.Model ? { en: 'a model', ko: '모델' } : describe(data),
    hint: isName
      ? { en: `Write ${who}({ data: '${shape}' })`, ko: `${who}({ data: '${shape}' })로 쓰세요` }
      : {
          en: 'A network for points of your own is a keras.Sequential with model.fit(x, y)',
          ko: '자신의 점으로 학습하려면 keras.Sequential과 model.fit(x, y)를 쓰세요',
        },
  });
}
