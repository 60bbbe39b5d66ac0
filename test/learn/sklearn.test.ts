/** @file `sklearn`: what its calls take and refuse, texts as classes, the way from split to report, t-SNE. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { keras } from '../../src/keras/index.ts';
import { sklearn } from '../../src/learn/index.ts';
import { samples, x, y } from './samples.ts';

/** What a parameter without a type is in a cell. */
type Untyped = ReturnType<typeof JSON.parse>;

function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}
const untyped = sklearn as unknown as Record<string, (...args: unknown[]) => unknown>;

it.each(Object.keys(sklearn))('%s works with its sample and refuses an option that it does not know', (name) => {
  const given = samples[name as keyof typeof sklearn];
  expect(() => untyped[name]!(...given)).not.toThrow();
  expect(() => untyped[name]!(...given, { noSuchOption: 1 })).toThrow("there is no option 'noSuchOption'");
});

describe('from samples to a report', () => {
  const rng = new np.random.RandomState(1);
  const labels = np.array(Array.from({ length: 60 }, (_, i) => ['cat', 'dog', 'bird'][i % 3]!));
  const centres = np.array([
    [0, 0],
    [6, 0],
    [0, 6],
  ]);
  const features = np.concatenate(Array.from({ length: 20 }, () => centres)).add(rng.randn(60, 2));

  it('splits arrays, texts and lists alike, and the classes keep their proportion', () => {
    const files = Array.from({ length: 60 }, (_, i) => `${i}.png`);
    const [xTrain, xTest, yTrain, yTest, , testFiles] = sklearn.trainTestSplit(features, labels, files, {
      testSize: 0.2,
      stratify: labels,
      randomState: 0,
    });
    expect([xTrain.shape, xTest.shape, yTrain.size, yTest.size, testFiles.length]).toEqual([
      [48, 2],
      [12, 2],
      48,
      12,
      12,
    ]);
    expect(np.unique(yTest, { returnCounts: true }).counts.toList()).toEqual([4, 4, 4]);
    testFiles.forEach((file, i) => expect(labels.item(Number.parseInt(file))).toBe(yTest.item(i)));
  });

  it('values without a type are arrays', () => {
    const split = (a: Untyped, b: Untyped) => {
      const [aTrain, , bTrain] = sklearn.trainTestSplit(a, b);
      const [, aTest, , bTest] = sklearn.trainTestSplit(a, b, { testSize: 1 });
      return [aTrain, bTrain, aTest, bTest] as unknown[];
    };
    expect(split(x, y)).toHaveLength(4);
  });

  it('classifies texts', () => {
    const scaled = sklearn.StandardScaler().fitTransform(features);
    for (const classifier of [sklearn.LogisticRegression(), sklearn.KNeighborsClassifier(3)]) {
      const predicted = classifier.fit(scaled, labels).predict(scaled);
      expect(sklearn.accuracyScore(labels, predicted)).toBeGreaterThan(0.95);
      expect(classifier.classes_.toList()).toEqual(['bird', 'cat', 'dog']);
    }
    expect(sklearn.LabelEncoder().fitTransform(['dog', 'cat', 'dog']).toList()).toEqual([1, 0, 1]);
    const encoder = sklearn.LabelEncoder().fit(labels);
    expect(encoder.inverseTransform([2, 0]).toList()).toEqual(['dog', 'bird']);
  });

  it('null as randomState goes on with np.random', () => {
    np.random.seed(3);
    const [first] = sklearn.trainTestSplit(np.arange(20));
    const [second] = sklearn.trainTestSplit(np.arange(20), { randomState: new np.random.RandomState(3) });
    expect(first.toList()).toEqual(second.toList());
  });
});

it('TSNE gives the points of keras.utils.embedding', async () => {
  const data = np.random.defaultRng(0).normal(0, 1, [24, 5]);
  const tsne = sklearn.TSNE({ perplexity: 5, maxIter: 30 });
  const points = await tsne.fitTransform(data);
  const same = await keras.utils.embedding(data, { perplexity: 5, iterations: 30, verbose: 0 });
  expect(points.toList()).toEqual(same.points.toList());
  expect([tsne.embedding_.shape, tsne.klDivergence_]).toEqual([[24, 2], same.divergence]);
});

