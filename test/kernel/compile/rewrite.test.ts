/** @file What cells are rewritten to. The emitted text is pinned: it is what runs, and what source maps speak about. */
import { Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { compileCell, type CompiledCell } from '../../../kernel/compile/cell.ts';
import { nodeStripper } from '../../../kernel/compile/strip-node.ts';
import { CellSyntaxError } from '../../../kernel/compile/stripper.ts';

/** Compiles a cell behind others that declared `userNames`, beside a library of a few names. */
function compiled(source: string, userNames: string[] = []): Promise<CompiledCell> {
  const libraryNames = ['np', 'plt', 'cnn', 'image'];
  return compileCell(source, 'cell', { stripper: nodeStripper, userNames: new Set(userNames), libraryNames });
}

/** The code without its wrapper. It must be valid JavaScript. */
async function rewritten(source: string, userNames: string[] = []): Promise<string> {
  const { run } = await compiled(source, userNames);
  expect(new Script(run.code)).toBeInstanceOf(Script);
  return run.code.replace(/^\(async function \(\) \{ "use strict"; /, '').replace(/\n\}\)$/, '');
}

describe('declarations become assignments to shared names', () => {
  test('let, const, var', async () => {
    expect(await rewritten('const a = 1, b: number = 2')).toBe('void (a = 1, b         = 2);');
    expect(await rewritten('let x;')).toBe('void (x = void 0);');
    expect(await rewritten('var x')).toBe('void (x = x);');
    expect(await rewritten('let { a, b: [c = 1, ...d] } = o')).toBe('void ({ a, b: [c = 1, ...d] } = o);');
  });

  test('no semicolon is missed between lines that begin with a bracket', async () => {
    expect(await rewritten('const a = 1\nconst [b] = [a]\n;[b].map(String)')).toBe(
      'void (a = 1);\nvoid ([b] = [a])\n;return (await ([b].map(String)));',
    );
    expect(await rewritten('let x\n[1].length')).toBe('void (x = void 0);\nreturn (await ([1].length));');
  });

  test('functions are hoisted, classes stay in place', async () => {
    expect(await rewritten('f()\nfunction f<T>(x: T): T { return x }\nclass K {}')).toBe(
      'f = function    (x   )    { return x };f()\n\nvoid (K = class K {});',
    );
    expect(await rewritten('async function* g() {}')).toBe('g = async function* () {};');
  });

  test('var inside loops and blocks is shared, let is not', async () => {
    expect(await rewritten('for (var i = 0; i < 2; i++) { var q = i; let r = q }')).toBe(
      'for (void (i = 0); i < 2; i++) { void (q = i); let r = q }',
    );
    expect(await rewritten('for (var { k } of xs) f(k)')).toBe('for ({ k } of xs) f(k)');
    expect(await rewritten('function f() { var own = 1 }')).toBe('f = function () { var own = 1 };');
  });

  test('the names are declared with their kinds', async () => {
    const source =
      "import d, { a as b } from 'm'\nlet l\nconst c = 1\nfunction f() {}\ninterface I { x: 1 }\nexport type T = I";
    const { declared, run } = await compiled(source);
    expect(declared.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'import d', 'import b', 'let l', 'const c', 'value f', 'type I', 'type T',
    ]); // prettier-ignore
    expect(declared[1]!.importText).toBe('import { a as b } from "m";');
    expect(declared.at(-1)?.exported).toBe(true);
    expect(run.declare).toEqual(['d', 'b', 'l', 'c', 'f']);
  });
});

describe('imports, await, results', () => {
  test('imports run first', async () => {
    expect(await rewritten("f()\nimport * as n from 'n'\nimport 'side'")).toBe(
      '{ const $m = await __kernelab__.import("n"); n = $m; } await __kernelab__.import("side"); f()\n\n',
    );
    expect(await rewritten("import type { T } from 't'\nimport { type U, v } from 'u'")).toContain('v = $m["v"];');
    expect(await rewritten("await import('x')")).toContain("__kernelab__.import('x')");
    expect(await rewritten('import.meta.url')).toBe('return (await (__kernelab__.meta.url));');
  });

  test('every await lets an interrupted cell end', async () => {
    expect(await rewritten('await f(await g())')).toBe(
      'return (await (__kernelab__.alive(await __kernelab__.gate( f(__kernelab__.alive(await __kernelab__.gate( g())))))));',
    );
    expect(await rewritten('for await (const x of xs) { f(x) }')).toBe(
      'for await (const x of xs) { __kernelab__.alive(); f(x) }',
    );
  });

  test('the last expression is the result', async () => {
    expect(await rewritten('1 + 1')).toBe('return (await (1 + 1));');
    expect(await rewritten('1 + 1 ; // why')).toBe('return (await (1 + 1)) ; // why');
    expect(await rewritten("'use strict'")).toBe("return (await ('use strict'));");
    expect(await rewritten('if (a) b')).toBe('if (a) b');
    expect(await rewritten('(a, b)')).toBe('return (await ((a, b)));');
  });

  test('export is only a word', async () => {
    expect(await rewritten('export const a = 1\nexport default a')).toBe('void (a = 1);\nreturn (await (a));');
  });
});

