/**
 * @file The threads on which ImageDataGenerator decodes and augments ahead of training, and how they are spoken to. Their
 * program is worker.ts.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker, parentPort, type MessagePort } from 'node:worker_threads';
import { KernelabError } from '../../errors/index.ts';
import type { Job, Shared } from './process.ts';
import type { Picture } from './warp.ts';

/** An error as plain data. */
interface Told {
  name: string;
  message: string;
  facts?: object;
}

/** What a thread is asked for: pictures, or whether files can be read. */
export type Work = { jobs: readonly Job[]; shared: Shared } | { paths: readonly string[] };
/** A message to a thread and its answer. */
export type Order = Work & { id: number };
export type Result = { pictures: Picture[] } | { verdicts: (Told | undefined)[] } | { error: Told };
export type Answer = Result & { id: number };

/** A promise that an order will be answered. */
interface Waiting {
  resolve: (result: Result) => void;
  reject: (error: Error) => void;
}

/** Runs jobs on other threads; results come in the order of the jobs. */
export class ThreadPool {
  readonly #workers: readonly Worker[];
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;

  constructor(program: URL, size: number) {
    this.#workers = Array.from({ length: size }, () => this.#start(program));
  }

  async run(jobs: readonly Job[], shared: Shared): Promise<Picture[]> {
    const results = this.#shares(jobs).map(({ worker, items }) => {
      const own = items.map(withOwnPixels);
      const transfer = own.flatMap(({ source }) =>
        'pixels' in source ? [source.pixels.data.buffer as ArrayBuffer] : [],
      );
      return this.#send(worker, { jobs: own, shared }, transfer);
    });
    return (await Promise.all(results)).flatMap((result) => ('pictures' in result ? result.pictures : []));
  }

  /** What is wrong with each of these files, undefined where nothing is. */
  async check(paths: readonly string[]): Promise<(Error | undefined)[]> {
    const results = await Promise.all(
      this.#shares(paths).map(({ worker, items }) => this.#send(worker, { paths: items })),
    );
    return results
      .flatMap((result) => ('verdicts' in result ? result.verdicts : []))
      .map((verdict) => verdict && revive(verdict));
  }

  #start(program: URL): Worker {
    const worker = new Worker(program, { execArgv: [] });
    worker.on('message', (answer: Answer) => this.#hear(answer));
    worker.on('error', (error: Error) => this.#end(error));
    // Idle threads must not keep a finished program alive; the listener above would hold it again.
    worker.unref();
    return worker;
  }

  #send(worker: Worker, work: Work, transfer: ArrayBuffer[] = []): Promise<Result> {
    const id = ++this.#orders;
    return new Promise((resolve, reject) => {
      // First, since it throws for what cannot be sent: an order nobody answers would keep the program alive.
      worker.postMessage({ ...work, id } satisfies Order, transfer);
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
    });
  }

  #hear(answer: Answer): void {
    const order = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) for (const each of this.#workers) each.unref();
    if ('error' in answer) order?.reject(revive(answer.error));
    else order?.resolve(answer);
  }

  /** A thread died: what was ordered fails, and the work is done in place from now on. */
  #end(error: Error): void {
    for (const order of this.#waiting.values()) order.reject(error);
    this.#waiting.clear();
    if (pool === this) pool = undefined;
    for (const each of this.#workers) void each.terminate();
  }

  /** An equal share of `items` for every thread. */
  #shares<T>(items: readonly T[]): { worker: Worker; items: T[] }[] {
    const each = Math.ceil(items.length / this.#workers.length);
    return this.#workers
      .map((worker, i) => ({ worker, items: items.slice(i * each, (i + 1) * each) }))
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
  const program = workerEntry();
  const wish = process.env['KERNELAB_THREADS'];
  if (program === undefined || wish === '0') return undefined;
  const cores = Math.max(1, availableParallelism());
  const count = Number(wish);
  return new ThreadPool(program, Number.isInteger(count) && count > 0 ? Math.min(count, cores) : cores);
}

/** A view into a batch would be sent with its whole store; a picture is copied out and handed over. */
function withOwnPixels(job: Job): Job {
  if ('path' in job.source) return job;
  const { pixels } = job.source;
  return { ...job, source: { pixels: { ...pixels, data: pixels.data.slice() } } };
}

/** The thread's program: beside this file in the sources, beside the bundle in `dist`. */
function workerEntry(): URL | undefined {
  const candidates = ['./worker.ts', './augment-worker.js', '../augment-worker.js'].map(
    (name) => new URL(name, import.meta.url),
  );
  return candidates.find((url) => existsSync(url));
}

/** Errors lose their class between threads. */
function revive({ name, message, facts }: Told): Error {
  if (facts === undefined) return Object.assign(new Error(message), { name });
  const error = new KernelabError({ who: '', rule: '', ...facts });
  return Object.assign(error, { name });
}

/** The port on which a thread hears its orders. */
export function threadPort(): MessagePort {
  if (parentPort === null)
    throw new KernelabError({ who: 'augment worker', rule: 'this program only runs as a thread' });
  return parentPort;
}
