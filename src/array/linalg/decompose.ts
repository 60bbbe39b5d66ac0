/** @file Decompositions and what rests on them: qr, svd, eigh, eig, pinv, lstsq, matrixRank. */
import { checkCall, flag, number, oneOf, optionsOf, word } from '../../arguments/index.ts';
import { product } from './product.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import { arrayOf } from '../core/lanes.ts';
import { namedList } from '../core/named-list.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { symmetricEigen, symmetricValues } from './eigen.ts';
import { LinAlgError } from './lin-alg-error.ts';
import { orthogonalTriangular } from './qr.ts';
import { transposed } from './row-major.ts';
import { eachMatrix, noConvergence, stacked, stackOf, type Stack } from './stack.ts';
import { singularValues, singularVectors, type SVD } from './svd.ts';

/** A result that reads as a list (`const [q, r] = …`) and by name (`.q`), in the order of the names. */
type Named<Names extends readonly string[]> = { -readonly [I in keyof Names]: NDArray } & Record<
  Names[number],
  NDArray
>;

function named<Names extends readonly string[]>(parts: Record<Names[number], NDArray>): Named<Names> {
  return namedList(parts) as unknown as Named<Names>;
}

const qrModes = ['reduced', 'complete', 'r'] as const;

export type QRMode = (typeof qrModes)[number];
const qrOptions = optionsOf<{ mode?: QRMode }>()({ mode: word(...qrModes).or('reduced') });

/** a = q r with orthonormal columns in q and an upper triangle r. Mode 'r' gives only r. */
export function qr(a: ArraySource, mode: 'r' | { mode: 'r' }): NDArray;
export function qr(
  a: ArraySource,
  mode?:
    | QRMode
    | {
        /** 'reduced' (default), 'complete' or 'r'. */
        mode?: QRMode;
      },
): Named<['q', 'r']>;
export function qr(a: ArraySource, given: QRMode | { mode?: QRMode } = 'reduced'): NDArray | Named<['q', 'r']> {
  if (arguments.length > 1) checkCall('np.linalg.qr', arguments, 2, qrOptions);
  const mode = oneOf('np.linalg.qr', 'mode', typeof given === 'string' ? given : (given.mode ?? 'reduced'), qrModes);
  const stack = stackOf(a, 'np.linalg.qr');
  const { m, n } = stack;
  const columns = mode === 'complete' ? m : Math.min(m, n);
  const parts = eachMatrix(stack, (x) => orthogonalTriangular(x, m, n, columns, mode !== 'r'));
  const r = stacked(
    parts.map((p) => p.r),
    stack,
    [columns, n],
  );
  if (mode === 'r') return r;
  const q = stacked(
    parts.map((p) => p.q),
    stack,
    [m, columns],
  );
  return named<['q', 'r']>({ q, r });
}

export interface SVDOptions {
  /** Square u and vh (NumPy's default) or only the columns and rows that matter. */
  fullMatrices?: boolean;
  /** false: only the singular values. */
  computeUv?: boolean;
}

const svdOptions = optionsOf<SVDOptions>()({ fullMatrices: flag().or(true), computeUv: flag().or(true) });

/**
 * a = u · diag(s) · vh with s falling. The signs of the vectors are not fixed.
 * @ko 특잇값 분해를 합니다.
 */
