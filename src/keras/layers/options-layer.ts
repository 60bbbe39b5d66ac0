/**
 * @file A layer whose config is its constructor options: reads the arguments and turns names into initializers,
 * activations and so on.
 */
import * as activations from '../activations/index.ts';
import { readArguments } from '../common/arguments.ts';
import { type ConstraintLike, get as getConstraint } from '../constraints/index.ts';
import { Layer, LAYER_DEFAULTS, type LayerOptions } from '../core/layer.ts';
import { get as getInitializer, type InitializerLike } from '../initializers/index.ts';
import { get as getRegularizer, type RegularizerLike } from '../regularizers/index.ts';

/** Options that belong to every layer and are not repeated in a layer's own config. */
const COMMON_KEYS = new Set(Object.keys(LAYER_DEFAULTS));

/** A layer whose config is its constructor options, with names resolved to things. */
export class OptionsLayer<T extends object> extends Layer {
  /** All options of this layer, defaults filled in. */
  readonly config: Readonly<T>;

  /** Reads `args` (some by position in `order`, the rest in one options object) against `defaults`. */
  constructor(who: string, args: readonly unknown[], defaults: T, order: readonly (keyof T & string)[] = []) {
    const read = readArguments(who, args, { ...LAYER_DEFAULTS, ...defaults }, order);
    super(common(read));
    const own = Object.entries(read).filter(([key]) => key in defaults || !COMMON_KEYS.has(key));
    this.config = Object.fromEntries(own.map(([key, value]) => [key, resolve(key, value, who)])) as T;
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), ...this.config };
  }
}

/** The options that every layer takes. */
function common(read: Readonly<Record<string, unknown>>): LayerOptions {
  return Object.fromEntries(Object.entries(read).filter(([key]) => COMMON_KEYS.has(key)));
}

/** Turns names into initializers, regularizers, constraints and activations, so that a misspelt one fails at once. */
function resolve(key: string, value: unknown, who: string): unknown {
  if (key.endsWith('Initializer')) return value === null ? null : getInitializer(value as InitializerLike, who);
  if (key.endsWith('Regularizer')) return getRegularizer(value as RegularizerLike | null, who);
  if (key.endsWith('Constraint')) return getConstraint(value as ConstraintLike | null, who);
  if (key === 'activation') return activations.get(value as activations.ActivationLike, who);
  return value;
}
