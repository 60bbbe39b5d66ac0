/** @file A weight: a variable of a layer with its name, how it starts, and what binds it. */
import { fromTyped, np, toTyped, NDArray, type ArraySource } from '../../array/index.ts';
import { Variable, g, isNode, type DType, type Node } from '../../engine/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import type { Constraint } from '../constraints/constraint.ts';
import type { Initializer } from '../initializers/index.ts';
import type { Regularizer } from '../regularizers/index.ts';
import { computeOnce, toNode } from '../common/tensor.ts';
import { beforeChange, currentTrace } from './trace.ts';

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
    if (!late) this.variable.write(initializer.call(shape));
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
    return currentTrace()?.latest(this.variable) ?? g.variable(this.variable);
  }

  /** Its value as an array (a copy). */
  numpy(): NDArray {
    return fromTyped(this.variable.data.slice(), [...this.shape]);
  }

  /** Replaces the value; inside a layer or a `trainStep` when the step is done. Raises ShapeError when the shape differs. */
  assign(value: ArraySource | Node): void {
    const trace = currentTrace();
    if (trace || isNode(value)) {
      const node = fitting(this, toNode(value as NDArray, `${this.path}.assign`));
      if (trace) trace.update(this.variable, g.stopGradient(node));
      else {
        beforeChange([this.variable]);
        computeOnce([], [{ variable: this.variable, value: node }]);
        this.writes++;
      }
      return;
    }
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

  /** Adds to the value: `moving.assignAdd(delta)`. */
  assignAdd(value: ArraySource | Node): void {
    this.assign(g.add(this.node, g.cast(toNode(value as NDArray, `${this.path}.assignAdd`), this.dtype)));
  }

  /** Takes from the value. */
  assignSub(value: ArraySource | Node): void {
    this.assign(g.sub(this.node, g.cast(toNode(value as NDArray, `${this.path}.assignSub`), this.dtype)));
  }

  /** Replaces the values as they lie. */
  write(values: ArrayLike<number>): void {
    beforeChange([this.variable]);
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

/** The value in the type of the weight. @throws ShapeError for another shape */
function fitting(weight: Weight, node: Node): Node {
  if (shapeText(node.shape) === shapeText(weight.shape)) return g.cast(node, weight.dtype);
  throw new ShapeError({
    who: `${weight.path}.assign`,
    rule: {
      en: `the weight has shape ${shapeText(weight.shape)}`,
      ko: `가중치의 모양은 ${shapeText(weight.shape)}입니다`,
    },
    received: { en: `values of shape ${shapeText(node.shape)}`, ko: `모양이 ${shapeText(node.shape)}인 값` },
  });
}
