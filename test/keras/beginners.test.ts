/** @file What a beginner gets wrong, and what is said about it: labels, functions of one's own, data of the wrong shape. */
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import type { LossLike } from '../../src/keras/losses/index.ts';
import { messageOf, noticedBy } from './helpers.ts';

const { layers, losses, metrics, ops } = keras;

const x = np.random.rand(12, 4);
const classes = np.arange(12).mod(10);

function classifier(loss: LossLike, units = 5, activation = 'softmax', name = 'top') {
  const model = keras.Sequential([keras.Input([4]), layers.Dense(units, { activation, name })]);
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
      (await messageOf(() => classifier(loss as LossLike, 1, 'linear').fit(x, x.sum(1), { verbose: 0 }))).replace(
        /_\d+>/,
        '_N>',
      );
    function squares(a: number, b: number) {
      return (a - b) ** 2;
    }
    expect(await says(squares)).toMatchInlineSnapshot(
      `"ValueError: tensor: JavaScript operators do not work on tensors. Received <Tensor shape=(12, 1), dtype=float32, name=reshape_N>. Write keras.ops.add(a, b), keras.ops.multiply(a, b), keras.ops.negative(a) instead of a + b, a * b, -a."`,
    );
    expect(await says(() => undefined)).toMatchInlineSnapshot(
      `"ValueError: loss: must give a tensor made with keras.ops. Received undefined. In models, losses and metrics use keras.ops (ops.mean, ops.square, ops.multiply …) instead of np and + - * /, and return the result."`,
    );
    class Twice extends layers.Layer {
      override call(inputs: unknown) {
        return ((inputs as number) * 2) as never;
      }
    }
    expect(
      (await messageOf(() => keras.Sequential([keras.Input([4]), new Twice()]))).replace(/_\d+>/, '_N>'),
    ).toMatchInlineSnapshot(
      `"ValueError: tensor: JavaScript operators do not work on tensors. Received <Tensor shape=(None, 4), dtype=float32, name=input_N>. Write keras.ops.add(a, b), keras.ops.multiply(a, b), keras.ops.negative(a) instead of a + b, a * b, -a."`,
    );
    expect(await messageOf(() => ops.add({} as never, 1))).toMatchInlineSnapshot(
      `"DTypeError: ops.add: takes tensors, arrays, lists or numbers. Received {}."`,
    );
  });

  it('np in place of keras.ops is told, also for what is no number at all', async () => {
    const loss = ((a: never, b: never) => np.mean(np.subtract(a, b))) as never;
    expect(await messageOf(() => classifier(loss, 1, 'linear').fit(x, x.sum(1), { verbose: 0 }))).toMatchInlineSnapshot(
      `"DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received a tensor of a model. Inside models, losses and metrics write keras.ops in place of np."`,
    );
    expect(await messageOf(() => np.add(layers.Flatten as never, 1))).toMatchInlineSnapshot(
      `"DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received a function."`,
    );
    expect(await messageOf(() => np.array({} as never))).toMatchInlineSnapshot(
      `"DTypeError: np.array: takes numbers, booleans, arrays and lists of these. Received an object."`,
    );
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
    await noticedBy(() => model.fit(x, x.sum(1), { verbose: 0, batchSize: 5 })); // it warns of that softmax
    expect(model.history!.history['total']).toEqual([12]); // the softmax of one unit is 1 for each of the twelve samples
  });
});

