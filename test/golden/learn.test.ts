/** @file `sklearn` beside scikit-learn itself (learn.json.gz, written by make_learn.py): splits equal, numbers to 1e-8 or better. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { np, StringArray, type NDArray } from '../../src/array/index.ts';
import { sklearn } from '../../src/learn/index.ts';

interface Encoded {
  shape: number[];
  data: (number | string)[];
}
type Options = Record<string, unknown>;

const golden = JSON.parse(
  gunzipSync(readFileSync(new URL('./data/learn.json.gz', import.meta.url))).toString(),
) as Record<string, Options[]> & { sklearn: string; scaling: Options };

/** `{ test_size: 0.2 }` → `{ testSize: 0.2 }` */
function camel(options: Options): Options {
  const spelt = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [spelt(name), value]));
}

const numberOf = (x: number | string): number =>
  x === 'nan' ? NaN : x === 'inf' ? Infinity : x === '-inf' ? -Infinity : Number(x);

function array(x: unknown): NDArray {
  const { shape, data } = x as Encoded;
  return np.array(data.map(numberOf), 'float64').reshape(shape);
}

function near(got: NDArray | number, want: unknown, tolerance = 1e-9): void {
  const expected = typeof want === 'number' ? np.array(want) : array(want);
  np.testing.assertAllclose(got, expected, { rtol: tolerance, atol: tolerance });
}

const listOf = (x: NDArray | StringArray): unknown => x.toList();

