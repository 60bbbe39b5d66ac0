/** @file Gives memory back while nobody uses the notebook: V8 keeps what it once had for the next cell, which may come tomorrow. */
import { clearTimeout, setTimeout } from 'node:timers'; // cells may replace the global ones
import { idleMilliseconds } from '../idle.ts';

const idle = idleMilliseconds();
/** Taken before any cell runs; the process is started with `--expose-gc`. */
const { gc } = globalThis;
let timer: NodeJS.Timeout | undefined;

/** Something runs: a collection would only be in its way. */
export function awake(): void {
  clearTimeout(timer);
  timer = undefined;
}

/** Nothing runs any more. */
export function atRest(): void {
  awake();
  if (idle === undefined || gc === undefined) return;
  timer = setTimeout(() => {
    // All that can go goes, empty pages and compiled code that was not used lately too.
    gc({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, idle).unref();
}
