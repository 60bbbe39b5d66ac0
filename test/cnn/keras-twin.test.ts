/** @file cnn (for reading) and keras (for speed) share no code on purpose; this holds them equal. Keras puts channels last, filters last. */
import { expect, test } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { cnn } from '../../src/cnn/index.ts';
import { keras, layers } from '../../src/keras/index.ts';

const rng = np.random.defaultRng(11);

function largestDifference(a: NDArray, b: NDArray): number {
  expect(a.shape).toEqual(b.shape);
  return a.astype('float64').sub(b).abs().max();
}

test.each([
  ['valid', 1],
  ['same', 1],
  ['valid', 2],
] as const)('featuring equals Conv2D, padding %s, stride %i', async (padding, stride) => {
  const picture = rng.random([9, 11, 3]);
  const bank = rng.standardNormal([4, 3, 5, 3]);
  const bias = rng.standardNormal([4]);
  const model = keras.Sequential([
    layers.Input({ shape: [9, 11, 3] }),
    layers.Conv2D({ filters: 4, kernelSize: [3, 5], strides: stride, padding }),
  ]);
  model.setWeights([bank.transpose(1, 2, 3, 0), bias]);
  const fast = await model.predict(picture.at(np.newaxis), { verbose: 0 });
  const maps = cnn.ConvD(picture, bank, { stride, padding }).map((map, k) => map.add(bias.item(k)));
  expect(largestDifference(fast.at(0), cnn.join(maps))).toBeLessThan(1e-5);
  if (padding === 'valid') {
    const book = cnn.convForward(picture.transpose(2, 0, 1), bank.transpose(0, 3, 1, 2), { bias, stride });
    expect(largestDifference(fast.at(0), book.transpose(1, 2, 0))).toBeLessThan(1e-5);
  }
});

test.each([
  [[2, 2], {}],
  [[2, 4], { padding: 'same' }],
  [[4, 1], { stride: [3, 1] }],
  [[3, 3], { dilation: 2 }],
  [[2, 3], { dilation: [1, 2], padding: 'same' }],
] as const)('featuring with a filter of %j and %j equals Conv2D', async ([fh, fw], options) => {
  const picture = rng.random([8, 10, 2]);
  const bank = rng.standardNormal([2, fh, fw, 2]);
  // [m, n] is to the right and down, as the lecture has it; Keras has [down, right].
  const { stride = 1, dilation = 1, padding = 'valid' } = options as cnn.ScanOptions & { padding?: 'same' };
  const turned = (pace: number | readonly number[]): [number, number] =>
    typeof pace === 'number' ? [pace, pace] : [pace[1]!, pace[0]!];
  const model = keras.Sequential([
    layers.Input({ shape: [8, 10, 2] }),
    layers.Conv2D({
      filters: 2,
      kernelSize: [fh, fw],
      strides: turned(stride),
      dilationRate: turned(dilation),
      padding,
      useBias: false,
    }),
  ]);
  model.setWeights([bank.transpose(1, 2, 3, 0)]);
  const fast = await model.predict(picture.at(np.newaxis), { verbose: 0 });
  expect(largestDifference(fast.at(0), cnn.join(cnn.ConvD(picture, bank, options)))).toBeLessThan(1e-5);
});

test('stride [m, n] goes m to the right and n down; a window [2, 3] has 2 rows and 3 columns', () => {
  const picture = np.arange(4 * 6).reshape(4, 6);
  const corners = cnn.featuring(picture, [[1]], { stride: [5, 3] });
  expect(corners.toList()).toEqual([
    [0, 5],
    [18, 23],
  ]);
  expect(cnn.pooling(picture, { size: [2, 3] }).toList()).toEqual([
    [8, 11],
    [20, 23],
  ]);
  expect(cnn.pooling(picture, { size: [2, 3], stride: [1, 2] }).shape).toEqual([2, 4]);
});

test.each([
  ['max', layers.MaxPooling2D],
  ['average', layers.AveragePooling2D],
] as const)('pooling equals %s pooling of keras', async (kind, Pooling) => {
  const picture = rng.standardNormal([8, 6, 3]);
  const model = keras.Sequential([layers.Input({ shape: [8, 6, 3] }), Pooling({ poolSize: 2 })]);
  const fast = await model.predict(picture.at(np.newaxis), { verbose: 0 });
  expect(largestDifference(fast.at(0), cnn.pooling(picture, { kind }))).toBeLessThan(1e-6);
  const wide = keras.Sequential([layers.Input({ shape: [8, 6, 3] }), Pooling({ poolSize: [2, 3], strides: [3, 1] })]);
  const there = await wide.predict(picture.at(np.newaxis), { verbose: 0 });
  expect(largestDifference(there.at(0), cnn.pooling(picture, { kind, size: [2, 3], stride: [1, 3] }))).toBeLessThan(
    1e-6,
  );
});
