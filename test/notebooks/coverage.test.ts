/** @file docs/coverage.md is true: every lecture row and concept is in it, and the cells and tests that it names are there. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../scripts/labs.ts';
import { root } from '../../src/cli/paths.ts';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const page = read('docs/coverage.md');

/** The cells of the table below a heading. */
function table(heading: string): string[][] {
  const [, part = ''] = page.split(`## ${heading}\n`);
  const lines = part
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const cells = lines.map((line) => line.split(/(?<!\\)\|/).slice(1, -1).map((each) => each.trim().replaceAll(String.raw`\|`, '|'))); // prettier-ignore
  return cells.slice(2);
}

/** ``01 `words`; E05 `words` `` as pairs. */
function references(cell: string): [where: string, words: string][] {
  const found = [...cell.matchAll(/([^\s;`][^;`]*?) `([^`]+)`(?:; |$)/g)].map((match): [string, string] => [
    match[1]!,
    match[2]!,
  ]);
  expect(found.map(([where, words]) => `${where} \`${words}\``).join('; ')).toBe(cell); // nothing that is read over
  return found;
}

/** What stands under the number of a lab (`01`) or an exercise (`E05`): its code, and an exercise's fences. */
function source(number: string): string {
  const folder = number.startsWith('E') ? 'exercises' : 'src';
  const [file] = globSync(`notebooks/${folder}/${number.replace('E', '')}-*.md`, { cwd: root });
  if (file === undefined) return '';
  const text = read(file);
  return folder === 'src' ? codeOf({ text }).join('\n') : text;
}

function missing(cells: readonly string[], tests: string): string[] {
  const noCell = cells.flatMap(references).filter(([number, words]) => !source(number).includes(words));
  const noTest = references(tests).filter(([file, words]) => !readTest(file).includes(words));
  return [...noCell, ...noTest].map(([where, words]) => `${where} has no \`${words}\``);
}

function readTest(file: string): string {
  try {
    return read(`test/${file}`);
  } catch {
    return '';
  }
}

describe('lecture rows', () => {
  const rows = table('Lecture rows');
  const counts = [19, 11, 12, 15, 17];

  it('are all there, once and in order', () => {
    const ids = counts.flatMap((count, d) => Array.from({ length: count }, (_, i) => `L${d}.${i + 1}`));
    expect(ids).toHaveLength(74);
    expect(rows.map(([id]) => id)).toEqual(ids);
  });

  it.each(rows)('%s %s', (_, words, cells, tests) => {
    expect([words, cells, tests]).not.toContain('');
    expect(missing([cells], tests)).toEqual([]);
  });
});

describe('concepts', () => {
  const rows = table('Concepts');

  it('are all there', () => {
    expect(rows).toHaveLength(38);
  });

  it.each(rows)('%s', (_, see, broken, check, tests) => {
    expect([see, broken, check, tests]).not.toContain('');
    expect(missing([see, broken, check], tests)).toEqual([]);
  });
});
