/** @file Completion inside strings and imports: modules, packages of the notebook's folder, files; nothing of kernelab's own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-strings-'));

beforeAll(async () => {
  const put = (path: string, text: string): void => {
    mkdirSync(join(cwd, path, '..'), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  put('node_modules/mypkg/package.json', '{"name":"mypkg","version":"1.0.0","main":"index.js"}');
  put('node_modules/mypkg/index.js', 'exports.alpha = 1;');
  put('node_modules/@sc/inner/package.json', '{"name":"@sc/inner","version":"1.0.0"}');
  put('node_modules/@sc/inner/index.js', '');
  put('helper.ts', 'export const up = 1; export function down() {}');
  put('helper-2.cjs', '');
  put('data/digits.csv', '1,2');
  put('한글 파일.png', '');
  kernel = await KernelClient.start({ cwd });
});
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

/** The cell as it stands after taking each match; `|` is the cursor. */
async function taken(text: string): Promise<string[]> {
  const at = Array.from(text).indexOf('|');
  const code = text.replace('|', '');
  const { content } = await kernel.request('complete_request', { code, cursor_pos: at });
  const {
    matches,
    cursor_start: start,
    cursor_end: end,
  } = content as unknown as {
    matches: string[];
    cursor_start: number;
    cursor_end: number;
  };
  const letters = Array.from(code);
  return matches.map((match) => letters.slice(0, start).join('') + match + letters.slice(end).join(''));
}

test('names of what is imported', async () => {
  expect(await taken("import { readFileS| } from 'node:fs'")).toEqual(["import { readFileSync } from 'node:fs'"]);
  expect(await taken("import { d| } from './helper'")).toEqual(["import { down } from './helper'"]);
});

test("Node's modules, with and without their prefix", async () => {
  expect(await taken("import x from 'node:pat|'")).toEqual(
    expect.arrayContaining(["import x from 'node:path'", "import x from 'node:path/posix'"]),
  );
  expect(await taken("await import('node:fs/pr|')")).toEqual(["await import('node:fs/promises')"]);
  expect(await taken("require('worker|')")).toEqual(["require('worker_threads')"]);
});

test("packages of the notebook's folder, and none of kernelab's own", async () => {
  expect(await taken("import x from 'my|'")).toEqual(["import x from 'mypkg'"]);
  expect(await taken("import x from '@sc/|'")).toEqual(["import x from '@sc/inner'"]);
  for (const own of ['zero', 'vite', 'plotly', 'acorn']) expect(await taken(`import x from '${own}|'`)).toEqual([]);
});

test('own files, in imports and as paths', async () => {
  expect(await taken("import x from './he|'")).toEqual(["import x from './helper'", "import x from './helper-2.cjs'"]);
  expect(await taken("require('./helper-|')")).toEqual(["require('./helper-2.cjs')"]);
  expect(await taken("import './tsc|'")).toEqual([]);
  expect(await taken("import { readFileSync } from 'node:fs';\nreadFileSync('./da|")).toEqual([
    "import { readFileSync } from 'node:fs';\nreadFileSync('./data/",
  ]);
  expect(await taken("np.load('data/|')")).toEqual(["np.load('data/digits.csv')"]);
  expect(await taken('image.imread(`한|`)')).toEqual(['image.imread(`한글 파일.png`)']);
  expect(await taken("fetch('https://example.org/|')")).toEqual([]);
  expect(await taken("// it's h|")).toEqual([]);
  // Words an option may have come first.
  expect(await taken("np.zeros([2]).astype('int3|')")).toEqual(["np.zeros([2]).astype('int32')"]);
});
