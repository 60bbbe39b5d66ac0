/**
 * @file The environment of the clients: a Python of its own in build/clients with the versions of requirements/clients.txt and
 * with kernelab as `kernelab kernel install --prefix` brings it; JupyterHub's is another of this kind. Made once; delete the
 * folder to have it made anew.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { installInto } from '../../src/cli/jupyter.ts';
import { root } from '../../src/cli/paths.ts';

/** The environment's folder. */
export const venv = join(root, 'build', 'clients');
const binOf = (python: string): string => join(python, process.platform === 'win32' ? 'Scripts' : 'bin');

/** Installs the clients where that has not been done, and kernelab as it is now. */
export function prepareClients(): Promise<void> {
  return preparePython(venv);
}

/** The same for another environment: a folder of build/ with the name of its file in requirements/. */
export async function preparePython(python: string): Promise<void> {
  const name = basename(python);
  const requirements = [name, 'lab'].map((name) => join(root, 'requirements', `${name}.txt`));
  const wanted = createHash('sha256');
  for (const file of requirements) wanted.update(readFileSync(file));
  const [mark, digest] = [join(python, '.installed'), wanted.digest('hex')];
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== digest) {
    process.stderr.write(`installing into build/${name} (once, some minutes) …\n`);
    must(spawnSync(process.env['KERNELAB_PYTHON'] ?? 'python3', ['-m', 'venv', python], { encoding: 'utf8' }));
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--no-input',
      '-r',
      requirements[0]!,
    ];
    must(spawnSync(join(binOf(python), 'python'), pip, { encoding: 'utf8' }));
    writeFileSync(mark, digest);
  }
  await installInto({ prefix: python });
}

function must({ status, stderr, error }: { status: number | null; stderr: string; error?: Error }): void {
  if (status !== 0) throw new Error(`Packages from PyPI could not be installed: ${error?.message ?? stderr}`);
}

/** A fresh folder for one file of tests. */
export function workFolder(name: string, python = venv): string {
  const folder = join(root, 'build', 'test', basename(python), name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** What a client sees: the environment's programs, and nothing of another Jupyter, Python or of ours. */
export function clientEnvironment(folder: string, python = venv): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:KERNELAB_|JUPYTER|PYTHON|VITEST|NODE_)/.test(name));
  return {
    ...Object.fromEntries(own),
    PATH: `${binOf(python)}${delimiter}${process.env['PATH']}`,
    JUPYTER_CONFIG_DIR: join(folder, '.jupyter'),
    JUPYTER_DATA_DIR: join(folder, '.jupyter', 'data'),
    JUPYTER_RUNTIME_DIR: join(folder, '.jupyter', 'runtime'),
    IPYTHONDIR: join(folder, '.jupyter', 'ipython'),
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
    NO_COLOR: '1',
    TERM: 'xterm',
  };
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program of the environment to its end; `input` is typed into it. */
export function client(folder: string, program: string, args: string[], input?: string): Ended {
  const done = spawnSync(join(binOf(venv), program), args, {
    cwd: folder,
    env: clientEnvironment(folder),
    encoding: 'utf8',
    input: input ?? '',
    maxBuffer: 2 ** 28,
  });
  if (done.error) throw done.error;
  return { code: done.status, stdout: done.stdout, stderr: done.stderr };
}

/** The same, where anything but success is a failure of the test. */
export function clientMust(folder: string, program: string, args: string[], input?: string): Ended {
  const done = client(folder, program, args, input);
  if (done.code !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${done.code}\n${done.stdout}${done.stderr}`);
  return done;
}

/** Starts a server of the environment and waits until it answers at `url`. */
export async function serve(
  folder: string,
  program: string,
  args: string[],
  url: string,
  python = venv,
): Promise<ChildProcess> {
  let said = '';
  const child = spawn(join(binOf(python), program), args, { cwd: folder, env: clientEnvironment(folder, python) });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  while (child.exitCode === null) {
    try {
      if ((await fetch(url)).ok) return child;
    } catch {
      // not yet
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${program} ended by itself\n${said}`);
}

/** Ends a server and waits for its end; one that does not hear is killed. */
export async function end(server: ChildProcess | undefined): Promise<void> {
  if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  const patience = setTimeout(() => server.kill('SIGKILL'), 30_000);
  await gone;
  clearTimeout(patience);
}
