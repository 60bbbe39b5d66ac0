/** @file What a beginner gets wrong, and what is said about it: labels, functions of one's own, data of the wrong shape. */
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import type { LossLike } from '../../src/keras/losses/index.ts';
import { messageOf } from './helpers.ts';

const { layers, losses, metrics, ops } = keras;

const x = np.random.rand(12, 4);
const classes = np.arange(12).mod(10);

function classifier(loss: LossLike, units = 5, activation = 'softmax') {
  const model = keras.Sequential([keras.Input([4]), layers.Dense(units, { activation })]);
  model.compile({ loss });
  return model;
}

describe('class numbers out of range', () => {
  const told =
    'ValueError: sparse_categorical_crossentropy: labels must lie in 0 … 4, because the last layer has 5 units. Received labels from 0 to 9. The last layer needs one unit per class: Dense(10, …).';

  it('are refused however the loss is given', async () => {
    for (const loss of [
      'SparseCategoricalCrossentropy',
      losses.SparseCategoricalCrossentropy(),
      losses.sparseCategoricalCrossentropy,
    ]) {
      expect(await messageOf(() => classifier(loss as LossLike).fit(x, classes, { verbose: 0 }))).toBe(told);
    }
  });

  it('are refused in evaluate, validation, generators and single steps', async () => {
    const model = classifier('sparse_categorical_crossentropy');
    const batches = [[x, classes] as const];
    expect(await messageOf(() => model.evaluate(x, classes, { verbose: 0 }))).toBe(told);
    expect(await messageOf(() => model.fit(x, classes.mod(5), { verbose: 0, validationData: [x, classes] }))).toBe(
      told,
    );
    expect(await messageOf(() => model.fit(() => batches, { verbose: 0 }))).toBe(told);
    expect(await messageOf(() => model.trainOnBatch(x, classes))).toBe(told);
    expect(model.history!.history['loss'] ?? []).toEqual([]);
  });

  it('are allowed where ignoreClass says so, and refused in one of several outputs', async () => {
    const loss = losses.SparseCategoricalCrossentropy({ ignoreClass: 255 });
    await classifier(loss, 10).fit(x, np.full([12], 255), { verbose: 0 });
    const input = keras.Input([4]);
    const two = keras.Model(input, [layers.Dense(1)(input), layers.Dense(5, { activation: 'softmax' })(input)]);
    two.compile({ loss: ['mse', 'sparse_categorical_crossentropy'] });
    expect(await messageOf(() => two.fit(x, [x.sum(1), classes], { verbose: 0 }))).toContain('labels from 0 to 9');
  });
});

describe('functions of one’s own', () => {
  it('must give a tensor of keras.ops', async () => {
    const says = async (loss: unknown) =>
      await messageOf(() => classifier(loss as LossLike, 1, 'linear').fit(x, x.sum(1), { verbose: 0 }));
    function squares(a: number, b: number) {
      return (a - b) ** 2;
    }
    expect(await says(squares)).toMatchInlineSnapshot(`"ValueError: loss squares: must give a tensor made with keras.ops. Received NaN. In models, losses and metrics use keras.ops (ops.mean, ops.square, ops.multiply …) instead of np and + - * /, and return the result."`);
    expect(await says(() => undefined)).toMatchInlineSnapshot(`"ValueError: loss function: must give a tensor made with keras.ops. Received undefined. In models, losses and metrics use keras.ops (ops.mean, ops.square, ops.multiply …) instead of np and + - * /, and return the result."`);
    class Twice extends layers.Layer {
      override call(inputs: unknown) {
        return ((inputs as number) * 2) as never;
      }
    }
    expect(await messageOf(() => keras.Sequential([keras.Input([4]), new Twice()]))).toMatchInlineSnapshot(`"ValueError: Twice.call: must give a tensor made with keras.ops. Received NaN. In models, losses and metrics use keras.ops (ops.mean, ops.square, ops.multiply …) instead of np and + - * /, and return the result."`);
    expect(await messageOf(() => ops.add({} as never, 1))).toMatchInlineSnapshot(`"DTypeError: add: takes tensors, arrays, lists or numbers. Received {}."`);
  });

  it('a metric counts with its state as with a weight', async () => {
    class Total extends metrics.Metric {
      total = this.addVariable({ name: 'total' });
      override updateState(_: never, predictions: never) {
        this.total.assign(ops.add(this.total, ops.sum(predictions)));
      }
      override result() {
        return this.total;
      }
    }
    const model = classifier('mse', 1, 'softmax');
    model.compile({ loss: 'mse', metrics: [new Total({ name: 'total' })] });
    const { history } = await model.fit(x, x.sum(1), { verbose: 0, batchSize: 5 });
    expect(history['total']).toEqual([12]); // the softmax of one unit is 1 for each of the twelve samples
  });
});
