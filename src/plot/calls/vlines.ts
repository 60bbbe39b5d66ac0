/** @file `vlines` and `hlines`: vertical or horizontal lines from one number to another. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { Line2D } from '../artists/line.ts';
import { alpha, color, lineStyle, points, read } from '../input/rules.ts';
import { numbersOf, sameLength, type Numbers } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import type { LineStyleName } from '../style/format-string.ts';
import { call } from './call.ts';

export interface StretchOptions {
  /** One colour, or one per part. */
  colors?: Color;
  /**
   * Its colour; default 'C0', the first of the style's cycle.
   * @ko 색입니다. 기본값은 정해진 순서의 첫 색 'C0'입니다.
   */
  color?: Color;
  /** 'solid', 'dashed', 'dashdot' or 'dotted'; one, or one per line. */
  linestyles?: LineStyleName;
  /**
   * '-', '--', '-.', ':' or 'none'.
   * @ko 선의 모양입니다: '-', '--', '-.', ':', 'none'.
   */
  linestyle?: LineStyleName;
  /** The same as `linestyle`. */
  ls?: LineStyleName;
  /**
   * In points; default 1.5.
   * @ko 선의 굵기(포인트)입니다. 기본값 1.5.
   */
  linewidths?: number;
  /**
   * Width of the line in points.
   * @ko 선의 굵기(포인트)입니다.
   */
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
}

const stretchOptions = optionsOf<StretchOptions>()({
  colors: color(),
  color: color(),
  linestyles: lineStyle(),
  linestyle: lineStyle(),
  ls: lineStyle(),
  linewidths: points(),
  linewidth: points(),
  lw: points(),
  alpha: alpha(),
  label: text(),
  zorder: number(),
});

/**
 * Vertical lines at each x from `ymin` to `ymax`.
 * @ko 세로선을 긋습니다.
 */
export const vlines = call(
  (axes) =>
    (x: Numbers | number, ymin: Numbers | number, ymax: Numbers | number, options?: StretchOptions): Line2D =>
      axes.add(
        stretches(['x', 'ymin', 'ymax'], [x, ymin, ymax], read('plt.vlines', options, stretchOptions), 'plt.vlines'),
      ),
);

/**
 * Horizontal lines at each y from `xmin` to `xmax`.
 * @ko 가로선을 긋습니다.
 */
export const hlines = call(
  (axes) =>
    (y: Numbers | number, xmin: Numbers | number, xmax: Numbers | number, options?: StretchOptions): Line2D =>
      axes.add(
        stretches(['y', 'xmin', 'xmax'], [y, xmin, xmax], read('plt.hlines', options, stretchOptions), 'plt.hlines'),
      ),
);

/** One path with gaps. */
function stretches(
  names: readonly ['x' | 'y', string, string],
  [at, from, to]: readonly (Numbers | number)[],
  options: StretchOptions,
  who: string,
): Line2D {
  const places = typeof at === 'number' ? Float64Array.of(at) : numbersOf(at!, who, names[0]);
  const ends = [from!, to!].map((value, i) => {
    const row =
      typeof value === 'number' ? new Float64Array(places.length).fill(value) : numbersOf(value, who, names[i + 1]!);
    sameLength(who, places, row, [names[0], names[i + 1]!]);
    return row;
  });
  const across = Float64Array.from(Array.from(places).flatMap((x) => [x, x, NaN]));
  const along = Float64Array.from(Array.from(places).flatMap((_, i) => [ends[0]![i]!, ends[1]![i]!, NaN]));
  const style = {
    color: cssColor(options.colors ?? options.color ?? 'C0', who),
    linestyle: options.linestyles ?? options.linestyle ?? options.ls ?? '-',
    linewidth: options.linewidths ?? options.linewidth ?? options.lw ?? 1.5,
    marker: undefined,
    markersize: 0,
    alpha: options.alpha,
  };
  const [x, y] = names[0] === 'x' ? [across, along] : [along, across];
  const line = new Line2D(x, y, style, options.label);
  line.zorder = options.zorder;
  return line;
}
