/**
 * @file A debug session of VS Code, request by request: commands, arguments and their order are those that the Jupyter extension
 * writes into its log for "Debug Cell" (microsoft/vscode-jupyter, issues 13473, 13566, 15694, 16857 and 7649 have such logs), with a
 * cell of ours. VS Code numbers its requests, sends `threads` without arguments, sets breakpoints for every file it knows, and
 * names filters of errors that it has from another debugger.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';
import { DebugClient, type Response } from './debug-client.ts';

let kernel: KernelClient;
let debug: DebugClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
  debug = new DebugClient(kernel);
});
afterAll(() => kernel.stop());

const code = 'let sum = 0;\nfor (const x of [1, 2, 3]) {\n  sum += x;\n}\nsum';
const elsewhere = 'vscode-notebook-cell:/home/student/other.ipynb#W0sZmlsZQ%3D%3D';

const initialize = {
  clientID: 'vscode',
  clientName: 'Visual Studio Code',
  adapterID: 'Python Kernel Debug Adapter',
  pathFormat: 'path',
  linesStartAt1: true,
  columnsStartAt1: true,
  supportsVariableType: true,
  supportsVariablePaging: true,
  supportsRunInTerminalRequest: true,
  locale: 'en',
  supportsProgressReporting: true,
  supportsInvalidatedEvent: true,
  supportsMemoryReferences: true,
  supportsArgsCanBeInterpretedByShell: true,
  supportsMemoryEvent: true,
  supportsStartDebuggingRequest: true,
};

const attach = {
  type: 'Python Kernel Debug Adapter',
  name: 'lab.ipynb',
  request: 'attach',
  justMyCode: true,
  __mode: 'cell',
  __cellIndex: 0,
  __sessionId: '1',
};

/** From the start of the session until the cell is run. */
async function begin(lines: number[]): Promise<{ path: string; responses: Response[] }> {
  const responses = [
    await debug.ask('initialize', initialize),
    await debug.ask('debugInfo'),
    await debug.ask('attach', attach),
  ];
  const dumped = await debug.ask('dumpCell', { code });
  const path = dumped.body['sourcePath'] as string;
  const source = { name: 'lab.ipynb', path };
  const breakpoints = lines.map((line) => ({ line }));
  responses.push(
    dumped,
    await debug.ask('setBreakpoints', { source, lines, breakpoints, sourceModified: false }),
    await debug.ask('setBreakpoints', {
      source: { name: 'other.ipynb', path: elsewhere },
      lines: [4],
      breakpoints: [{ line: 4 }],
      sourceModified: false,
    }),
    await debug.ask('setBreakpoints', {
      source: { path: '/home/student/lab.py' },
      lines: [],
      breakpoints: [],
      sourceModified: false,
    }),
    await debug.ask('setFunctionBreakpoints', { breakpoints: [] }),
    await debug.ask('setExceptionBreakpoints', { filters: ['uncaught', 'userUnhandled'] }),
    await debug.ask('configurationDone'),
    await debug.ask('threads', undefined),
  );
  return { path, responses };
}

