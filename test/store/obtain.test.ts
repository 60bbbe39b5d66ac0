/** @file Downloads against a server that misbehaves: never a half file, never a wrong file. */
import { execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { obtain, type Entry, type StoreOptions } from '../../src/store/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import {
  cutAfter,
  faultyServer,
  noRanges,
  slow,
  stallAfter,
  status,
  whole,
  wrong,
  type Answer,
  type FaultyServer,
} from './faulty-server.ts';

const bytes = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919 + (i >> 8)) & 255);
const md5 = createHash('md5').update(bytes).digest('hex');
const root = mkdtempSync(join(tmpdir(), 'kernelab-store-'));

let server: FaultyServer;
/** An address where nobody listens. */
let dead = '';
let cache = '';
let file: Entry;
/** Quick and without the surroundings of whoever runs the tests. */
let quick: StoreOptions;

beforeAll(async () => {
  setLanguage('en');
  server = await faultyServer();
  const gone = await faultyServer();
  dead = gone.base;
  await gone.close();
});
afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  cache = mkdtempSync(join(root, 'cache-'));
  server.files = new Map([['set/data.gz', bytes]]);
  server.plan = [];
  server.requests.length = 0;
  file = {
    file: 'set/data.gz',
    size: bytes.length,
    hash: { md5 },
    sources: [`${server.base}set/data.gz`],
  };
  quick = { who: 'datasets', cache, mirror: '', offline: false, pauseMs: 5, stallMs: 5000 };
});
afterEach(() => vi.restoreAllMocks());

const target = (): string => join(cache, 'set', 'data.gz');
const entries = (): string[] => (existsSync(join(cache, 'set')) ? readdirSync(join(cache, 'set')).sort() : []);
const isWhole = (): boolean => readFileSync(target()).equals(bytes);

async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
      .replaceAll(server.base, 'http://server/')
      .replaceAll(dead, 'http://dead/')
      .replaceAll(cache, '<cache>');
  }
  return 'nothing was thrown';
}

