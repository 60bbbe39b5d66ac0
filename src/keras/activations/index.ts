/**
 * @file `keras.activations`: functions of a tensor, by name or directly, on np arrays or inside a graph.
 * Formulas in the docstrings; constants and defaults are Keras 3's.
 */
import type { NDArray } from '../../array/index.ts';
import { type Node, g as op } from '../../engine/index.ts';
import { ValueError } from '../../errors/index.ts';
import { describe, isPlainObject, readArguments, refuseOptions } from '../common/arguments.ts';
import { Lookup } from '../common/lookup.ts';
import { toCamel, type Named } from '../common/names.ts';
import { onTensors, type TensorLike } from '../common/tensor.ts';

/** An activation as layers use it. */
export type ActivationFunction = (x: Node) => Node;

/** An activation of ours: `name` is Keras's, written into configs. */
export interface Activation<O extends readonly unknown[] = readonly unknown[], Name extends string = string> {
  (x: Node, ...options: O): Node;
  (x: TensorLike, ...options: O): NDArray;
  readonly kerasName: Name;
}

/** An activation of a formula and the defaults of its options, which come by position or by name. */
function activation<Name extends string, O extends object = object>(
  kerasName: Name,
  f: (x: Node, options: O) => Node,
  defaults: O = {} as O,
): Activation<Given<O>, Name> {
  const who = toCamel(kerasName);
  const names = Object.keys(defaults);
  const both = (x: TensorLike, ...given: readonly unknown[]) => {
    if (names.length === 0) refuseOptions(who, given, 0);
    const options = names.length === 0 ? defaults : readArguments(who, given, defaults);
    return onTensors((node) => f(op.cast(node, 'float32'), options), x);
  };
  return Object.assign(both, { kerasName }) as unknown as Activation<Given<O>, Name>;
}

/** The options of an activation: one object, or the first of them by position. */
type Given<O extends object> = [keyof O] extends [never]
  ? []
  : [first?: O[keyof O] | Partial<O>, ...rest: readonly unknown[]];

export interface ReluOptions {
  /** Slope below the threshold. Default 0. */
  negativeSlope?: number;
  /** Values stop growing here. Default null: never. */
  maxValue?: number | null;
  /** Values below become 0 (or sloped). Default 0. */
  threshold?: number;
}

const RELU: Required<ReluOptions> = { negativeSlope: 0, maxValue: null, threshold: 0 };

/** `max(x, 0)`; with options `min(x, maxValue)` where x ≥ threshold, `negativeSlope (x - threshold)` below. */
export const relu = activation(
  'relu',
  (x: Node, { negativeSlope, maxValue, threshold }: Required<ReluOptions>) => {
    if (negativeSlope === 0 && maxValue === null && threshold === 0) return op.relu(x);
    let positive = threshold === 0 ? op.relu(x) : op.select(op.greater(x, threshold), x, 0);
    if (maxValue !== null) positive = op.minimum(positive, maxValue);
    if (negativeSlope === 0) return positive;
    return op.sub(positive, op.mul(op.relu(op.sub(threshold, x)), negativeSlope));
  },
  RELU,
);

/** `min(max(x, 0), 6)`. */
export const relu6 = activation('relu6', (x: Node) => op.minimum(op.relu(x), 6));

/** x above 0, `negativeSlope x` below (default 0.2; the layer LeakyReLU has 0.3). */
export const leakyRelu = activation(
  'leaky_relu',
  (x: Node, { negativeSlope }) => op.select(op.greater(x, 0), x, op.mul(x, negativeSlope)),
  { negativeSlope: 0.2 },
);

/** `1 / (1 + exp(-x))`. */
export const sigmoid = activation('sigmoid', (x: Node) => op.sigmoid(x));

/** `tanh x`. */
export const tanh = activation('tanh', (x: Node) => op.tanh(x));

/** `exp(x) / sum(exp(x))` along an axis (default the last). */
export const softmax = activation('softmax', (x: Node, { axis }) => op.softmax(x, axis), { axis: -1 });

/** `ln softmax(x)`. */
export const logSoftmax = activation('log_softmax', (x: Node, { axis }) => op.logSoftmax(x, axis), { axis: -1 });

/** `ln(1 + exp(x))`. */
export const softplus = activation('softplus', (x: Node) => op.softplus(x));

/** `x / (1 + |x|)`. */
export const softsign = activation('softsign', (x: Node) => op.div(x, op.add(op.abs(x), 1)));

// exp only of the negative side: the other branch of a select must not overflow, or its gradient is NaN.
const expm1Below = (x: Node): Node => op.expm1(op.minimum(x, 0));

/** x above 0, `alpha (exp(x) - 1)` below. */
export const elu = activation(
  'elu',
  (x: Node, { alpha }) => op.select(op.greaterEqual(x, 0), x, op.mul(expm1Below(x), alpha)),
  { alpha: 1 },
);

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;
/** `scale · elu(x, alpha)` with alpha 1.67326324 and scale 1.05070098. */
export const selu = activation('selu', (x: Node) =>
  op.mul(op.select(op.greaterEqual(x, 0), x, op.mul(expm1Below(x), SELU_ALPHA)), SELU_SCALE),
);

/** `max(x, 0) + min(0, alpha (exp(x / alpha) - 1))`. */
export const celu = activation(
  'celu',
  (x: Node, { alpha }) => op.add(op.relu(x), op.mul(op.expm1(op.div(op.minimum(x, 0), alpha)), alpha)),
  { alpha: 1 },
);

