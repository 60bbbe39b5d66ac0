/** @file `bar_label`: the length of each bar written on it. */
import { type Names } from '../input/values.ts';
import { anything, number, optionsOf, word } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet } from '../artists/artist.ts';
import type { BarContainer } from '../artists/bars.ts';
import { Text } from '../artists/text.ts';
import { numberFormat, read } from '../input/rules.ts';
import { pointPixels } from '../style/points.ts';
import { call } from './call.ts';
import { formatNumber, type NumberFormat } from '../text/number-format.ts';
import { flat, textLook, textOptions, type TextOptions } from './text.ts';

export interface BarLabelOptions extends Omit<TextOptions, 'transform'> {
  /** The words; default the lengths. */
  labels?: Names;
  /** Python's spelling, `'%.2f'` or `'{:.2f}'`, or a function; default `'%g'`. */
  fmt?: NumberFormat;
  /** Where the number stands: 'edge' (default) at the end of the bar, 'center' in its middle. */
  label_type?: 'edge' | 'center';
  /** Distance from the bar in points. */
  padding?: number;
}

const { transform: _, ...words } = textOptions.rules;
const barLabelOptions = optionsOf<BarLabelOptions>()({
  ...words,
  labels: anything({ en: 'one label for each bar', ko: '막대마다 레이블 하나' }),
  fmt: numberFormat(),
  label_type: word('edge', 'center').or('edge'),
  padding: number().or(0),
});

/** Writes its length on each bar. */
export const bar_label = call(
  (axes) =>
    (bars: BarContainer, options?: BarLabelOptions): Text[] =>
      quiet(barLabels(bars, options).map((text) => axes.add(text))),
);

/** Words at the end of each bar or in its middle. */
function barLabels(bars: BarContainer, options: BarLabelOptions | undefined): Text[] {
  const who = 'plt.bar_label';
  const { labels, fmt = '%g', label_type, padding, ...look } = read(who, flat(options), barLabelOptions);
  if (labels && labels.length !== bars.at.length) {
    throw new ValueError({
      who,
      rule: { en: 'there must be one label for each bar', ko: '막대마다 이름이 하나씩 있어야 합니다' },
      received: {
        en: `${bars.at.length} bars, ${labels.length} labels`,
        ko: `막대 ${bars.at.length}개, 이름 ${labels.length}개`,
      },
    });
  }
  const base = textLook(look, who);
  return Array.from(bars.at, (at, i) => {
    const length = bars.length[i]!;
    const sign = length < 0 ? -1 : 1;
    // Above the error bar, if there is one.
    const error = (sign > 0 ? bars.errors?.reach.above[i] : bars.errors?.reach.below[i]) ?? 0;
    const end = bars.base[i]! + (label_type === 'edge' ? length + sign * error : length / 2);
    const away = label_type === 'edge' ? sign * padding * pointPixels + sign * 1 : padding * pointPixels;
    const [x, y] = bars.horizontal ? [end, at] : [at, end];
    const edge = label_type === 'edge';
    return new Text(x, y, labels ? String(labels[i]) : formatNumber(fmt, length, who), {
      ...base,
      ha: bars.horizontal && edge ? (sign > 0 ? 'left' : 'right') : 'center',
      va: !bars.horizontal && edge ? (sign > 0 ? 'bottom' : 'top') : 'center',
      shift: bars.horizontal ? [away + sign * (edge ? 2 : 0), 0] : [0, away],
    });
  });
}
