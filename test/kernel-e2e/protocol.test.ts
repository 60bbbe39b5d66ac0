/** @file The protocol's smaller duties: info, history, stdin, completion, options of execute, floods, shutdown. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient, ourKernel } from './client.ts';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

test('kernel_info', async () => {
  const { content } = await kernel.request('kernel_info_request');
  expect(content).toMatchObject({
    status: 'ok',
    protocol_version: '5.4',
    implementation: 'kernelab',
    language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript' },
  });
  expect(content['banner']).toMatch(/^kernelab \d/);
  expect((content['help_links'] as unknown[]).length).toBeGreaterThan(2);
});

describe('execute', () => {
  test('messages come in order: busy, input, output, result, idle', async () => {
    const { published, reply } = await kernel.execute("console.log('out'); 7");
    expect(published.map((m) => m.header.msg_type)).toEqual([
      'status',
      'execute_input',
      'stream',
      'execute_result',
      'status',
    ]);
    expect(reply).toMatchObject({ status: 'ok', payload: [], user_expressions: {} });
  });

  test('silent: nothing is shown and nothing counted', async () => {
    const before = (await kernel.execute('1')).reply['execution_count'];
    const { published, reply } = await kernel.execute("console.log('x'); 7", { silent: true });
    expect(published.map((m) => m.header.msg_type)).toEqual(['status', 'status']);
    expect(reply['execution_count']).toBe(before);
  });

  test('store_history: false does not count', async () => {
    const before = (await kernel.execute('1')).reply['execution_count'];
    expect((await kernel.execute('2', { store_history: false })).reply['execution_count']).toBe(before);
  });

  test('user_expressions', async () => {
    const { reply } = await kernel.execute('const w = 20', {
      user_expressions: { double: 'w * 2', bad: 'w.x.y', odd: '(' },
    });
    expect(reply['user_expressions']).toMatchObject({
      double: { status: 'ok', data: { 'text/plain': '40' } },
      bad: { status: 'error', ename: 'TypeError' },
      odd: { status: 'error', ename: 'SyntaxError' },
    });
  });

  test('stop_on_error cancels what waits behind; without it the next cell runs', async () => {
    for (const [stop, expected] of [
      [true, 'aborted'],
      [false, 'ok'],
    ] as const) {
      const first = kernel.begin("await new Promise((r) => setTimeout(r, 100)); throw new Error('x')", {
        stop_on_error: stop,
      });
      const second = kernel.begin('1');
      expect((await first.done).reply['status']).toBe('error');
      expect((await second.done).reply['status']).toBe(expected);
    }
  });

  test('100,000 lines from a sync loop arrive complete, in order, before idle', async () => {
    const { stdout } = await kernel.execute("for (let i = 0; i < 100_000; i++) console.log('line ' + i)");
    const lines = stdout.split('\n');
    expect(lines.length).toBe(100_001);
    expect(lines.findIndex((line, i) => line !== (i < 100_000 ? `line ${i}` : ''))).toBe(-1);
  });

  test('what is printed before a long computation is seen while it runs', async () => {
    const { id, done } = kernel.begin(
      "import { existsSync } from 'node:fs'; console.log('one'); console.log('two'); while (!existsSync('heard'));",
    );
    await kernel.until(() => kernel.of(id).some((m) => String(m.content['text']).includes('two')));
    writeFileSync(join(kernel.cwd, 'heard'), '');
    expect((await done).stdout).toBe('one\ntwo\n');
  });

  test('stdout and stderr keep their order, and a long loop is shown while it runs', async () => {
    const { id, done } = kernel.begin(
      "import { existsSync } from 'node:fs'; console.log('a'); console.error('b'); console.log('c'); while (!existsSync('seen')) { console.log('.') }",
    );
    await kernel.until(() => kernel.of(id).filter((m) => m.header.msg_type === 'stream').length > 4);
    writeFileSync(join(kernel.cwd, 'seen'), '');
    const { published } = await done;
    const texts = published
      .filter((m) => m.header.msg_type === 'stream')
      .map((m) => [m.content['name'], m.content['text']]);
    expect(texts.slice(0, 2)).toEqual([
      ['stdout', 'a\n'],
      ['stderr', 'b\n'],
    ]);
    expect(texts[2]![1]).toMatch(/^c\n/);
  });
});

test('stdin: input and prompt', async () => {
  kernel.inputs = ['Kim', ''];
  const { result } = await kernel.execute(
    "const who = input('Name? '); const dflt = prompt('Colour?', 'red'); [who, dflt]",
  );
  expect(result).toBe("[ 'Kim', 'red' ]");
  expect((await kernel.execute("input('x')", { allow_stdin: false })).reply['status']).toBe('error');
});

test('history: tail, range, search', async () => {
  const start = (await kernel.execute("'needle one'")).reply['execution_count'] as number;
  await kernel.execute("'needle two'");
  const ask = async (content: object): Promise<unknown> =>
    (await kernel.request('history_request', { output: false, raw: true, ...content })).content['history'];
  expect(await ask({ hist_access_type: 'tail', n: 2 })).toEqual([
    [1, start, "'needle one'"],
    [1, start + 1, "'needle two'"],
  ]);
  expect(await ask({ hist_access_type: 'range', session: 0, start, stop: start + 1, output: true })).toEqual([
    [1, start, ["'needle one'", "'needle one'"]],
  ]);
  expect(await ask({ hist_access_type: 'search', pattern: '*needle*', n: 1 })).toEqual([
    [1, start + 1, "'needle two'"],
  ]);
});

describe('assistance', () => {
  test('completion knows the variables of earlier cells', async () => {
    await kernel.execute(
      'class Picture {\n  /** Pixels in a row. */\n  width = 1;\n  widen(by: number) {}\n}\nconst pic = new Picture()',
    );
    const { content } = await kernel.request('complete_request', { code: 'pic.wid', cursor_pos: 7 });
    expect(content).toMatchObject({ matches: ['widen', 'width'], cursor_start: 4, cursor_end: 7 });
  });

  test.each([
    ["keras.layers.Dense(10, { activation: 'soft", 'softmax'],
    ["keras.Sequential([]).compile({ optimizer: 'ada", 'adam'],
    ["keras.Sequential([]).compile({ optimizer: 'adam', loss: 'sparse", 'sparse_categorical_crossentropy'],
    ["plt.imshow(np.eye(2), { cmap: 'vir", 'viridis'],
  ])('completion knows the names that go between quotes: %s', async (start, name) => {
    const code = `${start}' })`;
    const { content } = await kernel.request('complete_request', { code, cursor_pos: start.length });
    expect(content['matches']).toContain(name);
  });

  test('cursors count code points, also behind astral characters', async () => {
    const code = "const 𝒳 = '😀'; pic.wide";
    const { content } = await kernel.request('complete_request', { code, cursor_pos: Array.from(code).length });
    expect(content).toMatchObject({
      matches: ['widen'],
      cursor_start: Array.from(code).length - 4,
      cursor_end: Array.from(code).length,
    });
  });

  test('inspection shows type and documentation, also inside the parentheses of a call', async () => {
    const width = await kernel.request('inspect_request', { code: 'pic.width', cursor_pos: 9, detail_level: 0 });
    expect((width.content['data'] as Record<string, string>)['text/plain']).toMatch(
      /width: number\s+Pixels in a row\./,
    );
    const call = await kernel.request('inspect_request', { code: 'pic.widen(', cursor_pos: 10, detail_level: 0 });
    expect((call.content['data'] as Record<string, string>)['text/plain']).toContain('widen(by: number)');
    expect(
      (await kernel.request('inspect_request', { code: ' ', cursor_pos: 1, detail_level: 0 })).content,
    ).toMatchObject({ status: 'ok', found: false });
  });

  test('is_complete gives the indentation of the next line', async () => {
    const { content } = await kernel.request('is_complete_request', { code: 'if (true) {\n  for (;;) {' });
    expect(content).toMatchObject({ status: 'incomplete', indent: '    ' });
  });
});

