/** @file From arguments to artists for numbers over a plane: `imshow`, `contour`, `pcolormesh`, `hist2d`, `quiver`. */
import { NDArray, np, type ArraySource } from '../../array/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { Quiver } from '../artists/arrows.ts';
import { QuadContourSet } from '../artists/contour.ts';
import { AxesImage } from '../artists/image.ts';
import { QuadMesh } from '../artists/mesh.ts';
import { isOptions } from './calls.ts';
import { cssColor } from '../style/color.ts';
import { colormap } from '../style/colormap.ts';
import { binEdges, binOf } from './hist.ts';
import { checkOptions, known } from '../input/option-names.ts';
import type * as o from './options.ts';
import { rcParams } from '../style/rc-params.ts';
import { niceTicks } from '../layout/ticks.ts';
import { gridOf, isLabels, numbersOf, rangeOf, sameLength, type Grid, type Numbers } from '../input/values.ts';

/** The picture of `imshow`. */
export function makeImage(source: Parameters<typeof gridOf>[0], options: o.ImshowOptions, who: string): AxesImage {
  checkOptions(who, options, known.image);
  const image = new AxesImage(
    gridOf(source, who, 'X'),
    {
      cmap: options.cmap ?? rcParams['image.cmap'],
      vmin: options.vmin,
      vmax: options.vmax,
      interpolation: options.interpolation ?? 'antialiased',
      alpha: options.alpha,
      extent: options.extent,
      origin: options.origin ?? 'upper',
    },
    who,
  );
  image.zorder = options.zorder;
  return image;
}

/** What `contour` takes: z, or x, y, z; then levels; then options. */
export type ContourArgument = Numbers | ArraySource | o.ContourOptions;

/** The levels of `contour(z)`, `contour(z, levels)`, `contour(x, y, z)` or `contour(x, y, z, levels)`. */
export function makeContour(args: readonly (ContourArgument | undefined)[], filled: boolean): QuadContourSet {
  const who = filled ? 'plt.contourf' : 'plt.contour';
  const rest = args.filter((arg) => arg !== undefined);
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.ContourOptions) : {};
  checkOptions(who, options, known.contour);
  const whole = rest.length >= 3;
  const zGrid = gridOf((whole ? rest[2] : rest[0]) as Numbers, who, 'z');
  if (zGrid.shape.length !== 2 || zGrid.shape.some((side) => side < 2)) {
    throw new ShapeError({ who, rule: 'z must be a table of at least 2 x 2', received: `z ${shapeText(zGrid.shape)}` });
  }
  const [rows, columns] = zGrid.shape as [number, number];
  const x = whole ? edgeOf(rest[0] as Numbers, columns, 'x', who) : Float64Array.from({ length: columns }, (_, i) => i);
  const y = whole ? edgeOf(rest[1] as Numbers, rows, 'y', who) : Float64Array.from({ length: rows }, (_, i) => i);
  const z = Array.from({ length: rows }, (_, r) =>
    Float64Array.from({ length: columns }, (_, c) => zGrid.data[r * columns + c]!),
  );
  const levels = levelsOf(
    (rest[whole ? 3 : 1] as number | Numbers | undefined) ?? options.levels ?? 7,
    zGrid.data,
    who,
  );
  return new QuadContourSet(x, y, z, levels, {
    cmap: colormap(options.cmap ?? rcParams['image.cmap'], who),
    filled,
    color: options.colors === undefined ? undefined : cssColor(options.colors, who),
    linewidth: options.linewidths ?? 1.5,
    alpha: options.alpha,
  });
}

/** One side of the grid: a row, or a table made by meshgrid. */
function edgeOf(value: Numbers, n: number, name: 'x' | 'y', who: string): Float64Array {
  const { data, shape } = gridOf(value, who, name);
  if (shape.length === 2) {
    const [rows, columns] = shape as [number, number];
    const row = Float64Array.from(
      { length: name === 'x' ? columns : rows },
      (_, i) => data[name === 'x' ? i : i * columns]!,
    );
    if (row.length === n) return row;
  } else if (shape.length === 1 && shape[0] === n) return Float64Array.from(data);
  throw new ShapeError({
    who,
    rule: `${name} must have one value for each ${name === 'x' ? 'column' : 'row'} of z`,
    received: `${name} ${shapeText(shape)}, ${n} ${name === 'x' ? 'columns' : 'rows'}`,
  });
}

