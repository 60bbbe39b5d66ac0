/**
 * @file How a cell's names of the library are imported for the type checker: from the file that declares them. The library's own door would
 * do, but TypeScript then reads all of it, of which arrays are a tenth.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Library } from '../library.ts';

/** The file that has a name, and what it is called there; `*`: the name stands for all of the file. */
interface Place {
  file: string;
  exported: string;
}

/** Gives the statement that imports a name of the library. */
export function libraryImports({ name: library, types }: Pick<Library, 'name' | 'types'>): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const statement = known.get(name) ?? statementFor(name, library, placeOf(name, types));
    known.set(name, statement);
    return statement;
  };
}

function statementFor(name: string, library: string, place: Place | undefined): string {
  if (place === undefined) return `import { ${name} } from ${JSON.stringify(library)};`;
  // TypeScript finds declarations, and TypeScript itself, by the name that the JavaScript would have.
  const from = JSON.stringify(place.file.replaceAll('\\', '/').replace(/(?:\.d)?\.ts$/, '.js'));
  if (place.exported === '*') return `import * as ${name} from ${from};`;
  return `import { ${place.exported === name ? name : `${place.exported} as ${name}`} } from ${from};`;
}

/** Follows a name from file to file, as far as files only pass it on. */
function placeOf(name: string, file: string, seen = new Set<string>()): Place | undefined {
  if (seen.has(file) || !file.endsWith('.ts') || !existsSync(file)) return undefined;
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  const at = (specifier: string): string =>
    resolve(dirname(file), file.endsWith('.d.ts') ? specifier.replace(/\.ts$/, '.d.ts') : specifier);
  for (const [, exported, from] of text.matchAll(/^export \* as (\w+) from '([^']+)'/gm)) {
    if (exported === name) return { file: at(from!), exported: '*' };
  }
  for (const [, list, from] of text.matchAll(/^export \{([^}]*)\} from '([^']+)'/gm)) {
    for (const item of list!.split(',')) {
      const [, own, other] = /^\s*(\w+)(?: as (\w+))?\s*$/.exec(item) ?? [];
      if (own !== undefined && (other ?? own) === name)
        return placeOf(own, at(from!), seen) ?? { file: at(from!), exported: own };
    }
  }
  if (
    new RegExp(
      String.raw`^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function|class) ${name}\b`,
      'm',
    ).test(text)
  )
    return { file, exported: name };
  for (const [, from] of text.matchAll(/^export \* from '([^']+)'/gm)) {
    const place = placeOf(name, at(from!), seen);
    if (place !== undefined) return place;
  }
  return undefined;
}
