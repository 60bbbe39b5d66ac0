/**
 * @file What cells show, on its way to the front ends: each output belongs to the request its cell came with, prints
 * that come close together are one message, silent cells show nothing.
 */
import type { CellOutput } from '../session/terms.ts';
import { publicationOf } from './publication.ts';
import { OutputRecord, type RecordedMessage } from './record.ts';
import type { Header, Outgoing } from './transport.ts';

/** How long printed text waits for more. */
const TEXT_MS = 10;
/** How many finished cells can still be given late output (timers, unawaited promises). */
const REMEMBERED_CELLS = 2000;
/** How many other requests; of comms there come thousands while a cell runs, which must not be forgotten over them. */
const REMEMBERED_OTHERS = 200;

/** Numbers the cells and publishes what they show. */
export class Outputs {
  readonly #publish: (message: Outgoing) => void;
  /** Headers of the requests behind cells, and behind messages that are none: the parents of their output. */
  readonly #cells = new Map<number, Header>();
  readonly #others = new Map<number, Header>();
  readonly #silent = new Set<number>();
  /** The number that was given last, and the last that a cell got. */
  #cell = 0;
  #latestCell = 0;
  #count = 0;
  #text: Extract<CellOutput, { type: 'stream' }> | undefined;
  #timer: NodeJS.Timeout | undefined;
  /** The cell that was begun last, and what it has shown. */
  #latest = { cell: 0, record: new OutputRecord() };

  constructor(publish: (message: Outgoing) => void) {
    this.#publish = publish;
  }

  /** The number beside the latest cell. */
  get count(): number {
    return this.#count;
  }

  /** Takes a request in; gives the number under which its output comes. `counts`: it gets the next execution count. `isCell`: not a comm's. */
  begin(parent: Header, { silent = false, counts = false, isCell = true } = {}): number {
    if (counts) this.#count++;
    const cell = ++this.#cell;
    const parents = isCell ? this.#cells : this.#others;
    if (isCell) this.#latestCell = cell;
    parents.set(cell, parent);
    const [oldest] = parents.keys();
    if (parents.size > (isCell ? REMEMBERED_CELLS : REMEMBERED_OTHERS)) {
      parents.delete(oldest!);
      this.#silent.delete(oldest!);
    }
    if (counts) this.#latest = { cell, record: new OutputRecord() };
    if (silent) this.#silent.add(cell);
    return cell;
  }

  /** What the cell that was begun last has shown so far. */
  shown(): RecordedMessage[] {
    this.flush();
    return this.#latest.record.messages();
  }

  /** Shows something; printed text may wait a little. */
  add(output: CellOutput): void {
    if (output.type !== 'stream') {
      this.flush();
      this.#send(output);
      return;
    }
    if (this.#text && (this.#text.cell !== output.cell || this.#text.name !== output.name)) this.flush();
    if (this.#text) this.#text.text += output.text;
    else this.#text = { ...output };
    this.#timer ??= setTimeout(() => this.flush(), TEXT_MS);
  }

  /** Sends the text that waits. */
  flush(): void {
    clearTimeout(this.#timer);
    const text = this.#text;
    [this.#text, this.#timer] = [undefined, undefined];
    if (text) this.#send(text);
  }

  #send(output: CellOutput): void {
    // What belongs to no cell any more comes beside the latest one.
    const isKnown = this.#cells.has(output.cell) || this.#others.has(output.cell);
    const cell = isKnown ? output.cell : this.#latestCell;
    if (cell === this.#latest.cell) this.#latest.record.add(output);
    if (!this.#silent.has(cell))
      this.#publish({ ...publicationOf(output), parent: this.#cells.get(cell) ?? this.#others.get(cell) ?? {} });
  }
}
