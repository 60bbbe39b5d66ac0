/** @file `annotate`: words about a point, with an arrow that shows it. */
import { anything, describe, number, optionsOf, Rule, text, word } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Text, type Arrow } from '../artists/text.ts';
import { color, part, points, read } from '../input/rules.ts';
import { cssColor, type Color } from '../style/color.ts';
import { pointPixels } from '../style/points.ts';
import { call } from './call.ts';
import { flat, textLook, textOptions, type TextOptions } from './text.ts';

export interface AnnotateOptions extends TextOptions {
  /** The point that is meant: [x, y]. */
  xy: readonly [number, number];
  /** Where the text stands; default at `xy`. */
  xytext?: readonly [number, number];
  /** What `xy` counts from. */
  xycoords?: 'data' | 'axes fraction';
  /** What `xytext` counts from; default as `xycoords`. */
  textcoords?: 'data' | 'axes fraction' | 'offset points' | 'offset pixels';
  /** The arrow; without an `arrowstyle` a thick one. */
  arrowprops?: ArrowOptions;
}

interface ArrowOptions {
  arrowstyle?: string;
  color?: Color;
  facecolor?: Color;
  fc?: Color;
  edgecolor?: Color;
  ec?: Color;
  /** Of the line, in points. */
  linewidth?: number;
  lw?: number;
  /** Of a thick arrow and its head, in points; default 4 and 12. */
  width?: number;
  headwidth?: number;
  headlength?: number;
  /** Accepted for matplotlib's sake. */
  shrink?: number;
  connectionstyle?: string;
}

const arrowOptions = optionsOf<ArrowOptions>()({
  arrowstyle: new Rule({ en: 'an arrow style', ko: '화살표 모양' }, (value) => styleName(value) in arrows, [
    '-',
    '->',
    '<-',
    '<->',
    '-|>',
    '<|-',
    '<|-|>',
    'simple',
    'fancy',
    'wedge',
  ]),
  color: color(),
  facecolor: color(),
  fc: color(),
  edgecolor: color(),
  ec: color(),
  linewidth: points(),
  lw: points(),
  width: points(),
  headwidth: points(),
  headlength: points(),
  shrink: number(),
  connectionstyle: text(),
});

const annotateOptions = optionsOf<AnnotateOptions>()({
  ...textOptions.rules,
  xy: anything({ en: 'the point [x, y]', ko: '점 [x, y]' }),
  xytext: anything({ en: 'where the words stand: [x, y]', ko: '글의 위치 [x, y]' }),
  xycoords: word('data', 'axes fraction'),
  textcoords: word('data', 'axes fraction', 'offset points', 'offset pixels'),
  arrowprops: part(() => arrowOptions),
});

/**
 * Words about the point `xy`, at `xytext`, with an arrow when `arrowprops` is given.
 * @ko 화살표와 함께 글을 씁니다.
 */
export const annotate = call((axes) => {
  function annotate(text: unknown, xy: readonly [number, number], options?: Omit<AnnotateOptions, 'xy'>): Text;
  function annotate(text: unknown, options: AnnotateOptions): Text;
  function annotate(
    text: unknown,
    first: AnnotateOptions | readonly [number, number],
    rest?: Omit<AnnotateOptions, 'xy'>,
  ): Text {
    const given = Array.isArray(first) ? { ...rest, xy: first as [number, number] } : (first as AnnotateOptions);
    return axes.add(annotation(text, given));
  }
  return annotate;
});

function annotation(text: unknown, given: AnnotateOptions): Text {
  const who = 'plt.annotate';
  const options = read(who, flat(given), annotateOptions);
  const {
    xy = [NaN, NaN],
    xytext = xy,
    arrowprops,
    xycoords = 'data',
    textcoords = xytext === xy ? xycoords : (options.textcoords ?? xycoords),
  } = options;
  for (const [name, at] of [
    ['xy', options.xy],
    ['xytext', xytext],
  ] as const) {
    if (Array.isArray(at) && at.length === 2 && at.every((value) => Number.isFinite(value))) continue;
    throw new ValueError({
      who,
      rule: { en: `${name} must be [x, y]`, ko: `${name}은(는) [x, y]여야 합니다` },
      received: `${name} ${describe(at)}`,
    });
  }
  const look = textLook(options, who);
  const place = { data: 'data', 'axes fraction': 'axes' } as const;
  const target = place[xycoords];
  const unit = textcoords === 'offset points' ? pointPixels : textcoords === 'offset pixels' ? 1 : undefined;
  const coordinates = place[textcoords as 'data'];
  if (!arrowprops) {
    // Words beside the place: the distance is in pixels and stays the same when zoomed.
    if (unit !== undefined)
      return new Text(xy[0], xy[1], String(text), {
        ...look,
        coordinates: target,
        shift: [xytext[0] * unit, xytext[1] * unit],
      });
    return new Text(xytext[0], xytext[1], String(text), { ...look, coordinates });
  }
  const arrow: Arrow = {
    to: xy,
    toCoordinates: target,
    from: unit === undefined ? coordinates : 'offset',
    ...arrowLook(arrowprops, who),
  };
  return new Text(xytext[0] * (unit ?? 1), xytext[1] * (unit ?? 1), String(text), look, arrow);
}

/** The name before matplotlib's further settings: `'->, head_width=1'` is `'->'`. */
function styleName(arrowstyle: unknown): string {
  return String(arrowstyle).split(',')[0]!.trim();
}

/** matplotlib's arrow styles: Plotly's head, its size, and the ends that have one. */
const arrows: Readonly<Record<string, readonly [head: number, size: number, sides: Arrow['sides']]>> = {
  '-': [0, 1, 'none'],
  '->': [4, 1.1, 'end'],
  '<-': [4, 1.1, 'start'],
  '<->': [4, 1.1, 'end+start'],
  '-|>': [1, 1, 'end'],
  '<|-': [1, 1, 'start'],
  '<|-|>': [1, 1, 'end+start'],
  simple: [1, 0.7, 'end'],
  fancy: [1, 0.7, 'end'],
  wedge: [1, 0.7, 'end'],
};

function arrowLook(props: ArrowOptions, who: string): Omit<Arrow, 'to' | 'toCoordinates' | 'from'> {
  const { arrowstyle, width = 4, headwidth = 12, linewidth, lw = linewidth } = props;
  const named = props.color ?? props.facecolor ?? props.fc ?? props.edgecolor ?? props.ec;
  const color = named === undefined ? undefined : cssColor(named, who);
  // Without a style matplotlib draws a thick arrow, `width` and `headwidth` in points.
  if (arrowstyle === undefined) {
    return {
      color: color ?? cssColor('C0', who),
      width,
      head: 1,
      size: Math.max(0.3, headwidth / (4 * width)),
      sides: 'end',
    };
  }
  const [head, size, sides] = arrows[styleName(arrowstyle)]!;
  const thick = /^[a-z]/.test(arrowstyle) ? 5 : 1;
  return { color, width: lw ?? thick, head, size, sides };
}