describe('one file', () => {
  it('is downloaded once, then comes from the cache', async () => {
    expect(await obtain(file, quick)).toEqual({ path: target(), origin: 'download', entry: file });
    expect(isWhole()).toBe(true);
    expect(entries()).toEqual(['data.gz', 'data.gz.ok']);
    expect((await obtain(file, quick)).origin).toBe('cache');
    expect(server.requests).toHaveLength(1);
  });

  it('goes on where the connection was cut', async () => {
    server.plan = [cutAfter(100_000), cutAfter(50_000), whole];
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
    expect(server.requests.map((r) => r.range)).toEqual([undefined, 'bytes=100000-', 'bytes=150000-']);
  });

  it('does not wait longer and longer while each attempt brings something', async () => {
    server.plan = Array.from({ length: 9 }, () => cutAfter(30_000));
    const began = performance.now();
    await obtain(file, { ...quick, pauseMs: 20 });
    expect(isWhole()).toBe(true);
    // Nine pauses of 20 ms, and 20 ms before each cut; doubling ones would be 10 s.
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('takes a part that is the whole file as it is', async () => {
    mkdirSync(join(cache, 'set'));
    writeFileSync(`${target()}.part`, bytes);
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
    expect([server.requests.length, entries()]).toEqual([0, ['data.gz', 'data.gz.ok']]);
  });

  it('goes on with a part where nobody publishes a hash or an exact size', async () => {
    mkdirSync(join(cache, 'set'));
    writeFileSync(`${target()}.part`, bytes.subarray(0, 200_000));
    const vague: Entry = { ...file, size: 290_000, about: true, hash: {} };
    expect((await obtain(vague, quick)).origin).toBe('download');
    expect(isWhole()).toBe(true);
    expect(server.requests.map((r) => r.range)).toEqual(['bytes=200000-']);
    // A whole one cannot be told from a part either: the server is asked.
    rmSync(target());
    rmSync(`${target()}.ok`);
    writeFileSync(`${target()}.part`, bytes);
    await obtain(vague, quick);
    expect([isWhole(), server.requests.slice(1).map((r) => r.range)]).toEqual([true, ['bytes=300000-', undefined]]);
  });

  it('stops listening to a server that has no end', async () => {
    const endless: Answer = (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(bytes), 1);
      response.on('close', () => clearInterval(timer));
    };
    server.plan = [endless];
    expect(await failure(obtain(file, quick))).toMatch(/: more came than the file's 300000 bytes\./);
    expect(entries()).toEqual([]);
  });

  it('does not take a file of another length', async () => {
    server.files.set('set/data.gz', bytes.subarray(0, 1234));
    expect(await failure(obtain(file, quick))).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' could not be downloaded. Received http://server/set/data.gz: the file there has 1234 bytes, expected 300000. A folder or address with the files can be named with KERNELAB_DATA."`,
    );
    expect([entries(), server.requests.length]).toEqual([[], 1]);
  });

  it('compares every hash that is known', async () => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect((await obtain({ ...file, hash: { md5, sha256 } }, quick)).origin).toBe('download');
    rmSync(target());
    const wrongSha = { md5, sha256: '0'.repeat(64) };
    expect(await failure(obtain({ ...file, hash: wrongSha }, quick))).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' could not be downloaded. Received http://server/set/data.gz: the checksum is wrong (sha256 is 4a83af154d7c08c3a33b3333a233b838e31d21b89e411756bbccba9b6ae84262, expected 0000000000000000000000000000000000000000000000000000000000000000). A folder or address with the files can be named with KERNELAB_DATA."`,
    );
  });

  it('starts again when the server knows no ranges', async () => {
    server.plan = [cutAfter(100_000), noRanges];
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
  });

  it('goes on in a later call after all attempts failed, and leaves no half file under the name', async () => {
    server.plan = Array.from({ length: 4 }, () => cutAfter(0));
    server.plan[0] = cutAfter(120_000);
    const text = await failure(obtain(file, { ...quick, attempts: 2 }));
    expect(text).toMatch(
      /^NetworkError: datasets: 'set\/data.gz' could not be downloaded. Received http:\/\/server\/set\/data.gz: the connection was cut/,
    );
    expect(entries()).toEqual(['data.gz.part']);
    server.plan = [];
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
    expect(server.requests.at(-1)!.range).toBe('bytes=120000-');
    expect(entries()).toEqual(['data.gz', 'data.gz.ok']);
  });

  it('throws away a part that belongs to something else', async () => {
    mkdirSync(join(cache, 'set'), { recursive: true });
    writeFileSync(`${target()}.part`, new Uint8Array(1000).fill(9));
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
    writeFileSync(`${target()}.part`, new Uint8Array(400_000).fill(9));
    rmSync(target());
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
  });

  it('never keeps a file with a wrong checksum', async () => {
    server.plan = [wrong, wrong, wrong, wrong];
    expect(await failure(obtain(file, quick))).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' could not be downloaded. Received http://server/set/data.gz: the checksum is wrong (md5 is 8e68b5c5b339e4aaede32ce69bfb9e51, expected ca1f13439c0602ab7c9636eea6b160cd). A folder or address with the files can be named with KERNELAB_DATA."`,
    );
    expect(entries()).toEqual([]);
  });

  it('goes to the next address after a 404, a wrong file or a dead machine', async () => {
    server.files.set('copy.gz', bytes);
    server.plan = [wrong];
    const urls = [`${server.base}none.gz`, `${dead}data.gz`, `${server.base}set/data.gz`, `${server.base}copy.gz`];
    await obtain({ ...file, sources: urls }, quick);
    expect(isWhole()).toBe(true);
    expect(server.requests.map((r) => r.path)).toEqual(['none.gz', 'set/data.gz', 'copy.gz']);
  });

  it('says what was wrong at each address', async () => {
    server.plan = [status(503), status(503)];
    const urls = [`${server.base}none.gz`, `${dead}data.gz`, `${server.base}set/data.gz`];
    expect(await failure(obtain({ ...file, sources: urls }, { ...quick, attempts: 2 }))).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' could not be downloaded. Received http://server/none.gz: the server answered 404; http://dead/data.gz: no connection (ECONNREFUSED); http://server/set/data.gz: the server answered 503. A folder or address with the files can be named with KERNELAB_DATA."`,
    );
  });

  it('tries again after a server error and after silence', async () => {
    server.plan = [status(500), stallAfter(1000), whole];
    await obtain(file, { ...quick, stallMs: 300 });
    expect(isWhole()).toBe(true);
  });

  it('waits for a slow server as long as something comes', async () => {
    server.plan = [slow(60_000, 120)];
    // The whole takes longer than the patience for one silence.
    await obtain(file, { ...quick, stallMs: 500 });
    expect(isWhole()).toBe(true);
    expect(server.requests).toHaveLength(1);
  });

  it('stops at once when the user presses Stop, and goes on later', async () => {
    const controller = new AbortController();
    server.plan = [slow(30_000, 50)];
    setTimeout(() => controller.abort(), 130);
    expect(await failure(obtain(file, { ...quick, signal: controller.signal }))).toMatchInlineSnapshot(
      `"InterruptError: datasets: the download was stopped. It goes on from here next time."`,
    );
    expect(entries()).toEqual(['data.gz.part']);
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
    expect(server.requests.at(-1)!.range).toMatch(/^bytes=\d+-$/);
  });

  it('is not looked for on the network when KERNELAB_OFFLINE is set', async () => {
    expect(await failure(obtain(file, { ...quick, offline: true }))).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' is not on this machine. Received KERNELAB_OFFLINE is set. A folder or address with the files can be named with KERNELAB_DATA."`,
    );
    expect(server.requests).toHaveLength(0);
  });
});

