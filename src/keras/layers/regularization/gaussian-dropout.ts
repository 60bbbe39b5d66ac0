/** @file GaussianDropout: multiplies by normal noise of mean 1 in training. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions, LayerOptions } from '../../core/layer.ts';
import { within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomLayer } from '../random-layer.ts';
import { unchanged } from '../arithmetic.ts';

class GaussianDropoutLayer extends RandomLayer<{ rate: number; seed: number | null }> {
  static readonly facts: LayerFacts = {
    name: 'GaussianDropout',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    super('GaussianDropout', args, { rate: undefined as unknown as number, seed: null as number | null }, [
      'rate',
      'seed',
    ]);
    within('GaussianDropout', 'rate', this.config.rate, 0, 1);
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    const { rate } = this.config;
    if (!training || rate === 0) return x;
    return g.mul(x, g.add(g.mul(this.draw('normal', x.shape), Math.sqrt(rate / (1 - rate))), 1));
  }
}

export interface GaussianDropout extends GaussianDropoutLayer {}

/** Multiplies by normal noise of mean 1 and deviation sqrt(rate / (1 - rate)), in training. */
export const GaussianDropout: Factory<
  GaussianDropout,
  LayerOptions & {
    /** As a Dropout's rate, from 0 to 1: the noise has as much variance. */
    rate: number;
    /** Makes the random numbers the same in every run. */
    seed?: number | null;
  },
  [rate: number]
> = factory(GaussianDropoutLayer);
