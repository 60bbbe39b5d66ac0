/** @file usage_request on the control channel: what psutil says of the kernel's processes and of the machine, also while a cell runs. */
import { availableParallelism, cpus, hostname, totalmem } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { memoryOf } from '../../bench/process-memory.ts';
import { KernelClient } from './client.ts';

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

async function usage(): Promise<Record<string, unknown>> {
  const { header, content } = await kernel.request('usage_request', {}, 'control');
  expect(header.msg_type).toBe('usage_reply');
  return content;
}

test('says what the kernel and the machine use; the first time shares are not known yet', async () => {
  const first = await usage();
  expect(first).toMatchObject({
    status: 'ok',
    hostname: hostname(),
    pid: kernel.process.pid,
    kernel_cpu: 0,
    cpu_count: cpus().length,
  });
  expect(first).not.toHaveProperty('host_cpu_percent');
  const memory = first['host_virtual_memory'] as Record<string, number>;
  expect(memory['total']).toBe(totalmem());
  expect(memory['available']! + memory['used']!).toBe(totalmem());
  const second = await usage();
  expect(second['host_cpu_percent']).toBeGreaterThanOrEqual(0);
  expect(second['host_cpu_percent']).toBeLessThanOrEqual(100);
});

test('a page that asks is not told as use of the kernel', async () => {
  const before = kernel.published.length;
  await usage();
  expect(kernel.published.length).toBe(before);
});

test.runIf(process.platform === 'linux')('counts the cells’ process, the checker and what cells start', async () => {
  const near = (content: Record<string, unknown>): void => {
    const measured = memoryOf(kernel.process.pid!)!;
    expect(Math.abs(Number(content['kernel_memory']) / 2 ** 20 - measured) / measured).toBeLessThan(0.2);
  };
  near(await usage());
  const before = Number((await usage())['kernel_memory']);
  await kernel.execute(`import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ['-e', 'const a = new Float64Array(2e7).fill(1); process.stdout.write("x"); for (;;);']);
    await new Promise((done) => child.stdout.once('data', done));`);
  const after = await usage();
  near(after);
  expect(Number(after['kernel_memory'])).toBeGreaterThan(before + 150e6);
  // A loop that never ends takes a core, or what others leave of it, and answers come while a cell runs.
  const { done } = kernel.begin('for (;;);');
  await usage();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const busy = Number((await usage())['kernel_cpu']);
  expect(busy).toBeGreaterThan(5);
  expect(busy).toBeLessThanOrEqual(100 * availableParallelism() + 20);
  await kernel.interrupt();
  await done;
  await kernel.execute('child.kill();');
});
