/** @file The files that a pattern names: `*` and `?` stand for parts of one name, in folders too. */
import { describe, flag, integer, optionsOf, readOptions } from '../../arguments/index.ts';
import { FileError, ValueError } from '../../errors/index.ts';
import { exists, listFolder, machine } from '../../platform/index.ts';
import { byCodePoint } from '../augment/folders.ts';

export interface ListFilesOptions {
  /** A new order in every pass. Default true. */
  shuffle?: boolean;
  /** Fixes the orders. Default: drawn from `np.random`. */
  seed?: number | null;
}

const options = optionsOf<ListFilesOptions>()({
  shuffle: flag().or(true),
  seed: integer({ from: 0 }).orNull().or(null),
});
const who = 'Dataset.listFiles';

/** Lists the files now, so that a pattern that fits nothing is refused where it is written. */
export function filesLike(
  pattern: string | readonly string[],
  given: ListFilesOptions | undefined,
): { paths: readonly string[]; shuffle: boolean; seed: number | null } {
  const { shuffle, seed } = readOptions(who, given, options);
  const patterns = typeof pattern === 'string' ? [pattern] : pattern;
  if (!Array.isArray(patterns) || !patterns.every((each) => typeof each === 'string')) {
    throw new ValueError({
      who,
      rule: {
        en: 'takes a pattern such as photos/*.jpg, or a list of them',
        ko: 'photos/*.jpg 같은 패턴이나 패턴의 리스트를 받습니다',
      },
      received: describe(pattern),
    });
  }
  const paths = [...new Set(patterns.flatMap(matching))].sort(byCodePoint);
  if (paths.length > 0) return { paths, shuffle, seed };
  throw new FileError({
    who,
    rule: { en: 'no file fits the pattern', ko: '패턴에 맞는 파일이 없습니다' },
    received: describe(pattern),
    hint: {
      en: `Paths begin at '${machine.paths.workingFolder()}'; * stands for a part of one name, not for folders below`,
      ko: `경로는 '${machine.paths.workingFolder()}'에서 시작합니다. *는 이름 하나의 일부를 뜻하고 하위 폴더까지 찾지는 않습니다`,
    },
  });
}

function matching(pattern: string): string[] {
  const { paths } = machine;
  const isAbsolute = paths.isAbsolute(pattern);
  const parts = pattern.split(/[\\/]/).filter((part, i) => part !== '' || i === 0);
  let found = [isAbsolute ? parts.shift()! || paths.separator : ''];
  for (const [depth, part] of parts.entries()) {
    const last = depth === parts.length - 1;
    const join = (folder: string, name: string): string => (folder === '' ? name : paths.join(folder, name));
    if (!/[*?]/.test(part)) found = found.map((folder) => join(folder, part)).filter(exists);
    else {
      const fits = new RegExp(
        `^${part
          .replace(/[.+^${}()|[\]\\]/g, '\\$&')
          .replace(/\*/g, '.*')
          .replace(/\?/g, '.')}$`,
        's',
      );
      found = found.flatMap((folder) =>
        listFolder(folder === '' ? '.' : folder, who)
          .filter(
            (entry) =>
              fits.test(entry.name) &&
              (!entry.name.startsWith('.') || part.startsWith('.')) &&
              (last ? entry.isFile : entry.isFolder),
          )
          .map((entry) => join(folder, entry.name)),
      );
    }
  }
  return found.filter((path) => machine.files.facts(path)?.isFile);
}
