/** @file Models: building, training, evaluating, custom pieces, stopping, determinism. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { NDArray, fromTyped, np } from '../../src/array/index.ts';
import { g, getExecutor, plainExecutor, setExecutor, type Node } from '../../src/engine/graph/index.ts';
import { seedEverything } from '../../src/keras/common/random.ts';
import { keras, layers } from '../../src/keras/index.ts';
import type { Logs } from '../../src/keras/callbacks/index.ts';
import type { Model } from '../../src/keras/model/index.ts';
import { resetNames } from '../../src/keras/core/naming.ts';
import { messageOf } from './helpers.ts';

const { ops } = keras;
const numbers = (a: NDArray): number[] => Array.from(a.toTyped() as Float32Array);

/** y = the class (0 or 1) of whether the first value is larger than the second. */
function data(n: number): { x: NDArray; y: NDArray } {
  const x = Float32Array.from({ length: n * 4 }, (_, i) => ((i * 7919) % 211) / 211);
  const y = Int32Array.from({ length: n }, (_, i) => (x[i * 4]! > x[i * 4 + 1]! ? 1 : 0));
  return { x: fromTyped(x, [n, 4]), y: fromTyped(y, [n]) };
}
const { x, y } = data(64);

function small(): Model {
  return keras.Sequential([
    layers.Dense(8, { activation: 'relu', inputShape: [4] }),
    layers.Dense(2, { activation: 'softmax' }),
  ]);
}

