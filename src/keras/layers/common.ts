/**
 * @file What the layer files share: reading constructor arguments, checks that speak like Keras ("rule. Received what"),
 * pairs like kernelSize, data formats, and the type of a layer class that is called without `new`.
 */
import { g, type Node } from '../../engine/graph/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import * as activations from '../activations/index.ts';
import { describe, readArguments } from '../common/arguments.ts';
import { callable } from '../common/callable.ts';
import type { ConstraintLike } from '../constraints/index.ts';
import { get as getConstraint } from '../constraints/index.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';
import { LAYER_DEFAULTS, Layer, type LayerOptions } from '../core/layer.ts';
import type { Weight } from '../core/weight.ts';
import { get as getInitializer, type InitializerLike } from '../initializers/index.ts';
import { get as getRegularizer, type RegularizerLike } from '../regularizers/index.ts';

export type Pair = number | readonly [number, number];
export type DataFormat = 'channels_last' | 'channels_first';

/** Options of layers with a kernel and a bias. */
export interface KernelOptions extends LayerOptions {
  /** Name or function; default linear. */
  activation?: activations.ActivationLike;
  /** Default true. */
  useBias?: boolean;
  /** Default 'glorot_uniform'. */
  kernelInitializer?: InitializerLike;
  /** Default 'zeros'. */
  biasInitializer?: InitializerLike;
  kernelRegularizer?: RegularizerLike | null;
  biasRegularizer?: RegularizerLike | null;
  kernelConstraint?: ConstraintLike | null;
  biasConstraint?: ConstraintLike | null;
}

/** The defaults of KernelOptions, in Keras's order. */
export const KERNEL_DEFAULTS = {
  activation: null as activations.ActivationLike,
  useBias: true,
  kernelInitializer: 'glorot_uniform' as InitializerLike,
  biasInitializer: 'zeros' as InitializerLike,
  kernelRegularizer: null as RegularizerLike | null,
  biasRegularizer: null as RegularizerLike | null,
  activityRegularizer: null as RegularizerLike | null,
  kernelConstraint: null as ConstraintLike | null,
  biasConstraint: null as ConstraintLike | null,
};

/** Options that belong to every layer and are not repeated in a layer's own config. */
const COMMON_KEYS = new Set(Object.keys(LAYER_DEFAULTS));

/** A layer whose config is its constructor options, with names resolved to things. */
export class OptionsLayer<T extends object> extends Layer {
  /** All options of this layer, defaults filled in. */
  readonly config: Readonly<T>;

  /** Reads `args` (some by position in `order`, the rest in one options object) against `defaults`. */
  constructor(who: string, args: readonly unknown[], defaults: T, order: readonly (keyof T & string)[] = []) {
    const read = readArguments(who, args, { ...LAYER_DEFAULTS, ...defaults }, order);
    super(read);
    const own = Object.entries(read).filter(([key]) => key in defaults || !COMMON_KEYS.has(key));
    this.config = Object.fromEntries(own.map(([key, value]) => [key, resolve(key, value, who)])) as T;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.config };
  }
}

/** Turns names into initializers, regularizers, constraints and activations, so that a misspelt one fails at once. */
function resolve(key: string, value: unknown, who: string): unknown {
  if (key.endsWith('Initializer')) return value === null ? null : getInitializer(value as InitializerLike, who);
  if (key.endsWith('Regularizer')) return getRegularizer(value as RegularizerLike | null, who);
  if (key.endsWith('Constraint')) return getConstraint(value as ConstraintLike | null, who);
  if (key === 'activation') return activations.get(value as activations.ActivationLike, who);
  return value;
}

/** The activation of a config as a function of a node. */
export function activate(activation: activations.ActivationLike, x: Node): Node {
  return (activation as activations.ActivationFunction)(x);
}

/** The end of a convolution whose channels stand last: the bias, the activation, the channels where the user has them. */
export function finishMap(
  map: Node,
  { bias, config }: { bias: Weight | undefined; config: { activation: activations.ActivationLike } },
  format: DataFormat,
): Node {
  return activate(config.activation, fromLast(bias ? g.add(map, bias.node) : map, format));
}

// ------------------------------------------------------------------ checks

/** A whole number above 0, or a ValueError that names the argument. */
export function positive(who: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new ValueError({
    who,
    rule: `${name} must be a positive whole number`,
    received: value === undefined || value === null ? `no ${name}` : `${name} ${describe(value)}`,
  });
}

/** A number or a pair of them as a pair. */
export function pairOf(who: string, name: string, value: unknown, least = 1): [number, number] {
  const list = typeof value === 'number' ? [value, value] : value;
  if (Array.isArray(list) && list.length === 2 && list.every((n) => Number.isInteger(n) && (n as number) >= least)) {
    return list as [number, number];
  }
  throw new ValueError({
    who,
    rule: `${name} must be a whole number or a pair of them, from ${least}`,
    received: value === undefined || value === null ? `no ${name}` : `${name} ${describe(value)}`,
  });
}

/** One of several words, upper or lower case. */
export function oneOf<T extends string>(who: string, name: string, value: unknown, choices: readonly T[]): T {
  const found = choices.find((c) => c === value || (typeof value === 'string' && c === value.toLowerCase()));
  if (found !== undefined) return found;
  throw new ValueError({
    who,
    rule: `${name} must be one of ${choices.map((c) => `'${c}'`).join(', ')}`,
    received: `${name} ${describe(value)}`,
  });
}

