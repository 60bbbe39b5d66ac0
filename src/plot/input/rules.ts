/**
 * @file What the options of plots take, beside the numbers and words of `src/arguments`: colours, markers, line styles, sizes of
 * text. A value is refused where the call stands, not when the figure is drawn.
 */
import {
  anything,
  number,
  oneOf,
  readOptions,
  Rule,
  wordsText,
  type Filled,
  type OptionSpec,
} from '../../arguments/index.ts';
import { StringArray } from '../../array/index.ts';
import { cssColor, type Color } from '../style/color.ts';
import { colormap, type ColormapLike } from '../style/colormap.ts';
import { dashOf, hatchSign, isNoMarker, lineFormat, markerSymbol, type LineStyleName } from '../style/format-string.ts';
import { isNormalize, type Normalize } from '../style/normalize.ts';
import { fontPoints } from '../style/theme.ts';
import { formatNumber, type NumberFormat } from '../text/number-format.ts';
import { listed, type Numbers, type Words } from './values.ts';

/** A word, or a number to 1000; 600 and more are bold. */
export type FontWeight = 'normal' | 'regular' | 'light' | 'medium' | 'semibold' | 'bold' | 'heavy' | number;

/** A rule with a check that raises its own error: it names the nearest colour, or the markers there are. */
class CheckedRule<T> extends Rule<T> {
  readonly check: (value: T, who: string, name: string) => void;

  constructor(must: Rule<T>['must'], check: CheckedRule<T>['check']) {
    super(must, () => true);
    this.check = check;
  }
}

/** What a call reads: arrays of texts have become lists. */
export type Read<T extends object, R> = { readonly [K in keyof Filled<T, R>]: Exclude<Filled<T, R>[K], StringArray> };

/**
 * The options of a call, all of them checked; an array of texts is read as a list.
 * @throws ValueError for an unknown option (with the nearest name) and for a value that is not one the option takes
 */
export function read<T extends object, R>(who: string, given: T | undefined, spec: OptionSpec<T, R>): Read<T, R> {
  const options = readOptions(who, given, spec) as Read<T, R>;
  if (given === undefined) return options;
  const rules = spec.rules as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(options)) {
    const rule = rules[name];
    if (value !== undefined && rule instanceof CheckedRule) rule.check(value, who, name);
  }
  const texts = Object.entries(options).filter(([, value]) => value instanceof StringArray);
  if (texts.length === 0) return options;
  return { ...options, ...Object.fromEntries(texts.map(([name, value]) => [name, listed(value)])) };
}

/** A colour; `words` are allowed beside the names of colours ('face': that of the face). */
export function color(...words: string[]): Rule<Color> {
  return new CheckedRule({ en: 'a colour', ko: '색' }, (value, who) => {
    if (!words.includes(value as string)) cssColor(value, who);
  });
}

/** A colour, or one for each. */
export function colors<T = Color | readonly Color[]>(...words: string[]): Rule<T> {
  return new CheckedRule<T>({ en: 'a colour, or one for each', ko: '색 하나 또는 각각의 색' }, (value, who) => {
    if (!isColorList(value)) {
      if (!words.includes(value as string)) cssColor(value as Color, who);
    } else for (const each of value) cssColor(each, who);
  });
}

/** Several colours, and not one written as [r, g, b]. */
export function isColorList(color: unknown): color is readonly Color[] {
  return Array.isArray(color) && color.some((each) => typeof each !== 'number');
}

/** A colormap or its name. */
export function cmap<T extends ColormapLike = ColormapLike>(): Rule<T> {
  return new CheckedRule({ en: 'a colormap', ko: '컬러맵' }, (value, who) => void colormap(value, who));
}

/** What `plt.Normalize` gives. */
export function norm(): Rule<Normalize> {
  return new Rule({ en: 'what plt.Normalize(vmin, vmax) gives', ko: 'plt.Normalize(vmin, vmax)의 결과' }, isNormalize);
}

/** matplotlib's letter of a marker. */
export function marker(): Rule<string> {
  return new CheckedRule(
    { en: 'a marker', ko: '마커' },
    (value, who) => void (isNoMarker(value) || markerSymbol(value, who)),
  );
}

/** A marker, with a letter of a colour before it or not: `'b+'`. */
export function coloredMarker(): Rule<string> {
  return new CheckedRule({ en: 'a marker', ko: '마커' }, (value, who) => {
    const plain = value.replace(/[a-zA-Z](?=.)/, '');
    if (!isNoMarker(plain)) markerSymbol(plain, who);
  });
}

