/** @file How values are written inside messages. */
import { nearest as nearestOf } from '../../bin/nearest.mjs';
import type { Translated } from './language.ts';

/** A shape as Python writes a tuple: `(3,)`, `(28, 28, 1)`, `()`. */
export function shapeText(shape: readonly (number | null)[]): string {
  const items = shape.map((n) => (n === null ? 'None' : String(n)));
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** Things side by side: `(2,) and (3,)`. */
export function andText(things: readonly string[]): Translated {
  return { en: things.join(' and '), ko: things.join(', ') };
}

/** The nearest of `choices` to a misspelt word (edit distance at most a third of its length), or undefined. */
export function nearest(word: string, choices: Iterable<string>): string | undefined {
  return nearestOf(word, choices);
}
