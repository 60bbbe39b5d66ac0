/** @file GlobalAveragePooling1D: the mean of each channel of a sequence. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { globalArithmetic, GlobalPooling, type GlobalPoolingOptions } from './global-pooling.ts';

class GlobalAveragePooling1DLayer extends GlobalPooling {
  static readonly facts: LayerFacts = {
    name: 'GlobalAveragePooling1D',
    module: 'keras.layers',
    perSample: true,
    arithmetic: globalArithmetic('mean'),
  };

  constructor(...args: readonly unknown[]) {
    super('GlobalAveragePooling1D', args, 3, g.mean);
  }
}

export interface GlobalAveragePooling1D extends GlobalAveragePooling1DLayer {}

/** The mean of each channel over all steps. */
export const GlobalAveragePooling1D: Factory<GlobalAveragePooling1D, GlobalPoolingOptions> =
  factory(GlobalAveragePooling1DLayer);
