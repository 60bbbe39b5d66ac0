/**
 * @file Where a file is: in the mirror folder (`KERNELAB_DATA`), in the cache, or still to be downloaded. A file is
 * handed out only after its hashes were right; the cache remembers that by size and time.
 */
import { showNotice, stopSignal } from '../display/index.ts';
import { FileError, NetworkError, say } from '../errors/index.ts';
import { factsOf } from '../platform/index.ts';
import { download, wait, whereElse, type DownloadOptions } from './download.ts';
import { hashKinds, isLength, mismatch, type Entry, type Hashes } from './entry.ts';
import { environment, hashOf, placeIn, removeFile, readText, writeText, type Environment } from './environment.ts';
import { Draft, sweepDrafts } from './draft.ts';
import { LockWatch, STALE_MS, tryLock, type Holder } from './lock.ts';
import { listedFor } from './mirror-list.ts';
import { isAddress, joined } from './places.ts';
import { progress } from './show.ts';

/** Where the bytes came from. */
export type Origin = 'mirror' | 'cache' | 'download';

export interface Obtained {
  /** A checked file on this machine. */
  readonly path: string;
  readonly origin: Origin;
  /** What it is: the entry that was asked for, or the one that stands in for it. */
  readonly entry: Entry;
}

export type StoreOptions = Partial<Environment> &
  Partial<Pick<DownloadOptions, 'who' | 'attempts' | 'stallMs' | 'pauseMs'>> & {
    /**
     * Stops a download.
     * @ko 내려받기를 멈춥니다.
     */
    signal?: AbortSignal;
    /**
     * Milliseconds after which a lock that does not change counts as left over. Default 20,000.
     * @ko 바뀌지 않는 잠금을 남겨진 것으로 보기까지의 시간입니다(밀리초). 기본값 20,000.
     */
    staleLockMs?: number;
  };

/** The first word of messages when nobody says who asks. */
const WHO = 'store';

/**
 * The file, from the nearest place that has it right; else one that stands in for it (a mirror may list its own).
 * @throws NetworkError, FileError, InterruptError
 */
export async function obtain(entry: Entry, options: StoreOptions = {}): Promise<Obtained> {
  const env = { ...environment(), ...definedOf(options) };
  const { who = WHO } = options;
  const near = await nearby(entry, env, who);
  if (near) return near;
  const listed = await listedFor(entry.file, env.mirror, { who, signal: options.signal });
  if (listed) return (await nearby(listed, env, who)) ?? (await fetched(listed, listed.sources, env, options));
  for (const substitute of entry.substitutes ?? []) {
    const other = await nearby(substitute, env, who);
    if (other) return other;
  }
  try {
    return await fromNetwork(entry, env, options);
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    // A mirror that is an address tells what it has only when it is asked.
    for (const substitute of env.mirror && isAddress(env.mirror) ? (entry.substitutes ?? []) : []) {
      const other = await fromNetwork(substitute, env, options).catch(() => undefined);
      if (other) return other;
    }
    throw error;
  }
}

async function fromNetwork(entry: Entry, env: Environment, options: StoreOptions): Promise<Obtained> {
  const address = env.mirror && isAddress(env.mirror) ? [joined(env.mirror, entry.file)] : [];
  const sources = env.offline ? address : [...address, ...entry.sources];
  if (sources.length > 0) return fetched(entry, sources, env, options);
  throw new NetworkError({
    who: options.who ?? WHO,
    rule: { en: `'${entry.file}' is not on this machine`, ko: `'${entry.file}' 파일이 이 컴퓨터에 없습니다` },
    received: env.offline
      ? { en: 'KERNELAB_OFFLINE is set', ko: 'KERNELAB_OFFLINE이 설정되어 있음' }
      : { en: 'nobody publishes it at an address', ko: '공개된 주소가 없음' },
    hint: whereElse(env.mirror),
  });
}

