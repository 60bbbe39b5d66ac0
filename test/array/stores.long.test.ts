/** @file Random programs with forced collections (print-stores.ts, in a process of its own): no array ever shows a store that was given back. */
import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('random programs, poisoned blocks', () => {
  const program = new URL('print-stores.ts', import.meta.url).pathname;
  const args = ['--disable-warning=ExperimentalWarning', '--expose-gc', program, '0', '8'];
  const { faults, given } = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as {
    faults: string[];
    given: number;
  };
  expect(faults).toEqual([]);
  expect(given).toBeGreaterThan(300);
});
