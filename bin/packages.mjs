// The node packages of this folder: present as package-lock.json wants them, or installed now. They are installed beside
// and moved into place when all are there, so that `node_modules` is whole whenever it is there at all: a start that is
// killed, a disk that fills up and a pull that changes one package leave it as it was. Plain JavaScript, nothing may be needed yet.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meaningOf } from './faults.mjs';
import { say } from './language.mjs';
import { withLock } from './lock.mjs';
import { unlinkNode } from './node.mjs';
import { runNpm } from './npm.mjs';
import { libcHere, makeStateFolder } from './places.mjs';
import { renamePatiently } from './rename.mjs';

/** What npm needs to install the packages. */
const recipe = ['package.json', 'package-lock.json', '.npmrc', 'runtime/package.json'];
/** Which optional packages did not come, so that not every start asks for them. */
const without = join('node_modules', '.without.json');

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
  try {
    makeStateFolder(state);
    await withLock(
      join(state, 'packages.lock'),
      () => install(root, state, tell),
      (holder) =>
        tell(
          say({
            en: `waiting for another start (${holder}) to install the packages …`,
            ko: `다른 시작(${holder})이 패키지를 설치하기를 기다리는 중 …`,
          }),
        ),
    );
  } catch (error) {
    if (error.code === undefined) throw error;
    const meaning = meaningOf(`${error.code}: ${error.message}`) ?? { en: '', ko: '' };
    throw new Error(`${failed()} ${say(meaning)}\n  ${error.message}`);
  }
}

async function install(root, state, tell) {
  const reason = whyInstall(root);
  if (reason === undefined) return; // the other start did it
  tell(
    say({
      en: `installing the node packages (${reason}; about a minute) …`,
      ko: `노드 패키지를 설치하는 중 (${reason}; 약 1분) …`,
    }),
  );
  // Names of their own: npm outlives a start that was killed, and writes on for a while.
  sweep(state);
  const beside = join(state, `packages-${process.pid}`);
  const old = join(state, `packages-before-${process.pid}`);
  try {
    mkdirSync(beside);
    for (const file of recipe) {
      if (existsSync(join(root, file))) cpSync(join(root, file), join(beside, file));
    }
    await runNpm(beside, ['ci'], failed());
    // npm leaves out an optional package without a word when its download breaks off.
    if (missingPackages(beside).length > 0) {
      tell(notArrived(missingPackages(beside), { en: 'once more …', ko: '한 번 더 …' }));
      await runNpm(beside, ['ci'], failed());
      const missing = missingPackages(beside);
      if (missing.length > 0) tell(notArrived(missing, { en: 'going on without', ko: '없이 진행합니다' }));
      writeFileSync(join(beside, without), JSON.stringify(missing));
    }
    unlinkNode(beside);
    exchange(join(root, 'node_modules'), join(beside, 'node_modules'), old);
  } finally {
    sweep(state);
  }
}

function notArrived(missing, then) {
  const names = missing.map(nameOf).join(', ');
  return say({ en: `${names} did not arrive; ${then.en}`, ko: `${names}: 받지 못했습니다. ${then.ko}` });
}

/** Puts the new folder in the place of the one there, which comes back when that fails. */
function exchange(place, fresh, aside) {
  const had = existsSync(place);
  if (had) renamePatiently(place, aside);
  try {
    renamePatiently(fresh, place);
  } catch (error) {
    if (had) renamePatiently(aside, place);
    throw error;
  }
}

/** Removes what installations left; what a running kernel still holds of replaced packages goes at a later time. */
function sweep(state) {
  for (const name of readdirSync(state)) {
    if (!/^packages-(?:before-)?\d+$/.test(name)) continue;
    try {
      rmSync(join(state, name), { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // in use
    }
  }
}

function failed() {
  return say({ en: 'the node packages could not be installed:', ko: '노드 패키지를 설치하지 못했습니다:' });
}

/** Why packages must be installed, or undefined. */
export function whyInstall(root) {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return say({ en: 'once', ko: '처음 한 번' });
  const missing = missingPackages(root);
  if (missing.length === 0) return undefined;
  const [first] = missing.map(nameOf);
  return say({
    en: `${missing.length === 1 ? first : `${missing.length} packages`} missing or changed`,
    ko: `${missing.length === 1 ? first : `패키지 ${missing.length}개`}: 없거나 바뀜`,
  });
}

/**
 * Packages of the lock file that are not there in the wanted version, by their folders; of the optional ones only those
 * made for this platform, and not those that two installations did not bring. npm's own record is read for the versions
 * of the many, whose folders must be there; the optional ones are looked at themselves.
 */
function missingPackages(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  const given = read(join(root, without)) ?? [];
  return Object.entries(wanted)
    .filter(([folder, entry]) => {
      // Of what is a folder of ours, only the packages that it asks for matter.
      if (folder === '' || entry.resolved?.startsWith('file:')) return false;
      const file = join(root, folder, 'package.json');
      if (!entry.optional) return present[folder]?.version !== entry.version || !existsSync(file);
      if ((entry.os ?? entry.cpu) === undefined || !isForHere(entry) || given.includes(folder)) return false;
      return read(file)?.version !== entry.version;
    })
    .map(([folder]) => folder);
}

function nameOf(folder) {
  return folder.replace(/^.*node_modules\//, '');
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

function packagesOf(file) {
  return read(file)?.packages ?? {};
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
