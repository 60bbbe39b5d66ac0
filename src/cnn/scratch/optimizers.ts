/**
 * @file Optimizers from scratch: each changes the parameters in place by their gradients. `params` and `grads` are objects of
 * arrays under the same names, `{ W1, b1, … }`.
 */
import { checkCall, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';

/** Arrays by name. */
export type Parameters = Record<string, NDArray>;

/** What a Trainer needs of an optimizer. */
export interface Optimizer {
  /** One step: changes the arrays of `params` in place. */
  update(params: Parameters, grads: Readonly<Parameters>): void;
}

export interface LearningRateOptions {
  /** Length of a step. Default 0.01. */
  lr?: number;
}

export interface MomentumOptions extends LearningRateOptions {
  /** Part of the last step that is kept. Default 0.9. */
  momentum?: number;
}

export interface RMSpropOptions extends LearningRateOptions {
  /** How slowly old gradients are forgotten, from 0 to 1. Default 0.99. */
  decayRate?: number;
}

export interface AdamOptions {
  /** Length of a step. Default 0.001. */
  lr?: number;
  /** How slowly the mean of the gradients follows. Default 0.9. */
  beta1?: number;
  /** How slowly the mean of their squares follows. Default 0.999. */
  beta2?: number;
}

const rate = { lr: number({ above: 0 }).or(0.01) };
const part = (usual: number) => number({ from: 0, below: 1 }).or(usual);
const sgdOptions = optionsOf<LearningRateOptions>()(rate);
const momentumOptions = optionsOf<MomentumOptions>()({ ...rate, momentum: part(0.9) });
const rmspropOptions = optionsOf<RMSpropOptions>()({ ...rate, decayRate: part(0.99) });
const adamOptions = optionsOf<AdamOptions>()({
  lr: number({ above: 0 }).or(0.001),
  beta1: part(0.9),
  beta2: part(0.999),
});

const EPSILON = 1e-7;

/** W ← W - lr · dW. */
export class SGD implements Optimizer {
  readonly #lr: number;

  constructor(options?: LearningRateOptions) {
    if (arguments.length > 1) checkCall('cnn.SGD', arguments, 1, sgdOptions);
    this.#lr = readOptions('cnn.SGD', options, sgdOptions).lr;
  }

  /** One step. */
  update(params: Parameters, grads: Readonly<Parameters>): void {
    for (const { W, dW } of pairs('cnn.SGD', params, grads)) W.sub(dW.mul(this.#lr), { out: W });
  }
}

/** v ← momentum · v - lr · dW, W ← W + v: a ball that rolls. */
export class Momentum implements Optimizer {
  readonly #options;
  readonly #v: Parameters = {};

  constructor(options?: MomentumOptions) {
    if (arguments.length > 1) checkCall('cnn.Momentum', arguments, 1, momentumOptions);
    this.#options = readOptions('cnn.Momentum', options, momentumOptions);
  }

  /** One step. */
  update(params: Parameters, grads: Readonly<Parameters>): void {
    const { lr, momentum } = this.#options;
    for (const { name, W, dW } of pairs('cnn.Momentum', params, grads)) {
      const v = (this.#v[name] ??= np.zerosLike(W));
      v.mul(momentum).sub(dW.mul(lr), { out: v });
      W.add(v, { out: W });
    }
  }
}

/** Momentum that looks at the gradient where the ball is going to be. */
export class Nesterov implements Optimizer {
  readonly #options;
  readonly #v: Parameters = {};

  constructor(options?: MomentumOptions) {
    if (arguments.length > 1) checkCall('cnn.Nesterov', arguments, 1, momentumOptions);
    this.#options = readOptions('cnn.Nesterov', options, momentumOptions);
  }

  /** One step. */
  update(params: Parameters, grads: Readonly<Parameters>): void {
    const { lr, momentum } = this.#options;
    for (const { name, W, dW } of pairs('cnn.Nesterov', params, grads)) {
      const v = (this.#v[name] ??= np.zerosLike(W));
      W.add(v.mul(momentum ** 2).sub(dW.mul((1 + momentum) * lr)), { out: W });
      v.mul(momentum).sub(dW.mul(lr), { out: v });
    }
  }
}

/** h ← h + dW², W ← W - lr · dW / √h: steps get shorter where they were long. */
export class AdaGrad implements Optimizer {
  readonly #lr: number;
  readonly #h: Parameters = {};

  constructor(options?: LearningRateOptions) {
    if (arguments.length > 1) checkCall('cnn.AdaGrad', arguments, 1, sgdOptions);
    this.#lr = readOptions('cnn.AdaGrad', options, sgdOptions).lr;
  }

  /** One step. */
  update(params: Parameters, grads: Readonly<Parameters>): void {
    for (const { name, W, dW } of pairs('cnn.AdaGrad', params, grads)) {
      const h = (this.#h[name] ??= np.zerosLike(W));
      h.add(dW.square(), { out: h });
      W.sub(dW.mul(this.#lr).div(np.sqrt(h).add(EPSILON)), { out: W });
    }
  }
}

/** AdaGrad that forgets. */
export class RMSprop implements Optimizer {
  readonly #options;
  readonly #h: Parameters = {};

  constructor(options?: RMSpropOptions) {
    if (arguments.length > 1) checkCall('cnn.RMSprop', arguments, 1, rmspropOptions);
    this.#options = readOptions('cnn.RMSprop', options, rmspropOptions);
  }

  /** One step. */
  update(params: Parameters, grads: Readonly<Parameters>): void {
    const { lr, decayRate } = this.#options;
    for (const { name, W, dW } of pairs('cnn.RMSprop', params, grads)) {
      const h = (this.#h[name] ??= np.zerosLike(W));
      h.mul(decayRate).add(dW.square().mul(1 - decayRate), { out: h });
      W.sub(dW.mul(lr).div(np.sqrt(h).add(EPSILON)), { out: W });
    }
  }
}

/** Momentum and RMSprop together; the means are corrected for having begun at 0 (Kingma and Ba, 2014). */
export class Adam implements Optimizer {
  readonly #options;
  readonly #m: Parameters = {};
  readonly #v: Parameters = {};
  #step = 0;

  constructor(options?: AdamOptions) {
    if (arguments.length > 1) checkCall('cnn.Adam', arguments, 1, adamOptions);
    this.#options = readOptions('cnn.Adam', options, adamOptions);
  }

  /** One step. */
  update(params: Parameters, grads: Readonly<Parameters>): void {
    const { lr, beta1, beta2 } = this.#options;
    this.#step++;
    const corrected = (lr * Math.sqrt(1 - beta2 ** this.#step)) / (1 - beta1 ** this.#step);
    for (const { name, W, dW } of pairs('cnn.Adam', params, grads)) {
      const m = (this.#m[name] ??= np.zerosLike(W));
      const v = (this.#v[name] ??= np.zerosLike(W));
      m.add(dW.sub(m).mul(1 - beta1), { out: m });
      v.add(
        dW
          .square()
          .sub(v)
          .mul(1 - beta2),
        { out: v },
      );
      W.sub(m.mul(corrected).div(np.sqrt(v).add(EPSILON)), { out: W });
    }
  }
}

/** Each parameter with its gradient. @throws ValueError for one without */
function pairs(
  who: string,
  params: Parameters,
  grads: Readonly<Parameters>,
): { name: string; W: NDArray; dW: NDArray }[] {
  return Object.entries(params).map(([name, W]) => {
    const dW = grads[name];
    if (dW !== undefined) {
      sameShape(who, name, W, dW);
      return { name, W, dW };
    }
    throw new ValueError({
      who: `${who}.update`,
      rule: {
        en: 'every parameter needs a gradient of the same name',
        ko: '매개변수마다 이름이 같은 기울기가 있어야 합니다',
      },
      received: {
        en: `no gradient for ${name}; there are ${Object.keys(grads).join(', ') || 'none'}`,
        ko: `${name}의 기울기가 없음. 있는 것: ${Object.keys(grads).join(', ') || '없음'}`,
      },
    });
  });
}

function sameShape(who: string, name: string, W: NDArray, dW: NDArray): void {
  if (W.ndim === dW.ndim && W.shape.every((side, i) => side === dW.shape[i])) return;
  throw new ShapeError({
    who: `${who}.update`,
    rule: {
      en: `the gradient of ${name} must have the shape of ${name}, ${shapeText(W.shape)}`,
      ko: `${name}의 기울기는 ${name}과(와) 모양이 같은 ${shapeText(W.shape)}이어야 합니다`,
    },
    received: shapeText(dW.shape),
  });
}
