/** @file What `ax.set`, `subplot_kw` and the settings of `subplot` take: each is the `set_…` of that name. */
import { anything, flag, optionsOf, word, type Filled } from '../../arguments/index.ts';
import { color, numberOr, numbers, read } from '../input/rules.ts';
import type { Numbers } from '../input/values.ts';
import type { Color } from '../style/color.ts';

export interface AxesSettings {
  title?: unknown;
  xlabel?: unknown;
  ylabel?: unknown;
  xlim?: readonly [number | undefined, number | undefined];
  ylim?: readonly [number | undefined, number | undefined];
  xticks?: Numbers;
  yticks?: Numbers;
  xticklabels?: readonly unknown[];
  yticklabels?: readonly unknown[];
  xscale?: 'linear' | 'log';
  yscale?: 'linear' | 'log';
  aspect?: 'auto' | 'equal' | number;
  facecolor?: Color;
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
  xscale: word('linear', 'log'),
  yscale: word('linear', 'log'),
  aspect: numberOr('auto', 'equal'),
  facecolor: color(),
  visible: flag(),
});

/** The settings of a call, checked. */
export function settingsOf(who: string, given: AxesSettings): Filled<AxesSettings, typeof axesSettings.rules> {
  return read(who, given, axesSettings);
}
