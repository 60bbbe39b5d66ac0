/**
 * @file `plot.explore`: what it knows of each layer against the model's own results (every value that is taken apart adds up to what
 * predict gives), any kind of model, what lies in the notebook, what pages and kernel say to each other, what is refused.
 */
import { describe, expect, it } from 'vitest';
import { np, toTyped } from '../../src/array/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras, modelAndBatches, type AnyModel } from '../../src/keras/index.ts';
import { plot, plt } from '../../src/plot/index.ts';
import { reaches } from '../../src/plot/pictures/explore/channels.ts';
import { curveFunction } from '../../src/plot/pictures/explore/curves.ts';
import { explain, type Explained } from '../../src/plot/pictures/explore/explain.ts';
import { answerOf, textOf, type Explored } from '../../src/plot/pictures/explore/explored.ts';
import { canCompute, compute } from '../../src/plot/pictures/explore/forward.ts';
import { PageLine } from '../../src/plot/pictures/explore/line.ts';
import { linesOf } from '../../src/plot/pictures/explore/lines.ts';
import { Network } from '../../src/plot/pictures/explore/network.ts';
import { pack, unpack } from '../../src/plot/pictures/explore/packed.ts';
import { columnsOf, gridOf, indexOf, type Place, type Tensor } from '../../src/plot/pictures/explore/uses.ts';
import { wordsOf } from '../../src/plot/pictures/explore/words.ts';
import { LAYER_NAMES, LAYER_SAMPLES, sampleLayer, type LayerName } from '../keras/layer-samples.ts';

const { layers } = keras;
const rng = np.random.defaultRng(5);

function networkOf(model: unknown, x: unknown): Network {
  const found = modelAndBatches(model, x as never, 'test');
  return new Network(found.model, found.batches, 'test');
}

/** Random weights: zeros as biases would hide what is left out. Above zero, as variances are. */
function shake(model: AnyModel): void {
  model.setWeights(model.getWeights().map((w) => rng.uniform(0.1, 1, w.shape)));
}

function close(a: number, b: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(2e-5 * Math.max(1, Math.abs(a), Math.abs(b)));
}

/** A value taken apart adds up, to what the network gave. */
function addsUp(explained: Explained, output: number): void {
  const { rule, terms, others, bias, sum, curve, value } = explained;
  close(value, output);
  for (const { values, weights, sum: part } of terms) {
    if (weights)
      close(
        values.reduce<number>((all, v, i) => all + (v ?? 0) * weights[i]!, 0),
        part,
      );
  }
  if (['conv', 'dense', 'separable', 'transposed'].includes(rule)) {
    close(terms.reduce((all, term) => all + term.sum, 0) + others.sum + (bias ?? 0), sum!);
  }
  const f = curve && curve.name !== 'softmax' ? curveFunction(curve) : undefined;
  if (f) close(f(sum!), output);
  else if (sum !== null && curve === null) close(sum, output);
}

/** Some places of a result. */
function placesOf(shape: readonly number[]): Place[] {
  const [h, w, c] = gridOf(shape);
  const far: Place = [h - 1, w - 1, c - 1];
  return [[0, 0, 0], far, [Math.floor(h / 2), Math.floor(w / 2), Math.floor(c / 2)]];
}

/** Everything about a network that can be checked against the model itself. */
function check(network: Network, results: readonly Tensor[]): void {
  const words = wordsOf();
  network.uses.forEach((use, i) => {
    if (use.arithmetic === 'input') return;
    const inputs = use.from.map((from) => results[from]!);
    if (canCompute(use)) {
      const made = compute(use, inputs);
      expect(made.data.length).toBe(results[i]!.data.length);
      made.data.forEach((value, at) => close(value, results[i]!.data[at]!));
    }
    for (const place of placesOf(use.shape)) {
      const explained = explain(use, inputs, place, results[i]!);
      addsUp(explained, results[i]!.data[indexOf(use.shape, place)]!);
      const shapes = inputs.map(({ shape }) => shape);
      for (const { seen } of explained.terms)
        expect(reaches(use, shapes, seen.input, seen.channel, place[2])).toBe(true);
      const names = use.from.map((from) => network.uses[from]!.name);
      expect(linesOf(explained, words, names).join('').length).toBeGreaterThan(3);
    }
  });
}

