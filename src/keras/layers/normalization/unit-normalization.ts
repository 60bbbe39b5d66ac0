/** @file UnitNormalization: vectors of length 1. */
import { g, type Node } from '../../../engine/index.ts';
import { awayFromBatch, type LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { gridAxes } from '../arithmetic.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface UnitNormalizationOptions extends LayerOptions {
  /** The axis (or axes) of a vector. Default -1. */
  axis?: number | readonly number[];
}

/** The least square of a length. */
const LEAST = 1e-12;

class UnitNormalizationLayer extends OptionsLayer<{ axis: number | readonly number[] }> {
  static readonly facts: LayerFacts = {
    name: 'UnitNormalization',
    module: 'keras.layers',
    perSample: awayFromBatch,
    arithmetic: (layer: UnitNormalizationLayer, [x]) => {
      const axes = gridAxes(
        [layer.config.axis].flat().sort((a, b) => a - b),
        x!.length,
      );
      if (!axes) return undefined;
      return {
        rule: 'standardize',
        axes,
        group: null,
        by: 'length',
        epsilon: LEAST,
        gamma: null,
        beta: null,
        along: [],
      };
    },
  };

  constructor(...args: readonly unknown[]) {
    super('UnitNormalization', args, { axis: -1 }, ['axis']);
    this.built = true;
  }

  override call(x: Node): Node {
    const squares = g.sum(g.square(x), { axis: this.config.axis, keepDims: true });
    return g.mul(x, g.rsqrt(g.maximum(squares, LEAST)));
  }
}

export interface UnitNormalization extends UnitNormalizationLayer {}

/**
 * Vectors along an axis, brought to length 1: what an embedding is compared by.
 * @ko 벡터의 길이를 1로 맞추는 층입니다.
 */
export const UnitNormalization: Factory<
  UnitNormalization,
  UnitNormalizationOptions,
  [axis: number | readonly number[]]
> = factory(UnitNormalizationLayer);
