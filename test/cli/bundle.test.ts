/** @file Where `kernelab bundle` writes. What it writes is tested in test/package. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bundleCommand } from '../../src/cli/bundle.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-bundle-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

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
