/** @file Add: the sum of the inputs. */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { Merge, merging, type MergeFunction } from './merge.ts';

class AddLayer extends Merge {
  static readonly facts: LayerFacts = {
    name: 'Add',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'join', how: 'add' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Add', args);
  }

  override join(a: Node, b: Node): Node {
    return g.add(a, b);
  }
}

export interface Add extends AddLayer {}

/**
 * The sum.
 * @ko 여러 입력을 자리마다 더하는 층입니다(잔차 연결).
 */
export const Add: Factory<Add, LayerOptions> = factory(AddLayer);

/** Add as a function: `keras.layers.add([a, b])`. */
export const add: MergeFunction = merging((options) => new AddLayer(options));
