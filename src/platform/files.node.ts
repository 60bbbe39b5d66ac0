/** @file Files and folders through Node. */
import {
  chmodSync,
  closeSync,
  copyFileSync,
  createReadStream,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, normalize, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renamePatiently } from '../../bin/rename.mjs';
import type { FileFacts, FileSystem, FolderEntry, OpenFile, Paths } from './machine.ts';

const flags = { fresh: 'wx', append: 'a', overwrite: 'w' } as const;

export const nodeFiles: FileSystem = {
  read(path) {
    const buffer = readFileSync(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  },
  openToRead(path) {
    const file = openSync(path, 'r');
    return {
      size: fstatSync(file).size,
      read: (at, into) => readSync(file, into, 0, into.length, at),
      close: () => closeSync(file),
    };
  },
  open: (path, how) => new NodeFile(openSync(path, flags[how])),
  pieces: (path, from = 0) => createReadStream(path, { start: from }),
  list: (folder) => readdirSync(folder, { withFileTypes: true }).map((entry) => entryOf(folder, entry)),
  facts(path) {
    const stats = statsOf(path);
    return stats && factsOf(stats);
  },
  linkEnd(path) {
    let at = path;
    // As many as Linux follows; a circle is found out by whoever opens it.
    for (let links = 0; links < 40 && isLink(at); links++) at = resolve(dirname(at), readlinkSync(at));
    return at;
  },
  makeFolder: (path) => mkdirSync(path),
  rename: (from, to) => renamePatiently(from, to),
  copy: (from, to) => copyFileSync(from, to),
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  setMode: chmodSync,
  touch: (path) => utimesSync(path, new Date(), new Date()),
};

class NodeFile implements OpenFile {
  readonly #file: number;
  #open = true;

  constructor(file: number) {
    this.#file = file;
  }

  get size(): number {
    return fstatSync(this.#file).size;
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  }

  truncate(size: number): void {
    ftruncateSync(this.#file, size);
  }

  sync(): void {
    fsyncSync(this.#file);
  }

  close(): void {
    if (this.#open) closeSync(this.#file);
    this.#open = false;
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

function factsOf(stats: Stats): FileFacts {
  const { size, mtimeMs, mode } = stats;
  return { size, mtimeMs, mode: mode & 0o7777, isFile: stats.isFile(), isFolder: stats.isDirectory() };
}

function entryOf(folder: string, entry: Dirent): FolderEntry {
  const isLink = entry.isSymbolicLink();
  const end = isLink ? statsOf(join(folder, entry.name)) : entry;
  return { name: entry.name, isFile: end?.isFile() ?? false, isFolder: end?.isDirectory() ?? false, isLink };
}

export const nodePaths: Paths = {
  join,
  dirname,
  basename: (path) => basename(path),
  isAbsolute,
  resolve,
  relative,
  normalize,
  separator: sep,
  fromUrl: fileURLToPath,
  workingFolder: () => process.cwd(),
  temporaryFolder: tmpdir,
  cacheFolder() {
    const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
    if (process.platform === 'win32') return LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
    if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
    return XDG_CACHE_HOME || join(homedir(), '.cache');
  },
};
