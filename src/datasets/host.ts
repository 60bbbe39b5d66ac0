/** @file What of the data sets needs Node: their files as bytes, gzip, and the project's own folder of stand-ins. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { FileError, FormatError } from '../errors/index.ts';
import { reasonOf } from '../files/host.ts';

/** The project's own `data/` folder, wherever the package runs from. */
export function standInPlace(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'data', 'README.md')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'data', ...path.split('/'));
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new FileError({ who: 'datasets', rule: reasonOf(cause), received: `'${path}'`, cause });
  }
}

export function gunzip(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new FormatError({
      who: 'datasets',
      rule: 'the file must be a whole gzip file',
      received: `'${name}'`,
      cause,
    });
  }
}
