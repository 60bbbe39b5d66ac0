/**
 * @file The kernels of `np`, wasm/np/main.ts: a WASM module with a memory of its own, into which callers copy a chunk of
 * each operand (or, for sorting and turning, whole arrays up to some size), and from which they copy the result.
 * Undefined where WASM or the built file is missing; callers then run their plain loops.
 */
import { setting } from '../../platform/index.ts';
import { readWasm } from '../wasm-file.ts';
import type { NpExports } from '../generated/np-exports.ts';
import { NP_TABLE, type NpRow, type Stored } from './table.ts';

/** The exports of one signature. */
type Names<F> = { [K in keyof NpExports]: NpExports[K] extends F ? K : never }[keyof NpExports];
type By<Type extends string, Name> = Readonly<Partial<Record<Type, Name>>>;
type Binary = (a: number, b: number, step: number, out: number, n: number) => void;
type Unary = (a: number, out: number, n: number) => void;
type Fold = (at: number, n: number) => number;
type Rows = (acc: number, at: number, rows: number, cols: number) => void;
type Each = (at: number, rows: number, cols: number, out: number) => void;

/** Two operands and a result stored alike. */
export interface ArithmeticKernel {
  readonly kind: 'arithmetic';
  readonly by: By<Stored, Names<Binary>>;
  /** For whole numbers in doubles: gives the largest magnitude of the results. */
  readonly whole?: Names<(...args: Parameters<Binary>) => number>;
}
/** Two operands stored alike; a byte, 0 or 1, for each element. */
export interface ComparisonKernel {
  readonly kind: 'comparison';
  readonly by: By<Stored, Names<Binary>>;
}
/** Bits of two operands of one type of whole numbers, whatever its size; n counts bytes. */
export interface BitsKernel {
  readonly kind: 'bits';
  readonly name: Names<Binary>;
}
/** One float operand and a result of its type. */
export interface FunctionKernel {
  readonly kind: 'function';
  readonly by: By<Stored, Names<Unary>>;
  /** The results are good for operands below this in magnitude. */
  readonly below?: number;
}
/** A test of one float: it is compared with itself. A byte for each element. */
export interface SelfTestKernel {
  readonly kind: 'self test';
  readonly by: By<Stored, Names<Binary>>;
}
/** Truth values (bytes, 0 or 1) turned round: joined with 1 by this kernel. */
export interface FlipKernel {
  readonly kind: 'flip';
  readonly name: Names<Binary>;
}
/** A reduction, as a kernel of rows joined in order, of each row's own result, and of one run's. */
export interface FoldKernel {
  readonly kind: 'sum' | 'whole sum' | 'largest' | 'smallest';
  readonly rows: By<Stored, Names<Rows>>;
  readonly each: By<Stored, Names<Each>>;
  readonly of: By<Stored, Names<Fold>>;
}

export type BinaryKernel = ArithmeticKernel | ComparisonKernel | BitsKernel;
export type UnaryKernel = FunctionKernel | SelfTestKernel | FlipKernel;

type Table = typeof NP_TABLE;
interface Kinds {
  arithmetic: ArithmeticKernel;
  comparison: ComparisonKernel;
  function: FunctionKernel;
}
type TableKernels = { readonly [N in keyof Table]: Kinds[Table[N]['kind']] };

/** The handle of a row of the table: its kind, and its exports by storage type. */
function handle([name, { kind, types, whole, below }]: readonly [string, NpRow]): [string, object] {
  const by = Object.fromEntries(types.map((type) => [type, `${name}_${type}`]));
  return [name, { kind, by, ...(whole && { whole: `${name}_i64` }), ...(below !== undefined && { below }) }];
}

/**
 * What a function of `np` carries to run on the kernels: a typed handle for each. `run[handle.by.f32]` is the kernel.
 * The names in here are exports of the program; test/engine/np-kernels.test.ts holds that.
 */
