/** @file Activation: an activation function as a layer of its own. */
import type { Node } from '../../../engine/index.ts';
import { ValueError } from '../../../errors/index.ts';
import type { ActivationLike } from '../../activations/index.ts';
import type { LayerFacts } from '../../core/facts.ts';
import type { LayerOptions } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';
import { activate } from '../kernel-options.ts';
import { OptionsLayer } from '../options-layer.ts';
import { curveOf } from '../arithmetic.ts';

/** An activation as a layer of its own. */
class ActivationLayer extends OptionsLayer<{ activation: ActivationLike }> {
  static readonly facts: LayerFacts = {
    name: 'Activation',
    module: 'keras.layers',
    perSample: true,
    arithmetic: (layer: ActivationLayer) => ({ rule: 'curve', curve: curveOf(layer.config.activation) }),
  };

  constructor(...args: readonly unknown[]) {
    super('Activation', args, { activation: undefined as unknown as ActivationLike }, ['activation']);
    if (args[0] === undefined)
      throw new ValueError({
        who: 'Activation',
        rule: { en: "needs an activation such as 'relu'", ko: "'relu'와 같은 활성화 함수가 필요합니다" },
      });
    this.built = true;
  }

  override call(x: Node): Node {
    return activate(this.config.activation, x);
  }
}

export interface Activation extends ActivationLayer {}

/**
 * An activation function as a layer of its own: `Activation('relu')`.
 * @ko 활성화 함수를 적용하는 층입니다.
 */
export const Activation: Factory<
  Activation,
  LayerOptions & {
    /**
     * Name of the function ('relu', 'softmax' …), or a function.
     * @ko 함수의 이름('relu', 'softmax' …) 또는 함수입니다.
     */
    activation?: ActivationLike;
  },
  [activation: ActivationLike]
> = factory(ActivationLayer);
