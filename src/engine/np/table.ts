/**
 * @file The element-wise kernels of `np`, one row each: for which storage types there is one, and the vector it makes of
 * the vectors x and y. `npm run generate` writes wasm/generated/np-elementwise.ts from it; callers carry the rows' handles
 * (kernels.ts). A row without `step` is written by hand (wasm/np/exp-log.ts).
 */

/** How elements are stored. int64 is stored in doubles and has kernels of its own (`whole`). */
export type Stored = 'f32' | 'f64' | 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32';

const NUMBERS = ['f32', 'f64', 'u8', 'i8', 'u16', 'i16', 'u32', 'i32'] as const;
const FLOATS = ['f32', 'f64'] as const;
const COMPARED = ['f32', 'f64', 'u8', 'i32'] as const;

export interface NpRow {
  /** Two operands and a result of one type; two operands and a byte (0 or 1); one float operand and a float. */
  readonly kind: 'arithmetic' | 'comparison' | 'function';
  readonly types: readonly Stored[];
  /** AssemblyScript: the result for the vectors x (and y) of type T. */
  readonly step?: string;
  /** Whether there is a kernel for whole numbers in doubles, which gives the largest magnitude of the results. */
  readonly whole?: boolean;
  /** Which bits of two truth values are the result. */
  readonly truth?: 'and' | 'or';
  /** Whether the kernel of doubles is right for whole numbers in them, too. */
  readonly keepsWhole?: boolean;
  /** The results are good for operands below this in magnitude. */
  readonly below?: number;
  /** Finite floats can give infinity or NaN: kernels of floats then say (1) that a result may be one. */
  readonly isWatched?: boolean;
}

export const NP_TABLE = {
  add: { kind: 'arithmetic', types: NUMBERS, whole: true, truth: 'or', isWatched: true, step: 'v128.add<T>(x, y)' },
  subtract: { kind: 'arithmetic', types: NUMBERS, whole: true, isWatched: true, step: 'v128.sub<T>(x, y)' },
  multiply: {
    kind: 'arithmetic',
    types: NUMBERS,
    whole: true,
    truth: 'and',
    isWatched: true,
    step: 'multiplied<T>(x, y)',
  },
  divide: { kind: 'arithmetic', types: FLOATS, isWatched: true, step: 'v128.div<T>(x, y)' },
  maximum: { kind: 'arithmetic', types: NUMBERS, whole: true, truth: 'or', step: 'v128.max<T>(x, y)' },
  minimum: { kind: 'arithmetic', types: NUMBERS, whole: true, truth: 'and', step: 'v128.min<T>(x, y)' },

  equal: { kind: 'comparison', types: COMPARED, step: 'v128.eq<T>(x, y)' },
  notEqual: { kind: 'comparison', types: COMPARED, step: 'v128.ne<T>(x, y)' },
  less: { kind: 'comparison', types: COMPARED, step: 'v128.lt<T>(x, y)' },
  lessEqual: { kind: 'comparison', types: COMPARED, step: 'v128.le<T>(x, y)' },
  greater: { kind: 'comparison', types: COMPARED, step: 'v128.gt<T>(x, y)' },
  greaterEqual: { kind: 'comparison', types: COMPARED, step: 'v128.ge<T>(x, y)' },

  negative: { kind: 'function', types: FLOATS, step: 'v128.neg<T>(x)' },
  absolute: { kind: 'function', types: FLOATS, keepsWhole: true, step: 'v128.abs<T>(x)' },
  sqrt: { kind: 'function', types: FLOATS, isWatched: true, step: 'v128.sqrt<T>(x)' },
  floor: { kind: 'function', types: FLOATS, step: 'v128.floor<T>(x)' },
  ceil: { kind: 'function', types: FLOATS, step: 'v128.ceil<T>(x)' },
  trunc: { kind: 'function', types: FLOATS, step: 'v128.trunc<T>(x)' },
  rint: { kind: 'function', types: FLOATS, step: 'v128.nearest<T>(x)' },
  exp: { kind: 'function', types: FLOATS, isWatched: true },
  log: { kind: 'function', types: FLOATS, isWatched: true },
  // Larger angles lose their digits in the reduction to a quarter turn.
  sin: { kind: 'function', types: ['f32'], below: 8192, step: 'sin4(x)' },
  cos: { kind: 'function', types: ['f32'], below: 8192, step: 'cos4(x)' },
  tanh: { kind: 'function', types: FLOATS, step: 'tanhOf<T>(x)' },
} as const satisfies Record<string, NpRow>;
