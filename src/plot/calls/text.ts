/** @file `text`: words at a point. */
import { anything, number, optionsOf, text as anyText, word } from '../../arguments/index.ts';
import { Text, type TextLook } from '../artists/text.ts';
import { alpha, angle, color, fontSize, fontWeight, part, points, read, type FontWeight } from '../input/rules.ts';
import { cssColor, withAlpha, type Color } from '../style/color.ts';
import { fontPoints, fontSizes, isBold } from '../style/theme.ts';
import { call } from './call.ts';

export interface TextOptions {
  /**
   * The same options in one object, as matplotlib takes them too.
   * @ko 같은 옵션을 객체 하나에 담은 것입니다. matplotlib도 이렇게 받습니다.
   */
  fontdict?: Omit<TextOptions, 'fontdict'>;
  /**
   * Its colour; default that of text.
   * @ko 색입니다. 기본값은 글자의 색입니다.
   */
  color?: Color;
  /**
   * In points, or a word: 'small', 'medium', 'large', 'x-large'. Default 10.
   * @ko 글자의 크기(포인트 또는 'small', 'medium', 'large')입니다. 기본값 10.
   */
  fontsize?: number | string;
  /**
   * The same as `fontsize`.
   * @ko `fontsize`와 같습니다.
   */
  size?: number | string;
  /**
   * The same as `horizontalalignment`.
   * @ko `horizontalalignment`와 같습니다.
   */
  ha?: 'left' | 'center' | 'right';
  /**
   * Which side of the text stands at the point: 'left' (default), 'center' or 'right'.
   * @ko 글의 어느 쪽이 그 점에 놓이는지 정합니다: 'left'(기본값), 'center', 'right'.
   */
  horizontalalignment?: 'left' | 'center' | 'right';
  /**
   * The same as `verticalalignment`.
   * @ko `verticalalignment`와 같습니다.
   */
  va?: 'top' | 'center' | 'bottom' | 'baseline' | 'center_baseline';
  /**
   * Which side of the text stands at the point: 'baseline' (default), 'bottom', 'center' or 'top'.
   * @ko 글의 어느 높이가 그 점에 놓이는지 정합니다: 'baseline'(기본값), 'bottom', 'center', 'top'.
   */
  verticalalignment?: 'top' | 'center' | 'bottom' | 'baseline' | 'center_baseline';
  /**
   * Angle in degrees, anticlockwise; 'vertical' is 90.
   * @ko 기울이는 각도(반시계 방향)입니다. 'vertical'은 90도입니다.
   */
  rotation?: number | 'vertical' | 'horizontal';
  /**
   * 'normal' or 'italic'.
   * @ko 'normal' 또는 'italic'.
   */
  fontstyle?: 'normal' | 'italic';
  /**
   * The same as `fontstyle`.
   * @ko `fontstyle`과 같습니다.
   */
  style?: 'normal' | 'italic';
  /**
   * 'normal', 'bold' or a number from 100 to 900.
   * @ko 'normal', 'bold' 또는 100~900의 수입니다.
   */
  fontweight?: FontWeight;
  /**
   * The same as `fontweight`.
   * @ko `fontweight`와 같습니다.
   */
  weight?: FontWeight;
  /**
   * 'sans-serif' (default), 'serif' or 'monospace'.
   * @ko 'sans-serif'(기본값), 'serif', 'monospace'.
   */
  fontfamily?: string;
  /**
   * The same as `fontfamily`.
   * @ko `fontfamily`와 같습니다.
   */
  family?: string;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * What is drawn later: the higher, the nearer to the eye.
   * @ko 그리는 순서입니다. 클수록 위에 옵니다.
   */
  zorder?: number;
  /**
   * Of the field behind the words.
   * @ko 글 뒤 바탕의 색입니다.
   */
  backgroundcolor?: Color;
  /**
   * A box behind the words (its corners are always square).
   * @ko 글 뒤의 상자입니다(모서리는 언제나 각집니다).
   */
  bbox?: BoxOptions;
  /**
   * `ax.transAxes` in matplotlib: positions from (0, 0) to (1, 1) of the axes.
   * @ko matplotlib의 `ax.transAxes`: 자리를 축의 (0, 0)부터 (1, 1)까지로 셉니다.
   */
  transform?: 'data' | 'axes';
}

