/**
 * @file The program of `np`, wasm/np/main.ts: a WASM module with a memory of its own, into which callers copy a chunk of each
 * operand (or, for sorting and transposing, whole arrays up to some size), and from which they copy the result.
 * Undefined where WASM or the built file is missing; callers then run their plain loops.
 */
import { notebookHost } from '../../display/index.ts';
import { setting } from '../../platform/index.ts';
import type { NpExports } from '../generated/np-exports.ts';
import { readWasm } from '../wasm-file.ts';

export interface NpProgram {
  readonly run: NpExports;
  /** The kernels' memory; another one after it has grown. */
  readonly buffer: ArrayBuffer;
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
/** Scratch memory behind the chunks, for whole arrays: where it starts, and its most bytes. What is taken is kept until the notebook rests. */
const scratch = { start: 655360, most: 48 << 20 };

let started: Program | null | undefined;
let compiled: WebAssembly.Module | undefined;
/** The notebook with which the memory of whole arrays goes. */
let resting: ReturnType<typeof notebookHost>;

/** The kernels, started at the first call; undefined where they cannot run or KERNELAB_ENGINE=plain. */
export function npProgram(): NpProgram | undefined {
  if (started === undefined) started = start() ?? null;
  return started ?? undefined;
}

/** Memory cannot shrink: one that has grown is left to the collector, and the next call starts a small one. */
function restWithNotebook(): void {
  const notebook = notebookHost();
  if (!notebook?.onRest || resting === notebook) return;
  resting = notebook;
  notebook.onRest(() => {
    if (started && started.buffer.byteLength > scratch.start) started = undefined;
  });
}

/** Turns the kernels off or on again, for tests that compare them with their plain twins. */
export function useNpProgram(on: boolean): void {
  started = on ? undefined : null;
}

class Program implements NpProgram {
  readonly run: NpExports;
  readonly at = places;
  readonly chunk = CHUNK;
  buffer: ArrayBuffer;
  private readonly memory: WebAssembly.Memory;

  constructor(run: NpExports, memory: WebAssembly.Memory) {
    this.run = run;
    this.memory = memory;
    this.buffer = memory.buffer;
  }

  scratch(bytes: number): number | undefined {
    if (bytes > scratch.most) return undefined;
    const need = scratch.start + bytes - this.buffer.byteLength;
    if (need > 0) {
      try {
        this.memory.grow(Math.ceil(need / 65536));
      } catch {
        return undefined;
      }
      this.buffer = this.memory.buffer;
    }
    return scratch.start;
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
    const run = instance.exports as unknown as NpExports & { memory: WebAssembly.Memory };
    run.memory.grow(Math.ceil((scratch.start - run.memory.buffer.byteLength) / 65536));
    return new Program(run, run.memory);
  } catch {
    return undefined;
  }
}