function levelsOf(levels: number | Numbers, data: ArrayLike<number>, who: string): number[] {
  const [low, high] = rangeOf(data) ?? [0, 0];
  if (low === high) throw new ValueError({ who, rule: 'z must hold different numbers', received: `only ${low}` });
  if (typeof levels !== 'number') {
    const given = Array.from(numbersOf(levels, who, 'levels'));
    if (given.some((level, i) => i > 0 && level <= given[i - 1]!)) {
      throw new ValueError({ who, rule: 'levels must increase', received: `levels [${given.join(', ')}]` });
    }
    return given;
  }
  const { first, step, values } = niceTicks(low, high, levels + 1);
  const all = [first - step, ...values, values.at(-1)! + step];
  const tight = 1e-9 * step;
  // One level below and one above what is there: no line is drawn on them, but the colours reach that far.
  return all.filter((v) => v + step > low + tight && v - step < high - tight);
}

/** What `pcolormesh` takes: c, or x, y, c; then options. */
export type MeshArgument = Numbers | ArraySource | o.MeshOptions;

/** The cells of `pcolormesh(c)` or `pcolormesh(x, y, c)`: x and y are edges, or middles when there are as many as cells. */
export function makeMesh(args: readonly (MeshArgument | undefined)[], who = 'plt.pcolormesh'): QuadMesh {
  const rest = args.filter((arg) => arg !== undefined);
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.MeshOptions) : {};
  checkOptions(who, options, known.mesh);
  if (rest.length !== 1 && rest.length !== 3) {
    throw new ValueError({ who, rule: 'the arguments are c, or x, y, c', received: `${rest.length} arrays` });
  }
  const grid = gridOf(rest.at(-1) as Numbers, who, 'c');
  if (grid.shape.length !== 2 || grid.shape.includes(0)) {
    throw new ShapeError({ who, rule: 'c must be a table of numbers', received: `c ${shapeText(grid.shape)}` });
  }
  const [rows, columns] = grid.shape as [number, number];
  const { shading = 'auto' } = options;
  if (!['auto', 'flat', 'nearest', 'gouraud'].includes(shading)) {
    throw new ValueError({
      who,
      rule: "shading must be 'auto', 'flat', 'nearest' or 'gouraud'",
      received: `'${shading}'`,
    });
  }
  const [x, y] =
    rest.length === 3
      ? [cellEdges(rest[0] as Numbers, columns, 'x', who), cellEdges(rest[1] as Numbers, rows, 'y', who)]
      : [columns, rows].map((n) => Float64Array.from({ length: n + 1 }, (_, i) => i));
  const sorted = upwards(grid, x, y, who);
  const edge = options.edgecolors ?? options.edgecolor ?? options.ec;
  return new QuadMesh(
    sorted.x,
    sorted.y,
    sorted.grid,
    {
      cmap: colormap(options.cmap ?? rcParams['image.cmap'], who),
      vmin: options.vmin,
      vmax: options.vmax,
      alpha: options.alpha,
      edge: edge === undefined || edge === 'none' || edge === 'face' ? undefined : cssColor(edge, who),
      linewidth: options.linewidths ?? options.linewidth ?? options.lw ?? 1,
      smooth: shading === 'gouraud',
    },
    who,
  );
}

/** n + 1 edges: as given, or half way between n middles. A table must be made of equal rows (x) or columns (y). */
function cellEdges(value: Numbers, n: number, name: 'x' | 'y', who: string): Float64Array {
  const { data, shape } = gridOf(value, who, name);
  let row = Float64Array.from(data);
  if (shape.length === 2 && !shape.includes(1)) {
    const [rows, columns] = shape as [number, number];
    row = Float64Array.from({ length: name === 'x' ? columns : rows }, (_, i) => data[name === 'x' ? i : i * columns]!);
    if (Array.from(data).some((v, i) => v !== row[name === 'x' ? i % columns : Math.floor(i / columns)])) {
      throw new ValueError({
        who,
        rule: 'the cells must be rectangles: x the same in each row, y the same in each column',
        received: `${name} that bends`,
      });
    }
  }
  if (row.length === n + 1) return row;
  if (row.length !== n) {
    throw new ShapeError({
      who,
      rule: `${name} must have one value for each ${name === 'x' ? 'column' : 'row'} of c, or one more`,
      received: `${name} ${shapeText(shape)}, ${n} ${name === 'x' ? 'columns' : 'rows'}`,
    });
  }
  if (n === 1) return Float64Array.of(row[0]! - 0.5, row[0]! + 0.5);
  const half = (i: number): number => (row[i + 1]! - row[i]!) / 2;
  return Float64Array.from({ length: n + 1 }, (_, i) =>
    i === 0 ? row[0]! - half(0) : i === n ? row[n - 1]! + half(n - 2) : row[i - 1]! + half(i - 1),
  );
}

