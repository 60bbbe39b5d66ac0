/**
 * @file The kernel against hasty front ends and broken surroundings: interrupts that come twice or between cells,
 * output that comes late, processes that die, ports that are taken, folders that vanish.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileCell } from '../../kernel/compile/cell.ts';
import { nodeStripper } from '../../kernel/compile/strip-node.ts';
import type { Report } from '../../kernel/ipc.ts';
import { RunnerProcess } from '../../kernel/session/runner-process.ts';
import { allGone, commandLine, descendants } from '../processes.ts';
import { KernelClient, ourKernel } from './client.ts';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe('interrupts', () => {
  test('two at once in a tight loop stop one cell and lose nothing', async () => {
    await kernel.execute('let kept = 41');
    for (let i = 0; i < 3; i++) {
      const { done } = await kernel.running("kept = 42; console.log('on'); for (;;);");
      await Promise.all([kernel.interrupt(), kernel.interrupt(), kernel.interrupt()]);
      expect((await done).error?.ename).toBe('Interrupted');
      expect((await kernel.execute('kept')).result).toBe('42');
    }
  });

  test('between cells they do nothing, also not to the next cell', async () => {
    for (let i = 0; i < 5; i++) {
      await kernel.interrupt();
      expect((await kernel.execute(`await new Promise((r) => setTimeout(r, 30)); ${i}`)).result).toBe(String(i));
    }
  });

  test('one that comes as its cell ends does not hit the next cell', async () => {
    for (let i = 0; i < 8; i++) {
      const { done } = kernel.begin(`await new Promise((r) => setTimeout(r, ${40 + i}))`);
      await sleep(45);
      await kernel.interrupt();
      await done;
      expect((await kernel.execute(`await new Promise((r) => setTimeout(r, 30)); ${i}`)).result).toBe(String(i));
    }
  });

  test('an order to stop says which cell: late ones are for nobody, early ones wait for their cell', async () => {
    const done = new Map<number, Extract<Report, { type: 'done' }>>();
    const runner = new RunnerProcess(
      { cwd: kernel.cwd, library: { name: 'none', code: 'none' } },
      {
        report: (report) => report.type === 'done' && done.set(report.cell, report),
        raw: () => {},
        died: () => {},
        inspected: () => {},
      },
    );
    const execute = async (cell: number, source: string): Promise<void> => {
      const { run } = await compileCell(source, `kernelab:cell/${cell}`, {
        stripper: nodeStripper,
        userNames: new Set(),
        libraryNames: [],
      });
      runner.order({
        type: 'execute',
        cell,
        count: cell,
        input: false,
        notebooks: [],
        label: `Cell [${cell}]`,
        source,
        run,
        expressions: {},
      });
    };
    const stop = (cell: number): void => runner.orderWatchdog({ type: 'interrupt', cell });
    const isDone = async (cell: number): Promise<boolean> => {
      await expect.poll(() => done.has(cell)).toBe(true);
      return !done.get(cell)!.interrupted;
    };
    try {
      await runner.ready;
      await execute(1, 'globalThis.kept = 1');
      expect(await isDone(1)).toBe(true);
      await execute(2, 'for (const end = Date.now() + 600; Date.now() < end;);');
      stop(1);
      expect(await isDone(2)).toBe(true);
      await execute(3, 'await new Promise((r) => setTimeout(r, 300))');
      stop(2);
      expect(await isDone(3)).toBe(true);
      stop(4);
      await sleep(300);
      await execute(4, 'globalThis.kept = 2; for (;;);');
      expect(await isDone(4)).toBe(false);
      await execute(5, 'if (globalThis.kept !== 1) throw new Error("it ran"); for (;;);');
      await sleep(300);
      stop(5);
      expect(await isDone(5)).toBe(false);
      // A timer's loop blocks the cell behind it, whose order has not been read yet.
      const began = join(kernel.cwd, 'timer-began');
      const loop = `fs.writeFileSync(${JSON.stringify(began)}, ''); for (;;);`;
      await execute(6, `const fs = await import('node:fs'); setTimeout(() => { ${loop} }, 100)`);
      expect(await isDone(6)).toBe(true);
      await expect.poll(() => existsSync(began)).toBe(true);
      await execute(7, '1');
      await sleep(100);
      stop(7);
      expect(await isDone(7)).toBe(false);
      await execute(8, '1');
      expect([await isDone(8), done.get(8)!.error]).toEqual([true, undefined]);
    } finally {
      runner.kill();
    }
  });

  test('the waiting cells are cancelled with the one that was stopped', async () => {
    const first = await kernel.running("console.log('on'); for (;;);");
    const second = kernel.begin('"never"');
    await kernel.interrupt();
    expect((await first.done).reply['status']).toBe('error');
    expect((await second.done).reply['status']).toBe('aborted');
    expect((await kernel.execute('1 + 1')).result).toBe('2');
  });
});

describe('late and large output', () => {
  test('a display in a timer comes beside its own cell, after idle', async () => {
    const { id, done } = kernel.begin('setTimeout(() => display("late"), 300); 1');
    await done;
    await kernel.execute('2');
    await kernel.until(() => kernel.of(id).some((m) => m.header.msg_type === 'display_data'));
    const late = kernel.of(id).find((m) => m.header.msg_type === 'display_data')!;
    expect(late.content['data']).toEqual({ 'text/plain': 'late' });
  });

  test('a promise rejected after its cell is told beside that cell', async () => {
    const { id, done } = kernel.begin('new Promise((_, no) => setTimeout(() => no(new Error("too late")), 200)); 1');
    await done;
    await kernel.until(() => kernel.of(id).some((m) => String(m.content['text']).includes('too late')));
    expect((await kernel.execute('3')).result).toBe('3');
  });

  test('twenty megabytes in one print arrive whole', async () => {
    const { stdout } = await kernel.execute('console.log("한".repeat(10_000_000))');
    expect(stdout.length).toBe(10_000_001);
  });

  test('letters cut in two by a stream of bytes are put together again', async () => {
    const code = 'for (const byte of Buffer.from("가나다")) process.stdout.write(Buffer.of(byte));';
    expect((await kernel.execute(code)).stdout).toBe('가나다');
  });

  test('what cannot be sent is an error of the cell, and the kernel lives', async () => {
    const { error } = await kernel.execute(
      'display({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": { big: 1n } }) })',
    );
    expect(error?.ename).toBe('TypeError');
    expect((await kernel.execute('4')).result).toBe('4');
  });
});

describe('texts of the type checker', () => {
  const message = async (code: string): Promise<string> =>
    stripVTControlCharacters((await kernel.execute(code)).error?.traceback.join('\n') ?? 'no error');

  test('the library is called by its names, not by its files', async () => {
    const text = await message('np.nosuch(3)');
    expect(text).toContain("Property 'nosuch' does not exist on type 'np'");
    expect(await message('const s: string = np.zeros([2])')).toContain("Type 'np.ndarray' is not assignable");
    expect(await message('const s: string = np')).toContain("Type 'np' is not assignable to type 'string'");
  });

  test('nothing says where anything lies on this machine', async () => {
    await kernel.execute('class Own { a = 1 }; const own = new Own(); import * as files from "node:fs"');
    for (const code of ['const s: string = own', 'own.b', 'const t: Own = 3', 'files.nosuch', 'import x from "./no"']) {
      const text = await message(code);
      expect(text).toContain('Error: ');
      expect(text).not.toMatch(/import\(|\/tmp\/|node_modules|dist\/src/);
    }
    const { content } = await kernel.request('inspect_request', { code: 'np', cursor_pos: 1, detail_level: 0 });
    expect(content['found']).toBe(true);
    expect(JSON.stringify(content['data'])).not.toMatch(/import\(|dist\/src/);
  });
});

describe('processes', () => {
  test('nothing stays behind after shutdown', async () => {
    const other = await KernelClient.start();
    await other.execute('1');
    const pids = descendants(other.process.pid!);
    expect(pids.length).toBeGreaterThanOrEqual(2);
    await other.request('shutdown_request', { restart: false }, 'control');
    expect(await allGone([other.process.pid!, ...pids])).toEqual([]);
    await other.stop();
  });

  test('nothing stays behind when the kernel is killed during an endless loop', async () => {
    const other = await KernelClient.start();
    await other.running("console.log('on'); for (;;);");
    const pids = descendants(other.process.pid!);
    process.kill(other.process.pid!, 'SIGKILL');
    expect(await allGone(pids)).toEqual([]);
    await other.stop();
  });

  test('a request to shut down during an endless cell is obeyed', async () => {
    const other = await KernelClient.start();
    await other.running("console.log('on'); for (;;);");
    const { content } = await other.request('shutdown_request', { restart: true }, 'control');
    expect(content).toMatchObject({ status: 'ok', restart: true });
    expect(await allGone([other.process.pid!])).toEqual([]);
    await other.stop();
  });

  test('a type checker that dies takes no cell with it', async () => {
    const other = await KernelClient.start();
    await other.execute('let a = 5');
    for (const pid of descendants(other.process.pid!)) {
      if (commandLine(pid).includes('--lsp')) process.kill(pid, 'SIGKILL');
    }
    const [page, cell] = [other.begin('a?'), other.begin('a + 1', { stop_on_error: false })];
    expect((await page.done).reply['status']).toBe('ok');
    expect((await cell.done).result).toBe('6');
    await other.stop();
  });

  test('a folder that vanished is told once, not tried for ever', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'kernelab-gone-'));
    const other = await KernelClient.start({ cwd });
    await other.execute('1');
    rmSync(cwd, { recursive: true });
    const { error } = await other.execute('process.kill(process.pid, "SIGKILL"); for (;;);');
    expect(error?.ename).toBe('ProcessEnded');
    const next = await other.execute('2');
    expect(next.error?.ename).toBe('ProcessEnded');
    const told = other.published.length;
    await sleep(500);
    expect(other.published.length).toBe(told);
    await other.stop();
  });

  test('a taken port ends the kernel with a sentence', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-port-'));
    const file = join(folder, 'connection.json');
    const ports = { shell_port: port, control_port: 0, stdin_port: 0, iopub_port: 0, hb_port: 0 };
    const head = { transport: 'tcp', ip: '127.0.0.1', key: 'k', signature_scheme: 'hmac-sha256' };
    writeFileSync(file, JSON.stringify({ ...head, ...ports }));
    const [command, ...args] = ourKernel(file);
    const child = spawn(command!, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const code = await new Promise((resolve) => void child.once('exit', resolve));
    taken.close();
    rmSync(folder, { recursive: true });
    expect(code).toBe(1);
    expect(said).toMatch(/kernelab kernel: the ports of .* cannot be bound/);
  });
});
