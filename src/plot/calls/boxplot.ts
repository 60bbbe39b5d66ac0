/** @file `boxplot`: quartiles, median, whiskers and outliers of rows of numbers. */
import { anything, flag, number, optionsOf, Rule } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet, type Artist } from '../artists/artist.ts';
import type { Line2D, LineStyle } from '../artists/line.ts';
import { Patch } from '../artists/patch.ts';
import { coloredMarker, part, read } from '../input/rules.ts';
import { quantile, rowsOf, type Numbers, type Names, type Words, listed } from '../input/values.ts';
import { cssColor } from '../style/color.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';
import { isHorizontal, placedOptions, placing, strokes, type PlacedOptions } from './placed.ts';
import { lineOptions, type LineOptions } from './plot.ts';
import { patchOptions, type PatchOptions } from './shapes.ts';

const who = 'plt.boxplot';

export interface BoxplotOptions extends PlacedOptions {
  /** Words under the boxes. */
  tick_labels?: Names;
  /** Names under the boxes. */
  labels?: Names;
  /** How far whiskers reach, in heights of the box (default 1.5), or [low, high] in percent. */
  whis?: number | readonly [number, number];
  /** Boxes with a notch around the median. Default false. */
  notch?: boolean;
  /** Marker of what lies outside the whiskers; '' leaves it out. */
  sym?: string;
  /** True: boxes are filled. */
  patch_artist?: boolean;
  /** Whether the mean is marked. Default false. */
  showmeans?: boolean;
  /** The mean as a line instead of a marker. Default false. */
  meanline?: boolean;
  /** Whether outliers are drawn. Default true. */
  showfliers?: boolean;
  /** Whether whiskers end in a cap. Default true. */
  showcaps?: boolean;
  /** Whether the box itself is drawn. Default true. */
  showbox?: boolean;
  /** Look of the boxes. */
  boxprops?: LineOptions & PatchOptions;
  /** Look of the whiskers. */
  whiskerprops?: LineOptions;
  /** Look of the caps. */
  capprops?: LineOptions;
  /** Look of the line at the median. */
  medianprops?: LineOptions;
  /** Look of the mark at the mean. */
  meanprops?: LineOptions;
  /** Look of the outliers. */
  flierprops?: LineOptions;
  /** For the legend: one for the first box, or one per box. */
  label?: string | Words;
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
}

const boxLook = optionsOf<LineOptions & PatchOptions>()({ ...lineOptions.rules, ...patchOptions.rules });

const boxplotOptions = optionsOf<BoxplotOptions>()({
  ...placedOptions.rules,
  tick_labels: anything({ en: 'a word for each box', ko: '상자마다 글 하나' }),
  labels: anything({ en: 'a word for each box', ko: '상자마다 글 하나' }),
  whis: new Rule<number | readonly [number, number]>(
    { en: 'a number, or [low, high] in percent', ko: '수 또는 [아래, 위] (%)' },
    (value) => [value].flat().every((each) => typeof each === 'number' && each >= 0),
  ),
  notch: flag(),
  sym: coloredMarker(),
  patch_artist: flag(),
  showmeans: flag(),
  meanline: flag(),
  showfliers: flag(),
  showcaps: flag(),
  showbox: flag(),
  boxprops: part(() => boxLook),
  whiskerprops: part(() => lineOptions),
  capprops: part(() => lineOptions),
  medianprops: part(() => lineOptions),
  meanprops: part(() => lineOptions),
  flierprops: part(() => lineOptions),
  label: anything({ en: 'a label, or one per box', ko: '레이블 하나 또는 상자마다 하나' }),
  zorder: number(),
});

/**
 * A box from quartile to quartile for each row of a list (or column of a table), with the median, whiskers to the last
 * number within 1.5 heights of the box, and what lies outside as circles. Returns the lines by name.
 * @ko 자료의 분포를 상자로 그립니다.
 */
