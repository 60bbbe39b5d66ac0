/**
 * @file What constraints and regularizers share: functions of a weight, called inside a graph or on np arrays, given by
 * name, as an instance, as a plain function or as Keras's config.
 */
import type { NDArray } from '../../array/index.ts';
import type { Node } from '../../engine/index.ts';
import { NotBuiltError } from '../../errors/index.ts';
import { refuseOptions } from './arguments.ts';
import { Invocable } from './invocable.ts';
import { identify, type Identifiers } from './lookup.ts';
import { onTensors, type TensorLike } from './tensor.ts';

// Called like a function: the interface gives the class its call signature.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface WeightFunction {
  (weight: Node): Node;
  (weight: TensorLike): NDArray;
}

/** Base of constraints and regularizers. */
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export class WeightFunction extends Invocable {
  constructor() {
    super();
    if (arguments.length > 0) refuseOptions(new.target.name, arguments, 0);
  }

  /** The value for a weight. */
  call(_weight: Node): Node {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'it must have its own call(weight)', ko: 'call(weight)를 직접 정의해야 합니다' },
    });
  }

  override invoke(weight: TensorLike): Node | NDArray {
    return onTensors((w) => this.call(w), weight);
  }

  /** The options that make an equal one. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

/** One given by name, as instance, as a function, or none. */
export type WeightFunctionLike<T extends WeightFunction> = string | T | ((weight: Node) => Node) | null;

/** The `get` of a kind: the thing meant by a name, an instance, a function or a Keras config; null stays null. */
export function getter<T extends WeightFunction>(
  kind: Omit<Identifiers<T, never>, 'wrap' | 'base'> & { base: new () => T },
  caller: string,
): (identifier: WeightFunctionLike<T> | undefined | Readonly<Record<string, unknown>>, who?: string) => T | null {
  const wrap = fromFunction(kind.base) as (f: (weight: Node) => Node) => T;
  return function get(identifier, who = caller) {
    if (arguments.length > 1) refuseOptions(caller, arguments, 1);
    if (identifier === null || identifier === undefined) return null;
    return identify({ ...kind, wrap }, who, identifier);
  };
}

/** Makes one of a plain function. */
function fromFunction(Base: new () => WeightFunction): (f: (weight: Node) => Node) => WeightFunction {
  class FromFunction extends Base {
    readonly f: (weight: Node) => Node;

    constructor(f: (weight: Node) => Node) {
      super();
      this.f = f;
    }

    override call(weight: Node): Node {
      return this.f(weight);
    }
  }
  return (f) => new FromFunction(f);
}