/** The file when the mirror folder or the cache has it, checked; else undefined. */
export async function nearby(entry: Entry, env: Environment, who?: string): Promise<Obtained | undefined> {
  const found = await inMirror(entry, env.mirror);
  if (found) return found;
  const path = placeIn(env.cache, entry.file);
  return (await cached(path, entry, { who })) === 'right' ? { path, origin: 'cache', entry } : undefined;
}

/** The file when the mirror is a folder that holds it, checked; a wrong one is named and passed over. */
export async function inMirror(entry: Entry, mirror: string | undefined): Promise<Obtained | undefined> {
  if (!mirror || isAddress(mirror)) return undefined;
  const path = placeIn(mirror, entry.file);
  const state = await mirrored(path, entry);
  if (state === 'wrong') {
    showNotice(
      say({
        en: `KERNELAB_DATA: '${path}' has a wrong checksum or cannot be read, and is not used.`,
        ko: `KERNELAB_DATA: '${path}' 의 체크섬이 다르거나 읽을 수 없어서 사용하지 않습니다.`,
      }),
    );
  }
  return state === 'right' ? { path, origin: 'mirror', entry } : undefined;
}

export type State = 'right' | 'wrong' | 'missing';

const seen = new Map<string, string>();

/** A mirror may be read-only, so what was checked is remembered for this process only. */
async function mirrored(path: string, entry: Entry): Promise<State> {
  const facts = factsOf(path);
  if (!facts) return 'missing';
  const key = JSON.stringify([facts.size, facts.mtimeMs, entry.hash]);
  if (seen.get(path) === key) return 'right';
  const { state } = await compared(path, entry, entry.hash);
  if (state === 'right') seen.set(path, key);
  return state;
}

/** What is written beside a file of the cache once it was found right. */
interface Note {
  readonly size?: number;
  readonly mtimeMs?: number;
  readonly hash?: Hashes;
}

/** Checks a file of the cache, unless size and time are still those of the last check (`force`: always). */
export async function cached(
  path: string,
  entry: Entry,
  { force = false, who = WHO }: { force?: boolean | undefined; who?: string | undefined } = {},
): Promise<State> {
  const facts = factsOf(path);
  if (!facts) return 'missing';
  const note = noteOf(path);
  const wanted = wantedOf(entry, note);
  const unchanged = note.size === facts.size && note.mtimeMs === facts.mtimeMs;
  if (!force && unchanged && note.hash && !mismatch(wanted, note.hash)) return 'right';
  const { state, hash } = await compared(path, entry, wanted);
  if (state !== 'right') return state;
  try {
    writeText(`${path}.ok`, JSON.stringify({ size: facts.size, mtimeMs: facts.mtimeMs, hash } satisfies Note), who);
  } catch {
    /* a read-only cache is checked every time */
  }
  return 'right';
}

/** Where nobody publishes a hash, the one of the first download is held on to. */
function wantedOf(entry: Entry, note: Note): Hashes {
  return hashKinds(entry.hash).length > 0 ? entry.hash : { sha256: note.hash?.sha256 };
}

function noteOf(path: string): Note {
  try {
    return (JSON.parse(readText(`${path}.ok`) ?? '{}') as Note | null) ?? {};
  } catch {
    return {};
  }
}

/** Reads the whole file. What cannot be read is as good as wrong, and another process may have removed it just now. */
async function compared(path: string, entry: Entry, wanted: Hashes): Promise<{ state: State; hash?: Hashes }> {
  try {
    const kinds = hashKinds(wanted);
    const hash = await hashOf(path, kinds.length > 0 ? kinds : ['sha256']);
    const fits = hashKinds(wanted).length > 0 || isLength(factsOf(path)!.size, entry);
    return { state: fits && !mismatch(wanted, hash) ? 'right' : 'wrong', hash };
  } catch {
    return { state: factsOf(path) ? 'wrong' : 'missing' };
  }
}

