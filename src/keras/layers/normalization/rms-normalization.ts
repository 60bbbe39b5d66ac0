/** @file RMSNormalization: values divided by their root mean square (Zhang and Sennrich 2019). */
import { g, type Node } from '../../../engine/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { SymbolicShape } from '../../core/keras-tensor.ts';
import type { LayerOptions } from '../../core/layer.ts';
import type { Weight } from '../../core/weight.ts';
import { gridAxes } from '../arithmetic.ts';
import { knownAxis } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface RMSNormalizationOptions extends LayerOptions {
  /** The axis (or axes) that is normalised together. Default -1. */
  axis?: number | readonly number[];
  /** Added to the mean square. Default 1e-6. */
  epsilon?: number;
}

class RMSNormalizationLayer extends OptionsLayer<{ axis: number | readonly number[]; epsilon: number }> {
  static readonly facts: LayerFacts = {
    name: 'RMSNormalization',
    module: 'keras.layers',
    perSample: awayFromBatch,
    arithmetic: (layer: RMSNormalizationLayer, [x]) => {
      const axes = gridAxes([layer.config.axis].flat(), x!.length);
      if (!axes) return undefined;
      const { scale = null, config } = layer;
      return {
        rule: 'standardize',
        axes,
        group: null,
        by: 'rms',
        epsilon: config.epsilon,
        gamma: scale,
        beta: null,
        along: axes,
      };
    },
  };

  scale: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super('RMSNormalization', args, { axis: -1, epsilon: 1e-6 }, ['axis', 'epsilon']);
  }

  override build(inputShape: SymbolicShape): void {
    const shape = [this.config.axis].flat().map((axis) => knownAxis(this.name, inputShape, axis));
    this.scale = this.addWeight({ name: 'scale', shape, initializer: 'ones' });
  }

  override call(x: Node): Node {
    const { axis, epsilon } = this.config;
    const axes = [axis].flat().map((a) => (a < 0 ? a + x.shape.length : a));
    const wide = x.shape.map((n, i) => (axes.includes(i) ? n : 1));
    const square = g.mean(g.square(x), { axis: axes, keepDims: true });
    return g.mul(g.mul(x, g.rsqrt(g.add(square, epsilon))), g.reshape(this.scale!.node, wide));
  }
}

export interface RMSNormalization extends RMSNormalizationLayer {}

/** Values divided by their root mean square along an axis, times a learnt scale: LayerNormalization without the mean. */
export const RMSNormalization: Factory<
  RMSNormalization,
  RMSNormalizationOptions,
  [axis: number | readonly number[], epsilon: number]
> = factory(RMSNormalizationLayer);
