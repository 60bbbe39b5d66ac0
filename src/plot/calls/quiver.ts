/** @file `quiver`: arrows, sized on the screen as matplotlib does (`Quiver._h_arrows`). */
import { number, optionsOf, text, word } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Artist, axisValue, onAxes, type Extent, type Parts, type Place } from '../artists/artist.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, colors, isColorList, read } from '../input/rules.ts';
import { gridOf, rangeOf, sameLength, type Numbers } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import { call } from './call.ts';

export interface QuiverOptions {
  /** Its colour, or one for each arrow; default 'black'. */
  color?: Color | readonly string[];
  /** 'uv' (default): directions on the screen; 'xy': in the data. */
  angles?: 'uv' | 'xy';
  /** How many units make one width of the axes (or, with `scale_units: 'xy'`, one unit of x). */
  scale?: number;
  /** The unit in which `scale` counts: 'width' (default), 'height', 'x', 'y', 'xy', 'inches', 'dots'. */
  scale_units?: 'width' | 'xy';
  /** Of the shaft, in widths of the axes. */
  width?: number;
  /** Which part of an arrow stands at its point: 'tail' (default), 'middle' or 'tip'. */
  pivot?: 'tail' | 'mid' | 'middle' | 'tip';
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
  /** Its name in the legend. */
  label?: string;
}

const quiverOptions = optionsOf<QuiverOptions>()({
  color: colors(),
  angles: word('uv', 'xy'),
  scale: number({ above: 0 }),
  scale_units: word('width', 'xy'),
  width: number({ above: 0 }),
  pivot: word('tail', 'mid', 'middle', 'tip'),
  alpha: alpha(),
  label: text(),
});

/** Arrows: `quiver(u, v)`, `quiver(x, y, u, v)`, options last. */
export const quiver = call((axes) => {
  function quiver(u: Numbers, v: Numbers, options?: QuiverOptions): Quiver;
  function quiver(x: Numbers, y: Numbers, u: Numbers, v: Numbers, options?: QuiverOptions): Quiver;
  function quiver(...args: unknown[]): Quiver {
    return axes.add(makeQuiver(args));
  }
  return quiver;
});

function makeQuiver(args: readonly unknown[]): Quiver {
  const who = 'plt.quiver';
  const [data, given] = splitOptions<QuiverOptions>(args);
  const [rest, options] = [data.filter((arg) => arg !== undefined), read(who, given, quiverOptions)];
  if (rest.length !== 2 && rest.length !== 4) {
    throw new ValueError({
      who,
      rule: { en: 'the arguments are u, v, or x, y, u, v', ko: '인수는 u, v, 또는 x, y, u, v입니다' },
      received: { en: `${rest.length} arrays`, ko: `배열 ${rest.length}개` },
    });
  }
  const flat = (value: unknown, name: string): Float64Array =>
    Float64Array.from(gridOf(typeof value === 'number' ? [value] : (value as Numbers), who, name).data);
  const table = gridOf(rest.at(-2) as Numbers, who, 'u');
  const [u, v] = [flat(rest.at(-2)!, 'u'), flat(rest.at(-1)!, 'v')];
  const columns = table.shape.at(-1) ?? 1;
  const rows = u.length / columns;
  const spread = (value: unknown, axis: 'x' | 'y'): Float64Array => {
    const given = flat(value, axis);
    // One number per column and one per row stand for a grid.
    if (given.length !== u.length && given.length === (axis === 'x' ? columns : rows))
      return u.map((_, i) => given[axis === 'x' ? i % columns : Math.floor(i / columns)]!);
    return given;
  };
  const [x, y] =
    rest.length === 4
      ? [spread(rest[0]!, 'x'), spread(rest[1]!, 'y')]
      : [u.map((_, i) => i % columns), u.map((_, i) => Math.floor(i / columns))];
  for (const [name, row] of Object.entries({ x, y, v })) sameLength(who, row, u, [name, 'u']);
  const color = options.color ?? 'black';
  return new Quiver(
    { x, y, u, v },
    {
      color: isColorList(color) ? color.map((each) => cssColor(each, who)) : cssColor(color, who),
      angles: options.angles ?? 'uv',
      scale: options.scale,
      units: options.scale_units ?? 'width',
      width: options.width,
      pivot: options.pivot ?? 'tail',
      alpha: options.alpha,
    },
    options.label,
  );
}

interface QuiverLook {
  color: string | readonly string[];
  /** 'uv': the direction on the screen; 'xy': from the point to point + (u, v) in the data. */
  angles: 'uv' | 'xy';
  /** How many units make the length of one arrow; undefined: by the mean length. */
  scale: number | undefined;
  /** In what `scale` counts: data units ('xy'), or widths of the axes. */
  units: 'xy' | 'width';
  /** Thickness of the shaft in widths of the axes; undefined: by the number of arrows. */
  width: number | undefined;
  pivot: 'tail' | 'mid' | 'middle' | 'tip';
  alpha: number | undefined;
}

