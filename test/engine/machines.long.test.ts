/** @file Small machines compute the same: one core, a processor without AVX2 or fused multiply-add, no WebAssembly threads, little address space. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

interface Outcome {
  readonly kind: string;
  readonly threads: number;
  readonly values: readonly number[];
}

async function outcome(flags: readonly string[], env: Readonly<Record<string, string>>, limit = ''): Promise<Outcome> {
  const command = [process.execPath, ...flags, join(import.meta.dirname, 'print-machine.ts')];
  const { stdout } = await run('sh', ['-c', `${limit} exec "$@"`, 'sh', ...command], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as Outcome;
}

const plain = outcome([], { KERNELAB_ENGINE: 'plain' });
const OLD = ['--no-enable-avx2', '--no-enable-fma3', '--no-enable-avx'];

test.each([
  ['one core', [], { KERNELAB_THREADS: '1' }, '', 'fma', 1],
  ['a processor without AVX2', OLD, { KERNELAB_THREADS: '2' }, '', 'fma', 2],
  [
    'one without fused multiply-add in WebAssembly',
    OLD,
    { KERNELAB_ENGINE: 'simd', KERNELAB_THREADS: '2' },
    '',
    'simd',
    2,
  ],
  ['vectors of 128 bits', [], { KERNELAB_VECTORS: '128', KERNELAB_THREADS: '3' }, '', 'fma', 3],
  ['8 GB of address space, of which the engine gets none', [], {}, 'ulimit -v 8000000;', 'plain', 0],
] as const)('%s', async (_, flags, env, limit, kind, threads) => {
  const [got, want] = await Promise.all([outcome(flags, env, limit), plain]);
  expect([got.kind, got.threads]).toEqual([kind, threads]);
  const worst = Math.max(...got.values.map((v, i) => Math.abs(v - want.values[i]!)));
  // Three steps of Adam multiply what rounding leaves.
  expect(worst).toBeLessThan(1e-3);
});
