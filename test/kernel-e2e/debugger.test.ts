/** @file The debugger over the wire: breakpoints, frames, variables, steps, errors. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient } from './client.ts';
import { DebugClient, places, shown, type Frame } from './debug-client.ts';

let folder: string;
let kernel: KernelClient;
let debug: DebugClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-debug-'));
  kernel = await KernelClient.start({ cwd: folder });
  debug = new DebugClient(kernel);
});
afterAll(async () => {
  await kernel.stop();
  rmSync(folder, { recursive: true });
});
afterEach(async () => {
  await debug.ask('disconnect', { restart: false });
  await kernel.interrupt();
});

/** Lines of a cell. */
const cell = (...lines: string[]): string => lines.join('\n');

test('the kernel says that it has a debugger', async () => {
  const { content } = await kernel.request('kernel_info_request');
  expect(content['supported_features']).toEqual(['debugger']);
});

describe('a breakpoint', () => {
  const loop = cell(
    'const row = np.array([1, 2, 3]);',
    'let sum = 0;',
    'for (let i = 0; i < 3; i++) {',
    '  sum += row.item(i);',
    '}',
    'sum',
  );

  test('in a loop: the line, the names in the frame, and on to the end', async () => {
    await debug.attach('vscode');
    expect(await debug.breakAt(loop, 4)).toEqual([4]);
    const { frames, done } = await debug.stopIn(loop);
    expect(places(frames)).toEqual([expect.stringMatching(/^Cell \[\d+\]:4$/)]);
    expect(shown(await debug.scope(frames[0]!))).toMatchInlineSnapshot(`
      {
        "i": "number = 0",
        "row": "int64 (3) = array([1, 2, 3])",
        "sum": "number = 0",
      }
    `);
    await debug.go();
    const again = await debug.stopped();
    expect(await debug.evaluate('row.sum() + i', again[0])).toBe('7');
    await debug.breakAt(loop);
    await debug.go();
    expect((await done).result).toBe('6');
  });

  test('on a line without code moves to the next one with code, before and after the cell has run', async () => {
    const code = cell('// a comment', '', 'const moved = 1;', '', '/* more', ' */', 'moved + 1', '', '// the end');
    await debug.attach();
    expect(await debug.breakAt(code, 1, 4, 5, 9)).toEqual([3, 7, 7, undefined]);
    const { frames, done } = await debug.stopIn(code);
    expect(places(frames)).toEqual([expect.stringMatching(/:3$/)]);
    await debug.go();
    expect(places(await debug.stopped())).toEqual([expect.stringMatching(/:7$/)]);
    await debug.go();
    await done;
    expect(await debug.breakAt(code, 1, 4)).toEqual([3, 7]);
  });

  test('in functions of other cells, also of those that ran before the debugger came', async () => {
    const made = cell(
      'function scale(values: number[], by: number): number[] {',
      '  const out = values.map((v) => {',
      '    return v * by;',
      '  });',
      '  return out;',
      '}',
    );
    await kernel.execute(made);
    await debug.attach('vscode');
    expect(await debug.breakAt(made, 3)).toEqual([3]);
    const { frames, done } = await debug.stopIn('scale([1, 2], 10)');
    expect(places(frames)).toEqual([
      expect.stringMatching(/^\(function without a name\):3$/),
      'scale:2',
      expect.stringMatching(/^Cell \[\d+\]:1$/),
    ]);
    expect(shown(await debug.scope(frames[0]!))).toMatchInlineSnapshot(`
      {
        "by": "number = 10",
        "v": "number = 1",
      }
    `);
    expect(shown(await debug.scope(frames[1]!))).toMatchInlineSnapshot(`
      {
        "by": "number = 10",
        "out": " = (not set yet)",
        "values": "number[] (2) = [ 1, 2 ]",
      }
    `);
    expect(shown(await debug.scope(frames[1]!, 'Globals'))).toMatchObject({ sum: 'number = 6' });
    await debug.breakAt(made);
    await debug.go();
    expect((await done).result).toBe('[ 10, 20 ]');
  });

  test("in a loop's second turn a name that is not set yet has not the value of the turn before", async () => {
    const code =
      'let total = 0;\nfor (let i = 0; i < 2; i++) {\n  const twice = i * 2 + 1;\n  total += twice;\n}\ntotal';
    await debug.attach('vscode');
    await debug.breakAt(code, 3, 4);
    const { frames, done } = await debug.stopIn(code);
    const locals = async (frame: Frame): Promise<object> => shown(await debug.scope(frame));
    expect(await locals(frames[0]!)).toMatchObject({ i: 'number = 0', twice: ' = (not set yet)' });
    await debug.go();
    const [set] = await debug.stopped();
    expect(await locals(set!)).toMatchObject({ twice: 'number = 1' });
    expect(await debug.evaluate('twice + 1', set)).toBe('2');
    await debug.go();
    const [again] = await debug.stopped();
    expect(await locals(again!)).toMatchObject({ i: 'number = 1', twice: ' = (not set yet)' });
    expect(await debug.ask('evaluate', { expression: 'twice', frameId: again!.id })).toMatchObject({
      success: false,
      message: "ReferenceError: Cannot access 'twice' before initialization",
    });
    await debug.breakAt(code);
    await debug.go();
    expect((await done).result).toBe('4');
  });

  test('in a cell whose script V8 has let go of', async () => {
    await debug.attach();
    await debug.breakAt('let elsewhere = 1;', 1);
    const code = 'let collected = 0;\nfor (let i = 0; i < 3; i++) {\n  collected += i;\n}';
    await kernel.execute(code);
    for (let k = 0; k < 2; k++)
      await kernel.execute("gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });");
    expect(await debug.breakAt(code, 3)).toEqual([3]);
    const { done } = await debug.stopIn(code);
    await debug.breakAt(code);
    await debug.breakAt('let elsewhere = 1;');
    await debug.go();
    expect((await done).error).toBeUndefined();
  });

  test('with a condition, a count, a message', async () => {
    const code = cell('let total: number = 0;', 'for (let k = 0; k < 6; k++) {', '  total += k;', '}', 'total');
    await debug.attach();
    await debug.breakAt(code, { line: 3, condition: '(k as number) === 4' });
    const first = await debug.stopIn(code);
    expect(await debug.evaluate('k', first.frames[0])).toBe('4');
    await debug.go();
    await first.done;
    await debug.breakAt(code, { line: 3, hitCondition: '3' });
    const second = await debug.stopIn(code);
    expect(await debug.evaluate('k', second.frames[0])).toBe('2');
    await debug.go();
    await second.done;
    await debug.breakAt(code, { line: 3, logMessage: 'k is {k}, `total` {total + 1}' });
    expect((await kernel.execute(code)).stdout.split('\n').slice(0, 3)).toEqual([
      'k is 0, `total` 1',
      'k is 1, `total` 1',
      'k is 2, `total` 2',
    ]);
  });

  test('with a condition that is none is refused, with the reason', async () => {
    await debug.attach();
    const { sourcePath: path } = await debug.body<{ sourcePath: string }>('dumpCell', { code: loop });
    const breakpoints = [
      { line: 4, condition: 'i ===' },
      { line: 4, hitCondition: 'often' },
    ];
    const body = await debug.body<{ breakpoints: object[] }>('setBreakpoints', { source: { path }, breakpoints });
    expect(body.breakpoints.map(({ message }: { message?: string }) => message)).toMatchInlineSnapshot(`
      [
        "Expression expected",
        "A count is a number, or a sign and a number: 3, >= 3, % 2. Received "often".",
      ]
    `);
  });

  test('in a cell with an enum, in a method, in a class, behind an import', async () => {
    const code = cell(
      "import { basename } from 'node:path';",
      'enum Mode { Same = 3, Valid }',
      'class Pad {',
      '  constructor(private readonly size: number) {}',
      '  of(mode: Mode): number {',
      '    const both = this.size * 2;',
      '    return mode === Mode.Same ? both : 0;',
      '  }',
      '}',
      "basename('/a/b') + new Pad(2).of(Mode.Same)",
    );
    await debug.attach('vscode');
    expect(await debug.breakAt(code, 7)).toEqual([7]);
    const { frames, done } = await debug.stopIn(code);
    expect(places(frames)).toEqual(['of:7', expect.stringMatching(/^Cell \[\d+\]:10$/)]);
    expect(shown(await debug.scope(frames[0]!))).toMatchInlineSnapshot(`
      {
        "both": "number = 4",
        "mode": "number = 3",
        "this": "Pad = Pad { size: 2 }",
      }
    `);
    await debug.go();
    expect((await done).result).toBe("'b4'");
  });

  test("in a file of the student's, before it is loaded and after it has changed", async () => {
    const file = join(folder, 'filters.ts');
    writeFileSync(file, 'export function half(x: number): number {\n  const y = x / 2;\n  return y;\n}\n');
    await debug.attach('vscode');
    const set = await debug.body<{ breakpoints: { line: number; verified: boolean }[] }>('setBreakpoints', {
      source: { path: file },
      breakpoints: [{ line: 3 }],
    });
    expect(set.breakpoints).toMatchObject([{ line: 3, verified: true }]);
    const use = "import { half } from './filters.ts';\nhalf(5)";
    const first = await debug.stopIn(use);
    expect(places(first.frames)).toEqual(['half:3', expect.stringMatching(/^Cell \[\d+\]:2$/)]);
    expect(first.frames[0]!.source).toEqual({ name: 'filters.ts', path: file });
    expect(shown(await debug.scope(first.frames[0]!))).toEqual({ x: 'number = 5', y: 'number = 2.5' });
    expect(await debug.body('source', { source: { path: file } })).toMatchObject({
      content: expect.stringContaining('x / 2') as string,
      mimeType: 'text/typescript',
    });
    await debug.go();
    await first.done;
    expect(await debug.body('modules')).toMatchObject({ modules: [{ name: 'filters.ts', path: file }] });
    await new Promise((resolve) => setTimeout(resolve, 20));
    writeFileSync(
      file,
      'enum By { Two = 2 }\nexport function half(x: number): number {\n  const y = x / By.Two;\n  return y + 1;\n}\n',
    );
    const second = await debug.stopIn(use);
    expect(places(second.frames)[0]).toBe('half:3');
    await debug.go();
    expect((await second.done).result).toBe('3.5');
    await debug.body('setBreakpoints', { source: { path: file }, breakpoints: [{ line: 4 }] });
    const third = await debug.stopIn(use);
    expect(places(third.frames)[0]).toBe('half:4');
    await debug.body('setBreakpoints', { source: { path: file }, breakpoints: [] });
    await debug.go();
    await third.done;
  });
});

