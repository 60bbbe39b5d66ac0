/**
 * @file Everything of the data sets that needs Node: folders, checksums, drafts that are moved into place, locks between
 * processes, and the small server for a classroom. Paths inside a data folder use forward slashes.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  createReadStream,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { homedir, hostname, networkInterfaces, platform } from 'node:os';
import { dirname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pipeline } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { FileError, FormatError } from '../errors/index.ts';
import { makeFolders, reasonOf, removeFile, writeWhole } from '../files/host.ts';
import type { HashKind } from './catalog.ts';

/** What the surroundings say. */
export interface Environment {
  /** Folder for downloaded files. */
  readonly cache: string;
  /** `KERNELAB_DATA`: a folder or address that is asked first. */
  readonly mirror: string | undefined;
  /** `KERNELAB_OFFLINE`: do not try the network. */
  readonly offline: boolean;
}

export function environment(): Environment {
  const { KERNELAB_CACHE, KERNELAB_DATA, KERNELAB_OFFLINE } = process.env;
  return {
    cache: resolve(KERNELAB_CACHE || platformCache()),
    mirror: KERNELAB_DATA || undefined,
    offline: !['', '0', 'false', undefined].includes(KERNELAB_OFFLINE),
  };
}

function platformCache(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (platform() === 'win32') return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'kernelab', 'Cache');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Caches', 'kernelab');
  return join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'kernelab');
}

/** A file below a folder. */
export function placeIn(folder: string, path: string): string {
  return join(folder, ...path.split('/'));
}

/** The project's own `data/` folder, wherever the package runs from. */
export function standInPlace(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'data', 'README.md')) && dirname(folder) !== folder) folder = dirname(folder);
  return placeIn(join(folder, 'data'), path);
}

export interface FileFacts {
  readonly size: number;
  readonly mtimeMs: number;
  /** Not a folder. */
  readonly isFile: boolean;
}

/** Size and time of what is at this place, or undefined when there is nothing. */
export function factsOf(path: string): FileFacts | undefined {
  try {
    const facts = statSync(path);
    return { size: facts.size, mtimeMs: facts.mtimeMs, isFile: facts.isFile() };
  } catch {
    return undefined;
  }
}

export async function hashOf(path: string, kind: HashKind): Promise<string> {
  const hash = createHash(kind);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw fileError(cause, path);
  }
}

export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

export function gunzip(bytes: Uint8Array, name: string): Uint8Array {
  try {
    return gunzipSync(bytes);
  } catch (cause) {
    throw new FormatError({
      who: 'datasets',
      rule: 'the file must be a whole gzip file',
      received: `'${name}'`,
      cause,
    });
  }
}

/** Writes a small file in one step. */
export function writeText(path: string, text: string): void {
  try {
    writeWhole(path, text);
  } catch (cause) {
    throw fileError(cause, path);
  }
}

export function copyWhole(from: string, to: string): void {
  const draft = draftPath(to);
  try {
    makeFolders(dirname(to));
    // Copies that were broken off; a stick must not fill up with them.
    sweepDrafts(to);
    removeFile(`${to}.part`);
    copyFileSync(from, draft);
    renameSync(draft, to);
  } catch (cause) {
    removeFile(draft);
    // A mirror stands where its maker wants it; the cache has nothing to do with it.
    throw fileError(cause, to, false);
  }
}

/** A file that is being downloaded; nobody else knows its name. */
export interface Draft {
  readonly path: string;
  /** Bytes that are there already (from an attempt that was cut off). */
  size: number;
  write(chunk: Uint8Array): void;
  restart(): void;
  /** Puts it in the place of `target`. */
  moveTo(target: string): void;
  /** Leaves what is there for a later attempt to go on with. */
  keepFor(target: string): void;
  discard(): void;
}

/** A name that says who writes it, so that `sweepDrafts` can tell whether it is still being written. */
function draftPath(target: string): string {
  return `${target}.${machine}-${process.pid}-${randomUUID().slice(0, 8)}.draft`;
}

/** A draft for `target`, going on with what an earlier attempt left. */
export function openDraft(target: string): Draft {
  const path = draftPath(target);
  const left = `${target}.part`;
  let file: number;
  try {
    makeFolders(dirname(target));
    // A rename is all or nothing, so two processes cannot go on with the same rest.
    try {
      renameSync(left, path);
    } catch {
      /* nothing was left over */
    }
    file = openSync(path, 'a+');
  } catch (cause) {
    throw fileError(cause, target);
  }
  let open = true;
  const close = (): void => {
    if (open) closeSync(file);
    open = false;
  };
  const draft: Draft = {
    path,
    size: statSync(path).size,
    write(chunk) {
      try {
        for (let at = 0; at < chunk.length;) {
          const n = writeSync(file, chunk, at);
          at += n;
          draft.size += n;
        }
      } catch (cause) {
        throw fileError(cause, target);
      }
    },
    restart() {
      ftruncateSync(file, 0);
      draft.size = 0;
    },
    moveTo(place) {
      try {
        fsyncSync(file);
        close();
        renameSync(path, place);
      } catch (cause) {
        throw fileError(cause, place);
      }
    },
    keepFor(place) {
      close();
      try {
        if (draft.size > 0) renameSync(path, `${place}.part`);
      } catch {
        /* what ended the download is what the user must hear */
      }
      removeFile(path);
    },
    discard() {
      close();
      removeFile(path);
    },
  };
  return draft;
}

