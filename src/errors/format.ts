/** @file How values are written inside messages. */
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
export function nearest(word: string, choices: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const choice of choices) {
    const distance = editDistance(word.toLowerCase(), choice.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [choice, distance];
  }
  return best;
}

/** Letters to add, drop or replace, or neighbours to swap ('bleu' is one step from 'blue'). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(swapped ? Math.min(changed, before[j - 2]! + 1) : changed);
    }
    [before, row] = [row, next];
  }
  return row[b.length]!;
}