/** A number within [low, high]. */
export function within(who: string, name: string, value: unknown, low: number, high = Infinity): number {
  if (typeof value === 'number' && value >= low && value <= high) return value;
  throw new ValueError({
    who,
    rule: `${name} must be a number ${high === Infinity ? `from ${low}` : `in [${low}, ${high}]`}`,
    received: `${name} ${describe(value)}`,
  });
}

export function dataFormatOf(who: string, value: unknown): DataFormat {
  return value === null || value === undefined
    ? 'channels_last'
    : oneOf(who, 'dataFormat', value, ['channels_last', 'channels_first']);
}

/** Refuses an input that is no batch of pictures, naming the usual cause. */
export function requirePictures(who: string, shape: SymbolicShape): void {
  if (shape.length === 4) return;
  throw new ShapeError({
    who,
    rule: 'needs pictures of shape (batch, height, width, channels)',
    received: `shape ${shapeText(shape)}`,
    hint:
      shape.length === 3
        ? say({
            en: "The channel axis is missing: x.at('...', np.newaxis) turns (n, 28, 28) into (n, 28, 28, 1)",
            ko: "채널 축이 없습니다. x.at('...', np.newaxis)로 (n, 28, 28)을 (n, 28, 28, 1)로 바꾸세요",
          })
        : undefined,
  });
}

/** Refuses an input of another rank. */
export function requireRank(who: string, shape: SymbolicShape, rank: number, form: string): void {
  if (shape.length === rank) return;
  throw new ShapeError({ who, rule: `needs an input of shape ${form}`, received: `shape ${shapeText(shape)}` });
}

/** The size of an axis that must be known to make weights. */
export function knownAxis(who: string, shape: SymbolicShape, axis: number): number {
  const n = shape.at(axis);
  if (typeof n === 'number') return n;
  throw new ShapeError({
    who,
    rule: `axis ${axis} of the input must have a known size`,
    received: `shape ${shapeText(shape)}`,
    hint: 'Give this size in keras.Input or inputShape.',
  });
}

/** Refuses an input whose features differ from those the weights were made for. */
export function requireFeatures(who: string, shape: readonly number[], axis: number, expected: number): void {
  if (shape.at(axis) === expected) return;
  throw new ShapeError({
    who,
    rule: `was built for ${expected} values along axis ${axis}`,
    received: `an input of shape ${shapeText(shape)}`,
  });
}

// ------------------------------------------------------------ data formats

/** (n, c, h, w) as (n, h, w, c). */
export function toLast(x: Node, format: DataFormat): Node {
  if (format === 'channels_last') return x;
  const n = x.shape.length;
  return g.transpose(x, [0, ...Array.from({ length: n - 2 }, (_, i) => i + 2), 1]);
}

/** (n, h, w, c) as (n, c, h, w). */
export function fromLast(x: Node, format: DataFormat): Node {
  if (format === 'channels_last') return x;
  const n = x.shape.length;
  return g.transpose(x, [0, n - 1, ...Array.from({ length: n - 2 }, (_, i) => i + 1)]);
}

/** A symbolic shape with the channels last. */
export function shapeLast(shape: SymbolicShape, format: DataFormat): SymbolicShape {
  return format === 'channels_last' ? shape : [shape[0]!, ...shape.slice(2), shape[1]!];
}

// --------------------------------------------------- classes without `new`

/** A layer class that may be called without `new`: options only. */
export interface Factory0<L, O> {
  new (options?: O): L;
  (options?: O): L;
  readonly prototype: L;
  fromConfig(config: Record<string, unknown>): Layer;
}
/** … with one argument that may come first by position. */
export interface Factory1<L, O, A> extends Factory0<L, O> {
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}
/** … with two. */
export interface Factory2<L, O, A, B> extends Factory1<L, O, A> {
  new (a: A, b: B, options?: Partial<O>): L;
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, b: B, options?: Partial<O>): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}

/** … with three. */
export interface Factory3<L, O, A, B, C> extends Factory2<L, O, A, B> {
  new (a: A, b: B, c: C, options?: Partial<O>): L;
  new (a: A, b: B, options?: Partial<O>): L;
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, b: B, c: C, options?: Partial<O>): L;
  (a: A, b: B, options?: Partial<O>): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}
/** … with four. */
export interface Factory4<L, O, A, B, C, D> extends Factory3<L, O, A, B, C> {
  new (a: A, b: B, c: C, d: D, options?: Partial<O>): L;
  new (a: A, b: B, c: C, options?: Partial<O>): L;
  new (a: A, b: B, options?: Partial<O>): L;
  new (a: A, options?: Partial<O>): L;
  new (options?: O): L;
  (a: A, b: B, c: C, d: D, options?: Partial<O>): L;
  (a: A, b: B, c: C, options?: Partial<O>): L;
  (a: A, b: B, options?: Partial<O>): L;
  (a: A, options?: Partial<O>): L;
  (options?: O): L;
}

/** Gives a layer class its call without `new`; the caller names the type, so that positional and named forms are told apart. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- one place for the assertion instead of sixty
export function factory<F>(target: abstract new (...args: never[]) => Layer): F {
  return callable(target) as unknown as F;
}