test('comm messages are refused cleanly', async () => {
  const { id, frames } = kernel.frames('comm_open', { comm_id: 'c1', target_name: 'widget', data: {} });
  await kernel.sendRaw(frames);
  await kernel.until(() =>
    kernel.of(id).some((m) => m.header.msg_type === 'comm_close' && m.content['comm_id'] === 'c1'),
  );
  await kernel.sendRaw(kernel.frames('comm_msg', { comm_id: 'c1', data: {} }).frames);
  expect((await kernel.request('comm_info_request', {})).content).toMatchObject({ status: 'ok', comms: {} });
});

test('shutdown answers and ends all processes', async () => {
  const other = await KernelClient.start();
  const { result: pid } = await other.execute('process.pid');
  const { content } = await other.request('shutdown_request', { restart: false }, 'control');
  expect(content).toEqual({ status: 'ok', restart: false });
  await new Promise<void>((resolve) => {
    if (other.process.exitCode !== null) resolve();
    else other.process.once('exit', () => resolve());
  });
  expect(other.process.exitCode).toBe(0);
  await expect.poll(() => isAlive(Number(pid))).toBe(false);
  await other.stop();
});

test('a kernel whose Jupyter server is gone leaves, too', async () => {
  const argv = (file: string): string[] => {
    // `sh` stands for the server: it starts the kernel in the background and is killed.
    const command = ourKernel(file)
      .map((part) => `'${part}'`)
      .join(' ');
    return ['sh', '-c', `${command} & wait`];
  };
  const other = await KernelClient.start({ argv, env: { JPY_PARENT_PID: '1' } });
  const { result: pid } = await other.execute('process.pid');
  other.process.kill('SIGKILL');
  await expect.poll(() => isAlive(Number(pid))).toBe(false);
  await other.stop();
});

test('a kernel that is killed leaves no runner behind, even a busy one', async () => {
  const other = await KernelClient.start();
  const { result: pid } = await other.execute('process.pid');
  await other.running("console.log('on'); for (;;);");
  other.process.kill('SIGKILL');
  await expect.poll(() => isAlive(Number(pid))).toBe(false);
  await other.stop();
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that ended may wait for somebody to take note of it.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
