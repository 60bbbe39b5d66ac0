/**
 * @file Typed handles of np's kernels (wasm/np): what a function of `np` carries to say which kernel does its work. A handle names
 * exports of the program by storage type, so `npProgram()?.run[kernels.add.by.f32!]` is the kernel that adds floats.
 */
import type { NpExports } from '../generated/np-exports.ts';
import { NP_TABLE, type NpRow, type Stored } from './table.ts';

/** The exports of one signature. */
type Names<F> = { [K in keyof NpExports]: NpExports[K] extends F ? K : never }[keyof NpExports];
type By<Type extends string, Name> = Readonly<Partial<Record<Type, Name>>>;
/** Those of floats may give 1: a result may be infinite or NaN. */
type Binary = (a: number, b: number, step: number, out: number, n: number) => number | void;
type Unary = (a: number, out: number, n: number) => number | void;
type Fold = (at: number, n: number) => number;
type Rows = (acc: number, at: number, rows: number, cols: number) => void;
/** Those of whole numbers may give 0: a sum is not exact. */
type Each = (at: number, rows: number, cols: number, out: number) => number | void;

/** An export that takes two operands. */
export type BinaryExport = Names<Binary>;

/** Two operands and a result stored alike. */
export interface ArithmeticKernel {
  readonly kind: 'arithmetic';
  readonly by: By<Stored, Names<Binary>>;
  /** For whole numbers in doubles: gives the largest magnitude of the results. */
  readonly whole?: Names<(...args: Parameters<Binary>) => number>;
  /** For truth values (bytes, 0 or 1), where these are joined bit by bit. */
  readonly truth?: BitsKernel['name'];
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
  /** Whole numbers in doubles give whole numbers. */
  readonly keepsWhole?: boolean;
  /** The results are good for operands below this in magnitude. */
  readonly below?: number;
}
/** A test of one float: it is compared with itself. A byte for each element. */
export interface SelfTestKernel {
  readonly kind: 'self test';
  readonly by: By<Stored, Names<Binary>>;
}
/** Truth values (bytes, 0 or 1) negated: joined with 1 by this kernel. */
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
  /** Of a search, the place of each row's result. */
  readonly places?: By<Stored, Names<Each>>;
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
function handle([name, { kind, types, whole, truth, keepsWhole, below }]: readonly [string, NpRow]): [string, object] {
  const by = Object.fromEntries(types.map((type) => [type, `${name}_${type}`]));
  const extra = {
    ...(whole && { whole: `${name}_i64` }),
    ...(truth && { truth: `${truth}_bits` }),
    ...(keepsWhole && { keepsWhole }),
  };
  return [name, { kind, by, ...extra, ...(below !== undefined && { below }) }];
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
  /** Whole numbers into int64; those in doubles have `sum_i64`, which also says how large the sum may be. */
  wholeSum: {
    kind: 'whole sum',
    rows: { u8: 'add_rows_u8', f64: 'add_rows_f64' },
    each: { u8: 'sums_u8', f64: 'sums_i64' },
    of: { u8: 'sum_u8', i32: 'sum_i32' },
  } as FoldKernel,
  largest: {
    kind: 'largest',
    rows: { f32: 'maximum_rows_f32', f64: 'maximum_rows_f64', u8: 'maximum_rows_u8' },
    each: { f32: 'maximum_each_f32', f64: 'maximum_each_f64', u8: 'maximum_each_u8', i32: 'maximum_each_i32' },
    of: { f32: 'maximum_of_f32', f64: 'maximum_of_f64', u8: 'maximum_of_u8', i32: 'maximum_of_i32' },
    places: {
      f32: 'maximum_places_f32',
      f64: 'maximum_places_f64',
      u8: 'maximum_places_u8',
      i32: 'maximum_places_i32',
    },
  } as FoldKernel,
  smallest: {
    kind: 'smallest',
    rows: { f32: 'minimum_rows_f32', f64: 'minimum_rows_f64', u8: 'minimum_rows_u8' },
    each: { f32: 'minimum_each_f32', f64: 'minimum_each_f64', u8: 'minimum_each_u8', i32: 'minimum_each_i32' },
    of: { f32: 'minimum_of_f32', f64: 'minimum_of_f64', u8: 'minimum_of_u8', i32: 'minimum_of_i32' },
    places: {
      f32: 'minimum_places_f32',
      f64: 'minimum_places_f64',
      u8: 'minimum_places_u8',
      i32: 'minimum_places_i32',
    },
  } as FoldKernel,
} as const;

/** Numbers of one type written as another. */
export interface ConversionKernel {
  readonly name: Names<(...args: Parameters<Unary>) => number | void>;
  /** Every element has a result (1: it may be infinite or NaN); otherwise 0 says that one of the chunk is out of range. */
  readonly isTotal: boolean;
}

const total = (name: ConversionKernel['name']): ConversionKernel => ({ name, isTotal: true });
const partial = (name: ConversionKernel['name']): ConversionKernel => ({ name, isTotal: false });

/** The conversions there are, from and to; int64 (i64) in doubles. */
export const conversions: Readonly<Partial<Record<Stored | 'i64', By<Stored | 'i64', ConversionKernel>>>> = {
  u8: { f32: total('u8_to_f32'), f64: total('u8_to_f64'), i64: total('u8_to_f64') },
  i32: { f32: total('i32_to_f32'), f64: total('i32_to_f64'), i64: total('i32_to_f64') },
  i64: { f32: total('f64_to_f32'), u8: partial('i64_to_u8'), i32: partial('f64_to_i32') },
  f32: { f64: total('f32_to_f64'), u8: partial('f32_to_u8'), i32: partial('f32_to_i32') },
  f64: {
    f32: total('f64_to_f32'),
    u8: partial('f64_to_u8'),
    i32: partial('f64_to_i32'),
    i64: partial('f64_to_i64'),
  },
};
