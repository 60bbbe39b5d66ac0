/** @file `rotate` as `skimage.transform.rotate` does it: the picture seen through a turn. */
import { Rule, checkCall, flag, number, optionsOf, readOptions } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { toFloat } from '../color/range.ts';
import {
  arrayOf,
  borderMode,
  clipLike,
  pixelsOf,
  roundHalfEven,
  withRoomFor,
  type BorderMode,
  type Pixels,
} from '../pixels.ts';
import { affineView, look, type View } from './look.ts';
import { checkOrder, splineOrder, type SplineOrder } from './spline.ts';

export interface RotateOptions {
  /**
   * Enlarges the result so that no corner is cut off. Default false.
   * @ko 모서리가 잘리지 않게 결과를 키웁니다. 기본값 false.
   */
  resize?: boolean;
  /**
   * 0 nearest, 1 linear (default), 3 cubic, 2, 4 and 5 splines.
   * @ko 0 최근접, 1 선형(기본값), 3 삼차, 2와 4와 5는 그 차수의 스플라인입니다.
   */
  order?: SplineOrder;
  /**
   * What lies beyond the border. Default 'constant' with `cval` 0.
   * @ko 테두리 밖에 무엇이 있는지 정합니다. 기본값은 `cval` 0인 'constant'.
   */
  mode?: BorderMode;
  /**
   * The value beyond the border when mode is 'constant'. Default 0.
   * @ko mode가 'constant'일 때 테두리 밖의 값입니다. 기본값 0.
   */
  cval?: number;
  /**
   * Keeps the result inside the range of the picture. Default true.
   * @ko 결과를 그림의 값 범위 안에 둡니다. 기본값 true.
   */
  clip?: boolean;
  /**
   * Leaves the values as they are instead of mapping uint8 to 0..1. Default false.
   * @ko uint8을 0~1로 바꾸지 않고 값을 그대로 둡니다. 기본값 false.
   */
  preserveRange?: boolean;
  /**
   * The point that stays, [column, row]. Default the middle.
   * @ko 움직이지 않는 점입니다: [열, 행]. 기본값은 한가운데입니다.
   */
  center?: readonly [number, number];
}

const rotateOptions = optionsOf<RotateOptions>()({
  resize: flag().or(false),
  order: splineOrder,
  mode: borderMode.or('constant'),
  cval: number().or(0),
  clip: flag().or(true),
  preserveRange: flag().or(false),
  center: new Rule<readonly [number, number]>(
    { en: 'a point [column, row]', ko: '[열, 행] 점' },
    (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite),
  ),
});

/**
 * The picture turned counter-clockwise by `angle` degrees, as `skimage.transform.rotate`; uint8 becomes float in 0..1
 * (order 0 keeps the type).
 * @ko 그림을 돌립니다.
 */
export function rotate(picture: NDArray, angle: number, options?: RotateOptions): NDArray {
  const who = 'image.rotate';
  if (arguments.length > 3) checkCall(who, arguments, 3, rotateOptions);
  const given = readOptions(who, options, rotateOptions);
  const source = pixelsOf(picture, who);
  const { order = source.dtype === 'bool' ? 0 : 1, mode, cval, clip } = given;
  checkOrder(order, source.dtype, 'turned', who);
  const view = viewOf(source, angle, given, who);
  const work = order > 0 ? toFloat(source, given.preserveRange) : source;
  const data = withRoomFor(view.rows, view.cols, who, () => look(work, view, order, mode, cval));
  if (clip) clipLike(work.data, data, mode, cval);
  return arrayOf({ ...work, data, height: view.rows, width: view.cols });
}

/** The size of the result, and where its pixels look. */

function viewOf({ height, width }: Pixels, angle: number, { center, resize }: RotateOptions, who: string): View {
  const [cx, cy] = center ?? [width / 2 - 0.5, height / 2 - 0.5];
  if (![angle, cx, cy].every((n) => Number.isFinite(n))) {
    throw new ValueError({
      who,
      rule: {
        en: 'the angle is a number of degrees, center is [column, row]',
        ko: '각도는 도 단위의 수이고 center는 [열, 행]입니다',
      },
      received: { en: `angle ${angle}, center [${cx}, ${cy}]`, ko: `각도 ${angle}, center [${cx}, ${cy}]` },
    });
  }
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  // In scikit-image's order of sums: at quarter turns the last digit decides which of two pixels is the nearest.
  const [c, f] = [sin * cy - cos * cx + cx, -sin * cx - cos * cy + cy];
  if (!resize) return affineView(height, width, [cos, -sin, c, sin, cos, f]);
  // The frame that holds all four turned corners.
  const corners = [0, height - 1].flatMap((y) => [0, width - 1].map((x) => [x - cx, y - cy] as const));
  const xs = corners.map(([x, y]) => cos * x + sin * y + cx);
  const ys = corners.map(([x, y]) => cos * y - sin * x + cy);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return affineView(roundHalfEven(Math.max(...ys) - top + 1), roundHalfEven(Math.max(...xs) - left + 1), [
    cos,
    -sin,
    cos * left - sin * top + c,
    sin,
    cos,
    sin * left + cos * top + f,
  ]);
}
