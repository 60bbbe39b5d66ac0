/**
 * @file Notebooks that a cell imports: `import { f } from './other.ipynb'` runs the other's cells as one module and gives its names.
 * They are made into modules here, beside the compiler; the type checker and the cells' process get the texts.
 */
import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Stripper } from '../compile/stripper.ts';
import type { ImportedNotebook } from '../ipc.ts';
import type { Library } from '../library.ts';
import { importedFiles, isCode, otherNames } from '../own-imports.ts';
import { readNotebook } from './file.ts';
import { scriptOf } from './script.ts';

/** Finds the notebooks that a text leads to, read again when they have changed. */
export class ImportedNotebooks {
  readonly #cwd: string;
  readonly #parts: { stripper: Stripper; library: Library };
  readonly #known = new Map<string, { time: number; made: ImportedNotebook }>();

  constructor(cwd: string, parts: { stripper: Stripper; library: Library }) {
    [this.#cwd, this.#parts] = [cwd, parts];
  }

  /** Those of a cell, also by way of its own files and of other notebooks. @throws FormatError for a file that is no notebook */
  async in(cell: string): Promise<ImportedNotebook[]> {
    const found = new Map<string, ImportedNotebook>();
    const seen = new Set<string>();
    const follow = async (text: string, folder: string): Promise<void> => {
      for (const specifier of importedFiles(text)) {
        const path = fileOf(resolve(folder, specifier));
        if (path === undefined || seen.has(path)) continue;
        seen.add(path);
        if (path.endsWith('.ipynb')) found.set(path, await this.#made(path));
        const inside = found.get(path)?.code ?? (isCode(path) ? readFileSync(path, 'utf8') : '');
        await follow(inside, dirname(path));
      }
    };
    // Most cells import nothing of the kind: no file is looked at for them.
    if (importedFiles(cell).length > 0) await follow(cell, this.#cwd);
    return [...found.values()];
  }

  async #made(path: string): Promise<ImportedNotebook> {
    const time = statSync(path).mtimeMs;
    const known = this.#known.get(path);
    if (known?.time === time) return known.made;
    const { code, isJsx } = await scriptOf(await readNotebook(path), { ...this.#parts, kind: 'module' });
    const made = { path, code, isJsx };
    this.#known.set(path, { time, made });
    return made;
  }
}

/** The file that an import means: a notebook by its whole name, or one with code. */
function fileOf(base: string): string | undefined {
  const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return [base, ...otherNames(base)].find((path) => (path.endsWith('.ipynb') || isCode(path)) && isThere(path));
}
