/**
 * @file Element-wise work on large arrays through the engine's kernels (chunks.ts carries the operands). Every function
 * here says false when a case is not for it; the plain loops of loops.ts then run, and are the oracle of this file.
 */
import { elementKernels, elementOps } from '../../engine/index.ts';
import { chunkView, has, kinds, overChunks, SHORT, SMALL, type Kind, type Placed, type Walked } from './chunks.ts';
import type { DType, TypedArray } from '../layout/dtype.ts';

/** Functions that join bits, by their kernels. (A bool is one bit in a byte.) */
const bitwise = {
  bitwiseAnd: 'and_bits',
  bitwiseOr: 'or_bits',
  bitwiseXor: 'xor_bits',
  logicalAnd: 'and_bits',
  logicalOr: 'or_bits',
  logicalXor: 'xor_bits',
} as const;

/**
 * Arithmetic and comparison of two operands stored alike. Gives the largest magnitude of int64 results (0 for other
 * types), or undefined when the case is not for the kernels.
 */
export function fastBinary(
  name: string,
  dtypes: { a: DType; b: DType; out: DType },
  a: Walked,
  b: Walked,
  out: TypedArray,
  m: number,
  n: number,
): number | undefined {
  if (m * n < SMALL || a.data.constructor !== b.data.constructor) return undefined;
  const kernels = elementKernels();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  const kind = kinds[dtypes.a];
  if (a.data.BYTES_PER_ELEMENT !== bytesOf(kind)) return undefined;
  let far = 0;
  let work: ((count: number, placed: Placed) => void) | undefined;
  if (has(elementOps.compare, name)) {
    const stored = kind === 'i64' ? 'f64' : kind;
    if (stored !== 'f32' && stored !== 'f64' && stored !== 'u8' && stored !== 'i32') return undefined;
    const call = run[`${name}_${stored}`];
    work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
  } else if (Object.hasOwn(bitwise, name)) {
    const bool = dtypes.a === 'bool' && dtypes.b === 'bool';
    const same = dtypes.a === dtypes.out && dtypes.b === dtypes.out && !kind.startsWith('f') && kind !== 'i64';
    if (!(name.startsWith('logical') ? bool : same) || a.data.constructor !== out.constructor) return undefined;
    const call = run[bitwise[name as keyof typeof bitwise]];
    const size = a.data.BYTES_PER_ELEMENT;
    work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count * size);
  } else if (has(elementOps.binary, name)) {
    const suits = a.data.constructor === out.constructor && dtypes.a === dtypes.out && dtypes.b === dtypes.out;
    if (!suits || dtypes.out === 'bool') return undefined;
    if (name === 'divide') {
      if (kind !== 'f32' && kind !== 'f64') return undefined;
      const call = run[`divide_${kind}`];
      work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
    } else if (kind === 'i64') {
      const call = run[`${name}_i64`];
      work = (count, placed) => {
        far = Math.max(far, call(placed.a, placed.b, placed.step, at.out, count));
      };
    } else {
      const call = run[`${name}_${kind}`];
      work = (count, placed) => call(placed.a, placed.b, placed.step, at.out, count);
    }
  }
  if (work === undefined) return undefined;
  return overChunks(kernels, [a, b], ['a', 'b'], out, m, n, work) ? far : undefined;
}

function bytesOf(kind: Kind): number {
  return Number(kind.slice(1)) / 8;
}

/** Functions of one float operand; false when the case is not for the kernels. */
export function fastUnary(
  name: string,
  dtypes: { a: DType; out: DType },
  a: Walked,
  out: TypedArray,
  m: number,
  n: number,
): boolean {
  const single = has(elementOps.unarySingle, name);
  const known = single || has(elementOps.unary, name) || name === 'isnan' || name === 'invert' || name === 'logicalNot';
  if (m * n < SMALL || !known) return false;
  const kernels = elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const kind = kinds[dtypes.a];
  if (name === 'invert' || name === 'logicalNot') {
    if (dtypes.a !== 'bool' || dtypes.out !== 'bool') return false;
    chunkView(kernels, 'b', a.data).fill(1, 0, 128);
    return overChunks(kernels, [a], ['a'], out, m, n, (count) => run.xor_bits(at.a, at.b, 0, at.out, count));
  }
  if (kind !== 'f32' && kind !== 'f64') return false;
  if (name === 'isnan') {
    const call = run[`notEqual_${kind}`];
    return overChunks(kernels, [a], ['a'], out, m, n, (count) => call(at.a, at.a, 64, at.out, count));
  }
  if (dtypes.a !== dtypes.out) return false;
  if (has(elementOps.unary, name)) {
    const call = run[`${name}_${kind}`];
    return overChunks(kernels, [a], ['a'], out, m, n, (count) => call(at.a, at.out, count));
  }
  if (kind === 'f64' || !has(elementOps.unarySingle, name)) return false;
  const call = run[`${name}_f32`];
  // Large angles lose their digits in the kernel's reduction: those chunks are done by Math.
  const exact = name === 'sin' ? Math.sin : Math.cos;
  const [chunk, result] = [chunkView(kernels, 'a', a.data), chunkView(kernels, 'out', out)];
  return overChunks(kernels, [a], ['a'], out, m, n, (count) => {
    const [low, high] = [run.minimum_of_f32(at.a, count), run.maximum_of_f32(at.a, count)];
    if (low > -8192 && high < 8192) call(at.a, at.out, count);
    else for (let i = 0; i < count; i++) result[i] = exact(chunk[i]!);
  });
}

