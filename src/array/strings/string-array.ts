/**
 * @file Arrays of texts, for labels: `np.array(['cat', 'dog'])`. Each text is a number in a vocabulary, so that shapes, views,
 * indexing and broadcasting are those of the number array beneath (docs/decisions/0031).
 */
import { checkCall, describe } from '../../arguments/index.ts';
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { DTypeError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { refuseBrackets, refuseSigns } from '../core/bracket-errors.ts';
import type { DTypeLike } from '../core/create.ts';
import type { Index } from '../core/indexing.ts';
import { bindStrings, makeArray } from '../core/make.ts';
import type { NDArray, Nested } from '../core/ndarray.ts';
import { allocate, asDType } from '../layout/dtype.ts';
import { reprWith, textWith, type FormatterFor } from '../print/print.ts';

/** What `np.array` makes an array of texts from: a text, an array of texts, nested lists of them. */
export type TextSource = string | StringArray | readonly TextSource[];

/** The different texts of an array and its views, in the order in which they came. */
class Vocabulary {
  readonly words: string[] = [];
  readonly #codes = new Map<string, number>();

  /** The number of a text, which is added when it is new. */
  add(word: string): number {
    const known = this.#codes.get(word);
    if (known !== undefined) return known;
    this.#codes.set(word, this.words.length);
    this.words.push(word);
    return this.words.length - 1;
  }

  /** The number of a text, -1 for an unknown one. */
  find(word: string): number {
    return this.#codes.get(word) ?? -1;
  }

  /** For each number the place of its text in alphabetical order. */
  ranks(): Int32Array {
    const { words } = this;
    const order = words.map((_, i) => i).sort((i, j) => (words[i]! < words[j]! ? -1 : 1));
    const ranks = new Int32Array(words.length);
    order.forEach((code, rank) => (ranks[code] = rank));
    return ranks;
  }
}

/**
 * An array of texts in any number of axes: `np.array(['cat', 'dog'])`. It has the shape, the indexing and the comparisons of a
 * number array, no arithmetic.
 * @ko 문자열의 배열입니다. np.array(['고양이', '개'])로 만들고, 번호나 마스크로 고르고 비교합니다.
 */
export class StringArray {
  /** For each element the number of its text. */
  readonly #codes: NDArray;
  readonly #vocabulary: Vocabulary;

  private constructor(codes: NDArray, vocabulary: Vocabulary) {
    this.#codes = codes;
    this.#vocabulary = vocabulary;
  }

  /** From a flat list of texts. */
  static of(words: readonly string[], shape: readonly number[]): StringArray {
    const vocabulary = new Vocabulary();
    const codes = Int32Array.from(words, (word) => vocabulary.add(word));
    return new StringArray(makeArray(codes, 'int32', shape), vocabulary);
  }

  /**
   * Its length along each axis.
   * @ko 축마다의 길이입니다.
   */
  get shape(): readonly number[] {
    return this.#codes.shape;
  }

  /** Number of elements. */
  get size(): number {
    return this.#codes.size;
  }

  /** Number of axes. */
  get ndim(): number {
    return this.#codes.ndim;
  }

  /** As NumPy names it: `<U3` for texts of up to three characters. Longer ones may be written all the same. */
  get dtype(): string {
    let longest = 1;
    for (const code of this.#codes.toTyped())
      longest = Math.max(longest, Array.from(this.#vocabulary.words[code]!).length);
    return `<U${longest}`;
  }

  /** The axes in reverse order (a view). */
  get T(): StringArray {
    return this.#with(this.#codes.T);
  }

  #with(codes: NDArray): StringArray {
    return new StringArray(codes, this.#vocabulary);
  }

  /**
   * One text. Without arguments the only one; one argument counts in C order.
   * @ko 문자열 하나를 꺼냅니다.
   */
  item(...index: number[]): string {
    return this.#vocabulary.words[this.#codes.item(...index)]!;
  }

  /**
   * `a[index]` of Python, as of number arrays: numbers and slices give views, lists, index arrays and masks copies.
   * @ko 부분을 골라냅니다. 숫자, 슬라이스 글('1:3'), 리스트, 마스크를 씁니다.
   */
  at(...index: Index[]): StringArray {
    return this.#with(this.#codes.at(...index));
  }

  /**
   * `a[index] = value`, the value last: `names.set(0, 'cat')`.
   * @ko 부분에 문자열을 넣습니다. 값은 마지막 인수입니다.
   */
  set(...indexAndValue: [...index: Index[], value: TextSource]): void {
    const value = stringsIn(indexAndValue.pop(), 'set');
    this.#codes.set(...(indexAndValue as Index[]), this.#codesOf(value, true));
  }

  /** The parts along the first axis: texts of a line, else views. */
  *[Symbol.iterator](): Generator<string> {
    for (let i = 0; i < (this.shape[0] ?? 0); i++)
      yield this.ndim === 1 ? this.item(i) : (this.at(i) as unknown as string);
  }

  /**
   * The same elements under another shape.
   * @ko 값은 그대로 두고 모양을 바꿉니다.
   */
  reshape(...shape: readonly number[] | [readonly number[]]): StringArray {
    return this.#with(this.#codes.reshape(...(shape as readonly number[])));
  }

  /**
   * One axis, in C order.
   * @ko 한 줄로 펼칩니다.
   */
  ravel(): StringArray {
    return this.#with(this.#codes.ravel());
  }

  /**
   * One axis, in C order, always a copy.
   * @ko 한 줄로 펼친 복사본을 줍니다.
   */
  flatten(): StringArray {
    return this.copy().ravel();
  }

  /**
   * A copy in C order; what is written into it is not seen in this one.
   * @ko 복사본을 만듭니다.
   */
  copy(): StringArray {
    return StringArray.of(this.#texts(), this.shape);
  }

  /**
   * Elements by number along an axis.
   * @ko 번호로 골라냅니다.
   */
  take(indices: number | NDArray | readonly number[], axis?: number | null): StringArray {
    if (arguments.length > 1) checkCall('take', arguments, 2);
    return this.#with(this.#codes.take(indices, axis ?? null));
  }

  /**
   * The texts as numbers: `np.array(['1', '2']).astype('int64')`. @throws ValueError for a text that is no number
   * @ko 문자열을 수로 읽습니다.
   */
  astype(dtype: DTypeLike): NDArray {
    if (arguments.length > 1) checkCall('astype', arguments, 1);
    const type = asDType(dtype, 'astype');
    const out = allocate(type, this.size);
    this.#texts().forEach((word, i) => {
      const value = word.trim() === '' ? Number.NaN : Number(word);
      if (Number.isNaN(value) && !/^\s*nan\s*$/i.test(word)) {
        throw new ValueError({
          who: 'astype',
          rule: { en: 'every text must be a number', ko: '문자열이 모두 숫자여야 합니다' },
          received: `'${word}'`,
        });
      }
      out[i] = value;
    });
    return makeArray(out, type, this.shape);
  }

  /**
   * Nested lists of texts.
   * @ko 보통의 리스트로 바꿉니다.
   */
  toList(): Nested<string> {
    const words = this.#texts();
    let at = 0;
    const visit = (d: number): Nested<string> =>
      d === this.ndim ? words[at++]! : Array.from({ length: this.shape[d]! }, () => visit(d + 1));
    return visit(0);
  }

  /**
   * this == y, element by element
   * @ko 자리마다 같은지 봅니다(a == b).
   */
  eq(y: TextSource): NDArray {
    return this.#codes.eq(this.#codesOf(stringsIn(y, 'eq')));
  }

  /**
   * this != y, element by element
   * @ko 자리마다 다른지 봅니다(a != b).
   */
  ne(y: TextSource): NDArray {
    return this.#codes.ne(this.#codesOf(stringsIn(y, 'ne')));
  }

  /**
   * this < y in alphabetical order
   * @ko 사전 순서로 더 앞인지 봅니다(a < b).
   */
  lt(y: TextSource): NDArray {
    const [a, b] = this.#ranked(y, 'lt');
    return a.lt(b);
  }

  /**
   * this <= y in alphabetical order
   * @ko 사전 순서로 더 앞이거나 같은지 봅니다(a <= b).
   */
  le(y: TextSource): NDArray {
    const [a, b] = this.#ranked(y, 'le');
    return a.le(b);
  }

  /**
   * this > y in alphabetical order
   * @ko 사전 순서로 더 뒤인지 봅니다(a > b).
   */
  gt(y: TextSource): NDArray {
    const [a, b] = this.#ranked(y, 'gt');
    return a.gt(b);
  }

  /**
   * this >= y in alphabetical order
   * @ko 사전 순서로 더 뒤이거나 같은지 봅니다(a >= b).
   */
  ge(y: TextSource): NDArray {
    const [a, b] = this.#ranked(y, 'ge');
    return a.ge(b);
  }

  /** Other texts in an array of the same kind. */
  like(words: readonly string[], shape: readonly number[]): StringArray {
    return StringArray.of(words, shape);
  }

  /** What `work` makes of the texts' numbers, this array's first, as texts again: for np.where, np.concatenate. */
  combined(others: readonly StringArray[], work: (numbers: NDArray[]) => NDArray): StringArray {
    const all = new Vocabulary();
    const numbers = [this, ...others].map((each) =>
      each.#mapped(Int32Array.from(each.#vocabulary.words, (word) => all.add(word))),
    );
    return new StringArray(work(numbers), all);
  }

  /** For each element its place in alphabetical order of all texts, and the texts in that order: what sorts and sets work on. */
  ranked(): { ranks: NDArray; words: readonly string[] } {
    const ranks = this.#vocabulary.ranks();
    const words = Array.from({ length: ranks.length }, () => '');
    ranks.forEach((rank, code) => (words[rank] = this.#vocabulary.words[code]!));
    return { ranks: this.#mapped(ranks), words };
  }

  /** Its texts in C order. */
  #texts(): string[] {
    return Array.from(this.#codes.toTyped(), (code) => this.#vocabulary.words[code]!);
  }

  #mapped(values: Int32Array): NDArray {
    const codes = this.#codes.toTyped();
    return makeArray(
      Int32Array.from(codes, (code) => values[code]!),
      'int32',
      this.shape,
    );
  }

  /** The texts of another array as numbers of this one's vocabulary; -1 for those it does not have, unless they are added. */
  #codesOf(other: StringArray, add = false): NDArray {
    const codes = other.#vocabulary.words.map((word) =>
      add ? this.#vocabulary.add(word) : this.#vocabulary.find(word),
    );
    return other.#mapped(Int32Array.from(codes));
  }

  #ranked(y: TextSource, who: string): [NDArray, NDArray] {
    const other = stringsIn(y, who);
    const both = new Vocabulary();
    const [mine, theirs] = [this, other].map((each) => each.#vocabulary.words.map((word) => both.add(word))) as [
      number[],
      number[],
    ];
    const ranks = both.ranks();
    const of = (codes: readonly number[]): Int32Array => Int32Array.from(codes, (code) => ranks[code]!);
    return [this.#mapped(of(mine)), other.#mapped(of(theirs))];
  }

  get #formatter(): FormatterFor {
    return () => (place) => quoted(this.#vocabulary.words[this.#codes.data[place]!]!);
  }

  /** What Python's `print` shows. */
  toString(): string {
    return this.ndim === 0 ? this.item() : textWith(this.#codes, this.#formatter);
  }

  /**
   * What Python's `repr` shows: `array(['cat', 'dog'], dtype='<U3')`.
   * @ko 파이썬의 repr이 보여 주는 글입니다.
   */
  repr(): string {
    if (this.ndim === 0) return `array(${quoted(this.item())}, dtype='${this.dtype}')`;
    return reprWith(this.#codes, `'${this.dtype}'`, false, this.#formatter);
  }

  /** Nested lists. */
  toJSON(): Nested<string> {
    return this.toList();
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    return { 'text/plain': `${this.repr()}\nshape ${shapeText(this.shape)}` };
  }
}

/** As Python writes a text. */
function quoted(word: string): string {
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return word.includes("'") && !word.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}

function stringsIn(value: unknown, who: string): StringArray {
  const found = stringsOf(value);
  if (found !== undefined) return found;
  throw new DTypeError({
    who,
    rule: { en: 'an array of texts takes texts', ko: '문자열 배열은 문자열을 받습니다' },
    received: describe(value),
    hint: { en: "For example names.eq('cat')", ko: "예: names.eq('cat')" },
  });
}

function stringsOf(x: unknown): StringArray | undefined {
  if (x instanceof StringArray) return x;
  if (typeof x === 'string') return StringArray.of([x], []);
  if (!Array.isArray(x) || !beginsWithText(x)) return undefined;
  const words: string[] = [];
  const shape = shapeOf(x, words);
  return StringArray.of(words, shape);
}

function beginsWithText(list: readonly unknown[]): boolean {
  const [first] = list;
  return Array.isArray(first) ? beginsWithText(first) : typeof first === 'string' || first instanceof StringArray;
}

/** The shape of nested lists, whose texts go into `words`. */
function shapeOf(x: unknown, words: string[]): readonly number[] {
  if (typeof x === 'string') {
    words.push(x);
    return [];
  }
  if (x instanceof StringArray) {
    words.push(...(x.flatten().toList() as string[]));
    return x.shape;
  }
  if (!Array.isArray(x)) {
    throw new DTypeError({
      who: 'np.array',
      rule: {
        en: 'a list holds texts or numbers, not both',
        ko: '리스트에는 문자열이나 수 가운데 한 가지만 넣을 수 있습니다',
      },
      received: describe(x),
      hint: { en: 'String(x) makes a text of a number', ko: 'String(x)는 수를 문자열로 바꿉니다' },
    });
  }
  const shapes = x.map((each) => shapeOf(each, words));
  const first = shapes[0] ?? [];
  const odd = shapes.findIndex((shape) => shapeText(shape) !== shapeText(first));
  if (odd > 0) {
    throw new ShapeError({
      who: 'np.array',
      rule: { en: 'all rows of a list must have the same shape', ko: '리스트의 행은 모두 모양이 같아야 합니다' },
      received: {
        en: `element 0 of shape ${shapeText(first)} and element ${odd} of shape ${shapeText(shapes[odd]!)}`,
        ko: `원소 0의 모양 ${shapeText(first)}, 원소 ${odd}의 모양 ${shapeText(shapes[odd]!)}`,
      },
    });
  }
  return [x.length, ...first];
}

refuseBrackets(StringArray.prototype);
refuseSigns(StringArray.prototype, {
  en: "Each text by itself: np.array(a.toList().map((text) => text + '.png')); equal or not: a.eq(b)",
  ko: "문자열마다 따로 쓰세요: np.array(a.toList().map((text) => text + '.png')). 같은지 비교: a.eq(b)",
});
bindStrings(stringsOf);
