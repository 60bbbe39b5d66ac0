/** @file `import './other.ipynb'`: another notebook's names with their types, fresh after an edit; what cannot be imported. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-notebooks-'));
let changes = 0;

function write(path: string, ...cells: string[]): void {
  const all = cells.map((source, i) => ({
    cell_type: source.startsWith('#') ? 'markdown' : 'code', id: `c${i}`, metadata: {}, source, ...(source.startsWith('#') ? {} : { outputs: [], execution_count: null }),
  })); // prettier-ignore
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), JSON.stringify({ cells: all, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  utimesSync(join(cwd, path), new Date(), new Date(Date.now() + 1000 * ++changes));
}

beforeAll(async () => {
  write(
    'lib.ipynb',
    '# Helpers',
    'import { sep } from "node:path";\nexport function half(n: number): number { return n / 2; }',
    'const data = np.zeros([2, 3]);\nconst mode = 1',
    'const mode: string = "last";\ninterface Point { x: number }\n%time 1 + 1',
    'await null; console.log("lib ran", sep)',
  );
  write('parts/deep.ipynb', "import { half } from '../lib.ipynb';\nconst quarter = (n: number) => half(half(n));");
  writeFileSync(
    join(cwd, 'helper.ts'),
    "import { quarter } from './parts/deep.ipynb';\nexport const eighth = (n: number): number => quarter(n) / 2;\n",
  );
  kernel = await KernelClient.start({ cwd });
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

test('its names, with types, and it runs once', async () => {
  const first = await kernel.execute(
    "import { half, data, mode, type Point } from './lib.ipynb';\nconst p: Point = { x: half(3) };\n[p.x, data.shape, mode]",
  );
  expect(first.error).toBeUndefined();
  expect(first.result).toBe("[ 1.5, [ 2, 3 ], 'last' ]");
  expect(first.stdout).toContain('lib ran /');
  const again = await kernel.execute("import * as lib from './lib.ipynb';\nlib.half(1)");
  expect([again.result, again.stdout]).toEqual(['0.5', '']);
  expect((await kernel.execute("half('a')")).error?.evalue).toMatch(
    /^Argument of type 'string' is not assignable to parameter of type 'number'/,
  );
  expect((await kernel.execute("import { whole } from './lib.ipynb';")).error?.evalue).toMatch(
    /no exported member 'whole'/,
  );
});

test('by way of another notebook, of an own file, and by import()', async () => {
  expect((await kernel.execute("import { quarter } from './parts/deep.ipynb';\nquarter(8)")).result).toBe('2');
  expect((await kernel.execute("import { eighth } from './helper';\neighth(8)")).result).toBe('1');
  expect((await kernel.execute("(await import('./parts/deep.ipynb')).quarter(4)")).result).toBe('1');
});

test('fresh after an edit, types too', async () => {
  write('lib.ipynb', 'export function half(n: number): string { return `half of ${n}`; }\nconst fresh = true;');
  const { result, stdout } = await kernel.execute(
    "import { half, fresh } from './lib.ipynb';\nhalf(3).toUpperCase() + fresh",
  );
  expect([result, stdout]).toEqual(["'HALF OF 3true'", '']);
  write('lib.ipynb', 'export function half(n: number): number { return n / 2; }');
});

test('an error in it stands in its text', async () => {
  write('bad.ipynb', "const x = 1;\nfunction fail() {\n  throw new Error('inside');\n}");
  const { error } = await kernel.execute("import { fail } from './bad.ipynb';\nfail()");
  const text = stripVTControlCharacters(error!.traceback.join('\n'));
  expect(text).toMatch(/^Error: inside\nbad\.ipynb, line \d+\n[^]*throw new Error\('inside'\)[^]*Cell \[\d+\], line 2/);
});

test('what cannot be imported says so, and the kernel goes on', async () => {
  const evalue = async (code: string): Promise<string | undefined> => (await kernel.execute(code)).error?.evalue;
  writeFileSync(join(cwd, 'torn.ipynb'), '{ "cells": [');
  expect((await evalue("import { x } from './torn.ipynb';"))?.replaceAll(cwd, 'FOLDER')).toMatchInlineSnapshot(
    `"notebook: FOLDER/torn.ipynb is no JSON. Received Unexpected end of JSON input."`,
  );
  writeFileSync(join(cwd, 'other.ipynb'), '{ "a": 1 }');
  expect((await evalue("import { x } from './other.ipynb';"))?.replaceAll(cwd, 'FOLDER')).toMatchInlineSnapshot(
    `"notebook: FOLDER/other.ipynb has no nbformat number. Received an object without it."`,
  );
  expect(await evalue("import { x } from './nowhere.ipynb';")).toMatchInlineSnapshot(
    `"Cannot find module './nowhere.ipynb': there is no such file (paths start at the folder of the notebook or file that imports). Did you mean './other.ipynb'? (Cell [12], line 1, column 19)"`,
  );
  expect(await evalue("const name: string = './bad.ipynb';\nawait import(name + '')")).toBeUndefined(); // it is known by now
  write('unknown.ipynb', 'const y = 1;');
  expect(await evalue("const place = './unk' + 'nown.ipynb';\nawait import(place)")).toMatchInlineSnapshot(
    `"import: a notebook is imported by a name that is written in the cell. Received unknown.ipynb. For example: import * as other from './unknown.ipynb'."`,
  );
  write('syntax.ipynb', 'const = 3', 'const good = 1;');
  expect((await kernel.execute("import { good } from './syntax.ipynb';\ngood")).result).toBe('1');
  expect((await kernel.execute('1 + 1')).result).toBe('2');
});
