/** @file Saving beside what the golden files show: own layers, own functions, damaged files, refusals, atomic writes. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { H5Group, readH5, writeH5 } from '../../src/keras/saving/h5.ts';
import { keras, type Tensor } from '../../src/keras/index.ts';
import { messageOf, noticedBy } from './helpers.ts';

const { layers, ops } = keras;
const folder = mkdtempSync(join(tmpdir(), 'kernelab-saving-'));
const path = (name: string) => join(folder, name);
const x = np.random.defaultRng(2).random([3, 4]).astype('float32');
const clean = (text: string) => text.replaceAll(folder, '');

/** A layer of one's own with an inner layer and a weight. */
class Scaled extends layers.Layer {
  readonly units: number;
  inner: ReturnType<typeof layers.Dense>;
  factor: ReturnType<Scaled['addWeight']> | undefined;

  constructor(options: { units: number; name?: string }) {
    super(options);
    this.units = options.units;
    this.inner = layers.Dense(options.units);
  }

  override build(): void {
    this.factor = this.addWeight({ name: 'factor', shape: [1], initializer: 'ones' });
  }

  override call(input: never) {
    return ops.multiply(this.inner(input), this.factor!.node) as never;
  }

  override getConfig() {
    return { ...super.getConfig(), units: this.units };
  }
}

describe('layers of one’s own', () => {
  it('are saved with their inner layers and found again by customObjects', async () => {
    const model = keras.Sequential([keras.Input({ shape: [4] }), new Scaled({ units: 2 })]);
    model.setWeights(model.getWeights().map((w) => w.mul(0).add(0.5)));
    await model.save(path('own.keras'));
    const again = await keras.models.loadModel(path('own.keras'), { customObjects: { Scaled: Scaled as never } });
    expect(Array.from((await again.predict(x, { verbose: 0 })).data)).toEqual(
      Array.from((await model.predict(x, { verbose: 0 })).data),
    );
    expect(await messageOf(() => keras.models.loadModel(path('own.keras')))).toMatchInlineSnapshot(
      `"ValueError: loadModel: the layer class 'Scaled' is not known here. Received layer 'scaled'. Pass a class of that name as customObjects, or register it with keras.saving.registerKerasSerializable."`,
    );
    keras.saving.registerKerasSerializable(Scaled as never, { package: 'tests' });
    await model.save(path('registered.keras'));
    expect((await keras.models.loadModel(path('registered.keras'))).layers[0]).toBeInstanceOf(Scaled);
  });

  it('functions are found by name', async () => {
    const twice = (t: never) => ops.multiply(t, 2) as never;
    const model = keras.Sequential([keras.Input({ shape: [4] }), layers.Dense(2, { activation: twice as never })]);
    const json = model.toJSON();
    const again = keras.models.modelFromJSON(json, { customObjects: { twice: twice as never } });
    expect(again.layers[0]!.getConfig()['activation']).toBe(twice);
    expect(await messageOf(() => keras.models.modelFromJSON(json))).toMatchInlineSnapshot(
      `"ValueError: Dense: there is no activation of that name. Received 'twice'. There are relu, relu6, leaky_relu, sigmoid, tanh, softmax, log_softmax, softplus, softsign, elu, selu, celu, exponential, linear, gelu, silu, hard_silu, mish, hard_sigmoid, hard_tanh, tanh_shrink, hard_shrink, soft_shrink, log_sigmoid, squareplus."`,
    );
  });
});

it('a Lambda layer is found again by the name of its function', async () => {
  const half = (t: Tensor) => ops.divide(t, 2);
  const model = keras.Sequential([keras.Input({ shape: [4] }), layers.Lambda(half, { name: 'halves' })]);
  const json = model.toJSON();
  const again = keras.models.fromJSON(json, { customObjects: { half: half as never } });
  expect((await again.predict(x, { verbose: 0 })).data).toEqual((await model.predict(x, { verbose: 0 })).data);
  expect(await messageOf(() => keras.models.fromJSON(json))).toMatchInlineSnapshot(
    `"ValueError: loadModel: the function of a Lambda layer is not in the file. Received layer 'halves', function 'half'. Pass it under the name of the layer or its own: { customObjects: { "halves": (x) => … } }."`,
  );
});

