/** @file A weight of millions of numbers, which is read from its file in parts, comes back number for number. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keras } from '../../src/keras/index.ts';

it.each(['w.weights.h5', 'w.h5'])('%s', { timeout: 60_000 }, async (file) => {
  const build = () => keras.Sequential([keras.Input([2111]), keras.layers.Dense(2113, { name: 'large' })]);
  const path = join(mkdtempSync(join(tmpdir(), 'kernelab-large-')), file);
  const model = build();
  await model.saveWeights(path);
  const again = build();
  await again.loadWeights(path);
  const [ours, theirs] = [model, again].map((m) => m.getWeights()[0]!.data as Float32Array) as [
    Float32Array,
    Float32Array,
  ];
  expect(theirs.length).toBe(2111 * 2113);
  expect(theirs.findIndex((v, i) => v !== ours[i])).toBe(-1);
});
