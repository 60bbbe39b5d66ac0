/** @file `grid`: lines at the ticks. */
import { flag, number, optionsOf, word } from '../../arguments/index.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, lineStyle, part, points, read } from '../input/rules.ts';
import type { Color } from '../style/color.ts';
import type { LineStyleName } from '../style/format-string.ts';
import { call } from './call.ts';

export interface GridOptions {
  /**
   * Whether there are lines. Default true.
   * @ko 격자선을 그릴지 정합니다. 기본값 true.
   */
  visible?: boolean;
  /**
   * Lines at the ticks of 'both' axes (default), 'x' or 'y'.
   * @ko 격자선을 그을 축입니다: 'both'(기본값), 'x', 'y'.
   */
  axis?: 'both' | 'x' | 'y';
  /**
   * Lines at the ticks (default), between them on a logarithmic axis or after `minorticks_on()`, or both.
   * @ko 눈금에 긋는 선(기본값), 그 사이에 긋는 선(로그 축이나 `minorticks_on()` 뒤), 또는 둘 다입니다.
   */
  which?: 'major' | 'minor' | 'both';
  /**
   * Its colour; default that of `rcParams['grid.color']`.
   * @ko 색입니다. 기본값은 `rcParams['grid.color']`입니다.
   */
  color?: Color;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * '-', '--', '-.', ':' or 'none'.
   * @ko 선의 모양입니다: '-', '--', '-.', ':', 'none'.
   */
  linestyle?: LineStyleName;
  /**
   * The same as `linestyle`.
   * @ko `linestyle`과 같습니다.
   */
  ls?: LineStyleName;
  /**
   * Width of the line in points.
   * @ko 선의 굵기(포인트)입니다.
   */
  linewidth?: number;
  /**
   * The same as `linewidth`.
   * @ko `linewidth`와 같습니다.
   */
  lw?: number;
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
  /**
   * The look of the lines between the ticks; set by a call with `which: 'minor'`.
   * @ko 작은 눈금선의 모양입니다. `which: 'minor'`로 호출하면 정해집니다.
   */
  minor?: GridOptions;
}

const look = {
  visible: flag(),
  axis: word('both', 'x', 'y'),
  which: word('major', 'minor', 'both'),
  color: color(),
  alpha: alpha(),
  linestyle: lineStyle(),
  ls: lineStyle(),
  linewidth: points(),
  lw: points(),
  zorder: number(),
};

const minorOptions = optionsOf<Omit<GridOptions, 'minor'>>()(look);
const gridOptions = optionsOf<GridOptions>()({ ...look, minor: part(() => minorOptions) });

/**
 * Lines at the ticks: `grid()`, `grid(false)`, `grid({ axis: 'y', linestyle: '--' })`.
 * @ko 격자선을 켜거나 끕니다.
 */
export const grid = call((axes) => (visible?: boolean | GridOptions, options?: GridOptions): void => {
  const [[on], given] = splitOptions<GridOptions, boolean>([visible, options]);
  const look = read('plt.grid', given, gridOptions);
  const { grids } = axes;
  for (const axis of ['x', 'y'] as const) {
    if (look.axis !== undefined && look.axis !== 'both' && look.axis !== axis) continue;
    if (!(on ?? look.visible ?? true)) delete grids[axis];
    else if (look.which === 'minor') grids[axis] = { ...(grids[axis] ?? { visible: false }), minor: look };
    else grids[axis] = { ...look, minor: look.which === 'both' ? look : grids[axis]?.minor };
  }
});
