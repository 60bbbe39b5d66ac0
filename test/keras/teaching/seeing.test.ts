/** @file Receptive fields, maximal patches, activation maximisation, adversarial pictures, loss landscapes and what is refused. */
import { beforeEach, describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { getExecutor, g, gradients } from '../../../src/engine/index.ts';
import { Trace, withTrace } from '../../../src/keras/core/trace.ts';
import { traceInside } from '../../../src/keras/teaching/trace-model.ts';
import { noticedBy } from '../helpers.ts';
import { pairRepulsion, treeRepulsion } from '../../../src/keras/teaching/embedding/repulsion.ts';

const { layers, utils } = keras;
beforeEach(() => {
  utils.clearSession();
  utils.setRandomSeed(3);
});

const numbers = (array: NDArray): number[] => Array.from(array.toTyped(), Number);

function small(last = 'softmax') {
  return keras.Sequential([
    keras.Input([8, 8, 1]),
    layers.Conv2D(4, 3, { activation: 'relu', name: 'first' }),
    layers.MaxPooling2D(2, { name: 'pool' }),
    layers.Conv2D(5, 2, { activation: 'tanh', name: 'second' }),
    layers.Flatten({ name: 'flat' }),
    layers.Dense(3, { activation: last, name: 'scores' }),
  ]);
}

const random = (shape: number[]) => np.random.defaultRng(5).uniform(0, 1, shape).astype('float32');

/** All kinds of geometry; weights are positive, so that no gradient is 0 by chance. */
function varied() {
  const input = keras.Input([19, 16, 1]);
  const options = { kernelInitializer: 'ones', name: 'a' };
  let x = layers.Conv2D(2, [3, 2], { padding: 'same', strides: 2, ...options })(input);
  // (Of a dilated window over zeros the gradient would reach less: its cells have gaps.)
  x = layers.Conv2D(2, 3, { dilationRate: 2, kernelInitializer: 'ones', name: 'b' })(x);
  x = layers.ZeroPadding2D([1, 0])(x);
  x = layers.AveragePooling2D(2, { strides: 1, name: 'c' })(x);
  x = layers.Cropping2D([[1, 0], [0, 1]] as never, { name: 'd' })(x); // prettier-ignore
  x = layers.Conv2DTranspose(1, 3, { strides: 2, kernelInitializer: 'ones', name: 'e' })(x);
  x = layers.UpSampling2D(2, { name: 'f' })(x);
  const y = layers.Conv2D(1, 1, { kernelInitializer: 'ones', name: 'g' })(x);
  return keras.Model(input, layers.Add({ name: 'h' })([x, y]));
}

describe('receptiveField', () => {
  it('has the size that architectureTable says, and lies where the formula puts it', () => {
    const model = small();
    const rows = utils.architectureTable(model).rows;
    for (const layer of ['first', 'pool', 'second', 'scores']) {
      const field = utils.receptiveField(model, { layer });
      expect(field.size).toEqual(rows.find(({ name }) => name === layer)!.receptiveField);
    }
    expect(utils.receptiveField(model, { layer: 'second', at: [0, 1] })).toMatchObject({
      top: 0,
      bottom: 6,
      left: 2,
      right: 8,
      step: [2, 2],
      maps: [2, 2],
      picture: [8, 8],
    });
    const padded = keras.Sequential([keras.Input([8, 8, 1]), layers.Conv2D(1, 5, { padding: 'same' })]);
    expect(utils.receptiveField(padded, { at: [0, 7] })).toMatchObject({ top: -2, bottom: 3, left: 5, right: 10 });
  });

  it.each(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])('inside the picture is what the gradient reaches: %s', (layer) => {
    const model = varied();
    const chosen = model.getLayer(layer);
    const input = g.input('x', [1, 19, 16, 1]);
    const maps = withTrace(new Trace(false), () => traceInside(model, [input], 't').calls).find(
      (call) => call.layer === chosen,
    )!.outputs[0]!;
    const [, rows, columns] = maps.shape as [number, number, number];
    for (const at of [
      [0, 0],
      [rows - 1, columns - 1],
      [rows >> 1, columns >> 1],
      [1, columns - 2],
    ] as const) {
      const one = g.slice(maps, [0, at[0], at[1], 0], [1, 1, 1, maps.shape[3]!]);
      const program = getExecutor().compile([gradients(g.sum(one), [input])[0]!], []);
      const slope = program.run({ x: new Float32Array(19 * 16).fill(1) })[0]!.data;
      program.release?.();
      const touched = { rows: new Set<number>(), columns: new Set<number>() };
      slope.forEach((v, i) => v !== 0 && (touched.rows.add(Math.floor(i / 16)), touched.columns.add(i % 16)));
      const { top, bottom, left, right } = utils.receptiveField(model, { layer, at });
      const clip = (n: number, most: number) => Math.min(most, Math.max(0, n));
      expect([Math.min(...touched.rows), Math.max(...touched.rows) + 1]).toEqual([clip(top, 19), clip(bottom, 19)]);
      expect([Math.min(...touched.columns), Math.max(...touched.columns) + 1]).toEqual([
        clip(left, 16),
        clip(right, 16),
      ]);
    }
  });

  it('refuses layers and places that are not there', () => {
    expect(() => utils.receptiveField(small(), { layer: 'secnd' })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: receptiveField: layer must be the name of a layer of the model, its place in model.layers, or the layer itself. Received 'secnd'. Did you mean 'second'?]`,
    );
    expect(() => utils.receptiveField(small(), { layer: 'second', at: [2, 0] })).toThrowErrorMatchingInlineSnapshot(
      `[IndexError: receptiveField: at is [row, column] in the maps of 'second', which are 2 x 2. Received at [2, 0]. Rows are 0 … 1, columns 0 … 1.]`,
    );
    expect(() => utils.receptiveField(small(), { layer: 'scores', at: [0, 1] })).toThrowErrorMatchingInlineSnapshot(
      `[IndexError: receptiveField: 'scores' gives no maps: each of its values sees the whole picture. Received at [0, 1]. Leave at out.]`,
    );
    const numbersIn = keras.Sequential([keras.Input([4]), layers.Dense(2)]);
    expect(() => utils.receptiveField(numbersIn, { layer: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: receptiveField: the model must take one picture of shape (h, w, c). Received a model for (4,).]`,
    );
  });
});

