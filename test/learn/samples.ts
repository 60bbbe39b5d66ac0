/** @file A call that works for every function and class of `sklearn`, for tests that walk over all of them. */
import { np } from '../../src/array/index.ts';
import { sklearn } from '../../src/learn/index.ts';

export const x = np.array([
  [0, 1],
  [1, 0.5],
  [4, 5],
  [5, 4.5],
]);
export const y = [0, 0, 1, 1];
const pair = [y, [0, 1, 1, 1]];

/** Arguments before the options. */
export const samples: Record<keyof typeof sklearn, readonly unknown[]> = {
  KFold: [],
  KNeighborsClassifier: [],
  LabelEncoder: [],
  LogisticRegression: [],
  MinMaxScaler: [],
  PCA: [],
  StandardScaler: [],
  StratifiedKFold: [],
  TSNE: [],
  accuracyScore: pair,
  auc: [
    [0, 1],
    [0, 1],
  ],
  classificationReport: pair,
  confusionMatrix: pair,
  crossValScore: [sklearn.KNeighborsClassifier(1), np.tile(x, [5, 1]), np.tile(y, 5)],
  f1Score: pair,
  precisionRecallFscoreSupport: pair,
  precisionScore: pair,
  recallScore: pair,
  rocAucScore: [y, [0.1, 0.6, 0.5, 0.9]],
  rocCurve: [y, [0.1, 0.6, 0.5, 0.9]],
  trainTestSplit: [x, y],
};
/** Those that take no options. */
export const withoutOptions: readonly string[] = ['LabelEncoder', 'auc'];
