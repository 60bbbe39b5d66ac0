/**
 * @file The frozen part in front of the trained layers, computed once per sample: the same bits as without, whatever is asked of
 * fit; and which layers may stand in it. The oracle is the run without it.
 */
import { describe, expect, it } from 'vitest';
import { np, type NDArray } from '../../src/array/index.ts';
import { isNode, type Node } from '../../src/engine/graph/index.ts';
import { seedEverything } from '../../src/keras/common/random.ts';
import type { LayerFacts } from '../../src/keras/core/facts.ts';
import { keras, layers, type Model } from '../../src/keras/index.ts';
import { Rows } from '../../src/keras/model/data.ts';
import { feedOf, type Batch, type Sides } from '../../src/keras/model/feed.ts';
import { frozenFeeds, type FrozenFeeds } from '../../src/keras/model/frozen-cache.ts';
import { findFrozenCut } from '../../src/keras/model/frozen-prefix.ts';
import type { FitOptions } from '../../src/keras/model/options.ts';
import { printedBy } from './helpers.ts';

const numbers = (a: NDArray): number[] => Array.from(a.toTyped() as Float32Array);
np.random.seed(4);
const x = np.random.uniform(0, 1, [45, 12, 12, 3]).astype('float32');
const y = np.random.randint(0, 3, [45]);

/** Convolutions of every kind, normalization, branches. */
function backbone(): Model {
  const input = keras.Input({ shape: [12, 12, 3] });
  let t = layers.Conv2D(8, 3, { padding: 'same', useBias: false })(input);
  t = layers.BatchNormalization()(t);
  t = layers.ReLU()(t);
  const one = layers.Conv2D(6, 1, { activation: 'relu' })(t);
  const wide = layers.Conv2D(6, [1, 5], { padding: 'same' })(t);
  t = layers.Concatenate()([one, wide, layers.AveragePooling2D(3, { strides: 1, padding: 'same' })(t)]);
  t = layers.MaxPooling2D(2)(t);
  t = layers.DepthwiseConv2D(3, { padding: 'same' })(t);
  t = layers.Conv2D(16, 3, { strides: 2, padding: 'same', activation: 'relu', name: 'last' })(t);
  return keras.Model(input, t);
}

/** Cut flat at a layer of the backbone, as the lecture does; or the backbone as one layer. */
function transfer(nested: boolean, middle: () => ReturnType<typeof layers.Dropout>[] = () => []): Model {
  const base = backbone();
  base.trainable = false;
  const input = nested ? keras.Input({ shape: [12, 12, 3] }) : (base.input as ReturnType<typeof keras.Input>);
  let t = nested ? base(input) : base.getLayer('last').output;
  for (const layer of middle()) t = layer(t);
  t = layers.Flatten()(t);
  t = layers.Dense(12, { activation: 'relu' })(t);
  const model = keras.Model(input, layers.Dense(3, { activation: 'softmax' })(t));
  model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] });
  return model;
}

/** Everything that two fits leave behind. */
async function trained(make: () => Model, cacheFrozen: boolean, options: FitOptions): Promise<number[]> {
  seedEverything(9);
  const model = make();
  const first = await model.fit(x, y, { epochs: 4, verbose: 0, ...options, cacheFrozen });
  const second = await model.fit(x, y, { epochs: 3, verbose: 0, ...options, cacheFrozen });
  const logs = [first, second].flatMap(({ history }) => Object.values(history).flat());
  return [...logs, ...model.getWeights().flatMap(numbers)];
}

const cutOf = (model: Model): string | undefined => findFrozenCut(model, [[12, 12, 3]])?.last;

