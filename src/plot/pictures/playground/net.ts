/**
 * @file A small network for two classes with its backpropagation, to be read whole: dense layers, one sigmoid at the end, binary
 * cross-entropy, plain gradient descent. What it computes is what Keras computes for the same layers (test/plot/playground.test.ts).
 * Runs in the page too.
 */
import type { ActivationName, RegularizationName } from './setting.ts';

/** y = f(x W + b). Element (i, j) of W is `weights[i * units + j]`, as in Keras's Dense. */
export interface Layer {
  readonly inputs: number;
  readonly units: number;
  readonly activation: ActivationName;
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/** Layers in their order; the last is the one unit that says how likely class 1 is. */
export type Net = readonly Layer[];

/** A penalty that is added to the loss: rate · Σ|w| (l1) or rate · Σw² (l2), of all weights but the biases. */
export interface Penalty {
  readonly kind: RegularizationName;
  readonly rate: number;
}

/** What changes the loss by how much. */
export interface Gradient {
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

/** A network with drawn weights (Glorot's uniform, as Keras has them) and biases of 0. */
export function newNet(
  inputs: number,
  hidden: readonly number[],
  activation: ActivationName,
  random: () => number,
): Net {
  return [...hidden, 1].map((units, l): Layer => {
    const from = l === 0 ? inputs : hidden[l - 1]!;
    const reach = Math.sqrt(6 / (from + units));
    return {
      inputs: from,
      units,
      activation: l === hidden.length ? 'sigmoid' : activation,
      weights: Float64Array.from({ length: from * units }, () => (2 * random() - 1) * reach),
      bias: new Float64Array(units),
    };
  });
}

interface Activation {
  readonly f: (z: number) => number;
  /** The slope, of the result. */
  readonly slope: (a: number) => number;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const activations: Readonly<Record<ActivationName, Activation>> = {
  relu: { f: (z) => Math.max(0, z), slope: (a) => (a > 0 ? 1 : 0) },
  tanh: { f: Math.tanh, slope: (a) => 1 - a * a },
  sigmoid: { f: sigmoid, slope: (a) => a * (1 - a) },
  linear: { f: (z) => z, slope: () => 1 },
};

/** The results of all layers, the input first. */
export function forward(net: Net, input: ArrayLike<number>): ArrayLike<number>[] {
  const results: ArrayLike<number>[] = [input];
  for (const { inputs, units, activation, weights, bias } of net) {
    const before = results.at(-1)!;
    const after = new Float64Array(units);
    const { f } = activations[activation];
    for (let j = 0; j < units; j++) {
      let z = bias[j]!;
      for (let i = 0; i < inputs; i++) z += before[i]! * weights[i * units + j]!;
      after[j] = f(z);
    }
    results.push(after);
  }
  return results;
}

/** How likely class 1 is. */
export function predict(net: Net, input: ArrayLike<number>): number {
  return forward(net, input).at(-1)![0]!;
}

/** -log of the probability that was given to the right class; as in Keras at most that of 1e-7. */
function crossEntropy(p: number, label: number): number {
  const cut = Math.min(1 - 1e-7, Math.max(1e-7, p));
  return -Math.log(label === 1 ? cut : 1 - cut);
}

/** The mean loss of samples, without the penalty. */
export function lossOf(net: Net, inputs: readonly ArrayLike<number>[], labels: readonly number[]): number {
  return inputs.reduce((sum, input, n) => sum + crossEntropy(predict(net, input), labels[n]!), 0) / inputs.length;
}

/** The gradient of mean loss and penalty, layer by layer. */
export function gradientsOf(
  net: Net,
  inputs: readonly ArrayLike<number>[],
  labels: readonly number[],
  penalty: Penalty,
): Gradient[] {
  const gradients = net.map(({ weights, bias }) => ({
    weights: new Float64Array(weights.length),
    bias: new Float64Array(bias.length),
  }));
  inputs.forEach((input, n) => {
    const results = forward(net, input);
    // Of sigmoid and cross-entropy together: how far the probability is off.
    let delta: ArrayLike<number> = [(results.at(-1)![0]! - labels[n]!) / inputs.length];
    for (let l = net.length - 1; l >= 0; l--) {
      const { inputs: from, units, weights } = net[l]!;
      const before = results[l]!;
      const gradient = gradients[l]!;
      for (let j = 0; j < units; j++) {
        gradient.bias[j]! += delta[j]!;
        for (let i = 0; i < from; i++) gradient.weights[i * units + j]! += before[i]! * delta[j]!;
      }
      if (l === 0) break;
      const { slope } = activations[net[l - 1]!.activation];
      const back = new Float64Array(from);
      for (let i = 0; i < from; i++) {
        let sum = 0;
        for (let j = 0; j < units; j++) sum += weights[i * units + j]! * delta[j]!;
        back[i] = sum * slope(before[i]!);
      }
      delta = back;
    }
  });
  net.forEach(({ weights }, l) =>
    weights.forEach((w, at) => {
      if (penalty.kind === 'l1') gradients[l]!.weights[at]! += penalty.rate * Math.sign(w);
      if (penalty.kind === 'l2') gradients[l]!.weights[at]! += penalty.rate * 2 * w;
    }),
  );
  return gradients;
}

/** A step downhill with the samples of a batch. */
export function trainBatch(
  net: Net,
  inputs: readonly ArrayLike<number>[],
  labels: readonly number[],
  { learningRate, penalty }: { readonly learningRate: number; readonly penalty: Penalty },
): void {
  gradientsOf(net, inputs, labels, penalty).forEach((gradient, l) => {
    const { weights, bias } = net[l]!;
    gradient.weights.forEach((slope, at) => (weights[at]! -= learningRate * slope));
    gradient.bias.forEach((slope, at) => (bias[at]! -= learningRate * slope));
  });
}
