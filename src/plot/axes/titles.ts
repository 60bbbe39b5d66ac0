/** @file Titles and labels of axes and figures, as they were set. */
import { anything, number, optionsOf, word } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { checkWeight, color, fontSize, fontWeight, read, type FontWeight } from '../input/rules.ts';
import { cssColor, type Color } from '../style/color.ts';
import { fontPoints, isBold } from '../style/theme.ts';

export interface TitleOptions {
  /**
   * The same options in one object, as matplotlib takes them too.
   * @ko 같은 옵션을 객체 하나에 담은 것입니다. matplotlib도 이렇게 받습니다.
   */
  fontdict?: Omit<TitleOptions, 'fontdict'>;
  /**
   * Size of the text in points, or a word such as 'small'.
   * @ko 글자의 크기(포인트 또는 'small' 같은 말)입니다.
   */
  fontsize?: number | string;
  /**
   * The same as `fontsize`.
   * @ko `fontsize`와 같습니다.
   */
  size?: number | string;
  /**
   * Its colour; default that of text.
   * @ko 색입니다. 기본값은 글자의 색입니다.
   */
  color?: Color;
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
   * Where it stands along the axis: 'left', 'center' (default) or 'right' (of the y axis 'bottom', 'center', 'top').
   * @ko 축을 따라 놓을 자리입니다: 'left', 'center'(기본값), 'right'(y축은 'bottom', 'center', 'top').
   */
  loc?: 'left' | 'center' | 'right';
  /**
   * Height in parts of the frame (1 is its top), for `suptitle` of the figure.
   * @ko 틀의 높이를 1로 본 세로 자리입니다. 그림 전체의 제목(`suptitle`)에 씁니다.
   */
  y?: number;
  /**
   * Distance in points: of a title from the frame (default 6), of a label from the numbers (default 4).
   * @ko 떨어진 거리(포인트)입니다.
   */
  pad?: number;
  /**
   * Distance to the numbers of the axis, in points.
   * @ko 축의 눈금 글과의 거리입니다(포인트).
   */
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
  color?: string | undefined;
  bold: boolean;
  italic?: boolean;
  loc: 'left' | 'center' | 'right';
  /** Distance from the frame or the numbers in points. */
  pad?: number | undefined;
  /** Height in parts of the frame (of the figure for its own title) in place of the usual. */
  y?: number | undefined;
}

/** A title or label with its options, and matplotlib's methods to change it. As the last line of a cell it prints nothing. */
export class Title implements Words, Displayable {
  text = '';
  points: number;
  color: string | undefined;
  bold = false;
  italic = false;
  loc: Words['loc'] = 'center';
  pad: number | undefined;
  y: number | undefined;
  visible = true;

  constructor(text: unknown, given: TitleOptions | undefined, points: number, who: string) {
    this.points = points;
    this.renew(text, given, who);
  }

  /** Sets the text, and of its look what is given; with `points` size and weight are as in a new title otherwise. */
  renew(text: unknown, given: TitleOptions | undefined, who: string, points?: number): this {
    const { fontdict, ...own } = given ?? {};
    const asked = { ...fontdict, ...own };
    const options = read(who, given && asked, titleOptions);
    const { fontsize = options.size, fontweight = options.weight, fontstyle = options.style, y } = options;
    const { pad = options.labelpad } = options;
    const size = fontPoints(fontsize, points ?? this.points, who);
    const color = options.color === undefined ? this.color : cssColor(options.color, who);
    [this.text, this.points, this.color] = [String(text), size, color];
    if (fontweight !== undefined || points !== undefined) this.bold = isBold(fontweight);
    if (fontstyle !== undefined) this.italic = fontstyle === 'italic';
    if (asked.loc !== undefined) this.loc = options.loc;
    if (pad !== undefined) this.pad = pad;
    if (y !== undefined) this.y = y;
    return this;
  }

  get_text(): string {
    return this.text;
  }

  set_text(text: unknown): void {
    this.text = String(text);
  }

  get_fontsize(): number {
    return this.points;
  }

  /** In points, or a word such as 'small'. */
  set_fontsize(size: number | string): void {
    this.points = fontPoints(size, this.points, 'set_fontsize');
  }

  set_size(size: number | string): void {
    this.set_fontsize(size);
  }

  get_color(): string | undefined {
    return this.color;
  }

  set_color(color: Color): void {
    this.color = cssColor(color, 'set_color');
  }

  set_fontweight(fontweight: FontWeight): void {
    checkWeight(fontweight, 'set_fontweight', 'fontweight');
    this.bold = isBold(fontweight);
  }

  set_weight(fontweight: FontWeight): void {
    this.set_fontweight(fontweight);
  }

  set_fontstyle(fontstyle: 'normal' | 'italic'): void {
    this.italic = read('set_fontstyle', { fontstyle }, titleOptions).fontstyle === 'italic';
  }

  set_style(fontstyle: 'normal' | 'italic'): void {
    this.set_fontstyle(fontstyle);
  }

  /** Height in parts of the frame, 1 is its top. */
  set_y(y: number): void {
    this.y = read('set_y', { y }, titleOptions).y;
  }

  /** False: it takes no space either. */
  set_visible(visible: boolean): void {
    this.visible = visible;
  }

  [displaySymbol](): MimeBundle {
    return {};
  }
}

/** The label of an axis, where it is to be seen. */
export function labelSeen({ labels }: { labels: { x?: Title; y?: Title } }, axis: 'x' | 'y'): Title | undefined {
  return labels[axis]?.visible ? labels[axis] : undefined;
}

/** Those of some titles that are to be seen. */
export function seen(titles: readonly (Title | undefined)[]): Title[] {
  return titles.filter((title): title is Title => title !== undefined && title.visible && title.text !== '');
}
