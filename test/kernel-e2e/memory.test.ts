/**
 * @file The protocol without Jupyter and ZeroMQ: the same kernel on a transport in memory, with a real process for the
 * cells. Also with a library that has nothing.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadLibrary } from '../../kernel/library.ts';
import { nodeParts } from '../../kernel/node.ts';
import { defaultLibrary } from '../../kernel/paths.ts';
import { Kernel } from '../../kernel/protocol/router.ts';
import { Session } from '../../kernel/session/session.ts';
import { names } from '../../src/hints/index.ts';
import { MemoryTransport, type Heard } from './memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-memory-'));
const empty = join(import.meta.dirname, 'empty-library', 'library.ts');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A kernel in this process. */
async function start(file: string): Promise<{ transport: MemoryTransport; kernel: Kernel }> {
  const transport = new MemoryTransport();
  const library = await loadLibrary(file);
  const kernel = new Kernel({
    transport,
    library,
    startSession: (events) => new Session(nodeParts({ cwd: folder, library }), events),
  });
  await kernel.start();
  return { transport, kernel };
}

/** Types and the telling part of messages, without busy and idle. */
function summary(messages: readonly Heard[]): [string, unknown][] {
  const telling = ['text', 'data', 'execution_count', 'ename', 'status'];
  return messages
    .filter(({ type }) => type !== 'status')
    .map(({ type, content }) => [type, content[telling.find((field) => field in content) ?? '']]);
}

describe('a kernel on a transport in memory', () => {
  let transport: MemoryTransport;
  let kernel: Kernel;
  beforeAll(async () => {
    ({ transport, kernel } = await start(defaultLibrary()));
  });
  afterAll(() => kernel.shutdown());

  test('kernel_info, complete, inspect, history', async () => {
    const [, info] = await transport.request('kernel_info_request');
    expect(info!.content).toMatchObject({ status: 'ok', implementation: 'kernelab', protocol_version: '5.4' });
    expect(info!.content['banner']).toContain(`${names.join(', ')} are there.`);
    const complete = await transport.request('complete_request', { code: 'Math.hyp', cursor_pos: 8 });
    expect(complete.find((m) => m.type === 'complete_reply')!.content['matches']).toEqual(['hypot']);
    const unknown = await transport.request('subshell_request');
    expect(unknown.map((m) => m.type)).toEqual(['status', 'status']);
  });

  test('execute: stream, display, result, error', async () => {
    const cell = await transport.request('execute_request', {
      code: "console.log('one'); display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>' }) }); 6 * 7",
    });
    expect(summary(cell)).toEqual([
      ['execute_input', 1],
      ['stream', 'one\n'],
      ['display_data', { 'text/html': '<b>' }],
      ['execute_result', { 'text/plain': '42' }],
      ['execute_reply', 1],
    ]);
    const failed = await transport.request('execute_request', { code: "throw new RangeError('far')" });
    expect(summary(failed).slice(1)).toEqual([
      ['error', 'RangeError'],
      ['execute_reply', 2],
    ]);
    expect(failed.at(-2)!.content).toMatchObject({ status: 'error', evalue: 'far' });
  });

  test('interrupt and input', async () => {
    const endless = transport.send('shell', 'execute_request', { code: "console.log('on'); for (;;);" });
    await transport.next(endless, (m) => m.type === 'stream');
    transport.send('control', 'interrupt_request');
    const reply = await transport.next(endless, (m) => m.type === 'execute_reply');
    expect(reply.content).toMatchObject({ status: 'error', ename: 'Interrupted' });

    const asking = transport.send('shell', 'execute_request', { code: "input('Name? ')" });
    const question = await transport.next(asking, (m) => m.type === 'input_request');
    expect([question.channel, question.content]).toEqual(['stdin', { prompt: 'Name? ', password: false }]);
    transport.send('stdin', 'input_reply', { value: '철수' });
    const result = await transport.next(asking, (m) => m.type === 'execute_result');
    expect(result.content['data']).toEqual({ 'text/plain': "'철수'" });
  });

  test('input where nobody can answer is an error: no stdin, or in a timer after the cell', async () => {
    const refused = await transport.request('execute_request', { code: "input('?')", allow_stdin: false });
    expect(refused.at(-2)!.content).toMatchObject({ status: 'error', ename: 'InputError' });
    const code = "setTimeout(() => input('?'), 50); 1";
    const id = transport.send('shell', 'execute_request', { code });
    const complaint = await transport.next(id, (m) => m.type === 'stream');
    expect(complaint.content['text']).toContain('InputError');
    expect(summary(await transport.request('execute_request', { code: '2' })).at(-1)![0]).toBe('execute_reply');
  });

  test('buffers travel in both directions, with displays and on comms; output belongs to the message', async () => {
    const code = `
      const host = (globalThis as any)[Symbol.for('kernelab.host')];
      host.display({ 'text/plain': 'd' }, { buffers: [new Uint8Array([1, 2])] });
      host.onCommOpen('sum', (comm: any, { data }: any) => {
        comm.onMessage(({ buffers }: any) => {
          const numbers = new Float64Array(buffers[0].buffer);
          console.log('got', numbers.length);
          comm.send({ sum: numbers.reduce((a, b) => a + b, data.start) }, { buffers: [new Float64Array([...numbers].reverse())
            .buffer].map((b) => new Uint8Array(b)), metadata: { m: 1 } });
        });
      });`;
    const cell = await transport.request('execute_request', { code });
    const shown = cell.find((m) => m.type === 'display_data')!;
    expect(shown.buffers.map((bytes) => [...bytes])).toEqual([[1, 2]]);

    await transport.request('comm_open', { comm_id: 'c', target_name: 'sum', data: { start: 0.5 } });
    const numbers = Float64Array.from({ length: 200_000 }, (_, i) => i);
    const answer = await transport.request('comm_msg', { comm_id: 'c', data: {} }, [new Uint8Array(numbers.buffer)]);
    const message = answer.find((m) => m.type === 'comm_msg')!;
    expect(message.content).toEqual({ comm_id: 'c', data: { sum: 19_999_900_000.5 } });
    const back = new Float64Array(message.buffers[0]!.slice().buffer);
    expect([back.length, back[0], back.at(-1)]).toEqual([200_000, 199_999, 0]);
    expect(answer.find((m) => m.type === 'stream')!.content['text']).toBe('got 200000\n');
    const [, info] = await transport.request('comm_info_request', { target_name: 'sum' });
    expect(info!.content['comms']).toEqual({ c: { target_name: 'sum' } });
    await transport.request('comm_close', { comm_id: 'c', data: {} });
    const nobody = await transport.request('comm_msg', { comm_id: 'c', data: {} });
    expect(nobody.find((m) => m.type === 'comm_close')!.content).toEqual({ comm_id: 'c', data: {} });
  });

  test('a listener that never ends is stopped, with no cell running; comms close with their process', async () => {
    const code = `(globalThis as any)[Symbol.for('kernelab.host')]
      .onCommOpen('loop', (comm: any) => comm.onMessage(() => { console.log('in'); for (;;); })); const kept = 7;`;
    await transport.request('execute_request', { code });
    await transport.request('comm_open', { comm_id: 'l', target_name: 'loop', data: {} });
    const id = transport.send('shell', 'comm_msg', { comm_id: 'l', data: {} });
    await transport.next(id, (m) => m.type === 'stream');
    transport.send('control', 'interrupt_request');
    await transport.next(id, (m) => m.content['execution_state'] === 'idle');
    const kept = await transport.request('execute_request', { code: 'kept' });
    expect(kept.find((m) => m.type === 'execute_result')!.content['data']).toEqual({ 'text/plain': '7' });
    const lost = await transport.request('execute_request', { code: "process.kill(process.pid, 'SIGKILL')" });
    expect(lost.find((m) => m.type === 'comm_close')!.content).toEqual({ comm_id: 'l', data: {} });
    expect(lost.at(-2)!.content).toMatchObject({ ename: 'ProcessEnded' });
  });

  test('shutdown replies first', async () => {
    const { transport: other } = await start(defaultLibrary());
    const id = other.send('control', 'shutdown_request', { restart: false });
    await other.next(id, (m) => m.type === 'shutdown_reply');
    await expect.poll(() => other.closed).toBe(true);
  });
});

