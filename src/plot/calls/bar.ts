/** @file `bar` and `barh`: vertical or horizontal bars at numbers or words. */
import { flag, number, optionsOf, text, word, anything } from '../../arguments/index.ts';
import { BarContainer } from '../artists/bars.ts';
import { errorsOf, type ErrorLengths } from '../artists/error-bars.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { alpha, color, colors, hatch, isColorList, numbers, points, read, words } from '../input/rules.ts';
import { numbersOf, sameLength, type Numbers, type Values, type Words } from '../input/values.ts';
import { log as logScale } from '../layout/scales.ts';
import { cssColor, type Color } from '../style/color.ts';
import { call } from './call.ts';

export interface BarOptions {
  /**
   * Thickness in data units; default 0.8.
   * @ko 막대의 굵기(데이터 단위)입니다. 기본값 0.8.
   */
  width?: number | Numbers;
  /**
   * Heights of the bars, or their thickness in `barh` (default 0.8).
   * @ko 막대의 높이입니다. `barh`에서는 두께이고 기본값 0.8.
   */
  height?: number | Numbers;
  /**
   * Where the bars begin. Default 0.
   * @ko 막대가 시작하는 자리입니다. 기본값 0.
   */
  bottom?: number | Numbers;
  /**
   * Where horizontal bars begin. Default 0.
   * @ko 가로 막대가 시작하는 자리입니다. 기본값 0.
   */
  left?: number | Numbers;
  /**
   * Whether a bar's 'center' (default) or its 'edge' stands at its place.
   * @ko 막대의 가운데('center', 기본값)와 가장자리('edge') 가운데 무엇을 그 자리에 둘지 정합니다.
   */
  align?: 'center' | 'edge';
  /**
   * Its colour; default the next one of the style's cycle.
   * @ko 색입니다. 기본값은 정해진 순서의 다음 색입니다.
   */
  color?: Color | readonly Color[];
  /**
   * Colour of the area.
   * @ko 면의 색입니다.
   */
  facecolor?: Color;
  /**
   * The same as `facecolor`.
   * @ko `facecolor`와 같습니다.
   */
  fc?: Color;
  /**
   * Colour of the outline.
   * @ko 테두리의 색입니다.
   */
  edgecolor?: Color;
  /**
   * The same as `edgecolor`.
   * @ko `edgecolor`와 같습니다.
   */
  ec?: Color;
  /**
   * Width of the edge in points; default 1.
   * @ko 테두리의 굵기(포인트)입니다. 기본값 1.
   */
  linewidth?: number;
  /**
   * The same as `linewidth`.
   * @ko `linewidth`와 같습니다.
   */
  lw?: number;
  /**
   * `'/'`, `'\\'`, `'x'`, `'+'`, `'-'`, `'|'`, `'.'`; written twice it is closer.
   * @ko 무늬입니다: `'/'`, `'\\'`, `'x'`, `'+'`, `'-'`, `'|'`, `'.'`. 두 번 쓰면 더 촘촘합니다.
   */
  hatch?: string;
  /**
   * Error bars along the bars: one length, one per bar, or [below, above].
   * @ko 막대 방향의 오차 막대입니다: 길이 하나, 막대마다 하나, 또는 [아래, 위].
   */
  yerr?: ErrorLengths;
  /**
   * Length of error bars along x: one, or one per bar.
   * @ko x 방향 오차 막대의 길이입니다: 하나, 또는 막대마다 하나.
   */
  xerr?: ErrorLengths;
  /**
   * Colour of the error bars.
   * @ko 오차 막대의 색입니다.
   */
  ecolor?: Color;
  /**
   * Length of the caps of error bars, in points.
   * @ko 오차 막대 끝에 있는 가로선의 길이입니다(포인트).
   */
  capsize?: number;
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
   * Names under the bars.
   * @ko 막대 아래의 이름입니다.
   */
  tick_label?: Words;
  /**
   * The bars stand on a logarithmic axis.
   * @ko 막대를 로그 축 위에 세웁니다.
   */
  log?: boolean;
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
}

