/**
 * @file Runs a notebook's cells in order, whatever kernel they run on: parameters, a limit per cell, outputs as a front
 * end would store them, the first error as the end.
 */
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../language.ts';
import type { CellReply, Connect, Connection, Published } from './connection.ts';
import { hasTag, readNotebook, sourceText, type Cell, type Notebook, type Output } from './file.ts';
import { inSession, type InSessionOptions } from './in-session.ts';
import { Collector, type Shown } from './outputs.ts';
import { withParameters } from './parameters.ts';
import { WidgetStates } from './widget-states.ts';
import type { NotebookCell } from '../session/whereabouts.ts';

type CellError = Omit<Extract<Output, { output_type: 'error' }>, 'output_type'>;

export interface RunOptions {
  /** Seconds a cell may take before it is interrupted and counts as failed. Default: no limit. */
  timeout?: number;
  /** Values that replace those of the cell tagged `parameters` (or come first, if there is none). */
  parameters?: Record<string, unknown>;
  /** Go on after a cell that failed. Default false. */
  allowErrors?: boolean;
  /** Called with everything that is shown, while it happens. */
  onOutput?: (output: Output) => void;
  /** Called after every code cell. */
  onCell?: (cell: Cell, run: CellRun, index: number) => void;
}

/** How a cell ended. */
export interface CellRun {
  /** May still change afterwards, when a later cell updates a display of this one. */
  outputs: Output[];
  executionCount: number | null;
  seconds: number;
  /** The error that ended it. */
  error?: CellError;
  timedOut: boolean;
}

/** What running a notebook gave. */
export interface NotebookRun {
  /** The executed copy. */
  notebook: Notebook;
  cells: CellRun[];
  /** Number of cells that failed. */
  errors: number;
}

/** A timer set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** How long a kernel may take to end a cell that was stopped. */
const STOP_MS = 10_000;

/** Reads and runs a notebook in its own folder, without Jupyter. @throws FileError, FormatError */
export async function runNotebookFile(
  path: string,
  options: RunOptions & Partial<InSessionOptions> = {},
): Promise<NotebookRun> {
  const notebook = await readNotebook(path);
  return runNotebook(notebook, (cells) => inSession({ cwd: dirname(resolve(path)), cells, ...options }), options);
}

/** Runs all code cells of a notebook in order; by default it stops at the first that fails. */
export async function runNotebook(
  notebook: Notebook,
  connect: Connect,
  options: RunOptions = {},
): Promise<NotebookRun> {
  const copy = withParameters(structuredClone(notebook), options.parameters ?? {});
  const code = copy.cells.filter((cell) => cell.cell_type === 'code');
  for (const cell of code) [cell.outputs, cell.execution_count] = [[], null];
  const runs: CellRun[] = [];
  let errors = 0;
  let kernel: CellRunner | undefined;
  try {
    for (const [index, cell] of copy.cells.entries()) {
      const source = sourceText(cell);
      if (cell.cell_type !== 'code' || source.trim() === '') continue;
      kernel ??= new CellRunner(await connect(code.map(asKnown)), options);
      const run = await kernel.run(source, cell.id);
      cell.outputs = run.outputs; // the same array: later updates arrive in it
      cell.execution_count = run.executionCount;
      runs.push(run);
      const failed = run.error && (run.timedOut || !hasTag(cell, 'raises-exception'));
      if (failed) errors++;
      options.onCell?.(cell, run, index);
      if (failed && (!options.allowErrors || run.executionCount === null)) break;
    }
    if (kernel) Object.assign(copy.metadata, kernel.metadata);
    // Those of an earlier run went with its outputs.
    delete copy.metadata['widgets'];
    const widgets = kernel?.widgets.stored();
    if (widgets) copy.metadata['widgets'] = widgets;
  } finally {
    await kernel?.close();
  }
  return { notebook: copy, cells: runs, errors };
}

function asKnown(cell: Cell): NotebookCell {
  return { id: cell.id, source: sourceText(cell) };
}

/** Runs single cells on a kernel and gathers what they show. */
export class CellRunner {
  readonly #connection: Connection;
  readonly #options: Pick<RunOptions, 'timeout' | 'onOutput'>;
  /** Where each display id was shown, over all cells. */
  readonly #shown = new Map<string, Shown[]>();
  /** The widgets that the cells have made. */
  readonly widgets = new WidgetStates();

  constructor(connection: Connection, options: Pick<RunOptions, 'timeout' | 'onOutput'> = {}) {
    this.#connection = connection;
    this.#options = options;
  }

  /** What a front end writes into the notebook about this kernel. */
  get metadata(): Connection['metadata'] {
    return this.#connection.metadata;
  }

  async run(code: string, id?: string): Promise<CellRun> {
    const began = performance.now();
    const collector = new Collector(this.#shown, this.#options.onOutput);
    let error: CellError | undefined;
    const publish = (message: Published): void => {
      if (message.type === 'error') error = message.content as unknown as CellError;
      collector.add(message);
      this.widgets.add(message);
    };
    const ended = this.#connection.execute(code, publish, id);
    let reply = await this.#within(ended);
    const timedOut = reply === undefined;
    if (timedOut) {
      await this.#connection.interrupt();
      reply = await Promise.race([ended, sleep(STOP_MS, undefined, { ref: false })]);
      error = timeoutError(this.#options.timeout!);
      collector.replaceError(error);
    } else if (reply!.status === 'aborted') {
      error = {
        ename: 'Aborted',
        evalue: say({ en: 'The kernel cancelled the cell.', ko: '커널이 셀을 취소했습니다.' }),
        traceback: [],
      };
    }
    const { outputs } = collector;
    const seconds = (performance.now() - began) / 1000;
    return { outputs, executionCount: reply?.executionCount ?? null, seconds, timedOut, ...(error ? { error } : {}) };
  }

  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** The reply, or undefined when it is late. */
  async #within(ended: Promise<CellReply>): Promise<CellReply | undefined> {
    const { timeout } = this.#options;
    if (timeout === undefined) return ended;
    const timer = new AbortController();
    const late = sleep(Math.min(timeout * 1000, LONGEST_TIMER_MS), undefined, { signal: timer.signal }).catch(
      () => undefined,
    );
    try {
      return await Promise.race([ended, late]);
    } finally {
      timer.abort();
    }
  }
}

function timeoutError(seconds: number): CellError {
  const evalue = say({
    en: `The cell took longer than ${seconds} s and was stopped.`,
    ko: `셀이 ${seconds}초를 넘겨 멈췄습니다.`,
  });
  return { ename: 'TimeoutError', evalue, traceback: [`\u001B[31mTimeoutError\u001B[39m: ${evalue}`] };
}
