/**
 * @file A process of its own for what a notebook runs: bubblewrap with no network, no other processes, no files but the
 * product's (read only) and an empty folder in memory. Root first drops to a user without rights, since limits on processes do
 * not bind root.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defaultLibrary } from '../../../kernel/paths.ts';
import { ValueError } from '../../errors/index.ts';
import { ANSWERS } from '../../grade/grader.ts';
import { keepMemory, moduleFolders } from '../../../bin/places.mjs';
import { fromSources, root } from '../paths.ts';

export type SandboxKind = 'bubblewrap' | 'none';

/** Limits of one sandbox. */
export interface Limits {
  /** MB of memory that a cell's process may take. */
  memory: number;
  /** Bytes of its folder. */
  disk: number;
  processes: number;
}

export const usualLimits: Limits = { memory: 2048, disk: 64 * 2 ** 20, processes: 200 };

/** The first user that stands for nobody; each slot has one of its own, so that limits of one bind no other. */
const FIRST_USER = 61_000;
const FOLDER = '/tmp/work';

const inside = join(root, fromSources ? 'src/cli/grade/inside.ts' : 'dist/cli/grade/inside.js');

/** What can be used here. @throws ValueError where there is no sandbox and `unsafe` was not typed */
export function chooseSandbox(unsafe: boolean): SandboxKind {
  if (unsafe) return 'none';
  const works =
    process.platform === 'linux' && spawnSync('bwrap', bubble(['/bin/true'], usualLimits), dropped(0)).status === 0;
  if (works) return 'bubblewrap';
  throw new ValueError({
    who: 'kernelab grade',
    rule: {
      en: 'submissions run in a sandbox, and bubblewrap (bwrap) does not work here',
      ko: '제출물은 샌드박스 안에서만 실행하는데, 여기서는 bubblewrap(bwrap)을 쓸 수 없습니다',
    },
    received: process.platform,
    hint: {
      en: 'On Debian: apt-get install bubblewrap. --unsafe runs them without, with all your rights; every report then says so.',
      ko: 'Debian에서는 apt-get install bubblewrap으로 설치하세요. --unsafe를 쓰면 샌드박스 없이 내 권한 그대로 실행하고 모든 보고서에 그렇게 적습니다.',
    },
  });
}

/** Starts the program that runs cells. It reads jobs from its input and writes claims to its output. */
export function startInside(kind: SandboxKind, slot: number, limits: Limits, folder: string): ChildProcess {
  const cwd = kind === 'none' ? folder : FOLDER;
  const setup = JSON.stringify({ library: defaultLibrary(), cwd, answers: ANSWERS });
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', inside, setup];
  const env = environment(limits);
  if (kind === 'none')
    return spawn(command[0]!, command.slice(1), { cwd, env, stdio: ['pipe', 'pipe', 'ignore'], detached: true });
  return spawn('bwrap', bubble(command, limits), {
    ...dropped(slot),
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
  });
}

/** What a cell finds in its environment: nothing of the grader's. */
function environment({ memory }: Limits): Record<string, string> {
  return {
    PATH: '/usr/bin:/bin',
    HOME: '/tmp',
    LANG: 'C.UTF-8',
    KERNELAB_ROOT: root,
    KERNELAB_MEMORY_MB: String(memory),
    KERNELAB_HEAP_MB: String(Math.floor(memory * 0.75)),
    ...keepMemory,
  };
}

function dropped(slot: number): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? { uid: FIRST_USER + slot, gid: FIRST_USER + slot } : {};
}

function bubble(command: readonly string[], limits: Limits): string[] {
  const bind = (path: string): string[] => (existsSync(path) ? ['--ro-bind', path, path] : []);
  const set = Object.entries(environment(limits)).flatMap(([name, value]) => ['--setenv', name, value]);
  const packages = moduleFolders(root);
  const own = ['bin', 'dist', 'data', 'src', 'kernel', 'scripts', 'package.json'].map((name) => join(root, name));
  const product = [...packages, ...own].flatMap(bind);
  const links = readdirSync('/').filter((name) => /^(bin|sbin|lib\w*)$/.test(name));
  return [
    '--unshare-all',
    '--unshare-user',
    '--disable-userns',
    '--die-with-parent',
    '--new-session',
    '--cap-drop',
    'ALL',
    '--clearenv',
    ...set,
    '--ro-bind',
    '/usr',
    '/usr',
    ...links.flatMap((name) => bind(`/${name}`)),
    ...bind('/etc/ld.so.cache'),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--size',
    '1048576',
    '--tmpfs',
    '/dev/shm',
    '--size',
    String(limits.disk),
    '--tmpfs',
    '/tmp',
    '--dir',
    FOLDER,
    ...product,
    ...(packages.some((folder) => process.execPath.startsWith(folder)) ? [] : bind(dirname(process.execPath))),
    '--chdir',
    FOLDER,
    '--',
    'prlimit',
    `--nproc=${limits.processes}`,
    `--fsize=${limits.disk}`,
    '--core=0',
    '--nofile=1024',
    '--',
    ...command,
  ];
}
