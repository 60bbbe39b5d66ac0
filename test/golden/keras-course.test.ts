/** @file What courses write beside layers and fit, against Keras: gradients of gradients and of inner tensors. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { expect, it } from 'vitest';
import type { NDArray } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import type { Model, Tensor } from '../../src/keras/index.ts';
import { expectNear, fill } from './keras-fill.ts';

const { layers: L, ops } = keras;

interface Golden {
  penalty: { value: number; slope: number[]; gradients: (number[] | null)[] };
  inner: { gradient: number[]; heat: number[] };
  spectral: { losses: number[]; names: string[]; weights: number[][]; y: number[] };
  saved: number[];
  ops: { op: string; shape: number[]; y: number[] }[];
  opsModel: { json: string; y: { shape: number[]; data: number[] }[] };
}
const golden = JSON.parse(readFileSync(new URL('data/keras_course.json', import.meta.url), 'utf8')) as Golden;

const numbers = (a: NDArray): ArrayLike<number> => a.toTyped();

function fixed(model: Model): Model {
  model.weights.forEach((w, i) => w.assign(fill(w.shape, 101 + i, 0.5)));
  return model;
}

it('WGAN-GP’s penalty: the gradient of the length of a gradient', () => {
  const critic = fixed(
    keras.Sequential([
      keras.Input([8, 8, 2]),
      L.Conv2D(4, 3, { strides: 2, padding: 'same' }),
      L.LeakyReLU({ negativeSlope: 0.2 }),
      L.Conv2D(3, 3, { activation: 'tanh' }),
      L.Flatten(),
      L.Dense(5, 'sigmoid'),
      L.Dense(1),
    ]),
  );
  const mixed = fill([3, 8, 8, 2], 11);
  let seen: number[] = [];
  const outer = keras.GradientTape(() => {
    const inner = keras.GradientTape((tape) => {
      tape.watch(mixed);
      return critic(mixed, { training: true });
    });
    const [slope] = inner.gradient(ops.sum(critic(mixed)), [mixed]);
    seen = [...(slope as unknown as { numpy(): NDArray }).numpy().toTyped()].map(Number);
    const length = ops.sqrt(ops.sum(ops.square(slope!), { axis: [1, 2, 3] }));
    return ops.mean(ops.square(ops.subtract(length, 1)));
  });
  const gradients = outer.gradient(critic.trainableVariables);
  expectNear('slope', seen, golden.penalty.slope, { rtol: 2e-5, atol: 2e-6 });
  expect(outer.value).toBeCloseTo(golden.penalty.value, 5);
  golden.penalty.gradients.forEach((wanted, i) => {
    const got = numbers(gradients[i]!);
    // where Keras has None, nothing depends on the weight
    if (wanted === null) expect(Array.from(got).every((d) => d === 0)).toBe(true);
    else expectNear(`gradient ${i}`, got, wanted, { rtol: 1e-4, atol: 2e-6 });
  });
});

it('the gradient of a score towards the last feature map (Grad-CAM by a tape)', () => {
  const features = fixed(
    keras.Sequential([keras.Input([8, 8, 1]), L.Conv2D(4, 3, { activation: 'relu' }), L.MaxPooling2D(2)]),
  );
  const head = fixed(keras.Sequential([keras.Input([3, 3, 4]), L.Flatten(), L.Dense(3, 'softmax')]));
  const x = fill([2, 8, 8, 1], 11);
  let maps: Tensor | undefined;
  let score: Tensor | undefined;
  const tape = keras.GradientTape((t) => {
    maps = t.watch(features(x));
    score = head(maps).at(':', 1);
  });
  const gradient = tape.gradient(score!, maps!);
  expectNear('gradient', numbers(gradient), golden.inner.gradient);
  const weights = gradient.mean([1, 2], { keepdims: true });
  expectNear('heat', numbers(ops.relu(maps!.numpy().mul(weights).sum(-1))), golden.inner.heat);
});

it('a model of Keras with these layers, slices and keras.ops opens here, and opens again', async () => {
  const path = fileURLToPath(new URL('data/keras_course.keras', import.meta.url));
  const model = await keras.models.loadModel(path);
  const x = fill([2, 3, 8, 8, 1], 3);
  expectNear('Keras', numbers(await model.predict(x, { verbose: 0 })), golden.saved, { rtol: 1e-4, atol: 1e-5 });
  const mine = join(mkdtempSync(join(tmpdir(), 'course-')), 'model.keras');
  await model.save(mine);
  const again = await keras.models.loadModel(mine);
  expectNear('ours', numbers(await again.predict(x, { verbose: 0 })), golden.saved, { rtol: 1e-4, atol: 1e-5 });
});

it('keras.ops with options in a model of Keras’s, and in ours when it is written again', async () => {
  const { json, y } = golden.opsModel;
  const x = fill([2, 4, 6], 3);
  let model = keras.models.modelFromJSON<NDArray[]>(json);
  for (let round = 0; round < 2; round++) {
    const outputs = await model.predict(x, { verbose: 0 });
    expect(outputs.map((o) => o.shape)).toEqual(y.map(({ shape }) => shape));
    outputs.forEach((o, i) => expectNear(`output ${i}`, numbers(o), y[i]!.data));
    model = keras.models.modelFromJSON<NDArray[]>(model.toJSON());
  }
});

/** What the texts of make_keras_course.py name. */
const NAMES = {
  a: fill([2, 3, 4], 1),
  b: fill([2, 4, 5], 2),
  v: fill([6], 3),
  m: fill([4, 4], 4),
  p: fill([1, 4, 4, 8], 5),
  n: fill([3, 4], 6, 0.4, 0.5),
};

