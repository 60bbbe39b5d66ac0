/**
 * @file A registry of small packages on this machine, as npm speaks with one: it can be slow, break off, or answer as the
 * login page of a network does. What npm gets from it is a real tarball with a real hash.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** What it does with a request: answers, answers with a web page, hangs up, or breaks off the tarball of one package in the middle. */
export type Mood = 'well' | 'page' | 'gone' | { readonly breaksOff: string };

export interface Registry {
  readonly url: string;
  mood: Mood;
  /** Milliseconds before each answer. */
  delay: number;
  /** The entry of a package in a lock file. */
  entryOf(name: string, version: string): { version: string; integrity: string };
  close(): Promise<void>;
}

const FILES = 20;
const VERSIONS = ['1.0.0', '1.1.0'];

/** Starts it on a free port of this machine. */
export async function startRegistry(): Promise<Registry> {
  const server = createServer((request, response) => void answer(request.url ?? '', response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const registry: Registry = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    mood: 'well',
    delay: 0,
    entryOf: (name, version) => ({ version, integrity: integrityOf(tarball(name, version)) }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return registry;

  async function answer(path: string, response: ServerResponse): Promise<void> {
    await sleep(registry.delay);
    const { mood } = registry;
    if (mood === 'gone') {
      response.destroy();
      return;
    }
    if (mood === 'page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please log in.</body></html>');
      return;
    }
    const asked = /^\/([\w-]+)$/.exec(path);
    if (asked) {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(about(asked[1]!, registry.url)));
      return;
    }
    const file = /^\/([\w-]+)\/-\/[\w-]+-(\d+\.\d+\.\d+)\.tgz$/.exec(path);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const [, name, version] = file;
    const bytes = tarball(name!, version!);
    response.writeHead(200, { 'content-length': bytes.length });
    if (typeof mood === 'object' && mood.breaksOff === name) {
      response.write(bytes.subarray(0, bytes.length / 2));
      response.destroy();
    } else {
      response.end(bytes);
    }
  }
}

/** What a registry knows of a package. */
function about(name: string, url: string): unknown {
  const versions = VERSIONS.map((version) => {
    const dist = { tarball: `${url}${name}/-/${name}-${version}.tgz`, integrity: integrityOf(tarball(name, version)) };
    return [version, { name, version, dist }];
  });
  return { name, 'dist-tags': { latest: VERSIONS.at(-1) }, versions: Object.fromEntries(versions) };
}

/** A package of a few files, which take npm a moment to write. */
function tarball(name: string, version: string): Buffer {
  const files: [string, string][] = [['package.json', JSON.stringify({ name, version })]];
  for (let i = 0; i < FILES; i++) files.push([`lib/file-${i}.js`, `export default '${name} ${version} ${i}';\n`]);
  return gzipSync(
    Buffer.concat([...files.flatMap(([file, text]) => entry(`package/${file}`, text)), Buffer.alloc(1024)]),
  );
}

/** The files that a package has when it is whole. */
export const filesOfPackage = FILES + 1;

function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/** An entry of a tar archive: a head of 512 bytes and the text, filled up to the next 512. */
function entry(path: string, text: string): Buffer[] {
  const content = Buffer.from(text);
  const head = Buffer.alloc(512);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  head.write(path, 0);
  head.write(octal(0o644, 7), 100);
  head.write(octal(0, 7), 108);
  head.write(octal(0, 7), 116);
  head.write(octal(content.length, 11), 124);
  head.write(octal(0, 11), 136);
  head.write('        0', 148);
  head.write('ustar\u000000', 257);
  head.write(
    octal(
      head.reduce((sum, byte) => sum + byte, 0),
      6,
    ),
    148,
  );
  return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}