it('names what KERNELAB_DATA is when nothing came from there', async () => {
  const nowhere = { ...quick, mirror: '/no/such/folder', offline: true };
  expect(await failure(obtain(file, nowhere))).toMatchInlineSnapshot(
    `"NetworkError: datasets: 'set/data.gz' is not on this machine. Received KERNELAB_OFFLINE is set. KERNELAB_DATA is '/no/such/folder'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks."`,
  );
});

describe('in Korean', () => {
  beforeEach(() => setLanguage('ko'));
  afterEach(() => setLanguage('en'));

  it('every part of a message is', async () => {
    const urls = [`${server.base}none.gz`, `${dead}data.gz`, 'nowhere', `${server.base}set/data.gz`];
    const sources = urls.map((url) => [url]);
    const plans: Answer[][] = [[], [], [], [wrong]];
    const texts: string[] = [];
    for (const [i, plan] of plans.entries()) {
      server.plan = plan;
      texts.push(await failure(obtain({ ...file, sources: sources[i]! }, { ...quick, attempts: 1 })));
    }
    server.files.set('set/data.gz', bytes.subarray(0, 1234));
    texts.push(await failure(obtain(file, quick)));
    texts.push(await failure(obtain(file, { ...quick, offline: true })));
    texts.push(await failure(obtain({ ...file, sources: [] }, { ...quick, mirror: '/no/such/folder' })));
    server.files.set('set/data.gz', bytes);
    server.plan = [cutAfter(1000), cutAfter(0)];
    texts.push(await failure(obtain({ ...file, size: 290_000, about: true }, { ...quick, attempts: 1 })));
    texts.push(await failure(obtain(file, { ...quick, signal: AbortSignal.abort() })));
    rmSync(join(cache, 'set'), { recursive: true });
    writeFileSync(join(cache, 'set'), 'a file where a folder must be');
    texts.push(await failure(obtain(file, quick)));
    expect(texts).toMatchInlineSnapshot(`
      [
        "NetworkError: datasets: 'set/data.gz' 파일을 내려받을 수 없습니다. 받은 값: http://server/none.gz: 서버 응답: 404. 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일을 내려받을 수 없습니다. 받은 값: http://dead/data.gz: 연결되지 않습니다 (ECONNREFUSED). 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일을 내려받을 수 없습니다. 받은 값: nowhere: 주소가 아닙니다. 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일을 내려받을 수 없습니다. 받은 값: http://server/set/data.gz: 체크섬이 다릅니다 (md5 값: 8e68b5c5b339e4aaede32ce69bfb9e51, 기대한 값: ca1f13439c0602ab7c9636eea6b160cd). 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일을 내려받을 수 없습니다. 받은 값: http://server/set/data.gz: 그곳의 파일은 1234바이트입니다 (기대한 크기: 300000바이트). 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일이 이 컴퓨터에 없습니다. 받은 값: KERNELAB_OFFLINE이 설정되어 있음. 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일이 이 컴퓨터에 없습니다. 받은 값: 공개된 주소가 없음. KERNELAB_DATA의 값은 '/no/such/folder'입니다. 강의자 컴퓨터에서 \`KERNELAB_DATA=폴더 npx kernelab data verify\`로 그 폴더에 빠진 것을 볼 수 있습니다.",
        "NetworkError: datasets: 'set/data.gz' 파일을 내려받을 수 없습니다. 받은 값: http://server/set/data.gz: 연결이 끊겼습니다 (UND_ERR_SOCKET) (약 290000바이트 중 1000바이트를 받은 뒤). 파일이 있는 폴더나 주소를 KERNELAB_DATA로 정할 수 있습니다.",
        "InterruptError: datasets: 다운로드를 중지했습니다. 다음에는 여기서부터 이어받습니다.",
        "FileError: datasets: '<cache>/set'은(는) 폴더가 아니라 파일입니다. 받은 값: '<cache>/set/data.gz.lock'. KERNELAB_CACHE로 데이터를 둘 다른 폴더를 정할 수 있습니다.",
      ]
    `);
  });
});

