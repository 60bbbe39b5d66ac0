/**
 * @file Batches in Keras's order: which samples a batch holds, when the generator is seeded, when an epoch is shuffled.
 * How a batch of pictures is made from its indices is the subclasses' matter.
 */
import type { NDArray } from '../../array/index.ts';
import { displaySymbol, type MimeBundle } from '../../display/index.ts';
import { IndexError, ValueError } from '../../errors/index.ts';
import type { LegacyStream } from './random.ts';

/** What a batch is: pictures alone, with labels, or with labels and weights; extras make the first part a list. */
export type Batch = readonly [x: NDArray | NDArray[], y?: NDArray | NDArray[], sampleWeight?: NDArray];

/** A batch without labels. */
export type Unlabelled = readonly [x: NDArray];
/** Pictures and labels; weights when they were asked for. */
export type Labelled<Y = NDArray> = readonly [x: NDArray, y: Y, sampleWeight?: NDArray];

/** Samples chosen for one batch and everything drawn for them, in the order in which Keras draws. */
export interface DrawnBatch<T> {
  indices: Int32Array;
  draws: T[];
}

/** An endless stream of batches with random access: `await it.next()`, `await it.get(i)`, `for await (… of it)`. */
export abstract class BatchIterator<T, B extends Batch = Batch> {
  /** Number of samples. */
  readonly n: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number | undefined;
  /** The place of the next batch in the epoch. */
  batchIndex = 0;
  totalBatchesSeen = 0;
  /** The order of samples in this epoch; undefined before the first batch. */
  indexArray: Int32Array | undefined;
  protected readonly random: LegacyStream;
  /** How many batches `for await` prepares ahead while the consumer works on one. */
  readonly prefetch: number = 2;
  /** Batches that were begun and not taken yet; they stay for whoever takes the next one. */
  private readonly begun: Promise<B>[] = [];

  constructor(
    n: number,
    options: { batchSize: number; shuffle: boolean; seed: number | undefined; random: LegacyStream },
  ) {
    this.n = n;
    this.batchSize = options.batchSize;
    this.shuffle = options.shuffle;
    this.seed = options.seed;
    this.random = options.random;
  }

  /** Batches in an epoch; the last may be short. */
  get length(): number {
    return Math.ceil(this.n / this.batchSize);
  }

  /** Draws everything random for the samples of a batch. */
  protected abstract draw(indices: Int32Array): T[];
  /** Makes the batch; draws nothing. */
  protected abstract make(batch: DrawnBatch<T>): Promise<B>;
  /** Its name in Keras and what it holds, for one line. */
  protected abstract readonly title: string;

  /** The next batch: `[x, y]`, `[x, y, weights]`, or `[x]` when there are no labels. */
  async next(): Promise<B> {
    return this.begun.shift() ?? this.make(this.advance());
  }

  /** Batch `i` of the epoch's order, as `it[i]` in Keras; negative `i` counts from the end. */
  async get(i: number): Promise<B> {
    const at = i < 0 ? i + this.length : i;
    if (!Number.isInteger(at) || at < 0 || at >= this.length) {
      throw new IndexError({
        who: 'flow',
        rule: { en: `there are ${this.length} batches`, ko: `배치는 ${this.length}개입니다` },
        received: { en: `batch ${i}`, ko: `배치 ${i}` },
      });
    }
    if (this.seed !== undefined) this.random.seed(this.seed + this.totalBatchesSeen);
    this.totalBatchesSeen++;
    this.indexArray ??= this.order();
    const indices = this.indexArray.slice(this.batchSize * at, this.batchSize * (at + 1));
    return this.make({ indices, draws: this.draw(indices) });
  }

  /** Starts the epoch over; the next batch draws a new order. Batches begun ahead are forgotten. */
  reset(): void {
    this.totalBatchesSeen -= this.begun.length;
    this.begun.length = 0;
    this.batchIndex = 0;
  }

  /** Draws a new order, as in Keras; where batches were begun ahead, the next epoch has its order already. */
  onEpochEnd(): void {
    if (this.begun.length === 0) this.indexArray = this.order();
  }

  /** Endless; `fit` and `break` end it. Batches are made ahead on spare threads, in order. */
  async *[Symbol.asyncIterator](): AsyncGenerator<B, void, undefined> {
    for (;;) {
      while (this.begun.length <= this.prefetch) {
        const batch = this.make(this.advance());
        // A failure is raised when its turn comes; until then it must not count as unhandled.
        batch.catch(() => undefined);
        this.begun.push(batch);
      }
      yield await this.begun.shift()!;
    }
  }

  /** Chooses the samples of the next batch and draws for them; synchronous, so that batches draw one after the other. */
  private advance(): DrawnBatch<T> {
    if (this.n === 0) {
      throw new ValueError({
        who: 'flow',
        rule: { en: 'there are no pictures to take a batch from', ko: '배치로 만들 그림이 없습니다' },
        received: { en: '0 samples', ko: '샘플 0개' },
      });
    }
    if (this.seed !== undefined) this.random.seed(this.seed + this.totalBatchesSeen);
    if (this.batchIndex === 0) this.indexArray = this.order();
    const start = (this.batchIndex * this.batchSize) % this.n;
    this.batchIndex = this.n > start + this.batchSize ? this.batchIndex + 1 : 0;
    this.totalBatchesSeen++;
    const indices = this.indexArray!.slice(start, start + this.batchSize);
    return { indices, draws: this.draw(indices) };
  }

  toString(): string {
    return `${this.title}, batches of ${this.batchSize}`;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  [displaySymbol](): MimeBundle {
    return { 'text/plain': this.toString() };
  }

  private order(): Int32Array {
    return this.shuffle ? this.random.permutation(this.n) : Int32Array.from({ length: this.n }, (_, i) => i);
  }
}

/** `1 image`, `2 images`. */
export function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
