/**
 * @file `Dataset`: a stream of elements that need not fit into memory, in tf.data's vocabulary. A dataset is only a recipe:
 * every pass (`for await`, an epoch of `fit`) runs it anew from its beginning. Each method gives a new dataset.
 */
import {
  describe,
  flag,
  integer,
  isPlainObject,
  optionsOf,
  readOptions,
  refuseSurplus,
} from '../../arguments/index.ts';
import { np } from '../../array/index.ts';
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { ValueError, type Translated } from '../../errors/index.ts';
import { inFile, inMemory } from './cache.ts';
import { csvRows, readCsvOptions, type CsvOptions } from './csv.ts';
import { countSlices, type ArgumentsOf, type BatchOf, type Element, type SliceOf } from './element.ts';
import { filesLike, type ListFilesOptions } from './list-files.ts';
import * as stages from './stages.ts';
import type { Pass } from './stages.ts';

export interface ShuffleOptions {
  /** Fixes the orders: the same ones in every run of the program. Default: drawn from `np.random`. */
  seed?: number | null;
  /** A new order in every pass. Default true. */
  reshuffleEachIteration?: boolean;
}

export interface BatchingOptions {
  /** Leave out a last batch that is not full. Default false. */
  dropRemainder?: boolean;
}

export interface MapOptions {
  /**
   * How many calls of an async function may be under way at once; `datasets.AUTOTUNE`: 4. Default 1.
   * @ko 비동기 함수를 동시에 몇 개까지 호출할지 정합니다. 기본값 1.
   */
  numParallelCalls?: number;
}

export interface GeneratorOptions {
  /** The number of elements, where it is known: `fit` then shows how far it is. */
  length?: number;
}

/** Leaves the number to the library: `prefetch(datasets.AUTOTUNE)`, as `tf.data.AUTOTUNE`. */
export const AUTOTUNE = -1;
/** What it stands for: elements ahead, calls at once. */
const AHEAD = 2;
const CALLS = 4;

const shuffleOptions = optionsOf<ShuffleOptions>()({
  seed: integer({ from: 0 }).orNull().or(null),
  reshuffleEachIteration: flag().or(true),
});
const batchingOptions = optionsOf<BatchingOptions>()({ dropRemainder: flag().or(false) });
const mapOptions = optionsOf<MapOptions>()({ numParallelCalls: integer({ from: AUTOTUNE }).or(1) });
const generatorOptions = optionsOf<GeneratorOptions>()({ length: integer({ from: 0 }) });

/** What makes a dataset, besides its passes. */
interface Facts {
  /** Elements of a pass; Infinity when it never ends, undefined when nobody knows before. */
  readonly length: number | undefined;
  /** How it was made, for people: `fromTensorSlices`, `shuffle(1000)`. */
  readonly steps: readonly string[];
  readonly classNames?: readonly string[] | undefined;
  readonly batchSize?: number | undefined;
}

/** What `Dataset.zip` makes of datasets: a tuple or object of their elements. */
type Zipped<D> = { -readonly [K in keyof D]: D[K] extends Dataset<infer T> ? T : never };

/**
 * Elements one after another, read when they are asked for.
 * @ko 메모리에 다 들어가지 않는 데이터를 원소 하나씩 흘려보내는 데이터셋입니다.
 * @example const train = datasets.Dataset.fromTensorSlices([x, y]).shuffle(1000).batch(32); await model.fit(train, { epochs: 5 });
 */
export class Dataset<T = unknown> implements AsyncIterable<T> {
  /** Elements of a pass: Infinity when it never ends, undefined when nobody knows before. */
  readonly length: number | undefined;
  /** The names of the classes, by label, where the data say them; whatever is made of a dataset keeps them. */
  readonly classNames: readonly string[] | undefined;
  /** Samples per element, once `batch` was called. */
  readonly batchSize: number | undefined;
  readonly #open: () => Pass;
  readonly #steps: readonly string[];

  /** For the sources below; a dataset is made by `fromTensorSlices` and its kin. */
  constructor(open: () => Pass, facts: Facts) {
    this.#open = open;
    this.#steps = facts.steps;
    this.length = facts.length;
    this.classNames = facts.classNames;
    this.batchSize = facts.batchSize;
  }

  // ----------------------------------------------------------------- sources

