/**
 * @file Bytes that are read where they are needed, from memory or from a file: a file of weights need not fit into memory beside
 * the weights.
 */
import { machine } from './current.ts';
import { factsOf, readFile, withFaults } from './files.ts';

/** Bytes at places from 0 to `size`. */
export interface ByteSource {
  readonly size: number;
  /** Fills `into` with the bytes from this place on; gives how many there were. */
  read(at: number, into: Uint8Array): number;
}

/** Bytes in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read(at, into) {
      const part = bytes.subarray(at, at + into.length);
      into.set(part);
      return part.length;
    },
  };
}

/** Does something with a file that stays open meanwhile. What is no plain file (a pipe) is read whole. @throws FileError */
export async function withFileSource<T>(
  path: string,
  who: string,
  use: (source: ByteSource) => Promise<T>,
): Promise<T> {
  if (factsOf(path)?.isFile !== true) return use(bytesSource(readFile(path, who)));
  const file = withFaults(who, path, 'read', (place) => machine.files.openToRead(place));
  try {
    return await use({
      size: file.size,
      read: (at, into) => withFaults(who, path, 'read', () => file.read(at, into)),
    });
  } finally {
    file.close();
  }
}

/** A part of a source. */
export function partOf(source: ByteSource, from: number, size: number): ByteSource {
  return {
    size,
    read: (at, into) => (at >= size ? 0 : source.read(from + at, into.subarray(0, Math.min(into.length, size - at)))),
  };
}

/** The bytes of a place in memory; fewer where the source ends. */
export function readPart(source: ByteSource, at: number, size: number): Uint8Array<ArrayBuffer> {
  const into = new Uint8Array(Math.max(0, Math.min(size, source.size - at)));
  let done = 0;
  while (done < into.length) {
    const count = source.read(at + done, into.subarray(done));
    if (count === 0) return into.slice(0, done); // cut off meanwhile
    done += count;
  }
  return into;
}
