/**
 * @file Where a run takes its batches from: arrays in memory or an iterable. Both fill the buffers of a step, so the
 * training loop does not care which it is.
 */
import { elementsOf, NDArray, np } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText, type Translated } from '../../errors/index.ts';
import { isNamed, sortedNames } from '../core/named.ts';
import { Random, nextSeed } from '../common/random.ts';
import {
  Rows,
  countSamples,
  isBatchSource,
  isPyDataset,
  listArrays,
  openSource,
  readBatch,
  sourceLength,
  type ArraysLike,
  type BatchSource,
} from './data.ts';
import type { Step, StepModel, StepShapes } from './steps.ts';

/** A batch that is ready to be copied into the buffers of a step. */
export interface Batch {
  readonly size: number;
  readonly shapes: StepShapes;
  /** The part of the model that the batch is for, where that is not the whole. */
  readonly model?: StepModel;
  /** The samples: places start .. start + size of `order`, or of the data where there is no order. Arrays only. */
  readonly rows?: { readonly order: ArrayLike<number> | undefined; readonly start: number };
  /**
   * Makes the program that `load` needs, if any. It comes before the step is asked for: where memory is short, a program that is made
   * takes that of steps.
   */
  prepare?(): void;
  /** Copies it into the buffers that the step has. */
  load(step: Pick<Step, 'x' | 'y' | 'w'>): void;
  /** The inputs as they were before the frozen part of the model, once `load` has run. */
  raw?(): readonly Float32Array[] | undefined;
}

/** Batches of one run; an epoch is one call of `epoch()`. */
export interface Feed {
  /** Batches an epoch; null when unknown. */
  readonly steps: number | null;
  /** Samples in all; null for iterables. */
  readonly samples: number | null;
  /** The same samples in batches of another size; arrays only. */
  inBatches?(size: number): Feed;
  /** The arrays behind it, where it has them. */
  readonly sides?: Sides;
  /** The batches of the next epoch. */
  epoch(): AsyncIterable<Batch> | Iterable<Batch>;
  /** The first batch's shapes, to build a model that has not seen data. */
  peek(): Promise<StepShapes>;
  /** Lets go of what a pass under way holds. */
  close?(): Promise<void>;
}

export interface FeedOptions {
  readonly who: string;
  readonly x: ArraysLike | BatchSource;
  readonly y: ArraysLike | null;
  readonly w: ArraysLike | null;
  readonly batchSize: number | null;
  readonly steps: number | null;
  readonly shuffle: boolean;
  readonly classWeight: Readonly<Record<number, number>> | null;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  /** Names are those of the data: a model of one's own says none before it has seen any. */
  readonly takesAnyNames?: boolean;
  /** Start again from the beginning at every epoch (validation) instead of going on. */
  readonly restart?: boolean;
}

/** Opens arrays or an iterable. */
export function openFeed(options: FeedOptions): Feed {
  const { x, who } = options;
  if (isBatchSource(x)) {
    if (options.y !== null)
      throw new ValueError({
        who,
        rule: { en: 'y comes from the generator when x is one', ko: 'x가 제너레이터이면 y도 제너레이터에서 나옵니다' },
        received: { en: 'both', ko: '둘 다' },
      });
    if (options.batchSize !== null)
      throw new ValueError({
        who,
        rule: {
          en: 'batchSize must be left out when x gives batches itself',
          ko: 'x가 배치를 스스로 줄 때는 batchSize를 쓰지 않습니다',
        },
      });
    return new IterableFeed(options, x);
  }
  return new ArrayFeed(options, readSides(options, x, options.y, options.w));
}

/** The arrays of one batch or a whole set. */
export interface Sides {
  readonly n: number;
  readonly x: readonly Rows[];
  readonly y: readonly Rows[];
  readonly w: readonly (Rows | null)[];
  /** The names of x, where the data say them and the model does not. */
  readonly names?: readonly string[];
}

