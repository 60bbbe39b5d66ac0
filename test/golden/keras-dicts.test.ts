/** @file Models whose inputs and outputs have names, against Keras (make_keras_dicts.py). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromTyped, np, type NDArray } from '../../src/array/index.ts';
import { keras, layers, type CompileOptions } from '../../src/keras/index.ts';
import { expectNear, fill } from './keras-fill.ts';

type Named = Record<string, number[]>;
interface Case {
  model: 'named' | 'listed' | 'single' | 'own';
  options: CompileOptions;
  weighted: boolean;
  weights: number[][];
  predicted: Named | number[][];
  keys: string[] | null;
  history: Named;
  evaluate: number[];
  names: string[];
  after: Named | number[][];
  onBatch: number[];
  ends?: [unknown, unknown];
  outputs?: string[];
}
const golden = JSON.parse(readFileSync(new URL('data/keras-dicts.json', import.meta.url), 'utf8')) as {
  cases: Case[];
};

const { Dense } = layers;
const ends = () => ({ left: keras.Input([3], { name: 'left' }), alpha: keras.Input([2], { name: 'alpha' }) });

class Own extends keras.Model {
  readonly first = Dense(1);
  readonly second = Dense(2, { activation: 'softmax' });
  override call(inputs: never): never {
    const { left, alpha } = inputs as unknown as Record<string, Parameters<typeof this.first>[0]>;
    return { z: this.second(alpha as never), box: this.first(left as never) } as never;
  }
}

const models = {
  named() {
    const { left, alpha } = ends();
    const cat = layers.Concatenate({ name: 'cat' })([left, alpha]);
    const h = Dense(4, { activation: 'tanh', name: 'hidden' })(cat);
    return keras.Model(
      { left, alpha },
      {
        z: Dense(2, { activation: 'softmax', name: 'd1' })(h),
        box: Dense(1, { name: 'd2' })(h),
        m: Dense(1, { name: 'd3' })(h),
      },
    );
  },
  listed() {
    const { left, alpha } = ends();
    return keras.Model(
      [left, alpha],
      [
        Dense(2, { activation: 'softmax', name: 'z' })(left),
        Dense(1, { name: 'box' })(alpha),
        Dense(1, { name: 'm' })(left),
      ],
    );
  },
  single() {
    const { left } = ends();
    return keras.Model({ left }, { box: Dense(1, { name: 'd' })(left) });
  },
  own: () => new Own(),
};

const all: Record<string, NDArray> = { left: fill([6, 3], 1), alpha: fill([6, 2], 2) };
const labels: Record<string, NDArray> = {
  z: np.array([0, 1, 1, 0, 1, 0]),
  box: fill([6, 1], 3),
  m: fill([6, 1], 4),
};
const weights: Record<string, NDArray> = {
  z: fill([6], 5, 0.5, 1),
  box: fill([6], 6, 0.5, 1),
  m: fill([6], 7, 0.5, 1),
};
const pick = (from: Record<string, NDArray>, names: readonly string[]): Record<string, NDArray> =>
  Object.fromEntries(names.map((name) => [name, from[name]!]));
const inputsOf = { named: ['left', 'alpha'], listed: ['left', 'alpha'], single: ['left'], own: ['left', 'alpha'] };
const outputsOf = { named: ['z', 'box', 'm'], listed: ['z', 'box', 'm'], single: ['box'], own: ['z', 'box'] };
const numbers = (a: NDArray): number[] => Array.from(a.toTyped());
const near = { rtol: 2e-5, atol: 2e-6 };

/** Predictions as Keras gave them: an object or a list. */
function expectPredictions(what: string, got: unknown, wanted: Named | number[][]): void {
  if (!Array.isArray(wanted)) expect(Object.keys(got as object)).toEqual(Object.keys(wanted));
  for (const [name, values] of Object.entries(wanted))
    expectNear(`${what} ${name}`, numbers((got as Record<string, NDArray>)[name]!), values, near);
}

const plain = { verbose: 0 } as const;

describe('as Keras', () => {
  it.each(golden.cases.map((one, i) => [`${i}: ${one.model} ${JSON.stringify(one.options)}`, one] as const))(
    '%s',
    async (_, one) => {
      const model = models[one.model]() as unknown as ReturnType<typeof models.named>;
      const x = pick(all, inputsOf[one.model]);
      const y = pick(labels, outputsOf[one.model]);
      if (one.model === 'own') (model as unknown as (inputs: object) => unknown)(x);
      expect(model.weights.map((w) => [...w.shape])).toEqual(one.weights);
      model.setWeights(one.weights.map((shape, i) => fill(shape, 20 + i, 0.5)));
      model.compile({ optimizer: 'sgd', ...one.options });
      expectPredictions('before', await model.predict(x, plain), one.predicted);
      expectPredictions('on a batch', model.predictOnBatch(x), one.predicted);
      const sampleWeight = one.weighted ? pick(weights, outputsOf[one.model]) : null;
      const fit = { batchSize: 3, epochs: 2, shuffle: false, validationData: [x, y] as const, ...plain };
      const { history } = await model.fit(x, y, { ...fit, sampleWeight });
      expect(Object.keys(history).sort()).toEqual(Object.keys(one.history).sort());
      for (const [name, values] of Object.entries(one.history)) expectNear(name, history[name]!, values, near);
      expectNear('evaluate', await model.evaluate(x, y, plain), one.evaluate, near);
      const byName = await model.evaluate(x, y, { ...plain, returnDict: true });
      expect(Object.keys(byName).sort()).toEqual(one.names);
      expectPredictions('after', await model.predict(x, plain), one.after);
      expectNear('trainOnBatch', model.trainOnBatch(x, y) as number[], one.onBatch, near);
      if (one.ends === undefined) return;
      const config = (JSON.parse(model.toJSON()) as { config: Record<string, unknown> }).config;
      expect([config['input_layers'], config['output_layers']]).toEqual(one.ends);
      expect(model.outputs!.map((t) => t.source!.call.layer.name)).toEqual(one.outputs);
      const copy = keras.models.cloneModel(model);
      copy.setWeights(model.getWeights());
      expect(await copy.predict(x, plain)).toEqual(await model.predict(x, plain));
    },
  );
});