test("an expression may use the library, TypeScript and the names of other cells; the console's answer is a cell's", async () => {
  await kernel.execute('const URL = [1, 2];');
  await debug.attach('vscode');
  const code = 'function f(size: number) {\n  return size;\n}\nf(2)';
  await debug.breakAt(code, 2);
  const { frames, done } = await debug.stopIn(code);
  const [frame] = frames;
  expect(await debug.evaluate('(URL as number[]).length + size', frame)).toBe('4');
  expect(await debug.evaluate('image.resize(np.eye(2), [size, size]).shape', frame)).toBe('[ 2, 2 ]');
  expect(await debug.evaluate('np.eye(size)', frame)).toBe(
    'array([[1., 0.],\n       [0., 1.]])\nshape (2, 2), float64',
  );
  expect(await debug.evaluate('size = 7', frame)).toBe('7');
  expect(await debug.evaluate('URL.push(3)')).toBe('3');
  await debug.go();
  expect((await done).result).toBe('7');
});

describe('steps', () => {
  const code = cell(
    'function twice(x: number): number {',
    '  const y = x * 2;',
    '  return y;',
    '}',
    'const wait = (ms: number) => new Promise((r) => setTimeout(r, ms, 5));',
    'const a = twice(1);',
    'const b = await wait(5);',
    'const m = np.vectorize((v: number) => v + 1)(np.arange(2));',
    'a + 1',
  );
  const trail = async (command: string): Promise<string> => {
    await debug.go(command);
    return places(await debug.stopped())[0]!.replace(/^Cell \[\d+\]/, 'cell');
  };

  test('over, into, out of, over an await, off the end', async () => {
    await debug.attach();
    await debug.breakAt(code, 6);
    const { done } = await debug.stopIn(code);
    expect(await trail('stepIn')).toBe('twice:2');
    expect(await trail('next')).toBe('twice:3');
    expect(await trail('stepOut')).toBe('cell:7');
    expect(await trail('next')).toBe('cell:8');
    expect(await trail('next')).toBe('cell:9');
    await debug.go('next');
    expect((await done).result).toBe('3');
    expect((await debug.event('continued'))['threadId']).toBe(1);
    const { result } = await kernel.execute('40 + 2');
    expect(result).toBe('42');
  });

  test('into a callback that the library calls, and out of it', async () => {
    await debug.attach();
    await debug.breakAt(code, 8);
    const { done } = await debug.stopIn(code);
    expect(await trail('stepIn')).toMatch(/:8$/);
    await debug.body('setBreakpoints', { source: { path: (await debug.frames())[0]!.source.path }, breakpoints: [] });
    await debug.go();
    await done;
  });

  test('pause stops a loop that runs', async () => {
    await debug.attach();
    const endless = cell('let n = 0;', "console.log('on');", 'while (n >= 0) {', '  n++;', '}');
    const { id, done } = kernel.begin(endless);
    await kernel.until(() => kernel.of(id).some(({ content }) => content['text'] === 'on\n'));
    await debug.body('pause', { threadId: 1 });
    const frames = await debug.stopped();
    expect(places(frames)[0]).toMatch(/^Cell \[\d+\]:[34]$/);
    await debug.evaluate('n = -5', frames[0]);
    await debug.go();
    expect((await done).reply['status']).toBe('ok');
  });

  test('pause where no cell runs is refused, and the next cell runs to its end', async () => {
    await debug.attach();
    expect(await debug.ask('pause', { threadId: 1 })).toMatchObject({
      success: false,
      message: 'No cell is running, so none is paused.',
    });
    expect((await kernel.execute('const idle = 1;\nidle + 1')).result).toBe('2');
  });

  test.each([
    ['alone', false],
    ['with a breakpoint, which stays', true],
  ])('a pause that its cell has not come to is dropped with it: %s', async (_, withBreakpoint) => {
    await debug.attach();
    const next = cell('const late = 1;', 'late + 1');
    if (withBreakpoint) expect(await debug.breakAt(next, 2)).toEqual([2]);
    // It ends from outside, without another line of the student's.
    const { id, done } = kernel.begin("console.log('waits');\nawait new Promise(() => {});");
    await kernel.until(() => kernel.of(id).some(({ content }) => content['text'] === 'waits\n'));
    await debug.body('pause', { threadId: 1 });
    await kernel.interrupt();
    await done;
    if (withBreakpoint) {
      const { frames, done: stands } = await debug.stopIn(next);
      expect(places(frames)[0]).toMatch(/:2$/);
      await debug.breakAt(next);
      await debug.go();
      expect((await stands).result).toBe('2');
    } else expect((await kernel.execute(next)).result).toBe('2');
  });

  test('`debugger` stops where the debugger is on', async () => {
    await debug.attach();
    await debug.body('setExceptionBreakpoints', { filters: ['errors'] });
    const { frames, done } = await debug.stopIn('const q = 1;\ndebugger;\nq');
    expect(places(frames)[0]).toMatch(/:2$/);
    await debug.go();
    await done;
  });
});

