/** @file `kernelab kernel install` as Jupyter, pip and Python see it, in an environment and for a user. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../src/cli/paths.ts';
import { clientEnvironment, clientMust, venv, workFolder } from './environment.ts';

const folder = workFolder('install');

test('Jupyter lists the kernel and the lab extension, pip the package', () => {
  const specs = JSON.parse(clientMust(folder, 'jupyter', ['kernelspec', 'list', '--json']).stdout) as {
    kernelspecs: Record<string, { resource_dir: string }>;
  };
  expect(specs.kernelspecs['kernelab']?.resource_dir).toBe(join(venv, 'share', 'jupyter', 'kernels', 'kernelab'));
  const listed = clientMust(folder, 'jupyter', ['labextension', 'list']);
  expect(listed.stdout + listed.stderr).toMatch(/kernelab v\S+ .*enabled.*OK/);
  const { stdout } = clientMust(folder, 'pip', ['show', '-f', 'kernelab-papermill']);
  expect(stdout).toContain('Version: 0.1.0');
  expect(stdout).toContain('kernelab_papermill/translator.py');
});

test('--user brings everything into the folders of the user, uninstall takes it out', () => {
  const env = {
    ...clientEnvironment(folder),
    HOME: folder,
    PYTHONUSERBASE: join(folder, 'base'),
    PATH: process.env['PATH'], // a virtual environment's Python reads no packages of the user
  };
  delete (env as NodeJS.ProcessEnv)['PYTHONNOUSERSITE'];
  const door = (action: string): string[] => {
    const args = [join(root, 'bin', 'kernelab.mjs'), 'kernel', action, '--user'];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    expect(status, stderr).toBe(0);
    return stdout.trim().replaceAll(`${folder}/`, '').split('\n');
  };
  const installed = door('install');
  expect(installed.map((line) => line.replace(/python3\.\d+/, 'python3.N'))).toEqual([
    'installed .jupyter/data/kernels/kernelab',
    'installed .jupyter/data/labextensions/kernelab',
    'installed .jupyter/data/nbconvert/templates/kernelab',
    'installed .jupyter/nbgrader_config.py',
    'installed base/lib/python3.N/site-packages/kernelab_papermill',
  ]);
  const paths = installed.map((line) => join(folder, line.split(' ')[1]!));
  expect(paths.every((path) => existsSync(path))).toBe(true);
  expect(door('uninstall')).toEqual(installed.map((line) => line.replace('installed', 'removed')));
  expect(paths.some((path) => existsSync(path))).toBe(false);
});
