/** @file `legend`: what is listed and where it stands. How it is drawn is in axes/legend.ts. */
import { flag, integer, list, number, optionsOf, Rule, text } from '../../arguments/index.ts';
import { Artist } from '../artists/artist.ts';
import { Legend } from '../axes/legend-object.ts';
import { placeOf, type LegendLocation } from '../axes/legend.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, fontSize, part, read, tuple } from '../input/rules.ts';
import { isLabels } from '../input/values.ts';
import type { Color } from '../style/color.ts';
import { call } from './call.ts';

export interface LegendOptions {
  /**
   * One of matplotlib's places or its number.
   * @ko 범례의 자리입니다('upper right' 등 matplotlib의 이름).
   */
  loc?: LegendLocation | number;
  /** The point (or box) in parts of the frame at which the legend takes its `loc`: [1, 1] with 'upper left' is outside, right. */
  bbox_to_anchor?: readonly [number, number] | readonly [number, number, number, number];
  /** What is listed, and its words. */
  handles?: readonly Artist[];
  /**
   * The names; default the labels of what was drawn.
   * @ko 이름들입니다. 기본값은 그린 것들의 label입니다.
   */
  labels?: readonly string[];
  /**
   * Size of the text in points, or a word such as 'small'.
   * @ko 글자의 크기(포인트 또는 'small' 같은 말)입니다.
   */
  fontsize?: number | string;
  /** `{ size: 12 }` is the same as `fontsize: 12`. */
  prop?: FontOptions;
  /**
   * Title of the legend.
   * @ko 범례의 제목입니다.
   */
  title?: string;
  /** Size of the title in points. */
  title_fontsize?: number | string;
  /**
   * The same as `ncols`.
   * @ko `ncols`와 같습니다.
   */
  ncol?: number;
  /**
   * Number of columns. Default 1.
   * @ko 열의 수입니다. 기본값 1.
   */
  ncols?: number;
  /**
   * Whether there is a frame. Default true.
   * @ko 테두리를 그립니다. 기본값 true.
   */
  frameon?: boolean;
  /** How much of what lies behind is hidden; default 0.8. */
  framealpha?: number;
  /** Colour inside the frame. */
  facecolor?: Color;
  /** Colour of the frame. */
  edgecolor?: Color;
  /** Colour of the names. */
  labelcolor?: Color;
  /** Distance from the anchor in sizes of text; default 0.5. */
  borderaxespad?: number;
  /** Taken for matplotlib's sake: corners are square, nothing throws a shadow, entries are spaced by Plotly. */
  fancybox?: boolean;
  /** Whether the frame throws a shadow. Default false. */
  shadow?: boolean;
  /** Markers on a line's sample. Default 1. */
  numpoints?: number;
  /** Size of markers beside those in the plot. Default 1. */
  markerscale?: number;
  /** Length of a line's sample, in font sizes. Default 2. */
  handlelength?: number;
  /** Space between entries, in font sizes. */
  labelspacing?: number;
  /** Space between columns, in font sizes. Default 2. */
  columnspacing?: number;
}

function anArtist(): Rule<Artist> {
  return new Rule({ en: 'something drawn', ko: '그린 것' }, (value) => value instanceof Artist);
}

interface FontOptions {
  size?: number | string;
}

const fontOptions = optionsOf<FontOptions>()({ size: fontSize() });

export const legendOptions = optionsOf<LegendOptions>()({
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

/**
 * The legend of everything that has a label: `legend()`, `legend(labels)`, `legend(artists, labels)`, options last.
 * @ko label을 준 것들의 범례를 붙입니다.
 */
export const legend = call((axes) => {
  function legend(handles: readonly Artist[], labels: readonly string[], options?: LegendOptions): Legend;
  function legend(listed: readonly string[] | readonly Artist[], options?: LegendOptions): Legend;
  function legend(options?: LegendOptions): Legend;
  function legend(
    first?: readonly string[] | readonly Artist[] | LegendOptions,
    second?: readonly string[] | LegendOptions,
    third?: LegendOptions,
  ): Legend {
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
    return new Legend(axes, options);
  }
  return legend;
});
