/** @file Minimum: the smaller value, cell by cell. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { Merge, merging, type MergeFunction } from './merge.ts';

class MinimumLayer extends Merge {
  static readonly facts: LayerFacts = {
    name: 'Minimum',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'join', how: 'min' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Minimum', args);
  }

  override join(a: Node, b: Node): Node {
    return g.minimum(a, b);
  }
}

export interface Minimum extends MinimumLayer {}

/** The smaller value, cell by cell. */
export const Minimum: Factory<Minimum, LayerOptions> = factory(MinimumLayer);

/** Minimum as a function: `keras.layers.minimum([a, b])`. */
export const minimum: MergeFunction = merging((options) => new MinimumLayer(options));
