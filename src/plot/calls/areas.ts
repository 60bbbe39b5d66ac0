/** @file From arguments to artists for areas: `fill_between`, `fill_betweenx`, `fill`, `stackplot`, and shapes by themselves. */
import type { NDArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { FillBetween } from '../artists/line.ts';
import { Patch, type PatchLook } from '../artists/patch.ts';
import { isOptions, type CallSite } from './calls.ts';
import { cssColor } from '../style/color.ts';
import { lineFormat } from '../style/format-string.ts';
import { checkOptions, known } from '../input/option-names.ts';
import type * as o from './options.ts';
import { rowsOf } from './statistics.ts';
import { gridOf, numbersOf, sameLength, type Numbers } from '../input/values.ts';

/** The area of `fill_between`, or with `lying` of `fill_betweenx`, whose curves run upwards. */
export function makeFill(
  site: CallSite,
  along: Numbers,
  first: Numbers | number,
  second: Numbers | number,
  options: o.FillOptions,
  lying = false,
): FillBetween {
  const who = lying ? 'plt.fill_betweenx' : 'plt.fill_between';
  checkOptions(who, options, known.fill);
  const [a, b] = lying ? ['y', 'x'] : ['x', 'y'];
  const x = numbersOf(along, who, a);
  const curve = (value: Numbers | number, name: string): Float64Array => {
    const row = typeof value === 'number' ? new Float64Array(x.length).fill(value) : numbersOf(value, who, name);
    sameLength(who, x, row, [a, name]);
    return row;
  };
  const where = options.where === undefined ? undefined : whereOf(options.where, who);
  if (where) sameLength(who, x, where, [a, 'where']);
  const color = options.color ?? options.facecolor ?? options.fc ?? site.nextColor('fill');
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
  area.lying = lying;
  area.zorder = options.zorder;
  return area;
}

function whereOf(where: readonly boolean[] | NDArray, who: string): boolean[] {
  return Array.from(gridOf(where as NDArray, who, 'where').data, (x) => x !== 0);
}

/** What `stackplot` takes: x, then one or more rows (or a table of them), then options. */
export type StackArgument = Numbers | readonly Numbers[] | o.StackOptions;

/** The areas of `stackplot`, from the lowest. */
export function makeStack(site: CallSite, x: Numbers, args: readonly StackArgument[]): FillBetween[] {
  const who = 'plt.stackplot';
  const rest = [...args];
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.StackOptions) : {};
  checkOptions(who, options, known.stack);
  const rows = rest.flatMap((value) => {
    if (Array.isArray(value) && value.every((row: unknown) => typeof row === 'object')) {
      return rowsOf(value as readonly Numbers[], who);
    }
    const { data, shape } = gridOf(value as Numbers, who, 'y');
    const [n, width] = shape.length === 2 ? (shape as [number, number]) : [1, data.length];
    return Array.from({ length: n }, (_, r) => Float64Array.from({ length: width }, (__, c) => data[r * width + c]!));
  });
  if (rows.length === 0) throw new ValueError({ who, rule: 'there must be a row to stack', received: 'x alone' });
  const { colors, labels, alpha, baseline = 'zero' } = options;
  if (baseline !== 'zero') {
    throw new ValueError({ who, rule: "the rows stand on zero: baseline 'zero'", received: `'${String(baseline)}'` });
  }
  const along = numbersOf(x, who, 'x');
  let base: Float64Array = new Float64Array(along.length);
  return rows.map((row, i) => {
    sameLength(who, along, row, ['x', `row ${i + 1}`]);
    const top = row.map((value, k) => base[k]! + value);
    const color = colors ? colors[i % colors.length]! : site.nextColor('line');
    const area = makeFill(site, x, base, top, { color, alpha, label: labels?.[i] });
    area.foot = i === 0;
    base = top;
    return area;
  });
}

/** What `fill` takes: x, y and a colour in any number of groups, then options. */
export type FillArgument = Numbers | string | o.PatchOptions;

/** The polygons of `fill`. */
export function makePolygons(site: CallSite, args: readonly FillArgument[]): Patch[] {
  const who = 'plt.fill';
  const rest = [...args];
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.PatchOptions) : {};
  const polygons: Patch[] = [];
  while (rest.length > 0) {
    const [x, y] = [rest.shift() as Numbers, rest.shift() as Numbers];
    const named = typeof rest[0] === 'string' ? lineFormat(rest.shift() as string, who).color : undefined;
    const [xs, ys] = [numbersOf(x, who, 'x'), numbersOf(y, who, 'y')];
    sameLength(who, xs, ys);
    const usual = named ?? ((options.color ?? options.facecolor ?? options.fc) ? undefined : site.nextColor('line'));
    polygons.push(
      shape(
        Array.from(xs, (value, i) => [value, ys[i]!]),
        usual === undefined ? options : { color: usual, ...options },
        who,
      ),
    );
  }
  return polygons;
}

/** A rectangle for `ax.add_patch`, from its corner with the smallest x and y (for a picture: its upper left one). */
export function Rectangle(
  xy: readonly [number, number],
  width: number,
  height: number,
  options: o.PatchOptions & { angle?: number } = {},
): Patch {
  const { angle = 0, ...look } = options;
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
export function Circle(xy: readonly [number, number], radius = 5, options: o.PatchOptions = {}): Patch {
  return shape(around(pointOf(xy, 'plt.Circle'), radius, radius), options, 'plt.Circle');
}

/** An ellipse for `ax.add_patch`, by its whole width and height. */
export function Ellipse(
  xy: readonly [number, number],
  width: number,
  height: number,
  options: o.PatchOptions = {},
): Patch {
  return shape(around(pointOf(xy, 'plt.Ellipse'), width / 2, height / 2), options, 'plt.Ellipse');
}

/** A polygon through points [x, y], for `ax.add_patch`. */
export function Polygon(xy: Numbers | readonly (readonly [number, number])[], options: o.PatchOptions = {}): Patch {
  const { data, shape: sides } = gridOf(xy, 'plt.Polygon', 'xy');
  if (sides.length !== 2 || sides[1] !== 2) {
    throw new ValueError({
      who: 'plt.Polygon',
      rule: 'xy must be points [x, y]',
      received: `an array of ${sides.join(' x ')}`,
    });
  }
  const points = Array.from({ length: sides[0]! }, (_, i): [number, number] => [data[2 * i]!, data[2 * i + 1]!]);
  return shape(points, options, 'plt.Polygon');
}

/** A field of colour for a legend: `legend({ handles: [plt.Patch({ color: 'red', label: 'cat' })] })`. */
export function legendPatch(options: o.PatchOptions = {}): Patch {
  return shape([], options, 'plt.Patch');
}

/** The corner or centre of a shape. */
function pointOf(xy: unknown, who: string): readonly [number, number] {
  if (Array.isArray(xy) && xy.length === 2) return xy as [number, number];
  throw new ValueError({ who, rule: 'the first argument is a point [x, y]', received: JSON.stringify(xy) });
}

function around([x, y]: readonly [number, number], a: number, b: number): [number, number][] {
  return Array.from({ length: 120 }, (_, i) => {
    const angle = (i * Math.PI) / 60;
    return [x + a * Math.cos(angle), y + b * Math.sin(angle)];
  });
}

/** matplotlib's patch: `color` names face and edge, `fill: false` leaves the face open, the edge is black then. */
function shape(points: readonly (readonly [number, number])[], options: o.PatchOptions, who: string): Patch {
  checkOptions(who, options, known.patch);
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
