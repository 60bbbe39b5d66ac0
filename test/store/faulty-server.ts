/** @file A server that misbehaves on demand: cuts, stalls, lies and refuses. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Request {
  readonly path: string;
  readonly range: string | undefined;
}

/** How one request is answered; the default serves the file with ranges. */
export type Answer = (response: ServerResponse, bytes: Uint8Array, from: number, request: IncomingMessage) => void;

export interface FaultyServer {
  readonly base: string;
  readonly requests: Request[];
  /** The answers to the next requests, in order; afterwards all goes well. */
  plan: Answer[];
  files: Map<string, Uint8Array>;
  close(): Promise<void>;
}

export const whole: Answer = (response, bytes, from) => {
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': bytes.length - from,
    ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
  });
  response.end(bytes.subarray(from));
};

/** Sends `n` more bytes, then cuts the line. */
export const cutAfter =
  (n: number): Answer =>
  (response, bytes, from) => {
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    response.write(bytes.subarray(from, from + n), () => setTimeout(() => response.destroy(), 20));
  };

/** Sends `n` bytes, then nothing more. */
export const stallAfter =
  (n: number): Answer =>
  (response, bytes, from) => {
    response.writeHead(200, { 'content-length': bytes.length - from });
    response.write(bytes.subarray(from, from + n));
  };

export const status =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code).end('no');
  };

/** Another file of the same length. */
export const wrong: Answer = (response, bytes) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.end(bytes.map((b) => b ^ 1));
};

/** Does not know ranges and always starts at the beginning. */
export const noRanges: Answer = (response, bytes) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.end(bytes);
};

/** A trickle: `n` bytes every `ms`. */
export const slow =
  (n: number, ms: number): Answer =>
  (response, bytes, from) => {
    response.writeHead(200, { 'content-length': bytes.length - from });
    let at = from;
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, at + n));
      at += n;
      if (at < bytes.length) return;
      clearInterval(timer);
      response.end();
    }, ms);
    response.on('close', () => clearInterval(timer));
  };

export async function faultyServer(): Promise<FaultyServer> {
  const self: Omit<FaultyServer, 'base' | 'close'> = { requests: [], plan: [], files: new Map() };
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '/').slice(1));
    self.requests.push({ path, range: request.headers.range });
    const bytes = self.files.get(path);
    if (!bytes) {
      response.writeHead(404).end('no');
      return;
    }
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= bytes.length) response.writeHead(416).end();
    else (self.plan.shift() ?? whole)(response, bytes, from, request);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return Object.assign(self, {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  });
}
