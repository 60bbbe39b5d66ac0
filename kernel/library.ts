/**
 * @file The library that cells find without importing it. The kernel knows none: it is given a module (`--library`,
 * by default kernelab's own) whose export `library` says what it is called, which names it gives, where its code and
 * types lie, and what it has to say about a beginner's errors.
 */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from './checker/checker.ts';
import { FileError, FormatError } from './errors.ts';
import type { Text } from './language.ts';

/** What runs, but does not do what a beginner means by it. */
export interface Notice extends Text {
  /** A word by which tests and tools know the kind. */
  cause: string;
  /** Counted from 1; without: the cell as a whole. */
  line?: number;
  /** The line of code that is suggested. */
  write?: string;
}

/** A comparison, an `in` or a condition of a cell, with what the type checker says of its sides. */
export interface OperatorUse {
  /** `==`, `!=`, `===`, `!==`, `in`, `for in`, or `condition`. */
  operator: string;
  /** The sides as written; of `for in`, `left` is the loop's variable; of a condition both are what is tested. */
  left: string;
  right: string;
  leftType: string | undefined;
  rightType: string | undefined;
  /** The type checker's line about the left side: `const a: NDArray`, `(method) NDArray.gt(…): NDArray`. */
  leftSymbol?: string | undefined;
  /** How the cell declares the left side: once and as a constant (that may be a list written out), or in another way. */
  leftDeclared?: 'constant' | 'list' | 'otherwise' | undefined;
  /** The cell leaves holes in the right side, a list. */
  rightIsSparse?: boolean | undefined;
}

/** What the type checker knows of a name. */
export interface NameType {
  /** As TypeScript writes it. */
  type: string;
  /** What a call of it gives. */
  gives: string | undefined;
  /** Declared by const. */
  fixed: boolean;
}

/** What a docstring says of a name or an option, in both languages where somebody wrote them. */
export interface BookLine {
  name?: string;
  text: string;
  ko?: string;
  options?: readonly BookLine[];
}

/** What there is, by the path that cells write: `keras.layers.Conv2D`. */
export type Book = Readonly<Record<string, BookLine & { members?: readonly BookLine[] }>>;

export interface Library {
  /** As cells import it: `import { … } from 'NAME'`. */
  name: string;
  /** The module with the values, and its declarations; absolute, or from the describing module's folder. */
  code: string;
  types: string;
  /** Exports that a cell may use without importing them. */
  names: readonly string[];
  /** What cells call types that TypeScript names otherwise: `{ NDArray: 'np.ndarray' }`. */
  typeNames?: Readonly<Record<string, string>>;
  /** The file of its `Book`, from where the describing module lies; Shift+Tab takes the options of calls from it. */
  book?: string;
  /** Links for a front end's help menu. */
  helpLinks?: readonly { text: string; url: string }[];
  /** Pages of its lab extension for the same menu; `path` from where JupyterLab serves extensions, e.g. `kernelab/static/x.html`. */
  pages?: readonly { text: Text; path: Text }[];
  /** One line of advice for a problem TypeScript found; `types`: what is known of the cell's names, with dots as written. */
  hintFor?(
    problem: Problem,
    code: string,
    types: ReadonlyMap<string, NameType>,
  ): (Text & { write?: string }) | undefined;
  /** One line of advice under an error that a cell has thrown, from the line of the student's where it was. */
  hintForThrown?(thrown: { name: string; message: string; line: string }): (Text & { write?: string }) | undefined;
  /** Whether the library itself checks, when the cell runs, what this problem is about; such a problem does not stop a cell. */
  checksItself?(problem: Problem, code: string): boolean;
  /** What in a cell runs, but does not do what a beginner means by it; one line each, shown before the cell runs. */
  notices?(code: string): Notice[];
  /** The same of one operator, whose sides' types are known. */
  operatorNotice?(use: OperatorUse): (Text & { cause: string; write?: string }) | undefined;
  /** What completion calls something of a type of the library's (`function`, `class`); undefined: what it looks like. */
  kindOfType?(type: string): string | undefined;
}

const who = 'library';

/** Loads a describing module. @throws FileError, FormatError */
export async function loadLibrary(file: string): Promise<Library> {
  const path = resolve(file);
  if (!existsSync(path))
    throw new FileError({ who, rule: { en: 'there is no such module', ko: '그런 모듈이 없습니다' }, received: path });
  const { library } = (await import(pathToFileURL(path).href)) as { library?: Partial<Library> };
  const { name, code, types, names, book } = library ?? {};
  if (typeof name !== 'string' || typeof code !== 'string' || typeof types !== 'string' || !isNames(names)) {
    const rule = {
      en: 'the module must export `library` with the texts name, code, types and the list names',
      ko: '모듈은 문자열 name, code, types와 리스트 names가 든 `library`를 내보내야 합니다',
    };
    throw new FormatError({
      who,
      rule,
      received:
        library === undefined ? { en: `${path} without it`, ko: `그것이 없는 ${path}` } : JSON.stringify(library),
    });
  }
  const folder = dirname(path);
  return {
    ...library,
    name,
    names,
    code: resolve(folder, code),
    types: resolve(folder, types),
    ...(book === undefined ? {} : { book: resolve(folder, book) }),
  };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
