/** @file Every data set is whole: in the index, in the docs, with sound addresses and hashes, and with its stand-ins. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../src/arguments/index.ts';
import { optionRows } from '../arguments/option-rows.ts';
import { catalogue } from '../../src/datasets/catalogue.ts';
import { datasets } from '../../src/datasets/index.ts';
import { loadRules, type LoadOptions } from '../../src/datasets/options.ts';
import { say, sizeText } from '../../src/errors/index.ts';

const root = join(import.meta.dirname, '..', '..');
const docs = readFileSync(join(root, 'docs/datasets.md'), 'utf8');
const files = globSync('src/datasets/sets/*.ts', { cwd: root })
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== 'index');

it('each file of src/datasets/sets is one data set of the catalogue, and of the same name', () => {
  expect(catalogue.map(({ name }) => name).sort()).toEqual(files.sort());
});

describe.each(catalogue)('$name', ({ name, title, licence, call, files: entries, standIn }) => {
  it('is called as its definition says', () => {
    const path = call.replace(/\(.*$/, '').split('.').slice(1);
    let value: unknown = datasets;
    for (const part of path) value = (value as Record<string, unknown>)[part];
    expect(typeof value).toBe('function');
  });

  it('has its line in docs/datasets.md', () => {
    const size = sizeText(entries.reduce((sum, { size: bytes }) => sum + bytes, 0));
    const count = `${entries.length} file${entries.length === 1 ? '' : 's'}`;
    expect(docs).toContain(`| \`${call}\` | \`${name}\` | ${say(title)} | ${count}, ${size} | ${say(licence)} |`);
  });

  it('has sound files: a place, hashes, and an address that is not plain http first', () => {
    for (const { file, hash, sources } of entries) {
      expect(file).toMatch(/^[\w-]+(\/[\w.-]+)+$/);
      expect(hash.md5 ?? '0'.repeat(32)).toMatch(/^[0-9a-f]{32}$/);
      expect(hash.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(sources[0]).toMatch(/^https:/);
    }
  });

  it('has stand-ins', () => {
    expect(standIn.files.length).toBeGreaterThan(0);
    for (const file of standIn.files) expect(existsSync(join(root, 'data', file)), file).toBe(true);
  });
});

it('docs/datasets.md lists the options of every loader', () => {
  for (const { name, takes } of optionRows(optionsOf<LoadOptions>()(loadRules))) {
    expect(docs).toContain(`| \`${name}\` | ${takes.en} |`);
  }
});
