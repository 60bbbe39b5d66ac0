/** @file Notebooks straight on the kernel, without Jupyter, and the installed kernelspec from another folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inSession } from '../../kernel/notebook/in-session.ts';
import { CellRunner, runNotebook } from '../../kernel/notebook/run.ts';
import { installKernelSpec, uninstallKernelSpec } from '../../kernel/kernelspec.ts';
import type { Cell, Notebook } from '../../kernel/notebook/file.ts';
import { kernelName, languageInfo } from '../../kernel/protocol/info.ts';
import { KernelClient } from './client.ts';

const code = (source: string, tags: string[] = []): Cell => ({ cell_type: 'code', source, metadata: { tags } });
const notebook = (...cells: Cell[]): Notebook => ({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
const folder = mkdtempSync(join(tmpdir(), 'kernelab-headless-'));
mkdirSync(join(folder, 'node_modules', 'acorn'), { recursive: true });
writeFileSync(join(folder, 'node_modules', 'acorn', 'package.json'), '{ "name": "acorn" }');
const kernelHere = () => inSession({ cwd: folder });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a notebook without Jupyter', () => {
  test('outputs are collected as Jupyter would store them', async () => {
    const { notebook: done, errors } = await runNotebook(
      notebook(
        code("console.log('a'); console.log('b'); console.error('e'); 5"),
        { cell_type: 'markdown', source: '# text', metadata: {} },
        code("const h = display('first')"),
        code("h.update('second'); display('gone'); clearOutput(); display('stays')"),
      ),
      kernelHere,
    );
    expect(errors).toBe(0);
    expect(done.cells[0]!.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'a\nb\n' },
      { output_type: 'stream', name: 'stderr', text: 'e\n' },
      { output_type: 'execute_result', data: { 'text/plain': '5' }, metadata: {}, execution_count: 1 },
    ]);
    expect(done.cells[2]!.outputs).toMatchObject([{ output_type: 'display_data', data: { 'text/plain': 'second' } }]);
    expect(done.cells[3]!.outputs).toMatchObject([{ data: { 'text/plain': 'stays' } }]);
    expect(done.cells.map((cell) => cell.execution_count)).toEqual([1, undefined, 2, 3]);
  });

  test('what beginners stumble over: hidden built-ins, forgotten awaits, JSON of packages', async () => {
    const sources = [
      'const np = 5',
      "import { np } from 'kernelab'\nnp.zeros([2]).size",
      'const xs = np.zeros([2])',
      'xs / 255',
      "\nimage.imread('none.png')",
      "import data from 'acorn/package.json'\ndata.name",
    ];
    const { notebook: done } = await runNotebook(notebook(...sources.map((source) => code(source))), kernelHere, {
      allowErrors: true,
    });
    const outputs = done.cells.map((cell) => JSON.stringify(cell.outputs));
    expect(outputs[0]).toContain('hides the built-in np');
    expect(outputs[1]).toContain('"text/plain":"2"');
    expect(outputs[3]).toContain('hint:');
    expect(outputs[3]).toContain('xs.div(255)');
    expect(outputs[4]).toContain('Cell [5], line 2');
    expect(outputs[5]).toContain("'acorn'");
  });

  test('it stops at the first error unless told otherwise', async () => {
    const cells = [code("throw new Error('x')"), code('1')];
    const stopped = await runNotebook(notebook(...cells), kernelHere);
    expect([stopped.errors, stopped.cells.length]).toEqual([1, 1]);
    expect(stopped.notebook.cells[0]!.outputs).toMatchObject([{ output_type: 'error', ename: 'Error', evalue: 'x' }]);
    const all = await runNotebook(notebook(...cells), kernelHere, { allowErrors: true });
    expect([all.errors, all.cells.length]).toEqual([1, 2]);
    const expected = await runNotebook(notebook(code('null.x', ['raises-exception']), code('1')), kernelHere);
    expect(expected.errors).toBe(0);
  });

  test('a notebook without code starts no kernel and ends; one with code says which language it is in', async () => {
    const asked: string[] = [];
    const text: Cell = { cell_type: 'markdown', source: '# text', metadata: {} };
    const never = () => {
      asked.push('a kernel');
      return kernelHere();
    };
    const none = await runNotebook(notebook(text, code('  ')), never);
    expect([none.cells, none.errors, asked]).toEqual([[], 0, []]);
    const { notebook: done } = await runNotebook(notebook(code('1')), kernelHere);
    expect(done.metadata).toEqual({ kernelspec: kernelName, language_info: languageInfo });
  });

  test('the program ends after a notebook without code, and a full disk leaves the old file', () => {
    const path = join(folder, 'empty.ipynb');
    writeFileSync(path, JSON.stringify(notebook({ cell_type: 'markdown', source: 'text', metadata: {} })));
    const kernelab = join(import.meta.dirname, '../../bin/kernelab.mjs');
    const run = (...more: string[]) =>
      spawnSync(process.execPath, [kernelab, 'run', path, ...more], { encoding: 'utf8', timeout: 110_000 });
    const { status, stdout } = run('--output', join(folder, 'out.ipynb'));
    expect([status, stdout]).toEqual([0, expect.stringContaining('0 cells, 0 errors')]);
    const lost = run('--output', join(folder, 'no', 'out.ipynb'));
    expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining(`there is no folder '${folder}/no'`)]);
    expect(existsSync(join(folder, 'no'))).toBe(false);
    const full = run('--output', '/dev/full');
    expect([full.status, full.stderr]).toEqual([1, expect.stringContaining('notebook: the file cannot be written.')]);
  });

  test('parameters replace those of the tagged cell', async () => {
    const { notebook: done } = await runNotebook(
      notebook(code('let n = 1', ['parameters']), code('n * 2')),
      kernelHere,
      {
        parameters: { n: 21 },
      },
    );
    expect(done.cells[2]!.outputs).toMatchObject([{ data: { 'text/plain': '42' } }]);
  });

  test('a cell over its time is stopped and says so', async () => {
    const connection = await kernelHere();
    const kernel = new CellRunner(connection);
    try {
      await kernel.run('const kept = 1');
      const run = await new CellRunner(connection, { timeout: 2 }).run('for (;;);');
      expect(run.timedOut).toBe(true);
      expect(run.error).toMatchObject({
        ename: 'TimeoutError',
        evalue: 'The cell took longer than 2 s and was stopped.',
      });
      expect((await kernel.run('kept')).outputs).toMatchObject([{ data: { 'text/plain': '1' } }]);
    } finally {
      await kernel.close();
    }
  });

  test('nobody types: a cell that asks fails and says so', async () => {
    const { notebook: done } = await runNotebook(notebook(code("prompt('?', 'default')")), kernelHere);
    expect(done.cells[0]!.outputs).toMatchObject([{ output_type: 'error', ename: 'InputError' }]);
  });
});

test('the registered kernel starts from any folder, and can be taken out again', async () => {
  const spec = await installKernelSpec({ prefix: folder });
  expect(spec).toBe(join(folder, 'share', 'jupyter', 'kernels', 'kernelab'));
  for (const logo of ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png'])
    expect(existsSync(join(spec, logo))).toBe(true);
  const { argv } = JSON.parse(readFileSync(join(spec, 'kernel.json'), 'utf8')) as { argv: string[] };
  const kernel = await KernelClient.start({
    cwd: folder,
    argv: (file) => argv.map((a) => a.replace('{connection_file}', file)),
  });
  expect(
    (await kernel.execute("import { ValueError } from 'kernelab'; [typeof ValueError, process.cwd() === __dirname]"))
      .result,
  ).toBe("[ 'function', true ]");
  await kernel.stop();
  await uninstallKernelSpec({ prefix: folder });
  expect(existsSync(spec)).toBe(false);
});

test('the program without a connection file says what is missing', () => {
  const main = join(import.meta.dirname, '../../dist/kernel/main.js');
  const { status, stderr } = spawnSync(process.execPath, [main], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining('the connection file is missing')]);
});
