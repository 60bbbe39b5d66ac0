/** @file docs/plt.md names every call and method with every option it takes: a new one without a word there fails here. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { plt } from '../../src/plot/index.ts';
import { refusalOf, samples, walk } from './samples.ts';

const doc = readFileSync(new URL('../../docs/plt.md', import.meta.url), 'utf8');
/** For the library's own use, or for a shape of axes that users do not make by hand. */
const internal = ['add', 'addInset', 'addTwin', 'limitsOf', 'nextColor', 'positions', 'styleTicks'];

afterEach(() => {
  plt.close('all');
  plt.style.use('default');
});

/** Rows of the tables by name: a method of that name has its own row, if there is one. */
function rowsOf(name: string): string[] {
  return doc.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`));
}

/** The options named in a row, with those of the calls that it refers to. */
function optionsIn(row: string): string[] {
  const cell = row.split(' | ').at(-1)!;
  const other = /those of `(\w+)`/.exec(cell)?.[1];
  const own = Array.from(cell.matchAll(/`(\w+)`/g), ([, option]) => option!);
  return other === undefined ? own : [...own, ...rowsOf(other).flatMap(optionsIn)];
}

it.each(Object.keys(walk) as (keyof typeof walk)[])('%s', async (place) => {
  const missing: string[] = [];
  for (const name of walk[place]) {
    if (rowsOf(name).length === 0 && !internal.includes(name)) missing.push(name);
    if (internal.includes(name) || !(name in samples[place])) continue;
    const options = /The options are (.*)\.$/.exec(await refusalOf(place, name))?.[1]?.split(', ') ?? [];
    // Calls of axes in space that are in the plane too have their options in the row of their other name.
    const named = [name, ...(place === 'Axes3D' ? [`${name}3D`] : [])].flatMap(rowsOf).flatMap(optionsIn);
    missing.push(...options.filter((option) => !named.includes(option)).map((option) => `${name}.${option}`));
    plt.close('all');
  }
  expect(missing).toEqual([]);
});

it('what is named is there', () => {
  const known = new Set(Object.values(walk).flat());
  const named = Array.from(doc.matchAll(/^\| `(\w+)` \|/gm), ([, name]) => name!);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
  expect(named).toContain('imread');
});
