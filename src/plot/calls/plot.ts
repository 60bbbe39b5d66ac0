/** @file `plot` and its logarithmic sisters: lines, markers, or both. */
import { flag, number, optionsOf, Rule, text, word, type Filled } from '../../arguments/index.ts';
import { ShapeError, ValueError, shapeText } from '../../errors/index.ts';
import { quiet } from '../artists/artist.ts';
import { Line2D, type LineStyle } from '../artists/line.ts';
import type { AxesFrame } from '../axes/frame.ts';
import { splitOptions } from '../input/options.ts';
import { alpha, color, lineStyle, marker, points, read } from '../input/rules.ts';
import { gridOf, isLabels, sameLength, type Numbers, type Points, listed } from '../input/values.ts';
import { log } from '../layout/scales.ts';
import { cssColor, type Color } from '../style/color.ts';
import { lineFormat, type LineFormat, type LineStyleName } from '../style/format-string.ts';
import { rcParams } from '../style/rc-params.ts';
import { call } from './call.ts';

type DrawStyle = 'default' | 'steps' | 'steps-pre' | 'steps-mid' | 'steps-post';

export interface LineOptions {
  /**
   * Its colour; default the next one of the style's cycle.
   * @ko 색입니다. 기본값은 정해진 순서의 다음 색입니다.
   */
  color?: Color;
  /**
   * The same as `color`.
   * @ko `color`와 같습니다.
   */
  c?: Color;
  /**
   * Its name in the legend.
   * @ko 범례에 쓸 이름입니다.
   */
  label?: string;
  /**
   * `'-'`, `'--'`, `'-.'`, `':'` or `'None'`.
   * @ko 선의 모양입니다: `'-'`, `'--'`, `'-.'`, `':'`, `'None'`.
   */
  linestyle?: LineStyleName;
  /**
   * The same as `linestyle`.
   * @ko `linestyle`과 같습니다.
   */
  ls?: LineStyleName;
  /**
   * In points; default 1.5.
   * @ko 선의 굵기(포인트)입니다. 기본값 1.5.
   */
  linewidth?: number;
  /**
   * The same as `linewidth`.
   * @ko `linewidth`와 같습니다.
   */
  lw?: number;
  /**
   * Sign at each point: 'o', '.', 's', '^', 'x', '+' and the others of matplotlib.
   * @ko 점의 모양입니다: 'o', '.', 's', '^', 'x', '+' 등.
   */
  marker?: string;
  /**
   * In points; default 6.
   * @ko 마커의 크기입니다(포인트). 기본값 6.
   */
  markersize?: number;
  /**
   * The same as `markersize`.
   * @ko `markersize`와 같습니다.
   */
  ms?: number;
  /**
   * Colour inside the markers.
   * @ko 마커 안의 색입니다.
   */
  markerfacecolor?: Color;
  /**
   * The same as `markerfacecolor`.
   * @ko `markerfacecolor`와 같습니다.
   */
  mfc?: Color;
  /**
   * Colour of the markers' outlines.
   * @ko 마커 테두리의 색입니다.
   */
  markeredgecolor?: Color;
  /**
   * The same as `markeredgecolor`.
   * @ko `markeredgecolor`와 같습니다.
   */
  mec?: Color;
  /**
   * In points; default 1.
   * @ko 마커 테두리의 굵기입니다(포인트). 기본값 1.
   */
  markeredgewidth?: number;
  /**
   * The same as `markeredgewidth`.
   * @ko `markeredgewidth`와 같습니다.
   */
  mew?: number;
  /**
   * Opacity from 0 (not seen) to 1 (default).
   * @ko 불투명도입니다. 0(보이지 않음)에서 1(기본값)까지.
   */
  alpha?: number;
  /**
   * Higher ones lie on top.
   * @ko 값이 클수록 위에 놓입니다.
   */
  zorder?: number;
  /**
   * Steps between the points.
   * @ko 점 사이를 계단으로 잇습니다.
   */
  drawstyle?: DrawStyle;
  /**
   * The same as `drawstyle`.
   * @ko `drawstyle`과 같습니다.
   */
  ds?: DrawStyle;
  /**
   * A marker at every so many points only; [first, every] starts later.
   * @ko 이만큼의 점마다 하나씩만 마커를 그립니다. [처음, 간격]이면 더 뒤에서 시작합니다.
   */
  markevery?: number | readonly [number, number];
  /**
   * 'full' (default) or 'none': whether markers are filled.
   * @ko 'full'(기본값) 또는 'none': 마커를 채울지 정합니다.
   */
  fillstyle?: 'full' | 'none';
  /**
   * False: what reaches beyond the frame is drawn as well.
   * @ko false이면 틀을 벗어난 것도 그립니다.
   */
  clip_on?: boolean;
}

