/** @file Axes of one array moved, dropped, added, reversed, stretched; views wherever NumPy gives views. */
import { axisOf, axisOption, type AxisGiven } from '../core/option-specs.ts';
import { checkCall, optionsOf, integer, list } from '../../arguments/index.ts';
import { AxisError, ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { axisList, manyAxes, oneAxis, type Axis } from '../layout/axis.ts';
import { asShape, asarray } from '../core/create.ts';
import { makeView } from '../core/make.ts';
import type { NDArray } from '../core/ndarray.ts';
import { reshape } from '../core/reshape.ts';
import type { Operand } from '../ufuncs/ufunc.ts';
import { commonShape, broadcastStrides } from '../layout/walk.ts';

const axesOption = optionsOf<{ axes?: readonly number[] }>()({ axes: list(integer()) });

/**
 * The axes in the order given; reversed without.
 * @ko 축의 순서를 바꿉니다.
 */
export function transpose(
  x: Operand,
  order?:
    | readonly number[]
    | {
        /** The axes in their new order; default reversed. */
        axes?: readonly number[];
      },
): NDArray {
  if (arguments.length > 1) checkCall('np.transpose', arguments, 2, axesOption);
  const a = asarray(x);
  const axes = Array.isArray(order) ? (order as readonly number[]) : (order as { axes?: readonly number[] })?.axes;
  if (!axes) return makeView(a, a.shape.toReversed(), a.strides.toReversed());
  const wanted = manyAxes(axes, a.shape, 'np.transpose');
  if (wanted.length !== a.ndim) {
    throw new AxisError({
      who: 'np.transpose',
      rule: { en: 'every axis must be named once', ko: '모든 축을 한 번씩 써야 합니다' },
      received: {
        en: `axes ${shapeText(axes)} for shape ${shapeText(a.shape)}`,
        ko: `모양 ${shapeText(a.shape)}에 축 ${shapeText(axes)}`,
      },
    });
  }
  return makeView(
    a,
    wanted.map((d) => a.shape[d]!),
    wanted.map((d) => a.strides[d]!),
  );
}

/**
 * Axes moved from `source` to `destination`; the others keep their order.
 * @ko 축을 다른 자리로 옮깁니다.
 */
export function moveaxis(x: Operand, source: Axis, destination: Axis): NDArray {
  if (arguments.length > 3) checkCall('np.moveaxis', arguments, 3);
  const a = asarray(x);
  const from = manyAxes(source, a.shape, 'np.moveaxis');
  const to = manyAxes(destination, a.shape, 'np.moveaxis');
  if (from.length !== to.length) {
    throw new ValueError({
      who: 'np.moveaxis',
      rule: {
        en: 'source and destination must name the same number of axes',
        ko: 'source와 destination에 쓴 축의 수가 같아야 합니다',
      },
      received: { en: `${from.length} and ${to.length}`, ko: `${from.length}, ${to.length}` },
    });
  }
  const order = a.shape.map((_, d) => d).filter((d) => !from.includes(d));
  const pairs = to.map((d, k) => [d, from[k]!] as const).sort(([p], [q]) => p - q);
  for (const [d, axis] of pairs) order.splice(d, 0, axis);
  return transpose(a, order);
}

/**
 * Two axes exchanged.
 * @ko 두 축을 바꿉니다.
 */
export function swapaxes(x: Operand, first: number, second: number): NDArray {
  if (arguments.length > 3) checkCall('np.swapaxes', arguments, 3);
  const a = asarray(x);
  const [p, q] = [oneAxis(first, a.shape, 'np.swapaxes'), oneAxis(second, a.shape, 'np.swapaxes')];
  const order = a.shape.map((_, d) => (d === p ? q : d === q ? p : d));
  return transpose(a, order);
}

/** Axis `axis` moved in front of axis `start` (older form of moveaxis). */
export function rollaxis(x: Operand, axis: number, start = 0): NDArray {
  if (arguments.length > 2) checkCall('np.rollaxis', arguments, 3);
  const a = asarray(x);
  const from = oneAxis(axis, a.shape, 'np.rollaxis');
  const to = start < 0 ? start + a.ndim : start;
  return moveaxis(a, from, to > from ? to - 1 : to);
}

/**
 * Without axes of length 1, or without those named, which must have length 1.
 * @ko 길이 1인 축을 없앱니다.
 */
export function squeeze(
  x: Operand,
  axis?:
    | Axis
    | {
        /**
         * The axis or axes of length 1; default all of them.
         * @ko 없앨 길이 1인 축입니다. 기본값은 모두입니다.
         */
        axis?: Axis;
      },
): NDArray {
  if (arguments.length > 1) checkCall('np.squeeze', arguments, 2, axisOption);
  const a = asarray(x);
  const named = axisOf(axis);
  const gone =
    named === undefined || named === null
      ? a.shape.flatMap((n, d) => (n === 1 ? [d] : []))
      : manyAxes(named, a.shape, 'np.squeeze');
  const long = gone.find((d) => a.shape[d] !== 1);
  if (long !== undefined) {
    throw new ShapeError({
      who: 'np.squeeze',
      rule: { en: 'only axes of length 1 can be dropped', ko: '길이가 1인 축만 없앨 수 있습니다' },
      received: { en: `axis ${long} of shape ${shapeText(a.shape)}`, ko: `모양 ${shapeText(a.shape)}의 축 ${long}` },
    });
  }
  const keep = (_: number, d: number): boolean => !gone.includes(d);
  return makeView(a, a.shape.filter(keep), a.strides.filter(keep));
}

/**
 * New axes of length 1 at these places of the result.
 * @ko 길이 1인 축을 하나 넣습니다.
 */
export function expandDims(x: Operand, axis: Axis | { axis: Axis }): NDArray {
  if (arguments.length > 1) checkCall('np.expandDims', arguments, 2, axisOption);
  const a = asarray(x);
  const list = axisList(axisOf(axis), 'np.expandDims');
  const places = list.map((d) => oneAxis(d, a.shape, 'np.expandDims', a.ndim + list.length));
  if (new Set(places).size !== places.length) {
    throw new AxisError({
      who: 'np.expandDims',
      rule: { en: 'an axis must not be named twice', ko: '같은 축을 두 번 쓸 수 없습니다' },
      received: shapeText(places),
    });
  }
  const [shape, strides] = [[...a.shape], [...a.strides]];
  for (const d of places.sort((p, q) => p - q)) {
    shape.splice(d, 0, 1);
    strides.splice(d, 0, 0);
  }
  return makeView(a, shape, strides);
}

/**
 * One axis in C order; a view when they are stored in that order.
 * @ko 한 줄로 펼칩니다.
 */
export function ravel(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.ravel', arguments, 1);
  return reshape(asarray(x), [-1]);
}

/** At least one axis: a number becomes (1,). */
export function atleast1d(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.atleast1d', arguments, 1);
  const a = asarray(x);
  return a.ndim >= 1 ? a : reshape(a, [1]);
}
/** At least two axes: a vector becomes one row, (1, n). */
export function atleast2d(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.atleast2d', arguments, 1);
  const a = asarray(x);
  return a.ndim >= 2 ? a : a.ndim === 1 ? expandDims(a, 0) : reshape(a, [1, 1]);
}
/** At least three axes: a vector becomes (1, n, 1), a matrix (m, n, 1). */
export function atleast3d(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.atleast3d', arguments, 1);
  const a = asarray(x);
  if (a.ndim >= 3) return a;
  return a.ndim === 2 ? expandDims(a, 2) : a.ndim === 1 ? expandDims(a, [0, 2]) : reshape(a, [1, 1, 1]);
}

/** The shape that all shapes stretch to: `np.broadcastShapes([[3, 1], [4]])`. @throws ShapeError when they do not */
export function broadcastShapes(shapes: readonly (readonly number[])[]): number[] {
  if (arguments.length > 1) checkCall('np.broadcastShapes', arguments, 1);
  const all = Array.isArray(shapes) ? (shapes as readonly number[][]) : [shapes as never];
  return commonShape(all.map((each) => asShape(each, 'np.broadcastShapes')));
}

/**
 * A read-only view stretched to `shape`.
 * @ko 길이 1인 축을 늘려 다른 모양으로 봅니다(복사하지 않습니다).
 */
export function broadcastTo(x: Operand, shape: number | readonly number[]): NDArray {
  if (arguments.length > 2) checkCall('np.broadcastTo', arguments, 2);
  const a = asarray(x);
  const wanted = asShape(shape, 'np.broadcastTo');
  const both = commonShape([a.shape, wanted], 'np.broadcastTo');
  if (both.length !== wanted.length || both.some((n, d) => n !== wanted[d])) {
    throw new ShapeError({
      who: 'np.broadcastTo',
      rule: { en: 'the array cannot be stretched to that shape', ko: '배열을 그 모양으로 늘릴 수 없습니다' },
      received: {
        en: `array ${shapeText(a.shape)}, shape ${shapeText(wanted)}`,
        ko: `배열 ${shapeText(a.shape)}, 모양 ${shapeText(wanted)}`,
      },
    });
  }
  return makeView(a, wanted, broadcastStrides(a, wanted), a.offset, false);
}

/** All arrays stretched to their common shape (read-only views). */
export function broadcastArrays(...arrays: readonly Operand[]): NDArray[] {
  if (arguments.length > 0) checkCall('np.broadcastArrays', arguments, Infinity);
  const list = arrays.map((x) => asarray(x));
  const shape = commonShape(
    list.map((a) => a.shape),
    'np.broadcastArrays',
  );
  return list.map((a) => broadcastTo(a, shape));
}

/**
 * Elements in reverse order along the axes given (all without); a view.
 * @ko 축을 따라 뒤집습니다.
 */
export function flip(x: Operand, axis?: AxisGiven): NDArray {
  if (arguments.length > 1) checkCall('np.flip', arguments, 2, axisOption);
  const a = asarray(x);
  const named = axisOf(axis);
  const strides = [...a.strides];
  let offset = a.offset;
  for (const d of manyAxes(named, a.shape, 'np.flip')) {
    if (a.size > 0) offset += (a.shape[d]! - 1) * strides[d]!;
    strides[d] = -strides[d]!;
  }
  return makeView(a, a.shape, strides, offset);
}

/**
 * Upside down: axis 0 reversed.
 * @ko 위아래로 뒤집습니다.
 */
export function flipud(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.flipud', arguments, 1);
  const a = asarray(x);
  return flip(a, oneAxis(0, a.shape, 'np.flipud'));
}

/**
 * Left and right exchanged: axis 1 reversed.
 * @ko 좌우로 뒤집습니다.
 */
export function fliplr(x: Operand): NDArray {
  if (arguments.length > 1) checkCall('np.fliplr', arguments, 1);
  const a = asarray(x);
  return flip(a, oneAxis(1, a.shape, 'np.fliplr'));
}

interface RotationOptions {
  /**
   * Quarter turns, default 1.
   * @ko 90도씩 도는 횟수입니다. 기본값 1.
   */
  k?: number;
  /**
   * The plane, from the first axis towards the second; default [0, 1].
   * @ko 도는 평면입니다. 첫째 축에서 둘째 축 쪽으로 돕니다. 기본값 [0, 1].
   */
  axes?: readonly [number, number];
}
const rotationOptions = optionsOf<RotationOptions>()({ k: integer().or(1), axes: list(integer(), 2) as never });

/**
 * Turned by k quarter turns from the first of `axes` towards the second; a view.
 * @ko 90도 돌립니다.
 */
export function rot90(x: Operand, turns: number | RotationOptions = 1, more: RotationOptions = {}): NDArray {
  if (arguments.length > 1) checkCall('np.rot90', arguments, 3, rotationOptions);
  const a = asarray(x);
  const { k = 1, axes = [0, 1] } = typeof turns === 'number' ? { ...more, k: turns } : turns;
  const [p, q] = manyAxes(axes, a.shape, 'np.rot90') as [number, number];
  const quarters = ((k % 4) + 4) % 4;
  if (quarters === 0) return makeView(a, a.shape, a.strides);
  if (quarters === 2) return flip(a, [p, q]);
  return quarters === 1 ? swapaxes(flip(a, q), p, q) : flip(swapaxes(a, p, q), q);
}
