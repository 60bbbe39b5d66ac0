/**
 * @file What a data set is: the files it consists of, how they are named to people, and what is drawn in their place when
 * they cannot be had. What a cell calls (`datasets.mnist`) carries its definition, so the catalogue is never written twice.
 */
import type { Bundle, Entry } from '../store/index.ts';
import { standInPlace } from './files.ts';

/** A text in both languages. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

export interface DataSet extends Bundle {
  /** How a cell gets it: `datasets.mnist.loadData()`. */
  readonly call: string;
  /** What notices call it. */
  readonly label: Text;
  /** What is drawn in its place (`scripts/draw-stand-ins.ts`): files below `data/`, and their name in notices. */
  readonly standIn: { readonly label: Text; readonly files: readonly string[] };
}

const definition = Symbol('kernelab.dataset');

/** What a cell calls, with the definition of its data set. */
export function defined<T extends object>(set: DataSet, callable: T): T {
  return Object.defineProperty(callable, definition, { value: set });
}

/** The definition that something a cell calls carries. */
export function definitionOf(callable: unknown): DataSet | undefined {
  const isObject = (typeof callable === 'object' && callable !== null) || typeof callable === 'function';
  return isObject ? (callable as { [definition]?: DataSet })[definition] : undefined;
}

/** A file's name, size and hashes; the lengths of hashes tell MD5 and SHA-256 apart. */
type Row = readonly [name: string, size: number, ...hashes: string[]];

/** Files that lie together, in a folder of the cache and at each of the addresses. */
export function filesAt(folder: string, addresses: readonly string[], rows: readonly Row[]): Entry[] {
  return rows.map(([name, size, ...hashes]) => ({
    file: folder + name,
    size,
    hash: Object.fromEntries(hashes.map((hash) => [hash.length === 32 ? 'md5' : 'sha256', hash])),
    sources: addresses.map((address) => address + name),
  }));
}

/** Where the lecture's pictures come from. */
export const lectureAddresses = ['https://raw.githubusercontent.com/dknife/ML/main/data/'];

/** The drawn picture that stands for one of the lecture: a PNG of the same name, below `data/`. */
export function standInPicture({ file }: Entry): string {
  return `stand-ins/${file.replace(/\.jpg$/, '.png')}`;
}

/** The paths of drawn files. */
export function standInPaths(files: readonly string[]): string[] {
  return files.map(standInPlace);
}
