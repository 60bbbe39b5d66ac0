// The Node that everything runs on: the pinned one that came with the packages. Where its program cannot start (a
// system without libatomic, which Node has needed since version 25), an older one that can is brought instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

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
  const pinned = nodeIn(join(root, 'node_modules'), platform);
  if (pinned !== undefined && runs(root, pinned)) return pinned;
  const brought = join(root, '.kernelab', 'node');
  if (pinned !== undefined) {
    const older = nodeIn(join(brought, 'node_modules'), platform) ?? (await bring(root, brought, platform, tell));
    if (older !== undefined && runs(root, older)) return older;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `no Node for ${process.platform}-${process.arch} runs here, and this one is ${process.versions.node}.` +
      ' Install Node 24 or newer and start again.',
  );
}

function nodeIn(modules, platform) {
  for (const folder of [`node-${platform}`, `node-bin-${platform}`]) {
    for (const file of ['bin/node', 'bin/node.exe']) {
      const path = join(modules, folder, file);
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

/** Whether a Node starts here. Asked once per file: a start costs 30 ms. */
function runs(root, path) {
  const { size, mtimeMs } = statSync(path);
  const mark = join(root, '.kernelab', 'node-runs');
  const fact = `${path} ${size} ${mtimeMs}`;
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fact) return true;
  if (spawnSync(path, ['--version'], { stdio: 'ignore' }).status !== 0) return false;
  mkdirSync(join(root, '.kernelab'), { recursive: true });
  writeFileSync(mark, fact);
  return true;
}

async function bring(root, folder, platform, tell) {
  const name = `node-${platform}`;
  return withLock(join(root, '.kernelab', 'node.lock'), () => {
    const there = nodeIn(join(folder, 'node_modules'), platform);
    if (there !== undefined && runs(root, there)) return there;
    tell(
      `the pinned Node does not start on this system${missingLibrary(root, platform)}.` +
        ` Bringing Node ${FALLBACK} into .kernelab/node (once) …`,
    );
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const args = ['install', '--no-save', '--no-fund', '--no-audit', '--ignore-scripts', '--loglevel=error'];
    spawnSync('npm', [...args, '--prefix', folder, `${name}@${FALLBACK}`], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return nodeIn(join(folder, 'node_modules'), platform);
  });
}

/** What the loader misses, with the command that brings it on the most common systems. */
function missingLibrary(root, platform) {
  const { stderr } = spawnSync(nodeIn(join(root, 'node_modules'), platform), ['--version'], { encoding: 'utf8' });
  const library = /(lib[\w.+-]+\.so[.\d]*)/.exec(stderr ?? '')?.[1];
  if (library === undefined) return '';
  const remedy = library.startsWith('libatomic')
    ? '; `sudo apt install libatomic1` (Fedora: libatomic) would bring it'
    : '';
  return `: it needs ${library}${remedy}`;
}
