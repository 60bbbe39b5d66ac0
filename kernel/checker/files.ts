/**
 * @file Watches what cells import, so that the type checker reads it again after a change: the student's own files, and
 * the folders in which packages are installed. Nothing runs in the background: before a cell is checked, the few known
 * files are looked at.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { importedFiles, isCode, otherNames } from '../own-imports.ts';
import { placesOfPackages } from '../packages.ts';
import { importedByPaths, settingsIn, settingsTime } from '../tsconfig.ts';

/** One changed file. `created`: it was not there before. */
export interface FileChange {
  path: string;
  created: boolean;
}

/** The files reachable from cells by the paths they import. */
export class OwnFiles {
  readonly #times = new Map<string, number>();
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** What has changed since the last call, after taking in the imports of one more cell. */
  changes(cell: string): FileChange[] {
    const changed: FileChange[] = [];
    for (const [path, before] of Array.from(this.#times)) {
      const now = timeOf(path);
      if (now === before) continue;
      this.#times.set(path, now);
      changed.push({ path, created: before === 0 });
      if (now > 0) this.#follow(readFileSync(path, 'utf8'), dirname(path));
    }
    this.#follow(cell, this.#cwd);
    return changed;
  }

  #follow(text: string, folder: string): void {
    const named = importedFiles(text).map((specifier) => resolve(folder, specifier));
    for (const base of [...named, ...importedByPaths(text, settingsIn(this.#cwd))]) {
      for (const path of [base, ...otherNames(base)]) {
        if (this.#times.has(path)) continue;
        const time = timeOf(path);
        this.#times.set(path, time);
        if (time > 0 && isCode(path)) this.#follow(readFileSync(path, 'utf8'), dirname(path));
      }
    }
  }
}

/** What package managers write each time they install something, inside `node_modules`. */
const records = ['', '.package-lock.json', '.yarn-state.yml', '.yarn-integrity', '.modules.yaml'];

/** When packages were last installed where a folder's cells find them, and its own settings changed, as a text that changes with it. */
export function installedAt(cwd: string): string {
  return placesOfPackages(cwd)
    .flatMap<number | undefined>((folder) =>
      records.map((record) => statSync(resolve(folder, record), { throwIfNoEntry: false })?.mtimeMs),
    )
    .concat(settingsTime(cwd))
    .join();
}

/** When a file was changed last; 0 when there is none. */
function timeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.mtimeMs : 0;
}