export function svd(a: ArraySource, options: SVDOptions & { computeUv: false }): NDArray;
export function svd(a: ArraySource, options?: SVDOptions): Named<['u', 's', 'vh']>;
export function svd(a: ArraySource, options?: SVDOptions): NDArray | Named<['u', 's', 'vh']> {
  if (arguments.length > 1) checkCall('np.linalg.svd', arguments, 2, svdOptions);
  const { fullMatrices = true, computeUv = true } = options ?? {};
  const stack = stackOf(a, 'np.linalg.svd');
  const { m, n } = stack;
  const k = Math.min(m, n);
  if (!computeUv) {
    return stacked(
      eachMatrix(stack, (x) => svdValues(x, m, n, 'np.linalg.svd')),
      stack,
      [k],
    );
  }
  const parts = eachMatrix(stack, (x) => thinSvd(x, m, n, 'np.linalg.svd'));
  const s = stacked(
    parts.map((p) => p.s),
    stack,
    [k],
  );
  const side = (p: Float64Array, rows: number): Float64Array => (fullMatrices ? completed(p, rows, k) : p);
  const [mu, nv] = fullMatrices ? [m, n] : [k, k];
  const u = stacked(
    parts.map((p) => transposed(side(p.u, m), mu, m)),
    stack,
    [m, mu],
  );
  const vh = stacked(
    parts.map((p) => side(p.v, n)),
    stack,
    [nv, n],
  );
  return named<['u', 's', 'vh']>({ u, s, vh });
}

/** The k columns of u and of v (min(m, n) each, one after the other). */
function thinSvd(x: Float64Array, m: number, n: number, who: string): SVD {
  // Columns of a tall matrix, or rows of a wide one (the columns of its transpose).
  if (m >= n) return settled(singularVectors(transposed(x, m, n), m, n), who);
  const { u, s, v } = settled(singularVectors(x, n, m), who);
  return { u: v, s, v: u };
}

/** The singular values alone, falling. */
function svdValues(x: Float64Array, m: number, n: number, who: string): Float64Array {
  return settled(m >= n ? singularValues(transposed(x, m, n), m, n) : singularValues(x, n, m), who);
}

/** Adds orthonormal columns to `k` of length `n` until there are n. */
function completed(columns: Float64Array, n: number, k: number): Float64Array {
  if (k === n) return columns;
  const all = transposed(orthogonalTriangular(transposed(columns, k, n), n, k, n, true).q, n, n);
  all.set(columns);
  return all;
}

/** Which triangle of a symmetric matrix is read, default the lower. */
const triangleOption = optionsOf<{ UPLO?: 'L' | 'U' }>()({ UPLO: word('L', 'U').or('L') });

/** Eigenvalues (ascending) and vectors (columns) of symmetric matrices; only the lower triangle is read. */
export function eigh(
  a: ArraySource,
  options: {
    /** Which triangle is read: 'L' (default) or 'U'. */
    UPLO?: 'L' | 'U';
  } = {},
): Named<['eigenvalues', 'eigenvectors']> {
  if (arguments.length > 1) checkCall('np.linalg.eigh', arguments, 2, triangleOption);
  const stack = stackOf(a, 'np.linalg.eigh', true);
  const { n } = stack;
  const parts = eachMatrix(stack, (x) =>
    settled(symmetricEigen(mirrored(x, n, options.UPLO ?? 'L'), n), 'np.linalg.eigh'),
  );
  const eigenvalues = stacked(
    parts.map((p) => p.values),
    stack,
    [n],
  );
  const eigenvectors = stacked(
    parts.map((p) => transposed(p.vectors, n, n)),
    stack,
    [n, n],
  );
  return named<['eigenvalues', 'eigenvectors']>({ eigenvalues, eigenvectors });
}

/** The eigenvalues (…, n) of symmetric matrices (…, n, n), ascending; half the work of eigh and less. */
export function eigvalsh(
  a: ArraySource,
  options: {
    /** Which triangle is read: 'L' (default) or 'U'. */
    UPLO?: 'L' | 'U';
  } = {},
): NDArray {
  if (arguments.length > 1) checkCall('np.linalg.eigvalsh', arguments, 2, triangleOption);
  const who = 'np.linalg.eigvalsh';
  const stack = stackOf(a, who, true);
  const { n } = stack;
  const values = eachMatrix(stack, (x) => settled(symmetricValues(mirrored(x, n, options.UPLO ?? 'L'), n), who));
  return stacked(values, stack, [n]);
}

