/** @file `plot.liveTraining`: what it shows during `fit` and leaves in the notebook, how seldom, and what it refuses. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import type { DisplayOptions, MimeBundle } from '../../src/display/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { keras, layers } from '../../src/keras/index.ts';
import { plot } from '../../src/plot/index.ts';
import type { LiveTrainingOptions } from '../../src/plot/pictures/live-training/index.ts';
import { panelsOf, ticks } from '../../src/plot/pictures/live-training/draw.ts';
import { sheetOf } from '../../src/plot/pictures/live-training/sheet.ts';
import type { LiveJson, LiveState } from '../../src/plot/pictures/live-training/state.ts';

const key = Symbol.for('kernelab.host');
const world = globalThis as unknown as Record<symbol, unknown>;
const mime = 'application/vnd.kernelab.live-training+json';

/** What a notebook was shown, by display id: the last of each, and how often. */
let shown: Map<string, { bundle: MimeBundle; times: number }>;
let notices: string[];
let atCellEnd: (() => void)[];
let stop: AbortController;

beforeEach(() => {
  [shown, notices, atCellEnd, stop] = [new Map(), [], [], new AbortController()];
  world[key] = {
    display: (bundle: MimeBundle, { displayId = '', update = false }: DisplayOptions = {}) => {
      if (!(mime in bundle)) return void notices.push(String(bundle['text/plain']));
      const before = shown.get(displayId);
      expect(update).toBe(before !== undefined);
      shown.set(displayId, { bundle, times: (before?.times ?? 0) + 1 });
    },
    signal: stop.signal,
    onCellEnd: (flush: () => void) => void atCellEnd.push(flush),
  };
});
afterEach(() => {
  delete world[key];
  setLanguage('en');
});

const states = (): LiveState[] =>
  [...shown.values()].map(({ bundle }) => JSON.parse((bundle[mime] as LiveJson).state) as LiveState);

const rng = np.random.defaultRng(2);
const x = rng.random([40, 6, 6, 1]);
const y = np.arange(40).mod(3);

function classifier(): ReturnType<typeof keras.Sequential> {
  keras.utils.setRandomSeed(1);
  const model = keras.Sequential([
    layers.Input({ shape: [6, 6, 1] }),
    layers.Conv2D(2, 3, { name: 'edges' }),
    layers.Flatten(),
    layers.Dense(3, { activation: 'softmax' }),
  ]);
  model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  return model;
}

function regression(learningRate = 0.01): ReturnType<typeof keras.Sequential> {
  const model = keras.Sequential([layers.Input({ shape: [2] }), layers.Dense(1)]);
  model.compile({ optimizer: keras.optimizers.SGD({ learningRate }), loss: 'mse' });
  return model;
}

async function fit(model: ReturnType<typeof classifier>, options: LiveTrainingOptions, epochs = 3): Promise<LiveState> {
  const known = shown.size;
  await model.fit(x, y, { epochs, verbose: 0, validationSplit: 0.25, callbacks: [plot.liveTraining(options)] });
  return states()[known]!;
}