interface BoxOptions {
  facecolor?: Color;
  fc?: Color;
  edgecolor?: Color;
  ec?: Color;
  color?: Color;
  alpha?: number;
  boxstyle?: string;
  linewidth?: number;
  lw?: number;
  pad?: number;
}

const boxOptions = optionsOf<BoxOptions>()({
  facecolor: color(),
  fc: color(),
  edgecolor: color(),
  ec: color(),
  color: color(),
  alpha: alpha(),
  boxstyle: anyText(),
  linewidth: points(),
  lw: points(),
  pad: number(),
});

const sides = () => word('left', 'center', 'right');
const heights = () => word('top', 'center', 'bottom', 'baseline', 'center_baseline');

export const textOptions = optionsOf<TextOptions>()({
  fontdict: anything({ en: 'these options in one object', ko: '이 옵션들을 담은 객체 하나' }),
  color: color(),
  fontsize: fontSize(),
  size: fontSize(),
  ha: sides(),
  horizontalalignment: sides(),
  va: heights(),
  verticalalignment: heights(),
  rotation: angle(),
  fontstyle: word('normal', 'italic'),
  style: word('normal', 'italic'),
  fontweight: fontWeight(),
  weight: fontWeight(),
  fontfamily: anyText(),
  family: anyText(),
  alpha: alpha(),
  zorder: number(),
  backgroundcolor: color(),
  bbox: part(() => boxOptions),
  transform: word('data', 'axes'),
});

/**
 * Words at a point.
 * @ko 그래프의 한 자리에 글을 씁니다.
 */
export const text = call((axes) => (x: number, y: number, text: unknown, options?: TextOptions): Text => {
  const who = 'plt.text';
  const look = read(who, flat(options), textOptions);
  const made = axes.add(new Text(x, y, String(text), textLook(look, who)));
  made.zorder = look.zorder;
  return made;
});

/** Options with those in `fontdict` among them. */
export function flat<O extends { fontdict?: object }>(options: O | undefined): O | undefined {
  if (options?.fontdict === undefined) return options;
  const { fontdict, ...own } = options;
  return { ...fontdict, ...own } as O;
}

/** The look of words from matplotlib's options. */
export function textLook(options: Omit<TextOptions, 'fontdict'>, who: string): TextLook {
  const va = options.va ?? options.verticalalignment ?? 'baseline';
  const { rotation = 0, bbox, backgroundcolor } = options;
  return {
    color: options.color === undefined ? undefined : cssColor(options.color, who),
    fontsize: fontPoints(options.fontsize ?? options.size, fontSizes.text, who),
    ha: options.ha ?? options.horizontalalignment ?? 'left',
    va: va === 'center_baseline' ? 'center' : va,
    rotation: typeof rotation === 'string' ? { vertical: 90, horizontal: 0 }[rotation] : rotation,
    bold: isBold(options.fontweight ?? options.weight),
    italic: (options.fontstyle ?? options.style) === 'italic',
    alpha: options.alpha,
    family: options.fontfamily ?? options.family,
    box: bbox ? boxOf(bbox, who) : backgroundcolor === undefined ? undefined : boxOf({ color: backgroundcolor }, who),
    coordinates: options.transform ?? 'data',
  };
}

function boxOf(bbox: BoxOptions, who: string): NonNullable<TextLook['box']> {
  const { alpha, linewidth, lw = linewidth ?? 1 } = bbox;
  const faded = (css: string): string => (alpha === undefined ? css : withAlpha(css, alpha));
  const edge = bbox.edgecolor ?? bbox.ec ?? bbox.color ?? 'black';
  return {
    face: faded(cssColor(bbox.facecolor ?? bbox.fc ?? bbox.color ?? 'C0', who)),
    ...(edge === 'none' ? {} : { edge: faded(cssColor(edge, who)) }),
    width: lw,
  };
}
