/** @file GlobalMinPooling2D: the smallest value of each channel of a picture. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { globalArithmetic, GlobalPooling, type GlobalPoolingOptions } from './global-pooling.ts';

class GlobalMinPooling2DLayer extends GlobalPooling {
  static readonly facts: LayerFacts = {
    name: 'GlobalMinPooling2D',
    module: null,
    perSample: true,
    arithmetic: globalArithmetic('min'),
  };

  constructor(...args: readonly unknown[]) {
    super('GlobalMinPooling2D', args, 4, g.min);
  }
}

export interface GlobalMinPooling2D extends GlobalMinPooling2DLayer {}

/** The minimum of each channel over the whole picture. Not in Keras. */
export const GlobalMinPooling2D: Factory<GlobalMinPooling2D, GlobalPoolingOptions> = factory(GlobalMinPooling2DLayer);
