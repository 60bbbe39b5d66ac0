/** @file GaussianNoise: adds normal noise in training. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions, LayerOptions } from '../../core/layer.ts';
import { within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomLayer } from '../random-layer.ts';
import { unchanged } from '../arithmetic.ts';

export interface GaussianNoiseOptions extends LayerOptions {
  /**
   * Standard deviation of the noise.
   * @ko 잡음의 표준편차입니다.
   */
  stddev: number;
  /**
   * Makes the random numbers the same in every run.
   * @ko 난수의 씨앗입니다. 실행할 때마다 같은 수가 나옵니다.
   */
  seed?: number | null;
}

class GaussianNoiseLayer extends RandomLayer<{ stddev: number; seed: number | null }> {
  static readonly facts: LayerFacts = {
    name: 'GaussianNoise',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    super('GaussianNoise', args, { stddev: undefined as unknown as number, seed: null as number | null }, [
      'stddev',
      'seed',
    ]);
    within('GaussianNoise', 'stddev', this.config.stddev, 0);
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    if (!training || this.config.stddev === 0) return x;
    return g.add(x, g.mul(this.draw('normal', x.shape), this.config.stddev));
  }
}

export interface GaussianNoise extends GaussianNoiseLayer {}

/**
 * Adds normal noise of mean 0, in training.
 * @ko 학습할 때 잡음을 더하는 층입니다.
 */
export const GaussianNoise: Factory<GaussianNoise, GaussianNoiseOptions, [stddev: number]> =
  factory(GaussianNoiseLayer);
