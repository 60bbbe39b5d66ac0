/** @file What goes into a session and comes out of it: its parts, cells with their options, outputs and outcomes, events. */
import type { TypeChecker } from '../checker/checker.ts';
import type { Stripper } from '../compile/stripper.ts';
import type {
  CellError,
  CommMessage,
  ExpressionReply,
  ImportedNotebook,
  InspectorReport,
  Report,
  RunnableCode,
} from '../ipc.ts';
import type { JsonText } from '../json-text.ts';
import type { Library, Notice } from '../library.ts';
import type { StartRunner } from './runner.ts';
import type { ReadNotebook } from './whereabouts.ts';

/** What a cell shows while (or after) it runs. */
export type CellOutput = Extract<Report, { type: 'stream' | 'display' | 'clear' | 'result' | 'comm' }>;

/** How a cell ended. */
export interface CellOutcome {
  error?: CellError;
  interrupted: boolean;
  expressions: Record<string, ExpressionReply>;
}

/** What a session is put together from. */
export interface SessionParts {
  checker: TypeChecker;
  stripper: Stripper;
  library: Library;
  startRunner: StartRunner;
  /** Whether cells get notices (default: yes); graded output has none. */
  notices?: boolean;
  /** What is to be said once about the folder of the notebook. */
  aboutFolder?: () => Notice | undefined;
  /** The notebook, where it can be read: it also has cells that never came. */
  notebook?: ReadNotebook;
  /** The notebooks that a cell imports. */
  importedBy?: (cell: string) => Promise<ImportedNotebook[]>;
}

export interface SessionEvents {
  /** Something to show. `cell` is the number `execute` was given. */
  output(output: CellOutput): void;
  /** The running cell wants a line of text; answer with `input`. */
  inputRequest?(cell: number, prompt: string, password: boolean): void;
  /** A cell is about to be given to its process, which waits for what is promised here. */
  beforeCell?(cell: StartingCell): Promise<void> | undefined;
  /** V8's inspector in the cells' process answers or tells something. */
  inspected?(report: InspectorReport): void;
  /** Stop was pressed. */
  interrupted?(): void;
  /** The cells have another process. */
  replaced?(): void;
}

/** A cell that is about to run. */
export interface StartingCell {
  cell: number;
  /** What tracebacks call it. */
  label: string;
  /** Its text as it stands in the notebook. */
  written: string;
  run: RunnableCode;
}

export interface ExecuteOptions {
  /** How tracebacks call the cell, e.g. `Cell [3]`. */
  label: string;
  /** The notebook's own name for the cell, which stays when its text changes. */
  id?: string | undefined;
  /** The number beside the cell. */
  count: number;
  /** Expressions to evaluate after the cell. */
  expressions?: Record<string, string>;
  /** Whether somebody is there to type what `input()` asks for. */
  input?: boolean;
}

/** A message of a comm from the front end. */
export interface IncomingComm {
  message: CommMessage;
  id: string;
  /** Of a comm_open: what it is for. */
  target: string;
  content: JsonText;
  metadata?: Record<string, unknown>;
  buffers?: readonly Uint8Array[];
}
