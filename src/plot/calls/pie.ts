/** @file `pie`: the parts of a whole as pieces of a disc, with words outside and numbers inside. */
import { anything, flag, list, number, optionsOf } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import {
  Artist,
  onAxes,
  quiet,
  type Coverage,
  type Extent,
  type Parts,
  type Place,
  type View,
} from '../artists/artist.ts';
import { Text } from '../artists/text.ts';
import { alpha, color, numberFormat, numbers, part, points, read } from '../input/rules.ts';
import { numbersOf, sameLength, type Numbers, type Names, listed } from '../input/values.ts';
import { cssColor, withAlpha, type Color } from '../style/color.ts';
import { pointPixels } from '../style/points.ts';
import { call } from './call.ts';
import { formatNumber, type NumberFormat } from '../text/number-format.ts';
import { textLook, textOptions, type TextOptions } from './text.ts';

const who = 'plt.pie';

export interface PieOptions {
  /** Names around the pie. */
  labels?: Names;
  /** One colour, or one per part. */
  colors?: readonly Color[];
  /** How far each piece is moved outwards, in parts of the radius. */
  explode?: Numbers;
  /** The share of each piece in percent: `'%.1f%%'`, or a function. */
  autopct?: NumberFormat;
  /** Where the first piece starts, in degrees from the right. */
  startangle?: number;
  /** Whether the pieces go anticlockwise. Default true. */
  counterclock?: boolean;
  /** Distance of the names from the middle, in radii. Default 1.1. */
  labeldistance?: number;
  /** Distance of the percentages from the middle, in radii. Default 0.6. */
  pctdistance?: number;
  /** Look of the texts. */
  textprops?: TextOptions;
  /** `width` below 1 leaves a hole; a border around the pieces. */
  wedgeprops?: WedgeOptions;
  /** Radius of the pie. Default 1. */
  radius?: number;
  /** Taken for matplotlib's sake: nothing throws a shadow. */
  shadow?: boolean;
}

interface WedgeOptions {
  width?: number;
  edgecolor?: Color;
  linewidth?: number;
  alpha?: number;
}

const wedgeOptions = optionsOf<WedgeOptions>()({
  width: number({ from: 0 }),
  edgecolor: color(),
  linewidth: points(),
  alpha: alpha(),
});

const pieOptions = optionsOf<PieOptions>()({
  labels: anything({ en: 'a word for each piece', ko: '조각마다 글 하나' }),
  colors: list(color()),
  explode: numbers({ en: 'a part of the radius for each piece', ko: '조각마다 반지름에 대한 비율' }),
  autopct: numberFormat(),
  startangle: number(),
  counterclock: flag(),
  labeldistance: number(),
  pctdistance: number(),
  textprops: part(() => textOptions),
  wedgeprops: part(() => wedgeOptions),
  radius: number({ above: 0 }),
  shadow: flag(),
});

/**
 * The parts of a whole; returns the pieces and the words.
 * @ko 원그래프를 그립니다.
 */
export const pie = call((axes) => (x: Numbers, given?: PieOptions): [Wedge[], Text[]] => {
  const options = read(who, given, pieOptions);
  const { wedges, texts } = makePie(x, options, () => axes.nextColor('fill'));
  for (const artist of [...wedges, ...texts]) axes.add(artist);
  axes.frame = false;
  axes.aspect = 'image';
  const { radius = 1 } = options;
  axes.set_xlim(-1.25 * radius, 1.25 * radius);
  axes.set_ylim(-1.25 * radius, 1.25 * radius);
  return quiet([wedges, texts]);
});

/** Pieces and words, in the order of the numbers. */
function makePie(x: Numbers, options: PieOptions, nextColor: () => string): { wedges: Wedge[]; texts: Text[] } {
  const values = numbersOf(x, who, 'x');
  const total = values.reduce((sum, value) => sum + value, 0);
  if (!(total > 0) || values.some((value) => !(value >= 0))) {
    throw new ValueError({
      who,
      rule: {
        en: 'the parts must not be negative, and not all zero',
        ko: '조각은 음수가 아니어야 하고, 모두 0이 아니어야 합니다',
      },
      received: `[${values.join(', ')}]`,
    });
  }
  const labels = listed(options.labels);
  const {
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

/** A piece of a disc or ring between two angles (degrees, counter-clockwise from the right). */
class Wedge extends Artist {
  readonly center: readonly [number, number];
  readonly from: number;
  readonly to: number;
  readonly radius: { outer: number; inner: number };
  /** Linewidth in points. */
  readonly look: { color: string; edge: string | undefined; linewidth: number; alpha: number | undefined };

  constructor(
    center: readonly [number, number],
    [from, to]: readonly [number, number],
    radius: Wedge['radius'],
    look: Wedge['look'],
    label?: string,
  ) {
    super(label);
    this.center = center;
    this.from = from;
    this.to = to;
    this.radius = radius;
    this.look = look;
  }

  override covers(view: View): Coverage {
    const { center, from, to, radius } = this;
    const angles = Array.from({ length: 9 }, (_, i) => ((from + ((to - from) * i) / 8) * Math.PI) / 180);
    const along = (of: (angle: number) => number, c: number): number[] =>
      angles.map((angle) => c + radius.outer * of(angle));
    return { paths: [view.points(along(Math.cos, center[0]), along(Math.sin, center[1]))] };
  }

  extent(): Extent {
    const reach: [number, number] = [-1.1 * this.radius.outer, 1.1 * this.radius.outer];
    return { x: reach, y: reach };
  }

  draw(parts: Parts, place: Place): void {
    const [x, y]: [number[], number[]] = [[], []];
    const arc = (radius: number, from: number, to: number): void => {
      const steps = Math.max(1, Math.ceil(Math.abs(to - from) / 2));
      for (let i = 0; i <= steps; i++) {
        const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
        x.push(this.center[0] + radius * Math.cos(angle));
        y.push(this.center[1] + radius * Math.sin(angle));
      }
    };
    arc(this.radius.outer, this.from, this.to);
    arc(this.radius.inner, this.to, this.from);
    const { color, edge, linewidth, alpha } = this.look;
    const shown = alpha === undefined ? color : withAlpha(color, alpha);
    parts.traces.push({
      type: 'scatter',
      mode: 'lines',
      x: [...x, x[0]],
      y: [...y, y[0]],
      fill: 'toself',
      fillcolor: shown,
      line: edge === undefined ? { width: 0.5, color: shown } : { width: linewidth * pointPixels, color: edge },
      hoverinfo: 'skip',
      ...onAxes(place),
      ...this.legendFields(place),
    });
  }
}