export const boxplot = call((axes) => {
  function boxplot(
    x: Numbers | readonly Numbers[],
    options: BoxplotOptions & { patch_artist: true },
  ): BoxplotParts<Patch>;
  function boxplot(x: Numbers | readonly Numbers[], options?: BoxplotOptions): BoxplotParts<Line2D>;
  function boxplot(x: Numbers | readonly Numbers[], given?: BoxplotOptions): BoxplotParts {
    const options = read(who, given, boxplotOptions);
    const { parts, artists, at, horizontal } = makeBoxplot(x, options);
    for (const artist of artists) {
      axes.add(artist);
      artist.zorder = options.zorder ?? artist.zorder;
    }
    const labels = options.tick_labels ?? options.labels ?? Array.from(at, String);
    axes[horizontal ? 'set_yticks' : 'set_xticks'](at, labels);
    return parts;
  }
  return boxplot;
});

/** What a box shows of a row of numbers. */
export interface BoxStats {
  mean: number;
  median: number;
  q1: number;
  q3: number;
  /** The outermost numbers within `whis` times the height of the box. */
  low: number;
  high: number;
  fliers: number[];
}

/** What `boxplot` gives back, by matplotlib's names: a line each (`boxes` are shapes with `patch_artist`). */
export interface BoxplotParts<Box = Line2D | Patch> {
  boxes: Box[];
  medians: Line2D[];
  whiskers: Line2D[];
  caps: Line2D[];
  fliers: Line2D[];
  means: Line2D[];
}

/** matplotlib's `boxplot_stats`: quartiles by straight lines between numbers. */
export function boxStats(row: Float64Array, whis: number | readonly [number, number]): BoxStats {
  const sorted = row.filter((x) => Number.isFinite(x)).toSorted();
  const mean = sorted.reduce((sum, x) => sum + x, 0) / sorted.length;
  const [q1, median, q3] = [0.25, 0.5, 0.75].map((q) => quantile(sorted, q)) as [number, number, number];
  const [from, to] =
    typeof whis === 'number'
      ? [q1 - whis * (q3 - q1), q3 + whis * (q3 - q1)]
      : [quantile(sorted, whis[0] / 100), quantile(sorted, whis[1] / 100)];
  const low = Math.min(q1, sorted.find((x) => x >= from) ?? q1);
  const high = Math.max(q3, sorted.findLast((x) => x <= to) ?? q3);
  return { mean, median, q1, q3, low, high, fliers: Array.from(sorted).filter((x) => x < low || x > high) };
}

/** The parts in the order in which they are drawn, and where the boxes stand. */
function makeBoxplot(
  x: Numbers | readonly Numbers[],
  options: BoxplotOptions,
): { parts: BoxplotParts; artists: Artist[]; at: Float64Array; horizontal: boolean } {
  const rows = rowsOf(x, who);
  const {
    whis = 1.5,
    showfliers = true,
    showcaps = true,
    showbox = true,
    showmeans = false,
    meanline = false,
  } = options;
  const { at, widths } = placing(
    rows.length,
    options,
    (places) => Math.min(0.5, Math.max(0.15, 0.15 * (Math.max(...places) - Math.min(...places)))),
    who,
  );
  const horizontal = isHorizontal(options);
  const parts: BoxplotParts = { boxes: [], medians: [], whiskers: [], caps: [], fliers: [], means: [] };
  rows.forEach((row, i) => {
    if (!row.some((value) => Number.isFinite(value))) {
      throw new ValueError({
        who,
        rule: { en: 'each row must hold a finite number', ko: '행마다 유한한 수가 있어야 합니다' },
        received: { en: `row ${i}`, ko: `행 ${i}` },
      });
    }
    const stats = boxStats(row, whis);
    const [left, right] = [at[i]! - widths[i]! / 2, at[i]! + widths[i]! / 2];
    const [capLeft, capRight] = [at[i]! - widths[i]! / 4, at[i]! + widths[i]! / 4];
    const { q1, q3, median, low, high } = stats;
    const notch = options.notch ? 1.57 * ((q3 - q1) / Math.sqrt(row.length)) : 0;
    const inset = options.notch ? widths[i]! / 4 : 0;
    // Up the left side and down the right one, narrowest at the median of a notched box.
    const corners: [number, number][] = options.notch
      ? [
          [left, q1],
          [right, q1],
          [right, median - notch],
          [right - inset, median],
          [right, median + notch],
          [right, q3],
          [left, q3],
          [left, median + notch],
          [left + inset, median],
          [left, median - notch],
        ]
      : [
          [left, q1],
          [right, q1],
          [right, q3],
          [left, q3],
        ];
    if (showbox && options.patch_artist) parts.boxes.push(boxPatch(corners, horizontal, options.boxprops, who));
    else if (showbox) {
      const closed = [...corners, corners[0]!];
      parts.boxes.push(
        strokes(
          horizontal,
          closed.map(([a]) => a),
          closed.map(([, b]) => b),
          lineLook(options.boxprops, who),
        ),
      );
    }
    for (const [from, to] of [
      [q1, low],
      [q3, high],
    ] as const) {
      parts.whiskers.push(strokes(horizontal, [at[i]!, at[i]!], [from, to], lineLook(options.whiskerprops, who)));
      if (showcaps)
        parts.caps.push(strokes(horizontal, [capLeft, capRight], [to, to], lineLook(options.capprops, who)));
    }
    const middle = strokes(horizontal, [left + inset, right - inset], [median, median], {
      color: cssColor('C1', who),
      ...lineLook(options.medianprops, who),
    });
    middle.sticky = {
      [horizontal ? 'stickyY' : 'stickyX']: [at[i]! - 0.5, at[i]! + 0.5],
      reach: [at[i]! - 0.5, at[i]! + 0.5],
    };
    parts.medians.push(middle);
    if (showfliers && options.sym !== '') parts.fliers.push(flierLine(stats.fliers, at[i]!, horizontal, options, who));
    if (showmeans) {
      parts.means.push(
        meanline
          ? strokes(horizontal, [left, right], [stats.mean, stats.mean], {
              color: cssColor('C2', who),
              linestyle: '--',
              ...lineLook(options.meanprops, who),
            })
          : strokes(horizontal, [at[i]!], [stats.mean], {
              color: cssColor('C2', who),
              linestyle: 'None',
              marker: '^',
              ...lineLook(options.meanprops, who),
            }),
      );
    }
  });
  const artists = [parts.boxes, parts.whiskers, parts.caps, parts.fliers, parts.medians, parts.means].flat();
  const labels =
    options.label === undefined ? [] : typeof options.label === 'string' ? [options.label] : listed(options.label);
  labels.forEach((label, i) => parts.boxes[i] && (parts.boxes[i].label = label));
  return { parts: quiet(parts), artists, at, horizontal };
}

