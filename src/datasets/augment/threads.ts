/**
 * @file The threads on which ImageDataGenerator decodes and augments ahead of training, and how they are spoken to. Their
 * program is worker.ts.
 */
import { KernelabError, type ErrorFacts } from '../../errors/index.ts';
import { machine, setting, type Thread } from '../../platform/index.ts';
import type { Job, Shared } from './process.ts';
import type { Picture } from './warp.ts';
import type { PictureForm, ReadPictures } from '../pipeline/picture-files.ts';

/** The program of a thread, `worker.ts`. */
export const program = 'datasets/augment/worker';

/** An error as plain data. */
interface PlainError {
  name: string;
  message: string;
  facts?: ErrorFacts;
}

/** What a thread is asked for: augmented pictures, pictures of one form, or whether files can be read. */
export type Work =
  | { jobs: readonly Job[]; shared: Shared }
  | { files: readonly string[]; form: PictureForm; who: string }
  | { paths: readonly string[] };
/** A message to a thread and its answer. */
export type Order = Work & { id: number };
export type Result =
  | { pictures: Picture[]; failure?: PlainError | undefined }
  | { verdicts: (PlainError | undefined)[] }
  | { error: PlainError };
export type Answer = Result & { id: number };

/** A promise that an order will be answered. */
interface Waiting {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/** Runs jobs on other threads; results come in the order of the jobs. */
export class ThreadPool {
  readonly #threads: readonly Thread[];
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;

  constructor(threads: readonly Thread[]) {
    this.#threads = threads;
    for (const thread of threads) {
      thread.onMessage((answer) => this.#hear(answer as Answer));
      thread.onError((error) => this.#end(error));
    }
  }

  async run(jobs: readonly Job[], shared: Shared): Promise<Picture[]> {
    const results = this.#shares(jobs).map(({ thread, items }) => {
      const own = items.map(withOwnPixels);
      const transfer = own.flatMap(({ source }) =>
        'pixels' in source ? [source.pixels.data.buffer as ArrayBuffer] : [],
      );
      return this.#send(thread, { jobs: own, shared }, transfer);
    });
    return (await Promise.all(results)).flatMap((result) => ('pictures' in result ? result.pictures : []));
  }

  /** Picture files in one form, up to the first that cannot be read. */
  async read(files: readonly string[], form: PictureForm, who: string): Promise<ReadPictures> {
    const results = await Promise.all(
      this.#shares(files).map(({ thread, items }) => this.#send(thread, { files: items, form, who })),
    );
    const pictures: Picture[] = [];
    for (const result of results) {
      if (!('pictures' in result)) continue;
      pictures.push(...result.pictures);
      if (result.failure) return { pictures, failure: revive(result.failure) };
    }
    return { pictures };
  }

  /** What is wrong with each of these files, undefined where nothing is. */
  async check(paths: readonly string[]): Promise<(Error | undefined)[]> {
    const results = await Promise.all(
      this.#shares(paths).map(({ thread, items }) => this.#send(thread, { paths: items })),
    );
    return results
      .flatMap((result) => ('verdicts' in result ? result.verdicts : []))
      .map((verdict) => verdict && revive(verdict));
  }

  #send(thread: Thread, work: Work, transfer: ArrayBuffer[] = []): Promise<Result> {
    const id = ++this.#orders;
    return new Promise((resolve, reject) => {
      // First, since it throws for what cannot be sent: an order nobody answers would keep the program alive.
      thread.send({ ...work, id } satisfies Order, transfer);
      this.#waiting.set(id, { resolve, reject });
      thread.hold(true);
    });
  }

  #hear(answer: Answer): void {
    const order = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) for (const each of this.#threads) each.hold(false);
    if ('error' in answer) order?.reject(revive(answer.error));
    else order?.resolve(answer);
  }

  /** A thread died: what was ordered fails, and the work is done in place from now on. */
  #end(error: Error): void {
    for (const order of this.#waiting.values()) order.reject(error);
    this.#waiting.clear();
    if (pool === this) pool = undefined;
    for (const each of this.#threads) each.stop();
  }

  /** An equal share of `items` for every thread. */
  #shares<T>(items: readonly T[]): { thread: Thread; items: T[] }[] {
    const each = Math.ceil(items.length / this.#threads.length);
    return this.#threads
      .map((thread, i) => ({ thread, items: items.slice(i * each, (i + 1) * each) }))
      .filter((share) => share.items.length > 0);
  }
}

let pool: ThreadPool | undefined | null = null;

/** The pool, or undefined where threads cannot be had (then the work is done in place). */
export function spareThreads(): ThreadPool | undefined {
  if (pool === null) pool = startPool();
  return pool;
}

/** As many threads as the engine takes, at most the machine's; none for KERNELAB_THREADS=0. */
function startPool(): ThreadPool | undefined {
  const wish = setting('KERNELAB_THREADS');
  if (wish === '0') return undefined;
  const cores = Math.max(1, machine.threads.cores());
  const count = Number(wish);
  const size = Number.isInteger(count) && count > 0 ? Math.min(count, cores) : cores;
  const threads = Array.from({ length: size }, () => machine.threads.start(program));
  return threads.every((thread) => thread !== undefined) ? new ThreadPool(threads) : undefined;
}

/** A view into a batch would be sent with its whole store; a picture is copied out and handed over. */
function withOwnPixels(job: Job): Job {
  if ('path' in job.source) return job;
  const { pixels } = job.source;
  return { ...job, source: { pixels: { ...pixels, data: pixels.data.slice() } } };
}

/** Errors lose their class between threads. */
function revive({ name, message, facts }: PlainError): Error {
  if (facts === undefined) return Object.assign(new Error(message), { name });
  return Object.assign(new KernelabError(facts), { name });
}
