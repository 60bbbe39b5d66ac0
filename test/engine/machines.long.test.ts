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

/** What values may differ by: three steps of Adam multiply what rounding leaves. */
const NEAR = 1e-3;
const farthest = (got: Outcome, want: Outcome): number =>
  Math.max(...got.values.map((value, i) => Math.abs(value - want.values[i]!)));

const plain = outcome([], { KERNELAB_ENGINE: 'plain' });
const OLD = ['--no-enable-avx2', '--no-enable-fma3', '--no-enable-avx'];

test.each([
  ['one core', [], { KERNELAB_THREADS: '1' }, 'fma', 1],
  ['a processor without AVX2', OLD, { KERNELAB_THREADS: '2' }, 'fma', 2],
  ['one without fused multiply-add in WebAssembly', OLD, { KERNELAB_ENGINE: 'simd', KERNELAB_THREADS: '2' }, 'simd', 2],
  ['vectors of 128 bits', [], { KERNELAB_VECTORS: '128', KERNELAB_THREADS: '3' }, 'fma', 3],
] as const)('%s', async (_, flags, env, kind, threads) => {
  const [got, want] = await Promise.all([outcome(flags, env), plain]);
  expect([got.kind, got.threads]).toEqual([kind, threads]);
  expect(farthest(got, want)).toBeLessThan(NEAR);
});

// How much of it Node takes for itself, and so what is left for the engine and its threads, differs between machines.
test.each([4, 6, 8, 9, 12])('%i GB of address space (Linux)', async (gigabytes) => {
  const [got, want] = await Promise.all([outcome([], {}, `ulimit -v ${gigabytes}000000;`), plain]);
  expect(['plain', 'fma', 'simd']).toContain(got.kind);
  expect(farthest(got, want)).toBeLessThan(NEAR);
});
