/** @file Identity: gives back what it gets. */
import type { Node } from '../../../engine/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { OptionsLayer } from '../options-layer.ts';
import { unchanged } from '../arithmetic.ts';

class IdentityLayer extends OptionsLayer<object> {
  static readonly facts: LayerFacts = {
    name: 'Identity',
    module: 'keras.layers',
    perSample: true,
    arithmetic: unchanged,
  };

  constructor(...args: readonly unknown[]) {
    super('Identity', args, {});
    this.built = true;
  }

  override call(x: Node): Node {
    return x;
  }
}

export interface Identity extends IdentityLayer {}

/**
 * Gives back what it gets: a place to look at, or to put a layer later.
 * @ko 받은 값을 그대로 내보내는 층입니다.
 */
export const Identity: Factory<Identity, LayerOptions> = factory(IdentityLayer);