describe('a kernel with an empty library', () => {
  test('runs cells, knows no names, and offers what it has itself', async () => {
    const { transport, kernel } = await start(empty);
    try {
      const [, info] = await transport.request('kernel_info_request');
      expect(info!.content['banner']).toMatch(/^kernelab [\d.]+: TypeScript on Node [\d.]+\.$/);
      const cell = await transport.request('execute_request', {
        code: "import { one } from 'nothing'; const h = display('shown'); [one, typeof (globalThis as any).np, h.displayId.length]",
      });
      expect(summary(cell).slice(1)).toEqual([
        ['display_data', { 'text/plain': 'shown' }],
        ['execute_result', { 'text/plain': "[ 1, 'undefined', 36 ]" }],
        ['execute_reply', 1],
      ]);
      const unknown = await transport.request('execute_request', { code: 'np.zeros([3])' });
      expect(unknown.at(-2)!.content).toMatchObject({ ename: 'TypeScriptError' });
      expect(String(unknown.at(-2)!.content['evalue'])).toContain("Cannot find name 'np'");
    } finally {
      await kernel.shutdown();
    }
  });

  test('the language of hints is that of the kernel', async () => {
    const { transport, kernel } = await start(defaultLibrary());
    process.env['KERNELAB_LANG'] = 'ko';
    try {
      const cell = await transport.request('execute_request', { code: 'for (i = 0; i < 3; i++) {}' });
      const traceback = String(cell.at(-2)!.content['traceback']);
      expect(traceback).toContain('반복 변수는 선언해야 합니다: for (let i = 0; i < 3; i++) { … }');
      expect(traceback.match(/힌트/g)).toHaveLength(1);
    } finally {
      delete process.env['KERNELAB_LANG'];
      await kernel.shutdown();
    }
  });

  test('a module that describes none is refused', async () => {
    const file = join(folder, 'wrong.mjs');
    writeFileSync(file, 'export const library = { name: "x" }');
    await expect(loadLibrary(join(folder, 'none.js'))).rejects.toThrow('library: there is no such module. Received');
    await expect(loadLibrary(file)).rejects.toThrowErrorMatchingInlineSnapshot(
      `[FormatError: library: the module must export \`library\` with the texts name, code, types and the list names. Received {"name":"x"}.]`,
    );
  });
});
