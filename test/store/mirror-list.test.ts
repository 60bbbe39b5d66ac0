/** @file A mirror's list: asked for until there is an answer, ended by Stop, and never written over with less. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { setLanguage } from '../../src/errors/index.ts';
import { obtain, type Entry } from '../../src/store/index.ts';
import { addToList, listedFor, listName } from '../../src/store/mirror-list.ts';
import { faultyServer, stallAfter, status, type Answer, type FaultyServer } from './faulty-server.ts';

const root = mkdtempSync(join(tmpdir(), 'kernelab-mirror-list-'));
const row = (file: string): Record<string, unknown> => ({
  for: `weights/${file}.h5`,
  file: `ours/${file}.h5`,
  name: file,
  source: 'https://example.org/ours',
  md5: 'a'.repeat(32),
  size: 7,
});
const entry: Entry = {
  file: 'ours/new.h5',
  name: 'new',
  origin: 'https://example.org/new',
  hash: { md5: 'b'.repeat(32) },
  size: 8,
  sources: [],
};
const who = 'kernelab data';

beforeAll(() => setLanguage('en'));
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(root, { recursive: true }));

describe('at an address', () => {
  let server: FaultyServer;
  beforeEach(async () => {
    server = await faultyServer();
    server.files.set(listName, new TextEncoder().encode(JSON.stringify({ files: [row('vgg')] })));
  });
  afterEach(() => server.close());

  const html: Answer = (response) => {
    response.writeHead(200).end('<html>Please log in</html>');
  };
  const cut: Answer = (response) => void response.destroy();
  const nameOf = async (): Promise<string | undefined> =>
    (await listedFor('weights/vgg.h5', server.base, { who }))?.name;

  it('what is no answer is not remembered; a list is', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    server.plan = [status(503), cut, html];
    const names = [await nameOf(), await nameOf(), await nameOf(), await nameOf(), await nameOf()];
    expect(names).toEqual([undefined, undefined, undefined, 'vgg', 'vgg']);
    expect([server.requests.length, warn.mock.calls.length]).toEqual([4, 1]);
  });

  it('that there is none is an answer', async () => {
    server.files.clear();
    expect([await nameOf(), await nameOf(), server.requests.length]).toEqual([undefined, undefined, 1]);
  });

  it('Stop ends the asking, of which nothing is remembered', async () => {
    server.plan = [stallAfter(3)];
    const controller = new AbortController();
    const file: Entry = { file: 'weights/vgg.h5', hash: { md5: 'c'.repeat(32) }, size: 7, sources: [] };
    const cache = mkdtempSync(join(root, 'cache-'));
    const asking = obtain(file, { who, cache, mirror: server.base, offline: false, signal: controller.signal });
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), { timeout: 10_000 });
    controller.abort();
    await expect(asking).rejects.toThrowErrorMatchingInlineSnapshot(
      `[InterruptError: kernelab data: the download was stopped. It goes on from here next time.]`,
    );
    expect(await nameOf()).toBe('vgg');
  });
});

describe('in a folder', () => {
  let folder = '';
  let place = '';
  beforeEach(() => {
    folder = mkdtempSync(join(root, 'folder-'));
    place = join(folder, listName);
  });
  const said = (): unknown => JSON.parse(readFileSync(place, 'utf8'));
  const added = {
    for: 'weights/new.h5',
    file: 'ours/new.h5',
    name: 'new',
    source: entry.origin,
    ...entry.hash,
    size: 8,
  };

  it('an entry is added; what the list says besides stays, also what is not understood', () => {
    addToList(folder, 'weights/new.h5', entry, who);
    expect(said()).toEqual({ files: [added] });
    const rows = [{ ...row('vgg'), licence: 'MIT' }, { for: 'weights/half.h5', note: 'to come' }, 'a remark'];
    writeFileSync(place, JSON.stringify({ room: '2-101', files: [...rows.slice(0, 1), added, ...rows.slice(1)] }));
    addToList(folder, 'weights/new.h5', { ...entry, size: 9 }, who);
    expect(said()).toEqual({ room: '2-101', files: [rows[0], { ...added, size: 9 }, rows[1], rows[2]] });
  });

  it.each(['{ "files": [', '[]', '{ "files": {} }', 'null', ''])('%j is not written over', (text) => {
    writeFileSync(place, text);
    let message = '';
    try {
      addToList(folder, 'weights/new.h5', entry, who);
    } catch (error) {
      message = String(error).replaceAll(folder, '<folder>');
    }
    expect(message).toMatchInlineSnapshot(
      `"FormatError: kernelab data: a mirror's list is JSON, { "files": [ … ] }, and one that is not is not written over. Received '<folder>/kernelab-data.json'. Mend or remove it."`,
    );
    expect(readFileSync(place, 'utf8')).toBe(text);
  });

  it('what cannot be read is not written over', () => {
    mkdirSync(place);
    expect(() => addToList(folder, 'weights/new.h5', entry, who)).toThrow(
      /^kernelab data: this is a folder, not a file/,
    );
  });
});
