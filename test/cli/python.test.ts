/** @file The environment of the private Jupyter: nothing of another Jupyter or Python comes in. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { state } from '../../src/cli/paths.ts';
import { cutLink, jupyterEnvironment, requirePython } from '../../src/cli/python.ts';

afterEach(() => vi.unstubAllEnvs());

test('settings of another Jupyter or Python in the shell do not count', () => {
  for (const name of ['JUPYTER_PATH', 'JUPYTER_CONFIG_PATH', 'JUPYTER_TOKEN', 'JUPYTERHUB_API_URL', 'PYTHONPATH']) {
    vi.stubEnv(name, '/of/somebody/else');
  }
  vi.stubEnv('JUPYTER_DATA_DIR', '/of/somebody/else');
  vi.stubEnv('HOME_OF_MINE', 'kept');
  const env = jupyterEnvironment();
  expect(Object.values(env)).not.toContain('/of/somebody/else');
  expect(env['HOME_OF_MINE']).toBe('kept');
  for (const name of ['JUPYTER_CONFIG_DIR', 'JUPYTER_DATA_DIR', 'JUPYTER_RUNTIME_DIR', 'JUPYTERLAB_SETTINGS_DIR']) {
    expect(env[name]).toContain(state);
  }
});

test('a bundle asks for a Python that it has wheels for', () => {
  // One Python that fits nothing, in a folder of its own: each that is asked takes a moment.
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-python-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const { stdout } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  symlinkSync(stdout.trim(), join(folder, 'python3'));
  vi.stubEnv('PATH', folder);
  vi.stubEnv('KERNELAB_PYTHONS', '3.98,3.99');
  expect(() => requirePython()).toThrow(
    'kernelab: this bundle has JupyterLab for Python 3.98, 3.99, and needs one of them with its venv module. Received no such Python (asked: ',
  );
});

test('an environment that is a link is taken away without what it leads to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kernelab-python-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [kept, link] = [join(folder, 'kept'), join(folder, 'link')];
  mkdirSync(kept);
  writeFileSync(join(kept, 'python'), '');
  symlinkSync(kept, link, 'junction');
  for (const path of [link, kept, join(folder, 'nothing')]) cutLink(path);
  expect([existsSync(link), existsSync(join(kept, 'python'))]).toEqual([false, true]);
});
