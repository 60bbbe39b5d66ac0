/** @file Softmax: probabilities along an axis. */
import { g, type Node } from '../../../engine/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface SoftmaxOptions extends LayerOptions {
  /** Default -1. */
  axis?: number;
}

/** exp(x) / sum(exp(x)) along an axis. */
class SoftmaxLayer extends OptionsLayer<{ axis: number }> {
  static readonly facts: LayerFacts = {
    name: 'Softmax',
    module: 'keras.layers',
    perSample: awayFromBatch,
    arithmetic: (layer: SoftmaxLayer, [x]) =>
      layer.config.axis === -1 || layer.config.axis === x!.length - 1
        ? { rule: 'curve', curve: { name: 'softmax' } }
        : undefined,
  };

  constructor(...args: readonly unknown[]) {
    super('Softmax', args, { axis: -1 }, ['axis']);
    this.built = true;
  }

  override call(x: Node): Node {
    return g.softmax(x, this.config.axis);
  }
}

export interface Softmax extends SoftmaxLayer {}

/**
 * Probabilities that add up to 1 along the last axis.
 * @ko 점수를 확률로 바꾸는 층입니다.
 */
export const Softmax: Factory<Softmax, SoftmaxOptions, [axis: number]> = factory(SoftmaxLayer);
