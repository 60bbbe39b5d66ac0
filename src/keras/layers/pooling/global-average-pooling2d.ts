/** @file GlobalAveragePooling2D: the mean of each channel of a picture. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { globalArithmetic, GlobalPooling, type GlobalPoolingOptions } from './global-pooling.ts';

/** The mean of each channel over the whole picture: (n, h, w, c) -> (n, c). */
class GlobalAveragePooling2DLayer extends GlobalPooling {
  static readonly facts: LayerFacts = {
    name: 'GlobalAveragePooling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: globalArithmetic('mean'),
  };

  constructor(...args: readonly unknown[]) {
    super('GlobalAveragePooling2D', args, 4, g.mean);
  }
}

export interface GlobalAveragePooling2D extends GlobalAveragePooling2DLayer {}

/**
 * The mean of each channel, (n, h, w, c) -> (n, c).
 * @ko 채널마다 평균 하나만 남기는 전역 평균 풀링 층입니다.
 */
export const GlobalAveragePooling2D: Factory<GlobalAveragePooling2D, GlobalPoolingOptions> =
  factory(GlobalAveragePooling2DLayer);
