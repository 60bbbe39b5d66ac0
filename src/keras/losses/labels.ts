/**
 * @file The beginner's errors around labels: one-hot with a sparse loss and the reverse, units that are not the number
 * of classes, labels out of range. Shapes are judged when the graph is built, values once before training.
 */
import type { Shape } from '../../engine/index.ts';
import { shapeText, ShapeError, ValueError, type Translated } from '../../errors/index.ts';

const TO_SPARSE: Translated = {
  en: "The labels look like class numbers: use loss 'sparse_categorical_crossentropy', or make them one-hot with keras.utils.toCategorical(y)",
  ko: "레이블이 클래스 번호입니다. 손실을 'sparse_categorical_crossentropy'로 바꾸거나 keras.utils.toCategorical(y)로 원-핫으로 만드세요",
};
const TO_CATEGORICAL: Translated = {
  en: "The labels look one-hot: use loss 'categorical_crossentropy', or give class numbers (np.argmax(y, { axis: -1 }))",
  ko: "레이블이 원-핫입니다. 손실을 'categorical_crossentropy'로 바꾸거나 클래스 번호(np.argmax(y, { axis: -1 }))를 주세요",
};
const FLATTEN: Translated = {
  en: 'The predictions still have several axes: put layers.Flatten() (or GlobalAveragePooling2D()) before the last Dense layers',
  ko: '예측값에 아직 여러 축이 남아 있습니다. 마지막 Dense 층 앞에 layers.Flatten()(또는 GlobalAveragePooling2D())을 넣으세요',
};
/** One label (or one row of them) for each sample, but a prediction for every place of a map. */
const unflattened = (y: Shape, p: Shape): boolean => y.length <= 2 && p.length > 2;
const SLACK = 0.1;
const unitsFor = (classes: number): Translated => ({
  en: `The last layer needs one unit per class: Dense(${classes}, …)`,
  ko: `마지막 층의 유닛 수는 클래스 수와 같아야 합니다: Dense(${classes}, …)`,
});

const shapesOf = (y: Shape, p: Shape): Translated => ({
  en: `labels ${shapeText(y)}, predictions ${shapeText(p)}`,
  ko: `레이블 ${shapeText(y)}, 예측 ${shapeText(p)}`,
});

/** Refuses labels whose shape does not fit the predictions of a loss over one-hot classes. */
export function checkOneHot(who: string, y: Shape, p: Shape): void {
  const [given, units] = [y.at(-1), p.at(-1)];
  const received = shapesOf(y, p);
  if (y.length === p.length && given === units) return;
  if (units !== 1 && (y.length === p.length - 1 || (y.length === p.length && given === 1))) {
    throw new ShapeError({
      who,
      rule: {
        en: 'needs one-hot labels as wide as the predictions',
        ko: '예측과 너비가 같은 원-핫 레이블이 필요합니다',
      },
      received,
      hint: TO_SPARSE,
    });
  }
  if (y.length === p.length && given !== undefined && given > 1) {
    throw new ShapeError({
      who,
      rule: {
        en: 'labels and predictions must have as many classes',
        ko: '레이블과 예측은 클래스의 수가 같아야 합니다',
      },
      received,
      hint: unitsFor(given),
    });
  }
  const hint = unflattened(y, p) ? FLATTEN : undefined;
  throw new ShapeError({
    who,
    rule: { en: 'labels and predictions must have one shape', ko: '레이블과 예측은 모양이 같아야 합니다' },
    received,
    hint,
  });
}

/** Refuses labels whose shape does not fit the predictions of a loss over class numbers. */
export function checkSparse(who: string, y: Shape, p: Shape): void {
  const plain = y.length === p.length && y.at(-1) === 1 ? y.slice(0, -1) : y;
  const received = shapesOf(y, p);
  if (plain.length === p.length - 1) {
    if (plain.every((n, i) => n === p[i])) return;
    throw new ShapeError({
      who,
      rule: { en: 'there must be one label per prediction', ko: '예측마다 레이블이 하나씩 있어야 합니다' },
      received,
    });
  }
  const oneHot = y.length === p.length && y.at(-1)! > 1;
  const hint = oneHot ? TO_CATEGORICAL : unflattened(y, p) ? FLATTEN : undefined;
  throw new ShapeError({
    who,
    rule: { en: 'needs class numbers, one per sample', ko: '샘플마다 하나씩 클래스 번호가 필요합니다' },
    received,
    hint,
  });
}

