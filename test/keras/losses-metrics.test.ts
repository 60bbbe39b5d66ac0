/** @file Losses and metrics of one's own, on arrays and inside a graph; the beginner's errors around labels. */
import { afterEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras } from '../../src/keras/index.ts';
import { checkLabelRange } from '../../src/keras/losses/labels.ts';
import { kindOf } from '../../src/keras/metrics/index.ts';
import { messageOf } from './helpers.ts';

const { losses, metrics, layers, ops, utils } = keras;
const softmax3 = [
  [0.1, 0.7, 0.2],
  [0.3, 0.3, 0.4],
];

describe('losses', () => {
  it('are functions on arrays', () => {
    expect(losses.MeanSquaredError()([1, 2], [3, 2]).item()).toBe(2);
    const values = losses.sparseCategoricalCrossentropy([1, 2], softmax3);
    expect(values.item(0)).toBeCloseTo(-Math.log(0.7), 6);
    expect(values.item(1)).toBeCloseTo(-Math.log(0.4), 6);
    const weighted = losses.MeanAbsoluteError()([[1], [5]], [[2], [2]], [1, 0]);
    expect(weighted.item()).toBe(0.5);
  });

  it('of a softmax read its logits, so that a sure mistake still has a gradient', () => {
    const logits = np.array([[100, -100]], 'float32');
    const model = keras.Sequential([keras.Input({ shape: [2] }), layers.Softmax()]);
    model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' });
    const loss = model.testOnBatch(logits, np.array([1]));
    expect(loss).toBe(200);
    expect(losses.sparseCategoricalCrossentropy([1], [[1, 0]]).item()).toBeCloseTo(16.118, 3);
  });

  it('of a sigmoid has the slope p - y also at logits of 0, where a network with zeros as last weights starts', () => {
    const model = keras.Sequential([keras.Input([2]), layers.Dense(1, 'sigmoid', { kernelInitializer: 'zeros' })]);
    const tape = keras.GradientTape(() =>
      ops.mean(
        losses.binaryCrossentropy(
          [[1], [0], [1]],
          model(
            np.array([
              [1, 0],
              [0, 1],
              [2, 0],
            ]),
          ),
        ),
      ),
    );
    const [kernel, bias] = tape.gradient(model.trainableWeights);
    expect(tape.value).toBeCloseTo(Math.LN2, 6);
    expect(kernel!.item(0, 0)).toBeCloseTo(-0.5, 6);
    expect(kernel!.item(1, 0)).toBeCloseTo(1 / 6, 6);
    expect(bias!.item()).toBeCloseTo(-1 / 6, 6);
  });

  it('can be one’s own: a function or a class', () => {
    const x = np.array([[1], [2]], 'float32');
    const run = (loss: never) => {
      const model = keras.Sequential([keras.Input({ shape: [1] }), layers.Dense(1, { kernelInitializer: 'ones' })]);
      model.compile({ optimizer: 'sgd', loss });
      return model.testOnBatch(x, np.array([[0], [0]], 'float32'));
    };
    const cubic = (y: never, p: never) => ops.mean(ops.power(ops.abs(ops.subtract(p, y)), 3), -1);
    expect(run(cubic as never)).toBeCloseTo(4.5, 5);
    class Cubic extends losses.Loss {
      override call(y: never, p: never) {
        return cubic(y, p) as never;
      }
    }
    expect(run(new Cubic({ reduction: 'sum' }) as never)).toBeCloseTo(9, 5);
  });
});

