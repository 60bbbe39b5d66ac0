/**
 * @file Stop: variables kept, nothing leaks; and the runner that does not react within three seconds is replaced. Where variables
 * are kept, it was quicker.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KernelClient, type Execution } from './client.ts';

let kernel: KernelClient;

beforeAll(async () => {
  kernel = await KernelClient.start();
  await kernel.execute('let counter = 0; const kept = [1, 2, 3]');
});
afterAll(() => kernel.stop());

/** Runs a cell, presses Stop a moment after its first print, and measures how long the stop took. */
async function stopped(code: string): Promise<Execution & { took: number; id: string }> {
  const { id, done } = await kernel.running(code);
  await sleep(100);
  const began = performance.now();
  await kernel.interrupt();
  const cell = await done;
  return { ...cell, id, took: performance.now() - began };
}

describe('a cell stops and variables are kept', () => {
  const cases = {
    'cooperative async work':
      "const signal = (globalThis as any)[Symbol.for('kernelab.host')].signal; for (;;) { counter++; signal.throwIfAborted(); await new Promise((r) => setTimeout(r, 5)) }",
    'an await loop that ignores the signal':
      'for (;;) { counter++; try { await new Promise((r) => setTimeout(r, 5)) } catch {} }',
    'a tight sync loop': 'for (;;) counter++',
    'a tight sync loop after an await': 'await null; for (;;) counter++',
    'a tight sync loop after a timer': 'await new Promise((r) => setTimeout(r, 10)); for (;;) counter++',
    'a loop of microtasks': 'for (;;) { counter++; await null }',
    'a loop that prints without end': "for (;;) { counter++; console.log('x'.repeat(100)) }",
    'a loop inside the library': 'const m = np.ones([300, 300]); for (;;) { counter++; m.matmul(m) }',
    'a wait that never ends': 'counter++; await new Promise(() => {})',
  };
  test.for(Object.entries(cases))('%s', async ([, code]) => {
    await kernel.execute('counter = 0; np.zeros(1)');
    const cell = await stopped(`counter++; console.log('on'); ${code}`);
    expect(cell.reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
    expect((await kernel.execute('[counter > 0, kept]')).result).toBe('[ true, [ 1, 2, 3 ] ]');
  });
});

test('output of an interrupted cell does not leak into later cells', async () => {
  const cell = await stopped(
    "for (;;) { await new Promise((r) => setTimeout(r, 20)); console.log('tick'); display('tick'); Promise.reject(new Error('echo')).catch(() => {}) }",
  );
  const heard = kernel.of(cell.id).length;
  const next = await kernel.execute('await new Promise((r) => setTimeout(r, 300)); 1');
  expect(next.stdout + next.stderr).toBe('');
  expect(kernel.of(cell.id).length).toBe(heard);
});

test('a training that is stopped leaves the live picture of it as far as it came', async () => {
  await kernel.execute(`const net = keras.Sequential([keras.layers.Input({ shape: [4] }), keras.layers.Dense(2)]);
net.compile({ optimizer: 'sgd', loss: 'mse' });`);
  // prettier-ignore
  const cell = await stopped(`await net.fit(np.ones([64, 4]), np.ones([64, 2]), { epochs: 1e6, verbose: 0,
    callbacks: [plot.liveTraining(), { onEpochEnd(epoch) { if (epoch === 20) console.log('on'); } }] })`);
  expect(cell.reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
  const shown = kernel.of(cell.id).filter((m) => m.header.msg_type.endsWith('display_data'));
  expect(shown.slice(1).every((m) => m.header.msg_type === 'update_display_data')).toBe(true);
  const data = shown.at(-1)!.content['data'] as Record<string, unknown>;
  const { state } = data['application/vnd.kernelab.live-training+json'] as { state: string };
  const { status, epoch, curves } = JSON.parse(state) as {
    status: string;
    epoch: number;
    curves: { train: number[][] }[];
  };
  expect(status).toBe('stopped');
  expect(curves[0]!.train.at(-1)![0]).toBe(epoch);
  expect(Object.keys(data)).toContain('image/png');
});

test('a stopped loop really ends', async () => {
  await stopped("console.log('on'); for (;;) { counter++; await new Promise((r) => setTimeout(r, 1)) }");
  const { result } = await kernel.execute(
    'const seen = counter; await new Promise((r) => setTimeout(r, 200)); counter - seen < 2',
  );
  expect(result).toBe('true');
});

test('stop while a cell waits for input', async () => {
  kernel.inputs = undefined;
  const { id, done } = kernel.begin("prompt('never answered?')");
  await kernel.until(() => kernel.of(id).some((m) => m.header.msg_type === 'input_request'));
  await kernel.interrupt();
  expect((await done).reply).toMatchObject({ status: 'error', ename: 'Interrupted' });
  kernel.inputs = [];
  expect((await kernel.execute('kept.length')).result).toBe('3');
});

test('cells waiting behind a stopped one are aborted', async () => {
  const first = await kernel.running("console.log('on'); for (;;) counter++");
  const second = kernel.begin("console.log('must not run')");
  await kernel.interrupt();
  expect((await first.done).reply['status']).toBe('error');
  const { reply, stdout } = await second.done;
  expect([reply['status'], stdout]).toEqual(['aborted', '']);
});

test('completion and inspection are answered while a cell computes', async () => {
  await kernel.execute('1');
  const { done } = await kernel.running("console.log('on'); for (;;) counter++");
  const { content } = await kernel.request('complete_request', { code: 'kept.revers', cursor_pos: 11 });
  expect(content['matches']).toEqual(['reverse']);
  const { content: about } = await kernel.request('inspect_request', { code: 'kept', cursor_pos: 4, detail_level: 0 });
  expect(JSON.stringify(about['data'])).toContain('number[]');
  await kernel.interrupt();
  await done;
});

test('a stopped walk over the losses leaves the weights as they were', async () => {
  await kernel.execute(
    [
      'const walked = keras.Sequential([keras.layers.Dense(64, { inputShape: [64] }), keras.layers.Dense(1)]);',
      "walked.compile({ optimizer: 'sgd', loss: 'mse' });",
      'const [xs, ys] = [np.random.rand(2000, 64), np.random.rand(2000, 1)];',
      'await walked.fit(xs, ys, { verbose: 0 });',
      'const were = walked.getWeights();',
    ].join('\n'),
  );
  const cell = await kernel.running(
    "console.log('on'); await keras.utils.lossLandscape(walked, xs, ys, { points: 101, verbose: 0 })",
  );
  await sleep(200);
  await kernel.interrupt();
  expect((await cell.done).error?.ename).toMatch(/Interrupt/);
  const same = 'walked.getWeights().every((w, i) => np.arrayEqual(w, were[i]))';
  expect((await kernel.execute(same)).result).toBe('true');
  expect((await kernel.execute('were[0].shape')).result).toBe('[ 64, 64 ]');
});

test('an interrupt without a running cell changes nothing', async () => {
  await kernel.interrupt();
  expect((await kernel.execute('kept.length')).result).toBe('3');
});

test('what does not react is replaced after three seconds, and the loss is said', async () => {
  const cell = await stopped("console.log('on'); import { execSync } from 'child_process'; execSync('sleep 30')");
  expect(cell.took).toBeGreaterThan(2500);
  expect(cell.error?.ename).toBe('Interrupted');
  expect(cell.error?.evalue).toMatch(/did not stop within 3 seconds.*Lost variables: .*kept/);
  expect((await kernel.execute('kept')).error?.evalue).toContain("Cannot find name 'kept'");
  expect((await kernel.execute('1 + 1')).result).toBe('2');
});