describe('fit with a frozen part', () => {
  const cases: readonly (readonly [string, FitOptions])[] = [
    ['shuffled', {}],
    ['in order', { shuffle: false }],
    ['with a last batch of one sample', { batchSize: 11 }],
    ['in small batches', { batchSize: 4 }],
    ['with validationSplit', { validationSplit: 0.3, batchSize: 8 }],
    ['with validationData', { validationData: [x.at('5:20'), y.at('5:20')], validationBatchSize: 4 }],
    ['with class weights', { classWeight: { 0: 1, 1: 3, 2: 0.5 }, batchSize: 16 }],
    ['with sample weights', { sampleWeight: np.arange(45).div(45), batchSize: 16 }],
    ['with stepsPerEpoch', { stepsPerEpoch: 2, batchSize: 16 }],
  ];
  for (const [name, options] of cases) {
    it(`gives the bits of a run that computes it in every epoch: ${name}`, async () => {
      const flat = (): Model => transfer(false);
      expect(await trained(flat, true, options)).toEqual(await trained(flat, false, options));
    });
  }

  it('does so with the backbone as one layer, and with dropout behind the cut', async () => {
    const make = (): Model => transfer(true, () => [layers.Dropout(0.5)]);
    expect(await trained(make, true, { batchSize: 16 })).toEqual(await trained(make, false, { batchSize: 16 }));
  });

  it('does so for ready-made networks', async () => {
    const make = (): Model => {
      const base = keras.applications.MobileNetV2({ weights: null, includeTop: false, inputShape: [32, 32, 3] });
      base.trainable = false;
      const model = keras.Sequential([
        base,
        layers.GlobalAveragePooling2D(),
        layers.Dense(3, { activation: 'softmax' }),
      ]);
      model.compile({ optimizer: 'sgd', loss: 'sparse_categorical_crossentropy' });
      return model;
    };
    const big = np.repeat(np.repeat(x, 3, 1), 3, 2).at(':', ':32', ':32');
    const run = async (cacheFrozen: boolean): Promise<number[]> => {
      seedEverything(2);
      const model = make();
      const { history } = await model.fit(big, y, { epochs: 2, batchSize: 20, verbose: 0, cacheFrozen });
      return [...history['loss']!, ...numbers(model.getWeights().at(-2)!)];
    };
    expect(await run(true)).toEqual(await run(false));
  });

  it('does so when a second fit has pictures of another size', async () => {
    const run = async (cacheFrozen: boolean): Promise<number[]> => {
      seedEverything(4);
      const input = keras.Input({ shape: [null, null, 3] });
      let t = layers.Conv2D(4, 3, { trainable: false, activation: 'relu' })(input);
      t = layers.Conv2D(3, 3)(t);
      const model = keras.Model(input, layers.GlobalAveragePooling2D()(t));
      model.compile({ optimizer: 'sgd', loss: 'mse' });
      const target = np.ones([45, 3]);
      const logs: number[] = [];
      for (const pictures of [x, np.repeat(x, 2, 1), x]) {
        const { history } = await model.fit(pictures, target, { epochs: 3, batchSize: 15, verbose: 0, cacheFrozen });
        logs.push(...history['loss']!);
      }
      return [...logs, ...model.getWeights().flatMap(numbers)];
    };
    expect(await run(true)).toEqual(await run(false));
  });

  it('says where it cuts, how much it keeps and how to turn it off', async () => {
    const said = await printedBy(() => transfer(false).fit(x, y, { epochs: 2, verbose: 2 }));
    expect(
      said
        .split('\n')
        .find((line) => line.includes('cacheFrozen'))
        ?.replace(/flatten_\d+/, 'flatten'),
    ).toMatchInlineSnapshot(
      `"The layers up to 'flatten' are frozen: fit computes them once per sample and keeps the results (45 samples, 26 kB). cacheFrozen: false computes them in every epoch."`,
    );
    const off = await printedBy(() => transfer(false).fit(x, y, { epochs: 2, verbose: 2, cacheFrozen: false }));
    expect(off).not.toContain('cacheFrozen');
  });

  it('sees frozen weights that a callback replaces', async () => {
    const make = (): Model => transfer(true);
    const run = async (cacheFrozen: boolean): Promise<number[]> => {
      seedEverything(9);
      const model = make();
      const change = keras.callbacks.LambdaCallback({
        onEpochEnd: () => {
          const base = model.layers[1]!;
          base.setWeights(base.getWeights().map((w) => w.mul(0.9)));
        },
      });
      const { history } = await model.fit(x, y, { epochs: 3, verbose: 0, callbacks: change, cacheFrozen });
      return history['loss']!;
    };
    expect(await run(true)).toEqual(await run(false));
  });

  it('keeps what fits, says so, and computes the rest in every epoch', async () => {
    const model = transfer(false);
    const cut = findFrozenCut(model, [[12, 12, 3]])!;
    const sides: Sides = { n: 45, x: [new Rows(x)], y: [new Rows(y)], w: [null] };
    const options = { who: 'fit', x, y, w: null, batchSize: 20, steps: null, classWeight: null };
    const feed = feedOf(sides, { ...options, shuffle: true, inputNames: ['x'], outputNames: ['y'] });
    const whole = keras.Model(model.inputs as never, model.getLayer(cut.last).output).predictOnBatch(x);
    let feeds: FrozenFeeds | undefined;
    const said = await printedBy(() => {
      feeds = frozenFeeds(cut, { train: feed, validation: null }, true, 10 * 4 * 144);
    });
    expect(said.split('\n')[1]).toMatchInlineSnapshot(
      `"Results of all 45 samples would take 26 kB; 10 of them are kept, the others are computed in every epoch."`,
    );
    for (let epoch = 0; epoch < 3; epoch++) {
      for (const batch of feeds!.train.epoch() as Iterable<Batch>) {
        const [into, labels] = [new Float32Array(batch.size * 144), new Float32Array(batch.size)];
        const { order, start } = batch.rows!;
        const places = { x: [into], y: [labels], w: [null] };
        batch.load(places);
        const rows = np.array(Array.from({ length: batch.size }, (_, i) => order![start + i]!));
        expect([...into]).toEqual(numbers(np.take(whole, rows, 0)));
        expect([...labels]).toEqual(Array.from(np.take(y, rows, 0).toTyped() as Int32Array, Number));
      }
    }
    feeds!.release();
  });

  it('refuses an option that is no yes or no', async () => {
    await expect(
      transfer(false).fit(x, y, { cacheFrozen: 1 as unknown as boolean, verbose: 0 }),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`[ValueError: fit: cacheFrozen must be true or false. Received 1.]`);
  });
});

