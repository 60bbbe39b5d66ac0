/** @file The Adam family: Adam, AdamW, Adamax, Nadam. g gradient, w weight, t step (1, 2, …), b1, b2 the betas. */
import { type Assign, type Node, Variable, g } from '../../engine/index.ts';
import { callable } from '../../arguments/index.ts';
import {
  type LearningRate,
  Optimizer,
  type OptimizerOptions,
  readOptimizer,
  type StepContext,
  type Update,
} from './optimizer.ts';

const { abs, add, div, maximum, mul, pow, scalar, sqrt, square, sub, variable } = g;

type Slots = Readonly<Record<string, Node>>;

export interface AdamOptions extends OptimizerOptions {
  /** Default 0.001. */
  learningRate?: LearningRate;
  /** Memory of the mean gradient. Default 0.9. */
  beta1?: number;
  /** Memory of the mean square. Default 0.999. */
  beta2?: number;
  /** Added after the uncorrected root ("epsilon hat"). Default 1e-7. */
  epsilon?: number;
  /** Divide by the largest mean square so far. Default false. */
  amsgrad?: boolean;
}
interface AdamHyper {
  beta1: number;
  beta2: number;
  epsilon: number;
  amsgrad: boolean;
}

/** `m += (1 - b1)(g - m)`: the running mean as Keras rounds it. */
function towards(mean: Node, value: Node, beta: number): Node {
  return add(mean, mul(sub(value, mean), 1 - beta));
}

class AdamBase extends Optimizer {
  readonly hyper: AdamHyper;

  constructor(who: string, options: OptimizerOptions & AdamHyper & { learningRate: LearningRate }) {
    super(who, options);
    const { beta1, beta2, epsilon, amsgrad } = options;
    this.hyper = { beta1, beta2, epsilon, amsgrad };
  }

  override slotGroups() {
    return this.hyper.amsgrad ? [['momentum', 'velocity'], ['velocity_hat']] : [['momentum', 'velocity']];
  }

  override stepValues(step: Node): { shared: Record<string, Node>; assigns: Assign[] } {
    const correction1 = sub(1, pow(scalar(this.hyper.beta1), step));
    const correction2 = sub(1, pow(scalar(this.hyper.beta2), step));
    return { shared: { correction1, correction2 }, assigns: [] };
  }

  override updateStep(g: Node, w: Node, slots: Slots, { learningRate, shared }: StepContext): Update {
    const { beta1, beta2, epsilon, amsgrad } = this.hyper;
    const alpha = div(mul(learningRate, sqrt(shared['correction2']!)), shared['correction1']!);
    const momentum = towards(slots['momentum']!, g, beta1);
    const velocity = towards(slots['velocity']!, square(g), beta2);
    const next: Record<string, Node> = { momentum, velocity };
    let divisor = velocity;
    if (amsgrad) {
      divisor = maximum(slots['velocity_hat']!, velocity);
      next['velocity_hat'] = divisor;
    }
    return { value: sub(w, div(mul(momentum, alpha), add(sqrt(divisor), epsilon))), slots: next };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.hyper };
  }
}

const ADAM = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false };
type AdamArguments = (LearningRate | boolean | AdamOptions)[];

/**
 * `m += (1 - b1)(g - m)`, `v += (1 - b2)(g² - v)`, `w -= lr sqrt(1 - b2^t) / (1 - b1^t) · m / (sqrt(v) + eps)`.
 * Kingma and Ba 2014.
 * @ko 매개변수마다 학습률을 맞추는 옵티마이저 Adam입니다.
 */
export const Adam = callable(
  class Adam extends AdamBase {
    constructor(...args: AdamArguments) {
      super('Adam', readOptimizer('Adam', args, ADAM));
    }
  },
);

/**
 * Adam with decoupled weight decay, `weightDecay` 0.004 by default. Loshchilov and Hutter 2019.
 * @ko 가중치 감쇠를 더한 Adam입니다.
 */
export const AdamW = callable(
  class AdamW extends AdamBase {
    constructor(...args: AdamArguments) {
      const { learningRate, ...rest } = ADAM;
      super('AdamW', readOptimizer('AdamW', args, { learningRate, weightDecay: 0.004, ...rest }));
    }
  },
);

