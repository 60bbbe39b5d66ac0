/** @file A weight: a variable of a layer with its name, how it starts, and what binds it. */
import { fromTyped, np, toTyped, NDArray, type ArraySource } from '../../array/index.ts';
import { Variable, g, type DType, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import type { Constraint } from '../constraints/constraint.ts';
import type { Initializer } from '../initializers/index.ts';
import type { Regularizer } from '../regularizers/index.ts';
import { currentTrace } from './trace.ts';

export interface WeightOptions {
  name: string;
  path: string;
  shape: readonly number[];
  dtype?: DType;
  trainable?: boolean;
  initializer: Initializer;
  regularizer?: Regularizer | null;
  constraint?: Constraint | null;
}

export class Weight {
  /** The last part of the name: `kernel`. */
  readonly name: string;
  /** `dense/kernel`. */
  path: string;
  readonly variable: Variable;
  readonly regularizer: Regularizer | null;
  readonly constraint: Constraint | null;
  /** False for running statistics and frozen weights: gradients leave it alone. */
  trainable: boolean;
  /** How often the values were replaced from outside of training: what was computed with the old ones is then stale. */
  writes = 0;

  constructor(options: WeightOptions) {
    this.name = options.name;
    this.path = options.path;
    const dtype = options.dtype ?? 'float32';
    const { shape, initializer } = options;
    const late = initializer.isSettled && dtype === 'float32';
    this.variable = new Variable(shape, {
      name: options.path,
      dtype,
      ...(late ? { data: () => initializer.call(shape) } : {}),
    });
    if (!late) this.variable.data.set(initializer.call(shape));
    this.trainable = options.trainable ?? true;
    this.regularizer = options.regularizer ?? null;
    this.constraint = options.constraint ?? null;
  }

  get shape(): readonly number[] {
    return this.variable.shape;
  }

  get dtype(): DType {
    return this.variable.dtype;
  }

  /** Its value as a node of the graph that is being built. */
  get node(): Node {
    return currentTrace()?.read(this.variable) ?? g.variable(this.variable);
  }

  /** Its value as an array (a copy). */
  numpy(): NDArray {
    return fromTyped(this.variable.data.slice(), [...this.shape]);
  }

  /** Replaces the value. Raises ShapeError when the shape differs. */
  assign(value: ArraySource): void {
    const array = np.asarray(value);
    if (shapeText(array.shape) !== shapeText(this.shape)) {
      throw new ShapeError({
        who: `${this.path}.assign`,
        rule: {
          en: `the weight has shape ${shapeText(this.shape)}`,
          ko: `가중치의 모양은 ${shapeText(this.shape)}입니다`,
        },
        received: { en: `values of shape ${shapeText(array.shape)}`, ko: `모양이 ${shapeText(array.shape)}인 값` },
      });
    }
    this.write(toTyped(array));
  }

  /** Replaces the values as they lie. */
  write(values: ArrayLike<number>): void {
    this.variable.write(values);
    this.writes++;
  }

  /** `<Weight path=dense/kernel, shape=(784, 10), dtype=float32>`: what a cell shows. */
  toString(): string {
    return `<Weight path=${this.path}, shape=${shapeText(this.shape)}, dtype=${this.dtype}>`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
