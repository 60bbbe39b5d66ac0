/** @file GlobalMaxPooling1D: the largest value of each channel of a sequence. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { globalArithmetic, GlobalPooling, type GlobalPoolingOptions } from './global-pooling.ts';

class GlobalMaxPooling1DLayer extends GlobalPooling {
  static readonly facts: LayerFacts = {
    name: 'GlobalMaxPooling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: globalArithmetic('max'),
  };

  constructor(...args: readonly unknown[]) {
    super('GlobalMaxPooling1D', args, 3, g.max);
  }
}

export interface GlobalMaxPooling1D extends GlobalMaxPooling1DLayer {}

/** The maximum of each channel over all steps. */
export const GlobalMaxPooling1D: Factory<GlobalMaxPooling1D, GlobalPoolingOptions> = factory(GlobalMaxPooling1DLayer);
