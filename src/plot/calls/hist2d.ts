/** @file `hist2d`: how often pairs of numbers fall into cells. */
import { anything, flag, number, optionsOf } from '../../arguments/index.ts';
import { np, type NDArray } from '../../array/index.ts';
import { quiet } from '../artists/artist.ts';
import type { QuadMesh } from '../artists/mesh.ts';
import { binEdges, binOf } from '../input/bins.ts';
import { alpha, cmap, numbers, read } from '../input/rules.ts';
import { numbersOf, sameLength, type Numbers } from '../input/values.ts';
import type { ColormapLike } from '../style/colormap.ts';
import { call } from './call.ts';
import { makeMesh } from './pcolormesh.ts';

const who = 'plt.hist2d';

export interface Hist2dOptions {
  /** A number (default 10) or edges, for both or [for x, for y]. */
  bins?: number | Numbers | readonly [number | Numbers, number | Numbers];
  /** [[lowest x, highest x], [lowest y, highest y]] that count; default those of the data. */
  range?: readonly [readonly [number, number], readonly [number, number]];
  /** Areas that sum to 1 instead of counts. Default false. */
  density?: boolean;
  /** How much each value counts; default 1. */
  weights?: Numbers;
  /** Cells with fewer are left open. */
  cmin?: number;
  /** Colormap of the values: a name such as 'gray' or 'viridis' (default). */
  cmap?: ColormapLike;
  /** The value that gets the first colour; default the smallest. */
  vmin?: number;
  /** The value that gets the last colour; default the largest. */
  vmax?: number;
  /** Opacity from 0 (not seen) to 1 (default). */
  alpha?: number;
}

const hist2dOptions = optionsOf<Hist2dOptions>()({
  bins: anything({
    en: 'a number or edges, for both or [for x, for y]',
    ko: '구간의 수 또는 경계, 공통으로 하나 또는 [x의 것, y의 것]',
  }),
  range: anything({ en: '[[from, to] of x, [from, to] of y]', ko: '[x의 [시작, 끝], y의 [시작, 끝]]' }),
  density: flag(),
  weights: numbers({ en: 'a weight for each pair', ko: '쌍마다 가중치 하나' }),
  cmin: number(),
  cmap: cmap(),
  vmin: number(),
  vmax: number(),
  alpha: alpha(),
});

/** How often pairs fall into cells, as colours; returns the counts (bins of x, bins of y), both edges and the cells. */
export const hist2d = call(
  (axes) =>
    (x: Numbers, y: Numbers, options?: Hist2dOptions): [NDArray, Float64Array, Float64Array, QuadMesh] => {
      const made = makeHist2d(x, y, read(who, options, hist2dOptions));
      axes.mappable = axes.add(made.mesh);
      return quiet([made.counts, made.x, made.y, made.mesh]);
    },
);

/** Counts with their edges, and the cells that show them. */
function makeHist2d(
  xs: Numbers,
  ys: Numbers,
  options: Hist2dOptions,
): { counts: NDArray; x: Float64Array; y: Float64Array; mesh: QuadMesh } {
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
  const mesh = makeMesh([across, along, shown.transpose()], { cmap, vmin, vmax, alpha }, who);
  return { counts: table, x: across, y: along, mesh };
}
