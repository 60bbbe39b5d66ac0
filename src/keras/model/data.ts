/**
 * @file Data for fit, evaluate and predict: arrays cut into batches by index (copied row by row into one reused buffer,
 * so that 60,000 uint8 pictures never exist as floats), or batches from any iterable.
 */
import { elementsOf, NDArray, np, slice, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { describe, isPlainObject } from '../common/arguments.ts';
import type { Random } from '../common/random.ts';
import type { PyDataset } from '../utils/py-dataset.ts';

/** One array, a list of them (several inputs or outputs), or arrays by name. */
export type ArraysLike = ArraySource | readonly NDArray[] | Readonly<Record<string, NDArray>>;

/** A batch as generators give it: x, y and weights of the samples, also as a list without a fixed length. */
type BatchLike =
  | Readonly<Record<string, NDArray>>
  | readonly [x: ArraysLike, y?: ArraysLike | null, sampleWeight?: ArraysLike | null]
  | readonly (ArraysLike | null | undefined)[];
export type BatchSource =
  | PyDataset
  | Iterable<BatchLike | NDArray>
  | AsyncIterable<BatchLike | NDArray>
  | Iterator<BatchLike | NDArray>
  | AsyncIterator<BatchLike | NDArray>
  | (() => Iterable<BatchLike | NDArray> | AsyncIterable<BatchLike | NDArray>);

/** Samples of one array: `rows` copies some of them as float32. */
export class Rows {
  readonly array: NDArray;
  readonly count: number;
  /** Shape of one sample. */
  readonly shape: readonly number[];
  readonly size: number;
  /** The array, or a copy that lies in C order. */
  readonly #whole: NDArray;

  constructor(array: NDArray) {
    this.array = array;
    this.count = array.shape[0] ?? 0;
    this.shape = array.shape.slice(1);
    this.size = this.shape.reduce((a, b) => a * b, 1);
    this.#whole = liesInOrder(array) ? array : array.copy();
  }

  /** Copies samples `order[start .. start + n]` (or just start .. start + n) into `out`. */
  copy(out: Float32Array, start: number, n: number, order?: ArrayLike<number>): void {
    const { size } = this;
    // Asked for anew each time: the store may be in the kernels' memory, or have moved out of it.
    const flat = elementsOf(this.#whole) as Float32Array;
    if (!order) {
      out.set(flat.subarray(start * size, (start + n) * size));
      return;
    }
    if (size === 1) {
      for (let i = 0; i < n; i++) out[i] = flat[order[start + i]!]!;
      return;
    }
    for (let i = 0; i < n; i++) {
      const row = order[start + i]!;
      out.set(flat.subarray(row * size, (row + 1) * size), i * size);
    }
  }

  /** The samples from `start` to `end`, as a view. */
  part(start: number, end: number): Rows {
    return new Rows(this.#whole.at(slice(start, end)));
  }
}

/** Whether the elements lie one after the other in C order. */
function liesInOrder({ shape, strides }: NDArray): boolean {
  let step = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    if (shape[d]! > 1 && strides[d] !== step) return false;
    step *= shape[d]!;
  }
  return true;
}

/** The arrays of one side (x, y or weights) in the order of `names`. */
export function listArrays(who: string, what: string, value: ArraysLike, names: readonly string[]): NDArray[] {
  if (value instanceof NDArray) return [checkSamples(who, what, value)];
  if (isPlainObject(value)) {
    const given = value as Record<string, NDArray>;
    const missing = names.filter((name) => !(name in given));
    if (missing.length > 0) {
      throw new ValueError({
        who,
        rule: {
          en: `${what} by name needs ${names.map((n) => `'${n}'`).join(', ')}`,
          ko: `이름으로 쓰는 ${what}에는 ${names.map((n) => `'${n}'`).join(', ')}이(가) 필요합니다`,
        },
        received: Object.keys(given).join(', '),
      });
    }
    return names.map((name) => checkSamples(who, what, np.asarray(given[name]!)));
  }
  if (Array.isArray(value) && value.length > 0 && value.every((v) => v instanceof NDArray)) {
    return value.map((v) => checkSamples(who, what, v));
  }
  if (Array.isArray(value) || ArrayBuffer.isView(value))
    return [checkSamples(who, what, np.asarray(value as ArraySource))];
  throw new ValueError({
    who,
    rule: {
      en: `${what} must be an array (or a list of them, one for each input)`,
      ko: `${what}은(는) 배열이거나, 입력마다 하나씩 든 배열의 리스트여야 합니다`,
    },
    received: describe(value),
  });
}

function checkSamples(who: string, what: string, array: NDArray): NDArray {
  if (array.ndim > 0) return array;
  throw new ShapeError({
    who,
    rule: { en: `${what} must have the samples along its first axis`, ko: `${what}은(는) 첫 축이 샘플이어야 합니다` },
    received: { en: 'a single number', ko: '수 하나' },
    hint: {
      en: 'Samples one by one, as a Dataset has them, become batches by batch(32)',
      ko: 'Dataset처럼 샘플을 하나씩 줄 때는 batch(32)로 묶으세요',
    },
  });
}

/** The common number of samples; a ShapeError when arrays disagree. */
export function countSamples(
  who: string,
  sides: { x: readonly NDArray[]; y?: readonly NDArray[]; w?: readonly NDArray[] },
): number {
  const n = sides.x[0]!.shape[0]!;
  const all = [...sides.x, ...(sides.y ?? []), ...(sides.w ?? [])];
  if (all.every((a) => a.shape[0] === n)) {
    if (n === 0)
      throw new ValueError({
        who,
        rule: { en: 'needs at least one sample', ko: '샘플이 하나 이상 필요합니다' },
        received: {
          en: `x of shape ${shapeText(sides.x[0]!.shape)}`,
          ko: `모양이 ${shapeText(sides.x[0]!.shape)}인 x`,
        },
      });
    return n;
  }
  const text = (name: string, arrays: readonly NDArray[] = []): string[] =>
    arrays.map((a) => `${name} ${shapeText(a.shape)}`);
  throw new ShapeError({
    who,
    rule: { en: 'x and y must have the same number of samples', ko: 'x와 y는 샘플의 수가 같아야 합니다' },
    received: [...text('x', sides.x), ...text('y', sides.y), ...text('sampleWeight', sides.w)].join(', '),
    hint: {
      en: 'Were both cut from the same part (train or test), and is the batch axis the first?',
      ko: '둘 다 같은 부분(train 또는 test)에서 잘랐는지, 첫 축이 샘플 축인지 확인하세요',
    },
  });
}

/** Whether a source has batches by number, and hears of epochs. */
export function isPyDataset(source: unknown): source is PyDataset {
  return typeof source === 'object' && source !== null && 'getItem' in source && 'batches' in source;
}

/** Whether a value gives batches by and by instead of being an array. */
export function isBatchSource(value: unknown): value is BatchSource {
  if (value instanceof NDArray || Array.isArray(value) || ArrayBuffer.isView(value)) return false;
  if (typeof value === 'function') return true;
  return (
    typeof value === 'object' &&
    value !== null &&
    (Symbol.iterator in value || Symbol.asyncIterator in value || ('next' in value && typeof value.next === 'function'))
  );
}

/** The number of batches a source says it has (Keras's `len`); Infinity when it says that it never ends. */
export function sourceLength(source: BatchSource): number | null {
  if (typeof source === 'function') return null;
  const { length } = source as { length?: unknown };
  return typeof length === 'number' ? length : null;
}

/** Starts a pass over a source; what has batches by number gives them in this order. */
export function openSource(source: BatchSource, random?: Random): AsyncIterator<unknown> | Iterator<unknown> {
  if (isPyDataset(source)) {
    const { numBatches } = source;
    if (numBatches === null || !random) return source.batches();
    const order = Int32Array.from({ length: numBatches }, (_, i) => i);
    random.shuffle(order);
    return source.batches([...order]);
  }
  const opened = typeof source === 'function' ? source() : source;
  if (Symbol.asyncIterator in opened) return opened[Symbol.asyncIterator]();
  if (Symbol.iterator in opened) return opened[Symbol.iterator]();
  return opened;
}

/** Takes a generator's batch apart. */
export function readBatch(who: string, batch: unknown): { x: ArraysLike; y: ArraysLike | null; w: ArraysLike | null } {
  if (batch instanceof NDArray || isPlainObject(batch)) return { x: batch as ArraysLike, y: null, w: null };
  if (Array.isArray(batch) && batch.length >= 1 && batch.length <= 3) {
    return { x: batch[0] as ArraysLike, y: (batch[1] as ArraysLike) ?? null, w: (batch[2] as ArraysLike) ?? null };
  }
  throw new ValueError({
    who,
    rule: {
      en: 'a generator must give [x, y] or [x, y, sampleWeight]',
      ko: '제너레이터는 [x, y]나 [x, y, sampleWeight]를 주어야 합니다',
    },
    received: describe(batch),
  });
}
