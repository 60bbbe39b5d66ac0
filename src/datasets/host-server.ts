/** @file The small server for a classroom: `kernelab data serve DIR`. */
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { join, normalize, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { FileError } from '../errors/index.ts';
import { factsOf } from './host.ts';

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
