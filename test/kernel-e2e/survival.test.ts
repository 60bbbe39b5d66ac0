/** @file The kernel lives: whatever a cell does, and whatever arrives on its sockets. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../../kernel/processes.ts';
import { commandLine, descendants } from '../processes.ts';
import { KernelClient } from './client.ts';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start({ env: { KERNELAB_HEAP_MB: '200' } });
  await kernel.execute('const kept = 42');
});
afterAll(() => kernel.stop());

/** The kernel still answers, with its variables unless they were lost. */
async function lives(kept = true): Promise<void> {
  expect((await kernel.execute('1 + 1')).result).toBe('2');
  if (kept) expect((await kernel.execute('kept')).result).toBe('42');
}

test('process.exit() ends the cell, not the kernel', async () => {
  const { error } = await kernel.execute('process.exit(3)');
  expect(error).toMatchObject({
    ename: 'ExitError',
    evalue: 'process.exit(3) ends this cell, not the kernel. Variables are kept.',
  });
  await lives();
});

test('endless recursion', async () => {
  const { error } = await kernel.execute('function down(n: number): number { return down(n + 1) }\ndown(0)');
  expect(error).toMatchObject({ ename: 'RangeError', evalue: 'Maximum call stack size exceeded' });
  expect(error!.traceback.join('\n')).toContain('A function calls itself without end.');
  expect(error!.traceback.length).toBeLessThan(10);
  await lives();
});

test('a rejected promise nobody awaits is told in its cell', async () => {
  const { reply, stderr } = await kernel.execute("Promise.reject(new Error('nobody listens')); 1");
  expect(reply['status']).toBe('ok');
  expect(stripVTControlCharacters(stderr)).toMatch(/nobody awaits.*\n.*Error: nobody listens\nCell \[\d+\], line 1/);
  await lives();
});

test('an error thrown by a timer after its cell is told beside that cell', async () => {
  const { id, done } = kernel.begin("setTimeout(() => { throw new Error('too late') }, 60); 1");
  await done;
  await kernel.until(() => kernel.of(id).some((m) => String(m.content['text']).includes('too late')));
  await lives();
});

test('late output belongs to the cell it came from', async () => {
  const { id, done } = kernel.begin("setTimeout(() => console.log('late'), 60)");
  await done;
  const next = await kernel.execute('await new Promise((r) => setTimeout(r, 150)); 1');
  expect(next.stdout).toBe('');
  expect(kernel.of(id).map((m) => m.content['text'])).toContain('late\n');
});

test('memory exhaustion', async () => {
  const { error } = await kernel.execute('const hoard: unknown[] = []; for (;;) hoard.push(new Array(1000).fill({}))');
  expect(error?.ename).toBe('MemoryError');
  expect(error?.evalue).toMatch(/more memory than there is.*Lost variables: .*kept/);
  await lives(false);
});

test('memory outside of the JavaScript heap', async () => {
  const small = await KernelClient.start({ env: { KERNELAB_MEMORY_MB: '600' } });
  const { error } = await small.execute(
    'const hoard: unknown[] = []; for (;;) hoard.push(new Float64Array(1e6).fill(1))',
  );
  expect(error?.ename).toBe('MemoryError');
  expect(error?.evalue).toContain(
    'more memory than is allowed here (KERNELAB_MEMORY_MB=600, with all that it started)',
  );
  expect((await small.execute('1 + 1')).result).toBe('2');
  await small.stop();
});

// Elsewhere a process does not know what its children use.
test.runIf(process.platform === 'linux')('memory of a process that a cell has started', async () => {
  const small = await KernelClient.start({ env: { KERNELAB_MEMORY_MB: '600' } });
  const { error } = await small.execute(`import { spawn } from 'node:child_process';
    const greedy = spawn(process.execPath, ['-e', 'const a = []; setInterval(() => a.push(new Float64Array(1e7).fill(1)), 100)']);
    console.log(greedy.pid);
    await new Promise(() => {});`);
  expect(error?.evalue).toContain('KERNELAB_MEMORY_MB=600');
  const pid = Number(small.published.find((m) => m.header.msg_type === 'stream')!.content['text']);
  await expect.poll(() => isAlive(pid)).toBe(false);
  await small.stop();
});

test('the type checker may die: it comes back knowing all cells', async () => {
  await kernel.execute('const numbers = [1, 2]');
  const checker = descendants(kernel.process.pid!).find((pid) => commandLine(pid).includes('--lsp'));
  process.kill(checker!, 'SIGKILL');
  expect((await kernel.execute('const text: string = numbers')).error?.ename).toBe('TypeScriptError');
  expect((await kernel.execute('numbers.length')).result).toBe('2');
});

