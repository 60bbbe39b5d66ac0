/** @file `pcolormesh` and `pcolor`: numbers as coloured cells. */
import { number, optionsOf, word } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { QuadMesh } from '../artists/mesh.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, cmap, color, norm, points, read } from '../input/rules.ts';
import { gridOf, type Grid, type Numbers, type Table } from '../input/values.ts';
import { cssColor, type Color } from '../style/color.ts';
import { colormap, type ColormapLike } from '../style/colormap.ts';
import { endsOf, type Normalize } from '../style/normalize.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

export interface MeshOptions {
  /** Colormap of the values: a name such as 'gray' or 'viridis' (default). */
  cmap?: ColormapLike;
  /** The value that gets the first colour; default the smallest. */
  vmin?: number;
  /** The value that gets the last colour; default the largest. */
  vmax?: number;
  /** The ends of the colormap as `plt.Normalize(vmin, vmax)`, in place of `vmin` and `vmax`. */
  norm?: Normalize;
  /** 'flat': x and y are edges; 'nearest': they are middles; 'auto': by how many there are; 'gouraud' smooths. */
  shading?: 'auto' | 'flat' | 'nearest' | 'gouraud';
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
  /** Lines around the cells; default none. */
  edgecolors?: Color;
  /** Colour of the outline. */
  edgecolor?: Color;
  /** The same as `edgecolor`. */
  ec?: Color;
  /** Width of the lines in points. */
  linewidths?: number;
  /** Width of the line in points. */
  linewidth?: number;
  /** The same as `linewidth`. */
  lw?: number;
}

const meshOptions = optionsOf<MeshOptions>()({
  cmap: cmap(),
  vmin: number(),
  vmax: number(),
  norm: norm(),
  shading: word('auto', 'flat', 'nearest', 'gouraud'),
  alpha: alpha(),
  edgecolors: color('face'),
  edgecolor: color('face'),
  ec: color('face'),
  linewidths: points(),
  linewidth: points(),
  lw: points(),
});

/**
 * Numbers as coloured cells: `pcolormesh(c)`, `pcolormesh(x, y, c)`, options last. Row 0 is at the bottom; x and y are the
 * edges of the cells, or their middles when there are as many as cells.
 */
export const pcolormesh = call((axes) => {
  function pcolormesh(c: Table, options?: MeshOptions): QuadMesh;
  function pcolormesh(x: Table, y: Table, c: Table, options?: MeshOptions): QuadMesh;
  function pcolormesh(...args: unknown[]): QuadMesh {
    const who = 'plt.pcolormesh';
    const [data, given] = splitOptions<MeshOptions>(args);
    const options = read(who, given, meshOptions);
    const mesh = makeMesh(
      data.filter((arg) => arg !== undefined),
      options,
      who,
    );
    return (axes.mappable = axes.add(mesh));
  }
  return pcolormesh;
});

/** As `pcolormesh`. */
export const pcolor = pcolormesh;

/** The cells of c, or of x, y, c: x and y are edges, or middles when there are as many as cells. */
export function makeMesh(rest: readonly unknown[], options: MeshOptions, who: string): QuadMesh {
  if (rest.length !== 1 && rest.length !== 3) {
    throw new ValueError({
      who,
      rule: { en: 'the arguments are c, or x, y, c', ko: '인수는 c, 또는 x, y, c입니다' },
      received: { en: `${rest.length} arrays`, ko: `배열 ${rest.length}개` },
    });
  }
  const grid = gridOf(rest.at(-1) as Numbers, who, 'c');
  if (grid.shape.length !== 2 || grid.shape.includes(0)) {
    throw new ShapeError({
      who,
      rule: { en: 'c must be a table of numbers', ko: 'c는 수의 표여야 합니다' },
      received: `c ${shapeText(grid.shape)}`,
    });
  }
  const [rows, columns] = grid.shape as [number, number];
  const { shading = 'auto' } = options;
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
      ...endsOf(options, grid.data, who),
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
        rule: {
          en: 'the cells must be rectangles: x the same in each row, y the same in each column',
          ko: '칸은 직사각형이어야 합니다. x는 행마다 같고 y는 열마다 같아야 합니다',
        },
        received: { en: `${name} that bends`, ko: `휘어진 ${name}` },
      });
    }
  }
  if (row.length === n + 1) return row;
  if (row.length !== n) {
    throw new ShapeError({
      who,
      rule: {
        en: `${name} must have one value for each ${name === 'x' ? 'column' : 'row'} of c, or one more`,
        ko: `${name}에는 c의 ${name === 'x' ? '열' : '행'}마다 값이 하나씩, 또는 하나 더 있어야 합니다`,
      },
      received: {
        en: `${name} ${shapeText(shape)}, ${n} ${name === 'x' ? 'columns' : 'rows'}`,
        ko: `${name} ${shapeText(shape)}, ${name === 'x' ? '열' : '행'} ${n}개`,
      },
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
        rule: { en: 'the edges of the cells must follow each other', ko: '칸의 경계는 차례대로 놓여야 합니다' },
        received: { en: `${'xy'[k]} out of order`, ko: `순서가 맞지 않는 ${'xy'[k]}` },
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
