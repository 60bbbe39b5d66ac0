/** @file Which cells are JavaScript as they stand: Node's own stripper, which is asked about the others, must leave them as they are. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isPlain, plainFirst } from '../../../kernel/compile/plain.ts';
import { nodeStripper, withoutTypes } from '../../../kernel/compile/strip-node.ts';
import { root } from '../../../kernel/paths.ts';

const plain = [
  '',
  '1+1',
  'const x = await f(), { a, ...b } = x; a?.b ?? `${b}`',
  "import fs, { join } from 'path'; export const y = 1;",
  'for (let i = 0; i < n; i++) if (x[i] > 3) y.push(i)',
  'while (a < b) { if (c > d) break; }',
  'const less = a < b\nconst more = c > d',
  'a < b && c > d; a < b ? c > d : e',
  '[1, 2].filter((x) => x < 2).map((x) => x > 1)',
  'if (a < f(() => { g(); }) && c > d) h((x) => x < 1, 2); const less = (a, b) => a < b; less > 3',
  'x < y == z > w; a <= b, c >= d; 1 << 2; i < n / 2, c > d',
  "type === 'text'; const type = 1; declare(type)",
  'class A { #x = 1; static { A.y = 1; } abstract; readonly; get z() { return this.#x; } }',
  '"a<b>(c)"; /<T>(x)/.test(`<T>(x)`) // f<T>(x)',
];

const notPlain = [
  'const x: number = 1',
  'f<T>(x)',
  'g(f<A, B>(x), y)',
  'f<A.B[0] | typeof c>(x)',
  'f<`a${B}`>(x)',
  'f<A<B>>(x); new Map<string, number>()',
  'a < b > (c)',
  "const operations = new Map<string, () => number>([['one', () => 1]])",
  'useRef<{ go: () => A }>(null)',
  'f<[(a) => B]>(x); f<A, (x) => y>(z)',
  'f<{ a: () => { b: C; d: E } }>(x)',
  'f<A[() => B]>(x); f<`${() => A}`>(x)',
  'f<T>`text`',
  'const g = f<T>\n(1)',
  'x as T; y!; z satisfies T; <T>w',
  'enum E { a }',
  'import type { T } from "t"; import { type U } from "u"; export type { V } from "v"',
  'interface\nA {}',
  'type\nA = 1',
  'const element = <b>bold</b>',
  '@sealed class A {}',
  'a +',
  '('.repeat(5000),
];

test('JavaScript is seen, and Node leaves it as it is', () => {
  expect(plain.filter((code) => !isPlain(code))).toEqual([]);
  expect(plain.map(withoutTypes)).toEqual(plain);
});

test('what has types, may have some, or is no program goes to the stripper', async () => {
  expect(notPlain.filter(isPlain)).toEqual([]);
  const stripper = plainFirst(nodeStripper);
  expect(await stripper.javascriptOf('f<T>(x)')).toEqual({ code: 'f   (x)' });
  await expect(stripper.javascriptOf('a +')).rejects.toThrow(/./);
});

test('most cells of the labs are JavaScript, and Node leaves them as they are', () => {
  const cells = globSync('notebooks/en/*.ipynb', { cwd: root }).flatMap((file) => {
    const { cells: all } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
      cells: { cell_type: string; source: string[] }[];
    };
    return all.filter((cell) => cell.cell_type === 'code').map(({ source }) => source.join(''));
  });
  const seen = cells.filter(isPlain);
  expect(seen.length).toBeGreaterThan(0.6 * cells.length);
  expect(seen.map(withoutTypes)).toEqual(seen);
});
