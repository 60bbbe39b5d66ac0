/**
 * @file Which cell the running code belongs to. Every cell gets a context that follows its code through awaits,
 * timers and callbacks; once a cell was interrupted its context is dead: what it still prints is dropped, and the
 * next `await` of its own code ends it, by an error first and, if it catches that, by never going on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CellError, MimeBundle } from '../ipc.ts';
import { say } from '../language.ts';

/** Something that code wants shown. */
export type Shown =
  | { type: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | { type: 'display'; data: MimeBundle; metadata: MimeBundle; id?: string | undefined; update: boolean }
  | { type: 'clear'; wait: boolean }
  | ({ type: 'error' } & CellError);

/** Takes what is shown; false: it is the cell's after all (an update of what the cell has shown). */
export type Sink = (shown: Shown) => boolean | void;

/** One run of one cell. */
export interface CellContext {
  readonly cell: number;
  readonly controller: AbortController;
  /** Whether somebody is there to type what the cell asks for; false once it has ended. */
  input: boolean;
  /** False once the cell was interrupted. */
  alive: boolean;
  /** Takes what is shown, where that does not go below the cell (`capture.ts`). */
  readonly sink?: Sink | undefined;
  /** Whether something of it was run with a sink. */
  isCaptured?: boolean;
}

/** What a stopped cell is ended with. */
export class InterruptError extends Error {
  override name = 'InterruptError' as const;

  constructor() {
    super(say({ en: 'The cell was interrupted.', ko: '셀을 멈췄습니다.' }));
  }
}

const storage = new AsyncLocalStorage<CellContext>();
let current: CellContext = contextOf(0);

/** The context of a cell that begins. */
export function contextOf(cell: number, input = false): CellContext {
  return { cell, controller: new AbortController(), input, alive: true };
}

/** Runs `body` as a part of a cell; `latest`: makes that cell the current one. */
export function runIn<T>(context: CellContext, body: () => T, { latest = true } = {}): T {
  if (latest) current = context;
  return storage.run(context, body);
}

/** The cell the calling code belongs to; code whose cell is unknown counts to the latest. */
export function cellContext(): CellContext {
  return storage.getStore() ?? current;
}

/** The cell that was started last. */
export function currentCell(): CellContext {
  return current;
}

/** Passes a value through while the cell lives; stands around every `await` of a cell. */
export function alive<T>(value: T): T {
  if (!cellContext().alive) throw new InterruptError();
  return value;
}

/** Stands before every `await` of a cell: what a dead cell awaits never comes. */
export function gate<T>(value: T): T | Promise<never> {
  return cellContext().alive ? value : new Promise<never>(() => {});
}