function compiled(model = small()): Model {
  model.compile({
    optimizer: keras.optimizers.Adam(0.05),
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

describe('the lecture models', () => {
  it('Fashion-MNIST CNN: 640, 18464, 4624, 200960, 32896, 1290, in all 258,874', () => {
    resetNames();
    const model = keras.Sequential([
      layers.Conv2D({ filters: 64, kernelSize: [3, 3], padding: 'same', activation: 'relu', inputShape: [28, 28, 1] }),
      layers.MaxPooling2D([2, 2], { strides: 2 }),
      layers.Conv2D({ filters: 32, kernelSize: [3, 3], padding: 'same', activation: 'relu' }),
      layers.MaxPooling2D([2, 2], { strides: 2 }),
      layers.Conv2D({ filters: 16, kernelSize: [3, 3], padding: 'same', activation: 'relu' }),
      layers.Flatten(),
      layers.Dense(256, { activation: 'relu' }),
      layers.Dense(128, { activation: 'relu' }),
      layers.Dense(10, { activation: 'softmax' }),
    ]);
    expect(model.layers.map((l) => l.countParams()).filter((n) => n > 0)).toEqual([
      640, 18464, 4624, 200960, 32896, 1290,
    ]);
    expect(model.countParams()).toBe(258874);
    expect(model.layers.map((l) => l.name)).toEqual([
      'conv2d',
      'max_pooling2d',
      'conv2d_1',
      'max_pooling2d_1',
      'conv2d_2',
      'flatten',
      'dense',
      'dense_1',
      'dense_2',
    ]);
    expect(model.name).toBe('sequential');
    expect(model.outputShape).toEqual([null, 10]);
  });

  it('MNIST CNN, by add, and with Dense directly after pooling', () => {
    const model = keras.models.Sequential();
    model.add(layers.Conv2D(32, [3, 3], { activation: 'relu', inputShape: [28, 28, 1] }));
    model.add(layers.Conv2D(64, [3, 3], { activation: 'relu' }));
    model.add(layers.MaxPooling2D({ poolSize: [2, 2] }));
    model.add(layers.Dropout(0.25));
    model.add(layers.Flatten());
    model.add(layers.Dense(128, { activation: 'relu' }));
    model.add(layers.Dropout(0.5));
    model.add(layers.Dense(10, { activation: 'softmax' }));
    expect(model.countParams()).toBe(1199882);
    model.pop();
    expect(model.outputShape).toEqual([null, 128]);
    const unflattened = keras.Sequential([layers.MaxPooling2D(2, { inputShape: [8, 8, 3] }), layers.Dense(5)]);
    expect(unflattened.outputShape).toEqual([null, 4, 4, 5]);
  });
});

describe('building', () => {
  it('a Sequential without a shape is built by the first data', async () => {
    const model = compiled(
      keras.Sequential([layers.Dense(3, { activation: 'relu' }), layers.Dense(2, { activation: 'softmax' })]),
    );
    expect(model.built).toBe(false);
    await model.fit(x, y, { verbose: 0 });
    expect(model.countParams()).toBe(15 + 8);
    expect(model.inputShape).toEqual([null, 4]);
  });

  it('cuts a model at a layer, shares layers and nests models', () => {
    const shared = layers.Dense(3, { name: 'shared' });
    const [a, b] = [keras.Input({ shape: [4] }), keras.Input({ shape: [4] })];
    const model = keras.Model([a, b], layers.Dense(1)(layers.Concatenate()([shared(a), shared(b)])));
    expect(model.countParams()).toBe(15 + 7);
    const middle = keras.Model(model.inputs!, model.getLayer({ index: -2 }).output);
    expect(middle.outputShape).toEqual([null, 6]);
    const outer = keras.Sequential([keras.Input({ shape: [2, 2] }), layers.Flatten(), small(), layers.Dense(1)]);
    expect(outer.countParams()).toBe(40 + 18 + 3);
    expect(outer.predictOnBatch(np.ones([3, 2, 2])).shape).toEqual([3, 1]);
  });

  it('works on symbolic tensors with keras.ops', () => {
    const a = keras.Input({ shape: [null, null, 3] });
    const h = ops.add(layers.Conv2D(3, 3, { padding: 'same' })(a), a);
    const model = keras.Model(a, ops.mean(h, { axis: [1, 2] }));
    expect(model.outputShape).toEqual([null, 3]);
    expect(model.predictOnBatch(np.ones([2, 5, 7, 3])).shape).toEqual([2, 3]);
    expect(model.predictOnBatch(np.ones([1, 9, 4, 3])).shape).toEqual([1, 3]);
  });

  it('an own layer needs no gradient, an own model needs only call', async () => {
    class Affine extends layers.Layer {
      declare w: ReturnType<Affine['addWeight']>;
      override build(shape: readonly (number | null)[]): void {
        this.w = this.addWeight({ name: 'w', shape: [shape.at(-1)!, 2] });
      }
      override call(input: Node): Node {
        return ops.softmax(ops.matmul(input, this.w));
      }
    }
    class Mine extends keras.Model {
      readonly first = layers.Dense(6, { activation: 'tanh' });
      readonly rest = [new Affine()];
      override call(input: Node): Node {
        return this.rest[0]!(this.first(input));
      }
    }
    const model = compiled(new Mine());
    const history = await model.fit(x, y, { epochs: 15, verbose: 0 });
    expect(model.weights.map((w) => w.name)).toEqual(['kernel', 'bias', 'w']);
    expect(history.history['accuracy']!.at(-1)).toBeGreaterThan(0.85);
  });

  it('an own backward takes the place of the derivative', () => {
    class Straight extends layers.Layer {
      override call(input: Node): Node {
        return ops.round(input);
      }
      override backward(dy: Node): Node {
        return dy;
      }
    }
    const layer = new Straight();
    expect(numbers(keras.grad((v) => ops.sum(layer(v)))(np.array([0.2, 1.7])))).toEqual([1, 1]);
  });
});

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

  /** What is printed while `f` runs. */
  async function printed(f: () => Promise<unknown>): Promise<string> {
    const text: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((part) => text.push(String(part)) > 0);
    await f();
    vi.restoreAllMocks();
    return text.join('');
  }

  it('a NaN loss says where and what to try, once', async () => {
    const model = keras.Sequential([layers.Dense(1, { inputShape: [4] })]);
    model.compile({ optimizer: keras.optimizers.SGD(1e30), loss: 'mse' });
    const text = await printed(() => model.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0 }));
    expect(text).toMatch(/Warning: the loss is (Infinity|NaN) at step \d of epoch 1\. Try a smaller learning rate/);
    expect(text.match(/Warning/g)!.length).toBe(1);
  });

  it('pictures of 0..255 bring a hint, once, unless the model rescales', async () => {
    const bytes = fromTyped(
      Uint8Array.from({ length: 64 * 4 }, (_, i) => (i * 13) % 256),
      [64, 4],
    );
    const model = compiled();
    const first = await printed(() => model.fit(bytes, y, { verbose: 0 }));
    expect(first).toContain('Hint: x has values from 0 to 255.');
    expect(await printed(() => model.fit(bytes, y, { verbose: 0 }))).toBe('');
    const rescaling = compiled(
      keras.Sequential([layers.Rescaling(1 / 255, { inputShape: [4] }), layers.Dense(2, { activation: 'softmax' })]),
    );
    expect(await printed(() => rescaling.fit(bytes, y, { verbose: 0 }))).toBe('');
  });
});

