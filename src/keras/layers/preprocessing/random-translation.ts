/** @file RandomTranslation: each picture is shifted. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { type Factor, range } from './random-picture.ts';
import { GEOMETRY, type GeometryOptions, RandomWarp } from './random-warp.ts';
import { unchanged } from '../arithmetic.ts';

export interface RandomTranslationOptions extends GeometryOptions {
  /** Share of the height; above 0 moves down. */
  heightFactor: Factor;
  /** Share of the width; above 0 moves right. */
  widthFactor: Factor;
}

class RandomTranslationLayer extends RandomWarp<typeof GEOMETRY & { heightFactor: Factor; widthFactor: Factor }> {
  static readonly facts: LayerFacts = {
    name: 'RandomTranslation',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  readonly heights: [number, number];
  readonly widths: [number, number];

  constructor(...args: readonly unknown[]) {
    const none = undefined as unknown as Factor;
    super('RandomTranslation', args, { heightFactor: none, widthFactor: none, ...GEOMETRY }, [
      'heightFactor',
      'widthFactor',
      'fillMode',
      'interpolation',
      'seed',
    ]);
    this.heights = range('RandomTranslation', 'heightFactor', this.config.heightFactor);
    this.widths = range('RandomTranslation', 'widthFactor', this.config.widthFactor);
  }

  override transform(x: Node): readonly (Node | number)[] {
    const dy = g.mul(this.each(x, this.heights), -x.shape[1]!);
    const dx = g.mul(this.each(x, this.widths), -x.shape[2]!);
    return [1, 0, dx, 0, 1, dy];
  }
}

export interface RandomTranslation extends RandomTranslationLayer {}

/**
 * Each picture is shifted.
 * @ko 학습할 때 그림을 무작위로 미는 층입니다.
 */
export const RandomTranslation: Factory<
  RandomTranslation,
  RandomTranslationOptions,
  [heightFactor: Factor, widthFactor: Factor]
> = factory(RandomTranslationLayer);
