/** @file Locks between processes that share a cache: a file that says who holds it, touched as long as its holder lives. */
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { makeFolders } from '../files/host.ts';
import { factsOf, fileError, readText } from './host.ts';

/** How long a lock may go without a sign of life. */
export const STALE_MS = 20_000;

/** Who holds a lock, as far as its file says. */
export interface Holder {
  readonly pid?: number;
  readonly host?: string;
}

/** Takes the lock, or says who holds it. */
export function tryLock(path: string, who: string, staleMs = STALE_MS): { release(): void } | { holder: Holder } {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  try {
    makeFolders(dirname(path));
  } catch (cause) {
    throw fileError(cause, path, who);
  }
  try {
    writeFileSync(path, mine, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw fileError(cause, path, who);
    return { holder: holderOf(readText(path)) };
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      /* the cache was emptied meanwhile */
    }
  }, staleMs / 5);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      if (readText(path) === mine) rmSync(path, { force: true });
    },
  };
}

/**
 * Watches a lock that another process holds and clears it once its holder is dead: a process of this machine that has
 * ended, or any holder whose file has not changed for `staleMs`. Only change counts: the clocks of the machines that
 * share a cache, and so the dates of their files, need not agree.
 */
export class LockWatch {
  readonly #path: string;
  readonly #staleMs: number;
  #seen = '';
  #since = performance.now();

  constructor(path: string, staleMs = STALE_MS) {
    this.#path = path;
    this.#staleMs = staleMs;
  }

  /** To be called again and again while waiting. */
  look(): void {
    const facts = factsOf(this.#path);
    const text = readText(this.#path);
    if (!facts || text === undefined) return;
    const now = `${facts.mtimeMs} ${text}`;
    if (now !== this.#seen) {
      this.#seen = now;
      this.#since = performance.now();
    }
    const { host, pid } = holderOf(text);
    const dead = host === hostname() && pid !== undefined && !isAlive(pid);
    if (dead || performance.now() - this.#since >= this.#staleMs) clear(this.#path, text);
  }
}

/** Removes the lock with this text. */
function clear(path: string, text: string): void {
  // Another process may have cleared it and taken a new one since: look again under a name of our own.
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readText(aside) !== text && !existsSync(path)) renameSync(aside, path);
  rmSync(aside, { force: true });
}

/** Nothing is known of the holder when something else wrote the file, or it is not whole yet. */
function holderOf(text = ''): Holder {
  try {
    return (JSON.parse(text) as Holder | null) ?? {};
  } catch {
    return {};
  }
}

/** Whether a process of this machine still runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
