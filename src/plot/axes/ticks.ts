/** @file The ticks of an axis as they were set, where that differs from matplotlib's defaults. */
import { type Names } from '../input/values.ts';
import { anything, flag, optionsOf, word } from '../../arguments/index.ts';
import { angle, color, fontSize } from '../input/rules.ts';
import { cssColor, type Color } from '../style/color.ts';
import { rcParams } from '../style/rc-params.ts';
import { fontPoints } from '../style/theme.ts';

/** The words at the ticks. */
export interface TickOptions {
  /**
   * Angle in degrees, anticlockwise; 'vertical' is 90.
   * @ko 기울이는 각도(반시계 방향)입니다. 'vertical'은 90도입니다.
   */
  rotation?: number | 'vertical' | 'horizontal';
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
   * Taken for matplotlib's sake: rotated words end at their tick.
   * @ko matplotlib과 맞추려고 받습니다. 돌린 글은 눈금에서 끝납니다.
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
  va?: 'top' | 'center' | 'bottom' | 'baseline';
  /**
   * Whether the text is turned before ('anchor') or after ('default') it is placed.
   * @ko 글을 놓기 전에('anchor') 돌릴지, 놓은 뒤에('default') 돌릴지 정합니다.
   */
  rotation_mode?: 'default' | 'anchor';
  /**
   * True: these are the small ticks between the others, `ax.set_xticks(places, { minor: true })`.
   * @ko true이면 눈금 사이의 작은 눈금입니다: `ax.set_xticks(places, { minor: true })`.
   */
  minor?: boolean;
  /**
   * The words themselves, as in `ax.set_xticks(values, { labels })`.
   * @ko 눈금마다 쓸 글입니다.
   */
  labels?: Names;
}

export const tickOptions = optionsOf<TickOptions>()({
  rotation: angle(),
  fontsize: fontSize(),
  size: fontSize(),
  color: color(),
  ha: word('left', 'center', 'right'),
  horizontalalignment: word('left', 'center', 'right'),
  va: word('top', 'center', 'bottom', 'baseline'),
  rotation_mode: word('default', 'anchor'),
  minor: flag(),
  labels: anything({ en: 'a word for each tick', ko: '눈금마다 글 하나' }),
});

/** Where ticks may stand: at most `nbins` intervals at round numbers (`integer`: whole ones), or at each multiple of `base`. */
export interface Locator {
  readonly bins?: number;
  readonly integer?: boolean;
  readonly base?: number;
  /** As many as fit, when `bins` is not given (else 10). */
  readonly auto?: boolean;
  /** What the distance between ticks may start with. */
  readonly steps?: readonly number[];
}

/** How the ticks of an axis are placed and written. */
export interface TickSettings {
  values?: readonly number[];
  labels?: readonly string[];
  /** The text at a number. */
  format?: (value: number, position: number) => string;
  /** At most so many intervals, at whole numbers, or at every multiple of `base`. */
  locator?: Locator;
  rotation: number;
  points: number;
  color?: string;
  /** Whether the words at the ticks are left out. */
  hidden?: boolean;
  /** False: no tick marks. */
  marks?: boolean;
  /** Smaller ticks between them: at these places, or (true) as many as usual. */
  minor?: boolean | readonly number[];
  /** False: places for the grid only. */
  minorMarks?: boolean;
  direction?: 'in' | 'out' | 'inout';
  /** Of the tick marks, in points. */
  length?: number;
  /** Whether large and small numbers are written as powers of ten; undefined: when matplotlib would. */
  powers?: boolean;
  /** At the other side: x above, y at the right. */
  across?: boolean;
}

/** The ticks of new axes. */
export function plainTicks(axis: 'x' | 'y'): TickSettings {
  return { rotation: 0, points: fontPoints(rcParams[`${axis}tick.labelsize`], 10) };
}

/** Sets the look of the words at ticks. */
export function styleTicks(ticks: TickSettings, { rotation, fontsize, size, color }: TickOptions): void {
  const angles = { vertical: 90, horizontal: 0 } as const;
  ticks.rotation = (typeof rotation === 'string' ? angles[rotation] : rotation) ?? ticks.rotation;
  ticks.points = fontPoints(fontsize ?? size, ticks.points);
  if (color !== undefined) ticks.color = cssColor(color, 'plt.xticks');
}