/** The same cells with edges that increase. */
function upwards(
  grid: Grid,
  x: Float64Array,
  y: Float64Array,
  who: string,
): { grid: Grid; x: Float64Array; y: Float64Array } {
  const [turnX, turnY] = [x, y].map((edges, k) => {
    const sign = Math.sign(edges.at(-1)! - edges[0]!);
    if (sign === 0 || edges.some((edge, i) => i > 0 && !((edge - edges[i - 1]!) * sign > 0))) {
      throw new ValueError({
        who,
        rule: 'the edges of the cells must follow each other',
        received: `${'xy'[k]} out of order`,
      });
    }
    return sign < 0;
  });
  if (!turnX && !turnY) return { grid, x, y };
  const [rows, columns] = grid.shape as [number, number];
  const data = Float64Array.from({ length: rows * columns }, (_, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns];
    return grid.data[(turnY ? rows - 1 - r : r) * columns + (turnX ? columns - 1 - c : c)]!;
  });
  return {
    grid: { ...grid, data },
    x: turnX ? x.toReversed() : x,
    y: turnY ? y.toReversed() : y,
  };
}

/** Counts of `hist2d` with their edges, and the cells that show them. */
export function makeHist2d(
  xs: Numbers,
  ys: Numbers,
  options: o.Hist2dOptions,
): { counts: NDArray; x: Float64Array; y: Float64Array; mesh: QuadMesh } {
  const who = 'plt.hist2d';
  checkOptions(who, options, known.hist2d);
  const [x, y] = [numbersOf(xs, who, 'x'), numbersOf(ys, who, 'y')];
  sameLength(who, x, y);
  const weights = options.weights === undefined ? undefined : numbersOf(options.weights, who, 'weights');
  if (weights) sameLength(who, x, weights, ['x', 'weights']);
  const { bins = 10, range } = options;
  const pair = Array.isArray(bins) && bins.length === 2 ? (bins as [number | Numbers, number | Numbers]) : [bins, bins];
  const [across, along] = [x, y].map((row, k) =>
    binEdges(row, { bins: pair[k] as number | Numbers, range: range?.[k] }, who),
  ) as [Float64Array, Float64Array];
  const [columns, rows] = [across.length - 1, along.length - 1];
  const counts = new Float64Array(columns * rows);
  x.forEach((value, i) => {
    const [c, r] = [binOf(across, value), binOf(along, y[i]!)];
    if (c >= 0 && r >= 0) counts[c * rows + r]! += weights?.[i] ?? 1;
  });
  if (options.density) {
    const total = counts.reduce((sum, n) => sum + n, 0);
    counts.forEach((n, i) => {
      const [c, r] = [Math.floor(i / rows), i % rows];
      counts[i] = n / total / ((across[c + 1]! - across[c]!) * (along[r + 1]! - along[r]!));
    });
  }
  const table = np.array(counts).reshape([columns, rows]);
  const { cmin } = options;
  const shown = cmin === undefined ? table : np.array(counts.map((n) => (n < cmin ? NaN : n))).reshape([columns, rows]);
  const { cmap, vmin, vmax, alpha } = options;
  const mesh = makeMesh([across, along, shown.transpose(), { cmap, vmin, vmax, alpha }], who);
  return { counts: table, x: across, y: along, mesh };
}

/** What `quiver` takes: u, v, or x, y, u, v; then options. */
export type QuiverArgument = Numbers | o.QuiverOptions;

/** The arrows of `quiver`. */
export function makeQuiver(args: readonly (QuiverArgument | undefined)[]): Quiver {
  const who = 'plt.quiver';
  const rest = args.filter((arg) => arg !== undefined);
  const options = isOptions(rest.at(-1)) ? (rest.pop() as o.QuiverOptions) : {};
  checkOptions(who, options, known.quiver);
  if (rest.length !== 2 && rest.length !== 4) {
    throw new ValueError({ who, rule: 'the arguments are u, v, or x, y, u, v', received: `${rest.length} arrays` });
  }
  const flat = (value: QuiverArgument, name: string): Float64Array =>
    Float64Array.from(gridOf(typeof value === 'number' ? [value] : (value as Numbers), who, name).data);
  const table = gridOf(rest.at(-2) as Numbers, who, 'u');
  const [u, v] = [flat(rest.at(-2)!, 'u'), flat(rest.at(-1)!, 'v')];
  const columns = table.shape.at(-1) ?? 1;
  const rows = u.length / columns;
  const spread = (value: QuiverArgument, axis: 'x' | 'y'): Float64Array => {
    const given = flat(value, axis);
    // One number a column and a row stand for a grid.
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
  const units = options.scale_units ?? 'width';
  if (units !== 'width' && units !== 'xy') {
    throw new ValueError({ who, rule: "scale_units must be 'width' or 'xy'", received: `'${String(units)}'` });
  }
  return new Quiver(
    { x, y, u, v },
    {
      color: isLabels(color) ? color.map((each) => cssColor(each, who)) : cssColor(color, who),
      angles: options.angles ?? 'uv',
      scale: options.scale,
      units,
      width: options.width,
      pivot: options.pivot ?? 'tail',
      alpha: options.alpha,
    },
    options.label,
  );
}
