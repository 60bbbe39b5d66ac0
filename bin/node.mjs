// The Node that everything runs on: the pinned one that came with the packages. Where its program cannot start (a
// system without libatomic, which Node has needed since version 25), an older one that can is brought instead.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { makeStateFolder, moduleFolders, stateFolder } from './places.mjs';

/** The newest Node that asks nothing of the system but the C and C++ libraries. */
const FALLBACK = '24.22.3';

/**
 * The path of the Node to run on.
 *
 * @param {string} root
 * @param {(text: string) => void} tell
 * @throws Error that says what to do
 */
export async function nodeFor(root, tell) {
  const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const state = stateFolder(root);
  const brought = join(state, 'node');
  const pinned = nodeIn(moduleFolders(root), platform);
  if (pinned !== undefined && runs(state, pinned)) return pinned;
  // Else the next `npm start` would not even get here: npm looks there for `node` first.
  for (const end of ['', '.cmd', '.ps1']) rmSync(join(root, 'node_modules', '.bin', `node${end}`), { force: true });
  const older = nodeIn([join(brought, 'node_modules')], platform);
  if (older !== undefined && runs(state, older)) return older;
  // npm leaves an optional package out without a word. The user's Node does as well where it is new enough.
  if (pinned === undefined && isNewEnough()) return process.execPath;
  const reason =
    pinned === undefined
      ? `npm did not install the package node-${platform}`
      : `the pinned Node does not start on this system${missingLibrary(pinned)}`;
  const arrived = await bring(state, platform, reason, tell);
  if (arrived !== undefined && runs(state, arrived)) return arrived;
  if (isNewEnough()) return process.execPath;
  throw new Error(
    `no Node for ${process.platform}-${process.arch} runs here, and this one is ${process.versions.node}.` +
      ' Install Node 24 or newer and start again.',
  );
}

function isNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= 24;
}

function nodeIn(folders, platform) {
  for (const modules of folders) {
    for (const name of [`node-${platform}`, `node-bin-${platform}`]) {
      for (const file of ['bin/node', 'bin/node.exe']) {
        const path = join(modules, name, file);
        if (existsSync(path)) return path;
      }
    }
  }
  return undefined;
}

/** Whether a Node starts here. Asked once per file: a start costs 30 ms. */
function runs(state, path) {
  const { size, mtimeMs } = statSync(path);
  const mark = join(state, 'node-runs');
  const fact = `${path} ${size} ${mtimeMs}`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fact) return true;
  if (spawnSync(path, ['--version'], { stdio: 'ignore' }).status !== 0) return false;
  makeStateFolder(state);
  writeFileSync(mark, fact);
  return true;
}

async function bring(state, platform, reason, tell) {
  const folder = join(state, 'node');
  return withLock(join(state, 'node.lock'), () => {
    const there = nodeIn([join(folder, 'node_modules')], platform);
    if (there !== undefined && runs(state, there)) return there;
    tell(`${reason}. Bringing Node ${FALLBACK} into ${folder} (once) …`);
    rmSync(folder, { recursive: true, force: true });
    makeStateFolder(state);
    makeStateFolder(folder);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--no-save', '--no-fund', '--no-audit', '--ignore-scripts', '--loglevel=error'];
    const name = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
    // On Windows npm is a script of the shell; nothing of the user's goes through it.
    const stdio = ['ignore', 'ignore', 'inherit'];
    spawnSync(['npm', ...args, `${name}-${platform}@${FALLBACK}`].join(' '), { cwd: folder, stdio, shell: true });
    return nodeIn([join(folder, 'node_modules')], platform);
  });
}

/** What the loader misses, with the command that brings it on the most common systems. */
function missingLibrary(node) {
  const { stderr } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const library = /(lib[\w.+-]+\.so[.\d]*)/.exec(stderr ?? '')?.[1];
  if (library === undefined) return '';
  const remedy = library.startsWith('libatomic')
    ? '; `sudo apt install libatomic1` (Fedora: libatomic) would bring it'
    : '';
  return `: it needs ${library}${remedy}`;
}
