/** @file ReLU: max(x, 0) with a slope below, a threshold and a largest value. */
import type { Node } from '../../../engine/index.ts';
import * as activations from '../../activations/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { within } from '../checks.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';

export interface ReLUOptions extends LayerOptions {
  /** Values stop growing here. Default null: never. */
  maxValue?: number | null;
  /** Slope below the threshold. Default 0. */
  negativeSlope?: number;
  /** Default 0. */
  threshold?: number;
}

/** max(x, 0) and its variants. */
class ReLULayer extends OptionsLayer<{ maxValue: number | null; negativeSlope: number; threshold: number }> {
  static readonly facts: LayerFacts = {
    name: 'ReLU',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: ReLULayer) => ({ rule: 'curve', curve: { name: 'relu', options: { ...layer.config } } }),
  };

  constructor(...args: readonly unknown[]) {
    const defaults = { maxValue: null as number | null, negativeSlope: 0, threshold: 0 };
    super('ReLU', args, defaults, ['maxValue', 'negativeSlope', 'threshold']);
    if (this.config.maxValue !== null) within('ReLU', 'maxValue', this.config.maxValue, 0);
    within('ReLU', 'negativeSlope', this.config.negativeSlope, 0);
    within('ReLU', 'threshold', this.config.threshold, 0);
    this.built = true;
  }

  override call(x: Node): Node {
    return activations.relu(x, this.config);
  }
}

export interface ReLU extends ReLULayer {}

/**
 * max(0, x); with options a slope below zero and a largest value.
 * @ko 음수를 0으로 바꾸는 층입니다.
 */
export const ReLU: Factory<ReLU, ReLUOptions, [maxValue: number | null]> = factory(ReLULayer);
