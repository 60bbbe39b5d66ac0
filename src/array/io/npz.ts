/** @file npz: a zip archive of npy files. Every entry is checked against its CRC-32, which a flipped bit cannot pass. */
import { inflateSync, zipSync, type Zippable } from 'fflate';
import { FormatError, type Translated } from '../../errors/index.ts';
import { crc32 } from '../../platform/index.ts';
import type { NDArray } from '../core/ndarray.ts';
import { readNpy, writeNpy } from './npy.ts';

/** An archive of named arrays. */
export function writeNpz(arrays: Readonly<Record<string, NDArray>>, compressed: boolean): Uint8Array {
  const entries: Zippable = {};
  for (const [name, a] of Object.entries(arrays)) {
    entries[`${name}.npy`] = [writeNpy(a), { level: compressed ? 6 : 0, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(entries);
}

/** The arrays of an archive by name, in the archive's order. */
export function readNpz(bytes: Uint8Array, path: string, who = 'np.load'): Record<string, NDArray> {
  const out: Record<string, NDArray> = {};
  for (const { name, body } of entriesOf(bytes, path, who)) {
    if (name.endsWith('.npy')) out[name.slice(0, -4)] = readNpy(body, `${path}:${name}`, who);
  }
  return out;
}

/** Deflate's own limit: 258 bytes from 2 bits. */
const MOST_EXPANSION = 1032;

interface Entry {
  readonly name: string;
  readonly body: Uint8Array;
}

/** Walks the central directory at the end of the archive. */
function entriesOf(bytes: Uint8Array, path: string, who: string): Entry[] {
  const broken = (rule: Translated): FormatError =>
    new FormatError({
      who,
      rule,
      received: `'${path}'`,
      hint: {
        en: 'It was probably cut off or damaged; get it again',
        ko: '파일이 잘렸거나 손상되었을 수 있습니다. 다시 받으세요',
      },
    });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0)
    throw broken({
      en: 'the archive has no end, its list of files is missing',
      ko: '압축 파일의 끝이 없어서 파일 목록을 찾을 수 없습니다',
    });
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  const taken: { from: number; to: number }[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw broken({ en: 'the list of files is damaged', ko: '파일 목록이 손상되었습니다' });
    const method = view.getUint16(at + 10, true);
    const crc = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (local + 30 > bytes.length)
      throw broken({ en: `'${name}' lies outside the archive`, ko: `'${name}'이(가) 압축 파일의 밖을 가리킵니다` });
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    if (start + packed > bytes.length) throw broken({ en: `'${name}' is cut off`, ko: `'${name}'이(가) 잘렸습니다` });
    // One packed stream that many entries share, or a size that deflate cannot reach: a small file that fills the memory.
    if (taken.some((other) => start < other.to && other.from < start + packed))
      throw broken({ en: `'${name}' overlaps another file`, ko: `'${name}'이(가) 다른 파일과 겹칩니다` });
    taken.push({ from: start, to: start + packed });
    if (size > (method === 8 ? packed * MOST_EXPANSION : packed)) {
      throw broken({
        en: `'${name}' claims ${size} bytes, more than its ${packed} can unpack to`,
        ko: `'${name}'의 크기가 ${size}바이트로 적혀 있는데, ${packed}바이트를 풀어 그만큼이 될 수 없습니다`,
      });
    }
    const raw = bytes.subarray(start, start + packed);
    const body = unpacked(raw, method, size);
    if (!body || body.length !== size || crc32(body) !== crc)
      throw broken({ en: `'${name}' is damaged`, ko: `'${name}'이(가) 손상되었습니다` });
    entries.push({ name, body });
  }
  return entries;
}

function unpacked(raw: Uint8Array, method: number, size: number): Uint8Array | undefined {
  if (method === 0) return raw;
  if (method !== 8) return undefined;
  try {
    return inflateSync(raw, { out: new Uint8Array(size) });
  } catch {
    return undefined;
  }
}