/** Options beside those of the samples, which are the plainest. */
type Case = readonly [LayerName, options: object, shape: readonly number[] | null];
const variants = ([
  ['Conv2D', { filters: 4, kernelSize: [3, 2], strides: [2, 1], padding: 'same', activation: 'relu' }],
  ['Conv2D', { filters: 4, kernelSize: 2, dilationRate: [2, 1], groups: 2, useBias: false, activation: 'gelu' }],
  ['Conv2D', { filters: 3, kernelSize: 1, activation: 'softmax' }],
  ['DepthwiseConv2D', { kernelSize: 3, depthMultiplier: 2, padding: 'same', strides: 2, activation: 'relu6' }],
  ['SeparableConv2D', { filters: 3, kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'silu' }],
  ['Conv2DTranspose', { filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu' }],
  ['Conv2DTranspose', { filters: 2, kernelSize: [2, 3], strides: [3, 1], padding: 'valid' }],
  ['Conv2DTranspose', { filters: 2, kernelSize: 3, dilationRate: 2, activation: 'mish' }],
  ['Conv1D', { filters: 3, kernelSize: 3, padding: 'causal', dilationRate: 2, activation: 'tanh' }],
  ['DepthwiseConv1D', { kernelSize: 3, depthMultiplier: 2, strides: 2, padding: 'same', activation: 'relu' }],
  ['Conv1DTranspose', { filters: 3, kernelSize: 3, strides: 2, padding: 'same' }],
  ['Conv2D', { filters: 3, kernelSize: 3, dataFormat: 'channels_first' }],
  ['MaxPooling2D', { poolSize: 3, strides: 2, padding: 'same' }],
  ['AveragePooling2D', { poolSize: 3, strides: 2, padding: 'same' }],
  ['Dense', { units: 7, activation: 'softmax' }],
  ['ReLU', { maxValue: 1, negativeSlope: 0.1, threshold: 0.3 }],
  ['Cropping2D', { cropping: [[2, 1], [1, 0]] }],
  ['ZeroPadding2D', { padding: [[0, 2], [3, 1]] }],
  ['UpSampling2D', { size: [2, 3] }],
  ['GlobalAveragePooling2D', { keepdims: true }],
  ['BatchNormalization', { center: false, scale: false }],
  ['Rescaling', { scale: [1, 2, 3, 4], offset: [-1, 0, 1, 2] }],
  ['LayerNormalization', { axis: [1, 2, 3] }],
  ['LayerNormalization', { axis: [1, 2], center: false }],
  ['LayerNormalization', { axis: 2, scale: false }],
  ['GroupNormalization', { groups: -1 }],
  ['GroupNormalization', { groups: 1, center: false, scale: false }],
  ['RMSNormalization', { axis: [2, 3] }],
  ['RMSNormalization', { axis: [3, 1] }],
  ['UnitNormalization', { axis: [1, 2] }],
  ['LocalResponseNormalization', { depthRadius: 1, bias: 2, alpha: 0.01, beta: 0.75 }],
  ['LocalResponseNormalization', { dataFormat: 'channels_first' }],
  ['PReLU', { sharedAxes: [1, 2] }, [6, 5, 4]],
  ['PReLU', {}, [3, 2, 4]],
  ['Embedding', { inputDim: 5, outputDim: 3 }, [4, 2]],
  ['LayerNormalization', {}, [5]],
  ['LayerNormalization', {}, [6, 5]],
  ['GroupNormalization', { groups: 2 }, [6, 4]],
  ['Normalization', { mean: 2, variance: 0 }],
  ['Normalization', { mean: [1, 2, 3, 4], variance: [4, 3, 2, 1], invert: true }],
  ['Normalization', { axis: null }],
  ['Normalization', { axis: [1, 3] }],
  ['AdaptiveMaxPooling2D', { outputSize: [3, 4] }],
  ['AdaptiveAveragePooling2D', { outputSize: [5, 1] }],
  ['Resizing', { height: 9, width: 3, interpolation: 'nearest' }],
  ['Resizing', { height: 5, width: 12, interpolation: 'bicubic' }],
  ['Resizing', { height: 3, width: 4, interpolation: 'lanczos3', antialias: true }],
  ['Resizing', { height: 4, width: 2, cropToAspectRatio: true }],
  ['Resizing', { height: 4, width: 9, padToAspectRatio: true }],
  ['Resizing', { height: 4, width: 9, padToAspectRatio: true, fillValue: 1 }],
  ['RandomCrop', { height: 3, width: 5 }],
  ['CenterCrop', { height: 3, width: 5 }],
  ['UpSampling2D', { size: [2, 3], interpolation: 'bilinear' }],
  ['TimeDistributed', { layer: layers.Dense(3, { activation: 'softmax' }) }],
  ['TimeDistributed', { layer: layers.Conv2D(2, 3) }, [3, 6, 6, 2]],
  ['Permute', { dims: [3, 1, 2] }, [3, 4, 5]],
  ['Permute', { dims: [2, 1, 3] }, [3, 4, 5]],
] as readonly (readonly [LayerName, object, (readonly number[])?])[]).map(([name, options, shape = null]): Case => [name, options, shape]); // prettier-ignore

describe('each layer against the model itself', () => {
  const own: string[] = [];
  // Other names of the same layers would only be tried again.
  const names = LAYER_NAMES.filter((name) => name !== 'InputLayer' && sampleLayer(name).className === name);
  const cases = [...names.map((name): Case => [name, {}, null]), ...variants];
  it.each(cases)('%s %j', (name, options, shape) => {
    const shapes = shape ? [shape] : LAYER_SAMPLES[name].shapes;
    const inputs = shapes.map((shape) => keras.Input(shape as number[]));
    const layer = sampleLayer(name, options);
    const model = keras.Model(inputs, layer(inputs.length > 1 ? inputs : inputs[0]!));
    shake(model);
    const low = name === 'Embedding' ? 0 : -1;
    const x = shapes.map((shape) => rng.uniform(low, 3, [2, ...shape]).astype('float32'));
    const network = networkOf(model, x.length > 1 ? x : x[0]);
    const results = network.run(network.sample(1));
    const output = results[network.outputs[0]!]!;
    const wanted = toTyped(model.predictOnBatch(x).at(1));
    expect(output.data.length).toBe(wanted.length);
    output.data.forEach((value, i) => close(value, wanted[i]!));
    check(network, results);
    const use = network.uses[network.outputs[0]!]!;
    if (use.arithmetic === null && Object.keys(options).length === 0) own.push(name);
  });

  it('these compute in a way of their own, which is said', () => {
    expect(own.join(' ')).toMatchInlineSnapshot(`"Lambda LocallyConnected2D Dot CustomScaleLayer"`);
  });
});

it.each([
  ['ReLU', {}, '2'],
  ['Conv2D', { filters: 4, kernelSize: 3 }, '0123'],
  ['Conv2D', { filters: 4, kernelSize: 3, groups: 2 }, '23'],
  ['DepthwiseConv2D', { kernelSize: 3 }, '2'],
  ['MaxPooling2D', {}, '2'],
  ['BatchNormalization', {}, '2'],
  ['LayerNormalization', {}, '0123'],
  ['GroupNormalization', { groups: 2 }, '23'],
  ['LocalResponseNormalization', { depthRadius: 1 }, '123'],
  ['Softmax', {}, '0123'],
  ['Concatenate', {}, '2'],
  ['Add', {}, '2'],
] as const)('%s %j: channel 2 comes from channels %s of its first input', (name, options, wanted) => {
  const shapes = LAYER_SAMPLES[name].shapes.map(() => [6, 6, 4]);
  const inputs = shapes.map((shape) => keras.Input(shape));
  const model = keras.Model(inputs, sampleLayer(name, options)(inputs.length > 1 ? inputs : inputs[0]!));
  const x = shapes.map((shape) => np.zeros([1, ...shape], 'float32'));
  const network = networkOf(model, x.length > 1 ? x : x[0]);
  const use = network.uses[network.outputs[0]!]!;
  const from = use.from.map((each) => network.uses[each]!.shape);
  expect([0, 1, 2, 3].filter((channel) => reaches(use, from, 0, channel, 2)).join('')).toBe(wanted);
});

const pictures = (n: number, h = 8, w = 8, c = 1) => rng.uniform(0, 1, [n, h, w, c]).astype('float32');

/** Branches, a nested model, a shared layer, layers that do nothing outside of training. */
function branched(): AnyModel {
  const inner = keras.Sequential([keras.Input([4, 4, 6]), layers.Conv2D(3, 3, { padding: 'same', activation: 'relu' }), layers.BatchNormalization()], { name: 'inside' }); // prettier-ignore
  const input = keras.Input([8, 8, 1]);
  const left = layers.Conv2D(3, 3, { padding: 'same', activation: 'relu', name: 'left' })(input);
  const right = layers.Conv2D(3, 5, { padding: 'same', name: 'right' })(input);
  const dropped = layers.Dropout(0.5, { name: 'drop' })(left);
  const sum = layers.Add({ name: 'sum' })([left, right]);
  const both = layers.Concatenate({ name: 'both' })([sum, dropped]);
  const small = layers.MaxPooling2D(2, { name: 'pool' })(both);
  const shared = layers.Dense(4, { name: 'shared' });
  const flat = layers.Flatten({ name: 'flat' })(inner(small));
  const out = layers.Dense(10, { activation: 'softmax', name: 'out' })(
    shared(layers.Dense(4, { name: 'first' })(flat)),
  );
  return keras.Model(input, out, { name: 'branched' });
}

describe('any model', () => {
  it('branches, nested models, dropout: what comes from where', () => {
    const network = networkOf(branched(), pictures(3));
    const names = network.uses.map(({ name }) => name);
    expect(network.uses.map(({ name, from }) => `${name} ← ${from.map((i) => names[i]).join(', ')}`)).toEqual([
      expect.stringMatching(/^keras_tensor|input_layer/),
      expect.stringMatching(/^left ← /),
      expect.stringMatching(/^right ← /),
      'sum ← left, right',
      'drop ← left',
      'both ← sum, drop',
      'pool ← both',
      expect.stringMatching(/^inside\/conv2d\w* ← pool/),
      expect.stringMatching(/^inside\/batch_normalization\w* ← inside\/conv2d/),
      expect.stringMatching(/^flat ← inside\/batch_normalization/),
      'first ← flat',
      'shared ← first',
      'out ← shared',
    ]);
    const columns = columnsOf(network.uses).map((column) => column.map((i) => names[i]));
    expect(columns[1]).toEqual(['left', 'right']);
    check(network, network.run(network.sample(2)));
  });

  it('a class with a call of its own, a layer of its own, functions of keras.ops between', () => {
    class Twice extends keras.layers.Layer {
      override call(x: never): never {
        return keras.ops.multiply(x, 2) as never;
      }
    }
    class Mine extends keras.Model {
      conv = layers.Conv2D(2, 3, { activation: 'relu' });
      twice = new Twice({ name: 'twice' });
      dense = layers.Dense(3);
      override call(x: never): never {
        const map = this.twice(this.conv(x));
        const mean = keras.ops.mean(map, { axis: [1, 2] });
        return this.dense(mean) as never;
      }
    }
    const model = new Mine();
    const x = pictures(2);
    const network = networkOf(model, x);
    expect(network.uses.map(({ type, from }) => `${type} ${from.join(',')}`)).toEqual([
      'InputLayer ',
      'Conv2D 0',
      'Twice 1',
      'keras.ops 2',
      'Dense 3',
    ]);
    const results = network.run(network.sample(0));
    check(network, results);
    expect(Array.from(results[4]!.data)).toEqual(Array.from(toTyped(model.predictOnBatch(x).at(0))));
  });

  it('one that has not seen its input is built for this one; weights are those of now', () => {
    const model = keras.Sequential([layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(2)]);
    const network = networkOf(model, pictures(1)); // one picture of a batch
    expect(network.uses).toHaveLength(4);
    const before = network.run(network.sample(0))[3]!.data.slice();
    model.setWeights(model.getWeights().map((w) => w.mul(0).add(1)));
    const results = network.run(network.sample(0));
    expect(Array.from(results[3]!.data)).not.toEqual(Array.from(before));
    check(network, results);
  });

  it('several inputs and outputs; whole numbers', () => {
    const [a, b] = [keras.Input([4]), keras.Input([3], { dtype: 'int32' })];
    const words = layers.Embedding(5, 2)(b);
    const joined = layers.Concatenate()([a, layers.Flatten()(words)]);
    const model = keras.Model([a, b], [layers.Dense(2)(joined), layers.Activation('sigmoid')(joined)]);
    const x = [rng.uniform(0, 1, [2, 4]), np.array([[0, 1, 2], [4, 3, 0]])] as const; // prettier-ignore
    const network = networkOf(model, x);
    const results = network.run(network.sample(1));
    expect(network.outputs).toHaveLength(2);
    check(network, results);
  });

  it('numbers that are none are counted and said, and travel', () => {
    const model = keras.Sequential([keras.Input([4, 4, 1]), layers.Conv2D(1, 3), layers.Flatten()]);
    const x = np.zeros([1, 4, 4, 1]);
    x.set(0, 1, 1, 0, NaN);
    const network = networkOf(model, x);
    const line = new PageLine(network);
    const { answer } = line.hear({ ask: 1, do: 'show', picture: 0 }, []);
    expect(answer).toMatchObject({ ranges: [[0, 0, 1], [0, 0, 4], [0, 0, 4]] }); // prettier-ignore
    const told = line.hear({ ask: 2, do: 'explain', use: 1, place: [0, 0, 0] }, []).answer;
    expect(answerOf(textOf(told))).toMatchObject({ explained: { value: NaN } });
    expect(plot.explore(model, x).toSVG()).toMatch(/^<svg /);
  });
});

describe('in the notebook', () => {
  // As the notebook stores it.
  const exploredOf = (...call: Parameters<typeof plot.explore>): Explored =>
    JSON.parse(JSON.stringify(plot.explore(...call).explored)) as Explored;

  it('weights and pictures go along as they are, of small networks; maps of others', () => {
    const x = rng.integers(0, 256, [20, 8, 8, 1]).div(255);
    const small = exploredOf(branched(), x, { picture: 3 });
    expect(small).toMatchObject({ computes: true, total: 20, first: 3, still: [], scores: [] });
    expect(small.places).toEqual([3, 0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(Array.from(unpack(small.pictures[1]![0]!))).toEqual(Array.from(toTyped(x.at(0).astype('float32'))));
    const large = exploredOf(branched(), x, { weights: 100, maps: 2 });
    expect(large.computes).toBe(false);
    expect([large.still[1], large.still[2]!.length]).toEqual([null, 2]); // of `left` the weights fit
    expect(unpack(large.scores[0]!)).toHaveLength(10);
    expect(JSON.stringify(large).length).toBeLessThan(40_000);
  });

  it('a line in a terminal', () => {
    const model = keras.Sequential([keras.Input([4, 4, 1]), layers.Flatten(), layers.Dense(2, { kernelInitializer: 'ones' })], { name: 'tiny' }); // prettier-ignore
    const shown = plot.explore(model, np.ones([4, 4, 1]), { names: ['cat', 'dog'] });
    expect(String(shown)).toMatchInlineSnapshot(
      `"The network 'tiny' from the inside: 2 layers from 4×4×1 to 2, with the maps of picture 0. Largest output: cat (16)."`,
    );
  });

  it('packed numbers are the same numbers', () => {
    const many = Float32Array.from({ length: 999 }, (_, i) => Math.sin(i));
    const few = Float32Array.from({ length: 999 }, (_, i) => (i % 7) / 255 - 0.1);
    for (const data of [many, few, Float32Array.of(), Float32Array.of(NaN, Infinity, -0, 3)]) {
      expect(unpack(JSON.parse(JSON.stringify(pack(data))) as never)).toEqual(data.map((v) => v + 0));
    }
    expect(pack(many)).toHaveProperty('floats');
    expect(pack(few)).toHaveProperty('bytes');
  });
});

describe('what a page asks', () => {
  it('is answered, and what makes no sense gets an error as its answer', () => {
    const network = networkOf(branched(), pictures(2));
    const line = new PageLine(network);
    const drawn = new Uint8Array(new Float32Array(64).fill(0.5).buffer);
    expect(line.hear({ ask: 1, do: 'draw' }, [drawn])).toMatchObject({ answer: { ask: 1 }, buffers: [drawn] });
    const { answer, buffers } = line.hear({ ask: 2, do: 'maps', use: 1, channels: [0, 2], most: 4 }, []);
    expect(answer).toMatchObject({ maps: [{ rows: 4, columns: 4, step: 2 }, { rows: 4, columns: 4, step: 2 }] }); // prettier-ignore
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual([64, 64]);
    const wrong: readonly (readonly [unknown, readonly Uint8Array[]])[] = [
      [null, []],
      [{ do: 'show', picture: 0 }, []],
      [{ ask: 3, do: 'shwo' }, []],
      [{ ask: 4, do: 'show', picture: 2 }, []],
      [{ ask: 5, do: 'draw' }, [new Uint8Array(3)]],
      [{ ask: 6, do: 'maps', use: 99, channels: [0], most: 4 }, []],
      [{ ask: 7, do: 'maps', use: 1, channels: 'all', most: 4 }, []],
      [{ ask: 8, do: 'explain', use: 1, place: [8, 0, 0] }, []],
      [{ ask: 9, do: 'explain', use: 1, place: 5 }, []],
    ];
    const said = wrong.map(([question, given]) => JSON.stringify(line.hear(question, given).answer)).join('\n');
    expect(said).toMatchInlineSnapshot(`
      "{"ask":null,"error":"plot.explore: a message says ask (a number) and do: show, draw, maps or explain. Received ask undefined."}
      {"ask":null,"error":"plot.explore: a message says ask (a number) and do: show, draw, maps or explain. Received ask undefined."}
      {"ask":3,"error":"plot.explore: a message says ask (a number) and do: show, draw, maps or explain. Received do 'shwo'."}
      {"ask":4,"error":"plot.explore: picture is a whole number below 2. Received picture 2."}
      {"ask":5,"error":"plot.explore: a drawn picture has shape (8, 8, 1). Received buffers of 3 bytes."}
      {"ask":6,"error":"plot.explore: use is a whole number below 13. Received use 99."}
      {"ask":7,"error":"plot.explore: a message says ask (a number) and do: show, draw, maps or explain. Received channels 'all'."}
      {"ask":8,"error":"plot.explore: place is a whole number below 8. Received place 8."}
      {"ask":9,"error":"plot.explore: a message says ask (a number) and do: show, draw, maps or explain. Received place 5."}"
    `);
    // It goes on.
    expect(line.hear({ ask: 10, do: 'explain', use: 1, place: [0, 0, 0] }, []).answer).toHaveProperty('explained');
  });
});

it('what does not fit is refused, in both languages', () => {
  const model = branched();
  const calls = [
    () => plot.explore(layers.Dense(2, { name: 'alone' }) as never, np.zeros([1, 2])),
    () => plot.explore(null as never, np.zeros([1, 2])),
    () => plot.explore(pictures(2) as never, model as never),
    () => plot.explore('net.keras' as never, pictures(2)),
    () => plot.explore(Promise.resolve(model) as never, pictures(2)),
    () => plot.explore(model, 'cat.png' as never),
    () => plot.explore(model, undefined as never),
    () => plot.explore(model, { picture: 1 } as never),
    () => plot.explore(keras.Sequential([], { name: 'empty' }), np.zeros([1, 2])),
    () => plot.explore(model, np.zeros([2, 9, 8, 1])),
    () => plot.explore(model, np.zeros([2, 8, 8])),
    () => plot.explore(model, np.zeros([0, 8, 8, 1])),
    () => plot.explore(model, [np.zeros([2, 8, 8, 1]), np.zeros([2, 3])]),
    () => plot.explore(model, pictures(2), { picture: 2 }),
    () => plot.explore(model, pictures(2), { names: ['a', 'b'] }),
    () => plot.explore(model, pictures(2), { map: 3 } as never),
    () => plot.explore(model, pictures(2), { maps: 0 }),
  ];
  const messages = calls.flatMap((call) =>
    (['en', 'ko'] as const).map((language) => {
      setLanguage(language);
      try {
        return call().summary;
      } catch (error) {
        return (error as Error).message;
      } finally {
        setLanguage('en');
      }
    }),
  );
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "plot.explore: the first argument is a model. Received the layer 'alone'. Put it into a model: keras.Sequential([layer]).
    plot.explore: 첫 번째 인수는 모델입니다. 받은 값: 층 'alone'. 모델에 넣으세요: keras.Sequential([layer]).
    plot.explore: the first argument is a model. Received null.
    plot.explore: 첫 번째 인수는 모델입니다. 받은 값: null.
    plot.explore: the first argument is a model. Received an NDArray. The model comes first: plot.explore(model, x).
    plot.explore: 첫 번째 인수는 모델입니다. 받은 값: NDArray 객체. 모델을 먼저 쓰세요: plot.explore(model, x).
    plot.explore: the first argument is a model. Received 'net.keras'. Load it first: await keras.models.loadModel("net.keras").
    plot.explore: 첫 번째 인수는 모델입니다. 받은 값: 'net.keras'. 먼저 불러오세요: await keras.models.loadModel("net.keras").
    plot.explore: the first argument is a model. Received a Promise. It is not there yet: plot.explore(await model, x).
    plot.explore: 첫 번째 인수는 모델입니다. 받은 값: Promise 객체. 아직 다 만들어지지 않았습니다: plot.explore(await model, x).
    plot.explore: the second argument is a picture or a batch of them. Received 'cat.png'. Read it first: await image.imread("cat.png").
    plot.explore: 두 번째 인수는 그림이나 그림의 배치입니다. 받은 값: 'cat.png'. 먼저 읽으세요: await image.imread("cat.png").
    plot.explore: the second argument is a picture or a batch of them. Received undefined. For example plot.explore(model, xTest.at('0:8')).
    plot.explore: 두 번째 인수는 그림이나 그림의 배치입니다. 받은 값: undefined. 예: plot.explore(model, xTest.at('0:8')).
    plot.explore: the second argument is a picture or a batch of them. Received { picture: 1 }. For example plot.explore(model, xTest.at('0:8')).
    plot.explore: 두 번째 인수는 그림이나 그림의 배치입니다. 받은 값: { picture: 1 }. 예: plot.explore(model, xTest.at('0:8')).
    plot.explore: the model has no layers. Received Sequential 'empty'. Add layers: model.add(layers.Conv2D(8, 3)).
    plot.explore: 모델에 층이 없습니다. 받은 값: Sequential 'empty'. 층을 더하세요: model.add(layers.Conv2D(8, 3)).
    plot.explore: the model takes pictures of shape (8, 8, 1), one or a batch. Received an array of shape (2, 9, 8, 1). Resize them with image.resize.
    plot.explore: 모델은 모양이 (8, 8, 1)인 그림 한 장이나 배치를 받습니다. 받은 값: 모양이 (2, 9, 8, 1)인 배열. image.resize로 크기를 바꾸세요.
    plot.explore: the model takes pictures of shape (8, 8, 1), one or a batch. Received an array of shape (2, 8, 8). Give it the axis of channels: x.at('...', np.newaxis).
    plot.explore: 모델은 모양이 (8, 8, 1)인 그림 한 장이나 배치를 받습니다. 받은 값: 모양이 (2, 8, 8)인 배열. 채널 축을 더하세요: x.at('...', np.newaxis).
    plot.explore: there must be at least one picture. Received array (0, 8, 8, 1).
    plot.explore: 그림이 한 장 이상 있어야 합니다. 받은 값: 배열 (0, 8, 8, 1).
    plot.explore: the model takes one array. Received 2 arrays.
    plot.explore: 모델은 배열 하나를 받습니다. 받은 값: 배열 2개.
    plot.explore: picture must be below 2. Received picture 2.
    plot.explore: picture는 2보다 작아야 합니다. 받은 값: picture 2.
    plot.explore: names has a name for each of the 10 outputs. Received 2 names.
    plot.explore: names에는 출력 10개의 이름이 있어야 합니다. 받은 값: 이름 2개.
    plot.explore: there is no option 'map'. Received { map: 3 }. Did you mean 'maps'?
    plot.explore: 'map' 옵션은 없습니다. 받은 값: { map: 3 }. 혹시 'maps'인가요?
    plot.explore: maps must be a whole number from 1 to 64. Received 0.
    plot.explore: maps에 쓸 수 있는 값: 1 이상 64 이하의 정수. 받은 값: 0."
  `);
});

it('what lies in the notebook stays small: names, weights, outputs and maps are bounded', () => {
  const network = keras.Sequential([layers.Input({ shape: [4] }), layers.Dense(3)], { name: 'small' });
  const said = (['en', 'ko'] as const).flatMap((language) => {
    setLanguage(language);
    return [
      { names: ['a'.repeat(1_000_000), 'b', 'c'] },
      { names: Array.from({ length: 3 }, () => 'a'.repeat(200)) },
      { weights: 2_000_000 },
    ].map((options) => {
      try {
        return plot.explore(network, np.ones([1, 4]), options).summary.slice(0, 40);
      } catch (error) {
        return (error as Error).message;
      }
    });
  });
  setLanguage('en');
  plt.close('all');
  expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    plot.explore: names are labels: at most 200 letters each and 200000 in all. Received a name of 1000000 letters.
    The network 'small' from the inside: 1 l
    plot.explore: weights must be a whole number from 0 to 1000000. Received 2000000.
    plot.explore: names는 짧은 이름입니다. 하나에 200글자, 모두 200000글자까지입니다. 받은 값: 1000000글자인 이름.
    네트워크 'small'의 속: 4에서 3까지 층 1개와 그림 0의 맵입니
    plot.explore: weights에 쓸 수 있는 값: 0 이상 1000000 이하의 정수. 받은 값: 2000000.
    "
  `);
  const wide = keras.Sequential([layers.Input({ shape: [4] }), layers.Dense(300_000)]);
  const { scores, still } = plot.explore(wide, np.ones([1, 4])).explored;
  expect([scores, JSON.stringify(still).length < 10_000]).toEqual([[null], true]);
  // 64 maps of each of many layers that the page cannot compute.
  const inputs = layers.Input({ shape: [8, 8, 1] });
  let maps = layers.Conv2D(64, 1)(inputs);
  for (let i = 0; i < 60; i++) maps = layers.Activation('relu')(maps);
  const deep = plot.explore(keras.Model(inputs, maps), np.ones([1, 8, 8, 1]), { maps: 64, weights: 0 }).explored;
  const counts = deep.still.map((each) => each?.length ?? 0);
  expect([Math.max(...counts) < 64, Math.min(...counts.slice(1)) > 8]).toEqual([true, true]);
  expect(JSON.stringify(deep).length).toBeLessThan(500_000);
  plt.close('all');
});
