/**
 * @file What this room needs of the machine: reading whole files, writing them so that a half-written one is never seen,
 * and the engine's quick collection of fresh garbage.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What V8 does on other threads in a collection. */
const atOnce = ['concurrent-array-buffer-sweeping', 'parallel-scavenge'];

/**
 * V8's collection of objects that died young, which takes some 50 µs; undefined where it cannot be had, and where the C
 * library gives memory back to the system at once (bin/ and the kernel tell it to keep some): that costs more than it saves.
 * Meanwhile V8 must not hand the stores to another thread to be freed: the next result would come too early for that memory.
 */
export function youngCollector(): (() => void) | undefined {
  if (process.env['MALLOC_TRIM_THRESHOLD_'] === undefined) return undefined;
  try {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as ((options: { type: 'minor' }) => void) | undefined;
    setFlagsFromString('--no-expose-gc');
    if (gc === undefined) return undefined;
    return () => {
      for (const flag of atOnce) setFlagsFromString(`--no-${flag}`);
      gc({ type: 'minor' });
      for (const flag of atOnce) setFlagsFromString(`--${flag}`);
    };
  } catch {
    return undefined;
  }
}
