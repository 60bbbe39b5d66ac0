/** @file What cells can do: names shared between cells, types checked first, imports, results, displays, tslab. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-cells-'));
  kernel = await KernelClient.start({ cwd: folder });
});
afterAll(async () => {
  await kernel.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (code: string, options?: object): Promise<Execution> => kernel.execute(code, options);
const traceback = ({ error }: Execution): string => stripVTControlCharacters(error?.traceback.join('\n') ?? '');
const shown = ({ published }: Execution, type: string): Record<string, unknown>[] =>
  published.filter((m) => m.header.msg_type === type).map((m) => m.content);

describe('names', () => {
  test('every kind of declaration can be run again, with another type', async () => {
    for (const [first, second] of [
      ['1', "'text'"],
      ['[1]', '{ a: 1 }'],
    ]) {
      await run(
        `const c = ${first}; let l = ${first}; var v = ${first}; function f() { return ${first} } class K { x = ${first} }`,
      );
      const again = `const c = ${second}; let l = ${second}; var v = ${second}; function f() { return ${second} } class K { x = ${second} }`;
      const { reply } = await run(again);
      expect(reply['status']).toBe('ok');
    }
    expect((await run('[c, l, v, f(), new K().x].every((x) => x.a === 1)')).result).toBe('true');
  });

  test('imports can be run again', async () => {
    for (let i = 0; i < 2; i++) expect((await run("import { join } from 'path'; join('a', 'b')")).result).toBe("'a/b'");
    expect((await run("join('c', 'd')")).result).toBe("'c/d'");
  });

  test('functions of earlier cells see what later cells set', async () => {
    await run('let factor = 2; function times(x: number) { return x * factor }');
    await run('factor = 10');
    expect((await run('times(4)')).result).toBe('40');
  });

  test('a cell may declare and use types, enums, parameter properties', async () => {
    await run(
      'interface P { x: number }\ntype Q = P | string\nenum Colour { Red, Blue }\nclass A { constructor(public y: number) {} }',
    );
    expect(
      (await run('const p: P = { x: 1 }; const q: Q = p; const k: Colour = Colour.Blue; [q, k, new A(7).y]')).result,
    ).toBe('[ { x: 1 }, 1, 7 ]');
    expect((await run('const bad: P = { x: true }')).error?.ename).toBe('TypeScriptError');
  });

  test('names that libraries look up as globals stay theirs', async () => {
    await run("const window = 1, document = 2, process2 = 3; let URL = 'mine'; function fetch() { return 'mine' }");
    expect(
      (
        await run(
          "import * as url from 'url'; [window, document, URL, fetch(), typeof globalThis.URL, 'window' in globalThis]",
        )
      ).result,
    ).toBe("[ 1, 2, 'mine', 'mine', 'function', false ]");
    expect((await run('new Function("return typeof window + typeof URL")()')).result).toBe("'undefinedfunction'");
  });

  test('a failing cell keeps the names it had set, and only those', async () => {
    const failed = await run("let before = 'kept'; throw new Error('stop'); let after = 1");
    expect(failed.error?.evalue).toBe('stop');
    expect((await run('before')).result).toBe("'kept'");
    expect((await run('after')).error?.evalue).toContain("Cannot find name 'after'");
  });

  test('top-level await, also in loops', async () => {
    const { result } = await run(
      'let s = 0; for (const p of [1, 2, 3]) s += await Promise.resolve(p); for await (const x of [4]) s += x; s',
    );
    expect(result).toBe('10');
  });
});

describe('errors', () => {
  test('type errors come with line and column, before anything runs', async () => {
    const cell = await run("console.log('ran')\nconst ok = 1\n  const n: number = 'text'");
    expect(cell.stdout).toBe('');
    expect(traceback(cell)).toMatchInlineSnapshot(`
      "TypeScriptError: Type 'string' is not assignable to type 'number'.
      Cell [${cell.reply['execution_count'] as number}], line 3, column 9
              2 | const ok = 1
      -->     3 |   const n: number = 'text'
                |         ^
      This cell did not run."
    `);
    expect((await run('ok')).error?.evalue).toContain("Cannot find name 'ok'");
  });

  test('a misspelt name is corrected', async () => {
    await run('const pictures = { width: 3 }');
    expect((await run('pictures.widht')).error?.evalue).toContain("Did you mean 'width'?");
  });

  test('a name of Python in the options of fit is corrected, with a generator and with arrays', async () => {
    await run(
      'const small = keras.Sequential([keras.layers.Dense(1, { inputShape: [2] })]);\nconst batches = () => [[np.ones([1, 2]), np.ones([1, 1])]] as const;',
    );
    for (const data of ['batches', 'np.ones([1, 2]), np.ones([1, 1])']) {
      const { error } = await run(`await small.fit(${data}, { epochs: 1, steps_per_epoch: 3 })`);
      expect(error?.evalue).toMatch(/Did you mean (?:to write )?.stepsPerEpoch./);
    }
  });

  test('syntax errors name the place', async () => {
    const cell = await run('const a = 1\nconst b = ;');
    expect(cell.error?.ename).toBe('SyntaxError');
    expect(traceback(cell)).toContain('line 2, column 11');
  });

  test('tracebacks are in the lines of the cells, without frames of the kernel', async () => {
    const defining = await run(
      "// a comment\nfunction inner(x: number): number {\n  throw new RangeError('x is ' + x)\n}\nconst outer = (x: number) => inner(x)",
    );
    const calling = await run('const unused = 1\n\nouter(3)');
    const [d, c] = [defining.reply['execution_count'], calling.reply['execution_count']] as number[];
    expect(calling.reply).toMatchObject({ status: 'error', ename: 'RangeError', evalue: 'x is 3' });
    expect(traceback(calling)).toBe(
      [
        'RangeError: x is 3',
        `Cell [${d}], line 3`,
        '        2 | function inner(x: number): number {',
        "-->     3 |   throw new RangeError('x is ' + x)",
        '          |         ^',
        '        4 | }',
        `  called from Cell [${d}], line 5`,
        `  called from Cell [${c}], line 3`,
      ].join('\n'),
    );
  });

  test('a name that is missing only at run time is found in its line', async () => {
    expect(traceback(await run('const one = 1\ndeclare const nowhere: number\nnowhere'))).toMatch(
      /ReferenceError: nowhere is not defined\nCell \[\d+\], line 3\n/,
    );
  });

  test('what is left open is told at the end of the cell, once', async () => {
    const cell = await run('const a = 1\nMath.max(');
    expect(cell.error?.traceback.length).toBeLessThan(8);
    expect(traceback(cell)).toContain('hint: Line 2: `(` is not closed; `)` is missing.');
    expect(traceback(cell)).toMatch(/^SyntaxError: .*expected\.\nCell \[\d+\], line 2, column 10\n/);
  });

  test('an error that is printed or shown speaks of cells, too', async () => {
    const cell = await run("const shown = new Error('as value')\nconsole.log(shown)\nshown");
    const n = cell.reply['execution_count'] as number;
    const text = `Error: as value\n    at Cell [${n}], line 1`;
    expect([cell.stdout, cell.result]).toEqual([`${text}\n`, text]);
  });

  test('a promise at the end of a cell is waited for', async () => {
    expect((await run('Promise.resolve([1])')).result).toBe('[ 1 ]');
  });

  test('anything can be thrown', async () => {
    expect((await run("throw 'just text'")).error).toMatchObject({ ename: 'Uncaught', evalue: 'just text' });
    expect((await run('class Odd extends Error {}\nthrow new Odd("strange")')).error?.ename).toBe('Odd');
  });
});

describe('imports', () => {
  test('CommonJS and ESM-only packages beside the notebook', async () => {
    const put = (path: string, text: string): void => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    put('node_modules/old-style/package.json', '{"name":"old-style","main":"index.js"}');
    put('node_modules/old-style/index.js', 'const names = { dyn: 5 }; module.exports = Object.assign(() => 1, names);');
    put('node_modules/esm-only/package.json', '{"name":"esm-only","type":"module","exports":{"import":"./m.js"}}');
    put('node_modules/esm-only/m.js', 'export const shout = (s) => s.toUpperCase(); export default 3;');
    const cell = await run(
      "import old, { dyn } from 'old-style'; import three, { shout } from 'esm-only'; [old(), dyn, three, shout('a')]",
    );
    expect([cell.error?.evalue, cell.result]).toEqual([undefined, "[ 1, 5, 3, 'A' ]"]);
    expect((await run("const m = await import('esm-only'); [m.default, require('old-style').dyn]")).result).toBe(
      '[ 3, 5 ]',
    );
  });

  test('a local file is read again after an edit, also through another file', async () => {
    writeFileSync(join(folder, 'inner.ts'), 'export const level: number = 1;');
    writeFileSync(
      join(folder, 'helper.ts'),
      "import { level } from './inner.ts';\nexport const twice = (): number => 2 * level;",
    );
    expect((await run("import { twice } from './helper.ts'; twice()")).result).toBe('2');
    writeFileSync(join(folder, 'inner.ts'), 'export const level: number = 21; export const added = true;');
    utimesSync(join(folder, 'inner.ts'), new Date(), new Date(Date.now() + 5000));
    expect(
      (await run("import { twice } from './helper'; import { added } from './inner'; [twice(), added]")).result,
    ).toBe('[ 42, true ]');
  });

  test('an error in a local file points into it', async () => {
    writeFileSync(join(folder, 'broken.ts'), "export function go(): void {\n  throw new Error('inside');\n}");
    expect(traceback(await run("import { go } from './broken.ts'\ngo()"))).toContain('broken.ts, line 2');
  });

  test('a local file may import types without the word `type`, and have enums', async () => {
    writeFileSync(join(folder, 'shapes.ts'), 'export interface Box { w: number }\nexport enum Side { Left, Right }');
    const user =
      "// a comment\nimport { Box, Side } from './shapes'\n\nexport const box: Box = { w: Side.Right }\nexport function fail(): never {\n  throw new Error(Side[0])\n}";
    writeFileSync(join(folder, 'user.ts'), user);
    expect((await run("import { box, fail } from './user'; box")).result).toBe('{ w: 1 }');
    expect(traceback(await run('fail()'))).toMatch(/^Error: Left\nuser\.ts, line 6\n/);
    writeFileSync(join(folder, 'wrong.ts'), 'export const x = ;');
    expect((await run("await import('./wrong.ts')")).error?.evalue).toContain('wrong.ts');
  });

  test('JSON', async () => {
    writeFileSync(join(folder, 'data.json'), '{"rows": [1, 2]}');
    expect((await run("import data from './data.json'; data.rows.length")).result).toBe('2');
  });

  test('a missing module is an error in its cell and harms no later cell', async () => {
    expect((await run("import { x } from './nowhere'")).error?.evalue).toContain("Cannot find module './nowhere'");
    expect((await run("await import('no-such-package' as string)")).error?.evalue).toContain(
      'npm install no-such-package',
    );
    expect((await run('1 + 1')).result).toBe('2');
  });

  test("the library's names are there without an import, typed, and the same as imported ones", async () => {
    const cell = await run("import { np as imported } from 'kernelab'; [np === imported, np.zeros([2, 3]).shape]");
    expect([cell.error?.evalue, cell.result]).toEqual([undefined, '[ true, [ 2, 3 ] ]']);
    expect((await run('np.arange(3)')).result).toContain('array([0, 1, 2])');
    expect((await run('np.zeroes(3)')).error?.evalue).toContain("Did you mean 'zeros'?");
    expect((await run('const np = 5; np + 1')).result).toBe('6');
    expect((await run('import { np } from "kernelab"; np.ones(1).size')).result).toBe('1');
  });

  test('kernelab is the library, one instance however it is imported', async () => {
    const cell = await run(
      "import * as lib from 'kernelab'; import { ValueError } from 'kernelab'; const again = await import('kernelab'); [lib === again, ValueError === lib.ValueError]",
    );
    expect([cell.error?.evalue, cell.result]).toEqual([undefined, '[ true, true ]']);
  });
});

describe('showing', () => {
  test('the last expression, readable; nothing for declarations and undefined', async () => {
    expect((await run('new Map([[1, { a: [1, 2] }]])')).result).toBe('Map(1) { 1 => { a: [ 1, 2 ] } }');
    expect((await run('const quiet = 1')).result).toBeUndefined();
    expect((await run('undefined')).result).toBeUndefined();
    expect((await run('null')).result).toBe('null');
    expect((await run('5;')).result).toBe('5');
  });

  test('Jupyter.display may promise its bundle; an empty one shows nothing', async () => {
    const promised = await run("({ [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': '<i>x</i>' }) })");
    expect(shown(promised, 'execute_result')[0]?.['data']).toEqual({ 'text/html': '<i>x</i>' });
    const empty = await run("({ [Symbol.for('Jupyter.display')]: () => ({}) })");
    expect(empty.published.map((m) => m.header.msg_type)).toEqual(['status', 'execute_input', 'status']);
  });

  test('display, its handle, and clear_output', async () => {
    const cell = await run("const h = display({ a: 1 }); h.update('done'); clearOutput(true)");
    const [first] = shown(cell, 'display_data');
    const [second] = shown(cell, 'update_display_data');
    expect(first?.['data']).toEqual({ 'text/plain': '{ a: 1 }' });
    expect(second?.['data']).toEqual({ 'text/plain': 'done' });
    expect(second?.['transient']).toEqual(first?.['transient']);
    expect(shown(cell, 'clear_output')).toEqual([{ wait: true }]);
    const later = await run("h.update('later')");
    expect(shown(later, 'update_display_data')[0]?.['data']).toEqual({ 'text/plain': 'later' });
  });

  test('libraries find the host: display, signal, end of cell', async () => {
    const host = "(globalThis as any)[Symbol.for('kernelab.host')]";
    await run(
      `let ends = 0; ${host}.onCellEnd(async () => { await null; if (ends++ < 1) ${host}.display({ 'text/plain': 'flushed' }) })`,
    );
    const cell = await run(`[${host}.signal.aborted, ends]`);
    expect(cell.result).toBe('[ false, 1 ]');
    await run('ends = 0');
    const figure = await run("1; 'last'");
    expect(figure.published.map((m) => m.header.msg_type)).toEqual(
      ['status', 'execute_input', 'execute_result', 'display_data', 'status'].filter((t) => ends(t, figure)),
    );
  });

  test('notebooks written for tslab run unchanged', async () => {
    const cell = await run(`
      import * as tslab from 'tslab';
      tslab.display.html('<b>h</b>');
      tslab.display.png(new Uint8Array([1, 2, 3]));
      tslab.display.jpeg(new Uint8Array([1]));
      tslab.display.svg('<svg/>');
      tslab.display.javascript('1');
      tslab.display.markdown('# m');
      tslab.display.text('t');
      tslab.display.raw('application/json', '{}');
      const place = tslab.newDisplay();
      place.text('one');
      place.text('two');`);
    expect(cell.reply['status']).toBe('ok');
    expect(shown(cell, 'display_data').map((c) => c['data'])).toEqual([
      { 'text/html': '<b>h</b>' },
      { 'image/png': 'AQID' },
      { 'image/jpeg': 'AQ==' },
      { 'image/svg+xml': '<svg/>' },
      { 'text/javascript': '1' },
      { 'text/markdown': '# m' },
      { 'text/plain': 't' },
      { 'application/json': '{}' },
      { 'text/plain': 'one' },
    ]);
    expect(shown(cell, 'update_display_data').map((c) => c['data'])).toEqual([{ 'text/plain': 'two' }]);
  });
});

/** The flush of the test before runs after every cell; it shows something only once. */
function ends(type: string, cell: Execution): boolean {
  return type !== 'display_data' || cell.published.some((m) => m.header.msg_type === 'display_data');
}

describe('tables', () => {
  const bundles = (cell: Execution): Record<string, unknown>[] =>
    [...shown(cell, 'execute_result'), ...shown(cell, 'display_data')].map((content) => content['data'] as never);

  test('a list of records, console.table, and what makes HTML of itself', async () => {
    const [records] = bundles(await run("[{ name: 'a', n: 1 }, { name: 'b', n: 2 }]"));
    expect(records!['text/html']).toContain('<td>b</td>');
    expect(records!['text/plain']).toBe("[ { name: 'a', n: 1 }, { name: 'b', n: 2 } ]");
    const [printed] = bundles(await run('console.table([{ a: 1 }])'));
    expect(printed!['text/html']).toContain('<table');
    expect(printed!['text/plain']).toContain('│ (index) │ a │');
    const [own] = bundles(await run("({ toHTML() { return '<b>x</b>'; } })"));
    expect(own!['text/html']).toBe('<b>x</b>');
    const broken = await run("({ toHTML() { throw new Error('no'); } })");
    expect([broken.reply['status'], Object.keys(bundles(broken)[0]!)]).toEqual(['ok', ['text/plain']]);
    expect(Object.keys(bundles(await run('[1, 2]'))[0]!)).toEqual(['text/plain']);
  });
});
