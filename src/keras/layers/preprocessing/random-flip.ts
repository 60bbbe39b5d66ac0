/** @file RandomFlip: each picture is mirrored or not. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { oneOf } from '../checks.ts';
import type { DataFormat } from '../data-format.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomPicture } from './random-picture.ts';
import { unchanged } from '../arithmetic.ts';

export interface RandomFlipOptions extends LayerOptions {
  /**
   * Default 'horizontal_and_vertical'.
   * @ko 뒤집는 방향입니다. 기본값 'horizontal_and_vertical'.
   */
  mode?: 'horizontal' | 'vertical' | 'horizontal_and_vertical';
  /**
   * Makes the random numbers the same in every run.
   * @ko 난수의 씨앗입니다. 실행할 때마다 같은 수가 나옵니다.
   */
  seed?: number | null;
  /**
   * 'channels_last' (default) or 'channels_first'.
   * @ko 채널 축의 자리입니다: 'channels_last'(기본값) 또는 'channels_first'.
   */
  dataFormat?: DataFormat | null;
}

/** Each picture is mirrored or not, by a coin. */
class RandomFlipLayer extends RandomPicture<{ mode: string; seed: number | null; dataFormat: DataFormat | null }> {
  static readonly facts: LayerFacts = {
    name: 'RandomFlip',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    const defaults = {
      mode: 'horizontal_and_vertical',
      seed: null as number | null,
      dataFormat: null as DataFormat | null,
    };
    super('RandomFlip', args, defaults, ['mode', 'seed']);
    oneOf('RandomFlip', 'mode', this.config.mode, ['horizontal', 'vertical', 'horizontal_and_vertical']);
    this.built = true;
  }

  override vary(x: Node): Node {
    const coin = (): Node => g.less(this.between(0, 1, [x.shape[0]!, 1, 1, 1]), 0.5);
    let y = x;
    if (this.config.mode.includes('horizontal')) y = g.select(coin(), g.reverse(y, 2), y);
    if (this.config.mode.includes('vertical')) y = g.select(coin(), g.reverse(y, 1), y);
    return y;
  }
}

export interface RandomFlip extends RandomFlipLayer {}

/**
 * Flips pictures at random while training: 'horizontal', 'vertical' or both.
 * @ko 학습할 때 그림을 무작위로 뒤집는 층입니다.
 */
export const RandomFlip: Factory<RandomFlip, RandomFlipOptions, [mode: NonNullable<RandomFlipOptions['mode']>]> =
  factory(RandomFlipLayer);
