/**
 * @file Batches for the rest of a model whose frozen part was computed before: each sample goes through that part when it is
 * first needed, and what comes out is kept for the epochs to come. The values are those of a run without the cache to the last
 * bit: the part runs on batches for which the engine takes the same kernels as for the batch that is trained on. As many
 * samples are kept as fit into `BUDGET`; the others are computed again in every epoch.
 */
import { g, getCore, isSmallProgram } from '../../engine/index.ts';
import { say, sizeText } from '../../errors/index.ts';
import { print } from '../common/terminal.ts';
import { Trace, withTrace } from '../core/trace.ts';
import type { Batch, Feed, Sides } from './feed.ts';
import type { FrozenCut } from './frozen-prefix.ts';
import { SpareMemory } from './spare-memory.ts';
import { buildStep, type Step, type StepModel, type StepShapes } from './steps.ts';

/** Bytes kept by one fit, of training and validation together. */
const BUDGET = 2 ** 30;
/** Samples that are missing go through the part in runs of a multiple of this, so that there are few programs. */
const GRAIN = 8;
const NONE: readonly never[] = [];

/** What has been computed of the samples of one feed. */
class FrozenValues {
  readonly #part: StepModel;
  readonly #widths: readonly number[];
  readonly #sides: Sides;
  readonly #kept: Float32Array[];
  readonly #has: Uint8Array;
  readonly #steps = new Map<number, Step>();
  readonly #small = new Map<number, boolean>();
  readonly #memory = new SpareMemory(this);
  /** The program that `prepare` made for the `fill` to come: the step that is filled may be made in between, and must not take it. */
  #next: Step | undefined;
  #raw: readonly Float32Array[] | undefined;

  /** The first `places` samples are kept. */
  constructor(part: StepModel, widths: readonly number[], sides: Sides, places: number) {
    this.#part = part;
    this.#widths = widths;
    this.#sides = sides;
    this.#kept = widths.map((width) => new Float32Array(width * places));
    this.#has = new Uint8Array(places);
  }

  get raw(): readonly Float32Array[] | undefined {
    return this.#raw;
  }

  /** Forgets all values: the weights of the part were replaced. */
  drop(): void {
    this.#has.fill(0);
  }

  release(): void {
    this.#next = undefined;
    this.giveBack();
    this.#memory.holdNothing();
  }

  giveBack(): void {
    for (const [rows, step] of this.#steps) {
      if (step === this.#next) continue;
      step.release();
      this.#steps.delete(rows);
    }
  }

  /**
   * Whether so little is computed of this batch in the part that the engine might leave the whole step to the interpreter,
   * whose bits are others: then nothing is cut.
   */
  isSmall({ size, shapes }: Batch): boolean {
    let small = this.#small.get(size);
    if (small === undefined) {
      small = withTrace(new Trace(false), () => {
        const nodes = shapes.x.map((shape, i) => g.input(`x${i}`, [size, ...shape]));
        return isSmallProgram(this.#part.forward(nodes, false));
      });
      this.#small.set(size, small);
    }
    return small;
  }

  /** Makes the program with which `fill` computes what is missing of this batch. */
  prepare(batch: Batch): void {
    const { rows } = this.#missingOf(batch);
    this.#next = undefined;
    if (rows > 0) this.#next = this.#step(rows, batch.shapes);
  }

  /** The samples of a batch, by their numbers in it, that must be computed, and in how many rows. */
  #missingOf(batch: Batch): { alone: boolean; place: (i: number) => number; missing: number[]; rows: number } {
    const { size } = batch;
    const { order, start } = batch.rows!;
    const place = (i: number): number => (order ? order[start + i]! : start + i);
    // With fewer samples than threads the engine takes other kernels, whose last bit may differ: such a batch stays by itself.
    const alone = size < (getCore()?.threads ?? 1);
    const missing: number[] = [];
    for (let i = 0; i < size; i++) if (alone || !this.#has[place(i)]) missing.push(i);
    return { alone, place, missing, rows: Math.min(size, Math.ceil(missing.length / GRAIN) * GRAIN) };
  }

  /** Copies the values of a batch's samples into the inputs of the rest. */
  fill(batch: Batch, into: readonly Float32Array[]): void {
    const { size } = batch;
    const { alone, place, missing, rows } = this.#missingOf(batch);
    this.#widths.forEach((width, k) => {
      for (let i = 0; i < size; i++) {
        const row = place(i);
        if (!alone && this.#has[row]) {
          into[k]!.set(this.#kept[k]!.subarray(row * width, (row + 1) * width), i * width);
        }
      }
    });
    if (missing.length === 0) return;
    const step = this.#step(rows, batch.shapes);
    const inputs = { x: step.x, y: NONE, w: NONE };
    if (rows === size) batch.load(inputs);
    else {
      const chosen = Int32Array.from({ length: rows }, (_, i) => place(missing[i] ?? missing[0]!));
      this.#sides.x.forEach((side, k) => side.copy(step.x[k]!, 0, rows, chosen));
    }
    this.#raw = step.x;
    const results = step.run();
    this.#next = undefined;
    for (const [at, i] of missing.entries()) {
      const from = rows === size ? i : at;
      const row = place(i);
      this.#widths.forEach((width, k) => {
        const values = (results[k]!.data as Float32Array).subarray(from * width, (from + 1) * width);
        into[k]!.set(values, i * width);
        if (!alone && row < this.#has.length) this.#kept[k]!.set(values, row * width);
      });
      if (!alone && row < this.#has.length) this.#has[row] = 1;
    }
  }

  /** The frozen part as a program for so many samples. */
  #step(rows: number, { x }: StepShapes): Step {
    let step = this.#steps.get(rows);
    if (!step) {
      step = buildStep(this.#part, undefined, 'predict', rows, { x, y: NONE, w: NONE });
      this.#steps.set(rows, step);
      this.#memory.hold();
    }
    return step;
  }
}

/** The feed of one side of fit, as the rest of the model takes it. */
class FrozenFeed implements Feed {
  readonly #inner: Feed;
  readonly #cut: FrozenCut;
  readonly #values: FrozenValues;
  #writes: number;

