/** @file Locks between processes that share a cache: a file that says who holds it, touched as long as its holder lives. */
import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { makeFolders } from '../files/host.ts';
import { factsOf, fileError, readText } from './host.ts';

/** How long a lock may go without a sign of life. */
const STALE_MS = 20_000;

/** Takes the lock, or returns undefined when another living process holds it. A dead holder's lock is cleared. */
export function tryLock(path: string, staleMs = STALE_MS): { release(): void } | undefined {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  try {
    makeFolders(dirname(path));
  } catch (cause) {
    throw fileError(cause, path);
  }
  try {
    writeFileSync(path, mine, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw fileError(cause, path);
    clearStale(path, staleMs);
    return undefined;
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

function clearStale(path: string, staleMs: number): void {
  const facts = factsOf(path);
  const text = readText(path);
  if (!facts || text === undefined) return;
  let holder: { pid?: number; host?: string } = {};
  try {
    holder = JSON.parse(text) as typeof holder;
  } catch {
    /* written by something else, or not whole yet: its age decides */
  }
  const dead = holder.host === hostname() && holder.pid !== undefined && !isAlive(holder.pid);
  if (!dead && Date.now() - facts.mtimeMs < staleMs) return;
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

/** Whether a process of this machine still runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