describe('files', () => {
  const model = () => {
    const m = keras.Sequential([
      keras.Input({ shape: [4] }),
      layers.Dense(3, { name: 'a' }),
      layers.Dense(2, { name: 'b' }),
    ]);
    m.compile({ optimizer: 'adam', loss: 'mse' });
    return m;
  };

  it('are refused by their endings', async () => {
    expect(clean(await messageOf(() => model().save(path('m.json'))))).toMatchInlineSnapshot(
      `"ValueError: save: the name must end in .keras (or .h5 for the older format). Received '/m.json'."`,
    );
    expect(clean(await messageOf(() => model().save(path('m.weights.h5'))))).toMatchInlineSnapshot(
      `"ValueError: save: the name must end in .keras (or .h5 for the older format). Received '/m.weights.h5'. Weights alone are saved with saveWeights."`,
    );
    expect(clean(await messageOf(() => model().saveWeights(path('m.keras'))))).toMatchInlineSnapshot(
      `"ValueError: saveWeights: the name must end in .weights.h5 (or .h5 for the older format). Received '/m.keras'."`,
    );
    await model().save(path('m.keras'));
    expect(clean(await messageOf(() => model().save(path('m.keras'), { overwrite: false })))).toMatchInlineSnapshot(
      `"ValueError: save: the file is already there. Received '/m.keras'. Pass overwrite: true."`,
    );
  });

  it('that are broken say so', async () => {
    await model().save(path('m.keras'));
    const bytes = readFileSync(path('m.keras'));
    writeFileSync(path('cut.keras'), bytes.subarray(0, bytes.length / 2));
    writeFileSync(path('text.h5'), 'not a model');
    writeFileSync(path('empty.h5'), '');
    expect(clean(await messageOf(() => model().loadWeights(path('empty.h5'))))).toMatchInlineSnapshot(
      `"FormatError: loadWeights: '/empty.h5' is not an HDF5 file. Received an empty file. Was the download cut off, or is it a file of another kind?"`,
    );
    await model().saveWeights(path('only.h5'));
    expect(clean(await messageOf(() => keras.models.loadModel(path('cut.keras'))))).toContain('is cut off or damaged');
    expect(clean(await messageOf(() => keras.models.loadModel(path('text.h5'))))).toMatchInlineSnapshot(
      `"FormatError: loadModel: '/text.h5' is not an HDF5 file. Received 11 bytes that start with 6e 6f 74 20 61 20 6d 6f. Was the download cut off, or is it a file of another kind?"`,
    );
    expect(clean(await messageOf(() => keras.models.loadModel(path('only.h5'))))).toMatchInlineSnapshot(
      `"FormatError: loadModel: '/only.h5' holds weights only, no model. Received an .h5 file without model_config. Make the model in code and use model.loadWeights(path)."`,
    );
    expect(clean(await messageOf(() => keras.models.loadModel(path('none.keras'))))).toMatchInlineSnapshot(
      `"FileError: loadModel: there is no such file. Received '/none.keras'. Did you mean '/own.keras'?"`,
    );
  });

  it('of another architecture are refused whole, or loaded as far as they fit', async () => {
    await model().saveWeights(path('a.weights.h5'));
    const other = keras.Sequential([keras.Input({ shape: [4] }), layers.Dense(3), layers.Dense(5)]);
    const before = other.getWeights()[2]!.data.slice();
    const first = other.getWeights()[0]!.data.slice();
    const refusal = await messageOf(() => other.loadWeights(path('a.weights.h5')));
    expect(other.getWeights()[0]!.data).toEqual(first);
    expect(clean(refusal).replace(/dense\w*/g, 'dense')).toMatchInlineSnapshot(
      `"ValueError: loadWeights: the file does not fit this model. Received weight 'dense/kernel' has shape (3, 5), the file has (3, 2). Is it the same architecture, with the same number of classes? skipMismatch: true loads what fits."`,
    );
    const [said] = await noticedBy(() => other.loadWeights(path('a.weights.h5'), { skipMismatch: true }));
    expect(said!.replace(/dense\w*/g, 'dense')).toMatchInlineSnapshot(
      `"Notice: skipped, weight 'dense/kernel' has shape (3, 5), the file has (3, 2)."`,
    );
    expect(other.getWeights()[2]!.data).toEqual(before);
    // All of them stand in one notice: in a notebook a line has one of each kind.
    const another = keras.Sequential([keras.Input({ shape: [4] }), layers.Dense(6), layers.Dense(5)]);
    const all = await noticedBy(() => another.loadWeights(path('a.weights.h5'), { skipMismatch: true }));
    expect(all.map((each) => each.match(/has shape/g)?.length)).toEqual([2]);
    expect(
      clean(await messageOf(() => other.loadWeights(path('a.weights.h5'), { byName: true }))),
    ).toMatchInlineSnapshot(
      `"ValueError: loadWeights: byName works with the older .h5 files only. Received '/a.weights.h5'. Files of Keras 3 are matched by the order of layers; skipMismatch: true loads what fits."`,
    );
  });

  it('are written whole or not at all', async () => {
    const name = path('kept.keras');
    await model().save(name);
    const kept = readFileSync(name);
    const [nameless] = [(t: never) => t];
    const broken = keras.Sequential([keras.Input({ shape: [4] }), layers.Dense(2, { activation: nameless as never })]);
    expect(await messageOf(() => broken.save(name))).toMatchInlineSnapshot(
      `"ValueError: toJSON: a function without a name cannot be saved. Received (t) => t. Give it a name (const f = …) and pass it as customObjects when loading."`,
    );
    const withoutMetric = model();
    withoutMetric.compile({ optimizer: 'sgd', loss: 'mse', metrics: [nameless as never] });
    expect(await noticedBy(() => withoutMetric.save(path('n.keras')))).toMatchInlineSnapshot(`
      [
        "Notice: saved without the settings of compile, call compile again after loading. toJSON: a function without a name cannot be saved. Received (t) => t. Give it a name (const f = …) and pass it as customObjects when loading.",
      ]
    `);
    expect(readFileSync(name).equals(kept)).toBe(true);
    expect(readdirSync(folder).filter((entry) => entry.endsWith('.part'))).toEqual([]);
    expect(clean(await messageOf(() => model().save(join(name, 'inside.keras'))))).toMatchInlineSnapshot(
      `"FileError: save: '/kept.keras' is a file, not a folder. Received '/kept.keras/inside.keras'."`,
    );
  });

  it('a missing folder is refused, as by np.save and plt.savefig', async () => {
    expect(clean(await messageOf(() => model().save(path('no/m.keras'))))).toMatchInlineSnapshot(
      `"FileError: save: there is no folder '/no'. Received '/no/m.keras'."`,
    );
    expect(clean(await messageOf(() => model().saveWeights(path('no/m.weights.h5'))))).toMatchInlineSnapshot(
      `"FileError: saveWeights: there is no folder '/no'. Received '/no/m.weights.h5'."`,
    );
    expect(existsSync(path('no'))).toBe(false);
  });

  it('keep the optimizer, with schedule', async () => {
    const m = model();
    const rate = keras.optimizers.schedules.PolynomialDecay(0.1, 10, 0.01);
    m.compile({ optimizer: keras.optimizers.RMSprop({ learningRate: rate, momentum: 0.5 }), loss: 'mse' });
    m.trainOnBatch(x, np.ones([3, 2]));
    await m.save(path('state.keras'));
    const again = await keras.models.loadModel(path('state.keras'));
    const y = np.zeros([3, 2]);
    m.resetMetrics();
    expect(again.trainOnBatch(x, y)).toBe(m.trainOnBatch(x, y));
    expect(again.getWeights().map((w) => Array.from(w.data))).toEqual(m.getWeights().map((w) => Array.from(w.data)));
    expect(again.optimizer!.learningRate).toBeCloseTo(0.082, 5);
    const plain = await keras.models.loadModel(path('state.keras'), { compile: false });
    expect(plain.optimizer).toBeNull();
  });
});

