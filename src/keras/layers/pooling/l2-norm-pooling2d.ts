/** @file L2NormPooling2D: the Euclidean length of each window. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { Pair } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { poolingArithmetic, Pooling2D, type Pooling2DOptions, type Window } from './pooling2d.ts';

class L2NormPooling2DLayer extends Pooling2D {
  static readonly facts: LayerFacts = {
    name: 'L2NormPooling2D',
    module: null,
    perSample: true,
    arithmetic: poolingArithmetic('l2'),
  };

  constructor(...args: readonly unknown[]) {
    super('L2NormPooling2D', args);
  }

  override pooled(x: Node, pool: [number, number], window: Window): Node {
    return length(g.avgPool(g.square(x), pool, { ...window, divide: false }));
  }
}

export interface L2NormPooling2D extends L2NormPooling2DLayer {}

/** The Euclidean length sqrt(sum x²) of each window. Not in Keras. Its slope is 0 where the whole window is 0. */
export const L2NormPooling2D: Factory<
  L2NormPooling2D,
  Pooling2DOptions,
  [poolSize: Pair, strides: Pair | null, padding: NonNullable<Pooling2DOptions['padding']>]
> = factory(L2NormPooling2DLayer);

/** sqrt with slope 0 at 0, where the true one is infinite. */
export function length(squares: Node): Node {
  const some = g.greater(squares, 0);
  return g.select(some, g.sqrt(g.select(some, squares, 1)), 0);
}