describe('metrics', () => {
  it('pick the accuracy that fits the shapes', () => {
    expect(kindOf([8], [8, 3])).toBe('sparse');
    expect(kindOf([8, 1], [8, 3])).toBe('sparse');
    expect(kindOf([8, 3], [8, 3])).toBe('categorical');
    expect(kindOf([8], [8, 1])).toBe('binary');
    const acc = metrics.resolve('acc', [2], [2, 3]);
    acc.updateState([1, 0], softmax3);
    expect([acc.name, acc.read(), acc.direction]).toEqual(['acc', 0.5, 'up']);
  });

  it('run on over batches and start over', () => {
    const mean = metrics.Mean();
    mean.updateState([1, 2, 3]);
    mean.updateState([6], undefined);
    expect(mean.result()).toBe(3);
    mean.resetState();
    expect(mean.result()).toBe(0);
    const topTwo = metrics.TopKCategoricalAccuracy(2);
    expect(topTwo(utils.toCategorical([0, 2], 3), softmax3)).toBe(0.5);
  });

  it('can be one’s own: a function or a class with states', () => {
    class Largest extends metrics.Metric {
      top = this.addVariable({ name: 'top', initializer: -1 });
      override updateState(_y: never, p: never): void {
        this.top.assign(ops.maximum(this.top.value, ops.max(p)));
      }
      override result() {
        return this.top.value;
      }
    }
    const x = np.array([[1], [7], [3]], 'float32');
    const model = keras.Sequential([keras.Input({ shape: [1] }), layers.Dense(1, { kernelInitializer: 'ones' })]);
    const off = (y: never, p: never) => ops.subtract(p, y);
    model.compile({ optimizer: 'sgd', loss: 'mse', metrics: [new Largest(), off as never] });
    const logs = model.testOnBatch(x, np.zeros([3, 1]), { returnDict: true }) as Record<string, number>;
    expect(logs['largest']).toBe(7);
    expect(logs['off']).toBeCloseTo(11 / 3, 5);
  });

  it('take nested lists, arrays and weights alike', () => {
    const recall = metrics.Recall();
    recall.updateState(np.array([1, 1, 0]), [0.9, 0.1, 0.8], [1, 3, 1]);
    expect(recall.result()).toBe(0.25);
  });
});

