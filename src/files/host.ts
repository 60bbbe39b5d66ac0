/**
 * @file Folders and whole files on the disk, for every room that keeps something there. Failures are Node's own; each
 * room tells them in its words, with `reasonOf` for the error code. A browser build replaces this one file.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and those above it. One by one, since Node's `recursive` never ends where making a folder in one that
 * is there fails with ENOENT (below /proc).
 */
export function makeFolders(folder: string): void {
  const missing = [resolve(folder)];
  if (isFolder(missing[0]!)) return;
  for (let above = dirname(missing[0]!); !existsSync(above) && dirname(above) !== above; above = dirname(above))
    missing.unshift(above);
  for (const each of missing) {
    try {
      mkdirSync(each);
    } catch (error) {
      if (!isFolder(each)) throw error; // else another process was faster
    }
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Writes a file whole or not at all: to a neighbour first, then renamed over. On failure the old file stays as it was. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const file = openSync(draft, 'wx');
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      // Else a power cut may leave the name without the bytes.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    removeFile(draft);
    throw error;
  }
}

/** Removes a file if there is one; a place that cannot be reached holds none. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    /* what went wrong before it is what the user must hear */
  }
}

/** What Node's error code says, in words. */
export function reasonOf(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    ENOSPC: 'there is no space left on the disk',
    EDQUOT: 'there is no space left on the disk',
    EFBIG: 'there is no space left on the disk',
    EACCES: 'the place must not be written to',
    EPERM: 'the place must not be written to',
    EROFS: 'the disk is read-only',
    ENOTDIR: 'a part of the path is no folder',
    EEXIST: 'a file is in the place of a folder',
    EISDIR: 'a folder is in the place of a file',
  };
  return reasons[code] ?? `the file cannot be used (${code || String(cause)})`;
}
