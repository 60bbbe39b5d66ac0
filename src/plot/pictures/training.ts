/** @file Pictures about training: learning curves and the confusion matrix. */
import { type Words } from '../input/values.ts';
import { list, optionsOf, text, word } from '../../arguments/index.ts';
import { np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, say, shapeText } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { splitOptions } from '../input/options.ts';
import { cmap, read, words } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { writeNumbers } from './sheet.ts';
import { shortNumber } from './stepper/walkthrough.ts';

/** What `fit` gives back: lists of numbers by name, or the History that holds them. */
export type HistoryLike = Readonly<Record<string, unknown>> | { readonly history: Readonly<Record<string, unknown>> };

export interface CurvesOptions {
  /**
   * Which metrics; default loss first, then all others.
   * @ko 보여 줄 메트릭입니다. 기본값은 손실부터 모두입니다.
   */
  metrics?: readonly string[];
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const curvesOptions = optionsOf<CurvesOptions>()({ metrics: list(text()), title: text() });

/**
 * One plot per metric: training 'b-', validation 'r--' over the epochs.
 * @ko 에포크마다의 손실과 메트릭을 곡선으로 그립니다.
 */
export function learningCurves(history: HistoryLike, given?: CurvesOptions): Figure {
  const who = 'plot.learningCurves';
  const options = read(who, given, curvesOptions);
  const inner = (history as { history?: unknown }).history;
  const lists = (typeof inner === 'object' && inner !== null ? inner : history) as Readonly<Record<string, unknown>>;
  const names = Object.keys(lists).filter((name) => !name.startsWith('val_') && isNumbers(lists[name]));
  const wanted = options.metrics ?? [
    ...names.filter((name) => name === 'loss'),
    ...names.filter((name) => name !== 'loss'),
  ];
  const missing = wanted.find((name) => !isNumbers(lists[name]));
  if (wanted.length === 0 || missing !== undefined) {
    throw new ValueError({
      who,
      rule:
        missing === undefined
          ? { en: 'the history holds no list of numbers', ko: 'history에 수의 리스트가 없습니다' }
          : { en: `the history has no '${missing}'`, ko: `history에 '${missing}'이(가) 없습니다` },
      received: `keys [${Object.keys(lists).join(', ')}]`,
      hint: { en: 'Give what model.fit returned', ko: 'model.fit이 돌려준 것을 주세요' },
    });
  }
  const columns = Math.min(3, wanted.length);
  const rows = Math.ceil(wanted.length / columns);
  const fig = figure({ figsize: [5 * columns, 3.6 * rows], layout: 'tight' });
  if (options.title) fig.suptitle(options.title);
  wanted.forEach((name, i) => {
    const axes = fig.add_subplot(rows, columns, i + 1);
    const train = Array.from(lists[name] as ArrayLike<number>);
    const epochs = train.map((_, k) => k + 1);
    axes.plot(epochs, train, train.length === 1 ? 'bo' : 'b-', { label: name });
    // (A history gives a notice when it is asked for what it has not.)
    const validation = Object.hasOwn(lists, `val_${name}`) ? lists[`val_${name}`] : undefined;
    if (isNumbers(validation)) {
      const values = Array.from(validation);
      axes.plot(epochs.slice(0, values.length), values, values.length === 1 ? 'ro' : 'r--', { label: `val_${name}` });
    }
    axes.set_xlabel(say({ en: 'epoch', ko: '에포크' }));
    axes.set_title(name);
    axes.grid({ alpha: 0.3 });
    axes.legend();
  });
  const told = wanted.map((name) => {
    const of = (key: string): string => {
      const values = Object.hasOwn(lists, key) ? lists[key] : undefined;
      return isNumbers(values) ? `${key} ${shortNumber(values[0]!)} → ${shortNumber(values[values.length - 1]!)}` : '';
    };
    return [of(name), of(`val_${name}`)].filter((text) => text !== '').join(', ');
  });
  const epochs = (lists[wanted[0]!] as ArrayLike<number>).length;
  fig.alt = {
    en: `Curves over ${epochs} epochs: ${told.join('; ')}.`,
    ko: `에포크 ${epochs}개의 학습 곡선: ${told.join('; ')}.`,
  };
  return fig;
}

export interface ConfusionOptions {
  /**
   * Names of the classes, in the order of the rows.
   * @ko 클래스의 이름입니다. 행의 순서로 씁니다.
   */
  names?: Words;
  /**
   * 'true': each row adds up to 1; 'pred': each column; 'all': everything. Default counts.
   * @ko 'true'이면 행마다, 'pred'이면 열마다, 'all'이면 모두 더해 1이 되게 합니다. 기본값은 개수 그대로입니다.
   */
  normalize?: 'true' | 'pred' | 'all';
  /**
   * Colormap of the values: a name such as 'gray' or 'viridis' (default).
   * @ko 컬러맵의 이름입니다('gray', 'viridis' …). 기본값 'viridis'.
   */
  cmap?: string;
  /**
   * Title above the table.
   * @ko 표 위의 제목입니다.
   */
  title?: string;
}

const confusionOptions = optionsOf<ConfusionOptions>()({
  names: words(),
  normalize: word('true', 'pred', 'all'),
  cmap: cmap<string>(),
  title: text(),
});

/** The confusion matrix (rows true, columns predicted) with its numbers: `confusionMatrix(cm, { names })`, or the names second. */
export function confusionMatrix(cm: ArraySource, names: readonly string[], options?: ConfusionOptions): Figure;
export function confusionMatrix(cm: ArraySource, options?: ConfusionOptions): Figure;
export function confusionMatrix(
  cm: ArraySource,
  second?: readonly string[] | ConfusionOptions,
  third?: ConfusionOptions,
): Figure {
  const who = 'plot.confusionMatrix';
  const [[listed], given] = splitOptions<ConfusionOptions, readonly string[]>([second, third]);
  const options = read(who, listed === undefined ? given : { ...given, names: listed }, confusionOptions);
  const { names } = options;
  const array = np.asarray(cm);
  const [n, m] = array.shape;
  if (array.ndim !== 2 || n !== m || n === 0) {
    throw new ShapeError({
      who,
      rule: { en: 'a confusion matrix is square', ko: '혼동 행렬은 정사각형입니다' },
      received: { en: `array ${shapeText(array.shape)}`, ko: `배열 ${shapeText(array.shape)}` },
    });
  }
  if (names && names.length !== n) {
    throw new ShapeError({
      who,
      rule: { en: 'there must be one name for each class', ko: '클래스마다 이름이 하나씩 있어야 합니다' },
      received: { en: `${n} classes, ${names.length} names`, ko: `클래스 ${n}개, 이름 ${names.length}개` },
    });
  }
  const counts = Float64Array.from(array.toTyped());
  const values = normalized(counts, n!, options.normalize);
  const top = Math.max(...values) || 1;
  const side = Math.max(3.5, 0.55 * n! + 1.6);
  const fig = figure({ figsize: [side + 0.7, side], layout: 'tight' });
  const axes = fig.gca();
  const image = axes.imshow(np.asarray(values).reshape(n!, n!), { cmap: options.cmap ?? 'Blues', vmin: 0, vmax: top });
  if (n! <= 20) {
    const format = options.normalize ? (x: number) => x.toFixed(2) : shortNumber;
    writeNumbers(axes, values, n!, (value) => (value > 0.6 * top ? 'white' : 'black'), format);
  }
  const ticks = Array.from({ length: n! }, (_, i) => i);
  const long = names?.some((name) => name.length > 3) ?? false;
  axes.set_xticks(ticks, names ?? ticks, { rotation: long ? 45 : 0 });
  axes.set_yticks(ticks, names ?? ticks);
  axes.set_xlabel(say({ en: 'predicted', ko: '예측' }));
  axes.set_ylabel(say({ en: 'true', ko: '정답' }));
  if (options.title) axes.set_title(options.title);
  fig.colorbar(image);
  const right = counts.reduce((sum, x, i) => sum + (i % (n! + 1) === 0 ? x : 0), 0);
  const all = counts.reduce((sum, x) => sum + x, 0);
  const off = counts.map((x, i) => (i % (n! + 1) === 0 ? 0 : x));
  const most = off.indexOf(Math.max(...off));
  const nameOf = (k: number): string => names?.[k] ?? String(k);
  const [a, b] = [nameOf(Math.floor(most / n!)), nameOf(most % n!)];
  const share = `${all === 0 ? 0 : Math.round((100 * right) / all)}%`;
  const confused = off[most]! > 0;
  fig.alt = {
    en: `Confusion matrix of ${n} classes, ${share} right${confused ? `; most often ${a} was taken for ${b}` : ''}.`,
    ko: `클래스 ${n}개의 혼동 행렬, 정답 ${share}${confused ? `. 가장 많이 헷갈린 것: 정답 ${a}, 예측 ${b}` : ''}.`,
  };
  return fig;
}

function normalized(counts: Float64Array, n: number, how: ConfusionOptions['normalize']): Float64Array {
  if (how === undefined) return counts;
  const total = (from: number, step: number): number => {
    let sum = 0;
    for (let k = 0; k < n; k++) sum += counts[from + k * step]!;
    return sum;
  };
  const all = counts.reduce((sum, x) => sum + x, 0);
  return counts.map((x, i) => {
    const sum = how === 'all' ? all : how === 'true' ? total(i - (i % n), 1) : total(i % n, n);
    return sum === 0 ? 0 : x / sum;
  });
}

function isNumbers(value: unknown): value is ArrayLike<number> {
  if (typeof value !== 'object' || value === null || !('length' in value)) return false;
  const list = value as ArrayLike<unknown>;
  return list.length > 0 && Array.from(list).every((x) => typeof x === 'number');
}
