/** @file LayerNormalization: statistics of each sample over chosen axes. */
import type { Node } from '../../../engine/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import { gridAxes } from '../arithmetic.ts';
import { knownAxis, within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { Affine, AFFINE, type AffineOptions, standardize } from './affine.ts';

export interface LayerNormalizationOptions extends AffineOptions {
  /** Default -1. */
  axis?: number | readonly number[];
}

class LayerNormalizationLayer extends Affine<{ axis: number | readonly number[] } & typeof AFFINE> {
  static readonly facts: LayerFacts = {
    name: 'LayerNormalization',
    module: 'keras.layers',
    perSample: awayFromBatch,
    rescales: true,
    arithmetic: (layer: LayerNormalizationLayer, [x]) => {
      const axes = gridAxes(layer.axes(x!.length), x!.length);
      if (!axes) return undefined;
      const { gamma = null, beta = null, config } = layer;
      return {
        rule: 'standardize',
        axes,
        group: null,
        by: 'deviation',
        epsilon: config.epsilon,
        gamma,
        beta,
        along: axes,
      };
    },
  };

  constructor(...args: readonly unknown[]) {
    super('LayerNormalization', args, { axis: -1, ...AFFINE }, ['axis', 'epsilon', 'center', 'scale']);
    within('LayerNormalization', 'epsilon', this.config.epsilon, 0);
  }

  private axes(rank: number): number[] {
    return [this.config.axis]
      .flat()
      .map((a) => (a < 0 ? a + rank : a))
      .sort((a, b) => a - b);
  }

  override build(inputShape: SymbolicShape): void {
    this.addAffine(this.axes(inputShape.length).map((a) => knownAxis(this.name, inputShape, a)));
  }

  override call(x: Node): Node {
    const axes = this.axes(x.shape.length);
    const shape = x.shape.map((n, i) => (axes.includes(i) ? n : 1));
    return this.affine(standardize(x, axes, this.config.epsilon), shape);
  }
}

export interface LayerNormalization extends LayerNormalizationLayer {}

/**
 * Statistics of each sample over the given axes, in training and after. Weights: gamma, beta.
 * @ko 샘플마다 평균과 분산으로 값을 맞추는 층입니다.
 */
export const LayerNormalization: Factory<LayerNormalization, LayerNormalizationOptions> =
  factory(LayerNormalizationLayer);