describe('the beginner’s errors', () => {
  afterEach(() => setLanguage('en'));
  const model = (units: number, loss: string) => {
    const m = keras.Sequential([keras.Input({ shape: [2] }), layers.Dense(units, { activation: 'softmax' })]);
    m.compile({ optimizer: 'sgd', loss });
    return m;
  };
  const x: NDArray = np.zeros([4, 2]);

  it('class numbers under a one-hot loss', async () => {
    const fit = () => model(3, 'categorical_crossentropy').fit(x, np.array([0, 1, 2, 0]), { verbose: 0 });
    expect(await messageOf(fit)).toMatchInlineSnapshot(
      `"ShapeError: categorical_crossentropy: needs one-hot labels as wide as the predictions. Received labels (4,), predictions (4, 3). The labels look like class numbers: use loss 'sparse_categorical_crossentropy', or make them one-hot with keras.utils.toCategorical(y)."`,
    );
    setLanguage('ko');
    expect(await messageOf(fit)).toMatchInlineSnapshot(
      `"ShapeError: categorical_crossentropy: 예측과 너비가 같은 원-핫 레이블이 필요합니다. 받은 값: 레이블 (4,), 예측 (4, 3). 레이블이 클래스 번호입니다. 손실을 'sparse_categorical_crossentropy'로 바꾸거나 keras.utils.toCategorical(y)로 원-핫으로 만드세요."`,
    );
  });

  it('one-hot labels under a sparse loss', async () => {
    const y = utils.toCategorical([0, 1, 2, 0]);
    const fit = () => model(3, 'sparse_categorical_crossentropy').fit(x, y, { verbose: 0 });
    expect(await messageOf(fit)).toMatchInlineSnapshot(
      `"ShapeError: sparse_categorical_crossentropy: needs class numbers, one per sample. Received labels (4, 3), predictions (4, 3). The labels look one-hot: use loss 'categorical_crossentropy', or give class numbers (np.argmax(y, { axis: -1 }))."`,
    );
    setLanguage('ko');
    expect(await messageOf(fit)).toMatchInlineSnapshot(
      `"ShapeError: sparse_categorical_crossentropy: 샘플마다 하나씩 클래스 번호가 필요합니다. 받은 값: 레이블 (4, 3), 예측 (4, 3). 레이블이 원-핫입니다. 손실을 'categorical_crossentropy'로 바꾸거나 클래스 번호(np.argmax(y, { axis: -1 }))를 주세요."`,
    );
  });

  it('units that are not the number of classes', async () => {
    const y = utils.toCategorical([0, 1, 2, 3]);
    expect(await messageOf(() => model(3, 'categorical_crossentropy').fit(x, y, { verbose: 0 }))).toMatchInlineSnapshot(
      `"ShapeError: categorical_crossentropy: labels and predictions must have as many classes. Received labels (4, 4), predictions (4, 3). The last layer needs one unit per class: Dense(4, …)."`,
    );
    expect(await messageOf(() => model(3, 'mse').fit(x, np.zeros([4]), { verbose: 0 }))).toMatchInlineSnapshot(
      `"ShapeError: mean_squared_error: labels and predictions must have one shape. Received labels (4,), predictions (4, 3). One number per sample needs a last layer of one unit, Dense(1); 3 units are for 3 classes (see sparse_categorical_crossentropy)."`,
    );
  });

  it('labels out of range', async () => {
    const fit = (y: number[]) =>
      messageOf(() => model(3, 'sparse_categorical_crossentropy').fit(x, np.array(y), { verbose: 0 }));
    expect(await fit([0, 1, 2, 5])).toMatchInlineSnapshot(
      `"ValueError: sparse_categorical_crossentropy: labels must lie in 0 … 2, because the last layer has 3 units. Received labels from 0 to 5. The last layer needs one unit per class: Dense(6, …)."`,
    );
    expect(await fit([1, 2, 3, 1])).toMatchInlineSnapshot(
      `"ValueError: sparse_categorical_crossentropy: labels must lie in 0 … 2, because the last layer has 3 units. Received labels from 1 to 3. They seem to count from 1: use y.sub(1)."`,
    );
    expect(await messageOf(() => checkLabelRange('fit', [0, 0.5], 3))).toMatchInlineSnapshot(
      `"ValueError: fit: labels must be class numbers, whole and from 0. Received label 0.5 at sample 1. For other targets than classes use a regression loss such as 'mse'."`,
    );
    expect(() => checkLabelRange('fit', [0, 255, 1], 3, 255)).not.toThrow();
  });

  it('toCategorical', async () => {
    const y = utils.toCategorical([[1], [0]]);
    expect([y.shape, y.dtype, Array.from(y.data)]).toEqual([[2, 2], 'float64', [0, 1, 1, 0]]);
    expect(await messageOf(() => utils.toCategorical([0, 3], 3))).toMatchInlineSnapshot(
      `"ValueError: toCategorical: labels must lie below numClasses = 3. Received label 3. Give numClasses 4 or more."`,
    );
    expect(await messageOf(() => utils.toCategorical([-1]))).toMatchInlineSnapshot(
      `"ValueError: toCategorical: labels must be whole numbers from 0. Received -1 at place 0. Count classes from 0; words must be turned into numbers first."`,
    );
  });
});

describe('what training reports, as Keras 3.15', () => {
  const make = () => {
    const model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1, { kernelInitializer: 'ones' })]);
    model.compile({ optimizer: keras.optimizers.SGD(0), loss: 'mse', metrics: ['mae'], weightedMetrics: ['mae'] });
    return model;
  };
  const x = np.array([
    [1, 1],
    [2, 3],
    [0, 1],
    [4, 0],
  ]);

  it('single steps tell of their own batch', () => {
    const model = make();
    const y = np.zeros([2, 1]);
    expect(model.trainOnBatch(x.at(':2'), y)).toEqual([14.5, 3.5, 3.5]);
    expect(model.trainOnBatch(x.at('2:'), y)).toEqual([8.5, 2.5, 2.5]);
    expect(model.testOnBatch(x.at(':2'), y)).toEqual([14.5, 3.5, 3.5]);
    expect(model.getMetricsResult()).toEqual({ loss: 14.5, mae: 3.5, weighted_mae: 3.5 });
  });

  it('logs of an epoch stand in the order of their names, those of validation among them', async () => {
    const history = await make().fit(x, np.zeros([4, 1]), { validationSplit: 0.5, verbose: 0 });
    expect(Object.keys(history.history)).toEqual([
      'loss',
      'mae',
      'val_loss',
      'val_mae',
      'val_weighted_mae',
      'weighted_mae',
    ]);
  });
});
