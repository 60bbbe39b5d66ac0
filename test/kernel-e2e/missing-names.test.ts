/** @file A cell that did not run says so, and a missing name says which cell makes it and why that has not happened. */
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runNotebook } from '../../kernel/notebook/run.ts';
import { inSession } from '../../kernel/notebook/in-session.ts';
import { parseNotebook } from '../../kernel/notebook/file.ts';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;
let korean: KernelClient;
const folder = mkdtempSync(join(tmpdir(), 'kernelab-names-'));

beforeAll(async () => {
  [kernel, korean] = await Promise.all([
    KernelClient.start({ cwd: folder }),
    KernelClient.start({ cwd: folder, env: { KERNELAB_LANG: 'ko' } }),
  ]);
});
afterAll(async () => {
  await Promise.all([kernel.stop(), korean.stop()]);
  rmSync(folder, { recursive: true, force: true });
});

const text = ({ error }: Execution): string => stripVTControlCharacters(error?.traceback.join('\n') ?? '');
/** The last lines, without the excerpt, and with N for the numbers of cells. */
const advice = (cell: Execution): string =>
  text(cell)
    .split('\n')
    .filter((line) => /^(?:hint:|힌트:|This cell|이 셀은|The cell|셀이|Still|이전 값)/.test(line))
    .join('\n')
    .replace(/\[\d+\]/g, '[N]');

test('after a type error or a syntax error, whatever made the name', async () => {
  const wrong = "const bad: number = 'x'";
  const made: Record<string, string> = {
    pred: 'const pred = 1',
    area: 'function area(r: number) { return r }',
    later1: 'async function later1() {}',
    Shape: 'class Shape {}',
    Kind: 'enum Kind { A }',
    Point: 'interface Point { x: number }',
    basename: "import { basename } from 'node:path'",
    p2: "import * as p2 from 'node:path'",
    inner: 'const { outer: { inner } } = { outer: { inner: 1 } }',
    rest: 'const [first, ...rest] = [1, 2]',
    looped: 'for (var looped = 0; looped < 2; looped++) {}',
  };
  for (const [name, line] of Object.entries(made)) {
    const refused = await kernel.execute(`${line}\n${wrong}`);
    expect(text(refused)).toContain('This cell did not run.');
    const use = name === 'Point' ? 'const q: Point = { x: 1 }' : `[${name}]`;
    expect(text(await kernel.execute(use))).toContain(`'${name}' is made in Cell [`);
  }
  expect(advice(await kernel.execute('[pred]'))).toMatchInlineSnapshot(`
    "hint: 'pred' is made in Cell [N] (\`const pred = 1\`), which did not run because of a type error. Correct that cell and run it first.
    This cell did not run."
  `);
  await kernel.execute('const halfWritten = (1');
  expect(advice(await kernel.execute('halfWritten + 1'))).toMatchInlineSnapshot(`
    "hint: 'halfWritten' is made in Cell [N] (\`const halfWritten = (1\`), which did not run because of a syntax error. Correct that cell and run it first.
    This cell did not run."
  `);
  await korean.execute(`const pred = 1;\n${wrong}`);
  expect(advice(await korean.execute('pred'))).toMatchInlineSnapshot(`
    "힌트: 'pred'의 정의는 셀 [N](\`const pred = 1;\`)에 있습니다. 이 셀은 타입 오류 때문에 실행되지 않았습니다. 그 셀을 고쳐서 먼저 실행하세요.
    이 셀은 실행되지 않았습니다."
  `);
  // The mended cell makes the name.
  await kernel.execute('const pred = 1');
  expect((await kernel.execute('pred')).result).toBe('1');
});

test('after an error in a line above it', async () => {
  const failed = await kernel.execute("const a1 = 1;\nJSON.parse('');\nconst b1 = 2;\nfunction f1() {}\nclass C1 {}");
  expect(advice(failed)).toMatchInlineSnapshot(`"The cell ended before it made: b1, C1."`);
  expect((await kernel.execute('[a1, typeof f1]')).result).toBe("[ 1, 'function' ]");
  expect(advice(await kernel.execute('b1'))).toMatchInlineSnapshot(`
    "hint: 'b1' is made in Cell [N] (\`const b1 = 2;\`), which ended with an error in line 2 before it came to 'b1'. Correct that cell and run it first.
    This cell did not run."
  `);
  // Again, and it still has no value.
  await kernel.execute("const a1 = 1;\nJSON.parse('');\nconst b1 = 2;");
  expect(text(await kernel.execute('new C1()'))).toContain("'C1' is made in Cell");
  const ko = await korean.execute("const a1 = 1;\nJSON.parse('');\nconst b1 = 2;");
  expect(advice(ko)).toMatchInlineSnapshot(`"셀이 먼저 끝나 만들어지지 않은 이름: b1."`);
  expect(advice(await korean.execute('b1'))).toMatchInlineSnapshot(`
    "힌트: 'b1'의 정의는 셀 [N](\`const b1 = 2;\`)에 있습니다. 이 셀은 2번째 줄의 오류로 그 줄까지 가지 못하고 끝났습니다. 그 셀을 고쳐서 먼저 실행하세요.
    이 셀은 실행되지 않았습니다."
  `);
});

