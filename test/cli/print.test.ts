/** @file A browser that prints: one that hangs is ended with all that it started, one that writes nothing says why. (The PDF: test/e2e/export.test.ts.) */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { printed } from '../../src/cli/print.ts';

const folder = mkdtempSync(join(tmpdir(), 'kernelab-print-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => delete process.env['KERNELAB_BROWSER_SECONDS']);

/** Stands in for a browser: a shell script, which gets the browser's arguments. */
function program(name: string, script: string): { path: string; env: Record<string, string> } {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return { path, env: {} };
}

const page = join(folder, 'page.html');

it.skipIf(process.platform === 'win32')('does not wait for ever', async () => {
  process.env['KERNELAB_BROWSER_SECONDS'] = '1';
  const hangs = program('hangs', `sleep 600 & echo $! > ${join(folder, 'helper')}\nsleep 600`);
  await expect(printed(page, hangs, 'kernelab export')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[KernelabError: kernelab export: the browser wrote no PDF. Received no answer within 1 s. KERNELAB_CHROMIUM names the program of another Chrome, Chromium or Edge.]`,
  );
  const helper = readFileSync(join(folder, 'helper'), 'utf8').trim();
  await expect.poll(() => isRunning(Number(helper))).toBe(false);
});

it.skipIf(process.platform === 'win32')('says what a browser complained about', async () => {
  const fails = program('fails', 'echo "no fonts" >&2; exit 1');
  await expect(printed(page, fails, 'kernelab export')).rejects.toThrowErrorMatchingInlineSnapshot(
    `[KernelabError: kernelab export: the browser wrote no PDF. Received no fonts. KERNELAB_CHROMIUM names the program of another Chrome, Chromium or Edge.]`,
  );
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