const drawStyle = (): Rule<DrawStyle> => word('default', 'steps', 'steps-pre', 'steps-mid', 'steps-post');

export const lineOptions = optionsOf<LineOptions>()({
  color: color(),
  c: color(),
  label: text(),
  linestyle: lineStyle(),
  ls: lineStyle(),
  linewidth: points(),
  lw: points(),
  marker: marker(),
  markersize: points(),
  ms: points(),
  markerfacecolor: color(),
  mfc: color(),
  markeredgecolor: color(),
  mec: color(),
  markeredgewidth: points(),
  mew: points(),
  alpha: alpha(),
  zorder: number(),
  drawstyle: drawStyle(),
  ds: drawStyle(),
  markevery: new Rule<number | readonly [number, number]>(
    { en: 'a whole number above 0, or [first, every]', ko: '1 이상의 정수 또는 [처음, 간격]' },
    (value) => {
      const [first, step] = (Array.isArray(value) ? value : [0, value]) as unknown[];
      return Number.isInteger(first) && Number.isInteger(step) && (first as number) >= 0 && (step as number) > 0;
    },
  ),
  fillstyle: word('full', 'none'),
  clip_on: flag(),
});

/** What `plot` takes: x, y and a format in any number of groups, then options. */
export type PlotArgument = Points | string | LineOptions;

/**
 * Lines and markers: `plot(y)`, `plot(x, y)`, `plot(x, y, 'r--')`, `plot(x1, y1, 'b-', x2, y2, 'g:')`, options last.
 * @ko 점들을 선으로 이어 그립니다.
 */
export const plot = call((axes) => {
  function plot(
    x: Points,
    y: Points | string,
    x2: Points | string,
    y2: Points | string,
    ...more: (Points | string)[]
  ): Line2D[];
  function plot(
    x: Points,
    y: Points | string,
    x2: Points | string,
    y2: Points | string,
    ...more: [...more: (Points | string)[], options: LineOptions]
  ): Line2D[];
  function plot(x: Points, y?: Points): Line2D[];
  function plot(x: Points, y: Points | string, look?: string | LineOptions, options?: LineOptions): Line2D[];
  function plot(y: Points, look: string | LineOptions): Line2D[];
  function plot(...args: (PlotArgument | undefined)[]): Line2D[] {
    return addLines(axes, args, 'plt.plot');
  }
  return plot;
});

type Plot = typeof plot;

/**
 * `plot` with a logarithmic x axis.
 * @ko x축을 로그 눈금으로 하여 선을 그립니다.
 */
export const semilogx = call((axes): Plot => withScales(axes, 'plt.semilogx', 'x'));

/**
 * `plot` with a logarithmic y axis.
 * @ko y축을 로그 눈금으로 하여 선을 그립니다.
 */
export const semilogy = call((axes): Plot => withScales(axes, 'plt.semilogy', 'y'));

/** `plot` with two logarithmic axes. */
export const loglog = call((axes): Plot => withScales(axes, 'plt.loglog', 'x', 'y'));

function withScales(axes: AxesFrame, who: string, ...logarithmic: ('x' | 'y')[]): Plot {
  return (...args: unknown[]) => {
    const lines = addLines(axes, args, who);
    for (const axis of logarithmic) axes.setScale(axis, log());
    return lines;
  };
}

/** Draws the lines of one call and adds them to the axes. */
function addLines(axes: AxesFrame, args: readonly unknown[], who: string): Line2D[] {
  const [groups, options] = splitOptions<LineOptions, Points | string>(args);
  return quiet(makeLines(axes, groups, read(who, options, lineOptions), who).map((line) => axes.add(line)));
}

const missingHint = {
  en: 'Something of that name does not exist: see Object.keys(history.history), or the names of your variables',
  ko: '그 이름의 값이 없습니다. Object.keys(history.history)나 변수 이름을 확인하세요',
};

