/** @file RandomBrightness: a random share of the value range is added to each picture. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { type Light, lightDefaults, type RandomContrastOptions } from './random-light.ts';
import { type Factor, RandomPicture, range } from './random-picture.ts';
import { unchanged } from '../arithmetic.ts';

export type RandomBrightnessOptions = RandomContrastOptions;

class RandomBrightnessLayer extends RandomPicture<Light> {
  static readonly facts: LayerFacts = {
    name: 'RandomBrightness',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  readonly range: [number, number];

  constructor(...args: readonly unknown[]) {
    super('RandomBrightness', args, lightDefaults(), ['factor', 'valueRange', 'seed']);
    this.range = range('RandomBrightness', 'factor', this.config.factor);
    this.built = true;
  }

  override vary(x: Node): Node {
    const [low, high] = this.config.valueRange;
    const shift = g.mul(g.reshape(this.each(x, this.range), [x.shape[0]!, 1, 1, 1]), high - low);
    return g.minimum(g.maximum(g.add(x, shift), low), high);
  }
}

export interface RandomBrightness extends RandomBrightnessLayer {}

/**
 * A random share of the value range is added to each picture.
 * @ko 학습할 때 밝기를 무작위로 바꾸는 층입니다.
 */
export const RandomBrightness: Factory<RandomBrightness, RandomBrightnessOptions, [factor: Factor]> =
  factory(RandomBrightnessLayer);
