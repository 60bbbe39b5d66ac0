/** @file predict puts batches together where no result can change: the same bits as one batch at a time, and only then. */
import { describe, expect, it } from 'vitest';
import { np, toTyped, type NDArray } from '../../src/array/index.ts';
import type { Node } from '../../src/engine/graph/index.ts';
import { setThreads } from '../../src/engine/index.ts';
import type { Layer } from '../../src/keras/core/layer.ts';
import { keras } from '../../src/keras/index.ts';
import type { Model } from '../../src/keras/model/index.ts';
import { rowsOfRun } from '../../src/keras/model/run-size.ts';
import { printedBy } from './helpers.ts';

const { layers, ops } = keras;

function lecture() {
  return keras.Sequential([
    keras.Input([12, 12, 1]),
    layers.Conv2D(16, 3, { padding: 'same', activation: 'relu' }),
    layers.MaxPooling2D(2),
    layers.Conv2D(32, 3, { activation: 'relu' }),
    layers.BatchNormalization(),
    layers.MaxPooling2D(2),
    layers.Dropout(0.5),
    layers.Flatten(),
    layers.Dense(40, { activation: 'tanh' }),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
}

/** Branches, nested models, the other convolutions and poolings. */
function branches() {
  const input = keras.Input([12, 12, 1]);
  const inner = keras.Sequential([keras.Input([12, 12, 1]), layers.SeparableConv2D(8, 3, { padding: 'same' })]);
  const a = layers.DepthwiseConv2D(3, { padding: 'same', depthMultiplier: 8 })(input);
  const b = layers.LeakyReLU()(inner(input));
  const sum = layers.AveragePooling2D(2)(layers.Concatenate()([layers.Add()([a, b]), b]));
  const up = layers.Conv2DTranspose(4, 3, { strides: 2 })(sum);
  return keras.Model(input, [layers.GlobalMaxPooling2D()(up), layers.Dense(3)(layers.Flatten()(sum))]);
}

const predictions = async (model: Model<NDArray | NDArray[]>, x: NDArray, batchSize: number) =>
  [await model.predict(x, { batchSize, verbose: 0 })].flat();

async function oneByOne(model: Model<NDArray | NDArray[]>, x: NDArray, size: number) {
  const parts: NDArray[][] = [];
  for (let i = 0; i < x.shape[0]!; i += size) parts.push([model.predictOnBatch(x.at(`${i}:${i + size}`))].flat());
  return parts[0]!.map((_, k) => toTyped(np.concatenate(parts.map((part) => part[k]!))));
}

describe.each([1, 2])('on %i threads', (threads) => {
  it.each([32, 50])('batches of %i put together give the same bits', async (size) => {
    setThreads(threads);
    const x = np.random.rand(1100, 12, 12, 1).astype('float32');
    for (const model of [lecture(), branches()]) {
      expect(rowsOfRun(model.knownLayers!, size)).toBe(Math.floor(128 / size) * size);
      const together = await predictions(model, x, size);
      const alone = await oneByOne(model, x, size);
      together.forEach((array, k) => expect(Buffer.compare(bytes(toTyped(array)), bytes(alone[k]!))).toBe(0));
    }
  });
});

const bytes = (a: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }) =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength);

it('batches stay apart where samples may look at each other, memory would grow or sizes are unknown', () => {
  const rows = (layer: Layer): number => {
    const { knownLayers } = keras.Sequential([keras.Input([4]), layer]);
    return rowsOfRun(knownLayers ?? [], 32);
  };
  expect(rows(layers.Dense(2))).toBe(128);
  class Mean extends layers.Layer {
    override call(x: never) {
      return ops.subtract(x, ops.mean(x, { axis: 0 })) as never;
    }
  }
  class Dense extends layers.Layer {
    override call(x: never) {
      return ops.multiply(x, 2) as never;
    }
  }
  expect(rows(new Mean())).toBe(32);
  expect(rows(new Dense())).toBe(32);
  expect(rows(layers.Lambda((x: Node) => ops.flip(x, { axis: 0 })))).toBe(32);
  expect(rows(layers.Softmax(0))).toBe(32);
  expect(rows(layers.Dense(2, { activation: (x: Node) => ops.flip(x, { axis: 0 }) }))).toBe(32);
  expect(rows(layers.LayerNormalization({ axis: 1 }))).toBe(128);
  expect(rows(layers.Softmax(-2))).toBe(32);
  const input = keras.Input([4]);
  const normal = keras.Sequential([layers.BatchNormalization()]);
  const rowsOf = (training: boolean) => {
    const { knownLayers } = keras.Model(input, normal(input, { training }));
    return rowsOfRun(knownLayers ?? [], 32);
  };
  expect([rowsOf(false), rowsOf(true)]).toEqual([128, 32]);
  const large = keras.Sequential([keras.Input([224, 224, 3]), layers.Conv2D(64, 3)]);
  expect(rowsOfRun(large.knownLayers!, 1)).toBe(2);
  expect(rowsOfRun(large.knownLayers!, 32)).toBe(32);
  const any = keras.Sequential([keras.Input([null, null, 3]), layers.Conv2D(4, 3), layers.GlobalMaxPooling2D()]);
  expect(rowsOfRun(any.knownLayers!, 32)).toBe(32);
});

it('two predictions at a time do not write over each other', async () => {
  const model = lecture();
  const pictures = [1, 2].map((seed) => np.random.defaultRng(seed).random([1100, 12, 12, 1]));
  const alone: NDArray[] = [];
  for (const x of pictures) alone.push(await model.predict(x, { verbose: 0 }));
  const together = await Promise.all(pictures.map((x) => model.predict(x, { verbose: 0 })));
  expect(together.map((array, k) => np.arrayEqual(array, alone[k]!))).toEqual([true, true]);
});

it('callbacks see every batch, the progress counts them', async () => {
  const model = lecture();
  const x = np.random.rand(1100, 12, 12, 1);
  const seen: number[] = [];
  await model.predict(x, { verbose: 0, callbacks: { onPredictBatchEnd: (batch: number) => void seen.push(batch) } });
  expect(seen).toEqual(Array.from({ length: 35 }, (_, i) => i));
  expect(await printedBy(() => model.predict(x))).toMatch(/35\/35 .*\/step/);
});
