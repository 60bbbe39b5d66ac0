/** @file V8 may join two vectors of 128 bits into one of 256 (src/engine/host.ts): not a bit of any result may change by it. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** The digest that print-vector-bits.ts gives where everything runs in optimised code (the first tier never joins vectors). */
async function digest(vectors: '128' | '256', engine: 'fma' | 'simd'): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-liftoff', join(import.meta.dirname, 'print-vector-bits.ts')],
    { env: { ...process.env, KERNELAB_VECTORS: vectors, KERNELAB_ENGINE: engine } },
  );
  return stdout.trim();
}

test.each(['fma', 'simd'] as const)('vectors of 128 and of 256 bits give the same bits (%s)', async (engine) => {
  const [narrow, wide] = await Promise.all([digest('128', engine), digest('256', engine)]);
  expect(narrow).toMatch(/^[0-9a-f]{64}$/);
  expect(wide).toBe(narrow);
});
