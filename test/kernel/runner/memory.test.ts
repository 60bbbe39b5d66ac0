/** @file How much memory cells may use. That a process above it is ended is tested with a kernel (`kernel-e2e/survival.test.ts`). */
import { totalmem } from 'node:os';
import { expect, it } from 'vitest';
import { memoryLimit } from '../../../kernel/runner/memory.ts';

const total = Math.min(totalmem(), process.constrainedMemory() || Infinity);

it('a limit that was set is the limit, whatever is used and however much there is', () => {
  for (const used of [0, 5e6, total]) {
    expect(memoryLimit(used, 1e6)).toBe(1e6);
    expect(memoryLimit(used, 10 * total)).toBe(10 * total);
  }
});

it('else nine tenths of all there is; a small process is not ended when others fill the machine', () => {
  expect(memoryLimit(0, 0)).toBe(0.9 * total);
  expect(memoryLimit(0.09 * total, 0)).toBe(0.9 * total);
});

it('a large one stays below what is left for it, and never above nine tenths', () => {
  for (const share of [0.2, 0.5, 0.8, 1]) {
    const limit = memoryLimit(share * total, 0);
    expect(limit).toBeLessThanOrEqual(0.9 * total);
    expect(limit).toBeGreaterThan(Math.min(0.9, share - 0.03 - 1e-9) * total - 1);
  }
});
