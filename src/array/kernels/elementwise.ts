/**
 * @file Element-wise work on large arrays through the engine's kernels (chunks.ts carries the operands). Every function
 * here gives false when the kernels do not take the case; the plain loops of loops.ts then run, and are the oracle of this file.
 */
import {
  conversions,
  npProgram,
  storeAddress,
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
  GROUP,
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
  /** The kernel itself, looked up once in each program. */
  call?: BinaryCall;
  program?: NpProgram;
}

type BinaryCall = NpProgram['run'][BinaryExport];

function callOf(kernels: NpProgram, chosen: Chosen): BinaryCall {
  if (chosen.program !== kernels) {
    chosen.call = kernels.run[chosen.name];
    chosen.program = kernels;
  }
  return chosen.call!;
}

/** Writes a lone number so often that it stands for all elements of the second operand. */
export function splat({ run, at }: NpProgram, like: TypedArray, value: number): void {
  if (like instanceof Float64Array) run.splat_f64(value, at.b);
  else if (like instanceof Float32Array) run.splat_f32(value, at.b);
  else if (like.BYTES_PER_ELEMENT === 1) run.splat_8(value, at.b);
  else if (like.BYTES_PER_ELEMENT === 2) run.splat_16(value, at.b);
  else run.splat_32(value | 0, at.b);
}

