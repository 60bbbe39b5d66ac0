/**
 * @file What this room needs of the machine: reading whole files, writing them so that a half-written one is never seen,
 * and the engine's quick collection of fresh garbage.
 */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { FileError } from '../errors/index.ts';
import { writeWhole } from '../files/host.ts';

/** The bytes of a file. */
export function readBytes(path: string, who: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw fileError(error, path, who, 'read');
  }
}

/** Writes a file whole or not at all; on failure the old one stays as it was. */
export function writeBytes(path: string, bytes: Uint8Array, who: string): void {
  try {
    writeWhole(path, bytes);
  } catch (error) {
    throw fileError(error, path, who, 'written');
  }
}

function fileError(error: unknown, path: string, who: string, done: 'read' | 'written'): FileError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const rules: Record<string, string> = {
    ENOENT: done === 'read' ? 'there is no such file' : 'there is no such folder',
    EACCES: `the file must not be ${done}`,
    EPERM: `the file must not be ${done}`,
    EISDIR: 'this is a folder, not a file',
    ENOTDIR: 'a part of the path is no folder',
    ENOSPC: 'there is no space left on the disk',
    EROFS: 'the disk is read-only',
  };
  return new FileError({
    who,
    rule: rules[code] ?? `the file cannot be ${done} (${code || String(error)})`,
    received: `'${path}'`,
    hint: code === 'ENOENT' ? `Paths start from the working folder, ${process.cwd()}` : undefined,
    cause: error,
  });
}

/** What V8 does on other threads in a collection. */
const atOnce = ['concurrent-array-buffer-sweeping', 'parallel-scavenge'];

/**
 * V8's collection of objects that died young, which takes some 50 µs; undefined where it cannot be had, and where the C
 * library gives memory back to the system at once (bin/ and the kernel tell it to keep some): that costs more than it saves.
 * Meanwhile V8 must not hand the stores to another thread to be freed: the next result would come too early for that memory.
 */
export function youngCollector(): (() => void) | undefined {
  if (process.env['MALLOC_TRIM_THRESHOLD_'] === undefined) return undefined;
  try {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as ((options: { type: 'minor' }) => void) | undefined;
    setFlagsFromString('--no-expose-gc');
    if (gc === undefined) return undefined;
    return () => {
      for (const flag of atOnce) setFlagsFromString(`--no-${flag}`);
      gc({ type: 'minor' });
      for (const flag of atOnce) setFlagsFromString(`--${flag}`);
    };
  } catch {
    return undefined;
  }
}
