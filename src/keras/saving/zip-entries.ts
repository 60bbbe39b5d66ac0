/** @file The list of files at the end of a zip archive, read where it stands: the archive need not be in memory. */
import type { Translated } from '../../errors/index.ts';
import { partOf, readPart, type ByteSource } from '../../platform/index.ts';

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Its bytes as they lie there. */
  readonly packed: ByteSource;
  /** Whether they are deflated; else they are its content. */
  readonly isDeflated: boolean;
  /** Bytes of its content. */
  readonly size: number;
  /** CRC-32 of its content. */
  readonly checksum: number;
}

/** What is wrong with an archive, as half a sentence. */
export class ZipFault extends Error {
  readonly text: Translated;

  constructor(text: Translated) {
    super(text.en);
    this.text = text;
  }
}

const END_SIZE = 22;
/** The end record may be followed by a comment of up to 64 KiB. */
const LONGEST_END = END_SIZE + 0xffff;

/** The files of an archive. @throws ZipFault */
export function zipEntries(source: ByteSource): ZipEntry[] {
  const tailAt = Math.max(0, source.size - LONGEST_END);
  const tail = viewOf(readPart(source, tailAt, LONGEST_END));
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0)
    throw new ZipFault({ en: 'the list of files at the end is missing', ko: '끝에 있어야 할 파일 목록이 없음' });
  const count = tail.getUint16(end + 10, true);
  const listAt = tail.getUint32(end + 16, true);
  const list = readPart(source, listAt, tail.getUint32(end + 12, true));
  const view = viewOf(list);
  const broken = (): ZipFault => new ZipFault({ en: 'the list of files is damaged', ko: '파일 목록이 손상됨' });
  const entries: ZipEntry[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (at + 46 > list.length || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const checksum = view.getUint32(at + 16, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(list.subarray(at + 46, at + 46 + nameLength));
    const headAt = view.getUint32(at + 42, true);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if ((flags & 1) !== 0) throw new ZipFault({ en: `'${name}' is encrypted`, ko: `'${name}'이(가) 암호화됨` });
    if (method !== 0 && method !== 8) {
      throw new ZipFault({
        en: `'${name}' is packed in an unusual way (method ${method})`,
        ko: `'${name}'이(가) 드문 방식(${method})으로 압축됨`,
      });
    }
    if (headAt + 30 > source.size) throw broken();
    const head = viewOf(readPart(source, headAt, 30));
    const from = headAt + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    if (from + packed > source.size) throw new ZipFault({ en: `'${name}' is cut off`, ko: `'${name}'이(가) 잘림` });
    entries.push({ name, packed: partOf(source, from, packed), isDeflated: method === 8, size, checksum });
  }
  return entries;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
