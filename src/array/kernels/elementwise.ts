/**
 * @file Element-wise work on large arrays through the engine's kernels (chunks.ts carries the operands). Every function
 * here gives false when the kernels do not take the case; the plain loops of loops.ts then run, and are the oracle of this file.
 */
import { conversions, npProgram, type BinaryKernel, type UnaryKernel } from '../../engine/index.ts';
import { chunkView, kinds, overChunks, storedAs, SHORT, SMALL, type Kind, type Placed, type Walked } from './chunks.ts';
import type { DType, TypedArray } from '../layout/dtype.ts';
import type { Rule } from './loops.ts';

/**
 * Arithmetic, comparison or bits of two operands stored alike. True when a result is beyond int64, or may be infinite or NaN;
 * undefined when the kernels do not take the case.
 */
export function fastBinary(
  kernel: BinaryKernel,
  dtypes: { a: DType; b: DType; out: DType },
  a: Walked,
  b: Walked,
  out: TypedArray,
  m: number,
  n: number,
): boolean | undefined {
  if (m * n < SMALL || a.data.constructor !== b.data.constructor) return undefined;
  const kernels = npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const kind = kinds[dtypes.a];
  // (A lone number that any integer may meet comes as a double.)
  if (a.data.BYTES_PER_ELEMENT !== bytesOf(kind)) return undefined;
  let far = 0;
  let beyond = 0;
  let work: (count: number, placed: Placed) => void;
  if (kernel.kind === 'comparison') {
    const name = kernel.by[storedAs(kind)];
    if (name === undefined) return undefined;
    const call = run[name];
    work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
  } else {
    if (dtypes.a !== dtypes.out || dtypes.b !== dtypes.out || a.data.constructor !== out.constructor) return undefined;
    if (kernel.kind === 'bits') {
      if (kind === 'f32' || kind === 'f64' || kind === 'i64') return undefined;
      const call = run[kernel.name];
      const size = a.data.BYTES_PER_ELEMENT;
      work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count * size);
    } else if (kind === 'i64') {
      if (kernel.whole === undefined) return undefined;
      const call = run[kernel.whole];
      work = (count, placed) => {
        far = Math.max(far, call(placed.a, placed.b, placed.step, at.out, count));
      };
    } else {
      const name = kernel.by[kind];
      if (name === undefined || dtypes.out === 'bool') return undefined;
      const call = run[name];
      work = (count, placed) => {
        beyond |= Number(call(placed.a, placed.b, placed.step, at.out, count));
      };
    }
  }
  if (!overChunks(kernels, [a, b], ['a', 'b'], out, m, n, work)) return undefined;
  return beyond !== 0 || far > Number.MAX_SAFE_INTEGER;
}

function bytesOf(kind: Kind): number {
  return Number(kind.slice(1)) / 8;
}

/**
 * Functions of one operand; `slowly` does chunks that are beyond the kernel. True when a result may be infinite or NaN;
 * undefined when the kernels do not take the case.
 */
export function fastUnary(
  kernel: UnaryKernel,
  dtypes: { a: DType; out: DType },
  a: Walked,
  out: TypedArray,
  m: number,
  n: number,
  slowly: Rule['run'],
): boolean | undefined {
  if (m * n < SMALL) return undefined;
  const kernels = npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  if (kernel.kind === 'flip') {
    if (dtypes.a !== 'bool' || dtypes.out !== 'bool') return undefined;
    chunkView(kernels, 'b', a.data).fill(1, 0, 128);
    const call = run[kernel.name];
    return done(overChunks(kernels, [a], ['a'], out, m, n, (count) => void call(at.a, at.b, 0, at.out, count)));
  }
  const kind = kinds[dtypes.a];
  if (kind !== 'f32' && kind !== 'f64') return undefined;
  if (kernel.kind === 'self test') {
    const name = kernel.by[kind];
    if (name === undefined) return undefined;
    const call = run[name];
    return done(overChunks(kernels, [a], ['a'], out, m, n, (count) => void call(at.a, at.a, 64, at.out, count)));
  }
  const name = kernel.by[kind];
  if (name === undefined || dtypes.a !== dtypes.out) return undefined;
  const call = run[name];
  let beyond = 0;
  const { below } = kernel;
  if (below === undefined) {
    const work = (count: number): void => {
      beyond |= Number(call(at.a, at.out, count));
    };
    return done(overChunks(kernels, [a], ['a'], out, m, n, work), beyond !== 0);
  }
  const [chunk, result] = [chunkView(kernels, 'a', a.data), chunkView(kernels, 'out', out)];
  const [least, most] =
    kind === 'f32' ? [run.minimum_of_f32, run.maximum_of_f32] : [run.minimum_of_f64, run.maximum_of_f64];
  const work = (count: number): void => {
    if (least(at.a, count) > -below && most(at.a, count) < below) {
      call(at.a, at.out, count);
      return;
    }
    beyond = 1;
    for (let i = 0; i < count; i++) result[i] = slowly(chunk[i]!, 0);
  };
  return done(overChunks(kernels, [a], ['a'], out, m, n, work), beyond !== 0);
}

