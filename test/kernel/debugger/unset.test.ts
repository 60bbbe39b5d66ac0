/** @file Names of a frame that have no value yet: by where it stands in the text. */
import { expect, it } from 'vitest';
import { unsetAt } from '../../../kernel/debugger/unset.ts';

/** The names at the place marked by `|`. */
function at(marked: string): string {
  const [before, after] = marked.split('|') as [string, string];
  const lines = before.split('\n');
  return unsetAt(before + after, { line: lines.length - 1, column: lines.at(-1)!.length }).join(' ');
}

it.each([
  ['for (let i = 0; i < 3; i++) {\n  |const a = i, b = 2;\n  use(a);\n}', 'a b'],
  ['for (let i = 0; i < 3; i++) {\n  const a = i, b = |f();\n}', 'b'],
  ['for (let i = 0; i < 3; i++) {\n  const a = i;\n  |use(a);\n}', ''],
  ['for (let i = |0; ; ) { const a = 1; }', 'i'],
  ['for (const x of |list) { use(x); }', 'x'],
  ['for (const |x of list) { use(x); }', 'x'],
  ['for (const x of list) { |use(x); }', ''],
  ['|f();\nconst { a, b: [c] } = f(); let d; class E {} function g() {} var h = 1;', 'a c d E'],
  ['const a = 1; { |f(); const a = 2; }', 'a'],
  ['{ const a = 1; { |f(a); } const b = 2; }', 'b'],
  ['{ let a = 1; |f(); } const a = 3;', ''],
  ['switch (x) { case 1: |f(); break; case 2: let y = 3; }', 'y'],
  ['const g = () => { |f(); const inner = 1; };\nconst outer = 2;', 'inner'],
  ['(async function () { |await f(); const inner = 1; })', 'inner'],
  ['const broken = (; |', ''],
  ['|', ''],
])('%s', (marked, names) => expect(at(marked)).toBe(names));