/** Head width, length and where it meets the shaft, in widths of the shaft. */
const head = { width: 3, length: 5, axis: 4.5 };

/** An arrow (u, v) at each point (x, y). */
class Quiver extends Artist {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  readonly look: QuiverLook;

  constructor(
    points: { x: Float64Array; y: Float64Array; u: Float64Array; v: Float64Array },
    look: QuiverLook,
    label?: string,
  ) {
    super(label);
    this.x = points.x;
    this.y = points.y;
    this.u = points.u;
    this.v = points.v;
    this.look = look;
  }

  extent(): Extent {
    return { x: rangeOf(this.x), y: rangeOf(this.y) };
  }

  draw(parts: Parts, place: Place): void {
    const { look } = this;
    const n = this.x.length;
    const thickness = place.width * (look.width ?? 0.06 / Math.min(25, Math.max(8, Math.sqrt(n))));
    const { color } = look;
    const colors = typeof color === 'string' ? [color] : color;
    const paths = colors.map(() => ({ x: [] as (number | null)[], y: [] as (number | null)[] }));
    this.lengths(place).forEach((length, i) => {
      if (!(length > 0)) return;
      const angle = this.angle(i, place);
      const path = paths[i % colors.length]!;
      for (const [along, across] of arrow(length / thickness, look.pivot)) {
        const [right, up] = [
          thickness * (along * Math.cos(angle) - across * Math.sin(angle)),
          thickness * (along * Math.sin(angle) + across * Math.cos(angle)),
        ];
        path.x.push(this.moved('x', this.x[i]!, right, place));
        path.y.push(this.moved('y', this.y[i]!, up, place));
      }
      path.x.push(null);
      path.y.push(null);
    });
    paths.forEach((path, k) =>
      parts.traces.push({
        type: 'scatter',
        mode: 'lines',
        ...path,
        fill: 'toself',
        fillcolor: colors[k],
        line: { width: 0, color: colors[k] },
        hoverinfo: 'skip',
        ...onAxes(place),
        ...(k === 0 ? this.legendFields(place) : { showlegend: false }),
        ...(look.alpha === undefined ? {} : { opacity: look.alpha }),
      }),
    );
  }

  /** Lengths on the screen in pixels. */
  private lengths(place: Place): number[] {
    const { scale, units } = this.look;
    const plain = Array.from(this.u, (u, i) => Math.hypot(u, this.v[i]!));
    if (units === 'xy') {
      return plain.map((_, i) => {
        const [right, up] = this.onScreen(i, place);
        return Math.hypot(right, up) / (scale ?? 1);
      });
    }
    const finite = plain.filter((length) => Number.isFinite(length));
    const mean = finite.reduce((sum, length) => sum + length, 0) / Math.max(1, finite.length);
    const usual = 1.8 * mean * Math.max(10, Math.sqrt(plain.length));
    return plain.map((length) => (length / (scale ?? (usual || 1))) * place.width);
  }

  private angle(i: number, place: Place): number {
    if (this.look.angles === 'uv') return Math.atan2(this.v[i]!, this.u[i]!);
    const [right, up] = this.onScreen(i, place);
    return Math.atan2(up, right);
  }

  /** The step (u, v) in pixels. */
  private onScreen(i: number, { limits, width, height }: Place): [number, number] {
    return [(this.u[i]! * width) / (limits.x[1] - limits.x[0]), (this.v[i]! * height) / (limits.y[1] - limits.y[0])];
  }

  /** A place in the data, moved by pixels. */
  private moved(axis: 'x' | 'y', value: number, pixels: number, place: Place): number {
    const [low, high] = place.limits[axis].map((limit) => axisValue(place, axis, limit)) as [number, number];
    const at = axisValue(place, axis, value) + (pixels * (high - low)) / (axis === 'x' ? place.width : place.height);
    return place.scales[axis].value(at);
  }
}

/** The corners of an arrow to the right, in widths of its shaft; short ones are smaller as a whole. */
function arrow(length: number, pivot: QuiverLook['pivot']): [number, number][] {
  const least = head.length + 1;
  const shrink = Math.min(1, length / least);
  const end = length;
  const corners: [number, number][] = [
    [0, -0.5 * shrink],
    [end - head.axis * shrink, -0.5 * shrink],
    [end - head.length * shrink, (-head.width / 2) * shrink],
    [end, 0],
    [end - head.length * shrink, (head.width / 2) * shrink],
    [end - head.axis * shrink, 0.5 * shrink],
    [0, 0.5 * shrink],
    [0, -0.5 * shrink],
  ];
  const back = pivot === 'tip' ? end : pivot === 'tail' ? 0 : end / 2;
  return corners.map(([along, across]) => [along - back, across]);
}
