/** @file An own tsconfig.json beside the notebook: strict, paths, jsx, extends; what is broken is said once. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
const cwd = mkdtempSync(join(tmpdir(), 'kernelab-tsconfig-'));
let changes = 0;

function settings(text: string, name = 'tsconfig.json'): void {
  writeFileSync(join(cwd, name), text);
  // Two changes within a tick of the file system's clock are still two.
  utimesSync(join(cwd, name), new Date(), new Date(Date.now() + 1000 * ++changes));
}

beforeAll(async () => {
  mkdirSync(join(cwd, 'src/deep'), { recursive: true });
  writeFileSync(
    join(cwd, 'src/deep/sum.ts'),
    "import { one } from '@/one';\nexport const sum = (a: number, b: number): number => a + b * one;\n",
  );
  writeFileSync(join(cwd, 'src/one.ts'), 'export const one = 1;\n');
  settings(
    '{ // as editors write it\n  "extends": "./base",\n  "compilerOptions": { "paths": { "@/*": ["./src/*"], "sum": ["./src/deep/sum.ts"], }, },\n}',
  );
  settings('{ "compilerOptions": { "strict": true, "module": "commonjs", "noEmit": false } }', 'base.json');
  kernel = await KernelClient.start({ cwd });
}, 60_000);
afterAll(async () => {
  await kernel.stop();
  rmSync(cwd, { recursive: true, force: true });
});

const evalue = async (code: string): Promise<string | undefined> => (await kernel.execute(code)).error?.evalue;

test('strict, through the file that it extends', async () => {
  expect(await evalue('const m = new Map<string, number>();\nconst n: number = m.get("a");')).toMatch(
    /^Type 'number \| undefined' is not assignable to type 'number'/,
  );
  expect(await evalue('const half = (x) => x / 2;')).toMatch(/^Parameter 'x' implicitly has an 'any' type/);
  expect((await kernel.execute('const half = (x: number) => x / 2;\nhalf(3)')).result).toBe('1.5');
});

test('paths: in cells, in own files, in require and import(), fresh after an edit', async () => {
  expect(
    (
      await kernel.execute(
        "import { sum } from '@/deep/sum';\nimport { sum as again } from 'sum';\nsum(2, 3) + again(0, 0)",
      )
    ).result,
  ).toBe('5');
  expect((await kernel.execute("(await import('@/one')).one + require('@/one.ts').one")).result).toBe('2');
  writeFileSync(join(cwd, 'src/one.ts'), 'export const one = 10;\n');
  utimesSync(join(cwd, 'src/one.ts'), new Date(), new Date(Date.now() + 5000));
  expect((await kernel.execute("import { sum } from '@/deep/sum';\nsum(2, 3)")).result).toBe('32');
  expect(await evalue("import { no } from '@/one';")).toMatch(/no exported member 'no'/);
  expect(await evalue("import x from '@/nowhere';")).toMatch(/@\/nowhere/);
  expect(await evalue("import { sum } from '@/deep/sum';\nsum('a', 1)")).toMatch(
    /'string' is not assignable to parameter of type 'number'/,
  );
});

test('a change counts for the next cell', async () => {
  settings('{ "compilerOptions": { "strict": false } }');
  expect(await evalue('const third = (x) => x / 3;')).toBeUndefined();
  settings('{ "compilerOptions": { "noImplicitAny": true } }');
  expect(await evalue('const fourth = (x) => x / 4;')).toMatch(/implicitly has an 'any' type/);
  settings('{ "compilerOptions": { "experimentalDecorators": true } }');
  expect(
    (
      await kernel.execute(
        'const seen: string[] = [];\nfunction log(target: any, key: string) { seen.push(key); }\nclass A { @log size = 1; }\nnew A(); seen',
      )
    ).result,
  ).toBe("[ 'size' ]");
});

test('jsx: the functions that it names', async () => {
  settings('{ "compilerOptions": { "jsx": "react", "jsxFactory": "h", "jsxFragmentFactory": "f" } }');
  const cell =
    'const h: any = (type: any, props: any, ...c: any[]) => [type, ...c];\nnamespace JSX { export interface IntrinsicElements { [name: string]: any } }\n<p>a<b>b</b></p>';
  const { result, error } = await kernel.execute(cell);
  expect(error).toBeUndefined();
  expect(result).toBe("[ 'p', 'a', [ 'b', 'b' ] ]");
});

test('one that cannot be read is said, and cells go on', async () => {
  settings('{ "compilerOptions": { strict }');
  const other = await KernelClient.start({ cwd });
  try {
    const { published, result } = await other.execute('const free = (x) => x;\nfree(1)');
    expect(result).toBe('1');
    const notice = published.find(({ header }) => header.msg_type === 'display_data')!.content['data'] as Record<
      string,
      string
    >;
    expect(notice['text/plain']).toMatch(
      /^Notice \(.*tsconfig\.json is not read: .*JSON.*\. Cells are checked without it\.$/,
    );
  } finally {
    await other.stop();
  }
});
