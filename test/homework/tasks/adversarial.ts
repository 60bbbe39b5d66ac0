/** @file An attack by the sign of the gradient: a picture that looks the same and is taken for something else. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers, ops } = keras;

export default {
  about: 'TensorFlow tutorials, CS231n: the fast gradient sign method',
  async run(t) {
    keras.utils.setRandomSeed(2);
    const rng = np.random.defaultRng(33);
    const y = np.arange(60).mod(3);
    const x = rng.uniform(0, 0.4, [60, 10, 10, 1]).astype('float32');
    for (let k = 0; k < 60; k++) x.set(k, `${3 * (k % 3)}:${3 * (k % 3) + 3}`, ':', 0, 0.7);
    const model = keras.Sequential([
      keras.Input([10, 10, 1]),
      layers.Conv2D(6, 3, { activation: 'relu' }),
      layers.Dropout(0.5),
      layers.Flatten(),
      layers.Dense(3, { activation: 'softmax' }),
    ]);
    model.compile({
      optimizer: keras.optimizers.Adam(0.01),
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    });
    await model.fit(x, y, { epochs: 3, batchSize: 12, verbose: 0 });
    const path = await saved(model, t, 'attacked');

    const tape = keras.GradientTape((watching) => {
      const scores = model(watching.watch(x));
      return ops.mean(keras.losses.sparseCategoricalCrossentropy(y, scores));
    });
    const slope = tape.gradient(x);
    const worse = x.add(np.sign(slope).mul(0.3)).clip(0, 1);
    const [, before] = await model.evaluate(x, y, { verbose: 0 });
    const [, after] = await model.evaluate(worse, y, { verbose: 0 });
    t.holds('it was right', before! > 0.95, before);
    t.holds('and is fooled', after! < before! - 0.3, after);
    const out = await model.predict(worse, { verbose: 0 });
    const theirs = t.peer('attack', ['keras', 'tensorflow'], { x, y, epsilon: 0.3 }, { path });
    if (!theirs) return;
    t.close('the gradient towards the pictures', slope, theirs['slope']!, 1e-4);
    t.close('the pictures of the attack', worse, theirs['worse']!, 1e-6);
    t.close('what the network says then', out, theirs['out']!, 1e-3);
  },
} satisfies Homework;
