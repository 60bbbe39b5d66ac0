/** @file Concatenate: the inputs one after another along an axis. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError } from '../../../errors/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { Tensors } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { type ConcatenateOptions, joinHint, listOf, merging, type MergeFunction, samplesText } from './merge.ts';
import { OptionsLayer } from '../options-layer.ts';
import { gridAxis } from '../arithmetic.ts';

class ConcatenateLayer extends OptionsLayer<{ axis: number }> {
  static readonly facts: LayerFacts = {
    name: 'Concatenate',
    module: 'keras.layers',
    perSample: awayFromBatch,
    arithmetic: (layer: ConcatenateLayer, [x]) => ({ rule: 'concat', axis: gridAxis(layer.config.axis, x!.length) }),
  };

  constructor(...args: readonly unknown[]) {
    super('Concatenate', args, { axis: -1 }, ['axis']);
    this.built = true;
  }

  override call(inputs: Tensors): Node {
    const list = listOf(this.name, inputs, 1);
    const [first] = list;
    const { axis } = this.config;
    const along = axis < 0 ? axis + first!.shape.length : axis;
    const fits = (x: Node): boolean =>
      x.shape.length === first!.shape.length && x.shape.every((n, i) => i === along || n === first!.shape[i]);
    const other = list.find((x) => !fits(x));
    if (other) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `all inputs must have one shape but for axis ${axis}`,
          ko: `축 ${axis}을(를) 빼고 모든 입력의 모양이 같아야 합니다`,
        },
        received: samplesText(list),
        hint: other.shape.length === first!.shape.length && along === 3 ? joinHint([first!, other]) : undefined,
      });
    }
    return g.concat(list, axis);
  }
}

export interface Concatenate extends ConcatenateLayer {}

/**
 * One after another along an axis.
 * @ko 여러 입력을 한 축을 따라 잇는 층입니다.
 */
export const Concatenate: Factory<Concatenate, ConcatenateOptions> = factory(ConcatenateLayer);

/** Concatenate as a function: `keras.layers.concatenate([a, b])`. */
export const concatenate: MergeFunction = merging((options) => new ConcatenateLayer(options));
