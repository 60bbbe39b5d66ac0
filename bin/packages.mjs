// The node packages of this folder: present as package-lock.json wants them, or installed now. A start that was killed,
// a package that is missing and a lock file that changed are all seen here; plain JavaScript, nothing may be needed yet.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';

/**
 * Installs the packages of `root` where they are not as wanted. Two starts at once: one installs, the other waits.
 *
 * @param {string} root the folder with package.json and package-lock.json
 * @param {(text: string) => void} tell
 * @throws Error that says what to do
 */
export async function installPackages(root, tell) {
  if (whyInstall(root) === undefined) return;
  const state = join(root, '.kernelab');
  await withLock(
    join(state, 'packages.lock'),
    async () => {
      const reason = whyInstall(root);
      if (reason === undefined) return; // the other start did it
      tell(`installing the node packages (${reason}; about a minute) …`);
      mkdirSync(state, { recursive: true });
      writeFileSync(join(state, 'installing'), '');
      await npmCi(root);
      // npm leaves out an optional package without a word when its download breaks off.
      const missing = missingPackages(root);
      if (missing.length > 0) {
        tell(`${missing.join(', ')} did not arrive; once more …`);
        await npmCi(root);
      }
      rmSync(join(state, 'installing'), { force: true });
    },
    (holder) => tell(`waiting for another start (${holder}) to install the packages …`),
  );
}

/** Why packages must be installed, or undefined. */
export function whyInstall(root) {
  if (existsSync(join(root, '.kernelab', 'installing'))) return 'the last time did not end';
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return 'once';
  const missing = missingPackages(root);
  return missing.length > 0
    ? `${missing.length === 1 ? missing[0] : `${missing.length} packages`} missing or changed`
    : undefined;
}

/**
 * Packages of the lock file that are not there in the wanted version; of the optional ones only those made for this platform.
 * npm's own record is read for the many; the optional ones are looked at in their folders.
 */
function missingPackages(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted)
    .filter(([name, entry]) => {
      if (name === '') return false;
      if (!entry.optional) return present[name]?.version !== entry.version;
      if ((entry.os ?? entry.cpu) === undefined || !isForHere(entry)) return false;
      return versionOf(join(root, name, 'package.json')) !== entry.version;
    })
    .map(([name]) => name.replace(/^.*node_modules\//, ''));
}

function isForHere({ os, cpu, libc }) {
  return allows(os, process.platform) && allows(cpu, process.arch) && (libc === undefined || allows(libc, libcHere()));
}

function allows(list, value) {
  if (list === undefined) return true;
  const all = [list].flat();
  const named = all.filter((each) => !each.startsWith('!'));
  return !all.includes(`!${value}`) && (named.length === 0 || named.includes(value));
}

function libcHere() {
  const musl = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  return existsSync(`/lib/ld-musl-${musl}.so.1`) ? 'musl' : 'glibc';
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

function versionOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).version;
  } catch {
    return undefined;
  }
}

/** No package needs its install script (zeromq and esbuild bring their binaries), and a script may not find a Node that starts. */
const NPM_CI = ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'];

/** Runs `npm ci`; not synchronously, so that the lock shows that we live. */
function npmCi(root) {
  // On Windows npm is a script of the shell; its words are fixed, nothing of the user's goes through it.
  const [program, options] =
    process.platform === 'win32' ? [`npm.cmd ${NPM_CI.join(' ')}`, { shell: true }] : ['npm', {}];
  const args = process.platform === 'win32' ? [] : NPM_CI;
  return new Promise((resolve, reject) => {
    const npm = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'], ...options });
    let said = '';
    npm.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      process.stderr.write(text);
    });
    npm.on('error', (error) => reject(new Error(`npm could not be started: ${error.message}`)));
    npm.on('close', (code) => (code === 0 ? resolve(undefined) : reject(new Error(failureText(said)))));
  });
}

function failureText(said) {
  const reasons = [
    [/ENOSPC|no space left/i, 'the disk is full. Make room (about 1 GB) and start again.'],
    [
      /EACCES|EPERM|EROFS/,
      'this folder must be writable. A running kernelab may hold its files: close it and start again.',
    ],
    [
      /ENOTFOUND|ETIMEDOUT|ECONNREFUSED|EAI_AGAIN|ECONNRESET|network/i,
      'npm reached no registry. Is there a network, or a proxy to be set (npm config set proxy …)?',
    ],
    [
      /invalid json|Unexpected token '?<|EINTEGRITY/i,
      'something between here and the registry answered with other bytes than npm expects (a proxy or a login page?).',
    ],
    [
      /EUSAGE/,
      'package-lock.json does not fit package.json: this checkout is not whole. `git status` shows what differs.',
    ],
  ];
  const reason = reasons.find(([pattern]) => pattern.test(said))?.[1] ?? 'what npm printed above says more.';
  return `the node packages could not be installed: ${reason}`;
}
