/** @file `legend`: what is listed and where it stands. How it is drawn is in axes/legend.ts. */
import { flag, integer, list, number, optionsOf, Rule, text } from '../../arguments/index.ts';
import { Artist } from '../artists/artist.ts';
import { placeOf, type LegendLocation } from '../axes/legend.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, fontSize, part, read, tuple } from '../input/rules.ts';
import { isLabels } from '../input/values.ts';
import type { Color } from '../style/color.ts';
import { call } from './call.ts';

export interface LegendOptions {
  /** One of matplotlib's places or its number. */
  loc?: LegendLocation | number;
  /** The point (or box) in parts of the frame at which the legend takes its `loc`: [1, 1] with 'upper left' is outside, right. */
  bbox_to_anchor?: readonly [number, number] | readonly [number, number, number, number];
  /** What is listed, and its words. */
  handles?: readonly Artist[];
  labels?: readonly string[];
  fontsize?: number | string;
  /** `{ size: 12 }` is the same as `fontsize: 12`. */
  prop?: FontOptions;
  title?: string;
  title_fontsize?: number | string;
  ncol?: number;
  ncols?: number;
  frameon?: boolean;
  /** How much of what lies behind is hidden; default 0.8. */
  framealpha?: number;
  facecolor?: Color;
  edgecolor?: Color;
  labelcolor?: Color;
  /** Distance from the anchor in sizes of text; default 0.5. */
  borderaxespad?: number;
  /** Taken for matplotlib's sake: corners are square, nothing throws a shadow, entries are spaced by Plotly. */
  fancybox?: boolean;
  shadow?: boolean;
  numpoints?: number;
  markerscale?: number;
  handlelength?: number;
  labelspacing?: number;
  columnspacing?: number;
}

function anArtist(): Rule<Artist> {
  return new Rule({ en: 'something drawn', ko: '그린 것' }, (value) => value instanceof Artist);
}

interface FontOptions {
  size?: number | string;
}

const fontOptions = optionsOf<FontOptions>()({ size: fontSize() });

const legendOptions = optionsOf<LegendOptions>()({
  loc: new Rule({ en: 'a place', ko: '위치' }, (value) => placeOf(value as LegendLocation) !== undefined),
  bbox_to_anchor: tuple(2, 4),
  handles: list(anArtist()),
  labels: list(text()),
  fontsize: fontSize(),
  prop: part(() => fontOptions),
  title: text(),
  title_fontsize: fontSize(),
  ncol: integer({ from: 1 }),
  ncols: integer({ from: 1 }),
  frameon: flag(),
  framealpha: alpha(),
  facecolor: color(),
  edgecolor: color(),
  labelcolor: color(),
  borderaxespad: number(),
  fancybox: flag(),
  shadow: flag(),
  numpoints: number(),
  markerscale: number(),
  handlelength: number(),
  labelspacing: number(),
  columnspacing: number(),
});

/** The legend of everything that has a label: `legend()`, `legend(labels)`, `legend(artists, labels)`, options last. */
export const legend = call((axes) => {
  function legend(handles: readonly Artist[], labels: readonly string[], options?: LegendOptions): void;
  function legend(listed: readonly string[] | readonly Artist[], options?: LegendOptions): void;
  function legend(options?: LegendOptions): void;
  function legend(
    first?: readonly string[] | readonly Artist[] | LegendOptions,
    second?: readonly string[] | LegendOptions,
    third?: LegendOptions,
  ): void {
    const [[one, two], given] = splitOptions<LegendOptions, readonly string[] | readonly Artist[]>([
      first,
      second,
      third,
    ]);
    const [handles, labels] = isLabels(one) ? [undefined, one] : [one, two];
    const named = { ...(handles ? { handles } : {}), ...(labels ? { labels } : {}) } as LegendOptions;
    const options = read('plt.legend', { ...given, ...named }, legendOptions);
    const listed = options.handles ?? axes.artists.filter((artist) => artist.namedByLegend);
    options.labels?.forEach((label, i) => listed[i] && (listed[i].label = label));
    axes.legends = options;
  }
  return legend;
});
