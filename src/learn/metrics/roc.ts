/** @file The ROC curve and the area below it: `sklearn.rocCurve`, `rocAucScore`, `auc`. */
import { checkCall, anything, describe, flag, optionsOf, readOptions, word } from '../../arguments/index.ts';
import { np, StringArray, type ArraySource, type NDArray } from '../../array/index.ts';
import { warnOfTrap } from '../../display/index.ts';
import { DTypeError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { classesOf, labelsOf, type Label, type Labels } from '../labels.ts';
import { arrayGiven } from '../samples.ts';

interface RocOptions {
  /**
   * The class that high scores speak for. Default 1.
   * @ko 점수가 높을수록 그럴듯한 클래스입니다. 기본값 1.
   */
  posLabel?: Label | null;
  /**
   * Leave out thresholds at which the curve has no corner. Default true.
   * @ko 곡선이 꺾이지 않는 문턱값을 뺍니다. 기본값 true.
   */
  dropIntermediate?: boolean;
}

const rocOptions = optionsOf<RocOptions>()({
  posLabel: anything<Label | null>({ en: 'a class', ko: '클래스' }).or(null),
  dropIntermediate: flag().or(true),
});

/**
 * For falling thresholds the part of the others that is taken for the class, and the part of the class that is found:
 * `const [fpr, tpr, thresholds] = sklearn.rocCurve(y, scores)`. Begins at (0, 0) with the threshold infinity.
 * Raises ValueError where y has more than two classes.
 * @ko 문턱값을 낮추어 가며 거짓 양성 비율과 참 양성 비율을 줍니다(ROC 곡선).
 */
export function rocCurve(
  yTrue: Labels,
  yScore: ArraySource,
  options?: RocOptions,
): [fpr: NDArray, tpr: NDArray, thresholds: NDArray] {
  const who = 'rocCurve';
  const { posLabel, dropIntermediate } = readOptions(who, options, rocOptions);
  const { list } = labelsOf(yTrue, 'yTrue', who);
  const classes = classesOf([list], who);
  if (classes.length > 2 && posLabel === null) {
    throw new ValueError({
      who,
      rule: { en: 'a curve is for two classes', ko: '곡선은 클래스가 둘일 때 그립니다' },
      received: { en: `${classes.length} classes`, ko: `클래스 ${classes.length}개` },
      hint: {
        en: "Of one against the rest: y.eq(k), scores.at(':', k)",
        ko: "하나와 나머지로: y.eq(k), scores.at(':', k)",
      },
    });
  }
  const positive = posLabel ?? positiveOf(classes, who);
  const scores = scoreList(yScore, list.length, who);
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const steps: { fp: number; tp: number; threshold: number }[] = [];
  let [fp, tp] = [0, 0];
  order.forEach((i, k) => {
    if (list[i] === positive) tp++;
    else fp++;
    if (k + 1 === order.length || scores[order[k + 1]!] !== scores[i]) steps.push({ fp, tp, threshold: scores[i]! });
  });
  const kept =
    dropIntermediate && steps.length > 2
      ? steps.filter((step, k) => {
          const [before, after] = [steps[k - 1], steps[k + 1]];
          if (!before || !after) return true;
          const turns = (name: 'fp' | 'tp'): boolean => after[name] - 2 * step[name] + before[name] !== 0;
          return turns('fp') || turns('tp');
        })
      : steps;
  if (fp === 0 || tp === 0) {
    warnOfTrap(`roc ${fp === 0 ? 'negative' : 'positive'}`, {
      en: `${who}: yTrue has ${fp === 0 ? 'only samples' : 'no sample'} of the class ${String(positive)}, so one of the rates is nan`,
      ko: `${who}: yTrue에 클래스 ${String(positive)}의 샘플${fp === 0 ? '만 있어' : '이 없어'} 한쪽 비율이 nan입니다`,
    });
  }
  const rate = (values: readonly number[], total: number): NDArray =>
    np.array(
      [0, ...values].map((v) => (total === 0 ? Number.NaN : v / total)),
      'float64',
    );
  return [
    rate(
      kept.map((step) => step.fp),
      fp,
    ),
    rate(
      kept.map((step) => step.tp),
      tp,
    ),
    np.array([Infinity, ...kept.map((step) => step.threshold)], 'float64'),
  ];
}

/** Without a posLabel: 1 of 0 and 1, of -1 and 1, or alone. */
function positiveOf(classes: readonly Label[], who: string): Label {
  if (classes.every((label) => label === 0 || label === 1 || label === -1)) return 1;
  throw new ValueError({
    who,
    rule: {
      en: 'posLabel must say which class the scores speak for',
      ko: 'posLabel로 점수가 어느 클래스의 것인지 정해야 합니다',
    },
    received: { en: `classes ${classes.join(', ')}`, ko: `클래스 ${classes.join(', ')}` },
    hint: { en: `{ posLabel: ${describe(classes.at(-1))} }`, ko: `{ posLabel: ${describe(classes.at(-1))} }` },
  });
}

function scoreList(yScore: ArraySource, n: number, who: string): Float64Array {
  const array = np.asarray(yScore);
  const flat = array.ndim === 2 && array.shape[1] === 1 ? array.reshape(-1) : array;
  if (flat.ndim !== 1 || flat.size !== n) {
    throw new ShapeError({
      who,
      rule: {
        en: 'yScore must have a score for each sample, (n,)',
        ko: 'yScore에는 샘플마다 점수가 하나씩, (n,)으로 있어야 합니다',
      },
      received: {
        en: `an array of shape ${shapeText(array.shape)} for ${n} samples`,
        ko: `샘플 ${n}개에 모양이 ${shapeText(array.shape)}인 배열`,
      },
      hint: array.ndim === 2 ? { en: "The second column: p.at(':', 1)", ko: "둘째 열: p.at(':', 1)" } : undefined,
    });
  }
  const list = Float64Array.from(flat.toTyped());
  if (list.every(Number.isFinite)) return list;
  throw new ValueError({
    who,
    rule: { en: 'scores must be finite numbers', ko: '점수는 유한한 수여야 합니다' },
    received: { en: 'NaN or infinity among them', ko: 'NaN 또는 무한대가 있는 점수' },
  });
}

/**
 * The area below the points (x, y), x rising or falling: trapezoids.
 * @ko 곡선 아래의 넓이입니다.
 */
export function auc(x: ArraySource, y: ArraySource): number {
  const who = 'auc';
  if (arguments.length > 2) checkCall(who, arguments, 2);
  const lines = [arrayGiven(x, who, 'x'), arrayGiven(y, who, 'y')] as const;
  if (lines.some((line: unknown) => line instanceof StringArray)) {
    throw new DTypeError({
      who,
      rule: { en: 'x and y must be numbers', ko: 'x와 y는 수여야 합니다' },
      received: { en: 'texts', ko: '문자열' },
    });
  }
  const [xs, ys] = [lines[0].reshape(-1).toTyped(), lines[1].reshape(-1).toTyped()];
  if (xs.length !== ys.length || xs.length < 2) {
    throw new ShapeError({
      who,
      rule: {
        en: 'x and y must be two lines of the same length, at least 2',
        ko: 'x와 y는 길이가 같고 2 이상이어야 합니다',
      },
      received: `${xs.length}, ${ys.length}`,
    });
  }
  let [area, rises, falls] = [0, true, true];
  for (let i = 1; i < xs.length; i++) {
    if (xs[i]! < xs[i - 1]!) rises = false;
    if (xs[i]! > xs[i - 1]!) falls = false;
    area += ((xs[i]! - xs[i - 1]!) * (ys[i]! + ys[i - 1]!)) / 2;
  }
  if (rises || falls) return rises ? area : -area;
  throw new ValueError({
    who,
    rule: { en: 'x must rise or fall all along', ko: 'x는 계속 커지거나 계속 작아져야 합니다' },
    received: { en: 'an x that turns', ko: '방향이 바뀌는 x' },
  });
}

interface AucOptions {
  /**
   * For more than two classes: each against the rest ('ovr') or each pair ('ovo').
   * @ko 클래스가 셋 이상일 때: 하나와 나머지('ovr') 또는 둘씩('ovo').
   */
  multiClass?: 'ovr' | 'ovo' | null;
  /**
   * The mean of the classes: 'macro' (default), or 'weighted' by their size.
   * @ko 클래스의 평균입니다: 'macro'(기본값) 또는 크기로 가중한 'weighted'.
   */
  average?: 'macro' | 'weighted';
}

const aucOptions = optionsOf<AucOptions>()({
  multiClass: word('ovr', 'ovo').orNull().or(null),
  average: word('macro', 'weighted').or('macro'),
});

/**
 * The area below the ROC curve: 1 where the scores tell the classes apart, 0.5 by chance. Scores (n,) of the second of two classes, or
 * probabilities (n, classes) with multiClass. Raises ValueError where only one class occurs.
 * @ko ROC 곡선 아래의 넓이입니다. 1이면 완전히 가르고, 0.5면 우연과 같습니다.
 */
export function rocAucScore(yTrue: Labels, yScore: ArraySource, options?: AucOptions): number {
  const who = 'rocAucScore';
  const { multiClass, average } = readOptions(who, options, aucOptions);
  const { list } = labelsOf(yTrue, 'yTrue', who);
  const classes = classesOf([list], who);
  if (classes.length < 2) {
    throw new ValueError({
      who,
      rule: { en: 'yTrue must hold at least two classes', ko: 'yTrue에는 클래스가 둘 이상 있어야 합니다' },
      received: { en: `only ${String(classes[0])}`, ko: `${String(classes[0])} 하나` },
    });
  }
  if (classes.length === 2 && np.asarray(yScore).ndim < 2) return areaOf(list, classes[1]!, yScore);
  const scores = np.asarray(yScore);
  if (
    scores.ndim !== 2 ||
    scores.shape[1] !== classes.length ||
    scores.shape[0] !== list.length ||
    classes.length === 2
  ) {
    if (classes.length === 2) scoreList(yScore, list.length, who);
    else {
      throw new ShapeError({
        who,
        rule: {
          en: `yScore must have a probability for each of the ${classes.length} classes`,
          ko: `yScore에는 클래스 ${classes.length}개마다 확률이 있어야 합니다`,
        },
        received: {
          en: `an array of shape ${shapeText(scores.shape)} for ${list.length} samples`,
          ko: `샘플 ${list.length}개에 모양이 ${shapeText(scores.shape)}인 배열`,
        },
      });
    }
    return areaOf(list, classes[1]!, yScore);
  }
  if (multiClass === null) {
    throw new ValueError({
      who,
      rule: {
        en: "more than two classes need multiClass: 'ovr' or 'ovo'",
        ko: "클래스가 셋 이상이면 multiClass: 'ovr' 또는 'ovo'가 필요합니다",
      },
      received: { en: `${classes.length} classes`, ko: `클래스 ${classes.length}개` },
    });
  }
  const column = (k: number, of: NDArray = scores): NDArray => of.at(':', k);
  const sizes = classes.map((label) => list.filter((each) => each === label).length);
  const areas: { area: number; weight: number }[] = [];
  classes.forEach((label, a) => {
    if (multiClass === 'ovr') {
      areas.push({ area: areaOf(list, label, column(a)), weight: sizes[a]! });
      return;
    }
    for (let b = a + 1; b < classes.length; b++) {
      const members = list.flatMap((each, i) => (each === label || each === classes[b] ? [i] : []));
      const [some, part] = [members.map((i) => list[i]!), scores.at(members)];
      const area = (areaOf(some, label, column(a, part)) + areaOf(some, classes[b]!, column(b, part))) / 2;
      areas.push({ area, weight: members.length });
    }
  });
  const total = average === 'weighted' ? areas.reduce((sum, { weight }) => sum + weight, 0) : areas.length;
  return areas.reduce((sum, { area, weight }) => sum + area * (average === 'weighted' ? weight : 1), 0) / total;
}

function areaOf(list: readonly Label[], positive: Label, scores: ArraySource): number {
  const [fpr, tpr] = rocCurve(
    list.map((label) => Number(label === positive)),
    scores,
  );
  return auc(fpr, tpr);
}
