/**
 * @file LayerScale: one learned factor per channel. ConvNeXt defines it for itself, so it is not among
 * `keras.layers`; files of that network name it.
 */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { Weight } from '../../core/weight.ts';
import { constant } from '../../initializers/index.ts';
import { positive } from '../checks.ts';
import { NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';

/** x gamma, one gamma per channel, which starts at `initValues`. */
export class LayerScale extends OptionsLayer<{ initValues: number; projectionDim: number }> {
  static readonly facts: LayerFacts = {
    name: 'LayerScale',
    module: 'keras.src.applications.convnext',
    perSample: true,
    // A convolution of 1 × 1 in which each channel stays by itself.
    arithmetic: ({ gamma }: LayerScale, [x]) => ({
      rule: 'conv',
      window: { size: [1, 1], strides: [1, 1], dilation: [1, 1], before: [0, 0] },
      groups: x!.at(-1)!,
      kernel: gamma!,
      bias: null,
      curve: { name: 'linear' },
    }),
  };

  gamma: Weight | undefined;

  constructor(...args: readonly unknown[]) {
    super('LayerScale', args, { initValues: NONE, projectionDim: NONE }, ['initValues', 'projectionDim']);
    positive('LayerScale', 'projectionDim', this.config.projectionDim);
  }

  override build(): void {
    const { initValues, projectionDim } = this.config;
    this.gamma = this.addWeight({ name: 'gamma', shape: [projectionDim], initializer: constant(initValues) });
  }

  override call(x: Node): Node {
    return g.mul(x, this.gamma!.node);
  }
}
