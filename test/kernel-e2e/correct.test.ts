/** @file Correct programs run without a word of advice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { programs } from '../hints/slips/correct.ts';
import { AdvisedSession } from './advised-session.ts';

let session: AdvisedSession;
beforeAll(async () => {
  session = await AdvisedSession.start();
});
afterAll(() => session.stop());

test('correct programs run without a word of advice', { timeout: 600_000 }, async () => {
  expect(programs.length).toBeGreaterThanOrEqual(80);
  const faults: string[] = [];
  for (const program of programs) {
    session.forget();
    const error = await session.run(program);
    if (error !== undefined) faults.push(`${program}\n   ${error}`);
    for (const { en } of session.given) faults.push(`${program}\n   ${en}`);
  }
  expect(faults.join('\n')).toBe('');
});
