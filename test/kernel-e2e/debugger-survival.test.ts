/** @file The debugger when things go wrong while a cell stands at a breakpoint, and requests that make no sense. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KernelClient } from './client.ts';
import { DebugClient, places } from './debug-client.ts';

let kernel: KernelClient;
let debug: DebugClient;

beforeEach(async () => {
  kernel = await KernelClient.start();
  debug = new DebugClient(kernel);
});
afterEach(() => kernel.stop());

const code = 'const kept = 1;\nconst a = kept + 1;\na * 10';

describe('while a cell stands at a breakpoint', () => {
  beforeEach(async () => {
    await debug.attach();
    await debug.breakAt(code, 2);
  });

  test('Stop ends the cell at once; variables are kept, and the breakpoint stays', async () => {
    const { done } = await debug.stopIn(code);
    await kernel.interrupt();
    const { error } = await done;
    expect(error?.ename).toBe('Interrupted');
    await debug.event('continued');
    expect((await kernel.execute('kept')).result).toBe('1');
    const again = await debug.stopIn(code);
    await debug.go();
    expect((await again.done).result).toBe('20');
  });

  test('Stop ends a callback that stands, with no cell running', async () => {
    const late = 'setTimeout(() => {\n  const inside = 1;\n  console.log(inside);\n}, 20);\n7';
    await debug.breakAt(late, 3);
    const { done } = kernel.begin(late);
    expect(places(await debug.stopped())).toEqual(['(function without a name):3']);
    expect((await done).result).toBe('7');
    await kernel.interrupt();
    await debug.event('continued');
    expect((await kernel.execute('1 + 1')).result).toBe('2');
  });

  test('Stop is no error that a cell stands at, and ends a loop that stands again and again', async () => {
    await debug.body('setExceptionBreakpoints', { filters: ['errors'] });
    const waiting =
      "const before = 3;\nconsole.log('on');\nfor (;;) { try { await new Promise((r) => setTimeout(r, 5)); } catch {} }";
    const { id, done } = kernel.begin(waiting);
    await kernel.until(() => kernel.of(id).some(({ content }) => content['text'] === 'on\n'));
    await kernel.interrupt();
    expect((await done).error?.ename).toBe('Interrupted');
    expect((await kernel.execute('before')).result).toBe('3');
    const standing = 'for (;;) {\n  await null;\n}';
    await debug.breakAt(standing, 2);
    const second = await debug.stopIn(standing);
    await kernel.interrupt();
    expect((await second.done).error?.ename).toBe('Interrupted');
    expect((await kernel.execute('before')).result).toBe('3');
  });

  test('another cell waits for its turn, and completion is answered', async () => {
    const { done } = await debug.stopIn(code);
    const next = kernel.begin('kept + 5');
    const { content } = await kernel.request('complete_request', { code: 'kept.toF', cursor_pos: 8 });
    expect(content['matches']).toContain('toFixed');
    await debug.go();
    await done;
    expect((await next.done).result).toBe('6');
  });

  test('an edited cell: the old text can still be read, the new one has breakpoints of its own', async () => {
    const { frames, done } = await debug.stopIn(code);
    const edited = code.replace('* 10', '* 100');
    expect(await debug.breakAt(edited, 3)).toEqual([3]);
    const { path } = frames[0]!.source;
    expect(await debug.body('source', { source: { path } })).toMatchObject({ content: code });
    expect(places(await debug.frames())).toEqual(['Cell [1]:2']);
    await debug.go();
    expect((await done).result).toBe('20');
    const second = await debug.stopIn(edited);
    expect(places(second.frames)).toEqual(['Cell [2]:3']);
    await debug.go();
    expect((await second.done).result).toBe('200');
  });

  test('a process that dies takes the frames along, not the breakpoints', async () => {
    const { frames, done } = await debug.stopIn(code);
    await debug.ask('evaluate', { expression: 'process.kill(process.pid, "SIGKILL")', frameId: frames[0]!.id });
    expect((await done).error?.ename).toBe('ProcessEnded');
    await debug.event('continued');
    expect(await debug.ask('stackTrace', { threadId: 1 })).toMatchObject({ success: false });
    expect(await debug.body('debugInfo')).toMatchObject({ isStarted: true, stoppedThreads: [] });
    const again = await debug.stopIn(code);
    expect(places(again.frames)[0]).toMatch(/:2$/);
    await debug.go();
    expect((await again.done).result).toBe('20');
  });

  test('a front end that goes lets the cell run on; one that comes sees where it stands', async () => {
    const { done } = await debug.stopIn(code);
    expect(await debug.body('debugInfo')).toMatchObject({
      isStarted: true,
      stoppedThreads: [1],
      breakpoints: [{ breakpoints: [{ line: 2 }] }],
    });
    const second = new DebugClient(kernel);
    expect(places(await second.frames())).toEqual(['Cell [1]:2']);
    await second.body('disconnect', { restart: false, terminateDebuggee: false });
    expect((await done).result).toBe('20');
    expect((await kernel.execute(code)).result).toBe('20');
    expect(await debug.body('debugInfo')).toMatchObject({ isStarted: false, breakpoints: [] });
  });

  test('a page loaded anew is told to begin a session, which leaves the cell standing; who has one is told nothing else', async () => {
    const started = async (of: DebugClient): Promise<unknown> => (await of.body('debugInfo'))['isStarted'];
    const early = await kernel.other();
    const [before, { done }] = [await started(new DebugClient(early)), await debug.stopIn(code)];
    expect(before).toBe(true);
    const page = await kernel.other();
    const anew = new DebugClient(page);
    expect(await anew.body('debugInfo')).toMatchObject({
      isStarted: false,
      stoppedThreads: [1],
      breakpoints: [{ breakpoints: [{ line: 2 }] }],
    });
    expect(await Promise.all([started(debug), started(new DebugClient(early))])).toEqual([true, true]);
    expect(await anew.body('initialize', { clientID: 'jupyterlab' })).toMatchObject({
      exceptionBreakpointFilters: [{ filter: 'errors' }],
    });
    await anew.body('attach');
    expect(await anew.body('debugInfo')).toMatchObject({ isStarted: true, stoppedThreads: [1] });
    expect(await anew.body('setExceptionBreakpoints', { filters: ['errors'] })).toEqual({
      breakpoints: [{ verified: true }],
    });
    expect(places(await anew.frames())).toEqual(['Cell [1]:2']);
    await anew.go();
    expect((await done).result).toBe('20');
    // Off for one is off for all, and a new session begins as the first did.
    await anew.body('disconnect');
    expect(await started(anew)).toBe(false);
    for (const each of [early, page]) each.disconnect();
  });

  test('shutdown ends the kernel', async () => {
    await debug.stopIn(code);
    const ended = new Promise((resolve) => kernel.process.once('exit', resolve));
    await kernel.request('shutdown_request', { restart: true }, 'control');
    expect(await ended).toBe(0);
  });
});

test('what is not known or not well formed is refused with the reason, and the kernel lives', async () => {
  const refused = async (command: unknown, args?: unknown, more?: object): Promise<string | undefined> => {
    const { success, message } = await debug.ask(command, args, more);
    expect(success).toBe(false);
    return message;
  };
  const messages = [
    await refused('variables', { variablesReference: 1 }),
    await refused('setBreakpoints', { source: { path: 'x' }, breakpoints: [] }),
    await refused('next', { threadId: 1 }),
  ];
  await debug.attach();
  messages.push(
    await refused('makeCoffee'),
    await refused(7),
    await refused(undefined),
    await refused('__proto__'),
    await refused('constructor', null),
    await refused('dumpCell'),
    await refused('dumpCell', { code: 7 }),
    await refused('setBreakpoints', { source: 'x' }),
    await refused('setBreakpoints', { source: { path: 'x' }, breakpoints: 'all' }),
    await refused('setBreakpoints', { source: { path: 'x' }, breakpoints: [{ line: 'two' }] }),
    await refused('setExceptionBreakpoints', { filters: 'all' }),
    await refused('stackTrace', { threadId: 1 }),
    await refused('scopes', { frameId: 99 }),
    await refused('scopes', { frameId: 'top' }),
    await refused('variables', { variablesReference: 99 }),
    await refused('evaluate', { expression: '1 +' }),
    await refused('evaluate', { expression: 'nowhere + 1' }),
    await refused('evaluate', { expression: 'throw new Error("own")' }),
    await refused('evaluate', { expression: '1', frameId: 5 }),
    await refused('source', { source: { path: '/etc/passwd' } }),
    await refused('copyToGlobals', { srcVariableName: 'a', dstVariableName: 'b; process.exit()', srcFrameId: 1 }),
    await refused('richInspectVariables', { variableName: 'nowhere' }),
    await refused('continue', { threadId: 1 }),
    await refused('exceptionInfo', { threadId: 1 }),
  );
  expect(messages).toMatchInlineSnapshot(`
    [
      "There is no variable 1 any more.",
      "The debugger is not attached.",
      "No cell is paused.",
      "This debugger knows no request "makeCoffee".",
      "This debugger knows no request "".",
      "This debugger knows no request "".",
      "This debugger knows no request "__proto__".",
      "This debugger knows no request "constructor".",
      "dumpCell: \`code\` must be a text. Received undefined.",
      "dumpCell: \`code\` must be a text. Received 7.",
      "setBreakpoints.source: \`path\` must be a text. Received undefined.",
      "setBreakpoints: \`breakpoints\` must be a list of objects. Received "all".",
      "setBreakpoints.breakpoints: \`line\` must be a number. Received "two".",
      "setExceptionBreakpoints: \`filters\` must be a list of texts. Received "all".",
      "No cell is paused.",
      "There is no frame 99 any more.",
      "scopes: \`frameId\` must be a number. Received "top".",
      "There is no variable 99 any more.",
      "Expression expected",
      "ReferenceError: nowhere is not defined",
      "Error: own",
      "There is no frame 5 any more.",
      "source: no cell and no file of this notebook has the path "/etc/passwd".",
      "copyToGlobals: "b; process.exit()" is no name of a variable.",
      "ReferenceError: nowhere is not defined",
      "No cell is paused.",
      "No cell is paused.",
    ]
  `);
  expect((await kernel.execute('1 + 1')).result).toBe('2');
});
