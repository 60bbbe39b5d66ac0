/** @file `pie`: the parts of a whole as pieces of a disc, with words outside and numbers inside. */
import { ValueError } from '../../errors/index.ts';
import { Text } from '../artists/text.ts';
import { Wedge } from '../artists/wedge.ts';
import { cssColor } from '../style/color.ts';
import { checkOptions, known } from '../input/option-names.ts';
import type { PieOptions } from './options.ts';
import { numbersOf, sameLength, type Numbers } from '../input/values.ts';
import { formatNumber, textLook } from './words.ts';

const who = 'plt.pie';

/** Pieces and words, in the order of the numbers. */
export function makePie(x: Numbers, options: PieOptions, nextColor: () => string): { wedges: Wedge[]; texts: Text[] } {
  checkOptions(who, options, known.pie);
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
    radius = 1,
    wedgeprops = {},
  } = options;
  if (labels) sameLength(who, values, labels, ['x', 'labels']);
  const away = explode === undefined ? undefined : numbersOf(explode, who, 'explode');
  if (away) sameLength(who, values, away, ['x', 'explode']);
  const wedges: Wedge[] = [];
  const texts: Text[] = [];
  const textStyle = textLook(options.textprops ?? {}, who);
  let at = startangle;
  values.forEach((value, i) => {
    const to = at + (counterclock ? 360 : -360) * (value / total);
    const middle = (((at + to) / 2) * Math.PI) / 180;
    const [dx, dy] = [Math.cos(middle), Math.sin(middle)];
    const out = radius * (away?.[i] ?? 0);
    const center: [number, number] = [dx * out, dy * out];
    const color = colors?.length ? cssColor(colors[i % colors.length]!, who) : nextColor();
    const { edgecolor, linewidth = 1, alpha, width = radius } = wedgeprops;
    const look = { color, alpha, linewidth, edge: edgecolor === undefined ? undefined : cssColor(edgecolor, who) };
    wedges.push(
      new Wedge(center, [at, to], { outer: radius, inner: radius - width }, look, labels && String(labels[i])),
    );
    const place = (distance: number): [number, number] => [
      center[0] + distance * radius * dx,
      center[1] + distance * radius * dy,
    ];
    if (labels) {
      const ha = dx >= 0 ? 'left' : 'right';
      texts.push(new Text(...place(labeldistance), String(labels[i]), { ...textStyle, ha, va: 'center' }));
    }
    if (autopct) {
      const words = formatNumber(autopct, (100 * value) / total, who);
      texts.push(new Text(...place(pctdistance), words, { ...textStyle, ha: 'center', va: 'center' }));
    }
    at = to;
  });
  return { wedges, texts };
}
