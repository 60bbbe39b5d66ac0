/** @file Completion of what has no types: packages of plain JavaScript, and values that only the run knows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-members-'));

beforeAll(async () => {
  mkdirSync(join(cwd, 'node_modules/plainpkg'), { recursive: true });
  writeFileSync(
    join(cwd, 'node_modules/plainpkg/package.json'),
    '{"name":"plainpkg","version":"1.0.0","main":"index.js"}',
  );
  const code = `class Base { inherited() {} }
    exports.Shape = class Shape extends Base { area() {} get slow() { throw new Error('a getter ran'); } };
    exports.draw = function () {}; exports.default_size = 3; exports.nested = { deep: { deepest: 1 } };`;
  writeFileSync(join(cwd, 'node_modules/plainpkg/index.js'), code);
  kernel = await KernelClient.start({ cwd });
  const { reply } = await kernel.execute(
    "import * as p from 'plainpkg';\nconst shape = new p.Shape();\nlet held: any = { alpha: 1, 'not a name': 2 };",
  );
  expect(reply['status']).toBe('ok');
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

async function matches(code: string): Promise<string[]> {
  const { content } = await kernel.request('complete_request', { code, cursor_pos: code.length });
  expect(content['status']).toBe('ok');
  return (content['matches'] as string[]).filter((name) => name !== 'module.exports');
}

test('members of a package without types, with what each is', async () => {
  expect(await matches('p.')).toEqual(expect.arrayContaining(['Shape', 'default_size', 'draw', 'nested']));
  expect(await matches('p.dr')).toEqual(['draw']);
  expect(await matches('const n = 1 + p.nested.deep.')).toEqual(['deepest']);
  const { content } = await kernel.request('complete_request', { code: 'p.', cursor_pos: 2 });
  const { _jupyter_types_experimental: types } = content['metadata'] as {
    _jupyter_types_experimental: { text: string; type: string }[];
  };
  expect(types.filter(({ text }) => /^(?:Shape|draw|nested)$/.test(text)).map(({ type }) => type)).toEqual([
    'function', // draw
    'property',
    'class',
  ]);
});

test('members of its objects, also inherited ones; no getter runs', async () => {
  expect(await matches('shape.')).toEqual(['area', 'inherited', 'slow']);
  expect(await matches('shape.slow.')).toEqual([]);
  expect(await matches('held.')).toEqual(['alpha']);
  expect(await matches('if (held?.al')).toEqual(['alpha']);
});

test('nothing where there is no such value, and while a cell computes', async () => {
  for (const code of ['nobody.', 'p.nobody.', 'p.draw().', '(p).', '"p.', 'held.alpha.nothing.'])
    expect(await matches(code), code).toEqual([]);
  const { done } = await kernel.running(
    "import { existsSync } from 'node:fs'; console.log('on'); while (!existsSync('asked'));",
  );
  expect(await matches('held.')).toEqual([]);
  writeFileSync(join(kernel.cwd, 'asked'), '');
  expect((await done).reply['status']).toBe('ok');
  expect(await matches('held.')).toEqual(['alpha']);
  const proxy =
    'const odd: any = new Proxy({}, { ownKeys() { throw new Error("no"); }, getPrototypeOf() { throw new Error("no"); } });';
  expect((await kernel.execute(proxy)).reply['status']).toBe('ok');
  expect(await matches('odd.')).toEqual([]);
});
