/** @file Korean texts use the words of docs/glossary.ko.md, and none of those that it rules out. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../src/cli/paths.ts';

const GLOSSARY = 'docs/glossary.ko.md';
/** Where students read Korean: labs, exercises, docs; and the hints, errors and notices, which stand in the code. */
const TEXTS = [
  'notebooks/src/*.md',
  'notebooks/exercises/*.md',
  'README.ko.md',
  'docs/**/*.ko.md',
  '{src,kernel,labextension/src}/**/*.ts',
  'src/**/*.py',
];

/** The table: `| English | 한국어 | 쓰지 않는 말 | 뜻 |`. */
const terms = readFileSync(join(root, GLOSSARY), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| English'))
  .map((line) => {
    const [english, korean, others] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { english: english!, korean: korean!, others: others!.split(', ').filter((word) => word !== '') };
  });

/** Each line of the texts that holds Korean. */
const lines = TEXTS.flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file !== GLOSSARY)
  .flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .replace(/«([^«»|\n]*)\|[^«»|\n]*»/g, '$1') // of a text in both languages the Korean
      .split('\n')
      .map((text) => text.replace(/«([^|»]*)\|[^»]*»/g, '$1')) // «한국어|English» in the code of a lab
      .flatMap((text, i) => (/\p{Script=Hangul}/u.test(text) ? [{ place: `${file}:${i + 1}`, text }] : [])),
  );

it('the glossary is a table of terms, each once, in the order of their English', () => {
  expect(terms.length).toBeGreaterThan(50);
  const english = terms.map((term) => term.english);
  expect(english).toEqual([...new Set(english)].sort());
  const korean = terms.map((term) => term.korean);
  expect(korean).toEqual([...new Set(korean)]);
  expect(terms.flatMap(({ others }) => others).filter((word) => korean.includes(word))).toEqual([]);
});

it('no text has a word that the glossary rules out', () => {
  expect(lines.length).toBeGreaterThan(500);
  const found = terms.flatMap(({ korean, others }) =>
    others.flatMap((word) =>
      lines.filter(({ text }) => text.includes(word)).map(({ place }) => `${place}: ${word}, better ${korean}`),
    ),
  );
  expect(found).toEqual([]);
});

it('percent signs follow their number in Korean', () => {
  const found = lines.filter(({ text }) => /\d %(?!\s*\d)/.test(text) && !text.includes('`'));
  expect(found.map(({ place }) => place)).toEqual([]);
});
