/** @file Shapes by themselves: `plt.Rectangle`, `Circle`, `Ellipse`, `Polygon`, `Patch`, which `ax.add_patch` draws. */
import { flag, number, optionsOf, text } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Patch, type PatchLook } from '../artists/patch.ts';
import { alpha, color, lineStyle, points as inPoints, read } from '../input/rules.ts';
import { gridOf, type Numbers } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import type { LineStyleName } from '../style/format-string.ts';

/** Shapes: `fill`, `Rectangle`, `Circle`, `Polygon`, the boxes of `boxplot`. */
export interface PatchOptions {
  /** Of face and edge. */
  color?: Color;
  /** Colour of the area. */
  facecolor?: Color;
  /** The same as `facecolor`. */
  fc?: Color;
  /** Colour of the outline. */
  edgecolor?: Color;
  /** The same as `edgecolor`. */
  ec?: Color;
  /** False: only the edge is drawn. */
  fill?: boolean;
  /** Of the edge, in points; default 1. */
  linewidth?: number;
  /** The same as `linewidth`. */
  lw?: number;
  /** '-', '--', '-.', ':' or 'none'. */
  linestyle?: LineStyleName;
  /** The same as `linestyle`. */
  ls?: LineStyleName;
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
  /** Its name in the legend. */
  label?: string;
  /** What is drawn later: the higher, the nearer to the eye. */
  zorder?: number;
}

export const patchOptions = optionsOf<PatchOptions>()({
  color: color(),
  facecolor: color(),
  fc: color(),
  edgecolor: color(),
  ec: color(),
  fill: flag(),
  linewidth: inPoints(),
  lw: inPoints(),
  linestyle: lineStyle(),
  ls: lineStyle(),
  alpha: alpha(),
  label: text(),
  zorder: number(),
});

export interface RectangleOptions extends PatchOptions {
  /** By which it is rotated about its corner, in degrees; default 0. */
  angle?: number;
}

const rectangleOptions = optionsOf<RectangleOptions>()({ ...patchOptions.rules, angle: number().or(0) });

/** A rectangle for `ax.add_patch`, from its corner with the smallest x and y (for a picture: its upper left one). */
export function Rectangle(
  xy: readonly [number, number],
  width: number,
  height: number,
  options?: RectangleOptions,
): Patch {
  const { angle, ...look } = read('plt.Rectangle', options, rectangleOptions);
  const [x, y] = pointOf(xy, 'plt.Rectangle');
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const corners = [
    [0, 0],
    [width, 0],
    [width, height],
    [0, height],
  ] as const;
  return shape(
    corners.map(([dx, dy]) => [x + dx * cos - dy * sin, y + dx * sin + dy * cos]),
    look,
    'plt.Rectangle',
  );
}

/** A circle for `ax.add_patch` (round where a unit of x is as long as one of y, as on pictures). */
export function Circle(xy: readonly [number, number], radius?: number, options?: PatchOptions): Patch {
  return shape(around(pointOf(xy, 'plt.Circle'), radius ?? 5, radius ?? 5), options, 'plt.Circle');
}

/** An ellipse for `ax.add_patch`, by its whole width and height. */
export function Ellipse(xy: readonly [number, number], width: number, height: number, options?: PatchOptions): Patch {
  return shape(around(pointOf(xy, 'plt.Ellipse'), width / 2, height / 2), options, 'plt.Ellipse');
}

/** A polygon through points [x, y], for `ax.add_patch`. */
export function Polygon(xy: Numbers | readonly (readonly [number, number])[], options?: PatchOptions): Patch {
  const { data, shape: sides } = gridOf(xy, 'plt.Polygon', 'xy');
  if (sides.length !== 2 || sides[1] !== 2) {
    throw new ValueError({
      who: 'plt.Polygon',
      rule: { en: 'xy must be points [x, y]', ko: 'xy는 점 [x, y]들이어야 합니다' },
      received: { en: `an array of ${sides.join(' x ')}`, ko: `${sides.join(' x ')} 배열` },
    });
  }
  const points = Array.from({ length: sides[0]! }, (_, i): [number, number] => [data[2 * i]!, data[2 * i + 1]!]);
  return shape(points, options, 'plt.Polygon');
}

/** A field of colour for a legend: `legend({ handles: [plt.Patch({ color: 'red', label: 'cat' })] })`. */
export function legendPatch(options?: PatchOptions): Patch {
  return shape([], options, 'plt.Patch');
}

/** The corner or centre of a shape. */
function pointOf(xy: unknown, who: string): readonly [number, number] {
  if (Array.isArray(xy) && xy.length === 2 && xy.every((value) => Number.isFinite(value)))
    return xy as [number, number];
  throw new ValueError({
    who,
    rule: { en: 'the first argument is a point [x, y]', ko: '첫 인수는 점 [x, y]입니다' },
    received: JSON.stringify(xy),
  });
}

function around([x, y]: readonly [number, number], a: number, b: number): [number, number][] {
  return Array.from({ length: 120 }, (_, i) => {
    const angle = (i * Math.PI) / 60;
    return [x + a * Math.cos(angle), y + b * Math.sin(angle)];
  });
}

/** matplotlib's patch: `color` names face and edge, `fill: false` leaves the face open, the edge is black then. */
export function shape(
  points: readonly (readonly [number, number])[],
  given: PatchOptions | undefined,
  who: string,
): Patch {
  const options = read(who, given, patchOptions);
  const open = options.fill === false;
  const face = open ? 'none' : (options.color ?? options.facecolor ?? options.fc ?? 'C0');
  const edge = options.color ?? options.edgecolor ?? options.ec ?? (open ? 'black' : 'none');
  const look: PatchLook = {
    face: face === 'none' ? undefined : cssColor(face, who),
    edge: edge === 'none' ? undefined : cssColor(edge, who),
    linewidth: options.linewidth ?? options.lw ?? 1,
    linestyle: options.linestyle ?? options.ls ?? '-',
    alpha: options.alpha,
  };
  const patch = new Patch(points, look, options.label);
  patch.zorder = options.zorder;
  return patch;
}