test('a process that dies', async () => {
  await kernel.execute('const gone = 1');
  const { error } = await kernel.execute('process.abort()');
  expect(error?.evalue).toMatch(/was ended by SIGABRT.*Lost variables: .*gone/);
  await lives(false);
});

test('an end from outside is explained as what it most likely is', async () => {
  const { error } = await kernel.execute("process.kill(process.pid, 'SIGKILL')");
  expect(error?.evalue).toMatch(
    /was ended from outside \(SIGKILL\), most likely because the machine had no memory left/,
  );
  await lives(false);
});

describe('what cells have started ends with them', () => {
  const start = "import { spawn } from 'node:child_process'; spawn('sleep', ['1000'], { stdio: 'ignore' }).pid";
  const gone = (pid: number): Promise<void> => expect.poll(() => isAlive(pid)).toBe(false);

  test('when the process of the cells is replaced', async () => {
    const pid = Number((await kernel.execute(start)).result);
    expect(isAlive(pid)).toBe(true);
    await kernel.execute('process.abort()');
    await gone(pid);
  });

  // Elsewhere what leads a group of its own is its own master.
  test.runIf(process.platform === 'linux')('also what leads groups of their own, whoever is killed', async () => {
    const detached = `import { spawn as launch } from 'node:child_process';
      const its = (how: object) => launch('/bin/sh', ['-c', 'sleep 1001 & exec sleep 1000'], { stdio: 'ignore', detached: true, ...how });
      const orphan = launch('/bin/sh', ['-c', 'setsid sleep 1002 > /dev/null 2>&1 & echo $!'], { detached: true });
      const number = await new Promise((done) => orphan.stdout.once('data', done));
      [its({}).pid, Number(number)].join()`;
    for (const end of ['parent', 'cells', 'shutdown']) {
      const other = await KernelClient.start();
      const { result, error } = await other.execute(detached);
      expect(error).toBeUndefined();
      const pids = result!.replaceAll("'", '').split(',').map(Number);
      const cells = Number((await other.execute('process.pid')).result);
      const family = [...pids, ...pids.flatMap((pid) => descendants(pid)), cells];
      expect(family.filter(isAlive)).toEqual(family);
      if (end === 'parent') other.process.kill('SIGKILL');
      else if (end === 'cells') process.kill(cells, 'SIGKILL');
      else await other.stop();
      for (const pid of family) await gone(pid);
      await other.stop();
    }
  });

  test('on shutdown, and when the kernel is killed, whose folders the next kernel removes', async () => {
    // Elsewhere any other kernel of this machine may be the next.
    const place = mkdtempSync(join(tmpdir(), 'kernelab-survival-'));
    const begin = (): Promise<KernelClient> => KernelClient.start({ env: { TMPDIR: place, TEMP: place } });
    const folders = (): string[] => readdirSync(place).filter((name) => name.includes(`-${other.process.pid}-`));
    let other = await begin();
    const first = Number((await other.execute(start)).result);
    expect(folders()).toHaveLength(1);
    await other.stop();
    await gone(first);
    expect(folders()).toEqual([]);
    other = await begin();
    const second = Number((await other.execute(start)).result);
    other.process.kill('SIGKILL');
    await gone(second);
    expect(folders()).toHaveLength(1);
    await other.stop();
    const next = await begin();
    await next.execute('1');
    expect(folders()).toEqual([]);
    await next.stop();
    rmSync(place, { recursive: true });
  });
});

test('what a child process prints reaches the notebook', async () => {
  const { stdout } = await kernel.execute(
    "import { execSync } from 'child_process'; execSync('echo from outside', { stdio: 'inherit' }); await new Promise((r) => setTimeout(r, 50))",
  );
  expect(stdout).toBe('from outside\n');
});

test('a wrong HMAC signature is refused', async () => {
  const { id, frames } = kernel.frames('execute_request', { code: 'globalThis.hacked = true' }, 'wrong key');
  await kernel.sendRaw(frames);
  await lives(false);
  expect(kernel.of(id)).toEqual([]);
  expect((await kernel.execute("'hacked' in globalThis")).result).toBe('false');
  expect(kernel.stderr).toContain('wrong signature');
});

test('garbage on the wire is dropped', async () => {
  await kernel.sendRaw(['']);
  await kernel.sendRaw(['<IDS|MSG>', 'x']);
  await kernel.sendRaw([Buffer.from([0xff, 0xfe]), '<IDS|MSG>', '', '{', '}', '[', '1']);
  await kernel.sendRaw(kernel.frames('no_such_request', {}).frames);
  await kernel.sendRaw(kernel.frames('execute_request', { code: 5, user_expressions: 'x' }).frames);
  await lives(false);
});
