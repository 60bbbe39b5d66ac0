/**
 * @file A short fit in processes of their own, with the settings a student's machine may need: one thread, no engine at
 * all. The same seed and number of threads give the same bits; the others agree within rounding.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

interface Report {
  threads: number;
  history: Record<string, number[]>;
  digest: string;
}

async function fit(env: Record<string, string>): Promise<Report> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'print-fit.ts')], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout) as Report;
}

it('the same seed gives the same bits in a fresh process; without an engine and on one thread the same results', async () => {
  const [first, again, one, plain] = await Promise.all([
    fit({ KERNELAB_THREADS: '2' }),
    fit({ KERNELAB_THREADS: '2' }),
    fit({ KERNELAB_THREADS: '1' }),
    fit({ KERNELAB_ENGINE: 'plain' }),
  ]);
  expect([first, one, plain].map((report) => report.threads)).toEqual([2, 1, 0]);
  expect(again).toEqual(first);
  expect(Object.keys(first.history)).toEqual(['accuracy', 'loss', 'val_accuracy', 'val_loss']);
  expect(first.history['loss']!.at(-1)).toBeLessThan(first.history['loss']![0]!);
  for (const other of [one, plain]) {
    other.history['loss']!.forEach((loss, i) => expect(loss).toBeCloseTo(first.history['loss']![i]!, 4));
    other.history['val_loss']!.forEach((loss, i) => expect(loss).toBeCloseTo(first.history['val_loss']![i]!, 4));
  }
});