describe('called', () => {
  it('with arrays and symbols by name, inside another model too', async () => {
    const inner = models.named();
    const given = inner(all);
    expect(Object.keys(given)).toEqual(['z', 'box', 'm']);
    expectNear('call', numbers(given.box), numbers((await inner.predict(all, plain)).box));
    const { left, alpha } = ends();
    const symbols = inner({ left, alpha });
    expect(Object.entries(symbols).map(([name, t]) => [name, t.shape])).toEqual([
      ['z', [null, 2]],
      ['box', [null, 1]],
      ['m', [null, 1]],
    ]);
    const outer = keras.Model({ left, alpha }, symbols.box);
    expectNear('outer', numbers(await outer.predict(all, plain)), numbers(given.box));
    expect(inner.input).toHaveProperty('left');
    expect(Object.keys(inner.output)).toEqual(['z', 'box', 'm']);
  });

  it('from options, and with single values where one is meant', async () => {
    const { left } = ends();
    const out = Dense(1)(left);
    const model = keras.Model({ inputs: { left }, outputs: { out }, name: 'by_name' });
    expect([model.name, model.inputNames, model.outputNames]).toEqual(['by_name', ['left'], ['out']]);
    expect((await model.predict(all['left']!, plain)).out.shape).toEqual([6, 1]);
    const listed = models.listed();
    const [z] = listed([all['left']!, all['alpha']!] as never) as unknown as NDArray[];
    expectNear('by names of inputs', numbers(listed(all)[0]!), numbers(z!));
  });

  it('refuses what is missing', async () => {
    const model = models.named();
    model.compile({ optimizer: 'sgd', loss: { z: 'sparse_categorical_crossentropy', box: 'mse', m: 'mse' } });
    const said = async (f: () => unknown): Promise<string> => {
      try {
        await f();
      } catch (error) {
        return String(error);
      }
      return 'nothing';
    };
    const wrong = models.named();
    wrong.compile({ optimizer: 'sgd', loss: { d1: 'mse' } as never });
    expect([
      await said(() => model.fit({ left: all['left']! }, labels, plain)),
      await said(() => model.fit(all, { z: labels['z']! }, plain)),
      (await said(() => model({ left: all['left']! }))).replace(/functional_\d+/, 'functional'),
      await said(() => model.predict({ ...all, alpha: fromTyped(new Float32Array(6), [6, 1]) }, plain)),
      await said(() => wrong.fit(all, labels, plain)),
      await said(() => keras.Model({ left: 3 } as never, { out: 4 } as never)),
    ]).toMatchInlineSnapshot(`
      [
        "ValueError: fit: x by name needs 'alpha', 'left'. Received left.",
        "ValueError: fit: y by name needs 'box', 'm', 'z'. Received z.",
        "ValueError: functional: inputs by name needs 'alpha', 'left'. Received left.",
        "ShapeError: predict: the model takes samples of shape (2,). Received samples of shape (1,).",
        "ValueError: compile: loss names outputs of the model: box, m, z. Received 'd1'.",
        "ValueError: Model: inputs and outputs must be symbolic tensors. Received 3. Start from keras.Input and call layers on it.",
      ]
    `);
  });
});

describe('in a step of one’s own', () => {
  it('batches and outputs have their names', async () => {
    const seen: string[][] = [];
    class Stepping extends keras.Model {
      override trainStep(data: unknown): Record<string, unknown> {
        const [x, y] = data as [object, object];
        seen.push(Object.keys(x), Object.keys(y));
        return super.trainStep(data);
      }
    }
    const { left, alpha } = ends();
    const losses: CompileOptions = { optimizer: 'sgd', loss: { z: 'sparse_categorical_crossentropy', box: 'mse' } };
    const run = async (Class: typeof keras.Model): Promise<Record<string, number[]>> => {
      const model = new Class({
        inputs: { left, alpha },
        outputs: { z: Dense(2, { activation: 'softmax' })(left), box: Dense(1)(alpha) },
      });
      model.setWeights(model.weights.map((w, i) => fill(w.shape, 20 + i, 0.5)));
      model.compile(losses);
      const { history } = await model.fit(all, pick(labels, ['z', 'box']), { epochs: 2, shuffle: false, ...plain });
      return history;
    };
    const own = await run(Stepping as unknown as typeof keras.Model);
    const built = await run(keras.Model);
    expect(seen[0]).toEqual(['left', 'alpha']);
    expect(seen[1]).toEqual(['z', 'box']);
    for (const [name, values] of Object.entries(built)) expectNear(name, own[name]!, values, near);
  });
});
