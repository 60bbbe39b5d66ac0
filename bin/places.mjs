// Where things lie, for a checkout of the repository and for a package that npm installed. Plain JavaScript, since the
// door needs it before anything is installed; the command line, the kernel and the library ask here as well.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * Whether the folder holds the sources, which are built and run where they lie. A package holds what was built from them.
 *
 * @param {string} root the folder of kernelab's package.json
 */
export function isCheckout(root) {
  return existsSync(join(root, 'src', 'cli', 'main.ts'));
}

/**
 * For the environment of a process that computes: glibc keeps freed memory of large arrays instead of giving each page back and taking it
 * again; and all threads share one heap, since in one of its own each would keep what it once had.
 */
export const keepMemory =
  process.platform === 'linux'
    ? { MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_MMAP_THRESHOLD_: '33554432', MALLOC_ARENA_MAX: '1' }
    : {};

/** For the environment of a process that computes nothing: it gives larger pieces back at once. */
export const returnMemory = process.platform === 'linux' ? { MALLOC_MMAP_THRESHOLD_: '65536' } : {};

/**
 * The folders in which kernelab's packages lie, the nearest first: its own `node_modules`, and the one it lies in itself.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function moduleFolders(root) {
  const around = dirname(root);
  return [join(root, 'node_modules'), ...(basename(around) === 'node_modules' ? [around] : [])];
}

/**
 * The folder for everything that kernelab installs or writes by itself: beside the sources; of a package, in the project
 * that it is installed in, or in the user's cache where that is no project or not writable (`npm install --global`).
 *
 * @param {string} root
 * @returns {string}
 */
export function stateFolder(root) {
  if (isCheckout(root)) return join(root, '.kernelab');
  const project = dirname(dirname(root));
  if (basename(dirname(root)) === 'node_modules' && existsSync(join(project, 'package.json')) && isWritable(project)) {
    return join(project, '.kernelab');
  }
  const installation = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return join(userCache(), 'kernelab', `installation-${installation}`);
}

/**
 * Makes the folder; a project's version control need not know of it.
 *
 * @param {string} state
 */
export function makeStateFolder(state) {
  mkdirSync(state, { recursive: true });
  const ignore = join(state, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** What lies deepest in the Python environment is 170 characters below it, and Windows counts to 259. */
const LONGEST_PLACE = 85;

/**
 * The folder, or on Windows one in the user's cache where its path is so long that not everything would fit below it.
 *
 * @param {string} folder
 * @param {string} [platform] for tests
 * @returns {string}
 */
export function shortPlace(folder, platform = process.platform) {
  if (platform !== 'win32' || folder.length <= LONGEST_PLACE) return folder;
  return join(userCache(), 'kernelab', `venv-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
}

/** Which C library the system has; most prebuilt programs are for one of them. */
export function libcHere() {
  const musl = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return existsSync(`/lib/ld-musl-${musl}.so.1`) ? 'musl' : 'glibc';
}

function userCache() {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
