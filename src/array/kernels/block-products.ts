/**
 * @file Products of many terms by blocks, where the operands lie, also transposed ones. Of large ones the engine's other threads do some of the
 * rows, in the engine's own memory: every element is added up in the same order there, so the bits do not depend on who does it.
 */
import {
  GEMM_SCRATCH,
  getCore,
  inCore,
  npProgram,
  storeAddress,
  type Laid,
  type NpProgram,
} from '../../engine/index.ts';
import type { TypedArray } from '../layout/dtype.ts';
import { apart, bytesOfCopy, isFloats, LONG, reached, type Matrix } from './products.ts';

/** Terms and rows from which on packing pays; below, thin products are quicker. */
const TERMS = 64;
const ROWS = 12;

/**
 * out (m, n, from element `start` on) = a (m, k) · b (k, n) of floats. True when an element may be infinite or NaN; undefined when
 * another way is better or the kernels do not take the case.
 */
export function blockProduct(
  a: Matrix,
  b: Matrix,
  out: TypedArray,
  start: number,
  m: number,
  k: number,
  n: number,
): boolean | undefined {
  const kernels = npProgram();
  if (kernels === undefined || !isFloats(out) || k < TERMS || m < ROWS) return undefined;
  if (a.data.constructor !== out.constructor || b.data.constructor !== out.constructor) return undefined;
  const size = out.BYTES_PER_ELEMENT;
  // Rows of a few bytes, and long sums of few elements, which are added up in doubles.
  if (n * size < 16 || (k > 4 * LONG && m * n <= kernels.chunk / 16)) return undefined;
  const there = storeAddress(out);
  const needs = [GEMM_SCRATCH, copied(a, m * k), copied(b, k * n), there < 0 ? m * n * size : 0] as const;
  const work = kernels.scratch(needs.reduce((bytes, more) => bytes + apart(more), 0));
  if (work === undefined) return undefined;
  const places = needs.map((_, i) => needs.slice(0, i).reduce((place, bytes) => place + apart(bytes), work));
  const [left, right] = [lines(kernels, a, m, k, places[1]!), lines(kernels, b, k, n, places[2]!)];
  const result = there < 0 ? places[3]! : there + start * size;
  const call = size === 4 ? kernels.run.blocks_f32 : kernels.run.blocks_f64;
  const rows = (count: number): void =>
    call(left.at, left.line, left.turned, right.at, right.line, right.turned, result, n * size, count, k, n, work);
  const view = (at: number, elements: number): Float32Array | Float64Array =>
    size === 4 ? new Float32Array(kernels.buffer, at, elements) : new Float64Array(kernels.buffer, at, elements);
  const core = m * k * n < MANY ? undefined : getCore();
  // (Without fused multiply-add the engine would round otherwise.)
  const others = core?.kind === 'fma' ? shareOfOthers(m, core.threads) : 0;
  const mine = m - others;
  // Columns of a transposed operand go over as a whole: a copy of parts of its lines takes longer.
  const bytes = [spanOf(left, others, k, size), spanOf(right, k, n, size), others * n * size] as const;
  if (core === undefined || !pays(bytes[0] + bytes[1] + bytes[2], others * k * n * size, m * k * n * size)) rows(m);
  else {
    const laid = (x: Lines, from: number, span: number): Laid<Float32Array | Float64Array> => ({
      data: view(from, span / size),
      isTurned: x.turned === 1,
      line: x.line / size,
    });
    const theirs = laid(left, left.at + mine * (left.turned === 1 ? size : left.line), bytes[0]);
    const found = view(result + mine * n * size, others * n);
    inCore(core, theirs, laid(right, right.at, bytes[1]), others, k, n, found, () => rows(mine));
  }
  const total = (size === 4 ? kernels.run.sum_f32 : kernels.run.sum_f64)(result, m * n);
  if (there < 0) out.set(view(result, m * n), start);
  return !Number.isFinite(total);
}

/** A matrix in the kernels' memory whose lines (rows, or columns where it is turned) are `line` bytes apart. */
interface Lines {
  readonly at: number;
  readonly line: number;
  readonly turned: 0 | 1;
}

/** Whether the elements of its rows or of its columns stand side by side. */
const hasLines = ({ row, col }: Matrix): boolean => (col === 1 && row >= 0) || (row === 1 && col >= 0);

/** Bytes of the copy that it needs. */
function copied(x: Matrix, elements: number): number {
  return hasLines(x) ? bytesOfCopy(x, elements) : elements * x.data.BYTES_PER_ELEMENT;
}

/** The matrix as it lies in the kernels' memory, or copied to `place`. */
function lines(kernels: NpProgram, x: Matrix, rows: number, cols: number, place: number): Lines {
  // (A part of a store has no address of its own: it is copied.)
  const found = reached(kernels, hasLines(x) ? x : { ...x, data: x.data.subarray() }, rows, cols, place);
  return found.step === x.data.BYTES_PER_ELEMENT
    ? { at: found.at, line: found.row, turned: 0 }
    : { at: found.at, line: found.step, turned: 1 };
}

/** Multiplications from which on other threads are asked. */
const MANY = 1 << 20;
/** Multiplications of float32 and bytes of a copy in a microsecond, about. */
const MULTIPLICATIONS = 32_000;
const COPIED = 8000;
/** Microseconds that must be won, and their least share of the whole: others may be busy. */
const WON = 30;
const SHARE = 0.1;

/** How many of the last rows are for others: as many as each thread has. */
function shareOfOthers(m: number, threads: number): number {
  return Math.floor((m * (threads - 1)) / threads / 6) * 6;
}

/** Bytes from the first element of so many rows and columns to the last one. */
function spanOf({ line, turned }: Lines, rows: number, cols: number, size: number): number {
  return turned === 1 ? (cols - 1) * line + rows * size : (rows - 1) * line + cols * size;
}

/** Whether copying so many bytes takes less than what others then do; `theirs`, `all`: multiplications, times bytes of an element. */
function pays(copies: number, theirs: number, all: number): boolean {
  const time = (work: number): number => work / 4 / MULTIPLICATIONS;
  return time(theirs) - copies / COPIED > Math.max(WON, SHARE * time(all));
}
