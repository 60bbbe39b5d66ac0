/** @file Plain tar archives. */
import { FormatError } from '../../errors/index.ts';

/** The files of a plain tar archive by name. */
export function parseTar(bytes: Uint8Array, name: string): Map<string, Uint8Array> {
  const text = (from: number, length: number): string =>
    new TextDecoder().decode(bytes.subarray(from, from + length)).replace(/\0[^]*$/, '');
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const size = parseInt(text(at + 124, 12).trim(), 8);
    if (!Number.isFinite(size) || at + 512 + size > bytes.length) {
      throw new FormatError({
        who: 'datasets',
        rule: { en: 'the tar archive is damaged or cut off', ko: 'tar 압축 파일이 손상되었거나 잘렸습니다' },
        received: `'${name}'`,
      });
    }
    files.set(text(at, 100), bytes.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
