/**
 * @file Element-wise work on large arrays through the engine's kernels (chunks.ts carries the operands). Every function
 * here gives false when the kernels do not take the case; the plain loops of loops.ts then run, and are the oracle of this file.
 */
import {
  conversions,
  npProgram,
  type BinaryExport,
  type BinaryKernel,
  type NpProgram,
  type UnaryKernel,
} from '../../engine/index.ts';
import {
  chunkView,
  fed,
  kinds,
  overChunks,
  resultPlace,
  storedAs,
  taken,
  viewOf,
  DIRECT,
  SHORT,
  SMALL,
  type Kind,
  type Placed,
  type Walked,
} from './chunks.ts';
import type { DType, TypedArray } from '../layout/dtype.ts';
import type { Rule } from './loops.ts';

/** Which kernel does the work of a two-operand function on some dtypes, and how. */
export interface Chosen {
  readonly name: BinaryExport;
  /** Bytes of an element of the operands. */
  readonly bytes: number;
  /** What the kernel counts: elements (1), or their bytes. */
  readonly counts: number;
  /** The kernel gives the largest magnitude of its results, which must stay below that of int64. */
  readonly isWhole: boolean;
}

/** The kernel for operands of one dtype; undefined when there is none. */
export function chooseBinary(kernel: BinaryKernel, dtypes: { a: DType; b: DType; out: DType }): Chosen | undefined {
  const kind = kinds[dtypes.a];
  const bytes = bytesOf(kind);
  if (storedAs(kinds[dtypes.b]) !== storedAs(kind)) return undefined;
  if (kernel.kind === 'comparison') {
    const name = kernel.by[storedAs(kind)];
    return name && { name, bytes, counts: 1, isWhole: false };
  }
  if (dtypes.a !== dtypes.out || dtypes.b !== dtypes.out) return undefined;
  const joined = kernel.kind === 'bits' ? kernel.name : dtypes.out === 'bool' ? kernel.truth : undefined;
  if (joined !== undefined) {
    const isBits = kind !== 'f32' && kind !== 'f64' && kind !== 'i64';
    return isBits ? { name: joined, bytes, counts: bytes, isWhole: false } : undefined;
  }
  if (kernel.kind === 'bits' || dtypes.out === 'bool') return undefined;
  const name = kind === 'i64' ? kernel.whole : kernel.by[kind];
  return name && { name, bytes, counts: 1, isWhole: kind === 'i64' };
}

/**
 * Arithmetic, comparison or bits of two operands stored alike. True when a result is beyond int64, or may be infinite or NaN;
 * undefined when the kernels do not take the case.
 */
export function fastBinary(
  { name, bytes, counts, isWhole }: Chosen,
  a: Walked,
  b: Walked,
  out: TypedArray,
  m: number,
  n: number,
): boolean | undefined {
  // (A lone number that any integer may meet comes as a double.)
  if (a.data.BYTES_PER_ELEMENT !== bytes || a.data.constructor !== b.data.constructor) return undefined;
  const kernels = npProgram();
  if (kernels === undefined) return undefined;
  const call = kernels.run[name];
  let found = 0;
  const number = b.sn === 0;
  const isRun = m === 1 && a.sn === 1 && (number || b.sn === 1);
  if (isRun && n * Math.max(bytes, out.BYTES_PER_ELEMENT) <= kernels.chunk) {
    const twice = !number && a.data === b.data && a.offset === b.offset;
    const one = fed(kernels, 'a', a.data, a.offset, n);
    let two = kernels.at.b;
    if (number) chunkView(kernels, 'b', b.data).fill(b.data[b.offset]!, 0, 128 / bytes);
    else two = twice ? one : fed(kernels, 'b', b.data, b.offset, n);
    const to = resultPlace(kernels, out);
    found = call(one, two, number ? 0 : 64, to, n * counts) ?? 0;
    taken(kernels, out, to);
  } else {
    if (m * n < SMALL) return undefined;
    const work = (count: number, placed: Placed): void => {
      found = Math.max(found, call(placed.a, placed.b, placed.step, placed.out, count * counts) ?? 0);
    };
    if (!overChunks(kernels, [a, b], ['a', 'b'], out, m, n, work)) return undefined;
  }
  return isWhole ? found > Number.MAX_SAFE_INTEGER : found !== 0;
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
  if (m * n < DIRECT) return undefined;
  const kernels = npProgram();
  if (kernels === undefined) return undefined;
  const { run, at } = kernels;
  if (kernel.kind === 'flip') {
    if (dtypes.a !== 'bool' || dtypes.out !== 'bool') return undefined;
    chunkView(kernels, 'b', a.data).fill(1, 0, 128);
    const call = run[kernel.name];
    return done(eachChunk(kernels, a, out, m, n, (count, x) => void call(x.a, at.b, 0, x.out, count)));
  }
  const own = kinds[dtypes.a];
  const kind = own === 'i64' && kernel.kind === 'function' && kernel.keepsWhole ? 'f64' : own;
  if (kind !== 'f32' && kind !== 'f64') return undefined;
  if (kernel.kind === 'self test') {
    const name = kernel.by[kind];
    if (name === undefined) return undefined;
    const call = run[name];
    return done(eachChunk(kernels, a, out, m, n, (count, x) => void call(x.a, x.a, 64, x.out, count)));
  }
  const name = kernel.by[kind];
  if (name === undefined || dtypes.a !== dtypes.out) return undefined;
  const call = run[name];
  let beyond = 0;
  const { below } = kernel;
  if (below === undefined) {
    const work = (count: number, x: Pick<Placed, 'a' | 'out'>): void => {
      beyond |= Number(call(x.a, x.out, count));
    };
    return done(eachChunk(kernels, a, out, m, n, work), beyond !== 0);
  }
  const [least, most] =
    kind === 'f32' ? [run.minimum_of_f32, run.maximum_of_f32] : [run.minimum_of_f64, run.maximum_of_f64];
  const work = (count: number, x: Pick<Placed, 'a' | 'out'>): void => {
    if (least(x.a, count) > -below && most(x.a, count) < below) {
      call(x.a, x.out, count);
      return;
    }
    beyond = 1;
    const [from, to] = [viewOf(kernels, a.data, x.a, count), viewOf(kernels, out, x.out, count)];
    for (let i = 0; i < count; i++) to[i] = slowly(from[i]!, 0);
  };
  return done(eachChunk(kernels, a, out, m, n, work), beyond !== 0);
}

