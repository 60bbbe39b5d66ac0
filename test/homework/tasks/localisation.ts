/** @file One network with two answers: what is in the picture, and where. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

export default {
  about: 'Coursera CNN: classification and a bounding box, two losses with weights',
  async run(t) {
    const rng = np.random.defaultRng(4);
    const x = np.zeros([40, 16, 16, 1], 'float32');
    const [label, box] = [np.zeros(40, 'int64'), np.zeros([40, 4], 'float32')];
    for (let k = 0; k < 40; k++) {
      const [top, left] = [rng.integers(0, 10), rng.integers(0, 10)];
      const [h, w] = k % 2 === 0 ? [6, 3] : [3, 6];
      x.set(k, `${top}:${top + h}`, `${left}:${left + w}`, 0, 1);
      label.set(k, k % 2);
      box.set(k, np.array([top, left, h, w]).div(16));
    }
    const input = keras.Input([16, 16, 1]);
    const trunk = layers.Flatten()(layers.MaxPooling2D(2)(layers.Conv2D(8, 3, { activation: 'relu' })(input)));
    const kind = layers.Dense(2, { activation: 'softmax', name: 'kind' })(trunk);
    const place = layers.Dense(4, { name: 'place' })(trunk);
    const model = keras.Model(input, [kind, place]);
    const path = await saved(model, t, 'box');
    model.compile({
      optimizer: keras.optimizers.Adam(0.001),
      loss: ['sparse_categorical_crossentropy', 'mse'],
      lossWeights: [1, 0.5],
    });
    const losses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const part = `${i * 8}:${i * 8 + 8}` as const;
      const found = model.trainOnBatch(x.at(part), [label.at(part), box.at(part)]);
      losses.push(Array.isArray(found) ? Number(found[0]) : Number(found));
    }
    const theirs = t.peer('two_losses', ['keras', 'tensorflow'], { x, label, box, steps: 5, batch: 8 }, { path });
    if (theirs) t.close('five losses', losses, theirs['losses']!, 1e-5);
    await model.fit(x, [label, box], { epochs: 60, batchSize: 8, verbose: 0 });
    const [kinds] = (await model.predict(x, { verbose: 0 })) as [typeof x, typeof x];
    t.holds('it tells standing from lying boxes', kinds.argmax(-1).eq(label).mean() > 0.95);
  },
} satisfies Homework;
