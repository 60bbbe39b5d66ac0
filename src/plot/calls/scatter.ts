/** @file `scatter`: points with a size and a colour each. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { Artist, onAxes, type Coverage, type Extent, type Parts, type Place, type View } from '../artists/artist.ts';
import { Line2D } from '../artists/line.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { alpha, cmap, color, colors, isColorList, marker, norm, numbers, points, read } from '../input/rules.ts';
import { isLabels, leastAbove0, numbersOf, rangeOf, sameLength, type Numbers, type Points } from '../input/values.ts';
import { plotlyNumbers, plotlyText } from '../output/plotly.ts';
import { cssColor, type Color } from '../style/color.ts';
import { colormap, colorOf, plotlyColorscale, type Colormap, type ColormapLike } from '../style/colormap.ts';
import { markerSymbol } from '../style/format-string.ts';
import { endsOf, type Normalize } from '../style/normalize.ts';
import { pointPixels } from '../style/points.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

export interface ScatterOptions {
  /**
   * Areas in square points, one for all or one per point; default 36.
   * @ko 넓이입니다(제곱 포인트). 모두에게 하나, 또는 점마다 하나. 기본값 36.
   */
  s?: number | Numbers;
  /**
   * A colour, one per point, or numbers for the colormap.
   * @ko 색 하나, 점마다의 색, 또는 컬러맵에 넣을 수입니다.
   */
  c?: Color | readonly string[] | Numbers;
  /**
   * Its colour; default the next one of the style's cycle.
   * @ko 색입니다. 기본값은 정해진 순서의 다음 색입니다.
   */
  color?: Color | readonly string[];
  /**
   * Sign at each point: 'o', '.', 's', '^', 'x', '+' and the others of matplotlib.
   * @ko 점의 모양입니다: 'o', '.', 's', '^', 'x', '+' 등.
   */
  marker?: string;
  /**
   * Colormap of the values: a name such as 'gray' or 'viridis' (default).
   * @ko 컬러맵의 이름입니다('gray', 'viridis' …). 기본값 'viridis'.
   */
  cmap?: ColormapLike;
  /**
   * The value that gets the first colour; default the smallest.
   * @ko 첫 색이 뜻하는 값입니다. 기본값은 가장 작은 값입니다.
   */
  vmin?: number;
  /**
   * The value that gets the last colour; default the largest.
   * @ko 마지막 색이 뜻하는 값입니다. 기본값은 가장 큰 값입니다.
   */
  vmax?: number;
  /**
   * The ends of the colormap as `plt.Normalize(vmin, vmax)`, in place of `vmin` and `vmax`.
   * @ko vmin과 vmax 대신 쓰는 `plt.Normalize(vmin, vmax)`입니다.
   */
  norm?: Normalize;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * Colour of the markers' outlines: 'face' (default) for the colour of the marker.
   * @ko 마커 테두리의 색입니다. 'face'(기본값)는 마커의 색과 같습니다.
   */
  edgecolors?: Color | readonly string[];
  /**
   * Colour of the outline.
   * @ko 테두리의 색입니다.
   */
  edgecolor?: Color;
  /**
   * `'none'`: only the edge is drawn.
   * @ko `'none'`이면 테두리만 그립니다.
   */
  facecolors?: Color;
  /**
   * Colour of the area.
   * @ko 면의 색입니다.
   */
  facecolor?: Color;
  /**
   * Width of the edge in points; default 1.5.
   * @ko 테두리의 굵기입니다(포인트). 기본값 1.5.
   */
  linewidths?: number;
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

export const scatterOptions = optionsOf<ScatterOptions>()({
  s: numbers({ en: 'areas in square points', ko: '넓이(제곱포인트)' }),
  c: numbers({ en: 'colours, or numbers for the colormap', ko: '색 또는 컬러맵에 쓸 수' }),
  color: colors(),
  marker: marker(),
  cmap: cmap(),
  vmin: number(),
  vmax: number(),
  norm: norm(),
  alpha: alpha(),
  edgecolors: colors('face'),
  edgecolor: color('face'),
  facecolors: color(),
  facecolor: color(),
  linewidths: points(),
  linewidth: points(),
  lw: points(),
  label: text(),
  zorder: number(),
});

/**
 * Points, with sizes `s` (square points) and colours `c` (names, or numbers for `cmap`).
 * @ko 점들을 찍습니다.
 */
export const scatter = call((axes) => (x: Points, y: Points, options?: ScatterOptions): PathCollection => {
  const who = 'plt.scatter';
  const shown = axes.add(makePoints(axes, x, y, read(who, options, scatterOptions), who));
  if (shown.colors instanceof Float64Array) axes.mappable = shown;
  return shown;
});

