/** @file Files in memory with the codes of Node's faults: for tests, and for a browser, which has no disk. */
import type { FileFacts, FileSystem, FolderEntry, OpenFile, Paths } from './machine.ts';
import { bytesSource } from './sources.ts';

interface Stored {
  bytes: Uint8Array<ArrayBuffer>;
  mtimeMs: number;
  mode: number;
}

const root = '/';

/** A file system of its own with forward slashes; `capacity` bytes fit in, then the disk is full. */
export function memoryFiles(workingFolder = '/', capacity = Infinity): { files: FileSystem; paths: Paths } {
  const paths = slashPaths(workingFolder);
  const folders = new Set([root, workingFolder]);
  const stored = new Map<string, Stored>();
  const at = (path: string): string => paths.resolve(path);

  const used = (): number => [...stored.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  const needFolderOf = (path: string): void => {
    if (path === '') throw fault('ENOENT', path);
    const folder = paths.dirname(at(path));
    if (stored.has(folder)) throw fault('ENOTDIR', path);
    if (!folders.has(folder)) throw fault('ENOENT', path);
  };
  const find = (path: string): Stored => {
    needFolderOf(path);
    if (folders.has(at(path))) throw fault('EISDIR', path);
    const file = stored.get(at(path));
    if (!file) throw fault('ENOENT', path);
    return file;
  };
  const put = (path: string, file: Stored, bytes: Uint8Array): void => {
    if (used() - file.bytes.length + bytes.length > capacity) throw fault('ENOSPC', path);
    file.bytes = new Uint8Array(bytes);
    file.mtimeMs = Date.now();
  };
  const inside = (folder: string): string => (folder === root ? root : `${folder}/`);

  const files: FileSystem = {
    read: (path) => find(path).bytes.slice(),
    openToRead(path) {
      const { bytes } = find(path);
      return { ...bytesSource(bytes), close: () => undefined };
    },
    open(path, how) {
      needFolderOf(path);
      if (folders.has(at(path))) throw fault('EISDIR', path);
      if (how === 'fresh' && stored.has(at(path))) throw fault('EEXIST', path);
      const file = stored.get(at(path)) ?? { bytes: new Uint8Array(), mtimeMs: Date.now(), mode: 0o644 };
      stored.set(at(path), file);
      if (how === 'overwrite') put(path, file, new Uint8Array());
      return openFile(file, (bytes) => put(path, file, bytes));
    },
    async *pieces(path, from = 0) {
      yield find(path).bytes.slice(from);
    },
    list(folder) {
      if (stored.has(at(folder))) throw fault('ENOTDIR', folder);
      if (!folders.has(at(folder))) throw fault('ENOENT', folder);
      const before = inside(at(folder));
      const own = (path: string): boolean =>
        path !== root && path.startsWith(before) && !path.slice(before.length).includes('/');
      const entry = (path: string, isFile: boolean): FolderEntry => ({
        name: path.slice(before.length),
        isFile,
        isFolder: !isFile,
        isLink: false,
      });
      return [
        ...[...folders].filter(own).map((path) => entry(path, false)),
        ...[...stored.keys()].filter(own).map((path) => entry(path, true)),
      ];
    },
    facts(path): FileFacts | undefined {
      if (folders.has(at(path))) return { size: 0, mtimeMs: 0, mode: 0o755, isFile: false, isFolder: true };
      const file = stored.get(at(path));
      return file && { size: file.bytes.length, mtimeMs: file.mtimeMs, mode: file.mode, isFile: true, isFolder: false };
    },
    linkEnd: (path) => path,
    makeFolder(path) {
      if (files.facts(path)) throw fault('EEXIST', path);
      needFolderOf(path);
      folders.add(at(path));
    },
    rename(from, to) {
      const file = find(from);
      needFolderOf(to);
      if (folders.has(at(to))) throw fault('EISDIR', to);
      stored.delete(at(from));
      stored.set(at(to), file);
    },
    copy(from, to) {
      const { bytes } = find(from);
      files.open(to, 'overwrite').write(bytes);
    },
    remove(path) {
      for (const each of stored.keys()) if (each === at(path) || each.startsWith(inside(at(path)))) stored.delete(each);
      for (const each of folders)
        if (each !== root && (each === at(path) || each.startsWith(inside(at(path))))) folders.delete(each);
    },
    setMode: (path, mode) => void (find(path).mode = mode),
    touch: (path) => void (find(path).mtimeMs = Date.now()),
  };
  return { files, paths };
}

function openFile(file: Stored, put: (bytes: Uint8Array) => void): OpenFile {
  return {
    get size() {
      return file.bytes.length;
    },
    write(bytes) {
      const whole = new Uint8Array(file.bytes.length + bytes.length);
      whole.set(file.bytes);
      whole.set(bytes, file.bytes.length);
      put(whole);
    },
    truncate: (size) => put(file.bytes.slice(0, size)),
    sync: () => undefined,
    close: () => undefined,
  };
}

function fault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: '${path}'`), { code });
}

/** Paths with forward slashes, as POSIX has them. */
function slashPaths(workingFolder: string): Paths {
  const paths: Paths = {
    separator: '/',
    isAbsolute: (path) => path.startsWith('/'),
    normalize(path) {
      const parts: string[] = [];
      for (const part of path.split('/')) {
        if (part === '' || part === '.') continue;
        if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
        else if (part !== '..' || !path.startsWith('/')) parts.push(part);
      }
      return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}` || '.';
    },
    join: (...parts) => paths.normalize(parts.filter((part) => part !== '').join('/')),
    resolve(...parts) {
      let path = '';
      for (const part of parts) path = part.startsWith('/') ? part : `${path}/${part}`;
      return paths.normalize(
        path.startsWith('/') && parts.some((p) => p.startsWith('/')) ? path : `${workingFolder}/${path}`,
      );
    },
    dirname(path) {
      const end = path.replace(/\/+$/, '').lastIndexOf('/');
      if (end < 0) return '.';
      return end === 0 ? '/' : path.slice(0, end);
    },
    basename: (path) => /([^/]*)\/*$/.exec(path)![1]!,
    relative(from, to) {
      const [here, there] = [from, to].map((path) => paths.resolve(path).split('/').filter(Boolean)) as [
        string[],
        string[],
      ];
      let same = 0;
      while (same < here.length && here[same] === there[same]) same++;
      return [...here.slice(same).map(() => '..'), ...there.slice(same)].join('/');
    },
    fromUrl: (url) => decodeURIComponent(new URL(url).pathname),
    workingFolder: () => workingFolder,
    temporaryFolder: () => '/tmp',
    cacheFolder: () => '/cache',
  };
  return paths;
}
