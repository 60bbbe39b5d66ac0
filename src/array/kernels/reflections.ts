/**
 * @file Matrices reduced by Householder's reflections through the engine's kernels: each a call on copies in their scratch memory.
 * Functions give undefined (or false) for matrices that do not fit there, or where the kernels are missing; the plain loops of
 * linalg/ then run, and are the oracle of this file.
 */
import { npProgram, type NpProgram } from '../../engine/index.ts';

/** Elements of the largest matrix that is tried: sizes in bytes stay exact in the kernels' 32 bits. */
const MOST = 1 << 22;

/** Pieces of scratch memory, one behind the other, and their addresses. */
interface Pieces {
  readonly run: NpProgram['run'];
  readonly at: readonly number[];
  /** Piece i from its start on. */
  readonly view: (i: number, length: number) => Float64Array;
}

/** Pieces of so many doubles each, and one of `work` bytes behind them; undefined where they do not fit. */
function pieces(kernels: NpProgram, work: number, ...lengths: readonly number[]): Pieces | undefined {
  let end = 0;
  const offsets = [...lengths, 0].map((length) => {
    const start = end;
    // An odd number of cache lines apart, so that the same places of two pieces do not fall into one cache set.
    end += Math.ceil((8 * length) / 4096) * 4096 + 192;
    return start;
  });
  const start = kernels.scratch(end + work);
  if (start === undefined) return undefined;
  const at = offsets.map((offset) => start + offset);
  return { run: kernels.run, at, view: (i, length) => new Float64Array(kernels.buffer, at[i], length) };
}

/** R (`used` lines of n, row-major) and `used` columns of Q (row-major) of an (m, n) matrix; Q is empty unless asked for. */
export function fastQr(
  a: Float64Array,
  m: number,
  n: number,
  used: number,
  withQ: boolean,
): { q: Float64Array; r: Float64Array } | undefined {
  const kernels = m * Math.max(n, used) <= MOST ? npProgram() : undefined;
  const found = kernels && pieces(kernels, kernels.run.qr_bytes(m, n, used), m * n, used * n, m * used);
  if (found === undefined) return undefined;
  const { run, view } = found;
  const [matrix, r, q, work] = found.at;
  view(0, m * n).set(a);
  run.reflect_qr(matrix!, m, n, used, r!, withQ ? q! : 0, work!);
  return { q: view(2, withQ ? m * used : 0).slice(), r: view(1, used * n).slice() };
}

/** linalg/tridiagonal.ts has what the parts mean. */
export function fastTridiagonal(
  a: Float64Array,
  n: number,
): { d: Float64Array; e: Float64Array; vectors: Float64Array; factors: Float64Array } | undefined {
  const kernels = n * n <= MOST ? npProgram() : undefined;
  const found = kernels && pieces(kernels, kernels.run.tridiagonal_bytes(n), n * n, n * n, n, n, n);
  if (found === undefined) return undefined;
  const { run, view } = found;
  const [matrix, v, d, e, factors, work] = found.at;
  view(0, n * n).set(a);
  run.tridiagonal(matrix!, n, d!, e!, v!, factors!, work!);
  return {
    d: view(2, n).slice(),
    e: view(3, n).slice(),
    vectors: view(1, n * n).slice(),
    factors: view(4, n).slice(),
  };
}

/** linalg/bidiagonal.ts has what the parts mean; `a` by columns. */
export function fastBidiagonal(
  a: Float64Array,
  m: number,
  n: number,
):
  | {
      d: Float64Array;
      e: Float64Array;
      left: Float64Array;
      leftFactors: Float64Array;
      right: Float64Array;
      rightFactors: Float64Array;
    }
  | undefined {
  const kernels = m * n <= MOST ? npProgram() : undefined;
  const found = kernels && pieces(kernels, kernels.run.bidiagonal_bytes(m, n), m * n, m * n, n * n, n, n, 2 * n);
  if (found === undefined) return undefined;
  const { run, view } = found;
  const [matrix, left, right, d, e, factors, work] = found.at;
  view(0, m * n).set(a);
  run.bidiagonal(matrix!, m, n, d!, e!, left!, right!, factors!, work!);
  return {
    d: view(3, n).slice(),
    e: view(4, Math.max(0, n - 1)).slice(),
    left: view(1, m * n).slice(),
    leftFactors: view(5, n).slice(),
    right: view(2, n * n).slice(),
    rightFactors: view(5, 2 * n).slice(n),
  };
}

/** linalg/reflections.ts's transformRows: the rows of z from the right by (H₀ H₁ …)ᵀ, in place. */
export function fastTurnBack(
  vectors: Float64Array,
  factors: Float64Array,
  count: number,
  length: number,
  shift: 0 | 1,
  z: Float64Array,
  rows: number,
): boolean {
  const kernels = length * Math.max(count, rows) <= MOST ? npProgram() : undefined;
  const bytes = kernels?.run.turn_back_bytes(rows, length);
  const found = kernels && pieces(kernels, bytes!, count * length, count, rows * length);
  if (found === undefined) return false;
  const { run, view } = found;
  const [v, f, x, work] = found.at;
  view(0, count * length).set(vectors.subarray(0, count * length));
  view(1, count).set(factors.subarray(0, count));
  const lines = view(2, rows * length);
  lines.set(z);
  run.turn_back(v!, f!, count, length, shift, x!, rows, work!);
  z.set(lines);
  return true;
}

/** linalg/divide-and-conquer.ts's byHalves; `settled` is false where an iteration did not. */
export function fastEigenHalves(
  d: Float64Array,
  e: Float64Array,
): { settled: boolean; values: Float64Array; vectors: Float64Array } | undefined {
  const n = d.length;
  const kernels = n > 1 && n * n <= MOST ? npProgram() : undefined;
  const found = kernels && pieces(kernels, kernels.run.eigen_halves_bytes(n), n, n, n * n);
  if (found === undefined) return undefined;
  const { run, view } = found;
  const [diagonal, beside, z, work] = found.at;
  view(0, n).set(d);
  view(1, n).set(e.subarray(0, n));
  const settled = run.eigen_by_halves(diagonal!, beside!, n, z!, work!) !== 0;
  return { settled, values: view(0, n).slice(), vectors: view(2, n * n).slice() };
}

/** linalg/divide-and-conquer-svd.ts's bidiagonalByHalves for a square matrix; `settled` is false where an iteration did not. */
export function fastSingularHalves(
  d: Float64Array,
  e: Float64Array,
): { settled: boolean; values: Float64Array; u: Float64Array; v: Float64Array } | undefined {
  const n = d.length;
  const kernels = n > 1 && n * n <= MOST ? npProgram() : undefined;
  const found = kernels && pieces(kernels, kernels.run.singular_halves_bytes(n), n, n, n * n, n * n);
  if (found === undefined) return undefined;
  const { run, view } = found;
  const [diagonal, above, left, right, work] = found.at;
  view(0, n).set(d);
  view(1, n - 1).set(e);
  const settled = run.singular_by_halves(diagonal!, above!, n, left!, right!, work!) !== 0;
  return { settled, values: view(0, n).slice(), u: view(2, n * n).slice(), v: view(3, n * n).slice() };
}
