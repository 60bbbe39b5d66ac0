/** @file `keras.utils.featureMaps(model, x)`: what any layer inside a model gives. */
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { readArguments } from '../common/arguments.ts';
import { Model } from '../model/index.ts';
import { batched } from './pictures.ts';
import { callsOf, chosenLayer, lastMaps, type AnyModel, type LayerChoice } from './trace-model.ts';

export interface FeatureMapsOptions {
  /** Name, place or layer. Default: the last one that gives maps. */
  layer?: LayerChoice | null;
}

/**
 * The result of a layer for pictures `x`, (n, h, w, c) or one (h, w, c): shape (n, …) of the layer; with `plot.featureMaps` it is
 * drawn. Raises ValueError with the nearest name for a layer that is not there.
 * @example plot.featureMaps(keras.utils.featureMaps(model, x, { layer: 'conv2d' }))
 */
export function featureMaps(model: AnyModel, x: ArraySource, options: FeatureMapsOptions = {}): NDArray {
  const who = 'featureMaps';
  const { layer } = readArguments(who, [options], { layer: null as LayerChoice | null });
  callsOf(model, who);
  const chosen = layer === null ? lastMaps(model, who) : chosenLayer(model, layer, who);
  const inner = Model(model.input, chosen.output);
  return inner.predictOnBatch(batched(model, np.asarray(x), who));
}
