/**
 * @file The kernels of `np`, wasm/np/main.ts: a WASM module with a memory of its own, into which callers copy a chunk of
 * each operand (or, for sorting and turning, whole arrays up to some size), and from which they copy the result.
 * Undefined where WASM or the built file is missing; callers then run their plain loops.
 */
import { readWasm, setting } from '../host.ts';

/** The second operand moves on by `step` bytes a turn: 64, or 0 where its first 64 bytes stand for all. */
type Binary = (a: number, b: number, step: number, out: number, n: number) => void;
/** Whole numbers in doubles; gives the largest magnitude of the results. */
type Whole = (a: number, b: number, step: number, out: number, n: number) => number;
type Unary = (a: number, out: number, n: number) => void;
type Clip = (a: number, low: number, high: number, out: number, n: number) => void;
/** Sorts n words at a; gives where the result is: a or spare. */
type Sort = (a: number, n: number, spare: number, counts: number) => number;
/** Sorts lanes of eight words or four doubles, which lie as n rows of 32 bytes. */
type Lanes = (at: number, n: number) => void;
/** Eight (four) lanes at once to such rows and back: rows or columns that lie `line` bytes apart. */
type Carry = (at: number, line: number, n: number, lanes: number) => void;
/** As Carry, for fewer lanes: element i of lane l is at + i * step + l * apart. */
type CarrySome = (at: number, step: number, apart: number, n: number, lanes: number, to: number) => void;
type Fold = (at: number, n: number) => number;
/** acc joined with each of the rows in order. */
type Rows = (acc: number, at: number, rows: number, cols: number) => void;
/** (rows, cols) at a turned into (cols, rows) at out. */
type Transpose = (a: number, rows: number, cols: number, out: number) => void;
type Running = (a: number, out: number, n: number, start: number) => number;
type Sums = (a: number, rows: number, cols: number, out: number) => void;
type Where = (condition: number, a: number, b: number, out: number, n: number) => void;

/** What wasm/np/main.ts knows: operations and the types it has them for. */
export const elementOps = {
  binary: ['add', 'subtract', 'multiply', 'divide', 'maximum', 'minimum'],
  compare: ['equal', 'notEqual', 'less', 'lessEqual', 'greater', 'greaterEqual'],
  unary: ['negative', 'absolute', 'sqrt', 'floor', 'ceil', 'trunc', 'rint', 'exp', 'log', 'tanh'],
  /** Of floats in 32 bits only. */
  unarySingle: ['sin', 'cos'],
} as const;

type Ops = typeof elementOps;
type Joining = Exclude<Ops['binary'][number], 'divide'>;
type Type = 'f32' | 'f64' | 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32';
type Extreme = 'maximum' | 'minimum';
/** Conversions that always work, and those that give 0 where an element is out of range. */
type Widening = 'u8_to_f32' | 'u8_to_f64' | 'i32_to_f32' | 'i32_to_f64' | 'f64_to_f32';
type Cutting = 'f32_to_u8' | 'f64_to_u8' | 'f32_to_i32' | 'f64_to_i32' | 'f64_to_i64';

