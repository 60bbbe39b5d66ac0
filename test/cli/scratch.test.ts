/** @file A scratch folder is gone, however the work in it ends. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { withScratch } from '../../src/cli/scratch.ts';

const top = mkdtempSync(join(tmpdir(), 'kernelab-scratch-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

test('at its end and at an error', async () => {
  const work = async (folder: string): Promise<string> => {
    writeFileSync(join(folder, 'a'), 'a');
    return folder;
  };
  expect(existsSync(await withScratch(join(top, '.part-'), work))).toBe(false);
  const failing = withScratch(join(top, '.part-'), async (folder) => {
    await work(folder);
    throw new Error('no space');
  });
  await expect(failing).rejects.toThrow('no space');
  expect(readdirSync(top)).toEqual([]);
});

// Windows ends a process without telling it.
test.skipIf(process.platform === 'win32')('when a signal ends the program', async () => {
  const code = `
    import { withScratch } from ${JSON.stringify(join(root, 'src', 'cli', 'scratch.ts'))};
    await withScratch(${JSON.stringify(join(top, '.part-'))}, () => {
      console.log('ready');
      return new Promise((resolve) => setTimeout(resolve, 600_000));
    });`;
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code]);
  await once(child.stdout, 'data');
  expect(readdirSync(top)).toHaveLength(1);
  child.kill('SIGTERM');
  expect((await once(child, 'close'))[0]).toBe(143);
  expect(readdirSync(top)).toEqual([]);
});