describe('progress in a notebook', () => {
  it('one line, updated, that ends with what happened', async () => {
    const shown: { text: string; id: string | undefined; update: boolean | undefined }[] = [];
    const key = Symbol.for('kernelab.host');
    const globals = globalThis as unknown as Record<symbol, unknown>;
    globals[key] = {
      display: (data: Record<string, string>, options: { displayId?: string; update?: boolean } = {}) =>
        shown.push({ text: data['text/plain']!, id: options.displayId, update: options.update }),
      signal: new AbortController().signal,
      onCellEnd: () => {},
    };
    try {
      server.plan = [slow(60_000, 120)];
      await obtain(file, quick);
    } finally {
      delete globals[key];
    }
    expect(shown.length).toBeGreaterThan(2);
    expect(new Set(shown.map((s) => s.id)).size).toBe(1);
    expect(shown.map((s) => s.update)).toEqual([false, ...shown.slice(1).map(() => true)]);
    expect(shown[1]!.text).toMatch(/^set\/data\.gz \[█+·+\] +\d+% \d+ kB \/ 300 kB, [\d.]+ [kM]B\/s$/);
    expect(shown.at(-1)!.text).toBe('set/data.gz downloaded');
  });
});

describe('the cache', () => {
  it('checks a file again when its size or time has changed', async () => {
    await obtain(file, quick);
    const damaged = Uint8Array.from(bytes);
    damaged[77]! ^= 1;
    writeFileSync(target(), damaged);
    utimesSync(target(), new Date(), new Date(Date.now() + 5000));
    expect((await obtain(file, quick)).origin).toBe('download');
    expect(isWhole()).toBe(true);
    // A touched file is read again and found right.
    utimesSync(target(), new Date(), new Date(Date.now() + 9000));
    expect((await obtain(file, quick)).origin).toBe('cache');
  });

  it('holds on to the hash of the first download where nobody publishes one', async () => {
    const vague: Entry = { ...file, hash: {} };
    await obtain(vague, quick);
    const other = bytes.map((b) => b ^ 1);
    server.files.set('set/data.gz', other);
    writeFileSync(target(), 'damaged');
    expect(await failure(obtain(vague, quick))).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' could not be downloaded. Received http://server/set/data.gz: the checksum is wrong (sha256 is 1a61728354029f2fb3e1a6d6b0c20935630816de1dd2ae0d4ea63903eecb2406, expected 4a83af154d7c08c3a33b3333a233b838e31d21b89e411756bbccba9b6ae84262). The checksum is that of the first download; if its publisher has a new file, remove '<cache>/set/data.gz' and '<cache>/set/data.gz.ok' to take it."`,
    );
    expect([readFileSync(target(), 'utf8'), entries()]).toEqual(['damaged', ['data.gz', 'data.gz.ok']]);
    server.files.set('set/data.gz', bytes);
    expect((await obtain(vague, quick)).origin).toBe('download');
    expect([isWhole(), (await obtain(vague, quick)).origin]).toEqual([true, 'cache']);
    // Whoever forgets the hash takes what the publisher has now.
    server.files.set('set/data.gz', other);
    rmSync(target());
    rmSync(`${target()}.ok`);
    expect((await obtain(vague, quick)).origin).toBe('download');
    expect(readFileSync(target()).equals(other)).toBe(true);
  });

  it('hands out no file that another program changes on its way into its place', async () => {
    const damage = (): void => {
      if (existsSync(target())) writeFileSync(target(), 'damaged');
      else next = setImmediate(damage);
    };
    let next = setImmediate(damage);
    const text = await failure(obtain(file, quick));
    clearImmediate(next);
    expect(text).toMatchInlineSnapshot(
      `"FileError: datasets: the file was downloaded, but is not whole in its place. Received '<cache>/set/data.gz'. Another program may have changed it, or the disk may be faulty. Run the cell again, or name another folder with KERNELAB_CACHE."`,
    );
    expect((await obtain(file, quick)).origin).toBe('download');
    expect(isWhole()).toBe(true);
  });

  it('keeps the old file until a new one is right', async () => {
    mkdirSync(join(cache, 'set'), { recursive: true });
    writeFileSync(target(), 'old and wrong');
    server.plan = [wrong, wrong, wrong];
    await failure(obtain(file, quick));
    expect(readFileSync(target(), 'utf8')).toBe('old and wrong');
  });

  it('asks the mirror folder first, but not for a wrong file', async () => {
    const mirror = mkdtempSync(join(root, 'mirror-'));
    mkdirSync(join(mirror, 'set'));
    writeFileSync(join(mirror, 'set', 'data.gz'), bytes);
    expect(await obtain(file, { ...quick, mirror })).toEqual({
      path: join(mirror, 'set', 'data.gz'),
      origin: 'mirror',
      entry: file,
    });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    writeFileSync(join(mirror, 'set', 'data.gz'), 'x');
    expect((await obtain(file, { ...quick, mirror })).origin).toBe('download');
    expect(warn.mock.calls[0]![0]).toMatch(/has a wrong checksum or cannot be read, and is not used/);
  });

  it('passes over what cannot be read, in the mirror and in the cache', async () => {
    const mirror = mkdtempSync(join(root, 'mirror-'));
    mkdirSync(join(mirror, 'set', 'data.gz'), { recursive: true });
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect((await obtain(file, { ...quick, mirror })).origin).toBe('download');
    expect(warn.mock.calls[0]![0]).toMatch(/cannot be read/);
    rmSync(target());
    mkdirSync(join(target(), 'folder'), { recursive: true });
    expect(await failure(obtain(file, quick))).toMatchInlineSnapshot(
      `"FileError: datasets: this is a folder, not a file. Received '<cache>/set/data.gz'. Another folder for data can be named with KERNELAB_CACHE."`,
    );
    expect(entries()).toEqual(['data.gz', 'data.gz.ok']);
  });

  it('names an address that is none', async () => {
    expect(
      await failure(obtain(file, { ...quick, mirror: 'http://my server:8484', offline: true })),
    ).toMatchInlineSnapshot(
      `"NetworkError: datasets: 'set/data.gz' could not be downloaded. Received http://my server:8484/set/data.gz: this is not an address. KERNELAB_DATA is 'http://my server:8484'; on the lecturer's machine \`KERNELAB_DATA=DIR npx kernelab data verify\` says what its folder lacks."`,
    );
  });

  it('asks a mirror address first, also without the internet', async () => {
    const found = await obtain({ ...file, sources: [`${dead}x`] }, { ...quick, mirror: server.base, offline: true });
    expect(found.origin).toBe('download');
    expect(isWhole()).toBe(true);
  });

  it('names a place that cannot be written to', async () => {
    writeFileSync(join(cache, 'set'), 'a file where a folder must be');
    expect(await failure(obtain(file, quick))).toMatchInlineSnapshot(
      `"FileError: datasets: '<cache>/set' is a file, not a folder. Received '<cache>/set/data.gz.lock'. Another folder for data can be named with KERNELAB_CACHE."`,
    );
  });
});

