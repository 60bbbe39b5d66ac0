/** @file IPython's commands in a cell: times, shells, files and other languages; names stay shared, errors keep their lines. */
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from '../../kernel/processes.ts';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kernelab-magics-'));
  kernel = await KernelClient.start({ cwd: folder });
});
afterAll(async () => {
  await kernel.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (code: string, options?: object): Promise<Execution> => kernel.execute(code, options);
const traceback = ({ error }: Execution): string => stripVTControlCharacters(error?.traceback.join('\n') ?? '');
const shown = ({ published }: Execution): Record<string, unknown>[] =>
  published
    .filter((m) => m.header.msg_type === 'display_data')
    .map((m) => m.content['data'] as Record<string, unknown>);

const TIMES = /CPU times: user [\d.]+ (?:ns|µs|ms|s), sys: .*, total: .*\nWall time: [\d.]+ (?:ns|µs|ms|s)\n/;

test('%time and %%time print times; names and results stay', async () => {
  const cell = await run('%time const made = [1, 2, 3].map((x) => x * 2)\nmade');
  expect(cell.stdout).toMatch(TIMES);
  expect(cell.result).toBe('[ 2, 4, 6 ]');
  expect((await run('%%time\nconst more = made.length;\nmore + 1')).result).toBe('4');
  expect((await run('more')).result).toBe('3');
  const last = await run('%time more * 2');
  expect([last.result, TIMES.test(last.stdout)]).toEqual(['6', true]);
});

test('%timeit says how long one takes', async () => {
  const { stdout } = await run('%timeit -n 1000 Math.sqrt(2)');
  expect(stdout).toMatch(/^[\d.]+ (?:ns|µs|ms) ± .* per loop \(mean ± std\. dev\. of 7 runs, 1,000 loops each\)\n$/);
  expect((await run('%%timeit -n 3\nawait Promise.resolve(1)')).stdout).toMatch(/3 loops each/);
});

test('!command and %%bash run in the folder of the notebook; a script that fails fails the cell', async () => {
  writeFileSync(join(folder, 'found.txt'), 'here');
  expect((await run('!cat found.txt')).stdout).toBe('here');
  expect((await run('%%bash\nx=1\necho $((x + 1)) >&2\npwd')).stdout.trim()).toContain('kernelab-magics-');
  const failed = await run('%%bash\necho before; exit 3');
  expect(failed.stdout).toBe('before\n');
  expect(failed.error?.evalue).toMatchInlineSnapshot(`"%%bash: the script ended with an error. Received exit code 3."`);
  expect((await run('!exit 4')).reply['status']).toBe('ok');
});

test('!npm install goes to the folder of the notebook, also below another package', async () => {
  const own = mkdtempSync(join(folder, 'notebook-'));
  writeFileSync(join(folder, 'package.json'), '{ "name": "above" }');
  mkdirSync(join(own, 'left'));
  writeFileSync(join(own, 'left', 'package.json'), '{ "name": "left", "version": "1.0.0", "main": "i.js" }');
  writeFileSync(join(own, 'left', 'i.js'), 'exports.side = 7;');
  const other = await KernelClient.start({ cwd: own });
  try {
    await other.execute('!npm install ./left --no-audit --no-fund --offline');
    expect(existsSync(join(own, 'node_modules', 'left'))).toBe(true);
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
    expect((await other.execute("const left = require('left'); left.side")).result).toBe('7');
  } finally {
    await other.stop();
    rmSync(join(folder, 'package.json'));
  }
});

test('Stop ends a command with what it has started', async () => {
  const running = run('!touch began; sleep 600 & sleep 600; echo never');
  await expect.poll(() => existsSync(join(folder, 'began'))).toBe(true);
  await kernel.interrupt();
  const { stdout, error } = await running;
  expect([stdout, error?.ename]).toEqual(['', 'Interrupted']);
});

test.each(['SIGKILL', 'shutdown'] as const)('a command ends with the kernel: %s', async (how) => {
  const other = await KernelClient.start({ cwd: folder });
  const pid = (): number => Number(readFileSync(join(folder, `${how}.pid`), 'utf8'));
  other.begin(`!sleep 600 & echo $! > ${how}.part; mv ${how}.part ${how}.pid; wait`);
  await expect.poll(() => existsSync(join(folder, `${how}.pid`))).toBe(true);
  expect(isAlive(pid())).toBe(true);
  if (how === 'SIGKILL') other.process.kill('SIGKILL');
  await other.stop();
  await expect.poll(() => isAlive(pid())).toBe(false);
});

test('%%html shows, %%writefile writes all or nothing', async () => {
  expect(shown(await run('%%html\n<b>bold</b>'))[0]).toMatchObject({ 'text/html': '<b>bold</b>' });
  expect((await run('%%writefile part.ts\nexport const part = 5;\n')).stdout).toBe('Writing part.ts\n');
  expect((await run("import { part } from './part'; part")).result).toBe('5');
  expect((await run('%%writefile -a part.ts\nexport const more = 6;')).stdout).toBe('Appending to part.ts\n');
  expect(readFileSync(join(folder, 'part.ts'), 'utf8')).toBe('export const part = 5;\nexport const more = 6;\n');
  expect((await run('%%writefile no/such.txt\nx')).error?.evalue).toContain('there is no such folder');
});

test('%%writefile keeps the bytes of a file, who may run it, and a link to it; a name in quotes may hold spaces', async () => {
  const bytes = Buffer.from([0xc7, 0xd1, 0x0a]); // CP949
  writeFileSync(join(folder, 'old table.csv'), bytes);
  chmodSync(join(folder, 'old table.csv'), 0o775);
  symlinkSync('old table.csv', join(folder, 'link.csv'));
  expect((await run('%%writefile -a link.csv\n1,2')).stdout).toBe('Appending to link.csv\n');
  expect((await run('%%writefile -a "old table.csv"\n3,4')).stdout).toBe('Appending to old table.csv\n');
  expect(readFileSync(join(folder, 'old table.csv'))).toEqual(Buffer.concat([bytes, Buffer.from('1,2\n3,4\n')]));
  expect(statSync(join(folder, 'old table.csv')).mode & 0o777).toBe(0o775);
  expect(lstatSync(join(folder, 'link.csv')).isSymbolicLink()).toBe(true);
});

test('errors are those of the cell as it is written', async () => {
  expect(traceback(await run('const s = "a";\n%time s.foo()'))).toMatchInlineSnapshot(`
    "TypeScriptError: Property 'foo' does not exist on type '"a"'.
    Cell [19], line 2, column 9
            1 | const s = "a";
    -->     2 | %time s.foo()
              |         ^^^
    This cell did not run."
  `);
  expect(traceback(await run('%nothing here'))).toMatchInlineSnapshot(`
    "SyntaxError: There is no command %nothing here. There are %time, %timeit, %matplotlib, %%time, %%timeit, %%bash, %%sh, %%html, %%markdown, %%latex, %%svg, %%javascript, %%writefile and !command.
    Cell [20]
    This cell did not run."
  `);
  const thrown = traceback(await run("1;\n%time (() => { throw new Error('mine'); })()"));
  expect(thrown).toContain('%time');
  expect(thrown).toContain('Cell [');
});

test('%timeit takes rounds and loops in any order, and lines below it keep their numbers', async () => {
  expect((await run('%timeit -r 2 -n 5 Math.sqrt(2) // fast')).stdout).toMatch(/of 2 runs, 5 loops each/);
  await run('let runs = 0;\n%timeit -r 2 -n 5 runs++');
  expect((await run('runs')).result).toBe('10');
  expect((await run('%%timeit -r 1 -n 1\nawait Promise.resolve(runs++);')).stdout).toMatch(/of 1 runs, 1 loops each/);
  expect((await run('runs')).result).toBe('11');
  expect((await run('%timeit -r 2 runs + 1')).stdout).toMatch(/of 2 runs, 1[0,]+ loops each/);
  expect(traceback(await run('const none: any = undefined;\n%timeit none.bar()'))).toMatch(
    /%timeit none\.bar\(\)\n +\| {14}\^/,
  );
  expect(traceback(await run('%timeit runs.bar()'))).toContain('line 1, column 14');
  expect(traceback(await run('%timeit -n 1 1\nconst t = "a";\nt.foo()'))).toContain('line 3, column 3');
});

test('a command that is not there is told by the shell, and what is left in the background lets the cell end', async () => {
  expect((await run('!no-such-command-here')).stderr).toContain('not found');
  expect((await run('!sleep 2 > /dev/null 2>&1 & echo at once')).stdout).toBe('at once\n');
});
