/**
 * @file `keras.utils.modelFromPattern('[((CONV => RELU)*2 => POOL)*2 => (FC => RELU)*1]', { inputShape })`: a classifier from the
 * line of words by which lectures write architectures.
 */
import { integer, list, number, optionsOf, readOptions, refuseSurplus, word } from '../../../arguments/index.ts';
import { ValueError, shapeText } from '../../../errors/index.ts';
import type { Layer } from '../../core/layer.ts';
import * as layers from '../../layers/index.ts';
import { Sequential } from '../../model/index.ts';
import { wordsOf, type PatternWord } from './words.ts';

export interface PatternOptions {
  /**
   * Shape of one picture, [height, width, channels]. Must be given.
   * @ko 그림 하나의 모양 [높이, 너비, 채널]입니다. 꼭 있어야 합니다.
   */
  inputShape: readonly number[];
  /**
   * Number of classes. Default 10.
   * @ko 클래스의 수입니다. 기본값 10.
   */
  classes?: number;
  /**
   * What `*m` stands for in the pattern.
   * @ko 문자열의 `*m`이 뜻하는 수입니다.
   */
  m?: number;
  /**
   * What `*n` stands for in the pattern.
   * @ko 문자열의 `*n`이 뜻하는 수입니다.
   */
  n?: number;
  /**
   * What `*k` stands for in the pattern.
   * @ko 문자열의 `*k`가 뜻하는 수입니다.
   */
  k?: number;
  /**
   * Filters of the convolutions before the first POOL. Default 16.
   * @ko 첫 POOL 앞에 있는 합성곱의 필터 수입니다. 기본값 16.
   */
  filters?: number;
  /**
   * By how much the number of filters grows behind each POOL. Default 2. The square of `poolSize` (4) keeps maps times pixels
   * constant; 1 keeps the number of filters.
   * @ko POOL을 지날 때마다 필터 수를 몇 배로 늘릴지 정합니다. 기본값 2. `poolSize`의 제곱(4)이면 맵 × 픽셀이 그대로이고, 1이면 필터 수가 그대로입니다.
   */
  growth?: number;
  /**
   * Side of every filter. Default 3.
   * @ko 모든 필터의 한 변입니다. 기본값 3.
   */
  kernelSize?: number;
  /**
   * 'same' (default): convolutions keep the size; 'valid': no zeros around the picture.
   * @ko 'same'(기본값)이면 합성곱이 크기를 지키고, 'valid'이면 둘레에 0을 붙이지 않습니다.
   */
  padding?: 'same' | 'valid';
  /**
   * Side and stride of the pooling windows. Default 2.
   * @ko 풀링 윈도의 한 변이자 스트라이드입니다. 기본값 2.
   */
  poolSize?: number;
  /**
   * Units of each FC but the one that gives the classes. Default 64.
   * @ko 클래스를 내는 마지막 층을 뺀 FC마다의 유닛 수입니다. 기본값 64.
   */
  units?: number;
}

const patternOptions = optionsOf<PatternOptions>()({
  inputShape: list(integer({ from: 1 }), 3),
  classes: integer({ from: 1 }).or(10),
  m: integer({ from: 0 }),
  n: integer({ from: 0 }),
  k: integer({ from: 0 }),
  filters: integer({ from: 1 }).or(16),
  growth: number({ above: 0 }).or(2),
  kernelSize: integer({ from: 1 }).or(3),
  padding: word('same', 'valid').or('same'),
  poolSize: integer({ from: 1 }).or(2),
  units: integer({ from: 1 }).or(64),
});

const who = 'modelFromPattern';

/**
 * The Sequential that a pattern describes: CONV is a convolution, RELU max(0, x), POOL max pooling, FC a fully connected layer
 * (before the first one the maps are flattened), `(…)*2` a repetition, `*m`, `*n`, `*k` one whose number stands in the options. A last
 * FC gives the classes; a pattern that ends otherwise gets such a layer behind it. The classes come as probabilities (softmax), the
 * layers are named conv1, relu1, pool1, fc1 … and scores. Not compiled.
 *
 * Raises ValueError for a pattern that cannot be read or built, with the place in it.
 * Source: the patterns of CS231n, "Convolutional neural networks: layer patterns".
 * @ko 강의처럼 글 한 줄로 쓴 구조에서 모델을 만듭니다.
 * @example keras.utils.modelFromPattern('INPUT-CONV-RELU-POOL-FC', { inputShape: [32, 32, 3], filters: 12 })
 */