describe('what stays in the notebook', () => {
  it('curves, filters and the confusion matrix, as they are at the end', async () => {
    const model = classifier();
    const history = model.fit(x, y, {
      epochs: 3,
      verbose: 0,
      validationSplit: 0.25,
      callbacks: [
        plot.liveTraining({ filters: true, confusion: [x.at('30:'), y.at('30:')], names: ['a', 'b', '<c>'] }),
      ],
    });
    const { history: lists } = await history;
    const [state] = states();
    expect(state).toMatchObject({ status: 'done', epoch: 3, epochs: 3, notes: [] });
    expect(state!.curves.map(({ name }) => name)).toEqual(['loss', 'accuracy']);
    const [loss] = state!.curves;
    expect(loss!.train.map(([epoch]) => epoch)).toEqual([1, 2, 3]);
    loss!.train.forEach(([, value], i) => expect(value).toBeCloseTo(lists['loss']![i]!, 3));
    loss!.validation.forEach(([, value], i) => expect(value).toBeCloseTo(lists['val_loss']![i]!, 3));
    const { filters, confusion } = state!;
    const kernel = model.layers[0]!.getWeights()[0]!;
    expect(filters).toMatchObject({ layer: 'edges', rows: 3, columns: 3, channels: 1, count: 2, of: 2 });
    expect(filters!.values[1]).toBeCloseTo(kernel.at(0, 1, 0, 0) as unknown as number, 2);
    const scores = await model.predict(x.at('30:'), { verbose: 0 });
    const there = keras.metrics.confusionMatrix(y.at('30:'), scores, { numClasses: 3 });
    expect(confusion).toEqual({ counts: there.toList(), names: ['a', 'b', '<c>'], epoch: 3 });
    const { bundle } = [...shown.values()][0]!;
    expect(Object.keys(bundle)).toEqual([mime, 'image/png', 'text/plain']);
    expect(bundle['text/plain']).toMatch(/^Epoch 3\/3; loss \S+ → \S+; val_loss \S+ → \S+; accuracy .*% right$/);
    expect(sheetOf(state!)).toContain('&lt;c&gt;');
    expect(panelsOf(state!).map((panel) => panel.key)).toEqual([
      'curve loss',
      'curve accuracy',
      'filters',
      'confusion',
    ]);
  });

  it('several trainings of a cell are several pictures; a training that goes on counts on', async () => {
    const model = classifier();
    const live = plot.liveTraining({ filters: false });
    await model.fit(x, y, { epochs: 2, verbose: 0, callbacks: [live] });
    await model.fit(x, y, { epochs: 5, initialEpoch: 2, verbose: 0, callbacks: [live] });
    await fit(classifier(), { metrics: ['accuracy'] }, 1);
    expect(states().map(({ epoch, curves }) => [epoch, curves[0]!.train.map(([at]) => at)])).toEqual([
      [2, [1, 2]],
      [5, [3, 4, 5]],
      [1, [1]],
    ]);
    expect(states()[0]!.filters).toBeUndefined();
    expect(states()[2]!.curves.map(({ name }) => name)).toEqual(['accuracy']);
  });

  it('without a convolution no filters, and a note where they were asked for', async () => {
    const model = regression();
    for (const options of [{ filters: true }, {}])
      await model.fit(np.ones([4, 2]), np.ones([4]), { verbose: 0, callbacks: [plot.liveTraining(options)] });
    setLanguage('ko');
    await model.fit(np.ones([4, 2]), np.ones([4]), { verbose: 0, callbacks: [plot.liveTraining({ filters: true })] });
    expect(states().map(({ notes }) => notes)).toEqual([
      ['The model has no Conv2D layer: no filters.'],
      [],
      ['모델에 Conv2D 층이 없어 필터를 그리지 않습니다.'],
    ]);
  });

  it('a metric that is not there has a note; without validation nothing is said', async () => {
    const given = [{ metrics: ['acuracy', 'loss'] }, {}];
    for (const options of given)
      await classifier().fit(x, y, { epochs: 2, verbose: 0, callbacks: [plot.liveTraining(options)] });
    setLanguage('ko');
    await classifier().fit(x, y, { verbose: 0, callbacks: [plot.liveTraining(given[0])] });
    expect(states().map(({ curves, notes }) => [curves.map(({ name }) => name), notes])).toEqual([
      [['loss'], ["There is no metric 'acuracy'; there are accuracy, loss."]],
      [['loss', 'accuracy'], []],
      [['loss'], ["메트릭 'acuracy'이(가) 없습니다. 있는 메트릭: accuracy, loss."]],
    ]);
    expect(notices).toEqual([]);
  });

  it('a loss that is no number is a gap with a note', async () => {
    const model = regression(1e30);
    await model.fit(np.ones([8, 2]), np.ones([8]), { epochs: 4, verbose: 0, callbacks: [plot.liveTraining()] });
    const [state] = states();
    expect(state!.curves[0]!.train.at(-1)).toEqual([4, null]);
    expect(state!.notes[0]).toMatch(/^loss is not a number from epoch \d on\.$/);
    expect(/="[^"]*NaN/.test(sheetOf(state!))).toBe(false);
  });

  it('one that is stopped, as far as it came', async () => {
    const stopping = { onEpochEnd: (epoch: number) => void (epoch === 1 && stop.abort()) };
    const model = classifier();
    const job = model.fit(x, y, { epochs: 50, verbose: 0, callbacks: [plot.liveTraining(), stopping] });
    await expect(job).rejects.toThrow('stopped');
    const [state] = states();
    expect(state).toMatchObject({ status: 'stopped', epoch: 2 });
    expect(state!.curves[0]!.train).toHaveLength(2);
    for (const flush of atCellEnd) flush();
    expect([...shown.values()][0]!.bundle['text/plain']).toMatch(/^Epoch 2\/50, stopped;/);
  });
});

