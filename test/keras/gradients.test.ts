/**
 * @file In what mode layers run when gradients are taken: as in `predict`, unless a call says `training: true`, which then
 * holds for every layer inside (Keras's rule). Oracle: what predict gives, and differences of it.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import type { Node } from '../../src/engine/graph/index.ts';
import { keras } from '../../src/keras/index.ts';
import type { Layer } from '../../src/keras/core/layer.ts';

const { layers, ops } = keras;

beforeEach(() => keras.utils.setRandomSeed(7));

/** An own layer that does not pass the mode on to the layers inside it. */
class Own extends layers.Layer {
  readonly dropout = layers.Dropout(0.5);
  readonly norm = layers.BatchNormalization();
  override call(x: never) {
    return this.norm(this.dropout(x));
  }
}

function nested(): Layer {
  const input = keras.Input([4]);
  const inner = keras.Sequential([layers.Dropout(0.5), layers.BatchNormalization()]);
  return keras.Model(input, layers.GaussianNoise(1)(inner(input)));
}

/** Every kind of thing that computes otherwise in training. */
const THINGS: Record<string, () => Layer> = {
  Dropout: () => layers.Dropout(0.5),
  SpatialDropout1D: () => keras.Sequential([layers.Reshape([2, 2]), layers.SpatialDropout1D(0.5)]),
  GaussianNoise: () => layers.GaussianNoise(1),
  GaussianDropout: () => layers.GaussianDropout(0.5),
  BatchNormalization: () => layers.BatchNormalization(),
  'a Sequential': () => keras.Sequential([keras.Input([4]), layers.BatchNormalization(), layers.Dropout(0.5)]),
  'a Sequential in a functional model': nested,
  'a layer of one’s own': () => new Own(),
};

const x = np.array([
  [1, 2, 3, 4],
  [2, -1, 0, 5],
  [0, 1, 4, -3],
]);

/** Statistics that are not those of a fresh layer, so that a wrong mode shows. */
function made(name: string): Layer {
  const layer = THINGS[name]!();
  layer(x);
  for (const w of layer.weights) w.assign(np.random.uniform(0.5, 2, w.shape));
  return layer;
}

const scalar = (layer: Layer, options?: { training: boolean }) => (v: Node) =>
  ops.sum(ops.multiply(layer(v, options), layer(v, options)));

describe.each(Object.keys(THINGS))('%s', (name) => {
  const value = (layer: Layer, a: NDArray): number => {
    const y = layer(a);
    return y.mul(y).sum();
  };

  it('grad, valueAndGrad and GradientTape compute as predict does', () => {
    const layer = made(name);
    const before = layer.getWeights().map((w) => w.toList());
    const plain = value(layer, x);
    const { value: v, gradients } = keras.valueAndGrad(scalar(layer))(x);
    expect(v.item()).toBeCloseTo(plain, 3);
    const h = 1e-2;
    for (const [i, j] of [
      [0, 0],
      [1, 3],
      [2, 2],
    ] as const) {
      const move = (by: number): number => {
        const moved = x.astype('float64');
        moved.set(i, j, x.item(i, j) + by);
        return value(layer, moved);
      };
      const slope = (move(h) - move(-h)) / (2 * h);
      expect(gradients[0]!.item(i, j)).toBeCloseTo(slope, 1);
      expect(keras.grad(scalar(layer))(x).item(i, j)).toBe(gradients[0]!.item(i, j));
    }
    const tape = keras.GradientTape(() => ops.sum(ops.square(layer(x) as unknown as Node)));
    expect(tape.value).toBeCloseTo(plain, 3);
    tape.gradient(layer.trainableWeights);
    expect(layer.getWeights().map((w) => w.toList())).toEqual(before);
  });

  it('training: true holds for all layers inside', () => {
    const layer = made(name);
    const statistics = () => layer.nonTrainableWeights.map((w) => w.numpy().toList());
    const before = statistics();
    const plain = value(layer, x);
    const tape = keras.GradientTape(() => ops.sum(ops.square(layer(x, { training: true }) as unknown as Node)));
    expect(Math.abs(tape.value - plain)).toBeGreaterThan(1e-3);
    const moved = statistics();
    if (before.length > 0) expect(moved).not.toEqual(before);
    tape.gradient(layer.trainableWeights);
    expect(statistics()).toEqual(moved); // once for each tape
    const { value: v } = keras.valueAndGrad(scalar(layer, { training: true }))(x);
    expect(Math.abs(v.item() - plain)).toBeGreaterThan(1e-3);
    if (before.length > 0) expect(statistics()).not.toEqual(moved);
  });
});

it('random masks go on from call to call', () => {
  const dropout = layers.Dropout(0.5);
  const mask = () =>
    keras
      .grad((v: Node) => ops.sum(dropout(v, { training: true })))(np.ones([1, 64]))
      .toList();
  expect(mask()).not.toEqual(mask());
});

it('training: false holds for all layers inside, also in fit', async () => {
  class Frozen extends layers.Layer {
    readonly inner = new Own();
    override call(v: never) {
      return this.inner(v, { training: false });
    }
  }
  const layer = new Frozen();
  const model = keras.Sequential([keras.Input([4]), layer]);
  model.compile('sgd', 'mse');
  const before = layer.nonTrainableWeights.map((w) => w.numpy().toList());
  await model.fit(x, x, { epochs: 2, verbose: 0 });
  expect(layer.nonTrainableWeights.map((w) => w.numpy().toList())).toEqual(before);
});

it('an attack by the sign of the gradient raises the loss of what predict says', async () => {
  const model = keras.Sequential([
    keras.Input([8]),
    layers.Dense(16, 'relu'),
    layers.BatchNormalization(),
    layers.Dropout(0.5),
    layers.Dense(3, 'softmax'),
  ]);
  const data = np.random.normal(0, 1, [64, 8]);
  const labels = data.at(':', '0:3').argmax(1);
  model.compile('adam', 'sparse_categorical_crossentropy');
  await model.fit(data, labels, { epochs: 5, verbose: 0 });
  const loss = keras.losses.SparseCategoricalCrossentropy();
  const clean = await model.evaluate(data, labels, { verbose: 0 });
  const slope = keras.grad((v: Node) => loss(labels, model(v)))(data);
  expect(slope.ne(0).astype('float64').sum()).toBeGreaterThan(500);
  const attacked = await model.evaluate(data.add(np.sign(slope).mul(0.1)), labels, { verbose: 0 });
  expect(attacked).toBeGreaterThan(clean * 1.05);
});