export interface AdamaxOptions extends OptimizerOptions {
  /** Default 0.001. */
  learningRate?: LearningRate;
  /** Default 0.9. */
  beta1?: number;
  /** Default 0.999. */
  beta2?: number;
  /** Default 1e-7. */
  epsilon?: number;
}
const ADAMAX = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/**
 * `m` as Adam, `u = max(b2 u, |g|)`, `w -= lr m / ((1 - b1^t)(u + eps))`.
 * @ko Adam의 변형입니다.
 */
export const Adamax = callable(
  class Adamax extends Optimizer {
    readonly hyper: { beta1: number; beta2: number; epsilon: number };

    constructor(...args: (LearningRate | AdamaxOptions)[]) {
      const read = readOptimizer('Adamax', args, ADAMAX);
      super('Adamax', read);
      this.hyper = { beta1: read.beta1, beta2: read.beta2, epsilon: read.epsilon };
    }

    override slotGroups() {
      return [['momentum', 'norm']];
    }

    override updateStep(g: Node, w: Node, slots: Slots, { learningRate, step }: StepContext): Update {
      const { beta1, beta2, epsilon } = this.hyper;
      const momentum = towards(slots['momentum']!, g, beta1);
      const norm = maximum(mul(slots['norm']!, beta2), abs(g));
      const correction = sub(1, pow(scalar(beta1), step));
      const move = div(mul(momentum, learningRate), mul(add(norm, epsilon), correction));
      return { value: sub(w, move), slots: { momentum, norm } };
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.hyper };
    }
  },
);

/**
 * Adam with Nesterov momentum: `mu_t = b1(1 - .5·.96^t)`, `P` the product of mu_1 … mu_t,
 * `mh = mu_(t+1) m / (1 - P mu_(t+1)) + (1 - mu_t) g / (1 - P)`, `w -= lr mh / (sqrt(v / (1 - b2^t)) + eps)`. Dozat 2015.
 * @ko 네스테로프 모멘텀을 더한 Adam입니다.
 */
export const Nadam = callable(
  class Nadam extends Optimizer {
    readonly hyper: { beta1: number; beta2: number; epsilon: number };
    readonly product: Variable;

    constructor(...args: (LearningRate | AdamaxOptions)[]) {
      const read = readOptimizer('Nadam', args, ADAMAX);
      super('Nadam', read);
      this.hyper = { beta1: read.beta1, beta2: read.beta2, epsilon: read.epsilon };
      this.product = new Variable([], { name: `${this.name}/u_product`, data: Float32Array.of(1) });
    }

    override slotGroups() {
      return [['momentum', 'velocity']];
    }

    override build(variables: readonly Variable[]): void {
      if (this.built) return;
      super.build(variables);
      this.slotVariables.push(this.product); // last, as in Keras's files
    }

    override stepValues(step: Node): { shared: Record<string, Node>; assigns: Assign[] } {
      const { beta1, beta2 } = this.hyper;
      const momentumAt = (t: Node) => mul(sub(1, mul(pow(scalar(0.96), t), 0.5)), beta1);
      const now = momentumAt(step);
      const product = mul(variable(this.product), now);
      return {
        shared: { now, next: momentumAt(add(step, 1)), product, correction2: sub(1, pow(scalar(beta2), step)) },
        assigns: [{ variable: this.product, value: product }],
      };
    }

    override updateStep(g: Node, w: Node, slots: Slots, { learningRate, shared }: StepContext): Update {
      const { beta1, beta2, epsilon } = this.hyper;
      const { now, next, product, correction2 } = shared as Record<'now' | 'next' | 'product' | 'correction2', Node>;
      const momentum = towards(slots['momentum']!, g, beta1);
      const velocity = towards(slots['velocity']!, square(g), beta2);
      const ahead = div(mul(momentum, next), sub(1, mul(product, next)));
      const mean = add(ahead, div(mul(g, sub(1, now)), sub(1, product)));
      const move = div(mul(mean, learningRate), add(sqrt(div(velocity, correction2)), epsilon));
      return { value: sub(w, move), slots: { momentum, velocity } };
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.hyper };
    }
  },
);