describe("beginner's errors name the likely cause", () => {
  const image = (): Model =>
    compiled(
      keras.Sequential([layers.Flatten({ inputShape: [4, 1] }), layers.Dense(3, { activation: 'softmax' })], {
        name: 'm',
      }),
    );

  it('before training', async () => {
    expect(await messageOf(() => small().fit(x, y))).toMatchInlineSnapshot(
      `"NotBuiltError: fit: the model must be compiled first. Call model.compile({ optimizer: 'adam', loss: …, metrics: ['accuracy'] })."`,
    );
    expect(
      await messageOf(() => keras.Sequential([layers.Dense(3)], { name: 's' }).countParams()),
    ).toMatchInlineSnapshot(
      `"NotBuiltError: s.countParams: the layer has no weights yet, because it has not seen an input shape. Give the model an Input layer or inputShape, or call build(inputShape)."`,
    );
    expect(await messageOf(() => keras.Sequential([layers.Flatten as never], { name: 's2' }))).toMatchInlineSnapshot(
      `"ValueError: s2: takes layers. Received the class Flatten. Write layers.Flatten() with its parentheses."`,
    );
    expect(await messageOf(() => small().compile({ optimizer: 'adm' }))).toMatchInlineSnapshot(
      `"ValueError: compile: there is no optimizer of that name. Received 'adm'. Did you mean 'adam'?"`,
    );
    const stray = keras.Input({ shape: [2], name: 'stray' });
    expect(
      await messageOf(() => keras.Model(keras.Input({ shape: [2] }), layers.Dense(1)(stray))),
    ).toMatchInlineSnapshot(
      `"ValueError: Model: every output must be computed from the given inputs. Received a graph that needs stray, which is not among the inputs. Is an Input missing from the list of inputs, or does an output come from another model?"`,
    );
  });

  it('shapes and labels', async () => {
    const quiet = { verbose: 0 } as const;
    expect(await messageOf(() => image().fit(np.zeros([10, 4]), np.zeros([10]), quiet))).toMatchInlineSnapshot(
      `"ShapeError: fit: the model takes samples of shape (4, 1). Received samples of shape (4,). The channel axis is missing: use x.at('...', np.newaxis)."`,
    );
    expect(await messageOf(() => image().fit(np.zeros([10, 4, 1]), np.zeros([9]), quiet))).toMatchInlineSnapshot(
      `"ShapeError: fit: x and y must have the same number of samples. Received x (10, 4, 1), y (9,). Were both cut from the same part (train or test), and is the batch axis the first?"`,
    );
    expect(await messageOf(() => image().fit(np.zeros([10, 4, 1]), np.full([10], 3), quiet))).toMatchInlineSnapshot(
      `"ValueError: sparse_categorical_crossentropy: labels must lie in 0 … 2, because the last layer has 3 units. Received labels from 3 to 3. The last layer needs one unit per class: Dense(4, …)."`,
    );
    expect(await messageOf(() => image().fit(np.zeros([10, 4, 1]), np.zeros([10, 3]), quiet))).toContain(
      'The labels look one-hot',
    );
    const categorical = image();
    categorical.compile({ loss: 'categorical_crossentropy' });
    expect(await messageOf(() => categorical.fit(np.zeros([10, 4, 1]), np.zeros([10]), quiet))).toContain(
      'The labels look like class numbers',
    );
    expect(await messageOf(() => categorical.fit(np.zeros([10, 4, 1]), np.zeros([10, 5]), quiet))).toContain(
      'Dense(5, …)',
    );
  });

  it('x without y', async () => {
    const x = np.zeros([10, 4, 1]);
    for (const call of [() => image().fit(x), () => image().evaluate(x)]) {
      expect(await messageOf(call)).toMatch(
        /^ValueError: (fit|evaluate): loss and metrics need labels y\. Received x without y\. Give both: model\.\1\(x, y\)\./,
      );
    }
  });

  it('arguments of fit', async () => {
    const [a, b] = [np.zeros([10, 4, 1]), np.zeros([10])];
    expect(await messageOf(() => image().fit(a, b, { batchSize: 0 }))).toMatchInlineSnapshot(
      `"ValueError: fit: batchSize must be a whole number from 1. Received batchSize 0. It says how many samples make one step: 32 is usual; leave it out for the default."`,
    );
    expect(await messageOf(() => image().fit(a, b, { batch_size: 3 } as never))).toMatchInlineSnapshot(
      `"ValueError: fit: options are written in camelCase. Received 'batch_size'. Did you mean 'batchSize'?"`,
    );
    expect(await messageOf(() => image().fit(a, b, { validationSplit: 0.99 }))).toMatchInlineSnapshot(
      `"ValueError: fit: validationSplit must leave samples on both sides. Received 0.99 of 10 samples."`,
    );
    expect(await messageOf(() => image().fit(a, b, { classWeight: { 0: 1 }, sampleWeight: b }))).toMatchInlineSnapshot(
      `"ValueError: fit: classWeight and sampleWeight cannot be given together."`,
    );
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
