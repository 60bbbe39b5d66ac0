/**
 * @file Everything of this room that needs Node: files on disk and the two WebAssembly modules of the JPEG codec.
 * A browser build replaces this one file.
 */
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileError, nearest, say } from '../errors/index.ts';
import { writeWhole } from '../files/host.ts';

/** The bytes of a file. @throws FileError that says whether it is missing, a folder or not readable */
export async function readBytes(path: string, who: string): Promise<Uint8Array> {
  try {
    return await readFile(localPath(path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const hint = code === 'ENOENT' ? await whereToLook(path) : undefined;
    throw new FileError({
      who,
      rule: reading[code] ?? 'the file must be readable',
      received: `'${path}'`,
      ...(hint === undefined ? {} : { hint }),
      cause,
    });
  }
}

/** For a file that is not there: a neighbour with nearly the same name, or where the path starts. */
async function whereToLook(path: string): Promise<string | undefined> {
  if (path === '' || path.startsWith('file:')) return undefined;
  const neighbours = await readdir(dirname(path)).catch(() => []);
  const near = nearest(basename(path), neighbours);
  if (near !== undefined) return `Did you mean '${join(dirname(path), near)}'?`;
  if (isAbsolute(path)) return undefined;
  return say({ en: `Relative paths start at ${process.cwd()}`, ko: `상대 경로는 ${process.cwd()}에서 시작합니다` });
}

/** Writes a file whole or not at all. @throws FileError that says whether the folder is missing, the disk full or the place forbidden */
export function writeBytes(path: string, bytes: Uint8Array, who: string): void {
  try {
    writeWhole(localPath(path), bytes);
  } catch (cause) {
    throw new FileError({
      who,
      rule: writing[(cause as NodeJS.ErrnoException).code ?? ''] ?? 'the file must be writable',
      received: `'${path}'`,
      cause,
    });
  }
}

/** Compiles the WebAssembly half of the JPEG decoder or encoder, which lies beside the package's JavaScript. */
export async function jpegModule(part: 'dec' | 'enc'): Promise<WebAssembly.Module> {
  const url = import.meta.resolve(`@jsquash/jpeg/codec/${part}/mozjpeg_${part}.wasm`);
  return new WebAssembly.Module(await readFile(fileURLToPath(url)));
}

const reading: Readonly<Record<string, string>> = {
  ENOENT: 'no file of that name exists',
  EISDIR: 'that is a folder, not a file',
  EACCES: 'the file may not be read',
  ERR_FS_FILE_TOO_LARGE: 'a file of at most 2 GiB is read at once',
};
const writing: Readonly<Record<string, string>> = {
  ENOENT: 'the folder must exist before a file is written into it',
  ENOSPC: 'no space is left on the disk',
  EISDIR: 'that is a folder, not a file',
  EACCES: 'the place may not be written to',
};

function localPath(path: string): string {
  return path.startsWith('file:') ? fileURLToPath(path) : path;
}
