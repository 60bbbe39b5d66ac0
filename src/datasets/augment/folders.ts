/** @file The folders and files that ImageDataGenerator reads pictures from and writes them to. */
import { FileError } from '../../errors/index.ts';
import { listFolder, machine, makeFolders, readTextFile } from '../../platform/index.ts';

/** The sub-folders of a folder (also by way of links), sorted by name. */
export function subfolders(folder: string, who: string): string[] {
  return listFolder(folder, who)
    .filter((entry) => entry.isFolder)
    .map((entry) => entry.name)
    .sort(byCodePoint);
}

/** All picture files below a folder, sorted by folder and then by name; paths relative to `folder`'s parent. */
export function picturesBelow(folder: string, endings: readonly string[], followLinks: boolean, who: string): string[] {
  const found: { folder: string; names: string[] }[] = [];
  const visit = (path: string): void => {
    const names: string[] = [];
    for (const { name, isFile: file, isFolder, isLink } of listFolder(path, who)) {
      if (isFolder && (!isLink || followLinks)) visit(paths.join(path, name));
      else if (file && hasEnding(name, endings)) names.push(name);
    }
    found.push({ folder: path, names: names.sort(byCodePoint) });
  };
  visit(folder);
  found.sort((a, b) => byCodePoint(a.folder, b.folder));
  const parent = paths.join(folder, '..');
  return found.flatMap(({ folder: path, names }) =>
    names.map((name) =>
      machine.paths.relative(parent, paths.join(path, name)).split(machine.paths.separator).join('/'),
    ),
  );
}

/** True when a name ends in one of the endings, whatever the case. */
export function hasEnding(name: string, endings: readonly string[]): boolean {
  return endings.some((ending) => name.toLowerCase().endsWith(`.${ending}`));
}

export function isFile(path: string): boolean {
  return machine.files.facts(path)?.isFile ?? false;
}

export function readText(path: string, who: string): string {
  return readTextFile(path, who);
}

/** The folder that `saveToDir` names, made where it is missing. */
export function makeFolder(path: string, who: string): void {
  try {
    makeFolders(path, who);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new FileError({
      who,
      rule: {
        en: 'saveToDir must be a folder that pictures can be written to',
        ko: 'saveToDir은 그림을 쓸 수 있는 폴더여야 합니다',
      },
      received: `'${path}' (${error.rule})`,
      hint: {
        en: "Name a folder below the one you work in, for example 'build/augmented'; it is made for you.",
        ko: "작업 폴더 아래의 폴더를 쓰세요. 예: 'build/augmented'. 폴더는 자동으로 만들어집니다.",
      },
      cause: error.cause,
    });
  }
}

export const paths: Pick<typeof machine.paths, 'join' | 'isAbsolute' | 'basename'> = {
  join: (...parts) => machine.paths.join(...parts),
  isAbsolute: (path) => machine.paths.isAbsolute(path),
  basename: (path) => machine.paths.basename(path),
};

/** As Python sorts names. `<` compares halves of pairs, which puts an emoji before a letter of full width. */
export function byCodePoint(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}
