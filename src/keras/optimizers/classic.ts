/** @file SGD, RMSprop, Adagrad, Adadelta: the update rule of each is its docstring. g gradient, w weight, t step. */
import { type Node, g } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { callable } from '../../arguments/index.ts';
import {
  type LearningRate,
  Optimizer,
  type OptimizerOptions,
  readOptimizer,
  type StepContext,
  type Update,
} from './optimizer.ts';

const { add, div, mul, neg, sqrt, square, sub } = g;

type Slots = Readonly<Record<string, Node>>;

export interface SGDOptions extends OptimizerOptions {
  /** Default 0.01. */
  learningRate?: LearningRate;
  /** How much of the last move is kept. Default 0. */
  momentum?: number;
  /** Look ahead along the momentum. Default false. */
  nesterov?: boolean;
}

/**
 * Gradient descent: `w -= lr g`; with momentum `v = momentum v - lr g`, `w += v` (nesterov: `w += momentum v - lr g`).
 * @ko 기울기의 반대쪽으로 움직이는 옵티마이저입니다. momentum을 줄 수 있습니다.
 */
export const SGD = callable(
  class SGD extends Optimizer {
    readonly momentum: number;
    readonly nesterov: boolean;

    constructor(...args: (LearningRate | boolean | SGDOptions)[]) {
      const read = readOptimizer('SGD', args, { learningRate: 0.01, momentum: 0, nesterov: false });
      super('SGD', read);
      if (!(read.momentum >= 0 && read.momentum <= 1)) {
        throw new ValueError({
          who: 'SGD',
          rule: { en: 'momentum must lie in [0, 1]', ko: 'momentum은 [0, 1] 안에 있어야 합니다' },
          received: String(read.momentum),
        });
      }
      this.momentum = read.momentum;
      this.nesterov = read.nesterov;
    }

    override slotGroups() {
      return this.momentum === 0 ? [] : [['momentum']];
    }

    override updateStep(g: Node, w: Node, slots: Slots, { learningRate }: StepContext): Update {
      const move = mul(g, learningRate);
      if (this.momentum === 0) return { value: sub(w, move), slots: {} };
      const v = sub(mul(slots['momentum']!, this.momentum), move);
      const value = add(w, this.nesterov ? sub(mul(v, this.momentum), move) : v);
      return { value, slots: { momentum: v } };
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), momentum: this.momentum, nesterov: this.nesterov };
    }
  },
);

export interface RMSpropOptions extends OptimizerOptions {
  /** Default 0.001. */
  learningRate?: LearningRate;
  /** Memory of the mean square. Default 0.9. */
  rho?: number;
  /** Default 0. */
  momentum?: number;
  /** Default 1e-7, inside the root. */
  epsilon?: number;
  /** Divide by the variance instead of the mean square. Default false. */
  centered?: boolean;
}

/**
 * `s = rho s + (1 - rho) g²`, `w -= lr g / sqrt(s + eps)`; centered: `s - a²` with `a` the mean gradient.
 * @ko 최근 기울기의 크기로 학습률을 맞추는 옵티마이저입니다.
 */
export const RMSprop = callable(
  class RMSprop extends Optimizer {
    readonly hyper: { rho: number; momentum: number; epsilon: number; centered: boolean };

    constructor(...args: (LearningRate | boolean | RMSpropOptions)[]) {
      const read = readOptimizer('RMSprop', args, {
        learningRate: 0.001,
        rho: 0.9,
        momentum: 0,
        epsilon: 1e-7,
        centered: false,
      });
      super('RMSprop', read);
      const { rho, momentum, epsilon, centered } = read;
      this.hyper = { rho, momentum, epsilon, centered };
    }

    override slotGroups() {
      const groups = [['velocity']];
      if (this.hyper.momentum > 0) groups.push(['momentum']);
      if (this.hyper.centered) groups.push(['average_gradient']);
      return groups;
    }

    override updateStep(g: Node, w: Node, slots: Slots, { learningRate }: StepContext): Update {
      const { rho, momentum, epsilon, centered } = this.hyper;
      const velocity = add(mul(slots['velocity']!, rho), mul(square(g), 1 - rho));
      const next: Record<string, Node> = { velocity };
      let denominator = add(velocity, epsilon);
      if (centered) {
        const mean = add(mul(slots['average_gradient']!, rho), mul(g, 1 - rho));
        next['average_gradient'] = mean;
        denominator = add(sub(velocity, square(mean)), epsilon);
      }
      let move = div(mul(g, learningRate), sqrt(denominator));
      if (momentum > 0) {
        move = add(mul(slots['momentum']!, momentum), move);
        next['momentum'] = move;
      }
      return { value: sub(w, move), slots: next };
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.hyper };
    }
  },
);

