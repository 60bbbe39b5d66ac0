/** @file What the kernel asks a type checker. `native.ts` is the one that runs beside Node. */
import type { DeclaredName } from '../compile/cell.ts';
import type { Insertion } from '../compile/loose.ts';
import type { FreeReference } from '../compile/scope.ts';
import type { ImportedNotebook } from '../ipc.ts';
import type { NotebookScope } from './scope.ts';

/** A problem in a cell; line and column count from 1. */
export interface Problem {
  line: number;
  column: number;
  length: number;
  message: string;
  code: number;
}

/** The UTF-16 offset of a problem in its cell. */
export function offsetOf({ line, column }: Problem, code: string): number {
  const before = code.split('\n').slice(0, line - 1);
  return before.reduce((n, text) => n + text.length + 1, 0) + column - 1;
}

/** One entry of a completion list in the language server's terms. */
export interface CompletionItem {
  label: string;
  kind?: number;
  sortText?: string;
  insertText?: string;
}

/** TypeScript's numbers below this are about syntax. */
export const FIRST_TYPE_ERROR = 2000;

/** TypeScript's numbers for what is declared and never used, and for code that is never reached: no reason to stop a cell. */
export const UNUSED: ReadonlySet<number> = new Set([6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027, 7028]);

/** `await` without effect, deprecated names: worth a word while one writes, no reason to stop a cell. */
export const SUSPICIOUS: ReadonlySet<number> = new Set([80007, 6385, 6387]);

/** What else is known of a cell. */
export interface CellFacts {
  /** It is an object and not a block. */
  isObject?: boolean | undefined;
  /** Names it uses that the process has none of, with their offsets: declarations of a browser's names do not make them. */
  absent?: readonly Pick<FreeReference, 'name' | 'start'>[];
  /** What is to be read as if it were written there. */
  loose?: readonly Insertion[] | undefined;
  /** It has JSX in it, which TypeScript reads in files of another kind. */
  isJsx?: boolean | undefined;
  /** Notebooks that it imports. */
  notebooks?: readonly ImportedNotebook[];
  /** It is still being written: told are also names that nothing uses, and nothing of the cell that runs is disturbed. */
  isDraft?: boolean;
}

/** The type checker of one notebook. */
export interface TypeChecker {
  /** The names of the cells kept so far. */
  readonly scope: NotebookScope;
  /** Why cells cannot be checked at the moment; undefined while they can. */
  readonly failure: string | undefined;
  /** Gets ready, so that the first cell finds it warm. */
  start(): Promise<void>;
  /** The type errors of a cell, given the names it declares itself. */
  check(code: string, declared: readonly DeclaredName[], facts?: CellFacts): Promise<Problem[]>;
  /** What is known (as `hover` says it) of names at UTF-16 offsets in the cell (or draft) that was checked last. */
  hoversInChecked(code: string, offsets: readonly number[], isDraft?: boolean): Promise<(string | undefined)[]>;
  /** Keeps an accepted cell: its names are known to later cells. */
  keep(id: string, code: string, declared: readonly DeclaredName[], facts?: Pick<CellFacts, 'loose' | 'isJsx'>): void;
  /** Completions at a UTF-16 offset; `own` are names the unfinished cell declares. */
  complete(code: string, offset: number, own: ReadonlySet<string>): Promise<CompletionItem[]>;
  /** How the things of a completion list are declared, in their order, e.g. `function zeros(…): NDArray`. */
  details(items: readonly CompletionItem[]): Promise<string[]>;
  /** What is known about the name at an offset: Markdown with its type and its documentation. */
  hover(code: string, offset: number, own: ReadonlySet<string>): Promise<string | undefined>;
  /** Forgets all cells (the runner was replaced). */
  clear(): void;
  stop(): void;
}
