/**
 * @file CustomScaleLayer: the first input + the second times `scale`. Inception-ResNet v2 defines it for itself, so
 * it is not among `keras.layers`; files of that network name it.
 */
import { g, type Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { within } from '../checks.ts';
import { NONE } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';

/** The first input + the second times `scale`. */
export class CustomScaleLayer extends OptionsLayer<{ scale: number }> {
  static readonly facts: LayerFacts = {
    name: 'CustomScaleLayer',
    module: 'keras.src.applications.inception_resnet_v2',
    perSample: true,
  };

  constructor(...args: readonly unknown[]) {
    super('CustomScaleLayer', args, { scale: NONE }, ['scale']);
    within('CustomScaleLayer', 'scale', this.config.scale, -Infinity);
    this.built = true;
  }

  override call([x, branch]: readonly [Node, Node]): Node {
    return g.add(x, g.mul(branch, this.config.scale));
  }
}