describe('maximalPatches', () => {
  it('finds the corner that a filter was made for, in the picture where it is brightest', async () => {
    const model = keras.Sequential([keras.Input([8, 8, 1]), layers.Conv2D(1, 2, { useBias: false, padding: 'same' })]);
    model.setWeights([np.array([[1, -1], [-1, -1]]).reshape(2, 2, 1, 1)]); // prettier-ignore
    const x = np.zeros([3, 8, 8, 1], 'float32');
    x.set(0, 2, 3, 0, 0.5);
    x.set(1, 7, 7, 0, 1); // the window hangs over the border
    x.set(2, 4, 4, 0, 0.7);
    const found = await utils.maximalPatches(model, x, { count: 2, verbose: 0, batchSize: 2 });
    expect(found.patches.shape).toEqual([1, 2, 2, 2, 1]);
    expect(numbers(found.patches)).toEqual([1, 0, 0, 0, Math.fround(0.7), 0, 0, 0]);
    expect(numbers(found.pictures)).toEqual([1, 2]);
    expect(numbers(found.places)).toEqual([7, 7, 4, 4]);
    expect(numbers(found.values)).toEqual([1, Math.fround(0.7)]);
  });

  it('ranks no NaN', async () => {
    const [model, x] = [small(), random([3, 8, 8, 1])];
    x.set(1, 4, 4, 0, NaN);
    await expect(utils.maximalPatches(model, x, { verbose: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: maximalPatches: the layer must answer with numbers. Received NaN from 'second'. The weights may have become NaN in training (a smaller learning rate helps), or a picture holds NaN.]`,
    );
  });

  it('gives for each filter what the maps say, and whole pictures for units', async () => {
    const [model, x] = [small(), random([10, 8, 8, 1])];
    const found = await utils.maximalPatches(model, x, { layer: 'second', filters: [3, 1], count: 3, verbose: 0 });
    const maps = utils.featureMaps(model, x, { layer: 'second' });
    for (const [r, filter] of [3, 1].entries()) {
      const each = Array.from({ length: 10 }, (_, i) => maps.at(i, ':', ':', filter).max());
      expect(numbers(found.values.at(r))).toEqual(each.sort((a, b) => b - a).slice(0, 3));
    }
    const units = await utils.maximalPatches(model, x, { layer: 'scores', filters: 0, count: 1, verbose: 0 });
    expect(units.size).toEqual([8, 8]);
    expect(numbers(units.patches)).toEqual(numbers(x.at(units.pictures.item(0, 0))));
  });
});

describe('activationMaximization', () => {
  it('climbs: the answer grows, the same seed gives the same picture, pixels stay in their range', async () => {
    const model = small();
    const options = { layer: 'second', steps: 15, verbose: 0, range: [-1, 1], filters: [0, 4] } as const;
    const found = await utils.activationMaximization(model, options);
    const again = await utils.activationMaximization(model, options);
    expect(found.images.shape).toEqual([2, 8, 8, 1]);
    expect(numbers(again.images)).toEqual(numbers(found.images));
    found.values.forEach((value, i) => expect(value).toBeGreaterThan(found.history.item(0, i)));
    expect(Math.max(...numbers(found.images).map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('goes along the numerical gradient of the mean answer', async () => {
    // Without ReLU and maxima: there differences of two values are gradients.
    const model = keras.Sequential([
      keras.Input([8, 8, 1]),
      layers.Conv2D(4, 3, { activation: 'tanh' }),
      layers.AveragePooling2D(2),
      layers.Conv2D(3, 2, { activation: 'tanh', name: 'second' }),
    ]);
    const options = {
      layer: 'second',
      filters: 2,
      verbose: 0,
      smooth: 0,
      range: [-10, 10],
      learningRate: 1e-4,
    } as const;
    const one = await utils.activationMaximization(model, { ...options, steps: 1 });
    const two = await utils.activationMaximization(model, { ...options, steps: 2 });
    const from = numbers(one.images);
    const step = numbers(two.images).map((v, i) => v - from[i]!);
    const answer = (pixels: number[]): number => {
      const maps = utils.featureMaps(model, np.array(pixels).reshape(1, 8, 8, 1), { layer: 'second' });
      return maps.at('...', 2).mean();
    };
    const h = 0.02;
    const slope = from.map((_, k) => {
      const moved = (d: number) => answer(from.map((v, i) => (i === k ? v + d : v)));
      return (moved(h) - moved(-h)) / (2 * h);
    });
    const size = Math.sqrt(slope.reduce((sum, v) => sum + v * v, 0) / slope.length);
    step.forEach((v, i) => expect(v / 2e-3).toBeCloseTo(slope[i]! / size, 2));
    const along = step.reduce((sum, v, i) => sum + v * slope[i]!, 0);
    const norm = (list: number[]) => Math.sqrt(list.reduce((sum, v) => sum + v * v, 0));
    expect(along / (norm(step) * norm(slope))).toBeGreaterThan(0.999);
  });
});

describe('what is missing is said, and what can be shown is shown', () => {
  const dense = () =>
    keras.Sequential([keras.Input([4, 4, 1]), layers.Flatten(), layers.Dense(6, { name: 'hidden' }), layers.Dense(2)]);

  it('a model without convolutions shows its units', async () => {
    const found = await utils.activationMaximization(dense(), { steps: 2, verbose: 0 });
    expect([found.layer, found.images.shape]).toEqual(['hidden', [6, 4, 4, 1]]);
    expect((await utils.maximalPatches(dense(), random([3, 4, 4, 1]), { verbose: 0 })).layer).toBe('hidden');
    expect(utils.firstFilters(dense()).shape).toEqual([4, 4, 1, 6]);
    expect(utils.firstFilters(small()).shape).toEqual([3, 3, 1, 4]);
    const flat = keras.Sequential([keras.Input([4]), layers.Dense(2)]);
    expect(() => utils.firstFilters(flat)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: firstFilters: the model has no convolution, and no fully connected layer that looks at a picture. Received model 'sequential_4' with Dense.]`,
    );
  });

  it('says that weights are random, and no longer when they were trained or set', async () => {
    const named = (name: string) => {
      const model = keras.Sequential([keras.Input([4, 4, 1]), layers.Conv2D(1, 2), layers.Flatten(), layers.Dense(2)]);
      model.name = name;
      return model;
    };
    const ask = (model: ReturnType<typeof named>) =>
      noticedBy(() => utils.activationMaximization(model, { steps: 1, verbose: 0 }));
    expect(await ask(named('fresh'))).toMatchInlineSnapshot(`
      [
        "Notice: activationMaximization: model 'fresh' was never trained and has no loaded weights: what is shown comes from its random first weights. Train it (await model.fit(…)) and compare.",
      ]
    `);
    const trained = named('trained');
    trained.compile({ loss: 'mse' });
    await trained.fit(random([2, 4, 4, 1]), np.zeros([2, 2]), { verbose: 0 });
    expect(await ask(trained)).toEqual([]);
    const set = named('set');
    set.setWeights(set.getWeights());
    expect(await ask(set)).toEqual([]);
    const none = keras.Sequential([keras.Input([4, 4, 1]), layers.Flatten(), layers.Dense(2)], { name: 'flat' });
    none.setWeights(none.getWeights());
    expect(await noticedBy(() => utils.firstFilters(none))).toMatchInlineSnapshot(`
      [
        "Notice: firstFilters: model 'flat' has no convolution, hence no filters that slide. Shown are the weights of 'dense_3': one number for each pixel of the picture.",
      ]
    `);
  });

  it('layers, filters and pictures that do not fit are refused', async () => {
    const model = small();
    await expect(
      utils.maximalPatches(model, random([2, 8, 8, 1]), { layer: 'frist' }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: maximalPatches: layer must be the name of a layer of the model, its place in model.layers, or the layer itself. Received 'frist'. Did you mean 'first'?]`,
    );
    await expect(utils.maximalPatches(model, random([2, 9, 8, 1]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: maximalPatches: the model takes pictures of shape (8, 8, 1). Received an array of shape (2, 9, 8, 1). Resize them with image.resize.]`,
    );
    await expect(
      utils.maximalPatches(model, random([2, 8, 8, 1]), { count: 0 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: maximalPatches: count must be a whole number of at least 1. Received 0.]`,
    );
    await expect(utils.activationMaximization(model, { filters: 5 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[IndexError: activationMaximization: filters are whole numbers below 5, as many as 'second' has. Received filters 5.]`,
    );
    await expect(utils.activationMaximization(model, { learningRate: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: activationMaximization: learningRate must be a number above 0. Received 0.]`,
    );
    await expect(utils.activationMaximization(model, { range: [1, 0] })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: activationMaximization: range must be [smallest, largest] of the pixels. Received [1, 0].]`,
    );
    expect(() => utils.adversarial(model, random([2, 8, 8, 1]), [0])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: adversarial: there must be one class per picture. Received 2 pictures, 1 classes.]`,
    );
    expect(() => utils.adversarial(model, random([8, 8, 1]), 3)).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: adversarial: classes are whole numbers below 3, as many as the model has. Received class 3.]`,
    );
    expect(() => utils.adversarial(model, random([8, 8, 1]), 1, { epsilon: -1 })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: adversarial: epsilon must be a number of at least 0. Received -1.]`,
    );
    await expect(utils.lossLandscape(model, random([2, 8, 8, 1]), [0, 1])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[NotBuiltError: lossLandscape: the model must be compiled with a loss. Received model 'sequential'. Call model.compile({ loss: … }) first.]`,
    );
    model.compile({ loss: 'sparse_categorical_crossentropy' });
    await expect(utils.lossLandscape(model, random([2, 8, 8, 1]), [0])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: lossLandscape: there must be one label per picture. Received 2 pictures, 1 labels.]`,
    );
    await expect(
      utils.lossLandscape(model, random([2, 8, 8, 1]), [0, 1], { points: 4 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: lossLandscape: points must be an odd whole number above 0, so that the model itself is in the middle. Received 4.]`,
    );
  });
});

