/** @file `axline`: a line without end. */
import { number, optionsOf, text } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Artist, onAxes, type Extent, type Parts, type Place } from '../artists/artist.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { alpha, color, lineStyle, points, read } from '../input/rules.ts';
import type { Scale } from '../layout/scales.ts';
import { cssColor, type Color } from '../style/color.ts';
import { dashOf, type LineStyleName } from '../style/format-string.ts';
import { pointPixels } from '../style/points.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

/** Through a point with a slope, or through two points. */
export interface AxlineOptions {
  /** Its colour; default the next one of the style's cycle. */
  color?: Color;
  /** The same as `color`. */
  c?: Color;
  /** '-', '--', '-.', ':' or 'none'. */
  linestyle?: LineStyleName;
  /** The same as `linestyle`. */
  ls?: LineStyleName;
  /** Width of the line in points. */
  linewidth?: number;
  /** The same as `linewidth`. */
  lw?: number;
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
  /** Its name in the legend. */
  label?: string;
  /** What is drawn later: the higher, the nearer to the eye. */
  zorder?: number;
  /** Rise of the line where x grows by 1. */
  slope?: number;
}

const axlineOptions = optionsOf<AxlineOptions>()({
  color: color(),
  c: color(),
  linestyle: lineStyle(),
  ls: lineStyle(),
  linewidth: points(),
  lw: points(),
  alpha: alpha(),
  label: text(),
  zorder: number(),
  slope: number(),
});

/** A line without end: `axline([0, 0], { slope: 1 })` or `axline([0, 0], [1, 1])`. */
export const axline = call(
  (axes) =>
    (
      xy1: readonly [number, number],
      second: readonly [number, number] | AxlineOptions,
      options?: AxlineOptions,
    ): Axline => {
      const other = Array.isArray(second) ? (second as [number, number]) : undefined;
      return axes.add(makeAxline(axes, xy1, other, other ? options : (second as AxlineOptions)));
    },
);

function makeAxline(
  axes: AxesFrame,
  [x, y]: readonly [number, number],
  other: readonly [number, number] | undefined,
  given: AxlineOptions | undefined,
): Axline {
  const who = 'plt.axline';
  const options = read(who, given, axlineOptions);
  if ((other === undefined) === (options.slope === undefined)) {
    throw new ValueError({
      who,
      rule: {
        en: 'the direction is given by a second point or by { slope }',
        ko: '방향은 둘째 점이나 { slope }로 정합니다',
      },
      received: other ? { en: 'both', ko: '둘 다' } : { en: 'neither', ko: '둘 다 없음' },
    });
  }
  const slope = other ? (other[1] - y) / (other[0] - x) : options.slope!;
  const color = options.color ?? options.c;
  const line = new Axline(
    [x, y],
    slope,
    {
      color: color === undefined ? axes.nextColor('line') : cssColor(color, who),
      linestyle: options.linestyle ?? options.ls ?? '-',
      linewidth: options.linewidth ?? options.lw ?? rcParams['lines.linewidth'],
      alpha: options.alpha,
    },
    options.label,
  );
  line.zorder = options.zorder;
  return line;
}

/** A line without end through a point. */
class Axline extends Artist {
  readonly through: readonly [number, number];
  readonly slope: number;
  readonly look: { color: string; linestyle: LineStyleName; linewidth: number; alpha?: number };

  constructor(through: readonly [number, number], slope: number, look: Axline['look'], label?: string) {
    super(label);
    this.through = through;
    this.slope = slope;
    this.look = look;
  }

  extent(): Extent {
    const [x, y] = this.through;
    return { x: [x, x], y: [y, y] };
  }

  draw(parts: Parts, place: Place): void {
    const { color, linestyle, linewidth, alpha } = this.look;
    const width = linewidth * pointPixels;
    const [x0, y0] = this.through;
    // Far beyond both ends, so that the line goes on when the axes are moved.
    const { x, y } = place.limits;
    const { x: scaleX, y: scaleY } = place.scales;
    const isEven = scaleX.name === 'linear' && scaleY.name === 'linear';
    const ends = !Number.isFinite(this.slope)
      ? y.map((at) => [x0, at])
      : !isEven
        ? bent(x, scaleX).map((at) => [at, y0 + this.slope * (at - x0)])
        : [x[0] - 10 * (x[1] - x[0]), x[1] + 10 * (x[1] - x[0])].map((at) => [at, y0 + this.slope * (at - x0)]);
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x: ends.map(([at]) => at),
      y: ends.map(([, at]) => at),
      line: { color, width, dash: dashOf(linestyle, width, 'plt.axline') },
      ...onAxes(place),
      ...this.legendFields(place),
      ...(alpha === undefined ? {} : { opacity: alpha }),
    });
  }
}

/** Enough numbers between limits to draw a line that is not straight on such an axis. */
function bent([from, to]: readonly [number, number], { place, value }: Scale): number[] {
  const [low, high] = [place(from), place(to)];
  return Array.from({ length: 201 }, (_, i) => value(low + (i / 200) * (high - low)));
}
