/**
 * @file What kernelab brings into a Jupyter: the kernel, the lab extension that draws its figures, the template of exported
 * pages, nbgrader's stub for TypeScript, and the package by which papermill writes parameters. Each is one `Part`.
 */
import { execFile } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  installKernelSpec,
  jupyterFolders,
  uninstallKernelSpec,
  type JupyterFolders,
  type KernelSpecPlace,
} from '../../kernel/kernelspec.ts';
import { systemLanguage } from '../../bin/language.mjs';
import { FileError, getLanguage, say } from '../errors/index.ts';
import { isOurs, nbgraderDefaults } from './grade/nbgrader-config.ts';
import { root } from './paths.ts';

const who = 'kernelab kernel install';

/** One thing that is put somewhere and taken away again. */
interface Part {
  /** Where it stands, or why it is not put there. */
  path: string | { missing: string };
  install: (path: string) => Promise<void>;
}

/** Installs everything; gives a line for each part. @throws FileError, ValueError */
export async function installInto(place: KernelSpecPlace): Promise<string[]> {
  const lines = [installed(await installKernelSpec(place))];
  for (const { path, install } of await partsFor(place)) {
    if (typeof path !== 'string') {
      lines.push(path.missing);
      continue;
    }
    try {
      await mkdir(dirname(path), { recursive: true });
      await install(path);
    } catch (cause) {
      const rule = {
        en: 'a part of kernelab cannot be written there',
        ko: 'kernelab의 일부를 그곳에 쓸 수 없습니다',
      };
      throw new FileError({ who, rule, received: (cause as Error).message, cause });
    }
    lines.push(installed(path));
  }
  return lines;
}

/** Takes out what `installInto` put there; gives a line for each part. @throws FileError when there is no kernel */
export async function uninstallFrom(place: KernelSpecPlace): Promise<string[]> {
  const parts = await partsFor(place);
  const lines = [removed(await uninstallKernelSpec(place))];
  for (const { path } of parts) {
    if (typeof path !== 'string' || !existsSync(path)) continue;
    await rm(path, { recursive: true });
    for (const record of recordsBeside(path)) await rm(record, { recursive: true });
    lines.push(removed(path));
  }
  return lines;
}

const installed = (path: string): string => say({ en: `installed ${path}`, ko: `설치함: ${path}` });
const removed = (path: string): string => say({ en: `removed ${path}`, ko: `지움: ${path}` });

async function partsFor(place: KernelSpecPlace): Promise<Part[]> {
  const folders = await jupyterFolders(place, who);
  const dist = join(root, 'dist');
  return [
    { path: join(folders.data, 'labextensions', 'kernelab'), install: copyOf(join(dist, 'labextension')) },
    {
      path: join(folders.data, 'nbconvert', 'templates', 'kernelab'),
      install: copyOf(join(dist, 'nbconvert', 'kernelab')),
    },
    nbgraderPart(folders),
    { path: await papermillPath(place, folders), install: installPackage },
  ];
}

/** A folder as it is in another place, whole or not at all. */
function copyOf(from: string): (to: string) => Promise<void> {
  return async (to) => {
    const fresh = `${to}.${process.pid}.new`;
    try {
      await cp(from, fresh, { recursive: true, filter: (file) => basename(file) !== '__pycache__' });
      await rm(to, { recursive: true, force: true });
      await rename(fresh, to);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  };
}

/** A configuration that is somebody's own is left alone; the lines that it needs are said. */
function nbgraderPart({ config }: JupyterFolders): Part {
  const file = join(config, 'nbgrader_config.py');
  const text = nbgraderDefaults(process.env['KERNELAB_LANG'] ? getLanguage() : systemLanguage());
  if (existsSync(file) && !isOurs(readFileSync(file, 'utf8'))) {
    const lines = text.split('\n').filter((each) => /^(?:from|c\.)/.test(each));
    const needed = lines.map((each) => `\n    ${each}`).join('');
    const missing = say({
      en: `left alone ${file}: for nbgrader with exercises in TypeScript it needs the lines${needed}`,
      ko: `그대로 둔 파일 ${file}: TypeScript 과제를 nbgrader로 채점하려면 다음 줄이 필요합니다${needed}`,
    });
    return { path: { missing }, install: async () => {} };
  }
  return { path: file, install: (path) => writeFile(path, text) };
}

/** Where the Python that belongs to a place looks for packages. */
async function papermillPath(place: KernelSpecPlace, { prefix }: JupyterFolders): Promise<Part['path']> {
  const name = 'kernelab_papermill';
  const python = pythonOf(place, prefix);
  const code = place.user
    ? 'import site; print(site.getusersitepackages() if site.ENABLE_USER_SITE else "")'
    : 'import sysconfig; print(sysconfig.get_path("purelib"))';
  const site = python === undefined ? '' : await askPython(python, code);
  if (site) return join(site, name);
  return {
    missing: say({
      en: 'not installed: parameters for papermill. No Python there takes packages; in the environment of your papermill, run `kernelab kernel install --sys-prefix`',
      ko: '설치하지 않음: papermill의 매개변수. 그곳에는 패키지를 둘 파이썬이 없습니다. papermill이 있는 환경에서 `kernelab kernel install --sys-prefix`를 실행하세요',
    }),
  };
}

function pythonOf(place: KernelSpecPlace, prefix: string | undefined): string | undefined {
  const onPath = process.platform === 'win32' ? 'python' : 'python3';
  if (place.user || prefix === undefined) return place.user ? onPath : undefined;
  const candidates =
    process.platform === 'win32'
      ? [join(prefix, 'Scripts', 'python.exe'), join(prefix, 'python.exe')]
      : [join(prefix, 'bin', 'python3'), join(prefix, 'bin', 'python')];
  return candidates.find((file) => existsSync(file)) ?? (place.sysPrefix ? onPath : undefined);
}

async function askPython(python: string, code: string): Promise<string> {
  try {
    return (await promisify(execFile)(python, ['-c', code])).stdout.trim();
  } catch {
    return '';
  }
}

/** The package with the record by which Python finds its entry point, and pip the package. */
async function installPackage(path: string): Promise<void> {
  for (const record of recordsBeside(path)) await rm(record, { recursive: true });
  await copyOf(join(root, 'python', basename(path)))(path);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const record = `${path}-${version}.dist-info`;
  const files: Record<string, string> = {
    METADATA: `Metadata-Version: 2.1\nName: kernelab-papermill\nVersion: ${version}\nSummary: papermill's parameters for notebooks in TypeScript\nLicense: MIT\n`,
    INSTALLER: 'kernelab\n',
    'entry_points.txt': '[papermill.engine]\nkernelab = kernelab_papermill.engine:Engine\n',
  };
  const own = [
    ...(await readdir(path)).map((file) => `${basename(path)}/${file}`),
    ...[...Object.keys(files), 'RECORD'].map((file) => `${basename(record)}/${file}`),
  ];
  await mkdir(record, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(join(record, file), text);
  await writeFile(join(record, 'RECORD'), own.map((file) => `${file},,\n`).join(''));
}

function recordsBeside(path: string): string[] {
  return globSync(`${basename(path)}-*.dist-info`, { cwd: dirname(path) }).map((name) => join(dirname(path), name));
}
