/** @file `axhline`, `axvline`, `axhspan`, `axvspan`: lines and bands across the whole axes. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { Artist, type Extent, type Parts, type Place } from '../artists/artist.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { alpha, color, lineStyle, points, read } from '../input/rules.ts';
import { cssColor, type Color } from '../style/color.ts';
import { dashOf, type LineStyleName } from '../style/format-string.ts';
import { pointPixels } from '../style/points.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

export interface AcrossOptions {
  /**
   * Its colour; default 'C0', the first of the style's cycle.
   * @ko 색입니다. 기본값은 정해진 순서의 첫 색 'C0'입니다.
   */
  color?: Color;
  /**
   * The same as `color`.
   * @ko `color`와 같습니다.
   */
  c?: Color;
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
  /**
   * Where it lies, when it is not the first argument: `axvline({ x: 5 })`.
   * @ko 첫째 인수가 아닐 때의 자리입니다: `axvline({ x: 5 })`.
   */
  x?: number;
  /**
   * Where the line crosses the y axis.
   * @ko 선이 y축과 만나는 자리입니다.
   */
  y?: number;
  /**
   * Where the line starts and ends across the axes, in parts of the frame.
   * @ko 선이 축을 가로질러 시작하고 끝나는 자리입니다(틀을 1로 봅니다).
   */
  xmin?: number;
  /**
   * Where it ends, from 0 (left border) to 1.
   * @ko 끝나는 자리입니다. 0(왼쪽)부터 1까지.
   */
  xmax?: number;
  /**
   * Where it begins, from 0 (lower border) to 1.
   * @ko 시작하는 자리입니다. 0(아래)부터 1까지.
   */
  ymin?: number;
  /**
   * Where it ends, from 0 (lower border) to 1.
   * @ko 끝나는 자리입니다. 0(아래)부터 1까지.
   */
  ymax?: number;
}

const acrossOptions = optionsOf<AcrossOptions>()({
  color: color(),
  c: color(),
  linestyle: lineStyle(),
  ls: lineStyle(),
  linewidth: points(),
  lw: points(),
  facecolor: color(),
  fc: color(),
  alpha: alpha(),
  label: text(),
  zorder: number(),
  x: number(),
  y: number(),
  xmin: number(),
  xmax: number(),
  ymin: number(),
  ymax: number(),
});

/**
 * A horizontal line across the axes at `y`.
 * @ko 가로선을 칸 끝까지 긋습니다.
 */
export const axhline = call((axes) => {
  function axhline(y: number, options?: AcrossOptions): Across;
  function axhline(options?: AcrossOptions): Across;
  function axhline(y?: number | AcrossOptions, options?: AcrossOptions): Across {
    return typeof y === 'number'
      ? addAcross(axes, 'y', [y, y], options, 'plt.axhline')
      : addAcross(axes, 'y', undefined, y ?? options, 'plt.axhline');
  }
  return axhline;
});

/**
 * A vertical line across the axes at `x`.
 * @ko 세로선을 칸 끝까지 긋습니다.
 */
export const axvline = call((axes) => {
  function axvline(x: number, options?: AcrossOptions): Across;
  function axvline(options?: AcrossOptions): Across;
  function axvline(x?: number | AcrossOptions, options?: AcrossOptions): Across {
    return typeof x === 'number'
      ? addAcross(axes, 'x', [x, x], options, 'plt.axvline')
      : addAcross(axes, 'x', undefined, x ?? options, 'plt.axvline');
  }
  return axvline;
});

/** A horizontal band across the axes. */
export const axhspan = call(
  (axes) =>
    (ymin: number, ymax: number, options?: AcrossOptions): Across =>
      addAcross(axes, 'y', [ymin, ymax], options, 'plt.axhspan'),
);

/** A vertical band across the axes. */
export const axvspan = call(
  (axes) =>
    (xmin: number, xmax: number, options?: AcrossOptions): Across =>
      addAcross(axes, 'x', [xmin, xmax], options, 'plt.axvspan'),
);

function addAcross(
  axes: AxesFrame,
  axis: 'x' | 'y',
  range: readonly [number, number] | undefined,
  given: AcrossOptions | undefined,
  who: string,
): Across {
  const options = read(who, given, acrossOptions);
  const at = options[axis] ?? 0;
  const [from, to] = range ?? [at, at];
  const look = {
    color: cssColor(options.color ?? options.c ?? options.facecolor ?? options.fc ?? 'C0', who),
    linestyle: options.linestyle ?? options.ls ?? '-',
    linewidth: options.linewidth ?? options.lw ?? rcParams['lines.linewidth'],
    alpha: options.alpha,
    span: [
      (axis === 'y' ? options.xmin : options.ymin) ?? 0,
      (axis === 'y' ? options.xmax : options.ymax) ?? 1,
    ] as const,
  };
  const across = axes.add(new Across(axis, from, to, look, options.label));
  across.zorder = options.zorder;
  return across;
}

/** A line or a band across the whole axes. */
class Across extends Artist {
  readonly axis: 'x' | 'y';
  readonly from: number;
  readonly to: number;
  readonly look: {
    color: string;
    linestyle: LineStyleName;
    linewidth: number;
    alpha?: number;
    /** Where it starts and ends across the axes, in parts of the frame. */
    span: readonly [number, number];
  };

  constructor(axis: 'x' | 'y', from: number, to: number, look: Across['look'], label?: string) {
    super(label);
    this.axis = axis;
    this.from = from;
    this.to = to;
    this.look = look;
  }

  extent(): Extent {
    const range: [number, number] = [Math.min(this.from, this.to), Math.max(this.from, this.to)];
    return this.axis === 'x' ? { x: range } : { y: range };
  }

  draw(parts: Parts, place: Place): void {
    // Plotly would take a middle of its own for what stands nowhere.
    if (!Number.isFinite(this.from) || !Number.isFinite(this.to)) return;
    const { color, linestyle, linewidth, alpha, span } = this.look;
    const width = linewidth * pointPixels;
    const band = this.from !== this.to;
    const [x, y] = [place.x, place.y];
    const legend = this.legendFields(place);
    parts.shapes.push({
      type: band ? 'rect' : 'line',
      ...(this.axis === 'x'
        ? { xref: x, x0: this.from, x1: this.to, yref: `${y} domain`, y0: span[0], y1: span[1] }
        : { yref: y, y0: this.from, y1: this.to, xref: `${x} domain`, x0: span[0], x1: span[1] }),
      ...(band
        ? { fillcolor: color, line: { width: 0 }, layer: 'below' }
        : { line: { color, width, dash: dashOf(linestyle, width, 'plt.axhline') } }),
      ...(legend['showlegend'] ? legend : {}),
      ...(alpha === undefined ? {} : { opacity: alpha }),
    });
  }
}
