/** @file Subtract: the first input minus the second. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions, Tensors } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { listOf, Merge, merging, type MergeFunction } from './merge.ts';

class SubtractLayer extends Merge {
  static readonly facts: LayerFacts = {
    name: 'Subtract',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'join', how: 'subtract' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Subtract', args);
  }

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 2);
    if (list.length !== 2)
      throw new ValueError({
        who: this.name,
        rule: { en: 'takes exactly 2 inputs', ko: '입력을 정확히 2개 받습니다' },
        received: `${list.length}`,
      });
    return super.call(list);
  }

  override join(a: Node, b: Node): Node {
    return g.sub(a, b);
  }
}

export interface Subtract extends SubtractLayer {}

/**
 * The first minus the second.
 * @ko 두 입력의 차를 구하는 층입니다.
 */
export const Subtract: Factory<Subtract, LayerOptions> = factory(SubtractLayer);

/** Subtract as a function: `keras.layers.subtract([a, b])`. */
export const subtract: MergeFunction = merging((options) => new SubtractLayer(options));