const child = join(import.meta.dirname, 'download-child.ts');

describe('several processes', () => {
  it('two at once: both get the whole file, one download', async () => {
    server.plan = [slow(40_000, 30)];
    const runs = [1, 2, 3].map(
      () =>
        new Promise<string>((done, fail) => {
          const helper = fork(child, [JSON.stringify(file), cache], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
          let out = '';
          helper.stdout!.on('data', (d: Buffer) => (out += d.toString()));
          helper.on('error', fail);
          helper.on('exit', (code) => (code === 0 ? done(out.trim()) : fail(new Error(`exit ${code}: ${out}`))));
        }),
    );
    const origins = (await Promise.all(runs)).sort();
    expect(origins).toEqual(['cache', 'cache', 'download']);
    expect(isWhole()).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect(entries()).toEqual(['data.gz', 'data.gz.ok']);
  });

  it('a killed download leaves a lock and a draft that the next one clears away', async () => {
    server.plan = [slow(10_000, 60)];
    const victim = fork(child, [JSON.stringify(file), cache], { stdio: 'ignore' });
    await vi.waitFor(() => expect(entries().some((e) => e.endsWith('.draft'))).toBe(true), { timeout: 10_000 });
    const draft = join(
      cache,
      'set',
      entries().find((e) => e.endsWith('.draft'))!,
    );
    await vi.waitFor(() => expect(statSync(draft).size).toBeGreaterThan(0), { timeout: 10_000 });
    victim.kill('SIGKILL');
    await new Promise((done) => victim.once('exit', done));
    expect(entries().some((e) => e.endsWith('.lock'))).toBe(true);
    expect(existsSync(target())).toBe(false);
    await obtain(file, quick);
    expect(isWhole()).toBe(true);
    expect(entries()).toEqual(['data.gz', 'data.gz.ok']);
    expect(server.requests.at(-1)!.range).toMatch(/^bytes=\d+-$/);
  });

  const lockOf = (text: string, date: Date): void => {
    mkdirSync(join(cache, 'set'), { recursive: true });
    writeFileSync(`${target()}.lock`, text);
    utimesSync(`${target()}.lock`, date, date);
  };
  const foreign = '{"pid": 1, "host": "another machine", "id": "x"}';

  it.each([
    ['a minute ago', new Date(Date.now() - 60_000)],
    ['2030', new Date('2030-01-01')],
  ])('a lock dated %s that never changes is waited for, said, and cleared', async (_, date) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    lockOf(foreign, date);
    expect((await obtain(file, { ...quick, staleLockMs: 400 })).origin).toBe('download');
    expect(isWhole()).toBe(true);
    expect(warn.mock.calls).toMatchInlineSnapshot(`
      [
        [
          "'set/data.gz' is being downloaded by another program (process 1 on another machine); waiting for it. If it shows no sign of life for 1 s, the download starts here.",
        ],
      ]
    `);
  });

  it('a lock that changes is left alone, whatever its date', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    lockOf(foreign, new Date(Date.now() - 60_000));
    let beats = 0;
    const beat = setInterval(() => {
      beats++;
      utimesSync(`${target()}.lock`, beats, beats);
      if (beats < 20) return;
      clearInterval(beat);
      rmSync(`${target()}.lock`);
    }, 50);
    await obtain(file, { ...quick, staleLockMs: 400 });
    expect([beats, isWhole(), warn.mock.calls.length]).toEqual([20, true, 1]);
  });

  it('waiting for a lock ends with Stop', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    lockOf(foreign, new Date('2030-01-01'));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    expect(await failure(obtain(file, { ...quick, signal: controller.signal }))).toMatch(/^InterruptError: /);
    expect(entries()).toEqual(['data.gz.lock']);
  });
});