test('Debug Cell: from initialize to disconnect, and a second session in the same kernel', async () => {
  const { path, responses } = await begin([3]);
  expect(responses.map(({ command, success }) => [command, success])).toEqual([
    ['initialize', true],
    ['debugInfo', true],
    ['attach', true],
    ['dumpCell', true],
    ['setBreakpoints', true],
    ['setBreakpoints', true],
    ['setBreakpoints', true],
    ['setFunctionBreakpoints', true],
    ['setExceptionBreakpoints', true],
    ['configurationDone', true],
    ['threads', true],
  ]);
  expect(responses.every(({ request_seq }, i) => i === 0 || request_seq > responses[i - 1]!.request_seq)).toBe(true);
  expect(debug.events().map(({ event }) => event)).toEqual(['initialized']);
  expect(responses[4]!.body).toMatchObject({ breakpoints: [{ verified: true, line: 3, source: { path } }] });
  expect(responses[5]!.body).toMatchObject({ breakpoints: [{ verified: false, line: 4 }] });
  expect(responses[8]!.body).toEqual({ breakpoints: [{ verified: false }, { verified: false }] });
  expect(responses[10]!.body).toEqual({ threads: [{ id: 1, name: 'cells' }] });

  const { done } = kernel.begin(code);
  expect(await debug.event('stopped')).toMatchObject({ reason: 'breakpoint', threadId: 1 });
  await debug.ask('threads', undefined);
  const first = await debug.body<{ stackFrames: { id: number }[]; totalFrames: number }>('stackTrace', {
    threadId: 1,
    startFrame: 0,
    levels: 1,
  });
  expect(first).toMatchObject({ stackFrames: [{ line: 3, source: { path } }], totalFrames: 1 });
  expect(await debug.body('stackTrace', { threadId: 1, startFrame: 1, levels: 19 })).toMatchObject({ stackFrames: [] });
  const frameId = first.stackFrames[0]!.id;
  const { scopes } = await debug.body<{ scopes: { variablesReference: number }[] }>('scopes', { frameId });
  const { variablesReference } = scopes[0]!;
  expect(await debug.body('variables', { variablesReference, filter: 'named', start: 0, count: 100 })).toMatchObject({
    variables: [
      { name: 'x', value: '1', type: 'number', variablesReference: 0 },
      { name: 'sum', value: '0', type: 'number', variablesReference: 0 },
    ],
  });
  expect(await debug.body('evaluate', { expression: 'sum + x', frameId, context: 'hover' })).toMatchObject({
    result: '1',
  });
  expect(await debug.body('evaluate', { expression: 'x', frameId, context: 'watch' })).toMatchObject({ result: '1' });
  await debug.body('next', { threadId: 1 });
  expect(await debug.event('stopped')).toMatchObject({ reason: 'step' });
  await debug.body('stepIn', { threadId: 1 });
  expect(await debug.event('stopped')).toMatchObject({ reason: expect.stringMatching(/step|breakpoint/) as string });
  await debug.body('disconnect', { restart: false });
  expect((await done).result).toBe('6');

  const again = await begin([5]);
  expect(again.responses.every(({ success }) => success)).toBe(true);
  const second = kernel.begin(code);
  await debug.event('stopped');
  expect(await debug.body('continue', { threadId: 1 })).toEqual({ allThreadsContinued: true });
  expect((await second.done).result).toBe('6');
  await debug.body('disconnect', { restart: false });
});

/** Code that the extension runs unseen, for debugpy: in TypeScript it is wrong, and must do nothing else. */
async function hidden(python: string): Promise<string[]> {
  const options = { silent: true, store_history: false, allow_stdin: false, stop_on_error: false };
  const { published } = await kernel.execute(python, options);
  return published.map((message) => message.header.msg_type).filter((type) => type !== 'status');
}

const stops = (): number => debug.events().filter(({ event }) => event === 'stopped').length;

test('Run by Line: from line to line by stepIn, with code for another kernel run unseen', async () => {
  await debug.ask('initialize', initialize);
  await debug.ask('debugInfo', undefined);
  await debug.ask('attach', { ...attach, __mode: 'runByLine' });
  expect(await hidden('import debugpy\ndebugpy.debug_this_thread()')).not.toContain('execute_input');
  const { body } = await debug.ask('dumpCell', { code });
  const source = { name: 'lab.ipynb', path: body['sourcePath'] };
  const set = await debug.ask('setBreakpoints', { source, breakpoints: [{ line: 1 }], sourceModified: false });
  expect(set.body).toMatchObject({ breakpoints: [{ verified: true, line: 1 }] });
  await debug.ask('configurationDone');
  const seen = stops();
  const { done } = kernel.begin(code);
  let over = false;
  void done.then(() => (over = true));
  const lines: number[] = [];
  for (;;) {
    await kernel.until(() => over || stops() > seen + lines.length);
    if (over) break;
    const { stackFrames } = await debug.body<{ stackFrames: { line: number }[] }>('stackTrace', {
      threadId: 1,
      startFrame: 0,
      levels: 1,
    });
    lines.push(stackFrames[0]!.line);
    await debug.ask('stepIn', { threadId: 1 });
  }
  // The head of the loop has more than one place to stop at.
  expect(lines.filter((line, i) => line !== lines[i - 1])).toEqual([1, 2, 3, 2, 3, 2, 3, 5]);
  expect((await done).result).toBe('6');
  await hidden('pass');
  expect((await debug.ask('disconnect', { restart: false })).success).toBe(true);
  expect((await kernel.execute('1 + 1')).result).toBe('2');
});

test('a session that begins while the cells stand still lets them go on', async () => {
  await begin([5]);
  const seen = stops();
  const { done } = kernel.begin(code);
  await kernel.until(() => stops() > seen);
  // The window was closed and opened: nothing of the old session is known.
  await debug.ask('initialize', initialize);
  expect((await debug.ask('debugInfo', undefined)).body).toMatchObject({ stoppedThreads: [1] });
  const onward = { seq: 0, type: 'request', command: 'continue', arguments: { threadId: 1 } };
  const goes = kernel.request('debug_request', onward, 'control');
  await debug.ask('attach', attach);
  expect((await goes).content).toMatchObject({ success: true, request_seq: 0 });
  await debug.ask('configurationDone');
  expect((await done).result).toBe('6');
  await debug.ask('disconnect', { restart: false });
});
