/**
 * @file The private Python environment: found or made in `.venv`, filled from `requirements/*.txt`, never the user's
 * own. Jupyter's configuration, runtime and data folders are kept below the project as well.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meaningOf } from '../../bin/faults.mjs';
import { systemLanguage } from '../../bin/language.mjs';
import { FileError, NetworkError } from '../errors/index.ts';
import { root, state, venv } from './paths.ts';
import { textFingerprint, type Step } from './steps.ts';

const windows = process.platform === 'win32';

/** The private environment's Python executable (which may not exist yet). */
export function pythonPath(): string {
  return windows ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
}

/** The private environment's Python, or an error that says how to get one. */
export function pythonEnv(): { python: string; env: NodeJS.ProcessEnv } {
  if (!existsSync(pythonPath())) {
    throw new FileError({
      who: 'kernelab',
      rule: {
        en: 'this command needs the private Python environment, which is not there yet',
        ko: '이 명령에는 이 프로젝트의 파이썬 환경이 필요한데 아직 없습니다',
      },
      received: { en: `no folder ${venv}`, ko: `${venv} 폴더 없음` },
      hint: {
        en: 'Run `npm start` once (it installs JupyterLab); `npx kernelab run NOTEBOOK` works without Python.',
        ko: '`npm start`를 한 번 실행하면 JupyterLab을 설치합니다. `npx kernelab run NOTEBOOK`은 파이썬 없이도 됩니다',
      },
    });
  }
  return { python: pythonPath(), env: jupyterEnvironment() };
}

/**
 * Settings of another Jupyter or Python in the user's shell: a JUPYTER_PATH with an older kernelab would win over ours,
 * a PYTHONPATH would mix two installations.
 */
const foreign = /^(?:JUPYTER|PYTHONPATH$|PYTHONHOME$|PYTHONSTARTUP$|__PYVENV)/;

/** The environment in which Jupyter writes only below the project and finds our kernel. */
export function jupyterEnvironment(): NodeJS.ProcessEnv {
  const home = join(state, 'jupyter');
  const config = join(home, 'config');
  mkdirSync(join(config, 'labconfig'), { recursive: true });
  const page = {
    // JupyterLab would ask to fetch news from the network at every first start.
    disabledExtensions: { '@jupyterlab/apputils-extension:announcements': true },
    // Read by the start page (labextension/src/start).
    kernelabStart: 'true',
    kernelabLanguage: process.env['KERNELAB_LANG'] ?? systemLanguage(),
  };
  writeFileSync(join(config, 'labconfig', 'page_config.json'), JSON.stringify(page));
  // The state of widgets is stored with the notebook: they outlive a reload, and the exported page has them.
  const settings = { '@jupyter-widgets/jupyterlab-manager:plugin': { saveState: true } };
  writeFileSync(join(config, 'labconfig', 'default_setting_overrides.json'), JSON.stringify(settings));
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return {
    ...Object.fromEntries(own),
    JUPYTER_CONFIG_DIR: config,
    JUPYTER_DATA_DIR: join(home, 'data'),
    JUPYTER_RUNTIME_DIR: join(home, 'runtime'),
    JUPYTERLAB_SETTINGS_DIR: join(home, 'settings'),
    JUPYTERLAB_WORKSPACES_DIR: join(home, 'workspaces'),
    IPYTHONDIR: join(home, 'ipython'),
    JUPYTER_PLATFORM_DIRS: '1',
    PYTHONNOUSERSITE: '1',
    // Files are UTF-8 for Jupyter, also where Windows has a code page (949 in Korea).
    PYTHONUTF8: '1',
  };
}

/** The steps that bring the environment up to `requirements/<name>.txt`, for every name given. */
export function pythonSteps(names: readonly string[]): Step[] {
  const making: Step = {
    name: 'python-venv',
    title: { en: 'making a private Python environment', ko: '전용 파이썬 환경 만들기' },
    // Its programs begin with the path of its Python: a folder that was moved needs a new one.
    fingerprint: textFingerprint('venv-1', venv),
    present: () => existsSync(pythonPath()),
    run: makeEnvironment,
  };
  const filling = names.map((name): Step => {
    const file = join(root, 'requirements', `${name}.txt`);
    return {
      name: `python-${name}`,
      title:
        name === 'lab'
          ? { en: 'installing JupyterLab (once, about a minute)', ko: 'JupyterLab 설치(처음 한 번, 1분쯤)' }
          : { en: `installing requirements/${name}.txt`, ko: `requirements/${name}.txt 설치` },
      fingerprint: textFingerprint(readFileSync(file, 'utf8')),
      // Inside the environment, so that it goes when somebody deletes the folder.
      present: () => existsSync(installedMark(name)),
      run: async () => {
        await pipInstall(file);
        writeFileSync(installedMark(name), '');
      },
    };
  });
  return [making, ...filling];
}

function installedMark(name: string): string {
  return join(venv, `.installed-${name}`);
}

/** A program and its first arguments. */
type Command = readonly [program: string, ...args: string[]];