describe('adversarial', () => {
  it('raises the loss, moves no pixel further than epsilon, and lowers it towards a target', () => {
    const [model, x] = [small(), random([6, 8, 8, 1])];
    const y = [0, 1, 2, 0, 1, 2];
    const found = utils.adversarial(model, x, y, { epsilon: 0.1 });
    const difference = numbers(found.pictures.sub(x)).map(Math.abs);
    expect(Math.max(...difference)).toBeLessThan(0.1 + 1e-6);
    y.forEach((c, i) => expect(found.scoresAfter.item(i, c)).toBeLessThan(found.scoresBefore.item(i, c)));
    const towards = utils.adversarial(model, x, y, { epsilon: 0.1, target: 1 });
    y.forEach((_, i) => expect(towards.scoresAfter.item(i, 1)).toBeGreaterThan(towards.scoresBefore.item(i, 1)));
    const hot = utils.adversarial(model, x, keras.utils.toCategorical(y), { epsilon: 0.1 });
    expect(numbers(hot.pictures)).toEqual(numbers(found.pictures));
  });

  it('says of many pictures, which it takes in parts, what it says of each', () => {
    const [model, x] = [small(), random([70, 8, 8, 1])];
    const y = Array.from({ length: 70 }, (_, i) => i % 3);
    const all = utils.adversarial(model, x, y);
    const last = utils.adversarial(model, x.at('64:'), y.slice(64));
    expect(all.pictures.shape).toEqual([70, 8, 8, 1]);
    expect(numbers(all.pictures.at('64:'))).toEqual(numbers(last.pictures));
    expect(all.after.slice(64)).toEqual(last.after);
  });

  it('takes columns of sigmoids for questions of their own', () => {
    const [model, x] = [small('sigmoid'), random([3, 8, 8, 1])];
    const y = [0, 1, 2];
    const found = utils.adversarial(model, x, y, { epsilon: 1e-3, range: [-1, 2] });
    // The binary cross-entropy of every column, by pixels that are moved a little.
    const loss = (pictures: NDArray): number => {
      const scores = model.predictOnBatch(pictures);
      return y.reduce((sum, c, i) => sum - [0, 1, 2].reduce((part, k) => part + Math.log(k === c ? scores.item(i, k) : 1 - scores.item(i, k)), 0), 0); // prettier-ignore
    };
    const more = loss(found.pictures) - loss(x);
    expect(more).toBeGreaterThan(0);
    for (const at of [
      [0, 3, 3, 0],
      [2, 5, 1, 0],
    ] as const) {
      const [up, down] = [x.copy(), x.copy()];
      up.set(...at, x.item(...at) + 0.02);
      down.set(...at, x.item(...at) - 0.02);
      expect(Math.sign(loss(up) - loss(down))).toBe(found.signs.item(...at));
    }
  });

  it('has numbers where a score is 0 or 1 and the sum before it is not to be seen', () => {
    const input = keras.Input({ shape: [4, 4, 1] });
    const sum = keras.layers.Dense(1)(keras.layers.Flatten()(input));
    const sure = keras.Model(input, keras.ops.minimum(keras.ops.sigmoid(keras.ops.multiply(sum, 1e6)), 1));
    const found = utils.adversarial(sure, random([6, 4, 4, 1]), [0, 1, 0, 1, 0, 1]);
    expect(numbers(found.scoresBefore).every((score) => score === 0 || score === 1)).toBe(true);
    expect(numbers(found.pictures).every(Number.isFinite)).toBe(true);
  });
});