/** What the module exports. */
type Exports = Record<`${Joining}_${Type}` | 'divide_f32' | 'divide_f64', Binary> &
  Record<`${Joining}_i64`, Whole> &
  Record<`${Ops['compare'][number]}_${'f32' | 'f64' | 'u8' | 'i32'}`, Binary> &
  Record<`${Ops['unary'][number]}_${'f32' | 'f64'}` | `${Ops['unarySingle'][number]}_f32`, Unary> &
  Record<`${'add' | Extreme}_rows_${'f32' | 'f64'}` | `${Extreme}_rows_u8`, Rows> &
  Record<`${Extreme}_of_${'f32' | 'f64' | 'u8' | 'i32'}`, Fold> &
  Record<`clip_${'f32' | 'f64'}`, Clip> &
  Record<`sort_${'f32' | 'f64' | 'i32' | 'u32' | 'pairs'}`, Sort> &
  Record<`pairs_${'f32' | 'f64' | 'i32' | 'u32'}`, (at: number, n: number, pairs: number) => void> &
  Record<`lanes_${'f32' | 'f64' | 'i32' | 'u32'}`, Lanes> &
  Record<`rows_${'in' | 'out'}_${32 | 64}` | 'columns_in' | 'columns_out', Carry> &
  Record<`lanes_${'in' | 'out'}_${32 | 64}`, CarrySome> &
  Record<`${Extreme}_each_${'f32' | 'f64' | 'u8' | 'i32'}`, Sums> &
  Record<Widening, Unary> &
  Record<Cutting, (a: number, out: number, n: number) => number> &
  Record<`${'and' | 'or' | 'xor'}_bits`, Binary> &
  Record<`decimals_${'f32' | 'f64'}`, (a: number, factor: number, out: number, n: number) => void> &
  Record<`dots_${'f32' | 'f64'}`, (at: number, rows: number, cols: number, v: number, out: number) => void> &
  Record<`combine_${'f32' | 'f64'}`, (acc: number, at: number, rows: number, cols: number, v: number) => void> &
  Record<`sum_${'f32' | 'f64' | 'u8' | 'i32'}`, Fold> &
  Record<`sums_${'f32' | 'f64'}`, Sums> &
  Record<`running_${'f32' | 'f64'}`, Running> &
  Record<`where_${8 | 32 | 64}`, Where> &
  Record<`transpose_${8 | 16 | 32 | 64}`, Transpose> & {
    /** Pairs whose upper words agree put in order by the lower words of the keys; and their places as doubles. */
    mend_pairs: (pairs: number, n: number, keys: number, spare: number, counts: number) => void;
    places_of: (pairs: number, n: number, out: number) => void;
    /** Each of `count` columns x, `step` bytes apart, becomes x + scale (p · x) q. */
    reflect: (p: number, q: number, x: number, n: number, step: number, count: number, scale: number) => void;
    /** LU of an (n, n) matrix; gives the parity of the exchanges, 0 for a singular matrix. */
    eliminate: (at: number, n: number, order: number) => number;
    /** Solves with such an LU for the m columns at b, in place. */
    substitute: (at: number, n: number, b: number, m: number) => void;
    /** Whole numbers in doubles; the sum of their magnitudes goes to `most`. */
    sum_i64: (at: number, n: number, most: number) => number;
    deviations_f32: (at: number, n: number, mean: number) => void;
    deviations_f64: (at: number, n: number, mean: number) => void;
  };

export interface ElementKernels {
  readonly run: Exports;
  /** The kernels' memory; another one after it has grown. */
  readonly buffer: ArrayBuffer;
  /** Where chunks go. Not multiples of 4 KiB apart, so that loads and stores do not wait for each other. */
  readonly at: { readonly a: number; readonly b: number; readonly out: number; readonly condition: number };
  /** Bytes of a chunk. */
  readonly chunk: number;
  /** The first of `bytes` bytes for work that needs a whole array; undefined for more than `most`. */
  room: (bytes: number) => number | undefined;
}

/** Bytes of a chunk: three of them stay in a core's own cache. */
const CHUNK = 128 << 10;
/** Each begins another odd number of cache lines after the last. */
const places = { a: 65536, b: 201792, out: 338048, condition: 474304 };
/** Behind the chunks: room for whole arrays, at most so many bytes. What is taken is kept. */
const room = { start: 655360, most: 48 << 20 };

let kernels: ElementKernels | null | undefined;

/** The kernels, started at the first call; undefined where they cannot run or KERNELAB_ENGINE=plain. */
export function elementKernels(): ElementKernels | undefined {
  if (kernels === undefined) kernels = start() ?? null;
  return kernels ?? undefined;
}

/** Turns the kernels off or on again, for tests that compare them with their plain twins. */
export function useElementKernels(on: boolean): void {
  kernels = on ? undefined : null;
}

class Kernels implements ElementKernels {
  readonly run: Exports;
  readonly at = places;
  readonly chunk = CHUNK;
  buffer: ArrayBuffer;
  private readonly memory: WebAssembly.Memory;

  constructor(run: Exports, memory: WebAssembly.Memory) {
    this.run = run;
    this.memory = memory;
    this.buffer = memory.buffer;
  }

  room(bytes: number): number | undefined {
    if (bytes > room.most) return undefined;
    const need = room.start + bytes - this.buffer.byteLength;
    if (need > 0) {
      try {
        this.memory.grow(Math.ceil(need / 65536));
      } catch {
        return undefined;
      }
      this.buffer = this.memory.buffer;
    }
    return room.start;
  }
}

function start(): ElementKernels | undefined {
  if (setting('KERNELAB_ENGINE') === 'plain') return undefined;
  const bytes = readWasm('np');
  if (bytes === undefined) return undefined;
  try {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), {});
    const run = instance.exports as unknown as Exports & { memory: WebAssembly.Memory };
    run.memory.grow(Math.ceil((room.start - run.memory.buffer.byteLength) / 65536));
    return new Kernels(run, run.memory);
  } catch {
    return undefined;
  }
}