export function modelFromPattern(pattern: string, options: PatternOptions): Sequential {
  if (arguments.length > 2) refuseSurplus(who, arguments, 2);
  const given = readOptions(who, options, patternOptions);
  const { inputShape, classes, m, n, k } = given;
  if (typeof pattern !== 'string' || inputShape === undefined) {
    throw new ValueError({
      who,
      rule: { en: 'takes a pattern and the shape of a picture', ko: '패턴 문자열과 그림 한 장의 모양을 받습니다' },
      received:
        typeof pattern === 'string'
          ? { en: 'no inputShape', ko: 'inputShape 없음' }
          : { en: 'no text', ko: '문자열이 아닌 값' },
      hint: {
        en: "Write: modelFromPattern('CONV => RELU => POOL => FC', { inputShape: [28, 28, 1] })",
        ko: "이렇게 쓰세요: modelFromPattern('CONV => RELU => POOL => FC', { inputShape: [28, 28, 1] })",
      },
    });
  }
  const words = wordsOf(pattern, { m, n, k }, who);
  if (words.at(-1) !== 'FC') words.push('FC');
  return Sequential([
    layers.Input({ shape: [...inputShape] }),
    ...layersFor(words, inputShape, { ...given, classes }, pattern),
  ]);
}

type Sizes = Required<Omit<PatternOptions, 'inputShape' | 'm' | 'n' | 'k'>>;

function layersFor(
  words: readonly PatternWord[],
  inputShape: readonly number[],
  sizes: Sizes,
  pattern: string,
): Layer[] {
  const { filters, growth, kernelSize, padding, poolSize, units, classes } = sizes;
  const made: Layer[] = [];
  const counts: Record<PatternWord, number> = { INPUT: 0, CONV: 0, RELU: 0, POOL: 0, FC: 0 };
  let [height, width] = inputShape as [number, number];
  words.forEach((each, i) => {
    const number = ++counts[each];
    if (each === 'INPUT' ? i > 0 : counts.FC > 0 && (each === 'CONV' || each === 'POOL'))
      throw refusal(each, i, pattern);
    const least = each === 'POOL' ? poolSize : each === 'CONV' && padding === 'valid' ? kernelSize : 1;
    if (Math.min(height, width) < least) throw tooSmall(each, number, [height, width], least);
    switch (each) {
      case 'INPUT':
        break;
      case 'CONV': {
        const maps = Math.max(1, Math.round(filters * growth ** counts.POOL));
        made.push(layers.Conv2D(maps, kernelSize, { padding, name: `conv${number}` }));
        if (padding === 'valid') [height, width] = [height - kernelSize + 1, width - kernelSize + 1];
        break;
      }
      case 'RELU':
        made.push(layers.ReLU({ name: `relu${number}` }));
        break;
      case 'POOL':
        made.push(layers.MaxPooling2D(poolSize, { name: `pool${number}` }));
        [height, width] = [Math.floor(height / poolSize), Math.floor(width / poolSize)];
        break;
      case 'FC':
        if (number === 1) made.push(layers.Flatten({ name: 'flatten' }));
        made.push(
          i === words.length - 1
            ? layers.Dense(classes, { activation: 'softmax', name: 'scores' })
            : layers.Dense(units, { name: `fc${number}` }),
        );
    }
  });
  return made;
}

function refusal(each: PatternWord, i: number, pattern: string): ValueError {
  return new ValueError({
    who,
    rule:
      each === 'INPUT'
        ? { en: 'INPUT stands only at the beginning', ko: 'INPUT은 맨 앞에만 씁니다' }
        : {
            en: 'CONV and POOL stand before the first FC: behind it there are no maps any more',
            ko: 'CONV와 POOL은 첫 FC보다 앞에 씁니다. FC 뒤에는 맵이 없습니다',
          },
    received: { en: `${each} as layer ${i + 1} of '${pattern}'`, ko: `'${pattern}'의 ${i + 1}번째 층 ${each}` },
  });
}

function tooSmall(each: PatternWord, number: number, [h, w]: [number, number], least: number): ValueError {
  return new ValueError({
    who,
    rule: {
      en: `${each} ${number} needs maps of ${least} x ${least} or more`,
      ko: `${number}번째 ${each}에는 ${least} x ${least} 이상의 맵이 필요합니다`,
    },
    received: { en: `maps of ${shapeText([h, w])}`, ko: `모양이 ${shapeText([h, w])}인 맵` },
    hint: {
      en: "Repeat the group with POOL fewer times, or give larger pictures or padding: 'same'",
      ko: "POOL이 있는 묶음을 덜 되풀이하거나, 더 큰 그림이나 padding: 'same'을 쓰세요",
    },
  });
}