describe('lossLandscape', () => {
  it('has the loss in its middle and puts the weights back to the bit, also when it fails', async () => {
    const model = small();
    model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
    const [x, y] = [random([12, 8, 8, 1]), np.arange(12).mod(3)];
    await model.fit(x, y, { verbose: 0 });
    const before = model.getWeights().map(numbers);
    const found = await utils.lossLandscape(model, x, y, { points: 3, verbose: 0 });
    const [loss] = (await model.evaluate(x, y, { verbose: 0 })) as number[];
    expect(found.loss).toBeCloseTo(loss!, 6);
    expect(found.steps).toEqual([-1, 0, 1]);
    expect(model.getWeights().map(numbers)).toEqual(before);
    const again = await utils.lossLandscape(model, x, y, { points: 3, verbose: 0 });
    expect(numbers(again.losses)).toEqual(numbers(found.losses));
    const labels = np.array([...Array.from({ length: 11 }, () => 0), 9]);
    await expect(utils.lossLandscape(model, x, labels, { points: 3, verbose: 0 })).rejects.toThrow();
    expect(model.getWeights().map(numbers)).toEqual(before);
  });
});

describe('misclassified', () => {
  it('lists the wrong ones, the surest first', () => {
    const scores = [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.7, 0.3]]; // prettier-ignore
    expect(utils.misclassified([0, 0, 0, 1], scores)).toEqual({
      places: [2, 3, 1],
      truths: [0, 1, 0],
      predictions: [1, 0, 1],
      scores: [0.8, 0.7, 0.6],
      total: 4,
    });
    expect(utils.misclassified([0, 1], [1, 1])).toMatchObject({ places: [0], scores: null });
    expect(utils.misclassified([0, 1], [[0.8], [0.3]])).toMatchObject({ places: [0, 1], scores: [0.8, 0.7] });
    expect(() => utils.misclassified([0, 1], [1])).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: misclassified: yTrue and yPred must have one class per sample. Received 2 and 1.]`,
    );
  });
});

describe('embedding', () => {
  it('pushes apart by a tree as over all pairs', () => {
    const rng = np.random.defaultRng(2);
    const [xs, ys] = [0, 1].map(() => Float64Array.from(rng.normal(0, 3, [300]).toTyped() as Float64Array)) as [Float64Array, Float64Array]; // prettier-ignore
    xs.fill(xs[7]!, 7, 10); // points in one place
    ys.fill(ys[7]!, 7, 10);
    const [ax, ay, bx, by] = Array.from({ length: 4 }, () => new Float64Array(300)) as [Float64Array, Float64Array, Float64Array, Float64Array]; // prettier-ignore
    const [exact, near] = [pairRepulsion(xs, ys, ax, ay), treeRepulsion(xs, ys, bx, by)];
    expect(Math.abs(near / exact - 1)).toBeLessThan(0.02);
    const size = Math.sqrt([...ax, ...ay].reduce((sum, v) => sum + v * v, 0));
    const off = Math.sqrt([...ax].reduce((sum, v, i) => sum + (v - bx[i]!) ** 2 + (ay[i]! - by[i]!) ** 2, 0));
    expect(off / size).toBeLessThan(0.02);
  });

  it('takes maps and equal samples, and refuses what has no plane', async () => {
    const found = await utils.embedding(np.ones([5, 2, 2, 3]), { iterations: 5, verbose: 0 });
    expect(numbers(found.points).every(Number.isFinite)).toBe(true);
    await expect(utils.embedding([1, 2, 3])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: embedding: features must be (n, d) with at least three samples. Received an array of shape (3,).]`,
    );
    await expect(utils.embedding([[1, NaN], [2, 3], [4, 5]])).rejects.toThrowErrorMatchingInlineSnapshot(`[ValueError: embedding: features must be finite numbers. Received NaN or infinity among them.]`); // prettier-ignore
    await expect(utils.embedding(random([9, 2]), { perplexity: 9 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: embedding: perplexity must be a number below the 9 samples. Received 9.]`,
    );
    await expect(
      utils.embedding(random([9, 2]), { method: 'umap' as never }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: embedding: method must be 'tsne' or 'pca'. Received 'umap'.]`,
    );
    await expect(utils.embedding(np.zeros([5001, 1]))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: embedding: t-SNE takes at most 5000 samples. Received an array of shape (5001, 1). Take some of them, features.at('0:2000'), or { method: 'pca' }.]`,
    );
  });
});
