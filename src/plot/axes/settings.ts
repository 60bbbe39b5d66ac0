/** @file What `ax.set`, `subplot_kw` and the settings of `subplot` take: each is the `set_…` of that name. */
import { anything, flag, optionsOf, word, type Filled } from '../../arguments/index.ts';
import { color, numberOr, numbers, read } from '../input/rules.ts';
import type { Names, Numbers } from '../input/values.ts';
import { scaleNames, type ScaleName } from '../layout/scales.ts';
import type { Color } from '../style/color.ts';

export interface AxesSettings {
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: unknown;
  /**
   * Text under the x axis.
   * @ko x축 아래의 글입니다.
   */
  xlabel?: unknown;
  /**
   * Text beside the y axis.
   * @ko y축 옆의 글입니다.
   */
  ylabel?: unknown;
  /**
   * Limits of the x axis: [left, right].
   * @ko x축의 범위입니다: [왼쪽, 오른쪽].
   */
  xlim?: readonly [number | undefined, number | undefined];
  /**
   * Limits of the y axis: [bottom, top].
   * @ko y축의 범위입니다: [아래, 위].
   */
  ylim?: readonly [number | undefined, number | undefined];
  /**
   * Places of the ticks on the x axis.
   * @ko x축에서 눈금을 둘 자리입니다.
   */
  xticks?: Numbers;
  /**
   * Places of the ticks on the y axis.
   * @ko y축에서 눈금을 둘 자리입니다.
   */
  yticks?: Numbers;
  /**
   * Texts at the ticks of the x axis.
   * @ko x축 눈금의 글입니다.
   */
  xticklabels?: Names;
  /**
   * Texts at the ticks of the y axis.
   * @ko y축 눈금의 글입니다.
   */
  yticklabels?: Names;
  /**
   * 'linear' (default), 'log', 'symlog' or 'logit'.
   * @ko 'linear'(기본값), 'log', 'symlog', 'logit'.
   */
  xscale?: ScaleName;
  /**
   * 'linear' (default), 'log', 'symlog' or 'logit'.
   * @ko 'linear'(기본값), 'log', 'symlog', 'logit'.
   */
  yscale?: ScaleName;
  /**
   * 'auto' (default), 'equal', or the height of a unit of y over the width of a unit of x.
   * @ko 'auto'(기본값), 'equal', 또는 y 한 단위의 높이를 x 한 단위의 너비로 나눈 수입니다.
   */
  aspect?: 'auto' | 'equal' | number;
  /**
   * Colour behind the data.
   * @ko 데이터 뒤의 바탕색입니다.
   */
  facecolor?: Color;
  /**
   * Whether it is drawn.
   * @ko 그릴지 정합니다.
   */
  visible?: boolean;
}

export const axesSettings = optionsOf<AxesSettings>()({
  title: anything({ en: 'words', ko: '글' }),
  xlabel: anything({ en: 'words', ko: '글' }),
  ylabel: anything({ en: 'words', ko: '글' }),
  xlim: anything({ en: '[left, right]', ko: '[왼쪽, 오른쪽]' }),
  ylim: anything({ en: '[bottom, top]', ko: '[아래, 위]' }),
  xticks: numbers({ en: 'where the ticks stand', ko: '눈금의 위치' }),
  yticks: numbers({ en: 'where the ticks stand', ko: '눈금의 위치' }),
  xticklabels: anything({ en: 'the words at the ticks', ko: '눈금에 쓸 글' }),
  yticklabels: anything({ en: 'the words at the ticks', ko: '눈금에 쓸 글' }),
  xscale: word(...scaleNames),
  yscale: word(...scaleNames),
  aspect: numberOr('auto', 'equal'),
  facecolor: color(),
  visible: flag(),
});

/** The settings of a call, checked. */
export function settingsOf(who: string, given: AxesSettings): Filled<AxesSettings, typeof axesSettings.rules> {
  return read(who, given, axesSettings);
}
