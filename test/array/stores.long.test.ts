/**
 * @file Arrays in the kernels' memory: training on them, a full memory, and random programs with forced collections (print-stores.ts,
 * in a process of its own), in which no array ever shows a store that was given back.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { rawStore } from '../../src/array/core/make.ts';
import { np, type NDArray } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';
import { isPlaced, npProgram, placeFrom } from '../../src/engine/index.ts';
import { keras } from '../../src/keras/index.ts';

const isThere = (a: NDArray): boolean => isPlaced(rawStore(a));

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

it('equal arrays are equal to Node, whatever was read of them', () => {
  placeFrom(4096);
  const [a, b] = [np.arange(1000).mul(2), np.arange(1000).mul(2)];
  expect([a, b].map(isThere)).toEqual([true, true]);
  expect(a.data).toHaveLength(1000);
  assert.deepStrictEqual(a, b);
  b.set(3, 7);
  assert.notDeepStrictEqual(a, b);
});

describe('when there is no room', () => {
  it('results live in ordinary memory, and are the same', () => {
    const { stores } = npProgram()!;
    const held: NDArray[] = [];
    // Nobody writes to these, so they take addresses and no memory.
    const room: Uint8Array[] = [];
    for (let k = 0; k < 100; k++) {
      const taken = stores!.take(Uint8Array, 16 << 20);
      if (taken !== undefined) room.push(taken);
    }
    while (held.length < 40 && held.every(isThere)) held.push(np.full([1_000_000], held.length));
    const last = held.at(-1)!;
    expect(isThere(last)).toBe(false);
    expect(room.length).toBeGreaterThanOrEqual(14);
    expect(last.add(held[0]!).sum()).toBe((held.length - 1) * 1e6);
    expect(held.map((a) => a.item(999_999))).toEqual(held.map((_, k) => k));
  });

  it('an array that is too large for everything is refused with its size', () => {
    expect(() => np.full([2 ** 34], 1.5)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: array: there is no memory for an array of that size. Received 17,179,869,184 elements of float64, which need 128 GiB. A smaller shape, or a dtype with fewer bytes ('float32', 'uint8'), needs less.]`,
    );
  });
});

describe('training', () => {
  it('reads large arrays where they lie: fit, predict, ImageDataGenerator', async () => {
    placeFrom(4096);
    // What the tests before have held is looked for at once; `take` would do so after a while.
    npProgram()!.stores!.isEmpty();
    const x = np.random.defaultRng(1).random([64, 16, 16, 1]).mul(1);
    const y = np.arange(64).astype('float32').mul(1).reshape(-1, 1);
    const turned = np.transpose(np.transpose(x, [0, 2, 1, 3]).copy(), [0, 2, 1, 3]);
    expect([x, turned].map(isThere)).toEqual([true, true]);
    const run = async (pictures: NDArray): Promise<number[]> => {
      keras.utils.setRandomSeed(3);
      const model = keras.Sequential([
        keras.layers.Flatten({ inputShape: [16, 16, 1] }),
        keras.layers.Dense({ units: 1 }),
      ]);
      model.compile({ optimizer: 'sgd', loss: 'mse' });
      const history = await model.fit(pictures, y, { epochs: 2, batchSize: 16, verbose: 0, validationSplit: 0.25 });
      const found = await model.predict(pictures, { verbose: 0 });
      return [...history.history['loss']!, ...found.toTyped()];
    };
    const here = await run(x);
    expect(await run(turned)).toEqual(here);
    const outside = x.copy();
    expect(outside.data).toHaveLength(x.size);
    expect(await run(outside)).toEqual(here);
    const flow = datasets
      .ImageDataGenerator({ horizontalFlip: true })
      .flow(x, y, { batchSize: 64, shuffle: false, seed: 1 });
    const [batch] = (await flow.next()) as [NDArray, NDArray];
    const again = datasets
      .ImageDataGenerator({ horizontalFlip: true })
      .flow(outside, y, { batchSize: 64, shuffle: false, seed: 1 });
    expect(np.arrayEqual(batch, ((await again.next()) as [NDArray, NDArray])[0])).toBe(true);
    expect([x, turned].map(isThere)).toEqual([true, true]);
    placeFrom();
  });
});
