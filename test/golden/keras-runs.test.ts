/**
 * @file Whole training runs against Keras 3: the loss of each of 100 steps from equal weights and batches, and what fit,
 * evaluate and predict give with splits, weights, several inputs and outputs.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fromTyped, type NDArray } from '../../src/array/index.ts';
import { getExecutor } from '../../src/engine/graph/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import { type OptimizerLike } from '../../src/keras/optimizers/index.ts';
import { type CompileOptions, type FitOptions, type Model } from '../../src/keras/model/index.ts';
import { expectNear, fill, pictures, startBits } from './keras-fill.ts';
import { realData } from '../real-data.ts';

interface Fit {
  history: Record<string, number[]>;
  epoch: number[];
  params: Record<string, number>;
}
interface Runs {
  small: Record<string, number[]>;
  mixed: number[];
  mixed_final: number[][];
  fashion: number[];
  fashion_real?: number[];
  fashion_real_sgd?: number[];
  'fashion_real_adam_1e-05'?: number[];
  fits: Record<string, Fit>;
  evaluate: number[];
  evaluate_dict: Record<string, number>;
  predict: number[];
  two: { history: Record<string, number[]>; layers: string[]; weights: number[][]; evaluate: number[] };
}
const runs = JSON.parse(readFileSync(new URL('data/keras_runs.json', import.meta.url), 'utf8')) as Runs;
const SPARSE = 'sparse_categorical_crossentropy';

function fashionCnn(side: number, f: readonly number[]): Model {
  return keras.Sequential([
    layers.Conv2D({ filters: f[0]!, kernelSize: [3, 3], padding: 'same', activation: 'relu', inputShape: [side, side, 1] }),
    layers.MaxPooling2D([2, 2], { strides: 2 }),
    layers.Conv2D({ filters: f[1]!, kernelSize: [3, 3], padding: 'same', activation: 'relu' }),
    layers.MaxPooling2D([2, 2], { strides: 2 }),
    layers.Conv2D({ filters: f[2]!, kernelSize: [3, 3], padding: 'same', activation: 'relu' }),
    layers.Flatten(),
    layers.Dense(f[3]!, { activation: 'relu' }),
    layers.Dense(f[4]!, { activation: 'relu' }),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
}

function rows(a: NDArray, from: number, to: number): NDArray {
  const size = a.shape.slice(1).reduce((x, y) => x * y, 1);
  return fromTyped(a.toTyped().slice(from * size, to * size), [to - from, ...a.shape.slice(1)]);
}

function losses(model: Model, x: NDArray, y: NDArray, optimizer: OptimizerLike, loss: string, steps: number, batch: number): number[] {
  startBits(model.trainableWeights);
  model.compile({ optimizer, loss, metrics: ['accuracy'] });
  const n = x.shape[0]!;
  return Array.from({ length: steps }, (_, s) => {
    const i = (s * batch) % (n - batch + 1);
    model.resetMetrics();
    return (model.trainOnBatch(rows(x, i, i + batch), rows(y, i, i + batch)) as number[])[0]!;
  });
}

function oneHot(y: NDArray, classes: number): NDArray {
  const data = new Float32Array(y.size * classes);
  (y.toTyped() as Int32Array).forEach((label, i) => (data[i * classes + label] = 1));
  return fromTyped(data, [y.size, classes]);
}

/** The gap between two runs of losses, each step relative to Keras's. */
function gap(got: readonly number[], wanted: readonly number[]): number {
  expect(got.length).toBe(wanted.length);
  return Math.max(...got.map((v, i) => Math.abs(v - wanted[i]!) / Math.max(Math.abs(wanted[i]!), 1e-2)));
}

