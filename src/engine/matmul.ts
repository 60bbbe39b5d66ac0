/**
 * @file Matrix product for plain typed arrays: copies in, multiplies in the engine on all its threads, copies out. Small
 * products, and those of a process without the engine, run in a plain loop. Of a product in the memory of `np` other threads can do
 * some rows (`inCore`) while this one does the others where they lie.
 */
import { getCore, type EngineCore } from './core.ts';
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

/** A matrix by rows or (turned) by columns: from its first element to its last, and how far these lines are apart if not their length. */
export interface Laid<T> {
  readonly data: T;
  readonly isTurned: boolean;
  readonly line?: number;
}

/** As `matmul`, of operands in one run that may lie by columns. */
export function matmulOf<T extends Float32Array | Float64Array>(
  a: Laid<T>,
  b: Laid<T>,
  m: number,
  k: number,
  n: number,
  y: T,
): T {
  const core = m * n * k >= SMALL ? getCore() : undefined;
  if (core !== undefined) inCore(core, a, b, m, k, n, y);
  else matmulPlain(a.isTurned ? turned(a.data, k, m) : a.data, b.isTurned ? turned(b.data, n, k) : b.data, m, k, n, y);
  return y;
}

/** As `matmulOf` on a running engine, whose other threads do it as far as they can while this one does `meanwhile`. */
export function inCore<T extends Float32Array | Float64Array>(
  core: EngineCore,
  a: Laid<T>,
  b: Laid<T>,
  m: number,
  k: number,
  n: number,
  y: T,
  meanwhile: () => void = () => undefined,
): void {
  const { arena } = core;
  const size = y.BYTES_PER_ELEMENT;
  const bytes = [a.data.byteLength, b.data.byteLength, m * n * size, 128] as const;
  const at = bytes.map((count) => arena.allocate(count, false));
  try {
    const view = (i: number): Float32Array | Float64Array =>
      size === 4 ? arena.f32(at[i]!, bytes[i]! / 4) : arena.f64(at[i]!, bytes[i]! / 8);
    view(0).set(a.data);
    view(1).set(b.data);
    core.needScratch(GEMM_SCRATCH);
    const code = arena.i32(at[3]!, INSTRUCTION_WORDS);
    const turns = { transposeA: Number(a.isTurned), transposeB: Number(b.isTurned) };
    const leading = { lda: a.line ?? (a.isTurned ? m : k), ldb: b.line ?? (b.isTurned ? k : n), ldy: n };
    const words = { a: at[0]!, b: at[1]!, y: at[2]!, m, n, k, ...leading, ...turns, ...PLAIN };
    const [op, ...rest] = instruction(size === 4 ? 'gemm' : 'gemm64', words);
    code.set([op!, 4 * INSTRUCTION_WORDS, pieces(m, n) << FLAGS.piecesShift, 0, ...rest]);
    const end = at[3]! + 4 * INSTRUCTION_WORDS;
    if (m * n * k >= 64 * SMALL) core.runBeside(at[3]!, end, meanwhile);
    else {
      core.runAlone(at[3]!, end);
      meanwhile();
    }
    y.set(view(2));
  } finally {
    at.forEach((start, i) => arena.release(start, bytes[i]!));
  }
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