/** Refuses labels of another shape than the predictions (regression and binary losses), where broadcasting would hide it. */
export function checkSameShape(who: string, y: Shape, p: Shape): void {
  if (y.length === p.length && y.every((n, i) => n === p[i])) return;
  const received = shapesOf(y, p);
  const wide = p.at(-1)! > 1;
  const hint = unflattened(y, p)
    ? FLATTEN
    : wide && y.length <= p.length && (y.length < p.length || y.at(-1) === 1)
      ? unitsForSingle(p.at(-1)!)
      : undefined;
  throw new ShapeError({
    who,
    rule: { en: 'labels and predictions must have one shape', ko: '레이블과 예측은 모양이 같아야 합니다' },
    received,
    hint,
  });
}

function unitsForSingle(units: number): Translated {
  return {
    en: `One number per sample needs a last layer of one unit, Dense(1); ${units} units are for ${units} classes (see sparse_categorical_crossentropy)`,
    ko: `샘플마다 값이 하나이면 마지막 층은 Dense(1)이어야 합니다. 유닛 ${units}개는 클래스 ${units}개일 때 씁니다 (sparse_categorical_crossentropy 참고)`,
  };
}

/** Refuses labels of a binary loss outside of 0 … 1, with which it has no minimum; a little more is what interpolated pictures have. */
export function checkBinary(who: string, labels: ArrayLike<number>, units: number | null | undefined): void {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < labels.length; i++) {
    low = Math.min(low, labels[i]!);
    high = Math.max(high, labels[i]!);
  }
  if (!(low < -SLACK || high > 1 + SLACK)) return; // warnNaN speaks of NaN
  const whole = Array.from(labels).every(Number.isInteger);
  const classes = high + 1;
  // small whole numbers count classes; the values of pictures reach far above
  const counts = whole && low >= 0 && (units === 1 || classes === units || (typeof units === 'number' && high < 100));
  const hint =
    low === -1 && high === 1
      ? { en: 'Use 0 and 1: y.eq(1)', ko: '0과 1을 쓰세요: y.eq(1)' }
      : units !== 1 && counts
        ? {
            en: `Class numbers need loss 'sparse_categorical_crossentropy' and Dense(${classes}, { activation: 'softmax' })`,
            ko: `클래스 번호에는 손실 'sparse_categorical_crossentropy'와 Dense(${classes}, { activation: 'softmax' })를 쓰세요`,
          }
        : counts
          ? {
              en: `For ${classes} classes: Dense(${classes}, { activation: 'softmax' }) and loss 'sparse_categorical_crossentropy'`,
              ko: `클래스가 ${classes}개이면 Dense(${classes}, { activation: 'softmax' })와 손실 'sparse_categorical_crossentropy'를 쓰세요`,
            }
          : high <= 255 && low >= 0
            ? { en: 'Divide them by 255: y.div(255)', ko: '255로 나누세요: y.div(255)' }
            : undefined;
  throw new ValueError({
    who,
    rule: { en: 'labels must lie in 0 … 1', ko: '레이블은 0부터 1까지여야 합니다' },
    received: { en: `labels from ${low} to ${high}`, ko: `${low}부터 ${high}까지의 레이블` },
    hint,
  });
}

/**
 * Looks once at all class numbers before training: whole numbers from 0 to classes - 1, or `ignoreClass`. Cheap
 * (a scan), and far clearer than the NaN or the frozen loss that a wild label gives.
 */
export function checkLabelRange(
  who: string,
  labels: ArrayLike<number>,
  classes: number,
  ignoreClass: number | null = null,
): void {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (label === ignoreClass) continue;
    if (!Number.isInteger(label)) {
      throw new ValueError({
        who,
        rule: {
          en: 'labels must be class numbers, whole and from 0',
          ko: '레이블은 0 이상의 정수인 클래스 번호여야 합니다',
        },
        received: { en: `label ${label} at sample ${i}`, ko: `샘플 ${i}의 레이블 ${label}` },
        hint: {
          en: "For other targets than classes use a regression loss such as 'mse'",
          ko: "클래스가 아닌 값을 맞히려면 'mse' 같은 회귀 손실을 쓰세요",
        },
      });
    }
    low = Math.min(low, label);
    high = Math.max(high, label);
  }
  if (low >= 0 && high < classes) return;
  if (low === Infinity) return;
  const oneBased = low === 1 && high === classes;
  throw new ValueError({
    who,
    rule: {
      en: `labels must lie in 0 … ${classes - 1}, because the last layer has ${classes} units`,
      ko: `마지막 층의 유닛이 ${classes}개이므로 레이블은 0부터 ${classes - 1}까지여야 합니다`,
    },
    received: { en: `labels from ${low} to ${high}`, ko: `${low}부터 ${high}까지의 레이블` },
    hint: oneBased
      ? { en: 'They seem to count from 1: use y.sub(1)', ko: '레이블이 1부터 시작합니다. y.sub(1)을 쓰세요' }
      : low >= 0
        ? unitsFor(high + 1)
        : undefined,
  });
}
