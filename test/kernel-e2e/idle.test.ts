/**
 * @file A kernel that nobody uses: TypeScript's server ends, and comes back at the next cell with all that earlier cells declared; the
 * cells' process gives memory back.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadLibrary } from '../../kernel/library.ts';
import { nodeParts } from '../../kernel/node.ts';
import { defaultLibrary } from '../../kernel/paths.ts';
import { Kernel } from '../../kernel/protocol/router.ts';
import { Session } from '../../kernel/session/session.ts';
import { commandLine, descendants } from '../processes.ts';
import { MemoryTransport, type Heard } from './memory.ts';

/** TypeScript's servers below this process. */
const servers = (): number[] => descendants(process.pid).filter((pid) => commandLine(pid).includes('--lsp'));

/** Megabytes of a process in memory. */
const residentOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

describe.skipIf(process.platform !== 'linux')('an idle kernel', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-idle-'));
  const transport = new MemoryTransport();
  let kernel: Kernel;
  let rests = 0;

  beforeAll(async () => {
    vi.stubEnv('KERNELAB_IDLE', '0.3');
    const library = await loadLibrary(defaultLibrary());
    kernel = new Kernel({
      transport,
      library,
      startSession: (events) => new Session(nodeParts({ cwd: folder, library }), events),
      rested: () => rests++,
    });
    await kernel.start();
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await kernel.shutdown();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (code: string): Promise<Heard[]> => transport.request('execute_request', { code });
  const errorOf = (messages: readonly Heard[]): string =>
    messages.filter(({ type }) => type === 'error').map(({ content }) => String(content['evalue'])).join(); // prettier-ignore
  const ended = (): Promise<void> => expect.poll(servers).toEqual([]);

  test('ends TypeScript’s server, and a cell that nobody wrote before is checked all the same', async () => {
    for (const code of [
      'const picture = np.zeros([2, 3]);',
      'interface Point { x: number }\nfunction twice(n: number): string { return String(2 * n); }',
      "import { join as joined } from 'node:path';\nlet later: Point = { x: 1 };",
    ]) {
      expect(errorOf(await run(code))).toBe('');
      await ended();
    }
    expect(errorOf(await run("twice('one')"))).toContain("'string' is not assignable to parameter of type 'number'");
    await ended();
    expect(errorOf(await run("later = { x: 'one' }"))).toContain("'string' is not assignable to type 'number'");
    await ended();
    expect(errorOf(await run('picture.shap'))).toContain("'shap' does not exist");
    await ended();
    expect(errorOf(await run('declare global { interface Array<T> { second(): T } }'))).toBe('');
    await ended();
    expect(errorOf(await run('const seconds = () => [picture, picture].second().shape;'))).toBe('');
    await ended();
    expect(errorOf(await run('seconds().foo'))).toContain("'foo' does not exist on type 'readonly number[]'");
    await ended();
    const answer = await run("later = { x: 3 };\n[picture.shape.length, twice(later.x), joined('a', 'b').length]");
    expect(answer.find(({ type }) => type === 'execute_result')!.content['data']).toEqual({ 'text/plain': "[ 2, '6', 3 ]" }); // prettier-ignore
  });

  test('rests while a page asks what it uses, again and again', async () => {
    await run('1');
    const before = rests;
    await expect
      .poll(
        async () => {
          const asked = transport.send('control', 'usage_request');
          await transport.next(asked, ({ type }) => type === 'usage_reply');
          return rests;
        },
        { interval: 50 },
      )
      .toBeGreaterThan(before);
  });

  test('completes and explains names of earlier cells', async () => {
    await ended();
    const complete = await transport.request('complete_request', { code: 'picture.resh', cursor_pos: 12 });
    expect(complete.find(({ type }) => type === 'complete_reply')!.content['matches']).toEqual(['reshape']);
    await ended();
    const inspect = await transport.request('inspect_request', { code: 'twice', cursor_pos: 5, detail_level: 0 });
    const reply = inspect.find(({ type }) => type === 'inspect_reply')!.content;
    expect(JSON.stringify(reply['data'])).toContain('twice(n: number): string');
  });

  test('gives memory back that a cell no longer uses', async () => {
    const code = 'let many: object[] | null = Array.from({ length: 2_000_000 }, (_, i) => ({ i }));\nmany.length';
    expect(errorOf(await run(code))).toBe('');
    const runner = descendants(process.pid).find((pid) => commandLine(pid).includes('runner'))!;
    const before = residentOf(runner);
    expect(errorOf(await run('many = null;'))).toBe('');
    await expect.poll(() => residentOf(runner)).toBeLessThan(before - 50);
    const answer = await run('twice(picture.size)');
    expect(answer.find(({ type }) => type === 'execute_result')!.content['data']).toEqual({ 'text/plain': "'12'" });
  });

  test('does not end it while it is asked', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, (_, i) => run(`twice(${i})`)));
    expect(answers.map(errorOf).join('')).toBe('');
    await ended();
  });
});
