/** @file `pie`: the parts of a whole as pieces of a disc, with words outside and numbers inside. */
import { ValueError } from '../errors/index.ts';
import { Text } from './artists/text.ts';
import { Wedge } from './artists/wedge.ts';
import { cssColor } from './color.ts';
import type { PieOptions } from './options.ts';
import { numbersOf, sameLength, type Numbers } from './values.ts';
import { formatNumber, textLook } from './words.ts';

const who = 'plt.pie';

/** Pieces and words, in the order of the numbers. */
export function makePie(x: Numbers, options: PieOptions, nextColor: () => string): { wedges: Wedge[]; texts: Text[] } {
  const values = numbersOf(x, who, 'x');
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(total > 0) || values.some((value) => !(value >= 0))) {
    throw new ValueError({
      who,
      rule: 'the parts must not be negative, and not all zero',
      received: `[${values.join(', ')}]`,
    });
  }
  const {
    labels,
    colors,
    explode,
    autopct,
    startangle = 0,
    counterclock = true,
    labeldistance = 1.1,
    pctdistance = 0.6,
  } = options;
  if (labels) sameLength(who, values, labels, ['x', 'labels']);
  const away = explode === undefined ? undefined : numbersOf(explode, who, 'explode');
  if (away) sameLength(who, values, away, ['x', 'explode']);
  const wedges: Wedge[] = [];
  const texts: Text[] = [];
  const look = textLook(options.textprops ?? {}, who);
  let at = startangle;
  values.forEach((value, i) => {
    const to = at + (counterclock ? 360 : -360) * (value / total);
    const middle = (((at + to) / 2) * Math.PI) / 180;
    const [dx, dy] = [Math.cos(middle), Math.sin(middle)];
    const center: [number, number] = [dx * (away?.[i] ?? 0), dy * (away?.[i] ?? 0)];
    const color = colors?.length ? cssColor(colors[i % colors.length]!, who) : nextColor();
    wedges.push(new Wedge(center, at, to, color, 1 - (options.wedgeprops?.width ?? 1), labels && String(labels[i])));
    const place = (distance: number): [number, number] => [center[0] + distance * dx, center[1] + distance * dy];
    if (labels) {
      const ha = dx >= 0 ? 'left' : 'right';
      texts.push(new Text(...place(labeldistance), String(labels[i]), { ...look, ha, va: 'center' }));
    }
    if (autopct) {
      const words = formatNumber(autopct, (100 * value) / total, who);
      texts.push(new Text(...place(pctdistance), words, { ...look, ha: 'center', va: 'center' }));
    }
    at = to;
  });
  return { wedges, texts };
}