describe('the cut', () => {
  it('is behind the last frozen layer, and behind what has no weights', () => {
    expect(cutOf(transfer(false))).toMatch(/^flatten/);
    expect(cutOf(transfer(true))).toMatch(/^flatten/);
  });

  it('is before what draws random numbers, and nowhere where that stands in front', () => {
    expect(cutOf(transfer(false, () => [layers.Dropout(0.5)]))).toBe('last');
    const base = backbone();
    base.trainable = false;
    const augmented = keras.Sequential([
      keras.Input({ shape: [12, 12, 3] }),
      layers.RandomFlip('horizontal'),
      base,
      layers.Flatten(),
      layers.Dense(2),
    ]);
    expect(cutOf(augmented)).toBeUndefined();
  });

  it('is before batch normalization that still moves', () => {
    const base = backbone();
    for (const layer of base.layers) layer.trainable = layer.className === 'BatchNormalization';
    const model = keras.Sequential([base, layers.Flatten(), layers.Dense(2)]);
    expect(cutOf(model)).toBeUndefined();
    const flat = keras.Model(base.input as never, layers.Dense(2)(layers.Flatten()(base.getLayer('last').output)));
    expect(cutOf(flat)).toMatch(/^conv2d/);
  });

  it('leaves layers of one’s own alone unless they say that each sample is computed by itself', () => {
    class Half extends layers.Layer {
      override call(t: Node | readonly Node[]): Node {
        return keras.ops.multiply((isNode(t) ? t : t[0])!, 0.5);
      }
    }
    class StatedHalf extends Half {
      static readonly facts: LayerFacts = { name: 'StatedHalf', module: null, perSample: true };
    }
    const withLayer = (layer: Half): Model => {
      const base = backbone();
      base.trainable = false;
      return keras.Sequential([base, layer, layers.Flatten(), layers.Dense(2)]);
    };
    expect(cutOf(withLayer(new Half()))).toMatch(/^(model|functional)/);
    expect(cutOf(withLayer(new StatedHalf()))).toMatch(/^flatten/);
  });

  it('is nowhere in a model that is trained as a whole, or whose frozen layers have no weights', () => {
    const open = keras.Sequential([keras.Input({ shape: [12, 12, 3] }), layers.Flatten(), layers.Dense(2)]);
    expect(cutOf(open)).toBeUndefined();
  });
});
