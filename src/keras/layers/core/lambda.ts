/** @file Lambda: a function of tensors as a layer. */
import { isNode, type Node } from '../../../engine/index.ts';
import type { OptionNames } from '../../../arguments/index.ts';
import { ValueError } from '../../../errors/index.ts';
import { known } from '../../common/arguments.ts';
import type { LayerFacts } from '../../core/facts.ts';
import { type CallOptions, Layer, LAYER_DEFAULTS, type LayerOptions, type Tensors } from '../../core/layer.ts';
import { factory, type Factory } from '../factory.ts';

export interface LambdaOptions extends LayerOptions {
  function?: (x: never, options?: CallOptions) => Tensors;
}

const NAMES: OptionNames = new Set(Object.keys(LAYER_DEFAULTS));

/** A function of tensors as a layer: `layers.Lambda((x) => keras.ops.square(x))`. It has no weights and cannot be saved. */
class LambdaLayer extends Layer {
  static readonly facts: LayerFacts = {
    name: 'Lambda',
    module: 'keras.layers',
    perSample: false,
    rescales: true,
    functionOption: 'function',
  };

  readonly function: (x: Tensors, options?: CallOptions) => Tensors;

  constructor(f: ((x: Tensors, options?: CallOptions) => Tensors) | LambdaOptions, options: LayerOptions = {}) {
    const given = typeof f === 'function' ? f : f.function;
    const { function: _, ...rest } = typeof f === 'function' ? { ...options, function: f } : f;
    super(known('Lambda', rest, NAMES));
    if (typeof given !== 'function')
      throw new ValueError({
        who: 'Lambda',
        rule: { en: 'needs a function of a tensor', ko: '텐서를 받는 함수가 필요합니다' },
        received: typeof given,
      });
    this.function = given as (x: Tensors, options?: CallOptions) => Tensors;
  }

  override call(x: Tensors, options: CallOptions): Tensors {
    const result = this.function(x, options);
    if (isNode(result) || (Array.isArray(result) && result.every(isNode))) return result;
    throw new ValueError({
      who: this.name,
      rule: {
        en: 'the function must give a tensor made with keras.ops',
        ko: '함수는 keras.ops로 만든 텐서를 돌려주어야 합니다',
      },
      received: typeof result,
      hint: {
        en: 'np functions work on finished arrays; inside a model use keras.ops.square(x), keras.ops.mean(x) and so on.',
        ko: 'np 함수는 값이 정해진 배열에 씁니다. 모델 안에서는 keras.ops.square(x), keras.ops.mean(x) 등을 쓰세요',
      },
    });
  }
}

export interface Lambda extends LambdaLayer {}

/**
 * A function of tensors as a layer; it sees nodes inside a model.
 * @ko 함수를 층으로 만듭니다.
 */
export const Lambda: Factory<
  Lambda,
  LayerOptions & {
    /** What is done with the input. */
    function?: (x: never, options?: CallOptions) => Tensors;
  },
  [function: ((x: Node, options?: CallOptions) => Tensors) | ((x: readonly Node[], options?: CallOptions) => Tensors)]
> = factory(LambdaLayer);
