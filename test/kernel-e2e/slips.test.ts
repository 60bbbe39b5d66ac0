/** @file The first half of the slips, by `slip-groups.ts`, and how many there are. */
import { expect, test } from 'vitest';
import { slips } from '../hints/slips/index.ts';
import { testSlips } from './slip-groups.ts';

testSlips(0);

test('there are at least 250 slips, and none twice', () => {
  const all = Object.values(slips).flat();
  expect(all.length).toBeGreaterThanOrEqual(250);
  expect(new Set(all.map(({ before, slip }) => `${before}\n${slip}`)).size).toBe(all.length);
});
