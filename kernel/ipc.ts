/**
 * @file What the kernel process and the runner process say to each other.
 * Orders come over one pipe, reports go back over another, written synchronously, so that nothing a busy cell prints is
 * lost or reordered (`frames.ts` says how they lie in there); a third pipe reaches the runner's watchdog thread even
 * while a cell blocks the main thread.
 *
 * Each side holds one handler per type (`Handlers`), so that the compiler names what a new message still lacks.
 */
import type { JsonText } from './json-text.ts';

/** Numbers of the runner's pipes. */
export const PIPES = { reports: 3, watchdog: 4, orders: 5 } as const;

/** What the runner must know from its first line on; its only argument, as JSON. */
export interface RunnerSetup {
  /** How cells import the library, and its module. */
  library: { name: string; code: string };
}

/** The exit code of a runner whose own code fails because a cell has changed JavaScript's own objects. */
export const DAMAGED = 86;
/** The exit code of a runner that got no thread for its watchdog: Stop and `input()` would do nothing. */
export const UNWATCHED = 87;

/** MIME type to content. */
export type MimeBundle = Record<string, unknown>;

/** One handler for each type of a union of messages. */
export type Handlers<Message extends { type: string }> = {
  readonly [Type in Message['type']]: (message: Extract<Message, { type: Type }>) => void;
};

/** Hands a message to the handler of its type. */
export function dispatch<Message extends { type: string }>(handlers: Handlers<Message>, message: Message): void {
  const handler = handlers[message.type as Message['type']] as (message: Message) => void;
  handler(message);
}

/** JavaScript of a cell and what is needed to run it and to speak about it in the student's own lines. */
export interface RunnableCode {
  /** A script whose value is an async function; calling it runs the cell and resolves to its last value. */
  code: string;
  /** Source maps (JSON) from `code` back to the cell, innermost first. */
  maps: string[];
  /** Top-level names to be shared with other cells, as they are called at run time. */
  declare: string[];
  /** Names of the library the code uses without importing them. */
  needs: string[];
}

/** A message of Jupyter's comms: the line between something in a cell's process and its twin in the front end. */
export type CommMessage = 'comm_open' | 'comm_msg' | 'comm_close';

/** What travels of a comm message, in either direction. */
interface CommParts {
  message: CommMessage;
  content: JsonText;
  metadata?: Record<string, unknown>;
  buffers?: readonly Uint8Array[];
}

/** Orders to the runner's main thread. */
export type Order =
  | {
      type: 'execute';
      /** Counts up. */
      cell: number;
      /** The number beside the cell. */
      count: number;
      label: string;
      source: string;
      run: RunnableCode;
      /** Notebooks that it imports. */
      notebooks: readonly ImportedNotebook[];
      expressions: Record<string, RunnableCode | { failed: string }>;
      /** Whether somebody is there to type what `input()` asks for. */
      input: boolean;
    }
  /** `cell`: a number as cells have one; what a listener shows belongs to this message. */
  | ({ type: 'comm'; cell: number } & CommParts)
  /** What the value of `a.b.c` has, for completion; `id` comes back with the answer. */
  | { type: 'members'; id: number; path: string[] }
  | { type: 'shutdown' };

/** A notebook as the module that a cell imports. */
export interface ImportedNotebook {
  /** Its file. */
  path: string;
  /** TypeScript that exports its names. */
  code: string;
  isJsx: boolean;
}

/** A field or method of a value. */
export interface Member {
  name: string;
  kind: 'function' | 'class' | 'property';
}

/** Orders to V8's inspector of the main thread (methods of the Chrome DevTools Protocol), which the watchdog passes on. */
export type InspectorOrder =
  { type: 'cdpOpen' } | { type: 'cdp'; id: number; method: string; params: object } | { type: 'cdpClose' };

/** Orders to the watchdog thread. An interrupt names its cell, since it may arrive before that begins or after it ended. */
export type WatchdogOrder = { type: 'interrupt'; cell: number } | { type: 'input'; value: string } | InspectorOrder;

/** An error as a notebook shows it. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** The value of one of `user_expressions`. */
export type ExpressionReply =
  { status: 'ok'; data: MimeBundle; metadata: MimeBundle } | ({ status: 'error' } & CellError);

/** The content of display_data and of update_display_data. */
export interface DisplayContent {
  data: MimeBundle;
  metadata: MimeBundle;
  transient: { display_id?: string };
}

/** The content of execute_result. */
export interface ResultContent {
  data: MimeBundle;
  metadata: MimeBundle;
  execution_count: number;
}

/** What happens in the runner, always with the number of the cell it belongs to (0: none). */
export type Report =
  /** `globals`: the names of its global object. */
  | { type: 'ready'; globals: string[] }
  | { type: 'stream'; cell: number; name: 'stdout' | 'stderr'; text: string }
  | {
      type: 'display';
      cell: number;
      update: boolean;
      /** The display id, where it has one. */
      id?: string | undefined;
      /** A variable: it is not shown where another cell of the notebook waits for that. */
      unlessAwaited?: string | undefined;
      content: JsonText<DisplayContent>;
      buffers?: readonly Uint8Array[];
    }
  /** Two objects met at a comparison whose sides' types were not known before: the cell that has it, and its place among that cell's operators. */
  | { type: 'compared'; cell: number; of: number; operator: number; left: string; right: string }
  | { type: 'clear'; cell: number; wait: boolean }
  /** `text`: its text/plain, for the history. */
  | { type: 'result'; cell: number; text?: string; content: JsonText<ResultContent> }
  | ({ type: 'comm'; cell: number } & CommParts)
  | { type: 'input'; cell: number; prompt: string; password: boolean }
  | {
      type: 'done';
      cell: number;
      error?: CellError;
      interrupted: boolean;
      /** Of a cell that failed: the line of its top level that did, where that is known. */
      line?: number | undefined;
      /** The student's line where the error was made, as it is written; of a function it is that in the function. */
      text?: string | undefined;
      /** Of a cell that failed: declared names that have no value. */
      unset: string[];
      /** Of a cell that failed: declared names that hold the very value from before. */
      kept: string[];
      expressions: Record<string, ExpressionReply>;
      /** Names that its global object has got since. */
      globals: string[];
    }
  /** The listeners of a comm message are through. */
  | { type: 'handled'; cell: number }
  | { type: 'members'; id: number; members: Member[] };

/** What V8's inspector answers and tells. */
export type InspectorReport =
  | { type: 'cdpReply'; id: number; result?: object; error?: string }
  | { type: 'cdpEvent'; method: string; params: object };

/** A variable as a debugger's panel lists it; `opens`: there is something inside. */
export interface VariableRow {
  name: string;
  type: string;
  value: string;
  opens: boolean;
}

/** What the watchdog says on its own pipe. */
export type WatchdogReport = { type: 'memory'; used: number; limit: number; setting: string } | InspectorReport;
