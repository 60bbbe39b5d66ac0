/**
 * @file What every initializer is: a maker of typed values for a shape. Subclass it (`call`) for your own.
 * Layers ask `initializers.get(…)`, which takes a name, an instance, a function or a Keras config.
 */
import { fromTyped, type NDArray } from '../../array/index.ts';
import { NotBuiltError } from '../../errors/index.ts';
import { refuseOptions } from '../common/arguments.ts';
import { Invocable } from '../common/invocable.ts';
import { nextSeed, Random } from '../common/random.ts';

// Called like a function: the interface gives the class its call signature.
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export interface Initializer {
  (shape: readonly number[]): NDArray;
}

/** Makes starting values: `initializer([2, 3])` as an array, `call(shape)` as a flat C-order Float32Array. */
// eslint-disable-next-line typescript/no-unsafe-declaration-merging
export class Initializer extends Invocable {
  constructor() {
    super();
    if (arguments.length > 0) refuseOptions(new.target.name, arguments, 0);
  }

  /** The values for a shape; every subclass says which. */
  call(_shape: readonly number[]): Float32Array {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: {
        en: 'an initializer must have its own call(shape)',
        ko: '초기화 객체는 call(shape)를 직접 정의해야 합니다',
      },
    });
  }

  /**
   * Whether the values follow from the shape and settings of its own alone and never fail: then a weight draws them when they are
   * first read, and not at all when others take their place before. One's own initializers are called at once.
   */
  get isSettled(): boolean {
    return false;
  }

  override invoke(shape: readonly number[]): NDArray {
    return fromTyped(this.call(shape), [...shape]);
  }

  /** The options that make an equal initializer. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}

/** An initializer with a seed: the same instance gives the same values at every call, as in Keras 3. */
export class RandomInitializer extends Initializer {
  /** The seed as given; null when it was drawn. */
  readonly seed: number | null;
  /** The seed in use: the given one, or one drawn from the global stream. */
  readonly drawnSeed: number;

  constructor(seed: number | null) {
    super();
    this.seed = seed;
    this.drawnSeed = seed ?? nextSeed();
  }

  /** A fresh stream from this initializer's seed. */
  stream(): Random {
    return new Random(this.drawnSeed);
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed };
  }
}

/** The number of cells of a shape. */
export function cells(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/**
 * Fan-in and fan-out: Dense (in, out); conv kernels (…window, in, out), each times the window's cells.
 * Formula: Glorot and Bengio 2010, as Keras computes it.
 */
export function computeFans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length === 0) return { fanIn: 1, fanOut: 1 };
  if (shape.length === 1) return { fanIn: shape[0]!, fanOut: shape[0]! };
  const window = cells(shape.slice(0, -2));
  return { fanIn: shape.at(-2)! * window, fanOut: shape.at(-1)! * window };
}
