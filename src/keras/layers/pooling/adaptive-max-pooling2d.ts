/** @file AdaptiveMaxPooling2D: pictures brought to a given size by the largest value of each window. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { AdaptivePooling, sharesArithmetic, type AdaptivePoolingOptions } from './adaptive-pooling.ts';

class AdaptiveMaxPooling2DLayer extends AdaptivePooling {
  static readonly facts: LayerFacts = {
    name: 'AdaptiveMaxPooling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: sharesArithmetic('max'),
  };

  constructor(...args: readonly unknown[]) {
    super('AdaptiveMaxPooling2D', args, 2, g.max);
  }
}

export interface AdaptiveMaxPooling2D extends AdaptiveMaxPooling2DLayer {}

/**
 * Brings pictures of any size to `outputSize` by the largest value of each window.
 * @ko 그림을 정해진 크기로 줄이는 최댓값 풀링 층입니다.
 */
export const AdaptiveMaxPooling2D: Factory<
  AdaptiveMaxPooling2D,
  AdaptivePoolingOptions,
  [outputSize: AdaptivePoolingOptions['outputSize']]
> = factory(AdaptiveMaxPooling2DLayer);
