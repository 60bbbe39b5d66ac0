/** @file MaxPooling2D: the largest value of each window. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { Pair } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { poolingArithmetic, Pooling2D, type Pooling2DOptions, type Window } from './pooling2d.ts';

/** The largest value of each window; padding never wins. */
class MaxPooling2DLayer extends Pooling2D {
  static readonly facts: LayerFacts = {
    name: 'MaxPooling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: poolingArithmetic('max'),
  };

  constructor(...args: readonly unknown[]) {
    super('MaxPooling2D', args);
  }

  override pooled(x: Node, pool: [number, number], window: Window): Node {
    return g.maxPool(x, pool, window);
  }
}

export interface MaxPooling2D extends MaxPooling2DLayer {}

/**
 * The largest value of each window, (n, h, w, c) -> (n, oh, ow, c). `MaxPooling2D(2)` halves both sides;
 * strides default to the window.
 * @ko 윈도마다 가장 큰 값을 남기는 최댓값 풀링 층입니다.
 */
export const MaxPooling2D: Factory<
  MaxPooling2D,
  Pooling2DOptions,
  [poolSize: Pair, strides: Pair | null, padding: NonNullable<Pooling2DOptions['padding']>]
> = factory(MaxPooling2DLayer);