test('a name keeps its earlier value, and its earlier type, where the new line did not run', async () => {
  await kernel.execute('let kept1 = [1], same = 5, none: undefined;');
  const failed = await kernel.execute(
    "same = 5; none = undefined;\nconst other = 5;\nJSON.parse('');\nlet kept1 = 'text';",
  );
  expect(advice(failed)).toMatchInlineSnapshot(`"Still with its earlier value: kept1."`);
  expect((await kernel.execute('kept1.map((x) => x + 1)')).result).toBe('[ 2 ]');
  expect((await kernel.execute('other')).result).toBe('5');
});

test('after Stop, and of cells that waited behind it', async () => {
  const long = kernel.begin('console.log("begun"); await new Promise((r) => setTimeout(r, 60_000));\nconst slow1 = 1;');
  const next = kernel.begin('const waiting1 = 2;');
  await kernel.until(() => kernel.of(long.id).some((m) => m.content['text'] === 'begun\n'));
  await kernel.interrupt();
  expect(advice(await long.done)).toMatchInlineSnapshot(`"The cell ended before it made: slow1."`);
  expect((await next.done).reply['status']).toBe('aborted');
  expect(advice(await kernel.execute('slow1'))).toMatchInlineSnapshot(`
    "hint: 'slow1' is made in Cell [N] (\`const slow1 = 1;\`), which was stopped before it came to 'slow1'. Run it again.
    This cell did not run."
  `);
  expect(advice(await kernel.execute('waiting1'))).toMatchInlineSnapshot(`
    "hint: 'waiting1' is made in a cell (\`const waiting1 = 2;\`), which did not run because a cell before it failed. Run it first.
    This cell did not run."
  `);
});

test('after the process of the cells was replaced', async () => {
  await kernel.execute('const before1 = 1; function early() { return before1 }');
  await kernel.execute("process.kill(process.pid, 'SIGKILL')");
  expect(advice(await kernel.execute('early()'))).toMatchInlineSnapshot(`
    "hint: 'early' was made in Cell [N] (\`const before1 = 1; function early() { return befor…\`), but the process of the cells was replaced since then. Run that cell again.
    This cell did not run."
  `);
  await korean.execute('const before1 = 1');
  await korean.execute("process.kill(process.pid, 'SIGKILL')");
  expect(advice(await korean.execute('before1'))).toMatchInlineSnapshot(`
    "힌트: 'before1'의 정의는 셀 [N](\`const before1 = 1\`)에 있습니다. 그 셀을 실행한 뒤 셀의 프로세스가 새로 시작되었습니다. 그 셀을 다시 실행하세요.
    이 셀은 실행되지 않았습니다."
  `);
});

test('a name nobody makes, and one that is only misspelt', async () => {
  expect(advice(await kernel.execute('nobodyHasThis'))).toMatchInlineSnapshot(`
    "hint: No cell that has run since the kernel (re)started makes 'nobodyHasThis'. If a cell makes it, run that cell first.
    This cell did not run."
  `);
  await kernel.execute('const spelled = 1');
  const wrong = await kernel.execute('speled');
  expect(advice(wrong)).toBe("hint: Did you mean 'spelled'?\nThis cell did not run.");
  // Where a cell makes exactly that name, nothing else is guessed.
  await kernel.execute("const speled = 2; const bad: number = ''");
  expect(text(await kernel.execute('speled'))).not.toContain('Did you mean');
});

test('a missing name at run time', async () => {
  await kernel.execute("const late1 = 1; const bad: number = ''");
  const unchecked = await kernel.execute('// @ts-nocheck\n[late1]');
  expect(unchecked.error?.ename).toBe('ReferenceError');
  expect(advice(unchecked)).toMatchInlineSnapshot(
    `"hint: 'late1' is made in Cell [N] (\`const late1 = 1; const bad: number = ''\`), which did not run because of a type error. Correct that cell and run it first."`,
  );
});

