/** @file The small server for a classroom: `kernelab data serve DIR`. */
import { createReadStream, realpathSync, statSync, type Stats } from 'node:fs';
import { createServer } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { join, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { FileError, ValueError } from '../errors/index.ts';
import { servedFiles, type Catalogue } from '../store/index.ts';

export interface Server {
  readonly port: number;
  /** Where the files can be fetched from, the likeliest first. */
  readonly addresses: string[];
  /** Whether other machines can reach it. */
  readonly open: boolean;
  close(): Promise<void>;
}

/** The addresses that only this machine can reach. */
const own = /^(127(\.\d+){3}|::1|localhost)$/;
/** The addresses that mean every network of this machine. */
const everywhere = ['0.0.0.0', '::'];

/**
 * Serves what a folder made by `kernelab data mirror` holds of the catalogue, read-only and with ranges so that downloads
 * can go on: no other file, no list of files, and nothing that a link leads to outside of the folder. Only this machine can
 * reach it unless `host` names another address. Port 0: any free one.
 */
export async function serve(catalogue: Catalogue, folder: string, port: number, host = '127.0.0.1'): Promise<Server> {
  const root = realPlace(folder);
  if (root === undefined || !factsOf(root)?.isDirectory()) {
    throw new ValueError({
      who: 'kernelab data serve',
      rule: { en: 'the first argument must be a folder', ko: '첫 인수는 폴더여야 합니다' },
      received: `'${folder}'`,
      hint: { en: 'Make one with: kernelab data mirror DIR', ko: '이렇게 만듭니다: kernelab data mirror DIR' },
    });
  }
  const known = new Set(servedFiles(catalogue, folder));
  const placeOf = (asked: string): string | undefined => {
    const path = known.has(asked) ? realPlace(join(root, ...asked.split('/'))) : undefined;
    return path?.startsWith(root.endsWith(sep) ? root : root + sep) ? path : undefined;
  };
  const server = createServer((request, response) => {
    const path = placeOf(pathAsked(request.url));
    const facts = path === undefined ? undefined : factsOf(path);
    if (path === undefined || !facts?.isFile() || !['GET', 'HEAD'].includes(request.method ?? '')) {
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
          rule: {
            en: 'the address must be one of this machine and the port must be free',
            ko: '이 컴퓨터의 주소와 비어 있는 포트여야 합니다',
          },
          received: {
            en: `${host}, port ${port} (${(cause as NodeJS.ErrnoException).code ?? cause.message})`,
            ko: `${host}, 포트 ${port} (${(cause as NodeJS.ErrnoException).code ?? cause.message})`,
          },
          hint: {
            en: 'Others can be named with --host and --port',
            ko: '다른 주소와 포트는 --host와 --port로 정합니다',
          },
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
    addresses: (everywhere.includes(host) ? reachable() : [host]).map(
      (name) => `http://${name.includes(':') ? `[${name}]` : name}:${real}/`,
    ),
    open: !own.test(host),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The place itself, all links followed, or undefined when there is nothing. */
function realPlace(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function factsOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** The path in a request, without its first slash; what cannot be read as one is answered like a missing file. */
function pathAsked(url = '/'): string {
  try {
    return decodeURIComponent(new URL(url, 'http://x').pathname).slice(1);
  } catch {
    return '';
  }
}

/** The addresses by which others in the classroom can reach this machine; its name last, since few networks resolve names. */
function reachable(): string[] {
  const cards = Object.values(networkInterfaces()).flatMap((card) => card ?? []);
  return [...cards.filter((c) => c.family === 'IPv4' && !c.internal).map((c) => c.address), hostname()];
}
