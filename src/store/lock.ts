/** @file Locks between processes that share a cache: a file that says who holds it, touched as long as its holder lives. */
import { factsOf, machine, removeQuietly } from '../platform/index.ts';
import { cacheFault, makeCacheFolderOf, readText } from './environment.ts';

/** How long a lock may go without a sign of life. */
export const STALE_MS = 20_000;

/** Who holds a lock, as far as its file says. */
export interface Holder {
  readonly pid?: number;
  readonly host?: string;
}

/** Takes the lock, or says who holds it. */
export function tryLock(path: string, who: string, staleMs = STALE_MS): { release(): void } | { holder: Holder } {
  const { files, host, timers } = machine;
  const mine = JSON.stringify({ pid: host.processId, host: host.name, id: globalThis.crypto.randomUUID() });
  makeCacheFolderOf(path, who);
  try {
    const file = files.open(path, 'fresh');
    try {
      file.write(new TextEncoder().encode(mine));
    } catch (cause) {
      // It is ours, but says nothing of its holder: the next one would wait for it until it counts as stale.
      removeQuietly(path);
      throw cause;
    } finally {
      file.close();
    }
  } catch (cause) {
    if ((cause as { code?: string }).code !== 'EEXIST') throw cacheFault(cause, path, who);
    return { holder: holderOf(readText(path)) };
  }
  const beat = timers.every(staleMs / 5, () => {
    try {
      files.touch(path);
    } catch {
      /* the cache was emptied meanwhile */
    }
  });
  return {
    release() {
      beat.stop();
      if (readText(path) === mine) removeQuietly(path);
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
    const dead = host === machine.host.name && pid !== undefined && !machine.host.isAlive(pid);
    if (dead || performance.now() - this.#since >= this.#staleMs) clear(this.#path, text);
  }
}

/** Removes the lock with this text. */
function clear(path: string, text: string): void {
  const { files } = machine;
  // Another process may have cleared it and taken a new one since: look again under a name of our own.
  const aside = `${path}.${globalThis.crypto.randomUUID()}`;
  try {
    files.rename(path, aside);
  } catch {
    return;
  }
  if (readText(aside) !== text && !factsOf(path)) files.rename(aside, path);
  removeQuietly(aside);
}

/** Nothing is known of the holder when something else wrote the file, or it is not whole yet. */
function holderOf(text = ''): Holder {
  try {
    return (JSON.parse(text) as Holder | null) ?? {};
  } catch {
    return {};
  }
}