describe('names that are globals elsewhere', () => {
  test('are renamed where they mean the shared variable, and only there', async () => {
    expect(await rewritten('const window = 1; f({ window }, o.window, (window) => window)')).toBe(
      'void ($cell_window = 1); return (await (f({ window: $cell_window }, o.window, (window) => window)));',
    );
    expect(await rewritten('class Map {}\nnew Map()')).toBe(
      'void ($cell_Map = class Map {});\nreturn (await (new $cell_Map()));',
    );
    expect(await rewritten('function fetch() { return fetch }')).toBe(
      '$cell_fetch = function () { return $cell_fetch };',
    );
    expect(await rewritten('new URL("x:")')).toBe('return (await (new URL("x:")));');
    expect(await rewritten('URL', ['URL'])).toBe('return (await ($cell_URL));');
  });

  test('locals of every kind hide them', async () => {
    const source = [
      'const URL = 1',
      'function a(URL) { return URL }',
      'try {} catch (URL) { URL }',
      'for (const URL of []) URL',
      '{ let URL = 2; URL }',
      'const b = function URL() { return URL }',
      'const { c = URL, ...d } = {}',
    ].join('\n');
    expect((await rewritten(source)).match(/\$cell_URL/g)).toHaveLength(2);
  });

  test('library names are asked for when they are free', async () => {
    expect((await compiled('np.zeros([plt])')).run.needs).toEqual(['np', 'plt']);
    expect((await compiled('const np = 1; np; ((cnn) => cnn)')).run.needs).toEqual([]);
    expect((await compiled('image', ['image'])).run.needs).toEqual([]);
  });
});

test('enums, parameter properties and decorators are rewritten, too', async () => {
  const { run, declared } = await compiled('enum E { A }\nclass C { constructor(private x: number) {} }\nE.A');
  expect(run.declare).toEqual(['E', 'C']);
  expect(run.maps).toHaveLength(2);
  expect(declared.map((d) => d.name)).toContain('E');
});

describe('what does not parse', () => {
  const failing = async (source: string): Promise<CellSyntaxError> =>
    compiled(source).then(
      () => expect.fail(`${source} parses`),
      (error: unknown) => error as CellSyntaxError,
    );
  test.for([
    ['const x =', true],
    ['f(1,', true],
    ['if (a) {', true],
    ['`text', true],
    ['x.y.', true],
    ['const 1 = 2', false],
    ['a b c', false],
    ['let x: = 3', false],
    ['}', false],
  ] as const)('%s', async ([source, incomplete]) => {
    const error = await failing(source);
    expect(error).toBeInstanceOf(CellSyntaxError);
    expect(error.incomplete).toBe(incomplete);
  });
});

describe('comparisons and sorts whose values are looked at', () => {
  /** The cell as number 7, with all of its operators that can be watched. */
  async function watched(source: string): Promise<string> {
    const cell = await compiled(`{ ${source} }`);
    const { code } = cell.watching(7, [...cell.operators.keys()]);
    expect(new Script(code)).toBeInstanceOf(Script);
    return /\{ "use strict"; \{ ([^]*) \}\n\}\)$/.exec(code)![1]!;
  }

  test('both sides are handed on, in their order', async () => {
    expect(await watched('a == b;')).toBe("__kernelab__.compared(7, 0, '==', a , b);");
    expect(await watched('if ((a) !== f(b)) c()')).toBe("if (__kernelab__.compared(7, 0, '!==', (a) , f(b))) c()");
  });

  test('a sort is called as it is written: what has none says so by its own name', async () => {
    expect(await watched('xs.sort();')).toBe('__kernelab__.sorted(7, 0, xs.sort());');
    expect(await watched('f(xs.sort().toSorted().at(0));')).toBe(
      'f(__kernelab__.sorted(7, 0, __kernelab__.sorted(7, 1, xs.sort()).toSorted()).at(0));',
    );
    expect(await watched('a == xs.sort();')).toBe(
      "__kernelab__.compared(7, 0, '==', a , __kernelab__.sorted(7, 1, xs.sort()));",
    );
  });

  test('a chain that may end early stays whole', async () => {
    const chains = 'a?.b.sort(); a?.b.sort().length; a?.().b.toSorted(); a.b.sort?.();';
    expect(await watched(chains)).toBe(chains);
  });
});
