/**
 * @file Everything the runner reports, in order, over one pipe. A few prints go out at once (a long computation may
 * follow that lets no timer run), a flood is collected for about 15 ms; because the pipe is written synchronously, a
 * loop that never yields loses nothing and is shown while it runs.
 */
import { writeSync } from 'node:fs';
import { Writable } from 'node:stream';
import { clearTimeout, setTimeout } from 'node:timers'; // cells may replace the global ones
import { frameOf } from '../frames.ts';
import { PIPES, type Report } from '../ipc.ts';
import { cellContext, type CellContext } from './context.ts';
import { readableStacks } from './traceback.ts';

const BATCH_MS = 15;
const BATCH_CHARS = 1 << 16;
/** Prints that are sent at once in every 15 ms; only a flood is collected. */
const PROMPT_PRINTS = 40;

type StreamName = 'stdout' | 'stderr';

let pending: { cell: number; name: StreamName; text: string; since: number } | undefined;
let timer: NodeJS.Timeout | undefined;
let window = { since: 0, prints: 0 };

/** Sends a report; text printed before it goes first. */
export function report(message: Report): void {
  flush();
  write(message);
}

/** Prints on behalf of the calling code's cell. */
function print(name: StreamName, text: string): void {
  const context = cellContext();
  if (context.alive && text !== '') printIn(context, name, text.includes('kernelab:') ? readableStacks(text) : text);
}

/** Prints where a cell's output goes. */
export function printIn({ cell, sink }: CellContext, name: StreamName, text: string): void {
  if (sink) sink({ type: 'stream', name, text });
  else printFor(cell, name, text);
}

/** Prints on behalf of a given cell. */
export function printFor(cell: number, name: StreamName, text: string): void {
  if (pending && (pending.cell !== cell || pending.name !== name)) flush();
  const now = performance.now();
  if (now - window.since > BATCH_MS) window = { since: now, prints: 0 };
  pending ??= { cell, name, text: '', since: now };
  pending.text += text;
  const prompt = window.prints++ < PROMPT_PRINTS;
  if (prompt || pending.text.length > BATCH_CHARS || now - pending.since > BATCH_MS) flush();
  else timer ??= setTimeout(flush, BATCH_MS);
}

/** Sends what is waiting. */
export function flush(): void {
  if (timer) clearTimeout(timer);
  timer = undefined;
  if (!pending) return;
  const { cell, name, text } = pending;
  pending = undefined;
  write({ type: 'stream', cell, name, text });
}

/**
 * What is still to be written, and how far the first piece is. A cell's loop may be broken anywhere in here; half a frame
 * would make nonsense of all that follows, so the next report first writes the rest.
 */
let unsent: Uint8Array[] = [];
let piece = 0;
let written = 0;

function write(message: Report): void {
  const parts = frameOf(message);
  const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
  // One piece for what is small, no copy of what is large.
  if (length <= BATCH_CHARS) unsent.push(Buffer.concat(parts, length));
  else unsent.push(...parts);
  while (piece < unsent.length) {
    if (written < unsent[piece]!.byteLength) {
      writeSome(unsent[piece]!);
    } else {
      piece++;
      written = 0;
    }
  }
  unsent = [];
  piece = 0;
}

function writeSome(bytes: Uint8Array): void {
  try {
    written += writeSync(PIPES.reports, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

/** A stand-in for process.stdout or process.stderr whose text goes to the notebook. */
class NotebookStream extends Writable {
  readonly fd: number;
  readonly isTTY = false;
  readonly #name: StreamName;
  /** Keeps the beginning of a letter whose rest is still to come. */
  readonly #decoder = new TextDecoder();
  constructor(name: StreamName) {
    super({ decodeStrings: false });
    this.#name = name;
    this.fd = name === 'stdout' ? 1 : 2;
  }

  override write(chunk: unknown, encoding?: unknown, done?: unknown): boolean {
    print(this.#name, chunk instanceof Uint8Array ? this.#decoder.decode(chunk, { stream: true }) : String(chunk));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback);
    return true;
  }

  override end(): this {
    return this; // the notebook's output stays open, as a terminal does
  }
}

/** Makes `console` and `process.stdout`/`stderr` write to the notebook. */
export function takeOverStreams(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = new NotebookStream(name);
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get: () => stream });
  }
}
