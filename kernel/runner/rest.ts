/**
 * @file Gives memory back while nobody uses the notebook: V8 keeps what it once had for the next cell, which may come tomorrow, and
 * libraries keep threads.
 */
import { clearTimeout, setTimeout } from 'node:timers'; // cells may replace the global ones
import { idleMilliseconds } from '../idle.ts';
import { returnFreed } from '../freed.ts';

const idle = idleMilliseconds();
/** Taken before any cell runs; the process is started with `--expose-gc`. */
const { gc } = globalThis;
let timer: NodeJS.Timeout | undefined;
/** What threads held goes once they have ended, which takes them a moment. */
const ENDED_MS = 5000;
const givers = new Set<() => void>();

/** Calls `giveBack` whenever the notebook comes to rest. */
export function onRest(giveBack: () => void): void {
  givers.add(giveBack);
}

/** Something runs: a collection would only be in its way. */
export function awake(): void {
  clearTimeout(timer);
  timer = undefined;
}

/** Nothing runs any more. */
export function atRest(): void {
  awake();
  if (idle !== undefined) timer = setTimeout(giveBack, idle).unref();
}

function giveBack(): void {
  for (const give of givers) {
    try {
      give();
    } catch (error) {
      console.error(error); // the others give all the same
    }
  }
  collect();
  timer = setTimeout(collect, ENDED_MS).unref();
}

/** All that can go goes, empty pages and compiled code that was not used lately too. */
function collect(): void {
  gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  returnFreed();
}
