/** @file UpSampling1D: every step of a sequence several times. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { positive, requireRank } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface UpSampling1DOptions extends LayerOptions {
  /** How often each step stands. Default 2. */
  size?: number;
}

class UpSampling1DLayer extends OptionsLayer<{ size: number }> {
  static readonly facts: LayerFacts = {
    name: 'UpSampling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: UpSampling1DLayer) => ({ rule: 'repeat', times: [layer.config.size, 1] }),
  };

  constructor(...args: readonly unknown[]) {
    super('UpSampling1D', args, { size: 2 }, ['size']);
    positive('UpSampling1D', 'size', this.config.size);
    this.built = true;
  }

  override call(x: Node): Node {
    requireRank(this.name, x.shape, 3, '(batch, steps, channels)');
    const [n, steps, c] = x.shape as [number, number, number];
    const { size } = this.config;
    return g.reshape(g.broadcastTo(g.reshape(x, [n, steps, 1, c]), [n, steps, size, c]), [n, steps * size, c]);
  }
}

export interface UpSampling1D extends UpSampling1DLayer {}

/** Every step of a sequence `size` times. */
export const UpSampling1D: Factory<UpSampling1D, UpSampling1DOptions, [size: number]> = factory(UpSampling1DLayer);
