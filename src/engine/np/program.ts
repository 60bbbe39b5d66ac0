/**
 * @file The program of `np`, wasm/np/main.ts: a WASM module with a memory of its own. Large arrays live in it (stores.ts); of
 * others callers copy a chunk of each operand into it (or, for sorting and transposing, whole arrays up to some size), and the
 * result out. Undefined where WASM or the built file is missing; callers then run their plain loops.
 */
import { notebookHost } from '../../display/index.ts';
import { machine, setting } from '../../platform/index.ts';
import { checkAbi, StaleEngineError } from '../abi.ts';
import { NP_ABI, type NpExports } from '../generated/np-exports.ts';
import { readWasm } from '../wasm-file.ts';
import { LARGEST_BLOCK } from './blocks.ts';
import { Stores } from './stores.ts';

export interface NpProgram {
  readonly run: NpExports;
  /** The kernels' memory; it never grows, since the views of stores must last. */
  readonly buffer: ArrayBuffer;
  /** The stores of arrays in it; undefined where the system gives no memory for them. */
  readonly stores: Stores | undefined;
  /** Where chunks go. Not multiples of 4 KiB apart, so that loads and stores do not wait for each other. */
  readonly at: { readonly a: number; readonly b: number; readonly out: number; readonly condition: number };
  /** Bytes of a chunk. */
  readonly chunk: number;
  /** The first of `bytes` bytes for work that needs a whole array; undefined for more than `most`. */
  scratch: (bytes: number) => number | undefined;
}

/** Bytes of a chunk: three of them stay in a core's own cache. */
const CHUNK = 128 << 10;
/** Each begins another odd number of cache lines after the last. */
const places = { a: 65536, b: 201792, out: 338048, condition: 474304 };
/** Scratch memory behind the chunks, for whole arrays: where it starts, and its most bytes. */
const scratch = { start: 655360, most: 48 << 20 };
/** MiB of stores: an eighth of the machine's memory, at most and at least so many. (From 2 GiB on addresses would be negative.) */
const [MOST, USUAL] = [1792, 256];
/**
 * MiB of scratch memory and of stores behind it: as much address space as the system gives, in this order. Pages that nobody wrote to
 * cost nothing.
 */
const sizes = (): readonly (readonly [number, number])[] => [
  [scratch.most >> 20, storesOf(machine.memory.installed())],
  [scratch.most >> 20, USUAL],
  [scratch.most >> 20, 128],
  [scratch.most >> 20, 64],
  [scratch.most >> 20, 0],
  [16, 0],
  [0, 0],
];

/** MiB of stores on a machine of so many bytes. */
export function storesOf(installed: number | undefined): number {
  const largest = Math.floor((installed ?? 0) / 8 / LARGEST_BLOCK) * (LARGEST_BLOCK / 2 ** 20);
  return Math.min(MOST, Math.max(USUAL, largest));
}

/** Bytes behind everything, since kernels read whole groups of elements. */
const BEHIND = 65536;

let started: Program | null | undefined;
let isOff = false;
let compiled: WebAssembly.Module | undefined;
/** The notebook with which a memory goes that no array lives in. */
let resting: ReturnType<typeof notebookHost>;

/** The kernels, started at the first call; undefined where they cannot run or KERNELAB_ENGINE=plain. */
export function npProgram(): NpProgram | undefined {
  if (started === undefined) started = start() ?? null;
  return started === null || isOff ? undefined : started;
}

/** Memory cannot shrink, but one in which no array lives can be left to the collector; the next call starts a fresh one. */
function restWithNotebook(): void {
  const notebook = notebookHost();
  if (!notebook?.onRest || resting === notebook) return;
  resting = notebook;
  notebook.onRest(() => {
    if (started && (started.stores === undefined || started.stores.isEmpty())) started = undefined;
  });
}

/** Turns the kernels off or on again, for tests that compare them with their plain twins. */
export function useNpProgram(on: boolean): void {
  isOff = !on;
  if (on) restWithNotebook();
}

/** Whether a store lies in the kernels' memory. */
export function isPlaced(store: ArrayBufferView): boolean {
  return store.byteLength >= least && store.buffer === started?.buffer;
}

/** Smaller ones are cut from slabs (src/array/layout/dtype.ts), and plain loops are done with them soon. */
const PLACED = 513;
/** Stores from this many bytes on live in the kernels' memory. */
export let placedFrom = PLACED;

/** Places stores from another number of bytes on (more than 64), for tests that want to see small arrays there. */
export function placeFrom(bytes = PLACED): void {
  placedFrom = bytes;
  least = Math.min(least, bytes);
}
/** No store in the kernels' memory is smaller. */
let least = PLACED;

class Program implements NpProgram {
  readonly run: NpExports;
  readonly at = places;
  readonly chunk = CHUNK;
  readonly buffer: ArrayBuffer;
  readonly stores: Stores | undefined;

  /** `stores`: bytes of the memory that are for stores. */
  constructor(run: NpExports, buffer: ArrayBuffer, stores: number) {
    this.run = run;
    this.buffer = buffer;
    this.stores = stores > 0 ? new Stores(buffer, buffer.byteLength - stores - BEHIND, stores) : undefined;
  }

  scratch(bytes: number): number | undefined {
    return scratch.start + bytes <= this.buffer.byteLength && bytes <= scratch.most ? scratch.start : undefined;
  }
}

function start(): Program | undefined {
  if (setting('KERNELAB_ENGINE') === 'plain') return undefined;
  const bytes = compiled === undefined ? readWasm('np') : undefined;
  if (compiled === undefined && bytes === undefined) return undefined;
  restWithNotebook();
  try {
    compiled ??= new WebAssembly.Module(bytes!);
    const instance = new WebAssembly.Instance(compiled, {});
    checkAbi('np', instance.exports, NP_ABI);
    const run = instance.exports as unknown as NpExports & { memory: WebAssembly.Memory };
    const stores = grown(run.memory);
    machine.memory.askForLargePages(run.memory.buffer, run.memory.buffer.byteLength);
    return stores === undefined ? undefined : new Program(run, run.memory.buffer, stores);
  } catch (error) {
    if (error instanceof StaleEngineError) throw error;
    return undefined;
  }
}

/** Takes as much address space as the system gives; the bytes that are for stores, or undefined. */
function grown(memory: WebAssembly.Memory): number | undefined {
  for (const [work, stores] of sizes()) {
    const wanted = scratch.start + ((work + stores) << 20) + BEHIND;
    try {
      memory.grow(Math.ceil((wanted - memory.buffer.byteLength) / 65536));
      return stores << 20;
    } catch {
      // Less, then.
    }
  }
  return undefined;
}
