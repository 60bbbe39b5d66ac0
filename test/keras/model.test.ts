/** @file Models: the lecture's, how they are built, and a beginner's mistakes. */
import { describe, expect, it } from 'vitest';
import { NDArray, np } from '../../src/array/index.ts';
import { type Node } from '../../src/engine/graph/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import type { Model } from '../../src/keras/model/index.ts';
import { resetNames } from '../../src/keras/core/naming.ts';
import { compiled, data, messageOf, small } from './helpers.ts';

const { ops } = keras;
const numbers = (a: NDArray): number[] => Array.from(a.toTyped() as Float32Array);
const { x, y } = data(64);

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

  it('a base called with training: false stays in inference when fit trains it, as the guide of Keras says', async () => {
    const base = keras.Sequential([keras.Input([3]), layers.BatchNormalization(), layers.Dropout(0.5)]);
    const input = keras.Input([3]);
    const model = keras.Model(input, layers.Dense(1)(base(input, { training: false })));
    model.compile({ optimizer: 'sgd', loss: 'mse' });
    const before = base.getWeights().slice(2);
    await model.fit(np.ones([8, 3]).mul(5), np.ones([8, 1]), { verbose: 0 });
    expect(base.getWeights().slice(2)).toEqual(before);
    expect(model.trainableWeights.length).toBe(4);
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
      `"ValueError: fit: there is no option 'batch_size'. Received { batch_size: 3 }. Did you mean 'batchSize'?"`,
    );
    expect(await messageOf(() => image().fit(a, b, { validationSplit: 0.99 }))).toMatchInlineSnapshot(
      `"ValueError: fit: validationSplit must leave samples on both sides. Received 0.99 of 10 samples."`,
    );
    expect(await messageOf(() => image().fit(a, b, { classWeight: { 0: 1 }, sampleWeight: b }))).toMatchInlineSnapshot(
      `"ValueError: fit: classWeight and sampleWeight cannot be given together."`,
    );
  });
});