export function readSides(
  {
    who,
    inputNames,
    outputNames,
    classWeight,
    takesAnyNames = false,
  }: Pick<FeedOptions, 'who' | 'inputNames' | 'outputNames' | 'classWeight' | 'takesAnyNames'>,
  xs: ArraysLike,
  ys: ArraysLike | null,
  ws: ArraysLike | null,
): Sides {
  const namesOf = (value: ArraysLike): string[] | undefined =>
    takesAnyNames && isNamed(value) ? sortedNames(Object.keys(value)) : undefined;
  const names = namesOf(xs);
  const x = listArrays(who, 'x', xs, names ?? inputNames);
  const labels = ys === null ? undefined : (namesOf(ys) ?? outputNames);
  const y = ys === null ? [] : listArrays(who, 'y', ys, labels!);
  let w = ws === null ? [] : listArrays(who, 'sampleWeight', ws, labels ?? outputNames);
  if (x.length !== inputNames.length && inputNames.length > 0 && !takesAnyNames) {
    throw new ValueError({
      who,
      rule: {
        en: `the model has ${inputNames.length} input${inputNames.length > 1 ? 's' : ''} (${inputNames.join(', ')})`,
        ko: `모델의 입력은 ${inputNames.length}개입니다(${inputNames.join(', ')})`,
      },
      received: { en: `${x.length} arrays`, ko: `배열 ${x.length}개` },
    });
  }
  if (y.length > 0 && y.length < outputNames.length && !takesAnyNames) {
    throw new ValueError({
      who,
      rule: {
        en: `the model has ${outputNames.length} outputs (${outputNames.join(', ')}) and needs labels for each`,
        ko: `모델의 출력은 ${outputNames.length}개(${outputNames.join(', ')})이고 출력마다 레이블이 필요합니다`,
      },
      received: { en: `${y.length} array${y.length > 1 ? 's' : ''} of labels`, ko: `레이블 배열 ${y.length}개` },
      hint: { en: 'Give a list: [y1, y2]', ko: '리스트로 주세요: [y1, y2]' },
    });
  }
  if (classWeight !== null) {
    if (w.length > 0)
      throw new ValueError({
        who,
        rule: {
          en: 'classWeight and sampleWeight cannot be given together',
          ko: 'classWeight와 sampleWeight는 함께 줄 수 없습니다',
        },
      });
    if (y.length !== 1)
      throw new ValueError({
        who,
        rule: { en: 'classWeight needs exactly one output', ko: 'classWeight는 출력이 하나인 모델에만 쓸 수 있습니다' },
        received: { en: `${y.length} outputs`, ko: `출력 ${y.length}개` },
      });
    w = [weightsOfClasses(y[0]!, classWeight)];
  }
  const n = countSamples(who, { x, y, w });
  const shared = w.length === 1 ? y.map(() => w[0]!) : w;
  return {
    n,
    x: x.map((a) => new Rows(a)),
    y: y.map((a) => new Rows(a)),
    w: y.map((_, i) => (shared[i] ? new Rows(shared[i]) : null)),
    ...(names ? { names } : {}),
  };
}

/** The weight of each sample's class: its number, or the place of the largest value of a one-hot row. */
function weightsOfClasses(y: NDArray, classWeight: Readonly<Record<number, number>>): NDArray {
  const flat = elementsOf(y) as ArrayLike<number>;
  const n = y.shape[0]!;
  const width = n === 0 ? 1 : flat.length / n;
  const weights = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let best = 0;
    for (let k = 1; k < width; k++) if (flat[i * width + k]! > flat[i * width + best]!) best = k;
    weights[i] = classWeight[width === 1 ? flat[i]! : best] ?? 1;
  }
  return np.fromTyped(weights, [n]);
}

function shapesOf(sides: Sides): StepShapes {
  const { x, y, w, names } = sides;
  const shapes = { x: x.map((r) => r.shape), y: y.map((r) => r.shape), w: w.map((r) => r?.shape ?? null) };
  return names ? { ...shapes, names } : shapes;
}