  /**
   * The samples of arrays: slices along the first axis, of an array, a list of numbers or texts, or a tuple or object of them.
   * @ko 배열을 첫 축을 따라 잘라 샘플 하나씩 내줍니다.
   * @example datasets.Dataset.fromTensorSlices([xTrain, yTrain])
   */
  static fromTensorSlices<const S>(tensors: S): Dataset<SliceOf<S>> {
    const who = 'Dataset.fromTensorSlices';
    if (arguments.length > 1 && !isPlainObject(arguments[1])) throw severalArrays(who, arguments.length);
    refuseSurplus(who, arguments, 1);
    const length = countSlices(who, tensors);
    return new Dataset(() => stages.slices(tensors, length), { length, steps: ['fromTensorSlices'] });
  }

  /** One element: the arrays as they are. */
  static fromTensors<const S extends Element>(tensors: S): Dataset<S> {
    if (arguments.length > 1) refuseSurplus('Dataset.fromTensors', arguments, 1);
    return new Dataset(() => stages.given([tensors]), { length: 1, steps: ['fromTensors'] });
  }

  /**
   * What a generator function gives; it is called anew for every pass.
   * @ko 제너레이터 함수가 주는 원소들입니다. 반복할 때마다 함수를 새로 호출합니다.
   * @example datasets.Dataset.fromGenerator(function* () { for (let i = 0; i < 3; i++) yield [np.zeros([2]), i]; })
   */
  static fromGenerator<E>(generator: () => Iterable<E> | AsyncIterable<E>, options?: GeneratorOptions): Dataset<E> {
    const who = 'Dataset.fromGenerator';
    refuseSurplus(who, arguments, 2);
    const { length } = readOptions(who, options, generatorOptions);
    needFunction(who, generator, {
      en: 'Give the function itself, so that every pass starts anew: fromGenerator(() => batches())',
      ko: '반복할 때마다 새로 시작하도록 함수 자체를 주세요: fromGenerator(() => batches())',
    });
    return new Dataset(() => stages.given(generator()), { length, steps: ['fromGenerator'] });
  }

  /** Numbers as Python's `range`: `range(5)`, `range(2, 5)`, `range(0, 10, 2)`. */
  static range(stop: number): Dataset<number>;
  static range(start: number, stop: number, step?: number): Dataset<number>;
  static range(...given: readonly number[]): Dataset<number> {
    const who = 'Dataset.range';
    refuseSurplus(who, given, 3);
    const [start, stop, step] = given.length === 1 ? [0, given[0]!, 1] : [given[0]!, given[1]!, given[2] ?? 1];
    for (const [name, value] of Object.entries({ start, stop, step })) whole(who, name, value);
    if (step === 0)
      throw new ValueError({
        who,
        rule: { en: 'step must not be 0', ko: 'step은 0이 아니어야 합니다' },
        received: '0',
      });
    const length = Math.max(0, Math.ceil((stop - start) / step));
    return new Dataset(() => stages.given(numbers(start, step, length)), {
      length,
      steps: [`range(${given.join(', ')})`],
    });
  }

  /**
   * The rows of a CSV file, one by one: objects by column name, or `[features, label]` with `labelName`.
   * @ko CSV 파일의 행을 하나씩 내줍니다.
   * @example datasets.Dataset.fromCsv('digits.csv', { labelName: 'label', features: 'array' }).batch(32)
   */
  static fromCsv<const O extends CsvOptions = object>(path: string, options?: O): Dataset<RowOf<O>> {
    const who = 'Dataset.fromCsv';
    refuseSurplus(who, arguments, 2);
    const read = readCsvOptions(path, options);
    return new Dataset(() => csvRows(path, read), { length: undefined, steps: [`fromCsv('${path}')`] });
  }

  /**
   * The paths of files whose names fit a pattern (`*` and `?`), in a new order for each pass.
   * @ko 패턴에 맞는 파일의 경로들입니다.
   * @example datasets.Dataset.listFiles('photos/*.jpg', { shuffle: false })
   */
  static listFiles(pattern: string | readonly string[], options?: ListFilesOptions): Dataset<string> {
    refuseSurplus('Dataset.listFiles', arguments, 2);
    const { paths, shuffle, seed } = filesLike(pattern, options);
    const files = new Dataset<string>(() => stages.given(paths), { length: paths.length, steps: ['listFiles'] });
    return shuffle ? files.shuffle(paths.length, { seed }) : files;
  }

