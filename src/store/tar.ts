/** @file Plain tar archives. */
import { FormatError } from '../errors/index.ts';

/** Kinds of entries that are files; folders follow from the names, links are left out. */
const FILES = ['0', '', '7'];

/** The files of a plain tar archive by name. Long names come in an entry before (GNU's `L`, POSIX's `x`). */
export function parseTar(bytes: Uint8Array, name: string, who = 'datasets'): Map<string, Uint8Array> {
  const text = (from: number, length: number): string =>
    new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0[^]*$/, '');
  const files = new Map<string, Uint8Array>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12).trim(), 8);
    if (!(size >= 0) || at + 512 + size > bytes.length) {
      throw new FormatError({
        who,
        rule: { en: 'the tar archive is damaged or cut off', ko: 'tar 압축 파일이 손상되었거나 잘렸습니다' },
        received: `'${name}'`,
      });
    }
    const content = bytes.subarray(at + 512, at + 512 + size);
    const kind = text(at + 156, 1);
    const prefix = text(at + 257, 5) === 'ustar' ? text(at + 345, 155) : '';
    if (kind === 'L') longName = text(at + 512, size);
    else if (kind === 'x') longName = /(?:^|\n)\d+ path=([^\n]*)/.exec(new TextDecoder().decode(content))?.[1];
    else {
      if (FILES.includes(kind)) files.set(longName ?? (prefix === '' ? '' : `${prefix}/`) + text(at, 100), content);
      longName = undefined;
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