describe(`as scikit-learn ${golden.sklearn}`, () => {
  it('trainTestSplit splits alike for the same randomState', () => {
    for (const { n, options, seed, stratify, train, test } of golden['splits']!) {
      const samples = np.arange(n as number);
      const seeded = (options as Options)['shuffle'] === false ? {} : { randomState: seed as number };
      const given = { ...camel(options as Options), ...seeded, ...(stratify !== undefined && { stratify: stratify as number[] }) };
      const [a, b] = sklearn.trainTestSplit(samples, given);
      expect([a.toList(), b.toList()], JSON.stringify(given)).toEqual([train, test]);
    }
  });

  it('KFold and StratifiedKFold', () => {
    for (const { n, k, seed, y, test } of golden['folds']!) {
      const options = { nSplits: k as number, ...(seed !== null && { shuffle: true, randomState: seed as number }) };
      const x = np.zeros([n as number]);
      const folds =
        y === undefined ? sklearn.KFold(options).split(x) : sklearn.StratifiedKFold(options).split(x, y as number[]);
      const found = [...folds];
      expect(found.map(([, each]) => each.toList())).toEqual(test);
      for (const [train, each] of found) expect(np.sort(np.concatenate([train, each])).toList()).toEqual(np.arange(n as number).toList());
    }
  });

  it('scalers', () => {
    const [x, fresh] = [array(golden.scaling['x']), array(golden.scaling['new'])];
    for (const one of golden.scaling['cases'] as Options[]) {
      const options = camel(one['options'] as Options);
      const scaler = one['name'] === 'StandardScaler' ? sklearn.StandardScaler(options) : sklearn.MinMaxScaler(options);
      near(scaler.fitTransform(x), one['x']);
      near(scaler.transform(fresh), one['new'], 1e-8);
      near(scaler.inverseTransform(fresh), one['back'], 1e-8);
      for (const [name, value] of Object.entries(camel(one['fields'] as Options)))
        near((scaler as unknown as Record<string, NDArray>)[name]!, value, 1e-8);
      expect(scaler.transform(x.astype('float32')).dtype).toBe('float32');
    }
  });

  it('PCA', () => {
    for (const one of golden['pca']!) {
      const x = array(one['x']);
      const pca = sklearn.PCA(one['nComponents'] as number | null, { whiten: one['whiten'] as boolean }).fit(x);
      const m = one['m'] as number;
      near(pca.components_.at(`:${m}`), one['components_'], 1e-8);
      for (const name of ['explainedVariance_', 'explainedVarianceRatio_', 'singularValues_', 'mean_', 'noiseVariance_'] as const)
        near(pca[name], one[name], 1e-7);
      near(pca.transform(x.at(':4')).at(':', `:${m}`), one['points'], 1e-7);
      near(pca.inverseTransform(pca.transform(x.at(':4'))), one['back'], 1e-7);
    }
  });

  it('KNeighborsClassifier and crossValScore', () => {
    for (const one of golden['classifiers']!) {
      const [x, test, y] = [array(one['x']), array(one['test']), one['y'] as number[]];
      for (const want of one['neighbors'] as Options[]) {
        const found = sklearn.KNeighborsClassifier(camel(want['options'] as Options)).fit(x, y);
        const [distances, indices] = found.kneighbors(test);
        near(distances, want['distances']);
        near(indices, want['indices']);
        near(found.predictProba(test), want['proba']);
        expect(listOf(found.predict(test))).toEqual(want['predict']);
        near(found.score(x, y), want['score']);
      }
      near(sklearn.crossValScore(sklearn.KNeighborsClassifier(), x, y, { cv: 4 }), one['cross']);
    }
  });

  it('LogisticRegression', () => {
    for (const one of golden['classifiers']!) {
      const [x, test, y] = [array(one['x']), array(one['test']), one['y'] as number[]];
      for (const want of one['logistic'] as Options[]) {
        const options = camel(want['options'] as Options);
        const exact = sklearn.LogisticRegression({ ...options, tol: 1e-10 }).fit(x, y);
        near(exact.coef_, want['coef_'], 1e-5);
        near(exact.intercept_, want['intercept_'], 1e-5);
        near(exact.predictProba(test), want['proba'], 1e-6);
        near(exact.decisionFunction(test), want['decision'], 1e-5);
        expect(listOf(exact.predict(test))).toEqual(want['predict']);
        near(exact.score(x, y), want['score']);
const usual = sklearn.LogisticRegression(options).fit(x, y);
        near(usual.coef_, want['coef_'], 1e-4);
        near(usual.predictProba(test), want['proba'], 1e-4);
      }
    }
  });

  it('scores and reports', () => {
    for (const one of golden['scores']!) {
      const dtype = one['float'] ? 'float64' : undefined;
      const [t, p] = [one['t'], one['p']].map((list) => (dtype ? np.array(list as number[], dtype) : (list as number[])));
      const [yTrue, yPred] = [t!, p!];
      near(sklearn.accuracyScore(yTrue, yPred), one['accuracy']);
      expect(sklearn.accuracyScore(yTrue, yPred, { normalize: false })).toBe(one['hits']);
      near(sklearn.confusionMatrix(yTrue, yPred), one['confusion']);
      for (const normalize of ['true', 'pred', 'all'] as const)
        near(sklearn.confusionMatrix(yTrue, yPred, { normalize }), one[`confusion ${normalize}`]);
      const calls = [sklearn.precisionScore, sklearn.recallScore, sklearn.f1Score];
      for (const average of ['macro', 'micro', 'weighted', null] as const) {
        calls.forEach((call, k) =>
          near(call(yTrue, yPred, { average, zeroDivision: 0 }), (one[String(average) === 'null' ? 'None' : average!] as unknown[])[k]),
        );
      }
      calls.forEach((call, k) => near(call(yTrue, yPred, { average: 'macro', zeroDivision: 1 }), (one['one'] as unknown[])[k]));
      if (one['binary']) calls.forEach((call, k) => near(call(yTrue, yPred), (one['binary'] as unknown[])[k]));
      expect(sklearn.classificationReport(yTrue, yPred, { zeroDivision: 0 })).toBe(one['report']);
      expect(sklearn.classificationReport(yTrue, yPred, { zeroDivision: 0, digits: 4 })).toBe(one['report 4']);
      const report = sklearn.classificationReport(yTrue, yPred, { zeroDivision: 0, outputDict: true });
      const rounded = (x: unknown): unknown =>
        typeof x === 'number'
          ? Number(x.toPrecision(9))
          : Object.fromEntries(Object.entries(x as Options).map(([name, v]) => [name, rounded(v)]));
      expect(rounded(report)).toEqual(rounded(one['dict']));
    }
    for (const { t, p, labels, targetNames, text } of golden['reports']!) {
      const options = { ...(labels !== undefined && { labels: labels as number[] }), ...(targetNames !== undefined && { targetNames: targetNames as string[] }) };
      expect(sklearn.classificationReport(t as number[], p as number[], { ...options, zeroDivision: 0 })).toBe(text);
    }
  });

  it('ROC curves and the area below them', () => {
    for (const { t, s, drop, fpr, tpr, thresholds, auc } of golden['curves']!) {
      const found = sklearn.rocCurve(array(t), array(s), { dropIntermediate: drop as boolean });
      near(found[0], fpr);
      near(found[1], tpr);
      near(found[2], thresholds);
      near(sklearn.rocAucScore(array(t), array(s)), auc);
    }
    for (const { t, s, auc } of golden['many']!) {
      for (const [name, value] of Object.entries(auc as Options)) {
        const [multiClass, average] = name.split(' ') as ['ovr', 'macro'];
        near(sklearn.rocAucScore(array(t), array(s), { multiClass, average }), value);
      }
    }
  });
});
