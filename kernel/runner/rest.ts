/**
 * @file Gives memory back while nobody uses the notebook: V8 keeps what it once had for the next cell, which may come tomorrow, and
 * libraries keep threads.
 */
import { clearTimeout, setTimeout } from 'node:timers'; // cells may replace the global ones
import { idleMilliseconds } from '../idle.ts';

const idle = idleMilliseconds();
/** Taken before any cell runs; the process is started with `--expose-gc`. */
const { gc } = globalThis;
let timer: NodeJS.Timeout | undefined;
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
  // All that can go goes, empty pages and compiled code that was not used lately too.
  gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  if (process.platform === 'linux') shrinkHeap();
}

/** Blocks of `keepMemory`'s largest size, and how many of them are more than it keeps free. */
const [BLOCK, BLOCKS] = [31 << 20, 9];

/**
 * glibc gives the free end of its heap back once that is larger than it was told to keep (`keepMemory` in bin/places.mjs). Blocks that
 * nobody touches bring it there: they take addresses, no memory.
 */
function shrinkHeap(): void {
  try {
    const blocks = Array.from({ length: BLOCKS }, () => new ArrayBuffer(BLOCK));
    for (const block of blocks) block.transfer(0); // frees it now
  } catch {
    // there are no more addresses to be had
  }
}
