/** @file What V8 and Node can be asked for beyond JavaScript: stores without zeros, quick collections, wide vectors. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Memory } from './machine.ts';

/** What V8 does on other threads in a collection. */
const atOnce = ['concurrent-array-buffer-sweeping', 'parallel-scavenge'];

let isWide = false;

export const nodeMemory: Memory = {
  rawBuffer(bytes) {
    try {
      const { buffer } = Buffer.allocUnsafeSlow(bytes);
      return buffer.byteLength === bytes ? buffer : undefined;
    } catch {
      return undefined;
    }
  },

  /**
   * Not where the C library gives memory back to the system at once (bin/ and the kernel tell it to keep some). Meanwhile
   * V8 must not hand the stores to another thread to be freed: the next result would come too early for that memory.
   */
  youngCollector() {
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
  },

  /**
   * Lets V8 join two 128-bit operations that lead to neighbouring stores into one of 256 bits where the processor has
   * AVX2 (it looks itself). Lanes stay independent, so the bits of a result do not change. docs/engine.md says what it
   * brings. Versions without the switch print a complaint; Node 24 and 26 have it.
   */
  allowWideVectors() {
    const hasSwitch = process.arch === 'x64' && Number(process.versions.node.split('.')[0]) >= 24;
    if (isWide || !hasSwitch) return isWide;
    isWide = true;
    setFlagsFromString('--experimental-wasm-revectorize');
    return isWide;
  },
};
