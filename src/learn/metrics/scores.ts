/** @file Accuracy, precision, recall and F1 as numbers, with scikit-learn's averages. */
import { anything, choice, describe, flag, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { ValueError } from '../../errors/index.ts';
import { classesOf, labelsOf, pairOf, type Label, type Labels } from '../labels.ts';
import { accuracyOf } from './accuracy.ts';

interface AccuracyOptions {
  /** The part (default) or, with false, the number of samples whose class was found. */
  normalize?: boolean;
}
const accuracyOptions = optionsOf<AccuracyOptions>()({ normalize: flag().or(true) });

/**
 * The part of the samples whose class was found.
 * @ko 클래스를 맞힌 샘플의 비율입니다(정확도).
 */
export function accuracyScore(yTrue: Labels, yPred: Labels, options?: AccuracyOptions): number {
  const who = 'accuracyScore';
  const { normalize } = readOptions(who, options, accuracyOptions);
  const part = accuracyOf(yTrue, yPred, who);
  return normalize ? part : Math.round(part * labelsOf(yTrue, 'yTrue', who).list.length);
}

export type Average = 'binary' | 'macro' | 'micro' | 'weighted' | null;

export interface ScoreOptions {
  /**
   * 'binary' (default): of posLabel alone, with two classes. 'macro': the mean of the classes. 'weighted': the same, by their size.
   * 'micro': over all samples. null: an array with one of each class.
   * @ko 'binary'(기본값)는 posLabel 하나, 'macro'는 클래스의 평균, 'weighted'는 크기로 가중한 평균, 'micro'는 전체, null은 클래스마다입니다.
   */
  average?: Average;
  /**
   * The class that counts as found, with 'binary'. Default 1.
   * @ko 'binary'에서 찾으려는 클래스입니다. 기본값 1.
   */
  posLabel?: Label;
  /**
   * The classes that count, in this order. Default all that occur.
   * @ko 셀 클래스들입니다. 기본값은 나타나는 모든 클래스입니다.
   */
  labels?: Labels | null;
  /**
   * What a part of nothing is: 'warn' (default): 0, and a notice says so; 0 or 1 without one.
   * @ko 0으로 나누게 될 때의 값입니다. 'warn'(기본값)은 0으로 하고 알립니다.
   */
  zeroDivision?: 'warn' | 0 | 1;
}

const scoreOptions = optionsOf<ScoreOptions>()({
  average: word('binary', 'macro', 'micro', 'weighted').orNull().or('binary'),
  posLabel: anything<Label>({ en: 'a class', ko: '클래스' }).or(1),
  labels: anything<Labels | null>({ en: 'a list of classes', ko: '클래스의 리스트' }).or(null),
  zeroDivision: choice('warn', 0, 1).or('warn'),
});

/** Scores of each class, or one that stands for all. */
interface Scores {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly f1: Float64Array;
  /** Samples of each class. */
  readonly support: Float64Array;
}

/** With average: null an array with one number of each class. */
export interface ScoreFunction {
  (yTrue: Labels, yPred: Labels, options: ScoreOptions & { average: null }): NDArray;
  (yTrue: Labels, yPred: Labels, options?: ScoreOptions): number;
}

function score(name: 'precision' | 'recall' | 'f1', who: string): ScoreFunction {
  function call(yTrue: Labels, yPred: Labels, options?: ScoreOptions): number | NDArray {
    const found = scoresOf(yTrue, yPred, options, who, name)[name];
    return options?.average === null ? np.array([...found], 'float64') : found[0]!;
  }
  return call as ScoreFunction;
}

/**
 * Of the samples taken for a class, the part that belongs to it: tp / (tp + fp).
 * @ko 그 클래스로 예측한 샘플 가운데 맞은 비율입니다(정밀도).
 */
export const precisionScore = score('precision', 'precisionScore');
/**
 * Of the samples of a class, the part that was found: tp / (tp + fn).
 * @ko 그 클래스의 샘플 가운데 찾아낸 비율입니다(재현율).
 */
export const recallScore = score('recall', 'recallScore');
/**
 * The harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn).
 * @ko 정밀도와 재현율의 조화 평균입니다(F1).
 */
export const f1Score = score('f1', 'f1Score');

/**
 * Precision, recall, F1 and the number of samples, of each class as arrays (average: null, the default here) or as one number each, with
 * null for the samples.
 * @ko 정밀도, 재현율, F1, 샘플 수를 한 번에 줍니다.
 */
export function precisionRecallFscoreSupport(
  yTrue: Labels,
  yPred: Labels,
  options?: ScoreOptions & { average?: null },
): [NDArray, NDArray, NDArray, NDArray];
export function precisionRecallFscoreSupport(
  yTrue: Labels,
  yPred: Labels,
  options: ScoreOptions,
): [number, number, number, null];
export function precisionRecallFscoreSupport(
  yTrue: Labels,
  yPred: Labels,
  options?: ScoreOptions,
): [NDArray, NDArray, NDArray, NDArray] | [number, number, number, null] {
  const average = options?.average ?? null;
  const { precision, recall, f1, support } = scoresOf(
    yTrue,
    yPred,
    { ...options, average },
    'precisionRecallFscoreSupport',
  );
  if (average !== null) return [precision[0]!, recall[0]!, f1[0]!, null];
  const [p, r, f] = [precision, recall, f1].map((values) => np.array([...values], 'float64')) as [
    NDArray,
    NDArray,
    NDArray,
  ];
  return [p, r, f, np.array([...support], 'int64')];
}

/** The scores that the options ask for. `about`: of which of them a notice speaks. */
export function scoresOf(
  yTrue: Labels,
  yPred: Labels,
  options: ScoreOptions | undefined,
  who: string,
  about?: 'precision' | 'recall' | 'f1',
): Scores {
  const { average, posLabel, labels, zeroDivision } = readOptions(who, options, scoreOptions);
  const [truth, guess] = pairOf(yTrue, yPred, who);
  const present = classesOf([truth.list, guess.list], who);
  const classes =
    average === 'binary'
      ? [binaryLabel(present, posLabel, who)]
      : labels === null
        ? present
        : labelsOf(labels, 'labels', who).list;
  const tp = new Float64Array(classes.length);
  const [taken, support] = [new Float64Array(classes.length), new Float64Array(classes.length)];
  const places = new Map(classes.map((label, k) => [label, k]));
  truth.list.forEach((label, i) => {
    const [row, column] = [places.get(label), places.get(guess.list[i]!)];
    if (row !== undefined) support[row]! += 1;
    if (column !== undefined) taken[column]! += 1;
    if (row !== undefined && row === column) tp[row]! += 1;
  });
  const sum = (values: Float64Array): Float64Array => Float64Array.of(values.reduce((a, b) => a + b, 0));
  const [hits, guesses, truths] = average === 'micro' ? [sum(tp), sum(taken), sum(support)] : [tp, taken, support];
  const isSilent = zeroDivision !== 'warn';
  const fallback = zeroDivision === 1 ? 1 : 0;
  const ratio = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((v, k) => (b[k] === 0 ? fallback : v / b[k]!));
  const precision = ratio(hits, guesses);
  const recall = ratio(hits, truths);
  const f1 = ratio(
    hits.map((v) => 2 * v),
    guesses.map((v, k) => v + truths[k]!),
  );
  if (!isSilent) {
    const name = (k: number): string => (average === 'micro' ? 'labels' : truth.nameOf(classes[k]!));
    const without = (values: Float64Array): string =>
      [...values.keys()]
        .filter((k) => values[k] === 0)
        .map(name)
        .join(', ');
    if (about !== 'recall' && about !== 'f1' && guesses.includes(0)) {
      warnOfTrap(`${who} precision`, {
        en: `${who}: no sample was taken for ${without(guesses)}, so its precision is set to 0. If it is meant: { zeroDivision: 0 }`,
        ko: `${who}: ${without(guesses)}(으)로 예측한 샘플이 없어 정밀도를 0으로 둡니다. 그대로 두려면 { zeroDivision: 0 }을 쓰세요`,
      });
    }
    if (about !== 'precision' && about !== 'f1' && truths.includes(0)) {
      warnOfTrap(`${who} recall`, {
        en: `${who}: yTrue has no sample of ${without(truths)}, so its recall is set to 0. If it is meant: { zeroDivision: 0 }`,
        ko: `${who}: yTrue에 ${without(truths)} 샘플이 없어 재현율을 0으로 둡니다. 그대로 두려면 { zeroDivision: 0 }을 쓰세요`,
      });
    }
  }
  if (average === null || average === 'binary' || average === 'micro') return { precision, recall, f1, support };
  const total = average === 'weighted' ? support.reduce((a, b) => a + b, 0) : classes.length;
  const mean = (values: Float64Array): Float64Array =>
    Float64Array.of(
      total === 0
        ? fallback
        : values.reduce((acc, v, k) => acc + v * (average === 'weighted' ? support[k]! : 1), 0) / total,
    );
  return { precision: mean(precision), recall: mean(recall), f1: mean(f1), support };
}

function binaryLabel(present: readonly Label[], posLabel: Label, who: string): Label {
  if (present.length > 2) {
    throw new ValueError({
      who,
      rule: { en: "average 'binary' is for two classes", ko: "average 'binary'는 클래스가 둘일 때 씁니다" },
      received: { en: `${present.length} classes`, ko: `클래스 ${present.length}개` },
      hint: {
        en: "Add { average: 'macro' }, 'weighted', 'micro' or null",
        ko: "{ average: 'macro' }, 'weighted', 'micro', null 가운데 하나를 더하세요",
      },
    });
  }
  if (present.includes(posLabel) || present.length < 2) return posLabel;
  throw new ValueError({
    who,
    rule: { en: 'posLabel must be one of the classes', ko: 'posLabel은 클래스 가운데 하나여야 합니다' },
    received: {
      en: `posLabel ${describe(posLabel)}, classes ${present.join(', ')}`,
      ko: `posLabel ${describe(posLabel)}, 클래스 ${present.join(', ')}`,
    },
    hint: { en: `For example { posLabel: ${describe(present[1])} }`, ko: `예: { posLabel: ${describe(present[1])} }` },
  });
}
