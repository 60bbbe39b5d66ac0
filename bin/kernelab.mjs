#!/usr/bin/env node
// The one door into kernelab. Runs on any Node >= 20 with nothing installed: installs the node packages when they are
// missing, then hands over to the pinned Node (a package of its own) so that every machine computes on the same engine.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const major = Number(process.versions.node.split('.')[0]);
if (major < 20) {
  console.error(`kernelab needs Node 20 or newer to start. This is Node ${process.versions.node}.`);
  process.exit(1);
}

installPackages();
const args = process.argv.slice(2);
const target =
  args[0] === 'run-script' ? [join(root, args[1] ?? ''), ...args.slice(2)] : [join(root, 'src/cli/main.ts'), ...args];
// glibc keeps freed memory of large arrays instead of giving each page back and taking it again (src/array/layout/memory.ts).
const malloc = { MALLOC_TRIM_THRESHOLD_: '268435456', MALLOC_MMAP_THRESHOLD_: '33554432' };
const child = spawn(pinnedNode(), ['--disable-warning=ExperimentalWarning', ...target], {
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // by the channel's end it hears of ours
  env: { ...(process.platform === 'linux' ? malloc : {}), ...process.env, KERNELAB_ROOT: root },
});
// Ctrl-C reaches the whole foreground group by itself; a signal sent to this process alone is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('error', (error) => {
  console.error(`kernelab: the pinned Node could not be started. ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));

/** Installs the node packages when package-lock.json is newer than what is installed. */
function installPackages() {
  const lock = join(root, 'package-lock.json');
  const stamp = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lock).mtimeMs - 1000) return;
  if (existsSync(stamp) && sameVersions(lock, stamp)) return;
  console.error('kernelab: installing the node packages (once, about a minute) …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const done = spawnSync(npm, ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error('kernelab: `npm ci` failed. Is there a network? What npm printed above says more.');
    process.exit(1);
  }
}

/** A git checkout gives every file a new time, so the times alone do not mean that packages changed. */
function sameVersions(lock, stamp) {
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const present = JSON.parse(readFileSync(stamp, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || present[name]?.version === entry.version,
  );
}

/** The Node binary that came with the packages for this platform, else this very Node when it is new enough. */
function pinnedNode() {
  const name = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  for (const folder of [`node-${name}`, `node-bin-${name}`]) {
    for (const file of ['bin/node', 'bin/node.exe']) {
      const path = join(root, 'node_modules', folder, file);
      if (existsSync(path)) return path;
    }
  }
  if (major >= 24) return process.execPath;
  console.error(
    `kernelab: no Node package for ${process.platform}-${process.arch} on npm, and this Node is ${process.versions.node}.` +
      ' Install Node 24 or newer and start again.',
  );
  process.exit(1);
}
