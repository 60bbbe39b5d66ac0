/** @file Products of vectors and matrices: dot, matmul, inner, outer, vdot, trace. */
import { checkCall, integer, optionsOf } from '../../arguments/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { oneAxis } from '../layout/axis.ts';
import { astype } from '../core/cast.ts';
import { asarray } from '../core/create.ts';
import { allocateResult, promoteTypes, type DType } from '../layout/dtype.ts';
import { sizeOf } from '../layout/strides.ts';
import { multiplyMatrices } from '../kernels/matrix.ts';
import type { Matrix } from '../kernels/products.ts';
import { hasOdd } from '../kernels/reductions.ts';
import { moveaxis, transpose } from '../manipulation/axes.ts';
import { makeArray, makeView, rawStore } from '../core/make.ts';
import { elementsOf } from '../core/typed.ts';
import type { NDArray } from '../core/ndarray.ts';
import { sum } from '../statistics/reduce.ts';
import { reshape } from '../core/reshape.ts';
import { Fault, react } from '../ufuncs/floating-state.ts';
import { applyBinary, overflow, scalarOf, type Operand } from '../ufuncs/ufunc.ts';
import { multiplyOp } from '../ufuncs/arithmetic.ts';
import { commonShape, broadcastStrides, placesOf } from '../layout/walk.ts';

/**
 * The matrix product over the last two axes; leading axes broadcast, vectors lose their axis.
 * @ko 행렬의 곱을 구합니다.
 */
export function matmul(x: Operand, y: Operand): NDArray {
  if (arguments.length > 2) checkCall('np.matmul', arguments, 2);
  const [p, q] = [asarray(x), asarray(y)];
  if (p.ndim === 0 || q.ndim === 0) {
    throw new ShapeError({
      who: 'np.matmul',
      rule: { en: 'both arrays need at least one axis', ko: '두 배열 모두 축이 하나 이상 있어야 합니다' },
      received: {
        en: `${shapeText(p.shape)} and ${shapeText(q.shape)}`,
        ko: `${shapeText(p.shape)}, ${shapeText(q.shape)}`,
      },
      hint: { en: 'Multiply by a number with a.mul(k)', ko: '수를 곱할 때는 a.mul(k)를 쓰세요' },
    });
  }
  const a = p.ndim === 1 ? reshape(p, [1, -1]) : p;
  const b = q.ndim === 1 ? reshape(q, [-1, 1]) : q;
  const [m, k] = [a.shape.at(-2)!, a.shape.at(-1)!];
  const n = b.shape.at(-1)!;
  if (b.shape.at(-2) !== k) throw innerMismatch('np.matmul', p, q);
  const lead = stackShape(a, b, p, q);
  const dtype = promoteTypes(p.dtype, q.dtype);
  const out = allocateResult(dtype, sizeOf(lead) * m * n);
  const [fa, fb] = [ready(a, dtype), ready(b, dtype)];
  const starts = [fa, fb].map((z) => {
    const outer = {
      shape: z.shape.slice(0, -2),
      strides: z.strides.slice(0, -2),
      offset: 0,
      size: 0,
      ndim: z.ndim - 2,
    };
    return placesOf(lead, broadcastStrides(outer, lead), z.offset);
  });
  let isOdd = false;
  for (let i = 0; i < starts[0]!.length; i++) {
    const [left, right] = [asMatrix(fa, starts[0]![i]!), asMatrix(fb, starts[1]![i]!)];
    isOdd = multiplyMatrices(dtype, left, right, out, i * m * n, m, k, n) || isOdd;
  }
  if (dtype === 'int64') guard(out, 'matmul');
  if (isOdd) reactToProduct(fa, fb, out);
  const shape = [...lead, ...(p.ndim === 1 ? [] : [m]), ...(q.ndim === 1 ? [] : [n])];
  return makeArray(out, dtype, shape);
}

/** The shape that the axes before the last two of a and b stretch to; p and q are what the student gave. */
function stackShape(a: NDArray, b: NDArray, p: NDArray, q: NDArray): number[] {
  try {
    return commonShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  } catch (cause) {
    throw new ShapeError({
      who: 'np.matmul',
      rule: {
        en: 'the axes before the last two must be equal, or 1, as they count the matrices',
        ko: '마지막 두 축을 뺀 나머지는 행렬의 개수이므로 길이가 같거나 1이어야 합니다',
      },
      received: {
        en: `${shapeText(p.shape)} and ${shapeText(q.shape)}`,
        ko: `${shapeText(p.shape)}, ${shapeText(q.shape)}`,
      },
      cause,
    });
  }
}

/** Converted to the common dtype, unless it is that already. */
function ready(a: NDArray, dtype: DType): NDArray {
  return astype(a, dtype, false);
}

function asMatrix(a: NDArray, offset: number): Matrix {
  return { data: rawStore(a), offset, row: a.strides.at(-2)!, col: a.strides.at(-1)! };
}

function guard(data: ArrayLike<number>, name: string): void {
  for (let i = 0; i < data.length; i++) if (Math.abs(data[i]!) > Number.MAX_SAFE_INTEGER) throw overflow(name);
}

/** What NumPy warns of: products of ordinary numbers that are too large, and inf - inf or 0 · inf where no nan was. */
function reactToProduct(a: NDArray, b: NDArray, out: NDArray['data']): void {
  const operands = [elementsOf(a), elementsOf(b)];
  const areFinite = !operands.some(hasOdd);
  let found = 0;
  if (out.includes(NaN) && !operands.some((data) => data.includes(NaN))) found |= Fault.invalid;
  if (areFinite && (out.includes(Infinity) || out.includes(-Infinity))) found |= Fault.over;
  if (found !== 0) react(found, 'np.matmul');
}