test('a function may call what a later cell defines', async () => {
  const [first, second] = [
    'function trainAll() { return stepOnce(RATE) }\nconst both = () => trainAll();\nclass Loop { go() { return new Runner1().run() } }',
    'const RATE = 2; const stepOnce = (x: number) => x * 10; class Runner1 { run() { return 7 } }',
  ];
  expect((await kernel.execute(first)).reply['status']).toBe('ok');
  const early = await kernel.execute('trainAll()');
  expect(early.error).toMatchObject({ ename: 'ReferenceError', evalue: 'stepOnce is not defined' });
  expect(advice(early)).toMatchInlineSnapshot(
    `"hint: No cell that has run since the kernel (re)started makes 'stepOnce'. If a cell makes it, run that cell first."`,
  );
  await kernel.execute(second);
  expect((await kernel.execute('[both(), new Loop().go()]')).result).toBe('[ 20, 7 ]');
  // Called in the same cell, or at once, it is missing now.
  for (const code of [
    'function now1() { return nowhere1() }\nnow1()',
    'function now2() { return nowhere1() }\nconst go = () => now2();\n[1].map(go)',
    'const list1 = [1].map((x) => nowhere1(x))',
    'const done1 = (() => nowhere1())()',
    'function typed(x: NoSuchType) {}',
  ]) {
    expect((await kernel.execute(code)).error?.ename).toBe('TypeScriptError');
  }
  // A slip stays a slip.
  const slip = await kernel.execute('function sums(numbers: number[]) { let total = 0; return totl }');
  expect(text(slip)).toContain("Did you mean 'total'?");
  await kernel.execute('const learningRate1 = 0.1');
  const far = await kernel.execute('function update(w: number) { return w * learningRat1 }');
  expect(advice(far)).toBe("hint: Did you mean 'learningRate1'?\nThis cell did not run.");
});

describe('with the notebook', () => {
  const cells = [
    ['a', 'const top1 = 1;'],
    ['b', 'const pred1 = model1(top1);\nconst other1 = 2;'],
    ['c', 'pred1'],
    ['d', 'function model1(x: number) { return x }'],
  ] as const;
  const path = join(folder, 'lab.ipynb');
  const write = (list: readonly (readonly [string, string])[]): void => {
    const nb = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: list.map(([id, source]) => ({
        id,
        cell_type: 'code',
        metadata: {},
        source,
        outputs: [],
        execution_count: null,
      })),
    };
    writeFileSync(path, JSON.stringify(nb));
    const soon = new Date(Date.now() + 5000);
    utimesSync(path, soon, soon);
  };

  test.for(['en', 'ko'])('out of order, after a restart, edited, deleted (%s)', async (lang) => {
    write(cells);
    const client = await KernelClient.start({ cwd: folder, env: { JPY_SESSION_NAME: path, KERNELAB_LANG: lang } });
    const run = ([cellId, code]: readonly [string, string]): Promise<Execution> => client.execute(code, {}, { cellId });
    try {
      const said: string[] = [];
      said.push(`restart: ${advice(await run(cells[2]))}`);
      await run(cells[0]);
      said.push(`further down: ${advice(await run(cells[1]))}`);
      await run(cells[3]);
      await run(['b', 'const pred1: string = model1(top1);']);
      said.push(`edited: ${advice(await run(cells[2]))}`);
      await run(['e', 'const gone1 = 1, bad: string = 5']);
      said.push(`deleted: ${advice(await client.execute('gone1'))}`);
      expect(said.join('\n')).toMatchSnapshot();
      await run(cells[1]);
      expect((await run(cells[2])).result).toBe('1');
    } finally {
      await client.stop();
    }
  });

  test('kernelab run', async () => {
    const source = (text: string): object => ({ cell_type: 'code', metadata: {}, source: text, outputs: [] });
    const notebook = parseNotebook(
      JSON.stringify({ nbformat: 4, nbformat_minor: 4, cells: [source('size2 + 1'), source('const size2 = 3')] }),
    );
    const run = await runNotebook(notebook, (known) => inSession({ cwd: folder, cells: known }), { allowErrors: true });
    const traceback = stripVTControlCharacters(run.cells[0]!.error!.traceback.join('\n'));
    expect(traceback).toContain(
      "hint: 'size2' is made in a cell further down that has not run yet (`const size2 = 3`). Run that cell first.",
    );
  });
});
