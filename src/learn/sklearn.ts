/** @file The `sklearn` namespace: what courses take from scikit-learn's modules, flat, under its names in camelCase. */
import { callable } from '../arguments/index.ts';
import * as neighbors from './classifiers/k-neighbors.ts';
import * as logistic from './classifiers/logistic-regression.ts';
import * as pca from './decomposition/pca.ts';
import * as tsne from './decomposition/tsne.ts';
import * as labels from './preprocessing/label-encoder.ts';
import * as minMax from './preprocessing/min-max-scaler.ts';
import * as standard from './preprocessing/standard-scaler.ts';
import * as folds from './splitting/folds.ts';

export { trainTestSplit } from './splitting/train-test-split.ts';
export { crossValScore } from './splitting/folds.ts';
export { confusionMatrix } from './metrics/confusion-matrix.ts';
export { accuracyScore, precisionScore, recallScore, f1Score, precisionRecallFscoreSupport } from './metrics/scores.ts';
export { classificationReport } from './metrics/report.ts';
export { auc, rocAucScore, rocCurve } from './metrics/roc.ts';

/**
 * Brings every feature to mean 0 and standard deviation 1: fit on the training part, transform both.
 * @ko 특성마다 평균을 0, 표준 편차를 1로 맞춥니다. 학습 부분으로 fit하고 둘 다 transform하세요.
 */
export const StandardScaler = callable(standard.StandardScaler);

/**
 * Brings every feature into one range, [0, 1] by default: fit on the training part, transform both.
 * @ko 특성마다 값을 한 범위로 맞춥니다. 기본값 [0, 1].
 */
export const MinMaxScaler = callable(minMax.MinMaxScaler);

/**
 * Classes, often texts, as numbers from 0, in ascending order: `sklearn.LabelEncoder().fitTransform(['dog', 'cat', 'dog'])`.
 * @ko 클래스(보통 문자열)를 0부터 세는 번호로 바꿉니다.
 */
export const LabelEncoder = callable(labels.LabelEncoder);

/**
 * The directions along which samples spread most, by singular value decomposition: `sklearn.PCA(2).fitTransform(x)`.
 * @ko 샘플이 가장 넓게 퍼진 방향들을 찾습니다(주성분 분석).
 */
export const PCA = callable(pca.PCA);

/**
 * Samples as points in a plane, so that neighbours stay neighbours: `await sklearn.TSNE().fitTransform(x)`. Drawn by plot.embedding.
 * @ko 샘플을 이웃을 지키면서 평면의 점으로 나타냅니다(t-SNE). await로 기다립니다.
 */
export const TSNE = callable(tsne.TSNE);

/**
 * Gives a sample the class of most of its nearest neighbours: `sklearn.KNeighborsClassifier(3).fit(x, y).predict(xTest)`.
 * @ko 가장 가까운 이웃들의 다수가 속한 클래스로 정합니다(k-최근접 이웃).
 */
export const KNeighborsClassifier = callable(neighbors.KNeighborsClassifier);

/**
 * A linear classifier on features, with probabilities: `sklearn.LogisticRegression().fit(x, y).predict(xTest)`. L2 as in scikit-learn.
 * @ko 특성을 확률로 분류하는 선형 분류기입니다(로지스틱 회귀).
 */
export const LogisticRegression = callable(logistic.LogisticRegression);

/**
 * Samples in k folds, each of them the test once: `for (const [train, test] of sklearn.KFold(5).split(x))`, the numbers of the samples.
 * @ko 샘플을 k개의 폴드로 나누어 하나씩 테스트로 씁니다(교차 검증).
 */
export const KFold = callable(folds.KFold);

/**
 * As KFold, with the classes of `y` in the same proportion in every fold: `sklearn.StratifiedKFold(5).split(x, y)`.
 * @ko KFold와 같고, 폴드마다 클래스의 비율이 같습니다.
 */
export const StratifiedKFold = callable(folds.StratifiedKFold);
