/** @file What stands here for imports from scikit-learn. */
import type { Advice, Rule } from './problem.ts';
import { rewritten } from './operators.ts';
import { parts } from './translate/index.ts';
import { fromPython } from './written.ts';

const there = parts['sklearn']!.split(' ');
/** What courses take besides, and what does the same here. */
const instead: Readonly<Record<string, Advice>> = {
  OneHotEncoder: {
    en: 'Write: keras.utils.toCategorical(y)',
    ko: '이렇게 쓰세요: keras.utils.toCategorical(y)',
  },
  LabelBinarizer: {
    en: 'Write: keras.utils.toCategorical(sklearn.LabelEncoder().fitTransform(y))',
    ko: '이렇게 쓰세요: keras.utils.toCategorical(sklearn.LabelEncoder().fitTransform(y))',
  },
  shuffle: {
    en: 'Write: const order = np.random.permutation(x.shape[0]); x.at(order), y.at(order)',
    ko: '이렇게 쓰세요: const order = np.random.permutation(x.shape[0]); x.at(order), y.at(order)',
  },
  ConfusionMatrixDisplay: {
    en: 'The picture: plot.confusionMatrix(y, predictions)',
    ko: '그림은 plot.confusionMatrix(y, predictions)',
  },
};
const other: Advice = {
  en: `sklearn is there without an import and has ${there.join(', ')}`,
  ko: `sklearn은 import 없이 쓸 수 있습니다. 있는 것: ${there.join(', ')}`,
};

/** Names of scikit-learn that courses use, beside those that are here. */
const known =
  /^(?:(?:Linear|Nu)?SV[CR]|\w+(?:Forest|Tree|Boosting)(?:Classifier|Regressor)|(?:Linear|Ridge|Lasso)Regression|Ridge|Lasso|\w+NB|MLP(?:Classifier|Regressor)|KMeans|DBSCAN|AgglomerativeClustering|(?:Grid|Randomized)SearchCV|Pipeline|ColumnTransformer|SimpleImputer|RobustScaler|PolynomialFeatures|load_(?:iris|digits|wine|breast_cancer)|fetch_\w+|make_(?:pipeline|blobs|moons|circles|classification|regression)|mean_squared_error|silhouette_score|r2_score)$/;

export const sklearnRules: readonly Rule[] = [
  {
    codes: [2304, 2552],
    when: ({ marked, after }) => (Object.hasOwn(instead, marked) || known.test(marked)) && /^\s*[(.]/.test(after),
    advice: (_, { marked }) => (Object.hasOwn(instead, marked) ? instead[marked] : other),
  },
  {
    codes: [2339, 2551],
    when: (place) => /\bsklearn\.$/.test(place.before) && rewritten(place) === undefined,
    advice: (_, { marked }) => (Object.hasOwn(instead, marked) ? instead[marked] : other),
  },
  {
    codes: 'syntax',
    line: /^from\s+sklearn[\w.]*\s+import\s+(.+?)\s*;?$|^import\s+sklearn\b/,
    advice: ([, names = '']) => {
      const wanted = names.split(/[,()]+/).map((name) => name.trim().split(/\s+as\s+/)).filter(([name]) => name !== ''); // prettier-ignore
      const strange = wanted.find(([name]) => !there.includes(camel(name!)));
      if (wanted.length === 0) return other;
      if (strange !== undefined) return Object.hasOwn(instead, strange[0]!) ? instead[strange[0]!] : other;
      const entries = wanted.map(([name, own]) => (own === undefined ? camel(name!) : `${camel(name!)}: ${own}`));
      return fromPython(`const { ${entries.join(', ')} } = sklearn`);
    },
  },
];

/** `train_test_split` → `trainTestSplit` */
function camel(name: string): string {
  return name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
}
