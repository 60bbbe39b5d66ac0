/**
 * @file The folder in which cells live for the type checker: a temporary one that holds only a tsconfig and links to
 * the `node_modules` a cell may import from. The cells themselves are documents in memory. `rootDirs` merges it with
 * the notebook's own folder, so `./helper.ts` in a cell means the file beside the notebook.
 */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Library } from '../library.ts';
import { packageFolders, typesFolder } from '../paths.ts';

/** Makes the folder. `remove` deletes it (and nothing behind its links). */
export function makeCellFolder(cwd: string, library: Library): { path: string; remove: () => void } {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'kernelab-')));
  let folder = base;
  // Packages are looked up outwards from the innermost folder: the notebook's first, kernelab's own last.
  const homes = [
    ...new Set([
      ...packageFolders().reverse(),
      ...ancestors(cwd)
        .reverse()
        .map((dir) => join(dir, 'node_modules'))
        .filter((dir) => existsSync(dir)),
      join(cwd, 'node_modules'),
    ]),
  ];
  for (const home of homes) {
    folder = join(folder, 'p');
    mkdirSync(folder);
    symlinkSync(home, join(folder, 'node_modules'), 'junction');
  }
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: options(folder, cwd, library), include: ['*.ts'] }),
  );
  const remove = (): void => rmSync(base, { recursive: true, force: true });
  process.once('exit', remove);
  return { path: folder, remove };
}

/** As lenient as tslab and as JavaScript-minded as a student: no `strict`, but every real mistake is an error. */
function options(folder: string, cwd: string, library: Library): Record<string, unknown> {
  return {
    target: 'esnext',
    module: 'preserve',
    moduleResolution: 'bundler',
    lib: ['esnext'],
    types: ['node', join(typesFolder(), 'globals.d.ts')],
    typeRoots: packageFolders().map((packages) => join(packages, '@types')),
    strict: false,
    noEmit: true,
    allowJs: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    rootDirs: [folder, cwd],
    paths: { [library.name]: [library.types], tslab: [join(typesFolder(), 'tslab.d.ts')] },
  };
}

function ancestors(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    found.push(at);
    if (dirname(at) === at) return found;
  }
}
