/** @file What `ax.set`, `subplot_kw` and the settings of `subplot` take: each is the `set_…` of that name. */
import { anything, flag, optionsOf, word, type Filled } from '../../arguments/index.ts';
import { color, numberOr, numbers, read } from '../input/rules.ts';
import type { Numbers } from '../input/values.ts';
import { scaleNames, type ScaleName } from '../layout/scales.ts';
import type { Color } from '../style/color.ts';

export interface AxesSettings {
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: unknown;
  /** Text under the x axis. */
  xlabel?: unknown;
  /** Text beside the y axis. */
  ylabel?: unknown;
  /** Limits of the x axis: [left, right]. */
  xlim?: readonly [number | undefined, number | undefined];
  /** Limits of the y axis: [bottom, top]. */
  ylim?: readonly [number | undefined, number | undefined];
  /** Places of the ticks on the x axis. */
  xticks?: Numbers;
  /** Places of the ticks on the y axis. */
  yticks?: Numbers;
  /** Texts at the ticks of the x axis. */
  xticklabels?: readonly unknown[];
  /** Texts at the ticks of the y axis. */
  yticklabels?: readonly unknown[];
  /** 'linear' (default), 'log', 'symlog' or 'logit'. */
  xscale?: ScaleName;
  /** 'linear' (default), 'log', 'symlog' or 'logit'. */
  yscale?: ScaleName;
  /**
   * 'auto' (default), 'equal', or the height of a unit of y over the width of a unit of x.
   * @ko 'auto'(기본값), 'equal', 또는 y 한 단위의 높이를 x 한 단위의 너비로 나눈 수입니다.
   */
  aspect?: 'auto' | 'equal' | number;
  /** Colour behind the data. */
  facecolor?: Color;
  /** Whether it is drawn. */
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
