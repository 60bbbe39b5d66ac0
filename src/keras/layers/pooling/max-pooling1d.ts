/** @file MaxPooling1D: the largest value of each window of steps. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { poolingArithmetic, Pooling1D, type Pooling1DOptions } from './pooling1d.ts';
import type { Window } from './pooling2d.ts';

class MaxPooling1DLayer extends Pooling1D {
  static readonly facts: LayerFacts = {
    name: 'MaxPooling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: poolingArithmetic('max'),
  };

  constructor(...args: readonly unknown[]) {
    super('MaxPooling1D', args);
  }

  override pooled(x: Node, pool: [number, number], window: Window): Node {
    return g.maxPool(x, pool, window);
  }
}

export interface MaxPooling1D extends MaxPooling1DLayer {}

/** The largest value of each window of steps. */
export const MaxPooling1D: Factory<MaxPooling1D, Pooling1DOptions, [poolSize: number]> = factory(MaxPooling1DLayer);