describe('100 steps of training follow the losses of Keras within 1e-3', () => {
  it.each(['adam', 'sgd', 'rmsprop'])('a small CNN with %s', (optimizer) => {
    const { x, y } = pictures(640, 12, 10, 42);
    const got = losses(fashionCnn(12, [8, 6, 4, 16, 12]), x, y, optimizer, SPARSE, 100, 16);
    expect(gap(got, runs.small[optimizer]!)).toBeLessThan(1e-3);
  });

  it('batch and layer normalisation, depthwise convolution, PReLU, l2, one-hot labels', () => {
    const { x, y } = pictures(640, 12, 10, 42);
    const model = keras.Sequential([
      layers.Conv2D(6, 3, { activation: 'relu', inputShape: [12, 12, 1] }),
      layers.BatchNormalization(),
      layers.AveragePooling2D(2),
      layers.DepthwiseConv2D(3, { padding: 'same' }),
      layers.LayerNormalization(),
      layers.PReLU({ sharedAxes: [1, 2] }),
      layers.GlobalAveragePooling2D(),
      layers.Dense(10, { activation: 'softmax', kernelRegularizer: 'l2' }),
    ]);
    const got = losses(model, x, oneHot(y, 10), 'adam', 'categorical_crossentropy', 100, 16);
    expect(gap(got, runs.mixed)).toBeLessThan(1e-3);
    model.getWeights().forEach((w, i) => {
      expectNear(`weight ${i}`, w.toTyped(), runs.mixed_final[i]!, { rtol: 1e-2, atol: 2e-3 });
    });
  });

  const name = 'the Fashion-MNIST CNN of the lecture';
  it(`${name}, batch 32 (the first 20 steps only on the plain interpreter)`, () => {
    const { x, y } = pictures(640, 28, 10, 43);
    const model = fashionCnn(28, [64, 32, 16, 256, 128]);
    expect(model.countParams()).toBe(258874);
    const steps = getExecutor().name === 'plain' ? 20 : 100;
    const got = losses(model, x, y, 'adam', SPARSE, steps, 32);
    expect(gap(got, runs.fashion.slice(0, steps))).toBeLessThan(1e-3);
  });

  const folder = realData('fashion-mnist') ?? '';
  const images = `${folder}/fashion-mnist/train-images-idx3-ubyte.gz`;
  // On real pictures Adam's steps of full length amplify rounding: Keras run twice (oneDNN on and off) differs from itself
  // by 1e-3 from step 32 on and by up to 6e-2 at step 74. So Adam 1e-3 is held for as long as that is far off.
  it.for([
    ['sgd', 100, runs.fashion_real_sgd!],
    ['adam, rate 1e-5', 100, runs['fashion_real_adam_1e-05']!],
    ['adam', 10, runs.fashion_real!],
  ] as const)('the same on real Fashion-MNIST pictures with %s, %i steps (skipped where the data set is not)', ([name, most, wanted], ctx) => {
    if (!existsSync(images)) ctx.skip(`no ${images}`);
    const raw = gunzipSync(readFileSync(images));
    const labels = gunzipSync(readFileSync(images.replace('images-idx3', 'labels-idx1')));
    const x = fromTyped(Float32Array.from(raw.subarray(16, 16 + 3200 * 784), (v) => v / 255), [3200, 28, 28, 1]);
    const y = fromTyped(Int32Array.from(labels.subarray(8, 8 + 3200)), [3200]);
    const steps = getExecutor().name === 'plain' ? 10 : most;
    const optimizer = name === 'adam, rate 1e-5' ? keras.optimizers.Adam(1e-5) : name;
    const got = losses(fashionCnn(28, [64, 32, 16, 256, 128]), x, y, optimizer, SPARSE, steps, 32);
    expect(gap(got, wanted.slice(0, steps))).toBeLessThan(1e-3);
  });
});

const { x, y } = pictures(60, 12, 10, 44);
function tiny(): Model {
  return keras.Sequential([
    keras.Input({ shape: [12, 12, 1] }),
    layers.Flatten(),
    layers.Dense(8, { activation: 'relu' }),
    layers.Dense(10, { activation: 'softmax' }),
  ]);
}
const base: CompileOptions = { optimizer: 'adam', loss: SPARSE, metrics: ['accuracy'] };
const FITS: Record<string, [CompileOptions, FitOptions]> = {
  split: [base, { epochs: 3, validationSplit: 0.25, batchSize: 16 }],
  class_weight: [{ ...base, weightedMetrics: ['accuracy'] }, { epochs: 2, classWeight: { 0: 2, 3: 0.5 } }],
  sample_weight: [base, { epochs: 2, sampleWeight: fill([60], 5, 1, 1), batchSize: 25 }],
  steps: [base, { epochs: 2, stepsPerEpoch: 2, batchSize: 10 }],
  freq: [base, { epochs: 4, validationData: [rows(x, 0, 20), rows(y, 0, 20)], validationFreq: 2 }],
  initial: [base, { epochs: 5, initialEpoch: 3 }],
};

