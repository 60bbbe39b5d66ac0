/** @file Average: the mean of the inputs, cell by cell. */
import { g, isNode, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions, Tensors } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { Merge, merging, type MergeFunction } from './merge.ts';

class AverageLayer extends Merge {
  static readonly facts: LayerFacts = {
    name: 'Average',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'join', how: 'mean' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Average', args);
  }

  override join(a: Node, b: Node): Node {
    return g.add(a, b);
  }

  override call(inputs: Tensors): Node {
    return g.div(super.call(inputs), isNode(inputs) ? 1 : inputs.length);
  }
}

export interface Average extends AverageLayer {}

/**
 * The mean, cell by cell.
 * @ko 여러 입력의 평균을 내는 층입니다.
 */
export const Average: Factory<Average, LayerOptions> = factory(AverageLayer);

/** Average as a function: `keras.layers.average([a, b])`. */
export const average: MergeFunction = merging((options) => new AverageLayer(options));
