/** @file What V8 and Node can be asked for beyond JavaScript: stores without zeros, quick collections, wide vectors. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { createContext, runInNewContext, Script } from 'node:vm';
import type { Memory } from './machine.ts';

/** What V8 does on other threads in a collection. */
const atOnce = ['concurrent-array-buffer-sweeping', 'parallel-scavenge'];

let vectors: 'wide' | 'narrow' | 'no switch' | undefined;

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
    const gc = collectorOfV8();
    if (gc === undefined) return undefined;
    return () => {
      for (const flag of atOnce) setFlagsFromString(`--no-${flag}`);
      gc({ type: 'minor' });
      for (const flag of atOnce) setFlagsFromString(`--${flag}`);
    };
  },

  /** V8 holds what a weak reference was asked for until microtasks have run. Those of a context of its own are enough. */
  weakCollector() {
    const gc = collectorOfV8();
    if (gc === undefined) return undefined;
    const apart = createContext({}, { microtaskMode: 'afterEvaluate' });
    const nothing = new Script('0');
    const collect = (type: 'minor' | 'major'): void => {
      nothing.runInContext(apart);
      // Few objects are young: other threads would take longer to wake up than this one to collect.
      setFlagsFromString('--no-parallel-scavenge');
      gc({ type });
      setFlagsFromString('--parallel-scavenge');
    };
    return { young: () => collect('minor'), full: () => collect('major') };
  },

  /**
   * Lets V8 join two 128-bit operations that lead to neighbouring stores into one of 256 bits. Lanes stay independent, so
   * the bits of a result do not change. docs/engine.md says what it brings.
   */
  allowWideVectors() {
    if (vectors === undefined) {
      const name = hasWideVectors() ? (knownSwitches[majorOfV8] ?? revectorizeSwitch(v8Options())) : undefined;
      if (name !== undefined) setFlagsFromString(name);
      vectors = !hasWideVectors() ? 'narrow' : name === undefined ? 'no switch' : 'wide';
    }
    return vectors;
  },

  /** Linux gives large pages to those who ask (`madvise`), which Node can from 26 on (`node:ffi`, an experiment that it warns of). */
  askForLargePages(memory, bytes) {
    if (process.platform !== 'linux' || !process.execArgv.includes('--disable-warning=ExperimentalWarning')) return;
    try {
      const ffi = process.getBuiltinModule('node:ffi');
      using library = ffi.dlopen('libc.so.6', {
        madvise: { return: 'int32', arguments: ['uint64', 'uint64', 'int32'] },
      });
      library.functions.madvise(ffi.getRawPointer(new Uint8Array(memory)), BigInt(bytes), MADV_HUGEPAGE);
    } catch {
      // another C library or an older Node: pages stay small
    }
  },

  installed() {
    // A limit of addresses is for the engine of graphs, too.
    if (nodeMemory.addressesLeft() !== Infinity) return undefined;
    return Math.min(totalmem(), process.constrainedMemory() || Infinity);
  },

  addressesLeft() {
    if (process.platform !== 'linux') return Infinity;
    try {
      const most = Number(
        /^Max address space +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? Infinity,
      );
      if (most === Infinity) return Infinity;
      const taken = /^VmSize:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
      return Math.max(0, most - Number(taken ?? 0) * 1024);
    } catch {
      return Infinity; // no /proc
    }
  },
};

/** mman.h. */
const MADV_HUGEPAGE = 14;

/** V8's own collector, or undefined. */
function collectorOfV8(): ((options: { type: 'minor' | 'major' }) => void) | undefined {
  try {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as ReturnType<typeof collectorOfV8>;
    setFlagsFromString('--no-expose-gc');
    return gc;
  } catch {
    return undefined;
  }
}

/** Without asking: the V8 of Node 24 and of Node 26, which kernelab comes with. */
const knownSwitches: Readonly<Record<string, string>> = {
  '13.6': '--experimental-wasm-revectorize',
  '14.6': '--experimental-wasm-revectorize',
};
const majorOfV8 = process.versions.v8.split('.').slice(0, 2).join('.');

/**
 * The name that V8's switch has in the list of its options: it was an experiment first. (V8 prints a complaint to the
 * error output for a name that it does not know, so names cannot be tried.)
 */
export function revectorizeSwitch(options: string): string | undefined {
  return /^\s*(--(?:experimental-)?wasm-revectorize)\b/m.exec(options)?.[1];
}

/** The list of this Node's V8 options, in some 30 ms; empty where it cannot be had. */
function v8Options(): string {
  try {
    return execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

/** Whether the processor has AVX2, as far as the system says; others of its family are taken to have it. */
function hasWideVectors(): boolean {
  if (process.arch !== 'x64') return false;
  try {
    return /^flags\b.*\bavx2\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return true;
  }
}
