/**
 * @file Registers the kernel with a Jupyter: writes `kernels/kernelab` (kernel.json and logos) where that Jupyter
 * looks, and takes it away again. Paths inside are absolute, so it starts from any folder. What else kernelab brings into a
 * Jupyter is in src/cli/jupyter.ts.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { returnMemory } from '../bin/places.mjs';
import { FileError, ValueError } from './errors.ts';
import { builtFile, root } from './paths.ts';

/** The name of the kernel, as in a notebook's metadata. */
const KERNEL_NAME = 'kernelab';

/** Where to register; exactly one of these. */
export interface KernelSpecPlace {
  /** The user's own Jupyter data folder (VS Code and a Jupyter of one's own look there). */
  user?: boolean;
  /** The active Python environment (conda, venv), else the `python3` of the PATH. */
  sysPrefix?: boolean;
  /** An environment's folder: registers under `P/share/jupyter`. */
  prefix?: string;
  /** A Jupyter data folder itself, as in JUPYTER_PATH. */
  dir?: string;
}

/** A kernel.json. */
interface KernelSpec extends Record<string, unknown> {
  argv: string[];
  env: Record<string, string>;
}

/** What kernel.json says. */
export function kernelSpec(): KernelSpec {
  return {
    argv: [
      process.execPath, // the pinned Node, or the one that runs in its place
      '--disable-warning=ExperimentalWarning',
      builtFile('main'),
      '--connection',
      '{connection_file}',
    ],
    env: returnMemory,
    display_name: 'TypeScript (kernelab)',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: { debugger: true },
  };
}

/**
 * Registers the kernel and gives the folder it wrote.
 * @throws FileError when the folder cannot be written or the kernel is not built
 * @throws ValueError when not exactly one place is named
 */
export async function installKernelSpec(place: KernelSpecPlace): Promise<string> {
  if (!existsSync(builtFile('main'))) {
    throw new FileError({
      who: 'kernel install',
      rule: { en: 'the kernel is not built yet', ko: '커널이 아직 빌드되지 않았습니다' },
      hint: { en: 'Run npm run build first', ko: '먼저 npm run build를 실행하세요' },
    });
  }
  const folder = await folderOf(place, 'kernel install');
  const logos = join(root, 'kernel', 'logos');
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'kernel.json'), `${JSON.stringify(kernelSpec(), null, 2)}\n`);
    for (const logo of ['logo-svg.svg', 'logo-32x32.png', 'logo-64x64.png']) {
      await copyFile(join(logos, logo), join(folder, logo));
    }
  } catch (cause) {
    const received = (cause as Error).message;
    throw new FileError({
      who: 'kernel install',
      rule: { en: 'the kernelspec cannot be written', ko: 'kernelspec을 쓸 수 없습니다' },
      received,
      cause,
    });
  }
  return folder;
}

/** Takes the kernel out again and gives the folder it removed. @throws FileError when it is not registered there */
export async function uninstallKernelSpec(place: KernelSpecPlace): Promise<string> {
  const folder = await folderOf(place, 'kernel uninstall');
  if (!existsSync(folder)) {
    throw new FileError({
      who: 'kernel uninstall',
      rule: { en: 'the kernel is not registered there', ko: '그곳에 등록된 커널이 없습니다' },
      received: folder,
    });
  }
  await rm(folder, { recursive: true });
  return folder;
}

/** The folders in which a Jupyter looks for what is installed at a place. */
export interface JupyterFolders {
  /** Kernels, lab extensions, templates. */
  data: string;
  /** The settings of its programs. */
  config: string;
  /** The environment that both belong to. */
  prefix?: string;
}

/** The folders of a place. @throws ValueError when not exactly one is named, FileError when no Python knows its prefix */
export async function jupyterFolders(place: KernelSpecPlace, who: string): Promise<JupyterFolders> {
  const named = [place.user, place.sysPrefix, place.prefix, place.dir].filter(Boolean).length;
  if (named !== 1) {
    throw new ValueError({
      who,
      rule: {
        en: 'name exactly one place: user, sysPrefix, prefix or dir',
        ko: 'user, sysPrefix, prefix, dir 가운데 하나만 쓰세요',
      },
      received: `${named}`,
    });
  }
  if (place.user) return { data: resolve(userDataFolder()), config: resolve(userConfigFolder()) };
  if (place.dir) return { data: resolve(place.dir), config: resolve(place.dir) };
  const prefix = resolve(place.prefix ?? (await pythonPrefix(who)));
  return { data: join(prefix, 'share', 'jupyter'), config: join(prefix, 'etc', 'jupyter'), prefix };
}

async function folderOf(place: KernelSpecPlace, who: string): Promise<string> {
  return join((await jupyterFolders(place, who)).data, 'kernels', KERNEL_NAME);
}

/** Where Jupyter keeps a user's data, by platform (jupyter_core's `jupyter_data_dir`). */
function userDataFolder(): string {
  if (process.env['JUPYTER_DATA_DIR']) return process.env['JUPYTER_DATA_DIR'];
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Jupyter');
  if (process.platform === 'win32') return join(process.env['APPDATA'] ?? homedir(), 'jupyter');
  return join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'jupyter');
}

/** Where Jupyter keeps a user's settings (jupyter_core's `jupyter_config_dir`). */
function userConfigFolder(): string {
  return process.env['JUPYTER_CONFIG_DIR'] ?? join(homedir(), '.jupyter');
}

async function pythonPrefix(who: string): Promise<string> {
  const active = process.env['VIRTUAL_ENV'] ?? process.env['CONDA_PREFIX'];
  if (active) return active;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', 'import sys; print(sys.prefix)']);
    return stdout.trim();
  } catch (cause) {
    throw new FileError({
      who,
      rule: { en: `${python} cannot be asked for its prefix`, ko: `${python}에서 설치 위치를 알아낼 수 없습니다` },
      hint: { en: 'Use --prefix P instead', ko: '그 대신 --prefix P를 쓰세요' },
      cause,
    });
  }
}
