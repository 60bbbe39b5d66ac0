/**
 * @file Everything of the store that needs Node, but for its neighbours `host-*.ts`: settings, places, hashes, small
 * files. Paths inside a data folder use forward slashes.
 */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join, resolve } from 'node:path';
import { FileError } from '../errors/index.ts';
import { reasonOf, writeWhole } from '../files/host.ts';
import type { HashKind, Hashes } from './entry.ts';

/** What the surroundings say. */
export interface Environment {
  /** Folder for downloaded files. */
  readonly cache: string;
  /** `KERNELAB_DATA`: a folder or address that is asked first. */
  readonly mirror: string | undefined;
  /** `KERNELAB_OFFLINE`: do not try the network. */
  readonly offline: boolean;
}

export function environment(): Environment {
  const { KERNELAB_CACHE, KERNELAB_DATA, KERNELAB_OFFLINE } = process.env;
  return {
    cache: resolve(KERNELAB_CACHE || platformCache()),
    mirror: KERNELAB_DATA || undefined,
    offline: !['', '0', 'false', undefined].includes(KERNELAB_OFFLINE),
  };
}

function platformCache(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (platform() === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'kernelab', 'Cache');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches', 'kernelab');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'kernelab');
}

/** A file below a folder. */
export function placeIn(folder: string, path: string): string {
  return join(folder, ...path.split('/'));
}

export interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
  /** Not a folder. */
  readonly isFile: boolean;
}

/** Size and time of what is at this place, or undefined when there is nothing. */
export function factsOf(path: string): FileFacts | undefined {
  try {
    const facts = statSync(path);
    return { size: facts.size, mtimeMs: facts.mtimeMs, isFile: facts.isFile() };
  } catch {
    return undefined;
  }
}

/** The place itself, all links followed, or undefined when there is nothing. */
export function realPlace(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Several hashes of a file in one reading. */
export async function hashOf(path: string, kinds: readonly HashKind[]): Promise<Hashes> {
  const hashes = kinds.map((kind) => [kind, createHash(kind)] as const);
  for await (const chunk of createReadStream(path)) for (const [, hash] of hashes) hash.update(chunk as Uint8Array);
  return Object.fromEntries(hashes.map(([kind, hash]) => [kind, hash.digest('hex')]));
}

export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Writes a small file in one step. */
export function writeText(path: string, text: string, who: string): void {
  try {
    writeWhole(path, text);
  } catch (cause) {
    throw fileError(cause, path, who);
  }
}

/** Writes one line of progress over the last one on a terminal; silent elsewhere. */
export function terminalLine(text: string, last: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}${last ? '\n' : ''}`);
}

/** A failure at a place, in words; the hint about the cache only where that place is in it. */
export function fileError(cause: unknown, path: string, who: string, inCache = true): FileError {
  return new FileError({
    who,
    rule: reasonOf(cause),
    received: `'${path}'`,
    hint: inCache ? 'Another folder for data can be named with KERNELAB_CACHE' : undefined,
    cause,
  });
}
