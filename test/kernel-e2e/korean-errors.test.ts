/** @file In Korean, the first line of an error is Korean also where V8 or Node made it; its own words stand below, and hints still read them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-korean-'));

beforeAll(async () => {
  kernel = await KernelClient.start({ cwd, env: { KERNELAB_LANG: 'ko' } });
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

async function traceback(code: string): Promise<string> {
  const { error, stderr } = await kernel.execute(code);
  return stripVTControlCharacters(error?.traceback.join('\n') ?? stderr);
}

test('a file that is not there, a text that is no JSON, a field of nothing', async () => {
  expect(await traceback("import { readFileSync } from 'node:fs';\nreadFileSync('no.csv')")).toMatchInlineSnapshot(`
    "Error: no.csv: 그런 파일이나 폴더가 없습니다 (ENOENT)
    (ENOENT: no such file or directory, open 'no.csv')
    셀 [1], 2번째 줄
            1 | import { readFileSync } from 'node:fs';
    -->     2 | readFileSync('no.csv')
              | ^
    { errno: -2, code: 'ENOENT', syscall: 'open', path: 'no.csv' }"
  `);
  expect(await traceback("JSON.parse('{a: 1}')")).toMatchInlineSnapshot(`
    "SyntaxError: 올바른 JSON이 아닙니다(글자 위치 1)
    (Expected property name or '}' in JSON at position 1 (line 1 column 2))
    셀 [2], 1번째 줄
    -->     1 | JSON.parse('{a: 1}')
              |      ^"
  `);
  expect(await traceback('const row: any = undefined;\nrow.shape[0]')).toMatchInlineSnapshot(`
    "TypeError: undefined에는 'shape'이(가) 없습니다. 점이나 괄호 앞의 값이 undefined입니다
    (Cannot read properties of undefined (reading 'shape'))
    셀 [3], 2번째 줄
            1 | const row: any = undefined;
    -->     2 | row.shape[0]
              |     ^
    힌트: 리스트에는 shape가 없습니다. 이렇게 쓰세요: np.array(row).shape[0]"
  `);
  expect(await traceback("throw new Error('x', { cause: new TypeError('row.map is not a function') })"))
    .toMatchInlineSnapshot(`
    "Error: x
    셀 [4], 1번째 줄
    -->     1 | throw new Error('x', { cause: new TypeError('row.map is not a function') })
              |       ^
    원인: TypeError: row.map: 함수가 아닙니다
    (row.map is not a function)
    셀 [4], 1번째 줄
    -->     1 | throw new Error('x', { cause: new TypeError('row.map is not a function') })
              |                               ^"
  `);
});

test('a rejected promise that nobody awaits', async () => {
  expect(await traceback("void Promise.resolve().then(() => JSON.parse(''));\nawait null; 0")).toMatchInlineSnapshot(`
    "아무도 기다리지 않는 promise가 실패했습니다 (\`await\`를 빠뜨렸나요?):
    SyntaxError: JSON이 도중에 끝났습니다
    (Unexpected end of JSON input)
    셀 [5], 1번째 줄
    -->     1 | void Promise.resolve().then(() => JSON.parse(''));
              |                                        ^
            2 | await null; 0
    "
  `);
});

test('what programs read stays as the runtime has it', async () => {
  const { error } = await kernel.execute("JSON.parse('')");
  expect(error).toMatchObject({ ename: 'SyntaxError', evalue: 'Unexpected end of JSON input' });
});