function innerMismatch(who: string, a: NDArray, b: NDArray): ShapeError {
  return new ShapeError({
    who,
    rule: {
      en: 'the last axis of the first must be as long as the last but one of the second (the only one of a vector)',
      ko: '첫 배열의 마지막 축과 둘째 배열의 끝에서 둘째 축(벡터이면 하나뿐인 축)은 길이가 같아야 합니다',
    },
    received: {
      en: `${shapeText(a.shape)} and ${shapeText(b.shape)}`,
      ko: `${shapeText(a.shape)}, ${shapeText(b.shape)}`,
    },
  });
}

/**
 * `np.dot`: of two matrices their product, of two vectors Σ xᵢ yᵢ (a 0-d array: `.item()` is the number).
 * @ko 벡터의 내적이나 행렬의 곱을 구합니다.
 */
export function dot(x: Operand, y: Operand): NDArray {
  if (arguments.length > 2) checkCall('np.dot', arguments, 2);
  const [a, b] = [asarray(x), asarray(y)];
  if (a.ndim === 0 || b.ndim === 0) return applyBinary(multiplyOp, a, b);
  if (a.ndim <= 2 && b.ndim <= 2) {
    if (a.shape.at(-1) !== b.shape.at(b.ndim === 1 ? 0 : -2)) throw innerMismatch('np.dot', a, b);
    return matmul(a, b);
  }
  // a (…, k) · b (…, k, n): every row of a with every column of b.
  const k = a.shape.at(-1)!;
  if (k !== b.shape.at(b.ndim === 1 ? 0 : -2)) throw innerMismatch('np.dot', a, b);
  const right = b.ndim === 1 ? b : moveaxis(b, -2, 0);
  const product = matmul(reshape(a, [-1, k]), reshape(right, [k, -1]));
  return reshape(product, [...a.shape.slice(0, -1), ...right.shape.slice(1)]);
}

/** The scalar product of all elements in C order, as a number. */
export function vdot(x: Operand, y: Operand): number {
  if (arguments.length > 2) checkCall('np.vdot', arguments, 2);
  return dot(reshape(asarray(x), [-1]), reshape(asarray(y), [-1])).item();
}

/** Sums of products over the last axes: out[i, j] = Σₖ a[i, k] b[j, k]. */
export function inner(x: Operand, y: Operand): NDArray {
  if (arguments.length > 2) checkCall('np.inner', arguments, 2);
  const [a, b] = [asarray(x), asarray(y)];
  if (a.ndim === 0 || b.ndim === 0) return applyBinary(multiplyOp, a, b);
  if (a.shape.at(-1) !== b.shape.at(-1)) {
    throw new ShapeError({
      who: 'np.inner',
      rule: { en: 'the last axes must have the same length', ko: '마지막 축의 길이가 같아야 합니다' },
      received: {
        en: `${shapeText(a.shape)} and ${shapeText(b.shape)}`,
        ko: `${shapeText(a.shape)}, ${shapeText(b.shape)}`,
      },
    });
  }
  const k = a.shape.at(-1)!;
  const rows = reshape(a, [sizeOf(a.shape.slice(0, -1)), k]);
  const cols = transpose(reshape(b, [sizeOf(b.shape.slice(0, -1)), k]));
  return reshape(matmul(rows, cols), [...a.shape.slice(0, -1), ...b.shape.slice(0, -1)]);
}

/**
 * Every element of a times every element of b: out[i, j] = a[i] b[j].
 * @ko 두 벡터의 모든 쌍을 곱한 표를 만듭니다.
 */
export function outer(x: Operand, y: Operand): NDArray {
  if (arguments.length > 2) checkCall('np.outer', arguments, 2);
  return applyBinary(multiplyOp, reshape(asarray(x), [-1, 1]), reshape(asarray(y), [1, -1]));
}

/** Which diagonal, and of which two axes. */
export interface DiagonalOptions {
  /** 0 (default) the main one, above it positive. */
  offset?: number;
  /** Default 0. */
  axis1?: number;
  /** Default 1. */
  axis2?: number;
}
const diagonalOptions = optionsOf<DiagonalOptions>()({
  offset: integer().or(0),
  axis1: integer().or(0),
  axis2: integer().or(1),
});

/** A diagonal of the last two (or the named) axes, as a read-only view. */
export function diagonal(x: Operand, options?: DiagonalOptions): NDArray {
  if (arguments.length > 1) checkCall('np.diagonal', arguments, 2, diagonalOptions);
  const { offset = 0, axis1 = 0, axis2 = 1 } = options ?? {};
  const a = asarray(x);
  const [p, q] = [oneAxis(axis1, a.shape, 'np.diagonal'), oneAxis(axis2, a.shape, 'np.diagonal')];
  const [rows, cols] = [Math.max(0, -offset), Math.max(0, offset)];
  const n = Math.max(0, Math.min(a.shape[p]! - rows, a.shape[q]! - cols));
  const keep = (_: number, d: number): boolean => d !== p && d !== q;
  const start = a.offset + (n > 0 ? rows * a.strides[p]! + cols * a.strides[q]! : 0);
  const strides = [...a.strides.filter(keep), a.strides[p]! + a.strides[q]!];
  return makeView(a, [...a.shape.filter(keep), n], strides, start, false);
}

/** The sum of a diagonal: a number for a matrix, an array for more axes. */
export function trace(x: Operand, options: DiagonalOptions = {}): number | NDArray {
  if (arguments.length > 1) checkCall('np.trace', arguments, 2, diagonalOptions);
  const line = diagonal(x, options);
  const total = sum(line, { axis: [line.ndim - 1] });
  return total.ndim === 0 ? (scalarOf(total) as number) : total;
}
