/** @file The debugger over the wire: breakpoints, frames, variables, steps, errors. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildOnce, KernelClient } from './client.ts';
import { DebugClient, places, shown } from './debug-client.ts';

let kernel: KernelClient;
let debug: DebugClient;

beforeAll(async () => {
  await buildOnce();
  kernel = await KernelClient.start();
  debug = new DebugClient(kernel);
});
afterAll(() => kernel.stop());
afterEach(async () => {
  await debug.ask('disconnect', { restart: false });
});

test('the kernel says that it has a debugger', async () => {
  const { content } = await kernel.request('kernel_info_request');
  expect(content['supported_features']).toEqual(['debugger']);
});

describe('a breakpoint', () => {
  const loop = [
    'const row = np.array([1, 2, 3]);',
    'let sum = 0;',
    'for (let i = 0; i < 3; i++) {',
    '  sum += row.item(i);',
    '}',
    'sum',
  ].join('\n');

  test('in a loop: the line, the names in the frame, and on to the end', async () => {
    await debug.attach();
    expect(await debug.breakAt(loop, 4)).toEqual([4]);
    const { frames, done } = await debug.stopIn(loop);
    expect(places(frames)).toEqual(['Cell [1]:4']);
    const locals = shown(await debug.scope(frames[0]!));
    expect(locals).toMatchInlineSnapshot(`
      {
        "i": "number = 0 = 0",
        "row": "int64 (3) = array([1, 2, 3]) = array([1, 2, 3])",
        "sum": "number = 0 = 0",
      }
    `);
    await debug.go();
    const again = await debug.stopped();
    expect(await debug.evaluate('row.sum() + i', again[0])).toBe('7');
    await debug.breakAt(loop);
    await debug.go();
    const { result } = await done;
    expect(result).toBe('6');
  });
});
