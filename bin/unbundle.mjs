// From a bundle to a lab that opens, without a network: the packages, Node and the data are unpacked into a folder of the
// user's own, and JupyterLab is installed there from the bundle's wheels. The folder is made beside and moved into place.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpack } from './archive.mjs';
import { meaningOf } from './faults.mjs';
import { say } from './language.mjs';
import { withLock } from './lock.mjs';
import { checkedManifest } from './manifest.mjs';
import { renamePatiently } from './rename.mjs';

const bundle = dirname(dirname(fileURLToPath(import.meta.url)));
const tell = (text) => console.error(`kernelab: ${text}`);
const here = `${process.platform}-${process.arch}`;

const args = process.argv.slice(2);
const folder = resolve(takeTo(args) ?? join(homedir(), 'kernelab'));
const door = join(folder, 'node_modules', 'kernelab', 'bin', 'kernelab.mjs');
/** Says that the folder is a bundle's, and which one was set up; `{}` until all is in place. */
const done = join(folder, 'bundle.json');
/** What a bundle puts into the folder, in the place of what stands there under these names. */
const parts = ['node_modules', 'data', 'wheels', join('.kernelab', 'node')];

/** Takes `--to FOLDER` or `--to=FOLDER` out of the arguments; the others are the lab's. */
function takeTo(words) {
  const at = words.findIndex((word) => word === '--to' || word.startsWith('--to='));
  if (at < 0) return undefined;
  const to = words[at] === '--to' ? words.splice(at, 2)[1] : words.splice(at, 1)[0].slice('--to='.length);
  if (to) return to;
  tell(
    say({
      en: '--to names a folder: node start.mjs --to FOLDER',
      ko: '--to에는 폴더를 적습니다: node start.mjs --to 폴더',
    }),
  );
  process.exit(1);
}

/** A project or files of the user's own are never replaced. @throws Error that says so */
function refuseForeign() {
  if (existsSync(done)) return;
  const there = [...parts, 'package.json'].filter((name) => existsSync(join(folder, name)));
  if (there.length === 0) return;
  const names = there.join(', ');
  throw new Error(
    say({
      en: `${folder} holds another project (${names}). Name another folder: node start.mjs --to FOLDER`,
      ko: `${folder}에 다른 프로젝트(${names})가 있습니다. 다른 폴더를 적으세요: node start.mjs --to 폴더`,
    }),
  );
}

/** Unpacks what is not there yet as this bundle has it; the labs that students worked on stay. */
async function setUp() {
  const named = read(join(bundle, 'manifest.json'));
  if (named !== undefined && read(done)?.made === named.made && existsSync(door)) return;
  const manifest = await checkedManifest(bundle, isUsed);
  if (!manifest.platforms.includes(here)) {
    throw new Error(
      say({
        en: `this bundle is for ${manifest.platforms.join(', ')}, and this machine is ${here}. Make one with: kernelab bundle DIR --platform ${here}`,
        ko: `이 묶음은 ${manifest.platforms.join(', ')}용이고, 이 컴퓨터는 ${here}입니다. 만들기: kernelab bundle DIR --platform ${here}`,
      }),
    );
  }
  refuseForeign();
  tell(
    say({
      en: `setting up ${manifest.version} in ${folder} (once, about a minute) …`,
      ko: `${manifest.version}을(를) ${folder}에 설치하는 중 (한 번, 약 1분) …`,
    }),
  );
  const beside = join(folder, '.bundle-part');
  rmSync(beside, { recursive: true, force: true });
  try {
    mkdirSync(beside);
    for (const archive of ['packages.tar.gz', `${here}.tar.gz`]) await unpack(join(bundle, archive), beside);
    const node = join(beside, '.kernelab', 'node');
    for (const { version, name, file } of manifest.nodes[here]) {
      const target = join(node, version, 'node_modules', name, ...file.split('/'));
      cpSync(join(bundle, 'node', version, name, ...file.split('/')), target, { recursive: true });
      chmodSync(target, 0o755); // a stick knows no such thing
    }
    for (const name of ['data', 'wheels']) {
      if (existsSync(join(bundle, name))) cpSync(join(bundle, name), join(beside, name), { recursive: true });
    }
    writeFileSync(done, '{}');
    for (const name of parts) {
      rmSync(join(folder, name), { recursive: true, force: true });
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      if (existsSync(join(beside, name))) renamePatiently(join(beside, name), join(folder, name));
    }
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const { made, version, pythons } = manifest;
    writeFileSync(done, JSON.stringify({ made, version, pythons }));
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function isUsed(name) {
  return !name.endsWith('.tar.gz') || name === 'packages.tar.gz' || name === `${here}.tar.gz`;
}

function openLab() {
  const data = join(folder, 'data');
  const pythons = read(done)?.pythons;
  const child = spawn(process.execPath, [door, ...(args[0]?.match(/^\w/) ? [] : ['lab']), ...args], {
    cwd: folder,
    stdio: 'inherit',
    env: {
      ...process.env,
      PIP_NO_INDEX: '1',
      PIP_FIND_LINKS: join(folder, 'wheels'),
      ...(pythons ? { KERNELAB_PYTHONS: pythons.join(',') } : {}),
      ...(existsSync(data) && !process.env.KERNELAB_DATA ? { KERNELAB_DATA: data } : {}),
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}

function removeEmpty(path) {
  try {
    rmdirSync(path);
  } catch {
    // not empty: it was there before, or holds an earlier installation
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Sets up what is not there yet and opens the lab. The last of the file, so that one that was cut does not have it. */
export async function unbundle() {
  try {
    mkdirSync(folder, { recursive: true });
    await withLock(
      join(folder, '.bundle.lock'),
      () => setUp(),
      (holder) =>
        tell(
          say({
            en: `waiting for another start (${holder}) to set it up …`,
            ko: `다른 시작(${holder})이 설치하기를 기다리는 중 …`,
          }),
        ),
    );
  } catch (error) {
    removeEmpty(folder);
    if (error.name !== 'Error') throw error; // of a program that was cut: start.mjs says so
    const meaning = error.code === undefined ? undefined : meaningOf(`${error.code}: ${error.message}`);
    tell(meaning === undefined ? error.message : `${say(meaning)}\n  ${error.message}`);
    process.exit(1);
  }
  openLab();
}
