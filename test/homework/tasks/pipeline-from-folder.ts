/** @file Pictures in folders, one per class, through a pipeline into fit: the same as from arrays, every picture once. */
import { mkdirSync } from 'node:fs';
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import type { Homework } from '../tools.ts';

const { layers } = keras;

/** Bright bars, standing or lying; the first pixel is the number of the picture. */
async function makeFolders(root: string): Promise<[NDArray, NDArray]> {
  const rng = np.random.defaultRng(21);
  const [x, y] = [rng.integers(0, 60, [48, 12, 12, 3]).astype('uint8'), np.zeros(48, 'int64')];
  for (const [label, name] of ['lying', 'standing'].entries()) {
    mkdirSync(`${root}/${name}`, { recursive: true });
    for (let k = 0; k < 24; k++) {
      const [i, at] = [24 * label + k, 2 + (k % 7)];
      if (label === 0) x.set(i, `${at}:${at + 3}`, ':', ':', 250);
      else x.set(i, ':', `${at}:${at + 3}`, ':', 250);
      x.set(i, 0, 0, ':', i);
      y.set(i, label);
      await keras.utils.saveImg(`${root}/${name}/${String(k).padStart(2, '0')}.png`, x.at(i), { scale: false });
    }
  }
  return [x, y];
}

function smallNet(): keras.Model {
  keras.utils.setRandomSeed(4);
  const model = keras.Sequential([
    keras.Input([12, 12, 3]),
    layers.Conv2D(4, 5, { activation: 'relu' }),
    layers.GlobalMaxPooling2D(),
    layers.Dense(2, { activation: 'softmax' }),
  ]);
  model.compile({
    optimizer: keras.optimizers.Adam(0.01),
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

export default {
  about: 'TensorFlow and Keras tutorials: a folder of pictures, map, shuffle, batch, prefetch, fit',
  async run(t) {
    const root = `${t.folder}/bars`;
    const [x, y] = await makeFolders(root);
    const files = keras.utils.imageDatasetFromDirectory(root, {
      imageSize: [12, 12],
      batchSize: null,
      shuffle: false,
      verbose: false,
    });
    t.holds('classes are the folders', files.classNames?.join() === 'lying,standing');

    // In order, it is the same training as from arrays.
    const ordered = files
      .map((picture, label) => [picture.div(255), label])
      .batch(8)
      .prefetch(2);
    const [fromFolder, fromArrays] = [smallNet(), smallNet()];
    const streamed = await fromFolder.fit(ordered, { epochs: 6, verbose: 0 });
    const arrays = await fromArrays.fit(x.astype('float32').div(255), y, {
      epochs: 6,
      batchSize: 8,
      shuffle: false,
      verbose: 0,
    });
    for (const name of ['loss', 'accuracy']) t.close(name, streamed.history[name]!, arrays.history[name]!, 1e-5);

    // Shuffled, every picture comes once per epoch, in another order each time.
    const orders: string[] = [];
    const shuffled = files.shuffle(48, { seed: 3 }).batch(8).prefetch(2);
    for (let epoch = 0; epoch < 2; epoch++) {
      const seen: number[] = [];
      for await (const [pictures, labels] of shuffled) {
        seen.push(...(pictures.at(':', 0, 0, 0).toList() as number[]));
        const wanted = pictures.at(':', 0, 0, 0).ge(24).astype('int64');
        t.close('labels go with their pictures', labels, wanted, 0);
      }
      orders.push(seen.join());
      t.holds('every picture once', new Set(seen).size === 48 && seen.length === 48, seen);
    }
    t.holds('the order changes', orders[0] !== orders[1]);
    const model = smallNet();
    const train = shuffled.map((pictures, labels) => [pictures.div(255), labels]);
    await model.fit(train, { epochs: 20, verbose: 0 });
    const [, accuracy] = await model.evaluate(ordered, { verbose: 0 });
    t.holds('it learns', accuracy! > 0.9, accuracy);
  },
} satisfies Homework;
