/** @file Reshape: each sample in another shape. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

/** Each sample in another shape; one side may be -1. */
class ReshapeLayer extends OptionsLayer<{ targetShape: readonly number[] }> {
  static readonly facts: LayerFacts = {
    name: 'Reshape',
    module: 'keras.layers',
    perSample: true,
    arithmetic: () => ({ rule: 'order' }),
  };

  constructor(...args: readonly unknown[]) {
    super('Reshape', args, { targetShape: undefined as unknown as number[] }, ['targetShape']);
    if (!Array.isArray(this.config.targetShape))
      throw new ValueError({
        who: 'Reshape',
        rule: { en: 'needs a targetShape such as [28, 28, 1]', ko: '[28, 28, 1]과 같은 targetShape가 필요합니다' },
      });
  }

  override call(x: Node): Node {
    const { targetShape } = this.config;
    const size = x.shape.slice(1).reduce((a, b) => a * b, 1);
    const known = targetShape.reduce((n, s) => (s === -1 ? n : n * s), 1);
    if (targetShape.includes(-1) ? size % known !== 0 : size !== known) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `a sample must have as many values as targetShape ${shapeText(targetShape)}`,
          ko: `샘플 하나의 값은 targetShape ${shapeText(targetShape)}만큼 있어야 합니다`,
        },
        received: {
          en: `samples of shape ${shapeText(x.shape.slice(1))}`,
          ko: `모양이 ${shapeText(x.shape.slice(1))}인 샘플`,
        },
      });
    }
    return g.reshape(x, [x.shape[0]!, ...targetShape.map((s) => (s === -1 ? size / known : s))]);
  }
}

export interface Reshape extends ReshapeLayer {}

/**
 * (n, …) -> (n, ...targetShape); one side may be -1.
 * @ko 값은 그대로 두고 모양을 바꾸는 층입니다.
 */
export const Reshape: Factory<
  Reshape,
  LayerOptions & {
    /** Shape of one sample; -1 for the axis that follows from the rest. */ targetShape: readonly number[];
  },
  [targetShape: readonly number[]]
> = factory(ReshapeLayer);
