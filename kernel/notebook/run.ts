/** @file Runs notebooks straight on the kernel's session: no ZeroMQ, no Jupyter, no Python. */
import { dirname, resolve } from 'node:path';
import { say } from '../language.ts';
import { Session } from '../session/session.ts';
import { hasTag, readNotebook, sourceText, type Cell, type Notebook, type Output } from './file.ts';
import { Collector, type Shown } from './outputs.ts';
import { withParameters } from './parameters.ts';

export interface HeadlessOptions {
  /** The folder cells run in. */
  cwd: string;
  /** Seconds a cell may take before it is interrupted and counts as failed. Default: no limit. */
  timeout?: number;
  /** More environment for the cells' process. */
  env?: Record<string, string>;
  /** Called with everything that is shown, while it happens. */
  onOutput?: (output: Output) => void;
}

/** A timer set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** How a cell ended. */
export interface CellRun {
  outputs: Output[];
  executionCount: number;
  seconds: number;
  /** The error that ended it. */
  error?: { ename: string; evalue: string; traceback: string[] };
  timedOut: boolean;
}

/** A kernel without Jupyter. Call `stop` at the end. */
export class HeadlessKernel {
  readonly #session: Session;
  readonly #options: HeadlessOptions;
  readonly #collectors = new Map<number, Collector>();
  /** Where each display id was shown, over all cells. */
  readonly #shown = new Map<string, Shown[]>();
  #cell = 0;
  #count = 0;

  constructor(options: HeadlessOptions) {
    this.#options = options;
    this.#session = new Session({
      cwd: resolve(options.cwd),
      env: options.env,
      output: (output) => (this.#collectors.get(output.cell) ?? this.#collectors.get(this.#cell))?.add(output),
      inputRequest: () => {
        this.#session.input(''); // nobody is there to type
      },
    });
  }

  /** Runs one cell; the outputs may still change afterwards, when a later cell updates a display of this one. */
  async run(code: string): Promise<CellRun> {
    const began = performance.now();
    const executionCount = ++this.#count;
    const collector = new Collector(executionCount, this.#shown, this.#options.onOutput);
    this.#collectors.set(++this.#cell, collector);
    let timedOut = false;
    const { timeout } = this.#options;
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(
            () => {
              timedOut = true;
              this.#session.interrupt();
            },
            Math.min(timeout * 1000, LONGEST_TIMER_MS),
          );
    const outcome = await this.#session.execute(this.#cell, code, { label: `Cell [${executionCount}]` });
    clearTimeout(timer);
    const error = timedOut && outcome.error ? timeoutError(timeout!) : outcome.error;
    if (error) collector.addError(error);
    const seconds = (performance.now() - began) / 1000;
    return { outputs: collector.outputs, executionCount, seconds, timedOut, ...(error ? { error } : {}) };
  }

  /** Interrupts the running cell. */
  interrupt(): void {
    this.#session.interrupt();
  }

  stop(): void {
    this.#session.stop();
  }
}

export interface RunNotebookOptions extends Partial<HeadlessOptions> {
  /** Values that replace those of the cell tagged `parameters` (or come first, if there is none). */
  parameters?: Record<string, unknown>;
  /** Go on after a cell that failed. Default false. */
  allowErrors?: boolean;
  /** Called after every code cell. */
  onCell?: (cell: Cell, run: CellRun, index: number) => void;
}

/** What running a notebook gave. */
export interface NotebookRun {
  /** The executed copy. */
  notebook: Notebook;
  cells: CellRun[];
  /** Number of cells that failed. */
  errors: number;
}

/** Reads and runs a notebook in its own folder. @throws FileError, FormatError */
export async function runNotebookFile(path: string, options: RunNotebookOptions = {}): Promise<NotebookRun> {
  const notebook = await readNotebook(path);
  return runNotebook(notebook, { cwd: dirname(resolve(path)), ...options });
}

/** Runs all code cells of a notebook in order; by default it stops at the first that fails. */
export async function runNotebook(notebook: Notebook, options: RunNotebookOptions = {}): Promise<NotebookRun> {
  const copy = withParameters(structuredClone(notebook), options.parameters ?? {});
  const kernel = new HeadlessKernel({ cwd: process.cwd(), ...options });
  const runs: CellRun[] = [];
  let errors = 0;
  try {
    for (const [index, cell] of copy.cells.entries()) {
      if (cell.cell_type !== 'code') continue;
      [cell.outputs, cell.execution_count] = [[], null];
      const code = sourceText(cell);
      if ((errors > 0 && !options.allowErrors) || code.trim() === '') continue;
      const run = await kernel.run(code);
      cell.outputs = run.outputs; // the same array: later updates arrive in it
      cell.execution_count = run.executionCount;
      runs.push(run);
      if (run.error && !hasTag(cell, 'raises-exception')) errors++;
      options.onCell?.(cell, run, index);
    }
  } finally {
    kernel.stop();
  }
  return { notebook: copy, cells: runs, errors };
}

function timeoutError(seconds: number): { ename: string; evalue: string; traceback: string[] } {
  const evalue = say({
    en: `The cell took longer than ${seconds} s and was stopped.`,
    ko: `셀이 ${seconds}초를 넘겨 멈췄습니다.`,
  });
  return { ename: 'TimeoutError', evalue, traceback: [`\u001B[31mTimeoutError\u001B[39m: ${evalue}`] };
}
