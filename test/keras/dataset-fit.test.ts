/** @file Datasets and PyDatasets in fit, evaluate and predict: epochs and steps as Keras counts them. */
import { expect, describe, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { datasets } from '../../src/datasets/index.ts';
import { seedEverything } from '../../src/keras/common/random.ts';
import { keras } from '../../src/keras/index.ts';
import { compiled, data, messageOf, noticedBy } from './helpers.ts';

const { Dataset } = datasets;
const { x, y } = data(40);
const quiet = { verbose: 0 } as const;
const both = Dataset.fromTensorSlices([x, y]);

describe('a dataset', () => {
  it('trains, measures and predicts as the arrays behind it', async () => {
    const run = async (batches: boolean): Promise<unknown[]> => {
      seedEverything(5);
      const model = compiled();
      const source = both.batch(16);
      const history = batches
        ? await model.fit(source, { epochs: 3, validationData: source, ...quiet })
        : await model.fit(x, y, {
            batchSize: 16,
            shuffle: false,
            epochs: 3,
            validationData: [x, y],
            validationBatchSize: 16,
            ...quiet,
          });
      const scores = batches
        ? await model.evaluate(source, quiet)
        : await model.evaluate(x, y, { batchSize: 16, ...quiet });
      const p = await model.predict(batches ? source : x, batches ? quiet : { batchSize: 16, ...quiet });
      return [history.history, history.params.steps, scores, p.toList()];
    };
    expect(await run(true)).toEqual(await run(false));
  });

  it('is run anew in each epoch; with stepsPerEpoch a pass goes on', async () => {
    const seen: number[] = [];
    const noted = (ds: datasets.Dataset<[NDArray, NDArray]>): datasets.Dataset<readonly [NDArray, NDArray]> => {
      let i = 0;
      return ds.map((a, b) => (seen.push(i++), [a, b])); // prettier-ignore
    };
    const model = compiled();
    await model.fit(noted(both.batch(10)), { epochs: 2, ...quiet });
    expect(seen).toHaveLength(8);
    seen.length = 0;
    await model.fit(noted(both.batch(10)), { epochs: 2, stepsPerEpoch: 2, ...quiet });
    expect(seen).toHaveLength(4);
    seen.length = 0;
    await model.fit(noted(both.batch(10)).repeat(), { epochs: 3, stepsPerEpoch: 3, ...quiet });
    expect(seen).toHaveLength(9);
    const notices = await noticedBy(() =>
      model.fit(
        both.batch(10).filter(() => true),
        { epochs: 2, stepsPerEpoch: 5, ...quiet },
      ),
    );
    expect(notices.join()).toContain('the data ran out after 4 of 5 steps');
    const history = await model.fit(
      both.batch(10).filter(() => true),
      { epochs: 3, ...quiet },
    ); // of unknown length
    expect(history.history['loss']).toHaveLength(3);
  });

  it('gives objects for several inputs and outputs, and weights', async () => {
    const [a, b] = [keras.Input([4], { name: 'a' }), keras.Input([4], { name: 'b' })];
    const sum = keras.layers.Add()([a, b]);
    const model = keras.Model(
      [a, b],
      [keras.layers.Dense(1, { name: 'p' })(sum), keras.layers.Dense(2, { name: 'q' })(sum)],
    );
    model.compile({ optimizer: 'sgd', loss: { p: 'mse', q: 'mse' } });
    const ds = Dataset.fromTensorSlices([
      { a: x, b: x },
      { p: np.ones([40, 1]), q: np.ones([40, 2]) },
    ]).batch(8);
    const history = await model.fit(ds, { epochs: 2, ...quiet });
    expect(history.history['loss']![1]!).toBeLessThan(history.history['loss']![0]!);
    expect(
      (
        await model.predict(
          ds.map((inputs) => inputs),
          quiet,
        )
      ).length,
    ).toBe(2);
    const weighted = Dataset.fromTensorSlices([x, y, np.zeros([40])]).batch(8);
    expect(await compiled().evaluate(weighted, { ...quiet, returnDict: true } as never)).toMatchObject({ loss: 0 });
  });

  it('is refused where it cannot be trained on', async () => {
    const model = compiled();
    expect([
      await messageOf(() => model.fit(both, quiet)),
      await messageOf(() => model.fit(both.batch(8), y, quiet)),
      await messageOf(() => model.fit(both.batch(8), { batchSize: 8, ...quiet })),
      await messageOf(() => model.fit(both.batch(64, { dropRemainder: true }), quiet)),
      await messageOf(() => model.fit(both.filter(() => false).batch(8), quiet)),
      await messageOf(() => model.fit(both.batch(8).repeat(), quiet)),
      await messageOf(() => model.evaluate(both.batch(8).repeat(), quiet)),
      await messageOf(() =>
        model.fit(
          both.batch(8).map((a) => [a.reshape(-1, 2, 2)]),
          quiet,
        ),
      ),
      await messageOf(() => model.fit(Dataset.range(4).batch(2) as never, quiet)),
    ]).toMatchInlineSnapshot(`
      [
        "ShapeError: fit: y must have the samples along its first axis. Received a single number. Samples one by one, as a Dataset has them, become batches by batch(32).",
        "ValueError: fit: y comes from the generator when x is one. Received both.",
        "ValueError: fit: batchSize must be left out when x gives batches itself.",
        "ValueError: fit: the generator must have at least one batch. Received a generator of length 0. It was made by fromTensorSlices → batch(64): do filter, skip, take or dropRemainder leave anything?",
        "ValueError: fit: the generator gave no batch. It was made by fromTensorSlices → filter → batch(8): do filter, skip, take or dropRemainder leave anything?",
        "ValueError: fit: data that never end need a number of steps. Received none. Give stepsPerEpoch (validationSteps for validation), or leave repeat() out.",
        "ValueError: evaluate: data that never end need a number of steps. Received none. Give steps, or leave repeat() out.",
        "ShapeError: fit: the model takes samples of shape (4,). Received samples of shape (2, 2). The same values in another shape: x.reshape([-1, 4]).",
        "ShapeError: fit: the model takes samples of shape (4,). Received samples of shape (). x needs the samples along its first axis, also for a single one: x.at(np.newaxis).",
      ]
    `);
  });

  it('stops when Stop is pressed, also where nothing comes out of it', async () => {
    const host = Symbol.for('kernelab.host');
    const holder = globalThis as unknown as Record<symbol, unknown>;
    const before = holder[host];
    const controller = new AbortController();
    holder[host] = { signal: controller.signal, display: () => undefined };
    try {
      const timer = setTimeout(() => controller.abort(), 60);
      const text = await messageOf(() => Dataset.range(10).repeat().filter(() => false).take(1).toArray()); // prettier-ignore
      clearTimeout(timer);
      expect(text).toBe(
        'InterruptError: Dataset: the pass over the data was stopped. The next pass starts from the beginning.',
      );
    } finally {
      holder[host] = before;
    }
  });
});

describe('a PyDataset', () => {
  class Numbers extends keras.utils.PyDataset {
    readonly asked: number[] = [];
    readonly heard: string[] = [];
    override get length(): number {
      return 4;
    }
    override getItem(i: number): [NDArray, NDArray] {
      this.asked.push(i);
      return [x.at(`${i * 10}:${i * 10 + 10}`), y.at(`${i * 10}:${i * 10 + 10}`)];
    }
    override onEpochBegin(): void {
      this.heard.push('begin');
    }
    override onEpochEnd(): void {
      this.heard.push('end');
    }
  }

  it('gives its batches by number, mixed for fit, in order for the others', async () => {
    const [model, numbers] = [compiled(), new Numbers()];
    seedEverything(1);
    const history = await model.fit(numbers, { epochs: 6, ...quiet });
    expect(history.params.steps).toBe(4);
    const epochs = Array.from({ length: 6 }, (_, e) => numbers.asked.slice(4 * e, 4 * e + 4));
    for (const epoch of epochs) expect([...epoch].sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(new Set(epochs.map(String)).size).toBeGreaterThan(1);
    expect(numbers.heard).toEqual(Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 'begin' : 'end')));
    numbers.asked.length = 0;
    expect((await model.predict(numbers, quiet)).toList()).toEqual(
      (await model.predict(x, { batchSize: 10, ...quiet })).toList(),
    );
    await model.fit(numbers, { shuffle: false, ...quiet });
    expect(numbers.asked).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });

  it('begins several async batches at once with workers', async () => {
    let [now, most] = [0, 0];
    class Slow extends keras.utils.PyDataset {
      override readonly length = 6;
      override async getItem(): Promise<NDArray[]> {
        most = Math.max(most, ++now);
        await new Promise((done) => setTimeout(done, 3));
        now--;
        return [x, y];
      }
    }
    await compiled().fit(new Slow({ workers: 3 }), quiet);
    expect(most).toBe(3);
  });

  it('may be endless, and says what is missing', async () => {
    class Endless extends Numbers {
      override get length(): never {
        return null as never;
      }
      override getItem(): [NDArray, NDArray] {
        return super.getItem(0);
      }
    }
    const model = compiled();
    expect((await model.fit(new Endless(), { stepsPerEpoch: 3, ...quiet })).params.steps).toBe(3);
    class Nothing extends keras.utils.PyDataset {}
    class Empty extends keras.utils.PyDataset {
      override readonly length = 2;
      override getItem(): undefined {}
    }
    expect([
      await messageOf(() => model.fit(new Endless(), quiet)),
      await messageOf(() => model.fit(new Nothing(), quiet)),
      await messageOf(() => model.fit(new Empty(), quiet)),
      await messageOf(() => new Nothing({ worker: 2 } as never)),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: fit: data that never end need a number of steps. Received none. Give stepsPerEpoch (validationSteps for validation), or leave repeat() out.",
        "NotBuiltError: Nothing: a PyDataset says how many batches it has. Add get length() { return 10; }.",
        "ValueError: Empty: getItem must give [x, y], [x, y, sampleWeight] or x. Received nothing for batch 0.",
        "ValueError: PyDataset: there is no option 'worker'. Received { worker: 2 }. Did you mean 'workers'?",
      ]
    `);
  });
});
