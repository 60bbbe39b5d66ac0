/** @file An own tsconfig.json that is not what it should be: nothing throws, nothing takes long, and what is wrong is said. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settingsIn } from '../../kernel/tsconfig.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-tsconfig-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, settings: object): void => writeFileSync(join(folder, name), JSON.stringify(settings));

test('options that are null are none', () => {
  write('tsconfig.json', { compilerOptions: null });
  expect(settingsIn(folder)).toEqual({ options: {}, paths: {} });
});

test('files that extend themselves, in a ring or many times, are said and not followed', () => {
  write('tsconfig.json', { extends: Array(6).fill('./other.json'), compilerOptions: { strict: true } });
  write('other.json', { extends: Array(6).fill('./tsconfig.json'), compilerOptions: { noImplicitAny: true } });
  const { options, problem } = settingsIn(folder);
  expect(options).toEqual({ strict: true, noImplicitAny: true });
  expect(problem).toEqual({ file: join(folder, 'tsconfig.json'), reason: 'it extends itself' });
});

test('a file that two others extend is no ring', () => {
  write('base.json', { compilerOptions: { strict: true } });
  for (const name of ['a.json', 'b.json']) write(name, { extends: './base.json' });
  write('tsconfig.json', { extends: ['./a.json', './b.json'] });
  expect(settingsIn(folder)).toEqual({ options: { strict: true }, paths: {} });
});