/** The points, from options that `who` has read. */
export function makePoints(
  axes: AxesFrame,
  xs: Points,
  ys: Points,
  options: ScatterOptions,
  who: string,
): PathCollection {
  const [x, y] = [axes.positions(xs, 'x', who), axes.positions(ys, 'y', who)];
  sameLength(who, x, y);
  const s = options.s ?? 36;
  const sizes = typeof s === 'number' ? Float64Array.of(s) : numbersOf(s, who, 's');
  if (sizes.length !== 1) sameLength(who, x, sizes, ['x', 's']);
  const bare = options.facecolors === 'none' || options.facecolor === 'none';
  const c = options.c ?? options.color ?? options.facecolors ?? options.facecolor;
  let found: PathCollection['colors'];
  if (c === undefined) found = axes.nextColor('fill');
  else if (typeof c === 'string') found = cssColor(c, who);
  else if (isLabels(c) || isColorList(c)) found = c.map((each: Color) => cssColor(each, who));
  else if (Array.isArray(c) && (c.length === 3 || c.length === 4) && c.length !== x.length)
    found = cssColor(c as Color, who);
  else {
    found = numbersOf(c as Numbers, who, 'c');
    sameLength(who, x, found, ['x', 'c']);
  }
  const mapped = found instanceof Float64Array ? found : new Float64Array();
  const range = rangeOf(mapped);
  const { vmin, vmax } = endsOf(options, mapped, who);
  const edge = options.edgecolors ?? options.edgecolor ?? (bare ? 'C0' : undefined);
  const points = new PathCollection(
    x,
    y,
    {
      sizes,
      colors: found,
      marker: options.marker ?? 'o',
      cmap: colormap(options.cmap ?? rcParams['image.cmap'], who),
      vmin: vmin ?? range?.[0] ?? 0,
      vmax: vmax ?? range?.[1] ?? 1,
      alpha: options.alpha,
      edge:
        edge === undefined || edge === 'face' || edge === 'none'
          ? undefined
          : isLabels(edge)
            ? edge.map((each) => cssColor(each, who))
            : cssColor(edge, who),
      linewidth: edge === 'none' ? 0 : (options.linewidths ?? options.linewidth ?? options.lw ?? 1.5),
    },
    options.label,
  );
  points.zorder = options.zorder;
  return points;
}

/** Points with a size and a colour each. */
export class PathCollection extends Artist {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Areas in square points, one for all or one per point. */
  readonly sizes: Float64Array;
  readonly colors: string | readonly string[] | Float64Array;
  readonly marker: string;
  readonly cmap: Colormap;
  vmin: number;
  vmax: number;
  readonly alpha: number | undefined;
  readonly edge: string | readonly string[] | undefined;
  /** Width of the edge in points. */
  readonly linewidth: number;
  /** Words for hovering over each point, in place of its numbers. */
  hover: readonly string[] | undefined;

  constructor(
    x: Float64Array,
    y: Float64Array,
    look: Pick<
      PathCollection,
      'sizes' | 'colors' | 'marker' | 'cmap' | 'vmin' | 'vmax' | 'alpha' | 'edge' | 'linewidth'
    >,
    label?: string,
  ) {
    super(label);
    this.x = x;
    this.y = y;
    this.sizes = look.sizes;
    this.colors = look.colors;
    this.marker = look.marker;
    this.cmap = look.cmap;
    this.vmin = look.vmin;
    this.vmax = look.vmax;
    this.alpha = look.alpha;
    this.edge = look.edge;
    this.linewidth = look.linewidth;
  }

  override dataAlong(axis: 'x' | 'y'): Float64Array {
    return this[axis];
  }

  override covers(view: View): Coverage {
    return { dots: view.points(this.x, this.y) };
  }

  extent(): Extent {
    const least = { leastX: leastAbove0(this.x), leastY: leastAbove0(this.y) };
    return { x: rangeOf(this.x), y: rangeOf(this.y), ...least };
  }

  draw(parts: Parts, place: Place): void {
    const { symbol, scale, open } = markerSymbol(this.marker, 'plt.scatter');
    const width = this.linewidth * pointPixels;
    // The edge has the colour of the face unless another is named: then it is part of the size.
    const around = open || this.edge !== undefined ? 0 : width;
    const diameter = (area: number): number => Math.max(1, Math.sqrt(area) * pointPixels * scale + around);
    const mapped = this.colors instanceof Float64Array;
    parts.traces.push({
      type: 'scatter',
      mode: 'markers',
      x: plotlyNumbers(this.x),
      y: plotlyNumbers(this.y),
      ...onAxes(place),
      ...this.legendFields(place),
      ...(this.hover ? { text: this.hover.map(plotlyText), hovertemplate: '%{text}<extra></extra>' } : {}),
      marker: {
        symbol,
        size: this.sizes.length === 1 ? diameter(this.sizes[0]!) : Array.from(this.sizes, diameter),
        color: mapped ? plotlyNumbers(this.colors) : this.colors,
        ...(mapped ? { colorscale: plotlyColorscale(this.cmap), cmin: this.vmin, cmax: this.vmax } : {}),
        // Many sizes are "bubbles" to Plotly, pale and with an edge.
        ...(this.sizes.length > 1 ? { opacity: 1, line: { width: 0 } } : {}),
        ...(this.alpha === undefined ? {} : { opacity: this.alpha }),
        ...(open ? { line: { width } } : {}),
        ...(this.edge === undefined || open ? {} : { line: { color: this.edge, width } }),
      },
    });
  }

  set_clim(vmin: number, vmax: number): void {
    this.vmin = vmin;
    this.vmax = vmax;
  }

  /** One marker for each colour and its number, for `legend(...points.legend_elements())`. */
  legend_elements(): [Line2D[], string[]] {
    const values = this.colors instanceof Float64Array ? [...new Set(this.colors)].sort((a, b) => a - b) : [];
    const handles = values.map((value) => {
      const color = this.colorAt(value);
      const style = { color, linestyle: 'None', linewidth: 0, marker: this.marker, markersize: 6, alpha: this.alpha };
      return new Line2D(new Float64Array(), new Float64Array(), style, String(value));
    });
    return [handles, values.map(String)];
  }

  /** The colour of a value of `c` (for legends and tests). */
  colorAt(value: number): string {
    return colorOf(this.cmap, (value - this.vmin) / (this.vmax - this.vmin));
  }
}
