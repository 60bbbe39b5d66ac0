/** @file One trunk for two pictures: are they alike? */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

export default {
  about: 'Coursera CNN, Keras tutorials: a siamese network with shared weights',
  async run(t) {
    const rng = np.random.defaultRng(9);
    const [a, b] = [rng.random([40, 12, 12, 1]).astype('float32'), rng.random([40, 12, 12, 1]).astype('float32')];
    const same = np.arange(40).mod(2).astype('float32').reshape(40, 1);
    for (let k = 1; k < 40; k += 2) b.set(k, a.at(k).add(rng.normal(0, 0.02, [12, 12, 1])));
    const trunk = keras.Sequential([
      keras.Input([12, 12, 1]),
      layers.Conv2D(6, 3, { activation: 'relu' }),
      layers.GlobalAveragePooling2D(),
      layers.Dense(5),
    ]);
    const [left, right] = [keras.Input([12, 12, 1]), keras.Input([12, 12, 1])];
    const apart = layers.Subtract()([trunk(left), trunk(right)]);
    const squared = layers.Multiply()([apart, apart]);
    const model = keras.Model([left, right], layers.Dense(1, { activation: 'sigmoid' })(squared));
    const path = await saved(model, t, 'siamese');
    model.compile({ optimizer: keras.optimizers.Adam(0.001), loss: 'binary_crossentropy' });
    const losses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const part = `${i * 8}:${i * 8 + 8}` as const;
      losses.push(Number(model.trainOnBatch([a.at(part), b.at(part)], same.at(part))));
    }
    const theirs = t.peer('siamese', ['keras', 'tensorflow'], { a, b, same, steps: 5, batch: 8 }, { path });
    if (theirs) t.close('five losses', losses, theirs['losses']!, 1e-5);
    t.holds('weights are there once', model.countParams() === trunk.countParams() + 6);
  },
} satisfies Homework;
