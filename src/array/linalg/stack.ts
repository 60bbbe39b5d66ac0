/** @file Arrays as stacks of matrices: the last two axes are the matrix, those before count matrices. */
import { ShapeError, shapeText } from '../../errors/index.ts';
import { type ArraySource } from '../core/create.ts';
import type { DType } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { sizeOf } from '../layout/strides.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { LinAlgError } from './lin-alg-error.ts';

/** A stack in doubles; results go back to float32 when that is what came. */
export interface Stack {
  readonly data: Float64Array;
  readonly count: number;
  /** Rows and columns of each matrix. */
  readonly m: number;
  readonly n: number;
  /** The axes that count matrices. */
  readonly outer: number[];
  readonly dtype: 'float32' | 'float64';
}

export function stackOf(a: ArraySource, who: string, square = false): Stack {
  const source = arrayOf(a);
  const [m, n] = [source.shape.at(-2), source.shape.at(-1)];
  if (m === undefined || n === undefined || (square && m !== n)) {
    throw new ShapeError({
      who,
      rule: square
        ? { en: 'a square matrix is needed', ko: '정사각 행렬이 필요합니다' }
        : { en: 'a matrix (two axes or more) is needed', ko: '행렬(축이 둘 이상)이 필요합니다' },
      received: { en: `shape ${shapeText(source.shape)}`, ko: `모양 ${shapeText(source.shape)}` },
    });
  }
  const outer = source.shape.slice(0, -2);
  return {
    data: Float64Array.from(toTyped(source)),
    count: sizeOf(outer),
    m,
    n,
    outer,
    dtype: source.dtype === 'float32' ? 'float32' : 'float64',
  };
}

/** Matrix `i` of the stack, row-major (a view). */
function matrixAt({ data, m, n }: Stack, i: number): Float64Array {
  return data.subarray(i * m * n, (i + 1) * m * n);
}

/** Pieces of equal shape, one for each matrix, as an array. */
export function stacked(
  pieces: readonly Float64Array[],
  stack: Stack,
  shape: readonly number[],
  dtype?: DType,
): NDArray {
  const size = sizeOf(shape);
  const type = dtype ?? stack.dtype;
  const data = type === 'float32' ? new Float32Array(size * pieces.length) : new Float64Array(size * pieces.length);
  pieces.forEach((piece, i) => data.set(piece, i * size));
  return makeArray(data, type, [...stack.outer, ...shape]);
}

export function eachMatrix<T>(stack: Stack, work: (a: Float64Array, i: number) => T): T[] {
  return Array.from({ length: stack.count }, (_, i) => work(matrixAt(stack, i), i));
}

export function noConvergence(who: string): LinAlgError {
  return new LinAlgError({
    who,
    rule: { en: 'the iteration did not settle', ko: '반복 계산이 수렴하지 않았습니다' },
    received: { en: 'a matrix with NaN or infinite elements', ko: 'NaN이나 무한대가 있는 행렬' },
    hint: { en: 'Look for NaN first: np.isnan(a).any()', ko: '먼저 NaN이 있는지 보세요: np.isnan(a).any()' },
  });
}
