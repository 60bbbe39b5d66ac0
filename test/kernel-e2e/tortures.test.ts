/** @file Whatever a cell does, it ends with a reply and the next one runs: what cells showed, printed, closed and took away. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

/** Code, and how it ends: `ok`, or the error's name. */
const ends: Record<string, [code: string, end: string]> = {
  'an error whose name cannot be had': [
    "throw Object.defineProperty(new Error('x'), 'name', { get() { throw 5 } })",
    'Uncaught',
  ],
  'a revoked proxy is thrown': ['const r1 = Proxy.revocable({}, {}); r1.revoke(); throw r1.proxy', 'Uncaught'],
  'a revoked proxy is shown': ['const r2 = Proxy.revocable({}, {}); r2.revoke(); r2.proxy', 'TypeError'],
  'a promise is thrown': ["throw Promise.reject(new Error('inside'))", 'Uncaught'],
  'a message of 500 MB': ["throw new Error('x'.repeat(2 ** 29 - 24))", 'Error'],
  'a value whose inspection throws': [
    "({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('no') } })",
    'Error',
  ],
  'a value whose display is rejected': [
    "({ [Symbol.for('Jupyter.display')]: () => Promise.reject(new Error('no')) })",
    'Error',
  ],
  'a display of what is no JSON': [
    "({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': { n: 10n } }) })",
    'TypeError',
  ],
  'a display whose text is a number': ["({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 7 }) })", 'ok'],
  'a value that calls itself a promise': ["({ then() { throw new Error('then') } })", 'Error'],
  'half a letter': ["console.log('\\ud800'); '\\ud800'", 'ok'],
  'an object a hundred thousand deep': ['let o1: any = {}; for (let i = 0; i < 1e5; i++) o1 = { o1 }; o1', 'ok'],
  'an object of many keys': ["Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => ['k' + i, i]))", 'ok'],
  'a list of four thousand million holes': ['new Array(2 ** 32 - 1)', 'ok'],
  'a hundred thousand lines': ['for (let i = 0; i < 1e5; i++) console.log(i)', 'ok'],
  'three thousand promises that fail': ['for (let i = 0; i < 3000; i++) Promise.reject(i); 1', 'ok'],
  'streams that are destroyed': ['process.stdout.destroy(); process.stderr.end(); 1', 'ok'],
  'an environment without anything': ['for (const key in process.env) delete process.env[key]; 1', 'ok'],
  'another folder': ["process.chdir('/'); 1", 'ok'],
  'a thread that ends the process': [
    "import { Worker } from 'node:worker_threads'; new Worker('process.exit(3)', { eval: true }); await new Promise((r) => setTimeout(r, 200))",
    'ok',
  ],
  'its own names for the words of the kernel': [
    'const __kernelab__ = 3, $m = 4, module = 6, global = 7, alive = 8, process2 = await 5; __kernelab__ + $m + module + global + process2',
    'ok',
  ],
  'the pipe of reports is closed': ["import { closeSync } from 'node:fs'; closeSync(3)", 'ProcessEnded'],
  'the pipe of the watchdog is closed': [
    "import { closeSync } from 'node:fs'; closeSync(4); await new Promise(() => {})",
    'ProcessEnded',
  ],
  'the pipe of the watchdog is closed by a cell that ends at once': [
    "import { closeSync } from 'node:fs'; closeSync(4); 1",
    'ProcessEnded',
  ],
  'the pipe of orders is closed': [
    "import { closeSync } from 'node:fs'; closeSync(5); await new Promise(() => {})",
    'ProcessEnded',
  ],
  'the pipe of the watchdog is another file': [
    "import { closeSync, openSync } from 'node:fs'; closeSync(4); openSync('/dev/null', 'r'); await new Promise(() => {})",
    'ProcessEnded',
  ],
  'something else is written to that pipe': [
    "import { writeSync } from 'node:fs'; writeSync(3, 'garbage garbage garbage'); await new Promise(() => {})",
    'ProcessEnded',
  ],
  'all open files are closed': [
    "import { closeSync } from 'node:fs'; for (let i = 0; i < 64; i++) try { closeSync(i) } catch {}",
    'ProcessEnded',
  ],
  'timers are taken away': ['(globalThis as any).setTimeout = (globalThis as any).setImmediate = () => {}; 1', 'ok'],
  'Function.prototype.bind is taken away': ['(Function.prototype as any).bind = null; 1', 'ProcessEnded'],
  'all of Reflect is taken away': [
    'for (const key of Reflect.ownKeys(Reflect)) delete (Reflect as any)[key]; 1',
    'ProcessEnded',
  ],
  'lists cannot be walked any more': ['(Array.prototype as any)[Symbol.iterator] = undefined; 1', 'ProcessEnded'],
  'every promise fails': ["Promise.prototype.then = function () { throw new Error('x') } as any; 1", 'ProcessEnded'],
  'hooks of promises throw': [
    "import hooks from 'node:async_hooks'; hooks.createHook({ init() { throw new Error('hook') } }).enable(); await 1",
    'ProcessEnded',
  ],
  'errors are caught by nobody': ['process.setUncaughtExceptionCaptureCallback(() => {}); 1', 'ok'],
  'a signal of its own': ["process.kill(process.pid, 'SIGTERM'); await new Promise(() => {})", 'ProcessEnded'],
  'very many letters': [`'${'x'.repeat(1e6)}'.length`, 'ok'],
  'no code at all': [' \n\t', 'ok'],
  'a letter nobody can see': ['1 + \0 1', 'SyntaxError'],
  'everything is frozen': [
    'Object.freeze(globalThis); Object.freeze(Object.prototype); Object.freeze(Array.prototype); 1',
    'ok',
  ],
};

test.for(Object.entries(ends))('%s', async ([, [code, end]]) => {
  const { reply, error } = await kernel.execute(code);
  expect(error?.ename ?? reply['status']).toBe(end);
  expect((await kernel.execute('1 + 1')).result).toBe('2');
  expect((await kernel.execute("console.log('here')")).stdout).toBe('here\n');
});

test('a pipe is closed in which an order lies unread', async () => {
  const { done } = await kernel.running(
    "import { closeSync } from 'node:fs'; console.log('on'); const end = Date.now() + 1000; while (Date.now() < end); closeSync(5); await new Promise(() => {})",
  );
  void kernel.request('comm_open', { comm_id: 'unread', target_name: 'nobody', data: {} });
  expect((await done).error?.ename).toBe('ProcessEnded');
  expect((await kernel.execute('1 + 1')).result).toBe('2');
});

test('console.clear() clears the output of its cell', async () => {
  const { published } = await kernel.execute("console.log('gone'); console.clear(); console.log('there')");
  expect(published.map((m) => m.header.msg_type)).toContain('clear_output');
});

test('a line that ends inside quotes is wrong; what lacks a body goes on', async () => {
  const states: Record<string, string> = {
    "'abc": 'invalid', '"abc': 'invalid', "'a' + \"b": 'invalid', "'abc\\": 'incomplete', '`abc': 'incomplete',
    '/* abc': 'incomplete', 'if (x)': 'incomplete', 'for (;;)': 'incomplete', 'class A extends B': 'incomplete',
    ')': 'invalid', 'let let': 'invalid', 'return 1': 'invalid',
  }; // prettier-ignore
  for (const [code, status] of Object.entries(states)) {
    const { content } = await kernel.request('is_complete_request', { code });
    expect([code, content['status']]).toEqual([code, status]);
  }
});