describe('keras.ops inside a model', () => {
  it('are written as Keras writes them, numbers included', async () => {
    const input = keras.Input({ shape: [4] });
    const sum = ops.add(layers.Dense(4)(input), input);
    const model = keras.Model(input, ops.subtract(1, ops.relu(ops.multiply(sum, 2))));
    const again = keras.models.fromJSON(model.toJSON());
    again.setWeights(model.getWeights());
    expect(again.layers.map((layer) => layer.name)).toEqual(model.layers.map((layer) => layer.name));
    expect((await again.predict(x, { verbose: 0 })).data).toEqual((await model.predict(x, { verbose: 0 })).data);
    const entry = (
      JSON.parse(model.toJSON()) as { config: { layers: { module: string; inbound_nodes: { args: unknown[] }[] }[] } }
    ).config.layers[3]!;
    expect([entry.module, entry.inbound_nodes[0]!.args[1]]).toEqual(['keras.src.ops.numpy', 2]);
  });

  it('are no layers, and are known again in .h5 files, which name no module', async () => {
    const input = keras.Input({ shape: [4] });
    const gate = ops.divide(ops.relu(ops.add(layers.Dense(4)(input), 3)), 6);
    const model = keras.Model(input, layers.Add()([input, layers.Multiply()([gate, input])]));
    expect(model.layers.map((layer) => layer.className)).toEqual(['InputLayer', 'Dense', 'Multiply', 'Add']);
    await model.save(path('ops.h5'));
    const again = await keras.models.loadModel(path('ops.h5'), { compile: false });
    expect(await again.predict(x, { verbose: 0 })).toEqual(await model.predict(x, { verbose: 0 }));
  });

  it('are refused where a file could not say what they do', async () => {
    const input = keras.Input({ shape: [4] });
    const model = keras.Model(input, ops.multiply(input, np.ones([4])));
    expect((await messageOf(() => model.toJSON())).replace(/multiply_?\d*/g, 'multiply')).toMatchInlineSnapshot(
      `"ValueError: save: this use of keras.ops.multiply cannot be written into a file. Received layer 'multiply'. Use a layer in its place (layers.Reshape, layers.GlobalAveragePooling2D … or one of your own), or save the weights only."`,
    );
  });
});

