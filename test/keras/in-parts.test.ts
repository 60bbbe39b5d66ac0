/** @file A batch of predict that does not fit into memory goes through it in parts, with the same bits; what is not computed sample by sample does not. */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { getCore, setThreads } from '../../src/engine/index.ts';
import { giveSpare } from '../../src/engine/arena.ts';
import { resetCore } from '../../src/engine/core.ts';
import { MemoryError } from '../../src/errors/index.ts';
import { keras } from '../../src/keras/index.ts';
import type { Tensors } from '../../src/keras/core/layer.ts';
import { messageOf } from './helpers.ts';

const { layers, ops } = keras;

afterAll(resetCore);
beforeEach(() => setThreads(2));

function network(extra: () => (x: never) => never = () => layers.Activation('relu') as never) {
  keras.utils.setRandomSeed(5);
  const input = keras.Input([16, 16, 16]);
  const map = layers.Conv2D(64, 3, { padding: 'same', activation: 'relu' })(input);
  const top = extra()(layers.BatchNormalization()(layers.Conv2D(64, 3, { padding: 'same' })(map)) as never);
  return keras.Model(input, [layers.GlobalAveragePooling2D()(top), layers.Dense(4)(layers.Flatten()(map))]);
}

const pictures = (n: number): NDArray => np.random.defaultRng(n).random([n, 16, 16, 16]);
const bytesOf = (arrays: readonly NDArray[]): Buffer[] =>
  arrays.map((array) => Buffer.from(Float32Array.from(array.toTyped() as ArrayLike<number>).buffer));

/** Leaves the engine so many bytes beside what it holds now; gives what takes that back. */
function leave(bytes: number): () => void {
  giveSpare();
  const { arena } = getCore()!;
  const filler = arena.limit - bytes - arena.used;
  const start = arena.allocate(filler, false);
  return () => arena.release(start, filler);
}

describe.each([1, 2, 3])('on %i threads', (threads) => {
  it.each([
    ['arrays, one batch', 131, 131],
    ['arrays, several batches and a rest', 100, 37],
    ['an odd number of samples', 45, 45],
  ])('%s', async (_, samples, batchSize) => {
    setThreads(threads);
    const model = network();
    const x = pictures(samples);
    const whole = bytesOf(await model.predict(x, { batchSize, verbose: 0 }));
    // A batch of 37 has two maps of 2.4 MB.
    const end = leave(3e6);
    expect(() => model.predictOnBatch(x.at(`:${batchSize}`))).toThrow(MemoryError);
    expect(bytesOf(await model.predict(x, { batchSize, verbose: 0 }))).toEqual(whole);
    end();
  });
});

it('batches of a generator', async () => {
  const model = network();
  const x = pictures(90);
  const batches = function* () {
    for (let i = 0; i < 90; i += 45) yield x.at(`${i}:${i + 45}`);
  };
  const whole = bytesOf(await model.predict(batches(), { verbose: 0 }));
  const end = leave(3e6);
  expect(bytesOf(await model.predict(batches(), { verbose: 0 }))).toEqual(whole);
  end();
});

it('batches that were put together come apart again', async () => {
  const model = network();
  const x = pictures(1100);
  const whole = bytesOf(await model.predict(x, { verbose: 0 }));
  const end = leave(6e6);
  expect(bytesOf(await model.predict(x, { verbose: 0 }))).toEqual(whole);
  end();
});

it('what looks at other samples, and what does not fit by twos, is refused by name', async () => {
  class Mean extends layers.Layer {
    override call(x: Tensors): Tensors {
      return ops.subtract(x as never, ops.mean(x as never, { axis: 0 })) as never;
    }
  }
  const x = pictures(64);
  const together = network(() => new Mean() as never);
  together.predictOnBatch(pictures(2));
  leave(3e6);
  await expect(together.predict(x, { batchSize: 64, verbose: 0 })).rejects.toThrow(MemoryError);

  setThreads(2);
  const apart = network();
  const want = bytesOf([apart.predictOnBatch(x)].flat());
  const end = leave(1e5);
  await expect(apart.predict(x, { batchSize: 64, verbose: 0 })).rejects.toThrow(MemoryError);
  end();
  expect(bytesOf([apart.predictOnBatch(x)].flat())).toEqual(want);
});

it('other errors of a batch are not taken for want of memory', async () => {
  const model = network();
  const wrong = function* () {
    yield pictures(4);
    yield np.ones([4, 16, 16, 15]);
  };
  expect(await messageOf(() => model.predict(wrong(), { verbose: 0 }))).toMatch(/ShapeError|ValueError/);
});

it('steps of a class of its own and the frozen part of a model give their programs back where memory is short', async () => {
  const trained = async (isShort: boolean) => {
    setThreads(2);
    keras.utils.setRandomSeed(3);
    let steps = 0;
    class Own extends keras.Model {
      override trainStep(data: never) {
        steps++;
        return super.trainStep(data);
      }
    }
    const input = keras.Input([16, 16, 16]);
    const model = new Own(
      input,
      layers.Dense(4)(layers.GlobalAveragePooling2D()(layers.Conv2D(64, 3, { activation: 'relu' })(input))),
    );
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const { arena } = getCore()!;
    const fit = () =>
      model.fit(pictures(20), np.ones([20, 4]), { batchSize: 8, epochs: 2, shuffle: false, verbose: 0 });
    await fit();
    const held = arena.used;
    giveSpare();
    expect(arena.used).toBeLessThan(held - 4 * 8 * 16 * 16 * 16);
    if (isShort) {
      const allocate = arena.allocate.bind(arena);
      arena.allocate = (...request) => {
        giveSpare();
        return allocate(...request);
      };
    }
    await fit();
    expect(steps).toBe(12);
    return model.getWeights().map((w) => w.toList());
  };
  expect(await trained(true)).toEqual(await trained(false));
});
