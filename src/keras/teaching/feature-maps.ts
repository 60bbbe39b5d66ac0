/** @file `keras.utils.featureMaps(model, x)`: what any layer inside a model gives. */
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { g } from '../../engine/index.ts';
import { readArguments } from '../common/arguments.ts';
import { computeOnce, toNode } from '../common/tensor.ts';
import { Trace, withTrace } from '../core/trace.ts';
import { batched } from './pictures.ts';
import { sayUntrained } from './units.ts';
import { callsOf, chosenLayer, lastMaps, traceInside, type AnyModel, type LayerChoice } from './trace-model.ts';

export interface FeatureMapsOptions {
  /**
   * Name, place or layer. Default: the last one that gives maps.
   * @ko 층의 이름, 번호 또는 층입니다. 기본값은 특성 맵을 내는 마지막 층입니다.
   */
  layer?: LayerChoice | null;
}

/**
 * The result of a layer (also inside a nested model) for pictures `x`, (n, h, w, c) or one (h, w, c): shape (n, …) of the layer; with `plot.featureMaps` it is
 * drawn. Raises ValueError with the nearest name for a layer that is not there.
 * @ko 그림을 넣었을 때 층들이 내는 특성 맵을 줍니다.
 * @example plot.featureMaps(keras.utils.featureMaps(model, x, { layer: 'conv2d' }))
 */
export function featureMaps(model: AnyModel, x: ArraySource, options: FeatureMapsOptions = {}): NDArray {
  const who = 'featureMaps';
  const { layer } = readArguments(who, [options], { layer: null as LayerChoice | null });
  callsOf(model, who);
  sayUntrained(model, who);
  const chosen = layer === null ? lastMaps(model, who) : chosenLayer(model, layer, who);
  const input = g.cast(toNode(batched(model, np.asarray(x), who), who), 'float32');
  const { calls } = withTrace(new Trace(false), () => traceInside(model, [input], who));
  return computeOnce([calls.find((call) => call.layer === chosen)!.outputs[0]!], [], who)[0]!;
}
