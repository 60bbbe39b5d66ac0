/** @file AveragePooling1D: the mean of each window of steps. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { poolingArithmetic, Pooling1D, type Pooling1DOptions } from './pooling1d.ts';
import type { Window } from './pooling2d.ts';

class AveragePooling1DLayer extends Pooling1D {
  static readonly facts: LayerFacts = {
    name: 'AveragePooling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: poolingArithmetic('mean'),
  };

  constructor(...args: readonly unknown[]) {
    super('AveragePooling1D', args);
  }

  override pooled(x: Node, pool: [number, number], window: Window): Node {
    return g.avgPool(x, pool, window);
  }
}

export interface AveragePooling1D extends AveragePooling1DLayer {}

/** The mean of each window of steps. */
export const AveragePooling1D: Factory<AveragePooling1D, Pooling1DOptions, [poolSize: number]> =
  factory(AveragePooling1DLayer);