/** As overChunks for one operand; one run that fits is copied without a plan. */
function eachChunk(
  kernels: NpProgram,
  a: Walked,
  out: TypedArray,
  m: number,
  n: number,
  work: (count: number, placed: Pick<Placed, 'a' | 'out'>) => void,
): boolean {
  const widest = Math.max(a.data.BYTES_PER_ELEMENT, out.BYTES_PER_ELEMENT);
  if (m !== 1 || a.sn !== 1 || n * widest > kernels.chunk) {
    return m * n >= SMALL && overChunks(kernels, [a], ['a'], out, m, n, work);
  }
  const one = fed(kernels, 'a', a.data, a.offset, n);
  const to = resultPlace(kernels, out);
  work(n, { a: one, out: to });
  taken(kernels, out, to);
  return true;
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
  if (n < SHORT || dtypes.to === 'bool') return undefined;
  const conversion = conversions[storedAs(kinds[dtypes.from])]?.[kinds[dtypes.to]];
  const kernels = conversion && npProgram();
  if (kernels === undefined) return undefined;
  const call = kernels.run[conversion!.name];
  const walked = { data: from, offset: 0, sm: 0, sn: 1 };
  if (conversion!.isTotal) {
    let beyond = 0;
    const work = (count: number, x: Pick<Placed, 'a' | 'out'>): void => {
      beyond |= Number(call(x.a, x.out, count));
    };
    return done(eachChunk(kernels, walked, to, 1, n, work), beyond !== 0);
  }
  const work = (count: number, x: Pick<Placed, 'a' | 'out'>): void => {
    if (call(x.a, x.out, count) !== 0) return;
    const [source, target] = [viewOf(kernels, from, x.a, count), viewOf(kernels, to, x.out, count)];
    for (let i = 0; i < count; i++) target[i] = slowly(source[i]!);
  };
  return done(eachChunk(kernels, walked, to, 1, n, work));
}

/** Every float rounded to decimals (10^decimals is `factor`); false when the kernels do not take the case. */
export function fastDecimals(a: Walked, factor: number, out: TypedArray, n: number): boolean {
  const kernels = n < DIRECT ? undefined : npProgram();
  if (kernels === undefined) return false;
  const call = out instanceof Float64Array ? kernels.run.decimals_f64 : kernels.run.decimals_f32;
  return eachChunk(kernels, a, out, 1, n, (count, x) => call(x.a, factor, x.out, count));
}

/** Every float pulled into [low, high]; false when the kernels do not take the case. */
export function fastClip(a: Walked, low: number, high: number, out: TypedArray, n: number): boolean {
  if (n < DIRECT || a.data.constructor !== out.constructor || low !== low || high !== high) return false;
  const kernels = npProgram();
  const call = out instanceof Float64Array ? kernels?.run.clip_f64 : kernels?.run.clip_f32;
  if (kernels === undefined || call === undefined) return false;
  return eachChunk(kernels, a, out, 1, n, (count, x) => call(x.a, low, high, x.out, count));
}

/** condition ? a : b for operands stored alike; false when the kernels do not take the case. */
export function fastWhere(condition: Walked, a: Walked, b: Walked, out: TypedArray, m: number, n: number): boolean {
  if (m * n < DIRECT || a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return false;
  const kernels = npProgram();
  if (kernels === undefined || condition.data.BYTES_PER_ELEMENT !== 1 || out.BYTES_PER_ELEMENT === 2) return false;
  const { run } = kernels;
  const size = out.BYTES_PER_ELEMENT;
  const call = size === 1 ? run.where_8 : size === 4 ? run.where_32 : run.where_64;
  return overChunks(kernels, [condition, a, b], ['condition', 'a', 'b'], out, m, n, (count, x) =>
    call(x.condition, x.a, x.b, x.out, count),
  );
}