export const kernels = {
  ...(Object.fromEntries(Object.entries<NpRow>(NP_TABLE).map(handle)) as unknown as TableKernels),
  bitwiseAnd: { kind: 'bits', name: 'and_bits' } as BitsKernel,
  bitwiseOr: { kind: 'bits', name: 'or_bits' } as BitsKernel,
  bitwiseXor: { kind: 'bits', name: 'xor_bits' } as BitsKernel,
  isnan: { kind: 'self test', by: { f32: 'notEqual_f32', f64: 'notEqual_f64' } } as SelfTestKernel,
  logicalNot: { kind: 'flip', name: 'xor_bits' } as FlipKernel,
  /** Floats in NumPy's pairwise order. */
  sum: {
    kind: 'sum',
    rows: { f32: 'add_rows_f32', f64: 'add_rows_f64' },
    each: { f32: 'sums_f32', f64: 'sums_f64' },
    of: { f32: 'sum_f32', f64: 'sum_f64' },
  } as FoldKernel,
  /** Whole numbers; those in doubles have `sum_i64`, which also says how large the sum may be. */
  wholeSum: { kind: 'whole sum', rows: {}, each: {}, of: { u8: 'sum_u8', i32: 'sum_i32' } } as FoldKernel,
  largest: {
    kind: 'largest',
    rows: { f32: 'maximum_rows_f32', f64: 'maximum_rows_f64', u8: 'maximum_rows_u8' },
    each: { f32: 'maximum_each_f32', f64: 'maximum_each_f64', u8: 'maximum_each_u8', i32: 'maximum_each_i32' },
    of: { f32: 'maximum_of_f32', f64: 'maximum_of_f64', u8: 'maximum_of_u8', i32: 'maximum_of_i32' },
  } as FoldKernel,
  smallest: {
    kind: 'smallest',
    rows: { f32: 'minimum_rows_f32', f64: 'minimum_rows_f64', u8: 'minimum_rows_u8' },
    each: { f32: 'minimum_each_f32', f64: 'minimum_each_f64', u8: 'minimum_each_u8', i32: 'minimum_each_i32' },
    of: { f32: 'minimum_of_f32', f64: 'minimum_of_f64', u8: 'minimum_of_u8', i32: 'minimum_of_i32' },
  } as FoldKernel,
} as const;

/** Numbers of one type written as another. */
export interface ConversionKernel {
  readonly name: Names<(...args: Parameters<Unary>) => number | void>;
  /** Every element has a result; otherwise the kernel gives 0 where one of the chunk is out of range. */
  readonly isTotal: boolean;
}

const total = (name: ConversionKernel['name']): ConversionKernel => ({ name, isTotal: true });
const partial = (name: ConversionKernel['name']): ConversionKernel => ({ name, isTotal: false });

/** The conversions there are, from and to; int64 (i64) in doubles. */
export const conversions: Readonly<Partial<Record<Stored, By<Stored | 'i64', ConversionKernel>>>> = {
  u8: { f32: total('u8_to_f32'), f64: total('u8_to_f64') },
  i32: { f32: total('i32_to_f32'), f64: total('i32_to_f64') },
  f32: { u8: partial('f32_to_u8'), i32: partial('f32_to_i32') },
  f64: {
    f32: total('f64_to_f32'),
    u8: partial('f64_to_u8'),
    i32: partial('f64_to_i32'),
    i64: partial('f64_to_i64'),
  },
};

export interface ElementKernels {
  readonly run: NpExports;
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

let started: ElementKernels | null | undefined;

/** The kernels, started at the first call; undefined where they cannot run or KERNELAB_ENGINE=plain. */
export function elementKernels(): ElementKernels | undefined {
  if (started === undefined) started = start() ?? null;
  return started ?? undefined;
}

/** Turns the kernels off or on again, for tests that compare them with their plain twins. */
export function useElementKernels(on: boolean): void {
  started = on ? undefined : null;
}

class Kernels implements ElementKernels {
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
    const run = instance.exports as unknown as NpExports & { memory: WebAssembly.Memory };
    run.memory.grow(Math.ceil((room.start - run.memory.buffer.byteLength) / 65536));
    return new Kernels(run, run.memory);
  } catch {
    return undefined;
  }
}
