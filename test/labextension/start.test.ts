/** @file The start page's facts: how far a notebook has been run, and where the labs lie. */
import { describe, expect, it } from 'vitest';
import type { Contents, Model } from '../../labextension/src/start/jupyter.ts';
import { count, findLabs, progressOf } from '../../labextension/src/start/labs.ts';
import { words } from '../../labextension/src/start/words.ts';

const code = (executed: number | null, ...texts: string[]) => ({
  cell_type: 'code',
  source: ['const a = 1;\n', 'a'],
  execution_count: executed,
  outputs: texts.map((text) => ({ output_type: 'stream', text })),
});

describe('progress', () => {
  it('counts code cells that were run, not texts and not empty ones', () => {
    const cells = [
      { cell_type: 'markdown', source: '# title' },
      code(1),
      code(null),
      { cell_type: 'code', source: ' ', execution_count: null },
    ];
    expect(count(cells)).toEqual({ cells: 2, run: 1, passed: 0, failed: 0 });
    expect(count([])).toEqual({ cells: 0, run: 0, passed: 0, failed: 0 });
  });

  it('counts what the checks of a cell said', () => {
    expect(count([code(3, '✓ q1: right\n', '✗ q2\n'), code(null, '✓ old\n')])).toMatchObject({
      passed: 1,
      failed: 1,
    });
  });
});

/** A server's files by folder, or the cells of a notebook. */
function server(files: Record<string, readonly string[] | { cells: object[] }>): Contents {
  return {
    fileChanged: { connect: () => {} },
    get: (path) => {
      const found = files[path];
      if (found === undefined) return Promise.reject(new Error('404'));
      const entry = (name: string): Model => ({
        name,
        path: path === '' ? name : `${path}/${name}`,
        type: name.endsWith('.ipynb') ? 'notebook' : 'directory',
        last_modified: '2026-11-30',
        content: null,
      });
      return Promise.resolve({ ...entry(path), content: Array.isArray(found) ? found.map(entry) : found });
    },
  };
}

describe('the labs of a folder', () => {
  it('are found where the server was started, and below the copies of a package', async () => {
    const names = ['00-hello-kernelab.ipynb', 'mine.ipynb', 'data'];
    expect([...(await findLabs(server({ ko: names }), 'ko')).keys()]).toEqual(['00-hello-kernelab']);
    expect((await findLabs(server({ 'kernelab-labs/en': names }), 'en')).get('00-hello-kernelab')?.path).toBe(
      'kernelab-labs/en/00-hello-kernelab.ipynb',
    );
    expect((await findLabs(server({}), 'en')).size).toBe(0);
  });

  it('are read as far as they were run', async () => {
    (globalThis as { document?: object }).document = { baseURI: 'http://localhost/lab/tree/x' };
    try {
      const contents = server({ 'ko/00-a.ipynb': { cells: [code(1), code(null)] } });
      expect(await progressOf(contents, { path: 'ko/00-a.ipynb', changed: 'now' })).toMatchObject({ cells: 2, run: 1 });
    } finally {
      delete (globalThis as { document?: object }).document;
    }
  });
});

it('the page says everything in both languages', () => {
  expect(Object.keys(words.ko)).toEqual(Object.keys(words.en));
  for (const text of Object.values(words.ko)) {
    const spelt = typeof text === 'string' ? text : text(1, 2);
    if (!['kernelab'].includes(spelt)) expect(spelt).toMatch(/[가-힣]/);
  }
});
