/** @file `fill_between` and `fill_betweenx`: the area between two curves. */
import { anything, flag, number, optionsOf, text } from '../../arguments/index.ts';
import type { NDArray } from '../../array/index.ts';
import { FillBetween } from '../artists/fill-between.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { isOptions } from '../input/options.ts';
import { alpha, color, points, read } from '../input/rules.ts';
import { gridOf, numbersOf, sameLength, type Numbers } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import { call } from './call.ts';

export interface FillOptions {
  /** Where there is something to fill; default everywhere. */
  where?: readonly boolean[] | NDArray;
  /**
   * Its colour; default the next one of the style's cycle.
   * @ko 색입니다. 기본값은 정해진 순서의 다음 색입니다.
   */
  color?: Color;
  /** Colour of the area. */
  facecolor?: Color;
  /** The same as `facecolor`. */
  fc?: Color;
  /** A line around the area; default none. */
  edgecolor?: Color;
  /** The same as `edgecolor`. */
  ec?: Color;
  /** Of that line, in points. */
  linewidth?: number;
  /** The same as `linewidth`. */
  lw?: number;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * Its name in the legend.
   * @ko 범례에 쓸 이름입니다.
   */
  label?: string;
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
  /** Taken for matplotlib's sake: where the curves cross the area ends at the last number. */
  interpolate?: boolean;
}

const fillOptions = optionsOf<FillOptions>()({
  where: anything({ en: 'a row of true and false', ko: 'true와 false의 목록' }),
  color: color(),
  facecolor: color(),
  fc: color(),
  edgecolor: color(),
  ec: color(),
  linewidth: points(),
  lw: points(),
  alpha: alpha(),
  label: text(),
  zorder: number(),
  interpolate: flag(),
});

/**
 * The area between `y1` and `y2` (default 0) along x.
 * @ko 두 선 사이를 칠합니다.
 */
export const fill_between = call((axes) => {
  function fill_between(x: Numbers, y1: Numbers | number, y2: Numbers | number, options?: FillOptions): FillBetween;
  function fill_between(x: Numbers, y1: Numbers | number, options?: FillOptions): FillBetween;
  function fill_between(
    x: Numbers,
    y1: Numbers | number,
    y2?: Numbers | number | FillOptions,
    options?: FillOptions,
  ): FillBetween {
    return addArea(axes, x, y1, y2, options, 'plt.fill_between');
  }
  return fill_between;
});

/** The area between `x1` and `x2` (default 0) along y. */
export const fill_betweenx = call((axes) => {
  function fill_betweenx(y: Numbers, x1: Numbers | number, x2: Numbers | number, options?: FillOptions): FillBetween;
  function fill_betweenx(y: Numbers, x1: Numbers | number, options?: FillOptions): FillBetween;
  function fill_betweenx(
    y: Numbers,
    x1: Numbers | number,
    x2?: Numbers | number | FillOptions,
    options?: FillOptions,
  ): FillBetween {
    return addArea(axes, y, x1, x2, options, 'plt.fill_betweenx');
  }
  return fill_betweenx;
});

function addArea(
  axes: AxesFrame,
  along: Numbers,
  first: Numbers | number,
  second: Numbers | number | FillOptions | undefined,
  given: FillOptions | undefined,
  who: 'plt.fill_between' | 'plt.fill_betweenx',
): FillBetween {
  const direct = isOptions(second);
  const options = read(who, direct ? (second as FillOptions) : given, fillOptions);
  const other = direct ? 0 : ((second as Numbers | number | undefined) ?? 0);
  return axes.add(makeArea(axes, along, first, other, options, who, who === 'plt.fill_betweenx'));
}

/** The area between two curves over x, or with `transposed` over y. */
export function makeArea(
  axes: AxesFrame,
  along: Numbers,
  first: Numbers | number,
  second: Numbers | number,
  options: FillOptions,
  who: string,
  transposed = false,
): FillBetween {
  const [a, b] = transposed ? ['y', 'x'] : ['x', 'y'];
  const x = numbersOf(along, who, a);
  const curve = (value: Numbers | number, name: string): Float64Array => {
    const row = typeof value === 'number' ? new Float64Array(x.length).fill(value) : numbersOf(value, who, name);
    sameLength(who, x, row, [a, name]);
    return row;
  };
  const where = options.where === undefined ? undefined : whereOf(options.where, who);
  if (where) sameLength(who, x, where, [a, 'where']);
  const color = options.color ?? options.facecolor ?? options.fc ?? axes.nextColor('fill');
  const edge = options.edgecolor ?? options.ec;
  const area = new FillBetween(
    { x, y1: curve(first, `${b}1`), y2: curve(second, `${b}2`), where },
    {
      color,
      alpha: options.alpha,
      label: options.label,
      edge: edge === undefined || edge === 'none' ? undefined : cssColor(edge, who),
      linewidth: options.linewidth ?? options.lw ?? 1,
    },
  );
  area.transposed = transposed;
  area.zorder = options.zorder;
  return area;
}

function whereOf(where: readonly boolean[] | NDArray, who: string): boolean[] {
  return Array.from(gridOf(where as NDArray, who, 'where').data, (x) => x !== 0);
}
