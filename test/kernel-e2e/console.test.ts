/** @file What a console asks of the kernel: `exit`, `quit`, and a `console.clear()` that clears. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KernelClient } from './client.ts';

let client: KernelClient;
beforeAll(async () => {
  client = await KernelClient.start();
});
afterAll(() => client.stop());

const leaving = [{ source: 'ask_exit', keepkernel: false }];

test.each(['exit', 'quit', 'exit()', ' quit(); ', 'exit(0)\n'])(
  '%j ends the console and leaves the kernel',
  async (code) => {
    const { reply, stdout } = await client.execute(code);
    expect(reply).toMatchObject({ status: 'ok', payload: leaving });
    expect(stdout).toBe('A console ends here. In a notebook, Kernel → Shut Down ends the kernel.\n');
    expect((await client.execute('1 + 1')).result).toBe('2');
  },
);

test.each(['exit.length', 'exit(code)', "'exit'", 'exit;\nexit', '// exit'])(
  '%j is a cell like any other',
  async (code) => {
    expect((await client.execute(code)).reply['payload'] ?? []).toEqual([]);
  },
);

test('a name of the notebook is that', async () => {
  await client.execute('const quit = () => 5; let exit = 6');
  expect((await client.execute('quit()')).result).toBe('5');
  expect((await client.execute('exit')).result).toBe('6');
});

test('console.clear() clears what the cell has shown', async () => {
  const { published } = await client.execute("console.log('gone'); console.clear(); console.log('stays')");
  const types = published.map((message) => message.header.msg_type).filter((type) => type !== 'status');
  expect(types).toEqual(['execute_input', 'stream', 'clear_output', 'stream']);
});
