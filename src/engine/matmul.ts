/**
 * @file Matrix product for plain typed arrays: copies in, multiplies in the engine on all its threads, copies out. Small
 * products, and those of a process without the engine, run in a plain loop.
 */
import { getCore } from './core.ts';
import { FLAGS, HEADER, instruction, wordCount } from './instructions.ts';

/** A product as it stands: nothing added or repeated. */
const PLAIN = { bias: 0, relu: 0, batch: 1, stepA: 0, stepB: 0, stepY: 0 };
const INSTRUCTION_WORDS = HEADER.words + wordCount('gemm');

/** Below this many multiplications the copy costs more than it saves. */
const SMALL = 32 * 1024;

/**
 * (m, k) x (k, n) -> (m, n), row-major, of the inputs' element type (both the same).
 * `out`, when given, receives the result.
 */
export function matmul<T extends Float32Array | Float64Array>(a: T, b: T, m: number, k: number, n: number, out?: T): T {
  const y = out ?? ((a instanceof Float32Array ? new Float32Array(m * n) : new Float64Array(m * n)) as T);
  return matmulOf({ data: a, isTurned: false }, { data: b, isTurned: false }, m, k, n, y);
}

/** A matrix in one run, by rows or (turned) by columns. */
export interface Laid<T> {
  readonly data: T;
  readonly isTurned: boolean;
}

/** As `matmul`, of operands that may lie by columns. */
export function matmulOf<T extends Float32Array | Float64Array>(
  { data: a, isTurned: transposeA }: Laid<T>,
  { data: b, isTurned: transposeB }: Laid<T>,
  m: number,
  k: number,
  n: number,
  y: T,
): T {
  const core = m * n * k >= SMALL ? getCore() : undefined;
  if (core === undefined) {
    matmulPlain(transposeA ? turned(a, k, m) : a, transposeB ? turned(b, n, k) : b, m, k, n, y);
    return y;
  }
  const { arena } = core;
  const size = a.BYTES_PER_ELEMENT;
  const bytes = [m * k * size, k * n * size, m * n * size, 128] as const;
  const at = bytes.map((count) => arena.allocate(count, false));
  try {
    const view = (i: number, length: number): Float32Array | Float64Array =>
      size === 4 ? arena.f32(at[i]!, length) : arena.f64(at[i]!, length);
    view(0, m * k).set(a);
    view(1, k * n).set(b);
    core.needScratch(GEMM_SCRATCH);
    const code = arena.i32(at[3]!, INSTRUCTION_WORDS);
    const turns = { transposeA: Number(transposeA), transposeB: Number(transposeB) };
    const leading = { lda: transposeA ? m : k, ldb: transposeB ? k : n, ldy: n };
    const words = { a: at[0]!, b: at[1]!, y: at[2]!, m, n, k, ...leading, ...turns, ...PLAIN };
    const [op, ...rest] = instruction(size === 4 ? 'gemm' : 'gemm64', words);
    code.set([op!, 4 * INSTRUCTION_WORDS, pieces(m, n) << FLAGS.piecesShift, 0, ...rest]);
    core.run(at[3]!, at[3]! + 4 * INSTRUCTION_WORDS, m * n * k < 64 * SMALL ? 1 : core.threads);
    y.set(view(2, m * n));
  } finally {
    at.forEach((start, i) => arena.release(start, bytes[i]!));
  }
  return y;
}

/**
 * Parts that the threads take as they come, so that one that wakes late holds nobody up: columns, which are packed once (64, of wide
 * products 128, for each of which all of a goes by), or of a tall product 120 rows, for each of which all of b is packed.
 */
function pieces(m: number, n: number): number {
  return m > n ? Math.ceil(m / 120) : Math.ceil(n / (n > 512 ? 128 : 64));
}

/** Scratch bytes of wasm/graph/gemm.ts: packed b, the transposed part of a, the row table, one segment and the temporary tile. */
export const GEMM_SCRATCH = 8 * 256 * 256 + 8 * 256 * 480 + 4 * 480 + 1024;

/** The transpose of a (rows, cols) matrix. */
function turned<T extends Float32Array | Float64Array>(x: T, rows: number, cols: number): T {
  const out = x.slice() as T;
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = x[i * cols + j]!;
  return out;
}

/** The plain twin: rows of b added up, which JavaScript engines run well. */
export function matmulPlain<T extends Float32Array | Float64Array>(
  a: T,
  b: T,
  m: number,
  k: number,
  n: number,
  y: T,
): void {
  const row = new Float64Array(n);
  for (let i = 0; i < m; i++) {
    row.fill(0);
    for (let q = 0; q < k; q++) {
      const scale = a[i * k + q]!;
      const from = q * n;
      for (let j = 0; j < n; j++) row[j] = row[j]! + scale * b[from + j]!;
    }
    y.set(row, i * n);
  }
}