/** What `found` says, when the kernels took the case. */
function done(taken: boolean, found = false): boolean | undefined {
  return taken ? found : undefined;
}

/**
 * A run written as another type, `slowly` where a number is out of range. True when a result may be infinite or NaN;
 * undefined when the kernels do not take the case.
 */
export function fastConvert(
  from: TypedArray,
  to: TypedArray,
  dtypes: { from: DType; to: DType },
  slowly: (x: number) => number,
): boolean | undefined {
  const n = from.length;
  const kind = kinds[dtypes.from];
  if (n < SHORT || dtypes.to === 'bool' || kind === 'i64') return undefined;
  const conversion = conversions[kind]?.[kinds[dtypes.to]];
  const kernels = conversion && npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const call = run[conversion!.name];
  const walked = { data: from, offset: 0, sm: 0, sn: 1 };
  if (conversion!.isTotal) {
    let beyond = 0;
    const work = (count: number): void => {
      beyond |= Number(call(at.a, at.out, count));
    };
    return done(overChunks(kernels, [walked], ['a'], to, 1, n, work), beyond !== 0);
  }
  const [chunk, result] = [chunkView(kernels, 'a', from), chunkView(kernels, 'out', to)];
  const work = (count: number): void => {
    if (call(at.a, at.out, count) === 0) for (let i = 0; i < count; i++) result[i] = slowly(chunk[i]!);
  };
  return done(overChunks(kernels, [walked], ['a'], to, 1, n, work));
}

/** Every float rounded to decimals (10^decimals is `factor`); false when the kernels do not take the case. */
export function fastDecimals(a: Walked, factor: number, out: TypedArray, n: number): boolean {
  const kernels = n < SMALL ? undefined : npProgram();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const call = out instanceof Float64Array ? run.decimals_f64 : run.decimals_f32;
  return overChunks(kernels, [a], ['a'], out, 1, n, (count) => call(at.a, factor, at.out, count));
}

/** Every float pulled into [low, high]; false when the kernels do not take the case. */
export function fastClip(a: Walked, low: number, high: number, out: TypedArray, n: number): boolean {
  if (n < SMALL || a.data.constructor !== out.constructor || low !== low || high !== high) return false;
  const kernels = npProgram();
  const call = out instanceof Float64Array ? kernels?.run.clip_f64 : kernels?.run.clip_f32;
  if (kernels === undefined || call === undefined) return false;
  const { at } = kernels;
  return overChunks(kernels, [a], ['a'], out, 1, n, (count) => call(at.a, low, high, at.out, count));
}

/** condition ? a : b for operands stored alike; false when the kernels do not take the case. */
export function fastWhere(condition: Walked, a: Walked, b: Walked, out: TypedArray, m: number, n: number): boolean {
  if (m * n < SMALL || a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return false;
  const kernels = npProgram();
  if (kernels === undefined || condition.data.BYTES_PER_ELEMENT !== 1 || out.BYTES_PER_ELEMENT === 2) return false;
  const { run, at } = kernels;
  const size = out.BYTES_PER_ELEMENT;
  const call = size === 1 ? run.where_8 : size === 4 ? run.where_32 : run.where_64;
  return overChunks(kernels, [condition, a, b], ['condition', 'a', 'b'], out, m, n, (count) =>
    call(at.condition, at.a, at.b, at.out, count),
  );
}
