/** @file Whatever a cell throws, nests or breaks, it ends with a reply, and the next cell runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

const traceback = (cell: Execution): string => stripVTControlCharacters(cell.error?.traceback.join('\n') ?? '');

describe('whatever is thrown is shown', () => {
  const thrown: Record<string, [code: string, ename: string]> = {
    'a stack that is a number': ["const e: any = new Error('q'); e.stack = 5; throw e", 'Error'],
    'a stack whose getter throws': [
      "const e1: any = new Error('q'); Object.defineProperty(e1, 'stack', { get() { throw new Error('no') } }); throw e1",
      'Error',
    ],
    'a message that is an object': ["const e2: any = new Error('q'); e2.message = { a: 1 }; throw e2", 'Error'],
    'a name that is a symbol': ["const e3: any = new Error('q'); e3.name = Symbol('n'); throw e3", 'Error'],
    'a proxy that refuses everything': [
      'throw new Proxy({}, { get() { throw 1 }, has() { throw 2 }, getPrototypeOf() { throw 3 }, ownKeys() { throw 4 } })',
      'Uncaught',
    ],
    'an error that is its own cause': ["const e4: any = new Error('q'); e4.cause = e4; throw e4", 'Error'],
    'an object without prototype': ['throw Object.create(null)', 'Uncaught'],
    'a symbol': ["throw Symbol('s')", 'Uncaught'],
    'nothing at all': ['throw undefined', 'Uncaught'],
    'a prepareStackTrace that is broken': [
      "(Error as any).prepareStackTrace = () => { throw new Error('x') }; try { throw new Error('q') } finally { }",
      'Error',
    ],
  };
  test.for(Object.entries(thrown))('%s', async ([, [code, ename]]) => {
    const cell = await kernel.execute(code);
    expect(cell.reply).toMatchObject({ status: 'error', ename });
    expect((await kernel.execute('delete (Error as any).prepareStackTrace; 1 + 1')).result).toBe('2');
  });

  test('with what it carries, and its causes with their places', async () => {
    const code = [
      'function inner() {',
      "  throw Object.assign(new Error('low'), { code: 7, path: 'a.txt' });",
      '}',
      'try { inner() } catch (cause) {',
      "  throw new Error('high', { cause: new TypeError('middle', { cause }) });",
      '}',
    ].join('\n');
    const text = traceback(await kernel.execute(code));
    expect(text).toContain('Error: high');
    expect(text).toMatch(/Caused by TypeError: middle\nCell \[\d+\], line 5/);
    expect(text).toMatch(/Caused by Error: low\nCell \[\d+\], line 2[^]*\{ code: 7, path: 'a.txt' \}/);
    const many = traceback(await kernel.execute("throw new AggregateError([new Error('one'), 'two'], 'all')"));
    expect(many).toMatch(/AggregateError: all[^]*\[0\] Error: one\n[^]*\[1\] two/);
    // What the library's errors carry is in their text already.
    expect(traceback(await kernel.execute('np.array([1, 2]).reshape([3])'))).not.toMatch(/\{|who:/);
  });

  test('frames of own files in a folder with brackets', async () => {
    const folder = join(kernel.cwd, 'lab (1)');
    mkdirSync(folder);
    writeFileSync(join(folder, 'own.ts'), "export function fail(): void {\n  throw new Error('here');\n}\n");
    const cell = await kernel.execute("const own = await import('./lab (1)/own.ts'); own.fail()");
    expect(traceback(cell)).toContain(`${join('lab (1)', 'own.ts')}, line 2`);
  });
});

describe('very deep nesting is an error of its cell alone', () => {
  const deep: Record<string, string> = {
    'brackets that stay open': '('.repeat(2500),
    'brackets that close': `${'('.repeat(2500)}1${')'.repeat(2500)}`,
    'a long sum': `1${'+1'.repeat(20_000)}`,
  };
  test.for(Object.entries(deep))('%s', async ([, code]) => {
    const { reply } = await kernel.execute(code);
    expect(['ok', 'error']).toContain(reply['status']);
    expect(reply['ename']).not.toBe('KernelError'); // it says what is wrong with the cell
    // What is said of later cells still knows their places.
    const { published } = await kernel.execute('for (const i in [10, 20]) i;');
    expect(published.map(({ content }) => JSON.stringify(content)).join('')).toContain('"notice":"for in"');
    expect((await kernel.execute('const n: number = 1; n + 1')).result).toBe('2');
    const { content } = await kernel.request('is_complete_request', { code: 'const n: number = 1' });
    expect(content['status']).toBe('complete');
  });

  test('in an own file', async () => {
    writeFileSync(join(kernel.cwd, 'deep.ts'), `export const x = ${'('.repeat(2500)}1`);
    writeFileSync(join(kernel.cwd, 'fine.ts'), 'export const y: number = 5;');
    expect((await kernel.execute("const { x } = await import('./deep.ts')")).reply['status']).toBe('error');
    expect((await kernel.execute("const { y } = await import('./fine.ts'); y")).result).toBe('5');
  });
});

describe('a cell that breaks what the runner stands on', () => {
  test('listeners of the process come back', async () => {
    expect((await kernel.execute('process.removeAllListeners(); 1')).result).toBe('1');
    expect((await kernel.execute('2')).result).toBe('2');
    const { stderr } = await kernel.execute("Promise.reject(new Error('alone')); 3");
    expect(stderr).toContain('alone');
  });

  const broken = {
    'Array.prototype.map': '(Array.prototype as any).map = null',
    'Array.prototype.forEach': '(Array.prototype as any).forEach = null',
    'Array.prototype.reduce': '(Array.prototype as any).reduce = null',
    'JSON.stringify': '(JSON as any).stringify = null',
    'Object.entries': '(Object as any).entries = null',
    'Promise.race': '(Promise as any).race = null',
    'String.prototype.split': '(String.prototype as any).split = null',
  };
  test.for(Object.entries(broken))('%s', async ([, code]) => {
    await kernel.execute(code);
    await kernel.execute("throw new Error('after')");
    await kernel.execute('1');
    // Some go on without what is gone, some are replaced: every cell has had its reply.
    await kernel.execute("process.kill(process.pid, 'SIGKILL')");
    expect((await kernel.execute('[1, 2].map((x) => x + 1)')).result).toBe('[ 2, 3 ]');
  });
});

test('an object alone in a cell is shown, with its types checked; a block stays a block', async () => {
  expect((await kernel.execute('{ a: 1, b: [2] }')).result).toBe('{ a: 1, b: [ 2 ] }');
  expect((await kernel.execute('\n{\n  // why\n  a: 1 as number,\n}\n')).result).toBe('{ a: 1 }');
  expect((await kernel.execute("{ const t = 3; console.log('in', t) }")).stdout).toBe('in 3\n');
  const wrong = await kernel.execute('{ a: 1,\n  b: nowhere }');
  expect(wrong.error?.evalue).toMatch(/Cannot find name 'nowhere'\. \(Cell \[\d+\], line 2, column 6\)/);
});

test('two clients with the same routing id are both answered', async () => {
  const other = await kernel.twin();
  try {
    expect((await other.request('kernel_info_request')).content['status']).toBe('ok');
  } finally {
    other.disconnect();
  }
});
