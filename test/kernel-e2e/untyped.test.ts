/** @file Programs without a type's name compile in a cell and run; those that TypeScript refuses are told the line that works. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refused, untyped } from '../hints/slips/untyped.ts';
import { AdvisedSession } from './advised-session.ts';

let session: AdvisedSession;
beforeAll(async () => {
  session = await AdvisedSession.start();
});
afterAll(() => session.stop());

test('programs without types run', { timeout: 600_000 }, async () => {
  expect(untyped.length).toBeGreaterThanOrEqual(40);
  const faults: string[] = [];
  for (const program of untyped) {
    session.forget();
    const error = await session.run(program);
    if (error !== undefined) faults.push(`${program}\n   ${error}`);
    for (const { en } of session.given) faults.push(`${program}\n   ${en}`);
  }
  expect(faults.join('\n')).toBe('');
});

test.each(refused)('%s', async (program, line) => {
  session.forget();
  expect(await session.run(program)).toBeDefined();
  expect(session.given[0]?.write).toBe(line);
});

test.each([
  ["let padding = 'smae'; keras.layers.Conv2D(4, 3, { padding });", 'same'],
  ["const o = { mode: 'reflekt' }; np.pad(np.ones([3]), 1, o);", 'reflect'],
  ["let s = '1;3'; np.ones([4]).at(s);", "'1;3'"],
  ["for (const dtype of ['flaot32']) np.zeros([2], dtype);", 'float32'],
  ['const k = [3, 3, 3]; keras.layers.Conv2D(4, k);', 'pair'],
  ['const size = [2]; image.resize(np.ones([4, 4]), size);', '2'],
])('what TypeScript cannot see is refused when the cell runs: %s', async (program, word) => {
  session.forget();
  expect(await session.run(program)).toContain(word);
});

test('a word in the call itself is refused before the cell runs', async () => {
  session.forget();
  expect(await session.run("keras.layers.Conv2D(4, 3, { padding: 'smae' })")).toContain('is not assignable');
});
