/** @file Multiply: the product of the inputs, cell by cell. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { Merge, merging, type MergeFunction } from './merge.ts';

class MultiplyLayer extends Merge {
  static readonly facts: LayerFacts = {
    name: 'Multiply',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'join', how: 'multiply' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Multiply', args);
  }

  override join(a: Node, b: Node): Node {
    return g.mul(a, b);
  }
}

export interface Multiply extends MultiplyLayer {}

/**
 * The product, cell by cell.
 * @ko 여러 입력을 자리마다 곱하는 층입니다.
 */
export const Multiply: Factory<Multiply, LayerOptions> = factory(MultiplyLayer);

/** Multiply as a function: `keras.layers.multiply([a, b])`. */
export const multiply: MergeFunction = merging((options) => new MultiplyLayer(options));
