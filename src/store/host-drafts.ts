/**
 * @file Drafts: files that are being downloaded or copied, under names that say who writes them, moved into place when
 * they are whole. What was cut off waits as `TARGET.part` for the next attempt.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolders, removeFile } from '../files/host.ts';
import { factsOf, fileError } from './host.ts';
import { isAlive } from './host-lock.ts';

/** Tells drafts of this machine from those of others that share the folder. */
const machine = createHash('md5').update(hostname()).digest('hex').slice(0, 6);
const OLD_MS = 3_600_000;

/** A name that says who writes it, so that `sweepDrafts` can tell whether it is still being written. */
function draftPath(target: string): string {
  return `${target}.${machine}-${process.pid}-${randomUUID().slice(0, 8)}.draft`;
}

/** A file that is being downloaded, under a name that nobody else knows. */
export class Draft {
  readonly path: string;
  /** Bytes that are there already (also from an attempt that was cut off). */
  size: number;
  readonly #target: string;
  readonly #who: string;
  readonly #file: number;
  #open = true;

  /** Goes on with what an earlier attempt for `target` left. */
  constructor(target: string, who: string) {
    this.#target = target;
    this.#who = who;
    this.path = draftPath(target);
    try {
      makeFolders(dirname(target));
      // A rename is all or nothing, so two processes cannot go on with the same part.
      try {
        renameSync(`${target}.part`, this.path);
      } catch {
        /* nothing was left over */
      }
      this.#file = openSync(this.path, 'a+');
    } catch (cause) {
      throw fileError(cause, target, who);
    }
    this.size = statSync(this.path).size;
  }

  write(chunk: Uint8Array): void {
    try {
      for (let at = 0; at < chunk.length;) {
        const n = writeSync(this.#file, chunk, at);
        at += n;
        this.size += n;
      }
    } catch (cause) {
      throw fileError(cause, this.#target, this.#who);
    }
  }

  /** Throws away what is there. */
  restart(): void {
    ftruncateSync(this.#file, 0);
    this.size = 0;
  }

  /** Puts it in its place, whole. */
  finish(): void {
    try {
      fsyncSync(this.#file);
      this.#close();
      renameSync(this.path, this.#target);
    } catch (cause) {
      throw fileError(cause, this.#target, this.#who);
    }
  }

  /** Leaves what is there for a later attempt to go on with. */
  keep(): void {
    this.#close();
    try {
      if (this.size > 0) renameSync(this.path, `${this.#target}.part`);
    } catch {
      /* what ended the download is what the user must hear */
    }
    removeFile(this.path);
  }

  /** Leaves nothing. */
  discard(): void {
    this.#close();
    removeFile(this.path);
  }

  #close(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }
}

/** Copies a file: the copy is there whole or not at all. */
export function copyWhole(from: string, to: string, who: string): void {
  const draft = draftPath(to);
  try {
    makeFolders(dirname(to));
    // Copies that were broken off; a stick must not fill up with them.
    sweepDrafts(to);
    removeFile(`${to}.part`);
    copyFileSync(from, draft);
    renameSync(draft, to);
  } catch (cause) {
    removeFile(draft);
    // A mirror stands where its maker wants it; the cache has nothing to do with it.
    throw fileError(cause, to, who, false);
  }
}

/** Takes up (or removes) drafts whose process is dead; those of other machines only when they are old. */
export function sweepDrafts(target: string): void {
  const folder = dirname(target);
  const name = target.slice(folder.length + 1);
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    const [, host, pid] =
      (entry.startsWith(`${name}.`) && /\.([0-9a-f]{6})-(\d+)-[0-9a-f]{8}\.draft$/.exec(entry)) || [];
    if (pid === undefined) continue;
    const path = join(folder, entry);
    const age = Date.now() - (factsOf(path)?.mtimeMs ?? Date.now());
    if (host === machine ? isAlive(Number(pid)) : age < OLD_MS) continue;
    if (existsSync(`${target}.part`)) rmSync(path, { force: true });
    else renameSync(path, `${target}.part`);
  }
}