  /**
   * Elements of several datasets side by side, until the first of them ends: `zip(pictures, labels)`, or an object of datasets.
   * @ko 여러 데이터셋의 원소를 나란히 묶습니다.
   */
  static zip<const D extends readonly Dataset[]>(...parts: D): Dataset<Zipped<D>>;
  static zip<const D extends readonly Dataset[] | Readonly<Record<string, Dataset>>>(parts: D): Dataset<Zipped<D>>;
  static zip(...given: readonly unknown[]): Dataset {
    const [first] = given;
    const named = given.length === 1 && isPlainObject(first);
    const names = named ? Object.keys(first) : undefined;
    const parts = named
      ? Object.values(first)
      : given.length === 1 && Array.isArray(first)
        ? (first as unknown[])
        : given;
    const wrong = parts.findIndex((part) => !(part instanceof Dataset));
    if (wrong >= 0 || parts.length === 0) {
      throw new ValueError({
        who: 'Dataset.zip',
        rule: { en: 'takes datasets', ko: '데이터셋들을 받습니다' },
        received: parts.length === 0 ? { en: 'nothing', ko: '없음' } : describe(parts[wrong]),
      });
    }
    const all = parts as readonly Dataset[];
    const lengths = all.map(({ length }) => length);
    const length = lengths.includes(undefined) ? undefined : Math.min(...(lengths as number[]));
    const open = (): Pass => stages.zipped(all.map((part) => part.#open()), names); // prettier-ignore
    return new Dataset(open, { length, steps: [`zip(${all.map((part) => part.#steps.join('.')).join(', ')})`] });
  }

  // ------------------------------------------------------------------ stages

  /**
   * What `f` makes of each element; a tuple comes as its parts: `map((x, y) => [x.div(255), y])`. `f` may be async. It runs
   * where the cells run, never on another thread.
   * @ko 원소마다 함수를 적용합니다.
   */
  map<const U extends Element>(
    f: (...parts: [...ArgumentsOf<T>]) => U | Promise<U>,
    options?: MapOptions,
  ): Dataset<Mapped<U>> {
    const who = 'Dataset.map';
    refuseSurplus(who, arguments, 2);
    const { numParallelCalls } = readOptions(who, options, mapOptions);
    needFunction(who, f);
    return this.#then('map', (pass) =>
      stages.mapped(pass, f as never, numParallelCalls < 1 ? CALLS : numParallelCalls),
    );
  }

  /**
   * The elements for which `f` is true; `f` may give a truth value or a 0-d array, as `y.eq(3)` does.
   * @ko 조건에 맞는 원소만 남깁니다.
   */
  filter(f: (...parts: [...ArgumentsOf<T>]) => unknown): Dataset<T> {
    refuseSurplus('Dataset.filter', arguments, 1);
    needFunction('Dataset.filter', f);
    return this.#then('filter', (pass) => stages.filtered(pass, f as never), { length: undefined });
  }

  /**
   * Mixes: each element is drawn out of the next `bufferSize`. Mixed well only where that is about the number of elements.
   * @ko 순서를 섞습니다. bufferSize개의 원소 가운데 하나씩 뽑습니다.
   * @example ds.shuffle(1000, { seed: 0 })
   */
  shuffle(bufferSize: number, options?: ShuffleOptions): Dataset<T> {
    const who = 'Dataset.shuffle';
    refuseSurplus(who, arguments, 2);
    whole(who, 'bufferSize', bufferSize, 1);
    const { seed, reshuffleEachIteration } = readOptions(who, options, shuffleOptions);
    let first: number | undefined = seed ?? undefined;
    let passes = 0;
    const next = (): number => {
      first ??= np.random.randint(2 ** 31 - 1);
      return (first + (reshuffleEachIteration ? passes++ : 0)) % 2 ** 32;
    };
    return this.#then(`shuffle(${bufferSize})`, (pass) =>
      stages.shuffled(pass, bufferSize, stages.randomBelow(next())),
    );
  }

