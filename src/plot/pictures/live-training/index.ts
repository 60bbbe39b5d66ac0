/** @file `plot.liveTraining`: reads the call, says what does not fit, and gives the callback. */
import { anything, describe, flag, list, optionsOf, refuseSurplus, text } from '../../../arguments/index.ts';
import { np, toTyped, type ArraySource, type NDArray } from '../../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../../errors/index.ts';
import type { keras } from '../../../keras/index.ts';
import { listed, type Words } from '../../input/values.ts';
import { read, words } from '../../input/rules.ts';
import { LiveTraining, type Held } from './live.ts';

export interface LiveTrainingOptions {
  /**
   * Which metrics have a curve, by their names in the history. Default: the loss and the first two others.
   * @ko 곡선으로 그릴 메트릭의 이름입니다. 기본값은 손실과 처음 두 메트릭입니다.
   */
  metrics?: readonly string[];
  /**
   * Shows the filters of the first Conv2D layer as they change. Default: where there is one.
   * @ko 첫 Conv2D 층의 필터가 바뀌는 모습을 보여 줍니다. 기본값은 그런 층이 있을 때 true입니다.
   */
  filters?: boolean;
  /**
   * Pictures and their classes, [x, y], whose confusion matrix is shown: y class numbers (n,) or one-hot rows (n, classes). Keep them
   * few (some hundreds): they are predicted again and again.
   * @ko 혼동 행렬을 그릴 그림과 정답 [x, y]입니다. y는 클래스 번호 (n,)나 원-핫 (n, 클래스)입니다. 되풀이해 예측하므로 몇백 개면 알맞습니다.
   */
  confusion?: readonly [x: ArraySource, y: ArraySource];
  /**
   * Names of the classes, in their order.
   * @ko 클래스의 이름입니다. 번호의 순서로 씁니다.
   */
  names?: Words;
}

const options = optionsOf<LiveTrainingOptions>()({
  metrics: list(text()),
  filters: flag(),
  confusion: anything<readonly [ArraySource, ArraySource]>({ en: '[x, y]', ko: '[x, y]' }),
  names: words(),
});

const who = 'plot.liveTraining';

/**
 * A callback that draws while `fit` runs: the curves of loss and metrics, the filters of the first convolution, and with
 * `confusion: [x, y]` the confusion matrix. The last picture stays in the notebook. It draws so rarely that training takes a few percent
 * longer at most.
 *
 *     await model.fit(x, y, { epochs: 10, callbacks: [plot.liveTraining()] });
 *     await model.fit(x, y, { callbacks: [plot.liveTraining({ filters: true, confusion: [xVal, yVal], names })] });
 *
 * @ko 학습하는 동안 손실 곡선, 첫 필터, 혼동 행렬을 그려 보여 주는 콜백입니다. 마지막 그림은 노트북에 남습니다.
 * @throws ValueError for an unknown option, for `names` alone, and for a `confusion` that has no classes (a regression) or no picture, ShapeError when its sides differ;
 * `fit` throws a ValueError when the model's output has no classes, a ShapeError when it cannot take the pictures of `confusion`
 */
export function liveTraining(given?: LiveTrainingOptions): InstanceType<typeof keras.callbacks.Callback> {
  if (arguments.length > 1) refuseSurplus(who, arguments, 1);
  const { metrics, filters, confusion, names } = read(who, given, options);
  if (names !== undefined && confusion === undefined) {
    throw new ValueError({
      who,
      rule: {
        en: 'names are the classes of the confusion matrix, which is not asked for',
        ko: 'names는 혼동 행렬의 클래스 이름인데 혼동 행렬을 그리지 않습니다',
      },
      received: { en: 'names without confusion', ko: 'confusion 없이 names만' },
      hint: {
        en: 'Add confusion: [xVal, yVal], or leave names out',
        ko: 'confusion: [xVal, yVal]를 더하거나 names를 빼세요',
      },
    });
  }
  const held = confusion === undefined ? undefined : heldOut(confusion, listed(names));
  return new LiveTraining({ metrics, filters, held });
}

function heldOut(given: unknown, names: readonly string[] | undefined): Held {
  if (!Array.isArray(given) || given.length !== 2) {
    throw new ValueError({
      who,
      rule: { en: 'confusion is [x, y]: pictures and their classes', ko: 'confusion은 [x, y], 곧 그림과 정답입니다' },
      received: describe(given),
      hint: { en: 'Write confusion: [xVal, yVal]', ko: 'confusion: [xVal, yVal]로 쓰세요' },
    });
  }
  const [x, y] = given.map((each: ArraySource) => np.asarray(each)) as [NDArray, NDArray];
  if (x.shape[0] !== y.shape[0] || y.ndim === 0) {
    throw new ShapeError({
      who,
      rule: {
        en: 'confusion needs a class for each picture',
        ko: 'confusion에는 그림마다 정답 클래스가 하나씩 있어야 합니다',
      },
      received: {
        en: `x ${shapeText(x.shape)}, y ${shapeText(y.shape)}`,
        ko: `x ${shapeText(x.shape)}, y ${shapeText(y.shape)}`,
      },
    });
  }
  if (x.shape[0] === 0) {
    throw new ValueError({
      who,
      rule: { en: 'confusion needs at least one picture', ko: 'confusion에는 그림이 적어도 한 장 있어야 합니다' },
      received: `x ${shapeText(x.shape)}`,
    });
  }
  const { labels, classes } = classesIn(y);
  const least = labels.reduce((most, label) => Math.max(most, label + 1), classes);
  if (names !== undefined && names.length < least) {
    throw new ShapeError({
      who,
      rule: { en: 'there must be one name for each class', ko: '클래스마다 이름이 하나씩 있어야 합니다' },
      received: { en: `${least} classes, ${names.length} names`, ko: `클래스 ${least}개, 이름 ${names.length}개` },
    });
  }
  return { x, labels, least, names };
}

/** Class numbers (n,), (n, 1), or one-hot rows. */
function classesIn(y: NDArray): { labels: number[]; classes: number } {
  const values = Array.from(toTyped(y) as ArrayLike<number>, Number);
  const width = y.ndim === 2 ? y.shape[1]! : 1;
  if (y.ndim <= 2 && width === 1 && values.every((v) => Number.isInteger(v) && v >= 0))
    return { labels: values, classes: 0 };
  const rows = Array.from({ length: y.shape[0]! }, (_, i) => values.slice(i * width, (i + 1) * width));
  const isOneHot = (row: number[]): boolean =>
    row.filter((v) => v === 1).length === 1 && row.filter((v) => v === 0).length === width - 1;
  if (y.ndim === 2 && width > 1 && rows.every(isOneHot))
    return { labels: rows.map((row) => row.indexOf(1)), classes: width };
  throw new ValueError({
    who,
    rule: {
      en: 'a confusion matrix needs classes: whole numbers from 0, or one-hot rows',
      ko: '혼동 행렬에는 클래스가 있어야 합니다. 0부터 세는 정수나 원-핫 행을 주세요',
    },
    received: {
      en: `y of shape ${shapeText(y.shape)} with other numbers`,
      ko: `모양이 ${shapeText(y.shape)}이고 다른 수가 있는 y`,
    },
    hint: { en: 'A regression has none: leave confusion out', ko: '회귀에는 클래스가 없습니다. confusion을 빼세요' },
  });
}
