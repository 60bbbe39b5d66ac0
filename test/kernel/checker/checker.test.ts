/** @file What the type checker is told about earlier cells, and which of the student's files it must read again. */
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { OwnFiles } from '../../../kernel/checker/files.ts';
import { libraryImports } from '../../../kernel/checker/library-imports.ts';
import { NotebookScope } from '../../../kernel/checker/scope.ts';
import { kindOf } from '../../../kernel/protocol/answers/complete.ts';
import { askedName } from '../../../kernel/protocol/answers/inspect.ts';
import { root } from '../../../kernel/paths.ts';
import { library } from '../../../src/library.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-checker-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const none = new Set<string>();

describe('the line before a cell', () => {
  const scope = new NotebookScope({ name: 'kernelab', names: ['np'], types: 'nowhere.d.ts' });
  scope.add(
    [
      { name: 'x', kind: 'let' },
      { name: 'f', kind: 'value' },
      { name: 'join', kind: 'import', importText: 'import { join } from "path";' },
      { name: 'P', kind: 'type' },
    ],
    'c1.ts',
  );

  test('declares what the cell mentions, variables so that they stay assignable', () => {
    expect(scope.prelude('x = f(join)', none)).toMatchInlineSnapshot(
      `"declare let x: typeof import("./c1.ts").x; import { f } from "./c1.ts"; import { join } from "path";"`,
    );
    expect(scope.prelude('const q: P = 1', none)).toBe('import { P } from "./c1.ts";');
    expect(scope.prelude('1 + 1', none)).toBe('');
  });

  test("leaves out the cell's own names, and brings the library's in", () => {
    expect(scope.prelude('let x = np.zeros(1)', new Set(['x']))).toBe('import { np } from "kernelab";');
    expect(scope.prelude('np', new Set(['np']))).toBe('');
  });

  test('a later declaration replaces an earlier one, with its kind', () => {
    scope.add([{ name: 'x', kind: 'const' }, { name: 'np', kind: 'const' }], 'c2.ts'); // prettier-ignore
    expect(scope.prelude('x', none)).toBe('declare const x: typeof import("./c2.ts").x;');
    expect(scope.prelude('np', none)).toBe('declare const np: typeof import("./c2.ts").np;');
    expect([...scope.userNames()].sort()).toEqual(['f', 'join', 'np', 'x']);
    expect([...scope.documents()].sort()).toEqual(['c1.ts', 'c2.ts']);
    scope.remove(['x', 'np']);
    expect(scope.prelude('x', none)).toBe('');
  });
});

describe('the library’s names', () => {
  const statements = (types: string): string[] =>
    library.names.map((name) => libraryImports({ name: 'kernelab', types })(name));

  test('are imported from the files that declare them, which TypeScript finds', () => {
    const lines = statements(join(root, 'src', library.types));
    expect(lines.map((line) => line.replaceAll(root, ''))).toMatchInlineSnapshot(`
      [
        "import * as np from "/src/array/np.js";",
        "import * as plt from "/src/plot/pyplot/index.js";",
        "import * as plot from "/src/plot/pictures/index.js";",
        "import * as cnn from "/src/cnn/cnn.js";",
        "import * as keras from "/src/keras/keras.js";",
        "import * as datasets from "/src/datasets/datasets.js";",
        "import * as sklearn from "/src/learn/sklearn.js";",
        "import * as image from "/src/image/image.js";",
        "import * as widgets from "/src/widgets/widgets.js";",
        "import { interact } from "/src/widgets/interact.js";",
        "import { anywidget } from "/src/widgets/anywidget.js";",
        "import { check } from "/src/grade/sealed/check.js";",
        "import { display } from "/src/display/show.js";",
        "import { help } from "/src/help/help.js";",
      ]
    `);
    for (const line of lines) {
      const [, file] = /from "(.*)\.js"/.exec(line)!;
      expect(existsSync(`${file}.ts`)).toBe(true);
    }
  });

  test('are looked for behind lists, stars and other names; where nothing is found, in the library', () => {
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    write('door.d.ts', "export { type T, a, inner as b, } from './one.ts';\nexport * from './two.ts';");
    write('one.d.ts', 'export declare const a: number;\nexport { inner } from "elsewhere";\nexport type T = 1;');
    write('two.d.ts', "export * from './door.ts';\nexport declare class c {}\nexport * as d from './three.ts';");
    const importOf = libraryImports({ name: 'lib', types: join(folder, 'door.d.ts') });
    expect(['a', 'b', 'c', 'd', 'e'].map((name) => importOf(name).replaceAll(folder, ''))).toEqual([
      'import { a } from "/one.js";',
      'import { inner as b } from "/one.js";',
      'import { c } from "/two.js";',
      'import * as d from "/three.js";',
      'import { e } from "lib";',
    ]);
  });
});

test('files are told when they change, appear, or change behind another file', () => {
  const files = new OwnFiles(folder);
  const path = (name: string): string => join(folder, name);
  writeFileSync(path('a.ts'), "import './b.ts'");
  writeFileSync(path('b.ts'), '1');
  expect(files.changes("import './a'; import './later'")).toEqual([]);
  expect(files.changes('')).toEqual([]);
  utimesSync(path('b.ts'), 1, 1);
  writeFileSync(path('later.ts'), '');
  expect(files.changes('').sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: path('b.ts'), created: false },
    { path: path('later.ts'), created: true },
  ]);
  expect(files.changes('')).toEqual([]);
});

test('name? and ?name ask for the pager; TypeScript never looks like that', () => {
  expect(['np.zeros?', '?np.zeros', ' x?? ', 'a ? b : c', 'x', '?', 'f()?'].map(askedName)).toEqual([
    'np.zeros', 'np.zeros', 'x', undefined, undefined, undefined, undefined,
  ]); // prettier-ignore
});

test('a member of a module is what its declaration says', () => {
  expect(
    [
      '(alias) function zeros(shape: number): np.ndarray',
      '(alias) const add: BinaryFunction<number>',
      'const f: (a: number) => void',
      'const g: { (a: number): void; (b: string): void; }',
      'const pi: number',
      'const names: string[]',
      '(alias) module "./random"',
      '(alias) class Dense',
      'const Dense: Factory<Dense, DenseOptions, [units: number]>',
      '(alias) const max: Reduction<number>',
      'const o: {\n    readonly a: number; }',
    ].map((detail) => kindOf(detail, library)),
  ).toEqual([
    'function',
    'function',
    'function',
    'function',
    'variable',
    'variable',
    'module',
    'class',
    'class',
    'function',
    'variable',
  ]);
});
