/** @file Generators in the hands of a model: fit, evaluate and predict, and what is left of a stream somebody broke off. */
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { ImageDataGenerator } from '../../src/datasets/augment/index.ts';
import { keras } from '../../src/keras/index.ts';

const n = 10;
const x = np.arange(n).reshape(n, 1, 1, 1).astype('float32');
const y = np.arange(n).astype('float32');

/** Gives its input back, so that a prediction says which picture it saw. */
function echo() {
  const model = keras.Sequential([
    keras.layers.Flatten({ inputShape: [1, 1, 1] }),
    keras.layers.Dense(1, { kernelInitializer: 'ones', useBias: false }),
  ]);
  // Training with a rate of 0 leaves it what it is.
  model.compile({ loss: 'mse', optimizer: keras.optimizers.SGD({ learningRate: 0 }) });
  return model;
}

const numbers = (a: NDArray): number[] => [...a.ravel().toTyped()];
const all = numbers(y);

describe('predict and evaluate', () => {
  it('see the pictures in their order, whatever was taken before, and ignore labels and weights', async () => {
    const model = echo();
    const flow = ImageDataGenerator().flow(x, y, { batchSize: 4, shuffle: false, sampleWeight: np.ones([n]) });
    for (let round = 0; round < 2; round++) {
      expect(numbers(await model.predict(flow, { verbose: 0 }))).toEqual(all);
      expect(await model.evaluate(flow, { verbose: 0 })).toBe(0);
      await flow.next();
    }
    expect(numbers(await model.predict(flow, { verbose: 0 }))).toEqual(all);
  });
});

describe('fit', () => {
  it('takes a generator for training and one for validation, a whole pass an epoch', async () => {
    const seen: number[][] = [];
    const preprocessingFunction = (picture: NDArray): NDArray => {
      seen.at(-1)!.push(picture.item(0, 0, 0));
      return picture;
    };
    const train = ImageDataGenerator({ preprocessingFunction }).flow(x, y, { batchSize: 4, seed: 3 });
    const validation = ImageDataGenerator().flow(x, y, { batchSize: 3, shuffle: false });
    const model = echo();
    seen.push([]);
    const { history } = await model.fit(train, { epochs: 2, validationData: validation, verbose: 0 });
    expect(history['val_loss']).toEqual([0, 0]);
    // Two epochs, and what was begun ahead of a third.
    const flat = seen.flat();
    for (const epoch of [flat.slice(0, n), flat.slice(n, 2 * n)]) expect([...epoch].sort((a, b) => a - b)).toEqual(all);
    expect(flat.slice(0, n)).not.toEqual(flat.slice(n, 2 * n));
  });

  it('stepsPerEpoch goes on where the last epoch ended', async () => {
    const flow = ImageDataGenerator().flow(x, y, { batchSize: 2, shuffle: false });
    const { history } = await echo().fit(flow, { epochs: 3, stepsPerEpoch: 2, verbose: 0 });
    expect(history['loss']).toHaveLength(3);
    // Six batches were used; the seventh is the second of the next pass.
    expect(numbers((await flow.next())[0])).toEqual([2, 3]);
  });
});

describe('a stream that is broken off', () => {
  it('loses no batch', async () => {
    const flow = ImageDataGenerator().flow(x, y, { batchSize: 3, shuffle: false });
    for await (const [batch] of flow) {
      expect(numbers(batch)).toEqual([0, 1, 2]);
      break;
    }
    expect(numbers((await flow.next())[0])).toEqual([3, 4, 5]);
    for await (const [batch] of flow) {
      expect(numbers(batch)).toEqual([6, 7, 8]);
      break;
    }
  });

  it('has every picture once an epoch, also when a loop of its own calls onEpochEnd', async () => {
    const flow = ImageDataGenerator().flow(x, y, { batchSize: 2 });
    for (let epoch = 0; epoch < 3; epoch++) {
      const seen: number[] = [];
      for await (const [batch] of flow) {
        seen.push(...numbers(batch));
        if (seen.length === n) break;
      }
      expect(seen.sort((a, b) => a - b)).toEqual(all);
      flow.onEpochEnd();
    }
  });

  it('starts over after reset, with the draws of its place', async () => {
    const make = () => ImageDataGenerator({ channelShiftRange: 2 }).flow(x, y, { batchSize: 5, seed: 4 });
    const [flow, other] = [make(), make()];
    for await (const [batch] of flow) {
      expect(numbers(batch)).toEqual(numbers((await other.next())[0]));
      break;
    }
    flow.reset();
    other.reset();
    expect(flow.totalBatchesSeen).toBe(1);
    expect(numbers((await flow.next())[0])).toEqual(numbers((await other.next())[0]));
  });

  it('says that there is nothing to take', async () => {
    const empty = ImageDataGenerator().flow(x.at(':0'));
    await expect(empty.next()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: flow: there are no pictures to take a batch from. Received 0 samples.]`,
    );
  });
});
