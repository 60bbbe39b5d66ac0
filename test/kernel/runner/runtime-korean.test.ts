/** @file What V8 and Node say, in Korean: real errors of both, made here, so that a newer runtime's wording is noticed. */
import { mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { expect, test } from 'vitest';
import { runtimeKorean } from '../../../kernel/runner/runtime-korean.ts';

function messageOf(code: string): string {
  try {
    new Script(`(() => { ${code} })()`).runInThisContext();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error(`no error: ${code}`);
}

test.each([
  'const x = undefined; x.shape',
  'const x = null; x[0]',
  'const x = undefined; x.a = 1',
  'const x = 3; x.map()',
  'const x = {}; x.a.b()',
  'nobody',
  'later; const later = 1',
  'const c = 1; c = 2',
  'for (const x of 3);',
  'const [a] = {};',
  'const { a } = null;',
  'const { a } = undefined;',
  'new 3()',
  'class A {} A()',
  '[].reduce((a, b) => a + b)',
  'const o = {}; o.o = o; JSON.stringify(o)',
  'JSON.stringify(1n)',
  '1n + 1',
  '+1n',
  'BigInt(0.5)',
  'BigInt("x")',
  '1n / 0n',
  'Object.keys(null)',
  '"use strict"; Object.freeze([]).push(1)',
  '"use strict"; Object.freeze({ a: 1 }).a = 2',
  '"use strict"; ({ get a() { return 1; } }).a = 2',
  'new Array(-1)',
  'new Float64Array(-1)',
  '"a".repeat(-1)',
  '"a".repeat(2 ** 30)',
  'new Date(NaN).toISOString()',
  '(1).toFixed(101)',
  '(1).toPrecision(0)',
  '(1).toString(99)',
  'function f() { f(); } f()',
  '"x" in 3',
  '({}) instanceof 3',
  'Math.max(...3)',
  'class A { } class B extends A { constructor() { this.x = 1; } } new B()',
  '`${Symbol()}`',
  'JSON.parse("")',
  'JSON.parse("{")',
  'JSON.parse("{a: 1}")',
  'JSON.parse("{\'a\': 1}")',
  'JSON.parse("[1, 2,]")',
  'JSON.parse("{\\"a\\": 1,}")',
  'JSON.parse("{\\"a\\" 1}")',
  'JSON.parse("[1] 2")',
  'JSON.parse("\\"abc")',
  'JSON.parse("\\"a\\nb\\"")',
  'JSON.parse("\\"\\\\x\\"")',
  'JSON.parse("nul")',
  'JSON.parse("-")',
  'JSON.parse(undefined)',
  'JSON.parse("<html>")',
  'new RegExp("(")',
  'new URL("x")',
  'decodeURIComponent("%")',
  'atob("*")',
  'new Float32Array(2).set([1, 2, 3])',
])('%s', (code) => {
  const message = messageOf(code);
  expect(runtimeKorean(message) ?? `(${message})`).toMatch(/^[^(].*[가-힣]/);
});

test('the system refuses', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-korean-'));
  writeFileSync(join(folder, 'x'), '');
  const failing: (() => unknown)[] = [
    () => readFileSync(join(folder, 'no.csv')),
    () => readFileSync(folder),
    () => writeFileSync(join(folder, 'x', 'y'), ''),
    () => rmdirSync(folder),
    () => readFileSync(undefined as never),
    () => Buffer.alloc(-1),
  ];
  const messages = failing.map((fail) => {
    try {
      return String(fail());
    } catch (error) {
      return (error as Error).message.replaceAll(folder, '/F');
    }
  });
  const refused = new Promise<string>((resolve) =>
    connect(9, '127.0.0.1').on('error', ({ message }) => resolve(message)),
  );
  expect([...messages, await refused].map((message) => runtimeKorean(message))).toMatchInlineSnapshot(`
    [
      "/F/no.csv: 그런 파일이나 폴더가 없습니다 (ENOENT)",
      "파일이 아니라 폴더입니다 (EISDIR)",
      "/F/x/y: 폴더가 아닙니다 (ENOTDIR)",
      "/F: 폴더가 비어 있지 않습니다 (ENOTEMPTY)",
      "인수 'path'에 쓸 수 있는 타입: string, Buffer, URL. 받은 값: undefined",
      "'size'의 값이 범위를 벗어났습니다: >= 0 && <= 9007199254740991이어야 합니다. 받은 값: -1",
      "127.0.0.1:9: 상대가 연결을 거절했습니다. 서버가 켜져 있나요? (ECONNREFUSED)",
    ]
  `);
  rmSync(folder, { recursive: true });
});

test('particles fit their words, and what is not known stays', () => {
  expect(runtimeKorean("Cannot read properties of undefined (reading '길이')")).toMatchInlineSnapshot(
    `"undefined에는 '길이'가 없습니다. 점이나 괄호 앞의 값이 undefined입니다"`,
  );
  expect(runtimeKorean('x.forEach is not a function')).toMatchInlineSnapshot(`"x.forEach: 함수가 아닙니다"`);
  expect(runtimeKorean('a student wrote this')).toBeUndefined();
  expect(runtimeKorean('EWEIRD: what is that, open')).toBeUndefined();
  expect(runtimeKorean('np.add: shapes must fit. Received (2), (3).')).toBeUndefined();
});
