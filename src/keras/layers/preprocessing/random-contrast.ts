/** @file RandomContrast: the distance of each picture from its channel means is stretched. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { describe } from '../../common/arguments.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { type Light, lightDefaults, type RandomContrastOptions } from './random-light.ts';
import { type Factor, RandomPicture, range } from './random-picture.ts';
import { unchanged } from '../arithmetic.ts';

class RandomContrastLayer extends RandomPicture<Light> {
  static readonly facts: LayerFacts = {
    name: 'RandomContrast',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  readonly range: [number, number];

  constructor(...args: readonly unknown[]) {
    super('RandomContrast', args, lightDefaults(), ['factor', 'valueRange', 'seed']);
    const { factor } = this.config;
    const [low, high] = typeof factor === 'number' ? [factor, factor] : range('RandomContrast', 'factor', factor);
    if (!(low >= 0 && low <= 1 && high >= 0)) {
      throw new ValueError({
        who: 'RandomContrast',
        rule: {
          en: 'factor must be a number in [0, 1], or [low, high]',
          ko: 'factor는 [0, 1] 안의 수이거나 [작은 값, 큰 값]이어야 합니다',
        },
        received: describe(factor),
      });
    }
    this.range = [1 - low, 1 + high];
    this.built = true;
  }

  override vary(x: Node): Node {
    const factor = g.reshape(this.each(x, this.range), [x.shape[0]!, 1, 1, 1]);
    const mean = g.mean(x, { axis: [1, 2], keepDims: true });
    const [low, high] = this.config.valueRange;
    return g.minimum(g.maximum(g.add(g.mul(g.sub(x, mean), factor), mean), low), high);
  }
}

export interface RandomContrast extends RandomContrastLayer {}

/**
 * Each picture's distance from its channel means is stretched: (x - mean) f + mean.
 * @ko 학습할 때 대비를 무작위로 바꾸는 층입니다.
 */
export const RandomContrast: Factory<RandomContrast, RandomContrastOptions, [factor: Factor]> =
  factory(RandomContrastLayer);
