/**
 * @file The ZIP of a class, read where it lies: its list of files at once, each file when it is asked for, so that neither the ZIP nor
 * what it unpacks to need fit into memory.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { FormatError } from '../../errors/index.ts';
import {
  archiveFault,
  bytesSource,
  checkContent,
  readPart,
  zipEntries,
  type ByteSource,
} from '../../platform/index.ts';

/** A file in a ZIP. */
export interface ZipFile {
  path: string;
  /** When it was written, ISO; undefined where nobody can say. */
  timestamp: string | undefined;
  /** @throws FormatError for a file that is damaged or too large */
  read: () => Uint8Array;
}

/** What one file of a class may unpack to. */
const MOST_UNPACKED = 200 * 2 ** 20;

/** The files of a ZIP. `name` is what errors call it. @throws FormatError for what is no whole ZIP */
export function filesOfZip(path: string, name: string): ZipFile[] {
  const source = sourceOf(path);
  const fault = (cause: unknown): Error => archiveFault(cause, 'kernelab grade', name, source.size);
  try {
    return zipEntries(source).map((entry) => ({
      path: entry.name,
      timestamp: writtenAt(entry.record),
      read: () => {
        if (entry.size > MOST_UNPACKED) {
          const rule = { en: 'the file unpacks to more than 200 MB', ko: '파일을 풀면 200 MB가 넘습니다' };
          throw new FormatError({ who: 'kernelab grade', rule, received: `${name}/${entry.name}` });
        }
        try {
          const packed = readPart(entry.packed, 0, entry.packed.size);
          const content = entry.isDeflated ? inflateRawSync(packed, { maxOutputLength: entry.size + 1 }) : packed;
          checkContent(entry, bytesSource(content));
          return content;
        } catch (cause) {
          throw fault(cause);
        }
      },
    }));
  } catch (cause) {
    throw fault(cause);
  }
}

/** The file is open only while it is read: a class may be graded for hours. */
function sourceOf(path: string): ByteSource {
  return {
    size: statSync(path).size,
    read: (at, into) => {
      const file = openSync(path, 'r');
      try {
        return readSync(file, into, 0, into.length, at);
      } finally {
        closeSync(file);
      }
    },
  };
}

/**
 * When a file was written, from its record in the list. Source: PKWARE's APPNOTE.TXT 4.3.12; the extra field 0x5455 of Info-ZIP.
 */
function writtenAt(record: Uint8Array): string | undefined {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const [name, extra] = [view.getUint16(28, true), view.getUint16(30, true)];
  const written = unixTime(view, 46 + name, extra) ?? dosTime(view.getUint32(12, true));
  return Number.isFinite(written) ? new Date(written).toISOString() : undefined;
}

/** Milliseconds from the extra field 0x5455, which has seconds of UTC. */
function unixTime(view: DataView, from: number, length: number): number | undefined {
  const end = Math.min(from + length, view.byteLength);
  for (let at = from; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    const holds = view.getUint16(at, true) === 0x5455 && view.getUint16(at + 2, true) >= 5;
    if (holds && at + 9 <= end && (view.getUint8(at + 4) & 1) === 1) return view.getInt32(at + 5, true) * 1000;
  }
  return undefined;
}

/** Milliseconds from a time of DOS: the wall clock where the ZIP was made, taken for this machine's. */
function dosTime(packed: number): number {
  const [date, time] = [packed >>> 16, packed & 0xffff];
  return new Date(
    1980 + (date >>> 9),
    ((date >>> 5) & 15) - 1,
    date & 31,
    time >>> 11,
    (time >>> 5) & 63,
    (time & 31) * 2,
  ).getTime();
}
