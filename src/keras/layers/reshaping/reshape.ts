/** @file Reshape: each sample in another shape. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory1 } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

/** Each sample in another shape; one side may be -1. */
class ReshapeLayer extends OptionsLayer<{ targetShape: readonly number[] }> {
  static readonly facts: LayerFacts = { name: 'Reshape', module: 'keras.layers', perSample: true };

  constructor(...args: readonly unknown[]) {
    super('Reshape', args, { targetShape: undefined as unknown as number[] }, ['targetShape']);
    if (!Array.isArray(this.config.targetShape))
      throw new ValueError({ who: 'Reshape', rule: 'needs a targetShape such as [28, 28, 1]' });
  }

  override call(x: Node): Node {
    const { targetShape } = this.config;
    const size = x.shape.slice(1).reduce((a, b) => a * b, 1);
    const known = targetShape.reduce((n, s) => (s === -1 ? n : n * s), 1);
    if (targetShape.includes(-1) ? size % known !== 0 : size !== known) {
      throw new ShapeError({
        who: this.name,
        rule: `a sample must have as many values as targetShape ${shapeText(targetShape)}`,
        received: `samples of shape ${shapeText(x.shape.slice(1))}`,
      });
    }
    return g.reshape(x, [x.shape[0]!, ...targetShape.map((s) => (s === -1 ? size / known : s))]);
  }
}

export interface Reshape extends ReshapeLayer {}

/** (n, …) -> (n, ...targetShape); one side may be -1. */
export const Reshape: Factory1<Reshape, LayerOptions & { targetShape: readonly number[] }, readonly number[]> =
  factory(ReshapeLayer);