describe('data of the wrong shape', () => {
  const cnn = () => {
    const model = keras.Sequential([
      keras.Input([6, 6, 1]),
      layers.Conv2D(2, 3),
      layers.Flatten(),
      layers.Dense(3, { activation: 'softmax' }),
    ]);
    model.compile({ loss: 'sparse_categorical_crossentropy' });
    return model;
  };
  const hintOf = async (pictures: NDArray) =>
    (await messageOf(() => cnn().predict(pictures, { verbose: 0 }))).replace(/^.*Received /, '');

  it('is told from what it looks like', async () => {
    expect(await hintOf(np.zeros([5, 6, 6]))).toMatchInlineSnapshot(
      `"samples of shape (6, 6). The channel axis is missing: use x.at('...', np.newaxis)."`,
    );
    expect(await hintOf(np.zeros([6, 6, 1]))).toMatchInlineSnapshot(
      `"samples of shape (6, 1). x needs the samples along its first axis, also for a single one: x.at(np.newaxis)."`,
    );
    expect(await hintOf(np.zeros([6, 6]))).toMatchInlineSnapshot(
      `"samples of shape (6,). A single picture needs the axis of the samples and that of the channel: x.at(np.newaxis, '...', np.newaxis)."`,
    );
    expect(await hintOf(np.zeros([5, 36]))).toMatchInlineSnapshot(
      `"samples of shape (36,). The same values in another shape: x.reshape([-1, 6, 6, 1])."`,
    );
    expect(await hintOf(np.zeros([5]))).toMatchInlineSnapshot(
      `"samples of shape (). x needs the samples along its first axis and then 3 axes of one sample."`,
    );
    const colour = keras.Sequential([keras.Input([6, 6, 3]), layers.Flatten()]);
    expect(await messageOf(() => colour.predict(np.zeros([5, 3, 6, 6])))).toMatchInlineSnapshot(
      `"ShapeError: predict: the model takes samples of shape (6, 6, 3). Received samples of shape (3, 6, 6). The channels come first here, the model takes them last: x.transpose(0, 2, 3, 1)."`,
    );
    expect(await messageOf(() => cnn().fit(np.zeros([5]), np.zeros([5, 6, 6, 1])))).toMatchInlineSnapshot(
      `"ShapeError: fit: the model takes samples of shape (6, 6, 1). Received samples of shape (). x and y seem to be swapped."`,
    );
    expect(
      await messageOf(() => cnn().fit(np.zeros([5, 6, 6, 1]), np.zeros([5]), { validationSplit: 25 })),
    ).toMatchInlineSnapshot(
      `"ValueError: fit: validationSplit must be in [0, 1). Received 25. It is a share: 0.25 means 25%."`,
    );
  });

  it('a Dense on an unflattened map is told where the labels do not fit', async () => {
    const model = keras.Sequential([keras.Input([6, 6, 1]), layers.Conv2D(2, 3), layers.Dense(3)]);
    for (const [loss, y] of [
      ['sparse_categorical_crossentropy', np.zeros([5])],
      ['categorical_crossentropy', np.zeros([5, 3])],
      ['mse', np.zeros([5])],
    ] as const) {
      model.compile({ loss });
      expect(await messageOf(() => model.fit(np.zeros([5, 6, 6, 1]), y, { verbose: 0 }))).toContain(
        'put layers.Flatten() (or GlobalAveragePooling2D()) before the last Dense layers.',
      );
    }
  });

  it('branches that do not fit are told with the shapes of samples', async () => {
    const [a, b, c] = [keras.Input([8, 8, 3]), keras.Input([4, 4, 3]), keras.Input([8, 8, 5])];
    expect(await messageOf(() => layers.Add({ name: 'sum' })([a, b]))).toMatchInlineSnapshot(
      `"ShapeError: sum: all inputs must have one shape (or 1 where they are repeated). Received samples of shape (8, 8, 3), (4, 4, 3). Height and width differ: use padding: 'same' and equal strides in both branches."`,
    );
    expect(await messageOf(() => layers.Add({ name: 'sum' })([a, c]))).toMatchInlineSnapshot(
      `"ShapeError: sum: all inputs must have one shape (or 1 where they are repeated). Received samples of shape (8, 8, 3), (8, 8, 5). A Conv2D(filters, 1) gives a branch other channels."`,
    );
    expect(await messageOf(() => layers.Concatenate({ name: 'both' })([a, b]))).toMatchInlineSnapshot(
      `"ShapeError: both: all inputs must have one shape but for axis -1. Received samples of shape (8, 8, 3), (4, 4, 3). Height and width differ: use padding: 'same' and equal strides in both branches."`,
    );
    expect(layers.add([np.ones([2, 2]), np.ones([2, 2])]).item(0, 0)).toBe(2);
  });

  it('several outputs: which one, and how many labels', async () => {
    const input = keras.Input([4]);
    const model = keras.Model(input, [
      layers.Dense(1, { name: 'size' })(input),
      layers.Dense(3, { name: 'kind' })(input),
    ]);
    model.compile({ loss: 'mse' });
    expect(await messageOf(() => model.fit(x, x.sum(1)))).toMatchInlineSnapshot(
      `"ValueError: fit: the model has 2 outputs (size, kind) and needs labels for each. Received 1 array of labels. Give a list: [y1, y2]."`,
    );
    expect(await messageOf(() => model.fit(x, [x.sum(1), x.sum(1)]))).toMatchInlineSnapshot(
      `"ShapeError: output 'kind', mean_squared_error: labels and predictions must have one shape. Received labels (12,), predictions (12, 3). One number per sample needs a last layer of one unit, Dense(1); 3 units are for 3 classes (see sparse_categorical_crossentropy)."`,
    );
  });
});

