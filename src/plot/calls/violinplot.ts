/** @file `violinplot`: the density of rows of numbers as shapes. */
import { flag, integer, optionsOf } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet, type Artist } from '../artists/artist.ts';
import type { Line2D } from '../artists/line.ts';
import { Patch } from '../artists/patch.ts';
import { numberOr, read } from '../input/rules.ts';
import { rowsOf, type Numbers } from '../input/values.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';
import { boxStats } from './boxplot.ts';
import { isHorizontal, placedOptions, placing, strokes, type PlacedOptions } from './placed.ts';

const who = 'plt.violinplot';

export interface ViolinOptions extends PlacedOptions {
  /** Whether the mean is marked. Default false. */
  showmeans?: boolean;
  /** Whether the median is marked. Default false. */
  showmedians?: boolean;
  /** Default true. */
  showextrema?: boolean;
  /** Points along each violin; default 100. */
  points?: number;
  /** Width of the Gaussians: 'scott' (default), 'silverman', or a factor of the standard deviation. */
  bw_method?: 'scott' | 'silverman' | number;
}

const violinOptions = optionsOf<ViolinOptions>()({
  ...placedOptions.rules,
  showmeans: flag(),
  showmedians: flag(),
  showextrema: flag(),
  points: integer({ from: 2 }),
  bw_method: numberOr('scott', 'silverman'),
});

/** The density of each row of a list (or column of a table) as a shape as wide as it is likely, from end to end. */
export const violinplot = call((axes) => (x: Numbers | readonly Numbers[], options?: ViolinOptions): ViolinParts => {
  const { parts, artists } = makeViolins(x, read(who, options, violinOptions), axes.nextColor('line'));
  for (const artist of artists) axes.add(artist);
  return parts;
});

/** What `violinplot` gives back. */
export interface ViolinParts {
  bodies: Patch[];
  cbars?: Line2D;
  cmins?: Line2D;
  cmaxes?: Line2D;
  cmeans?: Line2D;
  cmedians?: Line2D;
}

/** Density of a row by Gaussians as wide as Scott's rule (n^(-1/5) standard deviations) or a factor. */
export function density(
  row: Float64Array,
  at: Float64Array,
  method: ViolinOptions['bw_method'] = 'scott',
): Float64Array {
  const n = row.length;
  const mean = row.reduce((sum, x) => sum + x, 0) / n;
  const deviation = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1));
  const factor =
    typeof method === 'number' ? method : method === 'silverman' ? ((n * 3) / 4) ** (-1 / 5) : n ** (-1 / 5);
  const width = factor * deviation;
  const scale = 1 / (n * width * Math.sqrt(2 * Math.PI));
  return at.map((place) => scale * row.reduce((sum, x) => sum + Math.exp(-(((place - x) / width) ** 2) / 2), 0));
}

function makeViolins(
  x: Numbers | readonly Numbers[],
  options: ViolinOptions,
  color: string,
): { parts: ViolinParts; artists: Artist[] } {
  const rows = rowsOf(x, who);
  const { at, widths } = placing(rows.length, options, () => 0.5, who);
  const { showextrema = true, showmeans = false, showmedians = false, points = 100 } = options;
  const horizontal = isHorizontal(options);
  rows.forEach((row, i) => {
    if (row.length > 0) return;
    throw new ValueError({
      who,
      rule: { en: 'each row must hold numbers', ko: '줄마다 수가 있어야 합니다' },
      received: { en: `row ${i}: empty`, ko: `줄 ${i}: 비어 있음` },
    });
  });
  const stats = rows.map((row) => ({
    ...boxStats(row, 0),
    min: row.reduce((a, b) => Math.min(a, b)),
    max: row.reduce((a, b) => Math.max(a, b)),
  }));
  const bodies = rows.map((row, i) => {
    const { min, max } = stats[i]!;
    if (min === max) {
      throw new ValueError({
        who,
        rule: { en: 'each row must hold different numbers', ko: '줄마다 서로 다른 수가 있어야 합니다' },
        received: { en: `row ${i}: only ${min}`, ko: `줄 ${i}: ${min}뿐` },
      });
    }
    const places = Float64Array.from({ length: points }, (_, k) => min + (k * (max - min)) / (points - 1));
    const dense = density(row, places, options.bw_method);
    const most = Math.max(...dense);
    const half = dense.map((d) => (0.5 * widths[i]! * d) / most);
    const right = Array.from(places, (p, k): [number, number] => [at[i]! + half[k]!, p]);
    const left = Array.from(places, (p, k): [number, number] => [at[i]! - half[k]!, p]).toReversed();
    const around = [...right, ...left];
    return new Patch(horizontal ? around.map(([a, b]) => [b, a]) : around, {
      face: color,
      edge: undefined,
      linewidth: 1,
      linestyle: '-',
      alpha: 0.3,
    });
  });
  const look = { color, linewidth: rcParams['lines.linewidth'] };
  // One path with gaps: a stroke a quarter of the violin to both sides at each value.
  const marks = (value: (i: number) => number): Line2D =>
    strokes(
      horizontal,
      rows.flatMap((_, i) => [at[i]! - widths[i]! / 4, at[i]! + widths[i]! / 4, NaN]),
      rows.flatMap((_, i) => [value(i), value(i), NaN]),
      look,
    );
  const parts: ViolinParts = { bodies };
  if (showmeans) parts.cmeans = marks((i) => stats[i]!.mean);
  if (showextrema) {
    parts.cmaxes = marks((i) => stats[i]!.max);
    parts.cmins = marks((i) => stats[i]!.min);
    parts.cbars = strokes(
      horizontal,
      rows.flatMap((_, i) => [at[i]!, at[i]!, NaN]),
      rows.flatMap((_, i) => [stats[i]!.min, stats[i]!.max, NaN]),
      look,
    );
  }
  if (showmedians) parts.cmedians = marks((i) => stats[i]!.median);
  const { cmeans, cmaxes, cmins, cbars, cmedians } = parts;
  const lines = [cmeans, cmaxes, cmins, cbars, cmedians].filter((part) => part !== undefined);
  return { parts: quiet(parts), artists: [...bodies, ...lines] };
}
