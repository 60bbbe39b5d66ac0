/** @file AdaptiveMaxPooling1D: sequences brought to a given size by the largest value of each window. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { AdaptivePooling, sharesArithmetic, type AdaptivePoolingOptions } from './adaptive-pooling.ts';

class AdaptiveMaxPooling1DLayer extends AdaptivePooling {
  static readonly facts: LayerFacts = {
    name: 'AdaptiveMaxPooling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: sharesArithmetic('max'),
  };

  constructor(...args: readonly unknown[]) {
    super('AdaptiveMaxPooling1D', args, 1, g.max);
  }
}

export interface AdaptiveMaxPooling1D extends AdaptiveMaxPooling1DLayer {}

/**
 * Brings sequences of any size to `outputSize` by the largest value of each window.
 * @ko 수열을 정해진 길이로 줄이는 최댓값 풀링 층입니다.
 */
export const AdaptiveMaxPooling1D: Factory<
  AdaptiveMaxPooling1D,
  AdaptivePoolingOptions,
  [outputSize: AdaptivePoolingOptions['outputSize']]
> = factory(AdaptiveMaxPooling1DLayer);
