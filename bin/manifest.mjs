// What a bundle consists of, by size and hash: written last when it is made, read first when it is used, so that one that
// was copied in part is named as such and never set up.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { say } from './language.mjs';

const NAME = 'manifest.json';

/**
 * Writes the manifest of a finished bundle.
 *
 * @param {string} folder
 * @param {object} facts what else it says
 */
export async function writeManifest(folder, facts) {
  const files = {};
  for (const path of list(folder)) {
    const name = relative(folder, path).split(sep).join('/');
    if (name !== NAME) files[name] = { size: statSync(path).size, sha256: await hashOf(path) };
  }
  writeFileSync(join(folder, NAME), `${JSON.stringify({ ...facts, files }, null, 1)}\n`);
}

/**
 * Reads the manifest and holds the sizes of all files against it, and the hashes of those that are used.
 *
 * @param {string} folder
 * @param {(name: string) => boolean} used
 * @throws Error that names what is not whole
 */
export async function checkedManifest(folder, used) {
  let manifest;
  try {
    manifest = JSON.parse(readFileSync(join(folder, NAME), 'utf8'));
  } catch {
    throw notWhole(folder, [NAME]);
  }
  const bad = [];
  for (const [name, { size, sha256 }] of Object.entries(manifest.files)) {
    const path = join(folder, ...name.split('/'));
    if (sizeOf(path) !== size || (used(name) && (await hashOf(path)) !== sha256)) bad.push(name);
  }
  if (bad.length > 0) throw notWhole(folder, bad);
  return manifest;
}

function notWhole(folder, names) {
  const some = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '');
  return new Error(
    say({
      en: `the bundle in ${folder} is not whole: ${names.length} of its files missing or damaged (${some}). Copy it again.`,
      ko: `${folder}의 묶음이 온전하지 않습니다. 파일 ${names.length}개가 없거나 손상되었습니다(${some}). 다시 복사하세요.`,
    }),
  );
}

/** The SHA-256 of a file. */
export async function hashOf(path) {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest('hex');
}

function sizeOf(path) {
  try {
    return statSync(path).size;
  } catch {
    return -1;
  }
}

function list(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}
