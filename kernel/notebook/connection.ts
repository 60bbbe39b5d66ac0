/** @file What runs a notebook's cells: the kernel's own session in this process, or a kernel behind a Jupyter server. */
import type { NotebookCell } from '../session/whereabouts.ts';

/** A message about a cell, in Jupyter's words: `stream`, `display_data`, `error`, … */
export interface Published {
  type: string;
  content: Record<string, unknown>;
  buffers?: readonly Uint8Array[] | undefined;
}

/** How a cell ended. */
export interface CellReply {
  status: 'ok' | 'error' | 'aborted';
  /** The number beside the cell; null where the cell did not run. */
  executionCount: number | null;
}

/** What a front end writes into a notebook about the kernel that ran it. */
export interface KernelMetadata {
  kernelspec: Record<string, unknown>;
  language_info: Record<string, unknown>;
}

/** A started kernel. */
export interface Connection {
  readonly metadata: KernelMetadata;
  /** Runs a cell. `publish` gets what it shows, also what comes after its end (from timers); `id`: the notebook's name for it. */
  execute(code: string, publish: (message: Published) => void, id?: string): Promise<CellReply>;
  /** Stops the running cell. */
  interrupt(): void | Promise<void>;
  /** Ends the kernel. */
  close(): void | Promise<void>;
}

/** Starts a kernel for the code cells of a notebook; one without code never asks for a kernel. */
export type Connect = (cells: readonly NotebookCell[]) => Connection | Promise<Connection>;