/** The lines of one call, from groups of x, y and a format. A 2-D y gives one line per column. */
export function makeLines(
  axes: AxesFrame,
  groups: readonly (Points | string | undefined)[],
  options: Partial<Filled<LineOptions, unknown>>,
  who: string,
): Line2D[] {
  // Only what follows x and y may be left out: an entry of a history that does not exist must not turn x into y.
  const missing = groups.slice(0, 2).indexOf(undefined);
  if (missing >= 0) {
    const name = groups.length > 1 && missing === 0 ? 'x' : 'y';
    throw new ValueError({
      who,
      rule: { en: `${name} must be numbers`, ko: `${name}은(는) 수여야 합니다` },
      received: 'undefined',
      hint: missingHint,
    });
  }
  const rest = groups.filter((arg) => arg !== undefined);
  if (rest.length === 0)
    throw new ValueError({
      who,
      rule: { en: 'there must be something to plot', ko: '그릴 것이 있어야 합니다' },
      received: { en: 'no data', ko: '데이터 없음' },
    });
  const lines: Line2D[] = [];
  while (rest.length > 0) {
    const data: Points[] = [];
    while (rest.length > 0 && typeof rest[0] !== 'string' && data.length < 2) data.push(rest.shift() as Points);
    const format = typeof rest[0] === 'string' ? lineFormat(rest.shift() as string, who) : {};
    if (data.length === 0)
      throw new ValueError({
        who,
        rule: { en: 'a format text follows its data', ko: '서식 문자열은 데이터 뒤에 씁니다' },
        received: { en: 'a text alone', ko: '문자열만' },
      });
    lines.push(...linesOf(axes, data, format, options, who));
  }
  return lines;
}

function linesOf(axes: AxesFrame, data: Points[], format: LineFormat, options: LineOptions, who: string): Line2D[] {
  const yArgument = listed(data.at(-1)!);
  const columns = isLabels(yArgument) ? [axes.positions(yArgument, 'y', who)] : columnsOf(yArgument, who);
  const x =
    data.length === 2
      ? axes.positions(data[0]!, 'x', who)
      : Float64Array.from({ length: columns[0]!.length }, (_, i) => i);
  return columns.map((y) => {
    sameLength(who, x, y);
    const named = options.color ?? options.c ?? format.color;
    const steps = options.drawstyle ?? options.ds;
    const { markevery } = options;
    const style: LineStyle = {
      color: named === undefined ? axes.nextColor('line') : cssColor(named, who),
      linestyle: options.linestyle ?? options.ls ?? format.linestyle ?? '-',
      linewidth: options.linewidth ?? options.lw ?? rcParams['lines.linewidth'],
      marker: options.marker ?? format.marker,
      markersize: options.markersize ?? options.ms ?? rcParams['lines.markersize'],
      alpha: options.alpha,
      ...markerLook(options, who),
      ...(steps === undefined ? {} : { steps: stepsOf(steps) }),
      ...(markevery === undefined ? {} : { markevery: typeof markevery === 'number' ? [0, markevery] : markevery }),
      ...(options.clip_on === false ? { unclipped: true } : {}),
    };
    const line = new Line2D(x, y, style, options.label);
    line.isCurve = true;
    line.zorder = options.zorder;
    return line;
  });
}

/** Plotly's shape of steps, from `where` of `step` or a `drawstyle`. */
export function stepsOf(name: DrawStyle | 'pre' | 'mid' | 'post'): LineStyle['steps'] {
  const shapes = { pre: 'vh', post: 'hv', mid: 'hvh', default: undefined } as const;
  return shapes[name === 'steps' ? 'pre' : (name.replace(/^steps-/, '') as keyof typeof shapes)];
}

function markerLook(
  options: LineOptions,
  who: string,
): Pick<LineStyle, 'markerface' | 'markeredge' | 'markeredgewidth'> {
  const hollow = options.fillstyle === 'none' ? 'none' : undefined;
  const [face, edge] = [options.markerfacecolor ?? options.mfc ?? hollow, options.markeredgecolor ?? options.mec];
  return {
    markerface: face === undefined ? undefined : cssColor(face, who),
    markeredge: edge === undefined ? undefined : cssColor(edge, who),
    markeredgewidth: options.markeredgewidth ?? options.mew,
  };
}

function columnsOf(value: Numbers | number, who: string): Float64Array[] {
  if (typeof value === 'number') return [Float64Array.of(value)];
  const { data, shape } = gridOf(value, who, 'y');
  if (shape.length < 2 || shape.filter((side) => side !== 1).length <= 1) return [Float64Array.from(data)];
  if (shape.length > 2)
    throw new ShapeError({
      who,
      rule: { en: 'y must be one row or a table', ko: 'y는 한 줄이나 표여야 합니다' },
      received: `y ${shapeText(shape)}`,
    });
  const [rows, columns] = shape as [number, number];
  return Array.from({ length: columns }, (_, c) =>
    Float64Array.from({ length: rows }, (_, r) => data[r * columns + c]!),
  );
}
