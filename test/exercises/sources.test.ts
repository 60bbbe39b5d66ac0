/** @file The sources of the exercises: how many there are, what docs/exercises.md and docs/exercises.ko.md list, what they belong to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exerciseSources, madePages } from '../../scripts/make-exercises.ts';
import { root } from '../../src/cli/paths.ts';

const sources = exerciseSources();

it('the pages list every exercise as its source has it', () => {
  for (const [page, made] of madePages()) expect(readFileSync(join(root, page), 'utf8'), page).toBe(made);
});

it('there are at least forty, numbered without a gap', () => {
  expect(sources.length).toBeGreaterThanOrEqual(40);
  expect(sources.map(({ name }) => Number(name.slice(0, 2)))).toEqual(sources.map((_, i) => i + 1));
});

it('check asks by names that stand once, so that all of them can lie in one folder', () => {
  const names = sources.flatMap(({ text }) => Array.from(text.matchAll(/^```ts sealed (\S+)/gm), ([, name]) => name));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

it('each belongs to rows of the lectures, which name it in turn', () => {
  const coverage = readFileSync(join(root, 'docs/coverage.md'), 'utf8');
  const unknown = sources.flatMap(({ name, rows }) => {
    const named = rows.filter((row) => {
      const line = coverage.split('\n').find((each) => each.startsWith(`| ${row} |`));
      return line?.includes(`E${name.slice(0, 2)} \``) ?? false;
    });
    return rows.length > 0 && named.length === rows.length ? [] : [name];
  });
  expect(unknown).toEqual([]);
});

it('each lecture has a misconception with an exercise', () => {
  const lectures = sources.flatMap(({ rows, misconception }) => (misconception ? rows.map((row) => row[1]) : []));
  expect(new Set(lectures)).toEqual(new Set(['0', '1', '2', '3', '4']));
});

it('each exercise has hints in both languages', () => {
  const count = (text: string, word: string): number => text.split(`<summary>${word}`).length - 1;
  const without = sources.filter(({ text }) => count(text, '힌트') < 2 || count(text, '힌트') !== count(text, 'Hint'));
  expect(without.map(({ name }) => name)).toEqual([]);
});
