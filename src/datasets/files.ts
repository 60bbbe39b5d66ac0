/** @file The files of data sets as bytes, unpacked where they are gzip, and the project's own folder of stand-ins. */
import { FormatError } from '../errors/index.ts';
import { machine, readFile } from '../platform/index.ts';

/** The place of a file of the project's own `data/` folder. */
export function standInPlace(path: string): string {
  return machine.assets.ownPath(`data/${path}`);
}

export function readBytes(path: string): Uint8Array {
  return readFile(path, 'datasets');
}

export function gunzip(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return machine.codecs.gunzip(bytes);
  } catch (cause) {
    throw new FormatError({
      who: 'datasets',
      rule: { en: 'the file must be a whole gzip file', ko: '온전한 gzip 파일이어야 합니다' },
      received: `'${name}'`,
      cause,
    });
  }
}
