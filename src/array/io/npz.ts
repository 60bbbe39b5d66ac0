/** @file npz: a zip archive of npy files. Every entry is checked against its CRC-32, which a flipped bit cannot pass. */
import { inflateSync, zipSync, type Zippable } from 'fflate';
import { archiveFault, bytesSource, checkContent, readPart, zipEntries, type ZipEntry } from '../../platform/index.ts';
import type { ComplexArray } from '../complex/complex-array.ts';
import type { NDArray } from '../core/ndarray.ts';
import { readNpy, writeNpy } from './npy.ts';

/** An archive of named arrays. */
export function writeNpz(arrays: Readonly<Record<string, NDArray | ComplexArray>>, compressed: boolean): Uint8Array {
  const entries: Zippable = {};
  for (const [name, a] of Object.entries(arrays)) {
    entries[`${name}.npy`] = [writeNpy(a), { level: compressed ? 6 : 0, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(entries);
}

/** The arrays of an archive by name, in the archive's order; files of other kinds stay packed. */
export function readNpz(bytes: Uint8Array, path: string, who = 'np.load'): Record<string, NDArray | ComplexArray> {
  try {
    const arrays = zipEntries(bytesSource(bytes)).filter(({ name }) => name.endsWith('.npy'));
    // (`fromEntries` makes even `__proto__` a name like any other.)
    return Object.fromEntries(
      arrays.map((entry) => [entry.name.slice(0, -4), readNpy(contentOf(entry), `${path}:${entry.name}`, who)]),
    );
  } catch (cause) {
    throw archiveFault(cause, who, path, bytes.length);
  }
}

function contentOf(entry: ZipEntry): Uint8Array {
  const { packed, isDeflated, size } = entry;
  const raw = readPart(packed, 0, packed.size);
  const body = isDeflated ? inflateSync(raw, { out: new Uint8Array(size) }) : raw;
  checkContent(entry, bytesSource(body));
  return body;
}
