/**
 * @file Where a file of a data set is: in the mirror folder (`KERNELAB_DATA`), in the cache, or still to be downloaded.
 * A file is handed out only after its checksum was right; the cache remembers that by size and time.
 */
import { stopSignal } from '../display/index.ts';
import { NetworkError, say } from '../errors/index.ts';
import { removeFile } from '../files/host.ts';
import type { DataFile } from './catalog.ts';
import { download, wait, whereElse, type DownloadOptions } from './download.ts';
import { environment, factsOf, hashOf, placeIn, readText, writeText, type Environment } from './host.ts';
import { Draft, sweepDrafts } from './host-drafts.ts';
import { tryLock } from './host-lock.ts';
import { progress, showNotice } from './show.ts';

/** Where the bytes came from. */
export type Origin = 'mirror' | 'cache' | 'download';

export interface Obtained {
  /** A checked file on this machine. */
  readonly path: string;
  readonly origin: Origin;
}

export type StoreOptions = Partial<Environment> &
  Pick<DownloadOptions, 'attempts' | 'stallMs' | 'pauseMs'> & {
    signal?: AbortSignal;
    /** Milliseconds after which a silent lock counts as left over. */
    staleLockMs?: number;
  };

/** The file, from the nearest place that has it right. @throws NetworkError, FileError, InterruptError */
export async function obtain(file: DataFile, options: StoreOptions = {}): Promise<Obtained> {
  const env = { ...environment(), ...definedOf(options) };
  const near = await nearby(file, env);
  if (near) return near;
  const address = env.mirror && isAddress(env.mirror) ? [joined(env.mirror, file.path)] : [];
  const urls = env.offline ? address : [...address, ...file.urls];
  if (urls.length === 0) {
    throw new NetworkError({
      who: 'datasets',
      rule: `'${file.path}' is not on this machine`,
      received: 'KERNELAB_OFFLINE is set',
      hint: whereElse(env.mirror),
    });
  }
  return fetched(file, urls, env, options);
}

/** The file when it lies in the mirror folder or the cache, checked; else undefined. */
export async function nearby(file: DataFile, env: Environment): Promise<Obtained | undefined> {
  const found = await inMirror(file, env.mirror);
  if (found) return found;
  const path = placeIn(env.cache, file.path);
  return (await cached(path, file)) === 'right' ? { path, origin: 'cache' } : undefined;
}

/** The file when the mirror is a folder that holds it, checked; a wrong one is named and passed over. */
export async function inMirror(file: DataFile, mirror: string | undefined): Promise<Obtained | undefined> {
  if (!mirror || isAddress(mirror)) return undefined;
  const path = placeIn(mirror, file.path);
  const state = await mirrored(path, file);
  if (state === 'wrong') {
    showNotice(
      say({
        en: `KERNELAB_DATA: '${path}' has a wrong checksum or cannot be read, and is not used.`,
        ko: `KERNELAB_DATA: '${path}' 의 체크섬이 다르거나 읽을 수 없어서 사용하지 않습니다.`,
      }),
    );
  }
  return state === 'right' ? { path, origin: 'mirror' } : undefined;
}

export type State = 'right' | 'wrong' | 'missing';

const seen = new Map<string, string>();

/** A mirror may be read-only, so what was checked is remembered for this process only. */
async function mirrored(path: string, file: DataFile): Promise<State> {
  const facts = factsOf(path);
  if (!facts) return 'missing';
  const key = `${facts.size} ${facts.mtimeMs}`;
  if (seen.get(path) === key) return 'right';
  const state = await compared(path, file);
  if (state === 'right') seen.set(path, key);
  return state;
}

/** Checks a file of the cache, unless size and time are still those of the last check. */
export async function cached(path: string, file: DataFile, force = false): Promise<State> {
  const facts = factsOf(path);
  if (!facts) return 'missing';
  const note = JSON.stringify({ size: facts.size, mtimeMs: facts.mtimeMs, hash: file.hash.value });
  if (!force && readText(`${path}.ok`) === note) return 'right';
  const state = await compared(path, file);
  if (state !== 'right') return state;
  try {
    writeText(`${path}.ok`, note);
  } catch {
    /* a read-only cache is checked every time */
  }
  return 'right';
}

/** Reads the whole file. What cannot be read is as good as wrong, and another process may have removed it just now. */
async function compared(path: string, file: DataFile): Promise<State> {
  try {
    return (await hashOf(path, file.hash.kind)) === file.hash.value ? 'right' : 'wrong';
  } catch {
    return factsOf(path) ? 'wrong' : 'missing';
  }
}

async function fetched(
  file: DataFile,
  urls: readonly string[],
  { cache, mirror }: Environment,
  options: StoreOptions,
): Promise<Obtained> {
  const signal = options.signal ?? stopSignal();
  const target = placeIn(cache, file.path);
  const lock = await locked(
    `${target}.lock`,
    signal,
    options.staleLockMs,
    async () => (await cached(target, file)) === 'right',
  );
  if (lock === 'there') return { path: target, origin: 'cache' };
  try {
    // Another process may have finished between our look and our lock.
    const state = await cached(target, file);
    if (state === 'right') return { path: target, origin: 'cache' };
    sweepDrafts(target);
    const draft = new Draft(target);
    const line = progress(file.path);
    try {
      await download(file, urls, draft, { ...options, mirror, signal, progress: line });
      if (state === 'wrong') removeFile(target);
      draft.finish();
    } catch (error) {
      // A cut connection is gone on with next time; a full disk must not stay full of rests.
      if (error instanceof NetworkError || signal.aborted) draft.keep();
      else draft.discard();
      line.end(say({ en: 'failed', ko: '실패' }));
      throw error;
    }
    await cached(target, file);
    line.end(say({ en: 'downloaded', ko: '내려받음' }));
    return { path: target, origin: 'download' };
  } finally {
    lock.release();
  }
}

/** Waits for the lock, or until `there` says that another process has done the work. */
async function locked(
  path: string,
  signal: AbortSignal,
  staleMs: number | undefined,
  there: () => Promise<boolean>,
): Promise<{ release(): void } | 'there'> {
  for (let round = 0; ; round++) {
    const lock = tryLock(path, staleMs);
    if (lock) return lock;
    if (round > 0 && (await there())) return 'there';
    await wait(Math.min(1000, 50 + 50 * round), signal);
  }
}

export function isAddress(place: string): boolean {
  return /^https?:\/\//.test(place);
}

function joined(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function definedOf(options: StoreOptions): Partial<Environment> {
  return Object.fromEntries(
    (['cache', 'mirror', 'offline'] as const).flatMap((k) => (options[k] === undefined ? [] : [[k, options[k]]])),
  );
}
