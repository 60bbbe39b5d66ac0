/** @file GlobalMaxPooling2D: the largest value of each channel of a picture. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { globalArithmetic, GlobalPooling, type GlobalPoolingOptions } from './global-pooling.ts';

/** The maximum of each channel over the whole picture. */
class GlobalMaxPooling2DLayer extends GlobalPooling {
  static readonly facts: LayerFacts = {
    name: 'GlobalMaxPooling2D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: globalArithmetic('max'),
  };

  constructor(...args: readonly unknown[]) {
    super('GlobalMaxPooling2D', args, 4, g.max);
  }
}

export interface GlobalMaxPooling2D extends GlobalMaxPooling2DLayer {}

/**
 * The largest value of each channel, (n, h, w, c) -> (n, c).
 * @ko 채널마다 최댓값 하나만 남기는 층입니다.
 */
export const GlobalMaxPooling2D: Factory<GlobalMaxPooling2D, GlobalPoolingOptions> = factory(GlobalMaxPooling2DLayer);