  constructor(inner: Feed, cut: FrozenCut, values: FrozenValues) {
    this.#inner = inner;
    this.#cut = cut;
    this.#values = values;
    this.#writes = writesOf(cut);
  }

  get steps(): number | null {
    return this.#inner.steps;
  }

  get samples(): number | null {
    return this.#inner.samples;
  }

  peek(): Promise<StepShapes> {
    return this.#inner.peek();
  }

  *epoch(): Generator<Batch> {
    let shapes: StepShapes | undefined;
    for (const batch of this.#inner.epoch() as Iterable<Batch>) {
      if (this.#values.isSmall(batch)) {
        yield batch;
        continue;
      }
      shapes ??= { ...batch.shapes, x: this.#cut.shapes };
      yield {
        size: batch.size,
        rows: batch.rows,
        shapes,
        model: this.#cut.rest,
        prepare: () => {
          const writes = writesOf(this.#cut);
          if (writes !== this.#writes) this.#values.drop(); // a callback replaced frozen weights
          this.#writes = writes;
          this.#values.prepare(batch);
        },
        load: (step) => {
          this.#values.fill(batch, step.x);
          const labels = { ...step, x: NONE };
          batch.load(labels);
        },
        raw: () => this.#values.raw,
      };
    }
  }
}

function writesOf({ weights }: FrozenCut): number {
  let sum = 0;
  for (const weight of weights) sum += weight.writes;
  return sum;
}

export interface FrozenFeeds {
  readonly train: Feed;
  readonly validation: Feed | null;
  release(): void;
}

/** Feeds for the rest of a model in place of those of the whole; iterables stay as they are. Says so, if `speaks`. `budget`: bytes to keep. */
export function frozenFeeds(
  cut: FrozenCut,
  feeds: { train: Feed; validation: Feed | null },
  speaks: boolean,
  budget: number = BUDGET,
): FrozenFeeds {
  const widths = cut.shapes.map((shape) => shape.reduce((a, b) => a * b, 1));
  const bytes = 4 * widths.reduce((a, b) => a + b, 0);
  let left = Math.floor(budget / Math.max(bytes, 1));
  const made: FrozenValues[] = [];
  let [samples, kept] = [0, 0];
  const over = (feed: Feed | null, training: boolean): Feed | null => {
    if (!feed?.sides) return feed;
    const places = Math.min(feed.samples!, left);
    const values = new FrozenValues(cut.part(training), widths, feed.sides, places);
    left -= places;
    samples += feed.samples!;
    kept += places;
    made.push(values);
    return new FrozenFeed(feed, cut, values);
  };
  const train = over(feeds.train, true)!;
  const validation = over(feeds.validation, false);
  if (speaks) announce(cut, samples, kept, bytes);
  return {
    train,
    validation,
    release: () => {
      for (const values of made) values.release();
    },
  };
}

function announce({ last }: FrozenCut, samples: number, kept: number, bytes: number): void {
  const all = kept === samples;
  print(
    `${say({
      en: `The layers up to '${last}' are frozen: fit computes them once per sample and keeps the results (${samples} samples, ${sizeText(kept * bytes)}). cacheFrozen: false computes them in every epoch.`,
      ko: `'${last}'까지의 층은 동결되어 있어서 fit이 샘플마다 한 번만 계산하고 결과를 보관합니다(샘플 ${samples}개, ${sizeText(kept * bytes)}). cacheFrozen: false를 주면 에포크마다 다시 계산합니다.`,
    })}\n`,
  );
  if (all) return;
  print(
    `${say({
      en: `Results of all ${samples} samples would take ${sizeText(samples * bytes)}; ${kept} of them are kept, the others are computed in every epoch.`,
      ko: `샘플 ${samples}개의 결과를 모두 보관하려면 ${sizeText(samples * bytes)}가 필요합니다. ${kept}개만 보관하고 나머지는 에포크마다 계산합니다.`,
    })}\n`,
  );
}
