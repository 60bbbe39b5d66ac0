/**
 * @file The one door between the library and whatever runs its cells. A kernel (ours, a browser's) puts a `NotebookHost`
 * under `Symbol.for('kernelab.host')` on `globalThis`; the library never imports a kernel and works without any.
 */

/** MIME type to content: text as a string, JSON types as objects, binary types as base64 text. */
export type MimeBundle = Record<string, unknown>;

/** What a value offers to be shown as. An empty bundle means: show nothing. */
export interface Displayable {
  [displaySymbol](): MimeBundle | Promise<MimeBundle>;
}

/** The open protocol by which any object says how it wants to be shown in a notebook (shared with Deno). */
export const displaySymbol: unique symbol = Symbol.for('Jupyter.display') as never;

/** How a bundle is shown. */
export interface DisplayOptions {
  displayId?: string;
  update?: boolean;
  metadata?: Record<string, unknown>;
  /** Binary data beside the bundle, sent as it is. */
  buffers?: readonly Uint8Array[];
  /** A variable: nothing is shown where another cell of the notebook waits for it. */
  unlessAwaited?: string;
}

/** What goes with the data of a comm message. */
export interface CommExtras {
  metadata?: Record<string, unknown>;
  buffers?: readonly Uint8Array[];
}

/** A comm message from the front end. */
export interface CommReceived {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  buffers: readonly Uint8Array[];
}

/** One end of a line between an object here and its twin in the front end; both send JSON and binary buffers. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  send(data: Record<string, unknown>, extras?: CommExtras): void;
  close(data?: Record<string, unknown>, extras?: CommExtras): void;
  /** Calls `listener` with every message; what it prints and shows belongs to that message. */
  onMessage(listener: (message: CommReceived) => unknown): void;
  /** Calls `listener` when the front end closes the line. */
  onClose(listener: (message: CommReceived) => unknown): void;
}

/** What code showed that was run with an output area of its own. */
export type Shown =
  | { type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  /** `id`: its display id; `update`: it takes the place of what was shown under that. */
  | { type: 'display'; data: MimeBundle; metadata: Record<string, unknown>; id?: string | undefined; update: boolean }
  | { type: 'clear'; wait: boolean }
  | ({ type: 'error' } & ShownError);

/** An error as a notebook shows it: in lines, with the places in the user's cells. */
export interface ShownError {
  ename: string;
  evalue: string;
  traceback: string[];
}

/** A line of a cell, counted from 1; `where` is what messages call the cell. */
export interface CellPlace {
  readonly cell: number;
  readonly where: string;
  readonly line: number;
  /** The line as it is written, where that is known. */
  readonly text?: string;
}

/** What the program that runs the cells offers the library. */
export interface NotebookHost {
  /** Sends a MIME bundle to the running cell; with `update`, replaces what was shown under `displayId`. */
  display(data: MimeBundle, options?: DisplayOptions): void;
  /** Shows any value the way a cell shows its last expression. */
  show?(value: unknown, options?: { displayId?: string; update?: boolean }): void;
  /** The innermost line of the user's among the calls that led to where an error was made; undefined: none. */
  place?(at: Error): CellPlace | undefined;
  /** Aborted when the user presses Stop; a new one for every cell. */
  readonly signal: AbortSignal;
  /**
   * Calls `flush` at the end of every cell, before it counts as finished (figures that were drawn but not shown). An error that it
   * throws is the cell's.
   */
  onCellEnd(flush: () => void | Promise<void>): void;
  /**
   * Calls `giveBack` when nobody has used the notebook for a while: memory and threads that can be had again go, what cells hold
   * stays. Missing where nothing ever rests.
   */
  onRest?(giveBack: () => void): void;
  /** Opens a comm to what the front end knows as `target`. Missing where there is no front end to speak to. */
  openComm?(target: string, data?: Record<string, unknown>, extras?: CommExtras & { id?: string }): Comm;
  /** Says what answers when the front end opens a comm for `target`. */
  onCommOpen?(target: string, opened: (comm: Comm, opening: CommReceived) => unknown): void;
  /**
   * Runs `body` as a cell of its own whose output area is `sink`: its prints, displays, value, unshown figures and error go there,
   * and those of the code that it starts. Resolves when it is through, or stopped. A sink that gives false leaves it to the cell.
   */
  asCell?(body: () => unknown, sink: (shown: Shown) => boolean | void): Promise<void>;
  /** The output area that the calling code has of its own; undefined: its cell's. */
  readonly area?: object | undefined;
}

const hostSymbol = Symbol.for('kernelab.host');

/** The host of this process, or undefined in plain Node. */
export function notebookHost(): NotebookHost | undefined {
  return (globalThis as unknown as Record<symbol, NotebookHost | undefined>)[hostSymbol];
}

/** The signal of the running cell, or one that never fires. */
export function stopSignal(): AbortSignal {
  return notebookHost()?.signal ?? neverStops;
}

const neverStops = new AbortController().signal;
