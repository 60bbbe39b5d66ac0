/** @file `legend`: what is listed and where it stands. How it is drawn is in axes/legend.ts. */
import { flag, integer, list, number, optionsOf, Rule, text } from '../../arguments/index.ts';
import { Artist } from '../artists/artist.ts';
import { Legend } from '../axes/legend-object.ts';
import { placeOf, type LegendLocation } from '../axes/legend.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, fontSize, part, read, tuple, words } from '../input/rules.ts';
import { isLabels, listed, type Words } from '../input/values.ts';
import type { Color } from '../style/color.ts';
import { call } from './call.ts';

export interface LegendOptions {
  /**
   * One of matplotlib's places or its number.
   * @ko 범례의 자리입니다('upper right' 등 matplotlib의 이름).
   */
  loc?: LegendLocation | number;
  /**
   * The point (or box) in parts of the frame at which the legend takes its `loc`: [1, 1] with 'upper left' is outside, right.
   * @ko 범례가 `loc`으로 놓일 점(또는 상자)입니다. 틀을 1로 봅니다: [1, 1]과 'upper left'이면 바깥 오른쪽.
   */
  bbox_to_anchor?: readonly [number, number] | readonly [number, number, number, number];
  /**
   * What is listed, and its words.
   * @ko 범례에 넣을 것과 그 글입니다.
   */
  handles?: readonly Artist[];
  /**
   * The names; default the labels of what was drawn.
   * @ko 이름들입니다. 기본값은 그린 것들의 label입니다.
   */
  labels?: Words;
  /**
   * Size of the text in points, or a word such as 'small'.
   * @ko 글자의 크기(포인트 또는 'small' 같은 말)입니다.
   */
  fontsize?: number | string;
  /**
   * `{ size: 12 }` is the same as `fontsize: 12`.
   * @ko `{ size: 12 }`는 `fontsize: 12`와 같습니다.
   */
  prop?: FontOptions;
  /**
   * Title of the legend.
   * @ko 범례의 제목입니다.
   */
  title?: string;
  /**
   * Size of the title in points.
   * @ko 제목의 크기입니다(포인트).
   */
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
  /**
   * How much of what lies behind is hidden; default 0.8.
   * @ko 뒤에 있는 것을 얼마나 가릴지 정합니다. 기본값 0.8.
   */
  framealpha?: number;
  /**
   * Colour inside the frame.
   * @ko 틀 안의 색입니다.
   */
  facecolor?: Color;
  /**
   * Colour of the frame.
   * @ko 틀의 색입니다.
   */
  edgecolor?: Color;
  /**
   * Colour of the names.
   * @ko 이름의 색입니다.
   */
  labelcolor?: Color;
  /**
   * Distance from the anchor in sizes of text; default 0.5.
   * @ko 기준점과의 거리입니다(글자 크기의 배수). 기본값 0.5.
   */
  borderaxespad?: number;
  /**
   * Taken for matplotlib's sake: corners are square, nothing throws a shadow, entries are spaced by Plotly.
   * @ko matplotlib과 맞추려고 받습니다. 모서리는 각지고 그림자는 없으며 간격은 Plotly가 정합니다.
   */
  fancybox?: boolean;
  /**
   * Whether the frame throws a shadow. Default false.
   * @ko 틀에 그림자를 줄지 정합니다. 기본값 false.
   */
  shadow?: boolean;
  /**
   * Markers on a line's sample. Default 1.
   * @ko 선 견본에 있는 마커의 수입니다. 기본값 1.
   */
  numpoints?: number;
  /**
   * Size of markers beside those in the plot. Default 1.
   * @ko 그래프에 견준 마커의 크기입니다. 기본값 1.
   */
  markerscale?: number;
  /**
   * Length of a line's sample, in font sizes. Default 2.
   * @ko 선 견본의 길이입니다(글자 크기의 배수). 기본값 2.
   */
  handlelength?: number;
  /**
   * Space between entries, in font sizes.
   * @ko 항목 사이의 간격입니다(글자 크기의 배수).
   */
  labelspacing?: number;
  /**
   * Space between columns, in font sizes. Default 2.
   * @ko 열 사이의 간격입니다(글자 크기의 배수). 기본값 2.
   */
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
  labels: words(),
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
  function legend(handles: readonly Artist[], labels: Words, options?: LegendOptions): Legend;
  function legend(listed: Words | readonly Artist[], options?: LegendOptions): Legend;
  function legend(options?: LegendOptions): Legend;
  function legend(
    first?: Words | readonly Artist[] | LegendOptions,
    second?: Words | LegendOptions,
    third?: LegendOptions,
  ): Legend {
    const [[one, two], given] = splitOptions<LegendOptions, Words | readonly Artist[]>([first, second, third]);
    const only = listed(one);
    const [handles, labels] = isLabels(only) ? [undefined, only] : [only, two];
    const named = { ...(handles ? { handles } : {}), ...(labels ? { labels } : {}) } as LegendOptions;
    const options = read('plt.legend', { ...given, ...named }, legendOptions);
    const entries = options.handles ?? axes.artists.filter((artist) => artist.namedByLegend);
    options.labels?.forEach((label, i) => entries[i] && (entries[i].label = label));
    axes.legends = options;
    return new Legend(axes, options);
  }
  return legend;
});
