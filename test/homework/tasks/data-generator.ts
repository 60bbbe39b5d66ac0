/** @file Data that come batch by batch: a PyDataset class and a generator that never ends, trained as from arrays. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import type { Homework } from '../tools.ts';

const { layers } = keras;

/** Reads the batch that is asked for, and counts. */
class Batches extends keras.utils.PyDataset {
  readonly x: NDArray;
  readonly y: NDArray;
  readonly size: number;
  reads = 0;
  epochs = 0;
  constructor(x: NDArray, y: NDArray, size: number) {
    super();
    this.x = x;
    this.y = y;
    this.size = size;
  }
  override get length() {
    return Math.ceil(this.x.shape[0]! / this.size);
  }
  override getItem(index: number) {
    this.reads++;
    const part = `${index * this.size}:${(index + 1) * this.size}` as const;
    return [this.x.at(part), this.y.at(part)];
  }
  override onEpochEnd() {
    this.epochs++;
  }
}

function smallNet(): keras.Model {
  keras.utils.setRandomSeed(6);
  const model = keras.Sequential([
    keras.Input([8, 8, 1]),
    layers.Conv2D(4, 3, { activation: 'relu' }),
    layers.Flatten(),
    layers.Dense(1),
  ]);
  model.compile({ optimizer: keras.optimizers.Adam(0.01), loss: 'mse', metrics: ['mae'] });
  return model;
}

export default {
  about: 'Keras guides, Stanford: a data generator of one’s own, as a class and as a function',
  async run(t) {
    const rng = np.random.defaultRng(44);
    const x = rng.random([44, 8, 8, 1]).astype('float32');
    const y = x.mean([1, 2]);
    const plain = await smallNet().fit(x, y, { epochs: 3, batchSize: 8, shuffle: false, verbose: 0 });

    const batches = new Batches(x, y, 8); // the last one has 4
    const model = smallNet();
    const classed = await model.fit(batches, { epochs: 3, shuffle: false, verbose: 0 });
    for (const name of ['loss', 'mae']) t.close(`class: ${name}`, classed.history[name]!, plain.history[name]!, 1e-5);
    t.holds('each batch is read once per epoch', batches.reads >= 18 && batches.reads <= 19, batches.reads);
    t.holds('it hears of the ends of epochs', batches.epochs === 3, batches.epochs);
    const fromClass = await model.evaluate(batches, { verbose: 0 });
    const fromArrays = await model.evaluate(x, y, { batchSize: 8, verbose: 0 });
    t.close('evaluate', fromClass, fromArrays, 1e-5);

    function* forever() {
      for (let i = 0; ; i = (i + 1) % 6) {
        const part = `${i * 8}:${i * 8 + 8}` as const;
        yield [x.at(part), y.at(part)] as const;
      }
    }
    const generated = await smallNet().fit(forever(), { epochs: 3, stepsPerEpoch: 6, verbose: 0 });
    for (const name of ['loss', 'mae'])
      t.close(`generator: ${name}`, generated.history[name]!, plain.history[name]!, 1e-5);
  },
} satisfies Homework;
