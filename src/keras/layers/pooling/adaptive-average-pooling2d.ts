/** @file AdaptiveAveragePooling2D: pictures brought to a given size by the mean of each window. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { AdaptivePooling, sharesArithmetic, type AdaptivePoolingOptions } from './adaptive-pooling.ts';

class AdaptiveAveragePooling2DLayer extends AdaptivePooling {
  static readonly facts: LayerFacts = {
    name: 'AdaptiveAveragePooling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: sharesArithmetic('mean'),
  };

  constructor(...args: readonly unknown[]) {
    super('AdaptiveAveragePooling2D', args, 2, g.mean);
  }
}

export interface AdaptiveAveragePooling2D extends AdaptiveAveragePooling2DLayer {}

/**
 * Brings pictures of any size to `outputSize` by the mean of each window.
 * @ko 그림을 정해진 크기로 줄이는 평균 풀링 층입니다.
 */
export const AdaptiveAveragePooling2D: Factory<
  AdaptiveAveragePooling2D,
  AdaptivePoolingOptions,
  [outputSize: AdaptivePoolingOptions['outputSize']]
> = factory(AdaptiveAveragePooling2DLayer);