function boxPatch(
  corners: [number, number][],
  horizontal: boolean,
  props: PatchOptions | undefined,
  who: string,
): Patch {
  const face = props?.facecolor ?? props?.fc ?? props?.color ?? 'C0';
  const edge = props?.edgecolor ?? props?.ec ?? props?.color ?? 'black';
  return new Patch(horizontal ? corners.map(([a, b]) => [b, a]) : corners, {
    face: face === 'none' ? undefined : cssColor(face, who),
    edge: edge === 'none' ? undefined : cssColor(edge, who),
    linewidth: props?.linewidth ?? props?.lw ?? 1,
    linestyle: props?.linestyle ?? props?.ls ?? '-',
    alpha: props?.alpha,
  });
}

function flierLine(fliers: number[], at: number, horizontal: boolean, options: BoxplotOptions, who: string): Line2D {
  const ink = cssColor(rcParams['text.color'], who);
  return strokes(
    horizontal,
    fliers.map(() => at),
    fliers,
    {
      linestyle: 'None',
      marker: options.sym?.replace(/[a-zA-Z](?=.)/, '') ?? 'o',
      markerface: 'rgba(0,0,0,0)',
      markeredge: ink,
      ...lineLook(options.flierprops, who),
    },
  );
}

function lineLook(options: LineOptions | undefined, who: string): Partial<LineStyle> {
  if (!options) return {};
  const {
    color = options.c,
    linestyle = options.ls,
    linewidth = options.lw,
    marker,
    markersize = options.ms,
  } = options;
  const [face, edge] = [options.markerfacecolor ?? options.mfc, options.markeredgecolor ?? options.mec];
  return {
    ...(color === undefined ? {} : { color: cssColor(color, who) }),
    ...(linestyle === undefined ? {} : { linestyle }),
    ...(linewidth === undefined ? {} : { linewidth }),
    ...(marker === undefined ? {} : { marker }),
    ...(markersize === undefined ? {} : { markersize }),
    ...(face === undefined ? {} : { markerface: cssColor(face, who) }),
    ...(edge === undefined ? {} : { markeredge: cssColor(edge, who) }),
    ...(options.alpha === undefined ? {} : { alpha: options.alpha }),
  };
}
