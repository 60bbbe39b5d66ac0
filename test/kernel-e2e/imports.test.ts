/** @file What cells import: own files of every kind from everywhere, packages however they are installed, and what is missing. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;
const project = realpathSync(mkdtempSync(join(tmpdir(), 'kernelab-imports-')));
const folder = join(project, 'lab (1)');

beforeAll(async () => {
  mkdirSync(folder);
  kernel = await KernelClient.start({ cwd: folder });
});
afterAll(async () => {
  await kernel.stop();
  rmSync(project, { recursive: true, force: true });
});

let edits = 0;
/** Writes a file below the project; its time stamp differs from all before. */
function write(name: string, text: string): void {
  const path = join(project, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  const time = Date.now() / 1000 + 10 * ++edits;
  utimesSync(path, time, time);
}

const run = (code: string): Promise<Execution> => kernel.execute(code);
const traceback = ({ error }: Execution): string =>
  stripVTControlCharacters(error?.traceback.join('\n') ?? '').replaceAll(project, 'PROJECT');

test('settings beside the notebook that cannot be read: the first cell says so, once', async () => {
  write('settings/tsconfig.json', '{ "extends": "./nowhere.json" }');
  const other = await KernelClient.start({ cwd: join(project, 'settings') });
  const notices = async (code: string): Promise<unknown[]> =>
    (await other.execute(code)).published
      .map((m) => (m.content['metadata'] as { kernelab?: { notice?: string } } | undefined)?.kernelab?.notice)
      .filter((cause) => cause !== undefined);
  expect(await notices('1')).toEqual(['settings not read']);
  expect(await notices('2')).toEqual([]);
  await other.stop();
});

describe("a browser's names that a package's types declare", () => {
  const types =
    '/// <reference lib="dom" />\nexport declare const page: Document;\nexport declare function title(of: Document): string;\n';
  beforeAll(() => {
    write(
      'lab (1)/node_modules/pagelike/package.json',
      '{ "name": "pagelike", "types": "index.d.ts", "main": "index.js" }',
    );
    write('lab (1)/node_modules/pagelike/index.d.ts', types);
    write('lab (1)/node_modules/pagelike/index.js', "exports.page = { title: 'T' }; exports.title = (of) => of.title;");
  });

  test('are not there, and the cell says so before it runs; as types they are', async () => {
    expect((await run("import { page, title } from 'pagelike'\ntitle(page)")).result).toBe("'T'");
    for (const name of ['document', 'name', 'length', 'localStorage', 'HTMLElement', 'scrollTo', 'closed']) {
      if (name in globalThis) continue;
      const { error } = await run(`console.log('ran')\nconst seen = [1, ${name}]`);
      expect([name, error?.ename, error?.evalue]).toEqual([
        name,
        'TypeScriptError',
        expect.stringMatching(`^Cannot find name '${name}'\\. \\(Cell \\[\\d+\\], line 2, column 18\\)$`),
      ]);
    }
    const typed = await run(
      'const here: Document = page; const heading = (of: Document, name: string) => of.title + name',
    );
    expect(typed.error).toBeUndefined();
    expect((await run("heading(here, '!')")).result).toBe("'T!'");
    expect(
      (await run('console.log(typeof setTimeout, new URL("http://a/b").pathname, performance.now() > 0)')).stdout,
    ).toBe('function /b true\n');
  });

  test('are there once a cell has made them', async () => {
    expect((await run('(globalThis as any).document = page; document.title')).result).toBe("'T'");
    expect((await run('document.title')).result).toBe("'T'");
    expect((await run("const name = 'mine'; name.length")).result).toBe('4');
    expect((await run('name.length')).result).toBe('4');
  });
});

test('a JSON file that cannot be read: its line, whatever was wrong before', async () => {
  write('lab (1)/bad.ts', 'export const x = ;');
  write('lab (1)/bad.json', '{\n  "a": 1,\n  "b": x\n}');
  write('lab (1)/uses.ts', "import data from './bad.json';\nexport const q = data;");
  expect(traceback(await run("import './bad.ts'"))).toContain('bad.ts, line 1');
  for (const code of ["import d from './bad.json'", "import './uses.ts'", "require('./bad.json')"]) {
    const said = traceback(await run(code));
    expect(said).toMatch(/^SyntaxError: bad\.json: Unexpected token 'x'/);
    expect(said).toContain('bad.json, line 3\n        2 |   "a": 1,\n-->     3 |   "b": x');
    expect(said).not.toContain('bad.ts');
  }
});

describe('every import that Node can run passes the check', () => {
  test('files of parent and child folders, whatever their kind', async () => {
    write('src/up.ts', 'export const up = 1; export type T = number;');
    write('src/data.json', '{ "a": 2 }');
    write('src/old.cjs', 'exports.v = 3');
    write('src/typed.cts', 'const t: number = 7; module.exports = { t };');
    write('src/new.mjs', 'export const m = 4');
    write('lab (1)/inner/index.js', 'module.exports = { z: 5 }');
    write('lab (1)/script.ts', 'console.log("a script without exports")');
    const cells = [
      ["import { up, type T } from '../src/up.ts'; const t: T = up; t", '1'],
      ["import { up as same } from '../src/up'; same", '1'],
      ["import data from '../src/data.json'; data.a", '2'],
      ["import old from '../src/old.cjs'; old.v", '3'],
      ["import typed, { t as other } from '../src/typed.cts'; typed.t + other", '14'],
      ["import { m } from '../src/new.mjs'; m", '4'],
      ["import inner from './inner'; inner.z", '5'],
      ["(await import('../src/up.ts')).up", '1'],
      ["require('../src/old').v", '3'],
      ["import text from 'data:text/javascript,export default 6'; text", '6'],
      [`import { up as url } from '${pathToFileURL(join(project, 'src/up.ts')).href}'; url`, '1'],
    ] as const;
    for (const [code, value] of cells) expect([code, (await run(code)).result]).toEqual([code, value]);
    expect((await run("import './script.ts'")).stdout).toBe('a script without exports\n');
    expect((await run("import { up } from '../src/up.ts'; up.length")).error?.evalue).toContain('length');
  });

  test('a package installed while the kernel runs, its inner files, its new types', async () => {
    expect((await run("import day from 'daytime'")).error?.ename).toBe('TypeScriptError');
    write('lab (1)/node_modules/daytime/package.json', '{ "name": "daytime", "main": "day.js" }');
    write('lab (1)/node_modules/daytime/day.js', 'module.exports = () => 7');
    write('lab (1)/node_modules/daytime/day.d.ts', 'declare const day: () => number; export default day;');
    write('lab (1)/node_modules/daytime/plugin/utc.js', "module.exports = 'utc'");
    write('lab (1)/node_modules/daytime/plugin/utc.d.ts', 'declare const utc: string; export default utc;');
    write('lab (1)/node_modules/daytime/folder/index.js', 'exports.f = 8');
    expect((await run("import day from 'daytime'; day()")).result).toBe('7');
    expect((await run("import utc from 'daytime/plugin/utc'; utc")).result).toBe("'utc'");
    expect((await run("import { f } from 'daytime/folder'; f")).result).toBe('8');
    expect((await run('utc.size')).error?.ename).toBe('TypeScriptError');
    write('lab (1)/node_modules/daytime/plugin/utc.d.ts', 'declare const utc: { size: 1 }; export default utc;');
    write('lab (1)/node_modules/.package-lock.json', '{}');
    expect((await run('utc.size')).error).toBeUndefined();
  });
});

test('own files are always fresh, whatever their kind and however they are loaded', async () => {
  const cell = `[
    require('./one.cjs'), require('./one.json').a, require('./outer.cjs').inner,
    (await import('./one.cjs')).default, (await import('./one.json')).default.a, (await import('./one.mjs')).default,
    (await import('./outer.cjs')).default.inner, (await import('./typed.ts')).value,
  ].join()`;
  for (const value of [1, 2]) {
    write('lab (1)/one.cjs', `module.exports = ${value}`);
    write('lab (1)/one.json', `{ "a": ${value} }`);
    write('lab (1)/one.mjs', `export default ${value}`);
    write('lab (1)/base.cjs', `module.exports = ${value}`);
    if (value === 1) write('lab (1)/outer.cjs', "exports.inner = require('./base')");
    if (value === 1) write('lab (1)/typed.ts', "import one from './one.mjs'; export const value: number = one;");
    expect((await run(cell)).result).toBe(`'${Array(8).fill(value).join()}'`);
  }
});

describe('what cannot be imported', () => {
  const missing: Record<string, string> = {
    "import x from 'daytiem'":
      "The package 'daytiem' is not installed. Did you mean 'daytime'? To install it, in a terminal: npm install daytiem --prefix \"PROJECT/lab (1)\"",
    "import x from '@a/b/c.js'":
      'The package \'@a/b\' is not installed. To install it, in a terminal: npm install @a/b --prefix "PROJECT/lab (1)"',
    "import x from 'daytime/plugins'": "The package 'daytime' is installed, but it has no 'plugins'.",
    "import x from 'npm:lodash@4'":
      "'npm:' belongs to Deno. Here, import 'lodash'. To install it, in a terminal: npm install lodash --prefix \"PROJECT/lab (1)\"",
    "import x from 'https://esm.sh/lodash'":
      'Node cannot import from an address (\'https://esm.sh/lodash\'). Install the package and import it by its name. In a terminal: npm install NAME --prefix "PROJECT/lab (1)"',
    "import x from 'node:sf'": "Node has no module 'node:sf'. Did you mean 'node:fs'?",
    "import x from '../src/ups.ts'":
      "Cannot find module '../src/ups.ts': there is no such file (paths start at the folder of the notebook or file that imports). Did you mean '../src/up.ts'?",
  };
  test.for(Object.entries(missing))('%s', async ([code, message]) => {
    const cell = await run(code);
    expect(cell.error?.ename).toBe('TypeScriptError');
    expect(traceback(cell).split('\n')[0]).toBe(`TypeScriptError: ${message}`);
  });

  test('require says the same', async () => {
    expect(traceback(await run("require('daytiem')"))).toContain(
      "ImportError: The package 'daytiem' is not installed.",
    );
  });

  test("kernelab's own packages are not for cells", async () => {
    expect((await run("import zmq from 'zeromq'")).error?.evalue).toContain("'zeromq' is not installed");
    expect((await run("require('pngjs')")).error?.evalue).toContain("'pngjs' is not installed");
  });
});

test.for(['bad.ts', 'bad-enum.ts', 'bad.mjs', 'bad.cjs', 'bad.js'])(
  'a syntax error in %s has its line',
  async (name) => {
    const first = name === 'bad-enum.ts' ? 'enum A { B }' : 'const a = 1;';
    write(`lab (1)/${name}`, `${first}\nconst b = ] 5;\n`);
    const text = traceback(await run(`await import('./${name}')`));
    expect(text).toContain('SyntaxError');
    expect(text).toContain(`${name}, line 2`);
    expect(text).toMatch(/--> {5}2 \| const b = \] 5;\n.*\| {11}\^/);
  },
);
