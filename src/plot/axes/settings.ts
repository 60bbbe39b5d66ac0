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
  title: anything('words'),
  xlabel: anything('words'),
  ylabel: anything('words'),
  xlim: anything('[left, right]'),
  ylim: anything('[bottom, top]'),
  xticks: numbers('where the ticks stand'),
  yticks: numbers('where the ticks stand'),
  xticklabels: anything('the words at the ticks'),
  yticklabels: anything('the words at the ticks'),
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
