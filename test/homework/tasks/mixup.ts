/** @file Mixup: two pictures laid over each other, and their labels too. */
import { np, type NDArray } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

/** λ of a picture and 1 - λ of its partner, the labels likewise. */
function mixup(x: NDArray, y: NDArray, partner: NDArray, lambda: number): [NDArray, NDArray] {
  const blend = (a: NDArray) => a.mul(lambda).add(np.take(a, partner, 0).mul(1 - lambda));
  return [blend(x), blend(y)];
}

export default {
  about: 'Keras examples: mixup with a given λ, fit with soft labels',
  async run(t) {
    const rng = np.random.defaultRng(17);
    const numbers = np.arange(48).mod(3);
    const x = rng.normal(0, 0.3, [48, 8, 8, 1]).astype('float32');
    for (let k = 0; k < 48; k++) x.set(k, `${2 * (k % 3)}:${2 * (k % 3) + 3}`, ':', 0, 1);
    const y = keras.utils.toCategorical(numbers, 3);
    const partner = rng.permutation(48);
    const [mixed, soft] = mixup(x, y, partner, 0.7);
    // Against the formula, number by number.
    const [i, j] = [5, partner.item(5)];
    const wanted = 0.7 * x.item(i, 3, 4, 0) + 0.3 * x.item(j, 3, 4, 0);
    t.close('a pixel', mixed.item(i, 3, 4, 0), wanted, 1e-6);
    t.close('labels still sum up to 1', soft.sum(-1), np.ones(48), 1e-6);
    t.close(
      'a label',
      soft.at(i),
      np
        .eye(3)
        .at(numbers.item(i))
        .mul(0.7)
        .add(np.eye(3).at(numbers.item(j)).mul(0.3)),
      1e-6,
    );

    const model = keras.Sequential([
      keras.Input([8, 8, 1]),
      layers.Conv2D(6, 3, { activation: 'relu' }),
      layers.Flatten(),
      layers.Dense(3, { activation: 'softmax' }),
    ]);
    const path = await saved(model, t, 'mixup');
    model.compile({
      optimizer: keras.optimizers.Adam(0.001),
      loss: 'categorical_crossentropy',
      metrics: ['accuracy'],
    });
    const losses: number[] = [];
    for (let step = 0; step < 6; step++) {
      const part = `${step * 8}:${step * 8 + 8}` as const;
      losses.push(Number([model.trainOnBatch(mixed.at(part), soft.at(part))].flat()[0]));
    }
    const theirs = t.peer(
      'fit_steps',
      ['keras', 'tensorflow'],
      { x: mixed, y: soft, steps: 6, batch: 8 },
      { path, loss: 'categorical_crossentropy' },
    );
    if (theirs) t.close('six losses with soft labels', losses, theirs['losses']!, 1e-5);
    await model.fit(mixed, soft, { epochs: 30, batchSize: 8, verbose: 0 });
    const [, accuracy] = await model.evaluate(x, y, { verbose: 0 });
    t.holds('it knows the pictures as they were', accuracy! > 0.95, accuracy);
  },
} satisfies Homework;
