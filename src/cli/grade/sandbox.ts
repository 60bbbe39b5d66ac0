/**
 * @file A process of its own for what a notebook runs: bubblewrap on Linux, a container elsewhere, with no network, no other
 * processes, no files but the product's (read only) and an empty folder in memory. Root first drops to a user without rights,
 * since limits on processes do not bind root.
 */
import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { defaultLibrary } from '../../../kernel/paths.ts';
import { ValueError } from '../../errors/index.ts';
import { ANSWERS, type SandboxKind } from '../../grade/grader.ts';
import { keepMemory, moduleFolders } from '../../../bin/places.mjs';
import { root, state } from '../paths.ts';
import { bubblewrapArguments, containerArguments, scopeArguments, type Inside } from './profiles.ts';

/** Limits of one sandbox. */
export interface Limits {
  /** MB of memory that a cell's process may take. */
  memory: number;
  /** MB that all processes together may take. */
  allMemory: number;
  /** Bytes of its folder. */
  disk: number;
  /** Files and folders in it. */
  files: number;
  processes: number;
}

export const usualLimits: Limits = { memory: 2048, allMemory: 3072, disk: 64 * 2 ** 20, files: 20_000, processes: 200 };

const INSIDE = join(root, 'dist', 'cli', 'grade', 'inside.js');

/** Users that stand for nobody; each slot has one of its own, so that limits of one bind no other. */
const FIRST_USER = 61_000;
const isRoot = process.getuid?.() === 0;
const USERS = 4000;
const FOLDER = '/tmp/work';
/** The image of containers: the same Node, into which the product's folders are mounted. */
const IMAGE = `docker.io/library/node:${process.versions.node}-slim`;

/** What can be used here. @throws ValueError where there is no sandbox and `unsafe` was not typed */
export function chooseSandbox(unsafe: boolean): SandboxKind {
  if (unsafe) return 'none';
  const trial = insideOf(['/bin/true'], usualLimits, samePlace);
  if (process.platform === 'linux' && succeeds('bwrap', bubblewrapArguments(trial, usualLimits), dropped(0))) {
    return 'bubblewrap';
  }
  for (const kind of ['podman', 'docker'] as const) {
    if (succeeds(kind, containerArguments(trial, usualLimits, 'kernelab-grade-trial', IMAGE))) return kind;
  }
  throw new ValueError({
    who: 'kernelab grade',
    rule: {
      en: 'submissions run in a sandbox, and neither bubblewrap (bwrap) nor podman nor docker works here',
      ko: '제출물은 샌드박스 안에서만 실행하는데, 여기서는 bubblewrap(bwrap), podman, docker를 쓸 수 없습니다',
    },
    received: process.platform,
    hint: {
      en: 'On Debian: apt-get install bubblewrap. --unsafe runs them without, with all your rights; every report then says so.',
      ko: 'Debian에서는 apt-get install bubblewrap으로 설치하세요. --unsafe를 쓰면 샌드박스 없이 내 권한 그대로 실행하고 모든 보고서에 그렇게 적습니다.',
    },
  });
}

/** A first trial may have to fetch the image. */
function succeeds(command: string, args: readonly string[], user = {}): boolean {
  return spawnSync(command, args, { ...user, stdio: 'ignore', timeout: 300_000 }).status === 0;
}

/** Names of running containers: ending the client does not end them. */
const containers = new WeakMap<ChildProcess, string>();

/** Starts the program that runs cells. It reads jobs from its input and writes claims to its output. */
export function startInside(kind: SandboxKind, slot: number, limits: Limits, folder: string): ChildProcess {
  if (kind === 'podman' || kind === 'docker') {
    const name = `kernelab-grade-${randomBytes(6).toString('hex')}`;
    const what = insideOf(program('node', FOLDER, inContainer), limits, inContainer);
    const child = start(kind, containerArguments(what, limits, name, IMAGE), {});
    containers.set(child, name);
    return child;
  }
  const cwd = kind === 'none' ? folder : FOLDER;
  const what = insideOf(program(process.execPath, cwd, samePlace), limits, samePlace);
  if (kind === 'none') {
    const [command, ...args] = what.command as [string, ...string[]];
    // Without a sandbox a cell could write there what the next process runs.
    return start(command, args, { cwd, env: { ...what.environment, NODE_COMPILE_CACHE: join(folder, 'compiled') } });
  }
  const profile = bubblewrapArguments(what, limits);
  const env = { PATH: process.env['PATH'], XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] };
  if (!hasScopes()) return start('bwrap', profile, { ...dropped(slot), env });
  return start('systemd-run', scopeArguments(['bwrap', ...profile], limits, dropped(slot).uid), { env });
}

