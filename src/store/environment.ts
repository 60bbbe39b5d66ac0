/** @file What the surroundings say, and small things about files that the store asks of the machine. */
import { factsOf, fileFault, machine, makeFolderOf, removeQuietly, setting, writeFile } from '../platform/index.ts';
import type { FileError } from '../errors/index.ts';
import type { HashKind, Hashes } from './entry.ts';

/** What the surroundings say. */
export interface Environment {
  /**
   * Folder for downloaded files.
   * @ko 받은 파일을 두는 폴더입니다.
   */
  readonly cache: string;
  /**
   * `KERNELAB_DATA`: a folder or address that is asked first.
   * @ko `KERNELAB_DATA`: 먼저 살펴볼 폴더나 주소입니다.
   */
  readonly mirror: string | undefined;
  /**
   * `KERNELAB_OFFLINE`: do not try the network.
   * @ko `KERNELAB_OFFLINE`: 네트워크를 쓰지 않습니다.
   */
  readonly offline: boolean;
}

export function environment(): Environment {
  return {
    cache: machine.paths.resolve(setting('KERNELAB_CACHE') ?? platformCache()),
    mirror: setting('KERNELAB_DATA'),
    offline: !['0', 'false', undefined].includes(setting('KERNELAB_OFFLINE')),
  };
}

function platformCache(): string {
  const { paths } = machine;
  // On Windows a program's folder holds more than its cache.
  return paths.join(paths.cacheFolder(), 'kernelab', ...(paths.separator === '\\' ? ['Cache'] : []));
}

/** A file below a folder; `path` has forward slashes. */
export function placeIn(folder: string, path: string): string {
  return machine.paths.join(folder, ...path.split('/'));
}

/** Several hashes of a file in one reading. */
export async function hashOf(path: string, kinds: readonly HashKind[]): Promise<Hashes> {
  const hashes = kinds.map((kind) => [kind, machine.codecs.hash(kind)] as const);
  for await (const piece of machine.files.pieces(path)) for (const [, hash] of hashes) hash.update(piece);
  return Object.fromEntries(hashes.map(([kind, hash]) => [kind, hash.hex()]));
}

/** A small text, or undefined when there is none. */
export function readText(path: string): string | undefined {
  try {
    return new TextDecoder().decode(machine.files.read(path));
  } catch {
    return undefined;
  }
}

/** Removes a file if there is one; a folder that stands in its place is somebody's and stays. */
export function removeFile(path: string): void {
  if (factsOf(path)?.isFile) removeQuietly(path);
}

/** Writes a small file in one step. */
export function writeText(path: string, text: string, who: string): void {
  writeFile(path, text, who, { folders: true });
}

const hint = {
  en: 'Another folder for data can be named with KERNELAB_CACHE',
  ko: 'KERNELAB_CACHE로 데이터를 둘 다른 폴더를 정할 수 있습니다',
};

/** Makes the folder of a file of the cache. @throws FileError */
export function makeCacheFolderOf(path: string, who: string): void {
  makeFolderOf(path, who, hint);
}

/** The fault of a place in the cache, with a hint that there may be another one. */
export function cacheFault(cause: unknown, path: string, who: string): FileError {
  return fileFault(cause, { who, path, doing: 'write', hint });
}
