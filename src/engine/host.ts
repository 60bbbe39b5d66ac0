/**
 * @file What the engine needs from its surroundings: the WASM bytes, worker threads, the number of cores and settings from
 * the environment. The only file of this room with Node's own modules.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

/** A running worker; all we ever do is stop it. */
export interface EngineWorker {
  terminate(): unknown;
}

let isWide = false;

/**
 * Lets V8 join two 128-bit operations that lead to neighbouring stores into one of 256 bits where the processor has AVX2 (it looks
 * itself). Lanes stay independent, so the bits of a result do not change. An experimental switch of V8, hence with a way
 * out: KERNELAB_VECTORS=128. It must be thrown before a module is compiled. docs/engine.md says what it brings.
 */
function allowWideVectors(): void {
  // Versions without the switch print a complaint; Node 24 and 26 have it.
  const hasSwitch = process.arch === 'x64' && Number(process.versions.node.split('.')[0]) >= 24;
  if (isWide || !hasSwitch || setting('KERNELAB_VECTORS') === '128') return;
  isWide = true;
  setFlagsFromString('--experimental-wasm-revectorize');
}

/** Whether V8 was asked for vectors of 256 bits; kernels may then take a wider register tile. */
export function wideVectors(): boolean {
  return isWide;
}

/** The bytes of `dist/engine/NAME.wasm`, or undefined when the engine was not built. */
export function readWasm(name: 'fma' | 'simd' | 'np'): Uint8Array<ArrayBuffer> | undefined {
  allowWideVectors();
  // From src/engine/host.ts and from the bundles in dist/src/ and dist/src/NAME/.
  for (const up of ['../../dist/engine/', '../engine/', '../../engine/']) {
    const url = new URL(`${up}${name}.wasm`, import.meta.url);
    if (existsSync(url)) return new Uint8Array(readFileSync(url));
  }
  return undefined;
}

/** The worker's whole program: it has no file of its own, so that bundles need no second entry. */
const WORKER = `
const { workerData: { module, memory, tid } } = require('node:worker_threads');
new WebAssembly.Instance(module, { env: { memory } }).exports.work(tid);
`;

/** Starts a worker that serves the programs in `memory`; it never keeps the process alive. */
export function startWorker(module: WebAssembly.Module, memory: WebAssembly.Memory, tid: number): EngineWorker {
  const worker = new Worker(WORKER, {
    eval: true,
    workerData: { module, memory, tid },
    name: `kernelab-engine-${tid}`,
  });
  worker.unref();
  return worker;
}

/** Cores this process may use. */
export function coreCount(): number {
  return availableParallelism();
}

/** A setting from the environment. */
export function setting(name: 'KERNELAB_ENGINE' | 'KERNELAB_THREADS' | 'KERNELAB_VECTORS'): string | undefined {
  return process.env[name];
}