/**
 * Eigenvalues and vectors of a symmetric matrix (in ascending order; NumPy promises none). A matrix that is not
 * symmetric can have complex eigenvalues, which these arrays do not hold: LinAlgError.
 */
export function eig(a: ArraySource): Named<['eigenvalues', 'eigenvectors']> {
  if (arguments.length > 1) checkCall('np.linalg.eig', arguments, 1);
  checkSymmetric(stackOf(a, 'np.linalg.eig', true), 'np.linalg.eig');
  return eigh(a);
}

/** The eigenvalues of a symmetric matrix, ascending. */
export function eigvals(a: ArraySource): NDArray {
  if (arguments.length > 1) checkCall('np.linalg.eigvals', arguments, 1);
  checkSymmetric(stackOf(a, 'np.linalg.eigvals', true), 'np.linalg.eigvals');
  return eigvalsh(a);
}

function checkSymmetric(stack: Stack, who: string): void {
  const { n } = stack;
  eachMatrix(stack, (x) => {
    let size = 0;
    for (const v of x) size = Math.max(size, Math.abs(v));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) {
        if (!(Math.abs(x[i * n + j]! - x[j * n + i]!) > 1e-10 * size)) continue;
        throw new LinAlgError({
          who,
          rule: {
            en: 'only symmetric matrices are supported, because others can have complex eigenvalues',
            ko: '대칭 행렬만 지원합니다. 다른 행렬은 고윳값이 복소수일 수 있습니다',
          },
          received: {
            en: `${x[i * n + j]} at (${i}, ${j}) and ${x[j * n + i]} at (${j}, ${i})`,
            ko: `(${i}, ${j})에 ${x[i * n + j]}, (${j}, ${i})에 ${x[j * n + i]}`,
          },
        });
      }
    }
  });
}

function mirrored(x: Float64Array, n: number, uplo: 'L' | 'U'): Float64Array {
  const out = x.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      if (uplo === 'L') out[j * n + i] = x[i * n + j]!;
      else out[i * n + j] = x[j * n + i]!;
    }
  }
  return out;
}

function settled<T>(result: T | undefined, who: string): T {
  if (result === undefined) throw noConvergence(who);
  return result;
}

const rcondOption = optionsOf<{ rcond?: number }>()({ rcond: number({ from: 0 }).or(1e-15) });

/** The Moore-Penrose inverse; singular values up to `rcond` (default 1e-15) times the largest count as zero. */
export function pinv(
  a: ArraySource,
  options?: {
    /** Singular values below this part of the largest count as zero. */
    rcond?: number;
  },
): NDArray {
  if (arguments.length > 1) checkCall('np.linalg.pinv', arguments, 2, rcondOption);
  const { rcond = 1e-15 } = options ?? {};
  const stack = stackOf(a, 'np.linalg.pinv');
  const { m, n } = stack;
  const pieces = eachMatrix(stack, (x) => {
    const { u, s, v } = thinSvd(x, m, n, 'np.linalg.pinv');
    const cut = rcond * (s[0] ?? 0);
    const rank = s.filter((value) => value > cut).length;
    for (let k = 0; k < rank; k++) for (let i = 0; i < n; i++) v[k * n + i]! /= s[k]!;
    return product(transposed(v.subarray(0, rank * n), rank, n), u.slice(0, rank * m), n, rank, m);
  });
  return stacked(pieces, stack, [n, m]);
}

/** What `lstsq` found; also readable as a list in NumPy's order. */
interface LeastSquares {
  x: NDArray;
  /** Sums of squared distances, empty when the answer is not unique or nothing is left over. */
  residuals: NDArray;
  rank: number;
  s: NDArray;
}

const lstsqOptions = optionsOf<{ rcond?: number | null }>()({ rcond: number({ from: 0 }).orNull() });

