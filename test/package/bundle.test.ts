/** @file A real bundle, set up and used without a network (on Linux in a namespace that has none). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { run, start, userEnvironment } from './commands.ts';

const base = mkdtempSync(join(tmpdir(), 'kernelab-bundle-'));
const bundle = join(base, 'bundle');
const home = join(base, 'home');
afterAll(() => rmSync(base, { recursive: true, force: true, maxRetries: 5 }));

/** Programs that run without a network: the first that this system lets us use. */
const without = [
  ['unshare', '--net', '--'],
  ['unshare', '--map-root-user', '--net', '--'],
  ['bwrap', '--bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--unshare-net'],
];
const cut =
  process.platform === 'linux'
    ? (without.find(([name, ...args]) => spawnSync(name!, [...args, 'true']).status === 0) ?? [])
    : [];
/** A namespace begins with its loopback down. */
const loopback = cut[0] === 'unshare' ? ['sh', '-c', 'ip link set lo up 2>/dev/null; exec "$@"', 'sh'] : [];

beforeAll(async () => {
  mkdirSync(home);
  const python = await run(base, ['python3', '-c', 'import sys; print("%d.%d" % sys.version_info[:2])']);
  const command = [process.execPath, join(root, 'bin', 'kernelab.mjs'), 'bundle', bundle];
  const made = await run(root, [...command, '--python', python.said.trim()]);
  expect(made.code, made.said).toBe(0);
});

const env = userEnvironment({ HOME: home, USERPROFILE: home, KERNELAB_LANG: 'en' });

describe('a bundle, without a network', () => {
  it('runs a notebook', async () => {
    const cell = {
      cell_type: 'code',
      id: 'one',
      metadata: {},
      execution_count: null,
      outputs: [],
      source: 'np.sum(np.arange(6))',
    };
    const file = join(base, 'notebook.ipynb');
    writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }));
    const command = [...cut, ...loopback, process.execPath, join(bundle, 'start.mjs'), 'run', file];
    const done = await run(base, [...command, '--output', join(base, 'done.ipynb')], { env });
    expect(done.said).toContain('1 cells, 0 errors');
  });

  it('installs JupyterLab and opens it', async () => {
    const command = [...cut, ...loopback, process.execPath, join(bundle, 'start.mjs'), '--no-browser'];
    const { child, ended, said } = start(base, command, { env, detached: true });
    while (!/JupyterLab is up/.test(said()) && child.exitCode === null) await sleep(200);
    expect(said()).toContain('JupyterLab is up');
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid!, 'SIGINT');
    await ended;
  });
});
