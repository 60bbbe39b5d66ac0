/** @file `warp` as `skimage.transform.warp` does it: the picture seen through a matrix or through a function of places. */
import { Rule, checkCall, describe, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import { NDArray, fromTyped, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { toFloat } from '../color/range.ts';
import { arrayOf, borderMode, clipLike, pixelsOf, withRoomFor, type BorderMode } from '../pixels.ts';
import { look, type View } from './look.ts';
import { checkOrder, splineOrder, type SplineOrder } from './spline.ts';
import { GeometricTransform, mapOf, matrixOf } from './transforms.ts';

export interface WarpOptions {
  /** Size of the result, [rows, columns]. Default that of the picture. */
  outputShape?: readonly [number, number];
  /** 0 nearest, 1 linear (default), 3 cubic, 2, 4 and 5 splines. */
  order?: SplineOrder;
  /** What lies beyond the border, by `np.pad`'s names. Default 'constant' with `cval` 0. */
  mode?: BorderMode;
  /** The value beyond the border when mode is 'constant'. Default 0. */
  cval?: number;
  /** Keeps the result inside the range of the picture. Default true. */
  clip?: boolean;
  /** Leaves the values as they are instead of mapping uint8 to 0..1. Default false. */
  preserveRange?: boolean;
}

const warpOptions = optionsOf<WarpOptions>()({
  outputShape: new Rule<readonly [number, number]>(
    { en: 'a list [rows, columns] of whole numbers above 0', ko: '0보다 큰 정수의 [행, 열] 목록' },
    (value) => Array.isArray(value) && value.length === 2 && value.every((n) => Number.isInteger(n) && n > 0),
  ),
  order: splineOrder,
  mode: borderMode.or('constant'),
  cval: number().or(0),
  clip: flag().or(true),
  preserveRange: flag().or(false),
});

/** Where pixels look: points (n, 2) of [column, row] in the result to points in the picture. */
type PointMap = (points: NDArray) => NDArray;

/**
 * The picture seen through a map of places (`skimage.transform.warp`): pixel [column, row] of the result shows what lies at
 * `inverseMap` of it. uint8 becomes float in 0..1 (order 0 keeps the type).
 *
 * @ko 그림을 변환합니다. 결과의 픽셀마다 inverseMap이 가리키는 자리의 값을 보여 줍니다.
 * @param inverseMap a transform, a matrix (3, 3) or (2, 3), or a function of points (n, 2)
 * @example image.warp(photo, image.AffineTransform({ rotation: 0.2 }).inverse)
 * @example image.warp(photo, (xy) => xy.add([0, 5])) // five rows up
 */
export function warp(
  picture: NDArray,
  inverseMap: GeometricTransform | ArraySource | PointMap,
  options?: WarpOptions,
): NDArray {
  const who = 'image.warp';
  if (arguments.length > 2) checkCall(who, arguments, 3, warpOptions);
  const { outputShape, order: given, mode, cval, clip, preserveRange } = readOptions(who, options, warpOptions);
  const source = pixelsOf(picture, who);
  const order = given ?? (source.dtype === 'bool' ? 0 : 1);
  checkOrder(order, source.dtype, 'warped', who);
  const [rows, cols] = outputShape ?? [source.height, source.width];
  const work = order > 0 ? toFloat(source, preserveRange) : source;
  const view = viewThrough(inverseMap, rows, cols, who);
  const data = withRoomFor(rows, cols, who, () => look(work, view, order, mode, cval));
  if (clip) clipLike(work.data, data, mode, cval);
  return arrayOf({ ...work, data, height: rows, width: cols });
}

function viewThrough(map: GeometricTransform | ArraySource | PointMap, rows: number, cols: number, who: string): View {
  if (typeof map === 'function') return functionView(map, rows, cols, who);
  const matrix = map instanceof GeometricTransform ? map.params : (map instanceof NDArray || Array.isArray(map)) ? matrixOf(map, who) : undefined; // prettier-ignore
  if (matrix === undefined) {
    throw new ValueError({
      who,
      rule: { en: 'inverseMap is a transform, a matrix (3, 3) or a function of points', ko: 'inverseMap은 변환, 행렬 (3, 3), 또는 점들의 함수입니다' },
      received: describe(map),
    });
  }
  const at = mapOf(matrix);
  const place = (row: number, xs: Float64Array, ys: Float64Array): void => {
    for (let col = 0; col < cols; col++) [xs[col], ys[col]] = at(col, row);
  };
  return { rows, cols, place, own: true };
} // prettier-ignore

/** The function is asked once, for all places, as in scikit-image. */
function functionView(map: PointMap, rows: number, cols: number, who: string): View {
  const asked = new Float64Array(rows * cols * 2);
  for (let i = 0; i < rows * cols; i++) [asked[2 * i], asked[2 * i + 1]] = [i % cols, Math.floor(i / cols)];
  const answer: unknown = map(fromTyped(asked, [rows * cols, 2]));
  const places = np.asarray(answer as ArraySource, 'float64');
  if (places.shape.length !== 2 || places.shape[0] !== rows * cols || places.shape[1] !== 2) {
    throw new ShapeError({
      who,
      rule: { en: 'inverseMap takes points (n, 2) to points (n, 2), each [column, row]', ko: 'inverseMap은 점들 (n, 2)를 점들 (n, 2)로 옮기고, 점은 [열, 행]입니다' },
      received: { en: `${shapeText([rows * cols, 2])} to ${shapeText(places.shape)}`, ko: `${shapeText([rows * cols, 2])}에서 ${shapeText(places.shape)}` },
    });
  }
  const found = places.toTyped();
  const place = (row: number, xs: Float64Array, ys: Float64Array): void => {
    for (let col = 0; col < cols; col++) {
      xs[col] = found[2 * (row * cols + col)]!;
      ys[col] = found[2 * (row * cols + col) + 1]!;
    }
  };
  return { rows, cols, place, own: false };
} // prettier-ignore
