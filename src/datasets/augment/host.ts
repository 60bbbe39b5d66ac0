/**
 * @file What ImageDataGenerator asks of its host: threads for decoding and augmenting ahead of training, and folders.
 * Everything else of it runs anywhere.
 */
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { Worker, parentPort, type MessagePort } from 'node:worker_threads';
import { FileError, KernelabError, say } from '../../errors/index.ts';
import { makeFolders, reasonOf } from '../../files/host.ts';
import type { Job, Shared } from './process.ts';
import type { Picture } from './warp.ts';

/** Runs jobs on other threads; results come in the order of the jobs. */
export interface ThreadPool {
  run(jobs: readonly Job[], shared: Shared): Promise<Picture[]>;
  /** What is wrong with each of these files, undefined where nothing is. */
  check(paths: readonly string[]): Promise<(Error | undefined)[]>;
}

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

let pool: ThreadPool | undefined | null = null;

/** The pool, or undefined where threads cannot be had (then the work is done in place). */
export function spareThreads(): ThreadPool | undefined {
  if (pool === null)
    pool = process.env['KERNELAB_THREADS'] === '0' ? undefined : makePool(Math.max(1, availableParallelism()));
  return pool;
}

function makePool(size: number): ThreadPool | undefined {
  const entry = workerEntry();
  if (entry === undefined) return undefined;
  const waiting = new Map<number, { resolve: (result: Result) => void; reject: (error: Error) => void }>();
  let count = 0;
  const workers = Array.from({ length: size }, () => {
    const worker = new Worker(entry, { execArgv: [] });
    worker.on('message', (answer: Answer) => {
      const order = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (waiting.size === 0) for (const each of workers) each.unref();
      if ('error' in answer) order?.reject(revive(answer.error));
      else order?.resolve(answer);
    });
    worker.on('error', (error: Error) => {
      for (const order of waiting.values()) order.reject(error);
      waiting.clear();
      pool = undefined;
      for (const each of workers) void each.terminate();
    });
    // Idle threads must not keep a finished program alive; the listener above would hold it again.
    worker.unref();
    return worker;
  });
  const send = (worker: Worker, work: Work, transfer: ArrayBuffer[] = []): Promise<Result> => {
    const id = ++count;
    return new Promise((resolve, reject) => {
      // First, since it throws for what cannot be sent: an order nobody answers would keep the program alive.
      worker.postMessage({ ...work, id } satisfies Order, transfer);
      waiting.set(id, { resolve, reject });
      worker.ref();
    });
  };
  /** An equal share of `items` for every thread. */
  const shares = <T>(items: readonly T[]): { worker: Worker; items: T[] }[] => {
    const each = Math.ceil(items.length / size);
    return workers
      .map((worker, i) => ({ worker, items: items.slice(i * each, (i + 1) * each) }))
      .filter((share) => share.items.length > 0);
  };
  return {
    async run(jobs, shared) {
      const results = shares(jobs).map(({ worker, items }) => {
        const own = items.map(withOwnPixels);
        const transfer = own.flatMap(({ source }) =>
          'pixels' in source ? [source.pixels.data.buffer as ArrayBuffer] : [],
        );
        return send(worker, { jobs: own, shared }, transfer);
      });
      return (await Promise.all(results)).flatMap((result) => ('pictures' in result ? result.pictures : []));
    },
    async check(paths) {
      const results = await Promise.all(shares(paths).map(({ worker, items }) => send(worker, { paths: items })));
      return results
        .flatMap((result) => ('verdicts' in result ? result.verdicts : []))
        .map((verdict) => verdict && revive(verdict));
    },
  };
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

/** The sub-folders of a folder (also by way of links), sorted by name. */
export async function subfolders(folder: string, who: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await list(folder, who)) {
    const link = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => undefined) : undefined;
    if (entry.isDirectory() || link?.isDirectory()) names.push(entry.name);
  }
  return names.sort(byCodePoint);
}

/** All picture files below a folder, sorted by folder and then by name; paths relative to `folder`'s parent. */
export async function picturesBelow(
  folder: string,
  endings: readonly string[],
  followLinks: boolean,
  who: string,
): Promise<string[]> {
  const found: { folder: string; names: string[] }[] = [];
  const visit = async (path: string): Promise<void> => {
    const names: string[] = [];
    for (const entry of await list(path, who)) {
      const full = join(path, entry.name);
      const link = entry.isSymbolicLink() ? await stat(full).catch(() => undefined) : undefined;
      if (entry.isDirectory() || (followLinks && link?.isDirectory())) await visit(full);
      else if ((entry.isFile() || link?.isFile()) && hasEnding(entry.name, endings)) names.push(entry.name);
    }
    found.push({ folder: path, names: names.sort(byCodePoint) });
  };
  await visit(folder);
  found.sort((a, b) => byCodePoint(a.folder, b.folder));
  const parent = join(folder, '..');
  return found.flatMap(({ folder: path, names }) =>
    names.map((name) => relative(parent, join(path, name)).split(sep).join('/')),
  );
}

async function list(folder: string, who: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new FileError({
      who,
      rule: 'the folder must exist and be readable',
      received: `'${folder}'`,
      hint: `The program runs in ${process.cwd()}.`,
      cause,
    });
  }
}

/** True when a name ends in one of the endings, whatever the case. */
export function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
}

export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

export async function readText(path: string, who: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new FileError({ who, rule: 'the file must exist and be readable', received: `'${path}'`, cause });
  }
}

/** The folder that `saveToDir` names, made where it is missing. */
export function makeFolder(path: string, who: string): void {
  try {
    makeFolders(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new FileError({
      who,
      rule: 'saveToDir must be a folder that pictures can be written to',
      received: `'${path}' (${code === 'ENOENT' ? 'no folder can be made there' : reasonOf(cause)})`,
      hint: say({
        en: "Name a folder below the one you work in, for example 'build/augmented'; it is made for you.",
        ko: "작업 폴더 아래의 폴더를 쓰세요. 예: 'build/augmented'. 폴더는 자동으로 만들어집니다.",
      }),
      cause,
    });
  }
}

export const paths: { join: typeof join; isAbsolute: typeof isAbsolute; basename: typeof basename } = {
  join,
  isAbsolute,
  basename,
};

/** As Python sorts names. `<` compares halves of pairs, which puts an emoji before a letter of full width. */
export function byCodePoint(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
