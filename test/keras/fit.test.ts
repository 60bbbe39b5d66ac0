/** @file Training: what fit, evaluate and predict do, custom pieces, determinism, stopping and hints. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NDArray, fromTyped, np } from '../../src/array/index.ts';
import { g, getExecutor, plainExecutor, setExecutor, type Node } from '../../src/engine/graph/index.ts';
import { seedEverything } from '../../src/keras/common/random.ts';
import { keras, layers } from '../../src/keras/index.ts';
import type { Logs } from '../../src/keras/callbacks/index.ts';
import { compiled, data, noticedBy, small } from './helpers.ts';

const { ops } = keras;
const numbers = (a: NDArray): number[] => Array.from(a.toTyped() as Float32Array);
const { x, y } = data(64);

describe('fit', () => {
  it('learns, and predicts in the order of the samples', async () => {
    seedEverything(3);
    const model = compiled();
    const history = await model.fit(x, y, { epochs: 25, batchSize: 10, validationSplit: 0.25, verbose: 0 });
    expect(history.history['accuracy']!.at(-1)).toBeGreaterThan(0.85);
    expect(history.epoch.length).toBe(25);
    const p = await model.predict(x, { verbose: 0, batchSize: 7 });
    expect(numbers(p)).toEqual(numbers(model.predictOnBatch(x)).map((v) => expect.closeTo(v, 5) as number));
    const hits = numbers(p)
      .filter((_, i) => i % 2 === 1)
      .filter((v, i) => v > 0.5 === ((y.toTyped() as Int32Array)[i] === 1));
    expect(hits.length / 64).toBeGreaterThan(0.8);
  });

  it('gives the same bits for the same seed, dropout and shuffling included', async () => {
    const run = async (): Promise<[number[], number[]]> => {
      seedEverything(11);
      const model = compiled(
        keras.Sequential([
          layers.Dense(8, { inputShape: [4] }),
          layers.Dropout(0.5),
          layers.Dense(2, { activation: 'softmax' }),
        ]),
      );
      const history = await model.fit(x, y, { epochs: 3, verbose: 0 });
      return [history.history['loss']!, model.getWeights().flatMap(numbers)];
    };
    expect(await run()).toEqual(await run());
  });

  it('trains on the plain interpreter as on the engine (no SIMD, threads or shared memory needed)', async () => {
    const run = async (): Promise<number[]> => {
      seedEverything(5);
      const model = compiled();
      const { history } = await model.fit(x, y, { epochs: 3, batchSize: 64, verbose: 0 });
      return [...history['loss']!, ...numbers(await model.predict(x, { verbose: 0 }))];
    };
    const fast = await run();
    const engine = getExecutor();
    setExecutor(plainExecutor);
    try {
      (await run()).forEach((v, i) => expect(fast[i]).toBeCloseTo(v, 4));
    } finally {
      setExecutor(engine);
    }
  });

  it('takes generators, endless ones with stepsPerEpoch, async ones, and batch iterators with a length', async () => {
    const model = compiled();
    function* endless(): Generator<[NDArray, NDArray]> {
      for (;;) yield [x, y];
    }
    const a = await model.fit(endless(), { stepsPerEpoch: 3, epochs: 2, verbose: 0 });
    expect(a.params.steps).toBe(3);
    async function* twice(): AsyncGenerator<[NDArray, NDArray]> {
      yield [x, y];
      yield [x, y];
    }
    const b = await model.fit(twice, { epochs: 3, verbose: 0, validationData: [x, y] });
    expect(b.history['val_loss']!.length).toBe(3);
    const batches = { length: 2, [Symbol.iterator]: endless };
    const c = await model.fit(batches, { epochs: 2, verbose: 0 });
    expect(c.params.steps).toBe(2);
    expect((await model.evaluate(twice, { verbose: 0 })).length).toBe(2);
    expect((await model.predict([x][Symbol.iterator](), { verbose: 0 })).shape).toEqual([64, 2]);
  });

  it('calls hooks in order and stops on stopTraining after the batch', async () => {
    const model = compiled();
    const seen: string[] = [];
    await model.fit(x, y, {
      epochs: 3,
      batchSize: 32,
      verbose: 0,
      callbacks: [
        {
          onEpochBegin: (e: number) => void seen.push(`begin ${e}`),
          onTrainBatchEnd: (b: number) => {
            seen.push(`batch ${b}`);
            if (seen.length > 3) model.stopTraining = true;
          },
          onEpochEnd: (e: number, logs?: Logs) => void seen.push(`end ${e} ${Object.keys(logs ?? {}).join()}`),
        },
      ],
    });
    expect(seen).toEqual([
      'begin 0',
      'batch 0',
      'batch 1',
      'end 0 accuracy,loss',
      'begin 1',
      'batch 0',
      'end 1 accuracy,loss',
    ]);
  });

  it('does not train frozen layers, and holds batch statistics still in them', async () => {
    const frozen = keras.Sequential([layers.Dense(4, { inputShape: [4] }), layers.BatchNormalization()], {
      name: 'base',
    });
    frozen.trainable = false;
    const model = compiled(
      keras.Sequential([keras.Input({ shape: [4] }), frozen, layers.Dense(2, { activation: 'softmax' })]),
    );
    const before = frozen.getWeights().map(numbers);
    await model.fit(x, y, { verbose: 0 });
    expect(frozen.getWeights().map(numbers)).toEqual(before);
    expect(model.trainableWeights.length).toBe(2);
    frozen.trainable = true;
    expect(model.trainableWeights.length).toBe(6);
    compiled(model);
    await model.fit(x, y, { verbose: 0 });
    expect(frozen.getWeights().map(numbers)).not.toEqual(before);
  });

  it('adds regularisation and activity losses, and applies constraints', async () => {
    const layer = layers.Dense(2, {
      inputShape: [4],
      kernelRegularizer: 'l2',
      activityRegularizer: 'l1',
      kernelConstraint: 'non_neg',
    });
    const model = keras.Sequential([layer]);
    model.compile({ optimizer: keras.optimizers.SGD(0), loss: () => g.scalar(0) });
    const [w, b] = layer.getWeights().map(numbers) as [number[], number[]];
    const loss = await model.evaluate(x.reshape([64, 4]), np.zeros([64, 2]), { verbose: 0, batchSize: 64 });
    const out = numbers(layer(x));
    const expected = 0.01 * w.reduce((s, v) => s + v * v, 0) + (0.01 * out.reduce((s, v) => s + Math.abs(v), 0)) / 64;
    expect(loss).toBeCloseTo(expected, 5);
    expect(b).toEqual([0, 0]);
    await model.fit(x, np.zeros([64, 2]), { verbose: 0 });
    expect(Math.min(...numbers(layer.getWeights()[0]!))).toBeGreaterThanOrEqual(0);
  });

  it('takes arrays by the names of inputs and outputs', async () => {
    const [a, b] = [keras.Input({ shape: [4], name: 'a' }), keras.Input({ shape: [4], name: 'b' })];
    const h = layers.Concatenate()([a, b]);
    const model = keras.Model(
      [a, b],
      [layers.Dense(1, { name: 'p' })(h), layers.Dense(2, { name: 'q', activation: 'softmax' })(h)],
    );
    model.compile({
      optimizer: 'sgd',
      loss: { p: 'mse', q: 'sparse_categorical_crossentropy' },
      metrics: { q: ['accuracy'] },
    });
    const target = np.zeros([64, 1]);
    const history = await model.fit({ a: x, b: x }, { q: y, p: target }, { verbose: 0, shuffle: false });
    expect(Object.keys(history.history)).toEqual(['loss', 'p_loss', 'q_accuracy', 'q_loss']);
    const scores = await model.evaluate({ b: x, a: x }, { p: target, q: y }, { verbose: 0 });
    expect(scores).toEqual(await model.evaluate([x, x], [target, y], { verbose: 0 }));
    const outputs: unknown = await model.predict({ a: x, b: x }, { verbose: 0 });
    expect(outputs).toHaveLength(2);
  });

  it('own losses and metrics are functions of tensors', async () => {
    const model = keras.Sequential([layers.Dense(1, { inputShape: [4] })]);
    const cubic = (t: Node, p: Node): Node => ops.mean(ops.power(ops.abs(ops.subtract(t, p)), 3), { axis: -1 });
    const bias = (t: Node, p: Node): Node => ops.mean(ops.subtract(p, t), { axis: -1 });
    model.compile({ optimizer: 'adam', loss: cubic, metrics: [bias] });
    const history = await model.fit(x, y, { epochs: 3, verbose: 0 });
    expect(Object.keys(history.history)).toEqual(['bias', 'loss']);
    expect(history.history['loss']![2]).toBeLessThan(history.history['loss']![0]!);
  });

  it('a training loop of one own with gradientTape goes the way of fit', async () => {
    const [a, b] = [small(), small()];
    b.setWeights(a.getWeights());
    a.compile({ optimizer: keras.optimizers.SGD(0.1), loss: 'sparse_categorical_crossentropy' });
    await a.fit(x, y, { epochs: 4, batchSize: 64, shuffle: false, verbose: 0 });
    const optimizer = keras.optimizers.SGD(0.1);
    const loss = keras.losses.SparseCategoricalCrossentropy();
    const seen: number[] = [];
    for (let step = 0; step < 4; step++) {
      const tape = keras.gradientTape(() => loss(y, b(x, { training: true })));
      keras.applyGradients(optimizer, tape.gradient(b.trainableWeights), b.trainableWeights);
      seen.push(tape.value);
    }
    const [wa, wb] = [a.getWeights().flatMap(numbers), b.getWeights().flatMap(numbers)];
    wa.forEach((v, i) => expect(wb[i]).toBeCloseTo(v, 5));
    expect(seen[3]).toBeLessThan(seen[0]!);
  });
});

describe('stopping and hints', () => {
  const host = Symbol.for('kernelab.host');
  const globals = globalThis as unknown as Record<symbol, unknown>;
  afterEach(() => {
    delete globals[host];
    vi.restoreAllMocks();
  });

  it('Stop ends fit within a batch or so; weights and history stay; fit goes on', async () => {
    const controller = new AbortController();
    globals[host] = { signal: controller.signal, display: () => undefined, onCellEnd: () => undefined };
    const model = compiled();
    let batches = 0;
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const run = model.fit(x, y, {
      epochs: 100000,
      batchSize: 4,
      verbose: 0,
      callbacks: { onTrainBatchEnd: () => void batches++ },
    });
    setTimeout(() => controller.abort(), 300);
    const error = await run.catch((e: unknown) => e as Error);
    clearInterval(timer);
    expect(String(error)).toMatch(
      /^InterruptError: sequential.*\.fit: was stopped after step \d+ of epoch \d+\. Weights and model\.history are kept/,
    );
    expect(batches).toBeGreaterThan(3);
    expect(turns).toBeGreaterThan(1);
    expect(model.history!.epoch.length).toBeGreaterThan(0);
    await expect(model.predict(x, { batchSize: 4, verbose: 0 })).rejects.toThrow(
      /^sequential.*\.predict: was stopped after batch 1\.$/,
    );
    globals[host] = undefined;
    const history = await model.fit(x, y, { epochs: 1, verbose: 0 });
    expect(history.history['accuracy']![0]).toBeGreaterThan(0.6);
  });

  it('a NaN loss says where and what to try, once', async () => {
    const model = keras.Sequential([layers.Dense(1, { inputShape: [4] })]);
    model.compile({ optimizer: keras.optimizers.SGD(1e30), loss: 'mse' });
    const said = await noticedBy(() => model.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0 }));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/Notice: the loss is (Infinity|NaN) at step \d of epoch 1\. Try a smaller learning rate/);
  });

  it('pictures of 0..255 bring a hint, once, unless the model rescales', async () => {
    const bytes = fromTyped(
      Uint8Array.from({ length: 64 * 4 }, (_, i) => (i * 13) % 256),
      [64, 4],
    );
    const model = compiled();
    const first = await noticedBy(() => model.fit(bytes, y, { verbose: 0 }));
    expect(first).toEqual([expect.stringContaining('x has values from 0 to 255.')]);
    expect(await noticedBy(() => model.fit(bytes, y, { verbose: 0 }))).toEqual([]);
    const rescaling = compiled(
      keras.Sequential([layers.Rescaling(1 / 255, { inputShape: [4] }), layers.Dense(2, { activation: 'softmax' })]),
    );
    expect(await noticedBy(() => rescaling.fit(bytes, y, { verbose: 0 }))).toEqual([]);
  });
});

describe('after a fit with the wrong labels', () => {
  it('the right labels train: the first batch decided nothing that lasts', async () => {
    const model = keras.Sequential([keras.layers.Dense(3, { activation: 'softmax', inputShape: [4] })]);
    model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
    const x = np.ones([6, 4], 'float32');
    const y = np.array([0, 1, 2, 0, 1, 2]);
    await expect(model.fit(x, keras.utils.toCategorical(y, 3), { verbose: 0 })).rejects.toThrow(/one-hot|sparse/);
    const history = await model.fit(x, y, { verbose: 0 });
    expect(history.history['accuracy']).toHaveLength(1);
  });
});
