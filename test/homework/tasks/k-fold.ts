/** @file k-fold cross-validation: a fresh model for each fold, every sample in the test once. */
import { np } from '../../../src/array/index.ts';
import { keras } from '../../../src/keras/index.ts';
import { sklearn } from '../../../src/learn/index.ts';
import type { Homework } from '../tools.ts';

const { layers } = keras;

function freshModel(): keras.Model {
  const model = keras.Sequential([
    keras.Input([6, 6, 1]),
    layers.Flatten(),
    layers.Dense(8, { activation: 'relu' }),
    layers.Dense(3, { activation: 'softmax' }),
  ]);
  model.compile({
    optimizer: keras.optimizers.Adam(0.02),
    loss: 'sparse_categorical_crossentropy',
    metrics: ['accuracy'],
  });
  return model;
}

export default {
  about: 'Kaggle, Deep Learning with Python: k-fold cross-validation of a network',
  async run(t) {
    const [k, seed] = [4, 11];
    const rng = np.random.defaultRng(2);
    const y = rng.integers(0, 3, 58);
    const x = rng.normal(0, 0.2, [58, 6, 6, 1]).astype('float32');
    for (let i = 0; i < 58; i++) x.set(i, `${2 * y.item(i)}:${2 * y.item(i) + 2}`, ':', 0, 1);

    const options = { nSplits: k, shuffle: true, randomState: seed };
    const plain = Array.from(sklearn.KFold(options).split(x));
    const stratified = Array.from(sklearn.StratifiedKFold(options).split(x, y));
    const theirs = t.peer('folds', ['sklearn'], { y, k, seed });
    if (theirs) {
      plain.forEach(([, test], i) => t.close(`fold ${i}`, test, theirs[`k${i}`]!, 0));
      stratified.forEach(([, test], i) => t.close(`stratified fold ${i}`, test, theirs[`s${i}`]!, 0));
    }
    const times = np.zeros(58);
    const scores: number[] = [];
    for (const [train, test] of sklearn.StratifiedKFold(options).split(x, y)) {
      const model = freshModel();
      await model.fit(x.at(train), y.at(train), { epochs: 20, batchSize: 8, verbose: 0 });
      const [, accuracy] = await model.evaluate(x.at(test), y.at(test), { verbose: 0 });
      scores.push(accuracy!);
      times.set(test, times.at(test).add(1));
    }
    t.holds('every sample was in the test once', times.eq(1).all(), times.toString());
    t.holds('four scores', scores.length === k && np.mean(scores) > 0.9, scores);
  },
} satisfies Homework;
