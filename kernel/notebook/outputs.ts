/**
 * @file What a front end would have stored as a cell's outputs: streams joined, `update_display_data` applied wherever
 * the display id was shown, `clear_output` obeyed.
 */
import type { CellOutput } from '../session/session.ts';
import type { Output } from './file.ts';

/** An output that a display id can still change. */
export type Shown = Extract<Output, { output_type: 'display_data' }>;

/** Gathers one cell's outputs as nbformat stores them. `shown` is shared by all cells of a notebook. */
export class Collector {
  readonly outputs: Output[] = [];
  readonly #count: number;
  readonly #shown: Map<string, Shown[]>;
  readonly #tell: ((output: Output) => void) | undefined;
  #clearNext = false;

  constructor(count: number, shown: Map<string, Shown[]>, tell: ((output: Output) => void) | undefined) {
    this.#count = count;
    this.#shown = shown;
    this.#tell = tell;
  }

  add(output: CellOutput): void {
    switch (output.type) {
      case 'stream':
        this.#stream(output.name, output.text);
        return;
      case 'display':
        this.#display(output);
        return;
      case 'result': {
        const { data, metadata } = output;
        this.#push({ output_type: 'execute_result', data, metadata, execution_count: this.#count });
        return;
      }
      case 'clear':
        if (output.wait) this.#clearNext = true;
        else this.outputs.length = 0;
        return;
      default:
    }
  }

  addError(error: { ename: string; evalue: string; traceback: string[] }): void {
    this.#push({ output_type: 'error', ...error });
  }

  #stream(name: 'stdout' | 'stderr', text: string): void {
    const last = this.outputs.at(-1);
    if (!this.#clearNext && last?.output_type === 'stream' && last.name === name) {
      last.text = `${last.text as string}${text}`;
      this.#tell?.({ output_type: 'stream', name, text });
    } else {
      this.#push({ output_type: 'stream', name, text });
    }
  }

  #display({ data, metadata, displayId, update }: Extract<CellOutput, { type: 'display' }>): void {
    if (update && displayId !== undefined) {
      for (const shown of this.#shown.get(displayId) ?? []) Object.assign(shown, { data, metadata });
      this.#tell?.({ output_type: 'display_data', data, metadata });
      return;
    }
    const output: Shown = { output_type: 'display_data', data, metadata };
    if (displayId !== undefined) this.#shown.set(displayId, [...(this.#shown.get(displayId) ?? []), output]);
    this.#push(output);
  }

  #push(output: Output): void {
    if (this.#clearNext) this.outputs.length = 0;
    this.#clearNext = false;
    this.outputs.push(output);
    this.#tell?.(output);
  }
}
