/** @file A small U-Net: down, up by a transposed convolution, and across. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

function unet(): keras.Model {
  const block = (x: keras.KerasTensor, filters: number): keras.KerasTensor =>
    layers.Conv2D(filters, 3, { padding: 'same', activation: 'relu' })(
      layers.Conv2D(filters, 3, { padding: 'same', activation: 'relu' })(x),
    );
  const input = keras.Input([16, 16, 1]);
  const first = block(input, 4);
  const second = block(layers.MaxPooling2D(2)(first), 8);
  const deep = block(layers.MaxPooling2D(2)(second), 16);
  let x = layers.Conv2DTranspose(8, 2, { strides: 2 })(deep);
  x = block(layers.Concatenate()([x, second]), 8);
  x = layers.Conv2DTranspose(4, 2, { strides: 2 })(x);
  x = block(layers.Concatenate()([x, first]), 4);
  return keras.Model(input, layers.Conv2D(1, 1, { activation: 'sigmoid' })(x));
}

export default {
  about: 'Kaggle, TensorFlow tutorials: segmentation with a U-Net, five steps of Adam',
  async run(t) {
    const rng = np.random.defaultRng(16);
    const x = rng.random([40, 16, 16, 1]).astype('float32');
    const y = x.gt(0.6).astype('float32');
    const model = unet();
    const path = await saved(model, t, 'unet');
    model.compile({ optimizer: keras.optimizers.Adam(0.001), loss: 'binary_crossentropy' });
    const losses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const part = `${i * 8}:${i * 8 + 8}` as const;
      losses.push(Number(model.trainOnBatch(x.at(part), y.at(part))));
    }
    const out = await model.predict(x.at(':2'), { verbose: 0 });
    const theirs = t.peer(
      'fit_steps',
      ['keras', 'tensorflow'],
      { x, y, steps: 5, batch: 8 },
      { path, loss: 'binary_crossentropy' },
    );
    if (!theirs) return;
    t.close('five losses', losses, theirs['losses']!, 1e-5);
    t.close('the masks after them', out, theirs['out']!, 1e-4);
  },
} satisfies Homework;
