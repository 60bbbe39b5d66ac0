/**
 * @file Random graphs over all the shapes the kernels take, against their plain twins, over memory full of NaN. Many more seeds:
 * print-fuzz.ts.
 */
import { afterAll, expect, test } from 'vitest';
import { getCore, resetCore, setThreads } from '../../src/engine/core.ts';
import { checkSeed } from './fuzz-check.ts';
import { fuzzCase } from './fuzz-graphs.ts';

afterAll(resetCore);

test.each([
  [1, 0, 70],
  [1, 70, 140],
  [1, 140, 200],
  [2, 200, 250],
])('on %i threads, seeds %i to %i: results, memory written and read, NaN', (threads, first, last) => {
  setThreads(threads);
  const wrong: string[] = [];
  for (let seed = first; seed < last; seed++) {
    for (const problem of checkSeed(getCore()!, seed).problems) {
      wrong.push(`seed ${seed}, ${fuzzCase(seed).label}: ${problem}`);
    }
  }
  expect(wrong).toEqual([]);
});
