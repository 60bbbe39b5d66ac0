/** @file Digit recogniser: train.csv with pixels and labels in, submission.csv with ImageId and Label out. */
import { readFileSync } from 'node:fs';
import { np } from '../../../src/array/index.ts';
import { datasets } from '../../../src/datasets/index.ts';
import { keras } from '../../../src/keras/index.ts';
import type { Homework } from '../tools.ts';

const { layers } = keras;
const PIXELS = Array.from({ length: 64 }, (_, i) => `pixel${i}`);

/** The competition's files: a header, then a picture of 8 × 8 per row. */
function makeFiles(folder: string): number[] {
  const rng = np.random.defaultRng(28);
  const table = np.zeros([150, 65], 'int64');
  for (let k = 0; k < 150; k++) {
    const picture = rng.integers(0, 60, [8, 8]);
    const label = k % 3;
    if (label === 0) picture.set(':', '3:5', 250);
    if (label === 1) picture.set('3:5', ':', 250);
    if (label === 2) picture.set('2:6', '2:6', 250);
    table.set(k, np.concatenate([np.array([label]), picture.ravel()]));
  }
  const options = { fmt: '%d', delimiter: ',', comments: '' };
  np.savetxt(`${folder}/train.csv`, table.at(':120'), { ...options, header: ['label', ...PIXELS].join(',') });
  np.savetxt(`${folder}/test.csv`, table.at('120:', '1:'), { ...options, header: PIXELS.join(',') });
  return table.at('120:', 0).toList() as number[];
}

export default {
  about: 'Kaggle: from a CSV of pixels to a submission',
  async run(t) {
    keras.utils.setRandomSeed(1);
    const truth = makeFiles(t.folder);
    // Whole, as pandas would, …
    const train = np.loadtxt(`${t.folder}/train.csv`, { delimiter: ',', skiprows: 1 });
    const y = train.at(':', 0).astype('int64');
    const x = train.at(':', '1:').div(255).reshape(-1, 8, 8, 1).astype('float32');
    // … and row by row, as tf.data would.
    const rows = datasets.Dataset.fromCsv(`${t.folder}/train.csv`, { labelName: 'label', features: 'array' });
    const listed = await rows.toArray();
    t.holds('both read all rows', listed.length === 120 && x.shape.join() === '120,8,8,1', x.shape);
    t.holds(
      'both read the same labels',
      listed.every((row, k) => Number((row as unknown[])[1]) === y.item(k)),
    );

    const model = keras.Sequential([
      keras.Input([8, 8, 1]),
      layers.Conv2D(6, 3, { activation: 'relu' }),
      layers.MaxPooling2D(2),
      layers.Flatten(),
      layers.Dense(3, { activation: 'softmax' }),
    ]);
    model.compile({
      optimizer: keras.optimizers.Adam(0.01),
      loss: 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    });
    const { history } = await model.fit(x, y, { epochs: 12, batchSize: 16, validationSplit: 0.2, verbose: 0 });
    t.holds('it learns', history['val_accuracy']!.at(-1)! > 0.9, history['val_accuracy']);

    const test = np.loadtxt(`${t.folder}/test.csv`, { delimiter: ',', skiprows: 1 });
    const scores = await model.predict(test.div(255).reshape(-1, 8, 8, 1), { verbose: 0 });
    const label = np.argmax(scores, 1);
    const submission = np.columnStack([np.arange(1, label.size + 1), label]);
    const path = `${t.folder}/submission.csv`;
    np.savetxt(path, submission, { fmt: '%d', delimiter: ',', header: 'ImageId,Label', comments: '' });

    const lines = readFileSync(path, 'utf8').trim().split('\n');
    t.holds('its columns', lines[0] === 'ImageId,Label' && lines.length === 31, lines[0]);
    const right = truth.filter((label, k) => lines[k + 1] === `${k + 1},${label}`).length;
    t.holds('its labels', right >= 28, right);
    const back = np.loadtxt(path, { delimiter: ',', skiprows: 1, dtype: 'int64' });
    t.close('it reads back', back.at(':', 1), label, 0);
  },
} satisfies Homework;
