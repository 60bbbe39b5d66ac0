/** @file Permute: the axes of each sample in another order. */
import { g, type Node } from '../../../engine/index.ts';
import { ShapeError, shapeText, ValueError } from '../../../errors/index.ts';
import type { Axis } from '../../core/arithmetic.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { gridAxis } from '../arithmetic.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

class PermuteLayer extends OptionsLayer<{ dims: readonly number[] }> {
  static readonly facts: LayerFacts = {
    name: 'Permute',
    module: 'keras.layers',
    perSample: true,
    arithmetic: ({ config: { dims } }: PermuteLayer, [x]) => {
      if (dims.length > 3) return undefined;
      const from: [Axis, Axis, Axis] = [0, 1, 2];
      dims.forEach((dim, i) => (from[gridAxis(i + 1, x!.length)] = gridAxis(dim, x!.length)));
      return { rule: 'permute', from };
    },
  };

  constructor(...args: readonly unknown[]) {
    super('Permute', args, { dims: undefined as unknown as number[] }, ['dims']);
    const { dims } = this.config;
    if (!Array.isArray(dims) || [...dims].sort((a: number, b: number) => a - b).some((d, i) => d !== i + 1)) {
      throw new ValueError({
        who: 'Permute',
        rule: { en: 'dims must name the axes 1, 2, … each once', ko: 'dims는 축 1, 2, …를 한 번씩 써야 합니다' },
        received: JSON.stringify(dims) ?? { en: 'no dims', ko: 'dims 없음' },
      });
    }
  }

  override call(x: Node): Node {
    if (x.shape.length !== this.config.dims.length + 1) {
      throw new ShapeError({
        who: this.name,
        rule: {
          en: `dims names ${this.config.dims.length} axes`,
          ko: `dims에는 축이 ${this.config.dims.length}개 있습니다`,
        },
        received: {
          en: `samples of shape ${shapeText(x.shape.slice(1))}`,
          ko: `모양이 ${shapeText(x.shape.slice(1))}인 샘플`,
        },
      });
    }
    return g.transpose(x, [0, ...this.config.dims]);
  }
}

export interface Permute extends PermuteLayer {}

/**
 * Axes of each sample in another order; `dims` counts from 1, the batch stays first.
 * @ko 축의 순서를 바꾸는 층입니다.
 */
export const Permute: Factory<
  Permute,
  LayerOptions & {
    /** The axes in their new order, counted from 1. */
    dims: readonly number[];
  },
  [dims: readonly number[]]
> = factory(PermuteLayer);
