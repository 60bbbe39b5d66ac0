/** @file Calls that ran on wrongly or failed with a misleading hint, each beside its siblings: they do as Keras does, or say so. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import type { Node } from '../../src/engine/graph/index.ts';
import { keras } from '../../src/keras/index.ts';
import { messageOf, noticedBy, printedBy } from './helpers.ts';
import { LAYER_NAMES, sampleLayer } from './layer-samples.ts';

const { layers, ops } = keras;
const x = np.ones([8, 3]);
const y = np.ones([8, 1]);
const model = () => {
  const made = keras.Sequential([keras.Input([3]), layers.Dense(1)]);
  made.compile('sgd', 'mse');
  return made;
};

describe('a step of one’s own in a subclass of Model', () => {
  class Own extends keras.Model {
    readonly dense = layers.Dense(1);
    override call(inputs: never) {
      return this.dense(inputs);
    }
  }
  it('in Python’s spelling, or as a whole function, is refused by name', async () => {
    for (const [name, run] of [
      ['train_step', (m: Own) => m.fit(x, y, { verbose: 0 })],
      ['compute_loss', (m: Own) => m.fit(x, y, { verbose: 0 })],
      ['test_step', (m: Own) => m.evaluate(x, y, { verbose: 0 })],
      ['makeTrainFunction', (m: Own) => m.fit(x, y, { verbose: 0 })],
    ] as const) {
      class Mine extends Own {}
      Object.defineProperty(Mine.prototype, name, { value: () => ({}) });
      const mine = new Mine();
      mine.compile('sgd', 'mse');
      const wanted = name === 'makeTrainFunction' ? 'is not called here' : 'here, in camelCase';
      expect(await messageOf(async () => run(mine))).toContain(wanted);
    }
  });

  it('is called for every batch, and says what it must give', async () => {
    class Mine extends Own {
      given: unknown = {};
      steps = 0;
      override trainStep() {
        this.steps++;
        return this.given as Record<string, unknown>;
      }
    }
    const mine = new Mine();
    mine.compile('sgd', 'mse');
    mine.given = { loss: 2, extra: { a: 1 } };
    const { history } = await mine.fit(x, y, { batchSize: 4, verbose: 0 });
    expect([history, mine.steps]).toEqual([{ loss: [2], a: [1] }, 2]);
    expect(mine.trainOnBatch(x, y)).toEqual([2, 1]);
    const said = [/must give an object/, /without async/, /the log 'loss' must be a number/];
    for (const given of [undefined, Promise.resolve({}), { loss: 'low' }]) {
      mine.given = given;
      expect(await messageOf(async () => mine.fit(x, y, { verbose: 0 }))).toMatch(said.shift()!);
    }
  });
});

describe('batches from an object of one’s own', () => {
  class Data {
    passes = 0;
    readonly length = 3;
    *[Symbol.iterator]() {
      this.passes++;
      for (let i = 0; i < 3; i++) yield [np.full([2, 3], i), np.ones([2, 1])] as const;
    }
  }
  it('with a length and a fresh iterator is gone through at every epoch', async () => {
    const data = new Data();
    const m = model();
    const said = await noticedBy(async () => {
      const { history } = await m.fit(data as never, { epochs: 3, verbose: 0 });
      expect(history['loss']).toHaveLength(3);
    });
    expect([said, data.passes]).toEqual([[], 3]);
    const withoutLength = { [Symbol.iterator]: () => new Data()[Symbol.iterator]() };
    expect((await m.fit(withoutLength as never, { epochs: 3, verbose: 0 })).history['loss']).toHaveLength(3);
  });

  it('a generator that ends says so', async () => {
    const m = model();
    function* batches() {
      for (let i = 0; i < 2; i++) yield [np.ones([2, 3]), np.ones([2, 1])] as const;
    }
    const said = await noticedBy(async () => {
      expect((await m.fit(batches() as never, { epochs: 3, verbose: 0 })).history['loss']).toHaveLength(1);
    });
    expect(said).toMatchInlineSnapshot(`
      [
        "Notice: the generator ended after 1 epoch, training stops. Give a function that makes a new one for every epoch: fit(() => batches(), …).",
      ]
    `);
    expect((await m.fit(batches as never, { epochs: 3, verbose: 0 })).history['loss']).toHaveLength(3);
  });
});

describe('a Lambda layer whose function has no name', () => {
  const halves = (v: Node) => ops.divide(v, 2);
  it.each(['keras', 'h5'] as const)('is found again under the name of the layer: .%s', async (kind) => {
    const made = keras.Sequential([keras.Input([3]), layers.Lambda((v: Node) => ops.divide(v, 2), { name: 'scale' })]);
    const bytes = await (kind === 'keras' ? keras.saving.modelToKeras(made) : keras.saving.modelToH5(made));
    const again = await keras.saving.modelFromBytes(bytes, `a.${kind}`, { customObjects: { scale: halves as never } });
    expect((again.predictOnBatch(x) as ReturnType<typeof np.ones>).toList()).toEqual(x.div(2).toList());
    expect(await messageOf(() => keras.saving.modelFromBytes(bytes, `a.${kind}`))).toContain('{ "scale": (x) => … }');
  });

  it('is found again where Keras wrote its byte code', () => {
    const config = JSON.parse(
      keras.Sequential([keras.Input([3]), layers.Lambda(halves, { name: 'scale' })], { name: 's' }).toJSON(),
    ) as { config: { layers: { config: Record<string, unknown> }[] } };
    config.config.layers[1]!.config['function'] = {
      class_name: '__lambda__',
      config: { code: '4wEA', defaults: null },
    };
    const again = keras.models.fromJSON(JSON.stringify(config), { customObjects: { scale: halves as never } });
    expect(again.predictOnBatch(x).toList()).toEqual(x.div(2).toList());
  });
});

it('hints about labels of a binary loss look at range, units and values together', async () => {
  const said = async (units: number, labels: number[] | number[][]): Promise<string> => {
    const made = keras.Sequential([keras.Input([3]), layers.Dense(units, 'sigmoid')]);
    made.compile('sgd', 'binary_crossentropy');
    const array = np.array(labels);
    return messageOf(async () => made.trainOnBatch(np.ones([labels.length, 3]), array));
  };
  const hint = async (...args: Parameters<typeof said>) =>
    (await said(...args)).replace(/^.*?Received [^.]*\.?\d*\. ?/, '');
  expect(await hint(3, [[0, 1, 2], [2, 0, 1]])).toMatchInlineSnapshot(`"Class numbers need loss 'sparse_categorical_crossentropy' and Dense(3, { activation: 'softmax' })."`); // prettier-ignore
  expect(await hint(1, [0, 1, 2])).toMatchInlineSnapshot(
    `"For 3 classes: Dense(3, { activation: 'softmax' }) and loss 'sparse_categorical_crossentropy'."`,
  );
  expect(await hint(3, [[0, 128, 255]])).toMatchInlineSnapshot(`"Divide them by 255: y.div(255)."`);
  expect(await hint(3, [[0.5, 12.5, 100.25]])).toMatchInlineSnapshot(`"5 to 100.25. Divide them by 255: y.div(255)."`);
  expect(await hint(1, [-1, 1])).toMatchInlineSnapshot(`"Use 0 and 1: y.eq(1)."`);
});

it('a class registered under a group is found by its name', () => {
  const { optimizers, losses, metrics, initializers } = keras;
  const adam = optimizers.get({ class_name: 'Custom>Adam', config: { learning_rate: 0.5, amsgrad: true } });
  expect([adam.constructor.name, adam.learningRate]).toEqual(['Adam', 0.5]);
  expect(losses.get({ class_name: 'Custom>Huber', config: { delta: 2 } }).getConfig()['delta']).toBe(2);
  expect(metrics.get({ class_name: 'My>Precision', config: {} }).constructor.name).toBe('Precision');
  expect(initializers.get({ class_name: 'A>B>Zeros', config: {} }).constructor.name).toBe('Zeros');
});

it('the short name of older programs names the option', () => {
  expect(() => keras.optimizers.RMSprop({ lr: 0.1 } as never)).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: RMSprop: there is no option 'lr'. Received { lr: 0.1 }. Did you mean 'learningRate'?]`,
  );
});

it('the note on a Dense layer without Flatten stands only where the map reaches the output', async () => {
  const input = keras.Input([4, 4, 8]);
  const squeeze = layers.Dense(
    8,
    'sigmoid',
  )(layers.Dense(2, 'relu')(layers.GlobalAveragePooling2D({ keepdims: true })(input)));
  const joined = layers.Multiply()([input, squeeze]);
  const excited = keras.Model(input, layers.Dense(2)(layers.Flatten()(joined)));
  expect(await printedBy(async () => excited.summary())).not.toContain('Flatten()');
  const forgotten = keras.Sequential([keras.Input([4, 4, 8]), layers.Dense(2)]);
  expect(await printedBy(async () => forgotten.summary())).toContain('Flatten()');
  // A block whose maps are the result, as in a network without its top.
  const block = keras.Model(input, joined);
  expect(await printedBy(async () => block.summary())).not.toContain('Flatten()');
});

describe('a dtype that nothing is computed in is refused', () => {
  const HALF = ['float16', 'mixed_float16', 'bfloat16', 'float64', { class_name: 'DTypePolicy', config: { name: 'mixed_float16' } }]; // prettier-ignore

  it.each(LAYER_NAMES)('by %s', (name) => {
    for (const dtype of HALF) expect(() => sampleLayer(name, { dtype })).toThrow(/: dtype can only be 'float32'/);
  });

  it('by models, layers of one’s own, their weights, inputs and tensors; what is wanted is said', () => {
    class Own extends keras.layers.Layer {
      override build(_shape: unknown) {
        this.addWeight({ shape: [2], dtype: 'float16' as never });
      }
    }
    const input = keras.Input([3]);
    const dtype = 'float16' as never;
    expect(() => layers.Dense(1, { dtype })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: Dense: dtype can only be 'float32'. Received 'float16'. Everything in a network is float32 here; leave dtype out.]`,
    );
    expect(() => keras.Input({ shape: [3], dtype })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: Input: dtype can only be 'float32', 'int32' or 'bool'. Received 'float16'.]`,
    );
    for (const make of [
      () => keras.Sequential([], { dtype }),
      () => keras.Model(input, layers.Dense(1)(input), { dtype }),
      () => layers.Dense.fromConfig({ units: 1, dtype }),
      () => new Own({ dtype }),
      () => new Own().build([null, 3]),
      () => ops.cast(x, dtype),
      () => ops.zeros([2], dtype),
      () => ops.ones([2], { dtype }),
      () => keras.losses.MeanSquaredError({ dtype }),
      () => keras.metrics.Accuracy({ dtype }),
    ])
      expect(make).toThrow(/: dtype can only be 'float32'/);
  });

  it('null, and a policy of float32 as files hold it, are the default', () => {
    const policy = { class_name: 'DTypePolicy', config: { name: 'float32' } };
    for (const dtype of [null, undefined, 'float32', policy])
      expect(layers.Dense(1, { dtype: dtype as never }).dtype).toBe('float32');
    expect(keras.Input({ shape: [3], dtype: 'int32' }).dtype).toBe('int32');
  });
});
