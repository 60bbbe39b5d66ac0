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
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { get } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyWhole } from '../../src/datasets/host-drafts.ts';
import { fetchAll, list, mirror, serve, verify } from '../../src/datasets/manage.ts';

const root = mkdtempSync(join(tmpdir(), 'kernelab-manage-'));
const real = [process.env['KERNELAB_DATA'] ?? '', join(import.meta.dirname, '../../../shared/data')].find(
  (place) => place && existsSync(join(place, 'image')),
);
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
  (await work).map(({ file, state }) => `${file.path} ${state}`);

describe('without any data', () => {
  it('lists what is missing and what is wrong, and verify removes the wrong', async () => {
    expect(await states(list(['lecture-images']))).toEqual(['image/david.png missing', 'image/book.png missing']);
    mkdirSync(join(cache, 'image'));
    writeFileSync(join(cache, 'image', 'david.png'), 'not the picture');
    expect(await states(list(['lecture-images']))).toEqual(['image/david.png wrong', 'image/book.png missing']);
    expect(await states(verify(['lecture-images']))).toEqual(['image/david.png wrong', 'image/book.png missing']);
    expect(existsSync(join(cache, 'image', 'david.png'))).toBe(false);
  });

  it.skipIf(!real)('verify removes a wrong file that a mirror hides (only where a mirror is)', async () => {
    vi.stubEnv('KERNELAB_DATA', real);
    mkdirSync(join(cache, 'image'));
    writeFileSync(join(cache, 'image', 'david.png'), 'x');
    const found = await states(verify(['lecture-images']));
    expect(found).toEqual(['image/david.png wrong', 'image/book.png right']);
    expect(existsSync(join(cache, 'image', 'david.png'))).toBe(false);
  });

  it('names the sets when one is misspelt, and wants a folder to serve', async () => {
    await expect(list(['mnis'])).rejects.toThrowErrorMatchingInlineSnapshot(
      `[ValueError: kernelab data: the data sets are fashion-mnist, mnist, cifar10, lecture-images, faces-and-animals. Received 'mnis'. Did you mean 'mnist'?]`,
    );
    await expect(serve(join(cache, 'none'))).rejects.toThrow(
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
    copyWhole(join(root, 'from.bin'), to);
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
      const server = await serve(folder, 0, '127.0.0.1');
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

describe('from a mirror to a classroom (only where a mirror is: KERNELAB_DATA or ../shared/data)', () => {
  it.skipIf(!real)('mirror, serve, fetch: the same bytes at the end', async () => {
    vi.stubEnv('KERNELAB_DATA', real);
    const folder = join(root, 'stick');
    expect(await mirror(folder, ['lecture-images'])).toBe(2);
    expect(await mirror(folder, ['lecture-images'])).toBe(0);
    const server = await serve(folder, 0, '127.0.0.1');
    try {
      vi.stubEnv('KERNELAB_DATA', server.addresses[0]);
      const origins: string[] = [];
      await fetchAll(['lecture-images'], {}, (_, { origin }) => origins.push(origin));
      expect(origins).toEqual(['download', 'download']);
      expect(
        readFileSync(join(cache, 'image', 'book.png')).equals(readFileSync(join(real!, 'image', 'book.png'))),
      ).toBe(true);
      expect(await states(verify(['lecture-images']))).toEqual(['image/david.png right', 'image/book.png right']);
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