it('draws seldom: what pictures and predictions take is a small part of the time', async () => {
  const model = classifier();
  const live = plot.liveTraining({ confusion: [x, y] });
  const begun = performance.now();
  await model.fit(x, y, { epochs: 60, batchSize: 4, verbose: 0, callbacks: [live] });
  const took = performance.now() - begun;
  const { times } = [...shown.values()][0]!;
  // 600 steps: one picture at the beginning, one at the end, and at most one each 0.4 s between them.
  expect(times).toBeLessThanOrEqual(2 + Math.floor(took / 400));
});

it('a reading of the axes', () => {
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticks(2, 5, 6)).toEqual([2, 2.5, 3, 3.5, 4, 4.5, 5]);
  expect(ticks(-0.31, 0.22, 4)).toEqual([-0.2, 0, 0.2]);
});

describe('what does not fit is refused', () => {
  it('at the call', () => {
    const said = [
      { filter: true },
      { confusion: x },
      { confusion: [x, y.at(':3')] },
      { confusion: [x.at(':0'), y.at(':0')] },
      { confusion: [np.zeros([200_000, 1]), np.zeros([200_000])] },
      { confusion: [x, rng.random([40])] },
      { confusion: [x, rng.random([40, 3])] },
      { confusion: [x, y], names: ['a', 'b'] },
      { names: ['a', 'b', 'c'] },
    ].map((options) => {
      try {
        (plot.liveTraining as (options: unknown) => unknown)(options);
        return 'accepted';
      } catch (error) {
        return String(error);
      }
    });
    expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      ValueError: plot.liveTraining: there is no option 'filter'. Received { filter: true }. Did you mean 'filters'?
      ValueError: plot.liveTraining: confusion is [x, y]: pictures and their classes. Received an NDArray. Write confusion: [xVal, yVal].
      ShapeError: plot.liveTraining: confusion needs a class for each picture. Received x (40, 6, 6, 1), y (3,).
      ValueError: plot.liveTraining: confusion needs at least one picture. Received x (0, 6, 6, 1).
      accepted
      ValueError: plot.liveTraining: a confusion matrix needs classes: whole numbers from 0, or one-hot rows. Received y of shape (40,) with other numbers. A regression has none: leave confusion out.
      ValueError: plot.liveTraining: a confusion matrix needs classes: whole numbers from 0, or one-hot rows. Received y of shape (40, 3) with other numbers. A regression has none: leave confusion out.
      ShapeError: plot.liveTraining: there must be one name for each class. Received 3 classes, 2 names.
      ValueError: plot.liveTraining: names are the classes of the confusion matrix, which is not asked for. Received names without confusion. Add confusion: [xVal, yVal], or leave names out.
      "
    `);
  });

  it('by fit, before it begins, where the model has no classes or too few', async () => {
    const live = plot.liveTraining({ confusion: [np.ones([4, 2]), [0, 1, 2, 7]] });
    const job = regression().fit(np.ones([4, 2]), np.ones([4]), { verbose: 0, callbacks: [live] });
    await expect(job).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plot.liveTraining: confusion needs a model with one output per class (or one for two classes). Received an output of 1, 8 classes. A regression has no classes: leave confusion out.]`,
    );
    const few = classifier().fit(x, y, { verbose: 0, callbacks: [plot.liveTraining({ confusion: [x, y.add(1)] })] });
    await expect(few).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plot.liveTraining: confusion needs a model with one output per class (or one for two classes). Received an output of 3, 4 classes.]`,
    );
  });

  it('by fit, before it begins, where the model cannot take the pictures', async () => {
    const said: string[] = [];
    const refusal = async (model: ReturnType<typeof classifier>, pictures: typeof x): Promise<void> => {
      const live = plot.liveTraining({ confusion: [pictures, y.at(':4')] });
      const before = model.getWeights().map((each) => each.copy());
      await model.fit(x, y, { verbose: 0, callbacks: [live] }).catch((error: unknown) => said.push(String(error)));
      model.getWeights().forEach((each, i) => expect(each.toList()).toEqual(before[i]!.toList()));
    };
    await refusal(classifier(), x.at(':4', '...', 0));
    await refusal(classifier(), rng.random([4, 8, 8, 1]));
    await refusal(classifier(), rng.random([4, 36]));
    setLanguage('ko');
    await refusal(classifier(), rng.random([4, 6, 6, 3]));
    setLanguage('en');
    const input = layers.Input({ shape: [2] });
    const both = keras.Model({ inputs: [input, layers.Input({ shape: [2] })], outputs: layers.Dense(3)(input) });
    both.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' });
    const two = np.ones([4, 2]);
    const live = plot.liveTraining({ confusion: [two, y.at(':4')] });
    await both
      .fit([two, two], y.at(':4'), { verbose: 0, callbacks: [live] })
      .catch((e: unknown) => said.push(String(e)));
    expect(`\n${said.join('\n')}\n`).toMatchInlineSnapshot(`
      "
      ShapeError: plot.liveTraining: the pictures of confusion are of the shape that the model takes, (None, 6, 6, 1). Received x (4, 6, 6). The channel axis is missing: use x.at('...', np.newaxis).
      ShapeError: plot.liveTraining: the pictures of confusion are of the shape that the model takes, (None, 6, 6, 1). Received x (4, 8, 8, 1).
      ShapeError: plot.liveTraining: the pictures of confusion are of the shape that the model takes, (None, 6, 6, 1). Received x (4, 36).
      ShapeError: plot.liveTraining: confusion의 그림은 모델이 받는 모양 (None, 6, 6, 1)이어야 합니다. 받은 값: x (4, 6, 6, 3).
      ValueError: plot.liveTraining: confusion is for models with one input. Received a model with 2 inputs. Leave confusion out.
      "
    `);
    // What the model takes in any size, and a model that is built by the first pictures.
    const any = keras.Sequential([
      layers.Input({ shape: [null, null, 1] }),
      layers.Conv2D(3, 3),
      layers.GlobalAveragePooling2D(),
      layers.Softmax(),
    ]);
    const late = keras.Sequential([layers.Flatten(), layers.Dense(3, { activation: 'softmax' })]);
    for (const model of [any, late]) {
      model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' });
      const callbacks = [plot.liveTraining({ confusion: [x.at(':4'), y.at(':4')] })];
      await model.fit(x, y, { epochs: 1, verbose: 0, callbacks });
    }
    expect(
      states()
        .slice(-2)
        .map(({ status }) => status),
    ).toEqual(['done', 'done']);
  });
});
