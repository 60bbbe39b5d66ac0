/** @file Checks of layer options and input shapes that speak like Keras: rule, then what was received. */
import { oneOf as isOneOf } from '../../arguments/index.ts';
import { ShapeError, shapeText, ValueError } from '../../errors/index.ts';
import { describe } from '../common/arguments.ts';
import type { SymbolicShape } from '../core/keras-tensor.ts';

/** A number, or a list of two; a list in a variable has no length for TypeScript, `pairOf` checks it. */
export type Pair = number | readonly number[];

/** A whole number above 0, or a ValueError that names the argument. */
export function positive(who: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new ValueError({
    who,
    rule: { en: `${name} must be a positive whole number`, ko: `${name}은(는) 양의 정수여야 합니다` },
    received:
      value === undefined || value === null ? { en: `no ${name}`, ko: `${name} 없음` } : `${name} ${describe(value)}`,
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
    rule: {
      en: `${name} must be a whole number or a pair of them, from ${least}`,
      ko: `${name}은(는) ${least} 이상의 정수이거나 그런 정수 두 개여야 합니다`,
    },
    received:
      value === undefined || value === null ? { en: `no ${name}`, ko: `${name} 없음` } : `${name} ${describe(value)}`,
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
    rule:
      high === Infinity
        ? { en: `${name} must be a number from ${low}`, ko: `${name}은(는) ${low} 이상의 수여야 합니다` }
        : {
            en: `${name} must be a number in [${low}, ${high}]`,
            ko: `${name}은(는) [${low}, ${high}] 안의 수여야 합니다`,
          },
    received: `${name} ${describe(value)}`,
  });
}

/** Refuses an input that is no batch of pictures, naming the usual cause. */
export function requirePictures(who: string, shape: SymbolicShape): void {
  if (shape.length === 4) return;
  throw new ShapeError({
    who,
    rule: {
      en: 'needs pictures of shape (batch, height, width, channels)',
      ko: '(배치, 높이, 너비, 채널) 모양의 그림이 필요합니다',
    },
    received: { en: `shape ${shapeText(shape)}`, ko: `모양 ${shapeText(shape)}` },
    hint:
      shape.length === 3
        ? {
            en: "The channel axis is missing: x.at('...', np.newaxis) turns (n, 28, 28) into (n, 28, 28, 1)",
            ko: "채널 축이 없습니다. x.at('...', np.newaxis)로 (n, 28, 28)을 (n, 28, 28, 1)로 바꾸세요",
          }
        : undefined,
  });
}

/** Refuses an input of another rank. */
export function requireRank(who: string, shape: SymbolicShape, rank: number, form: string): void {
  if (shape.length === rank) return;
  throw new ShapeError({
    who,
    rule: { en: `needs an input of shape ${form}`, ko: `모양이 ${form}인 입력이 필요합니다` },
    received: { en: `shape ${shapeText(shape)}`, ko: `모양 ${shapeText(shape)}` },
  });
}

/** The size of an axis that must be known to make weights. */
export function knownAxis(who: string, shape: SymbolicShape, axis: number): number {
  const n = shape.at(axis);
  if (typeof n === 'number') return n;
  throw new ShapeError({
    who,
    rule: {
      en: `axis ${axis} of the input must have a known size`,
      ko: `입력의 축 ${axis}은(는) 크기가 정해져 있어야 합니다`,
    },
    received: { en: `shape ${shapeText(shape)}`, ko: `모양 ${shapeText(shape)}` },
    hint: { en: 'Give this size in keras.Input or inputShape.', ko: 'keras.Input이나 inputShape에 이 크기를 주세요' },
  });
}

/** Refuses an input whose features differ from those the weights were made for. */
export function requireFeatures(who: string, shape: readonly number[], axis: number, expected: number): void {
  if (shape.at(axis) === expected) return;
  throw new ShapeError({
    who,
    rule: {
      en: `was built for ${expected} values along axis ${axis}`,
      ko: `축 ${axis}의 값이 ${expected}개인 입력에 맞추어 만들어졌습니다`,
    },
    received: { en: `an input of shape ${shapeText(shape)}`, ko: `모양이 ${shapeText(shape)}인 입력` },
  });
}