describe('layers that only files of ready-made networks have', () => {
  it('are made, computed and written under the names of Keras', async () => {
    const place = (name: string, config: object, from: string[], module = 'keras.layers') => ({
      module,
      class_name: name,
      config: { name: name.toLowerCase(), trainable: true, ...config },
      registered_name: null,
      name: name.toLowerCase(),
      inbound_nodes: [
        {
          args: [from.length > 1 ? from.map(tensor) : tensor(from[0]!)],
          kwargs: {},
        },
      ],
    });
    const tensor = (from: string) => ({ class_name: '__keras_tensor__', config: { keras_history: [from, 0, 0] } });
    const entries = [
      { ...place('InputLayer', { batch_shape: [null, 4] }, ['']), inbound_nodes: [] },
      place('Normalization', { axis: [-1], mean: [1, 2, 3, 4], variance: [4, 4, 4, 4] }, ['inputlayer']),
      place(
        'LayerScale',
        { init_values: 0.5, projection_dim: 4 },
        ['normalization'],
        'keras.src.applications.convnext',
      ),
      place('StochasticDepth', { drop_path_rate: 0.5 }, ['layerscale'], 'keras.src.applications.convnext'),
      place('CustomScaleLayer', { scale: 2 }, ['inputlayer', 'stochasticdepth']),
    ];
    const ends = { input_layers: ['inputlayer', 0, 0], output_layers: ['customscalelayer', 0, 0] };
    const json = { class_name: 'Functional', config: { name: 'net', trainable: true, layers: entries, ...ends } };
    const model = keras.models.fromJSON(JSON.stringify(json));
    const sample = np.array([[3, 2, 1, 0]]);
    expect((await model.predict(sample, { verbose: 0 })).toList()).toEqual([[4, 2, 0, -2]]);
    const kept = new Set<number>();
    for (let i = 0; i < 20; i++) kept.add(model(sample, { training: true }).item(0, 0));
    expect(kept).toEqual(new Set([3, 5]));
    const written = JSON.parse(model.toJSON()) as { config: { layers: Record<string, unknown>[] } };
    expect(written.config.layers.map((layer) => [layer['module'], layer['registered_name']])).toEqual([
      ['keras.layers', null],
      ['keras.layers', null],
      ['keras.src.applications.convnext', 'LayerScale'],
      ['keras.src.applications.convnext', 'StochasticDepth'],
      ['keras.src.applications.inception_resnet_v2', 'CustomScaleLayer'],
    ]);
  });
});

describe('weights by name', () => {
  it('are warned about when no name fits', async () => {
    const make = (name: string) => keras.Sequential([keras.Input([4]), layers.Dense(2, { name })]);
    await make('here').save(path('named.h5'));
    const said = await noticedBy(() => make('there').loadWeights(path('named.h5'), { byName: true }));
    expect(said).toMatchInlineSnapshot(`
      [
        "Notice: nothing was loaded, no layer of the file has the name of one here (file: here; model: there).",
      ]
    `);
  });
});

