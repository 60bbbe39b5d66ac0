/** @file list, verify, fetch, mirror and serve, as a lecturer uses them before class. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { catalogue as sets } from '../../src/datasets/catalogue.ts';
import { bundlesOf, fetchAll, list, mirror, verify, type Catalogue } from '../../src/store/index.ts';
import { serve } from '../../src/cli/data-server.ts';
import { copyWhole } from '../../src/store/draft.ts';
import { realData } from '../real-data.ts';

const lecture = bundlesOf(sets, ['lecture-images']);

const root = mkdtempSync(join(tmpdir(), 'kernelab-manage-'));
const real = realData('image');
let cache = '';

beforeEach(() => {
  cache = mkdtempSync(join(root, 'cache-'));
  vi.stubEnv('KERNELAB_CACHE', cache);
  vi.stubEnv('KERNELAB_DATA', '');
  vi.stubEnv('KERNELAB_OFFLINE', '1');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(root, { recursive: true }));

const states = async (work: ReturnType<typeof list>): Promise<string[]> =>
  (await work).map(({ file, state }) => `${file.file} ${state}`);

describe('without any data', () => {
  it('lists what is missing and what is wrong, and verify removes the wrong', async () => {
    expect(await states(list(lecture))).toEqual(['image/david.png missing', 'image/book.png missing']);
    mkdirSync(join(cache, 'image'));
    writeFileSync(join(cache, 'image', 'david.png'), 'not the picture');
    expect(await states(list(lecture))).toEqual(['image/david.png wrong', 'image/book.png missing']);
    expect(await states(verify(lecture))).toEqual(['image/david.png wrong', 'image/book.png missing']);
    expect(existsSync(join(cache, 'image', 'david.png'))).toBe(false);
  });

  it.skipIf(!real)('verify removes a wrong file that a mirror hides (only where a mirror is)', async () => {
    vi.stubEnv('KERNELAB_DATA', real);
    mkdirSync(join(cache, 'image'));
    writeFileSync(join(cache, 'image', 'david.png'), 'x');
    const found = await states(verify(lecture));
    expect(found).toEqual(['image/david.png wrong', 'image/book.png right']);
    expect(existsSync(join(cache, 'image', 'david.png'))).toBe(false);
  });

  it('names the sets when one is misspelt, and wants a folder to serve', async () => {
    expect(() => bundlesOf(sets, ['mnis'])).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: kernelab data: the names are cifar10, faces-and-animals, fashion-mnist, lecture-images, mnist. Received 'mnis'. Did you mean 'mnist'?]`,
    );
    await expect(serve(sets, join(cache, 'none'), 0)).rejects.toThrow(
      /^kernelab data serve: the first argument must be a folder/,
    );
  });
});

describe('a mirror folder', () => {
  it('is rid of copies that were broken off', () => {
    const to = join(root, 'stick', 'big.bin');
    mkdirSync(join(root, 'stick'), { recursive: true });
    const { pid } = spawnSync(process.execPath, ['--version']);
    const machine = createHash('md5').update(hostname()).digest('hex').slice(0, 6);
    for (const id of ['00000000', '11111111']) writeFileSync(`${to}.${machine}-${pid}-${id}.draft`, 'half');
    writeFileSync(join(root, 'from.bin'), 'whole');
    copyWhole(join(root, 'from.bin'), to, 'kernelab data');
    expect(readdirSync(join(root, 'stick')).filter((name) => name.startsWith('big'))).toEqual(['big.bin']);
    expect(readFileSync(to, 'utf8')).toBe('whole');
  });

  const openFiles = (name: string): number =>
    readdirSync('/proc/self/fd').filter((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`).endsWith(name);
      } catch {
        return false;
      }
    }).length;

  it.skipIf(!existsSync('/proc/self/fd'))(
    'is closed again when a student goes away in the middle (only where /proc tells)',
    async () => {
      const folder = mkdtempSync(join(root, 'served-'));
      writeFileSync(join(folder, 'left.bin'), '');
      truncateSync(join(folder, 'left.bin'), 50_000_000);
      const big = { file: 'left.bin', size: 50_000_000, hash: {}, sources: [] };
      const server = await serve([{ name: 'x', title: '', licence: '', files: [big] }], folder, 0);
      try {
        for (let i = 0; i < 5; i++) {
          await new Promise<void>((done) => {
            get(`${server.addresses[0]!}left.bin`, (response) => {
              response.on('error', () => {}).once('data', () => done(void response.destroy()));
            });
          });
        }
        await vi.waitFor(() => expect(openFiles('left.bin')).toBe(0), { timeout: 5000 });
      } finally {
        await server.close();
      }
    },
  );
});

describe('what a served folder gives out', () => {
  const files = ['a/in.bin', 'a/linked.bin', 'a/inside.bin', 'a/none.bin', 'a/folder'];
  const catalogue: Catalogue = [
    {
      name: 'x',
      title: '',
      licence: '',
      files: files.map((file) => ({ file, size: 2, hash: {}, sources: [] })),
    },
  ];

  it('only files of the catalogue whose real place is in the folder, to this machine only', async () => {
    const folder = mkdtempSync(join(root, 'served-'));
    mkdirSync(join(folder, 'a', 'folder'), { recursive: true });
    const outside = join(root, 'outside.bin');
    for (const place of [join(folder, 'a/in.bin'), join(folder, 'a/.hidden'), join(folder, 'other.txt'), outside])
      writeFileSync(place, 'ok');
    symlinkSync(outside, join(folder, 'a/linked.bin'));
    symlinkSync(join(folder, 'a/in.bin'), join(folder, 'a/inside.bin'));
    const server = await serve(catalogue, folder, 0);
    try {
      expect([server.open, server.addresses]).toEqual([false, [`http://127.0.0.1:${server.port}/`]]);
      const asked = [
        ...files,
        'a/.hidden',
        'other.txt',
        'a',
        '',
        'a/folder/../in.bin',
        'a//in.bin',
        '..%2foutside.bin',
      ];
      const codes = await Promise.all(asked.map(async (path) => (await fetch(server.addresses[0]! + path)).status));
      // The client itself makes `a/in.bin` of `a/folder/../in.bin`.
      expect(codes).toEqual([200, 404, 200, 404, 404, 404, 404, 404, 404, 200, 404, 404]);
    } finally {
      await server.close();
    }
  });

  it('names the addresses of this machine when it listens on all of them', async () => {
    const server = await serve(catalogue, mkdtempSync(join(root, 'served-')), 0, '0.0.0.0');
    await server.close();
    expect([server.open, server.addresses.at(-1)]).toEqual([true, `http://${hostname()}:${server.port}/`]);
  });
});

describe('from a mirror to a classroom (only where a mirror is: KERNELAB_DATA)', () => {
  it.skipIf(!real)('mirror, serve, fetch: the same bytes at the end', async () => {
    vi.stubEnv('KERNELAB_DATA', real);
    const folder = join(root, 'stick');
    expect(await mirror(folder, lecture)).toBe(2);
    expect(await mirror(folder, lecture)).toBe(0);
    const server = await serve(sets, folder, 0, '127.0.0.1');
    try {
      vi.stubEnv('KERNELAB_DATA', server.addresses[0]);
      const origins: string[] = [];
      await fetchAll(lecture, {}, (_, { origin }) => origins.push(origin));
      expect(origins).toEqual(['download', 'download']);
      expect(
        readFileSync(join(cache, 'image', 'book.png')).equals(readFileSync(join(real!, 'image', 'book.png'))),
      ).toBe(true);
      expect(await states(verify(lecture))).toEqual(['image/david.png right', 'image/book.png right']);
      for (const bad of ['../manage.txt', '..%2f..%2fetc/passwd', 'image', 'none']) {
        expect((await fetch(server.addresses[0]! + bad)).status).toBe(404);
      }
      const part = await fetch(`${server.addresses[0]!}image/david.png`, { headers: { range: 'bytes=8000-' } });
      expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 74]);
    } finally {
      await server.close();
    }
  });
});