/** Conversions of which every element has a result, and those whose chunks may hold numbers out of range. */
const widening = ['u8_to_f32', 'u8_to_f64', 'i32_to_f32', 'i32_to_f64', 'f64_to_f32'] as const;
const cutting = ['f32_to_u8', 'f64_to_u8', 'f32_to_i32', 'f64_to_i32', 'f64_to_i64'] as const;

/** A run written as another type, `slowly` where a number is out of range; false when the case is not for the kernels. */
export function fastConvert(
  from: TypedArray,
  to: TypedArray,
  dtypes: { from: DType; to: DType },
  slowly: (x: number) => number,
): boolean {
  const n = from.length;
  const kernels = n < SHORT || dtypes.to === 'bool' ? undefined : elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const name = `${kinds[dtypes.from]}_to_${kinds[dtypes.to]}`;
  const walked = { data: from, offset: 0, sm: 0, sn: 1 };
  if (has(widening, name)) {
    const call = run[name];
    return overChunks(kernels, [walked], ['a'], to, 1, n, (count) => call(at.a, at.out, count));
  }
  if (!has(cutting, name)) return false;
  const call = run[name];
  const [chunk, result] = [chunkView(kernels, 'a', from), chunkView(kernels, 'out', to)];
  return overChunks(kernels, [walked], ['a'], to, 1, n, (count) => {
    if (call(at.a, at.out, count) === 0) for (let i = 0; i < count; i++) result[i] = slowly(chunk[i]!);
  });
}

/** Every float rounded to decimals (10^decimals is `factor`); false when the case is not for the kernels. */
export function fastDecimals(a: Walked, factor: number, out: TypedArray, n: number): boolean {
  const kernels = n < SMALL ? undefined : elementKernels();
  if (kernels === undefined) return false;
  const { run, at } = kernels;
  const call = out instanceof Float64Array ? run.decimals_f64 : run.decimals_f32;
  return overChunks(kernels, [a], ['a'], out, 1, n, (count) => call(at.a, factor, at.out, count));
}

/** Every float pulled into [low, high]; false when the case is not for the kernels. */
export function fastClip(a: Walked, low: number, high: number, out: TypedArray, n: number): boolean {
  if (n < SMALL || a.data.constructor !== out.constructor || low !== low || high !== high) return false;
  const kernels = elementKernels();
  const call = out instanceof Float64Array ? kernels?.run.clip_f64 : kernels?.run.clip_f32;
  if (kernels === undefined || call === undefined) return false;
  const { at } = kernels;
  return overChunks(kernels, [a], ['a'], out, 1, n, (count) => call(at.a, low, high, at.out, count));
}

/** condition ? a : b for operands stored alike; false when the case is not for the kernels. */
export function fastWhere(condition: Walked, a: Walked, b: Walked, out: TypedArray, m: number, n: number): boolean {
  if (m * n < SMALL || a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return false;
  const kernels = elementKernels();
  if (kernels === undefined || condition.data.BYTES_PER_ELEMENT !== 1 || out.BYTES_PER_ELEMENT === 2) return false;
  const { run, at } = kernels;
  const size = out.BYTES_PER_ELEMENT;
  const call = size === 1 ? run.where_8 : size === 4 ? run.where_32 : run.where_64;
  return overChunks(kernels, [condition, a, b], ['condition', 'a', 'b'], out, m, n, (count) =>
    call(at.condition, at.a, at.b, at.out, count),
  );
}
