/** @file Checks of layer options and input shapes that speak like Keras: rule, then what was received. */
import { oneOf as isOneOf } from '../../arguments/index.ts';
import { say, ShapeError, shapeText, ValueError } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';

export type Pair = number | readonly [number, number];

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
  return isOneOf(who, name, typeof value === 'string' ? value.toLowerCase() : value, choices);
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
