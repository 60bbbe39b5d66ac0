/** @file Rescaling: x scale + offset. */
import { g, type Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface RescalingOptions extends LayerOptions {
  /**
   * What the input is multiplied by.
   * @ko 입력에 곱하는 수입니다.
   */
  scale: number | readonly number[];
  /**
   * Default 0.
   * @ko 기본값 0.
   */
  offset?: number | readonly number[];
}

/** x scale + offset: `Rescaling(1 / 255)` brings pictures to 0..1. */
class RescalingLayer extends OptionsLayer<{ scale: number | readonly number[]; offset: number | readonly number[] }> {
  static readonly facts: LayerFacts = {
    name: 'Rescaling',
    module: 'keras.layers',
    perSample: true,
    rescales: true,
    arithmetic: (layer: RescalingLayer) => ({
      rule: 'scale',
      scale: [layer.config.scale].flat(),
      offset: [layer.config.offset].flat(),
    }),
  };

  constructor(...args: readonly unknown[]) {
    const defaults = {
      scale: undefined as unknown as number | readonly number[],
      offset: 0 as number | readonly number[],
    };
    super('Rescaling', args, defaults, ['scale', 'offset']);
    if (this.config.scale === undefined)
      throw new ValueError({
        who: 'Rescaling',
        rule: { en: 'needs a scale such as 1 / 255', ko: '1 / 255와 같은 scale이 필요합니다' },
      });
    this.built = true;
  }

  override call(x: Node): Node {
    const value = (v: number | readonly number[]): Node | number =>
      typeof v === 'number' ? v : g.constant(Float32Array.from(v), [v.length]);
    return g.add(g.mul(g.cast(x, 'float32'), value(this.config.scale)), value(this.config.offset));
  }
}

export interface Rescaling extends RescalingLayer {}

/**
 * x · scale + offset: `Rescaling(1 / 255)` brings pixels to 0…1.
 * @ko 값에 수를 곱하고 더하는 층입니다. 0~255를 0~1로 바꿀 때 씁니다.
 */
export const Rescaling: Factory<Rescaling, RescalingOptions, [scale: number | readonly number[]]> =
  factory(RescalingLayer);
