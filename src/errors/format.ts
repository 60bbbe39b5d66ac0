/** @file How values are written inside messages. */
import { nearest as nearestOf } from '../../bin/nearest.mjs';
import type { Translated } from './language.ts';

/** A shape as Python writes a tuple: `(3,)`, `(28, 28, 1)`, `()`. */
export function shapeText(shape: readonly (number | null)[]): string {
  const items = shape.map((n) => (n === null ? 'None' : String(n)));
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}

/** The size of files and of what is kept of them, in steps of 1000 as disks and networks count: `812 B`, `26 kB`, `4.3 MB`, `1.2 GB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** An amount of memory, in steps of 1024 as machines count it: `512 MiB`, `2.5 GiB`. */
export function memoryText(bytes: number): string {
  const [size, unit] = bytes < 2 ** 30 ? [bytes / 2 ** 20, 'MiB'] : [bytes / 2 ** 30, 'GiB'];
  return `${size.toLocaleString('en', { maximumFractionDigits: unit === 'MiB' ? 0 : 1 })} ${unit}`;
}

/** Things side by side: `(2,) and (3,)`. */
export function andText(things: readonly string[]): Translated {
  return { en: things.join(' and '), ko: things.join(', ') };
}

/** The nearest of `choices` to a misspelt word (edit distance at most a third of its length), or undefined. */
export function nearest(word: string, choices: Iterable<string>): string | undefined {
  return nearestOf(word, choices);
}
