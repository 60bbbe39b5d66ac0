/** @file AveragePooling2D: the mean of each window. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { Pair } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { poolingArithmetic, Pooling2D, type Pooling2DOptions, type Window } from './pooling2d.ts';

/** The mean of the real cells of each window (padding does not count). */
class AveragePooling2DLayer extends Pooling2D {
  static readonly facts: LayerFacts = {
    name: 'AveragePooling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: poolingArithmetic('mean'),
  };

  constructor(...args: readonly unknown[]) {
    super('AveragePooling2D', args);
  }

  override pooled(x: Node, pool: [number, number], window: Window): Node {
    return g.avgPool(x, pool, window);
  }
}

export interface AveragePooling2D extends AveragePooling2DLayer {}

/**
 * The mean of each window, (n, h, w, c) -> (n, oh, ow, c); strides default to the window.
 * @ko 윈도마다 평균을 남기는 평균 풀링 층입니다.
 */
export const AveragePooling2D: Factory<
  AveragePooling2D,
  Pooling2DOptions,
  [poolSize: Pair, strides: Pair | null, padding: NonNullable<Pooling2DOptions['padding']>]
> = factory(AveragePooling2DLayer);
