/** @file The folders and files that ImageDataGenerator reads pictures from and writes them to. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { FileError, say } from '../../errors/index.ts';
import { makeFolders, reasonOf } from '../../files/host.ts';

/** The sub-folders of a folder (also by way of links), sorted by name. */
export async function subfolders(folder: string, who: string): Promise<string[]> {
  const names: string[] = [];
  for (const entry of await list(folder, who)) {
    const link = entry.isSymbolicLink() ? await stat(join(folder, entry.name)).catch(() => undefined) : undefined;
    if (entry.isDirectory() || link?.isDirectory()) names.push(entry.name);
  }
  return names.sort(byCodePoint);
}

/** All picture files below a folder, sorted by folder and then by name; paths relative to `folder`'s parent. */
export async function picturesBelow(
  folder: string,
  endings: readonly string[],
  followLinks: boolean,
  who: string,
): Promise<string[]> {
  const found: { folder: string; names: string[] }[] = [];
  const visit = async (path: string): Promise<void> => {
    const names: string[] = [];
    for (const entry of await list(path, who)) {
      const full = join(path, entry.name);
      const link = entry.isSymbolicLink() ? await stat(full).catch(() => undefined) : undefined;
      if (entry.isDirectory() || (followLinks && link?.isDirectory())) await visit(full);
      else if ((entry.isFile() || link?.isFile()) && hasEnding(entry.name, endings)) names.push(entry.name);
    }
    found.push({ folder: path, names: names.sort(byCodePoint) });
  };
  await visit(folder);
  found.sort((a, b) => byCodePoint(a.folder, b.folder));
  const parent = join(folder, '..');
  return found.flatMap(({ folder: path, names }) =>
    names.map((name) => relative(parent, join(path, name)).split(sep).join('/')),
  );
}

async function list(folder: string, who: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new FileError({
      who,
      rule: 'the folder must exist and be readable',
      received: `'${folder}'`,
      hint: `The program runs in ${process.cwd()}.`,
      cause,
    });
  }
}

/** True when a name ends in one of the endings, whatever the case. */
export function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
}

export function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (facts) => facts.isFile(),
    () => false,
  );
}

export async function readText(path: string, who: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new FileError({ who, rule: 'the file must exist and be readable', received: `'${path}'`, cause });
  }
}

/** The folder that `saveToDir` names, made where it is missing. */
export function makeFolder(path: string, who: string): void {
  try {
    makeFolders(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new FileError({
      who,
      rule: 'saveToDir must be a folder that pictures can be written to',
      received: `'${path}' (${code === 'ENOENT' ? 'no folder can be made there' : reasonOf(cause)})`,
      hint: say({
        en: "Name a folder below the one you work in, for example 'build/augmented'; it is made for you.",
        ko: "작업 폴더 아래의 폴더를 쓰세요. 예: 'build/augmented'. 폴더는 자동으로 만들어집니다.",
      }),
      cause,
    });
  }
}

export const paths: { join: typeof join; isAbsolute: typeof isAbsolute; basename: typeof basename } = {
  join,
  isAbsolute,
  basename,
};

/** As Python sorts names. `<` compares halves of pairs, which puts an emoji before a letter of full width. */
export function byCodePoint(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