const barOptions = optionsOf<BarOptions>()({
  width: numbers({ en: 'a thickness, or one per bar', ko: '두께 하나 또는 막대마다 하나' }),
  height: numbers({ en: 'a thickness, or one per bar', ko: '두께 하나 또는 막대마다 하나' }),
  bottom: numbers({ en: 'where the bars start', ko: '막대가 시작하는 곳' }),
  left: numbers({ en: 'where the bars start', ko: '막대가 시작하는 곳' }),
  align: word('center', 'edge').or('center'),
  color: colors(),
  facecolor: color(),
  fc: color(),
  edgecolor: color(),
  ec: color(),
  linewidth: points(),
  lw: points(),
  hatch: hatch(),
  yerr: anything({ en: 'lengths of error bars', ko: '오차 막대의 길이' }),
  xerr: anything({ en: 'lengths of error bars', ko: '오차 막대의 길이' }),
  ecolor: color(),
  capsize: points(),
  alpha: alpha(),
  label: text(),
  tick_label: words(),
  log: flag(),
  zorder: number(),
});

/**
 * Vertical bars at `x` (numbers or words); a number before the options is their width.
 * @ko 막대그래프를 그립니다.
 */
export const bar = call(
  (axes) =>
    (x: Values, height: Numbers | number, look?: BarOptions | number, more?: BarOptions): BarContainer =>
      addBars(axes, x, height, look, more, false),
);

/**
 * Horizontal bars at `y` (numbers or words); a number before the options is their thickness.
 * @ko 가로 막대그래프를 그립니다.
 */
export const barh = call(
  (axes) =>
    (y: Values, width: Numbers | number, look?: BarOptions | number, more?: BarOptions): BarContainer =>
      addBars(axes, y, width, look, more, true),
);

function addBars(
  axes: AxesFrame,
  places: Values,
  lengths: Numbers | number,
  look: BarOptions | number | undefined,
  more: BarOptions | undefined,
  horizontal: boolean,
): BarContainer {
  const who = horizontal ? 'plt.barh' : 'plt.bar';
  const given = typeof look === 'number' ? { ...more, [horizontal ? 'height' : 'width']: look } : (look ?? more);
  const options = read(who, given, barOptions);
  const bars = axes.add(makeBars(axes, places, lengths, options, horizontal));
  const { tick_label, align, log } = options;
  if (tick_label) {
    const at = Array.from(bars.at, (middle, i) => (align === 'edge' ? middle - bars.width[i]! / 2 : middle));
    axes[horizontal ? 'set_yticks' : 'set_xticks'](at, tick_label);
  }
  if (log) axes.setScale(horizontal ? 'x' : 'y', logScale());
  return bars;
}

function makeBars(
  axes: AxesFrame,
  places: Values,
  lengths: Numbers | number,
  options: BarOptions,
  horizontal: boolean,
): BarContainer {
  const who = horizontal ? 'plt.barh' : 'plt.bar';
  let at = axes.positions(places, horizontal ? 'y' : 'x', who);
  const spread = (value: number | Numbers, name: string): Float64Array => {
    const row = typeof value === 'number' ? new Float64Array(at.length).fill(value) : numbersOf(value, who, name);
    sameLength(who, at, row, [horizontal ? 'y' : 'x', name]);
    return row;
  };
  const length = spread(lengths, horizontal ? 'width' : 'height');
  const width = spread((horizontal ? options.height : options.width) ?? 0.8, horizontal ? 'height' : 'width');
  const base = spread((horizontal ? options.left : options.bottom) ?? 0, horizontal ? 'left' : 'bottom');
  if (options.align === 'edge') at = at.map((x, i) => x + width[i]! / 2);
  const reach = errorsOf(horizontal ? options.xerr : options.yerr, horizontal ? 'xerr' : 'yerr', at.length, who);
  const bars = new BarContainer({ at, length, base, width, horizontal }, barLook(axes, options, who), options.label);
  if (reach) {
    const { ecolor = 'black', capsize = 0 } = options;
    bars.errors = { reach, color: cssColor(ecolor, who), capsize };
  }
  bars.zorder = options.zorder;
  return bars;
}

/** How bars look. */
export function barLook(
  axes: AxesFrame,
  options: Pick<BarOptions, 'color' | 'facecolor' | 'fc' | 'edgecolor' | 'ec' | 'alpha' | 'linewidth' | 'lw' | 'hatch'>,
  who: string,
): Pick<BarContainer, 'colors' | 'edge' | 'alpha' | 'linewidth' | 'hatch'> {
  const { color = options.facecolor ?? options.fc, edgecolor: edge = options.ec } = options;
  return {
    colors:
      color === undefined
        ? axes.nextColor('fill')
        : isColorList(color)
          ? color.map((each) => cssColor(each, who))
          : cssColor(color, who),
    edge: edge === undefined || edge === 'none' ? undefined : cssColor(edge, who),
    alpha: options.alpha,
    linewidth: options.linewidth ?? options.lw ?? 1,
    hatch: options.hatch,
  };
}
