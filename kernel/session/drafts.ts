/**
 * @file What is wrong in a cell that is still being written: what the type checker would refuse, what the library has a notice
 * about, and names that nothing uses. Nothing runs, and nothing is kept of the cell.
 */
import { FIRST_TYPE_ERROR, SUSPICIOUS, UNUSED, type Problem, type TypeChecker } from '../checker/checker.ts';
import { compileCell, type CellWorld, type CompiledCell } from '../compile/cell.ts';
import { looksLikeJsx } from '../compile/jsx.ts';
import type { Rewritten } from '../compile/magics.ts';
import { ownNames } from '../compile/own-names.ts';
import { CellSyntaxError } from '../compile/stripper.ts';
import type { ImportedNotebook } from '../ipc.ts';
import { say, type Text } from '../language.ts';
import type { Library, Notice } from '../library.ts';
import { adviceFrom, inStudentsWords } from './messages.ts';
import { nameTypes } from './name-types.ts';
import { operatorTraps } from './notices.ts';
import { missingName } from './whereabouts.ts';

/** A place that a front end underlines; line and column count from 1, in UTF-16 units. */
export interface DraftProblem {
  line: number;
  column: number;
  length: number;
  /** `error`: the cell would not run; `warning`: it would, and hardly do what is meant; `unused`: a name or line without effect. */
  kind: 'error' | 'warning' | 'unused';
  /** With a line of advice below it where there is one. */
  message: string;
}

/** Who is asked. */
export interface DraftParts {
  checker: TypeChecker;
  library: Library;
  world: CellWorld;
  /** The notebooks that it imports. */
  importedBy: (cell: string) => Promise<ImportedNotebook[]>;
  /** The cell with TypeScript in the place of IPython's commands. */
  rewritten: Rewritten;
}

/** In the order of the cell. `others`: the notebook's other cells, whose names will be there when they have run. */
export async function draftProblems(
  written: string,
  others: readonly string[],
  { checker, library, world, rewritten, importedBy }: DraftParts,
): Promise<DraftProblem[]> {
  const lines = written.split('\n');
  if ('refused' in rewritten) {
    const line = Math.max(1, lines.findIndex((text) => /^\s*[%!]/.test(text)) + 1);
    return [{ ...wholeLine(lines, line), kind: 'error', message: say(rewritten.refused) }];
  }
  const { code } = rewritten;
  const compiled = await compileCell(code, 'kernelab:draft', world).catch((error: unknown) => {
    if (error instanceof CellSyntaxError) return undefined;
    throw error;
  });
  const declared = compiled?.declared ?? [];
  const all = await checker.check(code, declared, {
    isObject: compiled?.isObject,
    loose: compiled?.loose,
    isJsx: compiled?.isJsx ?? looksLikeJsx(code),
    isDraft: true,
    notebooks: await importedBy(code).catch(() => []), // one that cannot be read is said when the cell runs
  });
  const isSyntax = all.find((problem) => isError(problem) && problem.code < FIRST_TYPE_ERROR);
  const elsewhere = new Set(others.flatMap((text) => [...ownNames(text)]));
  const refused = isSyntax
    ? [isSyntax]
    : all.filter((problem) => isError(problem) && !isExcused(problem, code, { library, elsewhere, compiled }));
  const asDraft = {
    hoversInChecked: (text: string, offsets: readonly number[]) => checker.hoversInChecked(text, offsets, true),
    hover: checker.hover.bind(checker),
    scope: checker.scope,
  };
  const types = refused.length > 0 && library.hintFor ? await nameTypes(code, asDraft) : new Map<string, never>();
  const errors = refused.map((problem): DraftProblem => {
    const hint = adviceFrom(library, problem, code, types);
    return { ...placeOf(problem), kind: 'error', message: withAdvice(inStudentsWords(problem.message, library), hint) };
  });
  const imported = new Set(declared.filter(({ kind }) => kind === 'import').map(({ name }) => name));
  const faded = all
    .filter((problem) => UNUSED.has(problem.code) || SUSPICIOUS.has(problem.code))
    .filter((problem) => !isImport(problem, lines, imported))
    .map((problem): DraftProblem => {
      const kind = UNUSED.has(problem.code) ? 'unused' : 'warning';
      return { ...placeOf(problem), kind, message: inStudentsWords(problem.message, library) };
    });
  const { traps } = compiled
    ? await operatorTraps(compiled.operators, { code, checker: asDraft }, library)
    : { traps: [] };
  const notices = isSyntax ? [] : [...(library.notices?.(code) ?? []), ...traps];
  const warnings = notices.map((notice: Notice): DraftProblem => {
    const place = wholeLine(lines, notice.line ?? 1);
    return { ...place, kind: 'warning', message: say(notice) };
  });
  return [...errors, ...warnings, ...faded].sort((a, b) => a.line - b.line || a.column - b.column);
}

function isError({ code }: Problem): boolean {
  return !UNUSED.has(code) && !SUSPICIOUS.has(code);
}

/** What stops no cell: what the library checks itself, and names that another cell makes or that are needed only later. */
function isExcused(
  problem: Problem,
  code: string,
  {
    library,
    elsewhere,
    compiled,
  }: { library: Library; elsewhere: ReadonlySet<string>; compiled: CompiledCell | undefined },
): boolean {
  if (library.checksItself?.(problem, code)) return true;
  const name = missingName(problem.message);
  if (name === undefined) return false;
  if (elsewhere.has(name)) return true;
  const before = code.split('\n').slice(0, problem.line - 1);
  const offset = before.reduce((sum, text) => sum + text.length + 1, 0) + problem.column - 1;
  return compiled?.later.has(offset) === true;
}

/** An import of the top level is there for later cells. */
function isImport(
  { line, column, length, code }: Problem,
  lines: readonly string[],
  names: ReadonlySet<string>,
): boolean {
  const marked = (lines[line - 1] ?? '').slice(column - 1, column - 1 + length);
  return names.size > 0 && (code === 6192 || names.has(marked) || /^\s*import\b/.test(marked));
}

function placeOf({ line, column, length }: Problem): Pick<DraftProblem, 'line' | 'column' | 'length'> {
  return { line, column, length };
}

/** The code of a line, without the spaces around it. */
function wholeLine(lines: readonly string[], line: number): Pick<DraftProblem, 'line' | 'column' | 'length'> {
  const text = lines[line - 1] ?? '';
  const column = text.length - text.trimStart().length + 1;
  return { line, column, length: Math.max(1, text.trim().length) };
}

function withAdvice(message: string, hint: Text | undefined): string {
  return hint === undefined || say(hint) === '' ? message : `${message}\n${say(hint)}`;
}
