/** @file What users get may be passed on: a package with another licence, or with none, is seen by the test. */
import { expect, test } from 'vitest';
import { isFree, licensedPackages } from '../../scripts/licences.ts';

test('every package of the lock file that users get is free to pass on', () => {
  const packages = licensedPackages();
  expect(packages.length).toBeGreaterThan(200);
  expect(packages.filter(({ licence }) => !isFree(licence))).toEqual([]);
});

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['MIT AND MPL-2.0', true],
  ['MIT AND GPL-3.0', false],
  ['UNLICENSED', false],
  [undefined, false],
])('%s', (licence, free) => expect(isFree(licence)).toBe(free));