it('in a cell a classifier shows how it was written', () => {
  const shown = [
    sklearn.PCA(2),
    sklearn.StandardScaler().fit(x),
    sklearn.LogisticRegression({ C: 0.5 }),
    sklearn.LabelEncoder(),
    sklearn.KFold({ nSplits: 3 }),
  ];
  expect(shown.map((each) => inspect(each))).toEqual([
    'PCA({ nComponents: 2 })',
    'StandardScaler()',
    'LogisticRegression({ C: 0.5 })',
    'LabelEncoder()',
    'KFold({ nSplits: 3 })',
  ]);
});

it('what is refused, and how', () => {
  const fitted = sklearn.StandardScaler().fit(x);
  expect(
    [
      () => sklearn.trainTestSplit(x, [1, 2]),
      () => sklearn.trainTestSplit(x, { testSize: 7 }),
      () => sklearn.trainTestSplit(x, { testSize: 1.5 }),
      () => sklearn.trainTestSplit(x, { test_size: 0.2 } as never),
      () => sklearn.trainTestSplit(x, y, { stratify: [0, 0, 0, 1] }),
      () => sklearn.trainTestSplit(x, y, { stratify: y, testSize: 1 }),
      () => sklearn.trainTestSplit(x, { randomState: -1 }),
      () => untyped['trainTestSplit']!(),
      () => sklearn.KFold(5).split(x),
      () => sklearn.KFold({ randomState: 0 }),
      () => sklearn.StratifiedKFold(3).split(x, y),
      () => sklearn.StandardScaler().transform(x),
      () => sklearn.StandardScaler().fit([1, 2, 3]),
      () => sklearn.StandardScaler().fit(np.zeros([2, 3, 3])),
      () => sklearn.StandardScaler().fit([[1, Number.NaN]]),
      () => fitted.transform([[1, 2, 3]]),
      () => sklearn.MinMaxScaler({ featureRange: [1, 0] }),
      () =>
        (sklearn.LogisticRegression() as unknown as { fit(...args: unknown[]): void }).fit(x, y, { sampleWeight: [1] }),
      () => (fitted as unknown as { transform(...args: unknown[]): void }).transform(x, true),
      () => sklearn.PCA(3).fit(x),
      () => sklearn.PCA(0),
      () => sklearn.TSNE({ nComponents: 3 as never }),
      () => sklearn.KNeighborsClassifier(9).fit(x, y),
      () => sklearn.KNeighborsClassifier(1).fit(x, [0, 1]),
      () => sklearn.LogisticRegression().fit(x, [1, 1, 1, 1]),
      () => sklearn.LogisticRegression().predict(x),
      () => sklearn.accuracyScore([0, 1], [0, 1, 1]),
      () => sklearn.accuracyScore([0, 1], np.zeros([2, 3])),
      () => sklearn.accuracyScore(['a', 'b'], [0, 1]),
      () => sklearn.accuracyScore([0, 1], [[0.2], [0.9]]),
      () => sklearn.accuracyScore([], []),
      () => sklearn.precisionScore([0, 1, 2], [0, 1, 1]),
      () => sklearn.precisionScore(['cat', 'dog'], ['cat', 'cat']),
      () => sklearn.classificationReport([0, 1], [0, 1], { targetNames: ['a'] }),
      () => sklearn.confusionMatrix([0, 1], [0, 1], { labels: [5] }),
      () => sklearn.rocCurve([0, 1, 2], [0, 1, 2]),
      () =>
        sklearn.rocCurve(
          [0, 1],
          [
            [0.1, 0.9],
            [0.5, 0.5],
          ],
        ),
      () => sklearn.rocAucScore([1, 1], [0.1, 0.2]),
      () => sklearn.rocAucScore([0, 1, 2], np.eye(3)),
      () => sklearn.auc([0, 2, 1], [0, 1, 2]),
      () => sklearn.LabelEncoder().fit(['a']).transform(['b']),
    ].map(refusal),
  ).toMatchInlineSnapshot(`
    [
      "ShapeError: trainTestSplit: all arrays must have the same number of samples. Received 4, 2.",
      "ValueError: trainTestSplit: testSize must be a part between 0 and 1 or a number of samples below 4. Received testSize 7.",
      "ValueError: trainTestSplit: testSize must be a part between 0 and 1 or a number of samples below 4. Received testSize 1.5.",
      "ValueError: trainTestSplit: there is no option 'test_size'. Received { test_size: 0.2 }. Did you mean 'testSize'?",
      "ValueError: trainTestSplit: every class of stratify needs at least two samples. Received one sample of 1.",
      "ValueError: trainTestSplit: both parts need at least one sample for each class. Received 2 classes, 3 for training, 1 for the test.",
      "ValueError: trainTestSplit: randomState must be a whole number from 0 to 4294967295, a np.random.RandomState or null. Received -1.",
      "ValueError: trainTestSplit: at least one array is needed. Received none.",
      "ValueError: KFold: there must be at least as many samples as folds. Received nSplits 5, 4 samples.",
      "ValueError: KFold: randomState needs shuffle: true. Received shuffle: false. KFold({ shuffle: true, randomState: 0 }).",
      "ValueError: StratifiedKFold.split: a class needs at least as many samples as there are folds. Received nSplits 3, at most 2 samples of a class.",
      "NotBuiltError: StandardScaler.transform: it must be fitted first. Received a StandardScaler that has seen no data. Call fit(x) or fit(x, y) first.",
      "ShapeError: StandardScaler.fit: x must be (n, features). Received an array of shape (3,). One feature: x.reshape(-1, 1). One sample: x.reshape(1, -1).",
      "ShapeError: StandardScaler.fit: x must be (n, features). Received an array of shape (2, 3, 3). Pictures as rows: x.reshape(x.shape[0], -1).",
      "ValueError: StandardScaler.fit: x must be finite numbers. Received NaN among them. Where: np.argwhere(np.isfinite(x).not()).",
      "ShapeError: StandardScaler.transform: x must have the 2 features that fit saw. Received an array of shape (1, 3).",
      "ValueError: MinMaxScaler: featureRange goes from a smaller to a larger number. Received [1, 0].",
      "ValueError: LogisticRegression.fit: there is no option 'sampleWeight'. Received { sampleWeight: [1] }. LogisticRegression.fit takes no options.",
      "ValueError: StandardScaler.transform: takes at most 1 argument. Received 2, the surplus true.",
      "ValueError: PCA.fit: nComponents is at most 2, the smaller side of x. Received nComponents 3.",
      "ValueError: PCA: nComponents must be a whole number of at least 1, a part between 0 and 1, or null. Received 0.",
      "ValueError: TSNE: nComponents must be 2: the forces between far groups are summed by a tree over the plane. Received 3. As many axes as wanted: sklearn.PCA(3).fitTransform(x).",
      "ValueError: KNeighborsClassifier.fit: nNeighbors is at most the number of samples. Received nNeighbors 9, 4 samples.",
      "ShapeError: KNeighborsClassifier.fit: y must have a class for each sample of x. Received 4 samples, 2 classes.",
      "ValueError: LogisticRegression.fit: y must hold at least two classes. Received only 1.",
      "NotBuiltError: LogisticRegression.predict: it must be fitted first. Received a LogisticRegression that has seen no data. Call fit(x) or fit(x, y) first.",
      "ShapeError: accuracyScore: yTrue and yPred must have a class for each sample. Received 2 and 3 samples.",
      "ShapeError: accuracyScore: yPred must have one class for each sample, (n,). Received an array of shape (2, 3). Of one row of scores for each sample write yPred.argmax(1).",
      "ValueError: accuracyScore: classes must be all texts or all numbers. Received 'a', 0.",
      "ValueError: accuracyScore: yPred must be classes: whole numbers or texts. Received 0.2. Probabilities become classes by yPred.gt(0.5).",
      "ValueError: accuracyScore: yTrue must have at least one sample. Received none.",
      "ValueError: precisionScore: average 'binary' is for two classes. Received 3 classes. Add { average: 'macro' }, 'weighted', 'micro' or null.",
      "ValueError: precisionScore: posLabel must be one of the classes. Received posLabel 1, classes cat, dog. For example { posLabel: 'dog' }.",
      "ShapeError: classificationReport: targetNames needs a name for each class. Received 1 names for 2 classes (0, 1). Which classes: { labels: [0, 1, 2] }.",
      "ValueError: confusionMatrix: at least one of labels must occur in yTrue. Received labels 5.",
      "ValueError: rocCurve: a curve is for two classes. Received 3 classes. Of one against the rest: y.eq(k), scores.at(':', k).",
      "ShapeError: rocCurve: yScore must have a score for each sample, (n,). Received an array of shape (2, 2) for 2 samples. The second column: p.at(':', 1).",
      "ValueError: rocAucScore: yTrue must hold at least two classes. Received only 1.",
      "ValueError: rocAucScore: more than two classes need multiClass: 'ovr' or 'ovo'. Received 3 classes.",
      "ValueError: auc: x must rise or fall all along. Received an x that turns.",
      "ValueError: LabelEncoder.transform: y holds only classes that fit saw. Received 'b'.",
    ]
  `);
});