  /**
   * Puts elements together, one above the other; the last batch may be short.
   * @ko 원소를 batchSize개씩 묶습니다.
   * @throws ShapeError that names the first element of another shape
   */
  batch(batchSize: number, options?: BatchingOptions): Dataset<BatchOf<T>> {
    const who = 'Dataset.batch';
    refuseSurplus(who, arguments, 2);
    whole(who, 'batchSize', batchSize, 1);
    const { dropRemainder } = readOptions(who, options, batchingOptions);
    const batches = this.length === undefined ? undefined : this.length / batchSize;
    const length = batches === undefined ? undefined : dropRemainder ? Math.floor(batches) : Math.ceil(batches);
    const open = (): Pass => stages.batched(this.#open(), batchSize, dropRemainder);
    return this.#derived(`batch(${batchSize})`, open, { length, batchSize });
  }

  /** Takes batches apart into their samples. */
  unbatch(): Dataset<SliceOf<T>> {
    refuseSurplus('Dataset.unbatch', arguments, 0);
    return this.#derived('unbatch', () => stages.unbatched(this.#open()), { length: undefined, batchSize: undefined });
  }

  /**
   * The data `count` times, or for ever without a number: then `fit` needs `stepsPerEpoch`.
   * @ko 데이터를 count번, 또는 끝없이 되풀이합니다.
   */
  repeat(count?: number): Dataset<T> {
    const who = 'Dataset.repeat';
    refuseSurplus(who, arguments, 1);
    if (count !== undefined) whole(who, 'count', count, -1);
    const times = count === undefined || count < 0 ? Infinity : count;
    const length =
      this.length === 0 || times === 0
        ? 0
        : this.length === undefined
          ? times === Infinity
            ? Infinity
            : undefined
          : this.length * times;
    return this.#derived(`repeat(${count ?? ''})`, () => stages.repeated(this.#open, times), { length });
  }

  /**
   * The first `count` elements; -1: all.
   * @ko 처음 count개만 씁니다.
   */
  take(count: number): Dataset<T> {
    refuseSurplus('Dataset.take', arguments, 1);
    whole('Dataset.take', 'count', count, -1);
    if (count < 0) return this.#then('take(-1)', (pass) => pass);
    const length = this.length === undefined ? undefined : Math.min(count, this.length);
    return this.#then(`take(${count})`, (pass) => stages.taken(pass, count), { length });
  }

  /**
   * Without the first `count` elements; -1: none is left.
   * @ko 처음 count개를 건너뜁니다.
   */
  skip(count: number): Dataset<T> {
    refuseSurplus('Dataset.skip', arguments, 1);
    whole('Dataset.skip', 'count', count, -1);
    if (count < 0) return this.take(0);
    const length = this.length === undefined ? undefined : Math.max(0, this.length - count);
    return this.#then(`skip(${count})`, (pass) => stages.skipped(pass, count), { length });
  }

  /**
   * This one, then another.
   * @ko 뒤에 다른 데이터셋을 이어 붙입니다.
   */
  concatenate<U>(other: Dataset<U>): Dataset<T | U> {
    refuseSurplus('Dataset.concatenate', arguments, 1);
    if (!(other instanceof Dataset)) {
      throw new ValueError({
        who: 'Dataset.concatenate',
        rule: { en: 'takes a dataset', ko: '데이터셋을 받습니다' },
        received: describe(other),
      });
    }
    const length = this.length === undefined || other.length === undefined ? undefined : this.length + other.length;
    return this.#derived('concatenate', () => stages.joined([this.#open, other.#open]), { length });
  }

  /** Elements with their numbers, `[i, element]`. */
  enumerate(start = 0): Dataset<[number, T]> {
    refuseSurplus('Dataset.enumerate', arguments, 1);
    whole('Dataset.enumerate', 'start', start);
    return this.#then('enumerate', (pass) => stages.enumerated(pass, start));
  }

  /**
   * Keeps the elements of the first whole pass: in memory, or in a file that later programs find again. What comes before it is
   * computed once; put `shuffle` and random changes after it. A file stays as it is when the recipe changes: give a new name then.
   * @ko 처음 읽은 원소를 메모리나 파일에 보관해 다음부터 다시 계산하지 않습니다.
   */
  cache(path?: string): Dataset<T> {
    refuseSurplus('Dataset.cache', arguments, 1);
    if (path !== undefined && typeof path !== 'string') {
      throw new ValueError({
        who: 'Dataset.cache',
        rule: { en: 'takes the path of a file, or nothing', ko: '파일의 경로를 주거나 비워 둡니다' },
        received: describe(path),
      });
    }
    const { length } = this;
    const open = path === undefined || path === '' ? inMemory(this.#open, length) : inFile(this.#open, length, path);
    return this.#derived('cache', open);
  }

  /**
   * Begins the next `count` elements while one is worked on. Reading pictures, files and the network go on meanwhile on other
   * threads; functions of `map` do not.
   * @ko 다음 원소를 미리 준비합니다.
   */
  prefetch(count = AHEAD): Dataset<T> {
    refuseSurplus('Dataset.prefetch', arguments, 1);
    whole('Dataset.prefetch', 'count', count, AUTOTUNE);
    const ahead = count === AUTOTUNE ? AHEAD : count;
    return this.#then('prefetch', (pass) => stages.prefetched(pass, ahead));
  }

  // ----------------------------------------------------------------- looking

  /** A pass: `for await (const [x, y] of ds)`. */
  [Symbol.asyncIterator](): AsyncIterator<T> {
    return this.#open()[Symbol.asyncIterator]() as AsyncIterator<T>;
  }

  /**
   * All elements of a pass, as a list; for a look at a few: `await ds.take(3).toArray()`.
   * @ko 원소를 모두 리스트로 모읍니다.
   */
  async toArray(): Promise<T[]> {
    refuseSurplus('Dataset.toArray', arguments, 0);
    if (this.length === Infinity) {
      throw new ValueError({
        who: 'Dataset.toArray',
        rule: { en: 'this dataset never ends', ko: '끝나지 않는 데이터셋입니다' },
        received: this.toString(),
        hint: { en: 'Take a few first: ds.take(3).toArray()', ko: '먼저 몇 개만 고르세요: ds.take(3).toArray()' },
      });
    }
    const elements: T[] = [];
    for await (const element of this) elements.push(element);
    return elements;
  }

  /** How it was made and how many elements it has, in one line. */
  toString(): string {
    const { length } = this;
    const count =
      length === undefined
        ? 'elements not counted'
        : length === Infinity
          ? 'endless'
          : `${length} ${length === 1 ? 'element' : 'elements'}`;
    return `Dataset: ${this.#steps.join(' → ')}, ${count}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    return { 'text/plain': this.toString() };
  }

  /** What `fit` says when there is not one batch. */
  get emptyHint(): Translated {
    return {
      en: `It was made by ${this.#steps.join(' → ')}: do filter, skip, take or dropRemainder leave anything?`,
      ko: `만든 순서: ${this.#steps.join(' → ')}. filter, skip, take, dropRemainder 뒤에 남는 것이 있는지 확인하세요`,
    };
  }

  /** A stage behind this one, with as many elements unless `facts` say otherwise. */
  #then<U>(step: string, stage: (pass: Pass) => Pass, facts: Partial<Facts> = {}): Dataset<U> {
    return this.#derived(step, () => stage(this.#open()), facts);
  }

  #derived<U>(step: string, open: () => Pass, facts: Partial<Facts> = {}): Dataset<U> {
    const { length, classNames, batchSize } = this;
    return new Dataset<U>(open, { length, classNames, batchSize, ...facts, steps: [...this.#steps, step] });
  }
}

/** What `map` gives: literals of the function become their types. */
type Mapped<U> = U extends number ? number : U extends string ? string : U extends boolean ? boolean : U;

/** What a row of a table is. */
type RowOf<O> = O extends { labelName: string } ? [features: FeaturesOf<O>, label: number | string] : FeaturesOf<O>;
type FeaturesOf<O> = O extends { features: 'array' } ? ReturnType<typeof np.zeros> : Record<string, number | string>;

/** `fromTensorSlices(x, y)`: the usual slip. */
function severalArrays(who: string, count: number): ValueError {
  return new ValueError({
    who,
    rule: {
      en: 'takes one value; several arrays come as one tuple',
      ko: '값을 하나 받습니다. 배열이 여럿이면 튜플 하나로 씁니다',
    },
    received: { en: `${count} values`, ko: `값 ${count}개` },
    hint: { en: 'Write fromTensorSlices([x, y])', ko: 'fromTensorSlices([x, y])로 쓰세요' },
  });
}

function* numbers(start: number, step: number, length: number): Generator<number> {
  for (let i = 0; i < length; i++) yield start + i * step;
}

function whole(who: string, name: string, value: unknown, least = -Infinity): void {
  if (Number.isInteger(value) && (value as number) >= least) return;
  const from = least === -Infinity ? { en: '', ko: '' } : { en: ` of at least ${least}`, ko: `${least} 이상의 ` };
  throw new ValueError({
    who,
    rule: { en: `${name} must be a whole number${from.en}`, ko: `${name}은(는) ${from.ko}정수여야 합니다` },
    received: describe(value),
  });
}

function needFunction(who: string, value: unknown, hint?: Translated): void {
  if (typeof value === 'function') return;
  throw new ValueError({
    who,
    rule: { en: 'takes a function', ko: '함수를 받습니다' },
    received: describe(value),
    ...(hint ? { hint } : {}),
  });
}
