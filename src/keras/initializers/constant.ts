/** @file Initializers without chance: zeros, ones, a constant, the identity. */
import { ShapeError, ValueError } from '../../errors/index.ts';
import { shapeText } from '../../errors/index.ts';
import { readArguments } from '../common/arguments.ts';
import { callable } from '../../arguments/index.ts';
import { cells, Initializer } from './initializer.ts';

/**
 * All zeros (the default of biases).
 * @ko 모두 0으로 처음 정합니다.
 */
export const Zeros = callable(
  class Zeros extends Initializer {
    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      return new Float32Array(cells(shape));
    }
  },
);

/**
 * All ones (the default of BatchNormalization's gamma).
 * @ko 모두 1로 처음 정합니다.
 */
export const Ones = callable(
  class Ones extends Initializer {
    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      return new Float32Array(cells(shape)).fill(1);
    }
  },
);

export interface ConstantOptions {
  /** The value of every cell. Default 0. */
  value?: number;
}

/** One value everywhere: `Constant(0.1)`. */
export const Constant = callable(
  class Constant extends Initializer {
    readonly value: number;

    constructor(...args: [value?: number | ConstantOptions, options?: ConstantOptions]) {
      super();
      this.value = readArguments('Constant', args, { value: 0 }).value;
      if (typeof this.value !== 'number') {
        throw new ValueError({
          who: 'Constant',
          rule: { en: 'value must be a number', ko: 'value는 수여야 합니다' },
          received: String(this.value),
        });
      }
    }

    override get isSettled(): boolean {
      return true;
    }

    override call(shape: readonly number[]): Float32Array {
      return new Float32Array(cells(shape)).fill(this.value);
    }

    override getConfig(): Record<string, unknown> {
      return { value: this.value };
    }
  },
);

export interface IdentityOptions {
  /** The value on the diagonal. Default 1. */
  gain?: number;
}

/** `gain` on the diagonal of a matrix, 0 elsewhere. Raises ShapeError for other ranks. */
export const Identity = callable(
  class Identity extends Initializer {
    readonly gain: number;

    constructor(...args: [gain?: number | IdentityOptions, options?: IdentityOptions]) {
      super();
      this.gain = readArguments('Identity', args, { gain: 1 }).gain;
    }

    override call(shape: readonly number[]): Float32Array {
      if (shape.length !== 2) {
        throw new ShapeError({
          who: 'Identity',
          rule: { en: 'makes 2-d weights only', ko: '2차원 가중치만 만듭니다' },
          received: shapeText(shape),
        });
      }
      const [rows, columns] = shape as [number, number];
      const values = new Float32Array(rows * columns);
      for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = this.gain;
      return values;
    }

    override getConfig(): Record<string, unknown> {
      return { gain: this.gain };
    }
  },
);