/** What Node compiled of the product, for sandboxes to read. */
const compiled = join(state, 'cache', 'grade');

/**
 * Compiles what every sandbox loads once, outside of any, so that none begins anew. No submission has run by then, and none
 * can write there: what one process compiles, another would run.
 */
export async function warmSandboxes(kind: SandboxKind): Promise<void> {
  const built = statSync(INSIDE).mtimeMs;
  const stamp = join(compiled, `${process.version}-${built}`);
  if (kind !== 'bubblewrap' || existsSync(stamp)) return;
  try {
    rmSync(compiled, { recursive: true, force: true });
    mkdirSync(compiled, { recursive: true });
    const what = insideOf(program(process.execPath, compiled, samePlace), usualLimits, samePlace);
    const [command, ...args] = what.command as [string, ...string[]];
    const child = start(command, args, { cwd: compiled, env: what.environment });
    child.stdin!.end('[]\n');
    child.stdout!.resume();
    child.stderr!.resume();
    await once(child, 'close');
    // Node keeps what each user compiled apart; inside, root is somebody else.
    for (const name of isRoot ? readdirSync(compiled) : []) {
      if (name.endsWith('-0')) renameSync(join(compiled, name), join(compiled, name.replace(/0$/, String(FIRST_USER))));
    }
    writeFileSync(stamp, '');
  } catch {
    // a folder of somebody else's: sandboxes start slower
  }
}

function start(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
}

let scopes: boolean | undefined;

/** Whether systemd gives control groups here: they bound the memory of all processes of a sandbox together. */
function hasScopes(): boolean {
  scopes ??= succeeds('systemd-run', scopeArguments(['/bin/true'], usualLimits, dropped(0).uid));
  return scopes;
}

/** Ends a sandbox with everything in it. */
export function endSandbox(kind: SandboxKind, child: ChildProcess): void {
  const name = containers.get(child);
  if (name !== undefined) spawn(kind, ['rm', '--force', name], { stdio: 'ignore' }).on('error', () => {});
  try {
    process.kill(-child.pid!, 'SIGKILL'); // the group: bubblewrap takes its whole namespace along
  } catch {
    // it has ended by itself
  }
}

/** Where a file of the product stands inside. */
type Place = (path: string) => string;

/** bubblewrap shows it where it is: what Node compiled before is then found again. */
const samePlace: Place = (path) => path;

/** In a container everything has another place, since paths of Windows are none there. A package brings the folder it lies in. */
const inContainer: Place = (path) => {
  const [nearest, outermost = nearest] = moduleFolders(root);
  return posix.join('/product', ...relative(dirname(outermost!), path).split(sep));
};

function program(node: string, cwd: string, place: Place): string[] {
  const inside = place(INSIDE);
  const setup = JSON.stringify({ library: place(defaultLibrary()), cwd, answers: ANSWERS });
  return [node, '--disable-warning=ExperimentalWarning', inside, setup];
}

function insideOf(command: readonly string[], limits: Limits, place: Place): Inside {
  const packages = moduleFolders(root);
  const own = [
    compiled,
    ...['bin', 'dist', 'data', 'src', 'kernel', 'scripts', 'package.json'].map((name) => join(root, name)),
  ];
  const node = dirname(process.execPath);
  // An image has a Node of its own.
  const more = place !== samePlace || packages.some((folder) => node.startsWith(folder)) ? [] : [node];
  const product = [...packages, ...own, ...more].map((from) => ({ from, to: place(from) }));
  const user = isRoot ? FIRST_USER : undefined;
  return { command, environment: environment(limits, place(root)), folder: FOLDER, product, user };
}

/** What a cell finds in its environment: nothing of the grader's. */
function environment({ memory }: Limits, product: string): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: '/tmp',
    LANG: 'C.UTF-8',
    KERNELAB_ROOT: product,
    KERNELAB_MEMORY_MB: String(memory),
    KERNELAB_HEAP_MB: String(Math.floor(memory * 0.75)),
    NODE_COMPILE_CACHE: compiled,
    ...keepMemory,
  };
}

/** By chance, so that runs that begin at the same time hardly meet. */
const firstOfRun = randomInt(USERS);

function dropped(slot: number): { uid?: number; gid?: number } {
  // Not those of another run on this machine: Linux before 5.14 counts a user's processes over all sandboxes.
  const user = FIRST_USER + ((slot + firstOfRun) % USERS);
  return isRoot ? { uid: user, gid: user } : {};
}
