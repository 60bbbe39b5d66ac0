/** @file Products of arrays that are no matrix product: cross, kron, tensordot. */
import { axisOf, axisOption } from '../core/option-specs.ts';
import { checkCall, anything, isPlainObject, optionsOf } from '../../arguments/index.ts';
import { ShapeError, shapeText } from '../../errors/index.ts';
import { axisList, oneAxis } from '../layout/axis.ts';
import { type ArraySource } from '../core/create.ts';
import { allocate, type TypedArray } from '../layout/dtype.ts';
import { arrayOf } from '../core/lanes.ts';
import { sizeOf } from '../layout/strides.ts';
import { matmul } from '../linalg/products.ts';
import { moveaxis } from '../manipulation/axes.ts';
import { makeArray } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { toTyped } from '../core/typed.ts';
import { multiply, subtract } from '../ufuncs/arithmetic.ts';

/** The vector product along the last axis (3 components, or 2 for its third component only). */
export function cross(
  a: ArraySource,
  b: ArraySource,
  along?:
    | number
    | {
        /** The axis of the vectors. Default -1. */
        axis?: number;
      },
): NDArray {
  if (arguments.length > 2) checkCall('np.cross', arguments, 3, axisOption);
  const axis = (axisOf(along) as number | null | undefined) ?? -1;
  const move = (x: ArraySource): NDArray => {
    const source = arrayOf(x);
    return moveaxis(source, oneAxis(axis, source.shape, 'np.cross'), -1);
  };
  const [x, y] = [move(a), move(b)];
  const sides = [x.shape.at(-1)!, y.shape.at(-1)!];
  if (!sides.every((n) => n === 2 || n === 3)) {
    throw new ShapeError({
      who: 'np.cross',
      rule: { en: 'vectors of 2 or 3 components are needed', ko: '성분이 2개 또는 3개인 벡터가 필요합니다' },
      received: {
        en: `${shapeText(x.shape)} and ${shapeText(y.shape)}`,
        ko: `${shapeText(x.shape)}, ${shapeText(y.shape)}`,
      },
    });
  }
  const part = (v: NDArray, k: number): NDArray => v.at('...', k);
  const minor = (i: number, j: number): NDArray =>
    subtract(multiply(part(x, i), part(y, j)), multiply(part(x, j), part(y, i)));
  if (sides[0] === 2 && sides[1] === 2) return arrayOf(minor(0, 1));
  const wide = (v: NDArray): NDArray => (v.shape.at(-1) === 3 ? v : padded(v));
  if (sides[0] !== sides[1]) return cross(wide(x), wide(y));
  const parts = [minor(1, 2), minor(2, 0), minor(0, 1)].map(arrayOf);
  const out = makeArray(interleaved(parts), parts[0]!.dtype, [...parts[0]!.shape, 3]);
  return axis === -1 ? out : moveaxis(out, -1, axis);
}

/** A third component of 0. */
function padded(v: NDArray): NDArray {
  const zero = makeArray(allocate(v.dtype, v.size / 2), v.dtype, v.shape.slice(0, -1));
  return makeArray(interleaved([v.at('...', 0), v.at('...', 1), zero]), v.dtype, [...v.shape.slice(0, -1), 3]);
}

/** Equal-shaped parts, one element of each in turn. */
function interleaved(parts: readonly NDArray[]): TypedArray {
  const out = allocate(parts[0]!.dtype, parts[0]!.size * parts.length);
  parts.forEach((part, k) => {
    const data = toTyped(part);
    for (let i = 0; i < data.length; i++) out[i * parts.length + k] = data[i]!;
  });
  return out;
}

/** The Kronecker product: every element of `a` times the whole of `b`. */
export function kron(a: ArraySource, b: ArraySource): NDArray {
  if (arguments.length > 2) checkCall('np.kron', arguments, 2);
  let [x, y] = [arrayOf(a), arrayOf(b)];
  const ndim = Math.max(x.ndim, y.ndim);
  const lead = (v: NDArray): NDArray =>
    v.reshape([...Array.from<number>({ length: ndim - v.ndim }).fill(1), ...v.shape]);
  [x, y] = [lead(x), lead(y)];
  const outer = x.reshape(x.shape.flatMap((n) => [n, 1]));
  const inner = y.reshape(y.shape.flatMap((n) => [1, n]));
  const product = arrayOf(multiply(outer, inner));
  return product.reshape(x.shape.map((n, d) => n * y.shape[d]!));
}

/** Axes that are summed over: how many of the last and first, or a list for each array. */
type SummedAxes = number | readonly [number | readonly number[], number | readonly number[]];
const axesOption = optionsOf<{ axes?: SummedAxes }>()({
  axes: anything<SummedAxes>({ en: 'a number, or two lists of axes', ko: '수 또는 축 목록 두 개' }).or(2),
});

/**
 * Sums products over pairs of axes: the last `axes` of `a` with the first of `b` (a number, default 2), or two lists.
 * @ko 고른 축들을 곱해서 더합니다.
 */
export function tensordot(
  a: ArraySource,
  b: ArraySource,
  axes:
    | SummedAxes
    | {
        /** How many axes are summed over, or which ones of each side. Default 2. */
        axes?: SummedAxes;
      } = 2,
): NDArray {
  if (arguments.length > 2) checkCall('np.tensordot', arguments, 3, axesOption);
  const who = 'np.tensordot';
  const [x, y] = [arrayOf(a), arrayOf(b)];
  const given = isPlainObject(axes) ? ((axes as { axes?: number }).axes ?? 2) : (axes as number);
  let over: [number[], number[]];
  if (typeof given === 'number') {
    over = [Array.from({ length: given }, (_, i) => x.ndim - given + i), Array.from({ length: given }, (_, i) => i)];
  } else {
    const [left, right] = axisList(given, who) as readonly (number | readonly number[])[];
    const list = (v: number | readonly number[], s: NDArray): number[] =>
      axisList(v, who).map((d) => oneAxis(d, s.shape, who));
    over = [list(left!, x), list(right!, y)];
  }
  const fits =
    over[0].length === over[1].length &&
    over[0].every((d, k) => x.shape[d] !== undefined && x.shape[d] === y.shape[over[1][k]!]);
  if (!fits) {
    throw new ShapeError({
      who,
      rule: {
        en: 'the axes that are summed over must be as long as their partners',
        ko: '함께 더하는 축은 서로 길이가 같아야 합니다',
      },
      received: {
        en: `${shapeText(x.shape)} over ${shapeText(over[0])} and ${shapeText(y.shape)} over ${shapeText(over[1])}`,
        ko: `${shapeText(x.shape)}의 축 ${shapeText(over[0])}, ${shapeText(y.shape)}의 축 ${shapeText(over[1])}`,
      },
    });
  }
  const rest = (s: NDArray, taken: number[]): number[] => s.shape.map((_, d) => d).filter((d) => !taken.includes(d));
  const [restX, restY] = [rest(x, over[0]), rest(y, over[1])];
  const pick = (s: NDArray, list: number[]): number[] => list.map((d) => s.shape[d]!);
  const inner = sizeOf(pick(x, over[0]));
  const left = x.transpose([...restX, ...over[0]]).reshape([sizeOf(pick(x, restX)), inner]);
  const right = y.transpose([...over[1], ...restY]).reshape([inner, sizeOf(pick(y, restY))]);
  return matmul(left, right).reshape([...pick(x, restX), ...pick(y, restY)]);
}
