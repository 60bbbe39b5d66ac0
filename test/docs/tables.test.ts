/**
 * @file Every table of the documentation is held against what it tells of: a table that nothing checks fails here. Also what
 * pages say in passing: commands, files and variables that there are.
 */
import { globSync } from 'node:fs';
import { sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { codesIn, pages, tablesOf, textOf, type Checks, type Table } from './markdown.ts';
import { measuredChecks } from './measured.ts';
import { commands, projectChecks } from './project.ts';
import { referenceChecks } from './reference.ts';

const checks: Checks = { ...referenceChecks, ...projectChecks, ...measuredChecks };
/** Pages whose tables a test of their own holds. */
const ofTheirOwn: Record<string, string> = {
  'data/README.md': 'test/datasets/loaders.test.ts',
  'docs/coverage.md': 'test/notebooks/coverage.test.ts',
  'docs/datasets.md': 'test/datasets/sets.test.ts',
  'docs/exercises.ko.md': 'test/exercises/sources.test.ts',
  'docs/exercises.md': 'test/exercises/sources.test.ts',
  'docs/glossary.ko.md': 'test/glossary.test.ts',
  'docs/np.md': 'test/array/docs.test.ts',
  'docs/plt.md': 'test/plot/docs.test.ts',
  'docs/sklearn.md': 'test/learn/docs.test.ts',
  'docs/widgets.ko.md': 'test/widgets/docs.test.ts',
  'docs/widgets.md': 'test/widgets/docs.test.ts',
  'docs/python-to-typescript.ko.md': 'test/array/python-to-typescript.test.ts',
  'docs/python-to-typescript.md': 'test/array/python-to-typescript.test.ts',
};

const keyOf = ({ page, columns }: Table): string => `${page}: ${columns}`;
const tables = pages.filter((page) => !Object.hasOwn(ofTheirOwn, page)).flatMap(tablesOf);

it('the tests of single pages read them', () => {
  const silent = Object.entries(ofTheirOwn).filter(([page, test]) => {
    const name = page.slice(page.lastIndexOf('/') + 1);
    return !textOf(test).includes(name);
  });
  expect(silent).toEqual([]);
});

it('no check is left of a table that is gone', () => {
  const there = new Set(tables.map(keyOf));
  expect(Object.keys(checks).filter((key) => !there.has(key))).toEqual([]);
});

describe('tables', () => {
  it.each(tables.map((table) => [`${keyOf(table)} (${table.heading})`, table] as const))('%s', async (_, table) => {
    const check = checks[keyOf(table)];
    if (check === undefined) throw new Error('no test holds this table: write one in test/docs');
    await check(table);
  });
});

describe('pages in two languages', () => {
  const pairs = pages.filter((page) => page.endsWith('.ko.md') && pages.includes(page.replace('.ko.md', '.md')));
  it.each(pairs)('%s has the tables of the English page', (korean) => {
    const shapeOf = (page: string): unknown =>
      tablesOf(page).map(({ rows }) => rows.map(([first]) => codesIn(first!).length));
    expect(shapeOf(korean)).toEqual(shapeOf(korean.replace('.ko.md', '.md')));
  });
});

describe('what pages name', () => {
  const all = [...pages, ...globSync('docs/decisions/*.md', { cwd: root }).map((page) => page.split(sep).join('/'))];
  /** What a pattern finds in a page, with the page. */
  const found = (pattern: RegExp): [string, string][] =>
    all.flatMap((page) => Array.from(textOf(page).matchAll(pattern), ([, name]): [string, string] => [name!, page]));
  const scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts);

  it('commands of npm are there', () => {
    const names = found(/\bnpm run (?:--silent )?([\w:-]*\w)/g);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter(([name]) => !scripts.includes(name))).toEqual([]);
  });

  it('commands of npm say what they do', () => {
    const silent = scripts.filter((name) => !name.startsWith('//') && !scripts.includes(`//${name}`));
    expect(silent).toEqual([]);
  });

  it('commands of kernelab are there', () => {
    const names = found(/\bnpx kernelab ([a-z]+)/g);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter(([name]) => !commands.includes(name))).toEqual([]);
    expect(commands.filter((name) => !names.some(([named]) => named === name) && name !== 'lab')).toEqual([]);
  });

  it('benchmarks are there', () => {
    const names = found(/\bnpm run bench -- ([a-z-]+)/g);
    expect(names.filter(([name]) => globSync(`bench/${name}.bench.ts`, { cwd: root }).length === 0)).toEqual([]);
  });

  it('files are there', () => {
    const folders = 'src|bin|bench|data|docs|examples|kernel|labextension|notebooks|python|requirements|scripts|test';
    const paths = found(new RegExp(`\`((?:${folders})/[\\w./{},*-]+)\``, 'g'));
    expect(paths.length).toBeGreaterThan(60);
    const isPattern = (path: string): boolean => /NAME|NN-|GROUP|(?:^|\/)name\./.test(path);
    const gone = paths.filter(([path]) => !isPattern(path) && globSync(path, { cwd: root }).length === 0);
    expect(gone).toEqual([]);
  });

  it('variables are read somewhere, and those that are read are named', () => {
    const variable = /\b(KERNELAB_[A-Z_]*[A-Z])\b/g;
    const readIn = (patterns: string[]): Set<string> =>
      new Set(
        globSync(patterns, { cwd: root }).flatMap((file) =>
          Array.from(textOf(file).matchAll(variable), ([name]) => name),
        ),
      );
    const named = new Set(found(variable).map(([name]) => name));
    const known = readIn(['{src,kernel,bin,bench,scripts,test,notebooks/src}/**/*.{ts,mjs,py,md}']);
    expect([...named].filter((name) => !known.has(name))).toEqual([]);
    /** Set by one process of ours for another. */
    const between = ['KERNELAB_CELLS', 'KERNELAB_HEAP_MB', 'KERNELAB_PYTHONS', 'KERNELAB_ROOT'];
    const forUsers = [...readIn(['{src,kernel,bin}/**/*.{ts,mjs,py}'])].filter((name) => !between.includes(name));
    expect(forUsers.filter((name) => !named.has(name))).toEqual([]);
  });
});