/** A line style: `'-'`, `'--'`, `'-.'`, `':'`, `'None'`, their words, or [offset, [on, off]]. */
export function lineStyle<T extends LineStyleName = LineStyleName>(): Rule<T> {
  return new CheckedRule({ en: 'a line style', ko: '선 스타일' }, (value, who) => void dashOf(value, 1, who));
}

/** A format text such as `'r--'`; `words` are allowed beside it. */
export function lineFormatText(...words: string[]): Rule<string> {
  return new CheckedRule({ en: 'a format text', ko: '서식 문자열' }, (value, who) => {
    if (!words.includes(value)) lineFormat(value, who);
  });
}

/** matplotlib's signs of a hatch. */
export function hatch(): Rule<string> {
  return new CheckedRule({ en: 'the signs of a hatch', ko: '빗금 기호' }, (value, who) => void hatchSign(value, who));
}

/** A size of text in points or a word. */
export function fontSize(): Rule<number | string> {
  return new CheckedRule(
    { en: "a size in points, or a word such as 'large'", ko: "포인트 크기 또는 'large' 같은 말" },
    (value, who, name) => {
      fontPoints(value, 0, who, name);
    },
  );
}

/** How bold words are. */
export function fontWeight(): Rule<FontWeight> {
  return new CheckedRule({ en: 'a weight', ko: '글자 굵기' }, checkWeight);
}

/** @throws ValueError for what is no weight */
export function checkWeight(value: FontWeight, who: string, name: string): void {
  if (typeof value === 'number' && value >= 0 && value <= 1000) return;
  oneOf(who, name, value, ['normal', 'regular', 'light', 'medium', 'semibold', 'bold', 'heavy']);
}

/** An angle in degrees, or a word. */
export function angle(): Rule<number | 'vertical' | 'horizontal'> {
  return new CheckedRule(
    { en: "an angle in degrees, 'vertical' or 'horizontal'", ko: "각도(도), 'vertical' 또는 'horizontal'" },
    (value, who, name) => {
      if (!(typeof value === 'number' && Number.isFinite(value))) oneOf(who, name, value, ['vertical', 'horizontal']);
    },
  );
}

/** One of some words, whose type is any text. */
export function textOf(words: readonly string[]): Rule<string> {
  return new Rule(wordsText(words), (value) => words.includes(value as string), words);
}

/** Words, as a list or an array of texts. */
export function words(): Rule<Words> {
  return new Rule(
    { en: 'a list or an array of texts', ko: '글의 리스트나 배열' },
    (value) =>
      value instanceof StringArray || (Array.isArray(value) && value.every((each) => typeof each === 'string')),
  );
}

/** A number, or one of some words. */
export function numberOr<const W extends readonly string[]>(...words: W): Rule<number | W[number]> {
  return new CheckedRule<number | W[number]>(
    {
      en: `a number or ${words.map((word) => `'${word}'`).join(', ')}`,
      ko: `수 또는 ${words.map((word) => `'${word}'`).join(', ')}`,
    },
    (value, who, name) => {
      if (!(typeof value === 'number' && Number.isFinite(value))) oneOf(who, name, value, words);
    },
  );
}

/** A format of numbers: `'%.2f'`, `'{:.2f}'`, or a function. */
export function numberFormat<T extends NumberFormat>(): Rule<T> {
  return new CheckedRule<T>(
    { en: "a format such as '%.2f', or a function", ko: "'%.2f' 같은 서식 또는 함수" },
    (value, who) => {
      if (typeof value !== 'function') formatNumber(value, 0, who);
    },
  );
}

/** How much is covered: 0 lets everything through, 1 nothing. */
export function alpha(): Rule<number> {
  return number({ from: 0, to: 1 });
}

/** A width, size or length in points. */
export function points(): Rule<number> {
  return number({ from: 0 });
}

/** Numbers, one or many; the call checks their length against the others. */
export function numbers<T = Numbers>(must: Rule<T>['must'] = { en: 'numbers', ko: '수' }): Rule<T> {
  return anything<T>(must);
}

/** A list of finite numbers, of one of these lengths. */
export function tuple<T extends readonly number[]>(...lengths: number[]): Rule<T> {
  return new Rule(
    { en: `a list of ${lengths.join(' or ')} numbers`, ko: `수 ${lengths.join('개 또는 ')}개의 목록` },
    (value) => Array.isArray(value) && lengths.includes(value.length) && value.every((each) => Number.isFinite(each)),
  );
}

/** Options of a part of the picture, held by a spec of their own. */
export function part<T extends object>(spec: () => OptionSpec<T, unknown>): Rule<T> {
  return new CheckedRule<T>(
    { en: 'options', ko: '옵션' },
    (value, who, name) => void read(`${who} ${name}`, value, spec() as OptionSpec<T, object>),
  );
}
