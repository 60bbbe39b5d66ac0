/** @file Comms: what a listener shows, has it stopped, and what is said to messages that fit nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Kernel } from '../../kernel/protocol/router.ts';
import { loadLibrary } from '../../kernel/library.ts';
import { nodeParts } from '../../kernel/node.ts';
import { defaultLibrary } from '../../kernel/paths.ts';
import { Session } from '../../kernel/session/session.ts';
import { MemoryTransport, type Heard } from './memory.ts';

const host = "const host = (globalThis as any)[Symbol.for('kernelab.host')];";
const transport = new MemoryTransport();
let kernel: Kernel;

beforeAll(async () => {
  const library = await loadLibrary(defaultLibrary());
  const cwd = import.meta.dirname;
  const startSession = (events: ConstructorParameters<typeof Session>[1]): Session =>
    new Session(nodeParts({ cwd, library }), events);
  kernel = new Kernel({ transport, library, startSession });
  await kernel.start();
  await run(host);
});
afterAll(() => kernel.shutdown());

const run = (code: string): Promise<Heard[]> => transport.request('execute_request', { code });
const text = (messages: readonly Heard[]): string =>
  messages
    .filter(({ type }) => type === 'stream')
    .map(({ content }) => content['text'] as string)
    .join('');
const comms = async (): Promise<unknown> => (await transport.request('comm_info_request'))[1]!.content['comms'];

describe('a listener with an output area of its own', () => {
  test('prints, displays, value, figures and errors go there, those of what it starts too; nothing goes below the cell', async () => {
    const shown = await run(`
      const seen: any[] = [];
      await host.asCell(async () => {
        console.log('one');
        await new Promise((resolve) => setTimeout(resolve, 5));
        console.error('two');
        display('three', { displayId: 'd' });
        setTimeout(() => console.log('late'), 1);
        plt.plot([1, 2]);
        return 4;
      }, (output: any) => void seen.push(output));
      await host.asCell(() => { throw new TypeError('no'); }, (output: any) => void seen.push(output));
      await new Promise((resolve) => setTimeout(resolve, 20));
      console.log(JSON.stringify(seen.map((o) => [o.type, o.text ?? o.evalue ?? o.data['text/plain']])));`);
    const [list] = text(shown).split('\n');
    const rows = JSON.parse(list!) as [string, string][];
    expect(rows.filter(([, said]) => said !== 'late\n')).toEqual([
      ['stream', 'one\n'],
      ['stream', 'two\n'],
      ['display', 'three'],
      ['display', '4'],
      ['display', '<Figure size 640x480 with 1 Axes>'],
      ['error', 'no'],
    ]);
    expect(rows.some(([, said]) => said === 'late\n')).toBe(true);
    expect(shown.filter(({ type }) => type === 'display_data')).toEqual([]);
  });

  test('an update of what the cell has shown stays the cell’s', async () => {
    const cell = await run(`const handle = display('before');
      await host.asCell(() => handle.update('after'), (output: any) => output.type !== 'display');`);
    const update = cell.find(({ type }) => type === 'update_display_data')!;
    expect(update.content['data']).toEqual({ 'text/plain': 'after' });
  });

  test('a figure that a cell draws while it waits is neither shown nor drawn in by a callback', async () => {
    await run(`host.onCommOpen('draw', (comm: any) => comm.onMessage(() =>
      host.asCell(() => { plt.plot([3, 4]); }, (output: any) => comm.send({ type: output.type, text: output.data['text/plain'] }))));`);
    await transport.request('comm_open', { comm_id: 'f', target_name: 'draw', data: {} });
    const cell = transport.send('shell', 'execute_request', {
      code: "plt.figure({ figsize: [2, 2] }); plt.plot([1]); console.log('waits'); await new Promise((r) => setTimeout(r, 300)); plt.plot([2]); plt.gcf().axes[0]!.lines.length",
    });
    await transport.next(cell, ({ type }) => type === 'stream');
    const answer = await transport.request('comm_msg', { comm_id: 'f', data: {} });
    expect(answer.filter(({ type }) => type === 'comm_msg').map(({ content }) => content['data'])).toEqual([
      { type: 'display', text: '<Figure size 640x480 with 1 Axes>' },
    ]);
    await transport.next(cell, ({ content }) => content['execution_state'] === 'idle');
    const own = transport.of(cell).filter(({ type }) => ['display_data', 'execute_result'].includes(type));
    expect(own.map(({ content }) => (content['data'] as Record<string, string>)['text/plain'])).toEqual([
      '2',
      '<Figure size 200x200 with 1 Axes>',
    ]);
  });
});

describe('Stop', () => {
  const listen = (name: string, body: string): Promise<Heard[]> =>
    run(`host.onCommOpen('${name}', (comm: any) => comm.onMessage(async () => { ${body} }));`);

  test('ends a listener that awaits for ever, and it does not go on behind the scenes', async () => {
    await run('let turns = 0;');
    await listen(
      'waits',
      "for (;;) { if (turns++ === 0) console.log('in'); await new Promise((r) => setTimeout(r, 2)); }",
    );
    await transport.request('comm_open', { comm_id: 'w', target_name: 'waits', data: {} });
    const id = transport.send('shell', 'comm_msg', { comm_id: 'w', data: {} });
    await transport.next(id, ({ type }) => type === 'stream');
    transport.send('control', 'interrupt_request');
    await transport.next(id, ({ content }) => content['execution_state'] === 'idle');
    expect(text(transport.of(id))).toContain('Interrupted');
    const after = await run('const before = turns; await new Promise((r) => setTimeout(r, 100)); turns - before');
    expect(after.find(({ type }) => type === 'execute_result')!.content['data']).toEqual({ 'text/plain': '0' });
  });

  test('ends a loop in an output area of its own, which says so; the next message is answered', async () => {
    await run(`let loops = true; host.onCommOpen('area', (comm: any) => comm.onMessage(async () => {
      await host.asCell(() => { console.log('in'); while (loops); return 'through'; }, (o: any) => comm.send({ said: o.text ?? o.ename ?? o.data['text/plain'] }));
      comm.send({ said: 'end' });
    }));`);
    await transport.request('comm_open', { comm_id: 'a', target_name: 'area', data: {} });
    const said = (messages: readonly Heard[]): unknown[] =>
      messages
        .filter(({ type }) => type === 'comm_msg')
        .map(({ content }) => (content['data'] as { said: string }).said);
    const id = transport.send('shell', 'comm_msg', { comm_id: 'a', data: {} });
    await transport.next(id, ({ type }) => type === 'comm_msg');
    transport.send('control', 'interrupt_request');
    await transport.next(id, ({ content }) => content['execution_state'] === 'idle');
    expect(said(transport.of(id))).toEqual(['in\n', 'Interrupted']);
    await run('loops = false;');
    expect(said(await transport.request('comm_msg', { comm_id: 'a', data: {} }))).toEqual(['in\n', "'through'", 'end']);
  });

  test('ends a listener whose loop keeps a cell from going on, and the cell', async () => {
    await listen('blocks', "console.log('in'); for (;;);");
    await transport.request('comm_open', { comm_id: 'b', target_name: 'blocks', data: {} });
    const cell = transport.send('shell', 'execute_request', {
      code: "console.log('cell'); await new Promise((r) => setTimeout(r, 100_000));",
    });
    await transport.next(cell, ({ type }) => type === 'stream');
    const id = transport.send('shell', 'comm_msg', { comm_id: 'b', data: {} });
    await transport.next(id, ({ type }) => type === 'stream');
    transport.send('control', 'interrupt_request');
    await transport.next(id, ({ content, type }) => type === 'status' && content['execution_state'] === 'idle');
    const ended = await transport.next(cell, ({ type }) => type === 'execute_reply');
    expect(ended.content['ename']).toBe('Interrupted');
    const kept = await run('loops');
    expect(kept.find(({ type }) => type === 'execute_result')!.content['data']).toEqual({ 'text/plain': 'false' });
  });
});

describe('messages that fit nothing', () => {
  test('an unknown comm, an unknown target, no comm_id, no data: each is answered, the kernel lives', async () => {
    const closes = async (type: string, content: object): Promise<unknown[]> =>
      (await transport.request(type, content)).filter((m) => m.type === 'comm_close').map((m) => m.content['comm_id']);
    const before = await comms();
    expect(await closes('comm_msg', { comm_id: 'nobody', data: {} })).toEqual(['nobody']);
    expect(await closes('comm_open', { comm_id: 'n', target_name: 'nothing', data: {} })).toEqual(['n']);
    expect(await closes('comm_open', { comm_id: 'n' })).toEqual(['n']);
    expect(await closes('comm_close', { comm_id: 'nobody' })).toEqual([]);
    expect(text(await transport.request('comm_msg', { data: {} }))).toMatchInlineSnapshot(`
      "A comm_msg needs a comm_id.
      "
    `);
    expect(text(await transport.request('comm_open', { target_name: 'waits', data: null }))).toContain('comm_id');
    expect(await comms()).toEqual(before);
  });

  test('data that is no object, and megabytes of it with a buffer', async () => {
    await run(
      "host.onCommOpen('size', (comm: any) => comm.onMessage(({ data, buffers }: any) => comm.send({ size: JSON.stringify(data).length, bytes: buffers.map((b: any) => b.length) })));",
    );
    await transport.request('comm_open', { comm_id: 's', target_name: 'size', data: 7 });
    const size = async (data: unknown, buffers: Uint8Array[] = []): Promise<unknown> =>
      (await transport.request('comm_msg', { comm_id: 's', data }, buffers)).find((m) => m.type === 'comm_msg')!
        .content['data'];
    expect(await size(7)).toEqual({ size: 2, bytes: [] });
    expect(await size({ long: 'x'.repeat(5_000_000) }, [new Uint8Array(3_000_000)])).toEqual({
      size: 5_000_011,
      bytes: [3_000_000],
    });
  });

  test('thousands of messages while a cell runs do not make it lose its output', async () => {
    await run("let goOn = () => {}; host.onCommOpen('go', (comm: any) => comm.onMessage(() => goOn()));");
    await transport.request('comm_open', { comm_id: 'g', target_name: 'go', data: {} });
    const cell = transport.send('shell', 'execute_request', {
      code: "console.log('begins'); await new Promise<void>((r) => { goOn = r; }); console.log('goes on')",
    });
    await transport.next(cell, ({ type }) => type === 'stream');
    for (let i = 0; i < 2500; i++) await transport.request('comm_msg', { comm_id: 'nobody', data: {} });
    await transport.request('comm_msg', { comm_id: 'g', data: {} });
    await transport.next(cell, ({ content, type }) => type === 'status' && content['execution_state'] === 'idle');
    expect(text(transport.of(cell))).toBe('begins\ngoes on\n');
  });
});
