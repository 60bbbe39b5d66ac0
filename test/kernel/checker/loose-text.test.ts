/** @file Parameters whose default value narrows them: what the type checker reads, and the way back to the cell's places. */
import { expect, test } from 'vitest';
import { parse } from 'acorn';
import { LooseText } from '../../../kernel/checker/loose-text.ts';
import { looseParameters } from '../../../kernel/compile/loose.ts';

/** The cell as it is read; the tree is that of the cell without its types. */
function read(code: string, plain = code): string {
  const program = parse(plain, { ecmaVersion: 'latest', sourceType: 'module' });
  return new LooseText(code, looseParameters(program as never, code)).text;
}

test('a default value says nothing of what may be given', () => {
  expect(read("function f(x, opt = 'adam', k = 3) {}")).toBe("function f(x, opt: any = 'adam', k: any = 3) {}");
  expect(read("const f = ({ act = 'relu', ...rest } = {}) => rest;")).toBe(
    "const f = ({ act = 'relu', ...rest }: any = {}) => rest;",
  );
  expect(read("const f = ({ n = 8, act = 'relu' } = {}) => n;")).toBe(
    "const f = ({ n = 8, act = 'relu' }: { n?: any; act?: any } = {}) => n;",
  );
  expect(read('class A { m(x = null) {} }')).toBe('class A { m(x: any = null) {} }');
});

test('a type that is written stays', () => {
  const typed = "function f(opt: string = 'adam') {}";
  expect(read(typed, "function f(opt         = 'adam') {}")).toBe(typed);
  expect(read('const f = (a, [b, c]) => a;')).toBe('const f = (a, [b, c]) => a;');
});

test('places lead back', () => {
  const code = 'const f = (a = 1, b = 2) => c;\nd';
  const text = new LooseText(code, looseParameters(parse(code, { ecmaVersion: 'latest' }) as never, code));
  const [line] = text.text.split('\n') as [string];
  const at = { line: 0, character: code.indexOf('c;') };
  expect(text.toText(at).character).toBe(line.indexOf('c;'));
  expect(text.toCode(text.toText(at))).toEqual(at);
  expect(text.toCode({ line: 0, character: line.indexOf('any') })).toEqual({
    line: 0,
    character: code.indexOf('a = 1') + 1,
  });
  expect(text.toText({ line: 1, character: 0 })).toEqual({ line: 1, character: 0 });
});
