/**
 * @file Gradients for training loops of one's own: `grad(f)` for functions of arrays, and `gradientTape(f)` for a loss
 * over a model's weights, in the manner of TensorFlow's GradientTape.
 */
import { NDArray, type ArraySource } from '../array/index.ts';
import { g, gradients, isNode, partialGradients, type Node } from '../engine/index.ts';
import { ValueError, shapeText } from '../errors/index.ts';
import { refuseOptions } from './common/arguments.ts';
import { callable } from '../arguments/index.ts';
import { computeOnce, toNode } from './common/tensor.ts';
import { Trace, withTrace } from './core/trace.ts';
import type { Weight } from './core/weight.ts';
import type { Optimizer } from './optimizers/index.ts';

/** A function of tensors that gives one number, written with `keras.ops`. */
export type ScalarFunction = (...tensors: Node[]) => Node;

/**
 * The gradient of `f` towards its first argument: `grad((x) => ops.sum(ops.square(x)))(a)` is 2 a. A layer or model in it
 * computes as in `predict`, unless it is called with `{ training: true }`.
 * @ko 함수의 기울기를 구하는 함수를 만듭니다.
 */
export function grad(f: ScalarFunction): (...arrays: ArraySource[]) => NDArray {
  if (arguments.length > 1) refuseOptions('grad', arguments, 1);
  return (...arrays) => valueAndGrad(f)(...arrays).gradients[0]!;
}

/**
 * Value and gradients towards all arguments at once.
 * @ko 함수의 값과 기울기를 함께 구하는 함수를 만듭니다.
 */
export function valueAndGrad(
  f: ScalarFunction,
): (...arrays: ArraySource[]) => { value: NDArray; gradients: NDArray[] } {
  if (arguments.length > 1) refuseOptions('valueAndGrad', arguments, 1);
  return (...arrays) => {
    const nodes = arrays.map((a) => g.cast(toNode(a as NDArray, 'grad'), 'float32'));
    const trace = new Trace(false);
    const { value, grads } = withTrace(trace, () => {
      const y = checkLoss('grad', f(...nodes));
      return { value: y, grads: gradients(y, nodes) };
    });
    const [first, ...rest] = computeOnce([value, ...grads], trace.assigns, 'grad');
    return { value: first!, gradients: rest };
  };
}

function checkLoss(who: string, y: unknown): Node {
  if (isNode(y) && y.shape.every((n) => n === 1)) return g.reshape(y, []);
  throw new ValueError({
    who,
    rule: {
      en: 'the function must give one number made with keras.ops or a loss',
      ko: '함수는 keras.ops나 손실로 만든 수 하나를 돌려주어야 합니다',
    },
    received: isNode(y)
      ? { en: `a tensor of shape ${shapeText(y.shape)}`, ko: `모양이 ${shapeText(y.shape)}인 텐서` }
      : typeof y,
    hint: { en: 'Take the mean or the sum: keras.ops.mean(…).', ko: '평균이나 합을 구하세요: keras.ops.mean(…)' },
  });
}

/**
 * Records a computation with weights: `const tape = keras.gradientTape(() => loss(y, model(x, { training: true })))`.
 * As in Keras, a layer or model computes as in `predict` unless it is called with `{ training: true }`: then dropout is
 * on, and running statistics move once. Nothing is computed before `value` or `gradient` is asked.
 */
class Tape {
  readonly #trace = new Trace(false);
  readonly #loss: Node;
  #value: number | undefined;

  constructor(f: () => Node | NDArray) {
    if (arguments.length > 1) refuseOptions('GradientTape', arguments, 1);
    this.#loss = withTrace(this.#trace, () => {
      const loss = f();
      return checkLoss('gradientTape', loss);
    });
  }

  /** The loss as a number. */
  get value(): number {
    this.#value ??= this.#run([])[0]!.item();
    return this.#value;
  }

  /** The gradient towards each weight; zeros where the loss does not depend on it. */
  gradient(weights: readonly Weight[]): NDArray[] {
    const nodes = weights.map((w) => this.#trace.read(w.variable));
    const grads = withTrace(this.#trace, () =>
      partialGradients(this.#loss, nodes).map((d, i) => d ?? g.full(nodes[i]!.shape, 0)),
    );
    const [loss, ...rest] = this.#run(grads);
    this.#value ??= loss!.item();
    return rest;
  }

  /** Loss and `nodes`; running statistics and random states move on with the first run only. */
  #run(nodes: readonly Node[]): NDArray[] {
    const assigns = this.#value === undefined ? this.#trace.assigns : [];
    return computeOnce([this.#loss, ...nodes], assigns, 'tape');
  }
}

/**
 * Watches what is computed while it is open, and gives gradients of it. `const tape = new keras.GradientTape()`.
 * @ko 안에서 한 계산을 기억해 기울기를 구하는 클래스입니다.
 */
export const GradientTape = callable(Tape);
export type GradientTape = Tape;
/**
 * The same.
 * @ko 안에서 한 계산을 기억해 두었다가 기울기를 구합니다.
 */
export const gradientTape = GradientTape;

/**
 * One optimizer step with given gradients, as `optimizer.applyGradients(gradients, weights)`.
 * @ko 기울기로 가중치를 한 번 고칩니다.
 */
export function applyGradients(optimizer: Optimizer, grads: readonly ArraySource[], weights: readonly Weight[]): void {
  if (arguments.length > 3) refuseOptions('applyGradients', arguments, 3);
  optimizer.applyGradients(grads, weights);
}
