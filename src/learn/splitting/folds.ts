/** @file Cross-validation: KFold and StratifiedKFold as scikit-learn makes them, and `sklearn.crossValScore`. */
import { anything, flag, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray } from '../../array/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { ShapeError, ValueError } from '../../errors/index.ts';
import { Estimator } from '../estimator.ts';
import { accuracyOf } from '../metrics/accuracy.ts';
import { labelsOf, type Labels } from '../labels.ts';
import { randomStateRule, streamOf, type RandomStateGiven } from '../random-state.ts';
import { countOf, matrixOf, pick, type Samples } from '../samples.ts';

export interface KFoldOptions {
  /**
   * How many parts; each is the test once. Default 5.
   * @ko 몇 부분으로 나눌지 정합니다. 부분마다 한 번씩 테스트가 됩니다. 기본값 5.
   */
  nSplits?: number;
  /**
   * Mix the samples before. Default false.
   * @ko 나누기 전에 섞습니다. 기본값 false.
   */
  shuffle?: boolean;
  /**
   * A seed, with shuffle: the same folds every time.
   * @ko 섞을 때의 씨앗입니다.
   */
  randomState?: RandomStateGiven;
}

const foldOptions = optionsOf<KFoldOptions>()({
  nSplits: integer({ from: 2 }).or(5),
  shuffle: flag().or(false),
  randomState: randomStateRule.or(null),
});

/** The numbers of the samples for training and for the test. */
export type Fold = [train: NDArray, test: NDArray];

/** What both kinds share: the options, and which samples are the test of which fold. */
abstract class Folds extends Estimator {
  /** How many parts there are. */
  readonly nSplits: number;
  protected readonly shuffle: boolean;
  protected readonly randomState: RandomStateGiven;
  protected readonly who: string;

  constructor(who: string, nSplits?: number | KFoldOptions, more?: KFoldOptions) {
    const given = typeof nSplits === 'number' ? { nSplits, ...more } : nSplits;
    super(given);
    this.who = who;
    const options = readOptions(who, given, foldOptions);
    if (!options.shuffle && options.randomState !== null) {
      throw new ValueError({
        who,
        rule: { en: 'randomState needs shuffle: true', ko: 'randomState에는 shuffle: true가 필요합니다' },
        received: 'shuffle: false',
        hint: { en: `${who}({ shuffle: true, randomState: 0 })`, ko: `${who}({ shuffle: true, randomState: 0 })` },
      });
    }
    this.nSplits = options.nSplits;
    this.shuffle = options.shuffle;
    this.randomState = options.randomState;
  }

  /** How many parts there are. */
  getNSplits(): number {
    return this.nSplits;
  }

  protected *foldsOf(n: number, testOf: ArrayLike<number>): IterableIterator<Fold> {
    for (let fold = 0; fold < this.nSplits; fold++) {
      const parts: [number[], number[]] = [[], []];
      for (let i = 0; i < n; i++) parts[testOf[i] === fold ? 1 : 0].push(i);
      yield parts.map((list) => np.array(list, 'int64')) as Fold;
    }
  }

  protected refuseFewer(n: number): void {
    if (n >= this.nSplits) return;
    throw new ValueError({
      who: this.who,
      rule: { en: 'there must be at least as many samples as folds', ko: '샘플은 폴드의 수 이상이어야 합니다' },
      received: { en: `nSplits ${this.nSplits}, ${n} samples`, ko: `nSplits ${this.nSplits}, 샘플 ${n}개` },
    });
  }
}

/** Samples in k folds, each of them the test once. */
export class KFold extends Folds {
  constructor(nSplits?: number | KFoldOptions, more?: KFoldOptions) {
    super('KFold', nSplits, more);
  }

  /** For each fold the numbers of the samples for training and for the test. */
  split(x: Samples, _y?: Labels): IterableIterator<Fold> {
    const n = countOf(x, 'KFold.split');
    this.refuseFewer(n);
    const order = this.shuffle ? streamOf(this.randomState).permutation(n) : Array.from({ length: n }, (_, i) => i);
    const testOf = new Int32Array(n);
    // The first n mod k folds have one sample more.
    for (let fold = 0, at = 0; fold < this.nSplits; fold++) {
      const size = Math.floor(n / this.nSplits) + (fold < n % this.nSplits ? 1 : 0);
      for (let i = 0; i < size; i++) testOf[order[at++]!] = fold;
    }
    return this.foldsOf(n, testOf);
  }
}

/** As KFold, with the classes of. */
export class StratifiedKFold extends Folds {
  constructor(nSplits?: number | KFoldOptions, more?: KFoldOptions) {
    super('StratifiedKFold', nSplits, more);
  }