describe('HDF5 trees', () => {
  it('keep shapes, scalars, counters, texts and long lists of names', async () => {
    const root = new H5Group();
    root.put('a/b/x', { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6), dtype: 'float32' });
    root.put('count', { shape: [], data: Float32Array.of(70000), dtype: 'int64' });
    root.put('none', { shape: [0, 3], data: new Float32Array(0), dtype: 'float32' });
    root.make('a').attrs.set('name', '한글');
    const names = Array.from({ length: 3000 }, (_, i) => `a_rather_long_layer_name_${i}`);
    root.putStrings('layer_names', names);
    root.make('a').putStrings('weight_names', []);
    const again = await readH5(await writeH5(root), 'test');
    expect(again.dataset('a/b/x')).toEqual(root.dataset('a/b/x'));
    expect(again.dataset('count')).toEqual(root.dataset('count'));
    expect(again.dataset('none')!.shape).toEqual([0, 3]);
    expect(again.groups.get('a')!.attrs.get('name')).toBe('한글');
    expect(again.strings('layer_names')).toEqual(names);
    expect(again.groups.get('a')!.strings('weight_names')).toEqual([]);
    expect(again.find('a/c')).toBeUndefined();
  });
});

it('what Keras writes of ops.reshape, by name or by place', () => {
  const tensor = {
    class_name: '__keras_tensor__',
    config: { shape: [null, 4, 6], dtype: 'float32', keras_history: ['i', 0, 0] },
  };
  const read = (config: object, args: unknown[], kwargs: object): unknown => {
    const input = {
      class_name: 'InputLayer',
      config: { batch_shape: [null, 4, 6], name: 'i' },
      name: 'i',
      inbound_nodes: [],
    };
    const reshape = {
      class_name: 'Reshape',
      module: 'keras.src.ops.numpy',
      config,
      name: 'r',
      inbound_nodes: [{ args, kwargs }],
    };
    const layers = [input, reshape];
    const whole = { name: 'm', layers, input_layers: ['i', 0, 0], output_layers: ['r', 0, 0] };
    return keras.models.modelFromJSON(JSON.stringify({ class_name: 'Functional', config: whole })).outputShape;
  };
  expect(read({ name: 'r', newshape: [-1, 24] }, [tensor], {})).toEqual([null, 24]);
  expect(read({ name: 'r', newshape: [-1, 24] }, [tensor, [-1, 24]], {})).toEqual([null, 24]);
  expect(read({ name: 'r' }, [tensor], { newshape: [-1, 8] })).toEqual([null, 8]);
});

it.each([
  [
    '[..., ::-1]',
    [
      { class_name: '__ellipsis__', config: {} },
      { class_name: '__slice__', config: { start: null, stop: null, step: -1 } },
    ],
    [2, 1, 0, 5, 4, 3],
  ],
  [
    '[:, 1, None, :-1]',
    [
      { class_name: '__slice__', config: { start: null, stop: null, step: null } },
      1,
      null,
      { class_name: '__slice__', config: { start: null, stop: -1, step: null } },
    ],
    [3, 4],
  ],
] as const)('a part of a tensor, x%s, as Keras writes it', async (_, key, expected) => {
  // prettier-ignore
  const tensor = { class_name: '__keras_tensor__', config: { shape: [null, 2, 3], dtype: 'float32', keras_history: ['i', 0, 0] } }; // prettier-ignore
  const json = JSON.stringify({
    class_name: 'Functional',
    config: {
      name: 'm',
      layers: [
        { module: 'keras.layers', class_name: 'InputLayer', config: { batch_shape: [null, 2, 3], name: 'i' }, name: 'i', inbound_nodes: [] }, // prettier-ignore
        { module: 'keras.src.ops.numpy', class_name: 'GetItem', config: { name: 'g' }, name: 'g', inbound_nodes: [{ args: [tensor, key], kwargs: {} }] }, // prettier-ignore
      ],
      input_layers: [['i', 0, 0]],
      output_layers: [['g', 0, 0]],
    },
  });
  const y = await keras.models.modelFromJSON(json).predict(np.arange(6).reshape(1, 2, 3), { verbose: 0 });
  expect([...y.ravel().toTyped()]).toEqual(expected);
});
