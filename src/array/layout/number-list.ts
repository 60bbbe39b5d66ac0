/** @file Arguments that are a number or a list of numbers: shapes, axes, shifts, repetitions. */
import { describe } from '../../arguments/index.ts';
import { ValueError, type Translated } from '../../errors/index.ts';

/** A number or several as a list. `rule` is what the argument must be. @throws ValueError for anything else */
export function numberList(value: unknown, who: string, rule: Translated): number[] {
  if (typeof value === 'number') return [value];
  const isList = typeof value === 'object' && value !== null && Symbol.iterator in value;
  const list = isList ? [...(value as Iterable<unknown>)] : undefined;
  if (list?.every((each) => typeof each === 'number')) return list;
  throw new ValueError({ who, rule, received: describe(value) });
}

/** What a number or list of them must be, by the name of the argument. */
export function wholeNumbers(name: string): Translated {
  return {
    en: `${name} must be a whole number or a list of whole numbers`,
    ko: `${name}은(는) 정수이거나 정수의 리스트여야 합니다`,
  };
}
