/**
 * @file Gradients for training loops of one's own: `grad(f)` for functions of arrays, and `gradientTape(f)` for what is
 * computed from weights, arrays and inner tensors, in the manner of TensorFlow's GradientTape. Inside another one they
 * give tensors, so that gradients have gradients.
 */
import { NDArray, type ArraySource } from '../array/index.ts';
import { g, gradients, isNode, partialGradients, type Node } from '../engine/index.ts';
import { ValueError, shapeText } from '../errors/index.ts';
import { describe, refuseOptions } from './common/arguments.ts';
import { callable } from '../arguments/index.ts';
import { computeAgain, computeOnce, holdsNode, inGraph, toNode } from './common/tensor.ts';
import { Trace, currentTrace, keepReads, withTrace } from './core/trace.ts';
import { Weight } from './core/weight.ts';
import type { Optimizer } from './optimizers/index.ts';

/** A function of tensors that gives one number, written with `keras.ops`. */
export type ScalarFunction = (...tensors: Node[]) => Node | NDArray;

/**
 * The gradient of `f` towards its first argument: `grad((x) => ops.sum(ops.square(x)))(a)` is 2 a. A layer or model in it
 * computes as in `predict`, unless it is called with `{ training: true }`. Of a tensor (inside another `grad`, a tape or a
 * layer) it is a tensor, so that `grad(grad(f))` is the second derivative of a function of one number.
 * @ko 함수의 기울기를 구하는 함수를 만듭니다.
 */
export function grad(f: ScalarFunction): GradientFunction {
  if (arguments.length > 1) refuseOptions('grad', arguments, 1);
  return ((...arrays: ArraySource[]) => valueAndGrad(f)(...arrays).gradients[0]!) as GradientFunction;
}

/** Of arrays an array, of tensors a tensor. */
interface GradientFunction {
  (...tensors: Node[]): Node;
  (...arrays: ArraySource[]): NDArray;
}

interface ValueAndGradients {
  (...tensors: Node[]): { value: Node; gradients: Node[] };
  (...arrays: ArraySource[]): { value: NDArray; gradients: NDArray[] };
}

/**
 * Value and gradients towards all arguments at once.
 * @ko 함수의 값과 기울기를 함께 구하는 함수를 만듭니다.
 */
