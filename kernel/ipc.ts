/**
 * @file What the kernel process and the runner process say to each other.
 * Orders travel over Node's IPC channel; reports come back over a pipe of their own (fd 3), written synchronously, so
 * that nothing a busy cell prints is lost or reordered; a second pipe (fd 4) reaches the runner's watchdog thread
 * even while a cell blocks the runner's main thread.
 */

/** MIME type to content. */
export type MimeBundle = Record<string, unknown>;

/** JavaScript of a cell and what is needed to run it and to speak about it in the student's own lines. */
export interface RunnableCode {
  /** A script whose value is an async function; calling it runs the cell and resolves to its last value. */
  code: string;
  /** Source maps (JSON) from `code` back to the cell, innermost first. */
  maps: string[];
  /** Top-level names to be shared with other cells, as they are called at run time. */
  declare: string[];
  /** Names of the library (`np`, `plt`, …) the code uses without importing them. */
  needs: string[];
}

/** Orders to the runner's main thread. */
export type Order =
  | {
      type: 'execute';
      /** Counts up. */
      cell: number;
      label: string;
      source: string;
      run: RunnableCode;
      expressions: Record<string, RunnableCode | { failed: string }>;
    }
  | { type: 'shutdown' };

/** Orders to the watchdog thread. An interrupt names its cell, since it may arrive before that begins or after it ended. */
export type WatchdogOrder = { type: 'interrupt'; cell: number } | { type: 'input'; value: string };

/** An error as a notebook shows it. */
export interface CellError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** The value of one of `user_expressions`. */
export type ExpressionReply =
  { status: 'ok'; data: MimeBundle; metadata: MimeBundle } | ({ status: 'error' } & CellError);

/** What happens in the runner, always with the number of the cell it belongs to (0: none). */
export type Report =
  | { type: 'ready' }
  | { type: 'stream'; cell: number; name: 'stdout' | 'stderr'; text: string }
  | { type: 'display'; cell: number; data: MimeBundle; metadata: MimeBundle; displayId?: string; update: boolean }
  | { type: 'clear'; cell: number; wait: boolean }
  | { type: 'result'; cell: number; data: MimeBundle; metadata: MimeBundle }
  | { type: 'input'; cell: number; prompt: string; password: boolean }
  | {
      type: 'done';
      cell: number;
      error?: CellError;
      interrupted: boolean;
      /** Declared names that never got a value because the cell stopped before. */
      unset: string[];
      expressions: Record<string, ExpressionReply>;
    };

/** What the watchdog says on its own pipe. */
export type WatchdogReport = { type: 'memory'; used: number; limit: number };
