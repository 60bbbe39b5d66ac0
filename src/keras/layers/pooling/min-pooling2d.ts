/** @file MinPooling2D: the smallest value of each window. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { Pair } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { poolingArithmetic, Pooling2D, type Pooling2DOptions, type Window } from './pooling2d.ts';

class MinPooling2DLayer extends Pooling2D {
  static readonly facts: LayerFacts = {
    name: 'MinPooling2D',
    module: null,
    perSample: true,
    arithmetic: poolingArithmetic('min'),
  };

  constructor(...args: readonly unknown[]) {
    super('MinPooling2D', args);
  }

  override pooled(x: Node, pool: [number, number], window: Window): Node {
    return g.neg(g.maxPool(g.neg(x), pool, window));
  }
}

export interface MinPooling2D extends MinPooling2DLayer {}

/** The smallest value of each window: -max(-x). Not in Keras. */
export const MinPooling2D: Factory<
  MinPooling2D,
  Pooling2DOptions,
  [poolSize: Pair, strides: Pair | null, padding: NonNullable<Pooling2DOptions['padding']>]
> = factory(MinPooling2DLayer);
