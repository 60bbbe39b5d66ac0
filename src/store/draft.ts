/**
 * @file Drafts: files that are being downloaded or copied, under names that say who writes them, moved into place when
 * they are whole. What was cut off waits as `TARGET.part` for the next attempt.
 */
import { draftPath, exists, leftDrafts, machine, makeFolderOf, removeQuietly, copyFile } from '../platform/index.ts';
import type { OpenFile } from '../platform/index.ts';
import { cacheFault, makeCacheFolderOf, removeFile } from './environment.ts';

/** A file that is being downloaded, under a name that nobody else knows. */
export class Draft {
  readonly path: string;
  /** Bytes that are there already (also from an attempt that was cut off). */
  size: number;
  readonly #target: string;
  readonly #who: string;
  readonly #file: OpenFile;

  /** Goes on with what an earlier attempt for `target` left. */
  constructor(target: string, who: string) {
    this.#target = target;
    this.#who = who;
    this.path = draftPath(target, 'draft');
    makeCacheFolderOf(target, who);
    // A rename is all or nothing, so two processes cannot go on with the same part.
    try {
      machine.files.rename(`${target}.part`, this.path);
    } catch {
      /* nothing was left over */
    }
    this.#file = this.#inCache(() => machine.files.open(this.path, 'append'));
    this.size = this.#file.size;
  }

  write(chunk: Uint8Array): void {
    this.#inCache(() => this.#file.write(chunk));
    this.size += chunk.length;
  }

  /** Throws away what is there. */
  restart(): void {
    this.#file.truncate(0);
    this.size = 0;
  }

  /** Puts it in its place, whole. */
  finish(): void {
    this.#inCache(() => {
      this.#file.sync();
      this.#file.close();
      machine.files.rename(this.path, this.#target);
    });
  }

  /** Leaves what is there for a later attempt to go on with. */
  keep(): void {
    this.#file.close();
    try {
      if (this.size > 0) machine.files.rename(this.path, `${this.#target}.part`);
    } catch {
      /* what ended the download is what the user must hear */
    }
    removeQuietly(this.path);
  }

  /** Leaves nothing. */
  discard(): void {
    this.#file.close();
    removeQuietly(this.path);
  }

  #inCache<T>(work: () => T): T {
    try {
      return work();
    } catch (cause) {
      throw cacheFault(cause, this.#target, this.#who);
    }
  }
}

/** Copies a file: the copy is there whole or not at all. @throws FileError */
export function copyWhole(from: string, to: string, who: string): void {
  makeFolderOf(to, who);
  // What was broken off: a stick must not fill up with it.
  sweepDrafts(to);
  removeFile(`${to}.part`);
  copyFile(from, to, who);
}

/** Takes up (or removes) drafts whose process is dead; those of other machines only when they are old. */
export function sweepDrafts(target: string): void {
  const { paths, files } = machine;
  for (const path of leftDrafts(paths.dirname(target), 'draft', paths.basename(target))) {
    if (exists(`${target}.part`)) removeQuietly(path);
    else files.rename(path, `${target}.part`);
  }
}
