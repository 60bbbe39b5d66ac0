/** @file Inception modules with an auxiliary head: four ways side by side, two losses, names for the outputs. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { saved, type Homework } from '../tools.ts';

const { layers } = keras;

function conv(x: keras.KerasTensor, filters: number, size: number): keras.KerasTensor {
  return layers.Conv2D(filters, size, { padding: 'same', activation: 'relu' })(x);
}

/** 1×1, 1×1 → 3×3, 1×1 → 5×5 and pooling → 1×1, joined by channels. */
function inception(x: keras.KerasTensor, filters: number): keras.KerasTensor {
  const pooled = layers.MaxPooling2D(3, { strides: 1, padding: 'same' })(x);
  const ways = [
    conv(x, filters, 1),
    conv(conv(x, filters / 2, 1), filters, 3),
    conv(conv(x, filters / 4, 1), filters / 2, 5),
    conv(pooled, filters / 2, 1),
  ];
  return layers.Concatenate()(ways);
}

function head(x: keras.KerasTensor, name: string): keras.KerasTensor {
  return layers.Dense(3, { activation: 'softmax', name })(layers.GlobalAveragePooling2D()(x));
}

export default {
  about: 'CS231n, Coursera CNN: a small GoogLeNet with an auxiliary head',
  async run(t) {
    keras.utils.setRandomSeed(13);
    const rng = np.random.defaultRng(13);
    const label = np.arange(40).mod(3);
    const x = rng.uniform(0, 0.3, [40, 16, 16, 3]).astype('float32');
    for (let k = 0; k < 40; k++) x.set(k, ':', ':', k % 3, x.at(k, ':', ':', k % 3).add(0.4));
    const input = keras.Input([16, 16, 3]);
    const first = inception(conv(input, 8, 3), 8);
    const second = inception(layers.MaxPooling2D(2)(first), 16);
    const model = keras.Model(input, [head(second, 'main'), head(first, 'aux')]);
    t.holds('channels are joined', second.shape.join() === ',8,8,48', second.shape.join());
    const path = await saved(model, t, 'inception');
    const loss = 'sparse_categorical_crossentropy';
    model.compile({
      optimizer: keras.optimizers.Adam(0.001),
      loss: { main: loss, aux: loss },
      lossWeights: { main: 1, aux: 0.3 },
    });
    const losses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const [part, y] = [`${i * 8}:${i * 8 + 8}` as const, label.at(`${i * 8}:${i * 8 + 8}`)];
      losses.push(Number([model.trainOnBatch(x.at(part), { main: y, aux: y })].flat()[0]));
    }
    const theirs = t.peer('auxiliary', ['keras', 'tensorflow'], { x, label, steps: 5, batch: 8 }, { path });
    if (theirs) t.close('five losses', losses, theirs['losses']!, 1e-5);
    await model.fit(x, { main: label, aux: label }, { epochs: 30, batchSize: 8, verbose: 0 });
    const [main, aux] = await model.predict(x, { verbose: 0 });
    for (const [name, scores] of Object.entries({ main: main!, aux: aux! }))
      t.holds(`the head ${name} has learned`, scores.argmax(-1).eq(label).mean() > 0.9);
  },
} satisfies Homework;