describe('a full disk', () => {
  it.runIf(process.platform === 'linux')('is named, and leaves nothing behind (file size limit, Linux)', () => {
    const out = execFileSync(
      'bash',
      ['-c', `ulimit -f 100; exec "$0" "$@"`, process.execPath, join(import.meta.dirname, 'full-disk-child.ts'), cache],
      {
        timeout: 20_000,
      },
    ).toString();
    expect(out.replaceAll(cache, '<cache>').trim()).toMatchInlineSnapshot(
      `"FileError: datasets: the file is larger than this disk or account may hold. Received '<cache>/set/data.gz'. Another folder for data can be named with KERNELAB_CACHE. (1 request)"`,
    );
    expect(entries()).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('leaves no lock that could not be written (file size limit, Linux)', () => {
    const out = execFileSync('bash', [
      '-c',
      `ulimit -f 0; exec "$0" "$@"`,
      process.execPath,
      join(import.meta.dirname, 'full-disk-child.ts'),
      cache,
    ]).toString();
    expect(out.replaceAll(cache, '<cache>').trim()).toMatchInlineSnapshot(
      `"FileError: datasets: the file is larger than this disk or account may hold. Received '<cache>/set/data.gz.lock'. Another folder for data can be named with KERNELAB_CACHE. (0 request)"`,
    );
    expect(entries()).toEqual([]);
  });
});