function fill(
  step: Pick<Step, 'x' | 'y' | 'w'>,
  sides: Sides,
  start: number,
  n: number,
  order?: ArrayLike<number>,
): void {
  step.x.forEach((into, i) => sides.x[i]!.copy(into, start, n, order));
  // predict has no place for the labels that a generator may give beside the pictures.
  step.y.forEach((into, i) => sides.y[i]!.copy(into, start, n, order));
  step.w.forEach((into, i) => into && sides.w[i]?.copy(into, start, n, order));
}

class ArrayFeed implements Feed {
  readonly steps: number;
  readonly samples: number;
  readonly sides: Sides;
  readonly #options: FeedOptions;
  readonly #batchSize: number;
  readonly #order: Int32Array | undefined;
  readonly #random: Random | undefined;
  readonly #restart: boolean;
  #at = 0;

  constructor(options: FeedOptions, sides: Sides) {
    this.sides = sides;
    this.#options = options;
    this.samples = sides.n;
    this.#batchSize = options.batchSize ?? (options.steps === null ? 32 : Math.ceil(sides.n / options.steps));
    this.steps = options.steps ?? Math.ceil(sides.n / this.#batchSize);
    this.#restart = options.restart ?? false;
    if (options.shuffle) {
      this.#order = Int32Array.from({ length: sides.n }, (_, i) => i);
      this.#random = new Random(nextSeed());
    }
  }

  *epoch(): Generator<Batch> {
    const { samples, steps } = this;
    const shapes = shapesOf(this.sides);
    const order = this.#order;
    // With fewer steps than batches the pass goes on in the next epoch; it starts anew when it is over.
    if (this.#restart || this.#at >= samples) this.#at = 0;
    if (this.#at === 0 && order) this.#random!.shuffle(order);
    for (let step = 0; step < steps && this.#at < samples; step++) {
      const start = this.#at;
      const size = Math.min(this.#batchSize, samples - start);
      this.#at = start + size;
      const rows = { order, start };
      yield { size, shapes, rows, load: (into) => fill(into, this.sides, start, size, order) };
    }
  }

  inBatches(size: number): Feed {
    return new ArrayFeed({ ...this.#options, batchSize: size }, this.sides);
  }

  async peek(): Promise<StepShapes> {
    return shapesOf(this.sides);
  }
}

class IterableFeed implements Feed {
  readonly steps: number | null;
  readonly samples = null;
  readonly #options: FeedOptions;
  readonly #source: BatchSource;
  #iterator: AsyncIterator<unknown> | Iterator<unknown> | undefined;
  #random: Random | undefined;
  #ahead: Batch | undefined;

  constructor(options: FeedOptions, source: BatchSource) {
    this.#options = options;
    this.#source = source;
    const length = sourceLength(source);
    // Keras refuses it too; an epoch of no steps would look like a training that went well.
    if (length === 0) {
      throw new ValueError({
        who: options.who,
        rule: { en: 'the generator must have at least one batch', ko: '제너레이터에는 배치가 하나 이상 있어야 합니다' },
        received: { en: 'a generator of length 0', ko: '길이가 0인 제너레이터' },
        hint: (source as { emptyHint?: Translated }).emptyHint ?? {
          en: 'No picture was found: look at the line "Found 0 …" above, at the folder and at subset',
          ko: '찾은 그림이 없습니다. 위의 "Found 0 …" 줄과 폴더, subset을 확인하세요',
        },
      });
    }
    const isEndless = length === Infinity || (isPyDataset(source) && source.numBatches === null);
    if (isEndless && options.steps === null) {
      throw new ValueError({
        who: options.who,
        rule: { en: 'data that never end need a number of steps', ko: '끝나지 않는 데이터에는 스텝의 수가 필요합니다' },
        received: { en: 'none', ko: '없음' },
        hint: options.who.startsWith('fit')
          ? {
              en: 'Give stepsPerEpoch (validationSteps for validation), or leave repeat() out',
              ko: 'stepsPerEpoch(검증에는 validationSteps)를 주거나 repeat()를 빼세요',
            }
          : { en: 'Give steps, or leave repeat() out', ko: 'steps를 주거나 repeat()를 빼세요' },
      });
    }
    this.steps = options.steps ?? length;
    if (options.shuffle && isPyDataset(source)) this.#random = new Random(nextSeed());
  }

  async #next(): Promise<Batch | undefined> {
    if (this.#ahead) {
      const batch = this.#ahead;
      this.#ahead = undefined;
      return batch;
    }
    this.#iterator ??= this.#open();
    const { value, done } = await this.#iterator.next();
    if (done) return undefined;
    const { who } = this.#options;
    const parts = readBatch(who, value);
    const sides = readSides(this.#options, parts.x, parts.y, parts.w);
    return { size: sides.n, shapes: shapesOf(sides), load: (step) => fill(step, sides, 0, sides.n) };
  }

  #open(): AsyncIterator<unknown> | Iterator<unknown> {
    return openSource(this.#source, this.#random);
  }

  /** Ends the pass that is under way, so that files and threads behind it are let go; a user's own iterator goes on later. */
  async close(): Promise<void> {
    const isOwn = typeof this.#source === 'object' && 'next' in this.#source;
    const used = this.#iterator;
    this.#iterator = undefined;
    if (!isOwn) await used?.return?.();
  }

  /** The first batch of a new pass, of a source that makes a fresh iterator for each; undefined where it does not. */
  async #again(): Promise<Batch | undefined> {
    const used = this.#iterator;
    const fresh = this.#open();
    if (fresh === used) return undefined;
    this.#iterator = fresh;
    return this.#next();
  }

  /** To the beginning, where the source knows how (Keras's `reset`). */
  #rewind(): void {
    const { reset } = this.#source as { reset?: () => void };
    if (typeof reset === 'function') reset.call(this.#source);
  }

  async *epoch(): AsyncGenerator<Batch> {
    const { restart = false, steps } = this.#options;
    // With a number of steps the iterator goes on across epochs; otherwise each epoch is a whole pass.
    if (restart || (steps === null && sourceLength(this.#source) === null)) {
      if (!this.#ahead) await this.close();
      if (restart && !this.#ahead) this.#rewind();
    }
    const heard = isPyDataset(this.#source) ? this.#source : undefined;
    heard?.onEpochBegin();
    for (let step = 0; this.steps === null || step < this.steps; step++) {
      const batch = (await this.#next()) ?? (step === 0 ? await this.#again() : undefined);
      if (!batch) break;
      yield batch;
    }
    heard?.onEpochEnd();
  }

  async peek(): Promise<StepShapes> {
    // Somebody may have taken batches before: evaluate and predict see the first one first, so that predictions have the
    // order of the labels.
    if (this.#options.restart) this.#rewind();
    this.#ahead = await this.#next();
    if (this.#ahead) return this.#ahead.shapes;
    throw new ValueError({
      who: this.#options.who,
      rule: { en: 'the generator gave no batch', ko: '제너레이터가 배치를 하나도 주지 않았습니다' },
      hint: (this.#source as { emptyHint?: Translated }).emptyHint,
    });
  }
}

/** Cuts the last share of the samples off for validation: [training, validation]. */
export function splitSides(sides: Sides, share: number): [Sides, Sides] {
  if (!(share >= 0 && share < 1)) {
    const hint =
      share > 1 ? { en: 'It is a share: 0.25 means 25%', ko: '비율입니다. 0.25가 25%를 뜻합니다' } : undefined;
    throw new ValueError({
      who: 'fit',
      rule: { en: 'validationSplit must be in [0, 1)', ko: 'validationSplit은 0 이상 1 미만이어야 합니다' },
      received: String(share),
      hint,
    });
  }
  const at = Math.floor(sides.n * (1 - share));
  if (at === 0 || at === sides.n) {
    throw new ValueError({
      who: 'fit',
      rule: {
        en: 'validationSplit must leave samples on both sides',
        ko: 'validationSplit으로 나눈 양쪽에 샘플이 남아야 합니다',
      },
      received: { en: `${share} of ${sides.n} samples`, ko: `샘플 ${sides.n}개의 ${share}` },
    });
  }
  const part = (from: number, to: number): Sides => ({
    n: to - from,
    x: sides.x.map((r) => r.part(from, to)),
    y: sides.y.map((r) => r.part(from, to)),
    w: sides.w.map((r) => r?.part(from, to) ?? null),
    ...(sides.names ? { names: sides.names } : {}),
  });
  return [part(0, at), part(at, sides.n)];
}

/** A feed over arrays that are read already. */
export function feedOf(sides: Sides, options: FeedOptions): Feed {
  return new ArrayFeed(options, sides);
}

/** Refuses samples of another shape than the model's inputs. */
export function checkInputs(who: string, shapes: StepShapes, inputs: readonly (readonly (number | null)[])[]): void {
  inputs.forEach((wanted, i) => {
    const got = shapes.x[i];
    if (!got || (wanted.length === got.length + 1 && wanted.slice(1).every((n, k) => n === null || n === got[k])))
      return;
    throw new ShapeError({
      who,
      rule: {
        en: `the model takes samples of shape ${shapeText(wanted.slice(1))}`,
        ko: `모델은 모양이 ${shapeText(wanted.slice(1))}인 샘플을 받습니다`,
      },
      received: { en: `samples of shape ${shapeText(got)}`, ko: `모양이 ${shapeText(got)}인 샘플` },
      hint: shapeHint(wanted.slice(1), got, shapes.y[i]),
    });
  });
}

const size = (shape: readonly (number | null)[]): number => shape.reduce<number>((n, s) => n * (s ?? NaN), 1);

/** What is the matter with samples of shape `got` (x without its first axis), where `wanted` is taken. */
function shapeHint(
  wanted: readonly (number | null)[],
  got: readonly number[],
  labels: readonly number[] | undefined,
): Translated | undefined {
  const same = (a: readonly (number | null)[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((n, i) => n === null || n === b[i]);
  if (labels && wanted.length > 0 && same(wanted, labels))
    return { en: 'x and y seem to be swapped', ko: 'x와 y의 순서가 바뀐 것 같습니다' };
  if (same(wanted.slice(0, -1), got) && wanted.at(-1) === 1)
    return {
      en: "The channel axis is missing: use x.at('...', np.newaxis)",
      ko: "채널 축이 없습니다. x.at('...', np.newaxis)를 쓰세요",
    };
  if (wanted.at(-1) === 1 && same(wanted.slice(1, -1), got))
    return {
      en: "A single picture needs the axis of the samples and that of the channel: x.at(np.newaxis, '...', np.newaxis)",
      ko: "그림이 하나이면 샘플 축과 채널 축이 모두 필요합니다: x.at(np.newaxis, '...', np.newaxis)",
    };
  if (same(wanted.slice(1), got))
    return {
      en: 'x needs the samples along its first axis, also for a single one: x.at(np.newaxis)',
      ko: 'x의 첫 축은 샘플 축이어야 합니다. 샘플이 하나라도 x.at(np.newaxis)로 만드세요',
    };
  const [h, w, c] = wanted;
  if (wanted.length === 3 && c !== 1 && same([c!, h!, w!], got))
    return {
      en: 'The channels come first here, the model takes them last: x.transpose(0, 2, 3, 1)',
      ko: '채널 축이 앞에 있습니다. 모델은 채널을 마지막 축으로 받습니다: x.transpose(0, 2, 3, 1)',
    };
  if (wanted.length !== got.length && size(wanted) === size(got))
    return {
      en: `The same values in another shape: x.reshape([-1, ${wanted.join(', ')}])`,
      ko: `값의 수는 같습니다. 모양을 바꾸세요: x.reshape([-1, ${wanted.join(', ')}])`,
    };
  return wanted.length === got.length
    ? undefined
    : {
        en: `x needs the samples along its first axis and then ${wanted.length} ${wanted.length === 1 ? 'axis' : 'axes'} of one sample`,
        ko: `x는 첫 축이 샘플 축이고 그 뒤에 샘플 하나의 축 ${wanted.length}개가 있어야 합니다`,
      };
}