  /** For each fold the numbers of the samples for training and for the test; each test holds the classes in proportion. */
  split(x: Samples, y: Labels): IterableIterator<Fold> {
    const who = 'StratifiedKFold.split';
    const n = countOf(x, who);
    const { list } = labelsOf(y, 'y', who);
    if (list.length !== n) {
      throw new ShapeError({
        who,
        rule: { en: 'y must have a class for each sample', ko: 'y에는 샘플마다 클래스가 하나씩 있어야 합니다' },
        received: { en: `${list.length} for ${n} samples`, ko: `샘플 ${n}개에 ${list.length}개` },
      });
    }
    this.refuseFewer(n);
    const classes = [...new Set(list)]; // in the order of their first sample, as in scikit-learn
    const codes = list.map((label) => classes.indexOf(label));
    const counts = classes.map((_, k) => codes.filter((code) => code === k).length);
    const least = Math.min(...counts);
    const scarce = String(classes[counts.indexOf(least)]);
    if (Math.max(...counts) < this.nSplits) {
      throw new ValueError({
        who,
        rule: {
          en: 'a class needs at least as many samples as there are folds',
          ko: '클래스에는 샘플이 폴드의 수 이상 있어야 합니다',
        },
        received: {
          en: `nSplits ${this.nSplits}, at most ${Math.max(...counts)} samples of a class`,
          ko: `nSplits ${this.nSplits}, 클래스마다 샘플 최대 ${Math.max(...counts)}개`,
        },
      });
    }
    if (least < this.nSplits) {
      warnOfTrap('scarce class', {
        en: `${who}: of class ${scarce} there are only ${least} samples for ${this.nSplits} folds, so some folds have none of it. Use fewer folds`,
        ko: `${who}: 클래스 ${scarce}의 샘플이 ${least}개뿐이라 폴드 ${this.nSplits}개 가운데 일부에는 이 클래스가 없습니다. 폴드를 줄이세요`,
      });
    }
    // Of the classes in order every k-th sample goes to a fold: that many of each class it gets.
    const sorted = [...codes].sort((a, b) => a - b);
    const shares = Array.from({ length: this.nSplits }, (_, fold) => {
      const row = classes.map(() => 0);
      for (let i = fold; i < n; i += this.nSplits) row[sorted[i]!]! += 1;
      return row;
    });
    const rng = streamOf(this.randomState);
    const testOf = new Int32Array(n);
    classes.forEach((_, k) => {
      const folds = shares.flatMap((row, fold) => Array.from<number>({ length: row[k]! }).fill(fold));
      const mixed = this.shuffle ? Array.from(rng.permutation(folds.length), (i) => folds[i]!) : folds;
      let at = 0;
      codes.forEach((code, i) => {
        if (code === k) testOf[i] = mixed[at++]!;
      });
    });
    return this.foldsOf(n, testOf);
  }
}

/** A classifier that can be fitted anew. */
interface Classifier {
  fit(x: NDArray, y: Labels): unknown;
  predict(x: NDArray): Labels;
}

interface CrossValOptions {
  /**
   * The number of folds, or folds made by KFold or StratifiedKFold. Default 5; stratified.
   * @ko 폴드의 수, 또는 KFold나 StratifiedKFold가 만든 폴드입니다. 기본값 5.
   */
  cv?: number | Folds;
}

const crossValOptions = optionsOf<CrossValOptions>()({
  cv: anything<number | Folds>({
    en: 'a number of folds, KFold or StratifiedKFold',
    ko: '폴드의 수, KFold 또는 StratifiedKFold',
  }).or(5),
});

/**
 * The accuracy on each fold of a classifier that is fitted on the others: float64 (folds,). It is left as the last fit made it.
 * @ko 폴드마다 나머지로 학습하고 그 폴드에서 잰 정확도입니다.
 */
export function crossValScore(classifier: Classifier, x: ArraySource, y: Labels, options?: CrossValOptions): NDArray {
  const who = 'crossValScore';
  const { cv } = readOptions(who, options, crossValOptions);
  const folds = typeof cv === 'number' ? new StratifiedKFold(cv) : cv;
  const rows = matrixOf(x, who);
  const labels = labelsOf(y, 'y', who);
  const classes = labels.arrayOf(labels.list);
  const scores: number[] = [];
  for (const [train, test] of (folds as StratifiedKFold).split(rows, classes)) {
    classifier.fit(pick(rows, train), pick(classes, train));
    scores.push(accuracyOf(pick(classes, test), classifier.predict(pick(rows, test)), who));
  }
  return np.array(scores, 'float64');
}
