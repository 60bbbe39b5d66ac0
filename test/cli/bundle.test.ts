/** @file Where `kernelab bundle` writes. What it writes is tested in test/package. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { bundleCommand } from '../../src/cli/bundle.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-bundle-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

test.each([
  ['a program of the same name', ['start.mjs', 'index.html']],
  ['folders of the same names', ['bin', 'data']],
  ['an earlier bundle and more', ['manifest.json', 'start.mjs', 'thesis.docx']],
])('what is somebody’s own is never removed: %s', async (_, names) => {
  const folder = join(top, names.join('-'));
  mkdirSync(folder);
  for (const name of names) writeFileSync(join(folder, name), 'mine');
  await expect(bundleCommand([folder])).rejects.toThrow('the folder must be empty or hold an earlier bundle');
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
});

describe('over an earlier bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(top, 'earlier-'));
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'manifest.json'), '{}');
    writeFileSync(join(folder, 'data', 'mnist'), 'of another day');
  });

  test('nothing of it stays, its data neither, and of one that could not be made nothing either', async () => {
    vi.stubEnv('PATH', join(top, 'none'));
    vi.stubEnv('npm_execpath', '');
    await expect(bundleCommand([folder])).rejects.toThrow('kernelab bundle: npm pack: npm failed.');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('weights that there are not are refused before anything is removed', async () => {
    await expect(bundleCommand([folder, '--weights', 'inception-v4'])).rejects.toThrow("Did you mean 'inception-v3'?");
    expect(readdirSync(folder)).toEqual(['data', 'manifest.json']);
  });

  test('KERNELAB_DATA within it would go with it', async () => {
    vi.stubEnv('KERNELAB_DATA', join(folder, 'data'));
    await expect(bundleCommand([folder, '--data'])).rejects.toThrow(
      'kernelab bundle: the folder is made anew, so KERNELAB_DATA must lie elsewhere. Received KERNELAB_DATA=',
    );
    expect(readdirSync(folder)).toEqual(['data', 'manifest.json']);
  });
});
