/** @file Where boxes and violins stand, and the lines they are drawn with. */
import { flag, optionsOf, word } from '../../arguments/index.ts';
import { Line2D, type LineStyle } from '../artists/line.ts';
import { numbers } from '../input/rules.ts';
import { numbersOf, sameLength, type Numbers } from '../input/values.ts';
import { cssColor } from '../style/color.ts';
import { rcParams } from '../style/rc-params.ts';

export interface PlacedOptions {
  /** Default 1, 2, 3, … */
  positions?: Numbers;
  /** In data units, one for all or one for each. */
  widths?: number | Numbers;
  /** False: horizontal. */
  vert?: boolean;
  /** 'vertical' (default) or 'horizontal'. */
  orientation?: 'vertical' | 'horizontal';
}

export const placedOptions = optionsOf<PlacedOptions>()({
  positions: numbers({ en: 'where each stands', ko: '각각의 위치' }),
  widths: numbers({ en: 'a width, or one for each', ko: '너비 하나 또는 각각의 너비' }),
  vert: flag(),
  orientation: word('vertical', 'horizontal'),
});

/** Whether the values run along x. */
export function isHorizontal({ vert, orientation }: PlacedOptions): boolean {
  return vert === false || orientation === 'horizontal';
}

/** Where boxes and violins stand and how wide they are. */
export function placing(
  n: number,
  options: { positions?: Numbers; widths?: number | Numbers },
  usual: (positions: Float64Array) => number,
  who: string,
): { at: Float64Array; widths: Float64Array } {
  const at = options.positions
    ? numbersOf(options.positions, who, 'positions')
    : Float64Array.from({ length: n }, (_, i) => i + 1);
  sameLength(who, { length: n }, at, ['x', 'positions']);
  const { widths = usual(at) } = options;
  const list = typeof widths === 'number' ? new Float64Array(n).fill(widths) : numbersOf(widths, who, 'widths');
  sameLength(who, { length: n }, list, ['x', 'widths']);
  return { at, widths: list };
}

/** A line of these points; `horizontal` swaps x and y. */
export function strokes(
  horizontal: boolean,
  x: readonly number[],
  y: readonly number[],
  look: Partial<LineStyle>,
): Line2D {
  const [across, along] = [Float64Array.from(x), Float64Array.from(y)];
  return new Line2D(horizontal ? along : across, horizontal ? across : along, {
    color: cssColor(rcParams['text.color'], 'plt.rcParams'),
    linestyle: '-',
    linewidth: 1,
    marker: undefined,
    markersize: 6,
    alpha: undefined,
    ...look,
  });
}