describe('fit, evaluate and predict give what Keras gives', () => {
  it.each(Object.keys(FITS))('fit: %s', async (name) => {
    const wanted = runs.fits[name]!;
    const model = tiny();
    startBits(model.trainableWeights);
    model.compile(FITS[name]![0]);
    const history = await model.fit(x, y, { verbose: 0, shuffle: false, ...FITS[name]![1] });
    expect(Object.keys(history.history)).toEqual(Object.keys(wanted.history));
    for (const [key, values] of Object.entries(wanted.history)) {
      expectNear(key, history.history[key]!, values, { rtol: 2e-5, atol: 1e-6 });
    }
    expect(history.epoch).toEqual(wanted.epoch);
    expect(history.params).toEqual(wanted.params);
  });

  it('evaluate as list and object, predict', async () => {
    const model = tiny();
    startBits(model.trainableWeights);
    const top3 = keras.metrics.SparseTopKCategoricalAccuracy(3, { name: 'top3' });
    model.compile({ optimizer: 'sgd', loss: SPARSE, metrics: ['accuracy', top3] });
    expectNear('evaluate', await model.evaluate(x, y, { verbose: 0, batchSize: 25 }), runs.evaluate);
    const named = await model.evaluate(x, y, { verbose: 0, returnDict: true });
    expect(Object.keys(named).sort()).toEqual(Object.keys(runs.evaluate_dict).sort());
    for (const [key, value] of Object.entries(runs.evaluate_dict)) expect(named[key]).toBeCloseTo(value, 5);
    const p = await model.predict(rows(x, 0, 5), { verbose: 0 });
    expectNear('predict', p.toTyped(), runs.predict);
  });

  it('two inputs, two outputs, a shared layer, a nested model', async () => {
    const a = keras.Input({ shape: [12, 12, 1], name: 'a' });
    const b = keras.Input({ shape: [3], name: 'b' });
    const shared = layers.Dense(4, { activation: 'tanh', name: 'shared' });
    const flat = layers.Flatten()(a);
    const joined = layers.Concatenate()([shared(layers.Dense(3, { name: 'pre' })(flat)), shared(b)]);
    const inner = keras.Sequential([keras.Input({ shape: [8] }), layers.Dense(6, { activation: 'relu' }), layers.Dense(5)], {
      name: 'inner',
    });
    const h = inner(joined);
    const two = keras.Model(
      [a, b],
      [
        layers.Dense(10, { activation: 'softmax', name: 'kind' })(h),
        layers.Dense(1, { name: 'size', kernelRegularizer: 'l1' })(h),
      ],
    );
    const names = two.layers.map((l) => l.name).filter((n) => !/^(flatten|concatenate)/.test(n));
    expect(names).toEqual(runs.two.layers);
    expect(two.getWeights().map((w) => w.shape)).toEqual(runs.two.weights);
    startBits(two.trainableWeights);
    two.compile({ optimizer: 'adam', loss: [SPARSE, 'mse'], lossWeights: [1, 0.25], metrics: [['accuracy'], ['mae']] });
    const xs = [x, fill([60, 3], 8)];
    const ys = [y, fill([60, 1], 9)];
    const history = await two.fit(xs, ys, { epochs: 3, verbose: 0, shuffle: false, batchSize: 16, validationSplit: 0.2, validationBatchSize: 6 });
    expect(Object.keys(history.history)).toEqual(Object.keys(runs.two.history));
    for (const [key, values] of Object.entries(runs.two.history)) {
      expectNear(key, history.history[key]!, values, { rtol: 1e-4, atol: 1e-5 });
    }
    expectNear('evaluate', await two.evaluate(xs, ys, { verbose: 0, batchSize: 20 }), runs.two.evaluate, { rtol: 1e-4, atol: 1e-5 });
  });
});