const versions = ['3.14', '3.13', '3.12', '3.11', '3.10'];

/** The Pythons of a machine, by the words that start them. On Windows `py` knows all that are installed, also outside PATH. */
function pythons(): Command[] {
  const wanted = process.env['KERNELAB_PYTHON'];
  return [
    ...(wanted ? [[wanted] as Command] : []),
    ...(windows ? [['py', '-3'] as Command] : []),
    ['python3'],
    ['python'],
    ...versions.map((version): Command => (windows ? ['py', `-${version}`] : [`python${version}`])),
  ];
}

/** The versions that a bundle has wheels for, as bin/unbundle.mjs says; undefined where pip gets them from a registry. */
function bundledVersions(): string[] | undefined {
  return process.env['KERNELAB_PYTHONS']?.split(',');
}

/** The first Python ≥ 3.10 (of a bundle: of its versions) with venv on this machine, or undefined. `KERNELAB_PYTHON` is asked first. */
function findPython(): Command | undefined {
  const bundled = bundledVersions()?.map((version) => `'${version}'`);
  const condition = bundled
    ? `'%d.%d' % sys.version_info[:2] in [${bundled.join(',')}]`
    : 'sys.version_info >= (3, 10)';
  return pythons().find(([program, ...first]) => {
    const probe = `import sys, venv, ensurepip; sys.exit(0 if ${condition} else 1)`;
    return spawnSync(program, [...first, '-c', probe], { stdio: 'ignore' }).status === 0;
  });
}

function asked(): string {
  return pythons()
    .map((command) => command.join(' '))
    .join(', ');
}

/** Runs a program to its end; not synchronously, so that the lock of the installation shows that we live. */
export function runToEnd(program: string, args: string[], env = process.env): Promise<{ ok: boolean; said: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve({ ok: error === null, said: stderr + stdout }),
    );
  });
}

/** The Python to use. @throws FileError that says how to get one */
export function requirePython(): Command {
  const python = findPython();
  if (python === undefined) {
    const bundled = bundledVersions()?.join(', ');
    throw new FileError({
      who: 'kernelab',
      rule: bundled
        ? {
            en: `this bundle has JupyterLab for Python ${bundled}, and needs one of them with its venv module`,
            ko: `이 묶음의 JupyterLab은 Python ${bundled}용이며, 그중 venv 모듈이 있는 것이 필요합니다`,
          }
        : {
            en: 'JupyterLab needs Python 3.10 or newer with its venv module',
            ko: 'JupyterLab에는 venv 모듈이 있는 Python 3.10 이상이 필요합니다',
          },
      received: {
        en: `no such Python (asked: ${asked()})`,
        ko: `그런 파이썬이 없음(찾아본 것: ${asked()})`,
      },
      hint: {
        en:
          'Install it from python.org (Debian and Ubuntu: `sudo apt install python3-venv`) and start again, or set KERNELAB_PYTHON.' +
          ' Without Python this works already: `npx kernelab run NOTEBOOK.ipynb` and `npx kernelab kernel install --user`.',
        ko:
          'python.org에서 설치한 뒤(우분투: `sudo apt install python3-venv`) 다시 시작하거나 KERNELAB_PYTHON으로 알려 주세요.' +
          ' 파이썬 없이도 `npx kernelab run NOTEBOOK.ipynb`, `npx kernelab kernel install --user`는 됩니다.',
      },
    });
  }
  return python;
}

/** Takes away a link, not what it leads to: `venv --clear` would empty the environment of another folder through it. */
export function cutLink(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(path);
}

async function makeEnvironment(): Promise<void> {
  const [program, ...first] = requirePython();
  cutLink(venv);
  const made = await runToEnd(program, [...first, '-m', 'venv', '--clear', venv]);
  if (!made.ok) {
    rmSync(venv, { recursive: true, force: true }); // half an environment looks like one
    throw new FileError({
      who: 'kernelab',
      rule: {
        en: `${[program, ...first].join(' ')} -m venv failed`,
        ko: `${[program, ...first].join(' ')} -m venv가 실패했습니다`,
      },
      received: tail(made.said),
      hint: meaningOf(made.said),
    });
  }
}

async function pipInstall(file: string): Promise<void> {
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '-r', file];
  const done = await runToEnd(pythonPath(), args, jupyterEnvironment());
  if (!done.ok) {
    throw new NetworkError({
      who: 'kernelab',
      rule: {
        en: 'pip could not install what JupyterLab needs',
        ko: 'pip이 JupyterLab에 필요한 것을 설치하지 못했습니다',
      },
      received: tail(done.said),
      hint: meaningOf(done.said) ?? {
        en: 'Is there a network? Start again when there is one: what was installed is kept.',
        ko: '인터넷이 되나요? 연결된 뒤에 다시 시작하면 설치된 것은 그대로 두고 이어 갑니다',
      },
    });
  }
}

function tail(text: string): string {
  return text.trim().split('\n').slice(-3).join(' | ');
}
