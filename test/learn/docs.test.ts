/** @file docs/sklearn.md names every function, class, option and found value of `sklearn`. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sklearn } from '../../src/learn/index.ts';
import { samples, withoutOptions } from './samples.ts';

const doc = readFileSync(new URL('../../docs/sklearn.md', import.meta.url), 'utf8');
const rows = doc.split('\n').filter((line) => line.startsWith('| `'));
const rowOf = (name: string): string | undefined => rows.find((row) => row.startsWith(`| \`${name}(`));

const calls = sklearn as unknown as Record<string, (...args: unknown[]) => unknown>;

/** The options of a call, from the refusal of one that does not exist. */
function optionsOf(name: string): string[] {
  try {
    calls[name]!(...samples[name as keyof typeof sklearn], { noSuchOption: 1 });
  } catch (error) {
    return /The options are (.*)\.$/.exec((error as Error).message)?.[1]?.split(', ') ?? [];
  }
  return [];
}

it('every name has a row, every row a name', () => {
  expect(Object.keys(sklearn).filter((name) => rowOf(name) === undefined)).toEqual([]);
  const named = rows.map((row) => /^\| `(\w+)/.exec(row)![1]!);
  expect(named.filter((name) => !(name in sklearn))).toEqual([]);
});

it.each(Object.keys(sklearn))('%s: its options', (name) => {
  const given = /\{ ([\w, ]+) \}\)`/.exec(rowOf(name)!)?.[1]?.split(', ') ?? [];
  expect(given).toEqual(withoutOptions.includes(name) ? [] : optionsOf(name));
});

it('found values', () => {
  for (const [name, value] of Object.entries(sklearn)) {
    const prototype = (value as { prototype?: object }).prototype;
    const found = Object.getOwnPropertyNames(prototype ?? {}).filter((each) => each.endsWith('_'));
    expect(
      [...rowOf(name)!.matchAll(/`(\w+_)`/g)].map(([, each]) => each),
      name,
    ).toEqual(expect.arrayContaining(found));
  }
});
