/**
 * @file What cells of a folder can import, and what is said of an import that leads nowhere. The type checker and the
 * runner both ask here, so that the one refuses what the other could not load, and in the same words.
 */
import { existsSync, readdirSync } from 'node:fs';
import { builtinModules, createRequire, isBuiltin } from 'node:module';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Text } from './language.ts';
import { nearest } from '../bin/nearest.mjs';
import { otherNames } from './own-imports.ts';
import { root } from './paths.ts';

const ours = join(root, 'node_modules') + sep;

/** Where cells of a folder find packages, innermost first. Those of kernelab itself are not among them. */
export function placesOfPackages(cwd: string): string[] {
  return ancestors(cwd)
    .filter((folder) => folder !== root)
    .map((folder) => join(folder, 'node_modules'));
}

/** Whether a file belongs to a package that kernelab was installed with, which is not for cells. */
export function isOwnPackage(path: string): boolean {
  return path.startsWith(ours);
}

/** The names of the packages that cells of a folder can import. */
function installedPackages(cwd: string): string[] {
  const names = placesOfPackages(cwd).flatMap((folder) =>
    entries(folder).flatMap((name) =>
      name.startsWith('@') ? entries(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
    ),
  );
  return [...new Set(names)].filter((name) => !name.startsWith('@types/'));
}

/** Node's own modules, `node:fs` before `fs`. */
export function builtins(): string[] {
  const names = builtinModules.filter((name) => !name.startsWith('_') && !name.startsWith('node:'));
  const prefixed = builtinModules.filter((name) => name.startsWith('node:'));
  return [...names.map((name) => `node:${name}`), ...prefixed, ...names];
}

/** The file that `require` would load from a folder, also without the end of its name; undefined where there is none. */
export function requiredFile(specifier: string, folder: string): string | undefined {
  try {
    const path = createRequire(join(folder, 'cell.js')).resolve(specifier);
    return isOwnPackage(path) ? undefined : path;
  } catch {
    return undefined;
  }
}

/** Why a cell (or an own file) of a folder cannot import something; undefined where it can. */
export function whyMissing(specifier: string, folder: string): Text | undefined {
  if (isBuiltin(specifier) || specifier.startsWith('data:') || specifier.startsWith('#')) return undefined;
  const [, scheme] = /^([a-z][\w+.-]+):/i.exec(specifier) ?? [];
  if (scheme === 'node') return noBuiltin(specifier);
  if (scheme === 'file') return noFile(fileURLToPath(specifier), folder);
  if (scheme !== undefined) return noScheme(specifier, scheme, folder);
  if (/^\.{0,2}\/|^\.{1,2}$/.test(specifier)) return noFile(specifier, folder);
  return noPackage(specifier, folder);
}

function noBuiltin(specifier: string): Text | undefined {
  const near = nearest(specifier, builtins());
  return {
    en: `Node has no module '${specifier}'.${near ? ` Did you mean '${near}'?` : ''}`,
    ko: `Node에는 '${specifier}' 모듈이 없습니다.${near ? ` '${near}'를 쓰려고 했나요?` : ''}`,
  };
}

function noScheme(specifier: string, scheme: string, folder: string): Text {
  if (scheme === 'npm' || scheme === 'jsr') {
    const name = packageOf(specifier.slice(scheme.length + 1)).replace(/(.)@.*/, '$1');
    return {
      en: `'${scheme}:' belongs to Deno. Here, import '${name}'. To install it, in a terminal: ${installCommand(name, folder)}`,
      ko: `'${scheme}:'은 Deno의 표기입니다. 여기에서는 '${name}'로 가져오세요. 설치하려면 터미널에서: ${installCommand(name, folder)}`,
    };
  }
  return {
    en: `Node cannot import from an address ('${specifier}'). Install the package and import it by its name. In a terminal: ${installCommand('NAME', folder)}`,
    ko: `Node는 주소('${specifier}')에서 가져올 수 없습니다. 패키지를 설치하고 이름으로 가져오세요. 터미널에서: ${installCommand('NAME', folder)}`,
  };
}

function noFile(name: string, folder: string): Text | undefined {
  const path = resolve(folder, name);
  if ([path, ...otherNames(path)].some(existsSync) && !isEmptyFolder(path)) return undefined;
  const near = nearest(basename(path), entries(dirname(path)));
  const there = near === undefined ? '' : name.slice(0, name.length - basename(name).length) + near;
  return {
    en: `Cannot find module '${name}': there is no such file (paths start at the folder of the notebook or file that imports).${near ? ` Did you mean '${there}'?` : ''}`,
    ko: `모듈을 찾을 수 없습니다: 파일 '${name}'이(가) 없습니다. 경로는 가져오는 노트북이나 파일의 폴더에서 시작합니다.${near ? ` '${there}'를 쓰려고 했나요?` : ''}`,
  };
}

/** Node does not import a folder without an index. */
function isEmptyFolder(path: string): boolean {
  return !existsSync(`${path}.ts`) && entries(path).length > 0 && requiredFile(path, dirname(path)) === undefined &&
    !otherNames(path).some(existsSync); // prettier-ignore
}

function noPackage(specifier: string, folder: string): Text | undefined {
  const name = packageOf(specifier);
  const found = placesOfPackages(folder).find((packages) => existsSync(join(packages, name)));
  if (found !== undefined) {
    if (specifier === name || requiredFile(specifier, folder) !== undefined) return undefined;
    return {
      en: `The package '${name}' is installed, but it has no '${specifier.slice(name.length + 1)}'.`,
      ko: `패키지 '${name}'는 설치되어 있지만 그 안에 '${specifier.slice(name.length + 1)}'는 없습니다.`,
    };
  }
  const near = nearest(name, [...installedPackages(folder), ...builtins()]);
  const command = installCommand(name, folder);
  return {
    en: `The package '${name}' is not installed.${near ? ` Did you mean '${near}'?` : ''} To install it, in a terminal: ${command}`,
    ko: `패키지 '${name}'는 설치되어 있지 않습니다.${near ? ` '${near}'를 쓰려고 했나요?` : ''} 설치하려면 터미널에서: ${command}`,
  };
}

/** `@scope/name/inner` is `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Without the folder, npm would change whatever package it finds around the notebook, such as kernelab itself. */
function installCommand(name: string, folder: string): string {
  const project = ancestors(folder).find((at) => at !== root && existsSync(join(at, 'package.json')));
  const place = project ?? folder;
  return `npm install ${name} --prefix ${/[^\w./\\:-]/.test(place) ? JSON.stringify(place) : place}`;
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
}

function ancestors(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    found.push(at);
    if (dirname(at) === at) return found;
  }
}
