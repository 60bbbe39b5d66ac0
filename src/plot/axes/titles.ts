/** @file Titles and labels of axes and figures, as they were set. */
import { anything, number, optionsOf, word } from '../../arguments/index.ts';
import { color, fontSize, fontWeight, read, type FontWeight } from '../input/rules.ts';
import { cssColor, type Color } from '../style/color.ts';
import { fontPoints, isBold } from '../style/theme.ts';

export interface TitleOptions {
  /** The same options in one object, as matplotlib takes them too. */
  fontdict?: Omit<TitleOptions, 'fontdict'>;
  /** Size of the text in points, or a word such as 'small'. */
  fontsize?: number | string;
  /** The same as `fontsize`. */
  size?: number | string;
  /** Its colour; default the next one of the style's cycle. */
  color?: Color;
  /** 'normal', 'bold' or a number from 100 to 900. */
  fontweight?: FontWeight;
  /** The same as `fontweight`. */
  weight?: FontWeight;
  /** 'normal' or 'italic'. */
  fontstyle?: 'normal' | 'italic';
  /** The same as `fontstyle`. */
  style?: 'normal' | 'italic';
  /** Where it stands along the axis: 'left', 'center' (default) or 'right' (of the y axis 'bottom', 'center', 'top'). */
  loc?: 'left' | 'center' | 'right';
  /** Height in parts of the frame (1 is its top), for `suptitle` of the figure. */
  y?: number;
  /** Distance in points: of a title from the frame (default 6), of a label from the numbers (default 4). */
  pad?: number;
  /** Distance to the numbers of the axis, in points. */
  labelpad?: number;
}

export const titleOptions = optionsOf<TitleOptions>()({
  fontdict: anything({ en: 'these options in one object', ko: '이 옵션들을 담은 객체 하나' }),
  fontsize: fontSize(),
  size: fontSize(),
  color: color(),
  fontweight: fontWeight(),
  weight: fontWeight(),
  fontstyle: word('normal', 'italic'),
  style: word('normal', 'italic'),
  loc: word('left', 'center', 'right').or('center'),
  y: number(),
  pad: number(),
  labelpad: number(),
});

/** A title or label as it was set. */
export interface Words {
  text: string;
  points: number;
  color?: string;
  bold: boolean;
  italic?: boolean;
  loc: 'left' | 'center' | 'right';
  /** Distance from the frame or the numbers in points. */
  pad?: number;
  /** Height in parts of the frame (of the figure for its own title) in place of the usual. */
  y?: number;
}

/** A title or label with its options. */
export function wordsOf(text: unknown, given: TitleOptions | undefined, points: number, who: string): Words {
  const { fontdict, ...own } = given ?? {};
  const options = read(who, given && { ...fontdict, ...own }, titleOptions);
  return {
    text: String(text),
    points: fontPoints(options.fontsize ?? options.size, points, who),
    color: options.color === undefined ? undefined : cssColor(options.color, who),
    bold: isBold(options.fontweight ?? options.weight),
    italic: (options.fontstyle ?? options.style) === 'italic',
    loc: options.loc,
    pad: options.pad ?? options.labelpad,
    y: options.y,
  };
}
