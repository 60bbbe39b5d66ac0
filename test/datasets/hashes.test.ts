/** @file Every file of a data set is held to a SHA-256: an MD5 can be forged. Published weights keep the hash that Keras gives. */
import { expect, test } from 'vitest';
import { dataSets } from '../../src/datasets/index.ts';

test('each file of each data set has a SHA-256', () => {
  const files = dataSets.flatMap((set) => set.files);
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter(({ hash }) => !/^[0-9a-f]{64}$/.test(hash.sha256 ?? '')).map(({ file }) => file)).toEqual([]);
});
