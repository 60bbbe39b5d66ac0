/**
 * @file What a front end would have stored as a cell's outputs: streams joined, `update_display_data` applied wherever
 * the display id was shown, `clear_output` obeyed.
 */
import type { DisplayContent, ResultContent } from '../ipc.ts';
import type { Published } from './connection.ts';
import type { Output } from './file.ts';

/** An output that a display id can still change. */
export type Shown = Extract<Output, { output_type: 'display_data' }>;

/** Gathers one cell's outputs as nbformat stores them. `shown` is shared by all cells of a notebook. */
export class Collector {
  readonly outputs: Output[] = [];
  readonly #shown: Map<string, Shown[]>;
  readonly #listener: ((output: Output) => void) | undefined;
  #clearNext = false;

  constructor(shown: Map<string, Shown[]>, listener?: (output: Output) => void) {
    this.#shown = shown;
    this.#listener = listener;
  }

  /** Takes in what was published for the cell. Messages that leave no output (`status`, comms) change nothing. */
  add({ type, content }: Published): void {
    const collect = Object.hasOwn(this.#collect, type) ? this.#collect[type] : undefined;
    collect?.(content as never);
  }

  /** Replaces the error that ended the cell. */
  replaceError(error: Omit<Extract<Output, { output_type: 'error' }>, 'output_type'>): void {
    const at = this.outputs.findLastIndex((output) => output.output_type === 'error');
    const output: Output = { output_type: 'error', ...error };
    if (at < 0) this.#push(output);
    else this.outputs[at] = output;
  }

  readonly #collect: Readonly<Record<string, (content: never) => void>> = {
    stream: ({ name, text }: { name: 'stdout' | 'stderr'; text: string }) => {
      const last = this.outputs.at(-1);
      if (this.#clearNext || last?.output_type !== 'stream' || last.name !== name) {
        this.#push({ output_type: 'stream', name, text });
        return;
      }
      last.text = `${last.text as string}${text}`;
      this.#listener?.({ output_type: 'stream', name, text });
    },
    display_data: ({ data, metadata, transient }: DisplayContent) => {
      const output: Shown = { output_type: 'display_data', data, metadata };
      const id = transient?.display_id;
      if (id !== undefined) this.#shown.set(id, [...(this.#shown.get(id) ?? []), output]);
      this.#push(output);
    },
    update_display_data: ({ data, metadata, transient }: DisplayContent) => {
      for (const shown of this.#shown.get(transient.display_id ?? '') ?? []) Object.assign(shown, { data, metadata });
      this.#listener?.({ output_type: 'display_data', data, metadata });
    },
    execute_result: ({ data, metadata, execution_count }: ResultContent) => {
      this.#push({ output_type: 'execute_result', data, metadata, execution_count });
    },
    clear_output: ({ wait }: { wait: boolean }) => {
      if (wait) this.#clearNext = true;
      else this.outputs.length = 0;
    },
    error: ({ ename, evalue, traceback }: { ename: string; evalue: string; traceback: string[] }) => {
      this.#push({ output_type: 'error', ename, evalue, traceback });
    },
  };

  #push(output: Output): void {
    if (this.#clearNext) this.outputs.length = 0;
    this.#clearNext = false;
    this.outputs.push(output);
    this.#listener?.(output);
  }
}