describe('errors', () => {
  test("stop at the student's line, though the library has thrown; errors that it catches do not", async () => {
    await debug.attach();
    await debug.body('setExceptionBreakpoints', { filters: ['errors'] });
    const code = cell('const left = np.ones([2, 3]);', 'const right = np.ones([2, 3]);', 'left.matmul(right)');
    const { done } = kernel.begin(code);
    const before = debug.events().filter(({ event }) => event === 'stopped').length;
    const stopped = await debug.event('stopped');
    expect(stopped).toMatchObject({ reason: 'exception', text: expect.stringContaining('matmul') as string });
    expect(places(await debug.frames())).toEqual([expect.stringMatching(/^Cell \[\d+\]:3$/)]);
    expect(await debug.body('exceptionInfo', { threadId: 1 })).toMatchObject({ exceptionId: 'ShapeError' });
    await debug.go();
    const { error } = await done;
    expect(error?.ename).toBe('ShapeError');
    expect(debug.events().filter(({ event }) => event === 'stopped').length).toBe(before + 1);
  });

  test('in an async function of another cell, once', async () => {
    await kernel.execute(
      cell(
        'async function load(name: string): Promise<number> {',
        '  await null;',
        '  throw new Error(`no ${name}`);',
        '}',
      ),
    );
    await debug.attach();
    await debug.body('setExceptionBreakpoints', { filters: ['errors'] });
    const before = debug.events().filter(({ event }) => event === 'stopped').length;
    const { frames, done } = await debug.stopIn("await load('cat')");
    expect(places(frames)[0]).toBe('load:3');
    await debug.go();
    expect((await done).error?.evalue).toBe('no cat');
    expect(debug.events().filter(({ event }) => event === 'stopped').length).toBe(before + 1);
  });
});
