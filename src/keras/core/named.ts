/**
 * @file Ends of a model that have names: `keras.Model({ left: a, right: b }, { kind: c, box: d })`. Inside, ends are a list; as in
 * Keras its order is that of the sorted names, while what a model gives keeps the order in which it was written.
 */
import { ValueError } from '../../errors/index.ts';
import { isNode } from '../../engine/index.ts';
import { isPlainObject } from '../common/arguments.ts';
import type { KerasTensor } from './keras-tensor.ts';

/** Symbolic tensors by name. */
export type NamedSymbols = Readonly<Record<string, KerasTensor>>;

/** Whether a value is an object by names and not a tensor inside a graph. */
export function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  return isPlainObject(value) && !isNode(value);
}

/** The names in the order in which a model counts its ends. */
export function sortedNames(names: readonly string[]): string[] {
  return names.toSorted((a, b) => (a < b ? -1 : 1));
}

/** The values of an object in the order of the sorted names. */
export function valuesByName<T>(named: Readonly<Record<string, T>>): T[] {
  return sortedNames(Object.keys(named)).map((name) => named[name]!);
}

/** Values in the order of the sorted names, as an object in the order of `names`. */
export function byName<T>(names: readonly string[], values: readonly T[]): Record<string, T> {
  const sorted = sortedNames(names);
  return Object.fromEntries(names.map((name) => [name, values[sorted.indexOf(name)]!]));
}

/** The values of these names. @throws ValueError when one is missing */
export function takeNamed(who: string, named: Readonly<Record<string, unknown>>, names: readonly string[]): unknown[] {
  if (names.every((name) => name in named)) return names.map((name) => named[name]);
  const list = names.map((name) => `'${name}'`).join(', ');
  throw new ValueError({
    who,
    rule: { en: `inputs by name needs ${list}`, ko: `이름으로 쓰는 inputs에는 ${list}이(가) 필요합니다` },
    received: Object.keys(named).join(', '),
  });
}