/** `exp x`. */
export const exponential = activation('exponential', (x: Node) => op.exp(x));

/** x itself. */
export const linear = activation('linear', (x: Node) => x);

/** `x Φ(x)`, exact by erf; `approximate`: by tanh. */
export const gelu = activation(
  'gelu',
  (x: Node, { approximate }) => {
    if (!approximate) return op.mul(op.mul(x, 0.5), op.add(op.erf(op.mul(x, Math.SQRT1_2)), 1));
    const inner = op.mul(op.add(x, op.mul(op.mul(op.square(x), x), 0.044715)), Math.sqrt(2 / Math.PI));
    return op.mul(op.mul(x, 0.5), op.add(op.tanh(inner), 1));
  },
  { approximate: false },
);

/** `x sigmoid(x)`, also called swish. */
export const silu = activation('silu', (x: Node) => op.mul(x, op.sigmoid(x)));
/** x · sigmoid(x); the same as `silu`. */
export const swish = silu;

/** `x sigmoid(…)` in three straight pieces: `x clip(x / 6 + 0.5, 0, 1)`, also called hard_swish. */
export const hardSilu = activation('hard_silu', (x: Node) =>
  op.mul(x, op.minimum(op.maximum(op.add(op.div(x, 6), 0.5), 0), 1)),
);
/** x · hardSigmoid(x). */
export const hardSwish = hardSilu;

/** `x tanh(softplus(x))`. */
export const mish = activation('mish', (x: Node) => op.mul(x, op.tanh(op.softplus(x))));

/** `clip(x / 6 + 0.5, 0, 1)` (Keras 2 had 0.2 x + 0.5). */
export const hardSigmoid = activation('hard_sigmoid', (x: Node) =>
  op.minimum(op.maximum(op.add(op.div(x, 6), 0.5), 0), 1),
);

/** `clip(x, -1, 1)`. */
export const hardTanh = activation('hard_tanh', (x: Node) => op.minimum(op.maximum(x, -1), 1));

/** `x - tanh x`. */
export const tanhShrink = activation('tanh_shrink', (x: Node) => op.sub(x, op.tanh(x)));

/** x where |x| > threshold (default 0.5), else 0. */
export const hardShrink = activation(
  'hard_shrink',
  (x: Node, { threshold }) => op.select(op.greater(op.abs(x), threshold), x, 0),
  { threshold: 0.5 },
);

/** `sign(x) max(|x| - threshold, 0)`, threshold 0.5. */
export const softShrink = activation(
  'soft_shrink',
  (x: Node, { threshold }) => op.mul(op.sign(x), op.relu(op.sub(op.abs(x), threshold))),
  { threshold: 0.5 },
);

/** `ln sigmoid(x)`. */
export const logSigmoid = activation('log_sigmoid', (x: Node) => op.neg(op.softplus(op.neg(x))));

/** `(x + sqrt(x² + b)) / 2`, b 4. */
export const squareplus = activation(
  'squareplus',
  (x: Node, { b }) => op.mul(op.add(x, op.sqrt(op.add(op.square(x), b))), 0.5),
  { b: 4 },
);

const ALL = [
  relu,
  relu6,
  leakyRelu,
  sigmoid,
  tanh,
  softmax,
  logSoftmax,
  softplus,
  softsign,
  elu,
  selu,
  celu,
  exponential,
  linear,
  gelu,
  silu,
  hardSilu,
  mish,
  hardSigmoid,
  hardTanh,
  tanhShrink,
  hardShrink,
  softShrink,
  logSigmoid,
  squareplus,
] as const;

const ALIASES: Readonly<Record<string, readonly string[]>> = { silu: ['swish'], hard_silu: ['hard_swish'] };
const table = new Lookup<Activation>(
  { en: 'activation', ko: '활성화 함수' },
  ALL.map((f) => [[f.kerasName, ...(ALIASES[f.kerasName] ?? [])], f as unknown as Activation]),
);

/** What may be given as an activation; null and undefined mean linear. */
export type ActivationLike = Named<(typeof ALL)[number]['kerasName']> | ActivationFunction | Activation | null;

/** The activation meant by a name, a function or a Keras config; null gives `linear`. */
export function get(
  identifier: ActivationLike | undefined | Readonly<Record<string, unknown>>,
  who = 'activations.get',
): ActivationFunction {
  if (arguments.length > 1) refuseOptions('activations.get', arguments, 1);
  if (identifier === null || identifier === undefined) return linear;
  if (typeof identifier === 'function') return identifier;
  if (typeof identifier === 'string') return table.get(who, identifier);
  if (isPlainObject(identifier) && identifier['class_name'] === 'function') {
    return table.get(who, String(identifier['config']));
  }
  throw new ValueError({
    who,
    rule: {
      en: 'an activation is a name or a function of a tensor',
      ko: '활성화 함수는 이름이나 텐서를 받는 함수입니다',
    },
    received: describe(identifier),
    hint: { en: "For example 'relu' or keras.activations.relu.", ko: "예: 'relu' 또는 keras.activations.relu" },
  });
}

/** The name for configs: Keras's for ours, the function's own name otherwise. */
export function serialize(f: ActivationFunction | Activation): string {
  return 'kerasName' in f ? f.kerasName : f.name;
}