it.each(golden.ops.map((each) => [each.op, each] as const))('%s', (text, { shape, y }) => {
  const m = text === 'ops.erfinv(m)' ? NAMES.m.mul(0.99) : NAMES.m;
  const run = compileFunction(`return ${text}`, ['ops', 'losses', ...Object.keys(NAMES)]) as (...args: unknown[]) => NDArray;
  const plain = run(ops, keras.losses, ...Object.values({ ...NAMES, m }));
  expect(plain.shape).toEqual(shape);
  expectNear('array', Array.from(numbers(plain), Number), y, { rtol: 2e-5, atol: 2e-6 });
  // inside a tape the same, on tensors
  let inside: { numpy(): NDArray } | undefined;
  keras.GradientTape((t) => {
    const tensors = Object.values({ ...NAMES, m }).map((array) => t.watch(array));
    inside = run(ops, keras.losses, ...tensors) as never;
  });
  const values = 'numpy' in inside! ? inside.numpy() : (inside as unknown as NDArray);
  expectNear('tensor', Array.from(numbers(values), Number), y, { rtol: 2e-5, atol: 2e-6 });
});

it('spectral normalisation in three steps of training', () => {
  const model = fixed(
    keras.Sequential([
      keras.Input([6, 6, 2]),
      L.SpectralNormalization(L.Conv2D(4, 3, { activation: 'relu' })),
      L.Flatten(),
      L.SpectralNormalization(L.Dense(3), 2),
      L.SpectralNormalization(L.Dense(1), { name: 'last' }),
    ]),
  );
  const { losses, names, weights, y } = golden.spectral;
  expect(model.weights.map((w) => w.path.replace(/^\w+\//, ''))).toEqual(names.map((name) => name.split('/').at(-1)));
  const kernel = model.weights.find(({ shape }) => shape.join() === '3,1')!;
  kernel.assign(kernel.numpy().mul(0));
  model.compile(keras.optimizers.SGD(0.1), 'mse');
  const [x, labels] = [fill([5, 6, 6, 2], 3), fill([5, 1], 4)];
  expectNear('losses', [1, 2, 3].map(() => model.trainOnBatch(x, labels) as number), losses, { rtol: 1e-5, atol: 1e-6 });
  model.weights.forEach((w, i) => expectNear(w.path, w.numpy().toTyped(), weights[i]!, { rtol: 1e-4, atol: 1e-6 }));
  expectNear('predictions', model.predictOnBatch(x).toTyped(), y, { rtol: 1e-4, atol: 1e-6 });
});
