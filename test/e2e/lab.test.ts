/** @file `kernelab lab` as a process: whatever ends it, JupyterLab and its kernels end with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort } from '../../src/cli/lab.ts';
import { root } from '../../src/cli/paths.ts';
import { allGone, descendants } from '../processes.ts';

it.skipIf(process.platform !== 'linux')(
  'killed without a chance to say so, it takes JupyterLab along (Linux)',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-lab-'));
    const port = await freePort(19_700);
    const args = ['lab', '--no-browser', '--port', String(port), '--dir', folder];
    const door = spawn(process.execPath, [join(root, 'bin', 'kernelab.mjs'), ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const token = await tokenOf(door);
      const sessions = `http://127.0.0.1:${port}/api/sessions?token=${token}`;
      const body = JSON.stringify({ name: 'x', path: 'x.ipynb', type: 'notebook', kernel: { name: 'kernelab' } });
      expect((await fetch(sessions, { method: 'POST', body })).status).toBe(201);
      const below = descendants(door.pid!);
      expect(below.length, 'the program, JupyterLab, the kernel at least').toBeGreaterThan(2);
      door.kill('SIGKILL');
      expect(await allGone(below, 15_000)).toEqual([]);
    } finally {
      door.kill('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

it.skipIf(process.platform === 'win32')('npm start, of which only npm is ended, takes JupyterLab along', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-lab-'));
  const port = await freePort(19_750);
  const args = ['start', '--', '--no-browser', '--port', String(port), '--dir', folder];
  const npm = spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await tokenOf(npm);
    const below = descendants(npm.pid!);
    expect(below.length, 'the door, the program, JupyterLab at least').toBeGreaterThan(2);
    npm.kill('SIGTERM');
    expect(await allGone(below, 15_000)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The token in the address that the lab prints once it is up. */
async function tokenOf(lab: ChildProcess): Promise<string> {
  let text = '';
  lab.stdout!.on('data', (part) => (text += String(part)));
  await expect.poll(() => text, { timeout: 120_000 }).toMatch(/token=\w+/);
  return /token=(\w+)/.exec(text)![1]!;
}
