/** @file What the store knows of a file, and of files that belong together. The catalogues are handed in by their owners. */
import type { Text, Translated } from '../errors/index.ts';

export type HashKind = 'md5' | 'sha256';

/** The hashes that a file must have, in hexadecimal; each one that is given is compared. */
export type Hashes = { readonly [K in HashKind]?: string | undefined };

export interface Entry {
  /** What it is called where its place does not tell: `VGG16, ImageNet`. */
  readonly name?: string;
  /** Place below a mirror or the cache, with forward slashes: `mnist/t10k-labels-idx1-ubyte.gz`. */
  readonly file: string;
  /** Addresses that are tried in this order. */
  readonly sources: readonly string[];
  readonly hash: Hashes;
  /** Bytes. */
  readonly size: number;
  /** The publisher gives no size; `size` is within a few percent, or Infinity where nobody knows it. */
  readonly about?: boolean;
  /** Where the bytes come from, in words or as an address, where `sources` does not tell. */
  readonly origin?: string;
  /** Other files that serve in its place when they are at hand and it is not. They carry their own name and hash. */
  readonly substitutes?: readonly Entry[];
}

/** Files that belong together and are fetched by one name. */
export interface Bundle {
  readonly name: string;
  /** What it is, and under which terms; a string is a name alone. */
  readonly title: Text;
  readonly licence: Text;
  readonly files: readonly Entry[];
  /** Too much to fetch unless somebody asks for it by name. */
  readonly onlyByName?: boolean;
}

export type Catalogue = readonly Bundle[];

/** No more bytes than these are taken for a file. */
export function mostBytes({ size, about }: Entry): number {
  return about ? Math.ceil(size * 1.2) + 1_000_000 : size;
}

/** Whether a file of this many bytes can be the one. */
export function isLength(bytes: number, entry: Entry): boolean {
  if (entry.size === Infinity) return true;
  return entry.about ? bytes <= mostBytes(entry) && bytes >= entry.size / 2 : bytes === entry.size;
}

export function sizeInWords({ size, about }: Entry): Translated {
  if (size === Infinity) return { en: 'an unknown number', ko: '알 수 없는 크기의 ' };
  return about ? { en: `about ${size}`, ko: `약 ${size}` } : { en: String(size), ko: String(size) };
}

/** Every place that a file of the catalogue, or one in its stead, may have. */
export function placesOf(catalogue: Catalogue): string[] {
  return catalogue.flatMap(({ files }) =>
    files.flatMap(({ file, substitutes = [] }) => [file, ...substitutes.map((each) => each.file)]),
  );
}

/** What is wrong with hashes that were computed, or undefined. */
export function mismatch(wanted: Hashes, found: Hashes): Translated | undefined {
  for (const kind of hashKinds(wanted)) {
    const [is, expected] = [found[kind], wanted[kind]];
    if (is === expected) continue;
    return { en: `${kind} is ${is}, expected ${expected}`, ko: `${kind} 값: ${is}, 기대한 값: ${expected}` };
  }
  return undefined;
}

export function hashKinds(hash: Hashes): HashKind[] {
  return (['md5', 'sha256'] as const).filter((kind) => hash[kind] !== undefined);
}