describe('training that cannot work', () => {
  const binary = async (y: NDArray, units = 1) =>
    await messageOf(() => classifier('binary_crossentropy', units, 'sigmoid').fit(x, y, { verbose: 0 }));

  it('binary labels must lie in 0 … 1', async () => {
    expect(await binary(classes)).toMatchInlineSnapshot(
      `"ValueError: binary_crossentropy: labels must lie in 0 … 1. Received labels from 0 to 9. For 10 classes: Dense(10, { activation: 'softmax' }) and loss 'sparse_categorical_crossentropy'."`,
    );
    expect(await binary(classes.mod(2).mul(2).sub(1))).toMatchInlineSnapshot(
      `"ValueError: binary_crossentropy: labels must lie in 0 … 1. Received labels from -1 to 1. Use 0 and 1: y.eq(1)."`,
    );
    await classifier('binary_crossentropy', 4, 'sigmoid').fit(x, x.mul(1.06), { verbose: 0 });
    expect(await binary(x.mul(255).astype('uint8'), 4)).toContain('Divide them by 255: y.div(255).');
  });

  it('a softmax of one unit, frozen weights and the plain interpreter are told once, and go on as in Keras', async () => {
    const model = classifier('mse', 1, 'softmax', 'lone');
    model.trainable = false;
    model.compile({ loss: 'mse', runEagerly: true });
    const before = model.getWeights()[0]!.toList();
    const said = await noticedBy(async () => {
      await model.fit(x, x.sum(1), { verbose: 0, epochs: 2 });
      await model.fit(x, x.sum(1), { verbose: 0 });
    });
    expect(said).toMatchInlineSnapshot(`
      [
        "runEagerly: true computes on the plain interpreter, which is many times slower. It is for looking into a problem; leave it out to train.",
        "Notice: the model has no trainable weights; fit only measures it. Is everything frozen by trainable = false?",
        "Notice: softmax over one unit (layer 'lone') always gives 1. Did you mean activation: 'sigmoid', or one unit for each class?",
      ]
    `);
    expect(model.getWeights()[0]!.toList()).toEqual(before);
    expect(model.history!.history['loss']![0]).toBeGreaterThan(0);
  });

  it('NaN in the targets is named', async () => {
    const [said] = await noticedBy(() => classifier('mse', 1, 'linear').fit(x, np.full([12], NaN), { verbose: 0 }));
    expect(said).toContain('at step 1 of epoch 1. The target y itself holds NaN or infinite values.');
  });
});
