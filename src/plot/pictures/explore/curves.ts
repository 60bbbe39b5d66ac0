/** @file Activation functions of single numbers, by Keras's names, as `src/keras/activations` has them for tensors. */
import type { Curve } from '../../../keras/index.ts';

type Options = Readonly<Record<string, number | null>>;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const hardSigmoid = (x: number): number => Math.min(Math.max(x / 6 + 0.5, 0), 1);
const given = (options: Options, name: string, otherwise: number): number => options[name] ?? otherwise;

const curves: Readonly<Record<string, (x: number, options: Options) => number>> = {
  linear: (x) => x,
  relu: (x, options) => {
    const [slope, threshold] = [given(options, 'negativeSlope', 0), given(options, 'threshold', 0)];
    const most = options['maxValue'] ?? Infinity;
    return x > threshold ? Math.min(x, most) : slope === 0 ? 0 : slope * (x - threshold);
  },
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  leaky_relu: (x, options) => (x > 0 ? x : given(options, 'negativeSlope', 0.2) * x),
  sigmoid,
  tanh: Math.tanh,
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  elu: (x, options) => (x >= 0 ? x : given(options, 'alpha', 1) * Math.expm1(x)),
  selu: (x) => 1.0507009873554805 * (x >= 0 ? x : 1.6732632423543772 * Math.expm1(x)),
  exponential: Math.exp,
  gelu: (x) => 0.5 * x * (1 + erf(x * Math.SQRT1_2)),
  silu: (x) => x * sigmoid(x),
  hard_silu: (x) => x * hardSigmoid(x),
  hard_sigmoid: hardSigmoid,
  hard_tanh: (x) => Math.min(Math.max(x, -1), 1),
  mish: (x) => x * Math.tanh(softplus(x)),
  log_sigmoid: (x) => -softplus(-x),
};

/** The function of a curve; undefined for softmax, which needs all channels, and for one that is not known here. */
export function curveFunction({ name, options = {} }: Curve): ((x: number) => number) | undefined {
  const curve = Object.hasOwn(curves, name) ? curves[name] : undefined;
  return curve && ((x) => curve(x, options));
}

/** Whether the page can compute it. */
export function isKnownCurve(curve: Curve): boolean {
  return curve.name === 'softmax' || curveFunction(curve) !== undefined;
}

/** exp(x) / sum(exp(x)) of each row of `n` numbers, in place. */
export function softmaxRows(data: Float32Array, n: number): void {
  for (let at = 0; at < data.length; at += n) {
    let most = -Infinity;
    for (let i = 0; i < n; i++) most = Math.max(most, data[at + i]!);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.exp(data[at + i]! - most);
    for (let i = 0; i < n; i++) data[at + i] = Math.exp(data[at + i]! - most) / sum;
  }
}

/** The error function, by its power series near 0 and a continued fraction beyond (Abramowitz and Stegun 7.1.6, 7.1.14). */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 2.5) {
    let [term, sum] = [x, x];
    for (let n = 1; n < 60; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = size;
  for (let n = 60; n > 0; n--) fraction = size + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-size * size) / (Math.sqrt(Math.PI) * fraction));
}
