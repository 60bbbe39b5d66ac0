/** @file What the store knows of a file, and of files that belong together. The catalogues are handed in by their owners. */

export type HashKind = 'md5' | 'sha256';

/** The hashes that a file must have, in hexadecimal; each one that is given is compared. */
export type Hashes = { readonly [K in HashKind]?: string };

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
  /** The publisher gives no size; `size` is within a few percent. */
  readonly about?: boolean;
}

/** Files that belong together and are fetched by one name. */
export interface Bundle {
  readonly name: string;
  readonly title: string;
  readonly licence: string;
  readonly files: readonly Entry[];
}

export type Catalogue = readonly Bundle[];

/** No more bytes than these are taken for a file. */
export function mostBytes({ size, about }: Entry): number {
  return about ? Math.ceil(size * 1.2) + 1_000_000 : size;
}

/** What is wrong with hashes that were computed, or undefined. */
export function mismatch(wanted: Hashes, found: Hashes): string | undefined {
  for (const kind of hashKinds(wanted)) {
    if (found[kind] !== wanted[kind]) return `${kind} is ${found[kind]}, expected ${wanted[kind]}`;
  }
  return undefined;
}

export function hashKinds(hash: Hashes): HashKind[] {
  return (['md5', 'sha256'] as const).filter((kind) => hash[kind] !== undefined);
}
