/** @file `PyDataset`: batches by number, written by the user as a class (Keras's older `Sequence`). */
import { callable, flag, integer, optionsOf, readOptions, refuseSurplus } from '../../arguments/index.ts';
import { NotBuiltError, ValueError } from '../../errors/index.ts';

export interface PyDatasetOptions {
  /** More than 1: so many batches of an async `getItem` are begun at once. Default 1. */
  workers?: number;
  /** Taken as in Keras; JavaScript has no processes that share a class, so it changes nothing. Default false. */
  useMultiprocessing?: boolean;
  /** The most batches that are begun and not used yet. Default 10. */
  maxQueueSize?: number;
}

const pyDatasetOptions = optionsOf<PyDatasetOptions>()({
  workers: integer({ from: 0 }).or(1),
  useMultiprocessing: flag().or(false),
  maxQueueSize: integer({ from: 1 }).or(10),
});

class PyDatasetBase implements PyDataset {
  readonly workers: number;
  readonly useMultiprocessing: boolean;
  readonly maxQueueSize: number;

  constructor(options?: PyDatasetOptions) {
    refuseSurplus('PyDataset', arguments, 1);
    const { workers, useMultiprocessing, maxQueueSize } = readOptions('PyDataset', options, pyDatasetOptions);
    this.workers = workers;
    this.useMultiprocessing = useMultiprocessing;
    this.maxQueueSize = maxQueueSize;
  }

  /** Batches of an epoch; write it as `get length() { return 10; }`. null: endless. */
  get length(): number | null {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'a PyDataset says how many batches it has', ko: 'PyDataset은 배치의 수를 알려 주어야 합니다' },
      hint: { en: 'Add get length() { return 10; }', ko: 'get length() { return 10; }을 추가하세요' },
    });
  }

  /** Keras's newer name of `length`. */
  get numBatches(): number | null {
    return this.length;
  }

  /** Batch `index`: [x, y], [x, y, sampleWeight], or x; may be async. */
  getItem(index: number): unknown {
    throw new NotBuiltError({
      who: this.constructor.name,
      rule: { en: 'a PyDataset gives its batches by getItem', ko: 'PyDataset은 getItem으로 배치를 줍니다' },
      received: { en: `batch ${index}`, ko: `배치 ${index}` },
      hint: { en: 'Add getItem(index) { return [x, y]; }', ko: 'getItem(index) { return [x, y]; }를 추가하세요' },
    });
  }

  /** Called before each epoch of `fit`. */
  onEpochBegin(): void {}

  /** Called after each epoch of `fit`. */
  onEpochEnd(): void {}

  /** The batches in their order. */
  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    yield* this.batches();
  }

  /** The batches in an order; several async ones are begun at once where `workers` says so. */
  async *batches(order?: readonly number[]): AsyncGenerator<unknown, void, undefined> {
    const n = order?.length ?? this.numBatches ?? Infinity;
    const ahead = this.workers > 1 ? Math.min(this.workers, this.maxQueueSize) : 1;
    const begun: Promise<unknown>[] = [];
    for (let next = 0, done = 0; done < n; done++) {
      for (; next < n && next < done + ahead; next++) {
        const index = order ? order[next]! : next;
        const made = (async () => await this.getItem(index))();
        made.catch(() => undefined); // raised when its turn comes
        begun.push(made);
      }
      const batch = await begun.shift()!;
      if (batch === undefined || batch === null) throw noBatch(this.constructor.name, order ? order[done]! : done);
      yield batch;
    }
  }
}

function noBatch(who: string, index: number): ValueError {
  return new ValueError({
    who,
    rule: {
      en: 'getItem must give [x, y], [x, y, sampleWeight] or x',
      ko: 'getItem은 [x, y], [x, y, sampleWeight], x 가운데 하나를 돌려주어야 합니다',
    },
    received: { en: `nothing for batch ${index}`, ko: `배치 ${index}에 아무것도 없음` },
  });
}

/**
 * Batches by number, as a class of your own with `get length()` and `getItem(i)`; `fit` mixes the batches unless `shuffle` is false.
 * @ko 번호로 배치를 주는 클래스를 직접 만들 때 상속합니다.
 * @example class Pairs extends keras.utils.PyDataset { get length() { return 3; } getItem(i: number) { return [x, y]; } }
 */
export const PyDataset = callable(PyDatasetBase) as PyDatasetClass;

interface PyDatasetClass {
  new (options?: PyDatasetOptions): PyDataset;
  (options?: PyDatasetOptions): PyDataset;
}

// An interface, so that a class may write length as a field or as a getter.
export interface PyDataset extends AsyncIterable<unknown> {
  readonly workers: number;
  readonly useMultiprocessing: boolean;
  readonly maxQueueSize: number;
  /** Batches of an epoch; null: endless. */
  readonly length: number | null;
  readonly numBatches: number | null;
  getItem(index: number): unknown;
  onEpochBegin(): void;
  onEpochEnd(): void;
  batches(order?: readonly number[]): AsyncGenerator<unknown, void, undefined>;
}
