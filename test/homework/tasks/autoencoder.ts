/** @file A convolutional autoencoder that takes noise away. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

export default {
  about: 'Keras and TensorFlow tutorials: a denoising autoencoder',
  async run(t) {
    const rng = np.random.defaultRng(8);
    const clean = np.zeros([48, 12, 12, 1], 'float32');
    for (let k = 0; k < 48; k++) clean.set(k, `${2 + (k % 4)}:${8 + (k % 4)}`, `${1 + (k % 5)}:${6 + (k % 5)}`, 0, 1);
    const noisy = clean
      .add(rng.normal(0, 0.3, clean.shape))
      .clip(0, 1)
      .astype('float32');
    const model = keras.Sequential([
      keras.Input([12, 12, 1]),
      layers.Conv2D(8, 3, { activation: 'relu', padding: 'same', strides: 2 }),
      layers.Conv2D(4, 3, { activation: 'relu', padding: 'same', strides: 2 }),
      layers.Conv2DTranspose(8, 3, { activation: 'relu', padding: 'same', strides: 2 }),
      layers.UpSampling2D(2),
      layers.Conv2D(1, 3, { activation: 'sigmoid', padding: 'same' }),
    ]);
    const path = await saved(model, t, 'denoise');
    model.compile({ optimizer: keras.optimizers.Adam(0.001), loss: 'mse' });
    const losses: number[] = [];
    for (let i = 0; i < 6; i++) {
      const part = `${i * 8}:${i * 8 + 8}` as const;
      losses.push(Number(model.trainOnBatch(noisy.at(part), clean.at(part))));
    }
    const theirs = t.peer(
      'fit_steps',
      ['keras', 'tensorflow'],
      { x: noisy, y: clean, steps: 6, batch: 8 },
      { path, loss: 'mse' },
    );
    if (theirs) t.close('six losses', losses, theirs['losses']!, 1e-5);
    const before = losses[0]!;
    await model.fit(noisy, clean, { epochs: 20, batchSize: 8, verbose: 0 });
    const after = Number(await model.evaluate(noisy, clean, { verbose: 0 }));
    t.holds('it learns to take noise away', after < before / 2, `${before} to ${after}`);
  },
} satisfies Homework;
