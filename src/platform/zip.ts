/** @file The list of files at the end of a zip archive, read where it stands: the archive need not be in memory. */
import { FormatError, KernelabError, type Translated } from '../errors/index.ts';
import { crc32 } from './crc.ts';
import { partOf, readPart, type ByteSource } from './sources.ts';

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
  /** Its record in the list of files, for what else stands there. */
  readonly record: Uint8Array;
}

/** What is wrong with an archive, as half a sentence. */
class ZipFault extends Error {
  readonly text: Translated;

  constructor(text: Translated) {
    super(text.en);
    this.text = text;
  }
}

/** The FormatError for what failed while an archive of `size` bytes was read; what is one already stays. */
export function archiveFault(cause: unknown, who: string, name: string, size: number): KernelabError {
  if (cause instanceof KernelabError) return cause;
  const { en, ko } =
    cause instanceof ZipFault ? cause.text : { en: 'a part cannot be unpacked', ko: '풀 수 없는 부분이 있음' };
  return new FormatError({
    who,
    rule: { en: `'${name}' is cut off or damaged`, ko: `'${name}'이(가) 잘렸거나 손상되었습니다` },
    received: { en: `an archive of ${size} bytes, in which ${en}`, ko: `${size}바이트 압축 파일, ${ko}` },
    hint: { en: 'Fetch or copy it again.', ko: '다시 내려받거나 복사하세요' },
    cause,
  });
}

const END_SIZE = 22;
/** The end record may be followed by a comment of up to 64 KiB. */
const LONGEST_END = END_SIZE + 0xffff;

/** Deflate's own limit: 258 bytes from 2 bits. */
const MOST_EXPANSION = 1032;

/** The files of an archive. What throws is for `archiveFault`. */
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
  const taken: { from: number; to: number }[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (at + 46 > list.length || view.getUint32(at, true) !== 0x02014b50) throw broken();
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)];
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)];
    const checksum = view.getUint32(at + 16, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = nameOf(list.subarray(at + 46, at + 46 + nameLength));
    const headAt = view.getUint32(at + 42, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const record = list.subarray(at, next);
    at = next;
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
    // One packed stream that many entries share, or a size that deflate cannot reach: a small file that fills the memory.
    if (taken.some((other) => from < other.to && other.from < from + packed))
      throw new ZipFault({ en: `'${name}' overlaps another file`, ko: `'${name}'이(가) 다른 파일과 겹침` });
    taken.push({ from, to: from + packed });
    if (size > (method === 8 ? packed * MOST_EXPANSION : packed)) {
      throw new ZipFault({
        en: `'${name}' claims ${size} bytes, more than its ${packed} can unpack to`,
        ko: `'${name}'의 크기가 ${size}바이트로 적혀 있는데, ${packed}바이트를 풀어 그만큼이 될 수 없음`,
      });
    }
    entries.push({ name, packed: partOf(source, from, packed), isDeflated: method === 8, size, checksum, record });
  }
  return entries;
}

/** Bytes that are read at once while they are summed, so that a large file need not be in memory for it. */
const STEP = 2 ** 22;

/** Refuses content that is not what was packed: a changed byte would be a wrong number that nobody notices. */
export function checkContent({ name, size, checksum }: ZipEntry, content: ByteSource): void {
  let sum = 0;
  for (let at = 0; at < content.size; at += STEP) sum = crc32(readPart(content, at, STEP), sum);
  if (content.size === size && sum === checksum) return;
  throw new ZipFault({
    en: `'${name}' is not what was packed (its checksum differs)`,
    ko: `'${name}'의 내용이 저장할 때와 다름(체크섬 불일치)`,
  });
}

/** A name is UTF-8, whatever its flag says; else it comes from the Explorer of a Korean Windows. */
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('euc-kr').decode(bytes);
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