/** The x that brings a x nearest to b, the shortest of them. `rcond`: default machine precision times the larger side. */
export function lstsq(
  a: ArraySource,
  b: ArraySource,
  options?: {
    /** Singular values below this part of the largest count as zero. */
    rcond?: number | null;
  },
): [NDArray, NDArray, number, NDArray] & LeastSquares {
  if (arguments.length > 2) checkCall('np.linalg.lstsq', arguments, 3, lstsqOptions);
  const { rcond } = options ?? {};
  const who = 'np.linalg.lstsq';
  const stack = stackOf(a, who);
  const given = arrayOf(b);
  const right = stackOf(given.ndim === 1 ? given.reshape(-1, 1) : given, who);
  if (stack.outer.length > 0 || right.outer.length > 0 || right.m !== stack.m) {
    throw new ShapeError({
      who,
      rule: {
        en: 'a must be one matrix and b have as many rows',
        ko: 'a는 행렬 하나이고 b는 행의 수가 a와 같아야 합니다',
      },
      received: `a ${shapeText(arrayOf(a).shape)}, b ${shapeText(given.shape)}`,
    });
  }
  const { m, n } = stack;
  const k = right.n;
  const { u, s, v } = thinSvd(stack.data, m, n, who);
  const cut = (rcond ?? Number.EPSILON * Math.max(m, n)) * (s[0] ?? 0);
  const rank = s.reduce((r, value) => r + (value > cut ? 1 : 0), 0);
  const x = new Float64Array(n * k);
  for (let r = 0; r < rank; r++) {
    for (let c = 0; c < k; c++) {
      let dot = 0;
      for (let i = 0; i < m; i++) dot += u[r * m + i]! * right.data[i * k + c]!;
      dot /= s[r]!;
      for (let i = 0; i < n; i++) x[i * k + c]! += dot * v[r * n + i]!;
    }
  }
  const rests = rank === n && m > n ? leftover(stack.data, x, right.data, m, n, k) : new Float64Array(0);
  const facts: LeastSquares = {
    x: makeArray(x, 'float64', given.ndim === 1 ? [n] : [n, k]),
    residuals: makeArray(rests, 'float64', [rests.length]),
    rank,
    s: makeArray(s, 'float64', [s.length]),
  };
  return namedList({ ...facts }) as [NDArray, NDArray, number, NDArray] & LeastSquares;
}

function leftover(a: Float64Array, x: Float64Array, b: Float64Array, m: number, n: number, k: number): Float64Array {
  const out = new Float64Array(k);
  for (let i = 0; i < m; i++) {
    for (let c = 0; c < k; c++) {
      let rest = b[i * k + c]!;
      for (let j = 0; j < n; j++) rest -= a[i * n + j]! * x[j * k + c]!;
      out[c]! += rest * rest;
    }
  }
  return out;
}

const tolOption = optionsOf<{ tol?: number }>()({ tol: number({ from: 0 }) });

/** How many singular values exceed `tol` (default: largest value x larger side x machine precision). */
export function matrixRank(
  a: ArraySource,
  options?: {
    /** Singular values below it count as zero. */
    tol?: number;
  },
): number | NDArray {
  if (arguments.length > 1) checkCall('np.linalg.matrixRank', arguments, 2, tolOption);
  const { tol } = options ?? {};
  const source = arrayOf(a);
  if (source.ndim < 2) return source.toTyped().some((x: number) => x !== 0) ? 1 : 0;
  const stack = stackOf(source, 'np.linalg.matrixRank');
  const epsilon = stack.dtype === 'float32' ? 2 ** -23 : Number.EPSILON;
  const ranks = eachMatrix(stack, (x) => {
    const s = svdValues(x, stack.m, stack.n, 'np.linalg.matrixRank');
    const cut = tol ?? (s[0] ?? 0) * Math.max(stack.m, stack.n) * epsilon;
    return Float64Array.of(s.reduce((r, value) => r + (value > cut ? 1 : 0), 0));
  });
  return stack.outer.length === 0 ? ranks[0]![0]! : stacked(ranks, stack, [], 'int64');
}