/** The kernel for operands of one dtype; undefined when there is none. */
export function chooseBinary(kernel: BinaryKernel, dtypes: { a: DType; b: DType; out: DType }): Chosen | undefined {
  const kind = kinds[dtypes.a];
  const bytes = bytesOf(kind);
  if (kernel.kind === 'arithmetic' && dtypes.out === 'float64' && [kind, kinds[dtypes.b]].every(isInDoubles)) {
    const name = kernel.by.f64;
    return name && { name, bytes, counts: 1, isWhole: false };
  }
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
  chosen: Chosen,
  a: Walked,
  b: Walked,
  out: TypedArray,
  m: number,
  n: number,
): boolean | undefined {
  const { bytes, counts, isWhole } = chosen;
  // (A lone number that any integer may meet comes as a double.)
  if ((b.sn === 0 || a.sn === 0) && a.data.constructor !== b.data.constructor) return undefined;
  const kernels = npProgram();
  if (kernels === undefined) return undefined;
  const call = callOf(kernels, chosen);
  const there = a.sn === 1 && (b.sn === 0 || b.sn === 1) ? storeAddress(out) : -1;
  if (there >= 0 && (m === 1 || n >= LINE)) {
    const found = inPlace(kernels, call, chosen, a, b, there, out, m, n);
    if (found >= 0) return isWhole ? found > Number.MAX_SAFE_INTEGER : found !== 0;
  }
  let found = 0;
  const number = b.sn === 0;
  const isRun = m === 1 && a.sn === 1 && (number || b.sn === 1);
  if (isRun && n * Math.max(bytes, out.BYTES_PER_ELEMENT) <= kernels.chunk) {
    const twice = !number && a.data === b.data && a.offset === b.offset;
    const one = fed(kernels, 'a', a.data, a.offset, n);
    let two = kernels.at.b;
    if (number) splat(kernels, b.data, b.data[b.offset]!);
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

/** Shorter rows are better joined to chunks. */
const LINE = 24;
/** Bytes of rows of a result that are made by one call of a kernel with a row that was repeated. */
const REPEATED = 8192;
/** Bytes of the largest group that these kernels write. */
const WIDEST = 64;

/**
 * Row by row where the kernels' memory has everything; gives what the kernel found, -1 when it has not. Each row's last group is
 * written over by the next row.
 */
function inPlace(
  kernels: NpProgram,
  call: BinaryCall,
  { bytes, counts }: Chosen,
  a: Walked,
  b: Walked,
  to: number,
  out: TypedArray,
  m: number,
  n: number,
): number {
  const { at, run } = kernels;
  const isNumber = b.sn === 0;
  const [one, two] = [storeAddress(a.data), isNumber ? at.b : storeAddress(b.data)];
  const { byteLength } = out;
  const line = byteLength / m;
  // That of the last row must not reach into the next store.
  const end = byteLength - line + ((line + WIDEST - 1) & -WIDEST);
  const isTight = end > ((byteLength + GROUP - 1) & -GROUP);
  if (one < 0 || two < 0 || (isTight && line + WIDEST > kernels.chunk)) return -1;
  let found = 0;
  // A short row beside rows that lie one behind the other is repeated, so that a call does many of them.
  const most = b.sm === 0 && !isNumber && a.sm === n && !isTight ? Math.min(m, Math.floor(REPEATED / line)) : 1;
  if (most > 1) {
    const bytesOfRow = n * bytes;
    run.repeat(two + b.offset * bytes, bytesOfRow, most, at.b);
    const [first, cols] = [one + a.offset * bytes, n * counts];
    for (let i = 0; i < m; i += most) {
      const rows = Math.min(most, m - i);
      const odd = call(first + i * bytesOfRow, at.b, 64, to + i * line, rows * cols) ?? 0;
      if (odd > found) found = odd;
    }
    if ((byteLength & 63) !== 0) kernels.stores!.endTidily(out);
    return found;
  }
  for (let i = 0; i < m; i++) {
    let second = two;
    if (!isNumber) second += (b.offset + i * b.sm) * bytes;
    else if (i === 0 || b.sm !== 0) splat(kernels, b.data, b.data[b.offset + i * b.sm]!);
    const first = one + (a.offset + i * a.sm) * bytes;
    const isLast = isTight && i === m - 1;
    const odd = call(first, second, isNumber ? 0 : 64, isLast ? at.out : to + i * line, n * counts) ?? 0;
    if (isLast) out.set(chunkView(kernels, 'out', out).subarray(0, n), i * n);
    if (odd > found) found = odd;
  }
  if ((byteLength & 63) !== 0) kernels.stores!.endTidily(out);
  return found;
}

/** Whether elements are stored as doubles. */
function isInDoubles(kind: Kind): boolean {
  return storedAs(kind) === 'f64';
}

/** Whether the kernels write a dtype as another, or have no need to. */
export function isConverted(from: DType, to: DType): boolean {
  return (
    from === to ||
    (from === 'int64' && to === 'float64') ||
    (to !== 'bool' && conversions[kinds[from]]?.[kinds[to]] !== undefined)
  );
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
  if (m === 1 && a.sn === 1) {
    const [one, to] = [storeAddress(a.data), storeAddress(out)];
    if (one >= 0 && to >= 0) {
      work(n, { a: one + a.offset * a.data.BYTES_PER_ELEMENT, out: to });
      if ((out.byteLength & 63) !== 0) kernels.stores!.endTidily(out);
      return true;
    }
  }
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
 * n elements from `start` on written as another type, `slowly` where a number is out of range. True when a result may be infinite or NaN;
 * undefined when the kernels do not take the case.
 */
export function fastConvert(
  from: TypedArray,
  start: number,
  to: TypedArray,
  dtypes: { from: DType; to: DType },
  slowly: (x: number) => number,
): boolean | undefined {
  const n = to.length;
  if (n < SHORT || dtypes.to === 'bool') return undefined;
  const conversion = conversions[kinds[dtypes.from]]?.[kinds[dtypes.to]];
  const kernels = conversion && npProgram();
  if (kernels === undefined) return undefined;
  const call = kernels.run[conversion!.name];
  const walked = { data: from, offset: start, sm: 0, sn: 1 };
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

/** Every float or byte pulled into [low, high], which are elements themselves; false when the kernels do not take the case. */
export function fastClip(a: Walked, low: number, high: number, out: TypedArray, n: number): boolean {
  if (n < DIRECT || a.data.constructor !== out.constructor || low !== low || high !== high) return false;
  const kernels = npProgram();
  if (kernels === undefined) return false;
  const { clip_f64, clip_f32, clip_u8 } = kernels.run;
  const call = out instanceof Float64Array ? clip_f64 : out instanceof Float32Array ? clip_f32 : clip_u8;
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
  if (m === 1 && condition.sn === 1 && a.sn === 1 && b.sn === 1) {
    const [test, one, two] = [storeAddress(condition.data), storeAddress(a.data), storeAddress(b.data)];
    const to = storeAddress(out);
    if (test >= 0 && one >= 0 && two >= 0 && to >= 0) {
      call(test + condition.offset, one + a.offset * size, two + b.offset * size, to, n);
      if ((out.byteLength & 63) !== 0) kernels.stores!.endTidily(out);
      return true;
    }
  }
  return overChunks(kernels, [condition, a, b], ['condition', 'a', 'b'], out, m, n, (count, x) =>
    call(x.condition, x.a, x.b, x.out, count),
  );
}
