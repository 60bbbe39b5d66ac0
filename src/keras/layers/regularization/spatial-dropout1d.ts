/** @file SpatialDropout1D: dropout of whole channels of a sequence. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { CallOptions } from '../../core/layer.ts';
import { requireRank, within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { RandomLayer } from '../random-layer.ts';
import { type Spatial, spatialDefaults, type SpatialDropoutOptions } from './spatial-dropout.ts';
import { unchanged } from '../arithmetic.ts';

class SpatialDropout1DLayer extends RandomLayer<Spatial> {
  static readonly facts: LayerFacts = {
    name: 'SpatialDropout1D',
    module: 'keras.layers',
    perSample: true,
    notInKeras: ['trainable'],
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    super('SpatialDropout1D', args, spatialDefaults(), ['rate', 'seed']);
    within('SpatialDropout1D', 'rate', this.config.rate, 0, 1);
  }

  override call(x: Node, { training = false }: CallOptions = {}): Node {
    requireRank(this.name, x.shape, 3, '(batch, steps, channels)');
    const { rate } = this.config;
    if (!training || rate === 0) return x;
    if (rate === 1) return g.mul(x, 0);
    return g.select(
      g.greaterEqual(this.draw('uniform', [x.shape[0]!, 1, x.shape[2]!]), rate),
      g.mul(x, 1 / (1 - rate)),
      0,
    );
  }
}

export interface SpatialDropout1D extends SpatialDropout1DLayer {}

/** Dropout of whole channels of a sequence. */
export const SpatialDropout1D: Factory<SpatialDropout1D, SpatialDropoutOptions, [rate: number]> =
  factory(SpatialDropout1DLayer);
