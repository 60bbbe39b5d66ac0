/** @file GlobalL2NormPooling2D: the Euclidean length of each channel of a picture. */
import { g } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { factory, type Factory } from '../factory.ts';
import { globalArithmetic, GlobalPooling, type GlobalPoolingOptions } from './global-pooling.ts';
import { length } from './l2-norm-pooling2d.ts';

class GlobalL2NormPooling2DLayer extends GlobalPooling {
  static readonly facts: LayerFacts = {
    name: 'GlobalL2NormPooling2D',
    module: null,
    perSample: true,
    arithmetic: globalArithmetic('l2'),
  };

  constructor(...args: readonly unknown[]) {
    super('GlobalL2NormPooling2D', args, 4, (x, options) => length(g.sum(g.square(x), options)));
  }
}

export interface GlobalL2NormPooling2D extends GlobalL2NormPooling2DLayer {}

/** The Euclidean length of each channel over the whole picture. Not in Keras. */
export const GlobalL2NormPooling2D: Factory<GlobalL2NormPooling2D, GlobalPoolingOptions> =
  factory(GlobalL2NormPooling2DLayer);
