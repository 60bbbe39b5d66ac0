/** @file AdaptiveAveragePooling1D: sequences brought to a given size by the mean of each window. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { AdaptivePooling, sharesArithmetic, type AdaptivePoolingOptions } from './adaptive-pooling.ts';

class AdaptiveAveragePooling1DLayer extends AdaptivePooling {
  static readonly facts: LayerFacts = {
    name: 'AdaptiveAveragePooling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: sharesArithmetic('mean'),
  };

  constructor(...args: readonly unknown[]) {
    super('AdaptiveAveragePooling1D', args, 1, g.mean);
  }
}

export interface AdaptiveAveragePooling1D extends AdaptiveAveragePooling1DLayer {}

/**
 * Brings sequences of any size to `outputSize` by the mean of each window.
 * @ko 수열을 정해진 길이로 줄이는 평균 풀링 층입니다.
 */
export const AdaptiveAveragePooling1D: Factory<
  AdaptiveAveragePooling1D,
  AdaptivePoolingOptions,
  [outputSize: AdaptivePoolingOptions['outputSize']]
> = factory(AdaptiveAveragePooling1DLayer);
