// Archives (.tar.gz, the form that npm packs in) written and read without a program for them, which not every machine has.
// Plain files and their modes; links are left out. Plain JavaScript, since a bundle is unpacked before anything is installed.
import { createReadStream, createWriteStream, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

const BLOCK = 512;

/**
 * Packs files into an archive.
 *
 * @param {string} archive
 * @param {Iterable<{ from: string, to: string }>} files `to`: the path within the archive, with `/`
 */
export async function pack(archive, files) {
  await pipeline(entries(files), createGzip({ level: 6 }), createWriteStream(archive));
}

function* entries(files) {
  for (const { from, to } of files) {
    const { mode } = statSync(from);
    const content = readFileSync(from);
    if (Buffer.byteLength(to) > 100) yield entry('././@LongLink', Buffer.from(`${to}\0`), 'L', 0o644);
    yield entry(to, content, '0', mode & 0o111 ? 0o755 : 0o644);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/**
 * Unpacks an archive into a folder.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {(path: string) => string | undefined} [rename] where a path goes, or undefined to leave it out
 */
export async function unpack(archive, folder, rename = (path) => path) {
  const file = createReadStream(archive);
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error)).pipe(gunzip); // a pipe passes no error on
  try {
    await unpackFrom(new Reader(gunzip), archive, folder, rename);
  } finally {
    file.destroy();
  }
}

async function unpackFrom(bytes, archive, folder, rename) {
  const made = new Set();
  for (let long; ;) {
    const head = await bytes.take(BLOCK);
    if (head === undefined || head[0] === 0) return;
    const text = (from, to) => head.toString('utf8', from, to).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 136).trim() || '0', 8);
    const content = await bytes.take(Math.ceil(size / BLOCK) * BLOCK);
    if (content === undefined) throw new Error('the archive ends too early');
    const kind = text(156, 157);
    const body = content.subarray(0, size);
    if (kind === 'L') long = body.toString('utf8').replace(/\0.*$/s, '');
    else if (kind === 'x') long = /^\d+ path=(.*)$/m.exec(body.toString('utf8'))?.[1];
    else {
      const prefix = text(257, 262) === 'ustar' ? text(345, 500) : '';
      const path = rename(long ?? (prefix ? `${prefix}/${text(0, 100)}` : text(0, 100)));
      long = undefined;
      if ((kind !== '0' && kind !== '') || path === undefined) continue;
      const target = join(folder, ...path.split('/'));
      if (!target.startsWith(folder + sep)) throw new Error(`${archive}: '${path}' lies outside`);
      if (!made.has(dirname(target))) mkdirSync(dirname(target), { recursive: true });
      made.add(dirname(target));
      writeFileSync(target, body, { mode: Number.parseInt(text(100, 108).trim(), 8) & 0o111 ? 0o755 : 0o644 });
    }
  }
}

/** Pieces of a stream in the sizes that are asked for. */
class Reader {
  #pieces;
  #rest = Buffer.alloc(0);

  constructor(stream) {
    this.#pieces = stream[Symbol.asyncIterator]();
  }

  async take(size) {
    const parts = [this.#rest];
    let have = this.#rest.length;
    while (have < size) {
      const { value, done } = await this.#pieces.next();
      if (done) {
        if (have === 0) return undefined;
        throw new Error('the archive ends too early');
      }
      parts.push(value);
      have += value.length;
    }
    const all = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    this.#rest = all.subarray(size);
    return all.subarray(0, size);
  }
}

function entry(path, content, kind, mode) {
  const head = Buffer.alloc(BLOCK);
  const octal = (value, digits) => `${value.toString(8).padStart(digits, '0')}\0`;
  head.write(Buffer.from(path).subarray(0, 100).toString('latin1'), 0, 'latin1');
  head.write(octal(mode, 7), 100);
  head.write(octal(0, 7), 108);
  head.write(octal(0, 7), 116);
  head.write(octal(content.length, 11), 124);
  head.write(octal(0, 11), 136);
  head.write('        ', 148);
  head.write(kind, 156);
  head.write('ustar\x0000', 257);
  head.write(
    `${octal(
      head.reduce((sum, byte) => sum + byte, 0),
      6,
    )} `,
    148,
  );
  return Buffer.concat([head, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)]);
}
