/** @file What a session is put together from where Node runs: a process for the cells, TypeScript's language server. */
import { dirname } from 'node:path';
import { NativeChecker } from './checker/native.ts';
import type { DebuggerPlace } from './debugger/debugger.ts';
import { plainFirst } from './compile/plain.ts';
import { stripperIn } from './compile/strip-node.ts';
import { StripThread } from './compile/strip-thread.ts';
import type { Library } from './library.ts';
import { ImportedNotebooks } from './notebook/imported.ts';
import { kernelFolder } from './paths.ts';
import { RunnerProcess } from './session/runner-process.ts';
import type { SessionParts } from './session/terms.ts';
import { brokenSettings } from './tsconfig.ts';

export interface NodeOptions {
  /** The notebook's folder: imports and files are looked up from here. */
  cwd: string;
  library: Library;
  /** More environment for the cells' process. */
  env?: Record<string, string>;
}

export function nodeParts({ cwd, library, env }: NodeOptions): SessionParts {
  const stripper = plainFirst(new StripThread(cwd));
  const notebooks = new ImportedNotebooks(cwd, { stripper, library });
  return {
    checker: new NativeChecker(cwd, library),
    stripper,
    importedBy: (cell) => notebooks.in(cell),
    library,
    aboutFolder: () => brokenSettings(cwd),
    notices: { ...process.env, ...env }['KERNELAB_NOTICES'] !== 'off',
    startRunner: (events) => new RunnerProcess({ cwd, library, env }, events),
  };
}

/** What a debugger of such a session must know. */
export function debuggerPlace({ cwd, library }: NodeOptions): DebuggerPlace {
  return {
    cwd,
    ours: [kernelFolder, dirname(library.code)],
    libraryNames: library.names,
    stripper: plainFirst(stripperIn(cwd)),
  };
}