/** Tells drafts of this machine from those of others that share the folder. */
const machine = createHash('md5').update(hostname()).digest('hex').slice(0, 6);
const OLD_MS = 3_600_000;

/** How long a lock may go without a sign of life. */
const STALE_MS = 20_000;

/** Takes the lock, or returns undefined when another living process holds it. A dead holder's lock is cleared. */
export function tryLock(path: string, staleMs = STALE_MS): { release(): void } | undefined {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  try {
    makeFolders(dirname(path));
  } catch (cause) {
    throw fileError(cause, path);
  }
  try {
    writeFileSync(path, mine, { flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw fileError(cause, path);
    clearStale(path, staleMs);
    return undefined;
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      /* the cache was emptied meanwhile */
    }
  }, staleMs / 5);
  beat.unref();
  return {
    release() {
      clearInterval(beat);
      if (readText(path) === mine) rmSync(path, { force: true });
    },
  };
}

function clearStale(path: string, staleMs: number): void {
  const facts = factsOf(path);
  const text = readText(path);
  if (!facts || text === undefined) return;
  let holder: { pid?: number; host?: string } = {};
  try {
    holder = JSON.parse(text) as typeof holder;
  } catch {
    /* written by something else, or not whole yet: its age decides */
  }
  const dead = holder.host === hostname() && holder.pid !== undefined && !isAlive(holder.pid);
  if (!dead && Date.now() - facts.mtimeMs < staleMs) return;
  // Another process may have cleared it and taken a new one since: look again under a name of our own.
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readText(aside) !== text && !existsSync(path)) renameSync(aside, path);
  rmSync(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Takes up (or removes) drafts whose process is dead; those of other machines only when they are old. */
export function sweepDrafts(target: string): void {
  const folder = dirname(target);
  const name = target.slice(folder.length + 1);
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    const [, host, pid] =
      (entry.startsWith(`${name}.`) && /\.([0-9a-f]{6})-(\d+)-[0-9a-f]{8}\.draft$/.exec(entry)) || [];
    if (pid === undefined) continue;
    const path = join(folder, entry);
    const age = Date.now() - (factsOf(path)?.mtimeMs ?? Date.now());
    if (host === machine ? isAlive(Number(pid)) : age < OLD_MS) continue;
    if (existsSync(`${target}.part`)) rmSync(path, { force: true });
    else renameSync(path, `${target}.part`);
  }
}

/** Writes one line of progress over the last one on a terminal; silent elsewhere. */
export function terminalLine(text: string, last: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}${last ? '\n' : ''}`);
}

export interface Server {
  readonly port: number;
  readonly addresses: string[];
  close(): Promise<void>;
}

/** Serves the files of a folder read-only, with ranges so that downloads can go on. Port 0: any free one. */
export async function serveFolder(folder: string, port: number, host = '0.0.0.0'): Promise<Server> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    const path = normalize(join(root, pathAsked(request.url)));
    const facts = path.startsWith(root + sep) ? factsOf(path) : undefined;
    if (!facts?.isFile || !['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(404).end('not found\n');
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= facts.size) {
      response.writeHead(416, { 'content-range': `bytes */${facts.size}` }).end();
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      'content-type': 'application/octet-stream',
      'content-length': facts.size - from,
      'accept-ranges': 'bytes',
      ...(from > 0 ? { 'content-range': `bytes ${from}-${facts.size - 1}/${facts.size}` } : {}),
    });
    if (request.method === 'HEAD') response.end();
    // A student who goes away in the middle must not leave the file open.
    else pipeline(createReadStream(path, { start: from }), response, () => undefined);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', (cause) =>
      fail(
        new FileError({
          who: 'kernelab data serve',
          rule: 'the port must be free',
          received: `port ${port} (${(cause as NodeJS.ErrnoException).code ?? cause.message})`,
          hint: 'Another one can be named with --port',
          cause,
        }),
      ),
    );
    server.listen(port, host, done);
  });
  const address = server.address();
  const real = typeof address === 'object' && address ? address.port : port;
  return {
    port: real,
    addresses: (host === '0.0.0.0' ? reachable() : [host]).map((name) => `http://${name}:${real}/`),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The path in a request; whatever cannot be read as one is answered like a file that is not there. */
function pathAsked(url = '/'): string {
  try {
    return decodeURIComponent(new URL(url, 'http://x').pathname);
  } catch {
    return '/';
  }
}

/** The addresses by which others in the room can reach this machine; its name last, since few rooms resolve names. */
function reachable(): string[] {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? []);
  return [...cards.filter((c) => c.family === 'IPv4' && !c.internal).map((c) => c.address), hostname()];
}

function fileError(cause: unknown, path: string, inCache = true): FileError {
  return new FileError({
    who: 'datasets',
    rule: reasonOf(cause),
    received: `'${path}'`,
    hint: inCache ? 'Another folder for data can be named with KERNELAB_CACHE' : undefined,
    cause,
  });
}
