/** @file `sklearn.classificationReport(yTrue, yPred)`: the scores of every class as a table of text, or as data. */
import { anything, choice, flag, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import type { StringArray } from '../../array/index.ts';
import { ShapeError } from '../../errors/index.ts';
import { classesOf, labelsOf, pairOf, type Labels } from '../labels.ts';
import { scoresOf, type ScoreOptions } from './scores.ts';

export interface ReportOptions {
  /**
   * The classes and their order. Default all that occur.
   * @ko 클래스와 그 순서입니다. 기본값은 나타나는 모든 클래스입니다.
   */
  labels?: Labels | null;
  /**
   * A name for each class, in their order.
   * @ko 클래스의 이름입니다.
   */
  targetNames?: readonly string[] | StringArray | null;
  /**
   * Digits behind the point. Default 2.
   * @ko 소수점 아래 자릿수입니다. 기본값 2.
   */
  digits?: number;
  /**
   * Give an object with the numbers instead of text. Default false.
   * @ko 글 대신 숫자가 든 객체를 줍니다. 기본값 false.
   */
  outputDict?: boolean;
  /**
   * What a part of nothing is: 'warn' (default): 0, and a notice says so; 0 or 1 without one.
   * @ko 0으로 나누게 될 때의 값입니다. 'warn'(기본값)은 0으로 하고 알립니다.
   */
  zeroDivision?: 'warn' | 0 | 1;
}

const reportOptions = optionsOf<ReportOptions>()({
  labels: anything<Labels | null>({ en: 'a list of classes', ko: '클래스의 리스트' }).or(null),
  targetNames: anything<readonly string[] | StringArray | null>({ en: 'a list of names', ko: '이름의 리스트' }).or(
    null,
  ),
  digits: integer({ from: 0, to: 20 }).or(2),
  outputDict: flag().or(false),
  zeroDivision: choice('warn', 0, 1).or('warn'),
});

/** A row of the report. */
export interface ReportRow {
  precision: number;
  recall: number;
  'f1-score': number;
  support: number;
}

/** By the names of classes and of averages; `accuracy` is a number. */
export type Report = Record<string, ReportRow | number>;

/**
 * Precision, recall, F1 and the number of samples of every class and their averages: `console.log(sklearn.classificationReport(y, p))`.
 * The text is scikit-learn's, character for character. With outputDict the numbers: `report['macro avg']['f1-score']`.
 * Raises ShapeError for another number of names than of classes.
 * @ko 클래스마다 정밀도, 재현율, F1, 샘플 수를 표로 줍니다.
 */
export function classificationReport(
  yTrue: Labels,
  yPred: Labels,
  options: ReportOptions & { outputDict: true },
): Report;
export function classificationReport(yTrue: Labels, yPred: Labels, options?: ReportOptions): string;
export function classificationReport(yTrue: Labels, yPred: Labels, options?: ReportOptions): string | Report {
  const who = 'classificationReport';
  const { labels, targetNames, digits, outputDict, zeroDivision } = readOptions(who, options, reportOptions);
  const [truth, guess] = pairOf(yTrue, yPred, who);
  const present = classesOf([truth.list, guess.list], who);
  const asked = labels === null ? undefined : labelsOf(labels, 'labels', who);
  const classes = asked?.list ?? present;
  const names = targetNames === null ? classes.map((asked ?? truth).nameOf) : [...targetNames];
  if (names.length !== classes.length) {
    throw new ShapeError({
      who,
      rule: {
        en: 'targetNames needs a name for each class',
        ko: 'targetNames에는 클래스마다 이름이 하나씩 있어야 합니다',
      },
      received: {
        en: `${names.length} names for ${classes.length} classes (${classes.join(', ')})`,
        ko: `클래스 ${classes.length}개(${classes.join(', ')})에 이름 ${names.length}개`,
      },
      hint: { en: 'Which classes: { labels: [0, 1, 2] }', ko: '클래스를 정하려면 { labels: [0, 1, 2] }' },
    });
  }
  const shared: ScoreOptions = { labels, zeroDivision };
  const each = scoresOf(yTrue, yPred, { ...shared, average: null }, who);
  const total = each.support.reduce((a, b) => a + b, 0);
  const rows: [string, ReportRow][] = names.map((name, k) => [
    name,
    { precision: each.precision[k]!, recall: each.recall[k]!, 'f1-score': each.f1[k]!, support: each.support[k]! },
  ]);
  // With every class that occurs among the labels the micro average is the accuracy.
  const isWhole = present.every((label) => classes.includes(label));
  const averages = (['micro', 'macro', 'weighted'] as const).map((average): [string, ReportRow] => {
    const { precision, recall, f1 } = scoresOf(
      yTrue,
      yPred,
      { ...shared, average, zeroDivision: zeroDivision === 1 ? 1 : 0 },
      who,
    );
    const name = average === 'micro' && isWhole ? 'accuracy' : `${average} avg`;
    return [name, { precision: precision[0]!, recall: recall[0]!, 'f1-score': f1[0]!, support: total }];
  });
  if (outputDict) {
    return Object.fromEntries(
      [...rows, ...averages].map(([name, row]) => [name, name === 'accuracy' ? row.precision : row]),
    );
  }
  return table(rows, averages, digits);
}

function table(rows: readonly [string, ReportRow][], averages: readonly [string, ReportRow][], digits: number): string {
  const width = Math.max('weighted avg'.length, digits, ...rows.map(([name]) => Array.from(name).length));
  const right = (text: string, columns: number): string =>
    ' '.repeat(Math.max(0, columns - Array.from(text).length)) + text;
  const line = (name: string, cells: readonly string[]): string =>
    `${right(name, width)} ${cells.map((cell) => ` ${right(cell, 9)}`).join('')}\n`;
  const numbers = (row: ReportRow): string[] => [
    ...[row.precision, row.recall, row['f1-score']].map((v) => fixed(v, digits)),
    String(row.support),
  ];
  const head = line('', ['precision', 'recall', 'f1-score', 'support']);
  const body = rows.map(([name, row]) => line(name, numbers(row))).join('');
  const foot = averages
    .map(([name, row]) => line(name, name === 'accuracy' ? ['', '', ...numbers(row).slice(2)] : numbers(row)))
    .join('');
  return `${head}\n${body}\n${foot}`;
}

/** Python's `:.nf`: a tie, 0.625 in two digits, goes to the even digit, where JavaScript's toFixed goes up. */
function fixed(x: number, digits: number): string {
  const [whole, fraction] = x.toFixed(100).split('.') as [string, string];
  if (!/^50*$/.test(fraction.slice(digits))) return x.toFixed(digits);
  const cut = digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`;
  return Number(cut.at(-1)) % 2 === 0 ? cut : x.toFixed(digits);
}
