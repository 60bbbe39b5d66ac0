/** @file What the editor knows of results, so that notebooks need no casts: checked by the compiler, run once. */
import { expect, expectTypeOf, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { ImageDataGenerator } from '../../src/datasets/augment/index.ts';
import type { Tensor } from '../../src/keras/index.ts';
import * as keras from '../../src/keras/keras.ts';

const { layers } = keras;

it('evaluate, predict, history and batches have the types that lecture code uses', async () => {
  const [x, y] = [np.zeros([8, 6, 6, 1]), np.zeros([8])];
  const model = keras.Sequential([
    layers.Conv2D(2, 3, 1, 'same', { inputShape: [6, 6, 1] }),
    layers.MaxPooling2D(2, 2, 'valid'),
    layers.Flatten(),
    layers.Dense(2, 'softmax'),
  ]);
  model.compile('adam', 'sparse_categorical_crossentropy', { metrics: ['accuracy'] });
  const flow = ImageDataGenerator({ rescale: 1 }).flow(x, y, { batchSize: 4 });
  const { history } = await model.fit(flow, { stepsPerEpoch: 2, verbose: 0 });
  expectTypeOf(history).toEqualTypeOf<Record<string, number[]>>();
  const [loss, accuracy] = await model.evaluate(x, y, { verbose: 0 });
  expectTypeOf(loss!).toBeNumber();
  expect([loss, accuracy].every(Number.isFinite)).toBe(true);
  expectTypeOf(await model.predict(x, { verbose: 0 })).toEqualTypeOf<NDArray>();
  const [bx, by] = await flow.next();
  expectTypeOf(bx).toEqualTypeOf<NDArray>();
  expectTypeOf(by).toEqualTypeOf<NDArray>();
  expect([bx.shape, by.shape]).toEqual([[4, 6, 6, 1], [4]]);
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy' });
  const lone: number = await model.evaluate(x, y, { verbose: 0 });
  expect(lone).toBeTypeOf('number');
});

it('predict has the type of what it gives: an array, or a list for several outputs', async () => {
  const input = keras.Input([3]);
  const [a, b] = [layers.Dense(2)(input), layers.Dense(1)(input)];
  const x = np.ones([4, 3]);
  const two = keras.Model(input, [a, b]);
  const [first, second] = await two.predict(x, { verbose: 0 });
  expect([first!.shape, second!.shape]).toEqual([
    [4, 2],
    [4, 1],
  ]);
  expectTypeOf(await two.predict(x, { verbose: 0 })).toEqualTypeOf<NDArray[]>();
  expectTypeOf(two.predictOnBatch(x)).toEqualTypeOf<NDArray[]>();
  const tape = keras.GradientTape((t) => {
    const [left, right] = two(t.watch(x));
    expectTypeOf(left!).toEqualTypeOf<Tensor>();
    return keras.ops.add(keras.ops.sum(left!), keras.ops.sum(right!));
  });
  expect(tape.gradient(x).shape).toEqual(x.shape);
  const [again] = two(x);
  expectTypeOf(again!).toEqualTypeOf<NDArray>();
  const [symbol] = two(input);
  expectTypeOf(symbol!).toEqualTypeOf<keras.KerasTensor>();
  const maps = keras.Model({ inputs: input, outputs: [a, b].map((t) => t) });
  expectTypeOf(await maps.predict(x, { verbose: 0 })).toEqualTypeOf<NDArray[]>();
  for (const one of [keras.Model(input, a), keras.Model(input, [a]), keras.Model({ inputs: input, outputs: a })]) {
    expectTypeOf(await one.predict(x, 2, 0)).toEqualTypeOf<NDArray>();
    expect((await one.predict(x, 2, 0)).shape).toEqual([4, 2]);
  }
  const copy = keras.models.cloneModel(two);
  expectTypeOf(copy.predictOnBatch(x)).toEqualTypeOf<NDArray[]>();
  expect(copy.predictOnBatch(x)).toHaveLength(2);
  two.compile({ loss: 'mse' });
  const y = [np.ones([4, 2]), np.ones([4, 1])];
  const [loss] = await two.evaluate(x, y, 2, 0);
  expect(loss).toBeGreaterThan(0);
  class Own extends keras.Model {
    readonly dense = layers.Dense(1);
    override call(inputs: never) {
      return this.dense(inputs);
    }
  }
  expectTypeOf(await new Own().predict(x, { verbose: 0 })).toEqualTypeOf<NDArray>();
});

it('initializers, schedules, the tape and the optimizer are called as in Keras', () => {
  const { initializers, optimizers, ops } = keras;
  const values = initializers.HeNormal({ seed: 1 })([2, 3]);
  expectTypeOf(values).toEqualTypeOf<NDArray>();
  expect(values.toTyped()).toEqual(initializers.HeNormal({ seed: 1 }).call([2, 3]));
  expect(initializers.Constant(3)([2]).toList()).toEqual([3, 3]);
  // lr · rate^(step / steps) = 0.1 · 0.96^0.5
  expect(optimizers.schedules.ExponentialDecay(0.1, 100, 0.96)(50)).toBeCloseTo(0.0979796, 6);
  expect(optimizers.SGD(optimizers.schedules.ExponentialDecay(0.1, 100, 0.96)).learningRate).toBeCloseTo(0.1, 6);

  const dense = layers.Dense(1, { kernelInitializer: 'ones', useBias: false });
  dense(np.ones([1, 2]));
  const weights = dense.trainableVariables;
  const tape = keras.GradientTape(() => ops.sum(dense(np.array([[1, 2]]))));
  const grads = tape.gradient(weights);
  optimizers.SGD(0.5).applyGradients(grads, weights); // 1 - 0.5 · [1, 2]
  expect(dense.getWeights()[0]!.toList()).toEqual([[0.5], [0]]);
  optimizers.SGD(0.5).applyGradients(grads.map((gradient, i) => [gradient, weights[i]!]));
  expect(dense.getWeights()[0]!.toList()).toEqual([[0], [-1]]);
  expect(() => optimizers.SGD().applyGradients(grads, [])).toThrowErrorMatchingInlineSnapshot(
    `[ValueError: applyGradients: needs one gradient for each weight. Received 1 and 0.]`,
  );
});
