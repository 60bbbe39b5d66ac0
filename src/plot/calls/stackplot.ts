/** @file `stackplot`: rows stacked on each other as areas. */
import { list, optionsOf, word } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { quiet } from '../artists/artist.ts';
import type { FillBetween } from '../artists/fill-between.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, read, words } from '../input/rules.ts';
import { gridOf, numbersOf, rowsOf, sameLength, type Numbers, type Words, listed } from '../input/values.ts';
import type { Color } from '../style/color.ts';
import { call } from './call.ts';
import { makeArea } from './fill-between.ts';

const who = 'plt.stackplot';

export interface StackOptions {
  /** A word for each row. */
  labels?: Words;
  colors?: readonly Color[];
  alpha?: number;
  baseline?: 'zero';
}

const stackOptions = optionsOf<StackOptions>()({
  labels: words(),
  colors: list(color()),
  alpha: alpha(),
  baseline: word('zero'),
});

/** Rows stacked on each other as areas: `stackplot(x, y1, y2, { labels: ['a', 'b'] })`. */
export const stackplot = call((axes) => {
  function stackplot(x: Numbers, ...rows: (Numbers | readonly Numbers[])[]): FillBetween[];
  function stackplot(
    x: Numbers,
    ...rows: [...rows: (Numbers | readonly Numbers[])[], options: StackOptions]
  ): FillBetween[];
  function stackplot(...args: unknown[]): FillBetween[] {
    const [[x, ...rows], given] = splitOptions<StackOptions, Numbers>(args);
    const areas = makeStack(axes, x!, rows as (Numbers | readonly Numbers[])[], read(who, given, stackOptions));
    return quiet(areas.map((area) => axes.add(area)));
  }
  return stackplot;
});

/** The areas, from the lowest. */
function makeStack(
  axes: AxesFrame,
  x: Numbers,
  given: readonly (Numbers | readonly Numbers[])[],
  options: StackOptions,
): FillBetween[] {
  const rows = given.flatMap((value) => {
    if (Array.isArray(value) && value.every((row: unknown) => typeof row === 'object')) {
      return rowsOf(value as readonly Numbers[], who);
    }
    const { data, shape } = gridOf(value as Numbers, who, 'y');
    const [n, width] = shape.length === 2 ? (shape as [number, number]) : [1, data.length];
    return Array.from({ length: n }, (_, r) => Float64Array.from({ length: width }, (__, c) => data[r * width + c]!));
  });
  if (rows.length === 0)
    throw new ValueError({
      who,
      rule: { en: 'there must be a row to stack', ko: '쌓을 줄이 있어야 합니다' },
      received: { en: 'x alone', ko: 'x만' },
    });
  const along = numbersOf(x, who, 'x');
  const { colors, alpha } = options;
  const labels = listed(options.labels);
  let base: Float64Array = new Float64Array(along.length);
  return rows.map((row, i) => {
    sameLength(who, along, row, ['x', `row ${i + 1}`]);
    const top = row.map((value, k) => base[k]! + value);
    const color = colors ? colors[i % colors.length]! : axes.nextColor('line');
    const area = makeArea(axes, x, base, top, { color, alpha, label: labels?.[i] }, who);
    area.onZero = i === 0;
    base = top;
    return area;
  });
}
