/** @file LeakyReLU: a fixed slope below 0. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface LeakyReLUOptions extends LayerOptions {
  /** Default 0.3. */
  negativeSlope?: number;
}

class LeakyReLULayer extends OptionsLayer<{ negativeSlope: number }> {
  static readonly facts: LayerFacts = {
    name: 'LeakyReLU',
    module: 'keras.layers',
    perSample: true,
    // Keras 2 spelt the slope alpha.
    readConfig(config) {
      if (!('alpha' in config)) return;
      config['negative_slope'] = config['alpha'];
      delete config['alpha'];
    },
    arithmetic: (layer: LeakyReLULayer) => ({
      rule: 'curve',
      curve: { name: 'leaky_relu', options: { ...layer.config } },
    }),
  };

  constructor(...args: readonly unknown[]) {
    super('LeakyReLU', args, { negativeSlope: 0.3 }, ['negativeSlope']);
    within('LeakyReLU', 'negativeSlope', this.config.negativeSlope, 0);
    this.built = true;
  }

  override call(x: Node): Node {
    return g.select(g.greater(x, 0), x, g.mul(x, this.config.negativeSlope));
  }
}

export interface LeakyReLU extends LeakyReLULayer {}

/**
 * x above 0, negativeSlope x below.
 * @ko 음수에 작은 기울기를 남기는 ReLU 층입니다.
 */
export const LeakyReLU: Factory<LeakyReLU, LeakyReLUOptions, [negativeSlope: number]> = factory(LeakyReLULayer);