export interface AdagradOptions extends OptimizerOptions {
  /** Default 0.001. */
  learningRate?: LearningRate;
  /** Where the sum of squares starts. Default 0.1. */
  initialAccumulatorValue?: number;
  /** Default 1e-7, inside the root. */
  epsilon?: number;
}

/**
 * `A += g²`, `w -= lr g / sqrt(A + eps)`.
 * @ko 많이 움직인 매개변수의 학습률을 줄여 가는 옵티마이저입니다.
 */
export const Adagrad = callable(
  class Adagrad extends Optimizer {
    readonly hyper: { initialAccumulatorValue: number; epsilon: number };

    constructor(...args: (LearningRate | AdagradOptions)[]) {
      const read = readOptimizer('Adagrad', args, {
        learningRate: 0.001,
        initialAccumulatorValue: 0.1,
        epsilon: 1e-7,
      });
      super('Adagrad', read);
      this.hyper = { initialAccumulatorValue: read.initialAccumulatorValue, epsilon: read.epsilon };
    }

    override slotGroups() {
      return [['accumulator']];
    }

    override slotStart(): number {
      return this.hyper.initialAccumulatorValue;
    }

    override updateStep(g: Node, w: Node, slots: Slots, { learningRate }: StepContext): Update {
      const accumulator = add(slots['accumulator']!, square(g));
      const move = div(mul(g, learningRate), sqrt(add(accumulator, this.hyper.epsilon)));
      return { value: sub(w, move), slots: { accumulator } };
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.hyper };
    }
  },
);

export interface AdadeltaOptions extends OptimizerOptions {
  /** Default 0.001 (the paper's form is 1.0). */
  learningRate?: LearningRate;
  /** Default 0.95. */
  rho?: number;
  /** Default 1e-7. */
  epsilon?: number;
}

/**
 * `G = rho G + (1 - rho) g²`, `d = -g sqrt(D + eps) / sqrt(G + eps)`, `D = rho D + (1 - rho) d²`, `w += lr d`.
 * @ko 학습률을 스스로 맞추는 옵티마이저입니다.
 */
export const Adadelta = callable(
  class Adadelta extends Optimizer {
    readonly hyper: { rho: number; epsilon: number };

    constructor(...args: (LearningRate | AdadeltaOptions)[]) {
      const read = readOptimizer('Adadelta', args, { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 });
      super('Adadelta', read);
      this.hyper = { rho: read.rho, epsilon: read.epsilon };
    }

    override slotGroups() {
      return [['accumulated_grad', 'accumulated_delta_var']];
    }

    override updateStep(g: Node, w: Node, slots: Slots, { learningRate }: StepContext): Update {
      const { rho, epsilon } = this.hyper;
      const before = slots['accumulated_delta_var']!;
      const squares = add(mul(slots['accumulated_grad']!, rho), mul(square(g), 1 - rho));
      const delta = neg(div(mul(sqrt(add(before, epsilon)), g), sqrt(add(squares, epsilon))));
      const deltas = add(mul(before, rho), mul(square(delta), 1 - rho));
      const next = { accumulated_grad: squares, accumulated_delta_var: deltas };
      return { value: add(w, mul(delta, learningRate)), slots: next };
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), ...this.hyper };
    }
  },
);