async function fetched(
  entry: Entry,
  sources: readonly string[],
  { cache, mirror }: Environment,
  options: StoreOptions,
): Promise<Obtained> {
  const { who = WHO, signal = stopSignal() } = options;
  const target = placeIn(cache, entry.file);
  const lock = await locked(
    { path: `${target}.lock`, file: entry.file, staleMs: options.staleLockMs ?? STALE_MS, signal, who },
    async () => (await cached(target, entry, { who })) === 'right',
  );
  if (lock === 'there') return { path: target, origin: 'cache', entry };
  try {
    // Another process may have finished between our look and our lock.
    const state = await cached(target, entry, { who });
    if (state === 'right') return { path: target, origin: 'cache', entry };
    sweepDrafts(target);
    const draft = new Draft(target, who);
    const line = progress(entry.file);
    try {
      const hash = wantedOf(entry, noteOf(target));
      const first = hash === entry.hash ? undefined : target;
      await download({ ...entry, hash }, sources, draft, {
        ...options,
        who,
        mirror,
        signal,
        first,
        progress: line,
      });
      if (state === 'wrong') removeFile(target);
      draft.finish();
    } catch (error) {
      // A cut connection is gone on with next time; a full disk must not stay full of drafts.
      if (error instanceof NetworkError || signal.aborted) draft.keep();
      else draft.discard();
      line.end(say({ en: 'failed', ko: '실패' }));
      throw error;
    }
    if ((await cached(target, entry, { who })) !== 'right') {
      line.end(say({ en: 'failed', ko: '실패' }));
      throw changedSince(target, who);
    }
    line.end(say({ en: 'downloaded', ko: '내려받음' }));
    return { path: target, origin: 'download', entry };
  } finally {
    lock.release();
  }
}

/** The download was right, and yet what lies in its place is not. */
function changedSince(path: string, who: string): FileError {
  return new FileError({
    who,
    rule: {
      en: 'the file was downloaded, but is not whole in its place',
      ko: '내려받은 파일이 저장 위치에서 온전하지 않습니다',
    },
    received: `'${path}'`,
    hint: {
      en: 'Another program may have changed it, or the disk may be faulty. Run the cell again, or name another folder with KERNELAB_CACHE',
      ko: '다른 프로그램이 바꾸었거나 디스크에 오류가 있을 수 있습니다. 셀을 다시 실행하거나 KERNELAB_CACHE로 다른 폴더를 정하세요',
    },
  });
}

interface Wanted {
  readonly path: string;
  /** What the lock is for, as messages name it. */
  readonly file: string;
  readonly staleMs: number;
  readonly signal: AbortSignal;
  readonly who: string;
}

/** Waits for the lock, or until `there` says that another process has done the work; long waiting is said once. */
async function locked(wanted: Wanted, there: () => Promise<boolean>): Promise<{ release(): void } | 'there'> {
  const { path, file, staleMs, who } = wanted;
  const watch = new LockWatch(path, staleMs);
  const began = performance.now();
  const patience = Math.min(2000, staleMs / 4);
  let said = false;
  for (let round = 0; ; round++) {
    const lock = tryLock(path, who, staleMs);
    if ('release' in lock) return lock;
    if (round > 0 && (await there())) return 'there';
    if (!said && performance.now() - began > patience) {
      showNotice(waitingText(file, lock.holder, staleMs));
      said = true;
    }
    watch.look();
    await wait(Math.min(1000, staleMs / 4, 50 + 50 * round), wanted);
  }
}

function waitingText(file: string, { pid, host }: Holder, staleMs: number): string {
  const seconds = Math.ceil(staleMs / 1000);
  return say({
    en: `'${file}' is being downloaded by another program${pid === undefined ? '' : ` (process ${pid} on ${host})`}; waiting for it. If it shows no sign of life for ${seconds} s, the download starts here.`,
    ko: `'${file}' 파일을 다른 프로그램${pid === undefined ? '' : `(${host} 의 프로세스 ${pid})`}이 내려받고 있어서 기다립니다. ${seconds}초 동안 아무 변화가 없으면 여기서 내려받습니다.`,
  });
}

function definedOf(options: StoreOptions): Partial<Environment> {
  return Object.fromEntries(
    (['cache', 'mirror', 'offline'] as const).flatMap((k) => (options[k] === undefined ? [] : [[k, options[k]]])),
  );
}