export function valueAndGrad(f: ScalarFunction): ValueAndGradients {
  if (arguments.length > 1) refuseOptions('valueAndGrad', arguments, 1);
  const both = (...arrays: ArraySource[]): unknown => {
    const nodes = arrays.map((a) => g.cast(toNode(a as NDArray, 'grad'), 'float32'));
    const outer = currentTrace();
    const trace = outer ?? new Trace(false);
    const build = () => {
      const y = checkLoss('grad', f(...nodes));
      return { value: y, gradients: gradients(y, nodes) };
    };
    const found = outer ? outer.inMode(false, build) : withTrace(trace, build);
    if (outer || inGraph(...arrays)) return found;
    const [first, ...rest] = computeOnce([found.value, ...found.gradients], trace.assigns, 'grad');
    return { value: first!, gradients: rest };
  };
  return both as ValueAndGradients;
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

/** What a gradient can be taken towards. */
export type GradientSource = Weight | Node | NDArray;
/** A list for a list, one for one; a source without a type may be either. */
type GradientsOf<S> = 0 extends 1 & S ? S : S extends readonly unknown[] ? NDArray[] : NDArray;

/**
 * Records a computation: `const tape = keras.GradientTape(() => loss(y, model(x, { training: true })))`, then
 * `tape.gradient(model.trainableWeights)`. The function gets the tape: `tape.watch(x)` makes gradients towards an array
 * possible; towards a tensor computed inside they always are. As in Keras, a layer or model computes as in `predict` unless
 * it is called with `{ training: true }`: then dropout is on, and running statistics move once. Nothing is computed before
 * `value`, `gradient` or a tensor's values are asked. Inside another tape, a layer or a `trainStep` the gradients are tensors.
 */
class Tape {
  readonly #trace: Trace;
  readonly #nested: boolean;
  readonly #result: unknown;
  #moved = false;
  #value: number | undefined;

  /** `f` computes; what it gives is what `gradient` is of, unless that is told another target. */
  constructor(f: (tape: GradientTape) => unknown) {
    if (arguments.length > 1) refuseOptions('GradientTape', arguments, 1);
    if (typeof f !== 'function') {
      throw new ValueError({
        who: 'gradientTape',
        rule: { en: 'needs a function that computes the loss', ko: '손실을 계산하는 함수가 필요합니다' },
        received: describe(f),
        hint: {
          en: 'Python’s `with tf.GradientTape() as tape:` is keras.GradientTape((tape) => { …; return loss; })',
          ko: '파이썬의 `with tf.GradientTape() as tape:`는 keras.GradientTape((tape) => { …; return loss; })로 씁니다',
        },
      });
    }
    const outer = currentTrace();
    this.#nested = outer !== undefined;
    this.#trace = outer ?? new Trace(false);
    if (outer) {
      this.#result = outer.inMode(false, () => f(this));
      return;
    }
    this.#result = withTrace(this.#trace, () => f(this));
    this.#trace.settleRandom();
    keepReads(this.#trace);
  }

  /**
   * Makes gradients towards an array possible: wherever the function uses the array from here on, it is a tensor of the
   * tape, which is also what this gives. A tensor stays as it is.
   */
  watch(x: NDArray | Node): Node {
    if (isNode(x)) return x;
    if (x instanceof NDArray) {
      const known = this.#trace.watched(x);
      if (known) return known;
      const node = g.cast(toNode(x, 'tape.watch'), 'float32');
      this.#trace.watch(x, node);
      return node;
    }
    throw new ValueError({
      who: 'tape.watch',
      rule: { en: 'watches an array or a tensor', ko: '배열이나 텐서를 지켜봅니다' },
      received: describe(x),
      hint: {
        en: 'Weights are watched without it; make np.array(…) of a list',
        ko: '가중치는 따로 말하지 않아도 지켜봅니다. 리스트는 np.array(…)로 만드세요',
      },
    });
  }

  /** What the function gave: `tape.result` is the loss as a tensor. */
  get result(): Node {
    return this.#result as Node;
  }

  /** The loss as a number. */
  get value(): number {
    const loss = checkLoss('gradientTape', this.#result);
    if (this.#nested) return loss.item();
    this.#value ??= this.#run([loss])[0]!.item();
    return this.#value;
  }

  /**
   * The gradient towards each weight, watched array or inner tensor; zeros where the target does not depend on it. The
   * target is the number that the function gave; `gradient(target, sources)` is of any tensor of the tape, and of the sum
   * of one with many numbers, as in TensorFlow. For a source alone, not a list, it is one gradient.
   */
  gradient<S extends GradientSource | readonly GradientSource[]>(sources: S): GradientsOf<S>;
  gradient<S extends GradientSource | readonly GradientSource[]>(target: Node | NDArray, sources: S): GradientsOf<S>;
  gradient(...args: readonly unknown[]): unknown {
    const [given, sources] = args.length > 1 ? args : [undefined, args[0]];
    const target = given === undefined ? checkLoss('gradientTape', this.#result) : this.#target(given);
    const list = (Array.isArray(sources) ? sources : [sources]) as readonly unknown[];
    const nodes = list.map((source) => this.#source(source));
    const build = () => partialGradients(target, nodes).map((d, i) => d ?? g.full(nodes[i]!.shape, 0));
    const grads = this.#nested ? build() : withTrace(this.#trace, build);
    if (this.#nested) return Array.isArray(sources) ? grads : grads[0]!;
    const [value, ...rest] = this.#run([target, ...grads]);
    if (given === undefined) this.#value ??= value!.item();
    return Array.isArray(sources) ? rest : rest[0]!;
  }

  #target(given: unknown): Node {
    const node = holdsNode(given) ? given.node : given;
    if (isNode(node)) return g.sum(node);
    throw new ValueError({
      who: 'tape.gradient',
      rule: {
        en: 'the target must be a tensor that was computed in the tape',
        ko: '대상은 테이프 안에서 계산한 텐서여야 합니다',
      },
      received: describe(given),
      hint: {
        en: 'Call the model inside the function: keras.GradientTape((tape) => { tape.watch(x); return model(x); })',
        ko: '모델을 함수 안에서 호출하세요: keras.GradientTape((tape) => { tape.watch(x); return model(x); })',
      },
    });
  }

  #source(source: unknown): Node {
    if (source instanceof Weight) return this.#nested ? source.node : this.#trace.read(source.variable);
    if (isNode(source)) return source;
    const watched = source instanceof NDArray ? this.#trace.watched(source) : undefined;
    if (watched) return watched;
    throw new ValueError({
      who: 'tape.gradient',
      rule: {
        en: 'takes weights, watched arrays and tensors that were computed in the tape',
        ko: '가중치, 지켜보는 배열, 테이프 안에서 계산한 텐서만 받습니다',
      },
      received: describe(source),
      hint:
        source instanceof NDArray
          ? {
              en: 'Watch it first: keras.GradientTape((tape) => { tape.watch(x); … })',
              ko: '먼저 지켜보게 하세요: keras.GradientTape((tape) => { tape.watch(x); … })',
            }
          : undefined,
    });
  }

  /** The values of `nodes`; running statistics move on with the first run only. */
  #run(nodes: readonly Node[]): NDArray[] {
    const assigns = this.#moved ? [] : this.#trace.assigns;
    this.#moved = true;
    return computeAgain(nodes, assigns, 'tape');
  }
}

/**
 * Watches what is computed in a function, and gives gradients of it: `keras.GradientTape((tape) => loss)`.
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
