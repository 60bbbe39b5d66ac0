/** @file Maximum: the larger value, cell by cell. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { Merge, merging, type MergeFunction } from './merge.ts';

class MaximumLayer extends Merge {
  static readonly facts: LayerFacts = {
    name: 'Maximum',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'join', how: 'max' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Maximum', args);
  }

  override join(a: Node, b: Node): Node {
    return g.maximum(a, b);
  }
}

export interface Maximum extends MaximumLayer {}

/**
 * The larger value, cell by cell.
 * @ko 여러 입력에서 큰 값을 고르는 층입니다.
 */
export const Maximum: Factory<Maximum, LayerOptions> = factory(MaximumLayer);

/** Maximum as a function: `keras.layers.maximum([a, b])`. */
export const maximum: MergeFunction = merging((options) => new MaximumLayer(options));
