/** @file ELU: alpha (exp(x) - 1) below 0. */
import type { Node } from '../../../engine/index.ts';
import * as activations from '../../activations/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface ELUOptions extends LayerOptions {
  /** Default 1. */
  alpha?: number;
}

class ELULayer extends OptionsLayer<{ alpha: number }> {
  static readonly facts: LayerFacts = {
    name: 'ELU',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: ELULayer) => ({ rule: 'curve', curve: { name: 'elu', options: { ...layer.config } } }),
  };

  constructor(...args: readonly unknown[]) {
    super('ELU', args, { alpha: 1 }, ['alpha']);
    this.built = true;
  }

  override call(x: Node): Node {
    return activations.elu(x, this.config.alpha);
  }
}

export interface ELU extends ELULayer {}

/** x above 0, alpha (exp(x) - 1) below. */
export const ELU: Factory<ELU, ELUOptions, [alpha: number]> = factory(ELULayer);
